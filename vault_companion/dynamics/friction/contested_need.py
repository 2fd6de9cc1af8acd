"""Both need what only one of them can have.

Why it matters: there is one throne; each step towards it is a step over the other.

Silent when: what both need is not scarce, or each can have it without the other's losing it.
"""

from vault_companion.cast.sheet import same
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import NOTHING
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim

THEORY = ("S67", "S69")


def find(view: PairView) -> Claim | None:
    """A claim about two who want one thing; parts `wants_one`, `wants_other`."""
    contested = view.fits_of(view.one.path, "contested")
    best, cited = 0.0, {}
    for fit in contested:
        both = min(view.one.deep.get(fit.need, NOTHING).weight, view.other.deep.get(fit.need, NOTHING).weight)
        if 0.7 * both > best:
            best, cited = 0.7 * both, {"wants_one": fit.lack, "wants_other": fit.answer}
    ours = {same(phrase.text): phrase for phrase in view.one.character.trait("wants")}
    theirs = {same(phrase.text): phrase for phrase in view.other.character.trait("wants")}
    for thing in sorted(set(ours) & set(theirs)):
        if best < 0.8:
            best, cited = 0.8, {"wants_one": (ours[thing],), "wants_other": (theirs[thing],)}
    return claim(RULE.id, best, THEORY, view.pair, cited)


RULE = Rule("contested_need", THEORY, find)
