"""Likeness of a line to the labelled lines of the cue book: how somebody loves, and what two people do to each other.

What `words/likeness.py` is for needs. The lines are fewer and the ways of saying it more, so that words also count by
the families of `data/cuebook/families.yaml`: `bolts` and `vanishes` are both of the family `flee`. The weights are
learnt by `tools/compile_cues.py` and kept in `data/cues.json`; a score is a sum of whole numbers, so that every
machine agrees.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isqrt
from typing import Any, Final

from vault_companion.data import load_text
from vault_companion.words.features import DENIED, features_of
from vault_companion.words.normalise import normalise, plain

FILE: Final = "cues.json"
SCALE: Final = 100
"""A score of this much lies as far on the right side as a learnt line is made to."""
SQUARE: Final = 1024
"""The squared value of a feature that only one line has."""
NONE: Final = "none"
"""The class of lines that tell nothing of it."""
_SPEAKER: Final = re.compile(r"\b(?:i|me|my|you|your)\b")

Families = Mapping[str, Sequence[str]]
"""The families of each stem."""


def cue_features(text: str, families: Families) -> frozenset[str]:
    """The features of a line: those of its words, `@family`, `-@family` for what is denied, `#` for "I" or "you"."""
    tokens = normalise(text)
    found = set(features_of(tokens))
    denied = 0
    for token in tokens.items:
        if token.barrier:
            denied = 0
            continue
        if token.negator:
            denied = DENIED
        for family in families.get(token.stem, ()):
            found.add(f"@{family}")
            if denied:
                found.add(f"-@{family}")
        if denied and not token.negator and not token.light:
            denied -= 1
    if _SPEAKER.search(plain(text)):
        found.add("#")
    return frozenset(found)


@dataclass(frozen=True, eq=False)
class CueLikeness:
    """One set of classes and what each feature says for and against them.

    Attributes:
        classes: What a line may be, in the order of their numbers.
        weights: For each feature its squared value, then pairs of a class's number and a weight.
        base: What each class scores for a line without features.
        families: The families of each stem.
    """

    classes: tuple[str, ...]
    weights: Mapping[str, Sequence[int]]
    base: tuple[int, ...]
    families: Families

    def scores(self, text: str) -> Mapping[str, int]:
        """Each class with its score; empty for a line of which no word is known."""
        sums = [0] * len(self.classes)
        square = 0
        for feature in cue_features(text, self.families):
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


@cache
def cue_likeness(name: str) -> CueLikeness:
    """What was learnt about `attachment` or `conduct`.

    Raises:
        KeyError: Nothing was learnt under that name.
    """
    data = _data()
    learnt = data[name]
    return CueLikeness(tuple(learnt["classes"]), learnt["weights"], tuple(learnt["base"]), data["families"])


def digest() -> str:
    """What the weights were learnt from: changes whenever they may."""
    return str(_data()["source"])


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(load_text(FILE))
    return loaded
