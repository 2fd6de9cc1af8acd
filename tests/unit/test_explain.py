"""How a reading is asked for and told: whom a name means, and the same findings as JSON and as text."""

from __future__ import annotations

import re

import pytest

from tests.helpers import character, relationship, story
from vault_companion.errors import CompanionError
from vault_companion.explain import character_json, find_person, pair_json, shown_name
from vault_companion.explain_text import character_text, pair_text
from vault_companion.explain_ties import as_told
from vault_companion.vault.snapshot import VaultPath

FILES = {
    "Cast/Elizabeth Bennet.md": character(
        aliases=["Lizzy"], needs=["to be contradicted to her face", "zymurgy"], offers=["always has a joke ready"]
    ),
    "Cast/Mr. Darcy.md": character(
        needs=["to laugh at himself"], offers=["tells the truth unasked"], in_love=["lets no one in"], flaws=["cold"]
    ),
    "North/Al.md": character(),
    "South/Al.md": character(),
    "Note.md": relationship(
        "Elizabeth Bennet", "Mr. Darcy", kind="romance", history="he saved her sister from disgrace"
    ),
}
STORY = story(FILES)
LIZZY, DARCY = VaultPath("Cast/Elizabeth Bennet.md"), VaultPath("Cast/Mr. Darcy.md")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Elizabeth Bennet", LIZZY),
        ("Lizzy", LIZZY),
        ("elizabeth", LIZZY),
        ("[[Elizabeth Bennet]]", LIZZY),
        (" Bennet ", LIZZY),
        ("Cast/Elizabeth Bennet", LIZZY),
        ("Cast/Elizabeth Bennet.md", LIZZY),
        ("Mr. Darcy", DARCY),
        ("darcy", DARCY),
        ("North/Al", "North/Al.md"),
    ],
)
def test_a_person_is_found_by_name_alias_first_name_link_or_path(asked: str, found: str) -> None:
    assert found == find_person(STORY, asked)


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ("Al", '"Al" may be 2 people', '"North/Al", "South/Al"'),
        ("Elisabeth Bennet", "nobody in this vault is called", "Did you mean Elizabeth Bennet"),
        ("qqqq", "nobody in this vault is called", "names in this vault, from"),
        ("", "nobody in this vault is called", ""),
    ],
)
def test_a_name_that_nobody_or_more_than_one_has_is_asked_back(asked: str, message: str, hint: str) -> None:
    with pytest.raises(CompanionError) as told:
        find_person(STORY, asked)

    assert (True, True, 2) == (message in told.value.message, hint in told.value.hint, told.value.exit_code)


def test_a_name_that_two_people_have_is_shown_as_their_path() -> None:
    assert ["North/Al", "Mr. Darcy"] == [shown_name(STORY, VaultPath("North/Al.md")), shown_name(STORY, DARCY)]
    assert ["North/Al", "South/Al"] == pair_json(STORY, VaultPath("South/Al.md"), VaultPath("North/Al.md"))[
        "characters"
    ]


def test_a_pair_without_a_tie_is_read_with_empty_lists() -> None:
    reading = pair_json(STORY, VaultPath("North/Al.md"), DARCY)

    assert ([], []) == (reading["kinds"], reading["dynamics"])
    assert "No relationship between them is stated." in pair_text(STORY, VaultPath("North/Al.md"), DARCY)


@pytest.mark.parametrize("tell", [pair_json, pair_text])
def test_nobody_has_a_dynamic_with_themself(tell: object) -> None:
    with pytest.raises(CompanionError, match="themself"):
        tell(STORY, LIZZY, LIZZY)  # type: ignore[operator]


def test_the_text_names_every_finding_of_the_json() -> None:
    reading, text = pair_json(STORY, LIZZY, DARCY), pair_text(STORY, LIZZY, DARCY)
    ids = [claim["id"] for claim in (*reading["dynamics"], *reading["friction"])] + [
        fit["need"] for fit in reading["fits"]
    ]

    assert [] == [found for found in ids if found not in text]
    assert [reading["attachment"]["Mr. Darcy"]["style"], "zymurgy"] == [
        found for found in ("avoidant", "zymurgy") if found in text
    ]


def test_every_place_in_the_text_is_a_line_of_a_note() -> None:
    places = re.findall(r"\[([^\[\]]+?\.md:\d+(?:, [^\[\]]+?\.md:\d+)*)\]", pair_text(STORY, LIZZY, DARCY))
    told = {place.rpartition(":") for found in places for place in found.split(", ")}

    assert told
    assert [] == [(path, line) for path, _, line in told if not 1 <= int(line) <= FILES[path].count("\n") + 1]


def test_a_sheet_is_told_phrase_by_phrase_with_what_was_not_understood() -> None:
    sheet, text = character_json(STORY, LIZZY), character_text(STORY, LIZZY)

    assert {"aliases", "needs", "offers"} - {"aliases"} == sheet["traits"].keys()
    assert [] == sheet["traits"]["needs"][1]["needs"]
    assert "“zymurgy”  [Cast/Elizabeth Bennet.md:" in text
    assert ["Mr. Darcy"] == [tie["with"] for tie in sheet["ties"]]


def test_a_person_nothing_is_written_about_has_a_sheet_as_well() -> None:
    sheet = character_json(STORY, VaultPath("North/Al.md"))

    assert ({}, "unknown", [], []) == (sheet["traits"], sheet["attachment"]["style"], sheet["ties"], sheet["questions"])


def test_the_order_of_the_two_does_not_matter_in_the_text() -> None:
    assert pair_text(STORY, LIZZY, DARCY) == pair_text(STORY, DARCY, LIZZY)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("loves", "loves"),
        ("worships", "worships"),
        ("looks up to", "looks up to"),
        ("betrayed", "betrayed"),
        ("fell in love with", "fell in love with"),
        ("served under", "served under"),
        ("in love with", "is in love with"),
        ("jealous of", "is jealous of"),
        ("raised by", "is raised by"),
        ("hunting", "is hunting"),
        ("mentor", "is mentor of"),
        ("liege", "is liege of"),
    ],
)
def test_what_somebody_does_is_told_as_a_deed_and_what_somebody_is_as_a_place(said: str, told: str) -> None:
    assert told == as_told(said)


def test_a_deed_stands_between_two_names() -> None:
    there = story({"Tom.md": character(loves="[[Nora]]"), "Nora.md": character()})

    assert "Tom loves Nora  [" in pair_text(there, VaultPath("Tom.md"), VaultPath("Nora.md"))
