"""Who is tied to whom."""

from __future__ import annotations

import pytest

from tests.helpers import SAMPLE_VAULT, cast, character, hers, relationship, story
from vault_companion.graph import CharacterGraph
from vault_companion.vault.snapshot import VaultPath

FILES = {
    "Ada.md": character(friend=["[[Bo]]", "[[Cleo]]"], name="Ada Hale"),
    "Bo.md": character() + "\nHe saw [[Di]] once. [[Di]] waved.\n",
    "Cleo.md": character(rival="[[Bo]]"),
    "Di.md": character(),
    "Ed & Flo.md": relationship("Ed", "Flo", kind="marriage"),
    "Ed.md": character(),
    "Flo.md": character(),
    "Gus.md": "---\ntype: place\n---\n[[Ada]]\n",
}


def graph() -> CharacterGraph:
    return CharacterGraph(cast(FILES))


def path(name: str) -> VaultPath:
    return VaultPath(f"{name}.md")


def test_the_graph_knows_who_is_tied_to_whom() -> None:
    found = {
        who: [tie.other(path(who)).stem for tie in graph().ties_of(path(who))] for who in ("Ada", "Bo", "Di", "Ed")
    }

    assert {"Ada": ["Bo", "Cleo"], "Bo": ["Ada", "Cleo"], "Di": [], "Ed": ["Flo"]} == found


def test_the_graph_finds_the_tie_of_a_pair_or_none() -> None:
    found = graph()

    assert ("Ed & Flo.md",) == getattr(found.tie((path("Ed"), path("Flo"))), "notes", None)
    assert None is found.tie((path("Ada"), path("Di")))


def test_the_graph_finds_who_stands_between_two_who_is_alone_and_the_groups() -> None:
    found = graph()

    assert (path("Cleo"),) == found.between(path("Ada"), path("Bo"))
    assert (path("Di"),) == found.alone()
    assert (("Ada.md", "Bo.md", "Cleo.md"), ("Ed.md", "Flo.md")) == found.groups()


@pytest.mark.parametrize(
    ("ties", "centre"),
    [
        ({"Ada": ["Bo", "Cleo"]}, "Ada"),
        ({"Ada": ["Bo"]}, None),
        ({}, None),
        ({"Ada": ["Bo", "Cleo"], "Bo": ["Cleo"]}, None),
    ],
)
def test_the_one_in_the_middle_has_two_ties_and_more_than_anybody_else(
    ties: dict[str, list[str]], centre: str | None
) -> None:
    files = {
        f"{name}.md": character(friend=[f"[[{who}]]" for who in ties.get(name, [])] or "")
        for name in ("Ada", "Bo", "Cleo")
    }

    assert (path(centre) if centre else None) == CharacterGraph(cast(files)).centre()


def test_asking_the_graph_does_not_change_it() -> None:
    found = graph()
    before = (found.characters, found.ties, found.groups())
    found.between(path("Ada"), path("Bo"))
    found.ties_of(path("Nobody"))

    assert before == (found.characters, found.ties, found.groups())


def test_a_tie_of_no_kind_is_an_edge_all_the_same() -> None:
    files = {"Ada.md": character() + "\n## Relationships\n\n- [[Bo]]\n", "Bo.md": character()}

    assert (("Ada.md", "Bo.md"),) == CharacterGraph(cast(files)).groups()


def test_the_sample_vault_has_one_group_and_one_in_the_middle() -> None:
    found = story({path: data for path, data in hers(SAMPLE_VAULT).items() if path.endswith(".md")}).graph

    assert (1, VaultPath("Characters/Pip.md")) == (len(found.groups()), found.centre())
