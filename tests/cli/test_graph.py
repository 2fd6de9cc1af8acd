"""`graph`: the cast for other programs, through the real command."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.helpers import called, character, run, stamps, write_vault
from vault_companion.cli import cli
from vault_companion.graphing import FORMATS

FILES = {
    ".obsidian/app.json": "{}",
    "Ada Hale.md": character(aliases=["Captain"], mentor="[[Bo]]", friend="[[Cleo]]"),
    "Bo.md": character(rival="[[Cleo]]"),
    "Cleo.md": character(),
    "Di.md": character(),
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return write_vault(tmp_path / "vault", FILES)


def read(text: str) -> Any:
    return nx.node_link_graph(json.loads(text), edges="edges")


def test_without_a_format_it_prints_what_networkx_reads(vault: Path) -> None:
    done = called("graph", vault)
    graph = read(done.stdout)

    assert (0, "") == (done.returncode, done.stderr)
    assert ["Ada Hale", "Bo", "Cleo", "Di"] == list(graph.nodes)
    assert {"path": "Ada Hale.md", "aliases": ["Captain"]} == graph.nodes["Ada Hale"]
    (tie,) = graph.get_edge_data("Bo", "Ada Hale").values()
    assert ("mentor", "mentor", "Ada Hale.md") == (tie["kind"], tie["family"], tie["path"])


def test_an_edge_keeps_the_contract(vault: Path) -> None:
    data = json.loads(called("graph", vault).stdout)

    assert {"directed", "multigraph", "graph", "nodes", "edges"} == data.keys()
    assert all({"id", "path", "aliases"} <= node.keys() for node in data["nodes"])
    assert all({"source", "target", "kind", "family", "path", "line"} <= edge.keys() for edge in data["edges"])


def test_json_may_be_asked_for_as_everywhere(vault: Path) -> None:
    assert called("graph", vault).stdout == called("graph", vault, "--json").stdout


def test_two_formats_at_once_are_one_too_many(vault: Path) -> None:
    done = called("graph", vault, "--json", "--format", "dot")

    assert (2, "") == (done.returncode, done.stdout)


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("json", '{"directed": true'),
        ("graphml", "<?xml "),
        ("dot", "digraph cast {"),
        ("mermaid", "flowchart LR\n"),
        ("canvas", '{\n\t"nodes":['),
    ],
)
def test_every_format_is_printed_and_nothing_is_written(vault: Path, form: str, start: str) -> None:
    before = stamps(vault)
    done = called("graph", vault, "--format", form)

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith(start)
    assert before == stamps(vault)


def test_the_formats_offered_are_those_there_are() -> None:
    (option,) = [one for one in cli.commands["graph"].params if one.name == "form"]

    assert list(FORMATS) == list(option.type.choices)  # type: ignore[attr-defined]


def test_graphml_is_read_by_networkx(vault: Path) -> None:
    graph = nx.read_graphml(io.BytesIO(called("graph", vault, "--format", "graphml").stdout.encode()))

    assert ["Ada Hale", "Bo", "Cleo", "Di"] == sorted(graph.nodes)


@pytest.mark.parametrize("name", ["Captain", "ada hale", "[[Ada Hale]]", "Ada Hale.md"])
def test_of_somebody_by_any_name_are_they_and_all_one_step_away(vault: Path, name: str) -> None:
    assert ["Ada Hale", "Bo", "Cleo"] == list(read(called("graph", vault, "--of", name).stdout).nodes)


def test_of_somebody_unknown_exits_2_and_asks_whether_another_was_meant(vault: Path) -> None:
    done = called("graph", vault, "--of", "Captian")

    assert (2, "") == (done.returncode, done.stdout)
    assert "Did you mean Captain?" in done.stderr


@pytest.mark.parametrize(("asked", "people"), [("rivalry", ["Bo", "Cleo"]), ("mentor", ["Ada Hale", "Bo"])])
def test_of_a_kind_or_family_are_its_edges_alone(vault: Path, asked: str, people: list[str]) -> None:
    assert people == list(read(called("graph", vault, "--kind", asked).stdout).nodes)


@pytest.mark.parametrize("asked", ["rivalrie", "metnor", "zzz", ""])
def test_an_unknown_kind_exits_2_and_offers_others(vault: Path, asked: str) -> None:
    done = called("graph", vault, "--kind", asked)

    assert (2, "") == (done.returncode, done.stdout)
    assert f'"{asked}" is no kind' in done.stderr
    assert "Did you mean" in done.stderr or "or a family" in done.stderr


def test_a_diagram_that_was_cut_says_so_on_standard_error(tmp_path: Path) -> None:
    names = [f"P{number}" for number in range(40)]
    files = {f"{name}.md": character(boss=[f"[[{other}]]" for other in names if other != name]) for name in names}
    done = called("graph", write_vault(tmp_path / "vault", files), "--format", "mermaid")

    assert (0, 499) == (done.returncode, done.stdout.count('|"boss"|'))
    assert done.stderr.startswith("The diagram has 499 of 780 lines")


def test_the_vault_is_found_from_inside_it(vault: Path) -> None:
    assert 4 == len(read(called("graph", cwd=vault).stdout).nodes)


def test_the_same_vault_gives_the_same_bytes_whatever_the_hash_seed(vault: Path) -> None:
    for form, seed in (("json", "1"), ("canvas", "2")):
        here = called("graph", vault, "--format", form)
        there = run("graph", vault, "--format", form, env={"PYTHONHASHSEED": seed})

        assert (0, here.stdout) == (there.returncode, there.stdout)
