"""Each brings what the other lacks.

Why it matters: this is the plainest bond there is: two lacks, two answers, and neither can be had elsewhere.

Silent when: only one of them is answered, or nothing is stated that either lacks. It is said with less certainty for
each of the two who has only a flaw made good, an old wound soothed, or a need that is nearly met; with much less where
what is nearly met is not even a need.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim, Fit
from vault_companion.dynamics.rule import Rule, answer_phrases, claim, lack_phrases, saturated

THEORY = ("S03", "S05", "S15")


def find(view: PairView) -> Claim | None:
    """A claim when both are answered; parts `lack_one`, `gift_to_one`, `lack_other`, `gift_to_other`."""
    if view.hostile:
        return None
    to_one, to_other = view.filled(view.one.path), view.filled(view.other.path)
    if to_one < 0.35 or to_other < 0.35:
        return None
    less, more = sorted((to_one, to_other))
    confidence = 0.85 * min(1.0, 0.35 + 0.5 * saturated(less) + 0.2 * saturated(more))
    for who in view.pair:
        answered = view.fits_of(who, "filled", "intermittent")
        if not any(map(_is_asked_for, answered)):
            nearly = any(map(_is_asked_for, view.fits_of(who, "near")))
            confidence *= 0.7 if answered or nearly else 0.5
    live = ("filled", "near", "intermittent")
    cited = {
        "lack_one": lack_phrases(view, view.one.path, *live),
        "gift_to_one": answer_phrases(view, view.one.path, *live),
        "lack_other": lack_phrases(view, view.other.path, *live),
        "gift_to_other": answer_phrases(view, view.other.path, *live),
    }
    return claim(RULE.id, confidence, THEORY, view.pair, cited)


def _is_asked_for(fit: Fit) -> bool:
    return fit.field in ("needs", "fears")


RULE = Rule("need_filling", THEORY, find, specificity=0.85)
