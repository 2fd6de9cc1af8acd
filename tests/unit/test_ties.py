"""What is stated in many places, put together as one tie a pair."""

from __future__ import annotations

import pytest

from tests.helpers import Files, cast, character, kinds, only_tie, relationship
from vault_companion.cast.ties import pair_of
from vault_companion.vault.snapshot import VaultPath


def two(ada: str = "", bo: str = "", both: str = "") -> Files:
    """Ada's note, Bo's note, and one about both."""
    notes = {"Ada.md": character() + ada, "Bo.md": character() + bo}
    return {**notes, "Two.md": both} if both else notes


def primary(files: Files) -> str:
    kind = only_tie(files).primary
    return kind.kind if kind else ""


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (("Bo", "Ada"), ("Ada", "Bo")),
        (("ada", "Bo"), ("ada", "Bo")),
        (("Zoë", "Älva"), ("Zoë", "Älva")),
        (("b", "B"), ("B", "b")),
    ],
)
def test_two_people_stand_in_the_order_of_their_names_blind_to_case(
    names: tuple[str, str], order: tuple[str, str]
) -> None:
    paths = {VaultPath(f"{name}.md"): name for name in names}
    one, other = paths

    assert order == tuple(paths[path] for path in pair_of(one, other, paths))


@pytest.mark.parametrize("names", [("Bo", "bo"), ("Zoë", "Zoe\u0308"), ("a", "b")])
def test_the_order_does_not_depend_on_who_is_asked_for_first(names: tuple[str, str]) -> None:
    paths = {VaultPath(f"{name}.md"): name for name in names}
    one, other = paths

    assert pair_of(one, other, paths) == pair_of(other, one, paths)


def test_the_same_word_in_both_notes_is_one_kind_with_both_lines() -> None:
    tie = only_tie(two("rival:: [[Bo]]\n", "rival:: [[Ada]]\n"))

    assert [("rival", 2), ("rival", 2)] == [(kind.kind, len(kind.evidence)) for kind in tie.kinds]


def test_only_symmetric_words_are_mirrored() -> None:
    assert ["Bo mentor Ada"] == kinds(two("mentor:: [[Bo]]\n"))
    assert ["Bo crush Ada"] == kinds(two("crush:: [[Bo]]\n"))
    assert ["Ada friend Bo", "Bo friend Ada"] == kinds(two("friend:: [[Bo]]\n"))


def test_a_word_with_a_gender_is_mirrored_without_one() -> None:
    assert ["Bo husband Ada", "Ada spouse Bo"] == kinds(two("husband:: [[Bo]]\n"))


def test_both_sides_of_a_directed_tie_are_kept_as_each_says_it() -> None:
    assert ["Bo mentor Ada", "Ada student Bo"] == kinds(two("mentor:: [[Bo]]\n", "student:: [[Ada]]\n"))


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        (two("rival:: [[Bo]]\n", "friend:: [[Ada]]\n"), "rival"),
        (two("friend:: [[Bo]]\nwife:: [[Bo]]\n"), "wife"),
        (two("enemy:: [[Bo]]\nfriend:: [[Bo]]\n", "friend:: [[Ada]]\n"), "friend"),
        (two("enemy:: [[Bo]]\n", "enemy:: [[Ada]]\n", relationship("Ada", "Bo", kind="friendship")), "friendship"),
        (two("boss:: [[Bo]]\nsister:: [[Bo]]\nmentor:: [[Bo]]\n"), "sister"),
        (two("", "", relationship("Ada", "Bo", kind=["friend", "rival"])), "rival"),
        (two("- x\n\n## Relationships\n\n- [[Bo]]\n"), ""),
        (two("\n## Relationships\n\n- [[Bo]]: former enemy, now a friend\n"), "friend"),
    ],
)
def test_the_kind_that_names_a_tie(files: Files, kind: str) -> None:
    assert kind == primary(files)


def test_the_same_words_in_the_same_part_count_once_with_every_line() -> None:
    note = "\n## Relationships\n\n- [[Bo]]: rival\n- [[Bo]]: Rival\n"
    (line,) = only_tie(two(note)).lines

    assert [7, 8] == sorted(place.line for place in line.phrase.evidence)


def test_the_same_words_from_both_sides_are_two_lines() -> None:
    files = two("\n## Relationships\n\n- [[Bo]]: rival\n", "\n## Relationships\n\n- [[Ada]]: rival\n")

    assert ["Ada.md", "Bo.md"] == [line.by for line in only_tie(files).lines]


def test_nobody_is_tied_to_themself() -> None:
    assert () == cast(two("rival:: [[Ada]]\n\n## Relationships\n\n- [[Ada]]: enemy\n")).ties


def test_ties_stand_in_the_order_of_the_names() -> None:
    files = {name + ".md": character(friend=["[[A]]", "[[b]]", "[[C]]"]) for name in ("C", "b", "A")}

    assert [("A", "b"), ("A", "C"), ("b", "C")] == [tuple(who.stem for who in tie.pair) for tie in cast(files).ties]


def test_a_tie_knows_the_other_and_its_families() -> None:
    tie = only_tie(two("rival:: [[Bo]]\nsister:: [[Bo]]\n"))

    assert (VaultPath("Bo.md"), VaultPath("Ada.md")) == (tie.other(VaultPath("Ada.md")), tie.other(VaultPath("Bo.md")))
    assert ("rivalry", "family") == tie.families


def test_the_lines_of_a_part_are_found() -> None:
    tie = only_tie(two(both=relationship("Ada", "Bo", kind="friendship", history=["a", "b"], now="c")))

    assert (["a", "b", "c"], []) == (
        [line.phrase.text for line in tie.of_part("history", "now")],
        list(tie.of_part("power")),
    )


# ---- ways: where the author says that a tie holds both ways, or one


def flagged(kind: str, flag: str) -> Files:
    return {
        "Ada.md": f"---\ntype: character\nrelations:\n  - type: {kind}\n    target: Bo\n    {flag}\n---\n",
        "Bo.md": character(),
    }


@pytest.mark.parametrize("flag", ["twoWay: true", "bidirectional: true", "two-way: yes", "Bidirectional: True"])
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("rival", ["Ada rival Bo", "Bo rival Ada"]),
        ("mentor", ["Bo mentor Ada", "Ada student Bo"]),
        ("mentor_of", ["Ada mentor Bo", "Bo student Ada"]),
        ("loves", ["Ada loves Bo", "Bo loves Ada"]),
        ("fears", ["Ada fears Bo", "Bo fears Ada"]),
        ("brother", ["Bo brother Ada", "Ada sibling Bo"]),
    ],
)
def test_a_tie_said_to_hold_both_ways_does(flag: str, kind: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(kinds(flagged(kind, flag)))


@pytest.mark.parametrize("flag", ["twoWay: false", "bidirectional: false", "bidirectional: no"])
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("rival", ["Bo rival Ada"]),
        ("mentor", ["Bo mentor Ada"]),
        ("loves", ["Ada loves Bo"]),
        ("lover", ["Bo lover Ada"]),
    ],
)
def test_a_tie_said_to_hold_one_way_is_not_mirrored(flag: str, kind: str, expected: list[str]) -> None:
    assert expected == kinds(flagged(kind, flag))


@pytest.mark.parametrize("flag", ["twoWay: false", "bidirectional: false"])
def test_kin_is_kin_both_ways_whatever_a_flag_says(flag: str) -> None:
    assert ["Ada sibling Bo", "Bo sibling Ada"] == kinds(flagged("sibling", flag))


@pytest.mark.parametrize("flag", ["twoWay:", "twoWay: maybe", "category: social"])
def test_without_such_a_word_the_kind_itself_decides(flag: str) -> None:
    assert ["Ada rival Bo", "Bo rival Ada"] == kinds(flagged("rival", flag))


def test_a_feeling_is_never_mirrored_unasked() -> None:
    assert ["Ada loves Bo"] == kinds(two("loves:: [[Bo]]\n"))


def test_a_tie_that_is_taken_out_of_the_note_is_gone() -> None:
    with_it, without = two("rival:: [[Bo]]\n"), two()

    assert (1, 0) == (len(cast(with_it).ties), len(cast(without).ties))


def test_both_directions_and_several_kinds_of_a_pair_are_kept() -> None:
    files = two("mentor:: [[Bo]]\ncrush:: [[Bo]]\n", "loves:: [[Ada]]\n")

    assert ["Bo mentor Ada", "Bo crush Ada", "Bo loves Ada"] == kinds(files)


# ---- what they call each other


@pytest.mark.parametrize(
    ("ada", "bo", "expected"),
    [
        ("rival:: [[Bo|the old fox]]\n", "", [("Ada", "the old fox", 4)]),
        ("\n## Relationships\n\n- [[Bo|the old fox]]: rival\n", "", [("Ada", "the old fox", 7)]),
        ("\n## Relationships\n\n- **[[Bo|the old fox]]**: rival\n", "", [("Ada", "the old fox", 7)]),
        ("\n## Relationships\n\n- **[[Bo|the old fox]]:** rival\n", "", [("Ada", "the old fox", 7)]),
        ("\n## Relationships\n\n### [[Bo|the old fox]]\n\nrival\n", "", [("Ada", "the old fox", 7)]),
        ("\n## Relationships\n\nShe fears [[Bo|the old fox]].\n", "", [("Ada", "the old fox", 7)]),
        (
            "\n## Relationships\n\n| Who | What |\n|--|--|\n| [[Bo\\|the old fox]] | rival |\n",
            "",
            [("Ada", "the old fox", 9)],
        ),
        ("rival:: [[Bo|the fox]]\nenemy:: [[Bo|The Fox]]\n", "", [("Ada", "the fox", 4)]),
        ("rival:: [[Bo|Fox]]\n", "rival:: [[Ada|Your Grace]]\n", [("Ada", "Fox", 4), ("Bo", "Your Grace", 4)]),
        ("rival:: [[Bo|Bo]], no friend\n", "", []),
        ("\n## Relationships\n\nShe fears [[Bo|him]] and [[Bo|a man]].\n", "", []),
        ("rival:: [[Bo]]\n", "", []),
        ("She met [[Bo|the old fox]].\nrival:: [[Bo]]\n", "", []),
    ],
)
def test_a_link_of_its_own_wording_is_what_one_calls_the_other(
    ada: str, bo: str, expected: list[tuple[str, str, int]]
) -> None:
    called = only_tie(two(ada, bo)).called

    assert expected == [(one.by.stem, one.name, one.evidence.line) for one in called]


def test_a_part_of_the_name_is_no_special_name() -> None:
    files = {"Ada.md": character() + "rival:: [[Bo Ashe|Bo]]\n", "Bo Ashe.md": character()}

    assert () == only_tie(files).called


def test_an_alias_that_one_uses_is_what_they_call_the_other() -> None:
    files = {"Ada.md": character() + "rival:: [[Bo Ashe|Foxy]]\n", "Bo Ashe.md": character(aliases="Foxy")}

    assert ["Foxy"] == [one.name for one in only_tie(files).called]
