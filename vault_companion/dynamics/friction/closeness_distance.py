"""One needs closeness where the other needs room.

Why it matters: both are right, and each answer to the one is a wound to the other.

Silent when: neither style is known and no need of one stands against a need of the other.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim

THEORY = ("S24", "S26", "S43", "S67")
_STYLES = {
    frozenset({"anxious", "avoidant"}): 0.75,
    frozenset({"avoidant", "fearful"}): 0.7,
    frozenset({"anxious", "fearful"}): 0.65,
    frozenset({"avoidant", "secure"}): 0.4,
    frozenset({"fearful", "secure"}): 0.4,
}
_CLOSE = frozenset({"intimacy", "constancy", "affection", "companionship"})
_ROOM = frozenset({"space", "autonomy"})


def find(view: PairView) -> Claim | None:
    """A claim about (who comes closer, who needs room), or about both; parts `closer`, `room`, `moves`."""
    styles = frozenset({view.one.attachment.style, view.other.attachment.style})
    weight = _STYLES.get(styles, 0.0)
    if weight:
        weight += 0.2 * min(view.conduct.strength("withdraw"), view.conduct.strength("pursue"))
    opposed = [fit for fit in view.fits if fit.status == "opposed" and fit.need in _CLOSE | _ROOM]
    if opposed:
        weight = max(weight, 0.6)
    if not weight:
        return None
    closer, room = _parts(view)
    cited = {
        "closer": (
            *closer.attachment.phrases[:2],
            *(p for fit in opposed if fit.of == closer.path for p in fit.lack),
        ),
        "room": (
            *room.attachment.phrases[:2],
            *(p for fit in opposed if fit.of == room.path for p in fit.lack),
        ),
        "moves": view.conduct.phrases("withdraw", "pursue")[:2],
    }
    return claim(RULE.id, weight, THEORY, (closer.path, room.path), cited)


def _parts(view: PairView) -> tuple[Profile, Profile]:
    """Who of the two comes closer, and who needs room: the one further to the avoidant side."""
    one, other = view.one, view.other
    return (other, one) if (one.attachment.position or 0.0) > (other.attachment.position or 0.0) else (one, other)


RULE = Rule("closeness_distance", THEORY, find)
