"""The calls that Python has no name for, as the system has them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from vault_companion.writer.exchange import (
    UNSUPPORTED,
    exchange,
    flush_file_system,
    held_open,
    rename_new,
    replace_keeping,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="written for Linux; never run elsewhere")


def two(folder: Path) -> tuple[Path, Path]:
    one, other = folder / "one", folder / "other"
    one.write_text("1")
    other.write_text("2")
    return one, other


def test_two_files_swap_their_names(tmp_path: Path) -> None:
    one, other = two(tmp_path)

    exchange(str(one), None, str(other), None)

    assert ("2", "1") == (one.read_text(), other.read_text())


def test_a_file_is_not_exchanged_with_nothing(tmp_path: Path) -> None:
    one, other = two(tmp_path)
    other.unlink()

    with pytest.raises(FileNotFoundError):
        exchange(str(one), None, str(other), None)
    assert "1" == one.read_text()


def test_names_are_looked_up_in_open_folders(tmp_path: Path) -> None:
    one, _ = two(tmp_path)
    (tmp_path / "in").mkdir()
    here, inner = (os.open(folder, os.O_RDONLY) for folder in (tmp_path, tmp_path / "in"))

    rename_new("one", here, "moved", inner)
    os.close(here)
    os.close(inner)

    assert ("1", False) == ((tmp_path / "in/moved").read_text(), one.exists())


def test_a_name_that_is_taken_is_not_taken_away(tmp_path: Path) -> None:
    one, other = two(tmp_path)

    with pytest.raises(FileExistsError):
        rename_new(str(one), None, str(other), None)
    assert ("1", "2") == (one.read_text(), other.read_text())


def test_a_file_system_is_flushed(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        assert flush_file_system(folder)
    finally:
        os.close(folder)


@pytest.mark.parametrize("mode", ["r+b", "ab"])
def test_a_file_that_another_can_still_write_into_is_held_open(tmp_path: Path, mode: str) -> None:
    one, _ = two(tmp_path)
    ours = os.open(one, os.O_RDONLY)
    try:
        with one.open(mode):
            assert held_open(ours)
        with one.open("rb"):
            assert not held_open(ours)
        assert not held_open(ours)
    finally:
        os.close(ours)


def test_what_only_windows_can_do_is_said_to_be_unsupported(tmp_path: Path) -> None:
    one, other = two(tmp_path)

    with pytest.raises(OSError, match="no such call") as raised:
        replace_keeping(str(one), str(other), str(tmp_path / "kept"))
    assert raised.value.errno in UNSUPPORTED
