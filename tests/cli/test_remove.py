"""`remove`: our pages go, what is hers stays, and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.helpers import called, character, hers, run, tree, write_vault
from vault_companion.cli import cli
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.lock import watch_lock, write_lock
from vault_companion.writer.ring import Ring

FILES = {
    "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"], friend="[[Bo]]"),
    "Bo.md": character(needs=["someone who contradicts him"], offers=["makes strangers feel welcome"]),
    "Plot.canvas": "{}",
}
PAIR = VaultPath("Dynamics/Pairs/Ada & Bo.md")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = write_vault(tmp_path / "vault", FILES)
    sync(root, DEFAULTS)
    return root


def test_all_pages_and_folders_of_ours_go_and_every_page_is_kept_outside(vault: Path) -> None:
    pages, notes = tree(vault / "Dynamics"), hers(vault)

    done = called("remove", vault, "--yes")

    assert (done.returncode, notes) == (0, tree(vault))
    assert not (vault / "Dynamics").exists()
    assert "Took 4 pages out" in done.stdout
    ring = Ring.of(vault)
    assert {f"Dynamics/{path}": data for path, data in pages.items()} == {
        version.page: ring.read(version) for version in ring.versions()
    }
    assert {version.why for version in ring.versions()} == {"removed"}


def test_a_second_time_there_is_nothing_to_do(vault: Path) -> None:
    called("remove", vault, "--yes")

    done = called("remove", vault, "--yes", "--json")

    told = {"schema": 1, "vault": str(vault), "removed": [], "kept": [], "failed": [], "parked": 0}
    assert (done.returncode, told) == (0, json.loads(done.stdout))


def test_pages_that_she_wrote_on_and_files_of_hers_stay(vault: Path) -> None:
    edited, noted = "Dynamics/Characters/Ada - Dynamics.md", "Dynamics/Characters/Bo - Dynamics.md"
    (vault / edited).write_bytes((vault / edited).read_bytes().replace(b"At a glance", b"At my glance"))
    (vault / noted).write_bytes((vault / noted).read_bytes() + b"Mine.")
    write_vault(vault, {"Dynamics/own.md": "Mine.", "Dynamics/board.canvas": "{}"})
    before = tree(vault)

    told = json.loads(called("remove", vault, "--yes", "--json").stdout)

    assert told["removed"] == ["Dynamics/Dynamics Overview.md", PAIR]
    assert [(page["path"], page["reason"]) for page in told["kept"]] == [
        (edited, "edited-page"),
        (noted, "has-your-text"),
    ]
    assert tree(vault) == {path: data for path, data in before.items() if path not in told["removed"]}
    assert not (vault / "Dynamics/Pairs").exists()


def test_old_pages_that_wait_in_the_hidden_folder_go_with_the_others(vault: Path) -> None:
    write_vault(vault, {"Bo.md": FILES["Bo.md"].replace("strangers", "sailors")})
    sync(vault, DEFAULTS)
    assert list((vault / "Dynamics/.vault-companion").iterdir())

    assert json.loads(called("remove", vault, "--yes", "--json").stdout)["parked"] == 0
    assert not (vault / "Dynamics").exists()


def test_old_pages_that_came_with_a_copy_of_the_vault_are_told_of(vault: Path) -> None:
    write_vault(vault, {"Dynamics/.vault-companion/00000012345678.part": "An old page."})

    assert "Dynamics/.vault-companion 1 file is left" in called("remove", vault, "--yes").stdout
    assert [path.name for path in (vault / "Dynamics").iterdir()] == [".vault-companion"]


def test_an_empty_folder_of_hers_stays(vault: Path) -> None:
    (vault / "Dynamics/Ideas").mkdir()

    called("remove", vault, "--yes")

    assert [path.name for path in (vault / "Dynamics").iterdir()] == ["Ideas"]


def test_it_shows_what_it_would_do_and_asks_first(vault: Path) -> None:
    before = tree(vault)

    no = CliRunner().invoke(cli, ["remove", str(vault)], input="n\n")
    assert (no.exit_code, no.stdout) == (0, "Nothing was removed.\n")
    assert f"  {PAIR}" in no.stderr
    assert before == tree(vault)

    yes = CliRunner().invoke(cli, ["remove", str(vault)], input="y\n")
    assert yes.exit_code == 0
    assert not (vault / "Dynamics").exists()


def test_a_no_is_an_answer_for_a_program_too(vault: Path) -> None:
    done = called("remove", vault, "--json", stdin="n\n")

    assert (done.returncode, json.loads(done.stdout)["removed"]) == (0, [])
    assert (vault / PAIR).exists()


def test_nobody_there_to_answer_means_no(vault: Path) -> None:
    before = tree(vault)

    assert run("remove", vault).returncode == 130
    assert before == tree(vault)


def test_a_sync_makes_all_pages_anew_also_for_a_watcher(vault: Path) -> None:
    before = tree(vault)
    called("remove", vault, "--yes")

    sync(vault, DEFAULTS)

    assert before == tree(vault)


def test_a_vault_that_is_watched_is_left_alone(vault: Path) -> None:
    before = tree(vault)

    with watch_lock(vault):
        done = called("remove", vault, "--yes")

    assert (done.returncode, "Stop the watcher first" in done.stderr) == (4, True)
    assert before == tree(vault)


def test_a_page_that_cannot_be_kept_first_is_not_taken_out(vault: Path) -> None:
    before = tree(vault)
    ring = Ring.of(vault)
    ring.folder.parent.mkdir(parents=True, exist_ok=True)
    ring.folder.write_text("in the way")

    done = called("remove", vault, "--yes", "--json")

    assert done.returncode == 2
    assert len(json.loads(done.stdout)["failed"]) == 4
    assert before == tree(vault)


def test_an_output_folder_that_is_a_link_is_not_followed(vault: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (vault / "Dynamics").rename(outside)
    (vault / "Dynamics").symlink_to(outside)
    (outside / "Characters/Ada - Dynamics.md").unlink()
    (outside / "Characters/Bo - Dynamics.md").unlink()

    called("remove", vault, "--yes")

    assert sorted(path.name for path in outside.iterdir()) == ["Characters", "Dynamics Overview.md", "Pairs"]


def test_a_page_that_another_companion_holds_is_waited_for(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vault_companion.removal.write_lock", lambda root, _: write_lock(root, 0.05))
    before = tree(vault)

    with write_lock(vault):
        done = called("remove", vault, "--yes")

    assert done.returncode == 4
    assert before == tree(vault)
