"""Whether a note that does not say what it is looks like one person's sheet (theory 2.1, rule 4).

Two parts of a sheet are needed, one of them inner: a need, a flaw, a wound, a lie, a fear, a way of loving. Words that
stand in other notes as well (`Skills`, `Weaknesses`, `Goals`) count half. What makes a note look like a stat block, a
plan or a page about some thing asks for more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from vault_companion.cast.sorts import key, phrases, words
from vault_companion.cast.terms import Terms
from vault_companion.cast.vocabulary import SHEET_TRAITS, TIE_HEADINGS, trait_names, trait_of
from vault_companion.notes.frontmatter import Mapping, Scalar, Value
from vault_companion.notes.note import Evidence, Note, scalars

ENOUGH: Final = 3
"""What the parts of a sheet must come to: one in plain words counts 2, one in everyday words 1."""

FOR_EACH_DOUBT: Final = 2
_MANY_SIGNS: Final = 3
_LONGEST_NAME: Final = 5
"""How many words a person's name may have."""


_INNER: Final = frozenset({"needs", "flaws", "wounds", "lie", "fears", "attachment", "in_love"})
_EVERYDAY: Final = phrases(
    """
    strengths, strength, skills, skill, talents, talent, gifts, gift, assets, qualities, virtues, brings, gives, offers,
    offer, goal, goals, motivation, motivations, objective, objectives, ambition, ambitions, dream, dreams, desires,
    desire, values, value, ideals, ideal, beliefs, belief, principles, philosophy, creed, what matters, worldview,
    weaknesses, weakness, vices, limitations, faults, fault, shortcoming, shortcomings, lack, lacks, missing, hole,
    truth, lesson, insufficiency, scar, scars, trauma, intimacy, romance
    """
)
_EVERYDAY_HEADINGS: Final = phrases("needs, need, fear")
_SIGNS: Final = phrases(
    """
    pronouns, gender, sex, age, born, birthday, birthdate, date of birth, species, race, ancestry, occupation,
    profession, job, hair, eyes, full name, nickname, nicknames, alias, aliases, appearance, physical description,
    personality, personality traits, backstory, mannerisms, quirks, siblings, spouse, children, parents, sexuality,
    marital status, character arc, voice
    """
) | frozenset(TIE_HEADINGS)
"""Keys and headings that stand in notes about people."""

_DOUBTS: Final = {
    "a stat block": phrases(
        """
        armor class, armour class, ac, hit points, hp, challenge, challenge rating, cr, speed, saving throws, hit dice,
        hit die, damage resistances, damage immunities, condition immunities, damage vulnerabilities, senses,
        passive perception, proficiency bonus, initiative, legendary actions, reactions, actions, attacks, str, dex, con
        """
    ),
    "a plan or a journal": phrases(
        """
        deadline, due date, stakeholders, milestones, agenda, attendees, participants, action items, next steps, tasks,
        to do, todo, budget, income, savings, expenses, risks, opportunities, threats, deliverables, scope,
        requirements, kpis, metrics, gratitude, highlights, wins, habits, takeaways, key takeaways, references,
        bibliography, abstract, methodology, conclusion, pros, cons, success criteria, decisions, reflection,
        reflections, prompts, exercises, hypothesis, roadmap
        """
    ),
    "a page about a group, a place or a thing": phrases(
        """
        members, leader, leaders, leadership, headquarters, founded, founding, population, climate, geography,
        government, economy, exports, rarity, attunement, price, cost, damage, range, components, casting time,
        duration, spell level, class features, proficiencies, subclasses, subraces, habitat, diet, lifespan,
        average height, territory, hierarchy, ranks, doctrine, holidays
        """
    ),
}
_DOUBT_OF: Final = {word: doubt for doubt, words in _DOUBTS.items() for word in words}
_NO_NAME: Final = words(
    """
    list lists notes review plan plans project meeting template goals exercise worksheet questionnaire questions guide
    types type styles theory ideas journal log overview summary how what why and vs workshop retro retrospective
    analysis report strategy interview framework model course lecture therapy budget swot
    """
)
"""Words that stand in no person's name."""

_LINE: Final = re.compile(
    r"[ \t>]*(?:[-*+][ \t]+)?(?:(?P<heading>#{1,6})[ \t]+(?P<head>[^\n]{1,60})"
    r"|\*\*(?P<bold>[^*\n]{1,60}?):?\*\*|(?P<field>[^\W\d_][^:\n\[\]()]{0,40})::"
    r"|\|[ \t]*\**(?P<cell>[^|\n*]{1,40}?)\**[ \t]*\||\[!(?P<callout>[^\]\n]{1,40})\])"
)
_STARTS: Final = frozenset("#*-+|[")
_NUMBER: Final = re.compile(r"[ \t:|*]*[+-]?\d*d?\d+\b(?![ \t]*(?:years|days|nights|times|people|men|women)\b)")
_BONUS: Final = re.compile(r"[A-Z][\w ]{1,30} [+-]\d")
_SCORES: Final = re.compile(r"\|[ \t]*\**str\**[ \t]*\|[ \t]*\**dex\**[ \t]*\|", re.IGNORECASE)
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_STATBLOCK: Final = re.compile(r"(?:```+|~~~+)[ \t]*statblock\b")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a note has of a person's sheet.

    Attributes:
        parts: Each part of a sheet, with the first line that shows it.
        worth: What the parts come to, with the signs of a person.
        plain: Whether some part stands there in words that hardly mean anything else.
        signs: How many keys and headings it has besides that stand in notes about people.
        doubts: What it looks like as well.
        several: Whether it holds more than one sheet.
        entitled: Whether its title is that of a list, a plan or a matter, and nobody's name.
    """

    parts: dict[str, Evidence]
    worth: int
    plain: bool
    signs: int
    doubts: tuple[str, ...]
    several: bool
    entitled: bool

    @property
    def is_sheet(self) -> bool:
        """Whether it looks like a sheet at all, doubts left out."""
        return len(self.parts) > 1 and bool(self.parts.keys() & _INNER) and self.worth >= ENOUGH

    @property
    def is_person(self) -> bool:
        """Whether it is to be taken for a person's."""
        clear = self.worth >= ENOUGH + FOR_EACH_DOUBT * len(self.doubts)
        return self.is_sheet and clear and not self.several and not self.entitled


@dataclass(frozen=True, slots=True)
class _Label:
    """One key, label or heading: its sort, its source text, its lines, and what stands behind it."""

    sort: str
    text: str
    first: int
    last: int
    said: str


def shape_of(note: Note, terms: Terms) -> Shape | None:
    """What a note has of a person's sheet, None when that is nothing."""
    parts: dict[str, Evidence] = {}
    worth: dict[str, int] = {}
    signs: set[str] = set()
    doubts: dict[str, None] = {}
    headings: Counter[str] = Counter()
    for label in (*_of_properties(note.properties), *_of_lines(note)):
        if not (terms.synonyms or _may_be_known(label.text)):
            continue
        own = key(label.text)
        name = terms.synonyms.get(own, own)
        trait = trait_of(name)
        if trait in SHEET_TRAITS:
            if _NUMBER.match(label.said) or _BONUS.match(label.said.strip(" \t:*")):
                doubts["a stat block"] = None
                continue
            if trait not in parts:
                parts[trait] = note.evidence(label.text, label.first, label.last)
            worth[trait] = max(worth.get(trait, 0), 2 if own != name else _worth(name, label.sort))
            headings[trait] += label.sort == "head"
        elif name in _SIGNS:
            signs.add(name)
        elif name in _DOUBT_OF:
            doubts[_DOUBT_OF[name]] = None
    if not parts:
        return None
    if _SCORES.search(note.masked) or any(_STATBLOCK.match(line) for line in note.lines):
        doubts["a stat block"] = None
    said = key(note.path.stem).split()
    entitled = any(word in _NO_NAME or trait_of(word) in _INNER for word in said)
    if entitled or not _may_be_name(note.path.stem, len(said)):
        doubts["a note about something else, by its title"] = None
    several = sum(count > 1 for count in headings.values()) > 1
    more = (len(signs) > 0) + (len(signs) >= _MANY_SIGNS)
    return Shape(parts, sum(worth.values()) + more, 2 in worth.values(), len(signs), tuple(doubts), several, entitled)


def _worth(name: str, sort: str) -> int:
    word = name.partition(" (")[0]
    return 1 if word in _EVERYDAY or (sort == "head" and word in _EVERYDAY_HEADINGS) else 2


def _of_properties(items: Iterable[tuple[Scalar, Value]], depth: int = 0) -> Iterator[_Label]:
    for name, value in items:
        texts = scalars(value)
        yield _Label("key", name.text, name.first, name.last, texts[0].text if len(texts) == 1 else "")
        if isinstance(value, Mapping) and depth == 0:
            yield from _of_properties(value.items, depth + 1)


def _of_lines(note: Note) -> Iterator[_Label]:
    for number, line in enumerate(note.masked.split("\n"), 1):
        start = line.lstrip(" \t>")[:1]
        if start not in _STARTS and "::" not in line:
            continue
        found = _LINE.match(line) if start else None
        if found:
            sort = found.lastgroup or ""
            yield _Label(sort, found[sort], number, number, line[found.end() :])


@cache
def _first_words() -> frozenset[str]:
    """The first words of all keys and headings that count for something here."""
    known = {*(name for name, trait in trait_names().items() if trait in SHEET_TRAITS), *_SIGNS, *_DOUBT_OF}
    return frozenset(found[0] for name in known if (found := _FIRST_WORD.search(name)))


def _may_be_known(text: str) -> bool:
    """A cheap look at a label's first word: nearly all labels of a vault are none of these."""
    found = _FIRST_WORD.search(text)
    return found is not None and found[0].casefold() in _first_words()


def _may_be_name(stem: str, size: int) -> bool:
    return 0 < size <= _LONGEST_NAME and "&" not in stem and not (stem[:1].isdigit() or stem[-1:].isdigit())
