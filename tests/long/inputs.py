"""Numbered inputs: the same seed and number give the same vault, written anew or made by damaging what is there."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.helpers import ROOT, SAMPLE_VAULT, character
from tests.strategies import BLOCKS, HOSTILE, PROPERTIES, TRICKY_NAMES, any_note, any_vault, written

WHOLE_EVERY = 50
"""Every so many inputs, a vault of three such notes is built and its pages are checked."""

_BESIDE = {
    "Characters/Ada.md": character(
        needs=["a place at somebody's table", "rest"],
        flaws=["never asks for help"],
        pronouns="she/her",
        rival="[[Bo Hale]]",
    ),
    "Characters/Bo Hale.md": character(
        "headings", offers=["makes strangers feel welcome"], fears=["being left"], pronouns="he/him"
    ),
}
_BESIDE_BYTES = {path: text.encode() for path, text in _BESIDE.items()}
_WHO = ("Ada", "Bo Hale")
_PATHS = (
    "Cy.md",
    "Characters/Cy.md",
    "Characters/Cy Hale.md",
    "Ada & Bo Hale.md",
    "Relationships/Ada and Cy.md",
    "Scenes/1.md",
    "Characters/Ada (young).md",
    "Персонажи/Мария.md",
    *(f"Characters/{name}.md" for name in TRICKY_NAMES),
)
_BAD_BYTES = (
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\x00",
    b"\xf4\x90\x80\x80",
    b"\xef\xbb\xbf",
    b"\xe2\x80",
    b"\r",
    b"\t",
)
_LARGEST = 60_000


@dataclass(frozen=True, slots=True)
class Input:
    """One vault to try.

    Attributes:
        number: Which one it is.
        files: Its notes, by path.
        whole: Whether it is built and its pages are checked, and not only read.
    """

    number: int
    files: dict[str, bytes]
    whole: bool


def stock() -> list[bytes]:
    """The notes that are there to be damaged: those of the sample vault and of the vaults for tests."""
    folders = (SAMPLE_VAULT, ROOT / "tests" / "vaults")
    return [_read(path) for folder in folders for path in sorted(folder.rglob("*.md"))]


def _read(path: Path) -> bytes:
    return path.read_bytes()[:_LARGEST]


def numbered(seed: int, number: int, notes: Sequence[bytes]) -> Input:
    """The input of this number.

    Args:
        seed: Which series.
        number: Which of the series.
        notes: What `stock` gives.
    """
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - it has to be the same each time
    if number % WHOLE_EVERY == 0:
        made = {path: text.encode() for path, text in any_vault(chance.choice, 3, 3).items()}
        files = {path: damaged(chance, data, notes) if chance.random() < 0.3 else data for path, data in made.items()}
        return Input(number, files, whole=True)
    data = chance.choice(notes) if chance.random() < 0.35 else any_note(chance.choice, (*_WHO, "Cy")).encode()
    if chance.random() < 0.5:
        data = damaged(chance, data, notes)
    return Input(number, {**_BESIDE_BYTES, chance.choice(_PATHS): data}, whole=False)


def damaged(chance: random.Random, data: bytes, notes: Sequence[bytes]) -> bytes:
    """A note after one to six mishaps."""
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(_MISHAPS)(chance, data, notes)
    return data[:_LARGEST]


Mishap = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def _flipped(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes((chance.randrange(256),)) + data[at + 1 :]


def _cut(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _beheaded(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[chance.randrange(min(len(data), 200) + 1) :]


def _spliced(chance: random.Random, data: bytes, notes: Sequence[bytes]) -> bytes:
    other = chance.choice(notes)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _bad_bytes(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_BAD_BYTES) + data[at:]


def _inserted(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(HOSTILE).encode() + data[at:]


def _new_line(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    rows = data.split(b"\n")
    at = chance.randrange(len(rows) + 1)
    templates = PROPERTIES if at < 8 and chance.random() < 0.7 else BLOCKS
    return b"\n".join([*rows[:at], written(chance.choice, _WHO, chance.choice(templates)).encode(), *rows[at:]])


def _repeated(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    rows = data.split(b"\n")
    first = chance.randrange(len(rows))
    last = min(len(rows), first + chance.randint(1, 5))
    return b"\n".join([*rows[:last], *rows[first:last] * chance.choice((1, 1, 1, 2, 40)), *rows[last:]])


def _lost(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    rows = data.split(b"\n")
    at = chance.randrange(len(rows))
    return b"\n".join([*rows[:at], *rows[at + chance.randint(1, 3) :]])


def _swapped(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    rows = data.split(b"\n")
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]
    return b"\n".join(rows)


def _indented(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    rows = data.split(b"\n")
    at = chance.randrange(len(rows))
    rows[at] = chance.choice((b"  ", b"\t", b"    ", b"> ", b"- ", b"# ", b"\xc2\xa0")) + rows[at]
    return b"\n".join(rows)


def _other_ends(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\r\r\n", b"\xe2\x80\xa8")))


_MISHAPS: tuple[Mishap, ...] = (
    _flipped,
    _cut,
    _beheaded,
    _spliced,
    _bad_bytes,
    _inserted,
    _new_line,
    _new_line,
    _repeated,
    _lost,
    _swapped,
    _indented,
    _other_ends,
)
