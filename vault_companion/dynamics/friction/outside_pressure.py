"""Somebody or something outside will not have it.

Why it matters: they may want the same thing and still lose it; the fight comes in through the door.

Silent when: nothing outside the two is written to stand in the way.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.words.matches import nor

THEORY = ("S69",)


def find(view: PairView) -> Claim | None:
    """A claim about both; part `pressure`."""
    hits = [hit for hit in view.conduct.of("outside") if hit.weight >= 0.5]
    strong = len({hit.line for hit in hits}) >= 2 or any(hit.weight >= 0.7 for hit in hits)
    weight = (0.85 if strong else 0.4) * nor([hit.weight for hit in hits])
    return claim(RULE.id, weight, THEORY, view.pair, {"pressure": tuple(hit.phrase for hit in hits)})


RULE = Rule("outside_pressure", THEORY, find)
