"""Looks at a vault again and again, and knows what of it may be believed and what the last run saw of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

from vault_companion.errors import VaultError
from vault_companion.report import Report
from vault_companion.settling import Belief, Seen, Sight, Stamp, believe, observed
from vault_companion.sync import Memory, Prepared, View
from vault_companion.times import Times
from vault_companion.vault.reader import Look, glance, read
from vault_companion.vault.snapshot import Snapshot, VaultPath
from vault_companion.writer.plan import Create, Replace

_TAIL_S = 0.05


@dataclass(frozen=True, slots=True)
class Sighted:
    """What came of one look.

    Attributes:
        view: The vault, for a run.
        news: Whether it is not what the last run left.
        notes_changed: Whether a note of the author's is not what the last run saw.
        held: Whether so many notes are missing that nothing may be written.
        missing: Notes that are missing and whose deletion is not believed.
        believed_gone: How many notes were believed to be deleted at once, if they were many; else 0.
        notes: How many notes of the author's are believed to be there.
        unsettled: Whether a note is changing, so that it is not believed yet as it is.
        settled_at: When all that is changing may be believed, if it stands still from now on.
        unread: Whether a note is there and cannot be read.
        due: When to look again although nothing changed; `inf` if never.
        began: When the look began.
    """

    view: View
    news: bool
    notes_changed: bool
    held: bool
    missing: tuple[str, ...]
    believed_gone: int
    notes: int
    unsettled: bool
    settled_at: float
    unread: bool
    due: float
    began: float


class Eyes:
    """Looks at one vault.

    Attributes:
        memory: What the runs keep.
        output_folder: Where the pages are.
        folders: The visible folders, as last seen.
        took: How long the last glance took, in seconds.
        rest_until: Before when not to glance again, so that a storm of events does not keep us looking.
    """

    def __init__(self, root: Path, times: Times, steady: Callable[[], float], *, output_folder: str) -> None:
        """Remember which vault it is, by its root's device and inode and whether it has `.obsidian`.

        Raises:
            OSError: It is not there.
        """
        self.memory = Memory()
        self.output_folder = output_folder
        self.folders: frozenset[str] = frozenset({""})
        self.took = 0.0
        self.rest_until = 0.0
        self._root = root
        self._times = times
        self._steady = steady
        self._identity = _identity(root)
        self._had_obsidian = (root / ".obsidian").is_dir()
        self._seen: Mapping[str, Seen] = {}
        self._stamps: Mapping[str, Stamp] | None = None
        self._belief: Belief | None = None
        self._view: View | None = None
        self._expected: View | None = None
        self._notes: Mapping[VaultPath, bytes] | None = None
        self._whole_at: float | None = None

    def is_there(self) -> bool:
        """Whether the vault is the one that we began with: not gone, not unmounted, not replaced."""
        try:
            same = _identity(self._root) == self._identity
            there = same and (not self._had_obsidian or (self._root / ".obsidian").is_dir())
        except OSError:
            there = False
        if not there:
            self._whole_at = None
        return there

    def glance(self) -> bool:
        """Look without reading; whether it is not what the last look that read saw.

        Raises:
            VaultError: The vault cannot be listed.
        """
        began = self._steady()
        look = glance(self._root)
        self._note(look)
        self.took = self._steady() - began
        self.rest_until = self._steady() + max(self._times.stable / 2, 4 * self.took)
        return look.stamps != self._stamps

    def look(self, *, fresh: bool) -> Sighted:
        """Look and read.

        Args:
            fresh: Read every note, whatever its size and time say.

        Raises:
            VaultError: The vault cannot be read.
        """
        if fresh:
            self.memory.read.clear()
        began = self._steady()
        look = Look()
        disk = read(self._root, self.memory.read, look)
        if not self.is_there():
            raise VaultError(f"the vault {self._root} is not the one that was there before")
        self._note(look)
        self._stamps = look.stamps
        if self._whole_at is None:
            self._whole_at = began + self._times.gone
        sight = Sight(disk, self._seen, look.away, began)
        belief = self._belief = believe(self._belief, sight, self._times, output_folder=self.output_folder)
        whole = belief.whole and began >= self._whole_at
        view = self._view = View(disk, belief.snapshot(disk), whole)
        notes = {path: data for path, data in belief.files.items() if not path.inside(self.output_folder)}
        due = min(belief.due, inf if began >= self._whole_at else self._whole_at)
        missing = belief.missing
        return Sighted(
            view=view,
            news=self._is_news(view),
            notes_changed=notes != self._notes,
            held=missing.held,
            missing=tuple(missing.waiting),
            believed_gone=len(missing.believed) if missing.many else 0,
            notes=len(notes),
            unsettled=bool(belief.unsettled),
            settled_at=belief.settled_at,
            unread=any(item.code == "unreadable" for item in disk.unread),
            due=max(due, began + _TAIL_S),
            began=began,
        )

    def used(self, prepared: Prepared | None = None, report: Report | None = None) -> None:
        """The last look was used for a run, which wrote what the report says: so much is expected and no news."""
        view = self._view
        if view is None:
            return
        self._notes = {path: data for path, data in view.believed.files.items() if not path.inside(self.output_folder)}
        written: dict[VaultPath, bytes] = {}
        removed: set[str] = set()
        whole = view.whole
        if prepared and report:
            wanted = {page.path for page in prepared.built.pages}
            left = (path for path in view.disk.files if path.inside(self.output_folder) and path not in wanted)
            whole = whole or next(left, None) is None  # with no page that may have to go, it makes no difference
            done = {*report.created, *report.updated}
            actions = (one for one in prepared.plan.actions if isinstance(one, Create | Replace) and one.path in done)
            written = {action.path: action.data for action in actions}
            removed = set(report.removed)
        self._expected = View(_with(view.disk, written, removed), _with(view.believed, written, removed), whole)

    def forget(self) -> None:
        """The next look is news, whatever it sees."""
        self._expected = None

    def _is_news(self, view: View) -> bool:
        """Whether a run of this view could do anything that the last one did not: seeing less is no reason for one."""
        expected = self._expected
        if expected is None or (view.whole and not expected.whole):
            return True
        return self._counts(view) != self._counts(expected)

    def _counts(self, view: View) -> tuple[object, ...]:
        """What of a view's files a run depends on: of the notes that are not believed, only that they are there."""
        disk = view.disk
        pages = {path: data for path, data in disk.files.items() if path.inside(self.output_folder)}
        return view.believed.files, pages, disk.files.keys(), disk.others, disk.unread, disk.obsidian

    def _note(self, look: Look) -> None:
        self._seen = observed(self._seen, look.stamps, self._steady(), pause_s=self._times.stable)
        self.folders = frozenset(look.folders)


def _with(snapshot: Snapshot, written: Mapping[VaultPath, bytes], removed: set[str]) -> Snapshot:
    files = {path: data for path, data in snapshot.files.items() if path not in removed}
    return replace(snapshot, files={**files, **written})


def _identity(root: Path) -> tuple[int, int]:
    info = root.stat()
    return info.st_dev, info.st_ino
