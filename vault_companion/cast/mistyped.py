"""Properties and headings that look mistyped: `strenghts: [patient]` is not read, and a page would ask what it says.

So is a heading for two things at once, such as `Strengths & weaknesses`: nobody can tell which line is about which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from vault_companion.cast.kind_words import words_for
from vault_companion.cast.kinds import Kind
from vault_companion.cast.names import People
from vault_companion.cast.sorts import key, phrases
from vault_companion.cast.terms import Terms
from vault_companion.cast.vocabulary import ALIAS_KEYS, SHEET_TRAITS, TIE_HEADINGS, known_keys, trait_names
from vault_companion.notes.blocks import CALLOUT_LEVEL, Section
from vault_companion.notes.fields import is_missing
from vault_companion.notes.frontmatter import Scalar, Value
from vault_companion.notes.note import Note, scalars
from vault_companion.problem import Problem
from vault_companion.settings_note import misspelt
from vault_companion.vault.snapshot import VaultPath

OWN_SCHEME: Final = 3
"""In so many notes of a vault, a property is the author's own and no slip."""

_SHORTEST_KIND: Final = 5
_WORDS: Final = phrases(
    """
    home, hope, hold, voice, vibe, vibes, vale, flag, flags, flat, flow, star, stars, scan, scans, scarf, spill, luck,
    lock, wand, wait, went, tier, tiers, times, tides, idea, ideas, bonus, bands, goat, gist, giver, given, hunter,
    gander, genders, far, fees, lodging, logging, dread, feats, feat, seed, band, forms, farms, mission, creek, crest,
    peoples, attachments, asset, allied, gif, git, hoe, lick, lark, house, court
    """
)
"""Words with a meaning of their own that are as near to a known key as a slip would be."""


def mistyped(
    notes: Sequence[Note], sheets: Mapping[VaultPath, Sequence[Section]], people: People, terms: Terms
) -> list[Problem]:
    """What is to be said of the properties and headings of characters' notes that are one slip away from a known one.

    Args:
        notes: Every note of the author's; what three of them have is no slip.
        sheets: The sections of the characters' notes.
        people: The cast: the name of a relationship is only meant where somebody is named.
        terms: How keys are understood.
    """
    used = Counter(name for note in notes for name in {key(name.text) for name, _ in note.properties})
    headed = Counter(name for found in sheets.values() for name in {key(section.heading) for section in found})
    out = []
    for note in notes:
        if note.path in sheets:
            for name, value in note.properties:
                if used[key(name.text)] < OWN_SCHEME and (meant := _meant(note, name, value, people, terms)):
                    out.append(_problem(note, name.first, "property", name.text, meant))
            for section in sheets[note.path]:
                is_own = headed[key(section.heading)] >= OWN_SCHEME or bool(people.called(section.heading))
                if section.blocks and 0 < section.level < CALLOUT_LEVEL:
                    out += _of_heading(note, section, terms, is_own=is_own)
    return out


def _of_heading(note: Note, section: Section, terms: Terms, *, is_own: bool) -> list[Problem]:
    """What is to be said of one heading; `is_own` where it is a word of the author's own scheme."""
    own = key(section.heading)
    if _is_known(own, terms):
        return []
    if terms.is_of_two_traits(own):
        message = f'the heading "{section.heading}" means two things, so what stands under it is not read'
        hint = "Give each a heading of its own."
        return [Problem(note.path, section.line, "unread-heading", "warning", message, hint)]
    meant = "" if is_own else misspelt(own, _sheet_keys())
    return [_problem(note, section.line, "heading", section.heading, meant)] if meant else []


def _problem(note: Note, line: int, what: str, text: str, meant: str) -> Problem:
    message = f'"{text}" is no {what} that is read here'
    return Problem(note.path, line, f"mistyped-{what}", "warning", message, f"Did you mean {meant}?")


def _meant(note: Note, name: Scalar, value: Value, people: People, terms: Terms) -> str:
    """The known property that a name is a slip for, or ""; a property that says nothing loses nothing."""
    own = key(name.text)
    texts = [text.text for text in scalars(value) if not is_missing(text.text)]
    if not texts or own[-1:].isdigit() or _is_known(own, terms):
        return ""
    if meant := misspelt(own, _sheet_keys()):
        return meant
    if any(people.in_links(text, note.path) or people.called(text) for text in texts):
        return misspelt(own, _kind_keys(terms.kinds))
    return ""


def _is_known(own: str, terms: Terms) -> bool:
    """Whether a key means something here, as the author taught it, or as a word of its own."""
    if own in _WORDS or own in known_keys():
        return True
    return own in terms.synonyms or terms.is_trait(own) or terms.is_about_others(own) or bool(terms.read_kinds(own))


@lru_cache(maxsize=1)
def _sheet_keys() -> tuple[str, ...]:
    """The keys without which a sheet would miss something."""
    traits = (name for name, trait in trait_names().items() if trait in SHEET_TRAITS or trait == "pronouns")
    return tuple(dict.fromkeys((*traits, *TIE_HEADINGS, *ALIAS_KEYS)))


@lru_cache(maxsize=8)
def _kind_keys(taught: tuple[Kind, ...]) -> tuple[str, ...]:
    """The English words for relationships and those that the author taught, long enough to be told from others."""
    words = words_for(taught)
    nouns = (word for word in words.nouns if word in words.english)
    return tuple(word for word in (*(kind.id for kind in taught), *nouns) if len(word) >= _SHORTEST_KIND)
