"""One writer and one watcher a vault."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vault_companion.errors import BusyError, CompanionError, VaultError
from vault_companion.writer.lock import (
    Lock,
    state_folder,
    vault_key,
    vault_state,
    waiting_for,
    watch_lock,
    watcher,
    write_lock,
)

HOLD = """
import pathlib, sys
from vault_companion.writer import lock
with getattr(lock, sys.argv[1] + "_lock")(pathlib.Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holding(root: Path, what: str = "write") -> Iterator[subprocess.Popen[bytes]]:
    """Another process that has a lock; it is killed in the end."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, what, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            process.kill()


def files() -> list[Path]:
    return sorted((state_folder() / "locks").iterdir())


def is_free(root: Path) -> bool:
    try:
        with write_lock(root, wait_s=0.0):
            return True
    except BusyError:
        return False


def test_a_second_writer_waits_and_is_told_that_another_is_at_work(tmp_path: Path) -> None:
    second = write_lock(tmp_path, wait_s=0.1)
    with (
        write_lock(tmp_path),
        pytest.raises(BusyError, match="another companion is writing") as caught,
        second,
    ):
        pass

    assert caught.value.exit_code == 4
    assert is_free(tmp_path)


def test_who_is_refused_is_told_which_process_has_it_and_since_when(tmp_path: Path) -> None:
    with holding(tmp_path) as process, pytest.raises(BusyError) as caught, write_lock(tmp_path, wait_s=0.0):
        pass

    assert re.search(rf"\(process {process.pid}, since \d\d:\d\d\)$", caught.value.message)


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
    with holding(tmp_path) as process:
        assert not is_free(tmp_path)
        process.kill()

    with write_lock(tmp_path, wait_s=2.0):
        pass
    assert [file.suffix for file in files()] == [".lock"]


def test_a_vault_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(VaultError), write_lock(tmp_path / "nowhere"):
        pass


def test_where_no_lock_can_be_made_that_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_text("a file, where a folder is needed")
    monkeypatch.setenv("VAULT_COMPANION_STATE", str(tmp_path / "state"))

    with pytest.raises(CompanionError, match="cannot be taken") as caught, write_lock(tmp_path):
        pass
    assert "$VAULT_COMPANION_STATE" in caught.value.hint


# ---- a lock file that was deleted


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be deleted there")
def test_deleting_the_file_of_a_writer_lets_nobody_in(tmp_path: Path) -> None:
    with holding(tmp_path):
        for file in files():
            file.unlink()
        assert not is_free(tmp_path)
        assert not is_free(tmp_path), "the file that the refused one made lets nobody in either"

    with write_lock(tmp_path, wait_s=2.0):
        pass


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be locked there")
def test_another_state_folder_lets_nobody_in_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path):
        monkeypatch.setenv("VAULT_COMPANION_STATE", str(tmp_path.parent / "elsewhere"))

        assert not is_free(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be deleted there")
def test_a_file_that_is_deleted_while_somebody_opens_it_lets_only_one_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vault_companion.writer import grip

    tried: list[int] = []
    flock = grip._flock

    def late(opened: int) -> bool:
        if not tried:
            tried.append(opened)
            files()[0].unlink()
        return flock(opened)

    monkeypatch.setattr(grip, "_flock", late)
    with watch_lock(tmp_path):
        monkeypatch.setattr(grip, "_flock", flock)
        with pytest.raises(BusyError), watch_lock(tmp_path):
            pass


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be deleted there")
def test_a_watcher_whose_file_was_deleted_holds_a_new_one(tmp_path: Path) -> None:
    with watch_lock(tmp_path) as lock:
        files()[0].unlink()

        assert lock.keep()
        with pytest.raises(BusyError), watch_lock(tmp_path):
            pass
    assert watcher(tmp_path) is None


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be deleted there")
def test_a_watcher_that_another_has_replaced_is_told_so(tmp_path: Path) -> None:
    with watch_lock(tmp_path) as first:
        files()[0].unlink()
        with watch_lock(tmp_path) as second:
            assert not first.keep()
            assert second.keep()
            assert not first.keep()


def test_a_watcher_that_was_not_disturbed_keeps_what_it_has(tmp_path: Path) -> None:
    with watch_lock(tmp_path) as lock:
        before = files()[0].stat().st_ino

        assert lock.keep()
        assert files()[0].stat().st_ino == before


def test_a_watcher_holds_nothing_of_the_vault_open_so_that_its_drive_can_be_unmounted(tmp_path: Path) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("open files are not listed here")
    with watch_lock(tmp_path):
        held = [os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()]

    assert not [path for path in held if path.startswith(str(tmp_path.resolve()))]


# ---- children


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork there")
def test_a_forked_child_does_not_have_the_lock_when_its_parent_is_gone(tmp_path: Path) -> None:
    """The holder forks and is killed; its child lives on."""
    fork = HOLD.replace(
        "sys.stdin.read()", "import os, time; os.fork() or print(os.getpid(), flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", fork, "write", str(tmp_path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        child = int(holder.stdout.readline())
        try:
            assert not is_free(tmp_path)
            holder.kill()
            holder.wait()
            with write_lock(tmp_path, wait_s=2.0):
                os.kill(child, 0)
        finally:
            os.kill(child, signal.SIGKILL)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork there")
def test_a_forked_child_that_leaves_the_block_frees_nothing(tmp_path: Path) -> None:
    with write_lock(tmp_path):
        lock = Lock(tmp_path, "watch")
        assert lock.take()
        child = os.fork()
        if child == 0:
            try:
                opened = os.open(tmp_path, os.O_RDONLY)
                lock.give()
                os.fstat(opened)
            except BaseException:  # noqa: BLE001 - told to the parent
                os._exit(1)
            os._exit(0)

        assert os.waitpid(child, 0)[1] == 0, "what the child opened itself stays open"
        assert not is_free(tmp_path)
        assert watcher(tmp_path)
        lock.give()


def test_a_program_that_is_started_does_not_have_the_lock(tmp_path: Path) -> None:
    with write_lock(tmp_path):
        started = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    try:
        assert is_free(tmp_path)
    finally:
        started.kill()
        started.communicate()


# ---- asking


def test_whoever_asks_is_told_who_watches(tmp_path: Path) -> None:
    assert watcher(tmp_path) is None
    assert not (state_folder() / "locks").exists(), "asking makes nothing"

    with holding(tmp_path, "watch") as process:
        found = watcher(tmp_path)
        assert found
        assert found.pid == process.pid
        assert found.vault == str(tmp_path.resolve())

    assert watcher(tmp_path) is None


def test_nobody_is_refused_because_somebody_asks(tmp_path: Path) -> None:
    """Who asks has the lock for a moment."""
    lock = Lock(tmp_path, "watch")
    assert lock.take()
    threading.Timer(0.05, lock.give).start()

    with watch_lock(tmp_path):
        pass


def test_a_lock_file_that_says_nonsense_only_spoils_the_message(tmp_path: Path) -> None:
    with watch_lock(tmp_path):
        files()[0].write_text('{"pid": "?"')

        assert watcher(tmp_path)
        with pytest.raises(BusyError, match=r"being watched already$"), watch_lock(tmp_path):
            pass


def test_a_watcher_is_found_while_its_vault_is_away(tmp_path: Path) -> None:
    vault = tmp_path / "drive"
    vault.mkdir()
    assert waiting_for(vault) is None
    with watch_lock(vault):
        vault.rename(tmp_path / "unmounted")
        found = waiting_for(vault)
        assert found
        assert found.pid == os.getpid()
    assert waiting_for(vault) is None


def test_each_vault_has_a_state_folder_of_its_own_by_its_resolved_path(tmp_path: Path) -> None:
    (tmp_path / "My  Vault é").mkdir()
    (tmp_path / "alias").symlink_to("My  Vault é")

    assert vault_state(tmp_path / "alias") == vault_state(tmp_path / "My  Vault é")
    assert vault_state(tmp_path) != vault_state(tmp_path / "alias")
    assert re.fullmatch(r"My--Vault-[0-9a-f]{12}", vault_key(tmp_path / "alias"))
