"""One page replaced by a run that may be killed at any call, while its author does something at any other.

After a kill no call of that run reaches the disk any more; some trials are made in a child process that really ends
there, with the parent as the author. Then a new run recovers, she does what she had still to do, and a last run, much
later, reaps what was parked. At the end her words stand in a file that she sees, the page is the old one, the new one
or hers, nothing is left over, and what she deleted has not come back.

`python -m tests.faults.boundaries --part 1/2` makes half of the trials.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from unittest.mock import patch

from tests.faults.seam import CHANGING, Killed, Seam, Unflushed
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer import lock
from vault_companion.writer.apply import apply
from vault_companion.writer.disk import PARK, FolderDisk
from vault_companion.writer.files import Files
from vault_companion.writer.lock import vault_state
from vault_companion.writer.plan import Replace, sha256

PAGE = VaultPath("Dynamics/Ada & Bo.md")
OLD = b"the old page, " * 20
NEW = b"the new page, " * 30
HERS = b"what she wrote at night"
LATER = b"what she wrote after that"

Habit = Literal[
    "none", "in place", "atomic", "twice", "append", "truncate, then write", "held open", "delete", "rename"
]


@dataclass(frozen=True)
class Trial:
    """Who does what when.

    Attributes:
        habit: How she saves.
        act: Before which call she does it, from 1.
        again: Before which call she does the second half of it; 0 for after the recovery.
        kill: Before which call the process ends; 0 for not at all.
        kill_recovery: The same for the recovery.
    """

    habit: Habit
    act: int = 0
    again: int = 0
    kill: int = 0
    kill_recovery: int = 0


@dataclass
class Author:
    """What she does, and what she may then rightly find.

    Attributes:
        page: Her page.
        words: What must be in a file that she sees.
        texts: Every whole text that she has saved or left.
    """

    page: Path
    habit: Habit
    words: list[bytes] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=lambda: [OLD, NEW])
    gone: bool = False
    _open: int = -1

    def begin(self) -> None:
        if self.habit == "held open":
            self._open = os.open(self.page, os.O_RDWR)

    def act(self) -> None:
        match self.habit:
            case "in place":
                self.page.write_bytes(HERS)
                self._saved(HERS)
            case "atomic" | "twice":
                self._atomic(HERS)
            case "append":
                before = self.page.read_bytes()
                with self.page.open("ab") as file:
                    file.write(HERS)
                self._saved(before + HERS)
            case "truncate, then write":
                self._open = os.open(self.page, os.O_WRONLY | os.O_TRUNC)
                self.texts.append(b"")
            case "delete":
                self.page.unlink()
                self.gone = True
            case "rename":
                self.page.rename(self.page.with_name("Renamed.md"))
                self.gone = True

    def act_again(self) -> None:
        match self.habit:
            case "truncate, then write" | "held open":
                os.ftruncate(self._open, 0)
                os.pwrite(self._open, HERS, 0)
                os.close(self._open)
                self._open = -1
                self._saved(HERS)
            case "twice":
                self.words.clear()
                self._atomic(LATER)

    def _atomic(self, text: bytes) -> None:
        temp = self.page.parent.parent / ".saving"
        temp.write_bytes(text)
        temp.replace(self.page)
        self._saved(text)

    def _saved(self, text: bytes) -> None:
        self.words.append(text if self.habit != "append" else HERS)
        self.texts.append(text)


@dataclass
class Bench:
    """Where trials are made, one after the other.

    Attributes:
        base: A folder for vaults.
        files: The file system.
        forked: Whether runs that may be killed are processes of their own.
        ring: What the last trial put into the ring.
        done: How many trials were made.
    """

    base: Path
    files: Callable[[], Files] = Unflushed
    forked: bool = False
    ring: list[bytes] = field(default_factory=list)
    done: int = 0

    def calls(self) -> list[str]:
        """The calls of an undisturbed run."""
        root = self._vault()
        seam = Seam(files=self.files())
        self._replace(root, seam)
        self._forget(root)
        return seam.calls

    def breach(self, trial: Trial) -> str:
        """What is wrong at the end of a trial, "" if nothing is."""
        self.done += 1
        self.ring.clear()
        root = self._vault()
        vault_state(root).mkdir(parents=True, exist_ok=True)
        author = Author(root / PAGE, trial.habit)
        author.begin()
        acts = {trial.act: author.act, trial.again: author.act_again}
        watched = self._in_child if self.forked else self._here
        watched(acts, trial.kill, lambda seam: self._replace(root, seam))
        if trial.kill_recovery:
            watched(acts, trial.kill_recovery, lambda seam: self._run(root, 10.0, seam))
        self._run(root, 20.0)
        for act in tuple(acts.values()):
            act()
        self._run(root, 1000.0)
        found = self._judged(root, author, trial)
        if found:
            self._forget(root)
        else:  # nothing is there but files that she sees: the next trial has the same folders
            for path in (root / "Dynamics").iterdir():
                path.unlink()
        return found

    def _here(self, acts: dict[int, Callable[[], None]], kill: int, run: Callable[[Seam], None]) -> None:
        """Run; act when a call comes before which that is due."""

        def before(number: int, _call: str) -> None:
            if number in acts:
                acts.pop(number)()
            if number == kill:
                raise Killed

        with contextlib.suppress(Killed):
            run(Seam(before, self.files()))

    def _in_child(self, acts: dict[int, Callable[[], None]], kill: int, run: Callable[[Seam], None]) -> None:
        """The same in a child that ends there, with the author in the parent."""
        asking, telling = os.pipe()
        waiting, going = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(asking)
                os.close(going)

                def before(number: int, _call: str) -> None:
                    if number in acts:
                        os.write(telling, number.to_bytes(2, "big"))
                        os.read(waiting, 1)
                    if number == kill:
                        os._exit(9)

                run(Seam(before, self.files()))
                os._exit(0)
            finally:
                os._exit(1)
        os.close(telling)
        os.close(waiting)
        while told := os.read(asking, 2):
            acts.pop(int.from_bytes(told, "big"))()
            os.write(going, b".")
        os.close(asking)
        os.close(going)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) in (0, 9), "the child itself failed"

    def _replace(self, root: Path, seam: Seam) -> None:
        self._run(root, 0.0, seam, Replace(PAGE, NEW, sha256(OLD)))

    def _run(self, root: Path, now: float, seam: Seam | None = None, *actions: Replace) -> None:
        files = seam or self.files()
        keep = lambda _page, data: self.ring.append(data)  # noqa: E731
        apply(actions, FolderDisk(root, "Dynamics", files=files, keep=keep, clock=lambda: now))  # type: ignore[arg-type]

    def _vault(self) -> Path:
        root = self.base / "vault"
        (root / "Dynamics").mkdir(parents=True, exist_ok=True)
        (root / PAGE).write_bytes(OLD)
        return root

    def _forget(self, root: Path) -> None:
        shutil.rmtree(root)
        shutil.rmtree(vault_state(root), ignore_errors=True)

    def _judged(self, root: Path, author: Author, trial: Trial) -> str:
        seen = {path.name: path.read_bytes() for path in (root / "Dynamics").iterdir() if path.is_file()}
        page = seen.get(PAGE.name)
        if not all(any(words in text for text in seen.values()) for words in author.words):
            return "her words are lost"
        if author.gone and page is not None:
            return "what she took away is back"
        if author.gone and seen.keys() - {"Renamed.md"}:
            return "there are copies of what she took away"
        if not author.gone and page not in author.texts:
            return "the page is torn or gone"
        if (root / "Dynamics" / PARK).exists() or list(vault_state(root).iterdir()):
            return "something is left over"
        if not author.words and len(seen) > 1:
            return "there is a copy without need"
        if page == NEW and OLD not in self.ring and not author.words and not trial.kill:
            return "the old page is nowhere"
        if set(self.ring) - {OLD}:
            return "the ring holds what is not ours"
        return ""


@contextlib.contextmanager
def vaults_that_stay() -> Iterator[None]:
    """Where the state of a vault is kept is found once: no trial moves its vault or the state, and each asks often."""
    with (
        patch.object(lock, "vault_key", functools.cache(lock.vault_key)),
        patch.object(lock, "state_folder", functools.cache(lock.state_folder)),
    ):
        yield


def trials(calls: list[str]) -> Iterator[Trial]:
    """Every habit at every call, with a kill at every call after it that matters, and with none."""
    last = len(calls) + 1
    kills = [number for number, call in enumerate(calls, 1) if call in CHANGING]
    yield from (Trial("none", kill=kill) for kill in [*kills, 0])
    for act in range(1, last):
        after = [kill for kill in kills if kill >= act]
        for kill in [*after, 0]:
            for habit in ("in place", "atomic", "append", "delete", "rename"):
                yield Trial(habit, act, kill=kill)
            yield Trial("held open", again=act, kill=kill)
            for habit in ("truncate, then write", "twice"):
                yield Trial(habit, act, again=min(act + 1 + (act + kill) % 9, last), kill=kill)
                yield Trial(habit, act, again=0, kill=kill)
    for kill in [*kills, 0]:
        yield Trial("held open", again=0, kill=kill)


def all_trials(calls: list[str]) -> list[Trial]:
    """The trials of every run of the tests: a part of all that there are, spread evenly over them."""
    return [*list(trials(calls))[::3], *list(trials_of_recovery(calls))[::6]]


def trials_of_recovery(calls: list[str]) -> Iterator[Trial]:
    """The moments around the exchange with a kill there, and another in the recovery from it."""
    swap = max(number for number, call in enumerate(calls, 1) if call in ("exchange", "replace", "link"))
    for act in range(swap - 2, swap + 3):
        for kill in range(max(act, swap), swap + 8):
            for kill_recovery in range(5, 60):
                for habit in ("in place", "atomic", "twice"):
                    yield Trial(habit, act, kill=kill, kill_recovery=kill_recovery)
                yield Trial("truncate, then write", act, again=0, kill=kill, kill_recovery=kill_recovery)
                yield Trial("held open", again=0, kill=kill, kill_recovery=kill_recovery)


def main(arguments: Sequence[str]) -> int:
    """Make some of the trials; gives 1 if any of them failed."""
    options = argparse.ArgumentParser(prog="python -m tests.faults.boundaries", description=__doc__)
    options.add_argument("--part", default="1/1", help="which part of them, such as 1/2")
    options.add_argument("--forked", action="store_true", help="kill real processes")
    options.add_argument("--every", type=int, default=1, help="make only every so many")
    chosen = options.parse_args(arguments)
    part, parts = map(int, chosen.part.split("/"))
    shared = "/dev/shm"  # noqa: S108 - in memory, where there is such a place
    folder = shared if os.access(shared, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=folder) as base, vaults_that_stay():
        os.environ["VAULT_COMPANION_STATE"] = f"{base}/state"
        bench = Bench(Path(base), forked=chosen.forked)
        chosen_trials = all_trials(bench.calls())[part - 1 :: parts * chosen.every]
        broken = [(trial, breach) for trial in chosen_trials if (breach := bench.breach(trial))]
    for trial, breach in broken[:20]:
        print(f"{breach}: {trial}")
    print(f"{len(chosen_trials)} trials, {len(broken)} breaches")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
