"""Scores of a text for several classes, as sums of whole numbers, so that every machine agrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any, Final

SCALE: Final = 100
"""A score of this much lies as far on the right side as a text that was learnt from is made to."""
SQUARE: Final = 1024
"""The squared value of a feature that only one text has."""


@dataclass(frozen=True, eq=False)
class Linear:
    """What each feature says for and against each class; learnt by `tools/learning.py`.

    Attributes:
        classes: What a text may be, in the order of their numbers.
        weights: For each feature its squared value, then pairs of a class's number and a weight.
        base: What each class scores for a text without features.
    """

    classes: tuple[str, ...]
    weights: Mapping[str, Sequence[int]]
    base: tuple[int, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Linear:
        """The same from a compiled file."""
        return cls(tuple(data["classes"]), data["weights"], tuple(data["base"]))

    def scores(self, features: Iterable[str]) -> dict[str, int]:
        """Each class with its score; {} when no feature is known."""
        sums = [0] * len(self.classes)
        square = 0
        for feature in features:
            row = self.weights.get(feature)
            if row is None:
                continue
            square += row[0]
            for at in range(1, len(row), 2):
                sums[row[at]] += row[at + 1]
        if not square:
            return {}
        length = isqrt(square * SQUARE)
        return {
            name: base + total * SQUARE // length
            for base, total, name in zip(self.base, sums, self.classes, strict=True)
        }

    def shares(self, features: Iterable[str], name: str) -> list[tuple[int, str]]:
        """What each feature adds to the score of one class, the most first; without those that add none."""
        number = self.classes.index(name)
        out = []
        for feature in features:
            row = self.weights.get(feature, ())
            total = sum(row[at + 1] for at in range(1, len(row), 2) if row[at] == number)
            if total:
                out.append((total, feature))
        return sorted(out, key=lambda item: (-item[0], item[1]))
