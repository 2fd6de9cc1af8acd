"""One run, with a core that makes a page of every note."""

from __future__ import annotations

from pathlib import Path

import pytest

from vault_companion.build import Build, Memos
from vault_companion.errors import BusyError, VaultError
from vault_companion.pages.page import Page
from vault_companion.settings import Settings
from vault_companion.sync import Memory, sync
from vault_companion.vault.snapshot import Snapshot, VaultPath
from vault_companion.writer.disk import PARK, FolderDisk
from vault_companion.writer.lock import write_lock

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
