"""A plan carried out on a disk, and on one that fails."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.faults.seam import Plainer, failing
from vault_companion.pages.page import Page
from vault_companion.vault.reader import read
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Outcome, Standing, apply
from vault_companion.writer.disk import PARK, FolderDisk
from vault_companion.writer.ownership import fresh
from vault_companion.writer.plan import Action, Create, Keep, Replace, plan, sha256

OLD = {VaultPath("Dynamics/Pairs/A & B.md"): b"old one", VaultPath("Dynamics/Ada - Dynamics.md"): b"old two"}
NEW = {
    **{path: data.replace(b"old", b"new") for path, data in OLD.items()},
    VaultPath("Dynamics/New/C.md"): b"new three",
}


def write(root: Path, files: dict[VaultPath, bytes]) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def on_disk(root: Path) -> dict[str, bytes]:
    """What she sees; old pages wait for a minute in a hidden folder."""
    files = [file for file in sorted(root.rglob("*")) if file.is_file() and PARK not in file.parts]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def actions(root: Path) -> list[Action]:
    """From whatever is there to NEW."""
    there = on_disk(root)
    out: list[Action] = []
    for path, data in sorted(NEW.items()):
        if path not in there:
            out.append(Create(path, data))
        elif there[path] != data:
            out.append(Replace(path, data, sha256(there[path])))
    return out


def results(outcomes: Sequence[Outcome]) -> list[str]:
    return [outcome.result for outcome in outcomes]


def test_pages_are_created_and_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write(tmp_path, OLD)

    outcomes = apply(actions(tmp_path), FolderDisk(tmp_path, "Dynamics"))

    assert results(outcomes) == ["written", "written", "written"]
    assert on_disk(tmp_path) == NEW


def test_a_page_the_plan_keeps_is_told_and_not_touched(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    keep = Keep(VaultPath("Dynamics/Pairs/A & B.md"), "edited-page", "Edited.", "Undo it.")

    assert (Outcome(keep, "kept", "Edited.", "Undo it."),) == apply([keep], FolderDisk(tmp_path, "Dynamics"))
    assert on_disk(tmp_path) == OLD


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("when", range(1, 400, 7))
def test_any_failure_leaves_whole_files_and_the_next_run_converges(tmp_path: Path, when: int, for_good: bool) -> None:
    write(tmp_path, OLD)
    seam = failing(errno.ENOSPC, when, for_good=for_good)

    outcomes = apply(actions(tmp_path), FolderDisk(tmp_path, "Dynamics", files=seam))

    assert len(outcomes) == 3
    assert len(seam.calls) < 400
    for path, data in on_disk(tmp_path).items():
        assert data in (OLD.get(VaultPath(path)), NEW[VaultPath(path)])
    if when > len(seam.calls):
        assert on_disk(tmp_path) == NEW
    apply(actions(tmp_path), FolderDisk(tmp_path, "Dynamics"))
    assert on_disk(tmp_path) == NEW


def test_one_failing_page_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    (tmp_path / "Dynamics/New").write_text("a file where a folder should be")

    outcomes = apply(actions(tmp_path), FolderDisk(tmp_path, "Dynamics"))

    assert sorted(results(outcomes)) == ["failed", "written", "written"]


def test_a_failure_says_why_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "Dynamics").mkdir()
    seam = failing(errno.ENOSPC, 10, for_good=True)

    outcomes = apply([Create(VaultPath("Dynamics/A.md"), b"A")], FolderDisk(tmp_path, "Dynamics", files=seam))

    assert [(one.result, one.reason) for one in outcomes] == [("failed", "the disk is full")]
    assert outcomes[0].hint


def test_a_file_of_hers_that_appeared_is_never_overwritten(tmp_path: Path) -> None:
    path = VaultPath("Dynamics/A.md")
    write(tmp_path, {path: b"hers"})
    disk = FolderDisk(tmp_path, "Dynamics")

    assert results(apply([Create(path, b"ours")], disk)) == ["changed-meanwhile"]
    (name,) = disk.begin([Create(path, b"ours")])
    disk.stage(name)
    disk.settle()
    assert not disk.publish(name)
    assert (tmp_path / path).read_bytes() == b"hers"


def test_a_page_that_changed_since_the_plan_is_left_for_the_next_run(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    planned = actions(tmp_path)
    write(tmp_path, {VaultPath("Dynamics/Pairs/A & B.md"): b"hers"})

    assert sorted(results(apply(planned, FolderDisk(tmp_path, "Dynamics")))) == [
        "changed-meanwhile",
        "written",
        "written",
    ]
    assert (tmp_path / "Dynamics/Pairs/A & B.md").read_bytes() == b"hers"


def test_a_page_she_deleted_since_the_plan_does_not_come_back(tmp_path: Path) -> None:
    path = VaultPath("Dynamics/A.md")

    assert results(apply([Replace(path, b"new", sha256(b"old"))], FolderDisk(tmp_path, "Dynamics"))) == [
        "changed-meanwhile"
    ]
    assert on_disk(tmp_path) == {}


def test_a_page_that_another_writer_made_just_so_counts_as_written(tmp_path: Path) -> None:
    path = VaultPath("Dynamics/A.md")
    write(tmp_path, {path: b"new"})

    assert results(apply([Create(path, b"new")], FolderDisk(tmp_path, "Dynamics"))) == ["written"]


def test_the_permissions_of_a_page_are_kept_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    page = tmp_path / "Dynamics/Pairs/A & B.md"
    page.chmod(0o640)
    os.umask(0o027)

    apply(actions(tmp_path), FolderDisk(tmp_path, "Dynamics"))

    assert (
        page.stat().st_mode & 0o777,
        (tmp_path / "Dynamics/New/C.md").stat().st_mode & 0o777,
    ) == (0o640, 0o640)


def test_what_a_killed_run_left_is_swept_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    disk = FolderDisk(tmp_path, "Dynamics")
    (name,) = disk.begin([Create(VaultPath("Dynamics/A.md"), b"half")])
    disk.stage(name)
    hers = tmp_path / "Dynamics" / PARK / "x"
    hers.write_bytes(b"hers")

    assert FolderDisk(tmp_path, "Dynamics").litter()
    apply([], FolderDisk(tmp_path, "Dynamics"))

    assert [hers] == list(hers.parent.iterdir())
    assert not FolderDisk(tmp_path, "Dynamics").litter()


def test_a_page_that_a_killed_run_had_already_named_is_whole_again(tmp_path: Path) -> None:
    path = VaultPath("Dynamics/A.md")
    disk = FolderDisk(tmp_path, "Dynamics")
    (name,) = disk.begin([Create(path, b"old")])
    disk.stage(name)
    disk.settle()
    (tmp_path / path).hardlink_to(tmp_path / "Dynamics" / PARK / f"{name}.part")

    assert results(apply([Replace(path, b"new", sha256(b"old"))], FolderDisk(tmp_path, "Dynamics"))) == ["written"]
    assert {path: b"new"} == on_disk(tmp_path)


def test_told_to_stop_it_leaves_the_rest_undone(tmp_path: Path) -> None:
    write(tmp_path, OLD)

    outcomes = apply(actions(tmp_path), FolderDisk(tmp_path, "Dynamics"), stopped=lambda: True)

    assert (outcomes, on_disk(tmp_path)) == ((), OLD)


def test_many_pages_are_flushed_together_and_all_arrive(tmp_path: Path) -> None:
    many = {VaultPath(f"Dynamics/{number:04}.md"): b"%d" % number for number in range(1200)}

    outcomes = apply([Create(path, data) for path, data in many.items()], FolderDisk(tmp_path, "Dynamics"))

    assert {"written"} == set(results(outcomes))
    assert many == on_disk(tmp_path)


def test_a_disk_without_links_creates_all_the_same(tmp_path: Path) -> None:
    disk = FolderDisk(tmp_path, "Dynamics", files=Plainer())

    assert results(apply(actions(tmp_path), disk)) == ["written"] * 3
    assert on_disk(tmp_path) == NEW


def test_a_vault_that_was_replaced_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    disk = FolderDisk(tmp_path / "vault", "Dynamics")
    (tmp_path / "vault").rename(tmp_path / "old")
    (tmp_path / "vault").mkdir()

    outcomes = apply([Create(VaultPath("Dynamics/A.md"), b"A")], disk)

    assert (results(outcomes), on_disk(tmp_path)) == (["failed"], {})


@pytest.mark.parametrize("folder", ["", "/home", "..", "a/../..", "a//b"])
def test_an_output_folder_outside_the_vault_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(ValueError, match="not a path inside a vault"):
        FolderDisk(tmp_path, folder)


def test_nothing_outside_the_output_folder_is_written(tmp_path: Path) -> None:
    outcomes = apply([Create(VaultPath("Ada.md"), b"A")], FolderDisk(tmp_path, "Dynamics"))

    assert (results(outcomes), on_disk(tmp_path)) == (["failed"], {})


def test_a_whole_plan_on_a_real_vault_is_empty_the_second_time(tmp_path: Path) -> None:
    pages = [Page(path, "pair", (), (), data.decode()) for path, data in NEW.items()]

    for expected in (3, 0):
        snapshot = read(tmp_path)
        found = plan(pages, snapshot.files, "Dynamics", snapshot.files)
        assert expected == len(found.actions)
        apply(found.actions, FolderDisk(tmp_path, "Dynamics"))

    assert {page.path: fresh(page) for page in pages} == on_disk(tmp_path)


def test_a_look_tells_what_stands_there(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    (tmp_path / "Dynamics/Pairs/A & B.md").chmod(0o644)

    disk = FolderDisk(tmp_path, "Dynamics")

    assert Standing(sha256(b"old one"), 0o644) == disk.look(VaultPath("Dynamics/Pairs/A & B.md"))
    assert disk.look(VaultPath("Dynamics/none.md")) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_disk_that_fills_up_half_way_through_a_file_leaves_nothing_of_it(
    open_folder: Path, as_nobody: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    monkeypatch.setenv("VAULT_COMPANION_STATE", str(open_folder / ".state"))
    (open_folder / "vault").mkdir(mode=0o777)
    (open_folder / "vault").chmod(0o777)

    def full() -> list[str]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        page = Create(VaultPath("Dynamics/A.md"), b"x" * 100_000)
        return results(apply([page], FolderDisk(open_folder / "vault", "Dynamics")))

    assert as_nobody(full) == ["failed"]
    assert on_disk(open_folder / "vault") == {}
