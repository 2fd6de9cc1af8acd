"""One lack and its answer in a sentence, each in the author's words."""

from __future__ import annotations

from vault_companion.dynamics.profile import LACKS
from vault_companion.dynamics.reading import Fit
from vault_companion.pages.grammar import capital
from vault_companion.pages.voice import Voice


def best(fits: tuple[Fit, ...]) -> list[Fit]:
    """What shows an exchange best: a stated need before a wound or a flaw, a full answer before a near one."""
    return sorted(fits, key=lambda fit: (fit.status == "near", LACKS.index(fit.field), -fit.strength))


def newest(voice: Voice, fits: tuple[Fit, ...]) -> Fit | None:
    """Of the exchanges worth telling, the best of those that the page has quoted least."""
    sure = tuple(fit for fit in fits if fit.status != "near") or fits

    def worn(fit: Fit) -> int:
        return sum(map(voice.quoted.times, (*fit.lack[:1], *fit.answer[:1])))

    return min(best(sure), key=worn, default=None)


def exchange(voice: Voice, fit: Fit) -> str:
    """One lack and its answer, each in the author's words; a flaw is met, a need is answered."""
    salt = f"{fit.of}{fit.need}"
    needy, needy_own = voice.name(fit.of), voice.own(fit.of)
    if fit.field == "flaws":
        flawed = capital(voice.called(fit.of, fit.lack[0], "flaw"))
        return voice.say(_MET, salt, flawed=flawed, brings=voice.brings(fit.by, fit.answer[0]))
    lack = voice.quote(fit.lack)
    wordings = {"needs": _ANSWERED, "wounds": _HEALED, "lie": _UNTAUGHT}.get(fit.field, _CALMED)
    brings = voice.brings(fit.by, fit.answer[0])
    return voice.say(wordings, salt, needy=needy, needy_own=needy_own, lack=lack, brings=brings)


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
