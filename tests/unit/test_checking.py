"""What `check` tells."""

from __future__ import annotations

import pytest

from tests.helpers import SAMPLE_VAULT, Files, character, hers, relationship, snapshot
from vault_companion.checking import Check, check_vault
from vault_companion.settings import DEFAULTS


def check(files: Files) -> Check:
    return check_vault(snapshot(files), DEFAULTS)


@pytest.mark.parametrize(
    ("traits", "coverage"),
    [
        ({}, 1.0),
        ({"needs": ["rest"]}, None),
        ({"needs": ["zymurgy"]}, 0.0),
        ({"needs": ["to be forgiven", "zymurgy"]}, 0.5),
        ({"values": ["zymurgy"]}, 1.0),
    ],
)
def test_coverage_is_the_part_of_the_phrases_that_is_understood(
    traits: dict[str, list[str]], coverage: float | None
) -> None:
    found = check({"Ada.md": character(**traits)})

    assert (found.coverage if coverage is None else coverage) == found.coverage
    assert 0 <= found.coverage <= 1


def test_what_was_not_understood_is_listed_with_its_place_and_what_comes_near() -> None:
    (row,) = check({"Ada.md": character(needs=["to be forgivem"])}).to_json()["unread"] or [None]
    found = check({"Ada.md": character(needs=["zymurgy"])}).to_json()["unread"]

    assert row is None or "nearest" in row
    assert [("Ada", "needs", "zymurgy", 3)] == [
        (r["character"], r["field"], r["phrase"], r["evidence"][0]["line"]) for r in found
    ]


def test_each_question_is_asked_once_even_where_it_concerns_many_pairs() -> None:
    files = {f"{name}.md": character(friend=[f"[[{other}]]" for other in "ABC" if other != name]) for name in "ABC"}
    texts = [text for _, _, text in check(files).questions]

    assert sorted(set(texts)) == sorted(texts)


def test_problems_are_in_the_order_of_their_places() -> None:
    files = {
        "B.md": "---\nx: [\n---\n[[Nowhere]]\n",
        "A.md": "---\ntype: relationship\n---\n",
        "C.md": "\xff".encode("latin-1"),
    }
    found = [(problem.path, problem.line) for problem in check(files).problems]

    assert sorted(found) == found
    assert {"A.md", "B.md", "C.md"} == {path for path, _ in found}


def test_everybody_is_listed_with_the_reason_for_which_they_count() -> None:
    files = {"Ada.md": character(), "Cast/Bo.md": "", "Cleo.md": "#npc\n"}

    assert [
        ("Ada", "Ada.md", "`type: character`"),
        ("Bo", "Cast/Bo.md", "it lies in `Cast`"),
        ("Cleo", "Cleo.md", "tag `#npc`"),
    ] == (list(check(files).recognised))


def test_who_is_nearly_a_character_is_listed_with_the_reason_against_it() -> None:
    found = check({"Cast/Ada.md": "", "Cast/Index.md": "", "Cast/Inn.md": "---\ntype: place\n---\n"})

    assert [
        {"path": "Cast/Index.md", "reason": "it lies in `Cast`, but its name is that of a list"},
        {"path": "Cast/Inn.md", "reason": "it lies in `Cast`, but `type: place` says that it is something else"},
    ] == found.to_json()["not_characters"]
    assert "Not taken for characters (2)\n  Cast/Index.md: it lies in" in found.to_text()
    assert "Not taken" not in check({"Cast/Ada.md": ""}).to_text()


def test_the_text_names_the_first_twenty_of_them_and_counts_the_rest() -> None:
    found = check({f"Cast/{number:02} Index.md": "" for number in range(25)})
    text = found.to_text()

    assert (25, 20) == (len(found.to_json()["not_characters"]), text.count("its name is that of a list"))
    assert "and 5 more" in text


@pytest.mark.parametrize("value", ["very", "secur", "5", "clingy-ish"])
def test_a_word_for_attachment_that_is_none_is_a_warning_with_a_hint(value: str) -> None:
    problems = check({"Ada.md": character(attachment=value)}).problems

    assert all(
        (problem.code, problem.severity, problem.line) == ("unknown-attachment", "warning", 3) and problem.hint
        for problem in problems
    )


def test_an_empty_vault_is_checked_as_well() -> None:
    found = check({})

    assert ((), (), (), 1.0, ()) == (found.problems, found.questions, found.unread, found.coverage, found.recognised)
    assert "Characters (0)" in found.to_text()


def test_the_text_tells_what_the_json_tells() -> None:
    files = {
        "Ada.md": character(needs=["zymurgy"]),
        "Bo.md": character(),
        "Two.md": relationship("Ada", "Bo", kind="oathsworm"),
        "X.md": "[[Gone]]\n",
    }
    found = check(files)
    text = found.to_text()

    assert [] == [problem.message for problem in found.problems if problem.message not in text]
    assert [] == [question for _, _, question in found.questions if question not in text]
    assert ("zymurgy" in text, "0% of the phrases" in text) == (True, True)


def test_the_sample_vault_has_no_errors_and_most_of_it_is_understood() -> None:
    found = check({path: data for path, data in hers(SAMPLE_VAULT).items() if path.endswith(".md")})

    assert [] == [problem for problem in found.problems if problem.severity != "info"]
    assert found.coverage >= 0.6
