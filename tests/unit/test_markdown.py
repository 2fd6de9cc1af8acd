"""The builders of Markdown, and the one way in which the author's text gets onto a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import HOSTILE, law
from vault_companion.cast.sheet import Character
from vault_companion.notes.fields import Phrase
from vault_companion.notes.note import Evidence
from vault_companion.notes.resolve import Paths
from vault_companion.pages.markdown import LONGEST, Links, bare, callout, joined, safe, shortened, table
from vault_companion.vault.snapshot import VaultPath


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "Mr. Darcy’s “pride”",
        "a - b – c",
        "100 %",
        "3 < 4 is “＜”",
        "ch. 12: she leaves",
        "Zoë 李 ليلى",
        "👩\u200d🚀",
        "A & B",
    ],
)
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert text.replace("<", "‹") == safe(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[Bo]]", "((Bo))"),
        ("a|b", "a¦b"),
        ("`x`", "ʼxʼ"),
        ("<script>", "‹script›"),
        ("%% x %%", "% % x % %"),
        ("key:: value", "key: : value"),
        ("#tag", "＃tag"),
        ("C# major", "C# major"),
        ("x#y", "x#y"),
        ("$x$", "＄x＄"),
        ("**b**", "∗∗b∗∗"),
        ("==m==", "= =m= ="),
        ("~~s~~", "~ ~s~ ~"),
        ("__b__", "_ _b_ _"),
        ("{{t}}", "((t))"),
        ("<% x %>", "‹% x %›"),
        ("![[x]]", "!((x))"),
        ("^id", "ˆid"),
        ("https://x.y", "https: //x.y"),
        ("a\nb\tc", "a b c"),
        ("a\x00b\u202ec", "abc"),
        ("\ufeffa\u200b", "a"),
        ("  a   b ", "a b"),
        ("\\", "＼"),
        ("", ""),
    ],
)
def test_what_could_come_alive_becomes_a_letter_that_looks_like_it(text: str, shown: str) -> None:
    assert shown == safe(text)


@law(300)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(HOSTILE)).map("".join)))
def test_safe_text_is_one_line_and_safe_again_is_the_same(text: str) -> None:
    once = safe(text)

    assert once == safe(once)
    assert not set("[]|`<>$\\*{}^\n\r\t\x00") & set(once)
    assert not [mark for mark in ("%%", "::", "==", "~~", "__") if mark in once]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("x " * 79 + "xx", "x " * 79 + "xx"),
        ("x" * 200, "x" * LONGEST + " …"),
        ("word " * 40, "word " * 31 + "word …"),
        ("a, " * 60, "a, " * 52 + "a …"),
    ],
)
def test_a_long_text_is_cut_at_a_word(text: str, cut: str) -> None:
    assert cut == shortened(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("“a home”", "a home"), ("a home.", "a home"), ("a home!", "a home!"), (" – a home;", "a home"), ("'tis", "'tis")],
)
def test_between_quotation_marks_a_phrase_loses_its_outer_marks(text: str, shown: str) -> None:
    assert shown == bare(text)


PATHS = Paths(
    VaultPath(path)
    for path in ("Ada.md", "North/Bo.md", "South/Bo.md", "C# Minor.md", "[x].md", "Map.png", "Zoe\u0308.md")
)


@pytest.mark.parametrize(
    ("path", "shown", "heading", "link"),
    [
        ("Ada.md", "Ada", "", "[[Ada]]"),
        ("Ada.md", "A", "", "[[Ada|A]]"),
        ("Ada.md", "a|b", "", "[[Ada|a¦b]]"),
        ("Ada.md", "Ada", "Needs", "[[Ada#Needs|Ada]]"),
        ("North/Bo.md", "Bo", "", "[[North/Bo|Bo]]"),
        ("C# Minor.md", "C# Minor", "", "C# Minor"),
        ("[x].md", "[x]", "", "(x)"),
    ],
)
def test_a_link_is_the_bare_name_if_that_is_unique_else_the_path_and_plain_text_if_it_cannot_be(
    path: str, shown: str, heading: str, link: str
) -> None:
    assert link == Links(PATHS).to(VaultPath(path), shown, heading)


@pytest.mark.parametrize("heading", ["", "Needs & wants", "What she needs"])
@pytest.mark.parametrize(
    ("bad", "kept"),
    [("", True), ("#", False), ("[[", False), ("|", False), ("^", False), ("%%", False), ("`", False), ("<b>", False)],
)
def test_a_quote_links_to_its_heading_if_that_can_be_linked(heading: str, bad: str, kept: bool) -> None:
    place = Evidence(VaultPath("Ada.md"), 7, "a home", f"{heading}{bad}" if heading else "")
    expected = f"[[Ada#{heading}|“a home”]]" if heading and kept else "[[Ada|“a home”]]"

    assert expected == Links(PATHS).quoted("a home", place)


def test_only_the_first_few_phrases_are_quoted() -> None:
    phrases = [Phrase(text, text, (Evidence(VaultPath("Ada.md"), 1, text),)) for text in ("a", "b", "c")]

    assert ("[[Ada|“a”]] and [[Ada|“b”]]", "") == (Links(PATHS).quotes(phrases, 2), Links(PATHS).quotes([], 2))


def test_a_person_is_a_link_to_their_note() -> None:
    person = Character(VaultPath("Ada.md"), "Countess [of] Mud", (), {}, (), "")

    assert "[[Ada|Countess (of) Mud]]" == Links(PATHS).person(person)


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_parts_are_joined_as_in_speech(parts: list[str], text: str) -> None:
    assert text == joined(parts)


def test_a_callout_quotes_each_line() -> None:
    assert "> [!note] Title\n> one\n>\n> two" == callout("note", "Title", ["one", "", "two"])
    assert "> [!quote]- T" == callout("quote", "T", [], folded=True)


def test_a_table_escapes_the_bars_in_its_cells() -> None:
    assert "| a | b |\n| :-- | :-- |\n| [[Ada\\|A]] |  |" == table(("a", "b"), [("[[Ada|A]]", "")])
