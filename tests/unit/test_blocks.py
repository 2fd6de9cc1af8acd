"""The structure of a note: sections, and in them paragraphs, items, rows and callouts."""

from __future__ import annotations

import time

import pytest

from vault_companion.notes.blocks import Block, sections_of
from vault_companion.notes.scan import scan


def blocks(text: str) -> list[Block]:
    return [block for section in sections_of(scan(text).masked) for block in section.blocks]


def brief(text: str) -> list[tuple[str, str, int]]:
    """Kind, text and first line of each block."""
    return [
        (block.kind, " / ".join(line.text for line in block.lines), block.lines[0].number) for block in blocks(text)
    ]


def headings(text: str) -> list[tuple[str, int, int, tuple[str, ...]]]:
    return [(one.heading, one.level, one.line, one.above) for one in sections_of(scan(text).masked)[1:]]


# ---- sections


def test_sections_know_the_headings_they_lie_under() -> None:
    text = "# Mara\n## Inside\n### Needs\n## Outside\n#### Deep\n# Other"

    assert headings(text) == [
        ("Mara", 1, 1, ()),
        ("Inside", 2, 2, ("Mara",)),
        ("Needs", 3, 3, ("Mara", "Inside")),
        ("Outside", 2, 4, ("Mara",)),
        ("Deep", 4, 5, ("Mara", "Outside")),
        ("Other", 1, 6, ()),
    ]


def test_what_stands_before_the_first_heading_is_a_section_without_one() -> None:
    first, second = sections_of("intro\n\n## Needs\n\na home")

    assert (first.heading, first.level, first.blocks[0].lines[0].text) == ("", 0, "intro")
    assert (second.heading, second.blocks[0].lines[0].text) == ("Needs", "a home")


def test_lines_are_counted_in_the_whole_file() -> None:
    text = "---\na: b\n---\n\n## Needs\n- one\n\n- two"

    assert headings(text) == [("Needs", 2, 5, ())]
    assert brief(text) == [("item", "one", 6), ("item", "two", 8)]


def test_an_underlined_line_is_a_heading() -> None:
    assert headings("Needs\n=====\n\nWounds:\n---") == [("Needs", 1, 1, ()), ("Wounds:", 2, 4, ("Needs",))]


@pytest.mark.parametrize("text", ["**Needs:** a home\n---", "one line\nanother\n---"])
def test_text_above_a_rule_is_not_swallowed_as_a_heading(text: str) -> None:
    assert headings(text) == []
    assert [kind for kind, _, _ in brief(text)] == ["paragraph"]


def test_case_31_a_heading_may_be_a_link() -> None:
    assert headings("## [[Aster Kenos]]") == [("[[Aster Kenos]]", 2, 1, ())]


# ---- blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", [("paragraph", "one / two", 1), ("paragraph", "three", 4)]),
        ("- a\n- b\n  more", [("item", "a", 1), ("item", "b / more", 2)]),
        ("- a\n\n  second paragraph", [("item", "a", 1), ("paragraph", "second paragraph", 3)]),
        ("1. a\n2) b", [("item", "a", 1), ("item", "b", 2)]),
        ("- [ ] a\n- [x] b\n- [[Bo]] c", [("item", "a", 1), ("item", "b", 2), ("item", "[[Bo]] c", 3)]),
        ("text\n\t- a\n\t  b\n\t- [ ] c", [("paragraph", "text", 1), ("item", "a / b", 2), ("item", "c", 4)]),
        ("> quoted\n> lines", [("paragraph", "quoted / lines", 1)]),
        ("a home ^f00-1\n\n^block", [("paragraph", "a home", 1)]),
        ("%%c%% text", [("paragraph", "text", 1)]),
        ("%%^Campaign:x%% text %%^End%%", [("paragraph", "text", 1)]),
        ("text %% c\nc %% more", [("paragraph", "text / more", 1)]),
        ("[^1]: see [[X]]", [("paragraph", "[^1]: see [[X]]", 1)]),
        ("[label]: a home", [("paragraph", "[label]: a home", 1)]),
        ("```\ncode\n```\ntext", [("paragraph", "text", 4)]),
        ("a *b* [[c_d_e]] &amp; \\[", [("paragraph", "a *b* [[c_d_e]] &amp; \\[", 1)]),
        ("<div>\nblock HTML\n</div>\n\ntext", [("paragraph", "text", 5)]),
        ("***", []),
        ("", []),
    ],
)
def test_blocks_are_source_text_without_their_marks(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert brief(text) == expected


def test_items_know_how_deep_they_lie() -> None:
    text = "text\n- a\n\t- b\n\t\t- c\n- d"

    assert [block.depth for block in blocks(text)] == [0, 1, 2, 3, 1]


def test_a_table_is_its_rows_with_the_first_among_them() -> None:
    found = blocks("| Need | a home |\n|---|---|\n| Wound | the *fire* |\n| | |\n")

    assert [(block.kind, block.cells, block.lines[0].number) for block in found] == [
        ("row", ("Need", "a home"), 1),
        ("row", ("Wound", "the *fire*"), 3),
    ]


@pytest.mark.parametrize("bar", ["|", r"\|"])
def test_cases_6_and_29_the_bar_of_a_link_parts_no_cells(bar: str) -> None:
    found = blocks(f"| mentor | x |\n|---|---|\n| rival | [[Bo Lee{bar}Bo]] |")

    assert found[1].cells == ("rival", "[[Bo Lee|Bo]]")


# ---- callouts


def callouts(text: str) -> list[tuple[str, str, str]]:
    return [(block.kind, block.callout, " / ".join(line.text for line in block.lines)) for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!need] a home", [("callout", "need", "a home")]),
        ("> [!NEED]- a home", [("callout", "need", "a home")]),
        ("> [!need|wide]+ a home", [("callout", "need", "a home")]),
        ("> [!need]\n> a home", [("paragraph", "need", "a home")]),
        ("> [!need] A\n> b\n>\n> - c", [("callout", "need", "A"), ("paragraph", "need", "b"), ("item", "need", "c")]),
        ("> [!info]\n> > [!need] a", [("callout", "need", "a")]),
        ("> [!info]\n> > a", [("paragraph", "info", "a")]),
        ("> [!need]\n\nafter", [("paragraph", "", "after")]),
        ("> [!need]\n> %%\n> x\n> %%\n> a", [("paragraph", "need", "a")]),
        ("> [!need]\n> ```\n> x\n> ```\n> a", [("paragraph", "need", "a")]),
        ("> [!need] a\n> [!flaw] b", [("callout", "need", "a"), ("callout", "flaw", "b")]),
        ("> [!need] a\n>\n> [!flaw]\n> b", [("callout", "need", "a"), ("paragraph", "flaw", "b")]),
        ("> said\n> [!flaw] b", [("paragraph", "", "said"), ("callout", "flaw", "b")]),
        ("> just a quote", [("paragraph", "", "just a quote")]),
        ("[!need] no quote", [("paragraph", "", "[!need] no quote")]),
    ],
)
def test_what_lies_in_a_callout_knows_its_type(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert callouts(text) == expected


def test_a_callout_directly_below_another_ends_it() -> None:
    text = "# Ada\n\n> [!need] a\n> b\n> [!flaw] c\n> [!fear]\n> d\n\nafter"

    assert [(section.heading, section.above) for section in sections_of(text) if section.blocks] == [
        ("a", ("Ada",)),
        ("c", ("Ada",)),
        ("Ada", ()),
    ]


# ---- limits


@pytest.mark.parametrize("mark", ["- ", "> ", "1. ", "> - "])
def test_nesting_beyond_all_measure_ends_nothing(mark: str) -> None:
    text = f"before\n\n{mark * 20_000}x\n\n# After\n\nafter"

    assert headings(text) == [("After", 1, 5, ())]
    assert brief(text)[0] == ("paragraph", "before", 1)
    assert brief(text)[-1] == ("paragraph", "after", 7)


@pytest.mark.parametrize("step", ["  ", "\t", " \t"])
def test_lists_nested_line_by_line_beyond_all_measure_end_nothing(step: str) -> None:
    text = "\n".join([*(f"{step * depth}- {depth}" for depth in range(300)), "", "# After"])

    assert headings(text) == [("After", 1, 302, ())]
    assert [line for _, line, _ in brief(text)] == [str(depth) for depth in range(300)]


def test_lists_are_read_down_to_a_depth_that_no_author_reaches() -> None:
    text = "\n".join("  " * depth + f"- item {depth}" for depth in range(30))

    assert [block.depth for block in blocks(text)] == list(range(1, 31))


@pytest.mark.parametrize("piece", ["[[", "| a ", "**a", "> [!need]\n", "[a](", "<!-- ", "```\n", "- [ ] ", "`"])
def test_a_large_note_of_one_repeated_mark_is_read_in_little_time(piece: str) -> None:
    masked = scan(piece * (50_000 // len(piece))).masked
    start = time.process_time()
    found = sections_of(masked)
    took = time.process_time() - start

    assert len(found) >= 1
    assert took < 2
