"""The graph in each of its forms, read back by a reader of that form."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html import unescape
from typing import Any

import networkx as nx
import pytest

from tests.helpers import SAMPLE_VAULT, character, hers, quoted, relationship, story
from vault_companion.build import Story
from vault_companion.errors import CompanionError
from vault_companion.explain import shown_name
from vault_companion.graphing import FORMATS, Told, picture_of, told
from vault_companion.vault.snapshot import VaultPath

FILES = {
    "Ada Hale.md": character(aliases=["Captain", "The Fox"], mentor="[[Bo]]", friend="[[Cleo]]"),
    "Bo.md": character(rival="[[Cleo]]"),
    "Cleo.md": character() + "\n## Relationships\n\n- [[Di]]\n",
    "Di.md": character(),
    "Ed.md": character(),
}
STORY = story(FILES)
WILD = [
    'Ada "the Fox" Hale',
    "Back\\slash\\",
    "Al]] %% [x] {y}",
    "<b>Bo</b> &amp; |Co|",
    "`tick` 2 * 3 * 4 ~wave~ #tag; a_b_c",
    "1. Ordinal",
    "- Dash",
    "%%{init: {}}%%",
    "end",
    "Zoë 🦊",
    "مريم",
    "\u200fדוד\u200f",
    "C:\\N",
    "“Mr.” O'Hara",
]


def wild() -> Story:
    """A vault whose people have every name of `WILD`, each the friend of the next."""
    return story(
        {
            f"P{number}.md": f"---\ntype: character\nname: {quoted(name)}\nfriend: '[[P{number + 1}]]'\n---\n"
            for number, name in enumerate([*WILD, "Last"])
        }
    )


def text_of(found: Story, form: str, of: str | None = None, kind: str | None = None) -> str:
    return told(picture_of(found, VaultPath(of) if of else None, kind), form).text


def node_link(found: Story, of: str | None = None, kind: str | None = None) -> Any:
    return json.loads(text_of(found, "json", of, kind))


def edges(data: Any) -> list[tuple[str, str, str]]:
    return [(edge["source"], edge["kind"], edge["target"]) for edge in data["edges"]]


# ---- what of the graph


def test_a_source_is_the_kind_of_its_target_and_a_mutual_kind_is_an_edge_each_way() -> None:
    assert edges(node_link(STORY)) == [
        ("Bo", "mentor", "Ada Hale"),
        ("Ada Hale", "friend", "Cleo"),
        ("Cleo", "friend", "Ada Hale"),
        ("Bo", "rival", "Cleo"),
        ("Cleo", "rival", "Bo"),
        ("Cleo", "unknown", "Di"),
    ]


def test_an_edge_names_the_first_line_that_states_it() -> None:
    first = node_link(STORY)["edges"][0]

    assert ("mentor", True, "Ada Hale.md", 6) == tuple(first[key] for key in ("family", "directed", "path", "line"))
    assert "mentor: '[[Bo]]'" == FILES["Ada Hale.md"].splitlines()[5]


def test_a_tie_of_no_kind_is_of_an_unknown_kind_and_of_no_family() -> None:
    last = node_link(STORY)["edges"][-1]

    assert ("unknown", "", False, "Cleo.md", 7) == tuple(
        last[key] for key in ("kind", "family", "directed", "path", "line")
    )


def test_a_tie_of_no_kind_has_the_line_that_says_something_of_the_two() -> None:
    found = story(
        {"Ada.md": character() + "\n## Relationships\n\n- [[Bo]]: they kept a boat once\n", "Bo.md": character()}
    )
    (edge,) = node_link(found)["edges"]

    assert ("unknown", "Ada.md", 7) == (edge["kind"], edge["path"], edge["line"])


def test_a_tie_that_only_a_file_name_states_has_no_line() -> None:
    found = story({"Ada.md": character(), "Bo.md": character(), "Ada & Bo.md": "---\ntype: relationship\n---\n"})
    (edge,) = node_link(found)["edges"]

    assert ("Ada & Bo.md", None) == (edge["path"], edge["line"])


def test_a_kind_without_direction_is_one_edge_that_says_so() -> None:
    found = story({"Ada.md": character(), "Bo.md": character(), "Both.md": relationship("Bo", "Ada", kind="mentor")})

    assert [("mentor", False)] == [(edge["kind"], edge["directed"]) for edge in node_link(found)["edges"]]


def test_a_kind_stated_with_and_without_direction_is_one_edge() -> None:
    files = {"Ada.md": character(mentor="[[Bo]]"), "Bo.md": character()}
    found = story({**files, "Both.md": relationship("Bo", "Ada", kind="mentor")})

    assert [("Bo", "mentor", "Ada", True)] == [
        (*one, edge["directed"]) for one, edge in zip(edges(node_link(found)), node_link(found)["edges"], strict=True)
    ]


def test_of_a_person_leaves_everybody_one_step_away_and_what_is_between_them() -> None:
    data = node_link(STORY, of="Ada Hale.md")

    assert ["Ada Hale", "Bo", "Cleo"] == [node["id"] for node in data["nodes"]]
    assert ("Bo", "rival", "Cleo") in edges(data)
    assert "Di" not in json.dumps(data)


def test_of_a_person_without_ties_is_that_person() -> None:
    assert (["Ed"], []) == (
        [node["id"] for node in node_link(STORY, of="Ed.md")["nodes"]],
        node_link(STORY, of="Ed.md")["edges"],
    )


@pytest.mark.parametrize(
    ("asked", "kinds", "people"),
    [
        ("rivalry", ["rival", "rival"], ["Bo", "Cleo"]),
        ("Rival", ["rival", "rival"], ["Bo", "Cleo"]),
        ("mentor", ["mentor"], ["Ada Hale", "Bo"]),
        ("unknown", ["unknown"], ["Cleo", "Di"]),
        ("spouse", [], []),
    ],
)
def test_of_a_kind_or_a_family_are_its_edges_and_whom_they_join(
    asked: str, kinds: list[str], people: list[str]
) -> None:
    data = node_link(STORY, kind=asked)

    assert kinds == [edge["kind"] for edge in data["edges"]]
    assert people == [node["id"] for node in data["nodes"]]


def test_of_a_person_and_a_kind_steps_are_taken_along_that_kind() -> None:
    data = node_link(STORY, of="Cleo.md", kind="friendship")

    assert ["Ada Hale", "Cleo"] == [node["id"] for node in data["nodes"]]


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("mentr", "Did you mean mentor"),
        ("rivalery", "Did you mean rivalry"),
        ("xyzzyx", "or a family: enemy, rivalry"),
        ("", "or a family: "),
    ],
)
def test_a_kind_that_nobody_knows_is_refused_and_others_are_offered(asked: str, hint: str) -> None:
    with pytest.raises(CompanionError) as refused:
        picture_of(STORY, kind=asked)

    assert refused.value.message.startswith(f'"{asked}" is no kind')
    assert hint in refused.value.hint


def test_a_kind_that_the_author_taught_may_be_asked_for() -> None:
    taught = "---\ntype: vault-companion-settings\n---\n\n## My relationships\n\n- oathsworn: friendship, both ways\n"
    found = story({"Settings.md": taught, "Ada.md": character(oathsworn="[[Bo]]"), "Bo.md": character()})

    assert [("Ada", "oathsworn", "Bo"), ("Bo", "oathsworn", "Ada")] == edges(node_link(found, kind="oathsworn"))


def test_names_are_those_of_explain() -> None:
    found = story({"North/Al.md": character(friend="[[Bo]]"), "South/al.md": character(), "Bo.md": character()})

    assert {"North/Al", "South/al", "Bo"} == {node["id"] for node in node_link(found)["nodes"]}
    assert [shown_name(found, who.path) for who in found.graph.characters] == [
        node["id"] for node in node_link(found)["nodes"]
    ]


def test_no_two_people_are_one_node_whatever_they_are_called() -> None:
    files = {"North/Al.md": character(), "South/Al.md": character(), "X.md": character(name="North/Al")}

    assert 3 == len({node["id"] for node in node_link(story(files))["nodes"]})


# ---- JSON


def test_networkx_reads_the_json_as_a_directed_multigraph() -> None:
    read: Any = nx.node_link_graph(node_link(STORY), edges="edges")

    assert (True, True) == (read.is_directed(), read.is_multigraph())
    assert ["Ada Hale", "Bo", "Cleo", "Di", "Ed"] == list(read.nodes)
    assert {"path": "Ada Hale.md", "aliases": ["Captain", "The Fox"]} == read.nodes["Ada Hale"]
    assert sorted(edges(node_link(STORY))) == sorted((of, data["kind"], to) for of, to, data in read.edges(data=True))


def test_the_json_of_an_empty_vault_is_an_empty_graph() -> None:
    read: Any = nx.node_link_graph(node_link(story({})), edges="edges")

    assert (0, 0) == (read.number_of_nodes(), read.number_of_edges())


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_files_changes_nothing(form: str) -> None:
    turned = story(dict(reversed(FILES.items())))

    assert text_of(STORY, form) == text_of(turned, form)


# ---- GraphML


def graphml(found: Story) -> Any:
    return nx.read_graphml(io.BytesIO(text_of(found, "graphml").encode()), force_multigraph=True)


def test_networkx_reads_the_same_from_the_graphml() -> None:
    read = graphml(STORY)
    sources = {(of, data["kind"], to) for of, to, data in read.edges(data=True)}

    assert set(edges(node_link(STORY))) == sources
    assert {"label": "Ada Hale", "path": "Ada Hale.md", "aliases": "Captain; The Fox"} == read.nodes["Ada Hale"]
    assert {
        "label": "mentor",
        "kind": "mentor",
        "family": "mentor",
        "directed": True,
        "path": "Ada Hale.md",
        "line": 6,
    } == read.edges["Bo", "Ada Hale", "e1"]
    assert 7 == read.edges["Cleo", "Di", "e6"]["line"]


def test_networkx_reads_an_edge_without_a_line_from_the_graphml() -> None:
    told_by_name = {"Ada.md": character(), "Bo.md": character(), "Ada & Bo.md": "---\ntype: relationship\n---\n"}
    (edge,) = graphml(story(told_by_name)).edges.values()

    assert "line" not in edge


def test_every_name_comes_back_from_the_graphml() -> None:
    assert {"Last", *WILD} == set(graphml(wild()).nodes)


def test_letters_that_xml_cannot_hold_are_replaced_and_nobody_is_lost() -> None:
    files = {
        "A.md": '---\ntype: character\nname: "Bell\\a"\n---\n',
        "B.md": '---\ntype: character\nname: "Bell\\e"\n---\n',
        "C.md": '---\ntype: character\nname: "Bell\ufffd"\n---\n',
    }
    read = graphml(story(files))

    assert ["A.md", "B.md", "C.md"] == sorted(data["path"] for _, data in read.nodes(data=True))


def test_the_graphml_is_xml_of_its_namespace() -> None:
    root = ET.fromstring(text_of(wild(), "graphml"))  # noqa: S314 - it is our own

    assert "{http://graphml.graphdrawing.org/xmlns}graphml" == root.tag


# ---- DOT

_DOT_ROW = re.compile(r'  n\d+(?: -> n\d+)? \[label="((?:[^"\\]|\\.)*)"(?:, dir=none)?\];')


def dot_labels(text: str) -> list[str]:
    """The labels as Graphviz shows them; every row must be one that it can read."""
    rows = text.split("\n")
    assert ("digraph cast {", "}") == (rows[0], rows[-1])
    found = [_DOT_ROW.fullmatch(row) for row in rows[1:-1]]
    assert None not in found
    return [unescape(re.sub(r"\\(.)", r"\1", row[1])) for row in found if row]


def test_dot_draws_what_holds_both_ways_once_and_without_an_arrow() -> None:
    text = text_of(STORY, "dot")

    assert '  n2 -> n1 [label="mentor"];' in text
    assert '  n1 -> n3 [label="friend", dir=none];' in text
    assert 4 == text.count(" -> ")


def test_every_name_can_stand_in_dot() -> None:
    labels = dot_labels(text_of(wild(), "dot"))

    assert {"Last", *WILD} == set(labels[: len(WILD) + 1])


def test_nothing_in_a_dot_label_is_an_escape_or_an_entity() -> None:
    text = text_of(wild(), "dot")

    assert 'label="C:\\\\N"' in text
    assert 'label="Back\\\\slash\\\\"' in text
    assert "&amp;amp; |Co|" in text


# ---- Mermaid

_MERMAID_ROW = re.compile(r'  (?:n\d+\["([^"]+)"\]|n\d+ (?:-->|---)\|"([^"]+)"\| n\d+|class (?:n\d+,?)+ internal-link)')


def mermaid_labels(text: str) -> list[str]:
    """The labels of the nodes as Mermaid shows them; every row must be one that it can read."""
    rows = text.split("\n")
    assert "flowchart LR" == rows[0]
    found = [_MERMAID_ROW.fullmatch(row) for row in rows[1:]]
    assert None not in found
    return [re.sub(r"#(\d+);", lambda code: chr(int(code[1])), row[1]) for row in found if row and row[1]]


def test_mermaid_draws_nodes_then_lines_then_what_is_a_link() -> None:
    assert text_of(STORY, "mermaid").split("\n") == [
        "flowchart LR",
        '  n1["Ada Hale"]',
        '  n2["Bo"]',
        '  n3["Cleo"]',
        '  n4["Di"]',
        '  n5["Ed"]',
        '  n2 -->|"mentor"| n1',
        '  n1 ---|"friend"| n3',
        '  n2 ---|"rival"| n3',
        '  n3 ---|"unknown"| n4',
        "  class n1,n2,n3,n4,n5 internal-link",
    ]


def test_every_name_can_stand_in_mermaid() -> None:
    assert {"Last", *WILD} == set(mermaid_labels(text_of(wild(), "mermaid")))


@pytest.mark.parametrize("live", ["%%", '"', "`", "<", "]]", "1. ", "- ", "*"])
def test_no_label_in_mermaid_has_anything_live(live: str) -> None:
    text = text_of(wild(), "mermaid")
    labels = [row[1] for row in re.finditer(r'\["(.*)"\]', text)]

    assert [] == [label for label in labels if (label.startswith(live) if live.endswith(" ") else live in label)]


def test_only_a_name_that_is_its_notes_is_a_link() -> None:
    found = story(
        {
            "Ada.md": character(name="Ada Hale"),
            "Bo.md": character(),
            "C# Sharp.md": character(),
            "North/Al.md": character(),
            "South/Al.md": character(),
        }
    )
    text = text_of(found, "mermaid")

    assert '\n  n4["Bo"]\n' in text
    assert text.endswith("\n  class n4 internal-link")


def many(people: int, each: int) -> Story:
    """So many people, each the boss of the next few."""
    return story(
        {
            f"Person {number:04}.md": character(
                boss=[f"[[Person {(number + step) % people:04}]]" for step in range(1, each + 1)]
            )
            for number in range(people)
        }
    )


def test_mermaid_has_at_most_499_lines_and_says_what_it_left_out() -> None:
    drawn = told(picture_of(many(130, 4)), "mermaid")

    assert 499 == drawn.text.count("-->")
    assert drawn.left_out.startswith("The diagram has 499 of 520 lines and ")
    assert "--of" in drawn.left_out


def test_mermaid_is_never_longer_than_obsidian_draws() -> None:
    long = {f"{'A' * 100} {number:04}.md": character() for number in range(600)}
    drawn = told(picture_of(story(long)), "mermaid")

    assert len(drawn.text) < 50_000
    assert re.match(r"The diagram has 0 of 0 lines and \d+ of 600 people", drawn.left_out)


def test_a_name_of_a_thousand_letters_is_cut_in_mermaid() -> None:
    (label,) = mermaid_labels(text_of(story({"Ada.md": character(name="A" * 1000)}), "mermaid"))

    assert ("A" * 119 + "…") == label


def test_nothing_is_left_out_of_a_small_graph() -> None:
    assert [""] * len(FORMATS) == [told(picture_of(STORY), form).left_out for form in FORMATS]


# ---- Canvas


def test_a_canvas_has_a_card_for_each_note_and_the_kinds_on_its_lines() -> None:
    data = json.loads(text_of(STORY, "canvas"))
    of = {node["id"]: node["file"] for node in data["nodes"]}

    assert {"nodes", "edges"} == data.keys()
    assert ["Ada Hale.md", "Bo.md", "Cleo.md", "Di.md", "Ed.md"] == [node["file"] for node in data["nodes"]]
    assert [("Bo.md", "Ada Hale.md", "mentor", "arrow"), ("Ada Hale.md", "Cleo.md", "friend", "none")] == [
        (of[edge["fromNode"]], of[edge["toNode"]], edge["label"], edge["toEnd"]) for edge in data["edges"][:2]
    ]


@pytest.mark.parametrize(
    "found",
    [lambda: STORY, wild, lambda: many(100, 2), lambda: story({})],
    ids=["few", "wild", "many", "none"],
)
def test_a_canvas_keeps_to_its_format(found: Callable[[], Story]) -> None:
    data = json.loads(text_of(found(), "canvas"))
    ids = [item["id"] for item in (*data["nodes"], *data["edges"])]
    nodes = {node["id"] for node in data["nodes"]}

    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in ids)
    assert all(type(node[key]) is int for node in data["nodes"] for key in ("x", "y", "width", "height"))
    assert {node["type"] for node in data["nodes"]} <= {"file"}
    assert all({edge["fromNode"], edge["toNode"]} <= nodes for edge in data["edges"])
    assert {edge[key] for edge in data["edges"] for key in ("fromSide", "toSide")} <= {"top", "right", "bottom", "left"}
    assert {edge["toEnd"] for edge in data["edges"]} <= {"none", "arrow"}


@pytest.mark.parametrize("people", [1, 2, 7, 8, 60])
def test_no_two_cards_touch(people: int) -> None:
    alone = {f"Alone {number}.md": character() for number in range(30)}
    found = story({**{f"P{n}.md": character(friend=f"[[P{n // 3}]]") for n in range(people)}, **alone})
    cards = json.loads(text_of(found, "canvas"))["nodes"]

    assert [] == [
        (one["file"], other["file"])
        for number, one in enumerate(cards)
        for other in cards[:number]
        if abs(one["x"] - other["x"]) < 320 and abs(one["y"] - other["y"]) < 200
    ]


def test_the_one_with_the_most_ties_is_in_the_middle_of_the_others() -> None:
    found = story({**{f"P{n}.md": character(friend="[[Hub]]") for n in range(6)}, "Hub.md": character()})
    cards = {node["file"]: (node["x"], node["y"]) for node in json.loads(text_of(found, "canvas"))["nodes"]}
    hub = cards.pop("Hub.md")

    assert {480} == {round(((x - hub[0]) ** 2 + (y - hub[1]) ** 2) ** 0.5) for x, y in cards.values()}


# ---- all of them


@pytest.fixture(scope="module")
def sample() -> Story:
    return story({path: data for path, data in hers(SAMPLE_VAULT).items() if path.endswith(".md")})


@pytest.mark.parametrize("form", FORMATS)
def test_the_sample_vault_can_be_told_in_every_form(sample: Story, form: str) -> None:
    assert "Miss Havisham" in text_of(sample, form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_vault_without_people_can_be_told_in_every_form(form: str) -> None:
    assert isinstance(told(picture_of(story({})), form), Told)
