"""Which notes are characters, relationships, scenes and groups, and why (theory 2.1).

What the settings name goes before everything. An explicit type decides; then a tag, then the folder; last, a note that
looks like a character's sheet. Templates, indexes and pages out of a compendium are nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from vault_companion.cast.not_people import why_no_person, why_template
from vault_companion.cast.shape import Shape, shape_of
from vault_companion.cast.sorts import (
    BEAST_TAGS,
    DOCUMENT_TAGS,
    IMPORTED_TAGS,
    OTHER_TAGS,
    STRONG_KEYS,
    TAGS,
    WEAK_KEYS,
    Sort,
    holds_no_people,
    is_vague,
    key,
    means_other,
    means_people,
    sort_of_type,
    value_of,
    words,
)
from vault_companion.cast.terms import Terms, terms_of
from vault_companion.cast.vocabulary import PAIR_KEYS
from vault_companion.notes import resolve
from vault_companion.notes.note import Evidence, Note, scalars
from vault_companion.settings import DEFAULTS, Settings
from vault_companion.vault.snapshot import VaultPath

_TAG: Final = re.compile(r"#([^\W\d][\w/-]{0,80})")
_KINSHIP: Final = words("father mother spouse child children partner born died birth death gender sex")
"""Properties that Charted Roots gives to people alone; a number may follow, as in `spouse1`."""


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


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    """Settings in the form in which notes are compared with them.

    Attributes:
        terms: How the author's keys are understood.
        types: Her own values of `type`.
        tags: Tags for people.
        folders: Names of folders for people, at any depth.
        roots: Folders for people by their path from the vault's root.
        named: Notes that she calls characters.
        barred: Notes that she says are none.
        shipped: Whether the shipped names of folders count too.
    """

    terms: Terms
    types: frozenset[str]
    tags: frozenset[str]
    folders: frozenset[str]
    roots: frozenset[str]
    named: frozenset[str]
    barred: frozenset[str]
    shipped: bool


@lru_cache(maxsize=8)
def _rules_of(settings: Settings) -> _Rules:
    """The shipped words count beside the author's as long as the defaults stand in her list."""
    roots = frozenset(folder for folder in settings.character_folders if "/" in folder)
    return _Rules(
        terms=terms_of(settings),
        types=frozenset(key(text) for text in settings.character_types),
        tags=settings.character_tags | (TAGS if settings.character_tags >= DEFAULTS.character_tags else frozenset()),
        folders=frozenset(key(folder) for folder in settings.character_folders - roots),
        roots=frozenset(resolve.key(folder) for folder in roots),
        named=frozenset(_target(name) for name in settings.characters),
        barred=frozenset(_target(name) for name in settings.not_characters),
        shipped=settings.character_folders >= DEFAULTS.character_folders,
    )


def _target(name: str) -> str:
    return resolve.key(name.strip().strip("/")).removesuffix(".md")


def _is_among(path: VaultPath, names: frozenset[str]) -> bool:
    """Whether one of `names` is what a link to this note could be: its name, or the end of its path."""
    parts = resolve.key(path).removesuffix(".md").split("/") if names else []
    return any("/".join(parts[start:]) in names for start in range(len(parts)))


def recognise(note: Note, settings: Settings) -> Recognised:
    """What `note` is; the first rule that speaks decides."""
    rules = _rules_of(settings)
    if _is_among(note.path, rules.named):
        return Recognised("character", "the settings name it", _place(note))
    found = _unbarred(note, rules)
    if found.sort == "character" and _is_among(note.path, rules.barred):
        return replace(_other(note), reason="the settings say that it is no character")
    return found


def _unbarred(note: Note, rules: _Rules) -> Recognised:
    stated = _by_property(note, rules, STRONG_KEYS) or _by_kinship(note)
    if stated and stated.sort == "character":
        return _unless(why_template(note, stated=True), note, stated)
    if stated:
        return _otherwise(note, rules, stated)
    if _names_a_pair(note):
        return Recognised("relationship", "its properties name two people", _place(note))
    hinted = _by_property(note, rules, WEAK_KEYS)
    if hinted and hinted.sort not in ("character", "other"):
        return _otherwise(note, rules, hinted)
    person = hinted if hinted and hinted.sort == "character" else None
    tagged = _by_tag(note, rules)
    if tagged and (tagged.sort == "other" or not person):
        person = tagged if tagged.sort == "character" else None
        if not person:
            return _otherwise(note, rules, tagged)
    person = person or _by_folder(note, rules)
    if person:
        return _unless(why_no_person(note, rules.terms), note, person)
    return _by_shape(note, rules, hinted)


def _unless(why_not: str, note: Note, person: Recognised) -> Recognised:
    return replace(_other(note), nearly=f"{person.reason}, but {why_not}") if why_not else person


def _otherwise(note: Note, rules: _Rules, found: Recognised) -> Recognised:
    """A note that says that it is something else: how it nearly was a character for its folder or its shape."""
    lies = _by_folder(note, rules)
    if lies:
        return replace(found, nearly=f"{lies.reason}, but {found.reason} says that it is something else")
    shape = shape_of(note, rules.terms)
    if shape and shape.is_person and shape.plain:
        return replace(found, nearly=f"{_looks(shape)}, but {found.reason} says that it is something else")
    return found


# ---- what the properties say


def _by_property(note: Note, rules: _Rules, keys: tuple[str, ...]) -> Recognised | None:
    """What the properties among `keys` say, the first that says anything; a type of Charted Roots before all others."""
    synonyms = rules.terms.synonyms
    named = [(synonyms.get(own := key(name.text), own), name, value) for name, value in note.properties]
    for wanted, name, value in sorted((one for one in named if one[0] in keys), key=lambda one: one[0] != "cr type"):
        for text in scalars(value):
            sort = "character" if _is_own_type(text.text, rules) else sort_of_type(text.text)
            if sort and not (sort == "group" and _is_no_group(wanted, text.text)):
                evidence = note.evidence(text.text, text.first, text.last)
                return Recognised(sort, f"`{name.text}: {text.text}`", evidence)
    return None


def _is_own_type(text: str, rules: _Rules) -> bool:
    return bool(rules.types) and any(key(part.lstrip("# ")) in rules.types for part in (text, *text.split("/")))


def _is_no_group(wanted: str, text: str) -> bool:
    """`kind: family` is a relationship, and `class: order` a fighter's."""
    return wanted == "class" or (wanted == "kind" and key(text) in ("family", "house"))


def _by_kinship(note: Note) -> Recognised | None:
    """A person of Charted Roots without a type: an identity, and parents or dates."""
    if value_of(note, "cr id") is None:
        return None
    for name, _ in note.properties:
        if key(name.text).partition(" ")[0].rstrip("0123456789") in _KINSHIP:
            evidence = note.evidence(name.text, name.first, name.last)
            return Recognised("character", f"`cr_id` and `{name.text}`", evidence)
    return None


def _names_a_pair(note: Note) -> bool:
    """Whether a property such as `between: ["[[A]]", "[[B]]"]` is there and a kind with it."""
    pair = value_of(note, *PAIR_KEYS[1:3])
    return pair is not None and len(scalars(pair)) == 2


# ---- what the tags say


def _by_tag(note: Note, rules: _Rules) -> Recognised | None:
    """A character, or something else: the first tag for either decides, but a session's wherever it stands."""
    found: Recognised | None = None
    tags = value_of(note, "tags", "tag")
    for text in scalars(tags) if tags is not None else ():
        for tag in re.split(r"[\s,]+", text.text):
            parts = tag.lstrip("#").casefold().split("/")
            sort = _sort_of_tag(parts, rules)
            if sort and (found is None or parts[0] in DOCUMENT_TAGS):
                found = Recognised(sort, f"tag `{tag}`", note.evidence(tag, text.first, text.last))
    return found or _by_inline_tag(note, rules)


def _sort_of_tag(parts: list[str], rules: _Rules) -> Sort | None:
    if parts[0] in IMPORTED_TAGS:
        return None
    if any(part in DOCUMENT_TAGS for part in parts):
        return "other"
    if parts[0] not in BEAST_TAGS and any(part in rules.tags for part in parts):
        return "character"
    return "other" if parts[0] in OTHER_TAGS or parts[0] in BEAST_TAGS else None


def _by_inline_tag(note: Note, rules: _Rules) -> Recognised | None:
    """A tag for people in the text; among sessions and places such a tag is about somebody who is named there."""
    text = note.masked
    for found in _TAG.finditer(text):
        parts = found[1].casefold().split("/")
        starts = found.start() == 0 or text[found.start() - 1].isspace()
        if starts and _sort_of_tag(parts, rules) == "character" and not _lies_elsewhere(note, rules):
            line = text.count("\n", 0, found.start()) + 1
            return Recognised("character", f"tag `#{found[1]}`", note.evidence(found[0], line))
    return None


# ---- what the folder says


def _by_folder(note: Note, rules: _Rules) -> Recognised | None:
    sort, folder = _folder_says(note.path.folder, rules)
    if sort != "character":
        return None
    return Recognised("character", f"it lies in `{folder}`", Evidence(note.path, 0, folder))


def _lies_elsewhere(note: Note, rules: _Rules) -> bool:
    """Whether it lies among places, sessions or the like."""
    sort, folder = _folder_says(note.path.folder, rules)
    return sort == "other" and not is_vague(key(folder))


@lru_cache(maxsize=4096)
def _folder_says(folder: str, rules: _Rules) -> tuple[Sort | None, str]:
    """What the innermost folder that says anything says, and which it is."""
    names = folder.split("/") if folder else []
    for depth in range(len(names), 0, -1):
        name = key(names[depth - 1])
        if resolve.key("/".join(names[:depth])) in rules.roots or name in rules.folders:
            break
        if rules.shipped and means_people(name, own=depth == len(names)):
            break
        if means_other(name, own=depth == len(names)):
            return "other", names[depth - 1]
    else:
        return None, ""
    if rules.shipped and any(holds_no_people(key(name)) for name in names[: depth - 1]):
        return "other", names[depth - 1]
    return "character", names[depth - 1]


# ---- what it looks like


def _by_shape(note: Note, rules: _Rules, hinted: Recognised | None) -> Recognised:
    shape = shape_of(note, rules.terms)
    if shape is None or _lies_elsewhere(note, rules):
        return _other(note)
    looks = _looks(shape)
    found = Recognised("character", looks, next(iter(shape.parts.values())))
    if shape.is_person:
        said = f"{hinted.reason} says that it is something else" if hinted else _unread_type(note)
        return _unless(said or why_no_person(note, rules.terms), note, found)
    if shape.is_sheet and shape.plain and (shape.several or shape.signs):
        return _unless("it holds several" if shape.several else f"also like {shape.doubts[0]}", note, found)
    if shape.plain and not shape.doubts:
        return replace(_other(note), nearly=f"it has one part of a character sheet ({next(iter(shape.parts))})")
    return _other(note)


def _looks(shape: Shape) -> str:
    return f"it looks like a character sheet ({', '.join(sorted(shape.parts))})"


def _unread_type(note: Note) -> str:
    """That a `type` stands there which means nothing here, or ""."""
    stated = value_of(note, *STRONG_KEYS)
    texts = [text.text for text in scalars(stated) if text.text.strip()] if stated is not None else []
    return f"what `type: {texts[0]}` means is not known" if texts else ""


def _place(note: Note) -> Evidence:
    return Evidence(note.path, 0, note.path.stem)


def _other(note: Note) -> Recognised:
    return Recognised("other", "nothing says that it is about a person", _place(note))
