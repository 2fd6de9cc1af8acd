"""One writer and one watcher a vault: locks in the user's state folder, known by its device and inode.

A lock ends with its process, however that ends. The files stay, because deleting one would let two in.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_state_dir

from vault_companion.errors import BusyError, CompanionError, VaultError

ENV_STATE = "VAULT_COMPANION_STATE"


def state_folder() -> Path:
    """Where things of this computer are kept: `$VAULT_COMPANION_STATE`, or the system's place for them."""
    named = os.environ.get(ENV_STATE)
    return Path(named) if named else Path(user_state_dir("vault-companion", appauthor=False))


@contextmanager
def write_lock(root: Path, wait_s: float = 10.0) -> Iterator[None]:
    """Hold the right to write to a vault.

    Raises:
        BusyError: Another companion had it for all of `wait_s`.
        VaultError: The vault is not there.
    """
    hint = "It will be done in a moment: try again."
    with _held(root, "write", wait_s, "another companion is writing to this vault", hint):
        yield


@contextmanager
def watch_lock(root: Path) -> Iterator[None]:
    """Hold the right to watch a vault.

    Raises:
        BusyError: It is being watched already.
        VaultError: The vault is not there.
    """
    hint = "One watcher is enough: leave it running, or stop it first."
    with _held(root, "watch", 0.0, "this vault is being watched already", hint):
        yield


@contextmanager
def _held(root: Path, what: str, wait_s: float, message: str, hint: str) -> Iterator[None]:
    path = _path(root, what)
    end = time.monotonic() + wait_s
    while True:
        before = _inode(path)
        lock = FileLock(path, timeout=max(0.0, end - time.monotonic()), poll_interval=0.05)
        try:
            lock.acquire()
        except Timeout:
            raise BusyError(message, hint) from None
        except OSError as error:
            raise CompanionError(f"the lock {path} cannot be taken: {error.strerror}", _hint(path)) from error
        if _inode(path) == before:
            break
        lock.release()
    try:
        yield
    finally:
        lock.release()


def _path(root: Path, what: str) -> Path:
    try:
        info = root.stat()
    except OSError as error:
        raise VaultError(f"the vault {root} cannot be reached: {error.strerror}") from error
    return state_folder() / "locks" / f"{info.st_dev:x}-{info.st_ino:x}.{what}.lock"


def _inode(path: Path) -> int:
    """The inode of a lock file, made if need be: if it changes while we wait, we hold another."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(exist_ok=True)
        return path.stat().st_ino
    except OSError as error:
        raise CompanionError(f"the lock {path} cannot be made: {error.strerror}", _hint(path)) from error


def _hint(path: Path) -> str:
    return f"Make {path.parent} writable, or name another folder in ${ENV_STATE}."
