"""The log: what is in it, how much of it there is, and that it never stops anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import write_vault
from vault_companion.logbook import FIELDS, Logbook, log_folder, log_path, open_log, place_of

NOON = datetime(2026, 3, 4, 12, 0, 0, tzinfo=UTC)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_event_is_one_line_of_json_with_its_time(tmp_path: Path) -> None:
    log = Logbook(tmp_path / "log.jsonl", now=lambda: NOON)

    log("run", notes=3, seconds=0.25, vault="/home/é")
    log("stopped")

    assert lines(tmp_path / "log.jsonl") == [
        {"time": "2026-03-04T12:00:00.000+00:00", "event": "run", "notes": 3, "seconds": 0.25, "vault": "/home/é"},
        {"time": "2026-03-04T12:00:00.000+00:00", "event": "stopped"},
    ]


def test_a_field_that_might_hold_what_she_wrote_is_only_named(tmp_path: Path) -> None:
    log = Logbook(tmp_path / "log.jsonl", now=lambda: NOON)

    log("problem", code="bad-date", message="her secret", quote="her secret", count=2)

    (line,) = lines(tmp_path / "log.jsonl")
    assert line == {
        "time": NOON.isoformat(timespec="milliseconds"),
        "event": "problem",
        "code": "bad-date",
        "count": 2,
    } | {"left_out": ["message", "quote"]}
    assert not FIELDS & {"message", "quote", "text", "line", "hint", "phrase", "title", "name"}


def test_an_error_is_told_without_its_words_which_may_quote_a_note(tmp_path: Path) -> None:
    try:
        raise ValueError("her secret")
    except ValueError as error:
        told = place_of(error)

    assert told.startswith("ValueError at test_logbook.py:")
    assert "secret" not in told


def test_there_are_never_more_than_three_files_of_the_limit(tmp_path: Path) -> None:
    log = Logbook(tmp_path / "log.jsonl", limit=1000)

    for number in range(200):
        log("run", count=number)

    found = sorted(path.name for path in tmp_path.iterdir())
    assert found == ["log.1.jsonl", "log.2.jsonl", "log.jsonl"]
    assert all(path.stat().st_size <= 1000 for path in tmp_path.iterdir())
    told = [line["count"] for name in ("log.2.jsonl", "log.1.jsonl", "log.jsonl") for line in lines(tmp_path / name)]
    assert told == list(range(200 - len(told), 200)), "the newest lines are there, in order"


def test_the_usual_log_is_at_most_three_mebibytes(tmp_path: Path) -> None:
    log = Logbook(tmp_path / "log.jsonl")
    (tmp_path / "log.jsonl").write_bytes(b"x" * (1 << 20))
    (tmp_path / "log.1.jsonl").write_bytes(b"y" * (1 << 20))
    (tmp_path / "log.2.jsonl").write_bytes(b"z" * (1 << 20))

    log("run")

    assert [(tmp_path / name).read_bytes()[:1] for name in ("log.2.jsonl", "log.1.jsonl", "log.jsonl")] == [
        b"y",
        b"x",
        b"{",
    ]


def test_a_long_or_odd_value_does_not_make_a_long_or_broken_line(tmp_path: Path) -> None:
    log = Logbook(tmp_path / "log.jsonl")

    log("run", page="x" * 5000, pages=["a\nb"] * 5000, error=ValueError("her secret"), vault="\udcff")

    data = (tmp_path / "log.jsonl").read_bytes()
    assert data.count(b"\n") == 1
    assert len(data) < 2000
    assert b"secret" not in data


def test_it_lies_in_the_users_folder_for_logs_and_never_in_the_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert log_folder().name == "logs"
    monkeypatch.delenv("VAULT_COMPANION_STATE")
    assert log_folder().is_relative_to(Path.home())
    assert open_log(tmp_path).path == log_path(tmp_path)

    inside = open_log(tmp_path, tmp_path / "Logs")

    inside("run")
    assert inside.path is None
    assert not list(tmp_path.iterdir())


def test_a_link_out_of_the_log_folder_into_the_vault_is_seen_through(tmp_path: Path) -> None:
    vault = write_vault(tmp_path / "vault", {"Ada.md": "x"})
    (tmp_path / "logs").symlink_to(vault)

    assert open_log(vault, tmp_path / "logs").path is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk here that is always full")
def test_fault_40_a_full_disk_stops_nothing() -> None:
    Logbook(Path("/dev/full"))("run")


def test_fault_40_a_folder_that_cannot_be_written_to_stops_nothing(
    open_folder: Path, as_nobody: Callable[[Callable[[], Any]], Any]
) -> None:
    (open_folder / "logs").mkdir(mode=0o555)

    as_nobody(lambda: Logbook(open_folder / "logs" / "log.jsonl")("run"))

    assert not list((open_folder / "logs").iterdir())


def test_fault_40_a_file_where_the_folder_should_be_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("x")

    Logbook(tmp_path / "logs" / "log.jsonl")("run")


def test_a_log_that_was_deleted_begins_anew(tmp_path: Path) -> None:
    log = Logbook(tmp_path / "logs" / "log.jsonl")
    log("run", count=1)
    (tmp_path / "logs" / "log.jsonl").unlink()
    (tmp_path / "logs").rmdir()

    log("run", count=2)

    assert [line["count"] for line in lines(tmp_path / "logs" / "log.jsonl")] == [2]
