"""Moving files so that nothing is ever overwritten unseen, by the best means that a file system has."""

from __future__ import annotations

import contextlib
import errno
import os

from vault_companion.writer.exchange import UNSUPPORTED
from vault_companion.writer.files import Files, Folder, NotAFile
from vault_companion.writer.journal import write_new
from vault_companion.writer.plan import sha256

CANNOT_SWAP = "this file system cannot exchange two files in one step"
NO_FILE = "no file"
"""What `digest` says of a folder, link, pipe or device."""
_NO_LINKS = UNSUPPORTED | {errno.EPERM, errno.EMLINK}


def digest(files: Files, folder: Folder, name: str) -> str | None:
    """SHA-256 of a file, in hex; `NO_FILE` if it is a folder, link, pipe or device; None if nothing is there.

    Raises:
        OSError: It cannot be read.
    """
    try:
        return sha256(files.read(folder, name))
    except FileNotFoundError:
        return None
    except NotAFile:
        return NO_FILE


def same_file(files: Files, folder: Folder, name: str, to: Folder, other: str) -> bool:
    """Whether two names stand for one file.

    Raises:
        OSError: One of them cannot be looked at.
    """
    try:
        one, two = files.look(folder, name), files.look(to, other)
    except FileNotFoundError:
        return False
    return (one.st_dev, one.st_ino) == (two.st_dev, two.st_ino)


def move_new(files: Files, folder: Folder, name: str, to: Folder, other: str) -> None:
    """Give a file another name, if nothing has that name.

    In one step where the system has such a call; else by a second name, so that a file may have both for a moment;
    on a disk that knows no second names either, by a look just before.

    Raises:
        FileExistsError: Something has the name. Nothing was changed.
        OSError: It could not be done; the file may have both names.
    """
    try:
        files.rename_new(folder, name, to, other)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
    else:
        return
    try:
        files.link(folder, name, to, other)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        files.remove(folder, name)
        return
    with contextlib.suppress(FileNotFoundError):
        files.look(to, other)
        raise FileExistsError(errno.EEXIST, "a file appeared", other)
    files.replace(folder, name, to, other)


def swap(files: Files, park: Folder, name: str, folder: Folder, page: str, expect: str) -> str | None:
    """Put a file from the park folder in the place of a page, in one step, and keep what was there.

    Where two files can be exchanged, whatever was there at that very moment is kept. Elsewhere a save that comes
    between the last look and the step may be lost, which is why such a disk is called less protected.

    Args:
        files: The calls.
        park: The folder of the file.
        name: The file, `X.part` or `X.old`.
        folder: The folder of the page.
        page: The page.
        expect: SHA-256, in hex, of what should be there. Only disks without an exchange need it.

    Returns:
        What it is called in the park folder: `name`, or its counterpart. None if something else was there: then
        nothing was changed.

    Raises:
        FileNotFoundError: Nothing is at the page's place. Nothing was changed.
        OSError: It could not be done. The page is what it was; it may have a second name in the park folder.
    """
    if os.name == "nt":
        files.replace_keeping(park, name, folder, page, counterpart(name))
        return counterpart(name)
    device, _ = files.identity(park)
    if not files.swaps.get(device):
        try:
            files.exchange(park, name, folder, page)
        except OSError as error:
            if error.errno not in UNSUPPORTED:
                raise
            files.swaps[device] = CANNOT_SWAP
        else:
            return name
    kept = counterpart(name)
    if not _kept(files, park, kept, folder, page, expect):
        return None
    files.replace(park, name, folder, page)
    return kept


def probe(files: Files, folder: Folder, stem: str) -> None:
    """Find out whether two files can be exchanged in a folder, once for each file system; see `Files.swaps`.

    Raises:
        OSError: It cannot be found out now.
    """
    device, _ = files.identity(folder)
    if os.name == "nt" or device in files.swaps:
        return
    one, other = f"{stem}.probe", f"{stem}.probe2"
    try:
        for name in (one, other):
            write_new(files, folder, name, name.encode())
        try:
            files.exchange(folder, one, folder, other)
        except OSError as error:
            if error.errno not in UNSUPPORTED:
                raise
        done = files.read(folder, one) == other.encode()
        files.swaps[device] = "" if done else CANNOT_SWAP
    finally:
        for name in (one, other):
            with contextlib.suppress(FileNotFoundError):
                files.remove(folder, name)


def counterpart(name: str) -> str:
    """`X.old` for `X.part`, and the other way round."""
    stem, _, kind = name.rpartition(".")
    return f"{stem}.{'old' if kind == 'part' else 'part'}"


def _kept(files: Files, park: Folder, kept: str, folder: Folder, page: str, expect: str) -> bool:
    """Give a page a second name in the park folder, or a copy; False if it is not what it should be."""
    try:
        files.link(folder, page, park, kept)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        data = files.read(folder, page)
        if sha256(data) != expect:
            return False
        copy = f"{kept.rpartition('.')[0]}.copy"
        write_new(files, park, copy, data)
        files.replace(park, copy, park, kept)
        fits = digest(files, folder, page) == expect
    else:
        fits = digest(files, park, kept) == expect and same_file(files, park, kept, folder, page)
    if not fits:
        files.remove(park, kept)
    return fits
