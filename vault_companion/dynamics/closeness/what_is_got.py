"""What somebody who keeps away from closeness has from the other all the same, day by day.

Why it matters: a guarded person is not there for nothing; take this away and the reason to stay goes with it.

Silent when: no line says what the other gives, or the one who gets it does not keep away from closeness. To wish to be
looked after is nothing wicked, and is not told as if it were.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim

THEORY = ("S47", "S51", "S52")
_PRACTICAL = frozenset(
    {"support", "care", "validation", "provision", "stability", "acceptance", "affection", "companionship", "power"}
)


def find(view: PairView) -> Claim | None:
    """A claim about (who gets it, who gives it); parts `lack`, `gift`."""
    if view.hostile:
        return None
    for guarded, other in view.both_ways():
        if guarded.attachment.style != "avoidant" or not view.attached(guarded):
            continue
        if other.attachment.style == "avoidant":
            continue
        got = [fit for fit in view.fits_of(guarded.path, "filled") if fit.need in _PRACTICAL and fit.deep]
        if got:
            cited = {
                "lack": tuple(dict.fromkeys(fit.lack[0] for fit in got))[:2],
                "gift": tuple(dict.fromkeys(fit.answer[0] for fit in got))[:2],
            }
            return claim(RULE.id, guarded.attachment.confidence, THEORY, (guarded.path, other.path), cited)
    return None


RULE = Rule("what_is_got", THEORY, find)
