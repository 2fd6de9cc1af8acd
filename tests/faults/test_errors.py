"""Every call of a commit fails, once or from then on, with every error that a disk may give."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.boundaries import vaults_that_stay
from tests.faults.seam import Plain, Seam, Unflushed, failing
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Outcome, apply
from vault_companion.writer.disk import PARK, FolderDisk
from vault_companion.writer.files import Files
from vault_companion.writer.lock import vault_state
from vault_companion.writer.plan import Action, Create, Replace, Retire, sha256

PAGE = VaultPath("Dynamics/Ada & Bo.md")
FRESH = VaultPath("Dynamics/Pairs/Cy & Di.md")
UNWANTED = VaultPath("Dynamics/Em.md")
OLD, NEW = b"the old page, " * 20, b"the new page, " * 30
CODES = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EMFILE", "EINTR")
MUCH_LATER = 1000.0

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the calls are others there")


def vault(root: Path) -> Path:
    (root / "Dynamics").mkdir(parents=True)
    (root / PAGE).write_bytes(OLD)
    (root / UNWANTED).write_bytes(OLD)
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def stays() -> Iterator[None]:
    with vaults_that_stay():
        yield


def run(root: Path, files: Any, *actions: Action, now: float = 0.0, ring: list[bytes] | None = None) -> list[Outcome]:
    kept = [] if ring is None else ring
    disk = FolderDisk(root, "Dynamics", files=files, keep=lambda _page, data: kept.append(data), clock=lambda: now)
    return list(apply(actions, disk))


def later(root: Path, ring: list[bytes] | None = None) -> None:
    """A run that recovers, and one that reaps what the recovery has parked."""
    for turn in (1, 2):
        run(root, Unflushed(), now=turn * MUCH_LATER, ring=ring)


def calls(root: Path, actions: list[Action]) -> int:
    seam = Seam()
    run(root, seam, *actions)
    return len(seam.calls)


def is_whole(root: Path, outcomes: list[Outcome]) -> None:
    """The page is old or new, the next run leaves nothing behind and brings it about, and the outcome is clear."""
    (outcome,) = outcomes
    page = (root / PAGE).read_bytes()
    assert page in (OLD, NEW)
    assert outcome.result in ("written", "failed", "changed-meanwhile")
    assert outcome.result != "written" or page == NEW
    assert outcome.result == "written" or (outcome.reason and outcome.hint)

    later(root)

    assert {PAGE: page, UNWANTED: OLD} == contents(root)
    assert not (root / "Dynamics" / PARK).exists()
    assert [] == list(vault_state(root).glob("*"))
    assert ["written"] == [one.result for one in run(root, Unflushed(), Replace(PAGE, NEW, sha256(OLD)))]
    assert (root / PAGE).read_bytes() == NEW


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("code", CODES)
def test_fault_06_an_error_at_any_call_leaves_a_whole_page_and_one_clear_outcome(
    tmp_path: Path, code: str, for_good: bool
) -> None:
    action = Replace(PAGE, NEW, sha256(OLD))
    before = open_files()

    for when in range(1, calls(vault(tmp_path / "0"), [action]) + 1):
        root = vault(tmp_path / str(when))
        seam = failing(getattr(errno, code), when, for_good=for_good)
        is_whole(root, run(root, seam, action))

    assert open_files() == before


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
def test_fault_05_a_disk_that_is_full_at_any_call_harms_none_of_many_pages(tmp_path: Path, for_good: bool) -> None:
    actions: list[Action] = [Replace(PAGE, NEW, sha256(OLD)), Create(FRESH, NEW), Retire(UNWANTED, sha256(OLD))]

    for when in range(1, calls(vault(tmp_path / "0"), actions) + 1):
        root = vault(tmp_path / str(when))
        ring: list[bytes] = []
        outcomes = run(root, failing(errno.ENOSPC, when, for_good=for_good), *actions, ring=ring)
        later(root, ring)

        there = contents(root)
        assert 3 == len(outcomes)
        assert there.pop(PAGE) in (OLD, NEW)
        assert there.pop(FRESH, NEW) == NEW
        assert there.pop(UNWANTED, None) == OLD or OLD in ring
        assert {} == there
        assert not (root / "Dynamics" / PARK).exists()


@pytest.mark.parametrize("files", [Files, Plain])
def test_fault_05_a_disk_that_fills_up_at_any_byte_keeps_its_pages_and_the_next_run_writes_them(
    tmp_path: Path, files: type[Files]
) -> None:
    class Full(files):  # type: ignore[misc, valid-type]
        def __init__(self, room: int) -> None:
            super().__init__()
            self.room = room

        def write(self, fd: int, data: bytes) -> int:
            if not self.room:
                raise OSError(errno.ENOSPC, "No space left on device")
            done: int = super().write(fd, data[: self.room])
            self.room -= done
            return done

    for level in range(16):
        root = vault(tmp_path / str(level))
        is_whole(root, run(root, Full(level * 120), Replace(PAGE, NEW, sha256(OLD))))


def test_fault_05_the_outcome_says_that_the_disk_is_full(tmp_path: Path) -> None:
    root = vault(tmp_path / "vault")

    def full(_number: int, call: str) -> None:
        if call == "dress":
            raise OSError(errno.ENOSPC, "No space left on device")

    (outcome,) = run(root, Seam(full), Replace(PAGE, NEW, sha256(OLD)))

    assert (outcome.result, outcome.reason) == ("failed", "the disk is full")
    assert "Make room" in outcome.hint


def test_an_error_while_a_page_is_given_back_leaves_the_authors_text_for_the_next_run(tmp_path: Path) -> None:
    for when in range(30):
        root = vault(tmp_path / str(when))
        is_failing = False
        swapped = 0

        def before(number: int, call: str, root: Path = root, when: int = when) -> None:
            nonlocal swapped, is_failing
            if call == "exchange" and (root / PAGE).read_bytes() == OLD and number > 60 and not swapped:
                (root / PAGE).write_bytes(b"hers")
                swapped = number
            is_failing = bool(swapped) and number > swapped + when
            if is_failing:
                raise OSError(errno.EIO, "Input/output error")

        run(root, Seam(before), Replace(PAGE, NEW, sha256(OLD)))
        later(root)

        assert swapped
        assert {PAGE: b"hers", UNWANTED: OLD} == contents(root)


def open_files() -> int:
    place = Path("/proc/self/fd")
    return len(list(place.iterdir())) if place.exists() else 0


def test_fault_07_a_page_that_is_write_protected_is_left_and_the_others_are_written(
    open_folder: Path, as_nobody: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAULT_COMPANION_STATE", str(open_folder / "state"))
    root = vault(open_folder / "vault")
    for place in (root, root / "Dynamics"):
        place.chmod(0o777)
    (root / PAGE).chmod(0o444)
    (root / UNWANTED).chmod(0o666)
    actions = (Replace(PAGE, NEW, sha256(OLD)), Replace(UNWANTED, NEW, sha256(OLD)))

    told = as_nobody(lambda: [(one.result, one.reason) for one in run(root, Files(), *actions)])

    assert told == [("failed", "the page is write-protected"), ("written", "")]
    assert ((root / PAGE).read_bytes(), (root / UNWANTED).read_bytes()) == (OLD, NEW)
