"""One needs closeness where the other needs room.

Why it matters: both are right, and each answer to the one is a wound to the other.

Silent when: no style is known, its lines can only mean somebody else, or the two stand against each other, and no
stated need for closeness stands against a stated need for room.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import Claim, Fit
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.words.matches import SURE

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
    if view.hostile or not (view.attached(view.one) and view.attached(view.other)):
        weight = 0.0
    if weight:
        weight += 0.2 * min(view.conduct.strength("withdraw"), view.conduct.strength("pursue"))
        closer, room = _by_style(view)
        reaches = view.attached(closer) if closer.attachment.style != "secure" else ()
        cited = {"closer": reaches[:2], "room": view.attached(room)[:2]}
        who = (closer.path, room.path)
    opposed = next((fit for fit in view.fits if _is_close_against_room(fit) and _both_plain(view, fit)), None)
    if opposed and weight < 0.6:
        weight = 0.6
        closer_fit = opposed.need in _CLOSE
        who = (opposed.of, opposed.by) if closer_fit else (opposed.by, opposed.of)
        sides = (opposed.lack, opposed.answer) if closer_fit else (opposed.answer, opposed.lack)
        cited = {"closer": sides[0][:2], "room": sides[1][:2]}
    if not weight:
        return None
    return claim(RULE.id, weight, THEORY, who, {**cited, "moves": view.conduct.phrases("withdraw", "pursue")[:2]})


def _is_close_against_room(fit: Fit) -> bool:
    """Whether a need of one for closeness stands against a need of the other for room."""
    asked = fit.status == "opposed" and fit.field in ("needs", "fears")
    return asked and bool({fit.need, fit.via} & _CLOSE) and bool({fit.need, fit.via} & _ROOM)


def _both_plain(view: PairView, fit: Fit) -> bool:
    """Whether both needs are plainly stated: a word that may mean room is no wish for it."""
    needy, other = (view.one, view.other) if fit.of == view.one.path else (view.other, view.one)
    return min(needy.asks_for(fit.need).weight, other.asks_for(fit.via).weight) >= SURE


def _by_style(view: PairView) -> tuple[Profile, Profile]:
    """Who of the two comes closer, and who needs room: the one further to the avoidant side."""
    one, other = view.one, view.other
    return (other, one) if (one.attachment.position or 0.0) > (other.attachment.position or 0.0) else (one, other)


RULE = Rule("closeness_distance", THEORY, find)
