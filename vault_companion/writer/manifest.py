"""What this computer last wrote of a vault's pages, in a file outside the vault.

It tells a page that she deleted from one that was never there, one that she edited from one that we wrote, and a
name that we gave from one that she gave. It never says whose a file is: only the file itself does. So without it,
or with a wrong one, nothing of hers is touched that would not be touched with it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vault_companion.pages.page import Page
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.files import FILES, Files
from vault_companion.writer.journal import write_new
from vault_companion.writer.lock import vault_state
from vault_companion.writer.ownership import fresh
from vault_companion.writer.plan import sha256

FILE = "pages.json"
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Remembered:
    """One page as we last left it.

    Attributes:
        sha256: Of the whole file, in hex.
        part: SHA-256 of a fresh page with the same part of ours: it changes only when what we say does.
        identity: What it is about, as `identity_of` spells it.
        moved: Whether the author gave it its place.
    """

    sha256: str
    part: str
    identity: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is remembered of one vault.

    Attributes:
        pages: Each page by its path.
    """

    pages: Mapping[VaultPath, Remembered] = field(default_factory=dict)

    @property
    def named(self) -> frozenset[VaultPath]:
        """The pages whose place and name we chose."""
        return frozenset(path for path, page in self.pages.items() if not page.moved)

    def wrote(self, path: VaultPath, digest: str) -> bool:
        """Whether a file with this SHA-256 is what we last wrote there."""
        known = self.pages.get(path)
        return known is not None and known.sha256 == digest

    def written(self) -> Callable[[Page], bool]:
        """Tells whether this very page was written before, wherever: about the same people, in the same words."""
        parts: dict[str, set[str]] = {}
        for one in self.pages.values():
            parts.setdefault(one.identity, set()).add(one.part)
        return lambda page: identity_of(page) in parts and part_of(page) in parts[identity_of(page)]


NOTHING = Manifest()


def remembered(page: Page, data: bytes, *, is_fresh: bool = False) -> Remembered:
    """A page that stands, with the bytes of its file; `is_fresh` if these are nothing but ours.

    Raises:
        UnicodeEncodeError: A text in the page holds half a character; then it does not stand.
    """
    digest = sha256(data)
    return Remembered(digest, digest if is_fresh else part_of(page), identity_of(page), page.moved)


def identity_of(page: Page) -> str:
    """What a page is about, as one text: its kind and the links to its people."""
    return " ".join((page.kind, *page.identity))


def part_of(page: Page) -> str:
    """A digest of all that is ours on a page, its path apart.

    Raises:
        UnicodeEncodeError: A text in it holds half a character.
    """
    return sha256(fresh(page))


# ---- on disk


def read_manifest(root: Path, files: Files = FILES) -> Manifest:
    """What is remembered of a vault; nothing if the file is missing, unreadable, damaged or of a later version."""
    try:
        folder = files.open_folder(vault_state(root))
        try:
            return decode(files.read(folder, FILE))
        finally:
            files.leave(folder)
    except OSError:
        return NOTHING


def write_manifest(root: Path, manifest: Manifest, files: Files = FILES) -> bool:
    """Put what is remembered on disk, the new file whole or the old one as it was. The pages must be there before.

    Returns:
        Whether it could be written. Nothing is raised: what is not remembered is only asked anew.
    """
    place = vault_state(root)
    temp = f"{FILE}.part"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = files.open_folder(place)
        try:
            with contextlib.suppress(FileNotFoundError):
                files.remove(folder, temp)
            write_new(files, folder, temp, encode(manifest))
            files.replace(folder, temp, folder, FILE)
            files.flush_folder(folder)
        finally:
            files.leave(folder)
    except OSError:
        return False
    return True


def encode(manifest: Manifest) -> bytes:
    """The file: a line with a digest of the rest, and the rest."""
    pages = {path: (page.sha256, page.part, page.identity, page.moved) for path, page in sorted(manifest.pages.items())}
    rest = json.dumps({"schema": _SCHEMA, "pages": pages}).encode()
    return sha256(rest).encode() + b"\n" + rest


def decode(data: bytes) -> Manifest:
    """What a file says; nothing if it is none of ours, or if a byte of it is wrong."""
    digest, _, rest = data.partition(b"\n")
    if digest != sha256(rest).encode():
        return NOTHING
    try:
        told = json.loads(rest)
        if told["schema"] != _SCHEMA:
            return NOTHING
        return Manifest({VaultPath(path): Remembered(*page) for path, page in told["pages"].items()})
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return NOTHING
