"""One comes closer, the other steps back, and each step makes the next.

Why it matters: each does what the other fears most, and a warm moment is enough to start it again.

Silent when: they are learning: the same two styles can heal each other, and then it is no trap. Silent too when
the lines that show a style can only mean somebody else.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim

THEORY = ("S31", "S32", "S33", "S34", "S35", "S54", "S64")
_STRENGTH = {("anxious", "avoidant"): 1.0, ("fearful", "avoidant"): 0.8, ("anxious", "fearful"): 0.7}


def find(view: PairView) -> Claim | None:
    """A claim about (who comes closer, who steps back); parts `closer`, `back`, `cost`."""
    if view.hostile:
        return None
    for closer, back in view.both_ways():
        styles = (closer.attachment.style, back.attachment.style)
        if styles not in _STRENGTH or not (view.attached(closer) and view.attached(back)):
            continue
        harm = max(view.conduct.strength(name) for name in ("toxic", "codependent", "withdraw"))
        learning = view.conduct.strength("growth") * (1 - 0.5 * harm)
        confidence = _STRENGTH[styles] * min(1.0, max(0.2, 0.55 + 0.45 * harm - 0.6 * learning))
        cited = {
            "closer": view.attached(closer),
            "back": view.attached(back),
            "cost": view.conduct.phrases("withdraw", "toxic", "codependent")[:3],
        }
        return claim(RULE.id, confidence, THEORY, (closer.path, back.path), cited)
    return None


RULE = Rule("anxious_avoidant_trap", THEORY, find)
