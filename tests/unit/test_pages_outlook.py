"""The page of a pair on what comes as closeness rises: a small table, the turn, and only what is written."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from tests.unit.test_pages_closeness import CLINGS, LEAVES, STEADY, WALLS, page_of, section, vault
from vault_companion.dynamics.outlook import State
from vault_companion.dynamics.phases import PHASES
from vault_companion.pages.outlook import STATES, WHEN

claims = pytest.mark.claims
HEADING = "As closeness rises"
SILENT = {"needs": ["a steady home"], "offers": ["plays the piano"]}


def outlook(one: dict[str, Any], other: dict[str, Any], **about: Any) -> str:
    return section(page_of(vault(one, other, **about)), HEADING)


def rows(text: str) -> list[list[str]]:
    """The rows of the table, its head first."""
    lines = [line for line in text.split("\n") if line.startswith("|") and "---" not in line and ":--" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_state_and_every_phase_has_plain_words() -> None:
    assert set(get_args(State)) == set(STATES)
    assert {phase.id for phase in PHASES} == set(WHEN)


@claims("S41", "S43", "S46")
def test_phases_in_which_both_do_the_same_share_a_row_and_the_guarded_one_begins_at_ease() -> None:
    head, *told = rows(outlook(CLINGS, WALLS))

    assert ["Closeness", "Ada", "Bo"] == head
    assert 2 <= len(told) <= 4
    assert ("at ease", "steps back") == (told[0][2], told[-1][2])
    assert len({tuple(row[1:]) for row in told}) == len(told)


@claims("S26", "S43")
def test_the_turn_names_who_leaves_the_room_first_with_a_line_that_shows_it() -> None:
    told = outlook(CLINGS, WALLS)
    prose = told.split("\n\n")[-1]

    assert "Bo" in prose
    assert any(quote in prose for quote in ("“lets no one in”", "“keeps his distance”"))
    assert any(words in prose for words in ("leaves the room first", "first out of the room", "goes first"))


def test_two_who_are_at_ease_get_one_plain_sentence() -> None:
    steady = {**STEADY, "in_love": [*STEADY["in_love"], "says no without a quarrel"]}
    told = outlook(steady, steady)

    assert [] == rows(told)
    assert "\n" not in told
    assert told.endswith(".")


@claims("S37")
def test_where_one_way_is_known_only_that_one_has_a_column() -> None:
    assert ["Closeness", "Bo"] == rows(outlook(SILENT, WALLS))[0]
    assert "" == outlook(SILENT, STEADY)
    assert "" == outlook(SILENT, SILENT)


def test_colleagues_are_not_told_what_would_come_of_closeness() -> None:
    assert "" == outlook(SILENT, WALLS, kind="colleague")


@claims("S42", "S45")
def test_the_row_in_which_they_stand_is_marked_with_the_line_that_says_so() -> None:
    marked = [row for row in rows(outlook(CLINGS, WALLS, phase="engaged")) if "they are here" in row[0]]

    assert [True] == ["“engaged”" in row[0] for row in marked]
    assert "they are here" not in outlook(CLINGS, WALLS)


def test_a_cold_spell_is_no_step_up_and_is_told_in_a_sentence() -> None:
    told = outlook(CLINGS, WALLS, now="drifting apart since the winter")

    assert "they are here" not in told
    assert "Where they stand is written: “drifting apart since the winter”." in told


@claims("S42")
@pytest.mark.parametrize(
    ("about", "fallen"),
    [
        ({"history": ["[[Ada]] follows him from town to town and begs him to answer"]}, "Ada asks for more"),
        ({"conflict": ["they quarrel about every penny"]}, "he trouble is in the open"),
        ({"phase": "engaged"}, "he distance is gone"),
    ],
    ids=["leaning", "faults", "distance"],
)
def test_each_comfort_of_the_beginning_is_told_to_be_gone_by_its_own_line(about: dict[str, Any], fallen: str) -> None:
    assert (False, True) == (fallen in outlook(CLINGS, WALLS), fallen in outlook(CLINGS, WALLS, **about))


@claims("S42")
def test_what_still_stands_is_told_only_where_the_beginning_is_written() -> None:
    line = {"conflict": ["they quarrel about every penny"]}

    assert "nobody leans on him" in outlook(CLINGS, WALLS, phase="honeymoon", **line)
    assert "nobody leans on him" not in outlook(CLINGS, WALLS, **line)


@claims("S40")
def test_a_first_move_of_a_guarded_person_is_a_choice_to_explain() -> None:
    line = "[[Bo]] proposes to her on the stairs"
    told = outlook(CLINGS, WALLS, history=[line])

    assert "it was Bo who began it: “Bo proposes to her on the stairs”" in told
    assert "began it" not in outlook(CLINGS, WALLS)


def test_nobody_is_advised_to_be_gentler_with_who_does_harm() -> None:
    advice = ("asked for less", "Less asked", "asks plainly")
    mild, harsh = (
        outlook(CLINGS, WALLS, history=history)
        for history in ([], [LEAVES, "[[Bo]] beats her and locks her in", "[[Bo]] threatens to kill her"])
    )

    assert [True, False] == [any(one in told for one in advice) for told in (mild, harsh)]


def test_a_finding_that_is_told_can_be_silenced() -> None:
    page = page_of(vault(CLINGS, WALLS))
    shown = section(page, "Where this comes from")

    assert "- As closeness rises: `dismiss:: forecast " in shown
    assert "dismiss:: forecast" not in page_of(vault(SILENT, STEADY))
