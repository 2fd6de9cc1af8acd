"""Likeness of a line to the labelled lines of the cue book: how somebody loves, and what two people do to each other.

What `words/likeness.py` is for needs. The lines are fewer and the ways of saying it more, so that words also count by
the families of `data/cuebook/families*.yaml`: `bolts` and `vanishes` are both of the family `flee`. The weights are
learnt by `tools/compile_cues.py` and kept in `data/cues.json`; a score is a sum of whole numbers, so that every
machine agrees.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from vault_companion.data import load_text
from vault_companion.words.features import DENIED, features_of
from vault_companion.words.linear import Linear
from vault_companion.words.normalise import normalise, plain

FILE: Final = "cues.json"
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
    """What was learnt about lines of one kind.

    Attributes:
        learnt: The classes with what speaks for them.
        families: The families of each stem.
    """

    learnt: Linear
    families: Families

    def scores(self, text: str) -> Mapping[str, int]:
        """Each class with its score; {} for a line of which no word is known."""
        return self.learnt.scores(cue_features(text, self.families))


@cache
def cue_likeness(name: str) -> CueLikeness:
    """What was learnt about `attachment` or `conduct`.

    Raises:
        KeyError: Nothing was learnt under that name.
    """
    data = _data()[name]
    return CueLikeness(Linear.of(data), data["families"])


def digest() -> str:
    """What the weights were learnt from: changes whenever they may."""
    return str(_data()["source"])


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(load_text(FILE))
    return loaded
