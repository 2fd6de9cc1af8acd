"""A vault that is watched: with real events, a core that makes a page of every note, and short times."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.daemon.watching import SETTINGS, SILENCE_S, calm, fake_build, until, vault_of, watched
from vault_companion import bell as bells
from vault_companion import daemon
from vault_companion.build import Build, Memos
from vault_companion.build import build as real_build
from vault_companion.errors import BusyError, VaultError
from vault_companion.settings import Settings
from vault_companion.vault.snapshot import Snapshot
from vault_companion.writer.lock import write_lock


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path / "vault", Ada="Ada.")


def test_it_writes_at_the_start_and_ends_with_zero(vault: Path) -> None:
    with watched(vault) as watch:
        assert "Ada." in watch.page("Ada")
    assert watch.exit_code == 0


def test_a_change_is_one_run_and_then_silence(vault: Path) -> None:
    with watched(vault) as watch:
        before = calm(watch)
        (vault / "Ada.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Ada"))

        assert calm(watch) == before + 1
        assert watch.runs[-1].changed


def test_an_answer_below_the_end_mark_updates_its_page_and_makes_no_loop(vault: Path) -> None:
    (vault / "Ada.md").write_text("---\ntype: character\nneeds: a place at somebody's table\nfriend: '[[Bo]]'\n---\n")
    (vault / "Bo.md").write_text("---\ntype: character\nneeds: to be forgiven\noffers: makes strangers welcome\n---\n")
    page = vault / "Dynamics/Pairs/Ada & Bo.md"
    line = "strengths:: Ada: forgives without being asked\n"
    with watched(vault, real_build) as watch:
        calm(watch)
        before = len(watch.writes)
        page.write_text(page.read_text("utf-8") + line, "utf-8")
        until(lambda: "“forgives without being asked”" in page.read_text("utf-8"))
        calm(watch)
        written = watch.writes[before:]

        assert written[-1] == "Dynamics/Pairs/Ada & Bo.md"
        assert sorted(set(written)) == sorted(written)
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

    with watched(vault, slow, poll=True) as watch:
        (vault / "Ada.md").write_text("First.")

        until(lambda: "Second." in watch.page("Ada"))


def test_polling_notices_without_any_event_and_comes_to_rest(vault: Path) -> None:
    with watched(vault, poll=True) as watch:
        (vault / "Ada.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Ada"))
        before = calm(watch)

        assert calm(watch) == before


def test_the_scan_finds_what_no_event_told(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bells, "_shown", lambda *_: False)
    with watched(vault, scan=0.2) as watch:
        (vault / "Ada.md").write_text("Changed.")

        until(lambda: "Changed." in watch.page("Ada"))


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

    lost = logging.LogRecord("watchdog.observers.inotify_c", logging.WARNING, "", 0, "overflow", (), None)

    bells._Overflow(rung.set).handle(lost)

    assert rung.is_set()


def test_a_bug_is_told_the_watch_goes_on_and_ends_with_three(vault: Path) -> None:
    def buggy(snapshot: Snapshot, settings: Settings, memos: Memos) -> Build:
        if b"Poison." in (texts := snapshot.files.values()):
            raise RuntimeError(f"she wrote {texts}")
        return fake_build(snapshot, settings, memos)

    with watched(vault, buggy) as watch:
        (vault / "Ada.md").write_text("Poison.")
        until(lambda: watch.heard("RuntimeError: this is a bug"))
        assert not watch.heard("Poison")
        (vault / "Ada.md").write_text("Cured.")
        until(lambda: "Cured." in watch.page("Ada"))
    assert watch.exit_code == 3


def test_a_page_that_could_not_be_written_is_told_once_and_tried_again(vault: Path) -> None:
    page = vault / "Dynamics/Ada - Dynamics.md"
    with watched(vault, scan=2 * SILENCE_S) as watch:
        page.chmod(0o444)
        (vault / "Ada.md").write_text("Changed.")
        until(lambda: watch.heard("write-protected"))
        calm(watch)
        assert sum("write-protected" in line for line in watch.said) == 1
        page.chmod(0o644)

        until(lambda: "Changed." in watch.page("Ada"))


def test_runs_that_nobody_would_ask_about_are_not_told(vault: Path) -> None:
    with watched(vault) as watch:
        calm(watch)
        assert len(watch.said) == 2
        (vault / "map.png").write_text("")
        os.utime(vault / "Ada.md", (1, 1))
        calm(watch)
        assert len(watch.said) == 2


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
            assert b"Watching" in process.stderr.readline()
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


def test_a_sync_that_holds_the_lock_is_waited_for(vault: Path) -> None:
    with watched(vault) as watch:
        calm(watch)
        with write_lock(vault):
            (vault / "Ada.md").write_text("Changed.")
            until(lambda: watch.heard("another companion is writing"))
            assert "Changed." not in watch.page("Ada")

        until(lambda: "Changed." in watch.page("Ada"))
