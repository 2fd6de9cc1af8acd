"""One run, with a core that makes a page of every note."""

from __future__ import annotations

import errno
import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from vault_companion.build import Build, Memos
from vault_companion.errors import BusyError, UnknownNameError, VaultError
from vault_companion.pages.page import Page
from vault_companion.report import Report
from vault_companion.settings import Settings
from vault_companion.sync import Memory, carry_out, open_disk, prepare, sync
from vault_companion.vault.snapshot import Snapshot, VaultPath
from vault_companion.writer.disk import PARK, FolderDisk
from vault_companion.writer.lock import vault_state, write_lock
from vault_companion.writer.ring import Old, Ring

SETTINGS = Settings()


def fake_build(snapshot: Snapshot, settings: Settings, memos: Memos) -> Build:
    notes = {path: data for path, data in snapshot.files.items() if not path.inside(settings.output_folder)}
    pages = tuple(
        Page(
            VaultPath(f"{settings.output_folder}/{path.stem} - Dynamics.md"),
            "character",
            (),
            (),
            data.decode().strip(),
        )
        for path, data in notes.items()
    )
    return Build(pages, (), len(notes), len(notes), 0, 0, 0, len(notes))


def run(root: Path, **more: object) -> dict[str, object]:
    return sync(root, SETTINGS, build=fake_build, **more).to_json()  # type: ignore[arg-type]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "Ada.md").write_text("Ada.")
    (tmp_path / "Bo.md").write_text("Bo.")
    return tmp_path


def test_the_first_run_creates_and_the_second_writes_nothing(vault: Path) -> None:
    first, second = run(vault)["pages"], run(vault)["pages"]

    created = ["Dynamics/Ada - Dynamics.md", "Dynamics/Bo - Dynamics.md"]
    calm = {"created": [], "updated": [], "removed": [], "unchanged": 0, "kept": [], "failed": []}
    assert first == {**calm, "created": created}
    assert second == {**calm, "unchanged": 2}


def test_what_a_run_remembers_changes_nothing_but_time(vault: Path) -> None:
    memory = Memory()
    for text in ("One.", "Two.", "Two."):
        (vault / "Ada.md").write_text(text)
        with_memory = run(vault, memory=memory, dry_run=True, clock=lambda: 0.0)
        without = run(vault, dry_run=True, clock=lambda: 0.0)
        run(vault, memory=memory)

        assert without == with_memory


@pytest.mark.parametrize("flag", ["dry_run", "check"])
def test_a_dry_run_writes_nothing_and_takes_no_lock(vault: Path, flag: str) -> None:
    with write_lock(vault):
        pages = run(vault, **{flag: True})["pages"]

    assert isinstance(pages, dict)
    assert len(pages["created"]) == 2
    assert not (vault / "Dynamics").exists()


def test_a_run_with_nothing_to_write_does_not_wait_for_the_lock(vault: Path) -> None:
    run(vault)

    with write_lock(vault):
        run(vault)


def test_a_run_that_cannot_get_the_lock_writes_nothing(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vault_companion.sync.write_lock", lambda root, _: write_lock(root, wait_s=0.05))

    with write_lock(vault), pytest.raises(BusyError):
        run(vault)
    assert not (vault / "Dynamics").exists()


def test_what_a_killed_run_left_is_swept_even_when_nothing_is_to_be_written(vault: Path) -> None:
    run(vault)
    (vault / "Dynamics" / PARK).mkdir()
    (vault / "Dynamics" / PARK / "0123456789ab.part").write_text("half")

    run(vault)

    assert not FolderDisk(vault, "Dynamics").litter()


def test_an_edited_page_is_kept_and_told(vault: Path) -> None:
    run(vault)
    page = vault / "Dynamics/Ada - Dynamics.md"
    page.write_text(page.read_text().replace("Ada.", "Ada!"))

    pages = run(vault)["pages"]

    assert isinstance(pages, dict)
    assert [(one["path"], one["reason"]) for one in pages["kept"]] == [("Dynamics/Ada - Dynamics.md", "edited-page")]


@pytest.mark.parametrize("folder", ["", "../elsewhere", ".obsidian/Dynamics"])
def test_an_output_folder_outside_the_vault_is_an_error(vault: Path, folder: str) -> None:
    with pytest.raises(VaultError, match="output folder"):
        sync(vault, Settings(output_folder=folder), build=lambda *_: Build((), (), 0, 0, 0, 0, 0, 0))


# ---- earlier versions


PAGE = VaultPath("Dynamics/Ada - Dynamics.md")


def versions(root: Path) -> list[tuple[str, bytes]]:
    ring = Ring.of(root)
    return [(version.why, ring.read(version)) for version in ring.versions(PAGE)]


def test_a_page_is_in_the_ring_before_it_is_overwritten_or_taken_out(vault: Path) -> None:
    run(vault)
    first = (vault / PAGE).read_bytes()
    (vault / "Ada.md").write_text("New.")
    run(vault)
    second = (vault / PAGE).read_bytes()
    (vault / "Ada.md").unlink()

    pages = run(vault)["pages"]

    assert isinstance(pages, dict)
    assert pages["removed"] == [PAGE]
    assert not (vault / PAGE).exists()
    assert versions(vault) == [("retired", second), ("replaced", first)]


def test_a_page_that_cannot_be_kept_first_is_neither_overwritten_nor_taken_out(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Ring, olds: list[Old], when: datetime) -> dict[VaultPath, OSError]:
        return {old.page: OSError(errno.ENOSPC, "No space left on device") for old in olds}

    run(vault)
    before = {path: path.read_bytes() for path in (vault / "Dynamics").glob("*.md")}
    (vault / "Ada.md").unlink()
    (vault / "Bo.md").write_text("New.")
    (vault / "Cleo.md").write_text("Cleo.")
    monkeypatch.setattr(Ring, "put_all", full)

    report = sync(vault, SETTINGS, build=fake_build)

    assert before == {path: path.read_bytes() for path in before}
    assert report.created == ("Dynamics/Cleo - Dynamics.md",)
    assert [(page.path, "No space left" in page.message) for page in report.failed] == [
        ("Dynamics/Ada - Dynamics.md", True),
        ("Dynamics/Bo - Dynamics.md", True),
    ]
    assert report.exit_code == 2


def test_a_dry_run_tells_what_would_be_taken_out_and_takes_nothing_out(vault: Path) -> None:
    run(vault)
    (vault / "Ada.md").unlink()

    report = sync(vault, SETTINGS, build=fake_build, diff=True)

    assert report.removed == (PAGE,)
    assert report.diff is not None
    assert report.diff[0].diff.startswith("--- a/Dynamics/Ada - Dynamics.md\t\n+++ /dev/null\n@@ -1,")
    assert (vault / PAGE).exists()
    assert versions(vault) == []


# ---- pages that she has under her hands


def prepared(root: Path, now: float, settle_s: float = 5.0) -> Report:
    found = prepare(root, SETTINGS, settle_s=settle_s, build=fake_build, now=lambda: now)
    return carry_out(found, open_disk(root, SETTINGS), now=lambda: now)


def edited(root: Path) -> float:
    """Write below the end mark of a page that is to be written anew; gives when that was."""
    run(root)
    (root / PAGE).write_bytes((root / PAGE).read_bytes() + b"Mine.")
    (root / "Ada.md").write_text("New.")
    return (root / PAGE).stat().st_mtime


def test_a_page_that_she_changed_a_moment_ago_waits_and_is_written_when_it_is_at_rest(vault: Path) -> None:
    when = edited(vault)

    waiting = prepared(vault, when + 4.9)
    assert [(page.path, page.reason) for page in waiting.kept] == [(PAGE, "just-edited")]
    assert prepared(vault, when + 5.1).updated == (PAGE,)
    assert (vault / PAGE).read_bytes().endswith(b"Mine.")


def test_a_page_that_is_as_we_wrote_it_does_not_wait(vault: Path) -> None:
    run(vault)
    (vault / "Ada.md").write_text("New.")

    assert prepared(vault, (vault / PAGE).stat().st_mtime + 0.1).updated == (PAGE,)


@pytest.mark.parametrize("year_s", [-40.0, 10.0, 365 * 86400.0], ids=["past", "future", "far future"])
def test_fault_34_a_page_from_another_time_does_not_wait_for_ever(vault: Path, year_s: float) -> None:
    when = edited(vault)
    os.utime(vault / PAGE, (when + year_s, when + year_s))

    assert prepared(vault, when + 100).updated == (PAGE,)


def test_fault_34_a_clock_that_went_back_does_not_hold_a_page(vault: Path) -> None:
    assert prepared(vault, edited(vault) - 3600).updated == (PAGE,)


def test_sync_itself_waits_for_nothing(vault: Path) -> None:
    edited(vault)

    assert sync(vault, SETTINGS, build=fake_build).updated == (PAGE,)


# ---- taking over


def test_a_page_is_taken_over_by_any_part_of_its_name_and_the_old_one_is_kept(vault: Path) -> None:
    run(vault)
    old = (vault / PAGE).read_bytes().replace(b"Ada.", b"Ada!") + b"Mine."
    (vault / PAGE).write_bytes(old)

    report = sync(vault, SETTINGS, build=fake_build, take_over=["ada - dynamics"])

    assert report.updated == (PAGE,)
    assert b"```\n\nAda!\n\n```" in (vault / PAGE).read_bytes()
    assert versions(vault) == [("taken-over", old)]
    assert not sync(vault, SETTINGS, build=fake_build).changed


@pytest.mark.parametrize(("name", "near"), [("Aba - Dynamics", "Did you mean Dynamics/Ada"), ("Nobody at all", "Give")])
def test_a_page_to_be_taken_over_that_is_not_there_is_an_error_and_writes_nothing(
    vault: Path, name: str, near: str
) -> None:
    run(vault)
    (vault / "Ada.md").write_text("New.")
    before = (vault / PAGE).read_bytes()

    with pytest.raises(UnknownNameError, match=name) as raised:
        sync(vault, SETTINGS, build=fake_build, take_over=[name])

    assert raised.value.hint.startswith(near)
    assert before == (vault / PAGE).read_bytes()


# ---- what is remembered


def test_what_was_written_is_remembered_and_a_second_run_remembers_nothing_new(vault: Path) -> None:
    run(vault)
    file = vault_state(vault) / "pages.json"
    before = file.stat().st_mtime_ns, file.read_bytes()

    run(vault)

    told = json.loads(before[1].partition(b"\n")[2])
    assert list(told["pages"]) == ["Dynamics/Ada - Dynamics.md", "Dynamics/Bo - Dynamics.md"]
    assert before == (file.stat().st_mtime_ns, file.read_bytes())


def test_pages_that_another_computer_wrote_are_remembered_without_being_written(vault: Path) -> None:
    run(vault)
    file = vault_state(vault) / "pages.json"
    before = file.read_bytes()
    file.unlink()

    assert not sync(vault, SETTINGS, build=fake_build).changed
    assert before == file.read_bytes()


def test_a_run_remembers_nothing_while_another_companion_writes(vault: Path) -> None:
    run(vault)
    file = vault_state(vault) / "pages.json"
    file.unlink()

    with write_lock(vault):
        run(vault)

    assert not file.exists()
