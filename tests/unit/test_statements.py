"""What a character's note says of others: every place where a relationship may stand."""

from __future__ import annotations

import pytest

from tests.helpers import built, cast, character, codes, kinds, only_tie
from vault_companion.cast.ties import Tie
from vault_companion.vault.snapshot import VaultPath

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
        # a line with bullets below it
        "Relationships:\n- [[Bo]]: rival\n",
        "**Relationships**\n\n- Bo: rival\n",
        "**Rivals:**\n- [[Bo]], since school\n",
        "- Age: 30\n- Relationships:\n  - [[Bo]]: rival\n",
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
        "## Relationships!!\n- [[Bo]]: rival\n",
        "## Ties & grudges\n- [[Bo]]: rival\n",
        "## Friends and enemies\n- [[Bo]]: rival\n",
        "## Family, friends & others\n- [[Bo]]: rival\n",
        "## With Bo\n\nRival.\n",
        "## With [[Bo]]\n\nHer rival, patient to a fault.\n",
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


# ---- records in properties


def record(*lines: str) -> dict[str, str]:
    """Ada's note with one record of a relationship."""
    inner = "".join(f"    {line}\n" for line in lines[1:])
    return ada(f"---\ntype: character\nrelationships:\n  - {lines[0]}\n{inner}---\n")


def test_the_lines_of_a_record_point_at_their_own_lines() -> None:
    tie = only_tie(record("target: '[[Bo]]'", "notes: covets her place", "type: rival", "feels: envies him"))

    assert ([("Ada.md", 6, "rival")], [(5, "covets her place"), (7, "envies him")]) == (
        [(place.path, place.line, place.quote) for place in tie.kinds[0].evidence],
        [(place.line, place.quote) for line in tie.lines for place in line.phrase.evidence],
    )


def test_the_lines_of_a_record_written_on_one_line_point_at_it() -> None:
    tie = only_tie(ada("---\ntype: character\nrelationships: [{type: rival, target: Bo, notes: lies}]\n---\n"))

    assert [(3, "rival"), (3, "lies")] == [
        (place.line, place.quote) for place in (*tie.kinds[0].evidence, *tie.lines[0].phrase.evidence)
    ]


@pytest.mark.parametrize(
    ("type_", "near"),
    [("oathkin", "Any usual word"), ("rivel", "rival"), ("sibbling", "sibling"), ("quarry-of-the-moon", "")],
)
def test_a_type_nobody_knows_is_kept_as_written_and_taken_for_no_other(type_: str, near: str) -> None:
    files = record("target: '[[Bo]]'", f"type: {type_}", "category: family")
    tie = only_tie(files)
    (problem,) = [one for one in built(files).problems if one.code == "unknown-kind"]

    assert ((), [type_], ("Ada.md", 5, "info")) == (
        tie.kinds,
        notes(tie),
        (problem.path, problem.line, problem.severity),
    )
    assert type_ in problem.message
    assert near in problem.hint


@pytest.mark.parametrize("type_", ["custom", "other", "neutral", "none", "unknown"])
def test_a_type_that_a_tool_writes_for_none_is_no_kind_and_no_problem(type_: str) -> None:
    files = record("target: '[[Bo]]'", f"type: {type_}")

    assert ((), []) == (only_tie(files).kinds, codes(files))


def test_a_label_states_the_kind_where_the_type_does_not() -> None:
    assert RIVALS == kinds(record("target: '[[Bo]]'", "type: custom", "label: sworn rival"))
    assert RIVALS == kinds(record("target: '[[Bo]]'", "label: sworn rival"))


def test_free_text_may_state_several_kinds() -> None:
    expected = ["Ada friend Bo", "Bo friend Ada", "Ada rival Bo", "Bo rival Ada"]

    assert expected == kinds(record("target: '[[Bo]]'", "type: childhood friend, later rival"))
    assert expected == kinds(ada("## Relationships\n\n- [[Bo]]: childhood friend, later rival\n"))


@pytest.mark.parametrize(
    "who",
    [
        "target: Robert\n    target_id: bo-1",
        "target_id: bo-1",
        "target: bo-1",
        "character: '[[B]]'\n    character_id: bo-1",
    ],
)
def test_an_identifier_names_a_person_whom_no_name_names(who: str) -> None:
    files = {**record(who, "type: rival"), "Bo.md": "---\ntype: character\ncr_id: bo-1\n---\n"}

    assert RIVALS == kinds(files)


def test_an_identifier_that_two_notes_have_names_nobody() -> None:
    twice = "---\ntype: character\ncr_id: x-1\n---\n"

    assert [] == kinds({**record("target_id: x-1", "type: rival"), "Bo.md": twice, "Cy.md": twice})


def test_an_identifier_tells_two_people_of_one_name_apart() -> None:
    files = {
        "Ada.md": "---\ntype: character\nfather: John Ashe\nfather_id: j-2\n---\n",
        "One.md": "---\ntype: character\nname: John Ashe\ncr_id: j-1\n---\n",
        "Two.md": "---\ntype: character\nname: John Ashe\ncr_id: j-2\n---\n",
    }

    assert ["Two father Ada"] == kinds(files)


def test_the_name_goes_before_the_identifier() -> None:
    files = {
        **record("target: '[[Bo]]'", "target_id: c-1", "type: rival"),
        "Cy.md": "---\ntype: character\nid: c-1\n---\n",
    }

    assert RIVALS == kinds(files)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spouse1: '[[Bo]]'\nspouse1_marriage_status: divorced", [("now", "divorced", 4)]),
        ("spouse1: '[[Bo]]'\nspouse1_marriage_location: Cleo Hale", []),
        ("spouse: ['[[Bo]]']\nspouse_id: ['x-1']", []),
        ("spouses:\n  - person: '[[Bo]]'\n    marriage_location: Cleo\n    status: widowed", [("now", "widowed", 6)]),
    ],
)
def test_a_marriage_and_what_is_kept_of_it_are_one_tie(text: str, expected: list[tuple[str, str, int]]) -> None:
    tie = only_tie(ada(f"---\ntype: character\n{text}\n---\n"))

    assert (["spouse", "spouse"], expected) == (
        [kind.kind for kind in tie.kinds],
        [(line.part, line.phrase.text, line.phrase.evidence[0].line) for line in tie.lines],
    )


def test_what_is_otherwise_from_a_chapter_on_is_a_change_there_and_no_kind() -> None:
    text = (
        "---\ntype: character\nnovalist_chapterOverrides:\n  - chapter: 7\n    role: thief\n    relationships:\n"
        "      - {target: Bo, role: enemy}\n      - 'Cleo Hale: ally'\n---\n"
    )
    found = [
        (tie.other(VaultPath("Ada.md")).stem, line.part, line.phrase.text, line.at, line.phrase.evidence[0].line)
        for tie in cast(ada(text)).ties
        for line in tie.lines
    ]

    assert ([], [("Bo", "changes", "enemy", "chapter 7", 7), ("Cleo Hale", "changes", "ally", "chapter 7", 8)]) == (
        kinds(ada(text)),
        found,
    )


@pytest.mark.parametrize(
    "text",
    [
        "related_characters: [Bo, Cleo Hale]",
        "relatedCharacters: ['[[Bo]]', '[[Cleo Hale]]']",
        "otherRelations: Bo, Cleo Hale",
    ],
)
def test_a_list_of_others_ties_without_a_kind(text: str) -> None:
    ties = cast(ada(f"---\ntype: character\n{text}\n---\n")).ties

    assert [("Bo.md", ()), ("Cleo Hale.md", ())] == [(tie.other(VaultPath("Ada.md")), tie.kinds) for tie in ties]


def test_a_name_without_a_note_gives_its_word_to_nobody_else() -> None:
    assert ["Cleo Hale mother Ada"] == kinds(
        ada("---\ntype: character\nfamily: Old Harald (father), Cleo Hale (mother)\n---\n")
    )


def test_a_map_may_have_the_kinds_for_keys() -> None:
    assert ["Ada rival Bo", "Bo rival Ada", "Cleo Hale mentor Ada"] == kinds(
        ada("---\ntype: character\nrelationships:\n  rival: '[[Bo]]'\n  mentor: Cleo Hale\n---\n")
    )


@pytest.mark.parametrize(
    ("note", "text", "expected"),
    [
        ("Ada.md", "[[Bo|Bo → big brother of → Ada]]", ["Bo brother Ada", "Ada sibling Bo"]),
        ("Ada.md", "[[Bo|Ada → big brother of → Bo]]", ["Ada brother Bo", "Bo sibling Ada"]),
        ("Ada.md", "[[Bo|Ada ← servant of ← Bo]]", ["Bo servant Ada"]),
        ("Ada.md", "[[Bo]] → servant of → [[Ada]]", ["Bo servant Ada"]),
        ("Ada.md", "[[Bo]] -> servant of -> Ada", ["Bo servant Ada"]),
        ("Ada.md", "[[Bo|Ada ↔ loves ↔ Bo]]", ["Ada loves Bo", "Bo loves Ada"]),
    ],
)
@pytest.mark.parametrize("form", ["property", "bullet"])
def test_arrows_say_who_is_what_to_whom(note: str, text: str, expected: list[str], form: str) -> None:
    line = (
        f'---\ntype: character\nConnections:\n  - "{text}"\n---\n'
        if form == "property"
        else f"{HEAD}## Connections\n\n- {text}\n"
    )

    assert sorted(expected) == sorted(kinds({**OTHERS, note: line}))


# ---- links with a type, and fields in a line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She met [[Bo|the old fox @rival]] at sea.", RIVALS),
        ("She met [[Bo|@rival]] at sea.", RIVALS),
        ("She met [[Bo|her @mentor and @rival]].", [*RIVALS, "Bo mentor Ada"]),
        ("- [[Bo|Bo @mentor_of]]", ["Ada mentor Bo"]),
        ("She met [[Bo|the old fox @undecided]].", []),
        ("Write to [[Bo|bo@rival.example]].", []),
        ("%% [[Bo|the old fox @rival]] %%", []),
        ("`[[Bo|the old fox @rival]]`", []),
        ("[[Ada|I @rival]]", []),
    ],
)
def test_a_link_may_carry_its_type(text: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(kinds(ada(text + "\n")))


def test_a_typed_link_and_the_property_that_a_plugin_makes_of_it_are_one_kind_with_two_lines() -> None:
    text = "---\ntype: character\nrival:\n  - '[[Bo]]'\n---\nShe met [[Bo|the old fox @rival]].\n"
    tie = only_tie(ada(text))

    assert (2, [4, 6]) == (len(tie.kinds), [place.line for place in tie.kinds[0].evidence])


@pytest.mark.parametrize(
    "text",
    [
        "[rival:: [[Bo]]] and [mentor:: [[Cleo Hale]]]",
        "(rival:: [[Bo]]) and (mentor:: [[Cleo Hale]])",
        "- x [rival:: [[Bo]]], [mentor:: [[Cleo Hale]]]",
        "rival:: [[Bo]]\nmentor:: [[Cleo Hale]]",
        "- rival:: [[Bo]]\n- mentor:: [[Cleo Hale]]",
        '---\ntype: character\nrival: "[[Bo]]"\nmentor: "[[Cleo Hale]]"\n---\n',
    ],
)
def test_several_fields_each_state_their_own(text: str) -> None:
    assert [*RIVALS, "Cleo Hale mentor Ada"] == kinds(ada(text + "\n"))


# ---- lists, tables and headings as authors write them


@pytest.mark.parametrize(
    "text",
    [
        "| Person | Relation | Notes |\n|--|--|--|\n| [[Bo]] | rival | covets her place |\n",
        "| Relation | Person | Notes |\n|--|--|--|\n| rival | [[Bo]] | covets her place |\n",
        "| Notes | Type | Name |\n|--|--|--|\n| covets her place | rival | Bo |\n",
        "| Name | [[Bo]] | [[Cleo Hale]] |\n|--|--|--|\n| Relation | rival | |\n| Notes | covets her place | |\n",
    ],
)
def test_the_first_row_of_a_table_names_its_columns(text: str) -> None:
    tie = next(tie for tie in cast(ada("## Relationships\n\n" + text)).ties if "Bo.md" in tie.pair)
    last = 9 if text.startswith("| Name") else 8

    assert (["rival", "rival"], [8, 8], [("note", "covets her place", last)]) == (
        [kind.kind for kind in tie.kinds],
        [kind.evidence[0].line for kind in tie.kinds],
        [(line.part, line.phrase.text, line.phrase.evidence[0].line) for line in tie.lines],
    )


def test_a_table_may_hold_several_people_and_a_second_table_another() -> None:
    text = (
        "## Relationships\n\n| Person | Relation |\n|--|--|\n| [[Bo]] | rival |\n| [[Nobody]] | friend |\n\n"
        "| Person | Relation |\n|--|--|\n| [[Cleo Hale]] | mentor |\n"
    )

    assert [*RIVALS, "Cleo Hale mentor Ada"] == kinds(ada(text))


@pytest.mark.parametrize(
    "text",
    [
        "## Relation avec Bo\n\nrival\n",
        "## Relation avec [[Bo]]\n\n- rival\n",
        "## Relationship with Bo\n\nrival\n",
        "## Dynamics with [[Bo|B.]]\n\nkind:: rival\n",
        "## Relationships\n\n### With Bo\n\nrival\n",
        "## Relationships\n\n- **Bo** : rival\n",
        "## Relationships\n\n**Bo** : rival\n",
        "## Relationships\n\n- Rivals:\n  - [[Bo]]\n",
        "## Relationships\n\n- **Rivals**\n    - [[Bo]]\n",
        "## Relationships\n\n- Rivals\n\t- Bo\n",
        "## Relationships\n\n**Rivals:**\n\n- [[Bo]]\n",
        "## Relationships\n\n- **[[Bo|Foxy]]:** rival\n",
        "## Relationships\n\n- [[Bo\\|Foxy]], rival\n",
    ],
)
def test_a_rival_is_a_rival_in_yet_more_forms(text: str) -> None:
    assert RIVALS == kinds(ada(text))


def test_a_group_ends_with_its_list() -> None:
    text = "## Relationships\n\n- Rivals:\n  - [[Bo]]\n- [[Cleo Hale]]\n"

    assert (RIVALS, 2) == (kinds(ada(text)), len(cast(ada(text)).ties))


@pytest.mark.parametrize(
    "text",
    [
        "---\ntype: character\nrival: '[[Kaelen, of the Flame]]'\n---\n",
        "---\ntype: character\nrival: [[Kaelen, of the Flame]]\n---\n",
        "## Relationships\n\n- [[Kaelen, of the Flame]] - rival\n",
        "## Relationships\n\n- Kaelen, of the Flame - rival\n",
    ],
)
def test_a_name_may_hold_a_comma(text: str) -> None:
    files = {"Ada.md": text if text.startswith("---") else HEAD + text, "Kaelen, of the Flame.md": HEAD}

    assert ["Ada rival Kaelen, of the Flame", "Kaelen, of the Flame rival Ada"] == kinds(files)


def test_a_description_in_words_nobody_knows_still_ties() -> None:
    tie = only_tie(ada("## Relationships\n\n- [[Bo]] - Keeper of the nine keys\n"))

    assert ((), ["Keeper of the nine keys"]) == (tie.kinds, notes(tie))


def test_what_is_nested_is_about_the_outer_person() -> None:
    tie = only_tie(ada("## Relationships\n\n- [[Bo]], rival\n  - once told [[Nobody]] her name\n  - has the map\n"))

    assert ["rival", "once told Nobody her name", "has the map"] == notes(tie)


def test_a_line_with_bullets_below_it_ends_with_them() -> None:
    files = ada("Relationships:\n- [[Bo]]: rival\n\nNeeds:\n- a home\n- [[Cleo Hale]]: whatever she likes\n")
    person = next(person for person in cast(files).characters if person.name == "Ada")

    assert RIVALS == kinds(files)
    assert ["a home", "Cleo Hale: whatever she likes"] == [phrase.text for phrase in person.trait("needs")]


def test_the_name_of_such_a_list_is_no_list_among_fears() -> None:
    assert [] == kinds(ada("## Fears\n\n- Family:\n  - what Bo the rival would do\n"))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("## Relationships\n- Somebody Unknown: enemy\n", ["Somebody Unknown"]),
        ("## Relationships\n- **Peg Poe** – her wife\n", ["Peg Poe"]),
        ("## Relationships\n- Old Pell: friend\n", ["Old Pell"]),
        ("## Enemies\n- Peg Poe: burnt the mill\n", ["Peg Poe"]),
        ("## Relationships\n- Peg Poe: burnt the mill\n", []),
        ("## Relationships\n- Marital Status: divorced\n", []),
        ("## Relationships\n- Best Friend: rival\n", []),
        ("## Relationships\n- The Gilt Hand: enemies\n", []),
        ("## Relationships\n- Gilt Hand: enemies\n", []),
        ("## Relationships\n- Bo: friend of Peg Poe\n", []),
        ("## Relationships\n- [[Peg Poe]]: friend\n", []),
        ("## History\n- Peg Poe: friend\n", []),
    ],
)
def test_a_name_in_a_list_of_relationships_that_is_nobodys_is_told(lines: str, told: list[str]) -> None:
    files = {"Ada.md": character(body=lines), "Bo.md": character(), "Gilt Hand.md": "A guild."}
    found = [one for one in built(files).problems if one.code == "unknown-name"]

    assert told == [one.message.split('"')[1] for one in found]
    assert all(one.severity == "info" and one.line > 1 for one in found)


def test_all_that_stands_under_a_heading_with_one_person_is_about_that_tie() -> None:
    tie = only_tie(ada("## With Bo\n\nShe never forgave him. They talk about the garden.\n"))

    assert notes(tie) == ["She never forgave him.", "They talk about the garden."]


@pytest.mark.parametrize("heading", ["With care", "With Nobody", "With Bo at sea", "With [[Bo]] and [[Cleo Hale]]"])
def test_a_heading_with_anything_but_one_person_is_about_no_tie(heading: str) -> None:
    assert cast(ada(f"## {heading}\n\nShe never forgave him.\n")).ties == ()
