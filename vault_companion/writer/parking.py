"""What to do with a file in the park folder that is the author's: back to its page, or beside it for all to see."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Refused
from vault_companion.writer.files import Files, Folder
from vault_companion.writer.journal import Parked
from vault_companion.writer.moving import digest, move_new, swap
from vault_companion.writer.places import Places

_NAME_BYTES = 255
_NUMBERS = 999
_TRIES = 5


class Parking:
    """The ways out of a park folder.

    Attributes:
        copies: What was put beside its page since this was last emptied.
    """

    def __init__(self, places: Places, files: Files, clock: Callable[[], float]) -> None:
        self.copies: list[VaultPath] = []
        self._places = places
        self._files = files
        self._clock = clock

    def give_back(self, page: VaultPath, park_path: VaultPath, name: str, ours: str) -> Parked | None:
        """Give the author's file its page back: she was faster than we were.

        Args:
            page: Its place.
            park_path: The park folder in which her file is.
            name: Her file there.
            ours: SHA-256 of what we put in its place; "" if we put nothing there. Only that gives way; if she has
                saved again since, her file is put beside the page.

        Returns:
            Our own file, which has come out and waits like any other; None if there is none.

        Raises:
            OSError: It could not be done; her file is still there.
        """
        with self._places.folder(park_path) as park:
            for _ in range(_TRIES):
                try:
                    with self._places.folder(page.folder) as folder:
                        there = digest(self._files, folder, page.name)
                        if there is None and self._moved(park, name, folder, page):
                            return None
                        out = self._swapped(park, name, folder, page, ours) if there == ours else None
                except (FileNotFoundError, Refused):
                    break
                if out:
                    if digest(self._files, park, out) == ours:
                        return Parked(page, park_path, out, ours, self._clock(), owed=False)
                    self.show(page, park, out)
                    return None
                if there not in (None, ours):
                    break
            self.show(page, park, name)
        return None

    def show(self, page: VaultPath, park: Folder, name: str) -> None:
        """Put a file beside its page, as `X (kept copy 1).md`; where its folder is gone, in the one above.

        Raises:
            OSError: It could not be done; the file is still where it was.
        """
        above = self._places.nearest(page.folder)
        with self._places.folder(above) as folder:
            for copy in copy_names(page.name):
                try:
                    move_new(self._files, park, name, folder, copy)
                except FileExistsError:
                    continue
                self._places.changed.add(above)
                self.copies.append(VaultPath(f"{above}/{copy}" if above else copy))
                return

    def _moved(self, park: Folder, name: str, folder: Folder, page: VaultPath) -> bool:
        try:
            move_new(self._files, park, name, folder, page.name)
        except FileExistsError:
            return False
        self._places.changed.add(page.folder)
        return True

    def _swapped(self, park: Folder, name: str, folder: Folder, page: VaultPath, ours: str) -> str | None:
        try:
            out = swap(self._files, park, name, folder, page.name, ours)
        except FileNotFoundError:
            return None
        self._places.changed.add(page.folder)
        return out


def copy_names(name: str) -> Iterator[str]:
    """Names for a second file beside one of this name, short enough for any disk; they never end."""
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    number = 0
    while True:
        number += 1
        told = f" (kept copy {number if number <= _NUMBERS else secrets.token_hex(4)}){dot}{ending}"
        yield _fitting(stem, told)


def _fitting(stem: str, told: str) -> str:
    """A name of two parts, the first as short as it must be."""
    while len((stem + told).encode("utf-8", "surrogateescape")) > _NAME_BYTES:
        stem = stem[:-1]
    return stem + told
