"""Bring about what a plan asks for, in the order that a kill at any moment can be undone from."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Refused
from vault_companion.writer.files import Dress, Files, Folder
from vault_companion.writer.journal import Book, Intent, Parked, write_all
from vault_companion.writer.lock import ENV_STATE
from vault_companion.writer.moving import digest, move_new, probe, swap
from vault_companion.writer.parking import Parking
from vault_companion.writer.places import Places
from vault_companion.writer.plan import Action, Create, Keep, Replace, Retire, sha256

_FEW = 8


@dataclass(slots=True)
class _Job:
    """One action under way.

    Attributes:
        data: The new page.
        staged: Whether that is in the park folder.
        touched: Whether its place may have been touched, so that only reading tells what is where.
    """

    data: bytes
    staged: bool = False
    touched: bool = False


class Commit:
    """Many actions, written down, staged, settled, and then each published or dropped; see `disk`."""

    def __init__(
        self,
        places: Places,
        files: Files,
        book: Book,
        parking: Parking,
        park: VaultPath,
        tag: str,
        clock: Callable[[], float],
    ) -> None:
        self._places = places
        self._files = files
        self._book = book
        self._parking = parking
        self._park = park
        self._tag = tag
        self._clock = clock
        self._jobs: dict[str, _Job] = {}

    def begin(self, actions: Sequence[Action]) -> Sequence[str]:
        """Write down what is about to be done; gives a name for each action.

        Raises:
            Refused: It cannot be written down. Nothing was touched.
            OSError: The park folder cannot be made. Nothing else was touched.
        """
        intents = [self._intent(action) for action in actions]
        self._jobs = {}
        try:
            self._book.open()
            self._book.intents |= {intent.stem: intent for intent in intents}
            self._book.save()
        except OSError as error:
            hint = f"Make {self._book.path.parent} writable, or name another folder in ${ENV_STATE}."
            raise Refused(f"the journal cannot be written: {error.strerror}", hint) from error
        for intent, action in zip(intents, actions, strict=True):
            self._jobs[intent.stem] = _Job(action.data if isinstance(action, Create | Replace) else b"")
        with self._places.folder(self._park, make=True) as park, contextlib.suppress(OSError):
            probe(self._files, park, self._stem())
        return list(self._jobs)

    def stage(self, name: str) -> None:
        """Write a page under a name of its own, with what the old one has beside its bytes.

        Raises:
            Refused: A folder on the way must not be written to.
            OSError: It could not be written.
        """
        job, intent = self._jobs[name], self._book.intents[name]
        if intent.new:
            dress = self._dress(intent)
            with self._places.folder(intent.park, make=True) as park:
                opened = self._files.start(park, intent.part)
                try:
                    write_all(self._files, opened, job.data)
                    if dress:
                        self._files.dress(opened, dress)
                finally:
                    self._files.close(opened)
        job.staged = True

    def settle(self) -> None:
        """Make sure that staged pages survive a power cut before any of them gets its name.

        Raises:
            OSError: That cannot be promised.
        """
        staged = {name: self._book.intents[name] for name, job in self._jobs.items() if job.staged}
        new = [intent.part for intent in staged.values() if intent.new]
        with self._places.folder(self._park) as park:
            if len(new) <= _FEW or not self._files.flush_everything(park):
                for name in new:
                    self._flush(park, name)
        self._book.intents |= {name: replace(intent, settled=True) for name, intent in staged.items()}
        self._book.save()

    def publish(self, name: str) -> bool:
        """Bring about what was begun under a name: give a page its place, or take it out.

        Returns:
            False if the file at that place is not what was expected, or turned out not to be: then it is there.

        Raises:
            OSError: It could not be done, or not be seen to be done. The page is whole, and the intent still stands.
        """
        job, intent = self._jobs[name], self._book.intents[name]
        try:
            with self._places.folder(intent.page.folder) as folder, self._places.folder(intent.park) as park:
                if intent.expect and digest(self._files, folder, intent.page.name) != intent.expect:
                    return False
                job.touched = True
                out = self._moved(intent, folder, park)
                if out is None:
                    return False
                self._places.changed |= {intent.page.folder, intent.park}
                return self._is_fine(intent, park, out)
        except (FileNotFoundError, FileExistsError):
            return False

    def drop(self, name: str) -> None:
        """Leave undone what was begun under a name, unless its place may have been touched.

        Raises:
            OSError: The staged page could not be removed, and the intent still stands.
        """
        job = self._jobs.get(name)
        if job is None or job.touched:
            return
        intent = self._book.intents[name]
        with contextlib.suppress(FileNotFoundError), self._places.folder(intent.park) as park:
            self._files.remove(park, intent.part)
        self._end(intent)

    def _moved(self, intent: Intent, folder: Folder, park: Folder) -> str | None:
        """Take the step; gives the name of what came out, "" for nothing, None if another file was there."""
        if not intent.expect:
            move_new(self._files, park, intent.part, folder, intent.page.name)
            return ""
        if not intent.new:
            move_new(self._files, folder, intent.page.name, park, intent.old)
            return intent.old
        return swap(self._files, park, intent.part, folder, intent.page.name, intent.expect)

    def _is_fine(self, intent: Intent, park: Folder, out: str) -> bool:
        """Look at what came out: ours stays parked, hers goes back."""
        there = digest(self._files, park, out) if out else None
        if out and there not in (intent.expect, intent.new):
            ours = self._parking.give_back(intent.page, intent.park, out, intent.new)
            self._end(intent, *([ours] if ours else []))
            return False
        if there:
            owed = there == intent.expect
            self._end(intent, Parked(intent.page, intent.park, out, there, self._clock(), owed=owed))
        else:
            self._end(intent)
        return True

    def _dress(self, intent: Intent) -> Dress | None:
        """Make the folder of a page; what the page that is there has beside its bytes."""
        with (
            self._places.folder(intent.page.folder, make=True) as folder,
            contextlib.suppress(FileNotFoundError),
        ):
            return self._files.undress(folder, intent.page.name) if intent.expect else None
        return None

    def _flush(self, park: Folder, name: str) -> None:
        opened = self._files.reopen(park, name)
        try:
            self._files.flush(opened)
        finally:
            self._files.close(opened)

    def _end(self, intent: Intent, *parked: Parked) -> None:
        self._jobs.pop(intent.stem)
        self._book.intents.pop(intent.stem)
        self._book.parked += parked

    def _intent(self, action: Action) -> Intent:
        match action:
            case Create(path, data):
                return Intent(path, self._park, self._stem(), "", sha256(data))
            case Replace(path, data, expect):
                return Intent(path, self._park, self._stem(), expect, sha256(data))
            case Retire(path, expect):
                return Intent(path, self._park, self._stem(), expect, "")
            case Keep(path):
                raise ValueError(f"nothing is to be done to {path}")

    def _stem(self) -> str:
        return self._tag + secrets.token_hex(4)
