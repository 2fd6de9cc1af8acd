"""What is about to be done to a vault and what is parked in it, written down outside the vault before it is touched."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.files import Files, Folder

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Intent:
    """One page that is being written, replaced or taken out.

    Attributes:
        page: Which.
        park: The folder where its new bytes wait for their name.
        stem: What its two files there are called, without their endings.
        expect: SHA-256, in hex, of the only content that may leave the page's place; "" if no file may be there.
        new: SHA-256 of what is to stand there; "" if nothing is.
        settled: Whether the new bytes are whole and on the disk. Only then has anything been done to the page, so
            before that no file of the author's can be in the park folder under these names.
    """

    page: VaultPath
    park: VaultPath
    stem: str
    expect: str
    new: str
    settled: bool = False

    @property
    def part(self) -> str:
        """The name under which the new bytes wait."""
        return f"{self.stem}.part"

    @property
    def old(self) -> str:
        """The name that the old bytes get where two files cannot be exchanged."""
        return f"{self.stem}.old"


@dataclass(frozen=True, slots=True)
class Parked:
    """Bytes of ours that were at a page's place, kept for whoever still has that file open.

    Attributes:
        page: Whose place.
        park: The folder where they are.
        name: The file.
        expect: SHA-256 of them, in hex. If the file is anything else by now, that is the author's.
        since: When they came there, in seconds since 1970.
        owed: Whether the ring of earlier versions is still to get them.
    """

    page: VaultPath
    park: VaultPath
    name: str
    expect: str
    since: float
    owed: bool


@dataclass(frozen=True, slots=True)
class Journal:
    """All that is under way in one vault.

    Attributes:
        intents: What was begun and not ended.
        parked: What waits to be looked at once more.
    """

    intents: tuple[Intent, ...] = ()
    parked: tuple[Parked, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Every file in a park folder that is known."""
        known = {name for intent in self.intents for name in (intent.part, intent.old)}
        return frozenset(known | {parked.name for parked in self.parked})


def encode(journal: Journal) -> bytes:
    """A journal as it is written, with a digest of itself."""
    body = {
        "intents": [_told(intent) for intent in journal.intents],
        "parked": [_told(parked) for parked in journal.parked],
    }
    return json.dumps({"schema": _SCHEMA, "digest": _digest(body), **body}).encode() + b"\n"


def decode(data: bytes) -> Journal:
    """A journal as it was written; an empty one if this is none, or one whose digest does not fit."""
    try:
        told = json.loads(data)
        body = {"intents": told["intents"], "parked": told["parked"]}
        if told["schema"] != _SCHEMA or told["digest"] != _digest(body):
            return Journal()
        return Journal(
            tuple(Intent(**_paths(intent)) for intent in body["intents"]),
            tuple(Parked(**_paths(parked)) for parked in body["parked"]),
        )
    except (ValueError, TypeError, LookupError, RecursionError):
        return Journal()


class Book:
    """The journal of one vault, in memory and on disk; there it is the old one or the new one, never half.

    Attributes:
        intents: What is under way, by stem.
        parked: What waits.
    """

    def __init__(self, path: Path, files: Files) -> None:
        self.intents: dict[str, Intent] = {}
        self.parked: list[Parked] = []
        self.path = path
        self._files = files
        self._written: Journal | None = None

    @property
    def journal(self) -> Journal:
        """What is under way now."""
        return Journal(tuple(self.intents.values()), tuple(self.parked))

    def take(self, journal: Journal) -> None:
        """Let this be under way; nothing is written yet."""
        self.intents = {intent.stem: intent for intent in journal.intents}
        self.parked = list(journal.parked)

    def open(self, *, again: bool = False) -> None:
        """Take what is on disk; if that was done already, only when told to do it again.

        Raises:
            OSError: It cannot be read. Nothing is known, so nothing can be written.
        """
        if self._written is None or again:
            self._written = None
            self.take(self._read(clean=True))
            self._written = self.journal

    def read(self) -> Journal:
        """What is on disk; an empty journal if nothing is, or if it is damaged.

        Raises:
            OSError: It is there and cannot be read.
        """
        return self._read(clean=False)

    def save(self) -> None:
        """Write it if it is not what is on disk, and make it survive a power cut; an empty one leaves no file.

        Raises:
            OSError: It could not be written. The old one still stands, or the new one not yet for sure.
        """
        journal = self.journal
        if journal == self._written:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = self._files.open_folder(self.path.parent)
        try:
            if journal == Journal():
                self._remove(folder, self.path.name)
            else:
                self._write(folder, encode(journal))
            self._files.flush_folder(folder)
        finally:
            self._files.leave(folder)
        self._written = journal

    def _read(self, *, clean: bool) -> Journal:
        try:
            folder = self._files.open_folder(self.path.parent)
        except FileNotFoundError:
            return Journal()
        try:
            if clean:
                self._remove(folder, self._temp)
            return decode(self._files.read(folder, self.path.name))
        except FileNotFoundError:
            return Journal()
        finally:
            self._files.leave(folder)

    def _write(self, folder: Folder, data: bytes) -> None:
        self._remove(folder, self._temp)
        write_new(self._files, folder, self._temp, data)
        self._files.replace(folder, self._temp, folder, self.path.name)

    @property
    def _temp(self) -> str:
        return f"{self.path.name}.new"

    def _remove(self, folder: Folder, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._files.remove(folder, name)


def write_new(files: Files, folder: Folder, name: str, data: bytes) -> None:
    """Write a whole new file that survives a power cut.

    Raises:
        FileExistsError: There is one.
        OSError: It could not be written; some of it may be left.
    """
    opened = files.start(folder, name)
    try:
        write_all(files, opened, data)
        files.flush(opened)
    finally:
        files.close(opened)


def write_all(files: Files, fd: int, data: bytes) -> None:
    """Write all of the data to an open file.

    Raises:
        OSError: It could not be written; some of it may be there.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[files.write(fd, bytes(rest)) :]


def _told(item: Intent | Parked) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _paths(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "page": VaultPath(told["page"]), "park": VaultPath(told["park"])}


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
