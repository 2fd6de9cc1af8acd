"""Reads relationships from a note's properties: `rival: [[X]]`, lists, maps and records, those of other tools too.

Known are the records of StoryLine, Novalist, Storyteller Suite, Charted Roots, Relations and gm-apprentice. What is
special to them: a flag says that a tie holds both ways; a person may be named by an identifier; `spouse1` and its
`spouse1_marriage_status` are one tie; `novalist_chapterOverrides` say what changes at a point of the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from vault_companion.cast.kinds import StatedKind
from vault_companion.cast.said import Place, Said
from vault_companion.cast.ties import Statement, Ways
from vault_companion.notes.fields import is_missing, scalar_text
from vault_companion.notes.frontmatter import Mapping, Scalar, Sequence, Value, bare_link
from vault_companion.notes.note import Note, key_of, scalars
from vault_companion.vault.snapshot import VaultPath

_WHO: Final = ("character", "name", "with", "to", "target", "person", "who", "characters")
_IDS: Final = ("target id", "character id", "person id")
_BOTH_WAYS: Final = ("two way", "twoway", "bidirectional", "mutual", "both ways")
_TRUTH: Final[dict[str, Ways]] = {"true": "both", "yes": "both", "1": "both", "false": "one", "no": "one", "0": "one"}
_PARTS: Final = {"type": "kind", "role": "kind", "label": "label", "tone": "note"}
_NUMBERS: Final = ("strength", "intimacy", "closeness")
_NO_KIND: Final = frozenset({"custom", "other", "neutral", "none", "unknown"})
"""What a tool writes for a type when the author chose none."""
_MORE_LISTS: Final = frozenset(
    {"other relations", "custom relations", "related characters", "linked characters", "related people"}
)
_OVERRIDES: Final = frozenset({"novalist chapter overrides", "chapter overrides"})
_INFOBOXES: Final = frozenset({"infobox", "info box"})
_POINTS: Final = ("chapter", "act", "scene")
_OWN_IDS: Final = ("cr id", "id", "storyteller id")
_WORD_START: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DETAIL: Final = re.compile(r"(.+?) (ids?|(?:marriage |divorce )?(?:status|date|location)|marriage order)")
_SORTED: Final = re.compile(r"(?:characters?|persons?|people|npcs?|pcs?)[:/]\s*(\S.{0,99})", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(.*[^\W\d]) ?\d{1,3}")


def ids_of(notes: Iterable[Note]) -> dict[str, VaultPath]:
    """Whose each identifier is (`cr_id`, `id`); one that two notes have is nobody's."""
    found: dict[str, set[VaultPath]] = {}
    for note in notes:
        for name, value in note.properties:
            if _spaced(name.text) in _OWN_IDS and (text := scalar_text(value)):
                found.setdefault(text, set()).add(note.path)
    return {text: next(iter(paths)) for text, paths in found.items() if len(paths) == 1}


def read_properties(said: Said) -> None:
    """Everything that the note's properties state about others."""
    beside = {_spaced(name.text): value for name, value in said.note.properties}
    for name, value in said.note.properties:
        key = said.terms.key(_spaced(name.text))
        detail = _DETAIL.fullmatch(key)
        if said.terms.is_about_others(key) or key in _MORE_LISTS:
            _listed(said, said.terms.heading_kind(key), value)
        elif key in _OVERRIDES:
            _overrides(said, value)
        elif key in _INFOBOXES:
            _infobox(said, value)
        elif said.terms.is_trait(key):
            continue
        elif detail and (kinds := said.terms.read_kinds(_unnumbered(detail[1]))):
            if detail[2].startswith("id") and not {detail[1], f"{detail[1]}s"} & beside.keys():
                _of_kind(said, kinds, value, _Beside(beside, detail[1]))
        elif kinds := said.terms.read_kinds(_unnumbered(key)):
            _of_kind(said, kinds, value, _Beside(beside, _spaced(name.text)))


def _spaced(key: str) -> str:
    """A key with its words apart: `owesDebtTo` is `owes debt to`."""
    return key_of(_WORD_START.sub(" ", key))


def _unnumbered(key: str) -> str:
    """`spouse1` and `rival 2` without their number."""
    found = _NUMBERED.fullmatch(key)
    return found[1] if found else key


# ---- `rival: [[X]]`


class _Beside(NamedTuple):
    """The note's properties by their keys, and which of them is read."""

    properties: dict[str, Value]
    key: str

    def texts(self, *endings: str) -> tuple[Scalar, ...]:
        """What stands in the property that is called like this one with one of these endings."""
        names = (f"{self.key} {ending}" for ending in endings)
        value = next((self.properties[name] for name in names if name in self.properties), None)
        return scalars(value) if value is not None else ()


def _of_kind(said: Said, kinds: tuple[StatedKind, ...], value: Value, beside: _Beside) -> None:
    """A property whose name is the kind; who cannot be told by name is told by the identifier beside it.

    `spouse1_marriage_status: divorced` says how it stands with `spouse1` now.
    """
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and _has_records(value)):
        for record in [value] if isinstance(value, Mapping) else value.items:
            if isinstance(record, Mapping):
                _record(said, record, kinds)
        return
    ids = beside.texts("id", "ids")
    status = beside.texts("marriage status", "status")
    for number, text in enumerate(scalars(value)):
        place = Place(text.first, text.last)
        known = said.named(text.text)
        said.labelled(kinds, text.text, place)
        by_id = [] if known else said.of_id(ids[number].text if number < len(ids) else "") or said.of_id(text.text)
        others = [who for who in known or by_id if who != said.owner]
        for other in others:
            if by_id:
                said.state(other, kinds, text.text, place)
            for now in status:
                said.part(other, "now", now.text, Place(now.first, now.last))


def _has_records(value: Sequence) -> bool:
    return bare_link(value) is None and any(isinstance(item, Mapping) for item in value.items)


# ---- lists, maps and records


def _listed(said: Said, heading_kind: str, value: Value) -> None:
    match value:
        case Mapping() if any(_field(said, name) in (*_WHO, *_IDS) for name, _ in value.items):
            _record(said, value, said.terms.read_kinds(heading_kind))
        case Mapping():
            for who, what in value.items:
                _of_map(said, who, what)
        case Sequence() if (link := bare_link(value)) is not None:
            _listed(said, heading_kind, link)
        case Sequence():
            for item in value.items:
                _listed(said, heading_kind, item)
        case Scalar():
            for piece in said.one_a_person(value.text):
                if not is_missing(piece):
                    said.item(piece, Place(value.first, value.last), heading_kind)


def _of_map(said: Said, who: Scalar, what: Value) -> None:
    """`[[X]]: rival`, or `rival: [[X]]`, in a map of relationships."""
    others = said.named(who.text)
    if not others:
        if kinds := said.terms.read_kinds(key_of(who.text)):
            _of_kind(said, kinds, what, _Beside({}, ""))
        return
    said.calls(others[0], who.text, Place(who.first, who.last))
    if isinstance(what, Mapping):
        _fields(said, others[0], what, Place(who.first, who.last))
    for text in scalars(what) if not isinstance(what, Mapping) else ():
        said.describe(others[0], text.text, Place(text.first, text.last))


def _record(said: Said, record: Mapping, kinds: tuple[StatedKind, ...] = ()) -> None:
    """One `{character: ..., type: ..., notes: ...}` of a list; `kinds` hold where the record itself states none."""
    for other, text in _people_of(said, record):
        place = Place(text.first, text.last)
        said.calls(other, text.text, place)
        before = len(said.found)
        _fields(said, other, record, place)
        if kinds and not any(statement.kinds for statement in said.found[before:]):
            said.state(other, kinds, text.text, place)


def _people_of(said: Said, record: Mapping) -> list[tuple[VaultPath, Scalar]]:
    """Who a record is about and where it says so: by name or link, else by identifier."""
    for keys in (_WHO, _IDS):
        for name, value in record.items:
            if _field(said, name) in keys:
                found = [
                    (who, text)
                    for text in scalars(value)
                    for who in (_named(said, text.text) if keys is _WHO else []) or said.of_id(text.text)
                    if who != said.owner
                ]
                if found:
                    return found
    return []


def _named(said: Said, text: str) -> list[VaultPath]:
    """Who is named, the sort that some tools put before it left out: `character:bo`."""
    if found := said.named(text):
        return found
    sorted_ = _SORTED.fullmatch(text.strip())
    return said.named(sorted_[1].replace("-", " ").replace("_", " ")) if sorted_ else []


def _field(said: Said, name: Scalar) -> str:
    return said.terms.key(_spaced(name.text))


def _fields(said: Said, other: VaultPath, record: Mapping, at: Place) -> None:
    """What the fields of a record say of `other`; that the two are tied, when they say nothing.

    `at` is where the record names them.
    """
    known = len(said.found)
    ways: Ways = next((way for name, value in record.items if (way := _way(said, name, value))), "")
    typed = any(
        _part(said, name) == "kind" and said.terms.key(text.text) not in _NO_KIND for name, text in _texts(record)
    )
    for name, text in _texts(record):
        part, place = _part(said, name), Place(text.first, text.last)
        if is_missing(text.text):
            continue
        if _field(said, name) in _NUMBERS:
            said.part(other, "note", f"{name.text}: {text.text}", place)
        elif part == "label" and typed:
            said.describe(other, text.text, place, ways=ways)
        elif part in ("kind", "label"):
            if said.terms.key(text.text) not in _NO_KIND:
                said.part(other, "kind", text.text, place, ways)
        elif part:
            said.part(other, part, text.text, place)
    if len(said.found) == known:
        said.state(other, (), "", at)


def _part(said: Said, name: Scalar) -> str:
    """What a field of a record is: "label" may state the kind, or say more of it."""
    key = _field(said, name)
    return _PARTS.get(key, "") or ("" if key in _WHO else said.terms.part(key))


def _way(said: Said, name: Scalar, value: Value) -> Ways:
    return _TRUTH.get(scalar_text(value).casefold(), "") if _field(said, name) in _BOTH_WAYS else ""


def _texts(record: Mapping) -> Iterator[tuple[Scalar, Scalar]]:
    for name, value in record.items:
        for text in scalars(value):
            yield name, text


# ---- boxes


def _infobox(said: Said, value: Value) -> None:
    """`[{title: Relationships, rows: [{label: Partner, value: "[[Bo]]"}]}]`: each row is as a property of its own."""
    for box in _mappings(value):
        for name, rows in box.items:
            for row in _mappings(rows) if _field(said, name) == "rows" else ():
                fields = {_field(said, key): entry for key, entry in row.items}
                label = scalar_text(fields.get("label"))
                kinds = () if said.terms.is_trait(label) else said.terms.read_kinds(key_of(label))
                if kinds and (entry := fields.get("value")) is not None:
                    _of_kind(said, kinds, entry, _Beside({}, ""))


def _mappings(value: Value) -> Iterator[Mapping]:
    """The maps of a list, or a map itself."""
    for item in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(item, Mapping):
            yield item


# ---- changes at a point of the story


def _overrides(said: Said, value: Value) -> None:
    """Novalist's list of what is otherwise from a chapter or scene on; its relationships are changes of the tie."""
    for item in value.items if isinstance(value, Sequence) else ():
        if not isinstance(item, Mapping):
            continue
        fields = {_field(said, name): entry for name, entry in item.items}
        at = ", ".join(_point(key, text) for key in _POINTS if (text := scalar_text(fields.get(key))))
        then = fields.get("relationships") or fields.get("relations")
        for record in then.items if isinstance(then, Sequence) else ():
            if isinstance(record, Mapping):
                _changed(said, record, at)
            else:
                for line in scalars(record):
                    other, rest = said.first_person(line.text)
                    if other:
                        _change(said, other, rest, Place(line.first, line.last), at)


def _point(key: str, text: str) -> str:
    return f"{key} {text}" if text.isdecimal() else text


def _changed(said: Said, record: Mapping, at: str) -> None:
    for other, _ in _people_of(said, record):
        for name, text in _texts(record):
            if _part(said, name) in ("kind", "label", "note", "feels") and said.terms.key(text.text) not in _NO_KIND:
                _change(said, other, text.text, Place(text.first, text.last), at)


def _change(said: Said, other: VaultPath, text: str, place: Place, at: str) -> None:
    lines = said.lines("changes", text, place, at)
    said.found.append(Statement(said.owner, other, said.note.path, (), lines))
