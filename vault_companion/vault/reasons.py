"""Why a file of the vault was not read, as it is told; see `reader.py`."""

from __future__ import annotations

import os
from collections.abc import Iterator

from vault_companion.vault.obsidian import APP, ObsidianConfig
from vault_companion.vault.snapshot import Unread

LIMIT_BYTES = 2 * 1024 * 1024
"""A note larger than this is not read."""


def misread(config: ObsidianConfig) -> Iterator[Unread]:
    """What of the app's own settings could not be used."""
    for path in config.broken:
        hint = "Open the vault in Obsidian and set it anew; until then the app's defaults are used."
        yield Unread(path, "obsidian-setting", "these settings of Obsidian cannot be read", hint, "info")
    for entry, why in config.refused:
        shown = entry.encode("utf-8", "replace").decode()
        reason = f'the excluded files "{shown}" are not left out: {why}'
        yield Unread(APP, "obsidian-setting", reason, "Name a folder instead, such as Old/.", "info")


def bad_name(path: str) -> Unread:
    """A name that is no text."""
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    return Unread(shown, "bad-name", "the name is not readable text", "Rename it in your file manager.")


def linked_folder(path: str) -> Unread:
    """A link to a folder."""
    hint = "Move the folder into the vault if its notes should be read."
    return Unread(path, "linked-folder", "a link to a folder is not followed", hint, "info")


def folder_named_note(path: str) -> Unread:
    """A folder whose name ends in .md."""
    reason = "a folder is named like a note; the notes inside it are read"
    return Unread(path, "folder-named-note", reason, "Rename the folder so that it does not end in .md.")


def outside(path: str) -> Unread:
    """A link to a file outside the vault."""
    reason = "a link to a file outside the vault is not read"
    return Unread(path, "outside-vault", reason, "Put a copy into the vault if it should be read.", "info")


def conflict_copy(path: str) -> Unread:
    """A copy that a sync program made of a note because of a conflict."""
    hint = "Take from it what you want to keep, then delete it."
    return Unread(path, "conflict-copy", "a copy that a sync conflict left behind is not read", hint)


def same_as_another(path: str) -> Unread:
    """A numbered note with the bytes of the one without a number."""
    hint = "Delete one of the two, or change it if it is about somebody else."
    return Unread(path, "same-note", "this note is the same as the one without a number, and is not read", hint)


def not_a_file(path: str) -> Unread:
    """A device, pipe or socket with the name of a note."""
    return Unread(path, "not-a-file", "this is a device or pipe, not a note", "Move it out of the vault.")


def too_large(path: str) -> Unread:
    """A note of more than `LIMIT_BYTES`."""
    reason = f"the note is larger than {LIMIT_BYTES // 1024 // 1024} MiB and is not read"
    return Unread(path, "too-large", reason, "Split it, or move what is no text out of it.")


def unreadable(path: str, error: Exception, what: str) -> Unread:
    """A note, folder or link, as `what` says, that the system does not let us read."""
    if isinstance(error, PermissionError):
        reason, hint = f"the {what} may not be read", f"Allow your user to read this {what}."
    elif what == "link":
        reason, hint = "the link leads to nothing", "Delete the link, or put back what it leads to."
    else:
        said = getattr(error, "strerror", None) or str(error)
        reason = f"the {what} cannot be read: {said}"
        hint = "Look whether it opens in Obsidian; a cloud folder may have to download it first."
    return Unread(path, "unreadable", reason, hint, "error")
