"""The output folder as it is on disk: the only place where a vault is written to."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Refused, Standing
from vault_companion.writer.plan import clash_key, sha256

PARK = ".vault-companion"
"""The folder inside the output folder where a page is written before it gets its name."""

_TEMP = re.compile(r"[0-9a-f]{12}\.part\Z")
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_JUNCTION = 0xA0000003
_FEW = 8
_PAUSES_S = (0.01, 0.03, 0.1, 0.3, 0.6)
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})


class FolderDisk:
    """The output folder of one vault.

    The vault is known by its root's device and inode when this was made: one that was replaced since, or is
    no longer mounted, is not written to.
    """

    def __init__(self, root: Path, output_folder: str) -> None:
        """Remember the vault.

        Raises:
            ValueError: The output folder is no folder inside the vault.
            OSError: The root cannot be reached.
        """
        self._root = root
        self._home = VaultPath(output_folder)
        self._park = root / self._home / PARK
        self._identity = _identity(root)
        self._folders: set[Path] = set()

    def for_folder(self, output_folder: str) -> FolderDisk:
        """The same vault, by what it was when this was made, with this output folder.

        Raises:
            ValueError: It is no folder inside the vault.
        """
        if output_folder == self._home:
            return self
        other = FolderDisk(self._root, output_folder)
        other._identity = self._identity
        return other

    def litter(self) -> bool:
        """Whether an earlier run left anything behind."""
        return os.path.lexists(self._park)

    def look(self, path: VaultPath) -> Standing | None:
        """What stands at a path now; None if nothing does.

        Raises:
            Refused: It must not be written to.
            OSError: It cannot be read.
        """
        place = self._place(path)
        try:
            info = place.lstat()
        except FileNotFoundError:
            return None
        if stat.S_ISLNK(info.st_mode):
            raise Refused("the page is a link to another file", "Replace the link by a file, or delete it.")
        if not stat.S_ISREG(info.st_mode):
            raise Refused("there is a folder or device where the page should be", "Rename it.")
        if info.st_nlink > 1:
            raise Refused("the page has a second name (a hard link)", "Replace it by a copy, or delete it.")
        if not info.st_mode & stat.S_IWUSR or not os.access(place, os.W_OK):
            raise Refused("the page is write-protected", "Take the write protection off.")
        opened = os.open(place, os.O_RDONLY | _BINARY)
        with os.fdopen(opened, "rb") as file:
            return Standing(sha256(file.read()), stat.S_IMODE(info.st_mode))

    def stage(self, path: VaultPath, data: bytes, mode: int | None) -> str:
        """Write a page under a name of its own; gives that name.

        Args:
            path: Where it will go. The folders on the way are made.
            data: All of it.
            mode: The permissions it gets; None for those of any new file.

        Raises:
            Refused: A folder on the way must not be written to.
            OSError: It could not be written. Nothing of it is left.
        """
        place = self._place(path)
        self._make(place.parent)
        self._make(self._park)
        temp = self._park / f"{secrets.token_hex(6)}.part"
        opened = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        try:
            with os.fdopen(opened, "wb") as file:
                file.write(data)
                if mode is not None and sys.platform != "win32":
                    os.fchmod(opened, mode)
        except BaseException:
            temp.unlink(missing_ok=True)
            raise
        return temp.name

    def settle(self, temps: Sequence[str]) -> None:
        """Make sure that staged pages survive a power cut before any of them gets its name.

        Raises:
            OSError: That cannot be promised.
        """
        if len(temps) > _FEW and sys.platform == "linux" and _syncfs(self._park):
            return
        for temp in temps:
            opened = os.open(self._park / temp, os.O_WRONLY | _BINARY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)

    def create(self, temp: str, path: VaultPath) -> None:
        """Give a staged page its name, if nothing has that name.

        Raises:
            FileExistsError: Something has it. Nothing was changed.
            OSError: It could not be done. Nothing was changed.
        """
        place, staged = self._place(path), self._park / temp
        self._folders.add(place.parent)
        if os.name == "nt":
            _patiently(lambda: staged.rename(place))
            return
        try:
            place.hardlink_to(staged)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if os.path.lexists(place):
                raise FileExistsError(errno.EEXIST, "a file appeared", str(place)) from error
            staged.rename(place)
            return
        with contextlib.suppress(OSError):
            staged.unlink()

    def replace(self, temp: str, path: VaultPath) -> None:
        """Put a staged page in the place of the old one, in one step.

        Raises:
            OSError: It could not be done. The old page stands.
        """
        place = self._place(path)
        self._folders.add(place.parent)
        _patiently(lambda: (self._park / temp).replace(place))

    def drop(self, temp: str) -> None:
        """Remove a staged page that will not get its name."""
        (self._park / temp).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Make finished names survive a power cut, and remove what any run left behind.

        Only files with names of ours are removed, and the folder only when it is empty.

        Raises:
            OSError: It could not be done wholly; the next run does the rest.
        """
        folders, self._folders = self._folders, set()
        for folder in sorted(folders):
            _sync_folder(folder)
        try:
            if not stat.S_ISDIR(self._park.lstat().st_mode):
                return
        except FileNotFoundError:
            return
        if _identity(self._root) != self._identity:
            return
        self._check(self._park)
        left = list(self._park.iterdir())
        ours = [file for file in left if _TEMP.match(file.name)]
        for file in ours:
            file.unlink(missing_ok=True)
        if len(ours) == len(left):
            self._park.rmdir()

    def _place(self, path: VaultPath) -> Path:
        """Where a path is on disk, after making sure that it may be written to now."""
        if os.name == "nt" and re.search(r'[\\:*?"<>|]', path):
            raise Refused("Windows does not allow this name", "Rename the character's note.")
        place = self._root / path
        if not path.inside(self._home) and not self._is_home_spelled_otherwise(path):
            raise Refused("the page is outside the output folder", "This is a bug: please report it.")
        if _identity(self._root) != self._identity:
            raise Refused("the vault is not the one that was there before", "Start again.")
        self._check(place.parent)
        return place

    def _is_home_spelled_otherwise(self, path: VaultPath) -> bool:
        """Whether the output folder, on a disk that is blind to case, is spelled in another way."""
        head = "/".join(path.split("/")[: self._home.count("/") + 1])
        if head == path or clash_key(head) != clash_key(self._home):
            return False
        try:
            return (self._root / head).samefile(self._root / self._home)
        except OSError:
            return False

    def _check(self, folder: Path) -> None:
        """Refuse a folder that a link on the way would put somewhere else."""
        parts = folder.relative_to(self._root).parts
        for depth in range(1, len(parts) + 1):
            place = "/".join(parts[:depth])
            try:
                info = os.lstat(self._root / place)
            except FileNotFoundError:
                return
            if stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _JUNCTION:
                raise Refused(f"the folder {place} is a link", "Replace the link by a real folder.")
            if not stat.S_ISDIR(info.st_mode):
                raise Refused(f"{place} is a file, not a folder", "Rename it.")

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it, but never the vault itself."""
        self._check(folder)
        missing = []
        while folder != self._root and not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for place in reversed(missing):
            place.mkdir(exist_ok=True)
            self._folders.add(place.parent)


def _identity(root: Path) -> tuple[int, int]:
    info = root.stat()
    return info.st_dev, info.st_ino


def _patiently(step: Callable[[], object]) -> None:
    """Take a step that Windows refuses while an indexer or Obsidian has the file open for a moment."""
    for pause_s in _PAUSES_S if os.name == "nt" else ():
        try:
            step()
        except PermissionError:
            time.sleep(pause_s)
        else:
            return
    step()


def _syncfs(folder: Path) -> bool:
    """Flush a whole file system, for many files far quicker than one by one. False if it was not done."""
    try:
        flush = ctypes.CDLL(None).syncfs
    except (OSError, AttributeError):
        return False
    opened = os.open(folder, os.O_RDONLY)
    try:
        return bool(flush(opened) == 0)
    finally:
        os.close(opened)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
