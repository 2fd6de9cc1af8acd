"""What is live text and what is a link (hostile cases 1 to 34)."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from vault_companion.notes.scan import Link, frontmatter_end, links_in, plain, scan


def targets(text: str) -> list[str]:
    return [link.target for link in scan(text).links]


def link(text: str) -> Link:
    (found,) = scan(text).links
    return found


# ---- cases 1 to 12: what a wikilink names


def test_case_1_the_ending_md_is_optional_in_any_case() -> None:
    assert targets("[[Note]] [[Note.md]] [[Note.MD]] [[Note.1]]") == ["Note", "Note", "Note", "Note.1"]


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        (2, "[[Note|Shown]]", Link("Note", "", "Shown", 1)),
        (3, "[[Note#H1#H2]]", Link("Note", "H1#H2", "", 1)),
        (4, "[[Note#^id|x]]", Link("Note", "^id", "x", 1)),
        (5, "[[#Heading]]", Link("", "Heading", "", 1)),
        (6, r"| [[Note\|Shown]] |", Link("Note", "", "Shown", 1)),
        (7, "[[Note|a|b]]", Link("Note", "", "a|b", 1)),
        (9, "[[ Note ]]", Link("Note", "", "", 1)),
        (26, "![[Note#H]]", Link("Note", "H", "", 1, embed=True)),
        (29, "| [[C|D]] |", Link("C", "", "D", 1)),
        (53, "[[Note%20A]]", Link("Note%20A", "", "", 1)),
    ],
)
def test_a_link_is_taken_apart(case: int, text: str, expected: Link) -> None:
    assert link(text) == expected


@pytest.mark.parametrize("text", ["[[]]", "[[#]]", "[[|x]]", "[[ ]]", "[[.md]]"])
def test_case_8_an_empty_link_is_none(text: str) -> None:
    assert targets(text) == []


def test_case_10_a_link_does_not_go_over_a_line_end() -> None:
    assert targets("[[No\nte]] [[Yes]]") == ["Yes"]


def test_case_11_of_nested_links_only_the_inner_one_counts() -> None:
    assert targets("[[a [[B]] c]]") == ["B"]


def test_case_12_a_link_ends_only_at_double_brackets() -> None:
    assert targets("[[Sq]uare]] [[wiki [x]]] [see [[Note]]]") == ["Sq]uare", "wiki [x]", "Note"]


# ---- cases 13 to 23: what is no live text

NOT_LIVE = [
    (13, r"\[\[Note]] \[[Note]]"),
    (14, "`[[X]]` ``[[X]]`` `` ` [[X]] ` ``"),
    (14, "`over\n[[X]] lines`"),
    (15, "```\n[[X]]\n```"),
    (15, "~~~statblock\nimage: [[x.jpeg]]\n~~~"),
    (15, "````\n```\n[[X]]\n```\n[[X]]\n````"),
    (15, "```\n> ```\n[[X]]\n```"),
    (15, "- a\n  ```\n  [[X]]\n  ```"),
    (15, "- ```\n\n  [[X]]\n  ```"),
    (16, "```\n[[X]]\n\n[[X]]"),
    (16, "> ```dataview\n> [[X]]"),
    (17, "text\n\n    [[X]]\n\n\t[[X]]"),
    (17, "- a\n\ntext\n\n    [[X]]"),
    (17, "> text\n>\n>     [[X]]"),
    (19, "%% [[X]] %%"),
    (19, "%%\n\n[[X]]\n\n%%"),
    (21, "%% [[X]]\n\n[[X]]"),
    (22, "<!-- [[X]] -->"),
    (22, "<!--\n[[X]]\n"),
    (23, "$$ [[x]] $$"),
    (23, "$$\n[[x]]\n$$"),
    (23, "$a[[b]]$"),
    (24, "[[https://x.y]] [[http://x.y|shown]]"),
    (68, "<% tp.file.include('[[X]]') %>"),
]


@pytest.mark.parametrize(("case", "text"), NOT_LIVE)
def test_what_obsidian_does_not_show_as_a_link_is_none(case: int, text: str) -> None:
    assert targets(text + "\n") == []


@pytest.mark.parametrize(("case", "text"), [pair for pair in NOT_LIVE if pair[0] not in (13, 24)])
def test_what_is_not_live_is_blanked_and_no_line_or_column_moves(case: int, text: str) -> None:
    masked = scan(f"before\n\n{text}").masked

    assert "[[" not in masked
    assert masked.startswith("before\n\n")
    assert masked.count("\n") == text.count("\n") + 2


LIVE = [
    (13, r"\\[[L]]"),
    (15, "``` inline ``` [[L]]"),
    (15, "```\nx\n```\n[[L]]"),
    (15, "- ```\n  x\n  ```\n- [[L]]"),
    (16, "> ```dataview\n> x\n\n[[L]]"),
    (16, "> > ```\n> > x\n> [[L]]"),
    (16, "- ```\n  never closed\n- [[L]]"),
    (17, "- a\n\n    [[L]]"),
    (17, "- a\n\t- b\n\n\t\t- [[L]]"),
    (17, "text\n    [[L]]"),
    (18, "one ` and [[L]]"),
    (18, r"\` and [[L]] \`"),
    (18, "don`t\n\n[[L]] can`t"),
    (18, "- don`t\n- [[L]] can`t"),
    (20, "%%^Campaign:x%% text [[L]] %%^End%%"),
    (21, "100 %% of [[L]]"),
    (21, "a %% b\n\n[[L]]\n\nc %% d"),
    (22, "a <!-- never closed [[L]]"),
    (23, "she has $5, [[L]] has $6"),
    (23, "a $$ [[L]]"),
    (27, "[^1]: see [[L]]"),
    (27, "^[inline [[L]]]"),
    (28, "[[L]]\n\n[L]: http://x"),
    (30, "> [!info]\n> [[L]]"),
    (30, "> x\n>> | **Role** | [[L]] |"),
    (31, "# [[L]]"),
    (32, "<span>[[L]]</span>"),
    (33, "Da[[L]]Cities/Towns/Sev'reon]]"),
]


@pytest.mark.parametrize(("case", "text"), LIVE)
def test_what_obsidian_shows_as_a_link_is_one(case: int, text: str) -> None:
    assert targets(text) == ["L"]


# ---- cases 25 to 34


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[t](My%20Note.md)", Link("My Note", "", "t", 1, markdown=True)),
        ("[t](<My Note.md>)", Link("My Note", "", "t", 1, markdown=True)),
        ("[t](Sub/N.md#h)", Link("Sub/N", "h", "t", 1, markdown=True)),
        ('[t](N.md "a title")', Link("N", "", "t", 1, markdown=True)),
        ("[t](N%20(old).md)", Link("N (old)", "", "t", 1, markdown=True)),
        ("[t](#h)", Link("", "h", "t", 1, markdown=True)),
        ("![alt](N.md)", Link("N", "", "alt", 1, embed=True, markdown=True)),
    ],
)
def test_case_25_a_markdown_link_is_percent_decoded(text: str, expected: Link) -> None:
    assert link(text) == expected


@pytest.mark.parametrize(
    "text",
    ["[t](My Note.md)", "[t](http://x.y)", "[t](mailto:a@b.c)", "[t](//x.y)", "[t]()", "[t\n](N.md)", r"\[t](N.md)"],
)
def test_case_25_what_leads_out_of_the_vault_or_nowhere_is_no_link(text: str) -> None:
    assert targets(text) == []


def test_case_26_media_and_note_embeds_are_told_from_links_by_their_mark() -> None:
    found = [(one.target, one.embed) for one in scan("![[p.png|300]] ![[Note]] [[d.pdf#page=3]]").links]

    assert found == [("p.png", True), ("Note", True), ("d.pdf", False)]


def test_case_34_the_target_is_the_raw_text() -> None:
    text = "[[a_b_c]] [[D *x* E]] [[x <b>y</b>]] [[a &amp; b]]"

    assert targets(text) == ["a_b_c", "D *x* E", "x <b>y</b>", "a &amp; b"]


# ---- lines


def test_links_know_their_line_in_the_whole_file() -> None:
    text = "---\na: b\n---\n[[One]]\n```\n[[no]]\n```\n%% x\ny %% [[Two]]\n\n[t](Three.md)"

    assert [(one.target, one.line) for one in scan(text).links] == [("One", 4), ("Two", 9), ("Three", 11)]
    assert scan(text).body_line == 4


@pytest.mark.parametrize(
    ("case", "text", "lines"),
    [
        (77, "---\na: b\n---\nx", 3),
        (77, "--- \na: b\n---\t\nx", 3),
        (77, "\n---\na: b\n---", 0),
        (77, "----\na: b\n---", 0),
        (77, "****---\na: b\n---", 0),
        (77, " ---\na: b\n---", 0),
        (78, "---\na: b\n...\nx", 3),
        (78, "---\na: b", None),
        (78, "---\na: |\n  ---\n  x\n---\n", 5),
        (78, "---\na: b\n---\nx\n---\ny\n---", 3),
        (79, "---\n---", 2),
        (79, "", 0),
    ],
)
def test_where_the_frontmatter_ends(case: int, text: str, lines: int | None) -> None:
    assert frontmatter_end(text.split("\n")) == lines


def test_the_frontmatter_is_masked() -> None:
    assert scan("---\na: '[[X]]'\n---\n[[L]]").masked == "\n\n\n[[L]]"


def test_code_and_comments_inside_a_quote_leave_it_one_quote() -> None:
    assert scan("> a\n> ```\n> x\n> ```\n> b").masked == "> a\n> \n> \n> \n> b"
    assert scan("> a %% b\n> c %% d").masked == "> a     \n>      d"


def test_links_in_a_text_get_the_line_they_are_told() -> None:
    assert links_in("[[A|x]] and [[B]]", 7) == (Link("A", "", "x", 7), Link("B", "", "", 7))
    assert links_in("none", 7) == ()


# ---- as it is read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("[[Mara Vale]]", "Mara Vale"),
        ("[[Mara Vale|Mara]]'s love", "Mara's love"),
        (r"[[Mara Vale\|Mara]]", "Mara"),
        ("[[Mara#Past]]", "Mara"),
        ("[[#Past]]", "Past"),
        ("[[Sq]uare]] [[wiki [x]]]", "Sq]uare wiki [x]"),
        ("[see [[Mara]]]", "[see Mara]"),
        ("[the note](Mara%20(old).md)", "the note"),
        ("**bold**, *slanted*, __b__, _s_, ~~no~~, ==marked==", "bold, slanted, b, s, no, marked"),
        ("who_initiates 2*3*4 a * b", "who_initiates 2*3*4 a * b"),
        (r"\*\*kept\_ \[x\]", "**kept_ [x]"),
    ],
)
def test_plain_text_is_what_the_reader_sees(text: str, read: str) -> None:
    assert plain(text) == read


# ---- time


def growth(work: Callable[[str], object], piece: str) -> float:
    """How much longer twice the text takes, at worst of two doublings; at least 20 ms is taken for each.

    A busy machine can only slow a measure down, so it is repeated until it is good, ten times at most.
    """
    texts = [piece * times for times in (10_000, 20_000, 40_000)]
    taken = [float("inf")] * 3
    worst = float("inf")
    for _ in range(10):
        for number, text in enumerate(texts):
            start = time.process_time()
            work(text)
            taken[number] = min(taken[number], time.process_time() - start)
        worst = max(after / before for before, after in pairwise(max(one, 0.02) for one in taken))
        if worst <= 2.8:
            break
    return worst


@pytest.mark.parametrize(
    "piece",
    ["[[", "![[", "`", "`` ` ", "<%", "$", "$a", "$$", "[a](", "[a](<", "%%", "a %%\n\n", "<!--", "[[a]] ", "> ```\n"],
)
def test_time_grows_with_the_length_whatever_is_repeated(piece: str) -> None:
    assert growth(scan, piece) <= 2.8


@pytest.mark.parametrize("piece", ["[[", "[[a", "[[[x]", "[a](", "*a **b "])
def test_reading_plainly_grows_with_the_length_too(piece: str) -> None:
    assert growth(plain, piece) <= 2.8
