"""In a vault that is mostly monsters, rules, places and plans, the few people are found and hardly anybody else."""

from __future__ import annotations

import pytest

from tests.helpers import built, pages, story
from tests.long.encyclopaedia import Encyclopaedia, encyclopaedia


@pytest.fixture(scope="module")
def vault() -> Encyclopaedia:
    return encyclopaedia(notes=350, people=22, seed=7)


def test_every_person_is_found_and_nobody_else(vault: Encyclopaedia) -> None:
    taken = {character.path for character in story(vault.files).cast.characters}

    assert (set(), set()) == (vault.people - taken, taken - vault.people)


def test_no_page_is_written_about_anybody_without_a_relationship(vault: Encyclopaedia) -> None:
    names = {path.rpartition("/")[2].removesuffix(".md") for path in vault.tied}
    about = {
        path.rpartition("/")[2].removesuffix(" - Dynamics.md") for path in pages(vault.files) if "/Characters/" in path
    }

    assert names == about


def test_the_vault_is_the_same_for_the_same_number(vault: Encyclopaedia) -> None:
    assert vault == encyclopaedia(notes=350, people=22, seed=7)
    assert vault.files != encyclopaedia(notes=350, people=22, seed=8).files


def test_nothing_in_it_is_an_error(vault: Encyclopaedia) -> None:
    assert [] == [problem for problem in built(vault.files).problems if problem.severity == "error"]
