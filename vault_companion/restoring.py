"""Earlier versions of our pages: list them, and bring one back into the vault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from vault_companion.errors import CompanionError
from vault_companion.settings import Settings
from vault_companion.settings_note import read_settings
from vault_companion.sync import open_disk
from vault_companion.vault.reader import read
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Refused, apply
from vault_companion.writer.disk import FolderDisk
from vault_companion.writer.lock import write_lock
from vault_companion.writer.ownership import Broken, Foreign, parse
from vault_companion.writer.plan import Create, Replace, clash_key, sha256
from vault_companion.writer.ring import Ring, Version
from vault_companion.writer.which import page_named

SCHEMA = 1
_NEXT = (
    "The next sync brings our part of it up to date, or takes the page out again if nothing in the vault asks for it "
    "and nothing on it is yours. What you wrote below its end mark stays."
)


@dataclass(frozen=True, slots=True)
class Restored:
    """A version that was brought back.

    Attributes:
        version: Which.
        path: Where it stands now.
        changed: Whether the page was anything else before.
        kept: The version that now holds what stood there; None if nothing did.
    """

    version: Version
    path: VaultPath
    changed: bool
    kept: Version | None

    def to_json(self) -> dict[str, Any]:
        """As a JSON object; keys are only ever added."""
        return {
            "schema": SCHEMA,
            "restored": {"path": self.path, **_version_json(self.version)},
            "changed": self.changed,
            "kept": _version_json(self.kept) if self.kept else None,
        }

    def to_text(self) -> str:
        """For a person at a terminal, without a line end at the end."""
        if not self.changed:
            return f"{self.path} is version {self.version.number} already; nothing was written."
        lines = [f"{self.path} is version {self.version.number} again, {_told(self.version)}."]
        if self.kept:
            lines.append(f"What stood there is kept as version {self.kept.number}.")
        return "\n".join([*lines, _NEXT])


def versions(root: Path, name: str | None = None) -> tuple[Version, ...]:
    """The earlier versions of one page, or of all: by path, newest first.

    Raises:
        UnknownNameError: There is no page of that name with earlier versions.
    """
    found = Ring.of(root).versions()
    if name is None:
        return found
    page = page_named(name, {version.page for version in found})
    return tuple(version for version in found if version.page == page)


def restore(
    root: Path,
    settings: Settings,
    name: str,
    *,
    now: datetime,
    number: int | None = None,
    at: datetime | None = None,
    wait_s: float = 10.0,
) -> Restored:
    """Bring an earlier version of a page back to its place. The page there now is in the ring before it goes.

    Args:
        root: The vault.
        settings: What holds where the vault's own settings note says nothing.
        name: The page, by its path or its name.
        now: The time, with its zone.
        number: Which version; the newest if neither this nor `at` is given.
        at: The page as it stood at that time, with its zone.
        wait_s: How long to wait for another companion that is writing.

    Raises:
        UnknownNameError: There is no page of that name with earlier versions.
        CompanionError: There is no such version, or it must not be written at that place. Nothing was changed.
        BusyError: Another companion is writing to the vault. Nothing was changed.
    """
    ring = Ring.of(root)
    version = _chosen(versions(root, name), number, at)
    page = version.page
    try:
        data = ring.read(version)
    except OSError as error:
        raise CompanionError(f"version {version.number} of {page} cannot be read: {error.strerror or error}") from error
    with write_lock(root, wait_s):
        snapshot = read(root)
        home = read_settings(snapshot.files, settings).settings
        path = next((path for path in snapshot.files if clash_key(path) == clash_key(page)), page)
        old = snapshot.files.get(path)
        _allow(path, old)
        if not VaultPath(clash_key(path)).inside(clash_key(home.output_folder)):
            hint = f"Set output_folder to {path.split('/', 1)[0]} again, or copy it from {ring.folder}."
            raise CompanionError(f"{path} lies outside the output folder {home.output_folder}", hint)
        if old == data:
            return Restored(version, path, changed=False, kept=None)
        if old is not None:
            _keep(ring, path, old, now)
        _write(open_disk(root, home), Create(path, data) if old is None else Replace(path, data, sha256(old)))
        kept = None if old is None else ring.versions(path)[0]
    return Restored(version, path, changed=True, kept=kept)


def listed(found: Sequence[Version]) -> str:
    """Versions for a person at a terminal, page by page, without a line end at the end."""
    if not found:
        return "No page has been overwritten or taken out yet, so there is nothing to bring back."
    lines: list[str] = []
    for page, group in groupby(found, key=lambda version: version.page):
        lines += ["", page, *(f"  version {version.number:<4} {_told(version)}" for version in group)]
    return "\n".join([*lines[1:], "", 'Bring one back: vault-companion restore "PAGE" --version N'])


def to_json(root: Path, found: Iterable[Version]) -> dict[str, Any]:
    """Versions as a JSON object; keys are only ever added."""
    pages = [
        {"path": page, "versions": [_version_json(version) for version in group]}
        for page, group in groupby(found, key=lambda version: version.page)
    ]
    return {"schema": SCHEMA, "vault": str(root), "pages": pages}


def _chosen(found: Sequence[Version], number: int | None, at: datetime | None) -> Version:
    page = found[0].page
    if number is not None:
        for version in found:
            if version.number == number:
                return version
        known = ", ".join(str(version.number) for version in found)
        raise CompanionError(f"{page} has no version {number}", f"There are: {known}.")
    if at is None:
        return found[0]
    later = [version for version in found if version.when >= at]
    if not later:
        raise CompanionError(f"{page} has not been overwritten since then", "What stood there then stands there now.")
    return min(later, key=lambda version: version.number)


def _allow(path: VaultPath, old: bytes | None) -> None:
    """Refuse to write over a file that is not ours, or that a newer program wrote."""
    match parse(old) if old is not None else None:
        case Foreign() | Broken(claimed=False):
            raise CompanionError(f"at {path} is a file that is not ours", "Rename or move it, and try again.")
        case Broken(code="newer-format"):
            raise CompanionError(f"{path} was written by a newer vault-companion", "Update it on this computer.")
        case _:
            return


def _keep(ring: Ring, path: VaultPath, old: bytes, now: datetime) -> None:
    try:
        ring.put(path, old, now, "restored")
    except OSError as error:
        message = f"{path} as it is could not be kept in the backups first: {error.strerror or error}"
        raise CompanionError(message, "Nothing was changed.") from error


def _write(disk: FolderDisk, action: Create | Replace) -> None:
    try:
        there = disk.look(action.path)
    except Refused as error:
        raise CompanionError(f"{action.path} was not written: {error.reason}", error.hint) from error
    except OSError as error:
        raise CompanionError(f"{action.path} was not written: {error.strerror or error}") from error
    if isinstance(action, Create) and there is not None:
        raise CompanionError(f"at {action.path} is a file that is not ours", "Rename or move it, and try again.")
    (outcome, *_) = apply([action], disk)
    if outcome.result != "written":
        raise CompanionError(f"{action.path} was not written: {outcome.reason}", outcome.hint)


def _told(version: Version) -> str:
    local = version.when.astimezone()
    return f"{version.why} {local:%Y-%m-%d %H:%M:%S}, {_size(version.size)}"


def _size(size: int) -> str:
    return f"{size} bytes" if size < 1000 else f"{size / 1000:.1f} kB"


def _version_json(version: Version) -> dict[str, Any]:
    when = version.when.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"version": version.number, "when": when, "size": version.size, "why": version.why}
