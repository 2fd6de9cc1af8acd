"""To which groups a character's note says they belong: properties, inline fields, labels, lists under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from vault_companion.cast.group_lines import Named, Seat, first_of, phrase_at, place_of, told_of
from vault_companion.cast.group_words import (
    GROUP_KEYS,
    MEMBERSHIP,
    MEMBERSHIP_HEADINGS,
    is_nobody,
    office_before,
    pieces_of,
    says_not_in,
)
from vault_companion.cast.names import People
from vault_companion.cast.terms import Terms
from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import Entry, entries
from vault_companion.notes.frontmatter import Mapping, Scalar, Sequence, Value, bare_link
from vault_companion.notes.note import Note

_SPOKEN_OF: Final = re.compile(
    rf"\b(?:{'|'.join(word.replace(' ', '[ _-]') for word in sorted(MEMBERSHIP))})(?=[*_ \t]*(?:[:：|–—-]|$))",
    re.IGNORECASE | re.MULTILINE,
)
"""A word that may be a label or a heading about a group; a note without one need not be looked at again."""


def memberships_of(
    note: Note, sections: Iterable[Section], people: People, terms: Terms
) -> Iterator[tuple[Named, Seat]]:
    """The groups that a character's note says they belong to, in the order of the note."""
    for key, value in note.properties:
        label = terms.key(key.text)
        if label in MEMBERSHIP:
            yield from _of_value(note, label, value, terms)
    if not _SPOKEN_OF.search(note.masked):
        return
    for section in sections:
        if any(_is_another(heading, note, people) for heading in (section.heading, *section.above)):
            continue
        about_others = any(terms.is_about_others(heading) for heading in (section.heading, *section.above))
        over = terms.key(section.heading)
        for entry in entries(section, lambda label: terms.key(label) in MEMBERSHIP):
            label = terms.key(entry.label)
            if label in MEMBERSHIP and not (about_others and entry.depth > 1):
                yield from _of_text(note, label, entry.text, entry.first, entry.last, entry.heading)
            elif over in MEMBERSHIP_HEADINGS and _is_link_in_list(entry):
                yield from _of_text(note, over, entry.text, entry.first, entry.last, entry.heading)


def _is_link_in_list(entry: Entry) -> bool:
    return entry.kind in ("item", "row") and not entry.label and "[" in entry.text


def _is_another(heading: str, note: Note, people: People) -> bool:
    """Whether a heading names somebody else, so that what stands under it is theirs."""
    named = [*people.in_links(heading, note.path), *people.called(heading)] if heading else []
    return bool(named) and note.path not in named


def _of_value(note: Note, label: str, value: Value, terms: Terms) -> Iterator[tuple[Named, Seat]]:
    match value:
        case Scalar():
            yield from _of_text(note, label, value.text, value.first, value.last)
        case Sequence():
            if link := bare_link(value):
                yield from _of_value(note, label, link, terms)
                return
            for item in value.items:
                yield from _of_value(note, label, item, terms)
        case Mapping():
            which = first_of(value, GROUP_KEYS, terms)
            records = [(which, value)] if which else value.items
            for name, told in records:
                rank, loyalty, is_over = told_of(note, told, terms)
                for named, seat in [] if is_over else _of_value(note, label, name, terms):
                    yield named, Seat(seat.who, rank or seat.rank, loyalty, False, seat.evidence)


def _of_text(
    note: Note, label: str, text: str, first: int, last: int, heading: str = ""
) -> Iterator[tuple[Named, Seat]]:
    for piece in pieces_of(text):
        office = office_before(piece.before)
        if office is None or is_nobody(piece.name) or says_not_in(f"{piece.before} {piece.rest}"):
            continue
        if piece.link is None and says_not_in(piece.name.partition(" ")[0]):
            continue
        rank = phrase_at(note, piece.rank or office, first, last, heading)
        place = place_of(note, piece.source, first, last, heading)
        yield Named(note.path, piece.link, piece.name, label), Seat(note.path, rank, None, False, place)
