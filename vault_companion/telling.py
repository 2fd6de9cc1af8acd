"""What a watch tells: lines for a person or a program, the log, the status file, and word to the service manager."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from vault_companion import __version__
from vault_companion.logbook import open_log, place_of
from vault_companion.notify import Notifier
from vault_companion.report import Report
from vault_companion.status import Held, LastRun, Status, write_status

Mode = tuple[str, str, str, str]
"""Events or polling, why; protection full, reduced or unknown, why."""


class Telling:
    """All that one watch tells. Nothing that an author wrote is in it, but names of notes and pages.

    Attributes:
        counters: How often what happened.
        out: Whether anybody still reads what is printed.
    """

    def __init__(
        self,
        root: Path,
        *,
        json_lines: bool = False,
        on_run: Callable[[Report], None] = lambda _: None,
        say: Callable[[str], None] | None = None,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Open the log.

        Args:
            root: The vault.
            json_lines: Print each run as a line of JSON.
            on_run: Told each run.
            say: Told each line for a person; standard error if none is given.
            wall: The time, in seconds since 1970.
        """
        self.counters: Counter[str] = Counter(runs=0, written=0, bugs=0)
        self.out = True
        self._root = root
        self._json_lines = json_lines
        self._on_run = on_run
        self._say = say or _to_stderr
        self._wall = wall
        self._log = open_log(root)
        self._notifier = Notifier.from_env()
        self._ping_at = self._beat_at = 0.0
        self._started = self._now()
        self._mode: Mode = ("events", "", "unknown", "")
        self._wrong: dict[str, str] = {}
        self._held: dict[str, Held] = {}
        self._last: LastRun | None = None
        self._dirty = True

    def say(self, text: str) -> None:
        """A line for a person."""
        self._say(text)

    def log(self, event: str, **fields: object) -> None:
        """A line for the log; see `logbook.FIELDS` for what may be in it."""
        self._log(event, **fields)

    def count(self, what: str) -> None:
        """One more of something."""
        self.counters[what] += 1
        self._dirty = True

    def started(self, mode: Mode) -> None:
        """The watch begins."""
        self._mode = mode
        how = f"looking every few seconds: {mode[1]}" if mode[0] == "polling" else "told of changes by the system"
        self._say(f"Watching {self._root} ({how}). Stop with Ctrl-C.")
        self._log("started", pid=os.getpid(), version=__version__, vault=str(self._root), mode=mode[0], reason=mode[1])
        self._notifier.ready(f"watching {self._root}")

    def ended(self, code: int) -> None:
        """The watch is over."""
        self._notifier.stopping()
        self._log("ended", exit_code=code, pid=os.getpid())
        self._write(ended=self._now())

    def mode(self, mode: Mode) -> None:
        """How changes are heard of and how well saves are protected; said when it has changed."""
        before, self._mode = self._mode, mode
        if before == mode:
            return
        self._dirty = True
        if before[:2] != mode[:2]:
            again = "told of changes by the system again"
            self._say(again if mode[0] == "events" else f"looking every few seconds: {mode[1]}")
            self._log("mode", mode=mode[0], reason=mode[1])
        if before[2:] != mode[2:] and mode[2] == "reduced":
            self._say(f"reduced protection: {mode[3]}")
            self._log("protection", protection=mode[2], reason=mode[3])

    def wrong(self, topic: str, text: str, **fields: object) -> None:
        """Say what is wrong, once for as long as it lasts. The first word of the topic is the event in the log."""
        if self._wrong.get(topic) == text:
            return
        self._wrong[topic] = text
        self._say(text)
        self._log(topic.partition(" ")[0], **fields)

    def right(self, topic: str) -> bool:
        """What was wrong is not any more. Gives whether it was."""
        return self._wrong.pop(topic, None) is not None

    def hold(self, what: str, why: str) -> None:
        """Something is not done for now."""
        known = self._held.get(what)
        if known is None or known.why != why:
            self._held[what] = Held(what, why, known.since if known else self._now())
            self._dirty = True

    def holds_only(self, held: dict[str, str]) -> None:
        """All that is not done for now, by what it is, with the reasons."""
        for what in self._held.keys() - held.keys():
            del self._held[what]
            self._dirty = True
        for what, why in held.items():
            self.hold(what, why)

    def bug(self, error: Exception) -> None:
        """A bug, without the words of the error, which may quote a note."""
        self.count("bugs")
        where = "".join(traceback.format_tb(error.__traceback__)).rstrip()
        text = f"{where}\n{type(error).__name__}: this is a bug; the watch goes on. Please report these lines."
        self.wrong("bug", text, error=place_of(error))

    def ran(self, report: Report, *, asked: bool) -> None:
        """A run is over.

        Args:
            report: What it did.
            asked: Whether anybody would ask about it: it did something, or a note is not what it was.
        """
        written = len(report.created) + len(report.updated) + len(report.removed)
        self.counters["runs"] += 1
        self.counters["written"] += written
        problems = sum(problem.severity != "info" for problem in report.problems)
        self._last = LastRun(self._now(), report.seconds, written, problems)
        self._dirty = True
        self._log(
            "run",
            seconds=round(report.seconds, 3),
            notes=report.notes,
            parsed=report.parsed,
            created=len(report.created),
            updated=len(report.updated),
            removed=len(report.removed),
            unchanged=report.unchanged,
            kept=[f"{page.path}: {page.reason}" for page in report.kept],
            failed=[page.path for page in report.failed],
            problems=problems,
        )
        if asked:
            self._say(report.summary())
        if asked and self._json_lines:
            self._print(report)
        self._on_run(report)

    def beat(self, now: float, *, every_s: float) -> None:
        """One turn of the loop: ping the service manager, and renew the status file if it is time."""
        interval_s = self._notifier.interval_s
        if interval_s is not None and now >= self._ping_at:
            self._ping_at = now + interval_s
            self._notifier.ping()
        if self._dirty or now >= self._beat_at:
            self._dirty, self._beat_at = False, now + every_s
            self._write()

    def _write(self, ended: str = "") -> None:
        write_status(
            self._root,
            Status(
                pid=os.getpid(),
                started=self._started,
                version=__version__,
                vault=str(self._root),
                mode=self._mode[0],
                mode_reason=self._mode[1],
                last_run=self._last,
                held=tuple(self._held.values()),
                protection=self._mode[2],
                protection_reason=self._mode[3],
                counters=dict(self.counters),
                beat=self._now(),
                ended=ended,
            ),
        )

    def _print(self, report: Report) -> None:
        try:
            print(json.dumps(report.to_json(), ensure_ascii=False), flush=True)
        except OSError:
            self.out = False

    def _now(self) -> str:
        try:
            return datetime.fromtimestamp(self._wall()).astimezone().isoformat(timespec="seconds")
        except (OverflowError, OSError, ValueError):
            return ""


def _to_stderr(line: str) -> None:
    with contextlib.suppress(OSError):
        print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)
