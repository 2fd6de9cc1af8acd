"""Scores of a text for several classes, as sums of whole numbers, so that every machine agrees.

What a feature says is a row of bytes: two for its squared value, then one a class for its weight, with `ZERO` added.
Rows are kept as base64. Where a text first has the feature, its row becomes one wide number, in which every byte has
`_ROOM` bits to itself: to add up all classes of several rows is then to add a few whole numbers.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from math import isqrt
from struct import Struct
from typing import Any, Final

SCALE: Final = 100
"""A score of this much lies as far on the right side as a text that was learnt from is made to."""
SQUARE: Final = 1024
"""The squared value of a feature that only one text has."""
ZERO: Final = 128
"""The byte of a class of which a feature says nothing."""

_HEAD: Final = 2
_BYTE: Final = 256
_ROOM: Final = 32
_ONE: Final = (1 << _ROOM) - 1
"""What cuts the lowest number out of a wide one."""
_MANY: Final = 10_000
"""Up to so many features the sums times `SQUARE` have room in a wide number; without it, up to millions."""


def row_of(square: int, weights: Iterable[int]) -> str:
    """What a feature says, as it is kept.

    Args:
        square: Its squared value.
        weights: What it says for or against each class, in their order.

    Raises:
        ValueError: A weight is beyond -128..127, or the squared value too large.
    """
    row = bytes([*divmod(square, _BYTE), *(weight + ZERO for weight in weights)])
    return b2a_base64(row, newline=False).decode("ascii")


@dataclass(frozen=True, eq=False)
class Linear:
    """What each feature says for and against each class; learnt by `tools/learning.py`.

    Attributes:
        classes: What a text may be, in the order of the bytes of a row, which is that of their names.
        rows: What each feature says, as `row_of` writes it.
        base: What each class scores for a text without features.
    """

    classes: tuple[str, ...]
    rows: Mapping[str, str]
    base: tuple[int, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Linear:
        """The same from a compiled file."""
        return cls(tuple(data["classes"]), data["rows"], tuple(data["base"]))

    def scores(
        self, features: Set[str], count: int | None = None, also: Collection[str] = frozenset()
    ) -> dict[str, int]:
        """Each class with its score, in the order of the classes; {} when no feature is known.

        A score is the class's base and the sum of its weights by the length of the text: `base + sum * SQUARE //
        length`. That is `(base * length + sum * SQUARE) // length`, of which all but the division is done for every
        class at once, and the division only for what is asked for.

        Args:
            features: What the text has.
            count: How many of the best are asked for, with all that score as much as the last of them; all if None.
            also: Classes that are asked for however they score.
        """
        known = self.rows.keys() & features
        if not known:
            return {}
        total = sum(map(self._wide.__getitem__, known))
        length = isqrt(((total & _ONE) * _BYTE + (total >> _ROOM & _ONE)) * SQUARE)
        lowest, bases = self._bases
        numbers = self._numbers
        if len(known) <= _MANY:
            values = numbers.unpack((total * SQUARE + bases * length).to_bytes(numbers.size, "little"))
        else:
            sums = numbers.unpack(total.to_bytes(numbers.size, "little"))
            values = tuple(
                [said * SQUARE + (base - lowest) * length for said, base in zip(sums, self.base, strict=True)]
            )
        zero = len(known) * ZERO * SQUARE - lowest * length
        asked: Iterable[int] = range(len(values))
        if count is not None and count < len(values):
            least = sorted(values)[-count]
            least -= (least - zero) % length
            asked = [at for at in asked if values[at] >= least]
            more = [at for name in also if (at := self._at.get(name)) is not None and values[at] < least]
            if more:
                asked = sorted({*asked, *more})
        classes = self.classes
        return {classes[at]: (values[at] - zero) // length for at in asked}

    def shares(self, features: Iterable[str], name: str) -> list[tuple[int, str]]:
        """What each feature adds to the score of one class, the most first; without those that add none."""
        at, wide = (self.classes.index(name) + _HEAD) * _ROOM, self._wide
        known = [feature for feature in features if feature in self.rows]
        found = [((wide[feature] >> at & _ONE) - ZERO, feature) for feature in known]
        return sorted((item for item in found if item[0]), key=lambda item: (-item[0], item[1]))

    @cached_property
    def _at(self) -> Mapping[str, int]:
        """Where each class stands among the classes."""
        return {name: at for at, name in enumerate(self.classes)}

    @cached_property
    def _numbers(self) -> Struct:
        """The classes' numbers in a wide one: lowest first, on every machine; what stands before them is left out."""
        return Struct(f"<{_HEAD * _ROOM // 8}x{len(self.classes)}I")

    @cached_property
    def _wide(self) -> _Wide:
        return _Wide(self.rows)

    @cached_property
    def _bases(self) -> tuple[int, int]:
        """The lowest base, and how far above it each class's lies, as a wide number."""
        lowest = min(self.base)
        above = [base - lowest for base in self.base]
        return lowest, int.from_bytes(self._numbers.pack(*above), "little")


class _Wide(dict[str, int]):
    """Rows as wide numbers by feature; each made when it is first asked for."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, feature: str) -> int:
        spread = a2b_base64(self._rows[feature]).decode("latin-1").encode("utf-32-le")  # a byte and three empty ones
        self[feature] = wide = int.from_bytes(spread, "little")
        return wide
