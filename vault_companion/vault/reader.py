"""The vault as it is on disk now -> Snapshot. Reads only; nothing in a vault can make it stop or wait.

One walk serves both questions: `read` gives what is in the files, `glance` only whether anything changed.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from vault_companion.errors import VaultError
from vault_companion.vault import reasons
from vault_companion.vault.obsidian import SETTINGS, ObsidianConfig, config_of
from vault_companion.vault.reasons import LIMIT_BYTES
from vault_companion.vault.snapshot import Snapshot, Unread, VaultPath

LIMIT_SETTING_BYTES = 1024 * 1024
"""Settings of the app larger than this are not read."""

Stamp = tuple[int, int, int]
"""Size, mtime_ns and inode of a file."""

Memo = dict[str, tuple[Stamp, bytes]]
"""What was read before, by path; `read` uses it and brings it up to date."""

_RACY_NS = 2_000_000_000
_TEMPLATES = re.compile(r"(?:\A|[\W\d_])templates\Z", re.IGNORECASE)
_LITTER = re.compile(r"\A~syncthing~", re.IGNORECASE)
_COPY = re.compile(
    r"\.sync-conflict-[0-9]{8}-[0-9]{6}-[A-Z0-9]+\.md\Z"
    r"|_conflict-[0-9]{8}-[0-9]{6}\.md\Z"
    r"|\(.*conflicted copy[^()]*\)(?: \([0-9]+\))?\.md\Z"
    r"|\(kept copy [0-9a-f]+\)\.md\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(.*\S) [0-9]{1,3}(\.md)\Z", re.IGNORECASE)
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_JUNCTION = 0xA0000003
_AWAY = re.compile(r"\A\.(.+\.md)\.icloud\Z", re.IGNORECASE)
_UNSTEADY: Stamp = (-1, 0, 0)


@dataclass(slots=True)
class Look:
    """What one walk saw of a vault besides what is in its files.

    Attributes:
        stamps: The stamp of every visible file and of the app's own settings, as it was before the file was read;
            one that no file can have for a file that changed while it was read.
        folders: Every visible folder, "" for the vault itself.
        away: Notes that a cloud has taken off this computer, by the names that they have when they are here.
    """

    stamps: dict[str, Stamp] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    away: set[str] = field(default_factory=set)


class _Read(NamedTuple):
    """What is in a note, and whether it stood still while it was read."""

    stamp: Stamp
    data: bytes
    steady: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    """One visible file on the way through the vault."""

    path: str
    entry: os.DirEntry[str]
    is_note: bool
    is_link: bool


def read(root: Path, memo: Memo | None = None, look: Look | None = None) -> Snapshot:
    """Every visible file of the vault at one moment, notes with their bytes.

    Args:
        root: The vault's folder.
        memo: What was read before. A file whose size, mtime and inode are the same, and that had not changed
            in the two seconds before it was read, is not read again.
        look: Filled with what is seen on the way.

    Raises:
        VaultError: The folder is not there, is no folder, cannot be listed, or vanished on the way.
    """
    identity = _identity(root)
    config = _config(root)
    real = str(root.resolve())
    files: dict[VaultPath, bytes] = {}
    others: set[VaultPath] = set()
    unread: list[Unread] = [*reasons.misread(config)]
    kept: Memo = {}
    now_ns = time.time_ns()
    for found in _walk(root, config, unread, look):
        if look is not None and (seen := _stamp(found)):
            look.stamps[found.path] = seen
        if not found.is_note:
            others.add(VaultPath(found.path))
            continue
        what = _note(found, real, None if memo is None else memo.get(found.path))
        match what:
            case Unread():
                unread.append(what)
            case _Read(stamp, data, steady):
                files[VaultPath(found.path)] = data
                if stamp[1] < now_ns - _RACY_NS:
                    kept[found.path] = stamp, data
                if look is not None and not steady:
                    look.stamps[found.path] = _UNSTEADY
            case None:
                pass
    if look is not None:
        look.stamps.update(_settings_stamps(root))
    _still_there(root, identity)
    if memo is not None:
        memo.clear()
        memo.update(kept)
    for path in _numbered_copies(files):
        del files[path]
        others.add(path)
        unread.append(reasons.same_as_another(path))
    return Snapshot(
        files=dict(sorted(files.items())),
        others=frozenset(others),
        unread=tuple(sorted(unread, key=lambda item: (item.path, item.code))),
        obsidian=config,
    )


def glance(root: Path) -> Look:
    """What a walk sees without opening one file.

    The app's own settings are looked at too, because `read` goes by them.

    Raises:
        VaultError: As with `read`.
    """
    identity = _identity(root)
    look = Look()
    for found in _walk(root, _config(root), [], look):
        if seen := _stamp(found):
            look.stamps[found.path] = seen
    look.stamps.update(_settings_stamps(root))
    _still_there(root, identity)
    return look


def listing(root: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Path, size, mtime_ns and inode of every visible file, in path order, without opening one.

    Raises:
        VaultError: As with `read`.
    """
    return tuple(sorted((path, *stamp) for path, stamp in glance(root).stamps.items()))


def _stamp(found: _Found) -> Stamp | None:
    try:
        info = found.entry.stat(follow_symlinks=found.is_link)
    except OSError:
        return None
    return info.st_size, info.st_mtime_ns, info.st_ino


def _settings_stamps(root: Path) -> Iterator[tuple[str, Stamp]]:
    for path in SETTINGS:
        with suppress(OSError):
            info = (root / path).stat()
            yield path, (info.st_size, info.st_mtime_ns, info.st_ino)


def _walk(root: Path, config: ObsidianConfig, unread: list[Unread], look: Look | None) -> Iterator[_Found]:
    """Every visible file; what is in the way of reading goes to `unread`."""
    stack = [(str(root), "", False)]
    while stack:
        folder, prefix, in_templates = stack.pop()
        try:
            with os.scandir(folder) as entries:
                inside = list(entries)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if not prefix:
                raise VaultError(f"the vault {root} cannot be listed: {error.strerror}") from error
            unread.append(reasons.unreadable(prefix[:-1], error, "folder"))
            continue
        if look is not None:
            look.folders.add(prefix[:-1])
        for entry in inside:
            name = entry.name
            if name[0] == ".":
                if look is not None and (away := _AWAY.match(name)):
                    look.away.add(prefix + away[1])
                continue
            path = prefix + name
            if not name.isascii() and not _is_text(name):
                unread.append(reasons.bad_name(path))
                continue
            markdown = name[-3:].lower() == ".md"
            link = _is_link(entry)
            if _is_folder(entry, follow=link):
                if link:
                    unread.append(reasons.linked_folder(path))
                    continue
                if markdown:
                    unread.append(reasons.folder_named_note(path))
                hidden = in_templates or _TEMPLATES.search(name) is not None or config.is_template(path)
                stack.append((entry.path, path + "/", hidden))
                continue
            note = markdown and not in_templates and not _LITTER.match(name)
            if note and _COPY.search(name):
                unread.append(reasons.conflict_copy(path))
                note = False
            yield _Found(path, entry, note, link)


def _note(found: _Found, real: str, known: tuple[Stamp, bytes] | None) -> _Read | Unread | None:
    """A note's bytes, why they cannot be had, or None when it is gone."""
    try:
        if found.is_link:
            target = str(Path(found.entry.path).resolve(strict=True))
            if not target.startswith(real.rstrip(os.sep) + os.sep):
                return reasons.outside(found.path)
        elif known is not None:
            info = found.entry.stat(follow_symlinks=False)
            if known[0] == (info.st_size, info.st_mtime_ns, info.st_ino) and stat.S_ISREG(info.st_mode):
                return _Read(*known)
        return _bytes(found)
    except FileNotFoundError as error:
        return reasons.unreadable(found.path, error, "link") if found.is_link else None
    except (OSError, RuntimeError) as error:
        return reasons.unreadable(found.path, error, "note")


def _bytes(found: _Found) -> _Read | Unread:
    """What is in a file that is opened without ever waiting for a writer at its other end."""
    before = found.entry.stat(follow_symlinks=found.is_link)
    if not stat.S_ISREG(before.st_mode):
        return reasons.not_a_file(found.path)
    opened = os.open(found.entry.path, _OPEN | (0 if found.is_link else getattr(os, "O_NOFOLLOW", 0)))
    with os.fdopen(opened, "rb", buffering=0) as file:
        info = os.fstat(opened)
        if not stat.S_ISREG(info.st_mode):
            return reasons.not_a_file(found.path)
        data = file.readall() if info.st_size <= LIMIT_BYTES else b""
        after = os.fstat(opened)
    if os.name == "nt":
        before = info  # what a folder of Windows says of a file may lag behind the file itself
    steady = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if info.st_size > LIMIT_BYTES or len(data) > LIMIT_BYTES:
        return reasons.too_large(found.path)
    return _Read((info.st_size, info.st_mtime_ns, info.st_ino), data, steady)


def _identity(root: Path) -> tuple[int, int]:
    try:
        info = root.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise VaultError(
            f"there is no folder {root}", "Give the folder that you open as a vault in Obsidian."
        ) from None
    except OSError as error:
        raise VaultError(f"the vault {root} cannot be reached: {error.strerror}") from error
    if not stat.S_ISDIR(info.st_mode):
        raise VaultError(f"{root} is a file, not a folder", "Give the folder that you open as a vault in Obsidian.")
    return info.st_dev, info.st_ino


def _still_there(root: Path, identity: tuple[int, int]) -> None:
    """A vault that goes away half way must not look like one whose notes were deleted."""
    if _identity(root) != identity:
        raise VaultError(f"the vault {root} was replaced while it was read", "Run it again.")


def _config(root: Path) -> ObsidianConfig:
    """What the app's own settings say. A file of them that is there and cannot be read counts as a broken one."""
    files: dict[str, bytes] = {}
    for path in SETTINGS:
        with suppress(FileNotFoundError, NotADirectoryError):
            files[path] = _setting(root / path)
    return config_of(files)


def _setting(path: Path) -> bytes:
    """What is in a file of settings; nothing if it is too large, no file, or may not be read.

    Raises:
        FileNotFoundError, NotADirectoryError: There is no such file.
    """
    try:
        opened = os.open(path, _OPEN)
        with os.fdopen(opened, "rb", buffering=0) as file:
            info = os.fstat(opened)
            is_short_file = stat.S_ISREG(info.st_mode) and info.st_size <= LIMIT_SETTING_BYTES
            return file.readall() if is_short_file else b""
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError:
        return b""


def _numbered_copies(files: Mapping[VaultPath, bytes]) -> list[VaultPath]:
    """The notes `X 1.md` that are, byte for byte, the `X.md` beside them."""
    pairs = ((path, found) for path in files if (found := _NUMBERED.match(path)))
    return [path for path, found in pairs if files[path] and files.get(VaultPath(found[1] + found[2])) == files[path]]


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Whether it leads elsewhere: a symbolic link, or on Windows a junction."""
    if entry.is_symlink():
        return True
    if os.name != "nt":
        return False
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION


def _is_folder(entry: os.DirEntry[str], *, follow: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:
        return False
