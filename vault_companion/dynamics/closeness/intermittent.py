"""Warm at one time, cold at another, by the same person to the same person.

Why it matters: warmth that cannot be counted on is harder to leave than none.

Silent when: either a warm line or a cold one is missing, or they are not the same person's, or that person is not
known to keep away from closeness and takes back nothing that was given; or all that is cold comes before all that is
warm: that is somebody who has changed.
"""

from vault_companion.dynamics.conduct import PLAIN, Conduct
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.notes.fields import Phrase

THEORY = ("S48", "S49", "S50")
_STRENGTH = ("confidence", "power", "safety")


def find(view: PairView) -> Claim | None:
    """A claim about (who is warm and cold, who cannot leave it); parts `warm`, `cold`, `charm`, `strength`."""
    if view.hostile:
        return None
    for giver, other in view.both_ways():
        guarded = giver.attachment.style in ("avoidant", "fearful") and bool(view.attached(giver))
        taken_back = view.fits_of(other.path, "intermittent")
        charm = tuple(one for one in giver.attachment.cited.get("early_charm", ()) if one not in view.astray)
        cold = _deeds(view.conduct, giver, "withdraw")
        warm = tuple(one for one in _deeds(view.conduct, giver, "healthy") if one not in cold)
        if not cold or not (warm or (guarded and charm) or taken_back) or not (guarded or taken_back):
            continue
        if _has_thawed(view, cold, warm):
            continue
        gifts = tuple(phrase for fit in taken_back for phrase in fit.answer if phrase not in cold)
        cited = {
            "warm": (warm or gifts)[:2],
            "cold": cold[:2],
            "charm": charm[:1],
            "strength": tuple(phrase for need in _STRENGTH for phrase in _offered(giver, need))[:1],
        }
        return claim(RULE.id, 0.5 + 0.25 * min(2, len(cold)), THEORY, (giver.path, other.path), cited)
    return None


def _deeds(conduct: Conduct, who: Profile, category: str) -> tuple[Phrase, ...]:
    """The lines that show something of this one, and nobody else."""
    hits = [hit for hit in conduct.of(category) if hit.weight >= PLAIN and hit.subjects == {who.path}]
    return tuple(dict.fromkeys(hit.phrase for hit in hits))


def _has_thawed(view: PairView, cold: tuple[Phrase, ...], warm: tuple[Phrase, ...]) -> bool:
    """Whether one note tells all of it in order, and every cold line comes before every warm one."""
    lines = view.tie.of_part("history", "changes") if view.tie else ()
    told = {place for line in lines for place in line.phrase.evidence}
    frost, thaw = ([phrase.evidence[0] for phrase in phrases] for phrases in (cold, warm))
    in_one_note = len({place.path for place in (*frost, *thaw)}) == 1
    if not thaw or not in_one_note or not told.issuperset((*frost, *thaw)):
        return False
    return max(place.line for place in frost) < min(place.line for place in thaw)


def _offered(who: Profile, need: str) -> tuple[Phrase, ...]:
    held = who.offer(need)
    return held.phrases if held.weight >= PLAIN else ()


RULE = Rule("intermittent", THEORY, find)
