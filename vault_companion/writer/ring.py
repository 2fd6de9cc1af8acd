"""Earlier versions of our pages, kept outside the vault: what a page was before it was overwritten or taken out.

Each page has a folder, named by a digest of its path because a path may hold what no file name can; the file
`page.json` in it says which page it is. Each version is a file of its own, never written twice:

    00000012-20260731T101112Z-replaced-0f3a9c2b7d41e586.md      number, when, why, digest of its bytes
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from vault_companion.notes.resolve import path_order
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.files import FILES, Files, Folder
from vault_companion.writer.journal import write_all
from vault_companion.writer.lock import vault_state

FOLDER = "backups"
_PAGE = "page.json"
_VERSION = re.compile(r"(\d{8,})-(\d{8}T\d{6}Z)-([a-z-]+)-([0-9a-f]{16})\.md\Z")
_TIME = "%Y%m%dT%H%M%SZ"
_FEW = 8
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier version of a page.

    Attributes:
        page: Which page, by the path it had.
        number: Counts up from 1 for each page; a number is never given twice.
        when: When it stopped being the page that stands, in UTC, to the second.
        why: "replaced", "retired", "taken-over", "removed" or "restored".
        size: Of its content, in bytes.
        digest: The first 16 hex digits of the SHA-256 of its content.
    """

    page: VaultPath
    number: int
    when: datetime
    why: str
    size: int
    digest: str

    @property
    def name(self) -> str:
        """Its file name."""
        return f"{self.number:08d}-{self.when.strftime(_TIME)}-{self.why}-{self.digest}.md"


@dataclass(frozen=True, slots=True)
class Old:
    """What is to be kept of a page before it goes.

    Attributes:
        page: Which page.
        data: Its bytes.
        why: As in `Version`.
    """

    page: VaultPath
    data: bytes
    why: str


class Ring:
    """The earlier versions of the pages of one vault. Whoever writes to it holds the right to write to the vault.

    Of a page, the newest `keep` versions stay whatever their age. Of those before them, the ones of the last day
    stay, and of each other day in the last `days` days its newest: so a page that is written all day long does not
    fill the disk, and whichever of the two rules keeps a version, it is kept.
    """

    def __init__(self, folder: Path, keep: int = 10, days: int = 30, files: Files = FILES) -> None:
        """Name the folder; it is made when something is put into it."""
        self._folder = folder
        self._keep = keep
        self._days = timedelta(days=days)
        self._files = files

    @property
    def folder(self) -> Path:
        """Where it is on disk; it need not be there yet."""
        return self._folder

    @classmethod
    def of(cls, root: Path, files: Files = FILES) -> Ring:
        """The ring of a vault, in the user's state folder."""
        return cls(vault_state(root) / FOLDER, files=files)

    def put(self, page: VaultPath, data: bytes, when: datetime, why: str = "replaced") -> None:
        """Keep a page as it was. When this returns, it survives a power cut.

        Nothing is written if the newest version is the same already. What no rule keeps of the page any more goes.

        Args:
            page: Which page.
            data: Its bytes.
            when: When it went, with a time zone.
            why: As in `Version`.

        Raises:
            OSError: It could not be kept. Versions kept before still are.
        """
        for error in self.put_all([Old(page, data, why)], when).values():
            raise error

    def put_all(self, olds: Iterable[Old], when: datetime) -> dict[VaultPath, OSError]:
        """The same for many pages, with one flush for all of them where the system can do that.

        Returns:
            The pages that could not be kept, and why.
        """
        failed: dict[VaultPath, OSError] = {}
        staged: list[Version] = []
        olds = list(olds)
        for old in olds:
            try:
                staged += self._stage(old, when)
            except OSError as error:
                failed[old.page] = error
        if staged:
            flushed = len(staged) > _FEW and self._flush_everything()
            for version in staged:
                try:
                    self._publish(version, flushed=flushed)
                except OSError as error:
                    failed[version.page] = error
            if flushed and not self._flush_everything():
                failed |= {version.page: OSError("the backups could not be flushed") for version in staged}
        for version in staged:
            if version.page not in failed:
                with contextlib.suppress(OSError):
                    self._prune(self._place(version.page), when)
        return failed

    def versions(self, page: VaultPath | None = None) -> tuple[Version, ...]:
        """The versions of one page, or of all, by path and then newest first; () where there is nothing.

        Files that are no versions are passed over, and so is a folder that cannot be read or does not say whose it is.
        """
        places = [self._place(page)] if page is not None else self._places()
        found = [version for place in places for version in self._in(place) if page in (None, version.page)]
        return tuple(sorted(found, key=lambda version: (path_order(version.page), -version.number)))

    def read(self, version: Version) -> bytes:
        """The bytes of a version.

        Raises:
            OSError: It is gone, cannot be read, or is not any more what was kept.
        """
        folder = self._files.open_folder(self._place(version.page))
        try:
            data = self._files.read(folder, version.name)
        finally:
            self._files.leave(folder)
        if _digest(data) != version.digest:
            raise OSError(f"the version {version.number} of {version.page} is damaged")
        return data

    # ---- one page

    def _place(self, page: VaultPath) -> Path:
        return self._folder / sha256(page.encode("utf-8", "surrogatepass")).hexdigest()[:24]

    def _places(self) -> list[Path]:
        try:
            return sorted(place for place in self._folder.iterdir() if place.is_dir())
        except OSError:
            return []

    def _in(self, place: Path) -> list[Version]:
        """The versions in a folder, oldest first."""
        try:
            page = _page_of((place / _PAGE).read_bytes())
            with self._opened(place) as folder:
                found = [_version(page, name, self._files.look(folder, name).st_size) for name in self._names(folder)]
        except (OSError, ValueError):
            return []
        return sorted(found, key=lambda version: version.number)

    def _names(self, folder: Folder) -> list[str]:
        return [name for name in self._files.names(folder) if _VERSION.match(name)]

    @contextlib.contextmanager
    def _opened(self, place: Path) -> Iterator[Folder]:
        folder = self._files.open_folder(place)
        try:
            yield folder
        finally:
            self._files.leave(folder)

    def _stage(self, old: Old, when: datetime) -> Iterator[Version]:
        """Write a version under a name that is none yet; nothing if the newest is the same."""
        place = self._place(old.page)
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        before = self._in(place)
        if before and before[-1].digest == _digest(old.data) and self._is_whole(before[-1]):
            return
        with self._opened(place) as folder:
            if not before:
                self._write(folder, _PAGE, json.dumps({"page": old.page}).encode())
            numbers = [int(name.partition("-")[0]) for name in self._names(folder)]
            utc = when.astimezone(UTC).replace(microsecond=0)
            number = max(numbers, default=0) + 1
            version = Version(old.page, number, utc, old.why, len(old.data), _digest(old.data))
            self._write(folder, version.name, old.data)
        yield version

    def _write(self, folder: Folder, name: str, data: bytes) -> None:
        """Write all of a file that is called `name` later; if that fails, nothing of it is left."""
        part = f"{name}.part"
        with contextlib.suppress(FileNotFoundError):
            self._files.remove(folder, part)
        opened = self._files.start(folder, part)
        try:
            write_all(self._files, opened, data)
        except OSError:
            with contextlib.suppress(OSError):
                self._files.remove(folder, part)
            raise
        finally:
            self._files.close(opened)

    def _publish(self, version: Version, *, flushed: bool) -> None:
        """Give staged files their names, after their bytes are on the disk; the names follow them there."""
        with self._opened(self._place(version.page)) as folder:
            names = self._files.names(folder)
            for name in (_PAGE, version.name):
                if f"{name}.part" in names:
                    self._give_name(folder, name, flushed=flushed)
            if not flushed:
                self._files.flush_folder(folder)
        if not flushed and version.number == 1:
            for above in (self._folder, self._folder.parent):
                with self._opened(above) as folder:
                    self._files.flush_folder(folder)

    def _give_name(self, folder: Folder, name: str, *, flushed: bool) -> None:
        part = f"{name}.part"
        try:
            if not flushed:
                opened = self._files.reopen(folder, part)
                try:
                    self._files.flush(opened)
                finally:
                    self._files.close(opened)
            self._files.replace(folder, part, folder, name)
        except OSError:
            with contextlib.suppress(OSError):
                self._files.remove(folder, part)
            raise

    def _flush_everything(self) -> bool:
        with self._opened(self._folder) as folder:
            return self._files.flush_everything(folder)

    def _is_whole(self, version: Version) -> bool:
        with contextlib.suppress(OSError):
            return bool(self.read(version)) or version.size == 0
        return False

    def _prune(self, place: Path, now: datetime) -> None:
        old = list(reversed(self._in(place)))[self._keep :]
        going = self._outdated(old, now)
        if going:
            with self._opened(place) as folder:
                for version in going:
                    self._files.remove(folder, version.name)

    def _outdated(self, old: list[Version], now: datetime) -> list[Version]:
        """Which of the versions that are not among the newest few may go; `old` is newest first."""
        going: list[Version] = []
        seen: set[str] = set()
        for version in old:
            age = now - version.when
            day = version.when.date().isoformat()
            if age > self._days or (age > _A_DAY and day in seen):
                going.append(version)
            seen.add(day)
        return going


def _version(page: VaultPath, name: str, size: int) -> Version:
    """A version by its file name.

    Raises:
        ValueError: It says no time that there is.
    """
    match = _VERSION.match(name)
    if match is None:
        raise ValueError(name)
    number, when, why, digest = match.groups()
    return Version(page, int(number), datetime.strptime(when, _TIME).replace(tzinfo=UTC), why, size, digest)


def _page_of(data: bytes) -> VaultPath:
    """Which page a folder is of.

    Raises:
        ValueError: It does not say.
    """
    told = json.loads(data)
    page = told.get("page") if isinstance(told, Mapping) else None
    if not isinstance(page, str):
        raise ValueError("no page is named")
    return VaultPath(page)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]
