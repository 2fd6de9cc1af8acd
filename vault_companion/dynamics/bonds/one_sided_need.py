"""One is fed by the other and gives little back.

Why it matters: the one who feeds goes hungry, and the reader sees it before either of them does.

Silent when: the one who goes without has stated no need, or the other has stated nothing to give. It is said with
less certainty when what is fed is only a flaw, a wound, or a need that is nearly met; then no secret adds to it.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, answer_phrases, claim, lack_phrases, saturated

THEORY = ("S03", "S04")
GIVES_BACK = 0.25
"""From here something comes back: one need that is nearly met, even if the words for it are not sure."""


def find(view: PairView) -> Claim | None:
    """A claim about (the one who is fed, the one who feeds); parts `lack`, `gift`, `open`, `secret`."""
    if view.hostile:
        return None
    for fed, feeder in view.both_ways():
        gets, gives_up = view.filled(fed.path), view.filled(feeder.path)
        if gets < 0.5 or gives_up >= GIVES_BACK or not (feeder.states_needs and fed.states_offers):
            continue
        asked_for = any(fit.field in ("needs", "fears") for fit in view.fits_of(fed.path, "filled", "intermittent"))
        secret = view.conduct.strength("secret") if asked_for else 0.0
        confidence = 0.8 * min(1.0, 0.4 + 0.4 * saturated(gets) + 0.2 * secret)
        if not asked_for:
            confidence *= 0.7
        live = ("filled", "near", "intermittent")
        cited = {
            "lack": lack_phrases(view, fed.path, *live),
            "gift": answer_phrases(view, fed.path, *live),
            "open": feeder.character.trait("needs"),
            "secret": view.conduct.phrases("secret")[:2] if secret >= 0.5 else (),
        }
        return claim(RULE.id, confidence, THEORY, (fed.path, feeder.path), cited)
    return None


RULE = Rule("one_sided_need", THEORY, find, specificity=0.85)
