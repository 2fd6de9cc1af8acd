"""They believe in opposite things.

Why it matters: neither is wrong, and every decision that matters makes one of them give up a belief.

Silent when: their values do not stand at two ends of one line.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.dynamics.values import clashes

THEORY = ("S67",)


def find(view: PairView) -> Claim | None:
    """A claim about two whose values are opposed; parts `value_one`, `value_other`, pairwise."""
    opposed = clashes(view.one, view.other)
    if not opposed:
        return None
    weight = min(0.95, 0.45 * len(opposed) + (0.2 if view.hostile else 0.0))
    cited = {
        "value_one": tuple(dict.fromkeys(phrase for clash in opposed for phrase in clash.one)),
        "value_other": tuple(dict.fromkeys(phrase for clash in opposed for phrase in clash.other)),
    }
    return claim(RULE.id, weight, THEORY, view.pair, cited)


RULE = Rule("clashing_values", THEORY, find)
