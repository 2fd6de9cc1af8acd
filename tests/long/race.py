"""An editor saves a page at the moment in which we replace it: `python -m tests.long.race --races 10000`.

The editor is a process of its own. It is told to save just before our last look at the page, and does so after a
random time of up to 400 microseconds: before the exchange, in it, after it. Then a second run recovers and reaps.
What the editor saved must be in a file that the author sees, and the page must be whole.
"""

from __future__ import annotations

import argparse
import mmap
import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.seam import Plain, Unflushed
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import apply
from vault_companion.writer.disk import PARK, FolderDisk
from vault_companion.writer.lock import ENV_STATE
from vault_companion.writer.plan import Replace, sha256

PAGE = VaultPath("Dynamics/Ada & Bo.md")
OLD, NEW = b"the old page, " * 40, b"the new page, " * 50
STYLES = ("in-place", "atomic")
_SPREAD_S = 0.0004
_LAST_LOOK = 2
"""Which reading of the page after the new one is on the disk is the last before the exchange."""
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, where there is one


@dataclass(slots=True)
class Tally:
    """What came of the races so far.

    Attributes:
        races: How many there were.
        lost: Those after which the saved text was in no file that she sees.
        torn: Those after which the page was not whole.
        ends: How often each end was come to.
    """

    races: int = 0
    lost: list[int] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)


class Editor:
    """A process that saves the page whenever it is told to."""

    def __init__(self, page: Path, style: str, seed: int) -> None:
        hears, self._tells = os.pipe()
        self._hears, tells = os.pipe()
        self._shot = mmap.mmap(-1, 1)
        self._child = os.fork()
        if self._child == 0:
            os.close(self._tells)
            os.close(self._hears)
            chance = random.Random(seed)  # noqa: S311 - not for secrets
            while told := os.read(hears, 8):
                while not self._shot[0]:
                    pass
                until = time.perf_counter() + chance.random() * _SPREAD_S
                while time.perf_counter() < until:
                    pass
                _save(page, words(int.from_bytes(told, "big")), style)
                os.write(tells, b".")
            os._exit(0)
        os.close(hears)
        os.close(tells)

    def prepare(self, number: int) -> None:
        """Let it stand ready to save the text of this number."""
        self._shot[0] = 0
        os.write(self._tells, number.to_bytes(8, "big"))

    def start(self) -> None:
        """Let it save, soon."""
        self._shot[0] = 1

    def wait(self) -> None:
        """Until it has saved."""
        if not os.read(self._hears, 1):
            raise SystemExit("the editor ended")

    def end(self) -> None:
        """Let it end."""
        os.close(self._tells)
        os.close(self._hears)
        os.waitpid(self._child, 0)


def words(number: int) -> bytes:
    """What is saved in one race."""
    return b"what she wrote in race %d, " % number * 20


def _save(page: Path, text: bytes, style: str) -> None:
    if style == "in-place":
        page.write_bytes(text)
        return
    temp = page.parent.parent / ".saving"
    temp.write_bytes(text)
    temp.replace(page)


def race(root: Path, style: str, races: int, seed: int, *, plain: bool = False) -> Tally:
    """Race so often.

    Args:
        root: A folder for the vault.
        style: How the editor saves; see `STYLES`.
        races: How often.
        seed: Which series of moments.
        plain: As on a file system without an exchange.
    """
    page, tally = root / PAGE, Tally()
    page.parent.mkdir(parents=True)
    editor = Editor(page, style, seed)
    for number in range(1, races + 1):
        _clear(page.parent)
        page.write_bytes(OLD)
        result = _commit(root, number, editor, Plain if plain else Unflushed)
        editor.wait()
        _run(root, number * 1000.0 + 500.0, Unflushed())
        _judge(tally, page, number, result)
    editor.end()
    return tally


def _commit(root: Path, number: int, editor: Editor, files: type[Unflushed]) -> str:
    class Starting(files):  # type: ignore[misc, valid-type]
        """Files that tell the editor just before the last look at the page."""

        looks = -1
        swapped = False

        def reopen(self, *arguments: Any) -> Any:
            self.looks = 0
            return super().reopen(*arguments)

        def read(self, *arguments: Any) -> Any:
            self.looks += self.looks >= 0
            if self.looks == _LAST_LOOK:
                editor.start()
            return super().read(*arguments)

        def exchange(self, *arguments: Any) -> None:
            super().exchange(*arguments)
            self.swapped = self.looks > 0

    told = Starting()
    editor.prepare(number)
    (result,) = _run(root, number * 1000.0, told, Replace(PAGE, NEW, sha256(OLD)))[:1]
    if told.looks < _LAST_LOOK:
        raise SystemExit("the editor was never told")
    return {"written": "ours was written", "changed-meanwhile": "given back" if told.swapped else "seen in time"}[
        result
    ]


def _run(root: Path, now: float, files: Any, *actions: Replace) -> list[str]:
    disk = FolderDisk(root, "Dynamics", keep=lambda _page, _data: None, files=files, clock=lambda: now)
    return [outcome.result for outcome in apply(actions, disk)]


def _judge(tally: Tally, page: Path, number: int, result: str) -> None:
    seen = {path.name: path.read_bytes() for path in page.parent.iterdir() if path.is_file()}
    text = words(number)
    tally.races += 1
    if not any(text in data for data in seen.values()):
        tally.lost.append(number)
    if seen.get(page.name) not in (NEW, text):
        tally.torn.append(number)
    places = [name for name, data in seen.items() if text in data]
    where = "nowhere" if not places else "at the page" if page.name in places else "in a copy"
    tally.ends[f"{result}, hers is {where}, {len(seen) - 1} copies"] += 1


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
        elif path.name != PARK or any(path.iterdir()):
            raise SystemExit(f"something is left over: {path}")


def main() -> int:
    """Read the options, race, and give 1 if anything was lost."""
    options = argparse.ArgumentParser(prog="python -m tests.long.race", description=__doc__)
    options.add_argument("--races", type=int, default=10_000, help="how many saves of each style")
    options.add_argument("--style", choices=STYLES, help="only this one")
    options.add_argument("--seed", type=int, default=1, help="which series of moments")
    options.add_argument("--plain", action="store_true", help="as on a file system without an exchange")
    chosen = options.parse_args()
    failed = False
    for style in [chosen.style] if chosen.style else STYLES:
        with tempfile.TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None) as base:
            os.environ[ENV_STATE] = f"{base}/state"
            start = time.monotonic()
            tally = race(Path(base) / "vault", style, chosen.races, chosen.seed, plain=chosen.plain)
        lost, torn, seconds = len(tally.lost), len(tally.torn), time.monotonic() - start
        print(f"{tally.races} {style} saves: {lost} lost, {torn} torn pages, {seconds:.0f} s")
        print(*(f"  {count} x {end}" for end, count in tally.ends.most_common()), sep="\n", flush=True)
        failed = failed or bool(lost or torn)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
