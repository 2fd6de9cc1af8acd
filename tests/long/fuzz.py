"""Read many vaults that nobody meant: `python -m tests.long.fuzz --inputs 100000 --seed 1`.

Child processes read; this one hears which input each is at, so that it can name the one that a child died of.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path

from tests.long.child import HUNG, KEPT, breaches, try_one, work
from tests.long.inputs import numbered, stock
from tests.long.smaller import Files, smallest

_STARTING = 60.0
_MAKING_SMALLER = 120.0
_SPAWN: SpawnContext = multiprocessing.get_context("spawn")


@dataclass(slots=True)
class Child:
    """A process at work.

    Attributes:
        process: The process itself.
        heard: Where it tells what it is doing.
        numbers: The inputs it was given.
        at: The one it is at, None before the first.
        until: The moment after which it counts as hung.
    """

    process: SpawnProcess
    heard: Connection
    numbers: range
    at: int | None = None
    until: float = 0.0


@dataclass(slots=True)
class Run:
    """What came of the inputs so far.

    Attributes:
        seed: Which series of inputs.
        notes: The notes they are made from, as they were when the run began.
        out: Where failures are kept.
        done: How many were tried.
        slowest: The longest time one took, in seconds of processor time, and its number.
        memory: The most that a child held, in megabytes.
        failures: How often each thing went wrong.
    """

    seed: int
    notes: list[bytes]
    out: Path
    done: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    memory: int = 0
    failures: Counter[str] = field(default_factory=Counter)

    def failed(self, number: int, what: str, told: str, small: Files) -> None:
        """Count a failure, note its number, tell and keep the first few of each sort."""
        self.failures[what] += 1
        self.out.mkdir(parents=True, exist_ok=True)
        with (self.out / "failed.txt").open("a", encoding="utf-8") as numbers:
            numbers.write(f"{number}\t{what}\n")
        if self.failures[what] > KEPT:
            return
        folder = self.out / f"{number}-{re.sub(r'[^a-z0-9]+', '-', what.casefold())[:60]}"
        _kept(folder / "input", numbered(self.seed, number, self.notes).files)
        _kept(folder / "smallest", small)
        (folder / "told.txt").write_text(f"seed {self.seed}, input {number}\n{what}\n{told}\n", "utf-8")
        print(
            f"FAILED input {number} of seed {self.seed}: {what}\n  {told[-600:].strip()}\n  kept in {folder}",
            flush=True,
        )


def _kept(folder: Path, files: Files) -> None:
    """Files under numbers, since their names may be none on this machine, and a list of the names."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, data in enumerate(files.values()):
        (folder / f"{place}.md").write_bytes(data)
    names = "".join(f"{place}.md {path!r}\n" for place, path in enumerate(files))
    (folder / "names.txt").write_text(names, "utf-8")


def fuzz(run: Run, inputs: range, processes: int) -> None:
    """Try every input, in this many processes; one that a child dies of is a failure, and the rest is tried."""
    children = [_started(run, inputs[first::processes]) for first in range(processes)]
    while children := [child for child in children if child.numbers]:
        ready = wait([child.heard for child in children], timeout=1)
        now = time.monotonic()
        for place, child in enumerate(children):
            hung = "hung" if now > child.until else ""
            if ended := _hear(run, child) if child.heard in ready else hung:
                children[place] = _after(run, child, ended)
    print(_told(run), flush=True)


def _started(run: Run, numbers: range) -> Child:
    heard, told = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=work, args=(told, run.seed, numbers, run.notes), daemon=True)
    if numbers:
        process.start()
    told.close()
    return Child(process, heard, numbers, until=time.monotonic() + _STARTING)


def _hear(run: Run, child: Child) -> str:
    """Take what a child has to say; how it ended, if it has, else ""."""
    try:
        message = child.heard.recv()
    except EOFError:
        return "died"
    if message[0] == "at":
        _, child.at, seconds = message
        child.until = time.monotonic() + seconds
        return ""
    _, number, took, memory, failures = message
    run.done += 1
    run.slowest = max(run.slowest, (took, number))
    run.memory = max(run.memory, memory)
    for what, told, small in failures:
        run.failed(number, what, told, small)
    if run.done % 5_000 == 0:
        print(f"{run.done} inputs", flush=True)
    child.numbers = child.numbers[1:]
    return ""


def _after(run: Run, child: Child, ended: str) -> Child:
    """A new child for the inputs after the one that the old one died of or hung at."""
    if ended == "hung":
        child.process.kill()
    child.process.join()
    child.heard.close()
    number = child.numbers[0]
    if child.at is None:
        raise SystemExit(f"a child {ended} before its first input (exit code {child.process.exitcode})")
    what, small = f"the process {ended}", {}
    if run.failures[what] < KEPT:
        one = numbered(run.seed, number, run.notes)
        small = smallest(one.files, lambda files: bool(files) and _ends(files, one.whole) == ended, _MAKING_SMALLER)
    run.done += 1
    run.failed(number, what, f"exit code {child.process.exitcode}", small)
    return _started(run, child.numbers[1:])


def _ends(files: Files, whole: bool) -> str:
    """How a process of its own ends on a vault: "died", "hung" or "over"."""
    heard, told = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=try_one, args=(told, files, whole), daemon=True)
    process.start()
    told.close()
    try:
        heard.recv()
        return str(heard.recv()) if heard.poll(HUNG) else "hung"
    except EOFError:
        return "died"
    finally:
        process.kill()
        process.join()


def _told(run: Run) -> str:
    sorts = "".join(f"\n  {count} x {what}" for what, count in run.failures.most_common())
    slowest = f"slowest: input {run.slowest[1]} with {run.slowest[0]:.2f} s; largest child: {run.memory} MB"
    return f"{run.failures.total()} failures; {slowest}{sorts}"


def main() -> int:
    """Read the options, try the inputs, and give 1 if any failed."""
    options = argparse.ArgumentParser(prog="python -m tests.long.fuzz", description=__doc__)
    options.add_argument("--inputs", type=int, default=100_000, help="how many inputs to try")
    options.add_argument("--seed", type=int, default=1, help="which series of inputs")
    options.add_argument("--processes", type=int, default=1, help="how many child processes read at once")
    options.add_argument("--only", type=int, help="try the input of this number alone, in this process")
    options.add_argument("--out", type=Path, help="where failures are kept; a new temporary folder if not given")
    chosen = options.parse_args()
    if chosen.only is not None:
        one = numbered(chosen.seed, chosen.only, stock())
        found, took = breaches(one.files, one.whole)
        print(*(f"{breach.what}\n{breach.told}" for breach in found), f"{len(found)} breaches, {took:.2f} s", sep="\n")
        return int(bool(found))
    run = Run(chosen.seed, stock(), chosen.out or Path(tempfile.mkdtemp(prefix="fuzz-")))
    start = time.monotonic()
    fuzz(run, range(chosen.inputs), chosen.processes)
    seconds = time.monotonic() - start
    print(f"{run.done} inputs of seed {run.seed} in {seconds:.0f} s, {run.done / seconds:.0f} a second")
    return int(bool(run.failures))


if __name__ == "__main__":
    sys.exit(main())
