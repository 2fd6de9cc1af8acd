"""What our pages are called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law
from vault_companion.pages.naming import Namer, file_stem


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Ada Hale", "Ada Hale"),
        ("Ada & Bo", "Ada & Bo"),
        ("C# Minor", "C- Minor"),
        ("a/b\\c", "a-b-c"),
        ("What?", "What-"),
        ("Who: me", "Who- me"),
        ('Sir "Bull" Hale', "Sir -Bull- Hale"),
        ("[x]|^y", "-x---y"),
        ("50%%", "50-"),
        ("50%", "50%"),
        ("<b>", "-b-"),
        ("*", "-"),
        ("J.R.", "J.R"),
        (".hidden", "hidden"),
        (" a  b ", "a b"),
        ("", "unnamed"),
        ("...", "unnamed"),
        ("CON", "CON-"),
        ("con.txt", "con.txt-"),
        ("Lpt1", "Lpt1-"),
        ("Console", "Console"),
        ("Zoe\u0308", "Zoë"),
        ("a\nb\tc", "a b c"),
        ("a\x00b", "ab"),
        ("a\u202eb\ufeff", "ab"),
        ("李", "李"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_a_name_becomes_a_file_name_that_every_system_takes(text: str, stem: str) -> None:
    assert stem == file_stem(text)


@law(200)
@given(st.text(max_size=300))
def test_every_text_becomes_a_file_name(text: str) -> None:
    stem = file_stem(text)

    assert 0 < len(stem.encode()) <= 200
    assert not re.search(r'[*"\\/<>:|?#^\[\]\x00-\x1f\x7f]|%%|^[ .]|[ .]$', stem)
    assert stem == file_stem(stem) or len(stem.encode()) > 190


@pytest.mark.parametrize("text", ["x" * 201, "ß" * 150, "名" * 80, "👩\u200d🚀" * 40, "e\u0301" * 150])
def test_a_name_that_is_too_long_is_cut_between_letters_and_told_apart(text: str) -> None:
    stem = file_stem(text)

    assert re.fullmatch(r".+-[0-9a-f]{6}", stem)
    assert len(stem.encode()) <= 200
    assert stem != file_stem(f"{text}!")


def namer(*taken: str) -> Namer:
    return Namer("Dynamics", lambda name: name.casefold() in taken)


def test_a_page_lies_in_its_part_of_the_output_folder() -> None:
    given_paths = [namer().path("Pairs", "Ada & Bo", "root"), namer().path("", "Overview", "root")]

    assert ["Dynamics/Pairs/Ada & Bo.md", "Dynamics/Overview.md"] == given_paths


def test_a_note_of_hers_with_the_name_makes_ours_longer() -> None:
    assert "Dynamics/Pairs/Ada & Bo - Dynamics.md" == namer("ada & bo").path("Pairs", "Ada & Bo", "root")


def test_two_pages_of_ours_with_one_name_are_told_apart_by_folder_then_by_number() -> None:
    one = namer()
    found = [
        one.path("Pairs", name, folder)
        for name, folder in [("Al & Bo", "North"), ("al & bo", "South"), ("AL & BO", "South"), ("Al & Bo", "South")]
    ]

    assert ["Al & Bo", "al & bo - Dynamics", "AL & BO (South)", "Al & Bo (South, 2)"] == [path.stem for path in found]


def test_a_name_with_the_suffix_does_not_get_it_twice() -> None:
    assert "Ada - Dynamics (root)" == namer("ada - dynamics").path("Characters", "Ada - Dynamics", "root").stem
