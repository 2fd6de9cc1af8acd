"""The lexicon as a whole: sound lists, one reading per phrase, no gender."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault_companion.words import cues
from vault_companion.words.labels import label_of_numbers, read_attachment_label, read_scale
from vault_companion.words.lexicon import Lexicon
from vault_companion.words.load import LISTS, cues_data, entries, needs_data, values_data
from vault_companion.words.matches import nor
from vault_companion.words.pattern import meets_itself, parse_pattern
from vault_companion.words.polarity import TABLE

LEXICON = Lexicon.load()
NEED_ENTRIES = [
    (f"{name}.{word_list}", entry)
    for name, raw in needs_data()["needs"].items()
    for word_list in LISTS
    for entry in entries(raw[word_list])
]
CUE_ENTRIES = [
    *((".".join(owner), entry) for owner, entry in cues.attachment_entries(cues_data())),
    *((".".join(owner), entry) for owner, entry in cues.prior_entries(cues_data())),
    *((owner[0], entry) for owner, entry in cues.flat_entries(cues_data()["conduct"])),
    *((owner[0], entry) for owner, entry in cues.flat_entries(cues_data()["self_sufficiency"])),
    *((".".join(owner), entry) for owner, entry in cues.pole_entries(values_data()["values"])),
]
FIELDS = sorted(TABLE)
PAIRS = (
    "he/she him/her his/hers himself/herself mother/father husband/wife king/queen brother/sister"
    " son/daughter man/woman men/women boy/girl uncle/aunt nephew/niece lord/lady sir/madam widow/widower"
    " heir/heiress mothers/fathers sons/daughters brothers/sisters prince/princess motherly/fatherly"
)
SWAP = {
    word: other for pair in PAIRS.split() for one, two in [pair.split("/")] for word, other in ((one, two), (two, one))
}
SHAPES = (
    "never good enough for her {0}",
    "a {0} who is still there in the morning",
    "craves his {0}'s approval",
    "left by her {0}",
    "her {0} never held him",
    "keeps the {0} at arm's length",
    "lost his {0} young",
    "to be more than somebody's {0}",
    "mocked by {0} and {1}",
    "someone to come home to: a {0}, a {1}",
)


def swapped(text: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda word: SWAP.get(word[0], word[0]), text)


def test_there_are_thirty_four_needs_in_six_families() -> None:
    assert len(LEXICON.needs) == 34
    assert {need.family for need in LEXICON.needs.values()} == {
        "ground", "closeness", "esteem", "agency", "aliveness", "meaning",
    }  # fmt: skip


def test_needs_name_only_needs_that_exist() -> None:
    for need in LEXICON.needs.values():
        assert set(need.clash) | set(need.near) <= set(LEXICON.needs)
        assert need.id not in need.near


def test_scarce_needs_are_recognition_and_power() -> None:
    assert {need.id for need in LEXICON.needs.values() if need.scarce} == {"recognition", "power"}


def test_every_axis_has_two_poles() -> None:
    assert all(set(poles) == {"a", "b"} for poles in values_data()["values"].values())


@pytest.mark.parametrize("entry_list", [NEED_ENTRIES, CUE_ENTRIES], ids=["needs", "cues"])
def test_no_entry_is_dead(entry_list: list[tuple[str, str]]) -> None:
    dead = [(owner, entry) for owner, entry in entry_list if not meets_itself(parse_pattern(entry))]
    assert dead == []


@pytest.mark.parametrize("entry_list", [NEED_ENTRIES, CUE_ENTRIES], ids=["needs", "cues"])
def test_no_list_says_the_same_twice(entry_list: list[tuple[str, str]]) -> None:
    assert len(entry_list) == len(set(entry_list))


@settings(max_examples=200)
@given(
    st.sampled_from(SHAPES),
    st.sampled_from(sorted(SWAP)),
    st.sampled_from(sorted(SWAP)),
    st.sampled_from(FIELDS),
)
def test_swapping_genders_changes_no_reading(shape: str, one: str, two: str, field: str) -> None:
    text = shape.format(one, two)
    assert LEXICON.read_needs(text, field) == LEXICON.read_needs(swapped(text), field)
    assert LEXICON.read_attachment(text, field) == LEXICON.read_attachment(swapped(text), field)
    assert LEXICON.read_conduct(text) == LEXICON.read_conduct(swapped(text))
    assert LEXICON.read_values(text) == LEXICON.read_values(swapped(text))
    assert LEXICON.nearest_needs(text) == LEXICON.nearest_needs(swapped(text))


@given(st.text(max_size=50), st.sampled_from(FIELDS))
def test_weights_are_rounded_ranked_and_in_range(text: str, field: str) -> None:
    weights = [match.weight for match in LEXICON.read_needs(text + " safe home, never alone", field)]
    assert all(0 < weight <= 1 and weight == round(weight, 6) for weight in weights)
    assert weights == sorted(weights, reverse=True)


def test_nor_never_reaches_certainty() -> None:
    assert nor([]) == 0
    assert nor([1.0]) == 0.95
    assert nor([0.5, 0.5]) == 0.75


def test_what_the_author_taught_wins() -> None:
    taught = LEXICON.with_phrases([("belonging", "a chair with her name"), ("nonsense", "a peg")])
    [match] = taught.read_needs("A chair with *his* name", "needs")
    assert (match.id, match.role, match.weight) == ("belonging", "need", 1.0)
    assert taught.digest != LEXICON.digest
    assert LEXICON.with_phrases([]).digest == LEXICON.digest


def test_an_unread_phrase_gets_neighbours_in_a_fixed_order() -> None:
    assert "expression" in LEXICON.nearest_needs("letters in a drawer", 3)
    assert len(LEXICON.nearest_needs("a safe house for her brother", 3)) == 3
    assert LEXICON.nearest_needs("", 3) == ()


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("secure", "secure"),
        ("Earned secure", "secure"),
        ("mostly secure, anxious with men", "secure"),
        ("Preoccupied", "anxious"),
        ("**dismissive-avoidant**", "avoidant"),
        ("disorganized", "fearful"),
        ("fearful-avoidant", "fearful"),
        ("anxious-avoidant", "fearful"),
        ("anxiety: 0.7, avoidance: 2/7", "anxious"),
        ("anxiety 80%, avoidance 75%", "fearful"),
        ("-0.6", "anxious"),
        ("0.6", "avoidant"),
        ("0.1", "unknown"),
        ("5", "unknown"),
    ],
)
def test_a_stated_attachment_is_read(text: str, style: str) -> None:
    label = read_attachment_label(text)
    assert label is not None
    assert label.style == style


def test_what_a_label_adds_to_the_style() -> None:
    mixed = read_attachment_label("mostly secure, anxious with men")
    assert mixed is not None
    assert mixed.contexts == (("with men", "anxious"),)
    pair = read_attachment_label("anxious-avoidant")
    assert pair is not None
    assert pair.pair_word
    one = read_attachment_label("-0.6")
    assert one is not None
    assert (one.anxiety, one.avoidance, one.position, one.one_number) == (0.6, 0.0, -0.6, True)
    wrong = read_attachment_label("avoident")
    assert wrong is not None
    assert (wrong.style, wrong.suggestion) == ("unknown", "avoidant")
    bare = read_attachment_label("5")
    assert bare is not None
    assert "5/7" in bare.problem


@pytest.mark.parametrize("text", ["", "TBD", "?", "n/a", "-", "…"])
def test_a_placeholder_is_no_label(text: str) -> None:
    assert read_attachment_label(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.4", 0.4), ("5/7", 0.714286), ("40%", 0.4), ("5", None), ("8/7", None), ("high", None)],
)
def test_a_bare_number_beyond_one_is_never_guessed(text: str, value: float | None) -> None:
    assert read_scale(text).value == value


def test_two_numbers_name_a_style_and_a_position() -> None:
    assert label_of_numbers(0.2, 0.8).position == 0.6
    assert label_of_numbers(0.2, 0.2).style == "secure"


def test_a_phrase_ten_times_as_long_takes_some_ten_times_as_long() -> None:
    def seconds(times: int) -> float:
        begun = process_time()
        LEXICON.read_needs("a place at somebody's table, " * times, "needs")
        return process_time() - begun

    seconds(10)
    assert seconds(12_000) < 40 * seconds(1_200)
