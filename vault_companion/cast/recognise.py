"""Which notes are characters, relationships and scenes, and why (theory 2.1).

An explicit type decides; then a tag, then the folder; last, a note that looks like a character's sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vault_companion.cast.vocabulary import (
    CHARACTER_TYPES,
    GROUP_TYPES,
    PAIR_KEYS,
    RELATIONSHIP_TYPES,
    SCENE_TYPES,
    SHEET_TRAITS,
    TYPE_KEYS,
    trait_of,
)
from vault_companion.notes.note import Evidence, Note, key_of, scalars
from vault_companion.settings import Settings

Sort = Literal["character", "relationship", "scene", "group", "other"]

_NOT_A_PERSON = frozenset({"_index", "index", "template", "readme", "moc", "_template", "overview", "cast list"})
_SHEET_LINE = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+)?(?:#{1,6}[ \t]+(?P<heading>[^\n]{1,60})"
    r"|\*\*(?P<bold>[^*\n]{1,60}?):?\*\*|(?P<field>[^\W\d_][^:\n\[\]()]{0,40})::"
    r"|\|[ \t]*\**(?P<cell>[^|\n*]{1,40}?)\**[ \t]*\||\[!(?P<callout>[^\]\n]{1,40})\])",
    re.MULTILINE,
)
_TAG = re.compile(r"(?:^|(?<=\s))#([^\W\d][\w/-]{0,80})")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a note is taken for.

    Attributes:
        sort: Character, relationship, scene, group, or none of these.
        reason: Why, in words for the author.
        evidence: The line that says so, or the path.
        nearly: Why a note that is no character looked a little like one, or "".
    """

    sort: Sort
    reason: str
    evidence: Evidence
    nearly: str = ""


def recognise(note: Note, settings: Settings) -> Recognised:
    """What `note` is; the first rule that speaks decides."""
    for key, value in note.properties:
        if key_of(key.text) not in TYPE_KEYS:
            continue
        for text in scalars(value):
            sort = _sort_of_type(key_of(text.text.lstrip("#")))
            if sort and (sort != "other" or key_of(key.text) == "type"):
                evidence = note.evidence(text.text, text.first, text.last)
                return Recognised(sort, f"`{key.text}: {text.text}`", evidence)
    if _names_a_pair(note):
        return Recognised("relationship", "its properties name two people", Evidence(note.path, 0, note.path.stem))
    return _by_tag(note, settings) or _by_folder(note, settings) or _by_shape(note) or _other(note)


def _sort_of_type(text: str) -> Sort | None:
    if text in CHARACTER_TYPES:
        return "character"
    if text in RELATIONSHIP_TYPES:
        return "relationship"
    if text in SCENE_TYPES:
        return "scene"
    if text in GROUP_TYPES:
        return "group"
    return "other" if text else None


def _names_a_pair(note: Note) -> bool:
    """Whether a property such as `between: ["[[A]]", "[[B]]"]` is there and a kind with it."""
    pair = note.property(*PAIR_KEYS[1:3])
    return pair is not None and len(scalars(pair)) == 2


def _by_tag(note: Note, settings: Settings) -> Recognised | None:
    tags = note.property("tags", "tag")
    for text in scalars(tags) if tags is not None else ():
        for tag in re.split(r"[\s,]+", text.text):
            if _is_character_tag(tag.lstrip("#"), settings):
                return Recognised("character", f"tag `{tag}`", note.evidence(tag, text.first, text.last))
    for number, line in enumerate(note.masked.split("\n"), 1):
        if "#" in line:
            for found in _TAG.finditer(line):
                if _is_character_tag(found[1], settings):
                    return Recognised("character", f"tag `#{found[1]}`", note.evidence(found[0], number))
    return None


def _is_character_tag(tag: str, settings: Settings) -> bool:
    return any(part in settings.character_tags for part in tag.casefold().split("/"))


def _by_folder(note: Note, settings: Settings) -> Recognised | None:
    folders = note.path.folder.split("/")
    for folder in folders:
        if key_of(folder) in settings.character_folders:
            stem = note.path.stem.casefold()
            if stem in _NOT_A_PERSON or stem == folders[-1].casefold() or "template" in stem:
                return None
            return Recognised("character", f"it lies in `{folder}`", Evidence(note.path, 0, folder))
    return None


def _by_shape(note: Note) -> Recognised | None:
    found: dict[str, Evidence] = {}
    for key, _ in note.properties:
        trait = trait_of(key_of(key.text))
        if trait in SHEET_TRAITS:
            found.setdefault(trait, note.evidence(key.text, key.first, key.last))
    for match in _SHEET_LINE.finditer(note.masked):
        text = next(group for group in match.groups() if group)
        trait = trait_of(key_of(text))
        if trait in SHEET_TRAITS and trait not in found:
            line = note.masked.count("\n", 0, match.start()) + 1
            found[trait] = note.evidence(text, line)
    if len(found) < 2:
        return None
    first = next(iter(found.values()))
    return Recognised("character", f"it looks like a character sheet ({', '.join(sorted(found))})", first)


def _other(note: Note) -> Recognised:
    return Recognised("other", "nothing says that it is about a person", Evidence(note.path, 0, note.path.stem))
