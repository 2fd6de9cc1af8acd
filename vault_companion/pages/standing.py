"""Whether it is good for them, where it is going: in words, on the author's lines."""

from __future__ import annotations

from collections.abc import Sequence

from vault_companion.cast.ties import Tie
from vault_companion.dynamics.reading import Reading
from vault_companion.notes.fields import Phrase
from vault_companion.notes.note import Evidence
from vault_companion.pages.markdown import joined, safe
from vault_companion.pages.voice import Voice
from vault_companion.vault.snapshot import VaultPath


def valence_in_short(voice: Voice, reading: Reading) -> str:
    """Whether it is good for them, in a few words; "" when nobody can tell."""
    label, doer = reading.valence.label, reading.valence.who
    if not is_plain(reading):
        return ""
    if len(doer) == 1:
        slots = {"doer": voice.name(doer[0]), "other": voice.name(_other(reading, doer[0]))}
        return voice.say(_ONE_WAY[label], "one way", **slots)
    return {
        "healthy": voice.choose(("It does them good.", "It is good for both.", "They are better for it."), "good"),
        "toxic": voice.choose(("It does harm.", "It is bad for them.", "It costs more than it gives."), "bad"),
        "mixed": voice.choose(("It helps and it hurts.", "It does some good, and some harm."), "mixed"),
    }.get(label, "")


def is_plain(reading: Reading) -> bool:
    """Whether more than one kind line says that it is good for them; one plainly unkind line is enough for harm."""
    return reading.valence.sure and (reading.valence.label != "healthy" or len(reading.valence.phrases) > 1)


_ONE_WAY = {
    "healthy": ("{doer} does {other} good.", "{doer} is good to {other}."),
    "toxic": ("{doer} does {other} harm.", "{other} is the worse for {doer}."),
}
"""Where all the deeds are one's: nothing is said of what comes back."""


def way_in_short(voice: Voice, reading: Reading, tie: Tie | None) -> str:
    """Where it is going, in a few words; "" when nothing is written."""
    label, who = reading.trajectory.label, reading.trajectory.who
    if label == "growth":
        return voice.choose(("Both learn by it.", "Both are changed by it."), "way")
    if label == "one_sided_growth" and len(who) == 1:
        other = voice.name(_other(reading, who[0]))
        return f"{voice.name(who[0])} learns by it; no line was found that says so of {other}."
    if label == "one_sided_growth":
        return "One of them learns by it."
    if label == "stagnant" and _stages(reading, tie):
        return "Nothing is learned, so far as is written."
    return _using(voice, reading) if label == "codependent" else ""


def _stages(reading: Reading, tie: Tie | None) -> tuple[Phrase, ...]:
    """The lines of the story in which nothing is learned; what one note says of the other is no story."""
    told = {
        place for line in (tie.of_part("changes", "history", "now") if tie else ()) for place in line.phrase.evidence
    }
    return tuple(one for one in reading.trajectory.phrases if any(_stands_in(place, told) for place in one.evidence))


def _stands_in(place: Evidence, told: set[Evidence]) -> bool:
    return any((place.path, place.line) == (one.path, one.line) for one in told)


def _using(voice: Voice, reading: Reading) -> str:
    """Who uses whom, where nobody learns."""
    users = reading.trajectory.who
    if len(users) == 1:
        used = voice.name(_other(reading, users[0]))
        return f"{voice.name(users[0])} uses {used}, and neither learns by it."
    return "They use each other, and learn nothing."


def _other(reading: Reading, who: VaultPath) -> VaultPath:
    return reading.pair[1] if reading.pair[0] == who else reading.pair[0]


def good_for_them(voice: Voice, reading: Reading) -> str:
    """The verdict with the lines for and against it."""
    label, phrases = reading.valence.label, reading.valence.phrases
    if label == "unknown":
        return ""
    if label == "mixed":
        return _both_sides(voice, reading)
    steady = {phrase for one in reading.attachment.values() for phrase in one.phrases}
    if label == "healthy" and set(phrases) <= steady:
        return f"No line speaks against it, and both love steadily: {voice.fresh(phrases, 2)}."
    if label == "toxic" and not is_plain(reading):
        return f"What may speak against it: {voice.fresh(phrases, 2)}."
    if not is_plain(reading):
        return f"One line speaks for it: {voice.fresh(phrases, 1)}."
    if len(reading.valence.who) == 1:
        return f"{valence_in_short(voice, reading).rstrip('.')}: {voice.fresh(phrases, 3)}."
    return f"{voice.choose(_VERDICTS[label], 'verdict')} {voice.fresh(phrases, 3)}."


_VERDICTS = {
    "healthy": (
        "By what is written, yes:",
        "Yes, and it shows:",
        "It does them good, and the lines for that are",
        "They are the better for it:",
    ),
    "toxic": (
        "No. What stands in the notes is",
        "By what is written, no:",
        "Hardly:",
        "It wears them down, and the notes say how:",
    ),
}


def _both_sides(voice: Voice, reading: Reading) -> str:
    good, bad = reading.valence.phrases, reading.valence.against
    parts = []
    if good:
        parts.append(f"What speaks for it: {voice.fresh(good, 2)}.")
    if bad:
        parts.append(f"What speaks against it: {voice.fresh(bad, 2)}.")
    return " ".join(parts)


def going(voice: Voice, reading: Reading, tie: Tie | None) -> str:
    """Where it is going, with the changes that say so, and where it stands in the end."""
    return " ".join(part for part in (_way(voice, reading, tie), _at_last(voice, tie)) if part)


def _at_last(voice: Voice, tie: Tie | None) -> str:
    """How the author leaves them, unless the page has said so."""
    lines = [line.phrase for line in tie.of_part("now") if not voice.quoted.times(line.phrase)] if tie else []
    told = joined([_with_place(voice, phrase, tie) for phrase in lines[:NOW]])
    return f"As they stand now: {told}." if told else ""


def _way(voice: Voice, reading: Reading, tie: Tie | None) -> str:
    label, phrases = reading.trajectory.label, reading.trajectory.phrases
    if label == "stagnant":
        phrases = _stages(reading, tie)[-MOST:]
    if not phrases:
        return ""
    shown = phrases[:MOST]
    told = joined([_with_place(voice, phrase, tie) for phrase in shown])
    if label in ("growth", "one_sided_growth"):
        return f"{_learners(voice, reading, told)}{_absorbed(voice, reading, shown)}"
    if label == "codependent":
        return f"{_using(voice, reading).rstrip('.')}: {told}."
    return f"Nothing is learned, so far as is written: {told}."


MOST = 3
"""How many changes are quoted."""
NOW = 3
"""How many lines say how the author leaves them."""


def _learners(voice: Voice, reading: Reading, told: str) -> str:
    who = reading.trajectory.who
    if reading.trajectory.label == "growth":
        return voice.say(
            ("Both learn: {told}.", "Neither is left as they were: {told}.", "Each comes out of it changed: {told}."),
            "learn",
            told=told,
        )
    if len(who) != 1:
        return f"One of them learns here: {told}."
    name = voice.name(who[0])
    return voice.say(("{name} learns: {told}.", "It changes {name}: {told}."), "learns", name=name, told=told)


def _with_place(voice: Voice, phrase: Phrase, tie: Tie | None) -> str:
    spot = phrase.evidence[0]
    place = next(
        (
            line.at
            for line in (tie.lines if tie else ())
            if line.at and any((one.path, one.line) == (spot.path, spot.line) for one in line.phrase.evidence)
        ),
        "",
    )
    return f"{voice.quote((phrase,))} ({safe(place)})" if place else voice.quote((phrase,))


def _absorbed(voice: Voice, reading: Reading, shown: Sequence[Phrase]) -> str:
    """What one has taken over from the other; the line that shows it is not quoted twice."""
    told = []
    for taken in reading.absorbed[:2]:
        learner, giver = voice.name(taken.who), voice.name(taken.giver)
        where = "" if taken.growth in shown else f": {voice.quote((taken.growth,))}"
        told.append(f" {learner}, once {voice.quote((taken.flaw,))}, has taken on something of {giver}{where}.")
    return "".join(told)
