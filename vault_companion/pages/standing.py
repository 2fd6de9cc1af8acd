"""How each attaches, whether it is good for them, where it is going: in words, on the author's lines."""

from __future__ import annotations

from vault_companion.cast.ties import Tie
from vault_companion.dynamics.reading import Attachment, Reading
from vault_companion.notes.fields import Phrase
from vault_companion.pages.markdown import joined, safe
from vault_companion.pages.voice import Voice
from vault_companion.vault.snapshot import VaultPath

_STYLES = {
    "anxious": ("reaches for more", "holds on", "comes closer"),
    "avoidant": ("steps back from closeness", "keeps a distance", "stays out of reach"),
    "fearful": ("wants closeness and fears it", "reaches and recoils"),
    "secure": ("is steady in love", "stands steady", "is at ease in love"),
}
_GROUPS = {
    "no_inner_security": "cannot trust that it is there",
    "sign_scanning": "reads every sign",
    "euphoria": "lives on the good moments",
    "clinging": "clings",
    "protest": "makes a scene rather than ask",
    "works_for_love": "works for love as for wages",
    "walls": "lets nobody in",
    "running": "goes when it gets close",
    "independence": "will not need anybody",
    "early_charm": "is best at beginnings",
    "discomfort": "has no ease with feeling",
    "self_sufficient": "has a self and a life to stand on",
    "boundaries": "can say no",
    "vulnerable": "can say what is felt",
    "steady_love": "is steady in it",
    "push_pull": "pulls close and pushes away",
}
_SHOWN_GROUPS = 3


def attaches(voice: Voice, who: VaultPath, attachment: Attachment) -> str:
    """One line about how somebody attaches; "" when nothing tells."""
    name = voice.name(who)
    if attachment.stated:
        return (
            f"**{name}** is {attachment.style} in love, as the note itself says: {voice.quote(attachment.phrases, 2)}."
        )
    if attachment.style == "unknown":
        if not attachment.leans:
            return ""
        return f"**{name}** may lean to the {attachment.leans} side: {voice.quote(attachment.phrases, 2)}."
    manner = voice.choose(_STYLES[attachment.style], f"style{who}")
    signs = [
        f"{_GROUPS[group]} ({voice.quote(phrases, 1)})"
        for group, phrases in attachment.cited.items()
        if group in _GROUPS
    ][:_SHOWN_GROUPS]
    return f"**{name}** {manner}: {joined(signs)}."


def valence_in_short(voice: Voice, reading: Reading) -> str:
    """Whether it is good for them, in a few words; "" when nobody can tell."""
    return {
        "healthy": voice.choose(("It does them good.", "It is good for both.", "They are better for it."), "good"),
        "toxic": voice.choose(("It does harm.", "It is bad for them.", "It costs more than it gives."), "bad"),
        "mixed": voice.choose(("It helps and it hurts.", "It does some good, and some harm."), "mixed"),
    }.get(reading.valence.label, "")


def way_in_short(voice: Voice, reading: Reading) -> str:
    """Where it is going, in a few words; "" when nothing is written."""
    label, who = reading.trajectory.label, reading.trajectory.who
    if label == "growth":
        return voice.choose(("Both learn by it.", "Both are changed by it."), "way")
    if label == "one_sided_growth" and len(who) == 1:
        return f"{voice.name(who[0])} learns by it; {voice.own(_other(reading, who[0]))} side of that is not written."
    if label == "one_sided_growth":
        return "One of them learns by it."
    return {
        "codependent": "They use each other, and learn nothing.",
        "stagnant": "It does not move.",
    }.get(label, "")


def _other(reading: Reading, who: VaultPath) -> VaultPath:
    return reading.pair[1] if reading.pair[0] == who else reading.pair[0]


def good_for_them(voice: Voice, reading: Reading) -> str:
    """The verdict with the lines for and against it."""
    label, phrases = reading.valence.label, reading.valence.phrases
    if label == "unknown":
        return ""
    if label == "mixed":
        return _both_sides(voice, reading)
    if label == "healthy" and set(phrases) <= {phrase for one in reading.attachment.values() for phrase in one.phrases}:
        return f"Nothing speaks against it, and both love steadily: {voice.quote(phrases, 2)}."
    opening = {
        "healthy": ("By what is written, yes:", "Yes, and it shows:", "It is:"),
        "toxic": ("No:", "By what is written, no:", "Hardly:"),
    }[label]
    return f"{voice.choose(opening, 'verdict')} {voice.quote(phrases, 3)}."


def _both_sides(voice: Voice, reading: Reading) -> str:
    good, bad = reading.valence.phrases, reading.valence.against
    parts = []
    if good:
        parts.append(f"For it: {voice.quote(good, 2)}.")
    if bad:
        parts.append(f"Against it: {voice.quote(bad, 2)}.")
    return " ".join(parts)


def going(voice: Voice, reading: Reading, tie: Tie | None) -> str:
    """Where it is going, with the changes that say so."""
    label, phrases, who = reading.trajectory.label, reading.trajectory.phrases, reading.trajectory.who
    if not phrases:
        return ""
    told = joined([_with_place(voice, phrase, tie) for phrase in phrases[:4]])
    if label == "growth":
        return f"They learn: {told}.{_absorbed(voice, reading)}"
    if label == "one_sided_growth":
        learner = f"{voice.name(who[0])} learns" if len(who) == 1 else "Somebody learns here"
        return f"{learner}: {told}.{_absorbed(voice, reading)}"
    if label == "codependent":
        return f"They use each other and do not learn: {told}."
    return f"It turns on the spot: {told}."


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


def _absorbed(voice: Voice, reading: Reading) -> str:
    """What one has taken over from the other."""
    told = [
        f" {voice.name(taken.who)} has taken on what {voice.name(taken.giver)} had: {voice.quote((taken.growth,))}, "
        f"where it was {voice.quote((taken.flaw,))}."
        for taken in reading.absorbed[:2]
    ]
    return "".join(told)
