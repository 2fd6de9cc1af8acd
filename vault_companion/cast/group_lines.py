"""What one line says of somebody's place in a group, as values, and where in the note it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vault_companion.cast.group_words import ENDED_KEYS, RANK_KEYS, STATUS_KEYS, says_not_in
from vault_companion.cast.terms import Terms
from vault_companion.notes.fields import Phrase, is_missing
from vault_companion.notes.frontmatter import Mapping, Scalar, Value
from vault_companion.notes.note import Evidence, Note, scalars
from vault_companion.notes.scan import Link, plain
from vault_companion.vault.snapshot import VaultPath

_MAX_LINES: Final = 2_000


@dataclass(frozen=True, slots=True)
class Named:
    """A group that a note names, not yet looked up.

    Attributes:
        source: The note.
        link: The link to it, None for plain words.
        name: What it is called there.
        label: The key or heading it stands under, as keys are compared.
    """

    source: VaultPath
    link: Link | None
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place in a group, as one line tells it.

    Attributes:
        who: The person.
        rank: What they are in it, in the author's words, or None.
        loyalty: How loyal they are, in her words, or None.
        leads: Whether the line stands under a word such as "leader".
        evidence: The line that names the group or the person.
    """

    who: VaultPath
    rank: Phrase | None
    loyalty: Phrase | None
    leads: bool
    evidence: Evidence


def first_of(record: Mapping, keys: frozenset[str], terms: Terms) -> Scalar | None:
    """The first text of a record under one of some keys."""
    for key, value in record.items:
        if terms.key(key.text) in keys:
            return next(iter(scalars(value)), None)
    return None


def told_of(
    note: Note, told: Value, terms: Terms, *, roster: bool = False
) -> tuple[Phrase | None, Phrase | None, bool]:
    """Rank and loyalty in a record or a bare text, and whether it says that the membership is over."""
    if not isinstance(told, Mapping):
        said = next(iter(scalars(told)), None)
        return phrase_of(note, said), None, said is not None and says_not_in(said.text, roster=roster)
    rank, loyalty = first_of(told, RANK_KEYS, terms), first_of(told, frozenset({"loyalty"}), terms)
    ended, status = first_of(told, ENDED_KEYS, terms), first_of(told, STATUS_KEYS, terms)
    is_over = ended is not None and not is_missing(ended.text)
    is_over = is_over or any(says_not_in(one.text, roster=roster) for one in (rank, status) if one is not None)
    return phrase_of(note, rank), phrase_of(note, loyalty), is_over


def phrase_of(note: Note, text: Scalar | None) -> Phrase | None:
    """A text of a property as a phrase, None for nothing."""
    return phrase_at(note, text.text, text.first, text.last, "") if text else None


# ---- places


def phrase_at(note: Note, text: str, first: int, last: int, heading: str) -> Phrase | None:
    """A rank or a stance in the author's words; None for nothing, and for what stands on no line as it is read."""
    shown = " ".join(plain(text).split())
    if is_missing(shown):
        return None
    place = note.evidence(text, first, min(last, first + _MAX_LINES), heading)
    return Phrase(shown, text.strip(), (place,)) if place.quote else None


def as_written(note: Note, label: str, line: int, heading: str) -> Phrase | None:
    """A label as it stands on its line, where `label` is the form in which labels are compared."""
    pattern = r"[\s_-]+".join(re.escape(word) for word in label.split())
    found = re.search(pattern, note.lines[line - 1], re.IGNORECASE)
    return phrase_at(note, found[0], line, line, heading) if found else None


def place_of(note: Note, text: str, first: int, last: int, heading: str = "") -> Evidence:
    """Where a text stands; the whole first line where none of it is there verbatim."""
    place = note.evidence(text, first, min(last, first + _MAX_LINES), heading)
    return place if place.quote else note.evidence(note.lines[first - 1].strip(), first, first, heading)
