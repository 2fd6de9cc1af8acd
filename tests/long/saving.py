"""The ways in which editors and sync programs save a note, and texts by which a half-written one is known.

vim, `sed -i` and git are the programs themselves; the others are replayed call by call: emacs, what Obsidian and
VS Code do (empty the file, then write it), savers that write beside and rename, rsync, Syncthing, and a sync client
that keeps its cache outside the vault.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Batch = Mapping[Path, int]
"""Notes to save, and the number of the text that each is to have."""

_FILLER = "She kept the ferry, and whoever crossed was told the truth about the other side.\n" * 40
_WHOLE = re.compile(r"\A\((\d+)\) begins\n(.*)\(\1\) ends\n\Z", re.DOTALL)
_STILL_S = 0.002
_LONG_AGO_S = 1_600_000_000


def words(number: int) -> str:
    """A text of three kilobytes that says at both ends which one it is."""
    return f"({number}) begins\n{_FILLER}({number}) ends\n"


def number_of(text: str) -> int | None:
    """Which text this is; None if it is not a whole one."""
    found = _WHOLE.match(text)
    return int(found[1]) if found and found[2] == _FILLER else None


class Saver:
    """Saves notes, and knows how long one was ever half-written.

    Attributes:
        half_s: The longest time for which a note was not what it had been nor yet what it was to be, in seconds.
        gap_s: The longest time between two notes of one batch.
    """

    def __init__(self, seed: int = 1) -> None:
        self.half_s = self.gap_s = 0.0
        self._hours = 0
        self._chance = random.Random(seed)  # noqa: S311 - not for secrets

    def save(self, way: str, batch: Batch) -> None:
        """Save each of these notes in a way of `WAYS`."""
        WAYS[way](self, batch)

    def pause(self) -> None:
        """A moment, as there may be one between any two steps of a program."""
        time.sleep(self._chance.random() * _STILL_S)

    def _one_by_one(self, batch: Batch, save: Callable[[Path, bytes], None]) -> None:
        ended = 0.0
        for note, number in batch.items():
            start = time.monotonic()
            save(note, words(number).encode())
            before, ended = ended or start, time.monotonic()
            self.half_s, self.gap_s = max(self.half_s, ended - start), max(self.gap_s, ended - before)
            self.pause()

    def _write(self, place: Path, text: bytes) -> None:
        with place.open("wb", buffering=0) as file:
            self.pause()
            for part in (text[: len(text) // 2], text[len(text) // 2 :]):
                file.write(part)
                self.pause()

    def truncating(self, batch: Batch) -> None:
        """Empty the note, then write it, in two pieces: as Obsidian and VS Code do, and slower."""
        self._one_by_one(batch, self._write)

    def emacs(self, batch: Batch) -> None:
        """A lock that is a link to nowhere, the old text to a backup, the new one under the note's name."""

        def save(note: Path, text: bytes) -> None:
            lock = note.with_name(f".#{note.name}")
            lock.symlink_to("her@computer.1:2")
            note.replace(note.with_name(f"{note.name}~"))
            self.pause()
            self._write(note, text)
            lock.unlink()

        self._one_by_one(batch, save)

    def atomic(self, batch: Batch) -> None:
        """Beside it, under a name that is seen, then over it."""

        def save(note: Path, text: bytes) -> None:
            self._write(temp := note.with_name(f"{note.name}.tmp"), text)
            temp.replace(note)

        self._one_by_one(batch, save)

    def rsync(self, batch: Batch) -> None:
        """Beside it, hidden, with the time of the other computer, then over it."""

        def save(note: Path, text: bytes) -> None:
            self._write(temp := note.with_name(f".{note.name}.Ab3xYz"), text)
            self._hours += 1
            os.utime(temp, (_LONG_AGO_S + 3600 * self._hours,) * 2)
            temp.replace(note)

        self._one_by_one(batch, save)

    def syncthing(self, batch: Batch) -> None:
        """Beside it, hidden; the old one is deleted, and the new one takes its name a moment later."""

        def save(note: Path, text: bytes) -> None:
            self._write(temp := note.with_name(f".syncthing.{note.name}.tmp"), text)
            note.unlink()
            self.pause()
            temp.rename(note)

        self._one_by_one(batch, save)

    def from_outside(self, batch: Batch) -> None:
        """Renamed into the vault from a cache beside it."""

        def save(note: Path, text: bytes) -> None:
            self._write(temp := note.parent.parent / f"cache of {note.name}", text)
            temp.replace(note)

        self._one_by_one(batch, save)

    def sed(self, batch: Batch) -> None:
        """`sed -i`, which writes beside the note and renames."""
        for note, number in batch.items():
            subprocess.run(["sed", "-i", f"s/^([0-9]*) /({number}) /", note], check=True)

    def vim(self, batch: Batch, backupcopy: str) -> None:
        """One vim that opens, changes and writes one note after the other."""
        with tempfile.TemporaryDirectory() as name:
            texts, script = Path(name), [f"set backupcopy={backupcopy} writebackup hidden"]
            for note, number in batch.items():
                (texts / str(number)).write_text(words(number), "utf-8")
                script += [
                    f"edit! {note}",
                    "%delete _",
                    f"call setline(1, readfile('{texts / str(number)}'))",
                    "write!",
                ]
            (texts / "script").write_text("\n".join([*script, "qall!"]), "utf-8")
            command = ["vim", "-N", "-u", "NONE", "-i", "NONE", "-e", "-s", "-S", texts / "script"]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL, timeout=60)


WAYS: dict[str, Callable[[Saver, Batch], None]] = {
    "truncate and write": Saver.truncating,
    "emacs": Saver.emacs,
    "write beside, rename": Saver.atomic,
    "rsync": Saver.rsync,
    "Syncthing": Saver.syncthing,
    "from outside": Saver.from_outside,
    "sed -i": Saver.sed,
    "vim, backupcopy=auto": lambda saver, batch: saver.vim(batch, "auto"),
    "vim, backupcopy=no": lambda saver, batch: saver.vim(batch, "no"),
    "vim, backupcopy=yes": lambda saver, batch: saver.vim(batch, "yes"),
}


def ways_here() -> list[str]:
    """The ways for which this computer has the program."""
    return [way for way in WAYS if shutil.which(way.split()[0].rstrip(",")) or way.split()[0] not in ("vim,", "sed")]
