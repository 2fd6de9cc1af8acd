"""Stops writing a page that is written again and again although nothing of the author's changed.

Something else undoes what we write, and would do so for ever: another program that rewrites pages, another version of
this one on another computer. Time is an argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

MOST = 5
"""How often a page may be written in the time, with nothing changed."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a page was to be written. Two causes are one if either half is the same.

    Attributes:
        page: A digest of what the page was to say.
        notes: A digest of all notes of the author's.
    """

    page: str
    notes: str

    def same(self, other: Cause) -> bool:
        """Whether nothing changed between the two that would explain another write."""
        return self.page == other.page or self.notes == other.notes


@dataclass(frozen=True, slots=True)
class Breaker:
    """The writes of late.

    Attributes:
        writes: By page, when it was written and why, oldest first.
        open: Pages that are not written any more, and the cause that keeps them so.
    """

    writes: Mapping[str, tuple[tuple[float, Cause], ...]] = field(default_factory=dict)
    open: Mapping[str, Cause] = field(default_factory=dict)

    def asked(self, causes: Mapping[str, Cause], now: float, *, within_s: float) -> Breaker:
        """The breaker once pages are to be written.

        It opens for each that was written too often in the last `within_s` seconds, one write after the other for
        the same cause, and closes for each that has another cause now.
        """
        kept = {path: cause for path, cause in self.open.items() if path not in causes or cause.same(causes[path])}
        for path, cause in causes.items():
            late = (one for at, one in reversed(self.writes.get(path, ())) if now - at <= within_s)
            if path not in kept and sum(1 for _ in takewhile(cause.same, late)) >= MOST:
                kept[path] = cause
        return Breaker(self.writes, kept)

    def wrote(self, paths: Iterable[str], causes: Mapping[str, Cause], now: float, *, within_s: float) -> Breaker:
        """The breaker after pages were written; writes longer ago than `within_s` are forgotten."""
        writes = {
            path: late
            for path, all_ in self.writes.items()
            if (late := tuple(w for w in all_ if now - w[0] <= within_s))
        }
        for path in paths:
            if path in causes:
                writes[path] = (*writes.get(path, ()), (now, causes[path]))
        return Breaker(writes, self.open)
