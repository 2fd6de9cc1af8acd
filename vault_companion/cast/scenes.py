"""The scenes of a story, in the order in which they are read: a project's own list decides, else their numbers.

A list is that of the Longform plugin (`longform: {sceneFolder, scenes}`, nested lists for nested scenes, and the older
`drafts`). Numbers are `act`, `chapter` and `sequence`, as StoryLine and others keep them in scene notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vault_companion.cast.names import People
from vault_companion.cast.timeline import number_in
from vault_companion.notes.fields import scalar_text
from vault_companion.notes.frontmatter import Mapping, Scalar, Value
from vault_companion.notes.frontmatter import Sequence as Listed
from vault_companion.notes.note import Note, key_of, scalars
from vault_companion.notes.resolve import key
from vault_companion.problem import Problem
from vault_companion.vault.snapshot import VaultPath

_MANUSCRIPT: Final = frozenset({"scenes", "chapters", "manuscript", "draft", "drafts"})
_READING: Final = ("act", "chapter", "sequence")
_CHRONOLOGICAL: Final = ("chronologicalorder", "chronological order", "chronology")
_DATE: Final = ("storydate", "story date", "date", "when")
_WHO: Final = ("characters", "character", "cast", "who")
_POV: Final = ("pov", "point of view", "viewpoint")
_NUMBERS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene of a story.

    Attributes:
        path: Its note.
        project: What it is a scene of: the note that lists it, else the folder of its manuscript.
        number: Its place in the order of reading, from 1 in each project.
        place: What the author calls that place, such as "act 1, chapter 3", or "".
        chronological: Its place in the order of events, as she numbers it; None if she does not.
        date: When it happens, as written, or "".
        pov: Through whose eyes it is told, or None.
        characters: Who is in it, in the order of the note, whose eyes it is told through first.
    """

    path: VaultPath
    project: str
    number: int
    place: str = ""
    chronological: int | None = None
    date: str = ""
    pov: VaultPath | None = None
    characters: tuple[VaultPath, ...] = ()


def scenes_of(
    notes: Sequence[Note], scene_notes: Sequence[Note], people: People
) -> tuple[tuple[Scene, ...], tuple[Problem, ...]]:
    """Every scene, project after project in the order of reading, and what in the lists leads to no note.

    Args:
        notes: All notes of the author's.
        scene_notes: Those of them that say they are scenes.
        people: Who may be in them.
    """
    by_place = {key(note.path.removesuffix(".md")): note for note in notes}
    projects: dict[str, list[Note]] = {}
    problems: list[Problem] = []
    for note in notes:
        for folder, names in _lists(note):
            found = projects.setdefault(note.path, [])
            for name in names:
                scene = by_place.get(key(_joined(folder, name.text.strip().removesuffix(".md"))))
                if scene is None:
                    message = f'the scene "{name.text}" of this list is no note in "{folder or "the vault"}"'
                    hint = "Rename it in the list, or take it out."
                    problems.append(Problem(note.path, name.first, "scene-missing", "info", message, hint))
                elif scene not in found:
                    found.append(scene)
    listed = {note.path for found in projects.values() for note in found}
    for note in sorted((note for note in scene_notes if note.path not in listed), key=_reading_order):
        projects.setdefault(_manuscript(note.path), []).append(note)
    return (
        tuple(
            _scene(note, project, number, people)
            for project in sorted(projects)
            for number, note in enumerate(projects[project], 1)
        ),
        tuple(problems),
    )


def _lists(note: Note) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
    """Each list of scenes in a note's properties, with the folder that its names are in."""
    for name, value in note.properties:
        if key_of(name.text) == "longform" and isinstance(value, Mapping):
            yield from _list(note, value, "scenefolder")
        elif key_of(name.text) == "drafts" and isinstance(value, Listed):
            for draft in value.items:
                if isinstance(draft, Mapping):
                    yield from _list(note, draft, "folder")


def _list(note: Note, record: Mapping, folder_key: str) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
    fields = {key_of(name.text): value for name, value in record.items}
    scenes = fields.get("scenes")
    if isinstance(scenes, Listed):
        inside = scalar_text(fields.get(folder_key)).strip("/")
        yield _joined(note.path.folder, inside), tuple(_flat(scenes))


def _flat(value: Value) -> Iterator[Scalar]:
    """The names in a list of scenes; a list in it holds the scenes inside the one before."""
    if isinstance(value, Listed):
        for item in value.items:
            yield from _flat(item)
    elif isinstance(value, Scalar):
        yield value


def _joined(folder: str, name: str) -> str:
    return "/".join(part for part in (folder, name.strip("/")) if part and part != ".")


def _manuscript(path: VaultPath) -> str:
    """The folder that holds a whole manuscript: the one above `Scenes` or `Chapters`, else the note's own."""
    parts = path.folder.split("/") if path.folder else []
    at = next((at for at, part in enumerate(parts) if key_of(part) in _MANUSCRIPT), len(parts))
    return "/".join(parts[:at])


def _reading_order(note: Note) -> tuple[object, ...]:
    """By act, chapter and sequence; what has none of these comes after what has, by its path, numbers as numbers."""
    numbers = [_number(note, name) for name in _READING]
    known = tuple(number if number is not None else float("inf") for number in numbers)
    return known, _natural(note.path)


def _natural(path: str) -> tuple[tuple[str, int], ...]:
    pieces = _NUMBERS.split(key(path))
    return tuple((text, int(number or 0)) for text, number in zip(pieces[::2], [*pieces[1::2], ""], strict=True))


def _scene(note: Note, project: str, number: int, people: People) -> Scene:
    eyes = _people(note, people, _POV)
    there = _people(note, people, _WHO)
    places = [(name, scalar_text(note.property(name))) for name in _READING[:2]]
    chronological = next((value for name in _CHRONOLOGICAL if (value := _number(note, name)) is not None), None)
    return Scene(
        path=note.path,
        project=project,
        number=number,
        place=", ".join(said if key_of(said).startswith(name) else f"{name} {said}" for name, said in places if said),
        chronological=chronological,
        date=scalar_text(note.property(*_DATE)),
        pov=eyes[0] if eyes else None,
        characters=tuple(dict.fromkeys((*eyes, *there))),
    )


def _number(note: Note, name: str) -> int | None:
    return number_in(scalar_text(note.property(name)))


def _people(note: Note, people: People, names: tuple[str, ...]) -> list[VaultPath]:
    """Who is named in a property: by link, by whole text, or one by one between commas."""
    value: Value | None = note.property(*names)
    out: list[VaultPath] = []
    for text in scalars(value) if value is not None else ():
        out += people.in_links(text.text, note.path) or _called(text.text, people)
    return out


def _called(text: str, people: People) -> list[VaultPath]:
    whole = people.called(text)
    parts = [whole] if len(whole) == 1 else [people.called(part) for part in re.split(r"[,;，、]", text)]
    return [found[0] for found in parts if len(found) == 1]
