"""Carry a plan out, one whole file at a time. A page on disk is the old one or the new one, never half."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.plan import Action, Create, Keep, Replace, Retire, sha256

_BATCH = 1000
_HINTS = {
    errno.ENOSPC: "Make room on the disk; the next run writes the page.",
    errno.EDQUOT: "Make room in your quota; the next run writes the page.",
    errno.EACCES: "Allow your user to write to the output folder.",
    errno.EPERM: "Allow your user to write to the output folder.",
    errno.EROFS: "The disk is read-only: make it writable, or watch another copy of the vault.",
}
_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the quota of the disk is used up",
    errno.EACCES: "writing is not allowed",
    errno.EPERM: "writing is not allowed",
    errno.EROFS: "the disk is read-only",
}
_COPY_HINT = "Take from it what you need, then delete it."

Result = Literal["written", "kept", "changed-meanwhile", "failed"]


class Refused(Exception):  # noqa: N818 - an answer, not an accident
    """A place that must not be written to.

    Attributes:
        reason: What is there, in words.
        hint: What to do about it.
    """

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Standing:
    """A file at a page's place.

    Attributes:
        sha256: Of its content, in hex.
        mode: Its permission bits.
    """

    sha256: str
    mode: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one action.

    Attributes:
        action: What was to be done.
        result: "written" for what was done; "kept" for a file that the plan leaves alone; "changed-meanwhile" if
            the file is no longer what the plan saw, which the next run looks at again; "failed".
        reason: Why it failed, in words, or "".
        hint: What to do about it, or "".
    """

    action: Action
    result: Result
    reason: str = ""
    hint: str = ""


class Disk(Protocol):
    """What writing needs of a disk; see `FolderDisk`, which is the real one."""

    def litter(self) -> bool:
        """Whether an earlier run left anything that can be tidied now."""

    def look(self, path: VaultPath) -> Standing | None:
        """What stands at a path now; None if nothing does."""

    def open(self) -> None:
        """Before any action: end what a killed run began, and let go of what has waited long enough."""

    def begin(self, actions: Sequence[Action]) -> Sequence[str]:
        """Write down what is about to be done; gives a name for each action."""

    def stage(self, name: str) -> None:
        """Write the new page, not yet in its place."""

    def settle(self) -> None:
        """Make all staged pages survive a power cut."""

    def publish(self, name: str) -> bool:
        """Bring the action about. False if the file is not, or was not, what the plan saw: then it stands."""

    def drop(self, name: str) -> None:
        """Leave an action undone."""

    def harden(self) -> None:
        """Make all that was published survive a power cut."""

    def finish(self) -> None:
        """Write down what is over, and tidy up."""

    def copies(self) -> Sequence[VaultPath]:
        """Files with the author's text that were given a name of their own since this was last asked."""


def apply(
    actions: Sequence[Action],
    disk: Disk,
    *,
    stopped: Callable[[], bool] = lambda: False,
    tidy: bool = True,
) -> tuple[Outcome, ...]:
    """Carry out each action; one that fails does not stop the others.

    A page whose action failed is still its whole old self, and nothing is left beside it. The right to write to
    the vault must be held, unless there is nothing but `Keep` and `tidy` is false: then nothing is touched.

    Args:
        actions: What to do.
        disk: Where.
        stopped: Asked between two files; once true, the rest is left undone and has no outcome.
        tidy: Whether to end what a killed run began even if there is nothing else to do.

    Returns:
        An outcome for each action, in order; then one for each file of the author's that had to be kept under a
        name of its own. What was written will survive a power cut by then, as far as the disk can promise it.
    """
    done: list[Outcome] = []
    if not tidy and all(isinstance(action, Keep) for action in actions):
        return tuple(_kept(action) for action in actions if isinstance(action, Keep))
    _if_possible(disk.open)
    for start in range(0, len(actions), _BATCH):
        done += _batch(actions[start : start + _BATCH], disk, stopped)
    return (*done, *(_copy(path) for path in disk.copies()))


def _batch(actions: Sequence[Action], disk: Disk, stopped: Callable[[], bool]) -> list[Outcome]:
    """Write all down, stage all, flush once, then put each in its place."""
    outcomes: dict[int, Outcome] = {}
    names: dict[int, str] = {}
    for place, action in enumerate(actions):
        if stopped():
            break
        if outcome := _seen(action, disk):
            outcomes[place] = outcome
        else:
            names[place] = ""
    try:
        if names:
            names = dict(zip(names, disk.begin([actions[place] for place in names]), strict=True))
            _stage(actions, names, outcomes, disk)
            _publish(actions, names, outcomes, disk, stopped)
    except (OSError, Refused) as error:
        outcomes |= {place: _failed(actions[place], error) for place in names if place not in outcomes}
    if names:
        _if_possible(disk.harden)
        _if_possible(disk.finish)
    return [outcomes[place] for place in sorted(outcomes)]


def _seen(action: Action, disk: Disk) -> Outcome | None:
    """What came of an action at the first look; None if it is to be done."""
    if isinstance(action, Keep):
        return _kept(action)
    try:
        return _moved_on(action, disk.look(action.path))
    except (OSError, Refused) as error:
        return _failed(action, error)


def _stage(actions: Sequence[Action], names: dict[int, str], outcomes: dict[int, Outcome], disk: Disk) -> None:
    for place, name in names.items():
        try:
            disk.stage(name)
        except (OSError, Refused) as error:
            outcomes[place] = _failed(actions[place], error)
            _if_possible(lambda name=name: disk.drop(name))  # type: ignore[misc]
    try:
        disk.settle()
    except BaseException:
        for name in names.values():
            _if_possible(lambda name=name: disk.drop(name))  # type: ignore[misc]
        raise


def _publish(
    actions: Sequence[Action],
    names: dict[int, str],
    outcomes: dict[int, Outcome],
    disk: Disk,
    stopped: Callable[[], bool],
) -> None:
    over = False
    for place, name in names.items():
        if place in outcomes:
            continue
        over = over or stopped()
        outcome = None if over else _published(actions[place], name, disk)
        if outcome:
            outcomes[place] = outcome
        if not outcome or outcome.result != "written":
            _if_possible(lambda name=name: disk.drop(name))  # type: ignore[misc]


def _published(action: Action, name: str, disk: Disk) -> Outcome:
    """Put a page in its place, if that is still what the plan saw."""
    try:
        moved_on = _moved_on(action, disk.look(action.path))
        if moved_on:
            return moved_on
        return Outcome(action, "written") if disk.publish(name) else _changed(action)
    except (OSError, Refused) as error:
        return _failed(action, error)


def _moved_on(action: Action, standing: Standing | None) -> Outcome | None:
    """What to say when a place is not what the plan saw; None when it is."""
    expect = action.expect if isinstance(action, Replace | Retire) else None
    now = standing.sha256 if standing else None
    if now == expect:
        return None
    if isinstance(action, Create | Replace) and now == sha256(action.data):
        return Outcome(action, "written")
    return _changed(action)


def _changed(action: Action) -> Outcome:
    return Outcome(
        action, "changed-meanwhile", "the file changed while the pages were made", "The next run sees to it."
    )


def _kept(keep: Keep) -> Outcome:
    return Outcome(keep, "kept", keep.reason, keep.hint)


def _copy(path: VaultPath) -> Outcome:
    return _kept(Keep(path, "kept-copy", "text was saved into a page while it was being written", _COPY_HINT))


def _failed(action: Action, error: Exception) -> Outcome:
    if isinstance(error, Refused):
        return Outcome(action, "failed", error.reason, error.hint)
    code = error.errno if isinstance(error, OSError) and error.errno else 0
    said = _WORDS.get(code) or getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Outcome(action, "failed", said, _HINTS.get(code, "The next run tries again."))


def _if_possible(step: Callable[[], None]) -> None:
    """What cannot be done now is done by the next run."""
    with contextlib.suppress(OSError, Refused):
        step()
