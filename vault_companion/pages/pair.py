"""The page of a pair: every section in the order in which an author asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vault_companion.cast.ties import Tie
from vault_companion.dynamics.dismissal import Finding, of_attachment, of_claim, of_forecast, of_question, of_verdict
from vault_companion.dynamics.profile import LACKS
from vault_companion.dynamics.questions import MOST
from vault_companion.dynamics.reading import ALSO, Claim, Fit, Question, Reading, places
from vault_companion.notes.fields import Phrase
from vault_companion.notes.note import Evidence
from vault_companion.notes.resolve import path_order
from vault_companion.notes.scan import plain
from vault_companion.pages.asking import question_of_pair, silencing
from vault_companion.pages.attaching import attaches, ways
from vault_companion.pages.binding import headline, proof, telling
from vault_companion.pages.closeness import Suppliers, what_comes_of_it
from vault_companion.pages.company import Told
from vault_companion.pages.fighting import LEADS, fight
from vault_companion.pages.grammar import capital, does
from vault_companion.pages.kinship import tie_as_pair
from vault_companion.pages.markdown import bare, callout, joined, safe, table
from vault_companion.pages.outlook import as_closeness_rises, is_told
from vault_companion.pages.page import Value
from vault_companion.pages.remarks import contradictions, imbalance, love_unexplained
from vault_companion.pages.standing import going, good_for_them, valence_in_short, way_in_short
from vault_companion.pages.voice import Voice
from vault_companion.vault.snapshot import VaultPath

_MOODS = frozenset({"power", "conscience", "purpose", "insight"})
"""Needs that stand against so much that naming them says nothing about a pair."""
_FLAW_ROWS = ("filled", "intermittent", "blocked")
_FIELD_NOTES = {"flaws": " (a flaw)", "wounds": " (a wound)", "fears": " (a fear)", "lie": " (the lie)"}
NEARLY = 0.45
"""The strength from which a need that is nearly met is worth a row."""
ROWS = 5
"""How many lacks of one person the table shows at most."""
UNUSED = 8
"""How many answers that nothing follows from are quoted at most."""
FIGHTS = 3
"""How many reasons to fight are told at most."""
_BEST = (
    "filled",
    "intermittent",
    "blocked",
    "near",
    "seeming",
    "contested",
    "opposed",
    "overlap",
    "unfilled",
    "unknown",
)


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
        _section("What each brings and lacks", _fits(story), _asked(story, "fits")),
        _section("How they attach", _attach(story), _asked(story, "attachment", "closeness")),
        _section("Is it good for them", good_for_them(story.voice, story.reading), ""),
        _section("Where it is going", going(story.voice, story.reading, story.tie), _asked(story, "going")),
        _section("As closeness rises", as_closeness_rises(story.voice, story.reading, story.tie), ""),
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
    standing = [valence_in_short(voice, reading), way_in_short(voice, reading)]
    if reading.friction:
        standing.append(f"The fight to come: {_lead(voice, reading.friction[0])}")
    elif reading.dynamics and not any(told.against for told in story.company):
        standing.append("Nothing on the page sets them against each other yet.")
    lines += [" ".join(part for part in standing if part)] if any(standing) else []
    return callout("abstract", "At a glance", lines) + "\n\n^at-a-glance"


def _kind_in_short(story: PairStory) -> str:
    said = tie_as_pair(story.tie, story.voice.people) if story.tie else ""
    return f", {said}" if said else ""


def _bond_in_short(story: PairStory) -> str:
    dynamics = story.reading.dynamics
    if not dynamics:
        return ". What binds them cannot be read yet."
    return f". {headline(story.voice, dynamics[0])}{proof(story.voice, dynamics[0])}"


def _lead(voice: Voice, claim: Claim) -> str:
    return LEADS[claim.id](voice, claim)


# ---- sections


def _binds(story: PairStory) -> str:
    voice, reading = story.voice, story.reading
    parts = [_sides(story)]
    if reading.dynamics:
        parts.append(telling(voice, reading.dynamics[0], reading))
        also = _also(reading)
        parts += [f"{headline(voice, claim)} {telling(voice, claim, reading)}" for claim in also]
    parts.append(love_unexplained(voice, reading))
    return "\n\n".join(part for part in parts if part)


def _also(reading: Reading) -> list[Claim]:
    """The dynamics that are shown beside the first."""
    return [claim for claim in reading.dynamics[1:3] if claim.confidence >= ALSO]


def _sides(story: PairStory) -> str:
    """What each feels, or calls the other, in the author's words."""
    if story.tie is None:
        return ""
    said = []
    for who in story.reading.pair:
        felt = tuple(line.phrase for line in story.tie.of_part("feels") if line.by == who)
        own = tuple(line.phrase for line in story.tie.of_part("note") if line.by == who)
        if felt:
            said.append(_felt(story.voice, who, felt))
        elif own := tuple(phrase for phrase in own if not _is_only_a_kind(story.tie, phrase)):
            said.append(f"{story.voice.own(who)} note has it so: {story.voice.quote(own, 2)}")
    return " ".join(f"{capital(side)}." for side in said)


def _felt(voice: Voice, who: VaultPath, felt: Sequence[Phrase]) -> str:
    quote = voice.quote(felt, 2)
    if does(felt[0].text):
        return f"{voice.name(who)} {quote}"
    return voice.say(("with {name} it is {quote}", "on {own} side it is {quote}"), "felt", **_slots(voice, who, quote))


def _slots(voice: Voice, who: VaultPath, quote: str) -> dict[str, str]:
    return {"name": voice.name(who), "own": voice.own(who), "quote": quote}


def _is_only_a_kind(tie: Tie, phrase: Phrase) -> bool:
    """Whether a phrase says no more than the word for what they are to each other."""
    said = phrase.text.strip(" .,;:").casefold()
    return any(said == kind.said.casefold() for kind in tie.kinds)


def _fits(story: PairStory) -> str:
    rows = []
    for who in story.reading.pair:
        best: dict[str, Fit] = {}
        for fit in story.reading.fits:
            text = fit.lack[0].text
            if not _is_worth_a_row(fit):
                continue
            if fit.of == who and (text not in best or _rank(fit) < _rank(best[text])):
                best[text] = fit
        ranked = sorted(best.values(), key=lambda fit: (_rank(fit), LACKS.index(fit.field), -fit.strength))
        rows += [_row(story, fit) for fit in _unrepeated(ranked)[:ROWS]]
    told = table(("Who", "Is missing", "And the other"), rows) if rows else ""
    return "\n\n".join(part for part in (told, imbalance(story.voice, story.reading, story.suppliers)) if part)


def _is_worth_a_row(fit: Fit) -> bool:
    """Whether a fit says something about these two: no flaw that nobody mends, no faint answer, no clash of moods."""
    if not fit.deep:
        return fit.status in _FLAW_ROWS
    if fit.status == "opposed":
        return fit.field in ("needs", "fears") and fit.via not in _MOODS
    return fit.status != "near" or fit.strength >= NEARLY


def _unrepeated(fits: Iterable[Fit]) -> list[Fit]:
    """Rows whose answer says something new: no phrase answers more than two lacks, none nearly answers after one."""
    used: Counter[str] = Counter()
    kept = []
    for fit in fits:
        answer = fit.answer[0].text if fit.answer else ""
        if answer and used[answer] >= (1 if fit.status != "filled" else 2):
            continue
        used[answer] += 1
        kept.append(fit)
    return kept


def _rank(fit: Fit) -> int:
    return _BEST.index(fit.status)


def _row(story: PairStory, fit: Fit) -> tuple[str, str, str]:
    voice = story.voice
    giver, answer = voice.name(fit.by), voice.quote(fit.answer)
    said = {
        "filled": f"{giver} brings it: {answer}",
        "near": f"{giver} comes close: {answer}",
        "blocked": f"{giver} could answer, and is never told: {answer}",
        "intermittent": f"{giver} gives it and takes it back: {voice.quote(fit.answer, 2)}",
        "seeming": f"{giver} seems to have it; no line gives it",
        "contested": f"{giver} needs the same: {answer}",
        "opposed": f"{giver} needs the reverse: {answer}",
        "overlap": f"{giver} is missing it too: {answer}",
        "unfilled": f"{giver} does not bring it" + _elsewhere(story, fit),
        "unknown": f"not written what {giver} brings",
    }[fit.status]
    lack = voice.quote(fit.lack) + _FIELD_NOTES.get(fit.field, "")
    return voice.name(fit.of), lack, said


def _elsewhere(story: PairStory, fit: Fit) -> str:
    """Who else in the cast could answer a need that the partner leaves open (S04)."""
    others = story.suppliers(fit.need, fit.of, fit.by)[:2]
    return f"; {joined([story.voice.full(who) for who in others], 'or')} would" if others else ""


def _attach(story: PairStory) -> str:
    voice, reading = story.voice, story.reading
    parts = (
        ways(voice, reading),
        contradictions(voice, reading, of_style=True),
        what_comes_of_it(voice, reading, story.suppliers),
    )
    return "\n\n".join(part for part in parts if part)


def _disagrees(story: PairStory) -> str:
    return contradictions(story.voice, story.reading, of_style=False)


def _fights(story: PairStory) -> str:
    return "\n".join(f"- {fight(story.voice, claim)}" for claim in story.reading.friction[:FIGHTS])


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
    told = [who for who in reading.pair if attaches(story.voice, who, reading.towards(who))]
    remarks = {claim.id: of_claim(claim) for claim in reading.notices}
    bonds = [of_claim(claim) for claim in (*reading.dynamics[:1], *_also(reading))]
    styles = [of_attachment(who, reading.attachment[who]) for who in told]
    forecast = reading.forecast if is_told(reading, story.tie) else None
    return {
        "What binds them": [*bonds, *(one for name, one in remarks.items() if name == "love_unexplained")],
        "What each brings and lacks": [one for name, one in remarks.items() if name == "imbalance"],
        "How they attach": [*styles, *(of_claim(claim) for claim in reading.closeness)],
        "Is it good for them": [of_verdict("valence", reading.valence)] if reading.valence.label != "unknown" else [],
        "Where it is going": [of_verdict("trajectory", reading.trajectory)] if reading.trajectory.phrases else [],
        "As closeness rises": [of_forecast(forecast)] if forecast else [],
        "What will make them fight": [of_claim(claim) for claim in reading.friction[:FIGHTS]],
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
