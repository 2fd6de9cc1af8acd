"""Both need what only one of them can have.

Why it matters: there is one throne; each step towards it is a step over the other.

Silent when: what both need is not scarce, or each can have it without the other's losing it. A person whom both
love and want by name is the scarcest thing of all.
"""

import re

from vault_companion.cast.sheet import same
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import NOTHING, Profile
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.notes.fields import Phrase

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
    rival = _over_somebody(view)
    if rival and best < 0.8:
        best, cited = 0.8, {"wants_one": (rival[0],), "wants_other": (rival[1],)}
    return claim(RULE.id, best, THEORY, view.pair, cited)


def _over_somebody(view: PairView) -> tuple[Phrase, Phrase] | None:
    """The lines in which each wants by name one and the same third person, whom both love."""
    loved = [{one.partner.path: one.partner for one in view.romances.get(who, ())} for who in view.pair]
    for who in sorted(set(loved[0]) & set(loved[1])):
        names = _names(loved[0][who])
        said = [_wanted(person, names) for person in (view.one, view.other)]
        if said[0] and said[1]:
            return said[0], said[1]
    return None


def _names(who: Profile) -> frozenset[str]:
    known = (who.character.name, *who.character.aliases)
    return frozenset(word for name in known for word in _words(name))


def _wanted(person: Profile, names: frozenset[str]) -> Phrase | None:
    return next((phrase for phrase in person.character.trait("wants") if names & set(_words(phrase.text))), None)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


RULE = Rule("contested_need", THEORY, find)
