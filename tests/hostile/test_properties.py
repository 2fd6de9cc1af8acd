"""Hostile cases 58 to 81: what is read of properties that other programs choke on, what is told, what else is read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.helpers import Files, built, cast, character, codes, hers, kinds, names, pages, traits, write_vault
from vault_companion.notes.frontmatter import MAX_BYTES
from vault_companion.notes.note import Note, parse, scalars
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync
from vault_companion.vault.snapshot import VaultPath

BODY = "\nfriend:: [[Cy]]\n\n## Needs\n\n- rest\n"


def vault(block: str) -> Files:
    """Ada with these properties and a body that says something, Bo and Cy."""
    ada = f"---\ntype: character\n{block}\n---\n{BODY}"
    return {"Ada.md": ada, "Bo.md": character(), "Cy.md": character()}


def told(block: str) -> list[tuple[int, str, str]]:
    """Line, code and severity of all that is told of Ada; her body is read whatever her properties are."""
    files = vault(block)
    assert ["rest"] == traits(files, "Ada")["needs"]
    assert "Ada friend Cy" in kinds(files)
    problems = built(files).problems
    assert {"Ada.md"} >= {one.path for one in problems}
    return [(one.line, one.code, one.severity) for one in problems]


def mentors(block: str) -> list[str]:
    return [kind for kind in kinds(vault(block)) if " mentor " in kind]


def note(text: str) -> Note:
    return parse(VaultPath("Ada.md"), text)


def texts(text: str) -> dict[str, list[str]]:
    """Every property of a note with its texts."""
    return {key.text: [one.text for one in scalars(value)] for key, value in note(text).properties}


@pytest.mark.parametrize(
    "block",
    ['mentor: "[[Bo]]"', "mentor: '[[Bo|her teacher]]'", 'mentor:\n  - "[[Bo]]"', 'mentor: "[b](Bo.md)"'],
)
def test_case_58_a_quoted_link_is_a_tie_of_the_kind_that_its_key_names(block: str) -> None:
    assert (["Bo mentor Ada"], []) == (mentors(block), told(block))


def test_case_58_a_link_under_an_unknown_key_is_a_mention_with_its_line() -> None:
    (places,) = cast(vault('haunts: "[[Bo]]"')).mentions.values()

    assert [("Ada.md", 3, 'haunts: "[[Bo]]"')] == [(place.path, place.line, place.quote) for place in places]


def test_case_59_an_unquoted_link_is_read_and_told() -> None:
    assert (["Bo mentor Ada"], [(3, "unquoted-link", "info")]) == (mentors("mentor: [[Bo]]"), told("mentor: [[Bo]]"))


def test_case_59_each_unquoted_link_of_a_list_is_read_and_told() -> None:
    block = "mentor:\n  - [[Bo]]\n  - [[Cy]]"

    assert ["Bo mentor Ada", "Cy mentor Ada"] == mentors(block)
    assert [(4, "unquoted-link", "info"), (5, "unquoted-link", "info")] == told(block)


def test_case_60_an_unquoted_link_with_a_comma_is_the_note_of_that_name() -> None:
    files = {**vault("mentor: [[Kael, o Flagelo]]"), "Kael, o Flagelo.md": character()}

    assert "Kael, o Flagelo mentor Ada" in kinds(files)


def test_case_60_without_such_a_note_nobody_is_guessed_and_it_is_told() -> None:
    block = "mentor: [[Bo, Cy]]"

    assert [] == mentors(block)
    assert [(3, "unquoted-link", "info"), (3, "unresolved-link", "info")] == told(block)


def test_case_61_what_the_properties_editor_leaves_of_a_link_is_one() -> None:
    block = "mentor:\n  - - Bo"

    assert (["Bo mentor Ada"], [(4, "unquoted-link", "info")]) == (mentors(block), told(block))


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("wants: fame\nleader: [[Bo]] - Lower Districts", 4),
        ("wants: fame\nallies:\n  - [[Bo]] — since the fire\n  - Cy", 5),
        ("leader: [[Bo]] - Lower Districts\nwants: fame", 3),
    ],
)
def test_case_62_words_after_an_unquoted_link_are_read_as_text_and_told_once(block: str, line: int) -> None:
    assert [(line, "bad-property", "warning")] == told(block)
    assert ["fame"] == traits(vault(block), "Ada")["wants"]


def test_case_63_an_embed_for_a_value_costs_no_other_property() -> None:
    block = "image: ![[x.png]]\nwants: fame"

    assert [(3, "bad-property", "warning"), (3, "unresolved-link", "info")] == told(block)
    assert ["fame"] == traits(vault(block), "Ada")["wants"]


def test_case_64_a_link_among_words_is_read_and_told_as_none_for_obsidian() -> None:
    block = 'mentor: "[[Bo|B]] the Elder"'

    assert ["Bo mentor Ada"] == mentors(block)
    assert [(3, "link-in-text", "info")] == told(block)
    assert ["Bo", "Cy"] == [link.target for link in note(vault(block)["Ada.md"]).links]  # type: ignore[arg-type]


@pytest.mark.parametrize("block", ['mentor: "[[Bo]]"', 'relationships:\n  - "[[Bo]]: mentor"', "wants: '[not] a link'"])
def test_case_64_a_whole_link_and_a_line_about_somebody_are_not_told(block: str) -> None:
    assert [] == told(block)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"[[Bo]]", "[[Cy]]"', ["Bo mentor Ada", "Cy mentor Ada"]),
        ("[[Bo]], [[Cy]]", ["Bo mentor Ada", "Cy mentor Ada"]),
        ('"[[Bo\\|B]]"', ["Bo mentor Ada"]),
        ("[[Bo]] - since the fire", ["Bo mentor Ada"]),
    ],
)
def test_case_65_and_66_links_in_a_value_that_yaml_rejects_are_read_and_told(value: str, expected: list[str]) -> None:
    block = f"mentor: {value}\nwants: fame"

    assert ([(3, "bad-property", "warning")], ["fame"]) == (told(block), traits(vault(block), "Ada")["wants"])
    assert expected == mentors(block)


@pytest.mark.parametrize("name", ["A|B", "A\\B", 'The "Big" One', "X: the return", "# 1", "- dash", "Bo ]] x", "{{x}}"])
def test_case_66_no_page_of_ours_has_properties_that_cannot_be_read(name: str) -> None:
    files = {
        "Cast/One.md": character(name=name, needs="rest", friend="[[Two]]"),
        "Cast/Two.md": character(aliases=[name + " II"], offers="rest"),
        f"Cast/{name}.md": character(mentor="[[One]]"),
    }

    for path, text in pages(files).items():
        block = text.split("---\n")[1]
        assert "generated_by" in yaml.safe_load(block), path
        assert "\\|" not in block
        assert () == parse(VaultPath("Page.md"), text).faults


@pytest.mark.parametrize(
    "block",
    [
        'relationships: [{type: mentor, target: "[[Bo]]"}]',
        'relationships:\n  - type: mentor\n    target: "[[Bo]]"',
        'relationships:\n  "[[Bo]]": mentor',
        'relationships:\n  "[[Bo]]":\n    type: mentor',
    ],
)
def test_case_67_a_nested_relationship_is_read(block: str) -> None:
    assert (["Bo mentor Ada"], []) == (mentors(block), told(block))


def test_case_67_a_link_at_any_depth_is_a_mention() -> None:
    (places,) = cast(vault('life:\n  youth:\n    - {place: here, with: ["[[Bo]]"]}')).mentions.values()

    assert [("Ada.md", 5)] == [(place.path, place.line) for place in places]


@pytest.mark.parametrize("block", ["title: {{title}} of {{x}}", "name: <% tp.file.title %>: x", "name: {{name}}"])
def test_case_68_a_template_that_was_never_filled_in_names_nobody(block: str) -> None:
    told(block)

    assert ["Ada", "Bo", "Cy"] == names(vault(block))


def test_case_69_of_two_properties_of_one_name_the_last_counts_and_it_is_told() -> None:
    block = 'mentor: "[[Cy]]"\nMentor: "[[Bo]]"'

    assert (["Bo mentor Ada"], [(4, "duplicate-property", "warning")]) == (mentors(block), told(block))


def test_case_70_tabs_cost_one_property_at_most() -> None:
    block = "list:\n\t- a\nwants: fame"

    assert ([(4, "bad-property", "warning")], ["fame"]) == (told(block), traits(vault(block), "Ada")["wants"])
    assert ["fame"] == traits(vault("wants:\tfame"), "Ada")["wants"]


@pytest.mark.parametrize("date", ["1371-17-19", "0000-00-00", "1492-03-32", "1748-13-45", "9999", "1748-08-09T99:99"])
def test_case_71_a_date_of_another_world_is_text(date: str) -> None:
    assert ({"fc-date": [date]}, []) == (texts(f"---\nfc-date: {date}\n---\n"), told(f"fc-date: {date}"))


@pytest.mark.parametrize(
    "text", ["yes", "no", "010", "12:30", "1e3", "1.10", "~", "0x1F", "1_000", ".inf", "2020-01-02"]
)
def test_case_72_a_value_is_what_the_author_wrote(text: str) -> None:
    assert {"k": [text]} == texts(f"---\nk: {text}\n---\n")


@pytest.mark.parametrize("key", ["no", "on", "yes", "1", "~", "null", "2020-01-02", "content", "handler", "self"])
def test_case_72_a_key_is_what_the_author_wrote(key: str) -> None:
    assert ({key: ["x"]}, []) == (texts(f"---\n{key}: x\n---\n"), told(f"{key}: x"))


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("alias: Mr. X: the return", 3),
        ("handles:\n  - @handle", 4),
        ('titles: ["The "Big" One"]', 3),
        ("house: **bold**", 3),
        ("motto: `code`", 3),
        ("share: 50% of %x: y", 3),
    ],
)
def test_case_73_text_that_yaml_rejects_costs_no_other_property(line: str, at: int) -> None:
    block = f"{line}\nwants: fame"

    assert ([(at, "bad-property", "warning")], ["fame"]) == (told(block), traits(vault(block), "Ada")["wants"])


def test_case_74_a_byte_order_mark_hides_no_properties_and_stays_where_it_is(tmp_path: Path) -> None:
    files = vault('mentor: "[[Bo]]"')
    marked = {**files, "Ada.md": b"\xef\xbb\xbf" + str(files["Ada.md"]).encode()}
    root = write_vault(tmp_path, marked)
    before = hers(root)
    sync(root, DEFAULTS)

    assert (kinds(files), codes(files)) == (kinds(marked), codes(marked))
    assert before == hers(root)
    assert [] == [path for path, text in pages(marked).items() if "\ufeff" in text]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_case_75_every_line_end_says_the_same(tmp_path: Path, end: str) -> None:
    files = vault('mentor: "[[Bo]]"\nwants:\n  - fame\n  - gold')
    other = {**files, "Ada.md": str(files["Ada.md"]).replace("\n", end).encode()}
    mixed = {**files, "Ada.md": str(files["Ada.md"]).replace("\n", end, 4).rstrip("\n").encode()}
    root = write_vault(tmp_path, other)
    before = hers(root)
    sync(root, DEFAULTS)

    assert pages(files) == pages(other) == pages(mixed)
    assert before == hers(root)


def test_case_76_json_properties_are_read() -> None:
    text = '---\n{"type":"character","dg-publish":true,"mentor":"[[Bo]]","tags":["player"]}\n---\n'

    assert {"type": ["character"], "dg-publish": ["true"], "mentor": ["[[Bo]]"], "tags": ["player"]} == texts(text)
    assert ["Bo mentor Ada"] == kinds({"Ada.md": text, "Bo.md": character()})


@pytest.mark.parametrize("start", ["\n---", "  \n\n---"])
def test_case_77_properties_below_a_blank_line_are_text_and_it_is_told(start: str) -> None:
    files = {"Ada.md": f"{start}\ntype: place\nwants: fame\n---\n{BODY}", "Cy.md": character()}

    assert {} == texts(str(files["Ada.md"]))
    assert [("Ada.md", start.count("\n") + 1, "frontmatter-late")] == codes(files)


@pytest.mark.parametrize("start", ["----", "****---", " ---", "text\n---"])
def test_case_77_what_only_looks_like_the_start_of_properties_is_text(start: str) -> None:
    files = {"Ada.md": f"{start}\nmood: fame\n---\n\ntype:: x\n{BODY}", "Cy.md": character()}

    assert ({}, []) == (texts(str(files["Ada.md"])), codes(files))
    assert ("Cy", 7 + start.count("\n")) == [(link.target, link.line) for link in note(str(files["Ada.md"])).links][-1]


@pytest.mark.parametrize("fence", ["--- ", "---\t"])
def test_case_77_blanks_after_the_three_dashes_do_not_count(fence: str) -> None:
    assert {"wants": ["fame"]} == texts(f"{fence}\nwants: fame\n{fence}\n{BODY}")


def test_case_78_properties_that_never_end_are_text_and_it_is_told() -> None:
    files = {
        "Ada.md": "---\ntype: character\nmentor: [[Bo]]\n",
        "Bo.md": character(friend="[[Cy]]"),
        "Cy.md": character(),
    }

    assert [("Ada.md", 1, "frontmatter-open")] == codes(files)
    assert ["Bo friend Cy", "Cy friend Bo"] == kinds(files)


def test_case_78_three_dots_end_properties_too() -> None:
    assert {"wants": ["fame"]} == texts(f"---\nwants: fame\n...\n{BODY}")


def test_case_78_dashes_inside_a_value_and_a_rule_in_the_text_end_nothing() -> None:
    assert {"a": ["---\nx\n"], "wants": ["fame"]} == texts(
        "---\na: |\n  ---\n  x\nwants: fame\n---\n\n---\nb: 1\n---\n"
    )


def test_case_78_of_two_blocks_only_the_first_is_read() -> None:
    text = f"---\nwants: fame\n---\n---\nwants: gold\nother: x\n---\n{BODY}"

    assert {"wants": ["fame"]} == texts(text)
    assert ["Cy"] == [link.target for link in note(text).links]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("- a\n- b\n", [(2, "frontmatter-not-properties")]),
        ("only words\n", [(2, "frontmatter-not-properties")]),
        ("", []),
        ("# only a comment\n", []),
        ("\n\n", []),
    ],
)
@pytest.mark.parametrize("body", ["", BODY], ids=["nothing more", "a body"])
def test_case_79_a_block_without_properties_has_none(block: str, body: str, told: list[tuple[int, str]]) -> None:
    found = note(f"---\n{block}---\n{body}")

    assert () == found.properties
    assert told == [(fault.line, fault.code) for fault in found.faults]
    assert (["Cy"] if body else []) == [link.target for link in found.links]


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("a: &a [x, *a]", "frontmatter-refused"),
        ("a: &a [x, x]\nb: [" + "*a, " * 40 + "]", "frontmatter-refused"),
        ("a: &a {b: c}\n<<: *a", "frontmatter-refused"),
        ("a: " + "[" * 10_000 + "]" * 10_000, "frontmatter-refused"),
        ("a: " + "{a: " * 2_500, "frontmatter-refused"),
        ("a: " + "9" * 5_000, "frontmatter-refused"),
        ("a: " + "x" * MAX_BYTES, "frontmatter-refused"),
    ],
    ids=["a loop", "a bomb", "a merge", "lists", "maps", "a number", "size"],
)
def test_case_80_what_could_blow_up_is_refused_and_the_body_is_read(block: str, code: str) -> None:
    text = f"---\n{block}\n---\n{BODY}"

    assert [code] == [fault.code for fault in note(text).faults]
    assert (["Cy"], {}) == ([link.target for link in note(text).links], texts(text))


def test_case_80_a_tag_runs_nothing_and_an_anchor_is_followed() -> None:
    text = "---\na: !!python/object/apply:os.system ['exit 1']\nb: &b fame\nwants: *b\n---\n"

    assert {"a": ["exit 1"], "b": ["fame"], "wants": ["fame"]} == texts(text)


@pytest.mark.parametrize(
    "tags",
    [
        "tags: character",
        "Tags: [Character]",
        'tags: "#character"',
        "tags: village character",
        "tags: village, NPC",
        "tags:\n  - npc/deceased",
        "tags: [~, character]",
        "tag: character",
        "TAGS:\n  -\n  - '#npc/deceased'",
    ],
)
def test_case_81_a_tag_is_one_however_it_is_written(tags: str) -> None:
    assert (["Ada"], []) == (names({"Ada.md": f"---\n{tags}\n---\n"}), codes({"Ada.md": f"---\n{tags}\n---\n"}))


@pytest.mark.parametrize("key", ["aliases", "Aliases", "ALIASES"])
def test_case_81_the_case_of_a_key_does_not_count(key: str) -> None:
    (person,) = cast({"Ada.md": f"---\ntype: character\n{key}: [Nick, ~]\n---\n"}).characters

    assert ("Nick",) == person.aliases
