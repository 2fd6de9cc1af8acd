"""The page of a pair: every section in the order in which an author asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vault_companion.cast.ties import Tie
from vault_companion.dynamics.dismissal import Finding, of_attachment, of_claim, of_forecast, of_question, of_verdict
from vault_companion.dynamics.forecast import ends_in_death
from vault_companion.dynamics.questions import MOST
from vault_companion.dynamics.reading import ALSO, Claim, Question, Reading, places
from vault_companion.notes.fields import Phrase
from vault_companion.notes.note import Evidence
from vault_companion.notes.resolve import path_order
from vault_companion.notes.scan import plain
from vault_companion.pages.asking import question_of_pair, silencing
from vault_companion.pages.attaching import attaches, ways
from vault_companion.pages.binding import headline, proof, telling
from vault_companion.pages.closeness import Suppliers, what_comes_of_it
from vault_companion.pages.company import Told
from vault_companion.pages.fighting import fight, lead, stated, worth_telling
from vault_companion.pages.kinship import is_hostile, tie_as_pair
from vault_companion.pages.lacks import lacks
from vault_companion.pages.markdown import bare, callout, safe
from vault_companion.pages.outlook import as_closeness_rises
from vault_companion.pages.page import Value
from vault_companion.pages.remarks import contradictions, imbalance, love_unexplained
from vault_companion.pages.said import in_a_line, sides, why_unread
from vault_companion.pages.standing import going, good_for_them, valence_in_short, way_in_short
from vault_companion.pages.voice import Voice
from vault_companion.vault.snapshot import VaultPath

UNUSED = 8
"""How many answers that nothing follows from are quoted at most."""
FIGHTS = 3
"""How many reasons to fight are told at most."""


@dataclass(frozen=True, slots=True)
class PairStory:
    """What a pair's page is made of.

    Attributes:
        voice: How they are spoken of.
        reading: What is read about them.
        tie: What is stated, or None.
        between: The people tied to both, with what each is to the two in words.
        suppliers: Who else in the cast brings a need: (need, not this one, nor that one).
        company: What is to be told of the groups they belong to.
        answers: What the author wrote below the end mark of this page.
    """

    voice: Voice
    reading: Reading
    tie: Tie | None
    between: Sequence[tuple[VaultPath, str]]
    suppliers: Suppliers
    company: Sequence[Told] = ()
    answers: Sequence[Phrase] = ()


def body_of(story: PairStory) -> str:
    """Our part of the page: only sections that have something to say."""
    story = replace(story, voice=story.voice.afresh())
    sections = [
        _glance(story),
        _section("What binds them", _binds(story), _asked(story, "binds")),
        _section("What each brings and lacks", _lacks(story), _asked(story, "fits")),
        _section("How they attach", _attach(story), _asked(story, "attachment", "closeness")),
        _section("Is it good for them", good_for_them(story.voice, story.reading), ""),
        _section("Where it is going", going(story.voice, story.reading, story.tie), _asked(story, "going")),
        _section("As closeness rises", as_closeness_rises(story.voice, story.reading), ""),
        _section("What will make them fight", _fights(story), _asked(story, "fight")),
        _section("What does not agree", _disagrees(story), _asked(story, "contradiction")),
        _section("People between them" if story.between else "Where they stand among others", _between(story), ""),
    ]
    told = "\n\n".join(part for part in sections if part)
    sources = _section("Where this comes from", _sources(story, told), "")
    return f"{told}\n\n{sources}" if sources else told


def _section(title: str, text: str, questions: str) -> str:
    kept = [part for part in (text, questions) if part]
    return "\n\n".join([f"## {title}", *kept]) if kept else ""


def _asked(story: PairStory, *sections: str) -> str:
    """The questions of some sections, each with the line that answers it."""
    asked = [question for question in story.reading.questions[:MOST] if _place_of(question) in sections]
    return "\n\n".join(question_of_pair(story.voice, question) for question in asked)


def _place_of(question: Question) -> str:
    """The section at whose end a question stands; about two words for one style it is where styles are told."""
    return "attachment" if question.section == "contradiction" and question.about else question.section


# ---- at a glance


def _glance(story: PairStory) -> str:
    """The answer in two lines: what binds them; whether it is good, where it goes, what the fight will be."""
    voice, reading = story.voice, story.reading
    one, other = (voice.full(who) for who in reading.pair)
    lines = [f"{one} and {other}{_kind_in_short(story)}{_bond_in_short(story)}"]
    standing = [valence_in_short(voice, reading), way_in_short(voice, reading, story.tie)]
    if fights := worth_telling(reading.friction):
        standing.append(lead(voice, fights[0], over=story.tie is not None and ends_in_death(story.tie)))
    elif reading.dynamics and reading.valence.label == "healthy" and not any(told.against for told in story.company):
        standing.append("Nothing on the page sets them against each other yet.")
    lines += [" ".join(part for part in standing if part)] if any(standing) else []
    return callout("abstract", "At a glance", lines) + "\n\n^at-a-glance"


def _kind_in_short(story: PairStory) -> str:
    said = tie_as_pair(story.tie, story.voice.people) if story.tie else ""
    return f", {said}" if said else ""


def _bond_in_short(story: PairStory) -> str:
    dynamics = story.reading.dynamics
    if not dynamics:
        return f". {in_a_line(story.voice, story.tie) or 'What binds them cannot be read yet.'}"
    return f". {headline(story.voice, dynamics[0])}{proof(story.voice, dynamics[0])}"


# ---- sections


def _binds(story: PairStory) -> str:
    voice, reading = story.voice, story.reading
    if not reading.dynamics:
        parts = [sides(story.voice, story.tie, told_before=True) or why_unread(story.voice, story.reading)]
    else:
        parts = [sides(story.voice, story.tie)]
        parts.append(telling(voice, reading.dynamics[0], reading))
        also = _also(reading)
        parts += [f"{headline(voice, claim)} {telling(voice, claim, reading)}" for claim in also]
    parts.append(love_unexplained(voice, reading))
    return "\n\n".join(part for part in parts if part)


def _also(reading: Reading) -> list[Claim]:
    """The dynamics that are shown beside the first."""
    return [claim for claim in reading.dynamics[1:3] if claim.confidence >= ALSO]


def _lacks(story: PairStory) -> str:
    voice, reading = story.voice, story.reading
    told = lacks(voice, reading, story.suppliers, hostile=is_hostile(story.tie))
    return "\n\n".join(part for part in (told, imbalance(voice, reading, story.suppliers)) if part)


def _attach(story: PairStory) -> str:
    """How each attaches, where closeness is a matter between them; what of it disagrees in any case."""
    voice, reading = story.voice, story.reading
    parts = (
        ways(voice, reading) if reading.is_close else "",
        contradictions(voice, reading, of_style=True),
        what_comes_of_it(voice, reading, story.suppliers),
    )
    return "\n\n".join(part for part in parts if part)


def _disagrees(story: PairStory) -> str:
    return contradictions(story.voice, story.reading, of_style=False)


def _fights(story: PairStory) -> str:
    told = [fight(story.voice, claim) for claim in worth_telling(story.reading.friction)[:FIGHTS]]
    if as_written := stated(story.voice, story.tie):
        told.insert(0, as_written)
    return "\n".join(f"- {one}" for one in told)


def _between(story: PairStory) -> str:
    people = [f"- {story.voice.full(who)}: {said}" for who, said in story.between]
    return "\n".join([*people, *(f"- {told.text}" for told in story.company)])


def _sources(story: PairStory, told: str) -> str:
    """Every line that the page quotes, note by note, folded."""
    by_note: dict[VaultPath, dict[str, Evidence]] = {}
    for place in _all_evidence(story):
        shown = bare(plain(place.quote))
        if place.line and f"“{shown}”" in told:
            by_note.setdefault(place.path, {}).setdefault(shown, place)
    blocks = []
    for path in sorted(by_note, key=path_order):
        lines = [
            f"- “{shown}”" + (f" ({safe(place.heading)})" if place.heading else "")
            for shown, place in sorted(by_note[path].items(), key=lambda one: (one[1].line, one[0]))
        ]
        blocks.append(callout("quote", story.voice.links.to(path, path.stem), lines, folded=True))
    return "\n\n".join(
        part for part in (*blocks, _unused(story, told), silencing(story.voice, _findings(story))) if part
    )


def _unused(story: PairStory, told: str) -> str:
    """Her answers of which the page has nothing to say, so that she sees they were read."""
    left = [phrase for phrase in story.answers if f"“{bare(phrase.text)}”" not in told]
    return f"Read below, and nothing follows from it yet: {story.voice.quote(left, UNUSED)}." if left else ""


def _findings(story: PairStory) -> dict[str, list[Finding]]:
    """What the page shows and she may dismiss, section by section."""
    reading = story.reading
    near = reading.pair if reading.is_close else ()
    told = [who for who in near if attaches(story.voice, who, reading.towards(who))]
    remarks = {claim.id: of_claim(claim) for claim in reading.notices}
    bonds = [of_claim(claim) for claim in (*reading.dynamics[:1], *_also(reading))]
    styles = [of_attachment(who, reading.attachment[who]) for who in told]
    return {
        "What binds them": [*bonds, *(one for name, one in remarks.items() if name == "love_unexplained")],
        "What each brings and lacks": [one for name, one in remarks.items() if name == "imbalance"],
        "How they attach": [*styles, *(of_claim(claim) for claim in reading.closeness)],
        "Is it good for them": [of_verdict("valence", reading.valence)] if reading.valence.label != "unknown" else [],
        "Where it is going": [of_verdict("trajectory", reading.trajectory)] if reading.trajectory.phrases else [],
        "As closeness rises": [of_forecast(reading.forecast)] if reading.forecast else [],
        "What will make them fight": [of_claim(claim) for claim in worth_telling(reading.friction)[:FIGHTS]],
        "The questions": [of_question(question) for question in reading.questions[:MOST]],
    }


def _all_evidence(story: PairStory) -> Iterable[Evidence]:
    reading = story.reading
    for claim in (*reading.dynamics[:3], *reading.friction[:FIGHTS], *reading.closeness, *reading.notices):
        yield from claim.evidence
    for group in _of_closeness(reading):
        yield from places(group)
    for verdict in (reading.valence, reading.trajectory):
        yield from verdict.evidence
    for attachment in reading.attachment.values():
        yield from attachment.evidence
    for fit in reading.fits:
        yield from fit.evidence
    for kind in story.tie.kinds if story.tie else ():
        yield from kind.evidence
    for line in story.tie.of_part("feels", "note") if story.tie else ():
        yield from line.phrase.evidence
    for told in story.company:
        yield from told.evidence


def _of_closeness(reading: Reading) -> Iterable[tuple[Phrase, ...]]:
    """The phrases behind what each is to the other, what comes of it, and what does not agree."""
    if reading.together:
        yield from (draw.lack + draw.gift for draw in reading.together.draws)
        yield from (seen.phrases for seen in reading.together.seen)
    if reading.forecast:
        yield reading.forecast.phrases
    yield from (one.one + one.other for one in reading.contradictions)


def properties_of(story: PairStory, names: Mapping[VaultPath, str]) -> dict[str, Value]:
    """The values of the page's own properties, by name."""
    reading = story.reading
    kind = story.tie.primary if story.tie else None
    one, other = (names[who] for who in reading.pair)
    return {
        "aliases": (f"{other} & {one}",),
        "relation": kind.kind if kind else "unknown",
        "binds": reading.dynamics[0].id.replace("_", " ") if reading.dynamics else "unknown",
        "valence": reading.valence.label,
        "trajectory": reading.trajectory.label.replace("_", " "),
        "open_questions": min(len(reading.questions), MOST),
    }
