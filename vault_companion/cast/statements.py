"""Reads what a character's note says of other people: properties, inline fields, headings, bullets, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vault_companion.cast.kinds import StatedKind
from vault_companion.cast.names import People
from vault_companion.cast.terms import TERMS, Terms
from vault_companion.cast.ties import Statement, TieLine
from vault_companion.cast.timeline import split_place
from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import Entry, Phrase, entries, is_missing, sentences
from vault_companion.notes.frontmatter import Mapping, Scalar, Sequence, Value
from vault_companion.notes.note import Evidence, Note, key_of, scalars
from vault_companion.notes.scan import plain
from vault_companion.vault.snapshot import VaultPath

_LEAD = re.compile(r"[\s:,(–—→>-]+")
_NAMES_ONLY = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_WHO_KEYS = ("character", "name", "with", "to", "target", "person", "who", "characters")
_OUTER_COMMA = re.compile(r",\s*(?![^()\[\]]*[)\]])")
_MAX_LINE = 2_000


def statements_of(
    note: Note, sections: tuple[Section, ...], people: People, terms: Terms = TERMS
) -> tuple[Statement, ...]:
    """Everything that one character's note states about others."""
    reader = _Reader(note, people, terms)
    for key, value in note.properties:
        reader.property(key.text, value)
    for section in sections:
        reader.section(section)
    return tuple(reader.found)


class _Reader:
    """Gathers the statements of one note; used once."""

    def __init__(self, note: Note, people: People, terms: Terms) -> None:
        self.found: list[Statement] = []
        self._note = note
        self._people = people
        self._terms = terms
        self._owner = note.path

    # ---- properties

    def property(self, key: str, value: Value) -> None:
        if self._terms.is_about_others(key):
            self._listed(self._terms.heading_kind(key), value)
        elif not self._terms.is_trait(key) and (kinds := self._terms.read_kinds(key_of(key))):
            for text in scalars(value):
                self._labelled(kinds, text.text, text.first, text.last)

    def _listed(self, heading_kind: str, value: Value) -> None:
        match value:
            case Mapping() if any(self._terms.key(key.text) in _WHO_KEYS for key, _ in value.items):
                self._of_record(value)
            case Mapping():
                for who, what in value.items:
                    self._of_map(who, what)
            case Sequence():
                for item in value.items:
                    if isinstance(item, Mapping):
                        self._of_record(item)
                    else:
                        self._listed(heading_kind, item)
            case Scalar():
                for piece in self._one_a_person(value.text):
                    if not is_missing(piece):
                        self._item(Entry("", piece, value.first, value.last, "item", 0, ""), heading_kind)

    def _one_a_person(self, text: str) -> list[str]:
        """A text cut at its commas where each piece begins with a person: `Bo (brother), Cleo (mother)`."""
        pieces = [piece.strip() for piece in _OUTER_COMMA.split(text)]
        each = all(self._first_person(piece)[0] is not None for piece in pieces)
        return pieces if len(pieces) > 1 and each else [text]

    def _of_map(self, who: Scalar, what: Value) -> None:
        others = self._all_named(who.text)
        if not others:
            return
        if isinstance(what, Mapping):
            self._record(others, what)
        for text in scalars(what) if not isinstance(what, Mapping) else ():
            self._describe(others[0], text.text, text.first, text.last, "")

    def _of_record(self, record: Mapping) -> None:
        """One `{character: ..., type: ..., notes: ...}` of a list."""
        if len(record.items) == 1 and self._terms.key(record.items[0][0].text) not in _WHO_KEYS:
            self._of_map(*record.items[0])
            return
        for key, value in record.items:
            if self._terms.key(key.text) in _WHO_KEYS:
                others = [who for text in scalars(value) for who in self._all_named(text.text)]
                if others:
                    self._record(others, record)
                return

    def _record(self, others: list[VaultPath], record: Mapping) -> None:
        for other in others:
            for key, value in record.items:
                part = "kind" if self._terms.key(key.text) == "type" else self._terms.part(key.text)
                for text in scalars(value):
                    if part and not is_missing(text.text):
                        self._part(other, part, text.text, text.first, text.last, "")
            if not any(s.other == other for s in self.found):
                self.found.append(Statement(self._owner, other, self._note.path))

    # ---- the body

    def section(self, section: Section) -> None:
        heading = self._heading_of(section)
        person = self._person_of(section)
        current: tuple[VaultPath, int] | None = None
        for entry in entries(section, self._is_label):
            if heading is None and person is None:
                self._outside(entry)
            elif person is not None:
                self._about(person, entry)
            elif current and entry.depth > current[1] and not self._starts_with_person(entry):
                self._about(current[0], entry)
            else:
                other = self._item(entry, heading or "")
                current = (other, entry.depth) if other and entry.kind == "item" else None

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
        """The one person that a heading under a relationships heading is about."""
        if not any(self._terms.is_about_others(heading) for heading in section.above):
            return None
        text = re.sub(r"^(?:with|to|and)\s+", "", section.heading.strip(), flags=re.IGNORECASE)
        named = self._all_named(text)
        return named[0] if len(named) == 1 and named[0] != self._owner else None

    def _outside(self, entry: Entry) -> None:
        """A labelled line anywhere else, such as `**Rival:** [[X]]` or `rival:: [[X]]`."""
        if entry.label and not self._terms.is_trait(entry.label) and (kinds := self._terms.read_kinds(entry.label)):
            self._labelled(kinds, entry.text, entry.first, entry.last, entry.heading)

    def _about(self, other: VaultPath, entry: Entry) -> None:
        """A line that is known to be about one person."""
        part = self._terms.part(entry.label)
        if part:
            self._part(other, part, entry.text, entry.first, entry.last, entry.heading)
        else:
            self._describe(other, _whole(entry), entry.first, entry.last, entry.heading)

    def _starts_with_person(self, entry: Entry) -> bool:
        return bool(self._people.called(entry.label)) or self._first_person(entry.text)[0] is not None

    def _item(self, entry: Entry, heading_kind: str) -> VaultPath | None:
        """One item of a relationships list; the person it is about, if one."""
        if entry.label:
            who = [path for path in self._people.called(entry.label) if path != self._owner]
            if len(who) == 1:
                self._describe(who[0], entry.text, entry.first, entry.last, entry.heading, heading_kind)
                return who[0]
            kinds = self._terms.read_kinds(entry.label)
            if kinds or self._all_named(entry.text):
                return self._labelled(kinds, entry.text, entry.first, entry.last, entry.heading)
            return None
        label, colon, rest = entry.text.partition(":")
        labelled = colon and "[[" not in label and self._people.in_links(rest, self._note.path)
        if labelled and (kinds := self._terms.read_kinds(label)):
            return self._labelled(kinds, rest.strip(), entry.first, entry.last, entry.heading)
        other, said = self._first_person(entry.text)
        if other is not None:
            self._describe(other, said, entry.first, entry.last, entry.heading, heading_kind)
            return other
        self._sentences(entry, heading_kind)
        return None

    def _first_person(self, text: str) -> tuple[VaultPath | None, str]:
        """The person a line begins with, by link or by name, and what follows."""
        bare = text.lstrip("*_ ")
        if bare.startswith(("[[", "[")):
            end = bare.find("]]") + 2 if bare.startswith("[[") else bare.find(")") + 1
            found = self._people.in_links(bare[:end], self._note.path) if end > 1 else []
            if found and found[0] != self._owner:
                return found[0], _after_name(bare[end:])
            return None, ""
        named = next(self._people.named_in(bare), None)
        if named and named.start == 0 and named.who != self._owner:
            rest = bare[named.end :].lstrip("*_ ")
            if not rest or rest[0] in ":,(–—-":
                return named.who, _after_name(rest)
        return None, ""

    def _sentences(self, entry: Entry, heading_kind: str) -> None:
        """Running text: each sentence says something of everybody it names."""
        for sentence in sentences(entry.text):
            others = dict.fromkeys(
                [
                    *self._people.in_links(sentence, self._note.path),
                    *(named.who for named in self._people.named_in(plain(sentence))),
                ]
            )
            for other in others:
                if other != self._owner:
                    self._describe(other, sentence, entry.first, entry.last, entry.heading, heading_kind)

    # ---- what is said

    def _labelled(
        self, kinds: tuple[StatedKind, ...], text: str, first: int, last: int, heading: str = ""
    ) -> VaultPath | None:
        """`rival: [[X]], [[Y]]` or `rival: [[X]] since the fire`: the label is the kind."""
        others = [who for who in self._all_named(text) if who != self._owner]
        names_only = _NAMES_ONLY.split(plain(text))
        for other in others:
            evidence = self._note.evidence(text, first, last, heading)
            stated = tuple((kind, evidence) for kind in kinds)
            rest = (
                ()
                if len(names_only) >= len(others) > 1 or len(text) > _MAX_LINE
                else self._rest(text, other, first, last, heading)
            )
            self.found.append(Statement(self._owner, other, self._note.path, stated, rest))
        return others[0] if len(others) == 1 else None

    def _rest(self, text: str, other: VaultPath, first: int, last: int, heading: str) -> tuple[TieLine, ...]:
        """What a labelled line says besides the name."""
        found, said = self._first_person(text)
        return self._lines("note", said, first, last, heading) if found == other and said else ()

    def _describe(
        self, other: VaultPath, text: str, first: int, last: int, heading: str, heading_kind: str = ""
    ) -> None:
        """What is said of `other`: its first words may name the kind."""
        kinds = self._terms.read_kinds(plain(text), self._people.names_of(other))
        kinds = kinds or (self._terms.read_kinds(heading_kind) if heading_kind else ())
        evidence = self._note.evidence(text, first, last, heading) if text else self._name_evidence(first, heading)
        lines = self._lines("note", text, first, last, heading)
        stated = tuple((kind, evidence) for kind in kinds)
        self.found.append(Statement(self._owner, other, self._note.path, stated, lines))

    def _name_evidence(self, line: int, heading: str) -> Evidence:
        return self._note.evidence(self._note.lines[line - 1].strip(), line, line, heading)

    def _part(self, other: VaultPath, part: str, text: str, first: int, last: int, heading: str) -> None:
        if part == "kind":
            evidence = self._note.evidence(text, first, last, heading)
            kinds = self._terms.read_kinds(plain(text), self._people.names_of(other))
            stated = tuple((kind, evidence) for kind in kinds)
            self.found.append(Statement(self._owner, other, self._note.path, stated))
        else:
            lines = self._lines(part, text, first, last, heading)
            self.found.append(Statement(self._owner, other, self._note.path, (), lines))

    def _lines(self, part: str, text: str, first: int, last: int, heading: str) -> tuple[TieLine, ...]:
        pieces = [piece for half in text.split(";") for piece in sentences(half)]
        out = []
        for piece in pieces:
            at, said = split_place(piece) if part in ("changes", "history") else ("", piece)
            shown = " ".join(plain(said).split())
            if not is_missing(shown):
                phrase = Phrase(shown, said, (self._note.evidence(said, first, last, heading),))
                out.append(TieLine(part, phrase, self._owner, at))
        return tuple(out)

    def _all_named(self, text: str) -> list[VaultPath]:
        """Everybody linked in a text; without a link, everybody whose name or alias stands there."""
        linked = self._people.in_links(text, self._note.path)
        if linked or "[[" in text:
            return linked
        whole = self._people.called(text)
        if len(whole) == 1:
            return list(whole)
        return list(dict.fromkeys(named.who for named in self._people.named_in(plain(text))))


def _whole(entry: Entry) -> str:
    return f"{entry.label}: {entry.text}" if entry.label else entry.text


def _after_name(text: str) -> str:
    """What follows a name, without the mark that joins the two: `: rival`, ` - rival`, `(rival)`."""
    found = _LEAD.match(text)
    rest = text[found.end() :] if found else text
    if found and "(" in found[0] and ")" in rest:
        rest = rest.replace(")", "", 1)
    return rest.strip("*_ ")


def mentions_of(note: Note, people: People) -> Iterator[tuple[VaultPath, int]]:
    """Everybody a note links to, with the line; itself left out."""
    for link in note.links:
        who = people.linked(link, note.path)
        if who is not None and who != note.path:
            yield who, link.line
