"""One lack and its answer in a sentence, each in the author's words."""

from __future__ import annotations

from vault_companion.dynamics.profile import LACKS
from vault_companion.dynamics.reading import Fit
from vault_companion.pages.grammar import capital
from vault_companion.pages.voice import Voice
from vault_companion.words.matches import SURE


def is_unsure(fit: Fit) -> bool:
    """Whether it is not sure that one of its lines means this need: the answer then only may be one."""
    return fit.status == "filled" and fit.strength < SURE


def best(fits: tuple[Fit, ...]) -> list[Fit]:
    """What shows an exchange best: a sure answer before one that may be, a stated need before a wound or a flaw."""
    return sorted(fits, key=lambda fit: (fit.status == "near", is_unsure(fit), LACKS.index(fit.field), -fit.strength))


def surest(fits: tuple[Fit, ...]) -> tuple[Fit, ...]:
    """The exchanges worth telling: those that are only near, or only may be, stand for nothing beside a sure one."""
    full = tuple(fit for fit in fits if fit.status != "near")
    return tuple(fit for fit in full if not is_unsure(fit)) or full or fits


def newest(voice: Voice, fits: tuple[Fit, ...]) -> Fit | None:
    """Of the exchanges worth telling, the best of those that the page has quoted least."""

    def worn(fit: Fit) -> int:
        return sum(map(voice.quoted.times, (*fit.lack[:1], *fit.answer[:1])))

    return min(best(surest(fits)), key=worn, default=None)


def exchange(voice: Voice, fit: Fit) -> str:
    """One lack and its answer, each in the author's words; a flaw is met, a need is answered, or nearly."""
    wordings = _WORDINGS[fit.field]
    brings = voice.brings(fit.by, fit.answer[0])
    if fit.status == "near":
        wordings, brings = wordings[:1], brings + _NEARLY[fit.field]
    elif is_unsure(fit):
        wordings, brings = wordings[:1], brings + _PERHAPS[fit.field]
    if fit.field == "flaws":
        return voice.say(wordings, _salt(fit), flawed=capital(voice.called(fit.of, fit.lack[0], "flaw")), brings=brings)
    needy, needy_own = voice.name(fit.of), voice.own(fit.of)
    lack = voice.quote(fit.lack)
    return voice.say(wordings, _salt(fit), needy=needy, needy_own=needy_own, lack=lack, brings=brings)


def _salt(fit: Fit) -> str:
    return f"{fit.of}{fit.need}"


_ANSWERED = (
    "{needy} needs {lack}, and {brings}.",
    "What {needy} goes without is {lack}; {brings}.",
    "{needy_own} note asks for {lack}, and {brings}.",
)
_HEALED = (
    "{needy} carries an old wound ({lack}), and {brings}.",
    "To {needy_own} old wound ({lack}) there is an answer: {brings}.",
)
_CALMED = (
    "{needy} fears {lack}, and {brings}.",
    "Against {needy_own} fear, {lack}, it counts that {brings}.",
)
_UNTAUGHT = ("{needy} believes {lack}, and all the while {brings}.",)
_MET = (
    "{flawed}; {brings}.",
    "{flawed}. The missing piece is here: {brings}.",
)
_WORDINGS = {"needs": _ANSWERED, "fears": _CALMED, "wounds": _HEALED, "lie": _UNTAUGHT, "flaws": _MET}
_NEARLY = {
    "needs": ", which comes near it",
    "fears": ", which helps a little",
    "wounds": ", which goes some way to heal it",
    "lie": ", which says otherwise",
    "flaws": ", which comes near what is missing",
}
"""What is added where an answer is only near: of the wordings the first alone can take it."""
_PERHAPS = {
    "needs": ", which may be an answer",
    "fears": ", which may help",
    "wounds": ", which may heal some of it",
    "lie": ", which may say otherwise",
    "flaws": ", which may be what is missing",
}
"""The same where it is not sure that the words mean what is needed."""
