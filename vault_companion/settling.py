"""What of a vault may be believed at a moment: no half-written note, and no deletion that is none.

Only what was seen by looking counts, with the times at which we looked: what a file says about when it was changed
may be wrong in every way. A note that is not believed yet counts as what it was before. Time is an argument.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import inf
from typing import NamedTuple

from vault_companion.hold import Gone, Missing, missing
from vault_companion.times import Times
from vault_companion.vault.snapshot import Snapshot, VaultPath

Stamp = tuple[int, int, int]
"""Size, mtime_ns and inode of a file."""

_HASTE = 0.2
"""Of the time a note must stand still, what is enough when it has not stood still for as long as anybody may wait."""


class Seen(NamedTuple):
    """A file as it was seen.

    Attributes:
        stamp: What it looked like at the last look.
        since: When it was first seen so.
        restless: Since when it has changed without a pause.
    """

    stamp: Stamp
    since: float
    restless: float


def observed(known: Mapping[str, Seen], stamps: Mapping[str, Stamp], now: float, *, pause_s: float) -> dict[str, Seen]:
    """All files after one more look.

    Args:
        known: The same after the look before.
        stamps: What was seen; a size below nothing is of a file that changed while it was read.
        now: When.
        pause_s: How long a file must have stood still for its next change to be the first of a new series.
    """
    out: dict[str, Seen] = {}
    for path, stamp in stamps.items():
        seen = known.get(path)
        if seen is None:
            out[path] = Seen(stamp, now, now)
        elif seen.stamp == stamp and stamp[0] >= 0:
            out[path] = seen
        else:
            out[path] = Seen(stamp, now, seen.restless if now - seen.since < pause_s else now)
    return out


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at a vault.

    Attributes:
        disk: What was read.
        seen: What each file looked like and since when, this look included.
        away: Notes that are there although they are not: a cloud has taken them off this computer.
        now: When it was.
    """

    disk: Snapshot
    seen: Mapping[str, Seen]
    away: Collection[str]
    now: float


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of a vault.

    Attributes:
        files: The bytes of each note that is believed to be there, in path order.
        inodes: The inode of each, as it was when it was believed.
        unsettled: Notes that are changing, whose bytes are not believed yet.
        missing: Notes that are not on disk.
        whole: Whether every note is among `files`, as it is or as it was. If not, nothing may be concluded from
            what is not there.
        due: When something of this may be different without any change on disk; `inf` if never.
        settled_at: When each of `unsettled` may be believed if it stands still from now on; 0 if there are none.
    """

    files: Mapping[VaultPath, bytes] = field(default_factory=dict)
    inodes: Mapping[VaultPath, int] = field(default_factory=dict)
    unsettled: frozenset[str] = frozenset()
    missing: Missing = Missing()  # noqa: RUF009 - it is frozen
    whole: bool = True
    due: float = inf
    settled_at: float = 0.0

    def snapshot(self, disk: Snapshot) -> Snapshot:
        """The vault as it is believed to be; what is not a note is as it is on disk."""
        return replace(disk, files=self.files)


def believe(before: Belief | None, sight: Sight, times: Times, *, output_folder: str) -> Belief:
    """What may be believed after one more look.

    Args:
        before: What was believed after the look before; None at the first, when a note that is not there is not
            missed.
        sight: What was seen.
        times: How long to wait for what.
        output_folder: Where our pages are: they are treated like notes, but their number does not count.
    """
    old = before or Belief()
    files: dict[VaultPath, bytes] = {}
    unsettled: dict[str, float] = {}
    for path, data in sight.disk.files.items():
        known = old.files.get(path)
        due = 0.0 if known == data else _settled_at(sight.seen.get(path), data, times, sight.now)
        if due <= sight.now:
            files[path] = data
            continue
        unsettled[path] = due
        if known is not None:
            files[path] = known
    unread = [item.path for item in sight.disk.unread if item.code == "unreadable"]
    hidden = {path for path in old.files if path not in sight.disk.files and _is_hidden(path, sight.away, unread)}
    lost = [path for path in old.files if path not in sight.disk.files and path not in hidden]
    renamed = _renamed(lost, old, files, sight.seen) if lost else set()
    sources = [path for path in old.files if not path.inside(output_folder)]
    gone = missing(
        _waiting(old),
        [path for path in lost if path not in renamed],
        sight.now,
        sources=set(sources),
        gone_s=times.gone,
    )
    kept = [*hidden, *(VaultPath(path) for path in gone.waiting)]
    files.update((path, old.files[path]) for path in kept)
    inodes = {
        path: old.inodes.get(path, 0) if path in unsettled or path not in sight.seen else sight.seen[path].stamp[2]
        for path in files
    }
    return Belief(
        files=dict(sorted(files.items())) if kept or unsettled else files,
        inodes=inodes,
        unsettled=frozenset(unsettled),
        missing=gone,
        whole=all(path in files for path in (*unsettled, *sight.away)),
        due=min([gone.due, *unsettled.values()]),
        settled_at=max(unsettled.values(), default=0.0),
    )


def _waiting(old: Belief) -> Mapping[str, Gone]:
    return old.missing.waiting


def _settled_at(seen: Seen | None, data: bytes, times: Times, now: float) -> float:
    """When a note that is not what it was may be believed."""
    if seen is None:
        return now + times.stable
    if not data:
        return seen.since + times.empty
    in_haste = now - seen.restless >= times.at_most
    return seen.since + times.stable * (_HASTE if in_haste else 1.0)


def _is_hidden(path: VaultPath, away: Collection[str], unread: Iterable[str]) -> bool:
    """Whether a note is there although its bytes cannot be had: in a cloud, or it or its folder may not be read."""
    return path in away or any(path == place or path.inside(place) for place in unread)


def _renamed(
    lost: Iterable[VaultPath], old: Belief, files: Mapping[VaultPath, bytes], seen: Mapping[str, Seen]
) -> set[VaultPath]:
    """Which of the notes that are not there any more are there under another name: the same file, or the same bytes.

    Each note that appeared stands for one that went at most.
    """
    came = [path for path in files if path in seen and _came(path, old, files, seen)]
    by_inode = {seen[path].stamp[2]: path for path in reversed(came)}
    by_bytes: dict[bytes, list[VaultPath]] = {}
    for path in reversed(came):
        by_bytes.setdefault(files[path], []).append(path)
    out: set[VaultPath] = set()
    used: set[VaultPath] = set()
    left: list[VaultPath] = []
    for path in sorted(lost):
        inode = 0 if path in old.missing.waiting else old.inodes.get(path, 0)  # one that was free may be used again
        new = by_inode.get(inode) if inode else None
        if new is None or new in used:
            left.append(path)
        else:
            used.add(new)
            out.add(path)
    for path in left:
        same = [new for new in by_bytes.get(old.files[path], ()) if new not in used]
        if same:
            used.add(same[-1])
            out.add(path)
    return out


def _came(path: VaultPath, old: Belief, files: Mapping[VaultPath, bytes], seen: Mapping[str, Seen]) -> bool:
    """Whether there was nothing at a path, or another file, and it is believed now."""
    if path not in old.files:
        return True
    return files[path] != old.files[path] and seen[path].stamp[2] != old.inodes.get(path)
