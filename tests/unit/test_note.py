"""One file's text as a note: its parts, its keys, and the lines that can be pointed at."""

from __future__ import annotations

import pytest

from vault_companion.notes.note import Evidence, Note, key_of, parse, scalars
from vault_companion.vault.snapshot import VaultPath

PATH = VaultPath("Cast/Mara.md")
PROPERTIES = 'needs:\n  - "[[Bo]]"\n  - to be seen'
BODY = "Text [[Ada]]"


def note(text: str) -> Note:
    return parse(PATH, text)


# ---- parts


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_case_75_every_line_end_gives_the_same_note(end: str) -> None:
    text = f"---\n{PROPERTIES}\n---\n{BODY}\n"

    assert note(text.replace("\n", end)) == note(text)


def test_case_75_line_ends_may_be_mixed() -> None:
    found = note("---\r\nneeds: a\r---\nText\r\n[[Ada]]")

    assert [(key.text, key.first) for key, _ in found.properties] == [("needs", 2)]
    assert [(link.target, link.line) for link in found.links] == [("Ada", 5)]


def test_links_in_properties_come_first_and_know_their_lines() -> None:
    found = note(f"---\n{PROPERTIES}\n---\n{BODY}")

    assert [(link.target, link.line) for link in found.links] == [("Bo", 3), ("Ada", 6)]


@pytest.mark.parametrize(
    ("case", "yaml", "targets"),
    [
        (58, 'k: "[[X]]"', ["X"]),
        (59, "k: [[X]]", ["X"]),
        (60, "k: [[A, B]]", ["A, B"]),
        (61, "k:\n  - - Hogwarts", ["Hogwarts"]),
        (64, 'role: "[[X|WLL]] Champion of [[Y]]"', ["X", "Y"]),
        (67, 'r:\n  - {type: rival, target: "[[X]]"}\n  - with: "[[Y]]"', ["X", "Y"]),
        (25, 'k: "[x](My%20Note.md)"', ["My Note"]),
        (62, "k: [[X]] - Lower", ["X"]),
    ],
)
def test_links_in_properties(case: int, yaml: str, targets: list[str]) -> None:
    found = note(f"---\n{yaml}\n---\n[[Body]]")

    assert [link.target for link in found.links] == [*targets, "Body"]


def test_case_78_of_two_blocks_only_the_first_holds_properties() -> None:
    found = note("---\na: 1\n---\n---\nb: 2\n---\n")

    assert [key.text for key, _ in found.properties] == ["a"]


def test_case_78_a_block_that_never_ends_is_text_and_a_fault() -> None:
    found = note("---\nneeds: [[Ada]]")

    assert found.properties == ()
    assert [link.target for link in found.links] == ["Ada"]
    assert [(fault.line, fault.code) for fault in found.faults] == [(1, "frontmatter-open")]


@pytest.mark.parametrize("text", ["", "\n", "   ", "---\n---", "---\n---\n", "\x00", "no end"])
def test_a_note_may_hold_next_to_nothing(text: str) -> None:
    found = note(text)

    assert (found.properties, found.links, found.faults) == ((), (), ())
    assert len(found.masked.split("\n")) == len(found.lines)


def test_a_refused_block_leaves_the_body_readable() -> None:
    found = note("---\na: " + "[" * 30_000 + "\n---\n[[Ada]]")

    assert [link.target for link in found.links] == ["Ada"]
    assert [fault.code for fault in found.faults] == ["frontmatter-refused"]


def test_a_property_is_found_by_any_spelling_of_its_key() -> None:
    found = note("---\nLove-Interest: Bo\nlove_interest2: Cy\n---")
    value = found.property("crush", "love interest")

    assert value is not None
    assert [text.text for text in scalars(value)] == ["Bo"]
    assert found.property("love") is None


# ---- scalars


@pytest.mark.parametrize(
    ("yaml", "texts"),
    [
        ("k: a", ["a"]),
        ("k:", [""]),
        ("k: []", []),
        ("k: {}", []),
        ("k: [a, [b, c], {d: e}]", ["a", "b", "c", "e"]),
        ("k: [[A, B]]", ["[[A, B]]"]),
        ("k:\n  - [[A, B]]\n  - [[C]]\n  - D", ["[[A, B]]", "[[C]]", "D"]),
        ("k:\n  - [[A]]", ["[[A]]"]),
        ("k: [[[A]], [[B]]]", ["[[A]]", "[[B]]"]),
        ("k: {a: [[A]]}", ["[[A]]"]),
        ("k: [[]]", []),
    ],
)
def test_scalars_are_every_text_in_a_value_with_bare_links_mended(yaml: str, texts: list[str]) -> None:
    ((_, value),) = note(f"---\n{yaml}\n---").properties

    assert [text.text for text in scalars(value)] == texts


# ---- keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Needs", "needs"),
        ("NEEDS:", "needs"),
        ("**Name:**", "name"),
        ("**Needs**:", "needs"),
        ("*Greatest Fear*", "greatest fear"),
        ("Needs (internal)", "needs (internal)"),
        ("3. Needs:", "needs"),
        ("1.2) Needs", "needs"),
        ("💔 Needs", "needs"),
        ("🧑‍🚀❤️ Needs:", "needs"),
        ("1️⃣ Needs", "needs"),
        ("— Needs —", "needs —"),
        ("love_interest", "love interest"),
        ("love-interest", "love interest"),
        ("  What   they need ", "what they need"),
        ("[[Mara Vale|Mara]]", "mara"),
        ("Needs：", "needs"),
        ("Needs!!", "needs"),
        ("Needs …?", "needs"),
        ("2nd wound", "2nd wound"),
        ("C++", "c++"),
        ("7", "7"),
        ("???", "???"),
        ("", ""),
        ("E\u0301lan", "élan"),
        ("Что ей нужно", "что ей нужно"),
        ("需要", "需要"),
    ],
)
def test_keys_are_compared_without_marks_numbers_and_emoji(text: str, key: str) -> None:
    assert key_of(text) == key


# ---- evidence


@pytest.mark.parametrize(
    ("source", "text", "first", "last", "expected"),
    [
        ("a\nneeds: to be seen", "to be seen", 2, 2, (2, "to be seen")),
        ("to be seen\nto be seen", "to be seen", 1, 2, (1, "to be seen")),
        ("to be seen by\nher own father", "to be seen by her own father", 1, 2, (2, "her own father")),
        ("> a long way\n> home", "a long way home", 1, 2, (1, "a long way")),
        ("x", "nothing like it", 1, 9, (1, "x")),
        ("x", "x", 7, 7, (7, "")),
    ],
)
def test_evidence_is_the_line_that_holds_most_of_the_words(
    source: str, text: str, first: int, last: int, expected: tuple[int, str]
) -> None:
    assert note(source).evidence(text, first, last, "H") == Evidence(PATH, *expected, "H")


def test_evidence_of_which_nothing_stands_on_its_line_quotes_the_line() -> None:
    found = parse(VaultPath("Ada.md"), "one\n  `code` here\n").evidence("xyz", 2)
    assert (2, "`code` here") == (found.line, found.quote)
