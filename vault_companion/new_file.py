"""New files for the author: her settings note, and a template for the notes of her characters. Never over another."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from vault_companion.data import load_text
from vault_companion.errors import VaultError
from vault_companion.notes.resolve import key
from vault_companion.vault.snapshot import Snapshot, VaultPath

TEMPLATE_NAME: Final = "Character Sheet (Vault Companion).md"
"""What the template for a character's note is called."""


def write_new(root: Path, place: VaultPath, text: str) -> None:
    """Write a file that is not there yet, and the folders above it.

    Raises:
        VaultError: There is a file of that name by now, its folder leads out of the vault, or it cannot be written.
            Nothing of hers was touched.
    """
    folder = root / place.folder
    if not folder.resolve().is_relative_to(root.resolve()):
        raise VaultError(f"the folder {place.folder} leads out of the vault", "Make it a folder of the vault's own.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VaultError(f"the folder {place.folder} cannot be made: {error.strerror}") from error
    try:
        with (root / place).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise VaultError(f"there is a file {place} already; nothing was written") from None
    except OSError as error:
        raise VaultError(f"{place} cannot be written: {error.strerror}") from error


def template_place(snapshot: Snapshot) -> tuple[VaultPath, bool]:
    """Where the template for a character's note goes, and whether a file of that name is there already.

    The folder is the first that the app's settings name, else a folder Templates at the top of the vault.
    """
    taken = {key(path): path for path in (*snapshot.files, *snapshot.others)}
    top = {key(name): name for name in (path.split("/")[0] for path in taken.values() if "/" in path)}
    folder = next(iter(snapshot.obsidian.templates_folders), top.get("templates", "Templates"))
    path = VaultPath(f"{folder}/{TEMPLATE_NAME}")
    return taken.get(key(path), path), key(path) in taken


def write_template(root: Path, snapshot: Snapshot) -> str:
    """Write the template unless there is one; gives a line that says what was done.

    Raises:
        VaultError: As `write_new` does.
    """
    place, is_there = template_place(snapshot)
    if is_there:
        return f"There is a template {place} already; it was left as it is."
    write_new(root, place, load_text("character_template.md"))
    return f"Wrote the template {place}. In Obsidian, insert it into a new note with “Insert template”."
