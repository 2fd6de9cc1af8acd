"""They love, and the notes do not say why.

Why it matters: fate and attraction start a story; take them away for a chapter and nothing holds these two.

Silent when: either is answered by the other, or they have changed each other, or both stand alone.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim

THEORY = ("S06",)


def find(view: PairView) -> Claim | None:
    """A claim when feeling is all that is written; part `feeling`."""
    vibes = view.conduct.strength("vibes")
    answered = view.filled(view.one.path) + view.filled(view.other.path)
    if view.hostile or vibes < 0.3 or answered >= 0.3 or view.conduct.strength("growth") >= 0.5:
        return None
    if view.both_self_contained:
        return None
    return claim(RULE.id, 0.6 + 0.3 * vibes, THEORY, view.pair, {"feeling": view.conduct.phrases("vibes")})


RULE = Rule("magical_love", THEORY, find)
