"""One writer and one watcher a vault."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from vault_companion.errors import BusyError, VaultError
from vault_companion.writer.lock import state_folder, watch_lock, write_lock

HOLD = """
import pathlib, sys
from vault_companion.writer.lock import write_lock
with write_lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_waits_and_is_told_that_another_is_at_work(tmp_path: Path) -> None:
    second = write_lock(tmp_path, wait_s=0.1)
    with (
        write_lock(tmp_path),
        pytest.raises(BusyError, match="another companion is writing") as caught,
        second,
    ):
        pass

    assert caught.value.exit_code == 4
    with write_lock(tmp_path, wait_s=0.0):
        pass


def test_a_second_writer_goes_on_once_the_first_is_done(tmp_path: Path) -> None:
    first = write_lock(tmp_path)
    first.__enter__()
    threading.Timer(0.1, lambda: first.__exit__(None, None, None)).start()

    with write_lock(tmp_path, wait_s=5.0):
        pass


def test_a_vault_is_the_same_by_whatever_path(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "alias").symlink_to("vault")

    with watch_lock(tmp_path / "vault"), pytest.raises(BusyError), watch_lock(tmp_path / "alias"):
        pass


def test_two_vaults_and_the_two_locks_of_one_are_not_in_each_others_way(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()

    with watch_lock(tmp_path), write_lock(tmp_path), write_lock(tmp_path / "other"):
        pass


def test_the_lock_of_a_killed_process_is_free_and_its_file_stays(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BusyError), write_lock(tmp_path, wait_s=0.0):
            pass
        holder.kill()

    with write_lock(tmp_path, wait_s=2.0):
        pass
    assert [file.suffix for file in (state_folder() / "locks").iterdir()] == [".lock"]


def test_a_vault_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(VaultError), write_lock(tmp_path / "nowhere"):
        pass
