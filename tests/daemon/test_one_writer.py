"""Whoever else is there: at any time one writes, and the vault ends as if only one had been at it."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_status import watching
from tests.helpers import called, character, relationship, run, tree, write_vault
from tests.long.locks import contend, starts
from vault_companion import sync as syncing
from vault_companion.settings import Settings
from vault_companion.status import is_watched
from vault_companion.sync import sync
from vault_companion.writer.lock import state_folder, watch_lock, write_lock

FORKS = multiprocessing.get_context("fork") if hasattr(os, "fork") else None
DEADLINE_S = 20.0
VAULT = {
    ".obsidian/app.json": "{}",
    "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"], rival="[[Bo]]"),
    "Bo.md": character(needs=["to be told the truth"], offers=["makes strangers feel welcome"]),
    "Cy.md": character(wants=["to be contradicted to his face"], friend="[[Ada]]"),
    "Both.md": relationship("Ada", "Bo", kind="rivals", history="he nursed her through the fever"),
}

pytestmark = pytest.mark.skipif(FORKS is None, reason="processes do not fork there; tests.long.locks needs no fork")


def fresh(root: Path) -> dict[str, bytes]:
    """The vault as one undisturbed run leaves it."""
    write_vault(root, VAULT)
    sync(root, Settings())
    return tree(root)


# ---- case 31


def test_fault_31_of_twenty_watchers_that_start_at_once_one_watches(tmp_path: Path) -> None:
    assert FORKS
    assert starts(tmp_path, 20, FORKS) == 1


def test_fault_31_two_never_write_at_once_even_while_lock_files_are_deleted(tmp_path: Path) -> None:
    assert FORKS
    tally = contend(tmp_path, 4, 60, FORKS)

    assert (tally.inside, tally.overlaps, tally.refused) == (240, 0, 0)
    assert tally.deleted > 50


def test_fault_31_after_a_watcher_is_killed_the_next_one_starts_at_once(tmp_path: Path) -> None:
    write_vault(tmp_path, VAULT)
    with watching(tmp_path) as process:
        process.kill()
        process.wait()
        began = time.monotonic()
        with watch_lock(tmp_path):
            assert time.monotonic() - began < 1.0


def test_fault_31_a_second_watcher_ends_with_4_by_whatever_path_it_comes(tmp_path: Path) -> None:
    vault = write_vault(tmp_path / "vault", VAULT)
    (tmp_path / "alias").symlink_to(vault)

    with watch_lock(vault):
        for path in (vault, tmp_path / "alias", tmp_path / "." / "alias" / ".." / "vault"):
            told = called("watch", path)
            assert told.returncode == 4
            assert f"this vault is being watched already (process {os.getpid()}, since " in told.stderr


# ---- case 32


def test_fault_32_sync_waits_for_whoever_writes_and_then_does_its_work(tmp_path: Path) -> None:
    expected = fresh(tmp_path / "alone")
    vault = write_vault(tmp_path / "vault", VAULT)
    lock = write_lock(vault)
    lock.__enter__()
    threading.Timer(0.3, lambda: lock.__exit__(None, None, None)).start()

    report = sync(vault, Settings())

    assert report.changed
    assert report.seconds >= 0.25
    assert tree(vault) == expected


def test_fault_32_sync_ends_with_4_and_says_who_writes_if_it_lasts_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_vault(tmp_path, VAULT)
    before = tree(tmp_path)
    monkeypatch.setattr(syncing, "write_lock", lambda root, wait_s: write_lock(root, wait_s / 100))

    with write_lock(tmp_path):
        told = called("sync", tmp_path)

    assert told.returncode == 4
    assert f"another companion is writing to this vault (process {os.getpid()}, since " in told.stderr
    assert told.stdout == ""
    assert tree(tmp_path) == before


def test_fault_32_sync_beside_a_watcher_comes_to_what_it_comes_to_alone(tmp_path: Path) -> None:
    expected = fresh(tmp_path / "alone")
    vault = write_vault(tmp_path / "vault", VAULT)

    with watching(vault):
        told = run("sync", vault)
        _until(lambda: tree(vault) == expected)
        assert is_watched(vault)

    assert told.returncode == 0
    assert tree(vault) == expected


def test_fault_32_ten_syncs_at_once_come_to_what_one_comes_to(tmp_path: Path) -> None:
    assert FORKS
    expected = fresh(tmp_path / "alone")
    vault = write_vault(tmp_path / "vault", VAULT)
    gate = FORKS.Barrier(10)
    children = [FORKS.Process(target=_sync, args=(vault, gate.wait)) for _ in range(10)]

    for child in children:
        child.start()
    for child in children:
        child.join(DEADLINE_S)

    assert [child.exitcode for child in children] == [0] * 10
    assert tree(vault) == expected


def test_reading_takes_no_lock(tmp_path: Path) -> None:
    write_vault(tmp_path, VAULT)

    with write_lock(tmp_path), watch_lock(tmp_path):
        before = {path.name: path.read_bytes() for path in (state_folder() / "locks").iterdir()}
        for command in (
            ["check"],
            ["graph"],
            ["status"],
            ["sync", "--dry-run"],
            ["sync", "--check"],
            ["sync", "--diff"],
        ):
            assert called(command[0], tmp_path, *command[1:]).returncode in (0, 1)
        assert {path.name: path.read_bytes() for path in (state_folder() / "locks").iterdir()} == before


def test_a_sync_with_nothing_to_write_waits_for_nobody(tmp_path: Path) -> None:
    fresh(tmp_path)

    with write_lock(tmp_path):
        assert called("sync", tmp_path).returncode == 0


def _sync(vault: Path, gate: Callable[[], object]) -> None:
    gate()
    report = sync(vault, Settings())
    assert not report.failed


def _until(true: Callable[[], object]) -> None:
    end = time.monotonic() + DEADLINE_S
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
