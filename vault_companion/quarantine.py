"""A note that ended the process is left out until its bytes change.

While notes are read, the one at hand is named in a file of the state folder. If a process finds that file left behind,
the one before it died over that note, or was killed while it happened to be at it. So the note is tried again, in a
process of its own: only one that ends that process too is left out. Nothing is marked or tried for notes that were
read before, and a death at another moment leaves no mark.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from vault_companion import __version__
from vault_companion.notes.note import Note, parse_bytes
from vault_companion.vault.snapshot import Snapshot, Unread, VaultPath
from vault_companion.writer.lock import vault_state

Marker = Callable[[VaultPath, str], None]
"""Told of a note, by its path and the digest of its bytes, before it is read."""
Trial = Callable[[bytes], bool]
"""Whether the bytes of a note can be read without harm."""
TRIAL_S = 20.0
"""How long a note that is tried may take, in seconds."""
_KEEP = 100
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Quarantined:
    """The bytes of a note that ended a process.

    Attributes:
        path: Where they were.
        size: How many there are.
        digest: Their SHA-256.
    """

    path: str
    size: int
    digest: str


Quarantine = tuple[Quarantined, ...]


def without(snapshot: Snapshot, quarantine: Quarantine) -> Snapshot:
    """The vault with the notes in quarantine left out: they are told as unread, and links still find them."""
    sizes = {one.size for one in quarantine}
    digests = {one.digest for one in quarantine}
    bad = [path for path, data in snapshot.files.items() if len(data) in sizes and sha256(data).hexdigest() in digests]
    if not bad:
        return snapshot
    unread = (*snapshot.unread, *map(_unread, bad))
    return replace(
        snapshot,
        files={path: data for path, data in snapshot.files.items() if path not in bad},
        others=snapshot.others | frozenset(bad),
        unread=tuple(sorted(unread, key=lambda item: (item.path, item.code))),
    )


def examined(root: Path, snapshot: Snapshot, trial: Trial | None = None) -> Snapshot:
    """The vault with the notes in quarantine left out, after a look at whether another one belongs there.

    Args:
        root: The vault.
        snapshot: All of it.
        trial: How to find out; in a process of its own if none is given.
    """
    known = read_quarantine(root)
    left = _left_behind(root)
    data = snapshot.files.get(left[0]) if left else None
    if left and data is not None and sha256(data).hexdigest() == left[1] and not (trial or can_be_read)(data):
        known = (*known, Quarantined(left[0], len(data), left[1]))[-_KEEP:]
        _write_quarantine(root, known)
    if left:
        with contextlib.suppress(OSError):
            _mark_path(root).unlink()
    return without(snapshot, known)


@contextmanager
def marking(root: Path) -> Iterator[Marker]:
    """Name the note at hand for as long as the block lasts. However the block is left, the mark goes with it.

    Nothing is raised if there is no place for the mark; then there is none.
    """
    mark = _Mark(_mark_path(root))
    try:
        yield mark
    finally:
        mark.wipe()


class _Mark:
    """The file that names the note at hand; there is none before the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._over = False

    def __call__(self, note: VaultPath, digest: str) -> None:
        if self._over:
            return
        with contextlib.suppress(OSError):
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, f"{digest} {note}\0".encode(errors="replace"))

    def wipe(self) -> None:
        self._over = True
        if self._file is not None:
            os.close(self._file)
            with contextlib.suppress(OSError):
                self._path.unlink()


def read_quarantine(root: Path) -> Quarantine:
    """The notes of a vault that are left out; none if the file cannot be understood, or is of another version.

    Another version may read what this one could not.
    """
    try:
        told = json.loads(_path(root).read_text(encoding="utf-8"))
        if told["schema"] != _SCHEMA or told["version"] != __version__:
            return ()
        return tuple(Quarantined(str(one["path"]), int(one["size"]), str(one["sha256"])) for one in told["notes"])
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return ()


def can_be_read(data: bytes) -> bool:
    """Whether a note can be read, tried in a process of its own, which may die of it or take too long."""
    command = [sys.executable, "-c", "from vault_companion.quarantine import trial; trial()"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=TRIAL_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    except OSError:
        return True
    return done.returncode in (0, 1)  # 1: an error of ours, which ends nothing


def trial() -> None:
    """Read the note on standard input, and its structure."""
    note = parse_bytes(VaultPath("Note.md"), sys.stdin.buffer.read())
    if isinstance(note, Note):
        note.sections()


def _unread(path: VaultPath) -> Unread:
    reason = "reading this note ended the program, so it is left out until it is changed"
    hint = "Please report it as a bug. Until then a change to the note, or another version, makes it read again."
    return Unread(path, "quarantined", reason, hint, "error")


def _left_behind(root: Path) -> tuple[VaultPath, str] | None:
    """The note, and the digest of its bytes, that a process was at when it died; None if none did."""
    try:
        digest, _, note = _mark_path(root).read_bytes().partition(b"\0")[0].decode().partition(" ")
        return VaultPath(note), digest
    except (OSError, ValueError):
        return None


def _write_quarantine(root: Path, quarantine: Quarantine) -> None:
    notes = [{"path": one.path, "size": one.size, "sha256": one.digest} for one in quarantine]
    path = _path(root)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        told = json.dumps({"schema": _SCHEMA, "version": __version__, "notes": notes})
        temporary.write_text(told, encoding="utf-8")
        temporary.replace(path)


def _path(root: Path) -> Path:
    return vault_state(root) / "quarantine.json"


def _mark_path(root: Path) -> Path:
    return vault_state(root) / "reading"
