"""Editors, git and nobody at all beside a watcher: `python -m tests.long.editors --saves 1000`.

First every way to save a note (see `saving.py`), so many saves each, four fifths of them in bursts of fifty notes and
the rest one by one at any moment of a run. The watcher has the times of `Times` cut to a quarter, but looks at the
whole vault no more often than always, so that it goes by events. Whatever a core is given to read must be whole notes,
all of them and no others; the pages must come to say what the notes say; and each burst must be one run.

Then `git checkout` of a vault of 10,000 notes to another state and back, three times, beside the command itself: the
runs for each state, the pages against those of a fresh sync, and the most memory it held. Then five minutes in which
nothing happens to the sample vault: what the command uses of the processor and what it writes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.daemon.watching import Watched, until, vault_of, watched
from tests.helpers import ROOT, SAMPLE_VAULT, stamps, tree, write_vault
from tests.long.encyclopaedia import encyclopaedia
from tests.long.saving import Saver, number_of, ways_here, words
from vault_companion.status import read_status
from vault_companion.times import Times
from vault_companion.writer.lock import ENV_STATE

_NOTES = 50
_RAGGED = 5
_RAGGED_GAP_S = 0.12
_SCALED = ("quiet", "at_most", "stable", "empty", "gone", "recent", "turn")
_SCALE = 0.25
TIMES = {name: getattr(Times(), name) * _SCALE for name in _SCALED} | {
    name: getattr(Times(), name) for name in ("scan", "check", "gather", "lock")
}
_SETTLED_S = 2 * TIMES["quiet"] + TIMES["stable"]
_HALF_S = TIMES["stable"] / 5
"""A note that is half-written for longer may be believed, if it has gone on changing for long; see `settling.py`."""
_DEADLINE_S = 240.0
_CALM_S = 8.0
_MEMORY_MIB = 200
_TICKS_S = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(slots=True)
class Tally:
    """What came of one way to save.

    Attributes:
        saves: How many there were.
        bursts: How many bursts they came in, the first run among them.
        stalled: How many of them took so long that the watcher may have run in the middle.
        runs: How many runs there were for all of them.
        between: How many runs there were for the saves that came one by one.
        read: How many notes were handed to the core.
        halves: How many of those were not whole.
        missing: How many were not handed to it although they were there, and pages that were taken away.
        ghosts: How many were that are none.
        slow_s: The longest that a note was half-written.
        slowest_s: The longest from a burst to its pages.
    """

    saves: int = 0
    bursts: int = 0
    stalled: int = 0
    runs: int = 0
    between: int = 0
    read: int = 0
    halves: int = 0
    missing: int = 0
    ghosts: int = 0
    slow_s: float = 0.0
    slowest_s: float = 0.0

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.saves} saves; {self.bursts} bursts ({self.stalled} stalled): {self.runs} runs, "
            f"pages after {self.slowest_s:.1f} s at most; {self.between} runs between single saves; "
            f"of {self.read} notes read {self.halves} half, {self.missing} missing, {self.ghosts} ghosts; "
            f"half-written for {self.slow_s * 1000:.0f} ms at most"
        )

    @property
    def good(self) -> bool:
        """Whether every promise was kept."""
        whole = not self.halves or self.slow_s > _HALF_S
        return whole and not self.missing and not self.ghosts and self.runs <= self.bursts + 2 * self.stalled


def saves(root: Path, way: str, many: int, seed: int = 1) -> Tally:
    """Save so often in one way, and judge."""
    names = [f"Note {number:02}" for number in range(_NOTES)]
    counted = iter(range(1, 10**9))
    vault = vault_of(root / "vault", **{name: words(0) for name in names})
    notes = [vault / f"{name}.md" for name in names]
    tally, saver, chance = Tally(), Saver(seed), random.Random(seed)  # noqa: S311 - not for secrets
    now = dict.fromkeys(notes, 0)
    with watched(vault, **TIMES) as watch:
        _settled(watch, now)
        tally.bursts, tally.runs = 1, len(watch.runs)
        for _ in range(max(1, many * 4 // 5 // len(notes))):
            before = len(watch.runs)
            now = {note: next(counted) for note in notes}
            saver.gap_s, began = 0.0, time.monotonic()
            saver.save(way, now)
            start = time.monotonic()
            tally.stalled += saver.gap_s > TIMES["quiet"] / 2 or start - began > TIMES["at_most"] / 2
            _settled(watch, now)
            tally.slowest_s = max(tally.slowest_s, time.monotonic() - start - _SETTLED_S)
            tally.bursts += 1
            tally.runs += len(watch.runs) - before
            tally.saves += len(now)
            _judge(tally, watch, set(names))
        before = len(watch.runs)
        while tally.saves < many:
            note = chance.choice(notes[:_RAGGED])
            now[note] = next(counted)
            saver.save(way, {note: now[note]})
            time.sleep(chance.random() * _RAGGED_GAP_S)
            tally.saves += 1
        _settled(watch, now)
        tally.between = len(watch.runs) - before
        _judge(tally, watch, set(names))
        tally.missing += sum(len(run.removed) for run in watch.runs)
        tally.ghosts += len(watch.pages() - set(names))
    tally.slow_s = saver.half_s
    return tally


def _settled(watch: Watched, now: dict[Path, int]) -> None:
    """Until every page says what its note says, and no more runs come."""
    until(lambda: all(f"({number}) ends" in watch.page(note.stem) for note, number in now.items()), _DEADLINE_S)
    runs = -1
    while runs != len(watch.runs):
        runs = len(watch.runs)
        time.sleep(_SETTLED_S)


def _judge(tally: Tally, watch: Watched, names: set[str]) -> None:
    """Look through what the core was given since the last time, and forget it."""
    seen, watch.read[:] = watch.read[:], []
    for notes in seen:
        tally.read += len(notes)
        tally.halves += sum(number_of(text) is None for text in notes.values())
        tally.missing += len(names - notes.keys())
        tally.ghosts += len(notes.keys() - names)


# ---- git


@contextmanager
def watch_command(root: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command itself, in a process of its own; told to stop in the end."""
    command = [sys.executable, "-m", "vault_companion", "watch", str(root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(10.0)


def states(many: int, people: int = 60) -> tuple[dict[str, str], dict[str, str]]:
    """A vault of so many notes in two states: every note differs, and so do the pages about the people."""
    made = encyclopaedia(many, people)
    change = "\n\nfears:: the dark\nneeds:: a place to belong\n"
    second = {path: text + (change if path in made.people else "\nA line more.\n") for path, text in made.files.items()}
    return made.files, second


def checkouts(base: Path, many: int, times: int) -> bool:
    """Check out the other state and back so often, and print the figures."""
    expected = [_fresh(base / f"fresh {number}", notes) for number, notes in enumerate(states(many))]
    root = repository(base / "repository", *states(many))
    good = expected[0] != expected[1]
    with watch_command(root) as process:
        _await(lambda: _pages(root) == expected[0])
        runs = _calm_runs(root)
        print(f"first state: {runs} runs, {_memory(process.pid)} MiB at most", flush=True)
        for number in range(1, 2 * times + 1):
            start = time.monotonic()
            git(root, "checkout", "--quiet", ("first", "second")[number % 2])
            done = time.monotonic()
            same = _await(lambda number=number: _pages(root) == expected[number % 2])
            after_s = time.monotonic() - done
            before, runs = runs, _calm_runs(root)
            good = good and same and runs == before + 1
            print(
                f"checkout {number} took {done - start:.1f} s; pages {'as' if same else 'NOT as'} after a fresh sync "
                f"{after_s:.1f} s later; {runs - before} run(s); {_memory(process.pid)} MiB at most",
                flush=True,
            )
        good = good and not git(root, "status", "--porcelain").strip()
        status = read_status(root)
        print("counters:", json.dumps(dict(status.counters) if status else {}))
        return good and _memory(process.pid) <= _MEMORY_MIB


def repository(root: Path, first: dict[str, str], second: dict[str, str]) -> Path:
    """A vault in git whose branches `first` and `second` are these states; the first is checked out."""
    write_vault(root, {**first, ".gitignore": "Dynamics/\n"})
    git(root, "init", "--quiet", "--initial-branch=first")
    for branch, notes in (("first", first), ("second", second)):
        if branch != "first":
            git(root, "checkout", "--quiet", "-b", branch)
        write_vault(root, notes)
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", branch)
    git(root, "checkout", "--quiet", "first")
    return root


def git(root: Path, *arguments: str) -> str:
    """Run git on a vault, whatever the settings of this computer say."""
    plain = ("user.name=Her", "user.email=her@example.com", "commit.gpgsign=false", "gc.auto=0", "core.fsync=none")
    command = ["git", "-C", str(root), *(word for setting in plain for word in ("-c", setting)), *arguments]
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout


def _fresh(root: Path, notes: dict[str, str]) -> dict[str, bytes]:
    """The pages of a vault as one undisturbed run of the command makes them."""
    write_vault(root, notes)
    command = [sys.executable, "-m", "vault_companion", "sync", str(root)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    made = _pages(root)
    shutil.rmtree(root)
    return made


def _pages(root: Path) -> dict[str, bytes]:
    """The pages that she sees."""
    return {path: data for path, data in tree(root / "Dynamics").items() if not path.startswith(".")}


def _await(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + _DEADLINE_S
    while not true() and time.monotonic() < end:
        time.sleep(0.2)
    return true()


def _runs(root: Path) -> int:
    status = read_status(root)
    return status.counters["runs"] if status else 0


def _calm_runs(root: Path) -> int:
    """How many runs there were, once no more come."""
    before = -1
    while before != _runs(root):
        before = _runs(root)
        time.sleep(_CALM_S)
    return before


def _memory(pid: int) -> int:
    """The most memory that a process ever held, in MiB; 0 where that is not known."""
    try:
        text = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    return int(text.partition("VmHWM:")[2].split()[0]) // 1024


# ---- nobody at all


def idle(root: Path, seconds: float) -> bool:
    """Watch a copy of the sample vault in which nothing happens, and print what that costs."""
    shutil.copytree(SAMPLE_VAULT, root)
    with watch_command(root) as process:
        _await(lambda: _runs(root) > 0)
        runs = _calm_runs(root)
        seen, ticks, written = stamps(root), _ticks(process.pid), _written(process.pid)
        time.sleep(seconds)
        used_s = (_ticks(process.pid) - ticks) / _TICKS_S
        more = {name: after - written.get(name, 0) for name, after in _written(process.pid).items()}
        same = stamps(root) == seen
        share = used_s / seconds
        print(
            f"{seconds:.0f} s of nothing: {used_s:.2f} s of the processor ({share:.2%} of one core), "
            f"{_runs(root) - runs} runs; the vault is {'untouched' if same else 'NOT untouched'}; "
            f"{more.get('syscw', 0)} calls that write, {more.get('wchar', 0)} bytes, all outside the vault; "
            f"{_memory(process.pid)} MiB at most"
        )
        return same and share < 0.01 and _runs(root) == runs


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _written(pid: int) -> dict[str, int]:
    lines = Path(f"/proc/{pid}/io").read_text("ascii").splitlines()
    return {name: int(value) for name, _, value in (line.partition(": ") for line in lines)}


def main() -> int:
    """Read the options, do all three, and give 1 if a promise was not kept."""
    options = argparse.ArgumentParser(prog="python -m tests.long.editors", description=__doc__)
    options.add_argument("--saves", type=int, default=1000, help="how many saves of each way")
    options.add_argument("--way", action="append", choices=ways_here(), help="only this way; may be given again")
    options.add_argument("--notes", type=int, default=10_000, help="how many notes git checks out")
    options.add_argument("--times", type=int, default=3, help="how often there and back")
    options.add_argument("--idle", type=float, default=300.0, help="for how many seconds nothing happens")
    options.add_argument("--seed", type=int, default=1, help="which series of moments")
    options.add_argument("--on", type=Path, help="a folder to make the vaults in, on the file system to try")
    chosen = options.parse_args()
    good = True
    with tempfile.TemporaryDirectory(dir=chosen.on) as name:
        base = Path(name)
        os.environ[ENV_STATE] = f"{base}/state"
        os.environ["HOME"] = str(base)
        for number, way in enumerate(chosen.way or ways_here() if chosen.saves else ()):
            (base / str(number)).mkdir()
            start = time.monotonic()
            tally = saves(base / str(number), way, chosen.saves, chosen.seed)
            good = good and tally.good
            print(f"{way}: {tally} ({time.monotonic() - start:.0f} s){'' if tally.good else ' NOT GOOD'}", flush=True)
        if chosen.notes and chosen.times:
            good = checkouts(base / "git", chosen.notes, chosen.times) and good
        if chosen.idle:
            good = idle(base / "idle", chosen.idle) and good
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
