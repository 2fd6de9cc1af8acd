"""What a match means, by the field it stands in (theory 3.4): the place decides, not the sentiment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from vault_companion.words.matches import Role

WordList = Literal["need", "offer", "lack", "wound"]
When = Literal["any", "affirmed", "denied", "craved"]


class Rule(NamedTuple):
    """One cell of the table: under which condition a list's match counts, as what, how much.

    Attributes:
        role: What the match becomes.
        factor: 0..1, times the match's own weight.
        when: "affirmed": nothing denies it; "denied": a negator, an aversion (flaws) or a cure (offers)
            stands before it; "craved": a verb of appetite does.
    """

    role: Role
    factor: float
    when: When = "any"


_LOSS: Final = {"need": (Rule("need", 0.68),), "lack": (Rule("need", 0.72),), "wound": (Rule("need", 0.9),)}
_OFFERS: Final = {
    "need": (Rule("offer", 0.75, "affirmed"),),
    "offer": (Rule("offer", 1.0, "affirmed"),),
    "lack": (Rule("offer", 0.8, "denied"),),
}

TABLE: Final[Mapping[str, Mapping[str, tuple[Rule, ...]]]] = {
    "needs": {
        "need": (Rule("need", 1.0, "affirmed"),),
        "offer": (Rule("need", 0.8, "affirmed"),),
        "lack": (Rule("need", 0.8),),
        "wound": (Rule("need", 0.9),),
    },
    "wants": {"need": (Rule("want", 0.6),), "wound": (Rule("want", 0.5),)},
    "wounds": _LOSS,
    "lie": _LOSS,
    "fears": _LOSS,
    "flaws": {
        "need": (Rule("lack", 0.8, "denied"), Rule("need", 0.8, "craved")),
        "offer": (Rule("lack", 0.8, "denied"),),
        "lack": (Rule("lack", 1.0, "affirmed"),),
    },
    "offers": _OFFERS,
    "self": _OFFERS,
    "in_love": {"offer": (Rule("offer", 0.5, "affirmed"),)},
    "giving": {"offer": (Rule("offer", 0.8, "affirmed"),)},
}

ROLE_OF_FIELD: Final[Mapping[str, Role]] = {
    "needs": "need",
    "wounds": "need",
    "lie": "need",
    "fears": "need",
    "wants": "want",
    "flaws": "lack",
    "offers": "offer",
    "self": "offer",
    "in_love": "offer",
    "giving": "offer",
}
"""What a need named outright becomes in each field."""

CUE_FACTOR: Final[Mapping[str, float]] = {
    "in_love": 1.0,
    "fears": 1.0,
    "lie": 0.8,
    "self": 0.7,
    "flaws": 0.6,
    "offers": 0.5,
    "prose": 0.5,
    "nature": 0.5,
    "feels": 0.5,
    "history": 0.5,
    "changes": 0.5,
    "now": 0.5,
    "conflict": 0.5,
}
"""How far an attachment cue counts in each field (theory 4.3); elsewhere it does not."""

WOUND_PRIOR: Final = 0.2
"""What an old wound adds to a style: it can tilt, it can never decide."""
