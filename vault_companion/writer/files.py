"""Every call by which a page reaches the disk, one system call each, so that a test can let any of them fail."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vault_companion.writer import exchange

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FILE = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | _NO_LINK
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_WAITLESS = getattr(os, "O_NONBLOCK", 0)
_JUNCTION = 0xA0000003
_PAUSES_S = (0.01, 0.03, 0.1, 0.3, 0.6)
_NO_SUCH_THING = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EACCES)


class NotAFile(OSError):  # noqa: N818 - an answer, not an accident
    """A folder, link, pipe or device where a file is asked for."""


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder. What is done in it is done there, wherever its name leads by then.

    Attributes:
        path: By what path it was opened.
        fd: Its descriptor; None on Windows, where a name is looked up each time.
    """

    path: str
    fd: int | None

    def at(self, name: str) -> str:
        """What a call is told for a file in it."""
        return f"{self.path}{os.sep}{name}" if self.fd is None else name


@dataclass(frozen=True, slots=True)
class Dress:
    """What a file has beside its bytes.

    Attributes:
        mode: Its permission bits.
        owner: Its user and group.
        extras: Its extended attributes in the name space of users.
    """

    mode: int
    owner: tuple[int, int]
    extras: Mapping[str, bytes] = field(default_factory=dict)


class Files:
    """The calls. Each raises `OSError` if it fails, and has then changed nothing.

    Attributes:
        swaps: What was found out about file systems, by device: "" where two files can be exchanged in one step,
            else why not.
    """

    def __init__(self) -> None:
        self.swaps: dict[int, str] = {}

    def open_folder(self, path: Path) -> Folder:
        """A folder by its path, links followed."""
        return Folder(str(path), None if os.name == "nt" else os.open(path, os.O_RDONLY | _FOLDER))

    def enter(self, folder: Folder, name: str) -> Folder:
        """A folder in a folder, never by a link.

        Raises:
            NotADirectoryError: It is a file or a link.
        """
        path = f"{folder.path}{os.sep}{name}"
        if folder.fd is not None:
            try:
                return Folder(path, os.open(name, os.O_RDONLY | _FOLDER | _NO_LINK, dir_fd=folder.fd))
            except OSError as error:
                if error.errno == errno.ELOOP:
                    raise NotADirectoryError(errno.ENOTDIR, "a link", path) from error
                raise
        info = os.lstat(path)
        if not stat.S_ISDIR(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _JUNCTION:
            raise NotADirectoryError(errno.ENOTDIR, "not a folder", path)
        return Folder(path, None)

    def leave(self, folder: Folder) -> None:
        """Close a folder."""
        if folder.fd is not None:
            os.close(folder.fd)

    def identity(self, folder: Folder) -> tuple[int, int]:
        """The device and inode of a folder."""
        info = os.stat(folder.path if folder.fd is None else folder.fd)  # noqa: PTH116 - a descriptor
        return info.st_dev, info.st_ino

    def names(self, folder: Folder) -> list[str]:
        """What is in a folder, sorted."""
        return sorted(os.listdir(folder.path if folder.fd is None else folder.fd))  # noqa: PTH208 - a descriptor

    def look(self, folder: Folder, name: str) -> os.stat_result:
        """What a name stands for: a link itself, not where it leads."""
        return os.stat(folder.at(name), dir_fd=folder.fd, follow_symlinks=False)

    def may_write(self, folder: Folder, name: str) -> bool:
        """Whether this user may write to a file."""
        return os.access(folder.at(name), os.W_OK, dir_fd=folder.fd)

    def read(self, folder: Folder, name: str) -> bytes:
        """The bytes of a regular file; a pipe is never waited for, a link never followed.

        Raises:
            NotAFile: It is none.
        """
        if not stat.S_ISREG(self.look(folder, name).st_mode):
            raise NotAFile(errno.EINVAL, "not a file", name)
        opened = self._open_to_read(folder, name)
        with os.fdopen(opened, "rb") as file:
            return file.read()

    def _open_to_read(self, folder: Folder, name: str) -> int:
        opened = os.open(folder.at(name), os.O_RDONLY | _FILE | _WAITLESS, dir_fd=folder.fd)
        if stat.S_ISREG(os.fstat(opened).st_mode):
            return opened
        os.close(opened)
        raise NotAFile(errno.EINVAL, "not a file", name)

    def held_open(self, folder: Folder, name: str) -> bool:
        """Whether another program can still write into a file; no where the system does not tell."""
        opened = self._open_to_read(folder, name)
        try:
            return exchange.held_open(opened)
        finally:
            os.close(opened)

    def undress(self, folder: Folder, name: str) -> Dress:
        """What a file has beside its bytes."""
        opened = self._open_to_read(folder, name)
        try:
            info = os.fstat(opened)
            extras: dict[str, bytes] = {}
            if sys.platform == "linux":
                with contextlib.suppress(OSError):
                    keys = (key for key in os.listxattr(opened) if key.startswith("user."))
                    extras = {key: os.getxattr(opened, key) for key in keys}
            return Dress(stat.S_IMODE(info.st_mode), (info.st_uid, info.st_gid), extras)
        finally:
            os.close(opened)

    def start(self, folder: Folder, name: str) -> int:
        """A new empty file, open for writing.

        Raises:
            FileExistsError: There is one.
        """
        return os.open(folder.at(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FILE, 0o666, dir_fd=folder.fd)

    def write(self, fd: int, data: bytes) -> int:
        """Write some of the data; gives how many bytes."""
        return os.write(fd, data)

    def dress(self, fd: int, dress: Dress) -> None:
        """Give an open file what another has. An owner that may not be given away stays."""
        if sys.platform == "win32":
            return
        info = os.fstat(fd)
        if (info.st_uid, info.st_gid) != dress.owner:
            with contextlib.suppress(PermissionError):
                os.fchown(fd, *dress.owner)
        os.fchmod(fd, dress.mode)
        if sys.platform == "linux":
            for key, value in dress.extras.items():
                try:
                    os.setxattr(fd, key, value)
                except OSError as error:
                    if error.errno not in _NO_SUCH_THING:
                        raise

    def flush(self, fd: int) -> None:
        """Make an open file survive a power cut."""
        exchange.flush(fd)

    def flush_folder(self, folder: Folder) -> None:
        """Make the names in a folder survive a power cut; Windows does that by itself."""
        if folder.fd is not None:
            exchange.flush(folder.fd)

    def flush_everything(self, folder: Folder) -> bool:
        """Make a whole file system survive a power cut. False where that is not known."""
        return folder.fd is not None and exchange.flush_file_system(folder.fd)

    def reopen(self, folder: Folder, name: str) -> int:
        """A file that is there, open for writing."""
        return os.open(folder.at(name), os.O_WRONLY | _FILE, dir_fd=folder.fd)

    def close(self, fd: int) -> None:
        """Close a file."""
        os.close(fd)

    def make_folder(self, folder: Folder, name: str) -> None:
        """A new folder."""
        os.mkdir(folder.at(name), dir_fd=folder.fd)

    def remove_folder(self, folder: Folder, name: str) -> None:
        """Remove an empty folder."""
        os.rmdir(folder.at(name), dir_fd=folder.fd)

    def remove(self, folder: Folder, name: str) -> None:
        """Remove a file."""
        os.unlink(folder.at(name), dir_fd=folder.fd)

    def link(self, folder: Folder, name: str, to: Folder, other: str) -> None:
        """Give a file a second name.

        Raises:
            FileExistsError: Something has it.
        """
        os.link(folder.at(name), to.at(other), src_dir_fd=folder.fd, dst_dir_fd=to.fd, follow_symlinks=False)

    def rename_new(self, folder: Folder, name: str, to: Folder, other: str) -> None:
        """Give a file another name.

        Raises:
            FileExistsError: Something has it.
            OSError: With a code in `exchange.UNSUPPORTED` where there is no such call.
        """
        _patiently(lambda: exchange.rename_new(folder.at(name), folder.fd, to.at(other), to.fd))

    def replace(self, folder: Folder, name: str, to: Folder, other: str) -> None:
        """Put a file in the place of another in one step, and the other is gone."""
        _patiently(lambda: os.replace(folder.at(name), to.at(other), src_dir_fd=folder.fd, dst_dir_fd=to.fd))

    def exchange(self, folder: Folder, name: str, to: Folder, other: str) -> None:
        """Let two files swap their names in one step.

        Raises:
            OSError: With a code in `exchange.UNSUPPORTED` where there is no such call.
        """
        exchange.exchange(folder.at(name), folder.fd, to.at(other), to.fd)

    def replace_keeping(self, folder: Folder, name: str, to: Folder, other: str, kept: str) -> None:
        """Windows: put a file in the place of another, which is then `kept` in the first one's folder. Never run."""
        _patiently(lambda: exchange.replace_keeping(folder.at(name), to.at(other), folder.at(kept)))


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


FILES = Files()
"""The one that is used unless a test gives another."""
