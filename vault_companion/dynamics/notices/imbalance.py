"""One of the two is fed, the other is not.

Why it matters: whoever needs it less decides what it is; the other's hunger goes looking elsewhere.

Silent when: either has stated no need or nothing to give, both get about as much as they give, each has what the other
is missing, the one who is fed is held by it, or what one gets is only a flaw made good or a wound soothed.
"""

from vault_companion.dynamics.conduct import PLAIN
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import ALSO, Claim, Fit
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.notes.fields import Phrase

THEORY = ("S03", "S04", "S09")
MUCH = 0.8
"""From which difference on one is fed and the other is not (theory 4.10)."""
_OPEN = ("unfilled", "opposed", "overlap", "blocked", "seeming", "contested")


def find(view: PairView) -> Claim | None:
    """A claim about (who is fed, who goes hungry); parts `lack`, `gift`, `open`, `reaching`, `lever`."""
    if view.hostile or not all(who.states_needs and who.states_offers for who in (view.one, view.other)):
        return None
    first = view.bonds[0].id if view.bonds else ""
    if view.bond_strength("need_filling") >= ALSO or first in ("need_filling", "validation_power"):
        return None
    for fed, hungry in view.both_ways():
        difference = view.filled(fed.path) - view.filled(hungry.path)
        met = [fit for fit in view.fits_of(fed.path, "filled") if _is_asked_for(view, fit)]
        left = [fit for fit in view.fits_of(hungry.path, *_OPEN) if _is_asked_for(view, fit)]
        if difference < MUCH or not met or not left:
            continue
        cited = {
            "lack": tuple(dict.fromkeys(fit.lack[0] for fit in met))[:2],
            "gift": tuple(dict.fromkeys(fit.answer[0] for fit in met))[:2],
            "open": tuple(dict.fromkeys(fit.lack[0] for fit in left))[:2],
            "reaching": _reaches_alone(view, hungry, fed),
            "lever": _lever(view, fed),
        }
        return claim(RULE.id, min(1.0, 0.5 + 0.25 * difference), THEORY, (fed.path, hungry.path), cited)
    return None


def _is_asked_for(view: PairView, fit: Fit) -> bool:
    """Whether a lack is a stated need or fear that this partner could answer at all."""
    return fit.field in ("needs", "fears") and fit.lack[0] not in view.astray


def _reaches_alone(view: PairView, hungry: Profile, fed: Profile) -> tuple[Phrase, ...]:
    """The lines in which the hungry one does all the reaching, () when the other reaches as well."""
    reach = [hit for hit in view.conduct.of("pursue") if hit.weight >= PLAIN and len(hit.subjects) == 1]
    if any(hit.subjects == {fed.path} for hit in reach):
        return ()
    return tuple(dict.fromkeys(hit.phrase for hit in reach if hit.subjects == {hungry.path}))[:1]


def _lever(view: PairView, fed: Profile) -> tuple[Phrase, ...]:
    """The lines that put power on the side of the one who is fed."""
    hits = (hit for category in ("power", "enjoys_power") for hit in view.conduct.of(category))
    return tuple(dict.fromkeys(hit.phrase for hit in hits if hit.weight >= PLAIN and hit.subjects == {fed.path}))[:1]


RULE = Rule("imbalance", THEORY, find)
