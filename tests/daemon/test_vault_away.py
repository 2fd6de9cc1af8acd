"""A vault that is not there any more, or is another one, or has lost most of its notes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.daemon.watching import Watched, calm, fake_build, until, vault_of, watched
from tests.helpers import ROOT, generated, stamps, tree
from vault_companion.build import Build, Memos
from vault_companion.settings import Settings
from vault_companion.vault.snapshot import Snapshot

GONE = "is not there, or is another one"
BACK = "is back"
AWAY_S = 0.6
"""How long it must do nothing: longer than the watch waits before it believes that a note was deleted."""
APART = ["unshare", "--user", "--map-root-user", "--mount", "--propagation", "private"]


def with_app(root: Path, **notes: str) -> Path:
    """A vault that Obsidian has opened."""
    (root / ".obsidian").mkdir(parents=True)
    (root / ".obsidian/app.json").write_text("{}")
    return vault_of(root, **notes)


def nothing_is_done(watch: Watched, root: Path) -> None:
    """For a while, nothing in a folder is written, made or removed."""
    before = stamps(root)
    end = time.monotonic() + AWAY_S
    while time.monotonic() < end:
        time.sleep(0.02)
        assert stamps(root) == before


def changes_are_followed(watch: Watched, text: str) -> None:
    (watch.root / "Ada.md").write_text(text)
    until(lambda: text in watch.page("Ada"))


def shown(root: Path) -> dict[str, bytes]:
    """The pages that she sees."""
    return {page.name: page.read_bytes() for page in generated(root)}


# ---- case 22


def mount(*arguments: str | Path) -> None:
    subprocess.run(["mount", *map(str, arguments)], check=True, capture_output=True)


def unmount(place: Path) -> None:
    """Tried again where the watch has a file open there just then: the system calls it busy."""
    until(lambda: subprocess.run(["umount", str(place)], check=False, capture_output=True).returncode == 0, 5.0)


def unmounted_and_mounted_again(base: Path, *, poll: bool) -> None:
    """Run where mounts are seen by nobody else."""
    drive, root = base / "drive", base / "vault"
    for folder in (drive, root):
        folder.mkdir()
    mount("-t", "tmpfs", "none", drive)
    with_app(drive, Ada="Ada.", Bo="Bo.")
    mount("--bind", drive, root)
    with watched(root, poll=poll) as watch:
        unmount(root)
        (root / "Ada.md").write_text("Written where the vault was.")
        until(lambda: watch.heard(GONE), 5.0)
        nothing_is_done(watch, root)
        assert tree(root) == {"Ada.md": b"Written where the vault was."}
        assert [held.what for held in watch.status.held] == ["everything"]
        (drive / "Bo.md").write_text("Changed meanwhile.")

        mount("--bind", drive, root)
        until(lambda: watch.heard(BACK))
        until(lambda: "Changed meanwhile." in watch.page("Bo"))
        changes_are_followed(watch, "Back.")
        assert not any(run.removed for run in watch.runs)
        assert not any("Written where" in text for notes in watch.read for text in notes.values())
    unmount(root)
    assert tree(root) == {"Ada.md": b"Written where the vault was."}


@pytest.mark.parametrize("poll", [False, True])
def test_fault_22_nothing_is_written_where_an_unmounted_vault_was_and_then_it_goes_on(
    tmp_path: Path, poll: bool
) -> None:
    try:
        subprocess.run([*APART, "mount", "-t", "tmpfs", "none", tmp_path], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nothing may be mounted here")
    name = unmounted_and_mounted_again.__name__
    script = f"import pathlib, sys; from {__name__} import {name}; {name}(pathlib.Path(sys.argv[1]), poll={poll})"

    done = subprocess.run([*APART, sys.executable, "-c", script, tmp_path], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


# ---- case 23


def an_empty_folder(root: Path) -> None:
    root.mkdir()


def another_vault(root: Path) -> None:
    with_app(root, Dee="Dee.")


def a_file(root: Path) -> None:
    root.write_text("No vault.")


def nothing(root: Path) -> None:
    pass


@pytest.mark.parametrize("put", [an_empty_folder, another_vault, a_file, nothing])
def test_fault_23_nothing_is_written_into_what_stands_where_a_renamed_vault_was_nor_into_it(
    tmp_path: Path, put: Callable[[Path], None]
) -> None:
    root, moved = with_app(tmp_path / "vault", Ada="Ada.", Bo="Bo."), tmp_path / "moved"
    with watched(root) as watch:
        root.rename(moved)
        put(root)
        (moved / "Ada.md").write_text("Changed where it is now.")
        until(lambda: watch.heard(GONE))
        nothing_is_done(watch, tmp_path)

        if root.is_dir():
            shutil.rmtree(root)
        root.unlink(missing_ok=True)
        moved.rename(root)
        until(lambda: watch.heard(BACK))
        until(lambda: "Changed where it is now." in watch.page("Ada"))
        changes_are_followed(watch, "Back.")
        assert watch.pages() == {"Ada", "Bo"}


@pytest.mark.parametrize("poll", [False, True])
def test_fault_23_nothing_is_written_into_a_vault_that_was_deleted_and_made_anew(tmp_path: Path, poll: bool) -> None:
    root = with_app(tmp_path / "vault", Ada="Ada.", Bo="Bo.")
    with watched(root, poll=poll) as watch:
        shutil.rmtree(root)
        root.mkdir()
        until(lambda: watch.heard(GONE))
        (root / "Fee.md").write_text("Fee.")
        nothing_is_done(watch, root)

        assert tree(root) == {"Fee.md": b"Fee."}
    assert watch.exit_code == 0


# ---- case 24


def test_fault_24_while_most_notes_are_away_nothing_is_written_and_it_is_told_before_pages_follow(
    tmp_path: Path,
) -> None:
    names = [f"Note {number}" for number in range(10)]
    most, few = names[:6], names[6:]
    root = vault_of(tmp_path / "vault", **{name: f"{name}." for name in names})
    early: list[int] = []

    def build(snapshot: Snapshot, settings: Settings, memos: Memos) -> Build:
        built = fake_build(snapshot, settings, memos)
        if built.notes < len(names) and not watch.heard("have been missing for a while"):
            early.append(built.notes)
        return built

    with watched(root, build, gone=1.0) as watch:
        before = tree(root / "Dynamics")
        taken = {name: (root / f"{name}.md").read_bytes() for name in most}
        for name in most:
            (root / f"{name}.md").unlink()
        until(lambda: watch.heard("6 of 10 notes are missing; nothing is written until that has lasted"))
        until(lambda: "everything" in {held.what for held in watch.status.held})
        (root / f"{few[0]}.md").write_text("Changed meanwhile.")
        assert tree(root / "Dynamics") == before
        for name in most:
            (root / f"{name}.md").write_bytes(taken[name])
        until(lambda: "Changed meanwhile." in watch.page(few[0]))
        assert not watch.heard("have been missing")
        assert not any(run.removed for run in watch.runs)

        gone_at = time.monotonic()
        for name in most:
            (root / f"{name}.md").unlink()
        until(lambda: watch.pages() == set(few))
        assert time.monotonic() - gone_at >= 1.0
        assert watch.heard("6 notes have been missing for a while")
    assert early == []


def test_fault_24_a_watch_that_begins_with_few_notes_misses_none(tmp_path: Path) -> None:
    root = vault_of(tmp_path / "vault", Ada="Ada.")
    with watched(root) as watch:
        calm(watch)
        assert not watch.heard("missing")
        assert watch.pages() == {"Ada"}


# ---- case 19


def cast_and_more(tmp_path: Path) -> tuple[Path, Path]:
    """A vault with a folder in it, and where that goes."""
    (tmp_path / "vault/Cast").mkdir(parents=True)
    notes = {"Ada": "Ada.", "Bo": "Bo.", "Cy": "Cy.", "Cast/Dee": "Dee.", "Cast/Eli": "Eli."}
    return vault_of(tmp_path / "vault", **notes), tmp_path / "Cast"


def test_fault_19_a_folder_that_goes_out_and_soon_comes_back_changes_no_page(tmp_path: Path) -> None:
    root, outside = cast_and_more(tmp_path)
    with watched(root, gone=6.0) as watch:
        before, writes = stamps(root / "Dynamics"), list(watch.writes)
        (root / "Cast").rename(outside)
        until(lambda: {held.what for held in watch.status.held} == {"Cast/Dee.md", "Cast/Eli.md"})
        outside.rename(root / "Cast")
        until(lambda: not watch.status.held)
        calm(watch)
        assert (stamps(root / "Dynamics"), watch.writes) == (before, writes)

        (root / "Cast/Dee.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Dee"))


def test_fault_19_a_folder_that_was_away_for_long_leaves_no_ghost_and_has_its_pages_again(tmp_path: Path) -> None:
    root, outside = cast_and_more(tmp_path)
    with watched(root) as watch:
        before = shown(root)
        (root / "Cast").rename(outside)
        until(lambda: watch.pages() == {"Ada", "Bo", "Cy"})
        (outside / "Dee.md").write_text("Written outside.")
        calm(watch)
        assert watch.pages() == {"Ada", "Bo", "Cy"}
        (outside / "Dee.md").write_text("Dee.")
        outside.rename(root / "Cast")
        until(lambda: shown(root) == before)

        (root / "Cast/Dee.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Dee"))
