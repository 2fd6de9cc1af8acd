"""What a character's note says of others: every place where a relationship may stand."""

from __future__ import annotations

import pytest

from tests.helpers import cast, character, codes, kinds, only_tie
from vault_companion.cast.ties import Tie

HEAD = "---\ntype: character\n---\n"
OTHERS = {"Bo.md": HEAD, "Cleo Hale.md": character(aliases=["The Captain"])}


def ada(text: str) -> dict[str, str]:
    """A vault in which Ada's note says something; Bo's and Cleo's say nothing."""
    return {**OTHERS, "Ada.md": text if text.startswith("---") else HEAD + text}


def notes(tie: Tie) -> list[str]:
    return [line.phrase.text for line in tie.lines]


RIVALS = ["Ada rival Bo", "Bo rival Ada"]


@pytest.mark.parametrize(
    "text",
    [
        # properties
        "---\ntype: character\nrelationships:\n  - character: '[[Bo]]'\n    type: rival\n---\n",
        "---\ntype: character\nrelationships:\n  - {name: Bo, kind: rival}\n---\n",
        "---\ntype: character\nrelationships:\n  - {with: '[[Bo]]', relation: rival}\n---\n",
        "---\ntype: character\nrelationships:\n  - {to: '[[Bo|B.]]', kind: Rival}\n---\n",
        "---\ntype: character\nrelationships: [{type: rival, target: '[[Bo]]'}]\n---\n",
        "---\ntype: character\nrelationships:\n  '[[Bo]]': rival\n---\n",
        "---\ntype: character\nRelations: {Bo: rival}\n---\n",
        "---\ntype: character\nrelationships:\n  - '[[Bo]]': rival\n---\n",
        "---\ntype: character\nrelationships: ['[[Bo]]: rival']\n---\n",
        "---\ntype: character\nbonds: ['[[Bo]] - rival', '?']\n---\n",
        "---\ntype: character\nconnections: 'Bo (rival)'\n---\n",
        "---\ntype: character\nrelationships:\n  Bo: {type: rival}\n---\n",
        "---\ntype: character\nrivals: ['[[Bo]]']\n---\n",
        "---\ntype: character\nrival: '[[Bo]]'\n---\n",
        "---\ntype: character\nRival: Bo\n---\n",
        "---\ntype: character\nrival: [[Bo]]\n---\n",
        "---\ntype: character\nrival:\n  - [[Bo]]\n---\n",
        "---\ntype: character\nrival:\n  - - Bo\n---\n",
        "---\ntype: character\nrival: '[B](Bo.md)'\n---\n",
        # inline fields and labels
        "rival:: [[Bo]]\n",
        "Rival:: [[Bo]] \n",
        "- rival:: Bo\n",
        "They met ([rival:: [[Bo]]]).\n",
        "**Rival:** [[Bo]]\n",
        "**Rivals**: [[Bo]]\n",
        "Rival: [[Bo]]\n",
        "| Who | What |\n|--|--|\n| Rival | [[Bo]] |\n",
        # headings with bullets
        "## Relationships\n\n- [[Bo]]: rival\n",
        "## Relations\n- rival: [[Bo]]\n",
        "## Relationships\n\n- **[[Bo]]:** rival\n",
        "## Relationships\n\n- **[[Bo]]**: rival\n",
        "## Relationships\n\n- [[Bo]] - rival\n",
        "## Relationships\n\n- [[Bo]] – rival\n",
        "## Relationships\n\n- [[Bo]] — rival\n",
        "## Relationships\n\n- [[Bo]] : rival\n",
        "## Relationships\n\n- [[Bo]] (rival)\n",
        "## Relationships\n\n- [[Bo]], rival\n",
        "## Relationships\n\n- [[Bo]] → rival\n",
        "## Relationships\n\n- **[[Bo]]** rival\n",
        "## Relationships\n\n* Bo: rival\n",
        "## Relationships\n\n- **Bo**: rival\n",
        "## Relationships\n\n- Bo (rival)\n",
        "## Relationships\n\n1. [[Bo|Bobby]]: her rival\n",
        "## Relationships\n\n- [[Bo\\|B]]: rival\n",
        "## Relationships\n\n- [B.](Bo.md): rival\n",
        "## Relationships\n\n[[Bo]]: rival\n",
        "## Relationships\n\n- rival:: [[Bo]]\n",
        "## Relationships\n\n- **Rival:** [[Bo]]\n",
        "## Relationships\n\n| [[Bo]] | rival |\n|--|--|\n",
        "## Relationships\n\n| Who | What |\n|--|--|\n| [[Bo]] | rival |\n",
        "## Relationships\n\n> - [[Bo]]: rival\n",
        "## Relationships\n\n- [[Bo]]\n  - rival\n",
        "## Relationships\n\n- [[Bo]]\n\t- Relation: rival\n",
        "## Rivals\n\n- [[Bo]]\n",
        "### Rivals:\n- Bo\n",
        "## Relationships\n\n### Rivals\n\n- [[Bo]]\n",
        "## Relationships\n\n- Rivals: [[Bo]]\n",
        "## Relationships\n\n- rival: Bo\n",
        # headings of all sorts, found in real vaults
        "## Connections\n\n- [[Bo]]: rival\n",
        "### Known Connections:\n- [[Bo]]: rival\n",
        "## 🔗 Connections\n- [[Bo]]: rival\n",
        "## 🔗 Relations\n- [[Bo]]: rival\n",
        "## Allies & Enemies\n\n- [[Bo]]: rival\n",
        "## Connections & Hooks\n- [[Bo]]: rival\n",
        "## Bonds\n- [[Bo]]: rival\n",
        "## Notable Relationships\n- [[Bo]]: rival\n",
        "## Acquaintances\n- [[Bo]]: rival\n",
        "# RELATIONSHIPS\n- [[Bo]]: rival\n",
        # a heading a person
        "# Relationships\n## [[Bo]]\nrival\n",
        "## Relationships\n\n### Bo\n\nRival.\n",
        "## Relationships\n\n### With Bo\n\n- rival\n",
        "## Relationships\n\n### With [[Bo]]\n\nkind:: rival\n",
        "## Relationships\n\n### [[Bo]]\n\n**Relation:** rival\n",
    ],
)
def test_a_rival_is_a_rival_wherever_it_is_said(text: str) -> None:
    assert RIVALS == kinds(ada(text))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mentor: [[Bo]]", ["Bo mentor Ada"]),
        ("student: [[Bo]]", ["Bo student Ada"]),
        ("father: [[Bo]]", ["Bo father Ada"]),
        ("daughter: [[Bo]]", ["Bo daughter Ada"]),
        ("boss: [[Bo]]", ["Bo boss Ada"]),
        ("servant of: [[Bo]]", ["Ada servant Bo"]),
        ("mentor to: [[Bo]]", ["Ada mentor Bo"]),
        ("loves: [[Bo]]", ["Ada loves Bo"]),
        ("husband: [[Bo]]", ["Bo husband Ada", "Ada spouse Bo"]),
        ("friend: [[Bo]]", ["Ada friend Bo", "Bo friend Ada"]),
        ("enemy: [[Bo]]", ["Ada enemy Bo", "Bo enemy Ada"]),
        ("crush: [[Bo]]", ["Bo crush Ada"]),
        ("guardian: [[Bo]]", ["Bo guardian Ada"]),
        ("best friend: [[Bo]]", ["Ada best friend Bo", "Bo best friend Ada"]),
        ("brother: [[Bo]]", ["Bo brother Ada", "Ada sibling Bo"]),
        ("spouse: [[Bo]]", ["Ada spouse Bo", "Bo spouse Ada"]),
    ],
)
@pytest.mark.parametrize("form", ["property", "bullet", "described"])
def test_a_noun_says_what_the_other_is_and_a_verb_or_preposition_what_she_is(
    line: str, expected: list[str], form: str
) -> None:
    key, _, who = line.partition(": ")
    text = {
        "property": f"---\ntype: character\n{key}: '{who}'\n---\n",
        "bullet": f"## Relationships\n\n- {key}: {who}\n",
        "described": f"## Relationships\n\n- {who}: {key}\n",
    }[form]

    assert expected == kinds(ada(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "friends: ['[[Bo]]', '[[Cleo Hale]]']",
            ["Ada friend Bo", "Bo friend Ada", "Ada friend Cleo Hale", "Cleo Hale friend Ada"],
        ),
        ("friend: Bo, The Captain", ["Ada friend Bo", "Bo friend Ada", "Ada friend Cleo Hale", "Cleo Hale friend Ada"]),
        ("family: Bo (brother), Cleo Hale (mother)", ["Bo brother Ada", "Ada sibling Bo", "Cleo Hale mother Ada"]),
    ],
)
def test_a_property_may_name_several(text: str, expected: list[str]) -> None:
    assert expected == kinds(ada(f"---\ntype: character\n{text}\n---\n"))


def test_a_bullet_may_name_several_with_one_label() -> None:
    assert ["Ada friend Bo", "Bo friend Ada", "Ada friend Cleo Hale", "Cleo Hale friend Ada"] == (
        kinds(ada("## Relationships\n\n- friends: [[Bo]], [[Cleo Hale]]\n"))
    )


@pytest.mark.parametrize(
    "name",
    [
        "[[Cleo Hale]]",
        "[[cleo hale]]",
        "Cleo Hale",
        "Cleo",
        "Hale",
        "The Captain",
        "[[The Captain]]",
        "[[Cleo Hale|C]]",
        "[[Cleo Hale#Needs]]",
    ],
)
def test_the_other_may_be_named_in_any_way(name: str) -> None:
    assert ["Ada rival Cleo Hale", "Cleo Hale rival Ada"] == kinds(ada(f"## Relationships\n\n- {name}: rival\n"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- [[Bo]]: rival. He covets her place.", ["rival.", "He covets her place."]),
        ("- [[Bo]]: rival; he owes her", ["rival", "he owes her"]),
        ("- [[Bo]]", []),
        ("- [[Bo]] - rival since the fire", ["rival since the fire"]),
        ("- rival: [[Bo]] since the fire", ["since the fire"]),
        ("- [[Bo]]: rival\n  - covets her place\n  - has the map", ["rival", "covets her place", "has the map"]),
    ],
)
def test_what_else_is_said_is_kept(line: str, said: list[str]) -> None:
    assert said == notes(only_tie(ada(f"## Relationships\n\n{line}\n")))


@pytest.mark.parametrize(
    "text",
    [
        "## Relationships\n\n- [[Bo]]\n",
        "## Relationships\n\n- [[Bo]]: oathsworn\n",
        "## Relationships\n\n- [[Bo]]: it is hard\n",
    ],
)
def test_a_tie_without_a_known_word_is_a_tie_of_no_kind(text: str) -> None:
    assert () == only_tie(ada(text)).kinds


def test_the_parts_of_a_tie_are_read_under_a_persons_heading() -> None:
    text = (
        "## Relationships\n\n### [[Bo]]\n\n**Kind:** rival\n\nfeels:: envies him\n\n- History: they met at sea\n"
        "- Now: not speaking\n- Conflict: the map\n- ch. 3: he lied\n"
    )
    found = [(line.part, line.phrase.text) for line in only_tie(ada(text)).lines]

    assert [
        ("feels", "envies him"),
        ("history", "they met at sea"),
        ("now", "not speaking"),
        ("conflict", "the map"),
        ("note", "ch. 3: he lied"),
    ] == found


def test_the_parts_of_a_tie_are_read_from_a_map() -> None:
    text = (
        "---\ntype: character\nrelationships:\n  - character: '[[Bo]]'\n    type: rival\n    feels: envies him\n"
        "    history: [they met at sea, they fought]\n    changes: 'ch. 3: he lied'\n    notes: TBD\n---\n"
    )
    found = [(line.part, line.phrase.text, line.at) for line in only_tie(ada(text)).lines]

    assert [
        ("feels", "envies him", ""),
        ("history", "they met at sea", ""),
        ("history", "they fought", ""),
        ("changes", "he lied", "ch. 3"),
    ] == found


def test_what_she_says_is_her_side() -> None:
    assert {"Ada.md"} == {
        line.by for line in only_tie(ada("## Relationships\n\n- [[Bo]]: rival, feared by all\n")).lines
    }


@pytest.mark.parametrize(
    "text",
    [
        "## Relationships\n\n- Allies:\n- Rivals:\n- Faction:\n",
        "## Relationships\n",
        "## Relationships\n\n- \n",
        "rival::\n",
        "**Rival:**\n",
        "---\ntype: character\nrival:\nfriends: []\nrelationships:\n---\n",
        "---\ntype: character\nrelationships: [{type: rival}, {character: }]\n---\n",
        "## Relationships\n\n- *Example Person | Relation — how do they know them?*\n",
        "## Relationships\n\n- [[Nobody]]: rival\n",
        "## Relationships\n\n- [[Ada]]: rival\n",
        "rival:: [[Ada]]\n",
        "## Relationships\n\n%% - [[Bo]]: rival %%\n",
        "## Relationships\n\n<!-- - [[Bo]]: rival -->\n",
        "```\nrival:: [[Bo]]\n```\n",
        "## Relationships\n\n    - x\n\n`[[Bo]]: rival`\n",
        "## Relationships\n\n- ![[Nobody.png]]\n",
        "---\ntype: character\nrival: TBD\n---\n",
        "---\ntype: character\nrelationships: {'[[Nobody]]': rival}\n---\n",
        "## Relationships\n\n- TBD\n- ?\n",
    ],
)
def test_nothing_is_stated_by_what_is_empty_commented_or_about_nobody(text: str) -> None:
    assert () == cast(ada(text)).ties


@pytest.mark.parametrize(
    "text",
    [
        "She met [[Bo]] at sea.\n",
        "## History\n\nHe was the rival of [[Bo]].\n",
        "- home: [[Bo]]\n",
        "![[Bo]]\n",
        "# [[Bo]]\n",
    ],
)
def test_a_link_in_running_text_is_a_mention_and_no_tie(text: str) -> None:
    found = cast(ada(text))

    assert ((), [("Ada.md", "Bo.md")]) == (found.ties, list(found.mentions))


def test_a_line_about_somebody_elses_relation_states_none() -> None:
    found = kinds(ada("## Relationships\n\n- [[Bo]]: son of Harald\n"))

    assert [] == found


def test_the_kind_is_read_from_the_first_sentence_only() -> None:
    assert RIVALS == kinds(ada("## Relationships\n\n- [[Bo]]: rival. He was a friend of her father's enemy.\n"))


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("- [[Bo]]: enemy", [-1, -1]),
        ("- [[Bo]]: friend", [1, 1]),
        ("- [[Bo]]: former enemy", [0, 0]),
        ("- [[Bo]]: husband", [0, 0]),
    ],
)
def test_only_a_plain_word_says_how_they_stand(text: str, signs: list[int]) -> None:
    assert signs == [kind.sign for kind in only_tie(ada(f"## Relationships\n\n{text}\n")).kinds]


def test_both_notes_make_one_tie_with_both_lines() -> None:
    tie = only_tie({**ada("## Relationships\n\n- [[Bo]]: rival\n"), "Bo.md": HEAD + "rival:: [[Ada]]\n"})

    assert [("Ada.md", 6), ("Bo.md", 4)] == [(place.path, place.line) for place in tie.kinds[0].evidence]
    assert ("Ada.md", "Bo.md") == tie.notes


def test_a_property_that_yaml_rejects_leaves_the_ties_in_the_text() -> None:
    files = ada("---\ntype: character\nlocation: [[Inn]] - upper floor\n---\n## Relationships\n\n- [[Bo]]: rival\n")

    assert (RIVALS, [("Ada.md", 3, "bad-property")]) == (
        kinds(files),
        [one for one in codes(files) if one[2] == "bad-property"],
    )
