"""Notes that end the process, and notes that happen to be at hand when it ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT, called, character, run, snapshot, write_vault
from vault_companion import quarantine
from vault_companion.notes import blocks
from vault_companion.notes.note import parse
from vault_companion.quarantine import can_be_read, examined, marking, read_quarantine, without
from vault_companion.vault.reader import read
from vault_companion.vault.snapshot import Snapshot, VaultPath
from vault_companion.writer.lock import state_folder, vault_state

FILES = {
    "Ada.md": character(needs=["to be loved"], rival="[[Bo]]"),
    "Bo.md": character(offers=["loves them"]),
    "Bad.md": "POISON, says [[Ada]]",
}
ADA = VaultPath("Ada.md")
DEADLY = """
import os, resource, signal
from vault_companion.notes import note

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
real = note.parse_bytes


def parse_bytes(path, data):
    if b"POISON" in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    if path == os.environ.get("KILLED_AT"):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(path, data)


note.parse_bytes = parse_bytes
"""


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def left_behind(root: Path, path: VaultPath, data: bytes) -> None:
    """What a process leaves that dies over a note."""
    vault_state(root).mkdir(parents=True)
    (vault_state(root) / "reading").write_bytes(f"{digest(data)} {path}\0 and the end of a longer one".encode())


def never(_: bytes) -> bool:
    raise AssertionError("nothing is to be tried")


# ---- with real processes


@pytest.fixture
def deadly(tmp_path: Path) -> dict[str, str]:
    """An environment in which a note with POISON in it ends the process that reads it."""
    if sys.platform == "win32":
        pytest.skip("signals of this kind are not known there")
    (tmp_path / "deadly").mkdir()
    (tmp_path / "deadly" / "sitecustomize.py").write_text(DEADLY)
    return {"PYTHONPATH": f"{tmp_path / 'deadly'}:{ROOT}"}


def test_fault_40_a_note_that_ends_the_process_is_left_out_until_its_bytes_change(
    tmp_path: Path, deadly: dict[str, str]
) -> None:
    root = write_vault(tmp_path / "vault", FILES)
    assert run("sync", root, env=deadly).returncode < 0

    told = run("sync", root, "--json", env=deadly)

    assert told.returncode == 0
    report = json.loads(told.stdout)
    assert [(one["path"], one["severity"]) for one in report["problems"] if one["code"] == "quarantined"] == [
        ("Bad.md", "error")
    ]
    assert "Dynamics/Pairs/Ada & Bo.md" in report["pages"]["created"]
    assert "quarantined" in called("check", root, "--json").stdout, "the commands that only read leave it out as well"

    (root / "Bad.md").write_text("healed, says [[Ada]]")
    told = run("sync", root, "--json", env=deadly)
    assert "quarantined" not in {one["code"] for one in json.loads(told.stdout)["problems"]}


def test_a_note_at_which_the_process_was_merely_killed_stays(tmp_path: Path, deadly: dict[str, str]) -> None:
    root = write_vault(tmp_path / "vault", {path: text for path, text in FILES.items() if path != "Bad.md"})
    assert run("sync", root, env={**deadly, "KILLED_AT": "Bo.md"}).returncode == -9
    assert (vault_state(root) / "reading").exists()

    told = run("sync", root, "--json", env=deadly)

    assert "quarantined" not in {one["code"] for one in json.loads(told.stdout)["problems"]}
    assert json.loads(told.stdout)["characters"] == 2
    assert not (vault_state(root) / "reading").exists()
    assert read_quarantine(root) == ()


# ---- the parts


def test_while_notes_are_read_the_one_at_hand_is_named_and_afterwards_none(tmp_path: Path) -> None:
    mark_file = vault_state(tmp_path) / "reading"

    with marking(tmp_path) as mark:
        assert not mark_file.exists(), "as long as nothing is read anew, nothing is written"
        mark(VaultPath("A long name.md"), "d1")
        mark(ADA, "d2")
        assert mark_file.read_bytes().split(b"\0")[0] == b"d2 Ada.md"
    with (tmp_path / "another file").open("wb"):
        mark(ADA, "d3")

    assert not mark_file.exists()
    assert (tmp_path / "another file").read_bytes() == b""


def test_a_bug_is_no_death(tmp_path: Path) -> None:
    def fail() -> None:
        with marking(tmp_path) as mark:
            mark(ADA, "d")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not (vault_state(tmp_path) / "reading").exists()


def test_a_note_that_fails_its_trial_is_left_out_of_all_later_runs(tmp_path: Path) -> None:
    vault = snapshot(FILES)
    left_behind(tmp_path, ADA, vault.files[ADA])

    found = examined(tmp_path, vault, lambda _: False)

    assert ADA not in found.files
    assert ADA in found.others, "links still find it"
    assert [(one.path, one.code) for one in found.unread] == [("Ada.md", "quarantined")]
    assert examined(tmp_path, vault, never).unread == found.unread


def test_a_note_that_passes_its_trial_stays(tmp_path: Path) -> None:
    vault = snapshot(FILES)
    left_behind(tmp_path, ADA, vault.files[ADA])

    assert examined(tmp_path, vault, lambda _: True) == vault
    assert examined(tmp_path, vault, never) == vault


def test_a_note_that_has_changed_since_is_not_tried(tmp_path: Path) -> None:
    left_behind(tmp_path, ADA, b"what it was")
    vault = snapshot(FILES)

    assert examined(tmp_path, vault, never) == vault


@pytest.mark.parametrize("data", [b"", b"\xff", b"x", b"d ../up.md\0", b"d Ada.md\0", b"0" * 5000])
def test_a_mark_that_makes_no_sense_is_taken_away(tmp_path: Path, data: bytes) -> None:
    vault_state(tmp_path).mkdir(parents=True)
    (vault_state(tmp_path) / "reading").write_bytes(data)

    assert examined(tmp_path, snapshot(FILES), never) == snapshot(FILES)


def test_the_same_bytes_are_left_out_wherever_they_lie(tmp_path: Path) -> None:
    vault = snapshot(FILES)
    left_behind(tmp_path, ADA, vault.files[ADA])
    examined(tmp_path, vault, lambda _: False)

    moved = snapshot({"People/Ada Hale.md": FILES["Ada.md"], "Bo.md": FILES["Bo.md"]})

    assert [one.path for one in examined(tmp_path, moved, never).unread] == ["People/Ada Hale.md"]


def test_another_version_reads_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = snapshot(FILES)
    left_behind(tmp_path, ADA, vault.files[ADA])
    examined(tmp_path, vault, lambda _: False)

    monkeypatch.setattr(quarantine, "__version__", "99")

    assert examined(tmp_path, vault, never) == vault


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"schema": 2}', b'{"schema": 1, "notes": [{}]}', b"[" * 100_000])
def test_a_list_that_cannot_be_understood_is_empty(tmp_path: Path, data: bytes) -> None:
    vault_state(tmp_path).mkdir(parents=True)
    (vault_state(tmp_path) / "quarantine.json").write_bytes(data)

    assert read_quarantine(tmp_path) == ()


def test_a_state_folder_that_cannot_be_written_to_stops_nothing(
    open_folder: Path, as_nobody: Callable[[Callable[[], Any]], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_vault(open_folder, FILES)
    (open_folder / ".state").mkdir(mode=0o555)
    monkeypatch.setenv("VAULT_COMPANION_STATE", str(open_folder / ".state"))

    def work() -> int:
        with marking(open_folder) as mark:
            mark(ADA, "d")
        return len(examined(open_folder, read(open_folder), never).files)

    assert as_nobody(work) == 3


def test_an_ordinary_note_passes_its_trial() -> None:
    assert can_be_read(character(needs=["to be loved"]).encode())
    assert can_be_read(b"\xff\xfe\0x")


def test_without_any_quarantine_the_vault_is_as_it_was() -> None:
    vault: Snapshot = snapshot(FILES)

    assert without(vault, ()) is vault
    assert not state_folder().exists()


# ---- as much as can be read in time


@pytest.mark.parametrize(
    ("many", "line"),
    [("- a\n", 1_001), ("> - 1. a\n", 501), ("## A\n\n", 4_001), ("a|b|c|d|e|f|g|h|i\n", 667), ("words\n", 2_001)],
)
def test_of_a_note_of_endless_structure_the_first_part_is_read_and_that_is_told(
    many: str, line: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert blocks.MAX_WORK == 30_000
    monkeypatch.setattr(blocks, "MAX_WORK", 2_000)

    note = parse(ADA, "---\ntype: character\n---\n## Needs\n\n- to be loved\n\n## Notes\n\n" + many * 5_000)

    (fault,) = note.faults
    assert (fault.code, fault.severity) == ("slow-note", "warning")
    assert abs(fault.line - line) < 12
    sections = note.sections()
    assert max(block.lines[-1].number for section in sections for block in section.blocks) < fault.line
    assert sections[1].blocks[0].lines[0].text == "to be loved"


def test_a_long_note_that_a_person_may_write_is_read_to_its_end() -> None:
    text = "---\ntype: character\n---\n" + "She went home and did not look back.\n\n" * 9_000
    text += "| who | what | whom |\n|-|-|-|\n" + "| Ada | rival | Bo |\n" * 4_000

    assert parse(ADA, text).faults == ()
