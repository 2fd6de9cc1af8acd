"""Places that must not be written to, and disks that cannot be."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Outcome, apply
from vault_companion.writer.disk import PARK, FolderDisk
from vault_companion.writer.plan import Create, Replace, sha256

PAGE = VaultPath("Dynamics/Pairs/A & B.md")
NEW = VaultPath("Dynamics/Pairs/C & D.md")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and permissions are other things there")


class FullDisk(FolderDisk):
    """No room for anything."""

    def stage(self, *_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


class LateDisk(FolderDisk):
    """She saves between our first look and our last."""

    def settle(self) -> None:
        super().settle()
        (self._root / PAGE).write_bytes(b"hers")
        (self._root / NEW).write_bytes(b"hers too")


@pytest.fixture
def vault(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VAULT_COMPANION_STATE", str(open_folder / "state"))
    root = open_folder / "vault"
    (root / PAGE).parent.mkdir(parents=True)
    (root / PAGE).write_bytes(b"old")
    for place in (root, root / "Dynamics", root / "Dynamics/Pairs", root / PAGE):
        place.chmod(0o777)
    return root


def write(disk: FolderDisk) -> list[tuple[str, str]]:
    return told(apply([Replace(PAGE, b"new", sha256(b"old")), Create(NEW, b"new")], disk))


def told(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    return [(outcome.result, outcome.reason) for outcome in outcomes]


def contents(root: Path) -> dict[str, bytes]:
    files = (file for file in root.rglob("*") if file.is_file() and PARK not in file.parts)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def test_fault_07_a_read_only_output_folder_is_told_and_left(vault: Path, as_nobody: Callable[..., Any]) -> None:
    for folder in (vault / "Dynamics/Pairs", vault / "Dynamics"):
        folder.chmod(0o555)

    outcomes = as_nobody(lambda: write(FolderDisk(vault, "Dynamics")))

    assert outcomes == [("failed", "writing is not allowed")] * 2
    assert contents(vault) == {PAGE: b"old"}


def test_fault_07_a_read_only_folder_of_pages_is_told_and_nothing_is_left_beside(
    vault: Path, as_nobody: Callable[..., Any]
) -> None:
    (vault / "Dynamics/Pairs").chmod(0o555)

    outcomes = as_nobody(lambda: write(FolderDisk(vault, "Dynamics")))

    assert outcomes == [("failed", "writing is not allowed")] * 2
    assert contents(vault) == {PAGE: b"old"}


def test_fault_07_a_write_protected_page_is_kept_even_from_root(vault: Path) -> None:
    (vault / PAGE).chmod(0o444)

    assert write(FolderDisk(vault, "Dynamics")) == [
        ("failed", "the page is write-protected"),
        ("written", ""),
    ]
    assert (vault / PAGE).read_bytes() == b"old"


def test_fault_05_a_full_disk_leaves_every_page_as_it_was(vault: Path) -> None:
    assert write(FullDisk(vault, "Dynamics")) == [("failed", "the disk is full")] * 2
    assert contents(vault) == {PAGE: b"old"}


def test_what_she_saves_while_we_write_is_hers(vault: Path) -> None:
    assert [result for result, _ in write(LateDisk(vault, "Dynamics"))] == ["changed-meanwhile"] * 2
    assert contents(vault) == {PAGE: b"hers", NEW: b"hers too"}


def test_fault_21_an_output_folder_that_is_a_link_is_refused(vault: Path, open_folder: Path) -> None:
    (vault / "Dynamics").rename(open_folder / "elsewhere")
    (vault / "Dynamics").symlink_to(open_folder / "elsewhere")

    assert write(FolderDisk(vault, "Dynamics")) == [("failed", "the folder Dynamics is a link")] * 2
    assert contents(open_folder / "elsewhere") == {"Pairs/A & B.md": b"old"}


def test_fault_21_a_folder_of_pages_that_is_a_link_is_refused(vault: Path, open_folder: Path) -> None:
    (vault / "Dynamics/Pairs").rename(open_folder / "elsewhere")
    (vault / "Dynamics/Pairs").symlink_to(open_folder / "elsewhere")

    assert write(FolderDisk(vault, "Dynamics")) == [("failed", "the folder Dynamics/Pairs is a link")] * 2
    assert contents(open_folder / "elsewhere") == {"A & B.md": b"old"}


def test_fault_21_a_park_folder_that_is_a_link_is_refused(vault: Path, open_folder: Path) -> None:
    (open_folder / "elsewhere").mkdir()
    (open_folder / "elsewhere/0123456789ab.part").write_bytes(b"hers")
    (vault / "Dynamics/.vault-companion").symlink_to(open_folder / "elsewhere")

    assert [result for result, _ in write(FolderDisk(vault, "Dynamics"))] == ["failed"] * 2
    assert contents(open_folder / "elsewhere") == {"0123456789ab.part": b"hers"}


def test_fault_20_a_page_that_is_a_link_is_refused(vault: Path, open_folder: Path) -> None:
    (open_folder / "secret").write_bytes(b"old")
    (vault / PAGE).unlink()
    (vault / PAGE).symlink_to(open_folder / "secret")

    assert write(FolderDisk(vault, "Dynamics"))[0] == ("failed", "the page is a link to another file")
    assert (open_folder / "secret").read_bytes() == b"old"
    assert (vault / PAGE).is_symlink()


def test_a_page_with_a_second_name_is_refused(vault: Path, open_folder: Path) -> None:
    (open_folder / "second").hardlink_to(vault / PAGE)

    assert write(FolderDisk(vault, "Dynamics"))[0] == ("failed", "the page has a second name (a hard link)")
    assert (open_folder / "second").read_bytes() == b"old"


def test_fault_20_a_folder_or_pipe_with_the_name_of_a_page_is_refused(vault: Path) -> None:
    os.mkfifo(vault / NEW)

    assert write(FolderDisk(vault, "Dynamics"))[1] == (
        "failed",
        "there is a folder or device where the page should be",
    )


def test_a_vault_that_went_away_is_not_made_again(vault: Path) -> None:
    disk = FolderDisk(vault, "Dynamics")
    vault.rename(vault.parent / "away")

    assert [result for result, _ in write(disk)] == ["failed"] * 2
    assert not vault.exists()
