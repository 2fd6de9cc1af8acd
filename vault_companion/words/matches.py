"""What was read in a phrase: needs with their role, cues with their group."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Final, Literal, NamedTuple

Role = Literal["need", "want", "offer", "lack"]
COUNTS: Final = 0.5
"""The weight from which something counts as said (theory 3.3)."""
SURE: Final = 0.6
"""The weight from which a reading is built on what a phrase is only like."""


class NeedMatch(NamedTuple):
    """A need that a phrase speaks of.

    Attributes:
        id: The need.
        role: What the phrase's place makes of it: a deep need, a want, an offer, a missing piece.
        weight: 0..1, six decimals; 0.5 or more counts.
        matched: The list entry that was met, or several with ` + ` between; "" for none.
        alike: No entry was met: the phrase is like phrases about this need.
        part: In which part of the phrase the entry stands, 0 for the first: parts end at commas, and, or, but.
    """

    id: str
    role: Role
    weight: float
    matched: str
    alike: bool = False
    part: int = 0

    @property
    def is_sure(self) -> bool:
        """Whether a reading may be built on it, and not only a question asked."""
        return self.weight >= (SURE if self.alike else COUNTS)


class CueMatch(NamedTuple):
    """A cue that a phrase holds.

    Attributes:
        style: An attachment style, a conduct category, or a side of self-sufficiency.
        group: The feature within the style; the category itself for conduct.
        weight: 0..1, six decimals.
        matched: The list entry that was met, or several with ` + ` between.
    """

    style: str
    group: str
    weight: float
    matched: str


def nor(weights: Iterable[float]) -> float:
    """How sure several hints are together, 0..1: one certain hint is never quite certainty."""
    return 1 - prod(1 - min(weight, 0.95) for weight in weights)
