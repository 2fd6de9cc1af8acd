"""How long a watch waits for what, and whether a clock jumped. Time is an argument: nothing here asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Times:
    """All waits of a watch, in seconds.

    Attributes:
        quiet: How long nothing must change before a run.
        at_most: How long the first change of a burst may wait for it.
        stable: How long a note must stand still before what is in it is believed.
        empty: The same for a note that became empty.
        gone: How long a note must be away before its deletion is believed.
        scan: How often the whole vault is looked at, whatever events say.
        full: How often every note is read again, whatever its size and time say.
        poll: How often the vault is looked at when there are no events.
        check: How often the bell and the vault's identity are looked after.
        turn: The longest sleep.
        gather: How long after the first event others are waited for, so that they count as one.
        lock: How long to wait for another companion that is writing.
        recent: How long after an edit of hers on a page the page is tried again.
        git: How long a run waits at most for git to finish what it is doing.
        retry: The first and the longest wait before the bell is hung again.
        beat: How often the status file is renewed when nothing happens.
        jump: How far the clock on the wall may part from the steady one between two turns.
        loop: In how much time so many writes of one page are a loop; see `breaker.py`.
    """

    quiet: float = 1.0
    at_most: float = 5.0
    stable: float = 0.5
    empty: float = 2.0
    gone: float = 60.0
    scan: float = 30.0
    full: float = 600.0
    poll: float = 3.0
    check: float = 5.0
    turn: float = 0.5
    gather: float = 0.02
    lock: float = 1.0
    recent: float = 5.0
    git: float = 60.0
    retry: tuple[float, float] = (1.0, 60.0)
    beat: float = 30.0
    jump: float = 2.0
    loop: float = 60.0


class Moment(NamedTuple):
    """One moment by two clocks, in seconds.

    Attributes:
        steady: A clock that never goes back, and may stand still while the computer sleeps.
        wall: What is shown to people: it may be set, and goes on during sleep.
    """

    steady: float
    wall: float


def jumped(before: Moment, now: Moment, *, by_s: float) -> bool:
    """Whether between two moments a clock was set or the computer slept: the clocks went on by different times."""
    return abs((now.wall - before.wall) - (now.steady - before.steady)) > by_s
