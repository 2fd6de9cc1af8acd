"""Terms: the words by which keys, headings and relationships are known, the author's own among them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vault_companion.cast.kind_words import tokens_of, words_for
from vault_companion.cast.kinds import FAMILIES, Kind, StatedKind, read_kinds, taught_kind
from vault_companion.cast.vocabulary import (
    TIE_HEADINGS,
    coupled_tie_heading,
    coupled_trait,
    is_tie_heading,
    known_keys,
    tie_field_names,
    trait_of,
    traits_in,
)
from vault_companion.notes.frontmatter import Value
from vault_companion.notes.note import Note, key_of
from vault_companion.problem import Problem
from vault_companion.settings import DEFAULTS, Settings, Taught
from vault_companion.settings_note import nearest

_BOTH_WAYS: Final = frozenset({"both ways", "mutual", "symmetric", "both"})
_INVERSE: Final = re.compile(r"(?:the other is|inverse|other side)[: ]+(?:an? |the )?(.+)", re.IGNORECASE)
_SIGNS: Final = {"good": 1, "positive": 1, "+": 1, "bad": -1, "negative": -1, "hostile": -1, "-": -1}


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """How the author's keys and words are understood.

    Attributes:
        synonyms: From her own key, as `key_of` gives it, to the shipped one it means.
        kinds: Her own kinds of relationship.
        problems: What of her teaching could not be understood.
    """

    synonyms: Mapping[str, str]
    kinds: tuple[Kind, ...] = ()
    problems: tuple[Problem, ...] = ()

    def key(self, text: str) -> str:
        """The form in which a key, label or heading is compared; her own word becomes the shipped one."""
        key = key_of(text)
        return self.synonyms.get(key, key)

    def trait(self, text: str) -> str:
        """The trait that a key or heading means, or ""."""
        key = self.key(text)
        return trait_of(key) or coupled_trait(key)

    def is_trait(self, text: str) -> bool:
        """Whether a key or heading means a trait."""
        return bool(self.trait(text))

    def is_of_two_traits(self, text: str) -> bool:
        """Whether a heading such as `Strengths & weaknesses` names several traits and so means none."""
        key = self.key(text)
        return not self.is_trait(text) and len(traits_in(key)) > 1

    def part(self, text: str) -> str:
        """The part of a relationship that a key or heading means, or ""."""
        return tie_field_names().get(self.key(text), "")

    def is_part(self, text: str) -> bool:
        """Whether a key or heading means a part of a relationship."""
        return bool(self.part(text))

    def is_about_others(self, text: str) -> bool:
        """Whether the items under a heading are about other people."""
        key = self.key(text)
        return is_tie_heading(key) or coupled_tie_heading(key) is not None

    def heading_kind(self, text: str) -> str:
        """The kind that a heading about others states for its items, or ""."""
        key = self.key(text)
        return TIE_HEADINGS.get(key) or coupled_tie_heading(key) or ""

    def is_kind(self, text: str) -> bool:
        """Whether a text is nothing but the word for a kind, such as the heading `Rival`."""
        tokens = tokens_of(text)
        hit = words_for(self.kinds).at(tokens, 0) if tokens else None
        return hit is not None and hit.noun is not None and hit.size == len(tokens)

    def read_kinds(self, text: str, names: Collection[str] = ()) -> tuple[StatedKind, ...]:
        """The kinds that some words state, her own among them; see `cast.kinds.read_kinds`."""
        return read_kinds(text, names=names, more=self.kinds)

    def property(self, note: Note, *names: str) -> Value | None:
        """The value of the note's first property that means one of `names`."""
        for key, value in note.properties:
            if self.key(key.text) in names:
                return value
        return None


@lru_cache(maxsize=8)
def terms_of(settings: Settings) -> Terms:
    """The terms that hold under these settings."""
    problems: list[Problem] = []
    synonyms = dict(pair for taught in settings.headings for pair in _synonyms(taught, problems))
    kinds = tuple(kind for taught in settings.relationships for kind in _kinds(taught, problems))
    return Terms(synonyms, kinds, tuple(problems))


def _synonyms(taught: Taught, problems: list[Problem]) -> list[tuple[str, str]]:
    """`needs: Потребности, Чего ей не хватает`, or the other way round."""
    known = known_keys()
    left, right = key_of(taught.label), key_of(taught.text)
    if left in known:
        return [(key_of(word), left) for word in taught.text.split(",") if key_of(word)]
    if right in known:
        return [(left, right)]
    near = nearest(taught.label, known) or nearest(taught.text, known)
    hint = f"Did you mean {near}?" if near else "Write what it means first: `- needs: Потребности`."
    message = f'neither "{taught.label}" nor "{taught.text}" is a heading known here'
    problems.append(Problem(taught.path, taught.line, "unknown-heading", "warning", message, hint))
    return []


def _kinds(taught: Taught, problems: list[Problem]) -> tuple[Kind, ...]:
    """`oathsworn: friendship, both ways`, or `liege: professional, the other is vassal`."""
    family, *rest = (part.strip() for part in taught.text.split(","))
    both, inverse, sign = False, "", 0
    if key_of(family) not in FAMILIES:
        near = nearest(family, FAMILIES)
        hint = f"Did you mean {near}?" if near else f"Write one of: {', '.join(FAMILIES)}."
        message = f'"{family}" is no family of relationships'
        problems.append(Problem(taught.path, taught.line, "unknown-family", "warning", message, hint))
        return ()
    for part in rest:
        if part.casefold() in _BOTH_WAYS:
            both = True
        elif part.casefold() in _SIGNS:
            sign = _SIGNS[part.casefold()]
        elif found := _INVERSE.fullmatch(part):
            inverse = found[1].strip()
        else:
            message = f'"{part}" is not understood after the family of "{taught.label}"'
            hint = "Write `both ways`, `the other is WORD`, `good` or `bad`."
            problems.append(Problem(taught.path, taught.line, "wrong-setting", "warning", message, hint))
    return taught_kind(taught.label, key_of(family), both_ways=both, inverse=inverse, sign=sign)


TERMS: Final = terms_of(DEFAULTS)
"""The terms that hold without settings."""
