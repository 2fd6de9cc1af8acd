"""Many who want to write to one vault at once: `python -m tests.long.locks`.

First starts by the hundred, of which one may win. Then processes that take the lock and give it back again and again,
while another one deletes lock files as fast as it can: two must never be inside at the same time.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from vault_companion.errors import BusyError
from vault_companion.writer.lock import ENV_STATE, state_folder, watch_lock, write_lock

_ALL_THERE_S = 60.0


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of it.

    Attributes:
        inside: How often somebody was inside.
        overlaps: How often two were.
        refused: How often somebody waited in vain.
        deleted: How many lock files were deleted meanwhile.
    """

    inside: int
    overlaps: int
    refused: int
    deleted: int


def starts(root: Path, many: int, processes: BaseContext) -> int:
    """How many of `many` watchers that start at the same moment may watch. They stay until all have tried."""
    gate, tried = processes.Barrier(many + 1), processes.Barrier(many + 1)
    won = processes.Value("i", 0)
    children = [processes.Process(target=_start, args=(root, gate, tried, won)) for _ in range(many)]
    _run(children, lambda: (gate.wait(_ALL_THERE_S), tried.wait(_ALL_THERE_S)))
    return int(won.value)


def _start(root: Path, gate: Any, tried: Any, won: Any) -> None:
    gate.wait(_ALL_THERE_S)
    with contextlib.suppress(BusyError):
        with watch_lock(root):
            with won.get_lock():
                won.value += 1
            tried.wait(_ALL_THERE_S)
        return
    tried.wait(_ALL_THERE_S)


def contend(root: Path, many: int, rounds: int, processes: BaseContext, *, delete: bool = True) -> Tally:
    """Let `many` processes write `rounds` times each, while lock files are deleted."""
    counts = {name: processes.Value("i", 0) for name in ("inside", "overlaps", "refused")}
    children = [processes.Process(target=_write, args=(root, rounds, counts)) for _ in range(many)]
    deleted = 0

    def delete_all() -> None:
        nonlocal deleted
        while any(child.is_alive() for child in children):
            for path in (state_folder() / "locks").glob("*.lock") if delete else ():
                with contextlib.suppress(FileNotFoundError):
                    path.unlink()
                    deleted += 1
            time.sleep(0.0005)

    _run(children, delete_all)
    return Tally(*(int(counts[name].value) for name in ("inside", "overlaps", "refused")), deleted)


def _write(root: Path, rounds: int, counts: Any) -> None:
    inside = root / "inside"

    def count(name: str) -> None:
        with counts[name].get_lock():
            counts[name].value += 1

    for _ in range(rounds):
        try:
            with write_lock(root, wait_s=30.0):
                try:
                    os.close(os.open(inside, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    count("overlaps")
                    continue
                count("inside")
                time.sleep(0.0005)
                inside.unlink(missing_ok=True)
        except BusyError:
            count("refused")


def _run(children: list[Any], meanwhile: Callable[[], object]) -> None:
    for child in children:
        child.start()
    try:
        meanwhile()
    finally:
        for child in children:
            child.join(_ALL_THERE_S)
            child.kill()
    assert all(child.exitcode == 0 for child in children), "a process did not end well"


def main() -> None:
    """Run both, print the figures, and end with 1 if there was ever more than one."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--starts", type=int, default=200, help="watchers that start at once, and how often two do")
    asked.add_argument("--writers", type=int, default=8)
    asked.add_argument("--rounds", type=int, default=500)
    given = asked.parse_args()
    processes = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
    processes.set_forkserver_preload(["vault_companion.writer.lock"])
    with tempfile.TemporaryDirectory() as name:
        os.environ[ENV_STATE] = f"{name}/state"
        root = Path(name) / "vault"
        root.mkdir()
        at_once = starts(root, given.starts, processes)
        print(f"{given.starts} watchers started at once: {at_once} watched", flush=True)
        pairs = [starts(root, 2, processes) for _ in range(given.starts)]
        print(f"two started at once, {given.starts} times: one watched {pairs.count(1)} times", flush=True)
        began = time.monotonic()
        tally = contend(root, given.writers, given.rounds, processes)
        seconds = time.monotonic() - began
        print(
            f"{given.writers} writers, {tally.inside} times inside in {seconds:.1f} s while {tally.deleted} lock files "
            f"were deleted: two inside {tally.overlaps} times, refused {tally.refused} times"
        )
    sys.exit(at_once != 1 or pairs.count(1) != given.starts or tally.overlaps > 0)


if __name__ == "__main__":
    main()
