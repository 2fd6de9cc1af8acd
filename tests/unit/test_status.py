"""The file in which a watcher tells of itself."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault_companion.errors import VaultError
from vault_companion.status import Held, LastRun, Status, is_watched, read_status, status_path, write_status
from vault_companion.writer.lock import state_folder, watch_lock

STATUS = Status(
    pid=4711,
    started="2026-03-04T10:02:00+00:00",
    version="1.2.3",
    vault="/home/ann/Novel",
    mode="polling",
    mode_reason="the vault is on a network drive",
    last_run=LastRun("2026-03-04T11:00:00+00:00", 0.25, 3, 2),
    held=(Held("everything", "more than half of the notes are gone", "2026-03-04T11:30:00+00:00"),),
    protection="reduced",
    protection_reason="files cannot be exchanged there",
    counters={"runs": 12, "written": 40},
    beat="2026-03-04T12:00:00+00:00",
)


def test_what_a_watcher_tells_is_what_others_read(tmp_path: Path) -> None:
    assert write_status(tmp_path, STATUS)

    assert read_status(tmp_path) == STATUS
    assert status_path(tmp_path).is_relative_to(state_folder())


def test_the_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_status(tmp_path, STATUS)
    with status_path(tmp_path).open("rb") as old:
        write_status(tmp_path, replace(STATUS, pid=1, counters={"runs": 13}))

        assert json.load(old)["pid"] == 4711
    assert [path.name for path in status_path(tmp_path).parent.iterdir()] == ["status.json"]
    assert read_status(tmp_path) == replace(STATUS, pid=1, counters={"runs": 13})


def test_before_the_first_watcher_nothing_is_known(tmp_path: Path) -> None:
    assert read_status(tmp_path) is None


def test_keys_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    write_status(tmp_path, STATUS)
    told = json.loads(status_path(tmp_path).read_text())
    told |= {"schema": 9, "mood": ["fine"]}
    told["last_run"] |= {"joules": 3}
    told["held"][0] |= {"until": "soon"}
    status_path(tmp_path).write_text(json.dumps(told))

    assert read_status(tmp_path) == STATUS


def test_a_key_that_is_missing_is_unknown(tmp_path: Path) -> None:
    status_path(tmp_path).parent.mkdir(parents=True)
    status_path(tmp_path).write_text('{"pid": 1, "started": "a", "version": "b", "vault": "c"}')

    assert read_status(tmp_path) == Status(1, "a", "b", "c", mode="", protection="")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"pid": "x"}',
        b'{"pid": 1}',
        b"[" * 100_000,
        b'{"pid": 1e999, "started": "", "version": "", "vault": ""}',
        b'{"pid": 1, "started": "", "version": "", "vault": "", "last_run": {"time": 1}}',
    ],
)
def test_a_file_that_cannot_be_understood_is_as_good_as_none(tmp_path: Path, data: bytes) -> None:
    status_path(tmp_path).parent.mkdir(parents=True)
    status_path(tmp_path).write_bytes(data)

    assert read_status(tmp_path) is None
    assert write_status(tmp_path, STATUS)
    assert read_status(tmp_path) == STATUS


def test_a_folder_that_cannot_be_written_to_stops_nothing(
    open_folder: Path, as_nobody: Callable[[Callable[[], Any]], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAULT_COMPANION_STATE", str(open_folder / "state"))
    (open_folder / "state").mkdir(mode=0o555)

    assert as_nobody(lambda: write_status(open_folder, STATUS)) is False
    assert not list((open_folder / "state").iterdir())


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_status(tmp_path, STATUS)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)

    assert not write_status(tmp_path, replace(STATUS, pid=1))
    assert read_status(tmp_path) == STATUS


def test_whether_a_vault_is_watched_says_the_lock_and_not_the_file(tmp_path: Path) -> None:
    write_status(tmp_path, replace(STATUS, pid=os.getpid()))
    assert not is_watched(tmp_path)

    with watch_lock(tmp_path):
        status_path(tmp_path).unlink()
        assert is_watched(tmp_path)
    assert not is_watched(tmp_path)
    with pytest.raises(VaultError):
        is_watched(tmp_path / "nowhere")
