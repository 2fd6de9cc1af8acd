"""A character's sheet: every trait, phrase by phrase, from wherever in the note it stands (theory 2.2, 2.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vault_companion.cast.openers import Openers
from vault_companion.cast.prose import Place, place_of, quoted_lines, unspoken
from vault_companion.cast.recognise import Recognised
from vault_companion.cast.terms import TERMS, Terms
from vault_companion.cast.vocabulary import ALIAS_KEYS, NAME_KEYS
from vault_companion.notes import frontmatter
from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import (
    Entry,
    Phrase,
    entries,
    is_missing,
    phrases_of_entry,
    phrases_of_value,
    scalar_text,
)
from vault_companion.notes.frontmatter import Scalar, Value
from vault_companion.notes.language import are_english
from vault_companion.notes.note import Note, scalars
from vault_companion.notes.scan import plain
from vault_companion.vault.snapshot import VaultPath

_PRONOUNS = {"she": "she", "her": "she", "hers": "she", "he": "he", "him": "he", "his": "he"}
_SAID_AS = {
    "she": {"she", "her", "female", "woman", "f"},
    "he": {"he", "him", "male", "man", "m"},
    "they": {"they", "them", "nonbinary", "nb"},
    "it": {"it"},
}
_DEEPEST = 4
"""How deep in nested properties traits are looked for."""

_EDGE = re.compile(r"^[^\w\"“‘']+|[\s.,;:!]+$")


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the story.

    Attributes:
        path: Their note, which is who they are.
        name: What they are called: the `name` property, else the note's name.
        aliases: Other names the author gave, in her order.
        traits: From a trait's model name to its phrases, in the order of the note; no empty ones.
        prose: Sentences that stand under no known heading, as far as they may tell what somebody is like.
        reason: Why the note was taken for a character.
        nature: Such sentences under a heading that says they do: `Personality`.
        english: Whether the note is written in English.
    """

    path: VaultPath
    name: str
    aliases: tuple[str, ...]
    traits: Mapping[str, tuple[Phrase, ...]]
    prose: tuple[Phrase, ...]
    reason: str
    nature: tuple[Phrase, ...] = ()
    english: bool = True

    def trait(self, name: str) -> tuple[Phrase, ...]:
        """The phrases of a trait, () when the note says nothing."""
        return self.traits.get(name, ())

    @property
    def pronouns(self) -> frozenset[str]:
        """The pronouns the note states: of "she", "he", "they" and "it"; empty when it states none."""
        return _pronouns_in(" ".join(phrase.text for phrase in self.trait("pronouns")))


@lru_cache(maxsize=1024)
def _pronouns_in(text: str) -> frozenset[str]:
    found = set(re.findall(r"[a-z]+", text.casefold()))
    return frozenset(pronoun for pronoun, words in _SAID_AS.items() if found & words)


def is_about_another(text: str, owner: Character, partner: Character) -> bool:
    """Whether a line of somebody's sheet cannot mean this partner: its "her" or "him" is neither of the two."""
    meant = {_PRONOUNS[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in _PRONOUNS}
    own, theirs = owner.pronouns, partner.pronouns
    return bool(own and theirs) and bool(meant - own) and not meant & theirs


def read_character(
    note: Note, recognised: Recognised, sections: tuple[Section, ...] | None = None, terms: Terms = TERMS
) -> Character:
    """The sheet in one note; `sections` are the note's, where they are known already."""
    traits: dict[str, list[Phrase]] = {}
    prose: dict[Place, list[Phrase]] = {"open": [], "nature": []}
    for trait, value in _stated(note.properties, terms):
        traits.setdefault(trait, []).extend(phrases_of_value(note, value))
    for section in note.sections() if sections is None else sections:
        _read_section(note, section, terms, traits, prose)
    gathered = {trait: merged(phrases) for trait, phrases in traits.items() if phrases}
    return Character(
        note.path,
        _name(note, terms),
        _aliases(note, terms),
        gathered,
        tuple(prose["open"]),
        recognised.reason,
        tuple(prose["nature"]),
        are_english((note.masked.lstrip(), *(phrase.text for phrases in gathered.values() for phrase in phrases))),
    )


def _stated(properties: Iterable[tuple[Scalar, Value]], terms: Terms, depth: int = 0) -> Iterator[tuple[str, Value]]:
    """The traits among some properties, and among those nested in an unknown one: `psychology: {fears: ...}`."""
    for key, value in properties:
        if trait := terms.trait(key.text):
            yield trait, value
        elif depth < _DEEPEST and not terms.is_about_others(key.text):
            inside = value.items if isinstance(value, frontmatter.Sequence) else (value,)
            for item in inside:
                if isinstance(item, frontmatter.Mapping):
                    yield from _stated(item.items, terms, depth + 1)


def _read_section(
    note: Note, section: Section, terms: Terms, traits: dict[str, list[Phrase]], prose: dict[Place, list[Phrase]]
) -> None:
    """Sort a section's entries into traits and prose; what is about other people is left to the ties."""
    heading = _trait_of_section(section, terms)
    about_others = _is_about_others(section, terms)
    place, quoted = place_of(section), quoted_lines(note, section)
    open_label, open_depth = "", -1
    openers = Openers(section, terms)
    for entry in entries(section, terms.is_trait, terms.is_trait):
        if openers.begins(entry):
            open_label = ""
        if openers.kind is not None:
            continue
        label = terms.trait(entry.label) if entry.label else ""
        if label and not (about_others and entry.kind != "field"):
            traits.setdefault(label, []).extend(phrases_of_entry(note, entry))
            open_label, open_depth = (label, entry.depth) if not entry.text else ("", -1)
        elif about_others:
            continue
        elif open_label and entry.kind == "item" and entry.depth > open_depth - (0 if open_depth else 1):
            traits.setdefault(open_label, []).extend(phrases_of_entry(note, entry))
        elif heading:
            traits.setdefault(heading, []).extend(phrases_of_entry(note, _with_label(entry)))
        else:
            open_label = ""
            if place in prose and entry.kind != "field" and entry.first not in quoted:
                prose[place] += unspoken(phrases_of_entry(note, _with_label(entry)))


def _with_label(entry: Entry) -> Entry:
    """The entry with an unknown label put back into its text: under `Needs`, `**Love:** a home` is one phrase."""
    if not entry.label or entry.kind == "row":
        return entry
    return Entry("", entry.whole, entry.first, entry.last, entry.kind, entry.depth, entry.heading)


def _trait_of_section(section: Section, terms: Terms) -> str:
    """The trait that a section's heading means: its own, or the nearest known one above it."""
    for heading in (section.heading, *reversed(section.above)):
        if terms.is_about_others(heading) and terms.key(heading) != "romance":
            return ""
        if trait := terms.trait(heading):
            return trait
    return ""


def _is_about_others(section: Section, terms: Terms) -> bool:
    for heading in (section.heading, *reversed(section.above)):
        if terms.is_about_others(heading):
            return True
        if terms.is_trait(heading):
            return False
    return False


def with_traits(character: Character, more: Mapping[str, Sequence[Phrase]]) -> Character:
    """The same person with more phrases under some traits."""
    added = {trait: merged([*character.trait(trait), *phrases]) for trait, phrases in more.items()}
    return replace(character, traits={**character.traits, **added}) if added else character


def merged(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Each phrase once, with all the places where it stands."""
    alike: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        alike.setdefault(same(phrase.text), []).append(phrase)
    return tuple(joined(found) for found in alike.values())


def joined(alike: Sequence[Phrase]) -> Phrase:
    """The first of some phrases that say the same, with the places of all."""
    places = dict.fromkeys(place for phrase in alike for place in phrase.evidence)
    return Phrase(alike[0].text, alike[0].source, tuple(places))


def same(text: str) -> str:
    """The form in which two phrases are compared: case, outer punctuation and spacing do not count."""
    return " ".join(_EDGE.sub("", unicodedata.normalize("NFKC", text).casefold()).split())


def _name(note: Note, terms: Terms) -> str:
    value = terms.property(note, *NAME_KEYS)
    name = plain(scalar_text(value)).strip() if isinstance(value, Scalar) else ""
    return unicodedata.normalize("NFC", " ".join(name.split()) or note.path.stem)


def _aliases(note: Note, terms: Terms) -> tuple[str, ...]:
    """Every other name, once; `title` is a status, not a name."""
    own = _name(note, terms)
    out: list[str] = [] if own == note.path.stem else [note.path.stem]
    for key, value in note.properties:
        if terms.key(key.text) in ALIAS_KEYS:
            for text in scalars(value):
                out += [name.strip() for name in re.split(r"[,;\n]", plain(text.text)) if not is_missing(name)]
    return tuple(dict.fromkeys(name for name in out if name != own))
