"""What one needs most, the other does not bring.

Why it matters: the need does not go away; it looks for somebody else, or it turns on the one who stays.

Silent when: nobody has stated a need, or nobody has stated what they bring.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim

THEORY = ("S03", "S68")
_OPEN = ("unfilled", "opposed", "overlap", "blocked", "seeming")


def find(view: PairView) -> Claim | None:
    """A claim about (who goes without, who cannot answer); part `open`."""
    one_sided = view.bond("one_sided_need")
    weight = one_sided.confidence if one_sided else 0.0
    needy = [who for who in (view.one, view.other) if who.states_needs and view.fits_of(who.path, *_OPEN)]
    if needy and view.filled(view.one.path) + view.filled(view.other.path) < 0.3:
        weight = max(weight, 0.5)
    if not weight or not needy:
        return None
    without = max(needy, key=lambda who: (len(view.fits_of(who.path, *_OPEN)), who.path == view.one.path))
    if one_sided and one_sided.who[1] in {who.path for who in needy}:
        without = next(who for who in needy if who.path == one_sided.who[1])
    other = view.other if without is view.one else view.one
    deep = [fit for fit in view.fits_of(without.path, *_OPEN) if fit.deep] or list(view.fits_of(without.path, *_OPEN))
    lacks = tuple(dict.fromkeys(fit.lack[0] for fit in deep))
    return claim(RULE.id, 0.65 * weight, THEORY, (without.path, other.path), {"open": lacks})


RULE = Rule("unfilled_need", THEORY, find)
