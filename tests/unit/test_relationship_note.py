"""Notes about two people: which two, and what is said of them."""

from __future__ import annotations

import pytest

from tests.helpers import cast, character, codes, kinds, only_tie, relationship
from vault_companion.cast.ties import TieLine

PEOPLE = {"Ada.md": character(), "Bo.md": character(aliases="Bobby"), "Cleo Hale.md": character()}
Lines = list[tuple[str, str, str | None, str]]


def with_note(text: str, path: str = "Notes/Two.md") -> dict[str, str]:
    return {**PEOPLE, path: text}


def lines(text: str) -> Lines:
    """What a relationship note says: part, words, whose side, place in the story."""
    return [told(line) for line in only_tie(with_note(text)).lines]


def told(line: TieLine) -> tuple[str, str, str | None, str]:
    return line.part, line.phrase.text, line.by.stem if line.by else None, line.at


HEAD = "---\ntype: relationship\ncharacters: ['[[Ada]]', '[[Bo]]']\n---\n"


@pytest.mark.parametrize(
    "properties",
    [
        "type: relationship\ncharacters: ['[[Ada]]', '[[Bo]]']",
        "type: Relationship\ncharacters:\n  - '[[Bo]]'\n  - '[[Ada]]'",
        "type: relationship\nbetween: ['[[Ada]]', '[[Bobby]]']",
        "type: relationship\npair: [Ada, Bobby]",
        "type: relationship\na: '[[Ada]]'\nb: '[[Bo]]'",
        "type: relationship\ncharacters: '[[Ada]] and [[Bo]]'",
        "type: relationship\npeople: [Ada, Bo]",
        "kind: relationship\ncharacters: [Ada, Bo]",
        "type: dynamic\ncharacters: [Ada, Bo]",
        "type: relationship\ncharacters:\n  - [[Ada]]\n  - [[Bo]]",
        "between: ['[[Ada]]', '[[Bo]]']",
        "type: relationship\ncharacters: ['[[Ada|A]]', '[[Bo#Needs]]', '[[Ada]]']",
    ],
)
def test_its_properties_say_which_two_it_is_about(properties: str) -> None:
    files = with_note(f"---\n{properties}\nrelation: rival\n---\n")

    assert (["Ada rival Bo", "Bo rival Ada"], []) == (
        kinds(files),
        [one for one in codes(files) if one[2] == "pair-unclear"],
    )


@pytest.mark.parametrize(
    "title",
    [
        "Ada & Bo",
        "Ada and Bo",
        "Ada x Bo",
        "Ada X Bo",
        "Ada × Bo",
        "Ada – Bo",
        "Ada — Bo",
        "Ada - Bo",
        "Ada + Bo",
        "Ada vs Bo",
        "Ada vs. Bo",
        "Bo & Ada",
        "ada & bobby",
        "Ada And Bobby",
    ],
)
@pytest.mark.parametrize("typed", [True, False])
def test_its_title_says_which_two_it_is_about(title: str, typed: bool) -> None:
    text = "---\ntype: relationship\nrelation: rival\n---\n" if typed else "kind:: rival\n"

    assert ["Ada rival Bo", "Bo rival Ada"] == kinds(with_note(text, f"Notes/{title}.md"))


@pytest.mark.parametrize(
    "title",
    [
        "Ada & Nobody",
        "Ada and the bow",
        "Adaman & Bo",
        "Ada & Ada",
        "AdaxBo",
        "Ada",
        "Salt and Sand",
        " & ",
        "Ada & Bo & Cleo",
    ],
)
def test_a_title_that_does_not_name_two_people_makes_no_tie(title: str) -> None:
    assert () == cast(with_note("kind:: rival\n", f"Notes/{title}.md")).ties


def test_a_person_who_is_called_like_a_pair_is_a_person() -> None:
    assert [] == kinds({**PEOPLE, "Characters/Ada & Bo.md": "kind:: rival\n"})


@pytest.mark.parametrize(
    "properties",
    ["", "characters: []\n", "characters: ['[[Ada]]']\n", "characters: ['[[Ada]]', '[[Bo]]', '[[Cleo Hale]]']\n"],
)
def test_a_note_that_does_not_say_which_two_is_told_of(properties: str) -> None:
    files = with_note(f"---\ntype: relationship\n{properties}---\nkind:: rival\n")

    assert ((), [("Notes/Two.md", 2, "pair-unclear")]) == (cast(files).ties, codes(files))


@pytest.mark.parametrize("style", ["properties", "headings", "fields"])
def test_all_parts_are_read_from_all_places(style: str) -> None:
    note = relationship(
        "Ada",
        "Bo",
        style,
        kind="rivalry",
        feels=["[[Ada]]: admires him", "[[Bo]]: envies her"],  # type: ignore[arg-type]
        history="they crossed the ice",
        changes=["ch. 3: he lies", "after the fire: she leaves"],
        power="he owns the ship",
        now="not speaking",
        phase="rupture",
        conflict="the map",
        desire="hers",
    )
    expected: Lines = [
        ("feels", "admires him", "Ada", ""),
        ("feels", "envies her", "Bo", ""),
        ("history", "they crossed the ice", None, ""),
        ("changes", "he lies", None, "ch. 3"),
        ("changes", "she leaves", None, "after the fire"),
        ("power", "he owns the ship", None, ""),
        ("now", "not speaking", None, ""),
        ("phase", "rupture", None, ""),
        ("conflict", "the map", None, ""),
        ("desire", "hers", None, ""),
    ]

    assert (expected, "rivalry") == (lines(note), only_tie(with_note(note)).kinds[0].family)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [[Ada]]: admires him", ("admires him", "Ada")),
        ("- **[[Ada]]:** admires him", ("admires him", "Ada")),
        ("- Ada: admires him", ("admires him", "Ada")),
        ("- Ada - admires him", ("admires him", "Ada")),
        ("- [[Ada]] – admires him", ("admires him", "Ada")),
        ("- [[Bo|Bobby]]: envies her", ("envies her", "Bo")),
        ("- Bobby: envies her", ("envies her", "Bo")),
        ("- admires him", ("admires him", None)),
        ("[[Ada]]: admires him", ("admires him", "Ada")),
        ("- [[Cleo Hale]]: admires him", ("Cleo Hale: admires him", None)),
    ],
)
def test_under_feels_a_name_says_who_feels_it(text: str, expected: tuple[str, str | None]) -> None:
    assert [expected] == [(said, by) for part, said, by, _ in lines(f"{HEAD}## Feels\n\n{text}\n") if part == "feels"]


@pytest.mark.parametrize(
    "value",
    [
        "['[[Ada]]: admires him']",
        "'[[Ada]]: admires him'",
        "{'[[Ada]]': admires him}",
        "{Ada: admires him}",
        "\n  - 'Ada: admires him'",
    ],
)
def test_as_a_property_feels_says_who_as_well(value: str) -> None:
    text = HEAD.replace("---\n", f"---\nfeels: {value}\n", 1)

    assert [("feels", "admires him", "Ada", "")] == lines(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## History\n\nThey met at sea. He lied.\n", ["They met at sea.", "He lied."]),
        ("## History\n\n- They met at sea. He lied.\n", ["They met at sea. He lied."]),
        ("history:: they met; he lied\n", ["they met", "he lied"]),
        ("## How they met\n\n- at sea\n", ["at sea"]),
        ("**History:**\n- at sea\n- on ice\n", ["at sea", "on ice"]),
        ("## History\n\n### Before\n\n- at sea\n", ["at sea"]),
        ("## History\n\n- TBD\n-\n", []),
        ("- History: at sea\n", ["at sea"]),
    ],
)
def test_history_is_read_item_by_item(text: str, expected: list[str]) -> None:
    assert expected == [said for part, said, _, _ in lines(HEAD + text) if part == "history"]


def test_text_under_no_known_heading_is_a_remark() -> None:
    assert [("note", "It would fit in a glove box.", None, "")] == lines(f"{HEAD}It would fit in a glove box.\n")


def test_a_field_that_is_unknown_is_no_remark() -> None:
    assert [] == lines(f"{HEAD}mood:: grey\n")


@pytest.mark.parametrize("place", ["kind: rival", "relation: rival", "relationship type: rival"])
def test_the_kind_may_be_a_property(place: str) -> None:
    assert ["Ada rival Bo", "Bo rival Ada"] == kinds(with_note(HEAD.replace("---\n", f"---\n{place}\n", 1)))


@pytest.mark.parametrize(
    "text",
    ["kind:: rival\n", "**Kind:** rival\n", "## Kind\n\nRival.\n", "- Relation: rival\n", "## Relationship\n\nrival\n"],
)
def test_the_kind_may_stand_in_the_text(text: str) -> None:
    assert ["Ada rival Bo", "Bo rival Ada"] == kinds(with_note(HEAD + text))


@pytest.mark.parametrize("family", ["romance", "friendship", "family", "mentor", "professional", "rivalry", "enemy"])
def test_the_name_of_a_family_is_a_kind(family: str) -> None:
    assert family == only_tie(with_note(relationship("Ada", "Bo", kind=family))).kinds[0].family


@pytest.mark.parametrize("kind", ["mentor", "parent", "boss", "professional"])
def test_a_directed_kind_without_direction_is_kept_undirected(kind: str) -> None:
    found = only_tie(with_note(relationship("Ada", "Bo", kind=kind))).kinds

    assert [False] == [one.directed for one in found] or all(one.kind == "professional" for one in found)


def test_a_kind_that_nobody_knows_is_told_of_and_kept_out() -> None:
    files = with_note(relationship("Ada", "Bo", kind="oathsworm"))
    (problem,) = cast(files).problems

    assert ("Notes/Two.md", "unknown-kind", "info", True) == (
        problem.path,
        problem.code,
        problem.severity,
        "oathsworm" in problem.message,
    )
    assert () == only_tie(files).kinds


def test_several_kinds_are_all_kept_in_order() -> None:
    found = only_tie(with_note(relationship("Ada", "Bo", kind=["rival", "friend"]))).kinds

    assert ["rival", "rival", "friend", "friend"] == [kind.kind for kind in found]


def test_what_a_note_about_two_says_is_nobodys_side() -> None:
    assert {None} == {by for _, _, by, _ in lines(relationship("Ada", "Bo", history="they met", now="apart"))}


def test_an_empty_note_about_two_is_a_tie_of_no_kind() -> None:
    tie = only_tie(with_note(HEAD))

    assert ((), (), ("Notes/Two.md",)) == (tie.kinds, tie.lines, tie.notes)
