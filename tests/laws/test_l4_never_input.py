"""L4: what we generated is never our input."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given

from tests.helpers import SAMPLE_VAULT, built, character, hers, pages, story, write_vault
from tests.strategies import Vault, law, vaults
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync


@law(30)
@given(vaults(tricky=True))
def test_a_vault_with_its_pages_gives_the_same_pages(vault: Vault) -> None:
    once = pages(vault.files)

    assert once == pages({**vault.files, **once})


@law(15)
@given(vaults(tricky=True))
def test_pages_that_she_moved_out_are_not_read(vault: Vault) -> None:
    once = pages(vault.files)
    outside = {f"Characters/{number} {Path(path).name}": text for number, (path, text) in enumerate(once.items())}
    alone, beside = story(vault.files), story({**vault.files, **outside})

    assert alone.cast.characters == beside.cast.characters
    assert alone.cast.ties == beside.cast.ties
    assert alone.notes == beside.notes


FILES = {
    "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"], friend="[[Bo]]"),
    "Bo.md": character(needs=["someone who contradicts him"], offers=["makes strangers feel welcome"]),
}


def test_a_page_outside_the_folder_is_told_of_and_left_alone() -> None:
    page = pages(FILES)["Dynamics/Pairs/Ada & Bo.md"]
    problems = built({**FILES, "Characters/Ada & Bo.md": page}).problems

    assert [("Characters/Ada & Bo.md", 0, "page-outside", "info")] == [
        (problem.path, problem.line, problem.code, problem.severity) for problem in problems
    ]


def test_a_page_with_a_damaged_mark_is_not_read_either() -> None:
    page = pages(FILES)["Dynamics/Pairs/Ada & Bo.md"].replace("%% vault-companion end", "%% vault-companion ent")
    alone, beside = story(FILES), story({**FILES, "Characters/Copy.md": page})

    assert alone.cast.characters == beside.cast.characters


def test_a_note_of_hers_in_the_output_folder_is_not_read() -> None:
    beside = story({**FILES, "Dynamics/Cleo.md": character(needs=["rest"]), "Dynamics/Characters/Di.md": character()})

    assert ["Ada", "Bo"] == [person.name for person in beside.cast.characters]


def test_a_folder_whose_name_only_begins_like_the_output_folder_is_read() -> None:
    found = story({**FILES, "Dynamics of power/Cleo.md": character(needs=["rest"])})

    assert ["Ada", "Bo", "Cleo"] == [person.name for person in found.cast.characters]


def test_a_page_that_she_filed_deeper_in_the_folder_is_not_read_and_not_lost(tmp_path: Path) -> None:
    root = write_vault(tmp_path, FILES)
    sync(root, DEFAULTS)
    deeper = root / "Dynamics/Pairs/Done/Ada and Bo.md"
    deeper.parent.mkdir()
    (root / "Dynamics/Pairs/Ada & Bo.md").rename(deeper)
    deeper.write_text(deeper.read_text("utf-8") + "needs:: rest\n", "utf-8")

    report = sync(root, DEFAULTS)

    assert (2, 1) == (report.characters, report.ties)
    assert deeper.read_text("utf-8").endswith("needs:: rest\n")


def test_five_syncs_of_the_sample_vault_find_the_same_cast(tmp_path: Path) -> None:
    root = write_vault(tmp_path / "vault", hers(SAMPLE_VAULT))
    reports = [sync(root, DEFAULTS) for _ in range(3)]

    assert 1 == len({(report.notes, report.characters, report.ties, report.pairs) for report in reports})
