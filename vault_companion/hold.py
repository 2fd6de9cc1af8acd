"""Which notes that are missing are believed to be deleted, and when so many are that nothing must be done about it.

A note is missing for a moment while some programs save it, and all notes are when a drive is unmounted or a sync
program has signed out. So until it has lasted, a missing note counts as being what it was. Time is an argument.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import inf

MANY = 20
"""More notes than this that go at once are held; so are more than half of all."""
_LOOKS = 2


@dataclass(frozen=True, slots=True)
class Gone:
    """A note that is missing.

    Attributes:
        since: When it was first found missing.
        looks: In how many looks since then, that one among them.
    """

    since: float
    looks: int = 1


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing after one more look.

    Attributes:
        waiting: Notes whose deletion is not believed yet.
        believed: Notes whose deletion is.
        held: Whether so many are missing that nothing may be written.
        many: Whether so many were believed to be deleted at once that this is worth telling first.
        due: When to look again, `inf` if nothing waits.
    """

    waiting: Mapping[str, Gone] = field(default_factory=dict)
    believed: frozenset[str] = frozenset()
    held: bool = False
    many: bool = False
    due: float = inf


def missing(
    before: Mapping[str, Gone], lost: Collection[str], now: float, *, sources: Collection[str], gone_s: float
) -> Missing:
    """What is missing after one more look.

    Args:
        before: What was waiting after the look before.
        lost: All notes that were there when last believed and are not on disk.
        now: The time, in seconds.
        sources: All notes of the author's that were there, by which "many" is told; pages do not count.
        gone_s: How long a note must be missing, in seconds and in two looks, before that is believed. If many
            are, this must be true of every one of them.
    """
    found = {path: _once_more(before.get(path), now) for path in lost}
    ripe = {path for path, gone in found.items() if gone.looks >= _LOOKS and now - gone.since >= gone_s}
    many = is_many(sum(path in sources for path in found), len(sources))
    if many and len(ripe) < len(found):
        ripe = set()
    waiting = {path: gone for path, gone in found.items() if path not in ripe}
    since = (gone.since for gone in waiting.values())
    due = max(since) if many and waiting else min(since, default=inf)
    return Missing(waiting, frozenset(ripe), many and bool(waiting), many and bool(ripe), due + gone_s)


def is_many(gone: int, of: int) -> bool:
    """Whether so many notes are missing that it is more likely an accident than a wish."""
    return gone > MANY or 2 * gone > of


def _once_more(before: Gone | None, now: float) -> Gone:
    return Gone(now) if before is None else Gone(before.since, before.looks + 1)
