"""The pattern language of the word lists."""

from __future__ import annotations

import pytest

from vault_companion.words.normalise import normalise
from vault_companion.words.pattern import find, keys_of, parse_pattern


def meets(entry: str, text: str) -> bool:
    return bool(find(parse_pattern(entry), normalise(text)))


def negated(entry: str, text: str) -> bool:
    return find(parse_pattern(entry), normalise(text))[0].negated


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("leave", "they left"),
        ("forgiv*", "is forgiving"),
        ("mother|teacher dead", "her father is dead"),
        ("keep promise", "kept every promise"),
        ("keep promise", "keeps even the smallest old promise"),
        ("look after", "looks after them"),
        ("lose oneself", "loses himself"),
        ("be needed", "to be needed"),
        ("not leave", "someone who won't leave"),
        ("=known", "to be known"),
        ("one_of us nobody", "one of nobody"),
        ("grown_up", "a grown-up"),
    ],
)
def test_an_entry_meets(entry: str, text: str) -> None:
    assert meets(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("keep promise", "keeps one very old, half forgotten promise"),
        ("keep promise", "keeps quiet. A promise"),
        ("keep promise", "promises to keep"),
        ("be needed", "needs a drink"),
        ("be wanted", "wants the crown"),
        ("=known", "knows the way"),
        ("grown_up", "grown far up"),
        ("own_way", "owns the house by the way"),
    ],
)
def test_an_entry_does_not_meet(entry: str, text: str) -> None:
    assert not meets(entry, text)


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        ("lie", "never lies", True),
        ("lie", "never once lies", True),
        ("lie", "never, whatever they say, lies", False),
        ("lie", "not cruel but lies", False),
        ("lie", "never tells long bitter silly lies", False),
        ("never lie", "never lies", False),
        ("trust", "trusts nobody", True),
        ("keep promise", "keeps no promise", True),
        ("humour", "lacks humour", True),
        ("brave", "not only brave", False),
    ],
)
def test_what_stands_before_in_its_clause_denies(entry: str, text: str, expected: bool) -> None:
    assert negated(entry, text) is expected


@pytest.mark.parametrize(("entry", "strength"), [("lie", "plain"), ("lie~", "weak"), ("keep distance!", "strong")])
def test_the_mark_gives_the_strength(entry: str, strength: str) -> None:
    assert parse_pattern(entry).strength == strength


@pytest.mark.parametrize(
    "entry", ["", "~", "her", "the", "of", "of the", "with~", "be", "nobody", "himself|herself", "|"]
)
def test_an_entry_that_would_meet_everything_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match=r"shrinks|nothing stands"):
        parse_pattern(entry)
    with pytest.raises(ValueError, match=r"shrinks|nothing stands"):
        keys_of(entry)


def test_function_words_alone_must_stand_side_by_side() -> None:
    assert meets("still there", "she is still there")
    assert not meets("still there", "still, over and over, there")
