"""Watch a vault for ever: an event says nothing but "look again", and a scan is the truth."""

from __future__ import annotations

import contextlib
import json
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from vault_companion.bell import Bell
from vault_companion.build import build
from vault_companion.debounce import Burst, rung
from vault_companion.errors import BusyError, CompanionError, VaultError
from vault_companion.report import Report
from vault_companion.settings import Settings
from vault_companion.sync import Builder, Memory, carry_out, open_disk, prepare
from vault_companion.vault.reader import listing
from vault_companion.writer.lock import watch_lock

Listing = tuple[tuple[str, int, int, int], ...]

EXIT_BUG = 3
_TURN_S = 0.5
_GATHER_S = 0.02
_POLL_S = 3.0
_CHECK_S = 5.0
_LOCK_S = 1.0
_BACKOFF_S = (1.0, 60.0)


class _Stopped(BaseException):
    """Told to stop while nothing is being written."""


def watch(
    root: Path,
    settings: Settings,
    *,
    quiet_s: float = 1.0,
    at_most_s: float = 5.0,
    scan_every_s: float = 30.0,
    poll: bool = False,
    json_lines: bool = False,
    stop: threading.Event | None = None,
    on_run: Callable[[Report], None] = lambda _: None,
    log: Callable[[str], None] | None = None,
    build: Builder = build,
) -> int:
    """Keep the pages of a vault up to date until told to stop, by `stop`, SIGINT or SIGTERM.

    Args:
        root: The vault.
        settings: How to read it and where the pages go.
        quiet_s: How long nothing must change before a run.
        at_most_s: How long the first change may wait for it.
        scan_every_s: How often the whole vault is looked at, whatever events say.
        poll: Do without events: scan every few seconds.
        json_lines: Print each run to standard output as one line of JSON.
        stop: Ends the watch within two seconds once set.
        on_run: Told each run.
        log: Told what happens, line by line; standard error if none is given.
        build: The core.

    Returns:
        0, or 3 if a run met a bug. The bug was logged and the watch went on.

    Raises:
        BusyError: The vault is being watched already.
        VaultError: The vault is not there.
    """
    with watch_lock(root):
        watcher = _Watcher(root, settings, build, _Times(quiet_s, at_most_s, scan_every_s), poll=poll)
        watcher.stop = stop or watcher.stop
        watcher.json_lines, watcher.on_run, watcher.log = json_lines, on_run, log or watcher.log
        with watcher.signals():
            return watcher.run()


class _Times(NamedTuple):
    quiet_s: float
    at_most_s: float
    scan_every_s: float


class _Watcher:
    """One watch. Everything but `ring` happens in the thread that calls `run`."""

    def __init__(self, root: Path, settings: Settings, build: Builder, times: _Times, *, poll: bool) -> None:
        self.stop = threading.Event()
        self.json_lines = False
        self.on_run: Callable[[Report], None] = lambda _: None
        self.log: Callable[[str], None] = _to_stderr
        self._root = root
        self._settings = settings
        self._build = build
        self._times = times
        self._poll = poll
        self._disk = open_disk(root, settings)
        self._identity = _identity(root)
        self._had_obsidian = (root / ".obsidian").is_dir()
        self._memory = Memory()
        self._ended = False
        self._rings: queue.SimpleQueue[None] = queue.SimpleQueue()  # safe to put into from a signal handler
        self._burst: Burst | None = None
        self._bell: Bell | None = None
        self._retry_s = _BACKOFF_S[0]
        self._retry_at = self._check_at = self._scan_at = 0.0
        self._seen: Listing | None = None
        self._notes: frozenset[tuple[str, int, int, int]] | None = None
        self._told = ""
        self._reading = False
        self._bugs = 0

    def run(self) -> int:
        """The loop."""
        try:
            self._look_after_bell()
            self._gather()
            self._go()
            while not self._is_over():
                self._wait()
                self._look_after_bell()
                if time.monotonic() >= self._scan_at:
                    self._scan()
                if self._burst and time.monotonic() >= self._due():
                    self._burst = None
                    self._go()
        finally:
            if self._bell:
                self._bell.take_down()
        return EXIT_BUG if self._bugs else 0

    @contextmanager
    def signals(self) -> Iterator[None]:
        """SIGINT and SIGTERM stop the watch; a second one ends the process at once, which harms nothing."""
        ours = threading.current_thread() is threading.main_thread()
        kinds = (signal.SIGINT, signal.SIGTERM) if ours else ()

        def told(_number: int, _frame: FrameType | None) -> None:
            self._ended = True
            self._ring()
            for kind in kinds:
                signal.signal(kind, signal.SIG_DFL)
            if self._reading:
                raise _Stopped

        before = {kind: signal.signal(kind, told) for kind in kinds}
        try:
            yield
        finally:
            for kind, handler in before.items():
                signal.signal(kind, handler)

    def _wait(self) -> None:
        """Until something rings, is due, or a turn is over."""
        now = time.monotonic()
        until = min(now + _TURN_S, self._scan_at, self._due())
        try:
            self._rings.get(timeout=max(0.0, until - now))
        except queue.Empty:
            return
        self._burst = rung(self._burst, time.monotonic())
        if not self._is_over():
            time.sleep(_GATHER_S)
        self._gather()

    def _ring(self) -> None:
        """Something may have changed: look again. From any thread, and from a signal handler."""
        self._rings.put(None)

    def _gather(self) -> None:
        """Take all rings that are waiting as one."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._rings.get_nowait()

    def _is_over(self) -> bool:
        return self._ended or self.stop.is_set()

    def _due(self) -> float:
        if self._burst is None:
            return float("inf")
        return self._burst.due(quiet_s=self._times.quiet_s, at_most_s=self._times.at_most_s)

    def _look_after_bell(self) -> None:
        """Hang the bell, and hang it again when it is dead or the vault was away."""
        now = time.monotonic()
        if self._poll:
            return
        if self._bell and self._bell.sound and now < self._check_at:
            return
        self._check_at = now + _CHECK_S
        there = self._is_there()
        if self._bell:
            if self._bell.sound and there:
                return
            self._bell.take_down()
            self._bell = None
            self._scan_at = now
        if there and now >= self._retry_at:
            self._hang(now)

    def _hang(self, now: float) -> None:
        try:
            self._bell = Bell(self._root, self._ring)
        except Exception as error:  # noqa: BLE001 - whatever watchdog trips over, looking every few seconds works
            self._tell(f"no word of changes from the system ({error}): looking every {_POLL_S:.0f} s instead")
            self._retry_at = now + self._retry_s
            self._retry_s = min(2 * self._retry_s, _BACKOFF_S[1])
        else:
            self._retry_at = now + _BACKOFF_S[0]
            self._ring()

    def _scan(self) -> None:
        """Look at the whole vault: if it is not what the last run saw, that rings too."""
        patient = self._bell is not None and self._is_there()
        pause_s = self._times.scan_every_s if patient else min(self._times.scan_every_s, _POLL_S)
        self._scan_at = time.monotonic() + pause_s
        try:
            if self._is_there() and listing(self._root) != self._seen and self._burst is None:
                self._burst = rung(None, time.monotonic())
        except VaultError as error:
            self._tell(f"{error.message}; waiting for it")

    def _go(self) -> None:
        """One run. Whatever goes wrong in it, the watch goes on."""
        if not self._is_there():
            self._seen = None
            self._tell(f"the vault {self._root} is not there; nothing is written until it is back")
            return
        before: Listing | None = None
        try:
            before = listing(self._root)
            self._reading = True
            prepared = prepare(self._root, self._settings, memory=self._memory, build=self._build)
            self._reading = False
            disk = self._disk.for_folder(prepared.built.settings.output_folder)
            report = carry_out(prepared, disk, stopped=self._is_over, wait_s=_LOCK_S)
        except _Stopped:
            pass
        except CompanionError as error:
            self._seen = None
            self._tell(f"{error.message}. {error.hint}".strip())
            if isinstance(error, BusyError):
                self._ring()
        except Exception:  # noqa: BLE001 - a bug must not end the watch; it is told, and the exit code says so
            self._bugs += 1
            self._seen = before
            self._memory = Memory()
            self._tell(traceback.format_exc().rstrip())
        else:
            self._done(before, report, prepared.built.settings)
        finally:
            self._reading = False

    def _done(self, before: Listing, report: Report, settings: Settings) -> None:
        """Remember what the run saw, and tell what it did if anybody would ask."""
        notes = _notes(before, settings)
        asked = report.changed or notes != self._notes
        unread = any(problem.code == "unreadable" for problem in report.problems)
        self._notes = notes
        self._seen = None if report.failed or unread else before
        if any(page.reason == "changed-meanwhile" for page in report.kept):
            self._ring()
        if asked:
            self.log(report.summary())
        if report.failed:
            self._tell("\n".join(f"{page.path} was not written: {page.message}" for page in report.failed[:3]))
        else:
            self._told = ""
        if self.json_lines:
            self._print(report)
        self.on_run(report)

    def _print(self, report: Report) -> None:
        try:
            print(json.dumps(report.to_json(), ensure_ascii=False), flush=True)
        except OSError:
            self._ended = True

    def _tell(self, text: str) -> None:
        """Say what is wrong, once for as long as it lasts."""
        if text != self._told:
            self.log(text)
        self._told = text

    def _is_there(self) -> bool:
        """Whether the vault is the one that the watch began with: not gone, not unmounted, not replaced."""
        try:
            same = _identity(self._root) == self._identity
            return same and (not self._had_obsidian or (self._root / ".obsidian").is_dir())
        except OSError:
            return False


def _identity(root: Path) -> tuple[int, int]:
    info = root.stat()
    return info.st_dev, info.st_ino


def _notes(seen: Listing, settings: Settings) -> frozenset[tuple[str, int, int, int]]:
    """What of a listing are the author's notes."""
    ours = settings.output_folder + "/"
    return frozenset(row for row in seen if row[0][-3:].lower() == ".md" and not row[0].startswith(ours))


def _to_stderr(line: str) -> None:
    with contextlib.suppress(OSError):
        print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)
