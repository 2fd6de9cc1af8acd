"""Page: a generated note before it meets the disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vault_companion.vault.snapshot import VaultPath

PageKind = Literal["pair", "character", "overview"]
Value = str | int | bool | tuple[str, ...]

FORMAT = 1
GENERATED_BY = "vault-companion"
BEGIN = "%% vault-companion begin. Rewritten on every sync: write below the end mark. %%"
_BEGIN_START = b"%% vault-companion begin"
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Page:
    """Where a generated note goes, and our part of it.

    Attributes:
        path: Where it should stand, inside the output folder.
        kind: What it is about: a pair, a character, or the whole cast.
        identity: The wikilinks in its `characters` property, which say whose page it is wherever it lies.
        properties: Our frontmatter, in the order in which it is written. A tuple is written as a list.
        body: The Markdown between our marks, LF line ends, no blank line at either end.
        moved: Whether the author gave it its place, and not we.
    """

    path: VaultPath
    kind: PageKind
    identity: tuple[str, ...]
    properties: tuple[tuple[str, Value], ...]
    body: str
    moved: bool = False


def is_ours(data: bytes) -> bool:
    """Whether a file is one of our pages, whole or damaged: its properties and a mark in it say so."""
    head, found, _ = data[:_HEAD_BYTES].partition(_BEGIN_START)
    return bool(found) and f"generated_by: {GENERATED_BY}".encode() in head
