"""`status`, beside a real watcher."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers import called, character, tree, write_vault
from tests.unit.test_status import STATUS
from vault_companion.status import read_status, status_path, write_status
from vault_companion.writer.lock import state_folder, watch_lock, watcher

DEADLINE_S = 20.0


@contextmanager
def watching(root: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A real watcher; it has the lock, and has said so, when the block is entered, and is killed in the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "vault_companion", "watch", str(root)], stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        _until(lambda: ((found := watcher(root)) and found.since) or process.poll() is not None)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_vault_that_nobody_watches_is_told_as_such_with_exit_code_zero(tmp_path: Path) -> None:
    write_vault(tmp_path, {"Ada.md": "x"})

    told = called("status", tmp_path)

    assert told.returncode == 0
    assert told.stdout == f'No watcher is alive on {tmp_path}.\nStart one: vault-companion watch "{tmp_path}"\n'
    assert told.stderr == ""


def test_asking_changes_nothing_in_the_vault_nor_beside_it(tmp_path: Path) -> None:
    write_vault(tmp_path, {"Ada.md": "x"})
    before = tree(tmp_path)

    called("status", tmp_path)
    called("status", tmp_path, "--json")

    assert tree(tmp_path) == before
    assert not state_folder().exists()


def test_a_watcher_is_seen_while_it_lives_and_missed_once_it_is_killed(tmp_path: Path) -> None:
    write_vault(tmp_path, {"Ada.md": "x"})
    with watching(tmp_path) as process:
        alive = json.loads(called("status", tmp_path, "--json").stdout)
        assert called("status", tmp_path).stdout.startswith(f"A watcher is alive on {tmp_path}, since ")

        process.kill()
        process.wait()
        gone = json.loads(called("status", tmp_path, "--json").stdout)

    assert (alive["schema"], alive["alive"], alive["pid"]) == (1, True, process.pid)
    assert alive["since"]
    assert gone["alive"] is False


def test_what_a_killed_watcher_told_last_is_not_taken_for_the_present(tmp_path: Path) -> None:
    write_status(tmp_path, STATUS)

    told = called("status", tmp_path)
    known = json.loads(called("status", tmp_path, "--json").stdout)

    assert told.stdout.startswith(f"No watcher is alive on {tmp_path}.\nThe last one was at work ")
    assert "gone without a word" in told.stdout
    assert (known["alive"], known["state"], known["pid"]) == (False, "killed", 4711)


def test_what_the_watcher_before_told_is_not_taken_for_the_word_of_this_one(tmp_path: Path) -> None:
    write_status(tmp_path, STATUS)

    with watch_lock(tmp_path):
        known = json.loads(called("status", tmp_path, "--json").stdout)

    assert (known["alive"], known["pid"], known["last_run"]) == (True, os.getpid(), None)


def test_a_file_that_says_nonsense_is_told_as_such(tmp_path: Path) -> None:
    status_path(tmp_path).parent.mkdir(parents=True)
    status_path(tmp_path).write_text("{")

    told = called("status", tmp_path)

    assert told.returncode == 0
    assert "What the last one told of itself cannot be read." in told.stdout


def test_a_watcher_whose_vault_is_away_is_alive_all_the_same(tmp_path: Path) -> None:
    vault = tmp_path / "drive"
    vault.mkdir()
    with watch_lock(vault):
        vault.rename(tmp_path / "unmounted")
        told = called("status", vault)
    missing = called("status", vault)

    assert told.stdout.startswith(f"A watcher is alive on {vault}, since ")
    assert missing.returncode == 2


def test_a_watcher_tells_of_its_runs_and_of_its_end(tmp_path: Path) -> None:
    write_vault(tmp_path, {"Ada.md": character(needs=["to be loved"], rival="[[Bo]]"), "Bo.md": character()})
    with watching(tmp_path) as process:
        _until(lambda: (known := read_status(tmp_path)) and known.last_run)
        alive = json.loads(called("status", tmp_path, "--json").stdout)
        process.send_signal(signal.SIGTERM)
        assert process.wait(DEADLINE_S) == 0
    ended = json.loads(called("status", tmp_path, "--json").stdout)

    assert (alive["state"], alive["pid"], alive["last_run"]["written"] > 0) == ("alive", process.pid, True)
    assert alive["counters"]["runs"] >= 1
    assert alive["log"]
    assert (ended["state"], ended["alive"]) == ("ended", False)
    assert called("status", tmp_path).stdout.splitlines()[1].startswith("The last one ended ")


def _until(true: Callable[[], object]) -> None:
    end = time.monotonic() + DEADLINE_S
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
