"""What a group's note says: who belongs to it and who leads it, and how it stands to other groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from vault_companion.cast.group_lines import Named, Seat, as_written, first_of, phrase_at, phrase_of, place_of, told_of
from vault_companion.cast.group_words import (
    LEADERS,
    OTHER_KEYS,
    RELATIONS,
    ROSTER,
    STANCE_KEYS,
    WHO_KEYS,
    Piece,
    Sign,
    first_words,
    is_nobody,
    pieces_of,
    rank_in,
    says_not_in,
    stance_in,
)
from vault_companion.cast.names import People
from vault_companion.cast.terms import Terms
from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import Entry, Phrase, entries
from vault_companion.notes.frontmatter import Mapping, Scalar, Sequence, Value, bare_link
from vault_companion.notes.note import Evidence, Note, scalars
from vault_companion.notes.scan import Link
from vault_companion.vault.snapshot import VaultPath

_LABEL_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Said:
    """What a group's note says of how it stands to another.

    Attributes:
        other: The other.
        word: Her words for it.
        sign: What they come to.
        listed: Whether the words are a label over the other, such as "enemies", and not said of it.
        evidence: The line that names the other.
    """

    other: Named
    word: Phrase
    sign: Sign
    listed: bool
    evidence: Evidence


# ---- who is in it


def roster_of(note: Note, sections: Iterable[Section], people: People, terms: Terms) -> Iterator[Seat]:
    """Everybody whom a group's note names as a member or leader, in the order of the note."""
    for key, value in note.properties:
        label = terms.key(key.text)
        if label in ROSTER or label in LEADERS:
            yield from _of_roster(note, value, label in LEADERS, people, terms)
    for section in sections:
        under = [terms.key(heading) for heading in (section.heading, *reversed(section.above))]
        over = next((label for label in under if label in ROSTER or label in LEADERS), "")
        if over and any(says_not_in(label, roster=True) for label in under[: under.index(over)]):
            over = ""
        for entry in entries(section, lambda label: terms.key(label) in ROSTER | LEADERS or bool(people.called(label))):
            label = terms.key(entry.label)
            leads = label in LEADERS or over in LEADERS
            if label in ROSTER or label in LEADERS:
                yield from _seated(note, pieces_of(entry.text), None, entry, leads, people)
            elif over:
                yield from _of_entry(note, entry, leads, people, terms)


def _of_roster(note: Note, value: Value, leads: bool, people: People, terms: Terms) -> Iterator[Seat]:
    match value:
        case Scalar():
            entry = Entry("", value.text, value.first, value.last, "item", 0, "")
            yield from _seated(note, pieces_of(value.text), None, entry, leads, people)
        case Sequence():
            if link := bare_link(value):
                yield from _of_roster(note, link, leads, people, terms)
                return
            for item in value.items:
                yield from _of_roster(note, item, leads, people, terms)
        case Mapping():
            who = first_of(value, WHO_KEYS, terms)
            records = [(who, value)] if who else value.items
            for name, told in records:
                rank, loyalty, is_over = told_of(note, told, terms, roster=True)
                seats = list(_of_roster(note, name, leads, people, terms))
                if not seats and not isinstance(told, Mapping) and not says_not_in(name.text, roster=True):
                    seats = list(_of_roster(note, told, leads or terms.key(name.text) in LEADERS, people, terms))
                    rank = None if seats and seats[0].leads else phrase_of(note, name)
                for seat in [] if is_over else seats:
                    yield Seat(seat.who, rank or seat.rank, loyalty, seat.leads, seat.evidence)


def _of_entry(note: Note, entry: Entry, leads: bool, people: People, terms: Terms) -> Iterator[Seat]:
    """One entry under a heading such as `Members`."""
    named = people.called(entry.label) if entry.label else ()
    if len(named) == 1:
        if not says_not_in(entry.text, roster=True):
            rank = phrase_at(note, rank_in(entry.text), entry.first, entry.last, entry.heading)
            yield Seat(named[0], rank, None, leads, place_of(note, entry.text, entry.first, entry.last, entry.heading))
        return
    if entry.label:
        if says_not_in(entry.label, roster=True) or stance_in(entry.label, terms) == "opposed":
            return
        rank = as_written(note, entry.label, entry.first, entry.heading)
        yield from _seated(note, pieces_of(entry.text), rank, entry, leads, people)
        return
    pieces = pieces_of(entry.text)
    only_names = all(not piece.rank and not piece.before and _person(piece, note, people) for piece in pieces)
    if only_names or (entry.kind != "paragraph" and pieces and not pieces[0].before):
        yield from _seated(note, pieces, None, entry, leads, people)


def _seated(
    note: Note, pieces: Iterable[Piece], rank: Phrase | None, entry: Entry, leads: bool, people: People
) -> Iterator[Seat]:
    for piece in pieces:
        who = _person(piece, note, people)
        if who is None or says_not_in(f"{piece.before} {piece.rest}", roster=True):
            continue
        own = phrase_at(note, piece.rank, entry.first, entry.last, entry.heading)
        place = place_of(note, piece.source, entry.first, entry.last, entry.heading)
        yield Seat(who, own or rank, None, leads, place)


def _person(piece: Piece, note: Note, people: People) -> VaultPath | None:
    if piece.link is not None:
        return people.linked(piece.link, note.path)
    named = people.called(piece.name)
    return named[0] if len(named) == 1 else None


# ---- how groups stand to each other


def stances_of(note: Note, sections: Iterable[Section], terms: Terms) -> Iterator[Said]:
    """What a group's note says of how it stands to others, in the order of the note."""
    for key, value in note.properties:
        sign = _label_sign(key.text, terms)
        if sign:
            where = place_of(note, key.text, key.first, key.last)
            for text in scalars(value):
                for piece in pieces_of(text.text):
                    yield from _listed(note, piece, Phrase(key.text, key.text, (where,)), sign, text.first, text.last)
        elif terms.key(key.text) in RELATIONS:
            yield from _of_relations(note, value, terms)
    for section in sections:
        over = next((one for one in (section.heading, *reversed(section.above)) if _is_relations(one, terms)), "")
        sign = _label_sign(over, terms)
        word = _heading_phrase(note, over, section) if sign else None
        for entry in entries(section, lambda label: bool(_label_sign(label, terms))):
            if entry.label and (own := _label_sign(entry.label, terms)):
                label = as_written(note, entry.label, entry.first, entry.heading)
                for piece in pieces_of(entry.text):
                    yield from _listed(note, piece, label, own, entry.first, entry.last, entry.heading)
            elif over and entry.kind != "paragraph":
                yield from _of_line(note, entry, word, sign, terms)


def _is_relations(heading: str, terms: Terms) -> bool:
    return terms.key(heading) in RELATIONS or bool(_label_sign(heading, terms))


def _label_sign(label: str, terms: Terms) -> Sign | None:
    """The stance that a key, label or heading names for all that stands under it, or None."""
    if not label or len(label.split()) > _LABEL_WORDS or terms.key(label) in RELATIONS:
        return None
    sign = stance_in(label.replace("_", " "), terms)
    return sign if sign and sign != "other" else None


def _heading_phrase(note: Note, heading: str, section: Section) -> Phrase | None:
    """A heading over a section, or over one above it, as the author's words."""
    for number in range(section.line, 0, -1):
        if heading in note.lines[number - 1]:
            return phrase_at(note, heading, number, number, section.place)
    return None


def _of_line(note: Note, entry: Entry, over: Phrase | None, sign: Sign | None, terms: Terms) -> Iterator[Said]:
    """`- [[X]]: at war`, or `- [[X]]` under a heading such as `Enemies`, which `over` and `sign` give."""
    text = f"{entry.label}: {entry.text}" if entry.label else entry.text
    for piece in pieces_of(text):
        words = entry.text if entry.label else piece.rank
        said = _said(note, piece.link, piece.name, words, entry.first, entry.last, entry.heading, terms)
        if said:
            yield said
        else:
            yield from _listed(note, piece, over, sign, entry.first, entry.last, entry.heading)


def _listed(
    note: Note, piece: Piece, word: Phrase | None, sign: Sign | None, first: int, last: int, heading: str = ""
) -> Iterator[Said]:
    if word and sign and not piece.before and not is_nobody(piece.name):
        other = Named(note.path, piece.link, piece.name, "")
        yield Said(other, word, sign, True, place_of(note, piece.source, first, last, heading))


def _of_relations(note: Note, value: Value, terms: Terms) -> Iterator[Said]:
    match value:
        case Mapping():
            which = first_of(value, OTHER_KEYS, terms)
            if which:
                pairs = [(which, first_of(value, STANCE_KEYS, terms))]
            else:
                pairs = [(name, next(iter(scalars(told)), None)) for name, told in value.items]
            for name, word in pairs:
                if word is None:
                    continue
                for piece in pieces_of(name.text)[:1]:
                    found = _said(note, piece.link, piece.name, word.text, word.first, word.last, "", terms)
                    if found:
                        place = place_of(note, name.text, name.first, name.last)
                        yield Said(found.other, found.word, found.sign, False, place)
        case Sequence() if bare_link(value) is None:
            for item in value.items:
                yield from _of_relations(note, item, terms)
        case _:
            for text in scalars(value):
                for piece in pieces_of(text.text):
                    found = _said(note, piece.link, piece.name, piece.rank, text.first, text.last, "", terms)
                    if found:
                        yield found


def _said(
    note: Note, link: Link | None, name: str, words: str, first: int, last: int, heading: str, terms: Terms
) -> Said | None:
    """What is said of another group after its name; None when nothing is."""
    word = phrase_at(note, first_words(words).strip(" .,"), first, last, heading)
    if word is None or is_nobody(name):
        return None
    sign = stance_in(word.source, terms) or "other"
    return Said(Named(note.path, link, name, ""), word, sign, False, place_of(note, words, first, last, heading))
