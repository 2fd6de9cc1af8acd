"""From the text of a link to the file it reaches, the way Obsidian goes about it.

In this order: the exact path from the vault's root; a file of that name in the link's own folder; the shortest path
that ends in it. Case and Unicode composition do not count, but of two that differ only in them the one spelled like
the link wins. Two shortest paths of one length are ambiguous: the app's choice is not stable there, so nothing is
guessed.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from vault_companion.notes.scan import Link
from vault_companion.vault.snapshot import VaultPath

Tier = Literal["exact", "own-folder", "shortest", "relative", "unresolved", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a link leads. `path` is None when `tier` is "unresolved" or "ambiguous"."""

    path: VaultPath | None
    tier: Tier
    candidates: tuple[VaultPath, ...] = ()


def key(text: str) -> str:
    """The form in which names are compared: composed, lower case, and no folding beyond that."""
    return unicodedata.normalize("NFC", text).lower()


def path_order(path: VaultPath) -> tuple[str, str]:
    """The order of paths that is the same however a file system composes their letters."""
    return key(path), path


class Paths:
    """All files of the vault, findable by what a link calls them."""

    def __init__(self, paths: Iterable[VaultPath]) -> None:
        self._whole: dict[str, list[VaultPath]] = defaultdict(list)
        self._named: dict[str, list[VaultPath]] = defaultdict(list)
        self._answers: dict[tuple[str, str], Resolved] = {}
        for path in sorted(paths, key=path_order):
            self._whole[key(_linked(path))].append(path)
            self._named[key(path.stem)].append(path)

    def resolve(self, link: Link, source: VaultPath) -> Resolved:
        """Where `link`, written in `source`, leads."""
        target = link.target.replace("\\", "/").strip()
        if not target:
            return Resolved(source, "exact")
        if target.startswith(("./", "../")):
            return self._relative(target, source)
        asked = target, source.folder
        if asked not in self._answers:
            self._answers[asked] = self._looked_up(target.strip("/"), source)
        return self._answers[asked]

    def _looked_up(self, target: str, source: VaultPath) -> Resolved:
        if exact := _spelled_like(target, self._whole.get(key(target), [])):
            return Resolved(exact[0], "exact")
        ending = "/" + key(target)
        named = self._named.get(key(target.rpartition("/")[2]), [])
        found = _attachments_first([path for path in named if key("/" + _linked(path)).endswith(ending)])
        folder = key(_folder(source, target))
        if own := _spelled_like(target, [path for path in found if key(path.folder) == folder]):
            return Resolved(own[0], "own-folder")
        return _shortest(target, found)

    def unique_name(self, path: VaultPath) -> bool:
        """Whether the bare name of this file names no other."""
        return len(self._named.get(key(path.stem), [])) <= 1

    def has_name(self, name: str) -> bool:
        """Whether some file is called `name`, its ending left out."""
        return key(name) in self._named

    def _relative(self, target: str, source: VaultPath) -> Resolved:
        parts = source.folder.split("/") if source.folder else []
        for part in target.split("/"):
            if part == "..":
                if not parts:
                    return Resolved(None, "unresolved")
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        target = "/".join(parts)
        found = _spelled_like(target, self._whole.get(key(target), []))
        return Resolved(found[0], "relative") if found else Resolved(None, "unresolved")


def _spelled_like(target: str, found: list[VaultPath]) -> list[VaultPath]:
    """Those that are spelled as the link is; all of them if none is."""
    return [path for path in found if _linked(path).endswith(target)] or found


def _attachments_first(found: list[VaultPath]) -> list[VaultPath]:
    """`007.jpg` is rather the picture of that name than the note `007.jpg.md`."""
    return [path for path in found if not path.is_markdown] or found


def _shortest(target: str, found: list[VaultPath]) -> Resolved:
    if not found:
        return Resolved(None, "unresolved")
    least = min(_length(path) for path in found)
    short = tuple(_spelled_like(target, [path for path in found if _length(path) == least]))
    return Resolved(short[0], "shortest") if len(short) == 1 else Resolved(None, "ambiguous", short)


def _length(path: VaultPath) -> int:
    return len(unicodedata.normalize("NFC", path))


def _linked(path: VaultPath) -> str:
    """A path as a link spells it: a note's ending is left out."""
    return path[:-3] if path.is_markdown else path


def _folder(source: VaultPath, target: str) -> str:
    """The folder in which a link from `source` would find `target` beside it."""
    inner = target.rpartition("/")[0]
    return f"{source.folder}/{inner}".strip("/") if inner else source.folder
