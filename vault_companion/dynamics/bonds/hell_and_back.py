"""What they have now exists because of what they went through.

Why it matters: a bond that was paid for needs no other reason, and the price can be named.

Silent when: there is an ordeal but no bond now, or a bond without an ordeal.
"""

from vault_companion.dynamics.conduct import PLAIN
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.words.matches import nor

THEORY = ("S14",)


def find(view: PairView) -> Claim | None:
    """A claim when at least two ordeals are plainly written; parts `ordeal`, `now`."""
    ordeals, strength = view.conduct.count("ordeal", PLAIN), view.conduct.strength("ordeal")
    bonded = view.conduct.strength("bonded_now")
    if view.hostile or ordeals < 2 or strength < 0.7 or bonded == 0:
        return None
    confidence = min(1.0, 0.25 * min(ordeals, 3) + 0.45 * bonded)
    toxic = view.conduct.strength("toxic")
    better = nor([view.conduct.strength("healthy"), view.conduct.strength("growth")])
    if toxic >= 0.9 and better < toxic:
        confidence *= 0.6
    cited = {"ordeal": view.conduct.phrases("ordeal"), "now": view.conduct.phrases("bonded_now")}
    return claim(RULE.id, confidence, THEORY, view.pair, cited)


RULE = Rule("hell_and_back", THEORY, find, specificity=0.95)
