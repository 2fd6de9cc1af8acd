"""Settings: what the program may be told about a vault."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How a vault is to be read and where its pages go.

    Attributes:
        output_folder: The one folder that is written to, vault-relative.
        character_folders: Folder names, casefolded, whose notes are characters.
        character_tags: Tags, casefolded, without `#`, whose notes are characters.
        ignore_folders: Vault-relative folders that are never read.
        pair_pages: Which pairs get a page: "readable" (something can be said), "stated" (every stated tie),
            "all" (mentions too).
    """

    output_folder: str = "Dynamics"
    character_folders: frozenset[str] = frozenset(
        {"characters", "character", "cast", "people", "dramatis personae", "npcs"}
    )
    character_tags: frozenset[str] = frozenset({"character", "characters", "person", "cast", "npc"})
    ignore_folders: tuple[str, ...] = ()
    pair_pages: str = "readable"


DEFAULTS = Settings()
