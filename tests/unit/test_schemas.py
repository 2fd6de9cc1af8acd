"""One story, kept as each of the tools that authors use keeps it, reads the same without conversion."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import Files, called, cast, codes, hers, story, write_vault
from vault_companion.cast.cast import Cast
from vault_companion.cast.ties import Tie
from vault_companion.explain import find_person, pair_json

VAULTS = Path(__file__).parents[1] / "vaults"
SCHEMAS = (
    "breadcrumbs",
    "charted_roots",
    "gm_apprentice",
    "novalist",
    "relation_weaver",
    "relations",
    "storyline",
    "storyline_lists",
    "storyteller",
    "wikilink_types",
)
PEOPLE = ["Edda Krane", "Jonas Voss", "Mira Voss", "Nila Brack", "Pavel Orr", "Silas Thorn"]
BOTH_WAYS = {
    ("Jonas", "Mira", "family"),
    ("Mira", "Silas", "rivalry"),
    ("Mira", "Nila", "friendship"),
    ("Edda", "Pavel", "romance"),
}
ONE_WAY = {
    ("Edda", "Mira", "mentor"),
    ("Edda", "Silas", "family"),
    ("Silas", "Nila", "professional"),
}
BACK = {"charted_roots": {("Silas", "Edda", "family")}}
"""What only one schema says: Charted Roots keeps a child in its mother's note too."""
UNDIRECTED = ("relation_weaver",)


def vault(schema: str) -> Files:
    """The notes of one of the vaults."""
    root = VAULTS / schema
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.md"))}


def told(found: Cast) -> set[tuple[str, str, str]]:
    """Who is what to whom, by first names and families."""
    return {(kind.of.stem.split()[0], kind.to.stem.split()[0], kind.family) for tie in found.ties for kind in tie.kinds}


def tie(schema: str, one: str, other: str) -> Tie:
    """The tie of two people."""
    return next(tie for tie in cast(vault(schema)).ties if {one, other} == {who.stem.split()[0] for who in tie.pair})


def lines(found: Tie) -> list[tuple[str, str, str, int]]:
    """What else is said: the part, the words, the point of the story and the line."""
    return [(line.part, line.phrase.text, line.at, line.phrase.evidence[0].line) for line in found.lines]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_schema_has_the_same_people(schema: str) -> None:
    assert PEOPLE == [person.name for person in cast(vault(schema)).characters]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_schema_gives_the_same_pairs_and_families(schema: str) -> None:
    expected = {(frozenset({one, other}), family) for one, other, family in BOTH_WAYS | ONE_WAY}

    assert expected == {(frozenset({one, other}), family) for one, other, family in told(cast(vault(schema)))}


@pytest.mark.parametrize("schema", [schema for schema in SCHEMAS if schema not in UNDIRECTED])
def test_every_schema_with_directions_gives_the_same_ones(schema: str) -> None:
    mirrored = {(other, one, family) for one, other, family in BOTH_WAYS}

    assert BOTH_WAYS | mirrored | ONE_WAY | BACK.get(schema, set()) == told(cast(vault(schema)))


@pytest.mark.parametrize("schema", UNDIRECTED)
def test_a_schema_without_directions_gives_directed_words_none(schema: str) -> None:
    undirected = {
        frozenset(who.stem.split()[0] for who in (kind.of, kind.to))
        for found in cast(vault(schema)).ties
        for kind in found.kinds
        if not kind.directed
    }

    assert {frozenset({one, other}) for one, other, _ in ONE_WAY} == undirected


@pytest.mark.parametrize("schema", SCHEMAS)
def test_nothing_in_a_schema_is_a_problem_but_links_that_lead_nowhere(schema: str) -> None:
    assert {"unresolved-link"} >= {code for _, _, code in codes(vault(schema))}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_kind_and_line_points_at_the_line_that_says_it(schema: str) -> None:
    files = vault(schema)
    text = {path: data.decode().split("\n") for path, data in files.items() if isinstance(data, bytes)}
    places = [
        place
        for found in cast(files).ties
        for places in (
            *(kind.evidence for kind in found.kinds),
            *(line.phrase.evidence for line in found.lines),
            *((one.evidence,) for one in found.called),
        )
        for place in places
    ]

    assert [] == [place for place in places if not place.quote or place.quote not in text[place.path][place.line - 1]]


@pytest.mark.parametrize("schema", [schema for schema in SCHEMAS if schema != "relation_weaver"])
def test_what_mira_calls_silas_is_kept_for_that_edge(schema: str) -> None:
    found = tie(schema, "Mira", "Silas").called

    assert [("Mira Voss", "the magpie", "the magpie")] == [(one.by.stem, one.name, one.evidence.quote) for one in found]


def test_explain_tells_what_one_calls_the_other() -> None:
    found = story(vault("storyline"))
    ends = find_person(found, "Mira"), find_person(found, "Silas")
    path = "StoryLine/Salt Maps/Codex/Characters/Mira Voss.md"

    assert [
        {
            "by": "Mira Voss",
            "name": "the magpie",
            "evidence": [{"path": path, "line": 15, "quote": "the magpie"}],
        }
    ] == pair_json(found, *ends)["called"]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_sync_writes_pages_and_changes_no_byte_of_hers(schema: str, tmp_path: Path) -> None:
    files = vault(schema)
    root = write_vault(tmp_path / "vault", files)

    done = called("sync", root)

    assert (0, True, dict(files)) == (done.returncode, any((root / "Dynamics").rglob("*.md")), hers(root))


# ---- what is special to one of them


def test_novalist_overrides_are_changes_at_a_point_of_the_story() -> None:
    assert (
        [("changes", "reluctant ally", "chapter 9, act 2", 23)],
        [("changes", "stranger", "The Long Ebb, Low water", 29)],
    ) == (lines(tie("novalist", "Mira", "Silas")), lines(tie("novalist", "Mira", "Jonas")))


def test_charted_roots_resolves_by_identifier_and_reads_how_a_marriage_stands() -> None:
    assert (
        ["Edda Krane"],
        [("now", "current", "", 9)],
    ) == (
        [kind.of.stem for kind in tie("charted_roots", "Edda", "Silas").kinds if kind.kind == "mother"],
        lines(tie("charted_roots", "Edda", "Pavel")),
    )


def test_charted_roots_details_of_a_marriage_are_no_ties() -> None:
    assert [] == [
        found
        for found in cast(vault("charted_roots")).ties
        if {"Edda Krane", "Nila Brack"} == {who.stem for who in found.pair}
    ]


def test_gm_apprentice_keeps_tone_strength_and_description_as_lines() -> None:
    assert [
        ("note", "warm", "", 9),
        ("note", "strength: 8", "", 10),
        ("note", "They share one pair of sea boots.", "", 12),
    ] == lines(tie("gm_apprentice", "Mira", "Jonas"))


def test_storyteller_keeps_a_label_as_a_line_and_a_custom_type_by_its_label() -> None:
    nila = tie("storyteller", "Nila", "Silas")

    assert ([("note", "taught her to sound a channel", "", 11)], ["boss"]) == (
        lines(tie("storyteller", "Edda", "Mira")),
        [kind.kind for kind in nila.kinds],
    )


def test_relation_weaver_keeps_closeness_and_what_changed_when() -> None:
    assert (
        [
            ("note", "亲密度：-2", "", 10),
            ("changes", "旧：-3｜新：-2｜原因：he pulled her from the ebb", "ch. 9", 15),
        ],
        [("note", "亲密度：3", "", 11), ("note", "They married late", "", 12), ("history", "开始：1810", "", 13)],
    ) == (lines(tie("relation_weaver", "Mira", "Silas")), lines(tie("relation_weaver", "Edda", "Pavel")))


def test_relation_weaver_ties_nobody_without_a_note() -> None:
    assert 7 == len(cast(vault("relation_weaver")).ties)


def test_relation_weaver_keeps_a_type_nobody_knows_as_written_and_says_so() -> None:
    files = {**vault("relation_weaver"), "人物索引.md": "## Mira Voss\n\n### 关系\n- 对方：Pavel Orr｜类型：oathkin\n"}
    found = next(one for one in cast(files).ties if {"Mira Voss", "Pavel Orr"} == {who.stem for who in one.pair})

    assert ((), [("note", "oathkin", "", 4)], [("人物索引.md", 4, "unknown-kind")]) == (
        found.kinds,
        lines(found),
        codes(files),
    )


def test_a_character_may_keep_index_lines_in_a_note_of_their_own() -> None:
    files = {
        "Mira.md": "---\ntype: character\n---\n### 关系\n- 对方：Bo｜类型：rival｜亲密度：4\n",
        "Bo.md": "---\ntype: character\n---\n",
    }
    (found,) = cast(files).ties

    assert ({"rival"}, [("note", "亲密度：4", "", 5)]) == ({kind.kind for kind in found.kinds}, lines(found))
