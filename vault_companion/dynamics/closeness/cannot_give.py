"""What the other needs at heart, and somebody who keeps away from closeness does not give.

Why it matters: unwilling and afraid to fail look the same from outside, and make two different books.

Silent when: nothing is stated that the other needs, or the guarded one gives it. It never says which of the two it is;
that is asked.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim

THEORY = ("S53",)
_OPEN = ("unfilled", "seeming", "opposed")
_HEART = frozenset(
    {"affection", "intimacy", "acceptance", "companionship", "constancy", "validation", "belonging", "passion"}
)


def find(view: PairView) -> Claim | None:
    """A claim about (who does not give it, who needs it); parts `open`, `wall`."""
    if view.hostile:
        return None
    for guarded, other in view.both_ways():
        if guarded.attachment.style != "avoidant" or other.attachment.style == "avoidant":
            continue
        asked = [
            fit
            for fit in view.fits_of(other.path, *_OPEN)
            if fit.need in _HEART and fit.field in ("needs", "fears", "lie") and fit.lack[0] not in view.astray
        ]
        asked.sort(key=lambda fit: fit.field != "needs")
        if asked and view.attached(guarded):
            cited = {
                "open": tuple(dict.fromkeys(fit.lack[0] for fit in asked))[:2],
                "wall": view.attached(guarded)[:1],
            }
            return claim(RULE.id, guarded.attachment.confidence, THEORY, (guarded.path, other.path), cited)
    return None


RULE = Rule("cannot_give", THEORY, find)
