"""A grip on a lock file: one process has it at a time, and it ends with that process, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    from filelock import FileLock, Timeout

    class Grip:
        """The same on Windows, where a file that is open cannot be deleted. Never run by its authors."""

        def __init__(self, path: Path) -> None:
            self._lock = FileLock(path, timeout=0)

        @classmethod
        def take(cls, path: Path, folder: Path | None = None) -> Grip | None:  # noqa: ARG003 - nothing to lock there
            """Try to have the file, once; None if another has it."""
            grip = cls(path)
            try:
                grip._lock.acquire()
            except Timeout:
                return None
            return grip

        def is_good(self) -> bool:
            """Whether the file at the path is the one that is held."""
            return True

        def write(self, told: bytes) -> None:
            """Nothing: what is locked here cannot be read by others."""

        def let_go(self) -> None:
            """Let the next one have it."""
            self._lock.release()

    def is_gripped(path: Path) -> bool:
        """Whether somebody has the file. It is held for a moment to find out."""
        if not path.exists():
            return False
        grip = Grip.take(path)
        if grip:
            grip.let_go()
        return grip is None

else:
    import fcntl

    class Grip:
        """What is locked: the file and, if one was named, a folder. No child of this process has it."""

        def __init__(self, path: Path, held: list[int]) -> None:
            self._path = path
            self._held = held
            _GRIPS.append(self)

        @classmethod
        def take(cls, path: Path, folder: Path | None = None) -> Grip | None:
            """Try to have the file, made if need be, and the folder, once; None if another has either.

            Raises:
                OSError: The file cannot be made, or cannot be locked where it is.
            """
            file = _locked_file(path)
            if file is None:
                return None
            grip = cls(path, [file])
            if folder and not grip._take_folder(folder):
                grip.let_go()
                return None
            return grip

        def is_good(self) -> bool:
            """Whether the file at the path is the one that is held: not deleted, not another by now."""
            return bool(self._held) and _is_at(self._held[0], self._path)

        def write(self, told: bytes) -> None:
            """What the file is to say. For messages only, so a full disk does not matter."""
            with contextlib.suppress(OSError):
                os.ftruncate(self._held[0], 0)
                os.pwrite(self._held[0], told, 0)

        def let_go(self) -> None:
            """Let the next one have it. In a child of the process that took it, this does nothing."""
            if self in _GRIPS:
                self.write(b"")
                for opened in reversed(self._held):
                    with contextlib.suppress(OSError):
                        fcntl.flock(opened, fcntl.LOCK_UN)
                    os.close(opened)
                _GRIPS.remove(self)

        def forget(self) -> None:
            """In a child: close what was inherited. The parent has it still, and alone."""
            for opened in self._held:
                with contextlib.suppress(OSError):
                    os.close(opened)

        def _take_folder(self, folder: Path) -> bool:
            """Lock a folder. Where folders cannot be locked (NFS), the file alone has to do."""
            try:
                opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            except OSError:
                return True
            self._held.append(opened)
            try:
                return _flock(opened)
            except OSError:
                return True

    _GRIPS: list[Grip] = []

    def _forget_all() -> None:
        for grip in _GRIPS:
            grip.forget()
        _GRIPS.clear()

    os.register_at_fork(after_in_child=_forget_all)

    def is_gripped(path: Path) -> bool:
        """Whether somebody has the file. It is held for a moment to find out, and neither made nor changed."""
        try:
            opened = os.open(path, os.O_RDONLY)
        except OSError:
            return False
        try:
            return not _flock(opened)
        except OSError:
            return False
        finally:
            os.close(opened)

    def _locked_file(path: Path) -> int | None:
        """The file opened and locked; None if another has it.

        If it was deleted between the opening and the locking, the next process would lock another one: try again.
        """
        while True:
            opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if not _flock(opened):
                    os.close(opened)
                    return None
            except OSError:
                os.close(opened)
                raise
            if _is_at(opened, path):
                return opened
            os.close(opened)

    def _flock(opened: int) -> bool:
        """Lock what is open, unless another has it.

        Raises:
            OSError: It cannot be locked at all.
        """
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _is_at(opened: int, path: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(opened), path.stat())
        except OSError:
            return False
