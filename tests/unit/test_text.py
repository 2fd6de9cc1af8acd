"""A note's bytes as text, its lines, and the quotes that point into them."""

from __future__ import annotations

import pytest

from vault_companion.notes.text import NotText, best_quote, decode, lines_of, longest_quote, unify


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"plain", "plain"),
        ("Zo\u00eb".encode(), "Zoë"),
        (b"\xef\xbb\xbf---\n", "---\n"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (b"", ""),
        (b"a\x00b", "a\x00b"),
    ],
    ids=["ascii", "utf-8", "byte order mark", "line ends as they are", "empty", "NUL"],
)
def test_bytes_are_decoded_as_they_are(data: bytes, expected: str) -> None:
    assert decode(data) == expected


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\xe9t\xe9", 1),
        (b"one\ntwo\n\xff", 3),
        (b"one\r\ntwo \xe9\r\nthree", 2),
        (b"one\rtwo\r\xe9", 3),
        (b"\xef\xbb\xbfone\n\xe9", 2),
        (b"cut \xc3", 1),
    ],
)
def test_bytes_that_are_not_utf_8_are_named_by_their_line(data: bytes, line: int) -> None:
    assert decode(data) == NotText(line=line)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\nb\r\nc\rd", ["a", "b", "c", "d"]),
        ("\r\n\r\n", ["", "", ""]),
        ("a\n\rb", ["a", "", "b"]),
        ("a\u2028b\x0cc\x85d", ["a\u2028b\x0cc\x85d"]),
    ],
)
def test_lf_crlf_and_cr_each_end_a_line_and_nothing_else_does(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines
    assert unify(text).split("\n") == lines


@pytest.mark.parametrize(
    ("phrase", "line", "quote"),
    [
        ("to be seen", "needs: to be seen", "to be seen"),
        ("  to be seen ", "to be seen", "to be seen"),
        ("to be seen by him", "- to be seen", "to be seen"),
        ("it's hers", "needs: 'it''s hers'", "'s hers"),
        ("seen by her father", "by her father, always", "by her father"),
        ("nothing", "####", ""),
        ("", "anything", ""),
        ("anything", "", ""),
    ],
)
def test_a_quote_is_the_longest_part_that_stands_in_the_line(phrase: str, line: str, quote: str) -> None:
    assert longest_quote(phrase, line) == quote


def test_the_line_that_holds_most_of_a_phrase_is_found() -> None:
    lines = ["needs: >", "  to be seen", "  by her father, who left", "wants: seen"]

    assert best_quote("to be seen by her father, who left", lines) == (2, "by her father, who left")
    assert best_quote("to be seen", lines) == (1, "to be seen")
    assert best_quote("12345", lines) == (0, "")


def test_a_phrase_that_runs_over_quoted_lines_is_found_where_it_begins_to_be_longest() -> None:
    lines = ["> She wants a home", "> and a name of her own", "> She wants peace"]

    assert best_quote("a home and a name of her own", lines) == (1, "and a name of her own")


def test_a_phrase_of_several_lines_with_marks_between_is_pointed_at_where_most_of_it_stands() -> None:
    lines = ["a `code` home", "other words", "for her orphaned brothers"]

    assert best_quote("a home for her orphaned brothers", lines) == (2, "for her orphaned brothers")
