"""What happened, for whoever has to find out why: JSON lines outside the vault, never more than 3 MiB of them.

Nothing of what an author writes is in it. So only the fields of `FIELDS` are written; another one that is given is
only named, in `left_out`.
"""

from __future__ import annotations

import contextlib
import json
import os
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_dir

from vault_companion.writer.lock import ENV_STATE, vault_key

FIELDS = frozenset(
    {
        *("pid", "version", "vault", "mode", "reason", "protection", "signal", "exit_code", "error"),
        *("seconds", "notes", "parsed", "questions", "problems"),
        *("created", "updated", "removed", "unchanged", "kept", "failed"),
        *("page", "pages", "count", "code", "wait_s", "limit", "until"),
    }
)
"""What may be told of an event: numbers, codes, and the paths of the vault and of pages."""
LIMIT = 1 << 20
KEEP = 3
_LONGEST = 400


def log_folder() -> Path:
    """Where logs are kept: beside the state if `$VAULT_COMPANION_STATE` names a place, else the system's place."""
    named = os.environ.get(ENV_STATE)
    return Path(named) / "logs" if named else Path(user_log_dir("vault-companion", appauthor=False))


def log_path(root: Path, folder: Path | None = None) -> Path:
    """The log of one vault; it need not be there yet."""
    return (folder or log_folder()) / f"{vault_key(root)}.jsonl"


class Logbook:
    """Call it with an event and its fields. It never raises; what cannot be written is lost.

    Attributes:
        path: The file, or None if there is no place for it, in which case nothing is written.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        limit: int = LIMIT,
        keep: int = KEEP,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """Begin with what is there.

        Args:
            path: The file.
            limit: How many bytes a file may have before the next is begun.
            keep: How many files there may be.
            now: The clock.
        """
        self.path = path
        self._limit = limit
        self._keep = keep
        self._now = now

    def __call__(self, event: str, **fields: object) -> None:
        """Write one line: `time`, `event` and those of `fields` that may be told."""
        if self.path is None:
            return
        with contextlib.suppress(OSError, ValueError, TypeError):
            told = {"time": self._now().isoformat(timespec="milliseconds"), "event": event, **_allowed(fields)}
            line = json.dumps(told, ensure_ascii=False).encode(errors="replace") + b"\n"
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._turn(self.path, len(line))
            opened = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(opened, line)
            finally:
                os.close(opened)

    def _turn(self, path: Path, more: int) -> None:
        """Begin a new file if this one would grow too long; the oldest one goes."""
        try:
            full = path.stat().st_size + more > self._limit
        except OSError:
            return
        if not full:
            return
        for number in range(self._keep - 2, 0, -1):
            with contextlib.suppress(FileNotFoundError):
                _older(path, number).replace(_older(path, number + 1))
        path.replace(_older(path, 1))


def open_log(root: Path, folder: Path | None = None) -> Logbook:
    """The log of a vault. One that would lie inside the vault is not written.

    Args:
        root: The vault.
        folder: Where; the user's folder for logs if none is given.
    """
    path = log_path(root, folder)
    inside = path.parent.resolve().is_relative_to(root.resolve())
    return Logbook(None if inside else path)


def place_of(error: BaseException) -> str:
    """An error as it may be told: its kind and where it was raised, without its words, which may quote a note."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def _older(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}.{number}{path.suffix}")


def _allowed(fields: Mapping[str, object]) -> dict[str, object]:
    told = {key: _short(value) for key, value in fields.items() if key in FIELDS}
    left_out = sorted(fields.keys() - FIELDS)
    return {**told, "left_out": left_out} if left_out else told


def _short(value: object) -> object:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_short(item) for item in value[:50]]
    return type(value).__name__
