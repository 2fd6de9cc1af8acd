"""Likeness: which need's phrases in the phrasebook a phrase resembles, in whole numbers only.

The weights are learnt from `data/phrasebook/` and the word lists by `tools/compile_words.py`, and kept in
`data/likeness.json`. A score adds up the weights of the phrase's features, so that every machine agrees, and each
feature's share of it can be shown.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from vault_companion.data import load_text
from vault_companion.words.linear import Linear

FILE: Final = "likeness.json"
PLAIN_WORD: Final = 20
"""From which score on a single word is a phrase of its own."""
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

    def scores(
        self, features: Set[str], count: int | None = None, also: Collection[str] = frozenset()
    ) -> dict[str, int]:
        """Each need with its score, by name, for a phrase with these features.

        {} for a phrase of which no word is known, or which is most like phrases about nothing. With `count` it holds
        at least so many of the best, and those of `also`.
        """
        found = self.learnt.scores(features, count and count + 1, also)
        if not found or best(found) == NOTHING:
            return {}
        found.pop(NOTHING, None)
        return found

    def shares(self, features: Set[str], name: str) -> list[tuple[int, str]]:
        """What each feature of a phrase adds to the score of one need, the most first; without those that add none."""
        return self.learnt.shares(features, name)

    def stands_on_one_word(self, features: Set[str], name: str) -> bool:
        """Whether hardly more than one word of a phrase speaks for a need: `flattering` alone is no honesty.

        A phrase that is but one word, and that one plain (`a friend`), says it all.
        """
        words = [feature for feature in features if " " not in feature]
        speaking = [share for share, _ in self.learnt.shares(words, name) if share > 0]
        telling = [word for word in words if word[0] not in "'-"]
        if len(telling) == 1:
            return self.learnt.scores(features).get(name, 0) < PLAIN_WORD
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
