"""They are said to love, and nothing either has answers anything the other lacks.

Why it matters: a reader believes in a love that fills something; here both sheets are written, and nothing meets.

Silent when: a sheet states no need or nothing to give, so that it may only be unfinished; something is answered; they
have been through something together or changed each other; or attraction itself is written, which is told as a bond.
"""

import re

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.notes.fields import Phrase

THEORY = ("S06",)
LITTLE = 0.3
"""Below which answered need nothing holds two people but feeling (theory 4.11)."""
_LOVES = re.compile(r"\b(?:lov(?:es?|ed|ing)|in love|adores?|adored|besotted|smitten|heart)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:never|not|no|nor|cannot|without)\b|n't\b", re.IGNORECASE)
_OTHERWISE = ("ordeal", "growth", "effort", "standard")


def find(view: PairView) -> Claim | None:
    """A claim about both; part `feeling`."""
    if view.hostile or view.tie is None or view.bond("magical_love") or view.both_self_contained:
        return None
    if not all(who.states_needs and who.states_offers for who in (view.one, view.other)):
        return None
    if view.filled(view.one.path) + view.filled(view.other.path) >= LITTLE:
        return None
    if any(view.conduct.strength(category) >= 0.5 for category in _OTHERWISE):
        return None
    feeling = tuple(
        line.phrase
        for line in view.tie.of_part("feels", "desire")
        if line not in view.conduct.foreign and _says_love(line.phrase)
    )
    return claim(RULE.id, 0.5, THEORY, view.pair, {"feeling": feeling[:2]})


def _says_love(phrase: Phrase) -> bool:
    return bool(_LOVES.search(phrase.text)) and not _NOT.search(phrase.text)


RULE = Rule("love_unexplained", THEORY, find)
