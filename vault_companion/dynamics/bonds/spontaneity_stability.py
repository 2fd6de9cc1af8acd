"""One brings the weather, the other the roof.

Why it matters: each is what the other has too much of; together they make one life that is neither dull nor broken.

Silent when: nobody is missing the other half: a lively person beside a steady one is not yet a bond; or the only line
that would be weather speaks of calm as well. A line that is only like steadiness counts where it is plainly missed.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import NOTHING, Held, Profile
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.notes.fields import Phrase
from vault_companion.words.matches import SURE, nor

THEORY = ("S08", "S15")


def find(view: PairView) -> Claim | None:
    """A claim about (who brings the weather, who brings the roof).

    Parts: `weather` and `roof` are what each brings, `wants_weather` and `wants_roof` what each is missing.
    """
    if view.hostile:
        return None
    found = [claimed for lively, steady in view.both_ways() if (claimed := _in_this_order(lively, steady))]
    return max(found, key=lambda claimed: claimed.confidence, default=None)


def _in_this_order(lively: Profile, steady: Profile) -> Claim | None:
    brings = max(lively.offer("spontaneity").weight, 0.7 * lively.offer("levity").weight)
    calm = _said(lively.offer("stability"), lively.offer("peace"))
    weather = tuple(one for one in _said(lively.offer("spontaneity"), lively.offer("levity")) if one not in calm)
    if brings < 0.45 or not weather:
        return None
    wants_weather = max(steady.lacks("spontaneity").weight, 0.7 * steady.lacks("levity").weight)
    wants_roof = max(lively.lacks("stability").weight, 0.6 * lively.deep.get("constancy", NOTHING).weight)
    want = nor([0.6 * wants_weather, 0.6 * wants_roof])
    hinted = steady.may_offer.get("stability", NOTHING) if wants_roof >= SURE else NOTHING
    roof = max(
        hinted.weight,
        steady.offer("stability").weight,
        0.6 * steady.offer("constancy").weight,
        0.5 * steady.offer("peace").weight,
    )
    if want < 0.4 or (roof < 0.4 and steady.pieces.get("spontaneity", NOTHING).weight < 0.5):
        return None
    confidence = 0.4 * brings + 0.2 * max(roof, 0.5) + 0.5 * want
    cited = {
        "weather": weather,
        "roof": _said(steady.offer("stability"), hinted, steady.offer("constancy"), steady.offer("peace")),
        "wants_weather": _said(steady.lacks("spontaneity"), steady.lacks("levity")),
        "wants_roof": _said(lively.lacks("stability"), lively.deep.get("constancy", NOTHING)),
    }
    return claim(RULE.id, confidence, THEORY, (lively.path, steady.path), cited)


def _said(*held: Held) -> tuple[Phrase, ...]:
    """The phrases of all that is held strongly enough to count, each once."""
    return tuple(dict.fromkeys(phrase for one in held if one.weight >= 0.35 for phrase in one.phrases))


RULE = Rule("spontaneity_stability", THEORY, find, specificity=0.95)
