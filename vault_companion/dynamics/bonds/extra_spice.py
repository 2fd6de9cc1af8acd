"""Two full lives; the other is the spice on the meal.

Why it matters: nothing holds them but pleasure, so the plot has to come from somewhere else.

Silent when: either states a need, or they have been through an ordeal together.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim

THEORY = ("S10", "S11", "S12")


def find(view: PairView) -> Claim | None:
    """A claim when both stand alone; parts `alone_one`, `alone_other`."""
    if not view.both_self_contained or view.conduct.count("ordeal") >= 2:
        return None
    one, other = view.one, view.other
    confidence = 0.6 + 0.1 * (one.sufficiency + other.sufficiency)
    cited = {
        "alone_one": one.stands_alone or one.secure_lines,
        "alone_other": other.stands_alone or other.secure_lines,
    }
    return claim(RULE.id, confidence, THEORY, view.pair, cited)


RULE = Rule("extra_spice", THEORY, find)
