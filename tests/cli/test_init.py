"""`init` shows what it recognised and why, asks, and writes one settings note that the next run goes by."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import called, hers, run, tree, write_vault
from vault_companion.settings import DEFAULTS
from vault_companion.settings_note import read_settings
from vault_companion.vault.snapshot import VaultPath

VAULT = {
    "Cast/Ada.md": "## Needs\n- a home\n## Relationships\n- [[Bo]]: rival\n",
    "Cast/Bo.md": "## Flaws\n- proud\n",
    "Cast/Ship.md": "A ship.\n",
    "Ideas/Cleo.md": "---\ntags: [npc]\n---\n",
    "World/Tower.md": "---\ntype: place\n---\n## Flaws\n- it leans\n## Fears\n- the wind\n",
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return write_vault(tmp_path / "vault", VAULT)


def settings_of(vault: Path, name: str = "Vault Companion.md") -> str:
    return (vault / name).read_text(encoding="utf-8")


def test_it_says_who_is_taken_for_a_character_and_why(vault: Path) -> None:
    said = called("init", vault, "--yes").stdout
    assert "5 notes; 4 look like characters, 1 relationships are stated." in said
    assert "3 because it lies in `Cast`:\n  Ada, Bo, Ship" in said
    assert "1 because tag `npc`:\n  Cleo" in said


def test_with_yes_it_writes_a_note_that_changes_nothing(vault: Path) -> None:
    before = tree(vault)
    assert 0 == called("init", vault, "--yes").returncode
    written = set(tree(vault)) - set(before)
    assert {"Vault Companion.md"} == written
    assert before == {path: data for path, data in tree(vault).items() if path in before}
    found = read_settings({VaultPath("V.md"): settings_of(vault).encode()})
    assert () == found.problems
    assert DEFAULTS == found.settings
    assert 0 == called("sync", vault).returncode
    assert (vault / "Dynamics/Pairs/Ada & Bo.md").exists()


def test_what_the_author_declines_is_no_character_and_what_she_names_is_one(vault: Path) -> None:
    nearly = "World/Tower.md"
    answers = "n\ny\n1\nStory Pages\n"
    done = run("init", vault, stdin=answers)
    assert 0 == done.returncode
    assert nearly in done.stdout
    found = read_settings({VaultPath("V.md"): settings_of(vault).encode()})
    assert ("Story Pages", ("Cast",), ("Tower",)) == (
        found.settings.output_folder,
        found.settings.ignore_folders,
        found.settings.characters,
    )


def test_a_folder_that_holds_her_notes_is_not_taken_for_the_pages(vault: Path) -> None:
    write_vault(vault, {"Dynamics/Physics.md": "Forces.\n"})
    done = called("init", vault, stdin="y\ny\n\nDynamics\n../x\nPages\n")
    assert "Dynamics holds notes of yours" in done.stdout
    assert '"../x" is no visible folder' in done.stdout
    assert "output_folder: Pages" in settings_of(vault)


def test_with_yes_a_free_folder_is_found(vault: Path) -> None:
    write_vault(vault, {"Dynamics/Physics.md": "Forces.\n"})
    called("init", vault, "--yes")
    assert "output_folder: Dynamics Pages" in settings_of(vault)


def test_a_vault_with_settings_is_left_as_it_is(vault: Path) -> None:
    called("init", vault, "--yes")
    before = hers(vault)
    done = called("init", vault, "--yes")
    assert 0 == done.returncode
    assert "The settings of this vault are in Vault Companion.md; nothing was written." in done.stdout
    assert before == hers(vault)


def test_no_note_of_hers_is_ever_written_over(vault: Path) -> None:
    write_vault(vault, {"vault companion.md": "My own.\n"})
    called("init", vault, "--yes")
    assert "My own.\n" == settings_of(vault, "vault companion.md")
    assert settings_of(vault, "Vault Companion Settings.md").startswith("---\ntype: vault-companion-settings\n")


def test_broken_off_it_has_written_nothing(vault: Path) -> None:
    before = tree(vault)
    assert 130 == called("init", vault, stdin="y\n").returncode
    assert before == tree(vault)


def test_an_empty_vault_is_told_how_a_character_is_known(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    said = called("init", tmp_path / "vault", "--yes").stdout
    assert "A note is taken for a character by `type: character`, a tag, its folder, or what it says." in said
