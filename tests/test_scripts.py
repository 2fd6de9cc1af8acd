"""Vaults in Chinese, Arabic and Russian: names, words and headings in any script give whole pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers import cast, codes, marks, pages
from vault_companion.cast.cast import Cast

VAULTS = Path(__file__).parent / "vaults" / "scripts"

TIES = {
    "chinese": {
        ("林晚", "沈舟"): {"friendship", "rivalry", "enemy"},
        ("林晚", "顾长风"): {"mentor"},
    },
    "arabic": {
        ("ليلى حداد", "سامي نصار"): {"rivalry", "enemy"},
        ("ليلى حداد", "عمر"): {"friendship"},
    },
    "russian": {
        ("Анна Ветрова", "Иван Лесной"): {"rivalry"},
        ("Анна Ветрова", "Пётр"): {"family"},
        ("Иван Лесной", "Пётр"): {"friendship"},
    },
}


def files_of(script: str) -> dict[str, str]:
    root = VAULTS / script
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.md")}


def families(read: Cast) -> dict[frozenset[str], set[str]]:
    name = {character.path: character.name for character in read.characters}
    return {frozenset(name[who] for who in tie.pair): set(tie.families) for tie in read.ties}


@pytest.mark.parametrize("script", TIES)
def test_who_is_tied_to_whom_is_read(script: str) -> None:
    assert families(cast(files_of(script))) == {frozenset(pair): said for pair, said in TIES[script].items()}


@pytest.mark.parametrize("script", TIES)
def test_nothing_is_reported_that_the_author_would_have_to_change(script: str) -> None:
    assert [] == [code for code in codes(files_of(script)) if code[2] != "unresolved-link"]


@pytest.mark.parametrize("script", TIES)
def test_each_pair_has_a_page_that_says_what_each_lacks_and_the_other_brings(script: str) -> None:
    made = {Path(path).stem: text for path, text in pages(files_of(script)).items() if "/Pairs/" in path}
    for text in made.values():
        assert ["begin", "end"] == marks(text)
    [with_fits] = [
        text
        for path, text in made.items()
        if any(name in path for name in ("沈舟", "سامي", "Иван")) and "Пётр" not in path
    ]
    assert "## What each brings and lacks" in with_fits
    assert re.search(r" \| (?:there is )?[^\s|]+ \[\[[^\n]+“", with_fits), "one lack has its answer beside it"
    assert "## What will make them fight" not in with_fits, "flaws that touch nothing are no fight"


def test_a_russian_page_quotes_her_own_words_under_her_own_headings() -> None:
    [page] = [
        text for path, text in pages(files_of("russian")).items() if path.endswith("Анна Ветрова & Иван Лесной.md")
    ]
    assert "[[Анна Ветрова#Потребности\\|“место за общим столом”]]" in page
    assert "[[Иван Лесной\\|“зовёт всех к столу”]]" in page
