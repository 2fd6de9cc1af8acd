"""The settings note: a note of the author's with `type: vault-companion-settings`, anywhere in the vault.

Properties say how the vault is read; three headings teach: `My words`, `My headings`, `My relationships`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Final

from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import is_missing
from vault_companion.notes.frontmatter import Scalar, Value
from vault_companion.notes.note import Note, key_of, parse_bytes, scalars
from vault_companion.notes.resolve import key, path_order
from vault_companion.notes.scan import links_in, plain
from vault_companion.problem import Problem
from vault_companion.settings import DEFAULTS, PAIR_PAGES, Settings, Taught
from vault_companion.vault.snapshot import VaultPath

TYPE: Final = "vault-companion-settings"
TAUGHT: Final = {"my words": "words", "my headings": "headings", "my relationships": "relationships"}
"""Each heading that teaches, and the setting it fills."""

_MARK: Final = TYPE.encode()
_LISTS: Final = ("character_folders", "character_tags", "character_types", "ignore_folders")
_NOTES: Final = ("characters", "not_characters")
_KEYS: Final = ("output_folder", *_LISTS, *_NOTES, "pair_pages")
_NEVER_OURS: Final = frozenset({"type", "tags", "tag", "aliases", "alias", "cssclasses"})
_NEAR: Final = 0.6
_SHORTEST: Final = 4
_LONG: Final = 8
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class SettingsFound:
    """What the vault says of how it is to be read.

    Attributes:
        settings: What holds.
        problems: What could not be understood; a default holds in its place.
        path: The note that was read, None if the vault has none.
    """

    settings: Settings
    problems: tuple[Problem, ...] = ()
    path: VaultPath | None = None


def read_settings(files: Mapping[VaultPath, bytes], base: Settings = DEFAULTS) -> SettingsFound:
    """The settings of a vault. Never raises.

    Args:
        files: The bytes of its notes, any order.
        base: What holds where the settings note says nothing.
    """
    notes = [note for path in sorted(files, key=path_order) if (note := _settings_note(path, files[path]))]
    if not notes:
        return SettingsFound(base)
    reader = _Reader(notes[0], files)
    settings = reader.read(base)
    return SettingsFound(settings, (*reader.problems, *(_another(note, notes[0]) for note in notes[1:])), notes[0].path)


def is_settings(note: Note) -> bool:
    """Whether a note is about settings."""
    kind = note.property("type")
    return kind is not None and any(text.text.strip() == TYPE for text in scalars(kind))


def _settings_note(path: VaultPath, data: bytes) -> Note | None:
    if _MARK not in data:
        return None
    note = parse_bytes(path, data)
    return note if isinstance(note, Note) and is_settings(note) else None


def _another(note: Note, first: Note) -> Problem:
    message = f"there are two notes with settings; {first.path} counts and this one is not read"
    return Problem(note.path, 1, "two-settings-notes", "warning", message, "Move what you need into one note.")


class _Reader:
    """Reads one settings note; used once."""

    def __init__(self, note: Note, paths: Iterable[VaultPath]) -> None:
        self._note = note
        self._paths = tuple(sorted(paths, key=path_order))
        self.problems = [
            Problem(note.path, one.line, one.code, one.severity, one.message, one.hint) for one in note.faults
        ]

    def read(self, base: Settings) -> Settings:
        """What the note says, over what holds without it."""
        found: dict[str, Any] = {}
        for label, value in self._note.properties:
            name = key_of(label.text).replace(" ", "_")
            if name in _KEYS:
                said = self._value(name, value)
                if said is not None:
                    found[name] = said
            elif key_of(label.text) not in _NEVER_OURS:
                self._unknown(label, _KEYS, "is no setting")
        for section in self._note.sections():
            name = TAUGHT.get(key_of(section.heading), "")
            if name:
                found[name] = (*found.get(name, getattr(base, name)), *self._taught(section))
        return replace(base, **found)

    def _value(self, name: str, value: Value) -> Any:
        texts = [text for text in scalars(value) if text.text.strip()]
        said = [text.text.strip() for text in texts]
        if name in _NOTES:
            for text in texts:
                self._look_for(name, text)
            return tuple(target for text in said for target in _targets(text))
        if name == "ignore_folders":
            folders = [text for text in texts if self._is_folder(text)]
            return tuple(folder.text.strip().strip("/") for folder in folders)
        if name == "character_tags":
            return frozenset(tag.lstrip("#").casefold() for text in said for tag in text.replace(",", " ").split())
        if name in _LISTS:
            return frozenset(part.strip().strip("/").casefold() for text in said for part in text.split(","))
        if len(texts) != 1:
            if texts:
                self._wrong(texts[1], f"{name} takes one value", "Keep one of them.")
            return None
        return self._one(name, texts[0])

    def _one(self, name: str, text: Scalar) -> str | None:
        said = text.text.strip().strip("/")
        if name == "pair_pages":
            if said.casefold() in PAIR_PAGES:
                return said.casefold()
            self._unknown(text, PAIR_PAGES, "is no choice for pair_pages")
            return None
        return said if self._is_folder(text) else None

    @cached_property
    def _names(self) -> frozenset[str]:
        """What a link may call each note: its name, or the end of its path."""
        folders = (key(path).removesuffix(".md").split("/") for path in self._paths)
        return frozenset("/".join(parts[start:]) for parts in folders for start in range(len(parts)))

    def _look_for(self, name: str, text: Scalar) -> None:
        """A name that no note has is told."""
        for target in _targets(text.text.strip()):
            asked = key(target.strip().strip("/")).removesuffix(".md")
            if asked and asked not in self._names:
                near = misspelt(target.rpartition("/")[2], tuple(path.stem for path in self._paths))
                hint = f"Did you mean {near}?" if near else "Write it as a link to the note."
                self._wrong(text, f'{name} names "{target}", and there is no note of that name', hint)

    def _is_folder(self, text: Scalar) -> bool:
        try:
            path = VaultPath(text.text.strip().strip("/"))
        except ValueError:
            path = None
        if path is not None and "\\" not in path and not any(part.startswith(".") for part in path.split("/")):
            return True
        message = f'"{text.text}" is no visible folder inside the vault'
        self._wrong(text, message, 'Write a folder\'s path from the top of the vault, such as "World/Places".')
        return False

    def _taught(self, section: Section) -> tuple[Taught, ...]:
        """Each item `label: text` under a heading that teaches."""
        out = []
        for block in section.blocks:
            if block.kind != "item":
                continue
            number = block.lines[0].number
            text = " ".join(line.text for line in block.lines)
            label, colon, said = plain(text).replace("：", ":").partition(":")
            if colon and label.strip() and not is_missing(said.strip(": ")):
                out.append(Taught(label.strip(" *-"), said.strip(": "), self._note.path, number))
            elif not is_missing(text) and not colon:
                message = f'"{text}" teaches nothing: there is no colon in it'
                hint = f"Write it as {_EXAMPLES[TAUGHT[key_of(section.heading)]]}"
                self.problems.append(Problem(self._note.path, number, "wrong-setting", "warning", message, hint))
        return tuple(out)

    def _unknown(self, text: Scalar, known: tuple[str, ...], what: str) -> None:
        near = nearest(text.text, known)
        hint = f"Did you mean {near}?" if near else f"Known ones: {', '.join(known)}."
        self._wrong(text, f'"{text.text}" {what}; the default holds', hint)

    def _wrong(self, text: Scalar, message: str, hint: str) -> None:
        self.problems.append(Problem(self._note.path, text.first, "wrong-setting", "warning", message, hint))


_EXAMPLES: Final = {
    "words": "`- belonging: a place at the table`.",
    "headings": "`- needs: what she lacks`.",
    "relationships": "`- oathsworn: friendship, both ways`.",
}


def nearest(text: str, known: tuple[str, ...]) -> str:
    """The one of `known` that `text` is most likely to mean, "" if none is near."""
    spelled = {key_of(word): word for word in known}
    found = difflib.get_close_matches(key_of(text), spelled, n=1, cutoff=_NEAR)
    return spelled[found[0]] if found else ""


def misspelt(text: str, known: tuple[str, ...]) -> str:
    """The one of `known` that `text` is a slip away from, the first if there are several, "" if there is none.

    A slip is a letter too many, too few or wrong, or two in the wrong order; in a long word both may have happened.
    Short words and first letters are hardly ever mistyped.
    """
    said = key_of(text)
    if len(said) > _LONGEST:
        return ""
    alike = _by_length(known)
    sizes = range(max(len(said) - 1, _SHORTEST), len(said) + 2)
    near = sorted(one for size in sizes for one in alike.get(size, ()) if said[:1] in one[1][:2] and said != one[1])
    swapped = [said[:at] + said[at + 1] + said[at] + said[at + 2 :] for at in range(len(said) - 1)] if near else []
    for _, word, as_known in near:
        if word in swapped or _is_a_letter_off(said, word):
            return as_known
    for _, word, as_known in near:
        if len(word) >= _LONG and any(_is_a_letter_off(other, word) for other in swapped):
            return as_known
    return ""


@lru_cache(maxsize=8)
def _by_length(known: tuple[str, ...]) -> Mapping[int, list[tuple[int, str, str]]]:
    """Each word with its place and as it is compared, by how many letters it has."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    for place, word in enumerate(known):
        found.setdefault(len(key_of(word)), []).append((place, key_of(word), word))
    return found


def _is_a_letter_off(one: str, other: str) -> bool:
    """Whether two words have the first letter in common, and all the others but one."""
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    after = start if len(longer) > len(shorter) else start + 1
    return start > 0 and longer[start + 1 :] == shorter[after:]


def _targets(text: str) -> list[str]:
    """What the links in a text name, or the text itself as a note's name."""
    links = [link.target for link in links_in(text, 1)]
    return links or [text.removesuffix(".md")]
