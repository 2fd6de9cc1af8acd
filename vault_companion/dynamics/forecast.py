"""What each does when more closeness is asked for, phase by phase (theory 4.8).

Whoever avoids closeness bears only so much of it: up to there they are at ease, beyond it they brace, then step back.
Whoever fears to be left is alarmed by each such step, and by every line in which the other has taken one, but not
before there is anything to lose. Asking for more never makes anybody step back less.

Why it matters: it says which scene will test these two, and who leaves the room first.

Silent when: no line of love is written for either of them, all such lines mean somebody else, they are enemies, or
closeness is no matter between them. Where only one of the two is known, only that half is told, and only of two whose
love is not over, and of somebody whom closeness tries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vault_companion.cast.names import People
from vault_companion.cast.ties import Tie
from vault_companion.dynamics.conduct import PLAIN, sentences_of
from vault_companion.dynamics.meant import are_lovers
from vault_companion.dynamics.outlook import Forecast, State, Step
from vault_companion.dynamics.pairings import is_close
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.phases import PHASES, Phase, where_they_are
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import rounded
from vault_companion.dynamics.trajectory import growth_hits
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath

THEORY = ("S22", "S23", "S24", "S26", "S40", "S41", "S42", "S43", "S44", "S45", "S46", "S47")

GUARDED: Final = frozenset({"avoidant", "fearful"})
GONE: Final = 0.25
"""How far beyond what somebody bears they step back, and no longer only brace."""
ALARMED, WATCHFUL = 0.5, 0.25
"""From which alarm on somebody protests, and from which they look for signs."""
EARLY: Final = 0.25
"""Up to which demand it counts as a beginning."""

LABEL: Final = 3
"""How many words at the beginning of a line name what somebody is."""
_PAST: Final = re.compile(r"\b(?:ex|former|late|once|dead|widow(?:er|ed)?)\b", re.IGNORECASE)
_DEATH: Final = re.compile(
    r"\b(?:dies|died|is dead|was dead|lies dead|dead of|killed|murdered|drowned|hanged|buried|widow(?:er|ed)?|"
    r"(?:his|her|their|a) (?:grave|funeral|death|coffin))\b|\b(?:kills?|shoots?|hangs?|drowns?) (?:him|her|them)self\b|"
    r"\b(?:goes|went|jumps?|jumped|throws? herself|throws? himself) under (?:the|a) train\b",
    re.IGNORECASE,
)
_DIES: Final = re.compile(r"(?:she|he|they) (?:dies|died|is dead|was killed|is killed)\b", re.IGNORECASE)
_BEGINS: Final = re.compile(
    r"\b(?:propos(?:es?|ed)|courts|courted|woos|wooed|asks? (?:\w+ ){0,2}(?:out|to dance|to marry)|"
    r"asked (?:\w+ ){0,2}(?:out|to dance|to marry)|ma(?:kes?|de) the first move|kiss(?:es|ed) (?:\w+ ){0,2}first|"
    r"beg(?:ins?|an) it)\b",
    re.IGNORECASE,
)


def find_forecast(view: PairView, people: People) -> Forecast | None:
    """The two phase by phase.

    Parts: `leaning` are lines in which somebody leans on a guarded other, `faults` those in which faults or quarrels
    show, `beginning` those in which a guarded one made the first move, `easing` what makes the asking lighter.
    """
    known = tuple(who for who in (view.one, view.other) if _is_known(view, who))
    if view.tie is None or not known or not is_close(view) or ends_in_death(view.tie):
        return None
    steps = tuple(_step(view, phase) for phase in PHASES)
    if len(known) == 1 and not (are_lovers(view.tie) and not _is_over(view.tie) and _is_trying(steps, known[0])):
        return None
    cited = {
        "leaning": tuple(phrase for guarded, other in _guarded(view) for phrase in _reaching(view, other)),
        "faults": _faults(view) if any(True for _ in _guarded(view)) else (),
        "beginning": tuple(phrase for guarded, _ in _guarded(view) for phrase in _first_moves(view, guarded, people)),
        "easing": tuple(phrase for _, other in _guarded(view) for phrase in _easing(view, other)),
    }
    return Forecast(
        steps=steps,
        confidence=min(who.attachment.confidence for who in known),
        here=where_they_are(view.tie),
        cited={part: tuple(dict.fromkeys(phrases)) for part, phrases in cited.items() if phrases},
        styles=tuple(dict.fromkeys(phrase for who in known for phrase in view.attached(who))),
    )


def ends_in_death(tie: Tie) -> bool:
    """Whether the line that says how it stands, or the last change, tells of a death: there is no closeness to come.

    In a note about one of the two, only what begins with it: `she dies asking his pardon`.
    """
    last = (*tie.of_part("now"), *tie.of_part("changes")[-1:])
    noted = (sentence for line in tie.of_part("note") for sentence in sentences_of(line.phrase))
    return any(_DEATH.search(line.phrase.text) for line in last) or any(_DIES.match(one.text) for one in noted)


def _is_over(tie: Tie) -> bool:
    """Whether the word for a love, or what stands beside it, says that it is past: `husband, now dead`."""
    loves = [f"{kind.kind} {kind.said}" for kind in tie.kinds if kind.family == "romance"]
    named = [" ".join(line.phrase.text.split()[:LABEL]) for line in tie.of_part("note")]
    return any(_PAST.search(text) for text in (*loves, *named))


def _is_trying(steps: tuple[Step, ...], who: Profile) -> bool:
    """Whether any degree of closeness moves somebody out of their ease."""
    return any(step.states[who.path] not in ("open", "steady") for step in steps)


def _is_known(view: PairView, who: Profile) -> bool:
    """Whether a line says how somebody loves that can mean this partner."""
    attachment = who.attachment
    told = attachment.style != "unknown" and attachment.anxiety is not None and attachment.avoidance is not None
    return told and bool(view.attached(who))


def _distance(view: PairView, who: Profile) -> float:
    """0 to 1: how much closeness somebody avoids; 0 for whoever is not known to keep away from it.

    A steady person has days of distance as well, and an anxious one: that is no reason to foretell that they go.
    """
    known = who.attachment.style in GUARDED and _is_known(view, who)
    return who.attachment.avoidance or 0.0 if known else 0.0


def _guarded(view: PairView) -> Iterator[tuple[Profile, Profile]]:
    return ((who, other) for who, other in view.both_ways() if who.attachment.style in GUARDED and _is_known(view, who))


# ---- the numbers


def overload(avoidance: float, demand: float) -> float:
    """How far a demand goes beyond the closeness that somebody bears; 0 while it does not."""
    return max(0.0, demand - (1 - 0.8 * avoidance))


def invested(anxiety: float, avoidance: float, demand: float) -> float:
    """0 to 1: how much somebody puts into it; falls with demand for whoever avoids closeness."""
    early = 0.35 if demand <= EARLY else 0.0
    return min(1.0, max(0.0, 0.55 + early - 1.2 * overload(avoidance, demand) * avoidance + 0.25 * anxiety))


def state_of(anxiety: float, avoidance: float, demand: float, *, left: bool) -> State:
    """What somebody does at a demand; `left` is whether the other is stepping back."""
    beyond = overload(avoidance, demand)
    alarm = anxiety * (1.0 if left else 0.3)
    if beyond > 0 and alarm >= WATCHFUL:
        return "torn"
    if beyond > GONE:
        return "withdrawing"
    if beyond > 0:
        return "bracing"
    if alarm >= ALARMED:
        return "protesting"
    if alarm >= WATCHFUL:
        return "scanning"
    return "open" if demand <= EARLY else "steady"


def _step(view: PairView, phase: Phase) -> Step:
    states: dict[VaultPath, State] = {}
    invests: dict[VaultPath, float] = {}
    for who, other in view.both_ways():
        if not _is_known(view, who):
            states[who.path] = "unknown"
            continue
        anxiety, avoidance = who.attachment.anxiety or 0.0, _distance(view, who)
        gone = phase.demand > EARLY and _has_withdrawn(view, other)
        left = gone or overload(_distance(view, other), phase.demand) > 0
        states[who.path] = state_of(anxiety, avoidance, phase.demand, left=left)
        invests[who.path] = rounded(invested(anxiety, avoidance, phase.demand))
    return Step(phase.id, phase.demand, states, invests)


def _has_withdrawn(view: PairView, who: Profile) -> bool:
    """Whether a line says that this one, and not the other, steps back."""
    return any(hit.weight >= PLAIN and hit.subjects == {who.path} for hit in view.conduct.of("withdraw"))


# ---- the lines


def _reaching(view: PairView, who: Profile) -> tuple[Phrase, ...]:
    """The lines in which somebody asks for more; to court or to propose is how it began, and leans on nobody."""
    hits = view.conduct.of("pursue")
    asked = (hit for hit in hits if hit.weight >= PLAIN and hit.subjects == {who.path})
    return tuple(hit.phrase for hit in asked if not _BEGINS.search(hit.phrase.text))


def _faults(view: PairView) -> tuple[Phrase, ...]:
    assert view.tie is not None  # noqa: S101 - for the type checker; find_forecast() has looked
    lines = view.tie.of_part("conflict")
    return tuple(line.phrase for line in lines if line not in view.conduct.foreign)


def _first_moves(view: PairView, who: Profile, people: People) -> tuple[Phrase, ...]:
    assert view.tie is not None  # noqa: S101 - for the type checker; find_forecast() has looked
    return tuple(
        sentence
        for line in view.tie.of_part("history", "changes", "note")
        if line not in view.conduct.foreign
        for sentence in sentences_of(line.phrase)
        if _BEGINS.search(sentence.text)
        and not people.is_about_another(sentence.text, view.pair)
        and people.subjects(sentence.text, view.pair, doers_only=True) == {who.path}
    )


def _easing(view: PairView, who: Profile) -> tuple[Phrase, ...]:
    """What makes it lighter to be asked by this one: a life of their own, or a change that they have made."""
    cited = who.attachment.cited if who.attachment.style == "secure" else {}
    own = tuple(phrase for group in ("self_sufficient", "boundaries", "vulnerable") for phrase in cited.get(group, ()))
    meant = set(view.attached(who))
    grown = tuple(hit.phrase for hit in growth_hits(view) if hit.subjects == {who.path} and hit.weight >= PLAIN)
    return (*(phrase for phrase in own if phrase in meant), *grown)
