"""What a watcher is doing, told by itself in a file outside the vault, for whoever asks.

The file says what; whether anybody is there to mean it, only the lock says.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vault_companion.writer.lock import vault_state, watcher

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last run of a watcher.

    Attributes:
        time: When it ended, ISO 8601 with its zone; so are all times here.
        seconds: How long it took.
        written: How many pages were made, changed or taken away.
        problems: How many problems of severity error or warning it found.
    """

    time: str
    seconds: float
    written: int
    problems: int


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is not done for now.

    Attributes:
        what: A page or note by its path, or "everything".
        why: The reason, in words.
        since: Since when.
    """

    what: str
    why: str
    since: str


@dataclass(frozen=True, slots=True)
class Status:
    """A watcher, as it tells of itself.

    Attributes:
        pid: Its process.
        started: When it began.
        version: Of the program.
        vault: The folder it watches.
        mode: How it hears of changes: "events" or "polling".
        mode_reason: Why it polls, or "".
        last_run: None before the first is over.
        held: What is not done for now, and why.
        protection: How well a save of the author's is kept safe from a write of ours: "full", "reduced", or "unknown"
            before the first write.
        protection_reason: Why it is reduced, or "".
        counters: How often what happened: `runs`, `written`, `rebuilt` ...
        beat: When the loop last went round.
        ended: When it ended in good order, or "": a watcher that is gone without a word was killed.
    """

    pid: int
    started: str
    version: str
    vault: str
    mode: str = "events"
    mode_reason: str = ""
    last_run: LastRun | None = None
    held: tuple[Held, ...] = ()
    protection: str = "unknown"
    protection_reason: str = ""
    counters: Mapping[str, int] = field(default_factory=dict)
    beat: str = ""
    ended: str = ""


def status_path(root: Path) -> Path:
    """The status file of a vault; it need not be there."""
    return vault_state(root) / "status.json"


def write_status(root: Path, status: Status) -> bool:
    """Put the file in place, the new one whole or the old one as it was.

    Returns:
        Whether it could be written. Nothing is raised for a full disk or a folder that is not there.
    """
    path = status_path(root)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_text(json.dumps(to_json(status), ensure_ascii=False), encoding="utf-8", errors="replace")
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        return False
    return True


def read_status(root: Path) -> Status | None:
    """What the last watcher of this vault told; None if there is no file, or none that can be understood.

    Keys of a later version are passed over.
    """
    try:
        told = json.loads(status_path(root).read_text(encoding="utf-8"))
        return _status(told) if isinstance(told, dict) else None
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def is_watched(root: Path) -> bool:
    """Whether a watcher is alive on this vault, by its lock.

    Raises:
        VaultError: The vault is not there.
    """
    return watcher(root) is not None


def to_json(status: Status) -> dict[str, Any]:
    """A status as it stands in its file; keys are only ever added."""
    run = status.last_run
    return {
        "schema": SCHEMA,
        "pid": status.pid,
        "started": status.started,
        "version": status.version,
        "vault": status.vault,
        "mode": status.mode,
        "mode_reason": status.mode_reason,
        "last_run": run
        and {"time": run.time, "seconds": round(run.seconds, 3), "written": run.written, "problems": run.problems},
        "held": [{"what": held.what, "why": held.why, "since": held.since} for held in status.held],
        "protection": status.protection,
        "protection_reason": status.protection_reason,
        "counters": dict(status.counters),
        "beat": status.beat,
        "ended": status.ended,
    }


def _status(told: dict[str, Any]) -> Status:
    return Status(
        pid=int(told["pid"]),
        started=str(told["started"]),
        version=str(told["version"]),
        vault=str(told["vault"]),
        mode=str(told.get("mode", "")),
        mode_reason=str(told.get("mode_reason", "")),
        last_run=_last_run(told.get("last_run")),
        held=tuple(_held(told.get("held"))),
        protection=str(told.get("protection", "")),
        protection_reason=str(told.get("protection_reason", "")),
        counters=_counters(told.get("counters")),
        beat=str(told.get("beat", "")),
        ended=str(told.get("ended", "")),
    )


def _last_run(told: object) -> LastRun | None:
    if not isinstance(told, dict):
        return None
    return LastRun(str(told["time"]), float(told["seconds"]), int(told["written"]), int(told["problems"]))


def _held(told: object) -> Iterator[Held]:
    for item in told if isinstance(told, list) else ():
        if isinstance(item, dict):
            yield Held(str(item.get("what", "")), str(item.get("why", "")), str(item.get("since", "")))


def _counters(told: object) -> dict[str, int]:
    items = told.items() if isinstance(told, dict) else ()
    return {str(name): count for name, count in items if isinstance(count, int)}
