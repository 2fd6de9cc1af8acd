"""The process that reads inputs one after the other, tells each before it starts, and may die of one."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from tests.long.inputs import numbered
from tests.long.invariants import Breach, in_build, in_reading
from tests.long.smaller import Files, smallest

try:
    import resource
except ImportError:  # Windows knows no such limits
    resource = None  # type: ignore[assignment]

MEMORY = 1 << 30
"""Bytes of address space that a child may have."""
SLOW = 2.0
"""Seconds of processor time that one input may take."""
HUNG = 30.0
"""Seconds without a word after which a child is given up."""
MAKING_SMALLER = 15.0
"""Seconds that are spent on the smallest input with the same breach."""
KEPT = 3
"""How many failures of each sort are made smaller and kept."""


def breaches(files: Files, whole: bool) -> tuple[list[Breach], float]:
    """What is wrong with a vault, and how many seconds of processor time it took to find out."""
    start = time.process_time()
    try:
        found = in_build(files) if whole else in_reading(files)
    except Exception as error:  # noqa: BLE001 - that none gets here is what is tried
        found = [Breach(_named(error), "".join(traceback.format_exception(error, limit=-6)))]
    took = time.process_time() - start
    return [*found, *([Breach("slow", f"{took:.1f} s")] if took > SLOW else [])], took


def _named(error: Exception) -> str:
    places = traceback.extract_tb(error.__traceback__)
    ours = [place for place in places if "vault_companion" in Path(place.filename).parts]
    last = (ours or places)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.name}"


def limited() -> None:
    """Let this process have no more than `MEMORY`, where there are such limits."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def largest() -> int:
    """The most memory this process ever held, in megabytes; 0 where that is not known."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 if resource is not None else 0


def work(told: Connection, seed: int, numbers: Iterable[int], notes: Sequence[bytes]) -> None:
    """Try each number, made from `notes`.

    Sends ("at", number, seconds it may take), then ("done", number, seconds it took, memory, failures).
    """
    limited()
    seen: Counter[str] = Counter()
    for number in numbers:
        one = numbered(seed, number, notes)
        told.send(("at", number, HUNG))
        found, took = breaches(one.files, one.whole)
        failures = []
        for breach in {breach.what: breach for breach in found}.values():
            seen[breach.what] += 1
            small: Files = {}
            if seen[breach.what] <= KEPT:
                told.send(("at", number, HUNG + MAKING_SMALLER))
                small = smallest(one.files, _same(breach.what, one.whole), MAKING_SMALLER)
            failures.append((breach.what, breach.told, small))
        told.send(("done", number, took, largest(), failures))
    told.close()


def _same(what: str, whole: bool):  # type: ignore[no-untyped-def]
    return lambda files: bool(files) and any(breach.what == what for breach in breaches(files, whole)[0])


def try_one(told: Connection, files: Files, whole: bool) -> None:
    """Try one vault and say when it is over."""
    limited()
    told.send("ready")
    breaches(files, whole)
    told.send("over")
