"""Whose a line is: by the name or link that it begins with, or by its label."""

from __future__ import annotations

import pytest

from tests.helpers import cast, character
from vault_companion.cast.names import People
from vault_companion.cast.whose import owned, whose
from vault_companion.vault.snapshot import VaultPath

FILES = {
    "Ada Vale.md": character(aliases=["The Fox: elder"]),
    "Bo.md": character(name="Bo: the *Great* `one`"),
    "North/Al.md": character(),
    "South/Al.md": character(),
    "Vale.md": character(name="James Vale"),
}
PEOPLE: People = cast(FILES).people
ADA, BO = VaultPath("Ada Vale.md"), VaultPath("Bo.md")
PAGE = VaultPath("Dynamics/Pairs/Page.md")


@pytest.mark.parametrize(
    ("text", "who", "rest"),
    [
        ("Ada: never asks", ADA, "never asks"),
        ("Ada Vale: never asks: not once", ADA, "never asks: not once"),
        ("  ada vale :never asks", ADA, "never asks"),
        ("Ada：never asks", ADA, "never asks"),
        ("The Fox: elder: never asks", ADA, "never asks"),
        ("[[Ada Vale]]: never asks", ADA, "never asks"),
        ("[[Ada Vale|A.]] : never asks", ADA, "never asks"),
        ("Bo: the ∗Great∗ ʼoneʼ: never asks", BO, "never asks"),
        ("Bo: the Great one: never asks", BO, "never asks"),
        ("Bo: never asks", BO, "never asks"),
        ("never asks", None, "never asks"),
        ("never: asks", None, "never: asks"),
        ("Ada never asks", None, "Ada never asks"),
        ("Cleo: never asks", None, "Cleo: never asks"),
        ("[[North/Al]]: never asks", None, "[[North/Al]]: never asks"),
        (": never asks", None, ": never asks"),
        ("", None, ""),
    ],
)
def test_a_text_that_begins_with_a_name_or_link_is_that_persons(text: str, who: VaultPath | None, rest: str) -> None:
    assert (who, rest) == whose(text, (ADA, BO), PEOPLE, PAGE)


def test_of_two_with_one_name_only_a_link_says_which() -> None:
    pair = (VaultPath("North/Al.md"), VaultPath("South/Al.md"))

    assert (None, "Al: rest") == whose("Al: rest", pair, PEOPLE, PAGE)
    assert (pair[1], "rest") == whose("[[South/Al]]: rest", pair, PEOPLE, PAGE)


def test_a_surname_that_both_have_names_neither_and_a_whole_name_comes_before_a_part() -> None:
    pair = (ADA, VaultPath("Vale.md"))

    assert VaultPath("Vale.md") == whose("Vale: rest", pair, PEOPLE, PAGE)[0]
    assert pair[1] == whose("James Vale: rest", pair, PEOPLE, PAGE)[0]


@pytest.mark.parametrize(
    ("label", "who", "rest"),
    [
        ("Flaws of Ada", ADA, "Flaws"),
        ("flaws of Ada Vale", ADA, "flaws"),
        ("Ada's flaws", ADA, "flaws"),
        ("Ada’s greatest fear", ADA, "greatest fear"),
        ("Flaws", None, "Flaws"),
        ("Flaws of Cleo", None, "Flaws of Cleo"),
        ("fear of loss", None, "fear of loss"),
    ],
)
def test_a_label_may_name_its_owner(label: str, who: VaultPath | None, rest: str) -> None:
    assert (who, rest) == owned(label, (ADA, BO), PEOPLE, PAGE)


def test_a_line_of_nothing_but_colons_is_read_at_once() -> None:
    assert (None, ":" * 100_000) == whose(":" * 100_000, (ADA, BO), PEOPLE, PAGE)
