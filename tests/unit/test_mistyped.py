"""Properties and headings that look mistyped: told with line and hint; never a word of the author's own."""

from __future__ import annotations

import pytest

from tests.helpers import Files, story

HEAD = "---\ntype: character\n"
BO = {"Bo Fox.md": f"{HEAD}---\n"}


def told(files: Files) -> list[tuple[str, int, str, str]]:
    return [
        (problem.path, problem.line, problem.message, problem.hint)
        for problem in story(files).problems
        if problem.code == "mistyped-property"
    ]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("strenghts: [patient]", "strengths"),
        ("streghts: patient", "strengths"),
        ("neds: a home", "needs"),
        ("Faers: water", "fears"),
        ("core_ned: rest", "core need"),
        ("atachment: anxious", "attachment"),
        ("realtionships: ['[[Bo Fox]]: rival']", "relationships"),
        ("Rivel: '[[Bo Fox]]'", "rival"),
        ("mentro: Bo Fox", "mentor"),
    ],
)
def test_a_property_one_slip_away_from_a_known_one_is_told(line: str, meant: str) -> None:
    name = line.partition(":")[0]
    expected = ("Ada.md", 3, f'"{name}" is no property that is read here', f"Did you mean {meant}?")

    assert told({**BO, "Ada.md": f"{HEAD}{line}\n---\n"}) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "strengths: patient",
        "voice: gruff",
        "home: London",
        "year: 1890",
        "neds:",
        "neds: TBD",
        "Rivel: the sea",
        "colour: red",
        "rival2: '[[Bo Fox]]'",
        "house: '[[Bo Fox]]'",
    ],
)
def test_a_known_property_another_word_and_one_that_says_nothing_are_not_told(line: str) -> None:
    assert told({**BO, "Ada.md": f"{HEAD}{line}\n---\n"}) == []


def test_a_property_that_three_notes_have_is_the_authors_own() -> None:
    note = f"{HEAD}neds: tea\n---\n"

    assert told({"A.md": note, "B.md": note, "Inn.md": "---\nneds: paint\n---\n"}) == []
    assert len(told({"A.md": note, "B.md": note})) == 2


def test_a_note_about_something_else_may_have_any_property() -> None:
    assert told({"Inn.md": "---\nneds: paint\n---\n"}) == []


def test_a_taught_property_is_known() -> None:
    settings = "---\ntype: vault-companion-settings\n---\n## My headings\n- needs: neds\n"

    assert told({"S.md": settings, "Ada.md": f"{HEAD}neds: a home\n---\n"}) == []


def in_headings(text: str) -> list[tuple[str, int, str, str]]:
    files = {"Ada.md": f"{HEAD}---\n{text}", "Scarr.md": f"{HEAD}---\n"}
    wrong = ("mistyped-heading", "unread-heading")
    found = (one for one in story(files).problems if one.code in wrong)
    return [(one.code, one.line, one.message, one.hint) for one in found]


def test_a_heading_one_slip_away_from_a_known_one_is_told() -> None:
    assert in_headings("# Ada\n\n## Strenghts\n\n- patient\n") == [
        ("mistyped-heading", 6, '"Strenghts" is no heading that is read here', "Did you mean strengths?")
    ]


def test_a_heading_for_two_things_is_told_as_not_read() -> None:
    message = 'the heading "Strengths & Weaknesses" means two things, so what stands under it is not read'

    assert in_headings("## Strengths & Weaknesses\n\n- patient\n- vain\n") == [
        ("unread-heading", 4, message, "Give each a heading of its own.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Strenghts\n",
        "## Strengths & skills\n\n- patient\n",
        "## Looks & voice\n\n- tall\n",
        "## Voice\n\n- low\n",
        "## Scarr\n\n- somebody else's note has this name\n",
        "> [!neds] a\n> b\n",
        "> [!note] Neds\n> b\n",
    ],
)
def test_an_empty_heading_one_that_is_read_and_any_other_are_not_told(text: str) -> None:
    assert in_headings(text) == []
