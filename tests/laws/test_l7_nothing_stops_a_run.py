"""L7: nothing in a vault can stop a run: a bad note is a Problem with path and line, and the rest is read."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import Files, built, character, codes, explained, relationship, snapshot
from tests.strategies import hostile_text, law
from vault_companion import build as building
from vault_companion.build import Build, Story, understand
from vault_companion.explain import find_person, pair_json
from vault_companion.settings import DEFAULTS, Settings

GOOD: dict[str, str] = {
    "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"], friend="[[Bo]]"),
    "Bo.md": character("headings", needs=["someone who contradicts him"], offers=["makes strangers feel welcome"]),
    "Ada & Bo.md": relationship("Ada", "Bo", kind="friendship", history="he nursed her through the fever"),
}
DEEP = 30_000

HOSTILE: dict[str, str | bytes] = {
    "empty": "",
    "only white space": " \n\t\n\r\n",
    "only NUL": b"\0" * 1000,
    "binary": bytes(range(256)) * 50,
    "latin-1": "Zoë hat Geheimnisse".encode("latin-1"),
    "utf-16": "type: character".encode("utf-16"),
    "half a letter": b"---\ntype: character\n---\n\xe2\x82",
    "a lone surrogate": b"---\ntype: character\nneeds: \xed\xa0\x80\n---\n",
    "properties never closed": "---\ntype: character\nneeds: rest\n",
    "properties closed twice": "---\ntype: character\n---\n---\nneeds: rest\n---\n",
    "broken YAML": "---\ntype: character\nneeds: [a, b\n---\n",
    "a tab": "---\ntype:\tcharacter\n\tneeds: rest\n---\n",
    "an unquoted link and words": "---\ntype: character\nrival: [[Bo]] - for the crown\nneeds: rest\n---\n",
    "an embed as value": "---\ntype: character\nimage: ![[x.png]]\n---\n",
    "a template": "---\ntype: character\nname: {{title}}\nalso: <% tp.file.title %>\n---\n",
    "a list": "---\n- a\n- b\n---\n",
    "a text": "---\njust words\n---\n",
    "an impossible date": "---\ntype: character\nborn: 1492-13-45\n---\n",
    "odd keys": "---\ntype: character\n? [a, b]\n: c\n? {d: e}\n: f\nno: x\non: y\n1: z\n~: w\n---\n",
    "a tag": "---\ntype: !!python/object/apply:os.system ['true']\nneeds: !foo rest\n---\n",
    "aliases": "---\ntype: character\na: &a [x, *a]\n---\n",
    "a bomb": "---\ntype: character\na: &a [x,x]\n"
    + "".join(f"{c}: &{c} [*{p},*{p},*{p},*{p}]\n" for p, c in zip("abcdefghijkl", "bcdefghijklm", strict=True))
    + "---\n",
    "a merge": "---\nbase: &b {type: character}\n<<: *b\n---\n",
    "deep flow": "---\ntype: character\nneeds: " + "[" * DEEP + "]" * DEEP + "\n---\n",
    "deep flow, open": "---\ntype: character\nneeds: " + "[" * DEEP + "\n---\n",
    "deep maps": "---\nneeds: " + "{a: " * DEEP + "\n---\n",
    "deep dashes": "---\nneeds:\n  " + "- " * DEEP + "x\n---\n",
    "a huge number": "---\ntype: character\nage: " + "9" * 60_000 + "\n---\n",
    "huge properties": "---\ntype: character\n" + "".join(f"k{number}: v\n" for number in range(20_000)) + "---\n",
    "deep brackets": "type:: character\n\n## Needs\n\n" + "[" * DEEP,
    "deep links": "## Needs\n\n" + "[[" * DEEP + "Ada" + "]]" * DEEP,
    "deep quotes": "## Needs\n\n" + ">" * DEEP + " rest\n",
    "deep lists": "## Needs\n\n" + "".join(f"{'  ' * depth}- x\n" for depth in range(600)),
    "dashes": "## Needs\n\n" + "- " * 10_000 + "rest\n",
    "parentheses": "[a](" + "(" * DEEP + ")" * DEEP + ")",
    "stars": "## Flaws\n\n" + "*" * DEEP + "a" + "*" * DEEP,
    "backticks": " ".join("`" * number for number in range(1, 400)),
    "underscores": "_a" * DEEP,
    "fences": "```\n~~~\n" * 5_000,
    "comment marks": "%%\n" * 9_999,
    "html comments": "<!-- " * DEEP,
    "math": "$ $$ " * DEEP,
    "a table of bars": "|" * DEEP + "\n|-|\n" + "|" * DEEP,
    "a long line": "## Needs\n\n- " + "a place at somebody's table, " * 20_000,
    "a long word": "## Needs\n\n- " + "a" * 300_000,
    "many headings": "# [[Ada]]\n" * 2_000,
    "many links": "[[Ada]] [[Nowhere]] " * 2_000,
    "many ties": "## Relationships\n\n" + "- [[Ada]]: rival; [[Bo]]: friend of a friend of a friend\n" * 400,
    "many fields": "needs:: rest\n" * 1_000,
    "carriage returns": "needs:: rest\r" * 500,
    "every label open": "**" * 5_000 + "Needs:",
    "a link to itself": "# [[Bad]]\n\nfriend:: [[Bad]]\n\n## Relationships\n\n- [[Bad]]: enemy\n",
    "marks of ours": "%% vault-companion begin. %%\n%% vault-companion end 00000000 %%\n",
    "claims to be ours": "---\ngenerated_by: vault-companion\n---\n\nWords.\n",
    "a relationship with nobody": "---\ntype: relationship\ncharacters: []\n---\n",
    "a relationship with one": "---\ntype: relationship\ncharacters: ['[[Ada]]', '[[Ada]]']\nkind: [[]]\n---\n",
    "a relationship with many": "---\ntype: relationship\ncharacters: ['[[Ada]]', '[[Bo]]', '[[Bad]]']\n---\n",
    "a relationship with strangers": "---\ntype: relationship\ncharacters: ['[[Nobody]]', '[[Nowhere]]']\n---\n",
    "a map for a name": "---\ntype: character\nname: {a: b}\naliases: {c: d}\npronouns: [1, ~]\n---\n",
    "nested relationships": "---\ntype: character\nrelationships: [[[[{type: rival, to: '[[Ada]]'}]]], {}, ~]\n---\n",
    "numbers": "---\ntype: character\nanxiety: 1e999\navoidance: nan\nattachment: -0.6/0\n---\n",
    "a format string": "---\ntype: character\nname: '{0.__class__}'\n---\n## Needs\n\n- %s {name} {0} $1 \\1 \\g<0>\n",
    "capitals that grow": "---\ntype: character\nname: 'ŉ İİİ ﬃ'\naliases: ['ǰ']\n---\n\nŉ İ meets [[Ada]]. İİİ ﬃ.\n",
}
RELATED = "\n## Relationships\n\n- [[Ada]]: rival\n"


def both(files: Files, settings: Settings = DEFAULTS) -> tuple[Build, object]:
    """What a vault comes to, and what is read in it about the two who have done nothing; it is understood once."""
    stories: list[Story] = []

    def kept(*arguments: Any) -> Story:
        stories.append(understand(*arguments))
        return stories[-1]

    with patch.object(building, "understand", kept):
        done = building.build(snapshot(files), settings)
    (story,) = stories
    return done, pair_json(story, find_person(story, "Ada"), find_person(story, "Bo"))


@pytest.fixture(scope="module")
def good() -> object:
    return explained(GOOD, "Ada", "Bo")


@pytest.mark.timeout(30)
@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("path", ["Bad.md", "Characters/Bad.md"])
def test_one_bad_note_leaves_the_others_as_they_were(good: object, case: str, path: str) -> None:
    done, reading = both({**GOOD, path: HOSTILE[case]})

    assert good == reading
    assert "Dynamics/Pairs/Ada & Bo - Dynamics.md" in {page.path for page in done.pages}


@pytest.mark.timeout(60)
def test_all_of_them_together_leave_the_others_as_they_were(good: object) -> None:
    files = {**GOOD, **{f"Characters/{case}.md": data for case, data in HOSTILE.items()}}
    done, reading = both(files, Settings(pair_pages="all"))

    assert good == reading
    assert [] == [problem for problem in done.problems if problem.code == "rule-failed"]
    assert {"Ada.md", "Bo.md"}.isdisjoint({problem.path for problem in done.problems})


@pytest.mark.parametrize(
    ("case", "line", "code"),
    [
        ("latin-1", 1, "not-utf8"),
        ("utf-16", 1, "not-utf8"),
        ("half a letter", 4, "not-utf8"),
        ("properties never closed", 1, "frontmatter-open"),
        ("broken YAML", 3, "bad-property"),
        ("an unquoted link and words", 3, "bad-property"),
        ("an embed as value", 3, "bad-property"),
        ("a list", 2, "frontmatter-not-properties"),
        ("a text", 2, "frontmatter-not-properties"),
        ("aliases", 3, "frontmatter-refused"),
        ("deep flow", 3, "frontmatter-refused"),
        ("deep dashes", 3, "frontmatter-refused"),
        ("a merge", 3, "frontmatter-refused"),
        ("a huge number", 3, "frontmatter-refused"),
        ("huge properties", 1, "frontmatter-refused"),
        ("a relationship with nobody", 2, "pair-unclear"),
        ("a relationship with strangers", 2, "pair-unclear"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(case: str, line: int, code: str) -> None:
    told = [problem for problem in codes({**GOOD, "Bad.md": HOSTILE[case]}) if problem[2] != "unresolved-link"]

    assert [("Bad.md", line, code)] == told


@pytest.mark.parametrize("case", ["broken YAML", "an unquoted link and words", "an embed as value"])
def test_a_bad_property_leaves_the_rest_of_its_note(case: str) -> None:
    note = str(HOSTILE[case]).replace("---\n", "---\naliases: [Baddie]\n", 1) + RELATED
    files = {**GOOD, "Bad.md": note}

    assert ["rival", "rival"] == [kind["kind"] for kind in explained(files, "Baddie", "Ada")["kinds"]]


@law(60)
@given(
    st.lists(hostile_text(), max_size=12), st.sampled_from(["Bad.md", "Characters/Bad.md", "Characters/Ada & Bad.md"])
)
def test_no_words_of_hers_stop_a_run(lines: list[str], path: str) -> None:
    done = built({**GOOD, path: "\n".join(lines)})

    assert {"Dynamics/Dynamics Overview.md", "Dynamics/Pairs/Ada & Bo - Dynamics.md"} <= {
        page.path for page in done.pages
    }
    assert [] == [problem for problem in done.problems if problem.code == "rule-failed"]


@law(60)
@given(st.binary(max_size=400))
def test_no_bytes_stop_a_run(data: bytes) -> None:
    note = b"---\ntype: character\n" + data

    assert 4 <= len(built({**GOOD, "Bad.md": note, "Worse.md": data}, DEFAULTS).pages)


def test_an_empty_vault_has_one_page_that_says_so() -> None:
    (page,) = built({}).pages

    assert ("Dynamics/Dynamics Overview.md", True) == (page.path, "No character notes were found" in page.body)
