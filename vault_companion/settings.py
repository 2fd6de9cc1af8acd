"""Settings: what the program may be told about a vault; without a word of it, the defaults hold."""

from __future__ import annotations

from dataclasses import dataclass

from vault_companion.vault.snapshot import VaultPath

PAIR_PAGES = ("readable", "stated", "all")


@dataclass(frozen=True, slots=True)
class Taught:
    """One line of the settings note that teaches something: `- belonging: a place at the table`.

    Attributes:
        label: What stands before the colon, as written.
        text: What stands after it, as written.
        path: The settings note.
        line: 1-based.
    """

    label: str
    text: str
    path: VaultPath
    line: int


@dataclass(frozen=True, slots=True)
class Settings:
    """How a vault is to be read and where its pages go.

    Attributes:
        output_folder: The one folder that is written to, vault-relative.
        character_folders: Folders whose notes are characters, lower case: a name at any depth, or a path from the
            vault's root.
        character_tags: Tags, lower case, without `#`, whose notes are characters.
        character_types: More values of `type` that mean a character, lower case.
        characters: Notes that are characters whatever they look like, as links name them.
        not_characters: Notes that are none whatever they look like, as links name them.
        ignore_folders: Vault-relative folders that are never read.
        pair_pages: Which pairs get a page: "readable" (something can be said), "stated" (every stated tie),
            "all" (mentions too).
        headings: The author's headings and keys by what they mean: `- needs: Потребности`.
        relationships: The author's own words for relationships: `- oathsworn: friendship, both ways`.
        words: Phrases by the need they speak of: `- belonging: a place at the table`.
    """

    output_folder: str = "Dynamics"
    character_folders: frozenset[str] = frozenset(
        {"characters", "character", "cast", "people", "dramatis personae", "npcs"}
    )
    character_tags: frozenset[str] = frozenset({"character", "characters", "person", "cast", "npc"})
    character_types: frozenset[str] = frozenset()
    characters: tuple[str, ...] = ()
    not_characters: tuple[str, ...] = ()
    ignore_folders: tuple[str, ...] = ()
    pair_pages: str = "readable"
    headings: tuple[Taught, ...] = ()
    relationships: tuple[Taught, ...] = ()
    words: tuple[Taught, ...] = ()


DEFAULTS = Settings()
