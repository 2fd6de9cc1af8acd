"""Many changes at once come to one run, and times that lie to no harm."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.daemon.watching import SETTINGS, calm, until, vault_of, watched
from tests.helpers import character, generated, tree, write_vault
from tests.long.editors import git, repository, states
from tests.unit.test_moved_pages import renamed_in_obsidian
from vault_companion import bell as bells
from vault_companion.build import build as real_build
from vault_companion.sync import sync

HOUR_S = 3600.0
TEN_YEARS_S = 10 * 365 * 24 * HOUR_S
LONG_S = 600.0


def shown(root: Path) -> dict[str, bytes]:
    """The pages that she sees, by their names; one that is being moved away as they are read is none."""
    found = {}
    for page in generated(root):
        with suppress(FileNotFoundError):
            found[page.name] = page.read_bytes()
    return found


def fresh(root: Path) -> dict[str, bytes]:
    """The pages of a vault without any, after one run. The vault is taken away."""
    sync(root, SETTINGS)
    pages = shown(root)
    shutil.rmtree(root)
    return pages


# ---- case 25


def test_fault_25_each_state_that_is_checked_out_is_one_run_and_has_the_pages_of_a_fresh_one(tmp_path: Path) -> None:
    both = states(80, 8)
    first, second = (fresh(write_vault(tmp_path / "fresh", notes)) for notes in both)
    assert first != second
    root = tmp_path / "vault"
    if shutil.which("git"):
        repository(root, *both)
    else:
        write_vault(root, both[0])
    with watched(root, real_build, quiet=0.5, at_most=5.0, gone=5.0) as watch:
        assert shown(root) == first
        for number, pages in ((1, second), (0, first)):
            before = calm(watch)
            if shutil.which("git"):
                git(root, "checkout", "--quiet", ("first", "second")[number])
            else:
                write_vault(root, both[number])
            until(lambda pages=pages: shown(root) == pages)
            assert calm(watch) == before + 1
        assert not any(run.removed for run in watch.runs)


# ---- case 16


def test_fault_16_a_rename_in_obsidian_beside_a_watch_writes_each_page_once_and_leaves_no_copy(tmp_path: Path) -> None:
    people = {
        "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"], friend="[[Bo]]"),
        "Bo.md": character(needs=["someone who contradicts him"], offers=["makes strangers feel welcome"]),
        "Cy.md": character(wants=["to be contradicted to his face"], rival="[[Ada]]"),
    }
    scenes = {f"Scenes/{number}.md": f"[[Ada]] and [[Bo|him]] at the mill, {number}.\n" for number in range(200)}
    root = write_vault(tmp_path / "vault", {**people, **scenes})
    with watched(root, real_build, quiet=0.4, at_most=4.0, recent=1.0) as watch:
        calm(watch)
        before = len(watch.writes)
        renamed_in_obsidian(root, "Ada", "Cleo")
        expected = fresh(shutil.copytree(root, tmp_path / "fresh", ignore=shutil.ignore_patterns("Dynamics")))
        until(lambda: shown(root) == expected)
        calm(watch)

        written = watch.writes[before:]
        assert sorted(set(written)) == sorted(written)
    assert not [page for page, text in shown(root).items() if "copy" in page or b"[[Ada" in text]


# ---- case 34


class Clocks:
    """The clock on the wall, which can be set, and the steady one, which cannot."""

    def __init__(self) -> None:
        self.set_s = 0.0

    def wall(self) -> float:
        return time.time() + self.set_s


@pytest.mark.parametrize("by_s", [-HOUR_S, TEN_YEARS_S])
def test_fault_34_after_a_clock_was_set_or_a_sleep_every_note_is_read_and_nothing_stalls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_s: float
) -> None:
    root, clocks = vault_of(tmp_path / "vault", Ada="Ada.", Bo="Bo."), Clocks()
    note = root / "Ada.md"
    os.utime(note, (1, 1))
    monkeypatch.setattr(bells, "_shown", lambda *_: False)
    with watched(root, scan=LONG_S, wall=clocks.wall) as watch:
        calm(watch)
        note.write_text("Eve.")
        os.utime(note, (1, 1))
        clocks.set_s += by_s
        until(lambda: "Eve." in watch.page("Ada"))
        until(lambda: watch.status.counters.get("clock_jumps") == 1)
        runs, used_s = calm(watch), time.process_time()

        monkeypatch.undo()
        assert calm(watch) == runs
        assert time.process_time() - used_s < 0.1
        (root / "Bo.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Bo"))


@pytest.mark.parametrize("said_s", [0.0, 2**32 - 1.0])
def test_fault_34_an_edit_of_the_same_size_and_time_is_found_by_the_look_that_reads_all(
    tmp_path: Path, said_s: float
) -> None:
    root = vault_of(tmp_path / "vault", Ada="Ada.")
    note = root / "Ada.md"
    os.utime(note, (said_s, said_s))
    with watched(root, full=0.5) as watch:
        note.write_text("Eve.")
        os.utime(note, (said_s, said_s))

        until(lambda: "Eve." in watch.page("Ada"))
        runs = calm(watch)
        assert calm(watch) == runs
    assert tree(root)["Ada.md"] == b"Eve."


# ---- one run is enough


def test_soon_after_the_start_too_a_change_is_one_run(tmp_path: Path) -> None:
    root = vault_of(tmp_path / "vault", Ada="Ada.")
    with watched(root, gone=LONG_S) as watch:
        assert calm(watch) == 1
        (root / "Ada.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Ada"))
        assert calm(watch) == 2


def test_notes_that_settle_one_after_the_other_in_a_burst_are_not_a_run_each(tmp_path: Path) -> None:
    names = [f"Note {number}" for number in range(30)]
    root = vault_of(tmp_path / "vault", **{name: f"{name}." for name in names})
    with watched(root, quiet=1.0, at_most=1.0, stable=0.2) as watch:
        before, start = calm(watch), time.monotonic()
        for name in names:
            (root / f"{name}.md").write_text("Changed.")
            time.sleep(0.05)
        took_s = time.monotonic() - start
        until(lambda: all("Changed." in watch.page(name) for name in names))
        assert calm(watch) - before <= took_s / 1.0 + 2


def test_a_burst_as_long_as_a_change_may_wait_is_one_run_once_its_last_note_stands_still(tmp_path: Path) -> None:
    root = vault_of(tmp_path / "vault", Ada="Ada.", Bo="Bo.")
    with watched(root, quiet=5.0, at_most=0.4, stable=0.8) as watch:
        before = calm(watch)
        (root / "Ada.md").write_text("Changed.")
        time.sleep(0.2)
        (root / "Bo.md").write_text("Changed.")
        until(lambda: all("Changed." in watch.page(name) for name in ("Ada", "Bo")))
        assert calm(watch) == before + 1


def test_an_empty_note_does_not_make_the_first_run_write_pages_without_it_and_then_again(tmp_path: Path) -> None:
    root = vault_of(tmp_path / "vault", Ada="Ada.", Nobody="")
    with watched(root, empty=0.5) as watch:
        calm(watch)
        assert len(watch.runs) == 1
        assert watch.pages() == {"Ada", "Nobody"}


def test_a_run_waits_for_a_note_that_is_changing_but_not_for_ever(tmp_path: Path) -> None:
    root = vault_of(tmp_path / "vault", Ada="Ada.", Bo="Bo.")
    with watched(root, stable=1.0, quiet=0.1, at_most=2.0) as watch:
        before, start = calm(watch), time.monotonic()
        (root / "Bo.md").write_text("Changed.")
        while "Changed." not in watch.page("Bo"):
            assert time.monotonic() - start < 8.0
            (root / "Ada.md").write_text(f"{time.monotonic()}")
            time.sleep(0.02)
        assert time.monotonic() - start > 1.9
        until(lambda: (root / "Ada.md").read_text() in watch.page("Ada"))
        assert calm(watch) - before <= 3
