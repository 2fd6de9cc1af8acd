"""Reads a note about two people: `type: relationship`, or a title such as `Ada & Bo`."""

from __future__ import annotations

import re

from vault_companion.cast.kinds import StatedKind
from vault_companion.cast.names import People
from vault_companion.cast.terms import TERMS, Terms
from vault_companion.cast.ties import Statement, TieLine
from vault_companion.cast.timeline import split_place
from vault_companion.cast.unknown import unknown_kind
from vault_companion.cast.vocabulary import PAIR_KEYS, TYPE_KEYS
from vault_companion.cast.whose import whose
from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import Entry, Phrase, entries, is_missing, sentences
from vault_companion.notes.frontmatter import Mapping, Value
from vault_companion.notes.note import Evidence, Note, scalars
from vault_companion.notes.scan import plain
from vault_companion.problem import Problem
from vault_companion.vault.snapshot import VaultPath

_BETWEEN = re.compile(r"\s+(?:&|–|—|-|x|×|and|\+|vs\.?)\s+", re.IGNORECASE)
_WHO_FEELS = re.compile(r"^(?:\*\*|__)?(.{1,80}?)(?:\*\*|__)?\s*(?::|[-–—]\s)\s*(.+)$", re.DOTALL)


def pair_of_title(stem: str, people: People) -> tuple[VaultPath, VaultPath] | None:
    """The two people that a title such as `Ada & Bo` names, or None."""
    for found in _BETWEEN.finditer(stem):
        one, other = people.called(stem[: found.start()]), people.called(stem[found.end() :])
        if len(one) == len(other) == 1 and one != other:
            return one[0], other[0]
    return None


def pair_of_note(note: Note, people: People, terms: Terms = TERMS) -> tuple[VaultPath, VaultPath] | None:
    """The two people that a relationship note is about: its properties say so, else its title."""
    named: list[VaultPath] = []
    for keys in (PAIR_KEYS, ("a",), ("b",)):
        value = terms.property(note, *keys)
        for text in scalars(value) if value is not None else ():
            named += people.in_links(text.text, note.path) or people.called(text.text)
    pair = list(dict.fromkeys(named))
    return (pair[0], pair[1]) if len(pair) == 2 else pair_of_title(note.path.stem, people)


def read_relationship(
    note: Note,
    sections: tuple[Section, ...],
    pair: tuple[VaultPath, VaultPath],
    people: People,
    terms: Terms = TERMS,
) -> tuple[Statement, tuple[Problem, ...]]:
    """What a relationship note states about its two people, and what in it could not be understood."""
    reader = PairReader(note, pair, people, terms)
    for key, value in note.properties:
        reader.property(key.text, value)
    for section in sections:
        reader.section(section)
    return reader.statement(), tuple(reader.problems)


class PairReader:
    """Gathers what one note says about its two people; used once."""

    def __init__(self, note: Note, pair: tuple[VaultPath, VaultPath], people: People, terms: Terms) -> None:
        self._note = note
        self._pair = pair
        self._people = people
        self._terms = terms
        self._kinds: list[tuple[StatedKind, Evidence]] = []
        self._lines: list[TieLine] = []
        self.problems: list[Problem] = []

    def statement(self) -> Statement:
        """All of it as one statement."""
        one, other = self._pair
        return Statement(one, other, self._note.path, tuple(self._kinds), tuple(self._lines), undirected=True)

    def property(self, key: str, value: Value) -> None:
        """What a property says."""
        part = self._terms.part(key)
        if self._terms.key(key) in TYPE_KEYS and part != "kind":
            return
        if part == "feels" and isinstance(value, Mapping):
            for who, what in value.items:
                for text in scalars(what):
                    self._feels(f"{who.text}: {text.text}", text.first, text.last, "")
        elif part:
            for text in scalars(value):
                for piece in text.text.split("\n"):
                    self.take(part, piece, text.first, text.last, "", is_list=True)

    def section(self, section: Section) -> None:
        """What stands under a heading."""
        headings = (section.heading, *reversed(section.above))
        part = next((part for heading in headings if (part := self._terms.part(heading))), "")
        current = ""
        for entry in entries(section, self._terms.is_part):
            own = self._terms.part(entry.label) if entry.label else ""
            if own:
                current = own if not entry.text else ""
                self.take(own, entry.text, entry.first, entry.last, entry.heading, is_list=entry.kind != "paragraph")
                continue
            if entry.kind == "field":
                continue
            text = _whole(entry)
            used = current or part or "note"
            self.take(used, text, entry.first, entry.last, entry.heading, is_list=entry.kind != "paragraph")

    def take(self, part: str, text: str, first: int, last: int, heading: str, *, is_list: bool) -> None:
        """One statement about a part of their relationship, on the lines `first` to `last`."""
        if is_missing(text):
            return
        if part == "kind":
            self._kind(text, first, last, heading)
        elif part == "feels":
            self._feels(text, first, last, heading)
        else:
            pieces = [piece for half in text.split(";") for piece in ([half] if is_list else sentences(half))]
            for piece in pieces:
                self._line(part, piece, first, last, heading, None)

    def _kind(self, text: str, first: int, last: int, heading: str) -> None:
        kinds = self._terms.read_kinds(plain(text))
        evidence = self._note.evidence(text, first, last, heading)
        if not kinds:
            self._line("note", text, first, last, heading, None)
            self.problems.append(unknown_kind(text, evidence))
        self._kinds += [(kind, evidence) for kind in kinds]

    def _feels(self, text: str, first: int, last: int, heading: str) -> None:
        """`[[A]]: phrase` is what A feels; without a name, nobody can be told to feel it."""
        owner, said = whose(text, self._pair, self._people, self._note.path)
        found = _WHO_FEELS.match(text.strip()) if owner is None else None
        if found:
            who = [*self._people.in_links(found[1], self._note.path), *self._people.called(found[1])]
            owner = next((path for path in who if path in self._pair), None)
            said = found[2] if owner else text
        for piece in said.split(";"):
            self._line("feels", piece, first, last, heading, owner)

    def _line(self, part: str, text: str, first: int, last: int, heading: str, by: VaultPath | None) -> None:
        at, said = split_place(text) if part in ("changes", "history") else ("", text.strip())
        shown = " ".join(plain(said).split())
        if not is_missing(shown):
            phrase = Phrase(shown, said, (self._note.evidence(said, first, last, heading),))
            self._lines.append(TieLine(part, phrase, by, at))


def _whole(entry: Entry) -> str:
    return entry.whole
