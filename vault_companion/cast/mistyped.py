"""Properties whose names look mistyped: `strenghts: [patient]` is not read, and a page would ask for what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from vault_companion.cast.kind_words import words_for
from vault_companion.cast.kinds import Kind
from vault_companion.cast.names import People
from vault_companion.cast.sorts import key, phrases
from vault_companion.cast.terms import Terms
from vault_companion.cast.vocabulary import ALIAS_KEYS, SHEET_TRAITS, TIE_HEADINGS, known_keys, trait_names
from vault_companion.notes.fields import is_missing
from vault_companion.notes.frontmatter import Scalar, Value
from vault_companion.notes.note import Note, scalars
from vault_companion.problem import Problem
from vault_companion.settings_note import misspelt

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


def mistyped(notes: Sequence[Note], sheets: Iterable[Note], people: People, terms: Terms) -> list[Problem]:
    """What is to be said of the properties of characters' notes that are one slip away from a known one.

    Args:
        notes: Every note of the author's; what three of them have is no slip.
        sheets: The characters' notes.
        people: The cast: the name of a relationship is only meant where somebody is named.
        terms: How keys are understood.
    """
    used = Counter(name for note in notes for name in {key(name.text) for name, _ in note.properties})
    return [
        Problem(
            note.path,
            name.first,
            "mistyped-property",
            "warning",
            f'"{name.text}" is no property that is read here',
            f"Did you mean {meant}?",
        )
        for note in sheets
        for name, value in note.properties
        if used[key(name.text)] < OWN_SCHEME and (meant := _meant(note, name, value, people, terms))
    ]


def _meant(note: Note, name: Scalar, value: Value, people: People, terms: Terms) -> str:
    """The known property that a name is a slip for, or ""; a property that says nothing loses nothing."""
    own = key(name.text)
    texts = [text.text for text in scalars(value) if not is_missing(text.text)]
    if not texts or own in _WORDS or own[-1:].isdigit() or own in known_keys() or _is_read(own, terms):
        return ""
    if meant := misspelt(own, _sheet_keys()):
        return meant
    if any(people.in_links(text, note.path) or people.called(text) for text in texts):
        return misspelt(own, _kind_keys(terms.kinds))
    return ""


def _is_read(own: str, terms: Terms) -> bool:
    """Whether a key means something, by itself or as the author taught it."""
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
