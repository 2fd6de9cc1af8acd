"""Whether a watcher is alive and how it goes, for a person and for a program. Pure: what is known is an argument."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from vault_companion.status import Status, to_json

SCHEMA = 1
STILL_FOR = timedelta(minutes=2)
"""How long a watcher that is alive may be still before that is told."""
_FEW = 10
_PLAIN = re.compile(r"[\w ./:\\()&',-]*[\w./)]")

State = Literal["alive", "still", "ended", "killed", "never"]


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of the watcher of a vault.

    Attributes:
        vault: The folder.
        alive: Whether a watcher has the lock.
        pid: Its process, or that of the last one; 0 if unknown.
        since: When it took the lock, or None.
        status: What it told of itself; None if it has told nothing yet, or nothing that can be understood.
        told: Whether there is anything in the place where watchers tell of themselves.
        log: Where its log is, or "".
        service: The file that starts one at login, or "".
    """

    vault: str
    alive: bool
    pid: int = 0
    since: datetime | None = None
    status: Status | None = None
    told: bool = False
    log: str = ""
    service: str = ""

    def state(self, now: datetime) -> State:
        """What to say of it, in one word."""
        if self.alive:
            beat = _time(self.status.beat) if self.status else None
            return "still" if beat and now - beat > STILL_FOR else "alive"
        if self.status:
            return "ended" if self.status.ended else "killed"
        return "never"

    def to_json(self, now: datetime) -> dict[str, Any]:
        """The same for a program; keys are only ever added. What is unknown is null."""
        known = to_json(self.status) if self.status else dict.fromkeys(to_json(_NOTHING))
        return {
            **known,
            "schema": SCHEMA,
            "vault": self.vault,
            "alive": self.alive,
            "state": self.state(now),
            "pid": self.pid or None,
            "since": self.since.isoformat() if self.since else None,
            "log": self.log or None,
            "service": self.service or None,
        }

    def to_text(self, now: datetime) -> str:
        """The same for a person."""
        return "\n".join([*self._first(now), *self._how(now), *self._places()])

    def _first(self, now: datetime) -> Iterator[str]:
        state = self.state(now)
        if self.alive:
            who = f" (process {self.pid})" if self.pid else ""
            since = f", since {_point(self.since, now)}" if self.since else ""
            yield f"A watcher is alive on {self.vault}{since}{who}."
            if state == "still" and self.status:
                yield f"It has not moved since {_since(self.status.beat, now)}: it may hang. End it and start it again."
            return
        yield f"No watcher is alive on {self.vault}."
        if self.status and state == "ended":
            yield f"The last one ended {_when(self.status.ended, now)}."
        elif self.status:
            beat = self.status.beat or self.status.started
            yield f"The last one was at work {_when(beat, now)} and is gone without a word: killed, or the power went."
            yield "Nothing is lost by that: the next run puts right what it left undone."
        elif self.told:
            yield "What the last one told of itself cannot be read."
        yield f"Start one: vault-companion watch {_typed(self.vault)}"

    def _how(self, now: datetime) -> Iterator[str]:
        status = self.status
        if status is None:
            if self.alive:
                yield "It has told nothing of itself yet."
            return
        if status.last_run:
            run = status.last_run
            written = f"{_count(run.written, 'page')} written" if run.written else "nothing to write"
            yield f"Last run {_when(run.time, now)}: {written}, {run.seconds:.1f} s."
            if run.problems:
                yield f"{_count(run.problems, 'problem')} in the notes; `vault-companion check` lists them."
        if not self.alive:
            return
        if status.mode == "polling":
            why = f": {status.mode_reason}" if status.mode_reason else ""
            yield f"It looks every few seconds instead of being told of changes{why}."
        if status.protection == "reduced":
            why = f": {status.protection_reason}" if status.protection_reason else ""
            yield f"Reduced protection of a page that you save at the moment it is written{why}."
        elif status.protection == "full":
            yield "Full protection of a page that you save at the moment it is written."
        if status.held:
            yield "Held back:"
            for held in status.held[:_FEW]:
                yield f"  {held.what}, since {_since(held.since, now)}: {held.why}"
            if len(status.held) > _FEW:
                yield f"  and {len(status.held) - _FEW} more"
        counted = ", ".join(_counted(name, count) for name, count in status.counters.items() if count)
        if counted:
            yield f"So far: {counted}."

    def _places(self) -> Iterator[str]:
        if self.service:
            yield f"At login it is started by {self.service}"
        if self.log:
            yield f"Its log: {self.log}"


_NOTHING = Status(pid=0, started="", version="", vault="")


def _time(told: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(told)
    except ValueError:
        return None
    return time if time.tzinfo else None


def _when(told: str, now: datetime) -> str:
    """A time as a person says it, near ones by how long ago they are."""
    time = _time(told)
    if time is None:
        return told or "at an unknown time"
    ago = (now - time).total_seconds()
    if -1 <= ago < 2:
        return "just now"
    if 0 <= ago < 120:
        return f"{ago:.0f} seconds ago"
    if 0 <= ago < 7200:
        return f"{ago / 60:.0f} minutes ago"
    return _point(time, now)


def _since(told: str, now: datetime) -> str:
    time = _time(told)
    return _point(time, now) if time else told or "an unknown time"


def _point(time: datetime, now: datetime) -> str:
    here, today = time.astimezone(now.tzinfo), now.date()
    if here.date() == today:
        return f"{here:%H:%M}"
    if here.date() == today - timedelta(days=1):
        return f"yesterday {here:%H:%M}"
    return f"{here:%Y-%m-%d %H:%M}"


def _typed(path: str) -> str:
    """A path as it is typed after a command, in double quotes where every shell takes them alike."""
    return f'"{path}"' if _PLAIN.fullmatch(path) else shlex.quote(path)


_COUNTED = {
    "runs": ("run", "runs"),
    "written": ("page written", "pages written"),
    "bugs": ("bug", "bugs"),
    "rebuilt": ("time without word of changes", "times without word of changes"),
    "overflows": ("loss of events", "losses of events"),
    "clock_jumps": ("jump of the clock", "jumps of the clock"),
}
"""What the counters of `Status` count: one of it, and many."""


def _counted(name: str, number: int) -> str:
    """A counter in words; one of another version by its name."""
    one, many = _COUNTED.get(name, (name.replace("_", " "),) * 2)
    return f"{number:,} {one if number == 1 else many}"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
