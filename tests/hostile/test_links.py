"""Hostile cases 1 to 34: what is a link in a note, what it names, and what of the note is still read after it."""

from __future__ import annotations

import pytest

from tests.helpers import Files, cast, character, codes, explained, kinds, traits
from vault_companion.notes.note import Note, parse
from vault_companion.vault.snapshot import VaultPath

Found = tuple[str, str, int]
"""Target, display text and line of a link."""


def note(text: str) -> Note:
    return parse(VaultPath("Ada.md"), text)


def links(text: str) -> list[Found]:
    """The links of a note; a link two lines further down is found too, whatever stands before it."""
    *found, rest = note(f"{text}\n\n[[Rest]]\n").links
    assert ("Rest", text.count("\n") + 3) == (rest.target, rest.line)
    return [(link.target, link.shown, link.line) for link in found]


def targets(text: str) -> list[str]:
    return [target for target, _, _ in links(text)]


def pair(body: str, **traits: str) -> Files:
    """Ada with a body of her own, and Bo."""
    return {"Ada.md": character(body=body, **traits), "Bo.md": character(needs="rest")}


def mentioned(body: str) -> list[tuple[int, str]]:
    """The lines on which Ada mentions Bo, with what is quoted, when nothing more is stated."""
    return [(place.line, place.quote) for places in cast(pair(body)).mentions.values() for place in places]


def test_case_01_the_ending_md_is_optional_in_any_case() -> None:
    assert [("Note", "", 1), ("Note", "", 1), ("Note", "", 2)] == links("[[Note]] [[Note.md]]\n[[Note.MD]]")


def test_case_02_what_follows_the_bar_is_shown() -> None:
    assert [("Note", "Shown", 1)] == links("[[Note|Shown]]")
    assert ["Bo mentor Ada"] == kinds(pair("mentor:: [[Bo|the other one]]\n"))


def test_case_03_a_target_ends_at_the_first_hash() -> None:
    found = note("[[Note#H]] [[Note#H1#H2]]").links

    assert [("Note", "H"), ("Note", "H1#H2")] == [(link.target, link.heading) for link in found]


def test_case_04_a_block_reference_leads_to_its_note() -> None:
    (found,) = note("[[Note#^a-1|Shown]]").links

    assert ("Note", "^a-1", "Shown") == (found.target, found.heading, found.shown)


def test_case_05_a_link_to_a_heading_of_the_same_note_is_no_relation_and_not_unresolved() -> None:
    files = pair("mentor:: [[#Bo]]\n\n[[#Heading]]\n")

    assert ([], {}, []) == (kinds(files), cast(files).mentions, codes(files))


@pytest.mark.parametrize("body", ["| x | [[Bo\\|Shown]] |\n", "text [[Bo\\|Shown]]\n"], ids=["in a table", "outside"])
def test_case_06_the_backslash_before_a_bar_is_not_part_of_the_target(body: str) -> None:
    assert [("Bo", "Shown", 1)] == links(body)
    assert [(4, body.strip())] == mentioned(body)


def test_case_06_an_escaped_link_in_a_table_of_relationships_states_a_kind() -> None:
    body = "## Relationships\n\n| who | what |\n|---|---|\n| [[Bo\\|her Bo]] | mentor |\n"

    assert ["Bo mentor Ada"] == kinds(pair(body))


def test_case_07_of_two_bars_the_first_ends_the_target() -> None:
    assert [("Note", "a|b", 1)] == links("[[Note|a|b]]")


@pytest.mark.parametrize("text", ["[[]]", "[[#]]", "[[|x]]", "[[ ]]", "[[.md]]", "LIST WHERE contains(outlinks, [[]])"])
def test_case_08_an_empty_link_is_none(text: str) -> None:
    assert [] == links(text)


def test_case_09_blanks_around_a_target_do_not_count() -> None:
    assert [("Note", "Shown", 1)] == links("[[ Note | Shown ]]")
    assert ["Bo mentor Ada"] == kinds(pair("mentor:: [[ Bo ]]\n"))


def test_case_10_a_link_does_not_go_over_a_line_end() -> None:
    assert [("Yes", "", 2)] == links("[[No\nte]] [[Yes]]")


def test_case_11_of_nested_links_only_the_inner_one_counts() -> None:
    assert [("B", "", 1)] == links("[[a [[B]] c]]")


def test_case_12_a_link_ends_only_at_two_brackets() -> None:
    assert ["Sq]uare", "wiki [x]", "Note"] == targets("[[Sq]uare]] [[wiki [x]]] [see [[Note]]]")
    assert ["Sq]uare mentor Ada"] == kinds({"Ada.md": character(mentor="[[Sq]uare]]"), "Sq]uare.md": character()})


@pytest.mark.parametrize("text", [r"\[\[Note]]", r"\[[Note]]"])
def test_case_13_an_escaped_link_is_none(text: str) -> None:
    assert [] == links(text)
    assert ["Note"] == targets(f"{text} \\\\[[Note]]")


@pytest.mark.parametrize("text", ["`[[X]]`", "``[[X]]``", "`` ` [[X]] ` ``", "`over\n[[X]] lines`"])
def test_case_14_a_link_in_inline_code_is_none(text: str) -> None:
    assert [] == links(text)


@pytest.mark.parametrize(
    "text",
    [
        "```\n[[X]]\n```",
        "~~~\n[[X]]\n~~~",
        "````\n```\n[[X]]\n```\n[[X]]\n````",
        "```statblock\nimage: [[x.jpeg]]\n```",
        "~~~dataview\nLIST FROM [[X]]\n~~~",
        "```ad-note\n[[X]]\n```",
        "- a\n  ```\n  [[X]]\n  ```",
        "> ```\n> [[X]]\n> ```",
    ],
)
def test_case_15_a_link_in_a_fence_is_none(text: str) -> None:
    assert [] == links(text)


def test_case_15_a_tie_in_a_fence_is_not_stated() -> None:
    assert [] == kinds(pair("```\nmentor:: [[Bo]]\n```\n"))


def test_case_16_an_unclosed_fence_takes_the_rest_of_the_note_and_no_more() -> None:
    files = {**pair("friend:: [[Bo]]\n\n```\nmentor:: [[Bo]]\n\n# Later\n"), "Cy.md": character(mentor="[[Bo]]")}

    assert ["Ada friend Bo", "Bo friend Ada", "Bo mentor Cy"] == kinds(files)


@pytest.mark.parametrize("text", ["> ```dataview\n> [[X]]", "> > ```\n> > [[X]]", "- ```\n  [[X]]\n- b"])
def test_case_16_an_unclosed_fence_in_a_quote_or_list_item_ends_with_it(text: str) -> None:
    assert [] == links(text)


@pytest.mark.parametrize("text", ["text\n\n    [[X]]", "text\n\n\t[[X]]", "- a\n\ntext\n\n    [[X]]"])
def test_case_17_an_indented_link_after_a_blank_line_is_code(text: str) -> None:
    assert [] == links(text)


@pytest.mark.parametrize("text", ["- a\n    [[X]]", "- a\n\n    [[X]]", "- a\n\t- b\n\n\t\t- [[X]]", "text\n    [[X]]"])
def test_case_17_an_indented_link_in_a_list_or_paragraph_is_one(text: str) -> None:
    assert ["X"] == targets(text)


def test_case_17_ties_in_a_list_nested_by_tabs_are_stated() -> None:
    assert ["Bo mentor Ada"] == kinds(pair("## Relationships\n\n- at court\n\n\t- [[Bo]]: mentor\n"))


@pytest.mark.parametrize(
    "text", ["one ` and [[X]]", r"\` and [[X]] \`", "don`t\n\n[[X]] can`t", "- don`t\n- [[X]] can`t"]
)
def test_case_18_one_backtick_alone_is_a_letter(text: str) -> None:
    assert ["X"] == targets(text)


@pytest.mark.parametrize("text", ["%% [[X]] %%", "a %% [[X]] %% b", "%%\n[[X]]\n\n[[X]]\n%%", "%%\n```\n[[X]]\n%%"])
def test_case_19_a_link_in_a_comment_is_none(text: str) -> None:
    assert [] == links(text)


@pytest.mark.parametrize("comment", ["%% {} %%", "%%\n{}\n%%", "<!-- {} -->", "<!--\n{}\n-->"])
def test_cases_19_and_22_what_stands_in_a_comment_is_never_read(comment: str) -> None:
    hidden = comment.format("mentor:: [[Bo]]")
    files = pair(f"## Needs\n\n- rest\n\n{hidden}\n\n{comment.format('- revenge')}\n")

    assert ([], {}, ["rest"]) == (kinds(files), cast(files).mentions, traits(files, "Ada")["needs"])


def test_case_20_what_stands_between_two_comments_is_live() -> None:
    text = "%%^Campaign:x%% text [[X]] %%^End%%"

    assert [("X", "", 1)] == links(text)
    assert [("X", "", 2)] == links("%%^Campaign:x%%\n[[X]]\n%%^End%%")


def test_case_21_an_unclosed_comment_hides_the_rest_only_when_it_starts_a_line() -> None:
    assert ["X"] == targets("100 %% of [[X]]")
    assert ["X"] == targets("a %% b\n\n[[X]]\n\nc %% d")
    assert [] == [link.target for link in note("%% a\n\n[[X]]\n\n[[Y]]").links]


def test_case_21_a_closed_comment_before_an_unclosed_one_does_not_save_it() -> None:
    assert ["A", "B"] == [link.target for link in note("[[A]]\n%% x %%\n[[B]]\n%% y\n[[C]]").links]


def test_case_22_an_html_comment_is_ignored_to_its_end() -> None:
    assert [] == links("<!-- [[X]] -->")
    assert [] == links("<!--\n[[X]]\n\n    [[X]]\n-->")
    assert ["X"] == targets("<!-- a --> [[X]] <!-- b -->")
    assert ["X"] == targets("a <!-- never closed [[X]]")


def test_case_22_html_that_is_commented_out_does_not_swallow_the_end_of_the_comment() -> None:
    assert ["X"] == targets("<!--\n<div>\n-->\n[[X]]")
    assert ["X"] == targets("text <!-- \n<div>\n--> [[X]]")


@pytest.mark.parametrize("text", ["$$ [[x]] $$", "$$\n[[x]]\n$$", "$a[[b]]$"])
def test_case_23_a_link_in_math_is_none(text: str) -> None:
    assert [] == links(text)


def test_case_23_a_sum_of_money_is_no_math() -> None:
    assert ["X"] == targets("she has $5, [[X]] has $6")


@pytest.mark.parametrize("text", ["[[https://x.y]]", "[[http://x.y|shown]]", "[t](https://x.y)", "[t](mailto:a@b.c)"])
def test_case_24_a_web_address_is_no_note_and_not_unresolved(text: str) -> None:
    assert [] == links(text)
    assert [] == codes(pair(text))


@pytest.mark.parametrize(
    ("text", "target", "heading"),
    [
        ("[t](My%20Note.md)", "My Note", ""),
        ("[t](<My Note.md>)", "My Note", ""),
        ("[t](Sub/N.md#h)", "Sub/N", "h"),
        ("[t](Sub/N.md#a%20b)", "Sub/N", "a b"),
        ("[t](%23%20Magic%20Items.md)", "# Magic Items", ""),
        ("[t](C%25.md)", "C%", ""),
        ('[t](N.md "title")', "N", ""),
        ("[t](Zo%C3%AB.md)", "Zoë", ""),
    ],
)
def test_case_25_a_markdown_link_is_percent_decoded(text: str, target: str, heading: str) -> None:
    (found,) = note(text).links

    assert (target, heading, "t") == (found.target, found.heading, found.shown)


def test_case_25_a_markdown_link_is_looked_up_in_the_whole_vault() -> None:
    files = {"Cast/Ada Vale.md": character(body="mentor:: [the other](Bo%20Ott.md)\n"), "Far/Bo Ott.md": character()}

    assert (["Bo Ott mentor Ada Vale"], []) == (kinds(files), codes(files))


def test_case_25_an_encoded_line_end_is_no_part_of_a_name() -> None:
    assert [] == links("[t](a%0Ab.md)")


def test_case_26_an_embedded_note_is_a_mention() -> None:
    assert [(4, "![[Bo]]"), (5, "![[Bo#Past]]")] == mentioned("![[Bo]]\n![[Bo#Past]]\n")


def test_case_26_embedded_media_are_nothing() -> None:
    files = {**pair("![[Bo.png|300]]\n![[Bo.pdf#page=3]]\n"), "art/Bo.png": b"", "Bo.pdf": b""}

    assert ({}, []) == (cast(files).mentions, codes(files))


@pytest.mark.parametrize("text", ["[^1]: see [[X]]", "^[inline [[X]]]", "[^1]: [[X]]"])
def test_case_27_a_link_in_a_footnote_is_one(text: str) -> None:
    assert [("X", "", 1)] == links(text)


def test_case_27_a_footnote_keeps_its_text() -> None:
    assert [(4, "[^1]: [[Bo]]")] == mentioned("[^1]: [[Bo]]\n")


def test_case_28_a_reference_definition_takes_no_wikilink_away() -> None:
    assert [("A", "", 1)] == links("[[A]]\n\n[A]: http://x")
    files = pair("## Relationships\n\n- [[Bo]]: mentor\n\n[Bo]: http://x\n")

    assert ["Bo mentor Ada"] == kinds(files)


def test_case_29_a_bar_that_nobody_escaped_in_a_table_keeps_its_link() -> None:
    assert [("C", "D", 1)] == links("| [[C|D]] |")
    body = "## Relationships\n\n| who | what |\n|---|---|\n| [[Bo|B]] | mentor |\n"

    assert ["Bo mentor Ada"] == kinds(pair(body))


def test_case_29_a_table_of_code_with_brackets_stops_nothing() -> None:
    files = pair("| a | b |\n|---|---|\n| [[ ${x-} ]] || y |\n\nmentor:: [[Bo]]\n")

    assert ["Bo mentor Ada"] == kinds(files)
    assert [("Ada.md", 6, "unresolved-link")] == codes(files)


def test_case_30_links_in_callouts_and_nested_quotes_are_found() -> None:
    assert [("X", "", 2)] == links("> [!info]\n> [[X]]")
    assert [("X", "", 2)] == links("> x\n>> | **Role** | [[X]] |")


def test_case_30_an_infobox_states_a_tie() -> None:
    body = "> [!infobox]\n> # Ada\n> | what | who |\n> |---|---|\n> | Mentor | [[Bo]] |\n"

    assert ["Bo mentor Ada"] == kinds(pair(body))


def test_case_31_a_title_that_links_to_its_own_note_is_no_tie() -> None:
    files = pair("# [[Ada]]\n\nmentor:: [[Ada]]\n")

    assert ([], {}) == (kinds(files), cast(files).mentions)


def test_case_31_a_linked_heading_under_relationships_is_the_other() -> None:
    files = pair("# Relationships\n\n## [[Bo]]\n\nmentor since the fire\n")

    assert ["Bo mentor Ada"] == kinds(files)
    (stated,) = explained(files, "Ada", "Bo")["kinds"]
    assert [("Ada.md", 8)] == [(place["path"], place["line"]) for place in stated["evidence"]]


def test_case_32_html_inside_a_line_is_text_like_any_other() -> None:
    assert [("X", "", 1)] == links("a <span>[[X]]</span>")
    assert [("X", "", 1)] == links("<span style='color:red'>[[X]]</span>")
    assert [("X", "", 2)] == links("<br>\n[[X]]")
    assert [("X", "", 3)] == links("<details>\n\n[[X]]\n\n</details>")


@pytest.mark.parametrize(
    "text",
    [
        "<div>[[X]]</div>",
        "<div>\n[[X]]\n</div>",
        "text\n<DIV class='a'>\n[[X]]",
        "> <table>\n> <tr><td>[[X]]</td></tr>\n> </table>",
        "- <p>[[X]]</p>",
        "<pre>\n[[X]]\n\n[[X]]\n</pre>",
        "<style>a [[X]]</style>",
    ],
)
def test_case_32_a_block_of_html_is_not_read(text: str) -> None:
    assert [] == links(text)


def test_case_32_a_block_of_html_hides_no_section_after_it() -> None:
    body = "<center>\nmentor:: [[Bo]]\n</center>\n\n## Relationships\n\n<br>\n- [[Bo]]: mentor\n"

    assert ["Bo mentor Ada"] == kinds(pair(body))


def test_case_33_of_a_mangled_link_the_first_pair_of_brackets_counts() -> None:
    assert [("Sev'reon", "", 1)] == links("Da[[Sev'reon]]Cities/Towns/Sev'reon]]")
    assert [(4, "Da[[Bo]]Cities/Towns/Bo]] and so on")] == mentioned("Da[[Bo]]Cities/Towns/Bo]] and so on\n")


def test_case_34_the_target_is_the_raw_text() -> None:
    text = "[[a_b_c]] [[D *x* E]] [[x <b>y</b>]] [[a &amp; b]]"

    assert ["a_b_c", "D *x* E", "x <b>y</b>", "a &amp; b"] == targets(text)


@pytest.mark.parametrize("name", ["a_b_c", "D *x* E", "a &amp; b"])
def test_case_34_a_name_with_marks_in_it_is_reached(name: str) -> None:
    assert [f"{name} mentor Ada"] == kinds({"Ada.md": character(mentor=f"[[{name}]]"), f"{name}.md": character()})
