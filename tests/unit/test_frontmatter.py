"""What is read of a note's properties, and what is refused (hostile cases 58 to 81)."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from vault_companion.notes.frontmatter import (
    MAX_FAULTS,
    Fault,
    Mapping,
    Properties,
    Scalar,
    Sequence,
    Value,
    bare_link,
    read,
)


def block(yaml: str) -> Properties:
    return read(["---", *yaml.split("\n"), "---"])


def simple(value: Value) -> object:
    """The value without its lines."""
    match value:
        case Scalar():
            return value.text
        case Sequence():
            return [simple(item) for item in value.items]
        case Mapping():
            return {key.text: simple(item) for key, item in value.items}


def properties(yaml: str) -> dict[str, object]:
    return {key.text: simple(value) for key, value in block(yaml).items}


def faults(yaml: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in block(yaml).faults]


# ---- values


@pytest.mark.parametrize(
    ("case", "yaml", "expected"),
    [
        (58, 'k: "[[X]]"', {"k": "[[X]]"}),
        (58, 'k:\n  - "[[X]]"\n  - "[[Y]]"', {"k": ["[[X]]", "[[Y]]"]}),
        (45, "aliases: 42\nalias: [null, 7]", {"aliases": "42", "alias": ["null", "7"]}),
        (67, 'r: [{type: rival, target: "[[X]]"}]', {"r": [{"type": "rival", "target": "[[X]]"}]}),
        (71, "fc-date: 1371-17-19\nb: 0000-00-00", {"fc-date": "1371-17-19", "b": "0000-00-00"}),
        (72, "no: x\non: y\n1: z", {"no": "x", "on": "y", "1": "z"}),
        (
            72,
            "a: yes\nb: 010\nc: 12:30\nd: 1e3\ne: 1.10",
            {"a": "yes", "b": "010", "c": "12:30", "d": "1e3", "e": "1.10"},
        ),
        (72, "a: ~\nb:\nc: null\nd: ''", {"a": "~", "b": "", "c": "null", "d": ""}),
        (76, '{"dg-publish":true,"tags":["player"]}', {"dg-publish": "true", "tags": ["player"]}),
        (79, "", {}),
        (79, "# only a comment", {}),
        (80, "a: !!python/object:os.system x", {"a": "x"}),
        (81, 'tags: "#NPC"\nTags2: a b', {"tags": "#NPC", "Tags2": "a b"}),
        (45, "content: x\nhandler: y\nself: z", {"content": "x", "handler": "y", "self": "z"}),
    ],
)
def test_every_value_stays_the_text_of_the_author(case: int, yaml: str, expected: dict[str, object]) -> None:
    assert properties(yaml) == expected
    assert faults(yaml) == []


def test_cases_59_to_61_a_bare_link_stays_the_list_in_a_list_that_it_is() -> None:
    found = properties("a: [[X]]\nb: [[A, B]]\nc:\n  - - Hogwarts\nd:\n  - [[E]]\ne: []")

    assert found == {"a": [["X"]], "b": [["A", "B"]], "c": [["Hogwarts"]], "d": [[["E"]]], "e": []}


@pytest.mark.parametrize(
    ("yaml", "link"),
    [
        ("[[X]]", "[[X]]"),
        ("[[Kaelen, o Flagelo]]", "[[Kaelen, o Flagelo]]"),
        ("[[X|shown]]", "[[X|shown]]"),
        ("[X]", None),
        ("[[X], [Y]]", None),
        ("[[]]", None),
        ("[[[X]]]", None),
        ("[]", None),
        ("X", None),
    ],
)
def test_only_a_list_with_one_list_of_words_is_a_bare_link(yaml: str, link: str | None) -> None:
    ((_, value),) = block(f"k: {yaml}").items

    assert bare_link(value) == (Scalar(link, 2, 2) if link else None)


def test_a_bare_link_is_also_a_key() -> None:
    assert properties("relationships:\n  [[Mara]]: rival") == {"relationships": {"[[Mara]]": "rival"}}


def test_values_know_their_lines_in_the_file() -> None:
    yaml = "one: a\ntwo:\n  - b\n  - c\n    goes on\nlit: |\n  d\n  e\nfold: >-\n  f\n  g\n\nlast: |\n  h\n  i"
    lines = [
        (text.text, text.first, text.last)
        for _, value in block(yaml).items
        for text in (value.items if isinstance(value, Sequence) else (value,))
        if isinstance(text, Scalar)
    ]

    assert lines == [
        ("a", 2, 2),
        ("b", 4, 4),
        ("c goes on", 5, 6),
        ("d\ne\n", 7, 9),
        ("f g", 10, 13),
        ("h\ni\n", 14, 16),
    ]


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
def test_what_only_yaml_takes_for_a_line_end_moves_no_line(odd: str) -> None:
    items = block(f"a: one{odd}two\nb: three").items

    assert [(key.text, key.first) for key, _ in items] == [("a", 2), ("b", 3)]
    assert properties(f"a: one{odd}two") == {"a": "one two"}


# ---- what YAML rejects

BROKEN = [
    # case, yaml, what is kept, where it is wrong
    (62, "a: b\nleader: [[X]] - Lower\nneeds: c", {"a": "b", "leader": "[[X]] - Lower", "needs": "c"}, [3]),
    (
        62,
        "a: b\nallies:\n  - [[X]] — text\n  - [[Y]]\nneeds: c",
        {"a": "b", "allies": ["[[X]] — text", [["Y"]]], "needs": "c"},
        [4],
    ),
    (63, "image: ![[x.png]]\nneeds: a", {"image": "![[x.png]]", "needs": "a"}, [2]),
    (65, 'k: "[[A]]", "[[B]]"\nneeds: a', {"k": '"[[A]]", "[[B]]"', "needs": "a"}, [2]),
    (66, 'k: "[[A\\|B]]"\nneeds: a', {"k": '"[[A\\|B]]"', "needs": "a"}, [2]),
    (68, "a: {{title}} of {{x}}\nneeds: a", {"needs": "a"}, [2]),
    (68, "a: <% tp.file.title %>: x\nneeds: a", {"needs": "a"}, [2]),
    (70, "list:\n\t- a\nneeds: a", {"list": "", "needs": "a"}, [3]),
    (73, "name: Mr. X: the return\nneeds: a", {"name": "Mr. X: the return", "needs": "a"}, [2]),
    (73, "h:\n  - @handle\n  - b\nneeds: a", {"h": ["@handle", "b"], "needs": "a"}, [3]),
    (73, 'l: ["The "Big" One"]\nneeds: a', {"needs": "a"}, [2]),
    (73, "b: **bold**\nneeds: a", {"b": "**bold**", "needs": "a"}, [2]),
    (
        73,
        "needs:\n- a home: a bed: a table\n- peace\nwants: c",
        {"needs": ["a home: a bed: a table", "peace"], "wants": "c"},
        [3],
    ),
    (78, "a: b\njust words\nneeds: c", {"needs": "c"}, [3]),
    (79, "- a\nb: @\nneeds: c", {"needs": "c"}, [2, 3]),
    (79, "  a: b\nneeds: c", {"a": "b", "needs": "c"}, [2]),
    (79, "a: 'never closed\nneeds: b", {"needs": "b"}, [2]),
    (79, "tags: [a, b\nneeds: b", {"needs": "b"}, [2]),
    (79, "a: x\x07y\nneeds: b", {"needs": "b"}, [2]),
]


@pytest.mark.parametrize(("case", "yaml", "kept", "lines"), BROKEN)
def test_of_a_broken_property_a_line_is_read_as_text_or_left_out_and_it_costs_no_other(
    case: int, yaml: str, kept: dict[str, object], lines: list[int]
) -> None:
    assert properties(yaml) == kept
    assert [fault.line for fault in block(yaml).faults] == lines


@pytest.mark.parametrize(
    ("yaml", "message", "hint"),
    [
        ("leader: [[X]] - Lower", '"leader" cannot be read as YAML', 'key: "[[Name]] and the rest"'),
        ("name: {{title}} of", '"name" cannot be read as YAML', "a template that was never filled in"),
        ("name: Mr. X: the return", '"name" cannot be read as YAML', "Put the whole value in quotes"),
    ],
)
def test_a_fault_names_the_property_and_says_what_to_do(yaml: str, message: str, hint: str) -> None:
    (fault,) = block(yaml).faults

    assert fault.code == "bad-property"
    assert message in fault.message
    assert hint in fault.hint


def test_case_69_of_a_property_that_is_written_twice_the_last_counts() -> None:
    yaml = "a: 1\nneeds: x\nNeeds: y"

    assert properties(yaml) == {"a": "1", "Needs": "y"}
    assert block(yaml).faults == (
        Fault(
            4,
            "duplicate-property",
            'the property "Needs" is written twice; the last one counts',
            "Keep one of the two.",
        ),
    )


@pytest.mark.parametrize("yaml", ["- a\n- b", "just words", "'quoted'"])
def test_case_79_a_block_that_holds_no_properties_is_a_fault(yaml: str) -> None:
    assert properties(yaml) == {}
    assert faults(yaml) == [(2, "frontmatter-not-properties")]


def test_a_block_full_of_faults_lists_only_the_first() -> None:
    assert faults("\n".join(f"k{n}: @" for n in range(100))) == [(n + 2, "bad-property") for n in range(MAX_FAULTS)]


# ---- what is refused


def bomb(levels: int, each: int) -> str:
    """A list of lists of lists ..., each naming the one before `each` times."""
    names = "abcdefghijklmnop"[:levels]
    more = [f"{name}: &{name} [{', '.join([f'*{before}'] * each)}]" for before, name in pairwise(names)]
    return "\n".join(["a: &a [x, x]", *more])


REFUSED = {
    "30,000 nested lists": ("a: " + "[" * 30_000, 2, "more than 32 deep"),
    "30,000 nested maps": ("a: " + "{" * 30_000, 2, "more than 32 deep"),
    "30,000 dashes": ("a:\n" + "- " * 30_000, 3, "more than 32 deep"),
    "dashes after a broken property": ("b: @\na:\n" + "- " * 30_000, 4, "more than 32 deep"),
    "lists after a broken property": ("b: @\na: " + "[" * 30_000, 3, "more than 32 deep"),
    "a bomb of nine aliases a level": (bomb(9, 9), 6, "more than 5,000 values"),
    "a bomb of three aliases a level": (bomb(11, 3), 8, "more than 5,000 values"),
    "very many aliases": ("a: &a x\nb: [" + "*a, " * 100 + "]", 3, "repeat anchors too often"),
    "a merge key": ("a: &a {x: 1}\nb:\n  <<: *a", 4, "a merge key"),
    "a merge bomb": ("a: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [*b, *b]}", 3, "a merge key"),
    "a list in itself": ("a: &a [*a]", 2, "refer to themselves"),
    "a map in itself": ("a: &a\n  b:\n    c: *a", 4, "refer to themselves"),
    "a number of 5,000 digits": ("a: b\nn: " + "9" * 5_000, 3, "a number of more than a thousand digits"),
    "6,000 properties": ("\n".join(f"k{n}: x" for n in range(6_000)), 2500, "more than 5,000 values"),
    "more than 64 KB": ("a: " + "x" * 70_000, 1, "take 68 KB"),
}


@pytest.mark.parametrize(("yaml", "line", "reason"), REFUSED.values(), ids=REFUSED)
def test_case_80_what_would_choke_a_loader_is_refused_at_once(yaml: str, line: int, reason: str) -> None:
    start = time.process_time()
    found = block(yaml)
    took = time.process_time() - start

    fault = found.faults[-1]
    assert found.items == ()
    assert (fault.line, fault.code) == (line, "frontmatter-refused")
    assert reason in fault.message
    assert "the rest of the note is read" in fault.hint
    assert took < 0.5


def test_aliases_within_reason_are_followed() -> None:
    assert properties("a: &home [a bed, a table]\nb: *home") == {"a": ["a bed", "a table"], "b": ["a bed", "a table"]}


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        ("a: @\n" * 400, "bad-property"),
        ("a: @\n" * 12_000, "frontmatter-refused"),
        ("x: @\n" + "a:\n" * 20_000, "frontmatter-refused"),
        ("- @\n" * 15_000, "bad-property"),
        ("a:\n" + "- @\n" * 15_000, "bad-property"),
    ],
)
def test_a_block_broken_on_every_line_is_left_in_little_time(yaml: str, code: str) -> None:
    start = time.process_time()
    found = block(yaml)
    took = time.process_time() - start

    assert found.items == ()
    assert found.faults[0].code == code
    assert took < 1
