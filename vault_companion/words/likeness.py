"""Likeness: which need's phrases in the phrasebook a phrase resembles, in whole numbers only.

The weights are learnt from `data/phrasebook/` and the word lists by `tools/compile_words.py`, and kept in
`data/likeness.json`. A score adds up the weights of the phrase's features, so that every machine agrees, and each
feature's share of it can be shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from vault_companion.data import load_text
from vault_companion.words.features import features_of
from vault_companion.words.linear import Linear
from vault_companion.words.normalise import Tokens

FILE: Final = "likeness.json"
NOTHING: Final = "nothing"
"""The class of phrases that speak of no need: looks, work, tastes, things."""


def best(scores: Mapping[str, int]) -> str:
    """The name with the highest score; of several the first."""
    return max(scores, key=scores.__getitem__)


def ranked(scores: Mapping[str, int]) -> list[str]:
    """The names, best first; of several with one score, in their order."""
    return sorted(scores, key=scores.__getitem__, reverse=True)


@dataclass(frozen=True, eq=False)
class Likeness:
    """What was learnt about the needs, for phrases."""

    learnt: Linear

    def scores(self, tokens: Tokens) -> dict[str, int]:
        """Each need with its score, by name.

        {} for a phrase of which no word is known, or which is most like phrases about nothing.
        """
        found = self.learnt.scores(features_of(tokens))
        if not found or best(found) == NOTHING:
            return {}
        del found[NOTHING]
        return found

    def shares(self, tokens: Tokens, name: str) -> list[tuple[int, str]]:
        """What each feature of a phrase adds to the score of one need, the most first; without those that add none."""
        return self.learnt.shares(features_of(tokens), name)

    def stands_on_one_word(self, tokens: Tokens, name: str) -> bool:
        """Whether hardly more than one word of a phrase speaks for a need: `flattering` alone is no honesty."""
        words = [feature for feature in features_of(tokens) if " " not in feature]
        speaking = [share for share, _ in self.learnt.shares(words, name) if share > 0]
        return bool(speaking) and speaking[0] * 4 > sum(speaking) * 3


@cache
def likeness() -> Likeness:
    """What was learnt about the needs."""
    return Likeness(Linear.of(_data()))


def digest() -> str:
    """What the weights were learnt from: changes whenever they may."""
    return str(_data()["source"])


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(load_text(FILE))
    return loaded
