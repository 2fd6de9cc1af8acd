"""A vault that is watched: with real events, a core that makes a page of every note, and short times."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from vault_companion import bell as bells
from vault_companion import daemon
from vault_companion.build import Build, Memos
from vault_companion.build import build as real_build
from vault_companion.errors import BusyError, VaultError
from vault_companion.pages.page import Page
from vault_companion.report import Report
from vault_companion.settings import Settings
from vault_companion.vault.snapshot import Snapshot, VaultPath
from vault_companion.writer.lock import write_lock

DEADLINE_S = 8.0
SILENCE_S = 0.4
SETTINGS = Settings()


def fake_build(snapshot: Snapshot, settings: Settings, memos: Memos) -> Build:
    notes = {path: data for path, data in snapshot.files.items() if not path.inside(settings.output_folder)}
    pages = tuple(
        Page(
            VaultPath(f"{settings.output_folder}/{path.stem} - Dynamics.md"),
            "character",
            (),
            (),
            data.decode(),
        )
        for path, data in notes.items()
    )
    return Build(pages, (), len(notes), len(notes), 0, 0, 0, len(notes))


class Watched:
    """A watch in a thread of its own, and what it said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stop = threading.Event()
        self.runs: list[Report] = []
        self.said: list[str] = []
        self.exit_code: int | None = None

    def page(self, name: str) -> str:
        file = self.root / f"Dynamics/{name} - Dynamics.md"
        return file.read_text() if file.exists() else ""


@contextmanager
def watched(root: Path, build: Callable[..., Build] = fake_build, **more: Any) -> Iterator[Watched]:
    """Watch until the block is left; the first run is over when it is entered."""
    watch = Watched(root)
    times = {"quiet_s": 0.1, "at_most_s": 0.5, "scan_every_s": 30.0} | more

    def work() -> None:
        watch.exit_code = daemon.watch(
            root,
            SETTINGS,
            stop=watch.stop,
            on_run=watch.runs.append,
            log=watch.said.append,
            build=build,
            **times,
        )

    thread = threading.Thread(target=work)
    thread.start()
    try:
        until(lambda: watch.runs or watch.said)
        yield watch
    finally:
        started = time.monotonic()
        watch.stop.set()
        thread.join(DEADLINE_S)
        assert not thread.is_alive()
        assert time.monotonic() - started < 2.0


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + DEADLINE_S
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def calm(watch: Watched) -> int:
    """How many runs there were, once no more come."""
    while True:
        before = len(watch.runs)
        time.sleep(SILENCE_S)
        if before == len(watch.runs):
            return before


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(daemon, "_TURN_S", 0.1)
    root = tmp_path / "vault"
    root.mkdir()
    (root / "Ada.md").write_text("Ada.")
    return root


def test_it_writes_at_the_start_and_ends_with_zero(vault: Path) -> None:
    with watched(vault) as watch:
        assert "Ada." in watch.page("Ada")
    assert watch.exit_code == 0


def test_a_change_is_two_runs_and_then_silence(vault: Path) -> None:
    with watched(vault) as watch:
        before = calm(watch)
        (vault / "Ada.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Ada"))

        assert calm(watch) == before + 2
        assert [run.changed for run in watch.runs[before:]] == [True, False]


def test_an_answer_below_the_end_mark_updates_its_page_and_makes_no_loop(vault: Path) -> None:
    (vault / "Ada.md").write_text("---\ntype: character\nneeds: a place at somebody's table\nfriend: '[[Bo]]'\n---\n")
    (vault / "Bo.md").write_text("---\ntype: character\nneeds: to be forgiven\noffers: makes strangers welcome\n---\n")
    page = vault / "Dynamics/Pairs/Ada & Bo.md"
    line = "strengths:: Ada: forgives without being asked\n"
    with watched(vault, real_build) as watch:
        before = calm(watch)
        page.write_text(page.read_text("utf-8") + line, "utf-8")
        until(lambda: "“forgives without being asked”" in page.read_text("utf-8"))

        assert calm(watch) == before + 2
        assert [run.changed for run in watch.runs[before:]] == [True, False]
    assert page.read_text("utf-8").endswith(line)


def atomically(file: Path) -> None:
    (file.parent / "tmp").write_text("Changed.")
    (file.parent / "tmp").replace(file)


def through_a_hidden_file(file: Path) -> None:
    (file.parent / ".syncthing.tmp").write_text("Changed.")
    file.unlink()
    (file.parent / ".syncthing.tmp").rename(file)


def from_outside(file: Path) -> None:
    (file.parent.parent / "tmp").write_text("Changed.")
    (file.parent.parent / "tmp").rename(file)


def by_appending(file: Path) -> None:
    with file.open("a") as stream:
        stream.write("Changed.")


@pytest.mark.parametrize("save", [atomically, through_a_hidden_file, from_outside, by_appending])
def test_every_way_to_save_is_noticed(vault: Path, save: Callable[[Path], None]) -> None:
    with watched(vault) as watch:
        calm(watch)
        save(vault / "Ada.md")

        until(lambda: "Changed." in watch.page("Ada"))


def test_a_folder_moved_in_is_noticed_and_a_later_change_in_it(vault: Path) -> None:
    (vault.parent / "Cast/deep").mkdir(parents=True)
    (vault.parent / "Cast/deep/Bo.md").write_text("Bo.")
    with watched(vault) as watch:
        (vault.parent / "Cast").rename(vault / "Cast")
        until(lambda: "Bo." in watch.page("Bo"))
        calm(watch)
        (vault / "Cast/deep/Bo.md").write_text("Changed.")

        until(lambda: "Changed." in watch.page("Bo"))


def test_reading_a_note_and_what_obsidian_hides_ring_nothing(vault: Path) -> None:
    (vault / ".obsidian").mkdir()
    with watched(vault) as watch:
        before = calm(watch)
        (vault / "Ada.md").read_text()
        (vault / ".obsidian/workspace.json").write_text("{}")

        assert calm(watch) == before


def test_a_save_during_a_run_is_not_lost(vault: Path) -> None:
    saved = threading.Event()

    def slow(snapshot: Snapshot, settings: Settings, memos: Memos) -> Build:
        built = fake_build(snapshot, settings, memos)
        if b"First." in snapshot.files.values() and not saved.is_set():
            (vault / "Ada.md").write_text("Second.")
            saved.set()
        return built

    with watched(vault, slow, poll=True, scan_every_s=0.1) as watch:
        (vault / "Ada.md").write_text("First.")

        until(lambda: "Second." in watch.page("Ada"))


def test_polling_notices_without_any_event_and_comes_to_rest(vault: Path) -> None:
    with watched(vault, poll=True, scan_every_s=0.1) as watch:
        (vault / "Ada.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Ada"))
        before = calm(watch)

        assert calm(watch) == before


def test_the_scan_finds_what_no_event_told(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bells, "_shown", lambda *_: False)
    with watched(vault, scan_every_s=0.3) as watch:
        (vault / "Ada.md").write_text("Changed.")

        until(lambda: "Changed." in watch.page("Ada"))


def test_a_dead_bell_is_hung_again(vault: Path) -> None:
    hung: list[bells.Bell] = []

    class Remembered(bells.Bell):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            hung.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(daemon, "Bell", Remembered)
        with watched(vault) as watch:
            assert len(hung[0]._threads) >= 2
            hung[0].take_down()
            until(lambda: len(hung) == 2)
            calm(watch)
            (vault / "Ada.md").write_text("Changed.")

            until(lambda: "Changed." in watch.page("Ada"))


def test_without_events_it_looks_by_itself_and_says_so_once(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> None:
        raise OSError("inotify watch limit reached")

    monkeypatch.setattr(daemon, "Bell", none_left)
    monkeypatch.setattr(daemon, "_POLL_S", 0.2)
    monkeypatch.setattr(daemon, "_BACKOFF_S", (0.1, 0.1))
    with watched(vault) as watch:
        until(lambda: watch.runs)
        (vault / "Ada.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Ada"))

    assert sum("inotify watch limit" in line for line in watch.said) <= 2


def test_a_handler_that_fails_rings_rather_than_dies(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: object, inside: str) -> bool:
        raise RuntimeError("bug")

    monkeypatch.setattr(bells, "_shown", fail)
    with watched(vault) as watch:
        for text in ("One.", "Two."):
            (vault / "Ada.md").write_text(text)
            until(lambda text=text: text in watch.page("Ada"))


def test_lost_events_ring() -> None:
    rung = threading.Event()

    bells._Overflow(rung.set).handle(daemon_warning())

    assert rung.is_set()


def daemon_warning() -> Any:
    import logging

    return logging.LogRecord("watchdog.observers.inotify_c", logging.WARNING, "", 0, "overflow", (), None)


def test_a_bug_is_told_the_watch_goes_on_and_ends_with_three(vault: Path) -> None:
    def buggy(snapshot: Snapshot, settings: Settings, memos: Memos) -> Build:
        if b"Poison." in snapshot.files.values():
            raise RuntimeError("this is the bug")
        return fake_build(snapshot, settings, memos)

    with watched(vault, buggy) as watch:
        (vault / "Ada.md").write_text("Poison.")
        until(lambda: any("this is the bug" in line for line in watch.said))
        (vault / "Ada.md").write_text("Cured.")
        until(lambda: "Cured." in watch.page("Ada"))
    assert watch.exit_code == 3


def test_a_vault_that_vanished_is_waited_for_and_never_written_anew(vault: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(daemon, "_POLL_S", 0.2)
        patch.setattr(daemon, "_CHECK_S", 0.2)
        with watched(vault, poll=True, scan_every_s=0.2) as watch:
            calm(watch)
            vault.rename(vault.parent / "away")
            time.sleep(SILENCE_S)
            vault.mkdir()
            time.sleep(SILENCE_S)
            assert list(vault.iterdir()) == []

            vault.rmdir()
            (vault.parent / "away").rename(vault)
            (vault / "Ada.md").write_text("Back.")
            until(lambda: "Back." in watch.page("Ada"))
    assert watch.exit_code == 0


def test_a_page_that_could_not_be_written_is_told_once_and_tried_again(vault: Path) -> None:
    page = vault / "Dynamics/Ada - Dynamics.md"
    with watched(vault, scan_every_s=0.2) as watch:
        page.chmod(0o444)
        (vault / "Ada.md").write_text("Changed.")
        until(lambda: any("write-protected" in line for line in watch.said))
        time.sleep(SILENCE_S)
        assert sum("write-protected" in line for line in watch.said) == 1
        page.chmod(0o644)

        until(lambda: "Changed." in watch.page("Ada"))


def test_runs_that_nobody_would_ask_about_are_not_told(vault: Path) -> None:
    with watched(vault) as watch:
        calm(watch)
        assert len(watch.said) == 1
        (vault / "map.png").write_text("")
        calm(watch)
        assert len(watch.said) == 1
        os.utime(vault / "Ada.md", (1, 1))
        (vault / "Ada.md").write_text("Ada.")
        until(lambda: len(watch.said) == 2)


def test_one_watcher_a_vault(vault: Path) -> None:
    with watched(vault), pytest.raises(BusyError, match="being watched already"):
        daemon.watch(vault, SETTINGS, build=fake_build)


def test_a_vault_that_was_never_there_is_an_error(vault: Path) -> None:
    with pytest.raises(VaultError):
        daemon.watch(vault / "nowhere", SETTINGS, build=fake_build)


WATCH = """
import pathlib, sys, time
from vault_companion import daemon
from vault_companion.build import Build
from vault_companion.settings import Settings

def slow(snapshot, settings, memos):
    if b"Slow." in snapshot.files.values():
        print("reading", file=sys.stderr, flush=True)
        time.sleep(60)
    return Build((), (), len(snapshot.files), 0, 0, 0, 0, 0)

sys.exit(daemon.watch(pathlib.Path(sys.argv[1]), Settings(), json_lines=True, build=slow))
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("text", ["Calm.", "Slow."])
def test_a_signal_ends_it_with_zero_within_two_seconds(vault: Path, number: signal.Signals, text: str) -> None:
    (vault / "Ada.md").write_text(text)
    with subprocess.Popen(
        [sys.executable, "-c", WATCH, str(vault)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout
        assert process.stderr
        if text == "Calm.":
            assert json.loads(process.stdout.readline())["notes"] == 1
        else:
            assert process.stderr.readline() == b"reading\n"
        process.send_signal(number)

        assert process.wait(2.0) == 0


def test_once_at_rest_it_does_not_write_and_hardly_uses_the_processor(vault: Path) -> None:
    with watched(vault) as watch:
        calm(watch)
        pages = {file: file.stat().st_mtime_ns for file in vault.rglob("*")}
        before = time.process_time()
        time.sleep(1.0)

        assert time.process_time() - before < 0.1
        assert pages == {file: file.stat().st_mtime_ns for file in vault.rglob("*")}


def test_a_sync_that_holds_the_lock_is_waited_for(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daemon, "_LOCK_S", 0.1)
    with watched(vault) as watch:
        calm(watch)
        with write_lock(vault):
            (vault / "Ada.md").write_text("Changed.")
            until(lambda: any("another companion is writing" in line for line in watch.said))
            assert "Changed." not in watch.page("Ada")

        until(lambda: "Changed." in watch.page("Ada"))
