"""Calls of the system that Python has no name for: rename without replacing, exchange two names, flush a file system.

Only the Linux calls were ever run. Those of macOS and Windows are written by their documentation.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import sys

UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""The errors by which a system or a file system says that it has no such call."""

_HERE = -2 if sys.platform == "darwin" else -100  # AT_FDCWD
_NOREPLACE, _EXCHANGE = 1, 2  # Linux
_SWAP, _EXCL = 2, 4  # macOS
_MOVED_TO_BACKUP = 1177  # ERROR_UNABLE_TO_MOVE_REPLACEMENT_2
_TRIES = 5
_SYSTEM = None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)


def rename_new(source: str, source_fd: int | None, target: str, target_fd: int | None) -> None:
    """Give a file another name, if nothing has that name.

    Args:
        source: Its name, in the folder `source_fd`; a whole path if that is None.
        source_fd: An open folder.
        target: The new name.
        target_fd: The open folder of the new name.

    Raises:
        FileExistsError: Something has it.
        OSError: It could not be done, with a code in `UNSUPPORTED` where there is no such call.
    """
    if sys.platform == "win32":
        os.rename(source, target)  # noqa: PTH104 - never replaces there
    else:
        _rename(source, source_fd, target, target_fd, _EXCL if sys.platform == "darwin" else _NOREPLACE)


def exchange(one: str, one_fd: int | None, other: str, other_fd: int | None) -> None:
    """Let two files swap their names in one step. Never run on macOS (`renameatx_np`).

    Raises:
        FileNotFoundError: One of them is not there.
        OSError: It could not be done, with a code in `UNSUPPORTED` where there is no such call.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "no such call")
    _rename(one, one_fd, other, other_fd, _SWAP if sys.platform == "darwin" else _EXCHANGE)


def replace_keeping(source: str, target: str, backup: str) -> None:
    """Put one file in the place of another, which gets a third name: `ReplaceFileW` of Windows. Never run.

    Raises:
        FileNotFoundError: The target is not there.
        OSError: It could not be done. All files have their old names.
    """
    if sys.platform == "win32":
        call = ctypes.WinDLL("kernel32", use_last_error=True).ReplaceFileW
        words, nothing = [ctypes.c_wchar_p] * 3, [ctypes.c_void_p] * 2
        call.argtypes = [*words, ctypes.c_uint32, *nothing]
        call.restype = ctypes.c_int
        if call(target, source, backup, 0, None, None):
            return
        code = ctypes.get_last_error()
        if code == _MOVED_TO_BACKUP:
            with contextlib.suppress(OSError):
                os.rename(backup, target)  # noqa: PTH104 - never replaces there
        raise ctypes.WinError(code)
    raise OSError(errno.ENOSYS, "no such call")


def flush_file_system(fd: int) -> bool:
    """Flush a whole file system, for many files far quicker than one by one. False where that is not known.

    Raises:
        OSError: It was tried, and the disk failed.
    """
    if sys.platform != "linux":
        return False
    call = getattr(_SYSTEM, "syncfs", None)
    if call is None:
        return False
    if call(fd) == 0:
        return True
    code = ctypes.get_errno()
    if code in UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code))


def flush(fd: int) -> None:
    """Make a file or folder survive a power cut.

    Raises:
        OSError: That cannot be promised.
    """
    if sys.platform == "darwin":  # where fsync leaves the bytes in the cache of the disk; never run
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)


def held_open(fd: int) -> bool:
    """Whether somebody else can still write into a file that is open here for reading.

    Linux tells, by refusing a read lease. Where nothing is told, as for a file of another user, the answer is no.
    """
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.fcntl(fd, fcntl.F_SETSIG, signal.SIGURG)  # whoever opens it meanwhile sends this, which does nothing
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False


def _rename(one: str, one_fd: int | None, other: str, other_fd: int | None, flags: int) -> None:
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "no such call")
    call = getattr(_SYSTEM, "renameatx_np" if sys.platform == "darwin" else "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, "no such call")
    call.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    call.restype = ctypes.c_int
    code = 0
    for _ in range(_TRIES):
        places = (_HERE if fd is None else fd for fd in (one_fd, other_fd))
        if call(next(places), os.fsencode(one), next(places), os.fsencode(other), flags) == 0:
            return
        code = ctypes.get_errno()
        if code != errno.EINTR:
            break
    raise OSError(code, os.strerror(code), other)
