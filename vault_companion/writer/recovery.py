"""End what a killed run began, and let go of what was parked: only bytes that are provably ours are ever removed.

A park folder may hold, under names of ours:

X.part    new bytes that wait for their place; after an exchange, what was in that place
X.old     what was in a page's place, where two files cannot be exchanged, and of a page that was taken out
X.copy    a copy of a page that is still in its place
X.probe   two files that find out whether two files can be exchanged
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from dataclasses import replace

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Refused
from vault_companion.writer.files import Files, Folder
from vault_companion.writer.journal import Intent, Journal, Parked
from vault_companion.writer.moving import digest, same_file
from vault_companion.writer.parking import Parking
from vault_companion.writer.places import Places
from vault_companion.writer.plan import sha256

Keeper = Callable[[VaultPath, bytes], None]

FOUND = "Recovered text.md"
"""Beside which name a file is put of which nobody knows whose place it had."""

_OURS = re.compile(r"([0-9a-f]{6})[0-9a-f]{8}\.(part|old|copy|probe|probe2)\Z")
_HARMLESS = ("copy", "probe", "probe2")
_ELSEWHERE_S = 30 * 86400.0


def is_ours(name: str, tag: str) -> bool:
    """Whether a name in a park folder is one that this vault on this computer gives."""
    match = _OURS.match(name)
    return bool(match and match[1] == tag)


class Recovery:
    """Looks through what is under way in a vault. The right to write to the vault must be held."""

    def __init__(self, places: Places, files: Files, parking: Parking, clock: Callable[[], float]) -> None:
        self._places = places
        self._files = files
        self._parking = parking
        self._clock = clock

    def replay(self, journal: Journal) -> Journal:
        """End every intent: our new bytes are removed, the old ones left parked, anything else given back.

        Returns:
            The journal after it; intents that cannot be ended now are still in it.
        """
        left: list[Intent] = []
        parked = list(journal.parked)
        for intent in journal.intents:
            try:
                parked += self._end(intent)
            except (OSError, Refused):
                left.append(intent)
        return Journal(tuple(left), tuple(parked))

    def reap(self, journal: Journal, *, after_s: float, keep: Keeper | None) -> Journal:
        """Look once more at what has been parked for long enough.

        Our own bytes go into the ring, if they are owed to it, and are removed. A file into which somebody has
        saved meanwhile is put beside its page. One that is still open elsewhere waits.

        Args:
            journal: What is parked.
            after_s: How long is long enough.
            keep: The ring; without one, what is owed to it waits.

        Returns:
            The journal after it.
        """
        left: list[Parked] = []
        for parked in journal.parked:
            now = self._clock()
            if now < parked.since:
                left.append(replace(parked, since=now))
            elif now - parked.since < after_s or (parked.owed and keep is None):
                left.append(parked)
            else:
                left += self._let_go(parked, keep)
        return replace(journal, parked=tuple(left))

    def bank(self, journal: Journal, keep: Keeper | None) -> Journal:
        """Give the ring what it is owed at once, so that it can be restored; the files stay parked."""
        if keep is None:
            return journal
        return replace(journal, parked=tuple(self._banked(parked, keep) for parked in journal.parked))

    def sweep(self, journal: Journal, park_path: VaultPath, tag: str) -> None:
        """Look at files with names of ours that no journal knows: each is put where the author sees it.

        One with the mark of another computer came with the vault, through a program that copies it: what becomes of
        it is decided there, and only after a month here.

        Raises:
            OSError: It could not be done wholly; the next run does the rest.
        """
        known = journal.names
        with self._places.folder(park_path) as park:
            for name in self._files.names(park):
                match = _OURS.match(name)
                if not match or name in known:
                    continue
                info = self._files.look(park, name)
                if match[1] != tag and self._clock() - info.st_ctime < _ELSEWHERE_S:
                    continue
                if match[2] in _HARMLESS and stat.S_ISREG(info.st_mode):
                    self._files.remove(park, name)
                else:
                    home = park_path.rpartition("/")[0]
                    self._parking.show(VaultPath(f"{home}/{FOUND}" if home else FOUND), park, name)

    def _end(self, intent: Intent) -> list[Parked]:
        parked: list[Parked] = []
        try:
            with self._places.folder(intent.park) as park:
                for name in (intent.part, intent.old):
                    parked += self._sorted_out(intent, park, name)
        except FileNotFoundError:
            return []
        return parked

    def _sorted_out(self, intent: Intent, park: Folder, name: str) -> list[Parked]:
        """What one file is, from what it holds; gives what stays parked of it."""
        there = digest(self._files, park, name)
        if there is None:
            return []
        if not intent.settled or self._is_second_name(intent, park, name):
            self._files.remove(park, name)
            return []
        mine = Parked(intent.page, intent.park, name, there, self._clock(), owed=there == intent.expect)
        if there == intent.expect:
            return [mine]
        if there == intent.new:
            if self._files.held_open(park, name):
                return [mine]
            self._files.remove(park, name)
            return []
        out = self._parking.give_back(intent.page, intent.park, name, intent.new)
        return [out] if out else []

    def _is_second_name(self, intent: Intent, park: Folder, name: str) -> bool:
        try:
            with self._places.folder(intent.page.folder) as folder:
                return same_file(self._files, park, name, folder, intent.page.name)
        except (FileNotFoundError, Refused):
            return False

    def _let_go(self, parked: Parked, keep: Keeper | None) -> list[Parked]:
        """Look at one file again; gives it if it has to wait."""
        try:
            with self._places.folder(parked.park) as park:
                there = digest(self._files, park, parked.name)
                if there is None:
                    return []
                if there != parked.expect:
                    self._parking.show(parked.page, park, parked.name)
                    return []
                if self._files.held_open(park, parked.name):
                    return [parked]
                data = self._files.read(park, parked.name)
                if sha256(data) != parked.expect:
                    return [parked]
                if parked.owed and keep:
                    keep(parked.page, data)
                self._files.remove(park, parked.name)
                return []
        except FileNotFoundError:  # the folder went: for good, or with its vault for a while
            return [parked] if self._clock() - parked.since < _ELSEWHERE_S else []
        except (OSError, Refused):
            return [parked]

    def _banked(self, parked: Parked, keep: Keeper) -> Parked:
        if not parked.owed:
            return parked
        try:
            with self._places.folder(parked.park) as park:
                data = self._files.read(park, parked.name)
            if sha256(data) == parked.expect:
                keep(parked.page, data)
                return replace(parked, owed=False)
        except (OSError, Refused):
            pass
        return parked
