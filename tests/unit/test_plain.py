"""A page as text for a terminal: the same words, no Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers import SAMPLE_VAULT
from vault_companion.plain import WIDTH, plain

PAGES = sorted((SAMPLE_VAULT / "Dynamics/Pairs").glob("*.md"))


def test_a_link_is_its_words_and_a_star_is_gone() -> None:
    assert "Ada loves “you”, Bo." == plain("**Ada** loves [[Ada#Feels|“you”]], [[Bo]].")


def test_a_callout_is_a_paragraph_without_its_head_unless_that_is_a_question() -> None:
    assert "one\ntwo" == plain("> [!abstract] At a glance\n> one\n> two\n\n^at-a-glance")
    assert "Why?\nWrite it." == plain("> [!question] Why?\n> Write it.")


def test_a_table_is_a_list_and_its_first_row_is_gone() -> None:
    rows = "| Who | Lacks | Other |\n| :-- | :-- | :-- |\n| Ada | [[Ada\\|“rest”]] | Bo brings it |"

    assert "- Ada “rest”; Bo brings it" == plain(rows)


def test_a_section_stands_below_its_title_and_one_can_be_left_out() -> None:
    body = "Glance.\n\n## First\n\nOne.\n\n## Second\n\nTwo."

    assert "Glance.\n\nFirst\n  One.\n\nSecond\n  Two." == plain(body)
    assert "Glance.\n\nSecond\n  Two." == plain(body, without=["First"])


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_nothing_of_markdown_is_left_of_a_real_page(path: Path) -> None:
    body = re.findall(r"end mark\. %%\n\n(.*)\n\n%% vault", path.read_text("utf-8"), re.DOTALL)[0]
    text = plain(body, without=["Where this comes from"])

    assert [] == re.findall(r"\[\[|\]\]|\*\*|^> |^\|", text, re.MULTILINE)
    assert [] == [row for row in text.split("\n") if len(row) > WIDTH]
