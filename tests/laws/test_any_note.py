"""L2, L5, L7 and L10 for notes and vaults of any sort: whatever is put together of what may stand in a note.

The same checks hold for the many more vaults of `python -m tests.long.fuzz`.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import Files, character, snapshot
from tests.long.invariants import in_evidence, in_notes, in_pages, in_problems
from tests.strategies import any_notes, any_vaults, law
from vault_companion.build import build, understand
from vault_companion.problem import Problem
from vault_companion.settings import DEFAULTS
from vault_companion.vault.snapshot import Snapshot

BESIDE = {
    "Ada.md": character(needs="rest", rival="[[Bo Hale]]", pronouns="she/her"),
    "Characters/Bo Hale.md": character("headings", offers=["makes strangers feel welcome"], fears=["being left"]),
}
PATHS = ("Cy.md", "Characters/Cy.md", "Ada & Bo Hale.md", "Scenes/1.md")


def encoded(files: Files) -> dict[str, bytes]:
    return {str(path): data for path, data in snapshot(files).files.items()}


@law(40)
@given(any_notes(), st.sampled_from(PATHS))
def test_a_note_of_any_sort_is_read_and_every_line_that_is_named_is_there(note: str, path: str) -> None:
    files = encoded({path: note})

    assert [] == in_notes(files)


@law(25)
@given(any_notes(), st.sampled_from(PATHS))
def test_what_is_explained_beside_a_note_of_any_sort_stands_on_its_lines(note: str, path: str) -> None:
    files = encoded({**BESIDE, path: note})

    assert [] == in_evidence(files, understand(snapshot(files), DEFAULTS))


@law(20)
@given(any_vaults())
def test_every_problem_of_a_vault_of_any_sort_is_in_a_file_that_is_there_and_no_rule_fails(
    vault: dict[str, str],
) -> None:
    files = encoded(vault)

    assert [] == in_problems(files, build(snapshot(files), DEFAULTS).problems)


@law(20)
@given(any_vaults(most=4))
def test_a_page_of_a_vault_of_any_sort_has_one_managed_region_and_links_only_to_what_is_there(
    vault: dict[str, str],
) -> None:
    files = encoded({**BESIDE, **vault})

    assert [] == in_pages(files, build(snapshot(files), DEFAULTS))


@law(20)
@given(any_vaults(most=4), st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_found_does_not_matter(vault: dict[str, str], chance: Random) -> None:
    found = snapshot({**BESIDE, **vault})
    paths = list(found.files)
    chance.shuffle(paths)
    other = Snapshot({path: found.files[path] for path in paths}, found.others)

    assert build(found, DEFAULTS) == build(other, DEFAULTS)


def test_the_checks_see_a_quote_that_is_not_there_a_line_that_is_not_there_and_a_rule_that_failed() -> None:
    files = encoded(BESIDE)
    told = understand(snapshot(files), DEFAULTS)
    beyond = Problem("Ada.md", 99, "x", "info", "there are not so many lines")
    failed = Problem("Ada.md", 0, "rule-failed", "error", "the rule x failed")

    assert {"quote not on its line"} == {breach.what for breach in in_evidence({**files, "Ada.md": b"\n" * 99}, told)}
    assert ["place of a problem x"] == [breach.what for breach in in_problems(files, [beyond])]
    assert ["rule failed: the rule x failed"] == [breach.what for breach in in_problems(files, [failed])]


def test_the_checks_see_a_page_with_a_lost_link_and_one_with_a_mark_too_many() -> None:
    files = encoded(BESIDE)
    done = build(snapshot(files), DEFAULTS)

    def breaches(more: str) -> set[str]:
        first, *rest = done.pages
        return {
            one.what for one in in_pages(files, replace(done, pages=(replace(first, body=first.body + more), *rest)))
        }

    assert {"link that leads nowhere"} == breaches("\n\n[[Nowhere]]\n")
    assert {"marks of a page"} == breaches("\n%% vault-companion end 00000000 %%\n")
