"""Reads what a character's note says of other people: properties, inline fields, headings, bullets, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from vault_companion.cast.arrows import types_in
from vault_companion.cast.index_note import is_line
from vault_companion.cast.kind_words import tokens_of, words_for
from vault_companion.cast.names import People
from vault_companion.cast.openers import Openers
from vault_companion.cast.passing import Passing, read_summaries
from vault_companion.cast.records import read_properties
from vault_companion.cast.said import NO_IDS, Place, Said
from vault_companion.cast.tables import without_tables
from vault_companion.cast.terms import TERMS, Terms
from vault_companion.cast.ties import Statement
from vault_companion.cast.unknown import name_at_head, unknown_name
from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import Entry, entries
from vault_companion.notes.note import Note, key_of
from vault_companion.notes.scan import links_in, plain
from vault_companion.problem import Problem
from vault_companion.vault.snapshot import VaultPath

_WITH: Final = re.compile(
    r"(?P<tie>(?:relation(?:ship)?s?|relações|relação|relaciones|relación|relazioni|relazione|beziehung|verhältnis"
    r"|dynamics?|bond|history)\s+)?(?:with|to|and|avec|con|com|mit|zu)\s+(?P<who>.+)",
    re.IGNORECASE,
)
_WITH_ONE: Final = frozenset({"with", "avec", "con", "com", "mit"})
_ONE_LINK: Final = re.compile(r"\[\[[^\[\]]+\]\]")
_MARKS: Final = re.compile(r"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[.\]\s+)?")
_LONGEST_LABEL: Final = 40


def statements_of(
    note: Note,
    sections: tuple[Section, ...],
    people: People,
    terms: Terms = TERMS,
    ids: Mapping[str, VaultPath] = NO_IDS,
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """Everything that one character's note states about others, and the kinds in it that nobody knows.

    Args:
        note: The character's.
        sections: The structure of its text.
        people: The cast.
        terms: How keys and words are understood.
        ids: Whose each identifier in a property is.
    """
    said = Said(note, people, terms, ids)
    read_properties(said)
    read_summaries(said)
    for section in sections:
        _Body(said).section(section)
    _typed_links(said)
    return tuple(said.found), tuple(said.problems)


def _typed_links(said: Said) -> None:
    """`[[Bo|the old fox @rival]]` anywhere in the text: what follows an `@` is the kind, if it is a known one."""
    for link in said.note.links:
        names = types_in(link.shown) if "@" in link.shown else ()
        other = said.people.linked(link, said.note.path) if names else None
        for name in names:
            kinds = said.terms.read_kinds(key_of(name))
            if other is not None and other != said.owner and kinds:
                place = Place(link.line, link.line)
                said.state(other, kinds, f"@{name}", place)
                said.calls(other, f"[[{link.target}|{link.shown}]]", place)


class _Body:
    """Reads one section; used once."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._people = said.people
        self._terms = said.terms

    def section(self, section: Section) -> None:
        heading = self._heading_of(section)
        person = self._person_of(section)
        if person is not None:
            self._said.calls(person, section.heading, Place(section.line, section.line, section.heading))
        if heading is not None and person is None:
            section = replace(section, blocks=tuple(without_tables(self._said, section)))
        current: tuple[VaultPath, int] | None = None
        group: tuple[str, int] | None = None
        passing = Passing(self._said, section)
        openers = Openers(section, self._terms)
        for entry in entries(section, self._is_label):
            if is_line(entry.text) or (heading is None and person is None and openers.begins(entry)):
                continue
            under = openers.kind if heading is None else heading
            if heading and self._turns_away(entry, heading):
                under = heading = ""
            if (named := self._person_line(entry)) is not None:
                person = named
            elif person is not None:
                self._about(person, entry)
            elif under is None:
                self._outside(entry, section.heading, passing)
            elif current and entry.depth > current[1] and not self._starts_with_person(entry):
                self._about(current[0], entry)
            else:
                group = group if group and entry.depth > group[1] else None
                other = self._item(entry, group[0] if group else under)
                current = (other, entry.depth) if other and entry.kind == "item" else None
                if other is None and heading is not None:
                    self._nobody(entry, heading)
                group = (label, entry.depth) if (label := self._label_of_group(entry)) else group

    def _is_label(self, key: str) -> bool:
        return self._terms.is_part(key) or bool(self._people.called(key)) or bool(self._terms.read_kinds(key))

    def _heading_of(self, section: Section) -> str | None:
        """The kind that the section's heading gives its items, "" for none; None when it is not about others."""
        for heading in (section.heading, *reversed(section.above)):
            if self._terms.is_about_others(heading):
                return self._terms.heading_kind(heading)
            if self._terms.is_trait(heading):
                return None
        return None

    def _person_of(self, section: Section) -> VaultPath | None:
        """Whom a heading is about: `Bo` below one about others, `With Bo` and `Relation avec Bo` anywhere."""
        found = _WITH.fullmatch(section.heading.strip())
        below = any(self._terms.is_about_others(heading) for heading in section.above)
        if not below and not (found and (found["tie"] or self._is_with_one(section.heading))):
            return None
        named = self._said.named(found["who"] if found else section.heading)
        return named[0] if len(named) == 1 and named[0] != self._said.owner else None

    def _is_with_one(self, heading: str) -> bool:
        """Whether a heading is `With Bo`: nothing but the word and one person's name, or a link to one."""
        word, _, who = heading.strip(" .:!?").partition(" ")
        return word.casefold() in _WITH_ONE and (
            len(self._people.called(who)) == 1 or _ONE_LINK.fullmatch(who.strip()) is not None
        )

    def _person_line(self, entry: Entry) -> VaultPath | None:
        """Whom a line such as `**Relationship to [[Bo]]**` is about, which stands in for a heading."""
        bare = entry.text.strip()
        if entry.label or entry.kind != "paragraph" or not bare.startswith(("**", "__")):
            return None
        found = _WITH.fullmatch(bare.strip("*_: "))
        named = self._said.named(found["who"]) if found and found["tie"] else []
        return named[0] if len(named) == 1 and named[0] != self._said.owner else None

    def _turns_away(self, entry: Entry, heading_kind: str) -> bool:
        """Whether a line that introduces a list gives it a subject other than the kind of the heading."""
        if entry.kind != "paragraph" or entry.label or not entry.text.rstrip("*_ ").endswith(":"):
            return False
        families = {stated.kind.family for stated in self._terms.read_kinds(heading_kind)}
        return not families & set(_families_in(entry.text, self._terms))

    def _label_of_group(self, entry: Entry) -> str:
        """The kind that an item such as `Allies:` gives those nested in it, or ""."""
        label = entry.label if not entry.text else entry.text if not entry.label else ""
        is_group = len(label) <= _LONGEST_LABEL and not links_in(label, 1) and not self._said.named(label)
        return label if is_group and self._terms.read_kinds(label) else ""

    def _outside(self, entry: Entry, heading: str, passing: Passing) -> None:
        """A labelled line anywhere else, such as `**Rival:** [[X]]`; somebody under a heading such as `Rival`.

        Of any other line, what its build makes certain.
        """
        if not entry.label and self._terms.is_kind(heading):
            other, rest = self._said.first_person(entry.text)
            if other is not None:
                self._said.describe(other, rest, _place(entry), heading, whole=entry.text)
            return
        if entry.label and not self._terms.is_trait(entry.label) and (kinds := self._terms.read_kinds(entry.label)):
            self._said.labelled(kinds, entry.text, _place(entry))
            return
        passing.read(entry)

    def _about(self, other: VaultPath, entry: Entry) -> None:
        """A line that is known to be about one person."""
        if part := self._terms.part(entry.label):
            self._said.part(other, part, entry.text, _place(entry))
        else:
            self._said.describe(other, _whole(entry), _place(entry))

    def _starts_with_person(self, entry: Entry) -> bool:
        return bool(self._people.called(entry.label)) or self._said.first_person(entry.text)[0] is not None

    def _item(self, entry: Entry, heading_kind: str) -> VaultPath | None:
        """One item of a relationships list; the person it is about, if one."""
        if not entry.label:
            return self._said.item(entry.text, _place(entry), heading_kind)
        who = [path for path in self._people.called(entry.label) if path != self._said.owner]
        if len(who) == 1:
            self._said.describe(who[0], entry.text, _place(entry), heading_kind, whole=entry.text)
            return who[0]
        line = _MARKS.sub("", self._said.note.lines[entry.first - 1])
        other, _ = self._said.first_person(line) if "[[" in line else (None, "")
        if other is not None and line.find("]]") < line.rfind(entry.text):
            self._said.describe(other, entry.text, _place(entry), heading_kind, whole=entry.text)
            self._said.calls(other, line, _place(entry))
            return other
        kinds = self._terms.read_kinds(entry.label)
        if kinds or self._said.named(entry.text):
            return self._said.labelled(kinds, entry.text, _place(entry))
        return None

    def _nobody(self, entry: Entry, heading_kind: str) -> None:
        """Tell of an item that says what somebody is, who is neither in the cast nor has any other note."""
        name = name_at_head(entry.whole) if entry.kind == "item" and not links_in(entry.whole, 1) else ""
        if not name or self._said.named(entry.whole) or self._people.has_a_note(name, self._said.note.path):
            return
        rest = entry.text if entry.label else entry.whole.strip("*_ ")[len(name) :].lstrip("*_ :：(–—-")
        if heading_kind or self._terms.read_kinds(plain(rest)):
            place = self._said.note.evidence(entry.whole, entry.first, entry.last, entry.heading)
            self._said.problems.append(unknown_name(name, place))


def _place(entry: Entry) -> Place:
    return Place(entry.first, entry.last, entry.heading)


def _whole(entry: Entry) -> str:
    return entry.whole


def _families_in(text: str, terms: Terms) -> Iterator[str]:
    """The families of all the words for kinds in a text, whatever it says of them."""
    words, tokens = words_for(terms.kinds), tokens_of(text)
    for at in range(len(tokens)):
        hit = words.at(tokens, at)
        if hit and hit.noun:
            yield hit.noun.family


def mentions_of(note: Note, people: People) -> Iterator[tuple[VaultPath, int]]:
    """Everybody a note links to, with the line; itself left out."""
    for link in note.links:
        who = people.linked(link, note.path)
        if who is not None and who != note.path:
            yield who, link.line
