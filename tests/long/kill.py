"""Kill a sync again and again, and let another one finish: `python -m tests.long.kill --kills 500 --notes 1000`.

The vault has two states that differ in the note of every person, so that each sync has pages to replace, and on every
page stands a line of the author's. Half of the kills come at any time of a sync, half while it writes. Right after a
kill every page must be a whole one; the sync after it must come to what an undisturbed one comes to, byte for byte.
The syncs are processes of their own that know the notes already; every twentieth is the command itself, which does not.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.helpers import ROOT, write_vault
from tests.long.encyclopaedia import encyclopaedia
from vault_companion.settings import DEFAULTS
from vault_companion.sync import Memory, sync
from vault_companion.writer.disk import PARK, PARKED_S
from vault_companion.writer.lock import ENV_STATE, vault_state

_COLD = 20
_TOO_LONG_S = 120.0
_CHANGE = "\n\nfears:: the dark\nneeds:: a place to belong\n"

Tree = dict[str, bytes]


@dataclass(slots=True)
class Bench:
    """A vault in two states.

    Attributes:
        root: The vault.
        notes: The notes that differ, in each state.
        expected: All that she sees after an undisturbed sync of each state.
        memory: What is known of the notes.
        ends: How the kills ended.
        failures: What went wrong.
    """

    root: Path
    notes: tuple[dict[str, str], dict[str, str]]
    expected: list[Tree] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    ends: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def journal(self) -> Path:
        """Where it is written down what is under way."""
        return vault_state(self.root) / "journal.json"

    def prepare(self) -> None:
        """Sync both states undisturbed, with a line of hers on every page."""
        sync(self.root, DEFAULTS, memory=self.memory)
        for page in (self.root / DEFAULTS.output_folder).rglob("*.md"):
            with page.open("a", encoding="utf-8") as file:
                file.write(f"\nhers on {page.stem}\n")
        for notes in self.notes:
            write_vault(self.root, notes)
            report = sync(self.root, DEFAULTS, memory=self.memory)
            self.expected.append(tree(self.root))
        if not report.updated:
            raise SystemExit("the two states have the same pages")

    def kill(self, number: int, chance: random.Random, whole_s: float, writing_s: float) -> None:
        """Kill one sync, look, let another one finish, and look again."""
        state = number % 2
        cold = number % _COLD == 0
        write_vault(self.root, self.notes[state])
        child = self._command() if cold else self._forked()
        if number % 4 < 2 and not cold:
            time.sleep(chance.random() * whole_s)
        else:
            self._await_writing(child)
            time.sleep(chance.random() * writing_s)
        writing = self._is_under_way()
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        how = "killed while it wrote" if writing else "killed before or after it wrote"
        self.ends[how if os.WIFSIGNALED(status) else "was faster than the kill"] += 1
        self._look(number, [self.expected[0], self.expected[1]])
        end = self._command() if cold else self._forked()
        _, status = os.waitpid(end, 0)
        if os.waitstatus_to_exitcode(status):
            self.failures.append(f"kill {number}: the sync after it ended with {os.waitstatus_to_exitcode(status)}")
        self._look(number, [self.expected[state]])

    def times(self) -> tuple[float, float]:
        """How long a sync that knows the notes takes, and how long it writes, in seconds."""
        best = (_TOO_LONG_S, _TOO_LONG_S)
        for notes in (*self.notes, *self.notes):
            write_vault(self.root, notes)
            start = time.monotonic()
            child = self._forked()
            self._await_writing(child)
            began = time.monotonic()
            os.waitpid(child, 0)
            end = time.monotonic()
            best = min(best, (end - start, end - began))
        return best

    def is_tidy(self) -> bool:
        """Whether nothing of ours is left a minute later, after one more sync."""
        time.sleep(PARKED_S + 1.0)
        _, status = os.waitpid(self._forked(), 0)
        park = self.root / DEFAULTS.output_folder / PARK
        return not status and not park.exists() and not self.journal.exists()

    def _look(self, number: int, allowed: list[Tree]) -> None:
        seen = tree(self.root)
        for path in sorted(seen.keys() | allowed[0].keys()):
            if seen.get(path) not in [one.get(path) for one in allowed]:
                self.failures.append(f"kill {number}: {path} is not as it should be")

    def _forked(self) -> int:
        child = os.fork()
        if child:
            return child
        code = 3
        try:
            code = sync(self.root, DEFAULTS, memory=self.memory).exit_code
        finally:
            os._exit(code)

    def _command(self) -> int:
        command = [sys.executable, "-m", "vault_companion", "sync", str(self.root), "--json"]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid

    def _await_writing(self, child: int) -> None:
        """Until the journal is written anew, or the child is over."""
        before = self._stamp()
        until = time.monotonic() + _TOO_LONG_S
        while self._stamp() == before and time.monotonic() < until:
            ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is not None:
                return

    def _stamp(self) -> tuple[int, int]:
        try:
            info = self.journal.stat()
        except FileNotFoundError:
            return 0, 0
        return info.st_ino, info.st_mtime_ns

    def _is_under_way(self) -> bool:
        with contextlib.suppress(OSError):
            return b'"stem"' in self.journal.read_bytes()
        return False


def tree(root: Path) -> Tree:
    """All that she sees: every file outside hidden folders."""
    files: Tree = {}
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if not name.startswith(".")]
        place = Path(folder)
        files |= {(place / name).relative_to(root).as_posix(): (place / name).read_bytes() for name in names}
    return files


def main() -> int:
    """Read the options, kill, and give 1 if anything was lost."""
    options = argparse.ArgumentParser(prog="python -m tests.long.kill", description=__doc__)
    options.add_argument("--kills", type=int, default=500, help="how many syncs to kill")
    options.add_argument("--notes", type=int, default=1000, help="how many notes the vault has")
    options.add_argument("--people", type=int, default=60, help="how many of them are people")
    options.add_argument("--seed", type=int, default=1, help="which series of moments")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as base:
        os.environ[ENV_STATE] = f"{base}/state"
        made = encyclopaedia(chosen.notes, chosen.people)
        root = write_vault(Path(base) / "vault", made.files)
        first = {path: made.files[path] for path in made.people}
        bench = Bench(root, (first, {path: text + _CHANGE for path, text in first.items()}))
        bench.prepare()
        whole_s, writing_s = bench.times()
        print(
            f"{len(bench.expected[0])} files; a sync takes {whole_s:.2f} s and writes for {writing_s:.2f} s", flush=True
        )
        chance, start = random.Random(chosen.seed), time.monotonic()  # noqa: S311 - not for secrets
        for number in range(1, chosen.kills + 1):
            bench.kill(number, chance, whole_s, writing_s)
            if number % 100 == 0:
                print(f"{number} kills, {len(bench.failures)} failures", flush=True)
        seconds = time.monotonic() - start
        if not bench.is_tidy():
            bench.failures.append("something of ours was left over at the end")
    print(*bench.failures[:20], sep="\n")
    print(f"{chosen.kills} kills in {seconds:.0f} s: {len(bench.failures)} failures")
    print(*(f"  {count} x {how}" for how, count in bench.ends.most_common()), sep="\n")
    return int(bool(bench.failures))


if __name__ == "__main__":
    sys.exit(main())
