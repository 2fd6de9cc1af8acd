"""What `init` shows of a vault, and the settings note that it writes. Pure: the command asks and writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vault_companion.build import understand
from vault_companion.data import load_text
from vault_companion.explain import shown_name
from vault_companion.notes.resolve import Paths, key
from vault_companion.pages.page import is_ours
from vault_companion.settings import DEFAULTS, Settings
from vault_companion.settings_note import TYPE, read_settings
from vault_companion.vault.snapshot import Snapshot, VaultPath

FILE_NAMES: Final = ("Vault Companion.md", "Vault Companion Settings.md", "Dynamics Settings.md")
"""Where the settings note goes, at the top of the vault: the first of these that is free."""

OUTPUT_FOLDERS: Final = (DEFAULTS.output_folder, *(f"{DEFAULTS.output_folder} {n}" for n in ("Pages", *range(2, 100))))
"""Where the pages may go: the first of these in which the author keeps no notes."""

SHOWN: Final = 12
"""How many names are shown of a list before "and so many more"."""

_PLAIN: Final = re.compile(r"[^\W\d_][\w ./-]*")


@dataclass(frozen=True, slots=True)
class Found:
    """Notes that are taken for characters for the same reason.

    Attributes:
        reason: Why, in words.
        people: (name, path), in the order of the names.
        folder: The one folder that all of them lie in, "" if there is none.
    """

    reason: str
    people: tuple[tuple[str, VaultPath], ...]
    folder: str


@dataclass(frozen=True, slots=True)
class Look:
    """A vault before anything was decided.

    Attributes:
        notes: How many notes there are.
        found: Who is taken for a character, by reason, the most usual first.
        nearly: (path, why not) of notes that nearly look like characters, in path order.
        ties: How many pairs have a stated relationship.
        settings: The settings note that the vault has already, or None.
        free: Where a settings note may be written.
        output_folder: Where the pages may go: a folder that holds none of the author's notes.
        hers: The folders that hold some, lower case.
    """

    notes: int
    found: tuple[Found, ...]
    nearly: tuple[tuple[VaultPath, str], ...]
    ties: int
    settings: VaultPath | None
    free: VaultPath
    output_folder: str
    hers: frozenset[str]

    @property
    def shown_nearly(self) -> tuple[tuple[VaultPath, str], ...]:
        """Those of `nearly` that are shown with a number."""
        return self.nearly[:SHOWN]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the author decided.

    Attributes:
        output_folder: Where the pages go.
        declined: Which notes are no characters.
        after_all: Which notes that were not taken are characters.
    """

    output_folder: str = DEFAULTS.output_folder
    declined: tuple[Found, ...] = ()
    after_all: tuple[VaultPath, ...] = ()

    @property
    def ignore_folders(self) -> tuple[str, ...]:
        """The folders that were declined as a whole."""
        return tuple(sorted(one.folder for one in self.declined if _whole_folder(one)))

    @property
    def not_characters(self) -> tuple[VaultPath, ...]:
        """The notes that were declined one by one."""
        return tuple(sorted(path for one in self.declined if not _whole_folder(one) for _, path in one.people))


def look(snapshot: Snapshot, base: Settings = DEFAULTS) -> Look:
    """What the vault would be taken for as it is."""
    story = understand(snapshot, base)
    by_reason: dict[str, list[tuple[str, VaultPath]]] = {}
    for character in story.cast.characters:
        reason = character.reason.partition(" (")[0]
        by_reason.setdefault(reason, []).append((shown_name(story, character.path), character.path))
    found = [
        Found(reason, tuple(people), _folder_of(path for _, path in people)) for reason, people in by_reason.items()
    ]
    taken = {key(path) for path in (*snapshot.files, *snapshot.others, *(item.path for item in snapshot.unread))}
    free = next((name for name in FILE_NAMES if key(name) not in taken), "")
    hers = frozenset(folder for path, data in snapshot.files.items() if not is_ours(data) for folder in _above(path))
    return Look(
        notes=story.notes,
        found=tuple(sorted(found, key=lambda one: (-len(one.people), one.reason))),
        nearly=story.cast.nearly,
        ties=len(story.cast.ties),
        settings=read_settings(snapshot.files, base).path,
        free=VaultPath(free or f"Vault Companion {len(taken)}.md"),
        output_folder=next(name for name in OUTPUT_FOLDERS if key(name) not in hers),
        hers=hers,
    )


def wrong_folder(folder: str, look: Look) -> str:
    """Why pages cannot go into a folder, "" if they can."""
    try:
        parts = VaultPath(folder).split("/")
    except ValueError:
        parts = ["."]
    if any(part.startswith(".") for part in parts) or "\\" in folder:
        return f'"{folder}" is no visible folder inside the vault.'
    if key(folder) in look.hers:
        return f"{folder} holds notes of yours, and nothing in the folder of the pages is read as yours. Name another."
    return ""


def numbers_in(text: str, most: int) -> tuple[int, ...]:
    """The numbers in an answer, each from 1 to `most`.

    Raises:
        ValueError: One is no number, or out of range.
    """
    numbers = tuple(int(part) for part in re.split(r"[\s,;]+", text.strip()) if part)
    if any(not 1 <= number <= most for number in numbers):
        raise ValueError(f"numbers go from 1 to {most}")
    return numbers


def _above(path: VaultPath) -> Iterator[str]:
    """The folders that a file lies in, at every depth, as `key` gives them."""
    parts = path.folder.split("/") if path.folder else []
    return (key("/".join(parts[:depth])) for depth in range(1, len(parts) + 1))


def _whole_folder(found: Found) -> bool:
    return bool(found.folder) and found.reason.startswith("it lies in")


def _folder_of(paths: Iterable[VaultPath]) -> str:
    folders = {path.folder for path in paths}
    return folders.pop() if len(folders) == 1 else ""


def listed(look: Look) -> str:
    """The look as lines for a person at a terminal."""
    people = sum(len(one.people) for one in look.found)
    lines = [f"{look.notes:,} notes; {people:,} look like characters, {look.ties:,} relationships are stated."]
    for one in look.found:
        lines += ["", f"{len(one.people)} because {one.reason}:", f"  {_names([name for name, _ in one.people])}"]
    if look.nearly:
        lines += ["", f"{len(look.nearly)} that look a little like one and are not taken:"]
        lines += [f"  {number}. {path}: {why}" for number, (path, why) in enumerate(look.nearly[:SHOWN], 1)]
        lines += [f"  and {len(look.nearly) - SHOWN} more (`check` lists them)"] if len(look.nearly) > SHOWN else []
    if not look.found:
        lines += ["", "A note is taken for a character by `type: character`, a tag, its folder, or what it says."]
    return "\n".join(lines)


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def settings_note(snapshot: Snapshot, choice: Choice) -> str:
    """The text of a settings note, in the style in which Obsidian writes properties and links."""
    paths = Paths([*snapshot.files, *snapshot.others])
    lines = [
        "---",
        f"type: {TYPE}",
        f"output_folder: {_scalar(choice.output_folder)}",
        f"pair_pages: {DEFAULTS.pair_pages}",
        *_list("character_folders", sorted(DEFAULTS.character_folders)),
        *_list("character_tags", sorted(DEFAULTS.character_tags)),
        *_list("characters", [_link(path, paths) for path in sorted(choice.after_all)]),
        *_list("not_characters", [_link(path, paths) for path in choice.not_characters]),
        *_list("ignore_folders", choice.ignore_folders),
        "---",
        "",
    ]
    return "\n".join(lines) + "\n" + load_text("settings_note.md")


def _link(path: VaultPath, paths: Paths) -> str:
    return f"[[{path.stem if paths.unique_name(path) else path.removesuffix('.md')}]]"


def _list(name: str, items: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  - {_scalar(item)}" for item in items)] if items else [f"{name}: []"]


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.casefold() not in ("true", "false", "null", "yes", "no", "on", "off"):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
