"""The cast of a vault, gathered from all its notes."""

from __future__ import annotations

from itertools import permutations

from tests.helpers import cast, character, codes, names, relationship
from vault_companion.cast.cast import gather
from vault_companion.notes.note import parse
from vault_companion.notes.resolve import Paths
from vault_companion.settings import DEFAULTS
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


def test_people_stand_in_the_order_of_their_names() -> None:
    assert ["Ada Hale", "Bo", "Cleo", "Di", "Ed", "Flo"] == names(FILES)


def test_a_link_without_a_tie_is_a_mention_with_its_lines_each_once() -> None:
    mentions = cast(FILES).mentions

    assert {("Bo.md", "Di.md"): [5]} == {pair: [place.line for place in lines] for pair, lines in mentions.items()}


def test_a_mention_of_somebody_one_is_tied_to_is_none() -> None:
    found = cast({"Ada.md": character(friend="[[Bo]]") + "\nShe likes [[Bo]].\n", "Bo.md": character()})

    assert {} == found.mentions


def test_the_order_of_the_notes_does_not_matter_to_who_is_tied() -> None:
    paths = Paths(VaultPath(path) for path in FILES)
    notes = [parse(VaultPath(path), text) for path, text in list(FILES.items())[:4]]
    told = {
        repr((gathered.characters, [tie.pair for tie in gathered.ties], list(gathered.mentions)))
        for order in permutations(notes)
        for gathered in [gather(order, paths, DEFAULTS)]
    }

    assert 1 == len(told)


def test_two_people_with_one_name_are_told_of_in_both_notes() -> None:
    files = {"A/Sam.md": character(), "B/sam.md": character(), "Note.md": character(name="SAM")}

    assert [("A/Sam.md", 0, "shared-name"), ("B/sam.md", 0, "shared-name"), ("Note.md", 0, "shared-name")] == codes(
        files
    )
