"""The output folder as it is on disk: the only place where a vault is written to.

A page is written by this protocol, so that a kill or a power cut at any moment, and a save of the author's at any
moment, leaves whole files and loses no text (docs/decisions/0011-the-commit-protocol.md):

begin     the intent is in the journal, outside the vault, before anything is touched
stage     the new bytes are in the park folder, hidden from Obsidian, with the mode of the old page
settle    they are on the disk, and the journal says so
publish   a new page gets its name if nothing has it; an old one is exchanged with the new one in one step, and
          what came out is read: what we expected stays parked; anything else is hers and goes back to its place
harden    the folders are on the disk
finish    the ring of earlier versions has what was replaced; the journal knows only what is parked
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import stat
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Refused, Standing
from vault_companion.writer.commit import Commit
from vault_companion.writer.files import FILES, Files
from vault_companion.writer.journal import Book, Parked
from vault_companion.writer.lock import vault_state
from vault_companion.writer.parking import Parking
from vault_companion.writer.places import Places
from vault_companion.writer.plan import Action, Retire, sha256
from vault_companion.writer.recovery import Keeper, Recovery, is_ours

PARK = ".vault-companion"
"""The folder inside the output folder where a page waits for its name, and an old one for its end."""
PARKED_S = 60.0
"""For how long an old page is kept where an editor that still has it open can save into it."""


class FolderDisk:
    """The output folder of one vault, as `apply` needs it.

    The vault is known by its root's device and inode when this was made: one that was replaced since, or is
    no longer mounted, is not written to.
    """

    def __init__(
        self,
        root: Path,
        output_folder: str,
        *,
        keep: Keeper | None = None,
        files: Files = FILES,
        parked_s: float = PARKED_S,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Remember the vault.

        Args:
            root: The vault.
            output_folder: Where its pages are, vault-relative.
            keep: The ring: takes a version that a page no longer has, durably. Without one, old versions stay
                parked and no page is taken out.
            files: The calls.
            parked_s: For how long an old page is parked, in seconds.
            clock: The time, in seconds since 1970.

        Raises:
            ValueError: The output folder is no folder inside the vault.
            OSError: The root cannot be reached.
        """
        self._root = root
        self._keep = keep
        self._files = files
        self._parked_s = parked_s
        self._clock = clock
        self._places = Places(root, VaultPath(output_folder), files)
        self._park = VaultPath(f"{output_folder}/{PARK}")
        state = vault_state(root)
        self._tag = _tag(state.name)
        self._parking = Parking(self._places, files, clock)
        self._recovery = Recovery(self._places, files, self._parking, clock)
        self._book = Book(state / "journal.json", files)
        self._commit = Commit(self._places, files, self._book, self._parking, self._park, self._tag, clock)

    def for_folder(self, output_folder: str) -> FolderDisk:
        """The same vault, by what it was when this was made, with this output folder.

        Raises:
            ValueError: It is no folder inside the vault.
            OSError: The root cannot be reached.
        """
        if output_folder == self._places.home:
            return self
        other = FolderDisk(
            self._root,
            output_folder,
            keep=self._keep,
            files=self._files,
            parked_s=self._parked_s,
            clock=self._clock,
        )
        other._places.identity = self._places.identity
        return other

    @property
    def protection(self) -> Literal["full", "reduced", "unknown"]:
        """Whether a save of the author's at the very moment of our own is kept; found out by the first write."""
        if self.protection_reason:
            return "reduced"
        return "full" if self._places.identity[0] in self._files.swaps else "unknown"

    @property
    def protection_reason(self) -> str:
        """Why it is reduced, in words, or ""."""
        if os.name == "nt":
            return "Windows replaces a page in more than one step"
        device, _ = self._places.identity
        return self._files.swaps.get(device, "")

    def litter(self) -> bool:
        """Whether an earlier run left anything that can be tidied now. Needs no right to write."""
        with contextlib.suppress(OSError, Refused):
            journal = self._book.read()
            if journal.intents or any(self._is_due(parked) for parked in journal.parked):
                return True
            with self._places.folder(self._park) as park:
                names = self._files.names(park)
            known = journal.names
            return not names or any(is_ours(name, self._tag) and name not in known for name in names)
        return False

    def look(self, path: VaultPath) -> Standing | None:
        """What stands at a path now; None if nothing does.

        Raises:
            Refused: It must not be written to.
            OSError: It cannot be read.
        """
        self._places.allow(path)
        try:
            with self._places.folder(path.folder) as folder:
                info = self._files.look(folder, path.name)
                if stat.S_ISLNK(info.st_mode):
                    raise Refused("the page is a link to another file", "Replace the link by a file, or delete it.")
                if not stat.S_ISREG(info.st_mode):
                    raise Refused("there is a folder or device where the page should be", "Rename it.")
                if info.st_nlink > 1:
                    raise Refused("the page has a second name (a hard link)", "Replace it by a copy, or delete it.")
                if not info.st_mode & stat.S_IWUSR or not self._files.may_write(folder, path.name):
                    raise Refused("the page is write-protected", "Take the write protection off.")
                return Standing(sha256(self._files.read(folder, path.name)), stat.S_IMODE(info.st_mode))
        except FileNotFoundError:
            return None

    def open(self) -> None:
        """End what a killed run began, and let go of what has been parked long enough. Needs the right to write.

        Raises:
            OSError: It could not be done wholly; what could not is done by the next run.
            Refused: The vault is another one by now, or the park folder is no real folder.
        """
        self._book.open(again=True)
        before = self._book.journal
        self._tidy()
        with contextlib.suppress(FileNotFoundError):
            self._recovery.sweep(self._book.journal, self._park, self._tag)
        self.harden()
        parks = {intent.park for intent in before.intents} | {parked.park for parked in before.parked}
        self._leave_parks(parks | {self._park})

    def begin(self, actions: Sequence[Action]) -> Sequence[str]:
        """Write down what is about to be done; gives a name for each action.

        Raises:
            Refused: It cannot be written down, or a page cannot be taken out because there is no ring. Nothing was
                touched.
            OSError: The park folder cannot be made. Nothing else was touched.
        """
        if self._keep is None and any(isinstance(action, Retire) for action in actions):
            raise Refused("there is no place for earlier versions of pages", "This is a bug: please report it.")
        return self._commit.begin(actions)

    def stage(self, name: str) -> None:
        """Write a page under a name of its own; see `Commit.stage`."""
        self._commit.stage(name)

    def settle(self) -> None:
        """Make staged pages survive a power cut; see `Commit.settle`."""
        self._commit.settle()

    def publish(self, name: str) -> bool:
        """Put a page in its place, or take it out; see `Commit.publish`."""
        return self._commit.publish(name)

    def drop(self, name: str) -> None:
        """Leave an action undone; see `Commit.drop`."""
        self._commit.drop(name)

    def harden(self) -> None:
        """Make given and taken names survive a power cut.

        Raises:
            OSError: That cannot be promised for all of them.
        """
        folders, self._places.changed = self._places.changed, set()
        failed: OSError | None = None
        for path in sorted(folders):
            try:
                with self._places.folder(path) as folder:
                    self._files.flush_folder(folder)
            except FileNotFoundError:
                continue
            except OSError as error:
                failed = error
        if failed:
            raise failed

    def finish(self) -> None:
        """Hand replaced versions to the ring, and write down what is parked and that all else is over.

        Raises:
            OSError: It could not be done wholly; the next run does the rest.
        """
        self._tidy()
        self._leave_parks([self._park])

    def copies(self) -> Sequence[VaultPath]:
        """Files with the author's text that were given a name of their own since this was last asked."""
        copies, self._parking.copies[:] = tuple(self._parking.copies), []
        return copies

    def _tidy(self) -> None:
        """Replay, bank and reap; the journal is written only after what it says."""
        journal = self._recovery.replay(self._book.journal)
        journal = self._recovery.bank(journal, self._keep)
        self._book.take(self._recovery.reap(journal, after_s=self._parked_s, keep=self._keep))
        self.harden()
        self._book.save()

    def _leave_parks(self, parks: Iterable[VaultPath]) -> None:
        """Remove park folders in which nothing waits."""
        for path in parks:
            with contextlib.suppress(OSError, Refused), self._places.folder(path.folder) as folder:
                self._files.remove_folder(folder, path.name)

    def _is_due(self, parked: Parked) -> bool:
        age_s = self._clock() - parked.since
        if 0 <= age_s < self._parked_s or (parked.owed and self._keep is None):
            return False
        with contextlib.suppress(OSError, Refused), self._places.folder(parked.park) as park:
            self._files.look(park, parked.name)
            return True
        return False


def _tag(vault: str) -> str:
    """What all names of this vault on this computer begin with: another's come with a vault that is copied about."""
    return hashlib.sha256(f"{platform.node()}\0{vault}".encode()).hexdigest()[:6]
