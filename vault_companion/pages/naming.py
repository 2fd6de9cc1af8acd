"""What our pages are called: unique in the vault, and safe on every system (obsidian rules 2 and 3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count

from vault_companion.notes.resolve import key
from vault_companion.pages.markdown import is_text
from vault_companion.vault.snapshot import VaultPath

_FORBIDDEN = re.compile(r'[*"\\/<>:|?#^\[\]]|%%')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})
_MOST_BYTES = 200
SUFFIX = " - Dynamics"


def file_stem(text: str) -> str:
    """A text as a file name without its ending: no character that some system or link refuses, at most 200 bytes."""
    kept = "".join(letter for letter in unicodedata.normalize("NFC", text) if is_text(letter))
    stem = " ".join(_FORBIDDEN.sub("-", kept).split()).strip(" .") or "unnamed"
    if stem.split(".")[0].casefold() in _DEVICES:
        stem = f"{stem}-"
    if len(stem.encode()) <= _MOST_BYTES:
        return stem
    digest = sha256(stem.encode()).hexdigest()[:6]
    cut = stem.encode()[: _MOST_BYTES - 7].decode("utf-8", "ignore").rstrip(" .")
    return f"{cut}-{digest}"


class Namer:
    """Gives each page a path whose name nothing else in the vault has, blind to case and composition."""

    def __init__(self, folder: str, taken: Callable[[str], bool]) -> None:
        self._folder = folder
        self._taken = taken
        self._given: set[str] = set()

    def path(self, within: str, name: str, telling_apart: str) -> VaultPath:
        """A path in `within` of the output folder.

        A note of hers with the name makes ours end in ` - Dynamics`; a page of ours with it adds `telling_apart`
        in brackets, and a number if even that is taken.
        """
        stem = next(
            stem
            for stem in _candidates(name, telling_apart)
            if key(stem).casefold() not in self._given and not self._taken(stem)
        )
        self._given.add(key(stem).casefold())
        return VaultPath("/".join(part for part in (self._folder, within, f"{stem}.md") if part))


def _candidates(name: str, telling_apart: str) -> Iterator[str]:
    stem = file_stem(name)
    yield stem
    if not stem.endswith(SUFFIX):
        yield file_stem(f"{name}{SUFFIX}")
    yield file_stem(f"{name} ({telling_apart})")
    yield from (file_stem(f"{name} ({telling_apart}, {number})") for number in count(2))
