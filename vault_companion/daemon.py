"""Watch a vault for ever: an event says nothing but "look again", and a look is the truth."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from math import inf
from pathlib import Path

from vault_companion.build import build
from vault_companion.debounce import Burst, rung
from vault_companion.ear import Ear
from vault_companion.errors import BusyError, CompanionError, LockLostError, VaultError
from vault_companion.eyes import Eyes, Sighted
from vault_companion.loops import Loops
from vault_companion.report import Report
from vault_companion.settings import Settings
from vault_companion.stopping import Stopped, Stopping
from vault_companion.sync import Builder, Memory, Prepared, View, carry_out, open_disk, prepare
from vault_companion.telling import Telling
from vault_companion.times import Moment, Times, jumped
from vault_companion.writer.apply import apply
from vault_companion.writer.lock import Lock, busy, watch_lock, write_lock

EXIT_BUG = 3
_FEW = 3
_LONGEST_POLL_S = 10.0
_POLL_SHARE = 50
"""How many times longer than a look takes the pause after it is, when there is nothing but looks."""
_TELL_HELD = 20
_MISSING = "it is missing; that is believed when it has lasted a minute"


def watch(
    root: Path,
    settings: Settings,
    *,
    times: Times | None = None,
    poll: bool = False,
    json_lines: bool = False,
    stop: threading.Event | None = None,
    on_run: Callable[[Report], None] = lambda _: None,
    log: Callable[[str], None] | None = None,
    build: Builder = build,
    steady: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
) -> int:
    """Keep the pages of a vault up to date until told to stop, by `stop`, SIGINT or SIGTERM.

    Args:
        root: The vault.
        settings: How to read it and where the pages go.
        times: How long to wait for what.
        poll: Do without events: look every few seconds.
        json_lines: Print each run to standard output as one line of JSON.
        stop: Ends the watch within two seconds once set.
        on_run: Told each run.
        log: Told what happens, line by line; standard error if none is given.
        build: The core.
        steady: Seconds, by a clock that never goes back.
        wall: Seconds since 1970, by one that may be set.

    Returns:
        0, or 3 if a run met a bug. The bug was logged and the watch went on.

    Raises:
        BusyError: The vault is being watched already.
        VaultError: The vault is not there.
    """
    stopping = Stopping(stop)
    with stopping.listening(), watch_lock(root) as lock:
        telling = Telling(root, json_lines=json_lines, on_run=on_run, say=log, wall=wall)
        return _Watcher(
            root, settings, build, times or Times(), stopping, telling, lock, (steady, wall), poll=poll
        ).run()


class _Watcher:
    """One watch. Everything happens in the thread that calls `run`."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        build: Builder,
        times: Times,
        stopping: Stopping,
        telling: Telling,
        lock: Lock,
        clocks: tuple[Callable[[], float], Callable[[], float]],
        *,
        poll: bool,
    ) -> None:
        self._root = root
        self._settings = settings
        self._build = build
        self._times = times
        self._stopping = stopping
        self._tell = telling
        self._lock = lock
        self._steady, self._wall = clocks
        self._disk = open_disk(root, settings)
        self._eyes = Eyes(root, times, self._steady, output_folder=settings.output_folder)
        self._ear = Ear(root, times, stopping.ring, self._lost, poll=poll)
        self._loops = Loops(times)
        self._burst: Burst | None = None
        self._moment = self._now()
        self._not_before = self._scan_at = self._git_at = 0.0
        self._again_at = self._full_at = self._observe_at = self._forced_at = inf
        self._fresh = self._overflowed = self._told_first = False
        self._kept: dict[str, str] = {}

    def run(self) -> int:
        """The loop."""
        try:
            self._start()
            while not self._stopping.over() and self._tell.out:
                try:
                    self._turn()
                except CompanionError as error:
                    self._cannot(error)
                except Exception as error:  # noqa: BLE001 - a bug must not end the watch; it is told
                    self._tell.bug(error)
                    self._again_at = self._steady() + self._times.scan
                    time.sleep(min(self._times.turn, 1.0))
        except Stopped:
            pass
        finally:
            self._ear.take_down()
            code = EXIT_BUG if self._tell.counters["bugs"] else 0
            self._tell.ended(code)
        return code

    # ---- the loop

    def _start(self) -> None:
        """The first look, and the bell; the first run follows as soon as what was seen has stood still."""
        with self._stopping.free():
            self._eyes.glance()
            self._ear.look_after(self._steady(), there=True, folders=self._eyes.folders)
        self._tell.started(self._mode())
        now = self._steady()
        self._again_at = now + self._times.stable
        self._full_at, self._scan_at = now + self._times.full, now + self._pause()

    def _turn(self) -> None:
        """Wait for what comes first, and do it."""
        self._wait()
        if self._stopping.over():
            return
        moment, before = self._now(), self._moment
        self._moment = moment
        if jumped(before, moment, by_s=self._times.jump):
            self._tell.count("clock_jumps")
            self._look_at_all()
        if self._overflowed:
            self._overflowed = False
            self._tell.count("overflows")
            self._look_at_all()
        self._look_after_ear(moment.steady)
        if moment.steady >= self._full_at:
            self._look_at_all()
        elif moment.steady >= self._scan_at:
            self._scan()
        if self._steady() >= self._due() and not self._is_git_busy():
            self._go()
        self._tell.mode(self._mode())
        self._tell.beat(self._steady(), every_s=self._times.beat)

    def _wait(self) -> None:
        """Until something rings, is due, or a turn is over."""
        now = self._steady()
        until = min(now + self._times.turn, self._scan_at, self._full_at, self._observe_at, self._due())
        try:
            self._stopping.rings.get(timeout=max(0.0, until - now))
        except queue.Empty:
            if self._steady() >= self._observe_at:
                self._observe()
            return
        if self._stopping.over():
            return
        time.sleep(self._times.gather)
        with contextlib.suppress(queue.Empty):
            while True:
                self._stopping.rings.get_nowait()
        self._burst = rung(self._burst, self._steady())
        self._observe_at = max(self._eyes.rest_until, self._steady())
        if self._steady() >= self._observe_at:
            self._observe()

    def _due(self) -> float:
        burst = self._burst
        rung_due = inf if burst is None else burst.due(quiet_s=self._times.quiet, at_most_s=self._times.at_most)
        return max(self._not_before, min(rung_due, self._again_at))

    def _is_git_busy(self) -> bool:
        """Whether git is changing the vault right now; then a run waits, but not for ever."""
        burst, now = self._burst, self._steady()
        if burst is None or now - burst.first >= self._times.git or not (self._root / ".git/index.lock").exists():
            return False
        self._not_before, self._git_at = now + self._times.quiet, now
        return True

    def _look_after_ear(self, now: float) -> None:
        """The vault and the bell, every few seconds, and at once when the bell is dead."""
        if now < self._ear.due and self._ear.is_sound():
            return
        if not self._lock.keep():
            raise LockLostError("this vault is being watched already")
        there = self._eyes.is_there()
        if not there:
            self._gone()
        elif self._tell.right("vault"):
            self._tell.say(f"the vault {self._root} is back")
            self._tell.log("back")
            self._look_at_all()
        if self._ear.look_after(now, there=there, folders=self._eyes.folders) and self._ear.hung > 1:
            self._tell.count("rebuilt")
            self._tell.log("rebuilt", count=self._ear.hung - 1)
            self._look_at_all()

    def _scan(self) -> None:
        """Look at the whole vault: if it is not what the last run saw, that rings too."""
        try:
            if self._observe() and self._burst is None:
                self._burst = rung(None, self._steady())
        finally:
            self._scan_at = self._steady() + self._pause()
        self._reap()

    def _observe(self) -> bool:
        """Look at the whole vault without reading; whether it is not what the last run saw."""
        self._observe_at = inf
        if not self._eyes.is_there():
            return False
        with self._stopping.free():
            return self._eyes.glance()

    def _look_at_all(self) -> None:
        """Read every note again in the next run, which is due now."""
        self._fresh, self._again_at = True, self._steady()
        self._full_at = self._again_at + self._times.full

    def _pause(self) -> float:
        """How long until the next scan: longer where a look takes long, for the processor is hers."""
        if self._ear.hears:
            return self._times.scan
        return min(self._times.scan, max(self._times.poll, min(_LONGEST_POLL_S, _POLL_SHARE * self._eyes.took)))

    # ---- one run

    def _go(self) -> None:
        """One run, if what may be believed of the vault is not what the last one saw."""
        burst, self._burst, self._again_at = self._burst, None, inf
        fresh, self._fresh = self._fresh, False
        if not self._eyes.is_there():
            self._gone()
            return
        with self._stopping.free():
            sighted = self._eyes.look(fresh=fresh)
        self._again_at = min(sighted.due, self._steady() + self._times.scan) if sighted.unread else sighted.due
        self._tell_missing(sighted)
        early = self._is_early(sighted, burst)
        if sighted.held or not sighted.news or early:
            return
        try:
            with self._stopping.free():
                prepared = self._prepared(sighted.view)
            disk = self._disk.for_folder(prepared.built.settings.output_folder)
            report = carry_out(prepared, disk, stopped=self._stopping.over, wait_s=self._times.lock)
        except CompanionError:
            self._eyes.forget()
            raise
        except Exception as error:  # noqa: BLE001 - a bug must not end the watch; the same vault is not tried again
            self._eyes.used()
            self._eyes.memory = Memory()
            self._tell.bug(error)
        else:
            self._disk = disk
            self._done(sighted, prepared, report)

    def _is_early(self, sighted: Sighted, burst: Burst | None) -> bool:
        """Whether a note is still changing and there is time to wait for it, so that one run does for all.

        However long the burst has lasted, whatever is changing may stand still first: git may write ten thousand
        notes for as long as a change may wait at most.
        """
        if not sighted.unsettled:
            self._forced_at = inf
            return False
        first = max(burst.first if burst else sighted.began, self._git_at)
        self._forced_at = min(self._forced_at, max(first + self._times.at_most, sighted.settled_at))
        return sighted.began < self._forced_at

    def _prepared(self, view: View) -> Prepared:
        """A run up to the point where it would write, without the pages that go round in circles."""
        prepared = prepare(
            self._root,
            self._settings,
            bring_back=False,
            settle_s=self._times.recent,
            view=view,
            memory=self._eyes.memory,
            build=self._build,
        )
        self._eyes.output_folder = prepared.built.settings.output_folder
        return self._loops.without(prepared, view.believed, self._steady())

    def _done(self, sighted: Sighted, prepared: Prepared, report: Report) -> None:
        """Remember what the run saw and wrote, and tell what it did if anybody would ask."""
        now, self._forced_at = self._steady(), inf
        self._loops.wrote(report, now)
        reasons = {page.reason for page in report.kept}
        if report.failed:
            self._eyes.forget()
            self._again_at = min(self._again_at, now + self._times.scan)
        elif "just-edited" in reasons:
            self._eyes.forget()
            self._again_at = min(self._again_at, now + self._times.recent)
        elif "changed-meanwhile" in reasons:
            self._eyes.forget()
            self._stopping.ring()
        else:
            self._eyes.used(prepared, report)
        for topic in ("busy", "failed", "bug"):
            self._tell.right(topic)
        if report.failed:
            lines = [f"{page.path} was not written: {page.message}" for page in report.failed[:_FEW]]
            self._tell.wrong("unwritten", "\n".join(lines), pages=[page.path for page in report.failed])
        else:
            self._tell.right("unwritten")
        self._tell_loops(report)
        self._kept = {page.path: page.message for page in (*report.failed, *report.kept)[:_TELL_HELD]}
        self._tell.ran(report, asked=report.changed or sighted.notes_changed or not self._told_first)
        self._told_first = True
        self._tell_missing(sighted)

    def _tell_loops(self, report: Report) -> None:
        looping = [page.path for page in report.kept if page.reason == "loop"]
        for path in looping:
            text = f"{path} was written again and again although nothing changed; it is left alone until something does"
            self._tell.wrong(f"loop {path}", text, page=path)
        for path in self._loops.closed(looping):
            self._tell.right(f"loop {path}")

    def _tell_missing(self, sighted: Sighted) -> None:
        """Say what is held because notes are missing, and say before anything is done that they are believed gone."""
        held = {**self._kept, **dict.fromkeys(sorted(sighted.missing)[:_TELL_HELD], _MISSING)}
        if sighted.held:
            held["everything"] = gone = f"{len(sighted.missing)} of {sighted.notes} notes are missing"
            self._tell.wrong("hold", f"{gone}; nothing is written until that has lasted", count=len(sighted.missing))
        else:
            self._tell.right("hold")
        if sighted.believed_gone:
            self._tell.say(f"{sighted.believed_gone} notes have been missing for a while; their pages follow them now")
            self._tell.log("believed", count=sighted.believed_gone)
        self._tell.holds_only(held)

    # ---- what goes wrong

    def _gone(self) -> None:
        """The vault is not the one that the watch began with: nothing is written."""
        text = f"the vault {self._root} is not there, or is another one; nothing is written until it is back"
        self._tell.wrong("vault", text)
        self._tell.holds_only({"everything": "the vault is not there, or is another one"})
        self._eyes.forget()

    def _cannot(self, error: CompanionError) -> None:
        """A run, or a look, that cannot be done now: it is tried again."""
        if isinstance(error, LockLostError):
            raise busy(self._root, "watch")
        if isinstance(error, VaultError) and not self._eyes.is_there():
            self._gone()
            return
        is_busy = isinstance(error, BusyError)
        self._tell.wrong("busy" if is_busy else "failed", f"{error.message}. {error.hint}".strip())
        self._again_at = self._steady() + (self._times.quiet if is_busy else self._times.scan)

    def _reap(self) -> None:
        """Let go of what has been parked for long enough."""
        if not self._eyes.is_there() or not self._disk.litter():
            return
        with contextlib.suppress(CompanionError), write_lock(self._root, 0.0):
            apply((), self._disk)

    def _lost(self) -> None:
        """Word of changes was lost. From any thread."""
        self._overflowed = True
        self._stopping.ring()

    def _now(self) -> Moment:
        return Moment(self._steady(), self._wall())

    def _mode(self) -> tuple[str, str, str, str]:
        how = "events" if self._ear.hears else "polling"
        return how, "" if self._ear.hears else self._ear.why, self._disk.protection, self._disk.protection_reason
