"""Likeness: which need's phrases in the phrasebook a phrase resembles, in whole numbers only.

The weights are learnt from `data/phrasebook/` and the word lists by `tools/compile_words.py`, and kept in
`data/likeness.json`. A score adds up the weights of the phrase's features, so that every machine agrees, and each
feature's share of it can be shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isqrt
from typing import Any, Final

from vault_companion.data import load_text
from vault_companion.words.features import features_of
from vault_companion.words.normalise import Tokens

FILE: Final = "likeness.json"
NOTHING: Final = "nothing"
"""The class of phrases that speak of no need: looks, work, tastes, things."""
SCALE: Final = 100
"""A score of this much lies as far on the right side as a learnt phrase is made to."""
SQUARE: Final = 1024
"""The squared value of a feature that only one phrase has."""


@dataclass(frozen=True, eq=False)
class Likeness:
    """One set of classes and what each feature says for and against them.

    Attributes:
        classes: What a phrase may be, in the order of their numbers.
        weights: For each feature its squared value, then pairs of a class's number and a weight.
        base: What each class scores for a phrase without features.
    """

    classes: tuple[str, ...]
    weights: Mapping[str, Sequence[int]]
    base: tuple[int, ...]

    def scores(self, tokens: Tokens) -> list[tuple[int, str]]:
        """Each class with its score, best first, then by name.

        [] for a phrase of which no word is known, or which is most like phrases about nothing.
        """
        sums = [0] * len(self.classes)
        square = 0
        for feature in features_of(tokens):
            row = self.weights.get(feature)
            if row is None:
                continue
            square += row[0]
            for at in range(1, len(row), 2):
                sums[row[at]] += row[at + 1]
        if not square:
            return []
        length = isqrt(square * SQUARE)
        scored = [
            (base + total * SQUARE // length, name)
            for base, total, name in zip(self.base, sums, self.classes, strict=True)
        ]
        scored.sort(key=lambda item: (-item[0], item[1]))
        return [] if scored[0][1] == NOTHING else [item for item in scored if item[1] != NOTHING]

    def shares(self, tokens: Tokens, name: str) -> list[tuple[int, str]]:
        """What each feature of a phrase adds to the score of one class, the most first; without those that add none."""
        number = self.classes.index(name)
        out = []
        for feature in features_of(tokens):
            row = self.weights.get(feature, ())
            total = sum(row[at + 1] for at in range(1, len(row), 2) if row[at] == number)
            if total:
                out.append((total, feature))
        return sorted(out, key=lambda item: (-item[0], item[1]))

    def stands_on_one_word(self, tokens: Tokens, name: str) -> bool:
        """Whether hardly more than one word of a phrase speaks for a class: `flattering` alone is no honesty."""
        speaking = [share for share, feature in self.shares(tokens, name) if share > 0 and " " not in feature]
        return bool(speaking) and speaking[0] * 4 > sum(speaking) * 3


@cache
def likeness() -> Likeness:
    """What was learnt about the needs."""
    data = _data()
    return Likeness(tuple(data["classes"]), data["weights"], tuple(data["base"]))


def digest() -> str:
    """What the weights were learnt from: changes whenever they may."""
    return str(_data()["source"])


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(load_text(FILE))
    return loaded
