"""What each does as closeness rises, in words: a small table, the turn, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from vault_companion.dynamics.outlook import Forecast, State, Step
from vault_companion.dynamics.reading import Attachment, Reading
from vault_companion.notes.fields import Phrase
from vault_companion.pages.grammar import capital
from vault_companion.pages.markdown import joined, table
from vault_companion.pages.voice import LIKELY, Voice, hedged
from vault_companion.vault.snapshot import VaultPath

STATES: Final[Mapping[State, str]] = {
    "open": "at ease",
    "steady": "at ease",
    "scanning": "looks for signs",
    "protesting": "asks louder",
    "bracing": "braces",
    "torn": "comes and goes",
    "withdrawing": "steps back",
    "unknown": "",
}
"""What somebody does, in a word or two."""
WHEN: Final[Mapping[str, str]] = {
    "strangers": "they are strangers",
    "spark": "it begins",
    "rupture": "they have broken with each other",
    "closeness": "they grow close",
    "withdrawal": "it has gone cold",
    "demand": "one has to lean on the other",
    "repair": "something has to be mended",
    "bonded": "they share a life",
    "conflict": "they quarrel",
}
"""Each phase as what is then the case."""
_RETREATS: Final = frozenset({"rupture", "withdrawal"})
"""Phases that come of a turn, and ask for less than the one before."""
_EARLY: Final = frozenset({"strangers", "spark"})
_AT_EASE: Final = "at ease"
_GONE: Final = frozenset({"withdrawing", "torn"})


@dataclass(frozen=True, slots=True)
class _Row:
    """Neighbouring phases in which both do the same: their names, and what each of the known does."""

    phases: tuple[str, ...]
    does: tuple[str, ...]


def as_closeness_rises(voice: Voice, reading: Reading) -> str:
    """The section, "" when nothing is foretold."""
    forecast = reading.forecast
    if forecast is None:
        return ""
    if _all_at_ease(forecast):
        quiet = voice.say(_NOT_A_TEST, "quiet")
        return " ".join(part for part in (_as_sure(voice, forecast, quiet), _here(voice, forecast)) if part)
    rows = _rows(forecast)
    parts = [_grid(voice, forecast, rows) if len(rows) > 1 else _throughout(voice, reading, forecast, rows[0])]
    shown = len(rows) > 1 and forecast.here is not None and forecast.here.phase not in _RETREATS
    told = [
        "" if shown else _here(voice, forecast),
        *_turn(voice, reading, forecast),
        *_comforts(voice, reading, forecast),
        *_first_move(voice, reading, forecast),
    ]
    parts.append(" ".join(part for part in told if part))
    return "\n\n".join(part for part in parts if part)


def _as_sure(voice: Voice, forecast: Forecast, sentence: str) -> str:
    return hedged(voice, forecast.confidence, sentence, sure=LIKELY)


_NOT_A_TEST: Final = (
    "Closeness will not be what tests them.",
    "Coming closer is not what will try these two.",
    "They can come as close as they like; the trial has to come from somewhere else.",
)


# ---- the table


def _known(forecast: Forecast) -> tuple[VaultPath, ...]:
    """Whose way is known, in the order of the pair."""
    return tuple(who for who, state in forecast.steps[0].states.items() if state != "unknown")


def _ascent(forecast: Forecast) -> list[Step]:
    """The phases that ask for more, by how much."""
    return sorted((step for step in forecast.steps if step.phase not in _RETREATS), key=lambda step: step.demand)


def _does(step: Step, who: VaultPath) -> str:
    return STATES[step.states[who]]


def _all_at_ease(forecast: Forecast) -> bool:
    known = _known(forecast)
    return all(_does(step, who) == _AT_EASE for step in _ascent(forecast) for who in known)


def _rows(forecast: Forecast) -> list[_Row]:
    rows: list[_Row] = []
    for step in _ascent(forecast):
        does = tuple(_does(step, who) for who in _known(forecast))
        if rows and rows[-1].does == does:
            rows[-1] = _Row((*rows[-1].phases, step.phase), does)
        else:
            rows.append(_Row((step.phase,), does))
    return rows


def _grid(voice: Voice, forecast: Forecast, rows: list[_Row]) -> str:
    here = forecast.here
    lines = []
    for at, row in enumerate(rows):
        if at == 0:
            when = f"until {WHEN[rows[1].phases[0]]}"
        else:
            when = f"{'once' if at == len(rows) - 1 and len(row.phases) > 1 else 'when'} {WHEN[row.phases[0]]}"
        marked = f" (they are here: {voice.quote((here.phrase,))})" if here and here.phase in row.phases else ""
        lines.append((f"{capital(when)}{marked}", *row.does))
    return table(("Closeness", *(voice.name(who) for who in _known(forecast))), lines)


def _throughout(voice: Voice, reading: Reading, forecast: Forecast, row: _Row) -> str:
    """One sentence where rising closeness changes nothing."""
    told = [
        f"{voice.name(who)} {'is at ease' if does == _AT_EASE else does}"
        for who, does in zip(_known(forecast), row.does, strict=True)
    ]
    shown = [
        phrase
        for who, does in zip(_known(forecast), row.does, strict=True)
        if does != _AT_EASE
        for phrase in reading.towards(who).phrases
    ]
    sentence = voice.say(_AT_ALL_TIMES, "throughout", told=joined(told))
    return f"{_as_sure(voice, forecast, sentence)}: {voice.fresh(shown, 1)}."


_AT_ALL_TIMES: Final = (
    "However close they come, {told}",
    "From the first day to the last, {told}",
    "Whatever closeness asks, {told}",
)


# ---- what is told beside it


def _here(voice: Voice, forecast: Forecast) -> str:
    if forecast.here is None:
        return ""
    return f"Where they stand is written: {voice.fresh((forecast.here.phrase,), 1)}."


def _turn(voice: Voice, reading: Reading, forecast: Forecast) -> Iterable[str]:
    """At which step who leaves the room first, what has asked for it, and what stands against it."""
    turn = next((step for step in _ascent(forecast) if _gone(reading, step)), None)
    if turn is None:
        yield from _tried(voice, reading, forecast)
        return
    gone = _gone(reading, turn)
    when = WHEN[turn.phase]
    if len(gone) > 1:
        yield _as_sure(voice, forecast, f"The turn comes when {when}: then neither stays in the room.")
        return
    (who,) = gone
    name, them = voice.name(who), voice.them(who, alone=True)
    sign = voice.apt(_signs_of_going(reading.towards(who)))
    if reading.towards(who).stated:
        told = f"The turn comes when {when}. {name} is the first out of the room, if the word for {them} holds: {sign}."
        yield _as_sure(voice, forecast, told)
        yield _against_it(voice, reading, forecast, who)
        return
    wordings = (
        f"The turn comes when {when}. It is {name} who leaves the room first, for of {them} it is written {sign}.",
        f"When {when}, {name} is the first out of the room; the sign of it is already there, {sign}.",
        f"It is {name} who goes first, and the moment is when {when}; the line for it is {sign}.",
    )
    yield _as_sure(voice, forecast, voice.choose(wordings, "turn"))
    yield _against_it(voice, reading, forecast, who)


def _gone(reading: Reading, step: Step) -> list[VaultPath]:
    """Who has left the room: only somebody guarded does; who comes and goes only where nobody keeps away for good."""
    kept_away = any(reading.towards(who).style == "avoidant" for who in reading.pair)
    left = _GONE - {"torn"} if kept_away else _GONE
    return [who for who, state in step.states.items() if state in left and _is_guarded(reading, who)]


def _is_guarded(reading: Reading, who: VaultPath) -> bool:
    return reading.towards(who).style in ("avoidant", "fearful")


def _tried(voice: Voice, reading: Reading, forecast: Forecast) -> Iterable[str]:
    """Whom it tries where nobody leaves, one of the two at most."""
    hardest = _ascent(forecast)[-1]
    for who in _known(forecast):
        if _does(hardest, who) != _AT_EASE and reading.towards(who).style != "secure":
            sign = voice.apt(reading.towards(who).phrases)
            yield voice.say(_TRIES, "tries", who=voice.name(who), sign=sign)
            return


_TRIES: Final = (
    "Nobody leaves the room over it, but it is {who} whom it tries: {sign}.",
    "It is {who} who has to be told again and again: {sign}.",
)


def _signs_of_going(attachment: Attachment) -> tuple[Phrase, ...]:
    first = ("running", "push_pull", "walls", "discomfort", "independence")
    told = [phrase for group in first for phrase in attachment.cited.get(group, ())]
    return tuple(dict.fromkeys((*told, *attachment.phrases)))


def _against_it(voice: Voice, reading: Reading, forecast: Forecast, who: VaultPath) -> str:
    """What would make the asking lighter: her line where there is one, else what it would have to be.

    Nothing between two who do each other harm: that would be advice.
    """
    other = voice.other(who)
    if easing := forecast.cited.get("easing"):
        return f"What stands against it is {voice.own(other)} way of asking: {voice.fresh(easing, 2)}."
    if reading.valence.label == "toxic":
        return ""
    return voice.say(
        (
            "It would go otherwise if {other} said it plainly, asked for less at once and kept a life apart.",
            "Less asked at once, and said plainly, would keep {who} there longer.",
            "{who} would stay longer with somebody who asks plainly, and not for all of it at once.",
        ),
        "against",
        other=voice.name(other),
        who=voice.name(who),
    )


def _comforts(voice: Voice, reading: Reading, forecast: Forecast) -> Iterable[str]:
    """Which of the three things that make a beginning easy for a guarded person still stand (S42)."""
    guarded = [who for who in _known(forecast) if _is_guarded(reading, who)]
    if len(guarded) != 1:
        return
    who = guarded[0]
    leaning, faults = forecast.cited.get("leaning", ()), forecast.cited.get("faults", ())
    here = forecast.here
    them = voice.them(who, alone=True)
    fallen = [f"the trouble is in the open ({voice.fresh(faults, 1)})"] if faults else []
    fallen += [f"{voice.name(voice.other(who))} asks for more ({voice.fresh(leaning, 1)})"] if leaning else []
    fallen += ["the distance is gone"] if here and _is_near(here.phase) else []
    if not fallen:
        return
    early = here is not None and here.phase in _EARLY
    standing = ["the distance still holds"] if early else []
    standing += ["no trouble has shown"] if early and not faults else []
    standing += [f"nobody leans on {them}"] if early and not leaning else []
    lost, left = capital(joined(fallen)), joined(standing)
    if left:
        yield voice.say(_SOME_LEFT, "comforts", lost=lost, left=left, who=voice.name(who))
    else:
        yield voice.say(_NONE_LEFT, "comforts", lost=lost, who=voice.name(who))


_SOME_LEFT: Final = (
    "{lost}. So far as is written, {left}, and that keeps it easy for {who}.",
    "{lost}. What still makes it easy for {who}: {left}, so far as is written.",
)
_NONE_LEFT: Final = (
    "{lost}, and with that goes some of what made it easy for {who} at first.",
    "{lost}; for {who} it is no longer as light as it was.",
)


def _is_near(phase: str) -> bool:
    return phase not in _EARLY and phase not in _RETREATS


def _first_move(voice: Voice, reading: Reading, forecast: Forecast) -> Iterable[str]:
    """The first move made by somebody who seldom makes one: a choice to explain, and no mistake (S40)."""
    beginning = forecast.cited.get("beginning", ())
    guarded = [who for who in _known(forecast) if _is_guarded(reading, who)]
    if not beginning:
        return
    who = voice.name(guarded[0]) if len(guarded) == 1 else "one of them"
    yield (
        f"And yet it was {who} who began it: {voice.fresh(beginning, 1)}. In this theory that costs something to do, "
        "so the book may want to say why."
    )
