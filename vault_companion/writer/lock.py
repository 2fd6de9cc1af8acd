"""One writer and one watcher a vault: locks in the user's state folder, known by its device and inode.

A lock ends with its process, however that ends, and no child of the process has it. The files stay, because
deleting one would let two in. Somebody may delete one all the same: so the right to write is a lock on the
vault's own folder as well, which nobody can delete; and a watcher, who must not hold a folder of a drive that may
be unmounted, looks after its file (`Lock.keep`).
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from platformdirs import user_state_dir

from vault_companion.errors import BusyError, CompanionError, VaultError
from vault_companion.writer.grip import Grip, is_gripped

ENV_STATE = "VAULT_COMPANION_STATE"
What = Literal["write", "watch"]
_LOOK_AGAIN_S = 0.05
_PROBED_S = 0.2
"""For how long a lock may be refused only because somebody asks whether it is held."""
_SAYS = {
    "write": ("another companion is writing to this vault", "It will be done in a moment: try again."),
    "watch": ("this vault is being watched already", "One watcher is enough: leave it running, or stop it first."),
}


def state_folder() -> Path:
    """Where things of this computer are kept: `$VAULT_COMPANION_STATE`, or the system's place for them."""
    named = os.environ.get(ENV_STATE)
    return Path(named) if named else Path(user_state_dir("vault-companion", appauthor=False))


def vault_state(root: Path) -> Path:
    """Where things of one vault are kept, by its resolved path; it need not be there yet."""
    return state_folder() / "vaults" / vault_key(root)


def vault_key(root: Path) -> str:
    """A file name for a vault: its own name as far as that is plain, and a digest of its resolved path."""
    place = root.resolve()
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in place.name).strip("-")
    return f"{plain[:40] or 'vault'}-{sha256(os.fsencode(place)).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a lock, as far as its file says. Only ever for a message.

    Attributes:
        pid: The process, or 0 if that is not known.
        since: When it took the lock, or None.
        vault: The vault's resolved path, or "".
    """

    pid: int = 0
    since: datetime | None = None
    vault: str = ""

    def __str__(self) -> str:
        """The words for it, such as "process 123, since 10:02"; "" if nothing is known."""
        if not self.pid:
            return ""
        return f"process {self.pid}" + (f", since {self.since:%H:%M}" if self.since else "")


class Lock:
    """A lock that is held."""

    def __init__(self, root: Path, what: What) -> None:
        self._path = _path(root, what)
        self._folder = root if what == "write" else None
        self._vault = str(root.resolve())
        self._grip: Grip | None = None

    def take(self) -> bool:
        """Try to have it, once.

        Raises:
            CompanionError: There is no place where it can be made.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._grip = Grip.take(self._path, self._folder)
        except OSError as error:
            hint = f"Make {self._path.parent} writable, or name another folder in ${ENV_STATE}."
            raise CompanionError(f"the lock {self._path} cannot be taken: {error.strerror or error}", hint) from error
        if self._grip:
            since = datetime.now().astimezone().isoformat(timespec="seconds")
            self._grip.write(json.dumps({"pid": os.getpid(), "since": since, "vault": self._vault}).encode())
        return self._grip is not None

    def keep(self) -> bool:
        """Look after a lock that is held for long: if its file was deleted, one is made anew and held.

        Returns:
            False if another has it by now, and whoever is told so must stop.
        """
        if self._grip and self._grip.is_good():
            return True
        self.give()
        with contextlib.suppress(CompanionError):
            return self.take()
        return False

    def give(self) -> None:
        """Let the next one have it."""
        grip, self._grip = self._grip, None
        if grip:
            grip.let_go()


@contextmanager
def write_lock(root: Path, wait_s: float = 10.0) -> Iterator[None]:
    """Hold the right to write to a vault.

    Raises:
        BusyError: Another companion had it for all of `wait_s`.
        CompanionError: There is no place where the lock can be made.
        VaultError: The vault is not there.
    """
    with _held(root, "write", wait_s):
        yield


@contextmanager
def watch_lock(root: Path) -> Iterator[Lock]:
    """Hold the right to watch a vault; `keep` of what is given is to be called every few seconds.

    Raises:
        BusyError: It is being watched already.
        CompanionError: There is no place where the lock can be made.
        VaultError: The vault is not there.
    """
    with _held(root, "watch", _PROBED_S) as lock:
        yield lock


def watcher(root: Path) -> Holder | None:
    """Who watches a vault; None if nobody. Makes and changes nothing.

    Raises:
        VaultError: The vault is not there.
    """
    path = _path(root, "watch")
    return _told_in(path) if is_gripped(path) else None


def waiting_for(root: Path) -> Holder | None:
    """The watcher of a vault that is away now, its drive unmounted or its folder replaced; None if there is none."""
    place = str(root.resolve())
    for path in sorted((state_folder() / "locks").glob("*.watch.lock")):
        told = _told_in(path)
        if told.vault == place and is_gripped(path):
            return told
    return None


def busy(root: Path, what: What) -> BusyError:
    """What to tell somebody who cannot have a lock."""
    message, hint = _SAYS[what]
    who = str(_told_in(_path(root, what)))
    return BusyError(f"{message} ({who})" if who else message, hint)


@contextmanager
def _held(root: Path, what: What, wait_s: float) -> Iterator[Lock]:
    lock = Lock(root, what)
    end = time.monotonic() + wait_s
    while not lock.take():
        left_s = end - time.monotonic()
        if left_s <= 0:
            raise busy(root, what)
        time.sleep(min(_LOOK_AGAIN_S, left_s))
    try:
        yield lock
    finally:
        lock.give()


def _told_in(path: Path) -> Holder:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Holder(int(told["pid"]), datetime.fromisoformat(told["since"]), str(told.get("vault", "")))
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return Holder()


def _path(root: Path, what: What) -> Path:
    try:
        info = root.stat()
    except OSError as error:
        raise VaultError(f"the vault {root} cannot be reached: {error.strerror}") from error
    return state_folder() / "locks" / f"{info.st_dev:x}-{info.st_ino:x}.{what}.lock"
