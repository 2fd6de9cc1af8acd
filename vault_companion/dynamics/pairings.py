"""What two ways of attaching are to each other: what draws them, and what each reads in the other (theory 4.7).

Why it matters: the same closed door is a riddle to one, a rest to the next and "not ready yet" to a third.

Silent when: no line of love is written for both of them, all such lines mean somebody else, they are enemies, or they
only work together and no line shows one reach for the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from vault_companion.dynamics.conduct import PLAIN
from vault_companion.dynamics.outlook import Draw, Pairing, Seen
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import Fit

THEORY = ("S31", "S32", "S33", "S34", "S36", "S37", "S38a", "S38b", "S39", "S48", "S50")

_CLOSE: Final = frozenset({"romance", "friendship", "family"})
_STEADY: Final = frozenset({"stability", "safety", "constancy", "confidence", "peace"})
"""What somebody afraid of being left looks for in somebody who seems to need nobody."""
_WARM: Final = frozenset({"affection", "passion", "companionship", "levity", "intimacy", "acceptance", "validation"})
_OWN: Final = ("needs", "fears", "lie", "wounds")
_ORDER: Final = ("anxious", "avoidant", "fearful", "secure")

_MOVES: Final[Mapping[str, tuple[str, ...]]] = {
    "anxious": ("clinging", "protest", "sign_scanning", "works_for_love", "no_inner_security", "euphoria"),
    "avoidant": ("walls", "running", "discomfort", "independence", "early_charm"),
    "fearful": ("push_pull", "clinging", "running", "walls", "protest"),
    "secure": ("steady_love", "vulnerable", "boundaries", "self_sufficient"),
}
"""By which sign somebody of a style is met first, where several are written."""

MEANINGS: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("anxious", "avoidant"): {
        "": "pull_and_strain",
        "running": "not_enough",
        "discomfort": "not_enough",
        "independence": "strength",
        "early_charm": "beginning_again",
    },
    ("avoidant", "anxious"): {
        "": "flattery_then_grip",
        "works_for_love": "ease",
        "no_inner_security": "demand",
        "protest": "reason_to_go",
    },
    ("anxious", "anxious"): {"": "love_or_rejection"},
    ("anxious", "secure"): {
        "": "dull_then_safe",
        "boundaries": "sounds_like_the_end",
        "self_sufficient": "not_needed",
    },
    ("secure", "anxious"): {"": "fear_not_malice", "works_for_love": "no_such_price"},
    ("avoidant", "avoidant"): {"": "kinship", "walls": "restful", "independence": "restful"},
    ("avoidant", "secure"): {"": "nothing_to_run_from", "vulnerable": "disarming"},
    ("secure", "avoidant"): {"": "not_ready_yet", "running": "no_chase"},
    ("secure", "secure"): {"": "openness"},
    ("fearful", "anxious"): {"": "trap_and_comfort"},
    ("anxious", "fearful"): {"": "abandoned_again", "walls": "pull_and_strain"},
    ("fearful", "avoidant"): {"": "expected"},
    ("avoidant", "fearful"): {"": "too_much_then_missed", "walls": "restful"},
    ("fearful", "secure"): {"": "what_does_it_cost"},
    ("secure", "fearful"): {"": "fear_not_malice", "walls": "not_ready_yet"},
    ("fearful", "fearful"): {"": "mirror"},
}
"""What a move means, by who reads it, whose it is, and which it is; "" for any other move of theirs."""


def find_pairing(view: PairView) -> Pairing | None:
    """What the two are to each other; None unless something is written for both."""
    both = sorted((view.one, view.other), key=lambda who: _place(who.attachment.style))
    if not is_close(view) or not all(who.attachment.style in _ORDER and view.attached(who) for who in both):
        return None
    one, other = both
    return Pairing(
        id="_".join(who.attachment.style for who in both),
        who=(one.path, other.path),
        confidence=min(who.attachment.confidence for who in both),
        seen=tuple(_seen(view, mover, reader) for mover, reader in ((one, other), (other, one))),
        draws=tuple(_draws(view, one, other)),
    )


def is_close(view: PairView) -> bool:
    """Whether closeness is a matter between the two: by what they are to each other, or by what they do."""
    if view.tie is None or view.hostile:
        return False
    if _CLOSE & set(view.tie.families) or view.tie.of_part("desire"):
        return True
    moves = (hit for category in ("pursue", "withdraw", "codependent") for hit in view.conduct.of(category))
    return any(hit.weight >= PLAIN and len(hit.subjects) == 1 for hit in moves)


def _place(style: str) -> int:
    return _ORDER.index(style) if style in _ORDER else len(_ORDER)


def _seen(view: PairView, mover: Profile, reader: Profile) -> Seen:
    style = mover.attachment.style
    meant = set(view.attached(mover))
    cited = {
        group: kept
        for group, phrases in mover.attachment.cited.items()
        if (kept := tuple(phrase for phrase in phrases if phrase in meant))
    }
    move = next((group for group in _MOVES[style] if group in cited), next(iter(cited)))
    meanings = MEANINGS[reader.attachment.style, style]
    return Seen(mover.path, reader.path, move, meanings.get(move, meanings[""]), cited[move])


def _draws(view: PairView, one: Profile, other: Profile) -> Iterator[Draw]:
    """What each is drawn by: something they lack that the other has or seems to have, or being sought."""
    for who, to in ((one, other), (other, one)):
        style, theirs = who.attachment.style, to.attachment.style
        looked_for = {"anxious": _STEADY, "fearful": _STEADY, "avoidant": _WARM}.get(style, frozenset())
        fit = next((fit for fit in _open_to(view, who) if fit.need in looked_for), None)
        if fit is not None and theirs != style:
            sure = fit.status != "seeming"
            yield Draw(who.path, to.path, fit.lack[:1], fit.answer[:1] if sure else (), sure)
        elif style in ("avoidant", "fearful") and theirs == "anxious":
            sought = tuple(
                hit.phrase for hit in view.conduct.of("pursue") if hit.weight >= PLAIN and hit.subjects == {to.path}
            )
            if sought:
                yield Draw(who.path, to.path, (), sought[:1], True)


def _open_to(view: PairView, who: Profile) -> Iterator[Fit]:
    """The lacks of one person that the other answers, or seems to; her own needs first."""
    answered = view.fits_of(who.path, "filled", "intermittent", "seeming")
    fits = [fit for fit in answered if fit.field in _OWN and fit.lack[0] not in view.astray]
    return iter(sorted(fits, key=lambda fit: (_OWN.index(fit.field), fit.status == "seeming", -fit.strength)))
