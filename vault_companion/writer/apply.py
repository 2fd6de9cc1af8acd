"""Carry a plan out, one whole file at a time. A page on disk is the old one or the new one, never half."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.plan import Action, Create, Keep, Replace, sha256

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
        result: "written"; "kept" for a file that the plan leaves alone; "changed-meanwhile" if the file is no
            longer what the plan saw, which the next run looks at again; "failed".
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
        """Whether an earlier run left anything behind."""

    def look(self, path: VaultPath) -> Standing | None:
        """What stands at a path now; None if nothing does."""

    def stage(self, path: VaultPath, data: bytes, mode: int | None) -> str:
        """Write a page under a name of its own; gives that name."""

    def settle(self, temps: Sequence[str]) -> None:
        """Make staged pages survive a power cut."""

    def create(self, temp: str, path: VaultPath) -> None:
        """Give a staged page its name, if nothing has that name."""

    def replace(self, temp: str, path: VaultPath) -> None:
        """Put a staged page in the place of the old one."""

    def drop(self, temp: str) -> None:
        """Remove a staged page."""

    def tidy(self) -> None:
        """Remove what any run left behind."""


def apply(actions: Sequence[Action], disk: Disk, *, stopped: Callable[[], bool] = lambda: False) -> tuple[Outcome, ...]:
    """Carry out each action; one that fails does not stop the others.

    A page whose action failed is still its whole old self, and nothing is left beside it.

    Args:
        actions: What to do.
        disk: Where.
        stopped: Asked between two files; once true, the rest is left undone and has no outcome.

    Returns:
        An outcome for each action, in order.
    """
    done: list[Outcome] = []
    _tidy(disk)
    try:
        for start in range(0, len(actions), _BATCH):
            done += _batch(actions[start : start + _BATCH], disk, stopped)
    finally:
        _tidy(disk)
    return tuple(done)


def _batch(actions: Sequence[Action], disk: Disk, stopped: Callable[[], bool]) -> list[Outcome]:
    """Stage many, flush once, then give each its name."""
    begun: list[tuple[Action, str | Outcome]] = []
    for action in actions:
        if stopped():
            break
        begun.append((action, _begin(action, disk)))
    temps = [temp for _, temp in begun if isinstance(temp, str)]
    try:
        if temps:
            disk.settle(temps)
    except OSError as error:
        begun = [(one, _failed(one, error) if isinstance(temp, str) else temp) for one, temp in begun]
    done: list[Outcome] = []
    for action, temp in begun:
        if isinstance(temp, Outcome):
            done.append(temp)
        elif stopped():
            break
        else:
            done.append(_finish(action, temp, disk))
    return done


def _begin(action: Action, disk: Disk) -> str | Outcome:
    """The name of the staged page, or what came of the action already."""
    try:
        match action:
            case Keep(_, _, reason, hint):
                return Outcome(action, "kept", reason, hint)
            case Create(path, data):
                return _moved_on(action, disk.look(path)) or disk.stage(path, data, None)
            case Replace(path, data):
                standing = disk.look(path)
                mode = standing.mode if standing else None
                return _moved_on(action, standing) or disk.stage(path, data, mode)
    except (OSError, Refused) as error:
        return _failed(action, error)


def _finish(action: Action, temp: str, disk: Disk) -> Outcome:
    """Give a staged page its name, if its place is still what the plan saw."""
    published = False
    try:
        moved_on = _moved_on(action, disk.look(action.path))
        if moved_on:
            return moved_on
        if isinstance(action, Create):
            disk.create(temp, action.path)
        else:
            disk.replace(temp, action.path)
        published = True
    except FileExistsError:
        return _changed(action)
    except (OSError, Refused) as error:
        return _failed(action, error)
    finally:
        if not published:
            with contextlib.suppress(OSError):
                disk.drop(temp)
    return Outcome(action, "written")


def _moved_on(action: Action, standing: Standing | None) -> Outcome | None:
    """What to say when a place is not what the plan saw; None when it is."""
    expect = action.expect if isinstance(action, Replace) else None
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


def _failed(action: Action, error: Exception) -> Outcome:
    if isinstance(error, Refused):
        return Outcome(action, "failed", error.reason, error.hint)
    code = error.errno if isinstance(error, OSError) and error.errno else 0
    said = _WORDS.get(code) or getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Outcome(action, "failed", said, _HINTS.get(code, "The next run tries again."))


def _tidy(disk: Disk) -> None:
    """What cannot be tidied now is tidied by the next run."""
    with contextlib.suppress(OSError, Refused):
        disk.tidy()
