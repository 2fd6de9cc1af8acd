"""Somebody or something outside will not have it.

Why it matters: they may want the same thing and still lose it; the fight comes in through the door.

Silent when: nothing outside the two is written to stand in the way, and what they went through, if that is what binds
them, was their own doing.
"""

from vault_companion.dynamics.conduct import PLAIN, Hit
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.words.matches import nor

THEORY = ("S69",)
_ORDEALS = 0.4
"""What two ordeals weigh that came from outside: enough to be told, less than any pressure that is named."""


def find(view: PairView) -> Claim | None:
    """A claim about both; part `pressure`."""
    hits = [hit for hit in view.conduct.of("outside") if hit.weight >= 0.5]
    strong = len({hit.line for hit in hits}) >= 2 or any(hit.weight >= 0.7 for hit in hits)
    weight = (0.85 if strong else 0.4) * nor([hit.weight for hit in hits])
    ordeals = _from_outside(view)
    if len(ordeals) >= 2 and weight < _ORDEALS:
        weight, hits = _ORDEALS, [*hits, *ordeals]
    return claim(RULE.id, weight, THEORY, view.pair, {"pressure": tuple(dict.fromkeys(hit.phrase for hit in hits))})


def _from_outside(view: PairView) -> list[Hit]:
    """The plain ordeals of two who came through them together, where neither of the two is the doer."""
    if not (view.bonds and view.bonds[0].id == "hell_and_back"):
        return []
    theirs = {hit.line for sort in ("toxic", "secret", "withdraw") for hit in view.conduct.of(sort) if hit.subjects}
    return [hit for hit in view.conduct.of("ordeal") if hit.weight >= PLAIN and hit.line not in theirs]


RULE = Rule("outside_pressure", THEORY, find)
