"""Unified diffs of pages."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault_companion.diffing import coloured, page_diff

LINES = [f"line {number}\n" for number in range(1, 21)]


def changed(*changes: tuple[int, str]) -> str:
    """The twenty lines with some of them, by number, replaced."""
    lines = list(LINES)
    for number, text in changes:
        lines[number - 1] = text
    return "".join(lines)


def diff(old: str | None, new: str, path: str = "Dynamics/Ada.md") -> str:
    return page_diff(path, None if old is None else old.encode(), new.encode())


def test_a_changed_line_is_shown_between_three_lines_of_either_side() -> None:
    assert diff(changed(), changed((10, "other\n"))) == (
        "--- a/Dynamics/Ada.md\n+++ b/Dynamics/Ada.md\n@@ -7,7 +7,7 @@\n"
        " line 7\n line 8\n line 9\n-line 10\n+other\n line 11\n line 12\n line 13\n"
    )


def test_changes_that_are_far_apart_are_shown_apart() -> None:
    shown = diff(changed(), changed((2, "two\n"), (18, "eighteen\n")))

    assert ["@@ -1,5 +1,5 @@", "@@ -15,6 +15,6 @@"] == [line for line in shown.split("\n") if line.startswith("@@")]


def test_a_new_page_comes_from_nowhere() -> None:
    assert "--- /dev/null\n+++ b/Dynamics/Ada.md\n@@ -0,0 +1,2 @@\n+one\n+two\n" == diff(None, "one\ntwo\n")


def test_a_page_that_stays_has_no_diff() -> None:
    assert "" == diff("one\n", "one\n")


def test_a_last_line_without_an_end_is_marked() -> None:
    assert diff("one", "one\n").endswith("@@ -1 +1 @@\n-one\n\\ No newline at end of file\n+one\n")


def test_a_path_with_blanks_ends_in_a_tab_so_that_patch_reads_all_of_it() -> None:
    head = diff("one\n", "two\n", "Dynamics/Ada & Bo.md").split("\n")[:2]

    assert ["--- a/Dynamics/Ada & Bo.md\t", "+++ b/Dynamics/Ada & Bo.md\t"] == head


def test_a_path_that_would_break_its_line_is_in_quotes() -> None:
    assert '+++ "b/Dyn\\"a\\012mics/Zoë.md"' == diff("one\n", "two\n", 'Dyn"a\nmics/Zoë.md').split("\n")[1]


def test_bytes_that_are_no_utf_8_are_shown_by_their_number() -> None:
    shown = page_diff("A.md", b"one \xff\n", b"one\n")

    assert shown.endswith("-one \\xff\n+one\n")


@pytest.mark.parametrize("letter", ["\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_only_a_line_feed_ends_a_line(letter: str) -> None:
    assert diff(f"a{letter}b\nc\n", f"a{letter}b\nd\n").endswith(f"@@ -1,2 +1,2 @@\n a{letter}b\n-c\n+d\n")


def test_for_a_terminal_what_goes_is_red_and_what_comes_is_green() -> None:
    shown = coloured(diff("---\nkept\n", "+++\nkept\n")).split("\n")

    assert [
        "\x1b[1m--- a/Dynamics/Ada.md\x1b[0m",
        "\x1b[1m+++ b/Dynamics/Ada.md\x1b[0m",
        "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m",
        "\x1b[31m----\x1b[0m",
        "\x1b[32m++++\x1b[0m",
        " kept",
        "",
    ] == shown


def test_a_long_part_that_stays_costs_nothing_however_often_its_lines_repeat() -> None:
    hers = "".join(f"{number % 101}\n" for number in range(200_000))
    shown = diff(f"old\n{hers}", f"new\n{hers}")

    assert shown.endswith("@@ -1,4 +1,4 @@\n-old\n+new\n 0\n 1\n 2\n")


some_lines = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "\n"]), max_size=30).map("".join)


@given(some_lines, some_lines)
def test_the_diff_made_into_its_two_sides_again_is_what_each_page_has(old: str, new: str) -> None:
    shown = diff(old, new)
    whole = list(difflib.unified_diff(old.splitlines(True), new.splitlines(True), n=3))

    assert bool(shown) == bool(whole)
    assert rebuilt(old, shown) == new


def rebuilt(old: str, shown: str) -> str:
    """What `patch` makes of the old text; it fails where a line of the diff is not the text's."""
    before, after, at = old.splitlines(True), [], 0
    for line in shown.splitlines(True)[2:]:
        if line.startswith("@@"):
            start, _, count = line.split()[1][1:].partition(",")
            first = int(start) - (0 if count == "0" else 1)
            after += before[at:first]
            at = first
        elif line[0] in " -":
            assert line[1:] == before[at]
            at += 1
        if line[0] in " +":
            after.append(line[1:])
    return "".join(after + before[at:])
