"""The page of pages: the cast as a whole, every pair with what binds it, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vault_companion.cast.names import People
from vault_companion.cast.sheet import Character
from vault_companion.cast.ties import Pair, Tie
from vault_companion.dynamics.questions import ABOUT_A_PERSON, MOST
from vault_companion.dynamics.reading import Question, Reading
from vault_companion.graph import CharacterGraph
from vault_companion.pages.binding import brief, headline
from vault_companion.pages.kinship import tie_as_pair
from vault_companion.pages.markdown import Links, callout, joined, safe, table
from vault_companion.pages.said import in_a_quote
from vault_companion.pages.standing import is_plain
from vault_companion.pages.voice import Voice
from vault_companion.vault.snapshot import VaultPath

ROWS = 300
"""How many rows a table shows at most; a page that takes seconds to open is no overview."""
_VALENCE = {"healthy": "good", "toxic": "harmful", "mixed": "both", "unknown": ""}
_WAY = {
    "growth": "both learn",
    "one_sided_growth": "one learns",
    "codependent": "they use each other",
    "stagnant": "nothing is learned",
    "open": "",
}


@dataclass(frozen=True, slots=True)
class CastStory:
    """What the overview is made of: the graph, what is read about each tie, and the pages there are."""

    graph: CharacterGraph
    people: People
    links: Links
    readings: Mapping[Pair, Reading]
    pair_pages: Mapping[Pair, VaultPath]
    character_pages: Mapping[VaultPath, VaultPath]


def body_of(story: CastStory) -> str:
    """Our part of the page."""
    parts = [_glance(story), _pairs(story), _everyone(story), _questions(story), _alone(story)]
    return "\n\n".join(part for part in parts if part)


def _is_harm(reading: Reading) -> bool:
    return reading.valence.label == "toxic" and is_plain(reading)


def _glance(story: CastStory) -> str:
    people, ties = story.graph.characters, story.graph.ties
    if not people:
        text = "No character notes were found yet. A note with `type: character` among its properties is one."
        return callout("abstract", "At a glance", [text]) + "\n\n^at-a-glance"
    lines = [f"{_counted(len(people), 'character')} and {_counted(len(ties), 'stated relationship')}."]
    centre = story.graph.centre()
    if centre is not None:
        lines[0] += f" {_person(story, centre)} stands in the middle."
    strongest = _strongest(story)
    if strongest:
        lines.append(strongest)
    worst = [tie for tie in ties if _is_harm(story.readings[tie.pair])]
    if worst:
        lines.append(f"It does harm between {joined([_two(story, tie) for tie in worst[:3]])}.")
    return callout("abstract", "At a glance", lines) + "\n\n^at-a-glance"


def _strongest(story: CastStory) -> str:
    """The pair whose bond reads most surely, in one sentence."""
    sure = [tie for tie in story.graph.ties if story.readings[tie.pair].dynamics]
    if not sure:
        return ""
    best = max(sure, key=lambda tie: story.readings[tie.pair].dynamics[0].confidence)
    voice = Voice(best.pair, story.people, story.links)
    return f"The bond that reads most surely: {headline(voice, story.readings[best.pair].dynamics[0])}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _person(story: CastStory, who: VaultPath) -> str:
    return story.links.person(story.people.person(who))


def _two(story: CastStory, tie: Tie) -> str:
    names = " & ".join(safe(story.people.short_name(who)) for who in tie.pair)
    page = story.pair_pages.get(tie.pair)
    return story.links.page(page, names) if page else names


def _pairs(story: CastStory) -> str:
    rows = []
    for tie in story.graph.ties[:ROWS]:
        reading = story.readings[tie.pair]
        voice = Voice(tie.pair, story.people, story.links)
        rows.append(
            (
                _two(story, tie),
                tie_as_pair(tie, story.people) or "not said",
                brief(voice, reading.dynamics[0]) if reading.dynamics else in_a_quote(voice, tie),
                _VALENCE[reading.valence.label] if is_plain(reading) else "",
                _WAY[reading.trajectory.label],
            )
        )
    if not rows:
        return ""
    text = f"## Every pair\n\n{table(('Pair', 'Tie', 'What binds them', 'For them', 'Going'), rows)}\n\n^pairs"
    return text + _rest(len(story.graph.ties))


def _rest(count: int) -> str:
    return f"\n\nThe first {ROWS} of {count}; the others are on the pages of their people." if count > ROWS else ""


def _everyone(story: CastStory) -> str:
    rows = [
        (
            _person(story, character.path),
            ", ".join(_other(story, tie, character) for tie in story.graph.ties_of(character.path)[:6]),
            story.links.page(story.character_pages[character.path], "dynamics"),
        )
        for character in story.graph.characters[:ROWS]
        if character.path in story.character_pages
    ]
    return f"## Everyone\n\n{table(('Character', 'Tied to', 'Page'), rows)}\n\n^everyone" if rows else ""


def _other(story: CastStory, tie: Tie, character: Character) -> str:
    return safe(story.people.short_name(tie.other(character.path)))


def _questions(story: CastStory) -> str:
    """The questions that would unlock most, one a pair."""
    asked: list[tuple[Tie, Question]] = []
    for tie in story.graph.ties:
        questions = story.readings[tie.pair].questions
        if questions:
            asked.append((tie, questions[0]))
    seen: dict[str, str] = {}
    for tie, question in sorted(asked, key=lambda item: (-item[1].rank, -_standing(story, item[0]))):
        seen.setdefault(question.text, _asked_of(story, tie, question))
    if not seen:
        return ""
    lines = [f"- {whom}: {safe(text)}" for text, whom in list(seen.items())[:MOST]]
    return "## Worth deciding\n\n" + "\n".join(lines)


def _asked_of(story: CastStory, tie: Tie, question: Question) -> str:
    """Whom a question is about, as a link to the page where it can be answered."""
    page = story.character_pages.get(question.about[0]) if question.id in ABOUT_A_PERSON else None
    return story.links.page(page, story.people.short_name(question.about[0])) if page else _two(story, tie)


def _standing(story: CastStory, tie: Tie) -> int:
    """How many ties the two of a pair have together: what is decided about them is read again in each."""
    return sum(len(story.graph.ties_of(who)) for who in tie.pair)


def _alone(story: CastStory) -> str:
    alone = story.graph.alone()
    if not alone:
        return ""
    names = [f"- {_person(story, who)}" for who in alone[:50]]
    if len(alone) > 50:
        names.append(f"- and {len(alone) - 50} more")
    return callout("info", "No tie stated", names, folded=True)
