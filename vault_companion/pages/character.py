"""The page of a character: the first lines, the ties as a table, and what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vault_companion.cast.names import People, possessive
from vault_companion.cast.sheet import Character
from vault_companion.cast.ties import Pair, Tie
from vault_companion.dynamics.questions import ABOUT_A_PERSON, MOST
from vault_companion.dynamics.reading import Question, Reading
from vault_companion.pages.asking import question_of_person
from vault_companion.pages.attaching import attaches
from vault_companion.pages.binding import brief, short_bond
from vault_companion.pages.kinship import is_hostile, tie_in_words
from vault_companion.pages.markdown import Links, callout, joined, safe, table
from vault_companion.pages.said import in_a_quote
from vault_companion.pages.standing import is_plain
from vault_companion.pages.voice import Voice
from vault_companion.vault.snapshot import VaultPath

CLOSEST = 2
"""How many ties the first line names."""
NAMES = 5
"""How many people one sentence names at most."""


_SIGNS = 3
"""How many signs of one's way in love the page quotes."""


@dataclass(frozen=True, slots=True)
class CharacterStory:
    """What a character's page is made of.

    Attributes:
        character: Whose page it is.
        people, links: For names and links.
        ties: Their ties, in the order of names.
        readings: What is read about each.
        pages: The pages of their pairs that have one.
        mentioned: Whom they are only mentioned with.
        belongs: The line about the groups they belong to, or "".
    """

    character: Character
    people: People
    links: Links
    ties: Sequence[Tie]
    readings: Mapping[Pair, Reading]
    pages: Mapping[Pair, VaultPath]
    mentioned: Sequence[VaultPath]
    belongs: str = ""


def body_of(story: CharacterStory) -> str:
    """Our part of the page."""
    parts = [_glance(story), _ties(story), _attachment(story), _questions(story), _mentioned(story)]
    return "\n\n".join(part for part in parts if part)


def _glance(story: CharacterStory) -> str:
    who = story.links.person(story.character)
    lines = [f"{who} {_how_tied(story)}"]
    good = _marked(story, "healthy")
    bad = _marked(story, "toxic")
    if good:
        lines.append(f"Good for {_name(story)}: {good}.")
    if bad:
        lines.append(f"Bad for {_name(story)}: {bad}.")
    lines += [story.belongs] if story.belongs else []
    return callout("abstract", "At a glance", lines) + "\n\n^at-a-glance"


def _how_tied(story: CharacterStory) -> str:
    """Whom they are tied to most closely, by what binds them."""
    ranked = sorted(
        (tie for tie in story.ties if story.readings[tie.pair].dynamics),
        key=lambda tie: -story.readings[tie.pair].dynamics[0].confidence,
    )
    if not ranked:
        names = [_other(story, tie) for tie in story.ties]
        return f"is tied to {joined(names[:4])}."
    bonds: dict[str, list[str]] = {}
    for tie in ranked[:CLOSEST]:
        bond = short_bond(story.readings[tie.pair].dynamics[0], story.character.path, _plain(story, tie))
        bonds.setdefault(bond, []).append(_other(story, tie))
    return ", and ".join(f"{bond} {joined(names)}" for bond, names in bonds.items()) + "."


def _plain(story: CharacterStory, tie: Tie) -> str:
    return story.people.short_name(tie.other(story.character.path))


def _other(story: CharacterStory, tie: Tie) -> str:
    return story.links.person(story.people.person(tie.other(story.character.path)))


def _name(story: CharacterStory) -> str:
    return safe(story.people.short_name(story.character.path))


def _marked(story: CharacterStory, label: str) -> str:
    """Who is good or bad for somebody: nobody to whom they do it all, and no enemy unless a line says who does it."""
    me = story.character.path
    readings = ((tie, story.readings[tie.pair]) for tie in story.ties)
    marked = ((tie, reading.valence) for tie, reading in readings if is_plain(reading))
    found = [
        _other(story, tie)
        for tie, valence in marked
        if valence.label == label and valence.who != (me,) and (valence.who or not is_hostile(tie))
    ]
    return joined(found[:NAMES])


def _ties(story: CharacterStory) -> str:
    rows = []
    for tie in story.ties:
        reading = story.readings[tie.pair]
        page = story.pages.get(tie.pair)
        rows.append(
            (
                _other(story, tie),
                tie_in_words(tie, story.character.path, story.people),
                _side(tie, story),
                _bond(story, tie, reading),
                story.links.page(page, "page") if page else "",
            )
        )
    head = ("Person", f"To {_name(story)}", "Who says so", "What binds them", "More")
    return f"## Ties\n\n{table(head, rows)}\n\n^ties" if rows else ""


def _side(tie: Tie, story: CharacterStory) -> str:
    sources = set(tie.notes)
    if sources - set(tie.pair) or len(sources & set(tie.pair)) == 2:
        return "both" if len(sources & set(tie.pair)) != 1 or sources - set(tie.pair) else ""
    (only,) = sources & set(tie.pair)
    return f"only {possessive(safe(story.people.short_name(only)))} note"


def _bond(story: CharacterStory, tie: Tie, reading: Reading) -> str:
    voice = Voice(tie.pair, story.people, story.links)
    if not reading.dynamics:
        return in_a_quote(voice, tie) or "not to be read yet"
    return brief(voice, reading.dynamics[0])


def _attachment(story: CharacterStory) -> str:
    who = story.character.path
    found = (story.readings[tie.pair].attachment[who] for tie in story.ties)
    attachment = next((one for one in found if one.cited), None)
    if attachment is None:
        return ""
    told = attaches(Voice((who, who), story.people, story.links), who, attachment, most=_SIGNS)
    return f"## In love\n\n{told}" if told else ""


def _questions(story: CharacterStory) -> str:
    """What is open about this person, once each, first what would unlock most."""
    asked = [
        question
        for tie in story.ties
        for question in story.readings[tie.pair].questions
        if question.id in ABOUT_A_PERSON and question.about == (story.character.path,)
    ]
    found: dict[str, Question] = {}
    for question in sorted(asked, key=lambda question: (-question.rank, question.id)):
        found.setdefault(question.id, question)
    told = [question_of_person(question) for question in list(found.values())[:MOST]]
    return "\n\n".join(["## Not decided yet", *told]) if told else ""


def _mentioned(story: CharacterStory) -> str:
    if not story.mentioned:
        return ""
    names = [story.links.person(story.people.person(who)) for who in story.mentioned[:12]]
    return f"## Mentioned, with no tie stated\n\n{joined(names)}."
