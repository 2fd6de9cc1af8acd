"""Scores of a text for several classes, as sums of whole numbers, so that every machine agrees.

What a feature says is a row of bytes: two for its squared value, then one a class for its weight, with `ZERO` added.
Rows are kept as base64, and taken apart only where a text has the feature.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import repeat
from math import isqrt
from operator import add, floordiv, mul
from typing import Any, Final

SCALE: Final = 100
"""A score of this much lies as far on the right side as a text that was learnt from is made to."""
SQUARE: Final = 1024
"""The squared value of a feature that only one text has."""
ZERO: Final = 128
"""The byte of a class of which a feature says nothing."""

_HEAD: Final = 2
_BYTE: Final = 256


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

    def scores(self, features: Set[str]) -> dict[str, int]:
        """Each class with its score, in the order of the classes; {} when no feature is known."""
        known = [*map(a2b_base64, map(self.rows.__getitem__, self.rows.keys() & features))]
        if not known:
            return {}
        zero = len(known) * ZERO
        high, low, *sums = map(sum, zip(*known, strict=True), repeat(-zero))
        length = isqrt(((high + zero) * _BYTE + low + zero) * SQUARE)
        said = map(floordiv, map(mul, sums, repeat(SQUARE)), repeat(length))
        return dict(zip(self.classes, map(add, self.base, said), strict=True))

    def shares(self, features: Iterable[str], name: str) -> list[tuple[int, str]]:
        """What each feature adds to the score of one class, the most first; without those that add none."""
        at, rows = self.classes.index(name) + _HEAD, self.rows
        found = [(a2b_base64(rows[feature])[at] - ZERO, feature) for feature in features if feature in rows]
        return sorted((item for item in found if item[0]), key=lambda item: (-item[0], item[1]))
