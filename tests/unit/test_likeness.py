"""Phrases are read by likeness to the phrasebook: the same on every machine, and only as sure as it was found to be."""

from __future__ import annotations

import subprocess
import sys
from math import isqrt

import pytest

from tests.helpers import ROOT, yaml_of
from vault_companion.words.blend import CHANCE, LEAST, MOST, RESTING, blended
from vault_companion.words.features import features_of
from vault_companion.words.index import PatternIndex
from vault_companion.words.lexicon import Lexicon
from vault_companion.words.likeness import best, likeness, ranked
from vault_companion.words.linear import SQUARE, Linear, row_of
from vault_companion.words.lists import NAMES, entries_of, index
from vault_companion.words.load import needs_data
from vault_companion.words.matches import COUNTS, SURE, NeedMatch
from vault_companion.words.normalise import normalise
from vault_companion.words.pattern import find, parse_pattern
from vault_companion.words.phrasebook import example_like

LEXICON = Lexicon.load()
BOOK = ROOT / "vault_companion" / "data" / "phrasebook"
NEEDS = tuple(needs_data()["needs"])


# ---- the book


@pytest.mark.parametrize("need", NEEDS)
def test_each_need_has_eighty_phrases_of_every_field(need: str) -> None:
    book = yaml_of((BOOK / f"{need}.yaml").read_text(encoding="utf-8"))
    assert need == book["need"]
    for field in ("needs", "offers", "flaws"):
        phrases = [str(line).partition(" | ")[0] for line in book[field]]
        assert 80 <= len(phrases)
        assert len(phrases) == len(set(phrases))
        also = {label.strip() for line in book[field] for label in line.split(" | ")[1:]}
        assert also <= set(NEEDS) - {need}


def test_what_is_compiled_is_of_this_book_and_these_lists() -> None:
    """If it is not: `python tools/compile_words.py`."""
    done = subprocess.run([sys.executable, "tools/compile_words.py", "--check"], cwd=ROOT, timeout=60, check=False)
    assert 0 == done.returncode


@pytest.mark.parametrize("name", NAMES)
def test_the_compiled_tables_find_what_tables_made_anew_find(name: str) -> None:
    fresh = PatternIndex.of(entries_of(name))
    for phrase in ("never asks for help", "a home where nobody shouts", "keeps her distance and her promises", "war"):
        tokens = normalise(phrase)
        assert fresh.hits(tokens) == index(name).hits(tokens)


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_is_found_wherever_its_pattern_stands(name: str) -> None:
    """Whatever two words the table keeps it under: no entry is overlooked that a search for each would find."""
    listed = entries_of(name)
    for phrase in ("never asks for help", "afraid of being left alone again", "lies about money and secrets"):
        tokens = normalise(phrase)
        found = {(hit.owner, hit.pattern.text): hit.spans for hit in index(name).hits(tokens)}
        patterns = [(owner, parse_pattern(entry)) for owner, entry in listed]
        searched = [(owner, pattern, tuple(find(pattern, tokens))) for owner, pattern in patterns]
        assert found == {(owner, pattern.text): spans for owner, pattern, spans in searched if spans}


# ---- features and scores


def test_a_phrase_is_its_stems_its_neighbours_and_what_it_denies() -> None:
    assert features_of(normalise("never asks for help")) >= {"ask", "-ask", "-help", "ask 'forr", "'never"}
    assert features_of(normalise("she asks. help")) == {"ask", "help"}
    assert features_of(normalise("")) == frozenset()


@pytest.mark.parametrize(
    ("phrase", "field"),
    [
        ("tall", "offers"),
        ("likes tea", "offers"),
        ("brown hair", "offers"),
        ("from Norway", "offers"),
        ("snores", "flaws"),
    ],
)
def test_looks_tastes_and_facts_speak_of_no_need(phrase: str, field: str) -> None:
    assert [] == [match.id for match in LEXICON.read_needs(phrase, field) if match.weight >= COUNTS]


def test_a_phrase_without_a_known_word_is_like_nothing() -> None:
    assert {} == likeness().scores(features_of(normalise("xyzzy qwertz")))
    assert () == LEXICON.read_needs("xyzzy qwertz", "needs")


def test_scores_are_whole_numbers_for_every_need_by_name() -> None:
    scores = likeness().scores(features_of(normalise("a place at somebody's table")))
    assert sorted(NEEDS) == list(scores)
    assert {int} == {type(score) for score in scores.values()}
    assert "belonging" == best(scores) == ranked(scores)[0]


def test_of_two_needs_with_one_score_the_first_by_name_is_the_better() -> None:
    scores = {"care": -10, "hope": 5, "peace": 5}
    assert ["hope", "peace", "care"] == ranked(scores)
    assert "hope" == best(scores)


def test_a_row_is_read_as_it_was_written_and_a_score_is_what_its_features_add_over_their_length() -> None:
    rows = {"lamp": row_of(1024, [40, -128, 0]), "lit": row_of(300, [3, 127, 0])}
    learnt = Linear(("care", "hope", "peace"), rows, (-90, -91, -92))
    both = isqrt((1024 + 300) * SQUARE)
    assert learnt.scores(frozenset({"lamp", "lit", "unknown"})) == {
        "care": -90 + 43 * SQUARE // both,
        "hope": -91 + -1 * SQUARE // both,
        "peace": -92,
    }
    assert {} == learnt.scores(frozenset({"unknown"}))
    assert [(127, "lit"), (-128, "lamp")] == learnt.shares(["lamp", "lit", "unknown"], "hope")
    with pytest.raises(ValueError, match="byte"):
        row_of(1024, [128])


@pytest.mark.parametrize("count", [10_000, 10_001])
def test_a_text_of_very_many_features_is_scored_alike(count: int) -> None:
    rows = {str(nth): row_of(1024, [127, -128, nth % 2]) for nth in range(count)}
    length = isqrt(1024 * count * SQUARE)
    assert Linear(("care", "hope", "peace"), rows, (-90, -91, -92)).scores(rows.keys()) == {
        "care": -90 + 127 * count * SQUARE // length,
        "hope": -91 + -128 * count * SQUARE // length,
        "peace": -92 + count // 2 * SQUARE // length,
    }


def test_of_the_scores_asked_for_the_best_come_with_all_that_are_as_good_and_those_named() -> None:
    learnt = Linear(("care", "hope", "peace", "space"), {"lamp": row_of(1024, [3, 9, 9, -5])}, (-90, -90, -90, -90))
    lamp = frozenset({"lamp"})
    assert {"hope": -81, "peace": -81} == learnt.scores(lamp, 1)
    assert {"hope": -81, "peace": -81, "space": -95} == learnt.scores(lamp, 2, {"space", "nowhere"})
    assert ["care", "hope", "peace", "space"] == list(learnt.scores(lamp))


def test_what_speaks_for_a_reading_can_be_shown() -> None:
    shares = likeness().shares(features_of(normalise("a place at somebody's table")), "belonging")
    assert shares[0][0] > 0
    assert {feature for _, feature in shares} <= features_of(normalise("a place at somebody's table"))
    assert example_like("a chair kept for her at the table", "belonging")


# ---- lists and likeness together


def listed(*needs: tuple[str, float]) -> list[NeedMatch]:
    return [NeedMatch(need, "need", weight, "entry") for need, weight in needs]


def read(matches: list[NeedMatch], scores: dict[str, int]) -> list[tuple[str, float, bool]]:
    return [(match.id, match.weight, match.alike) for match in blended(matches, scores, "need")]


def test_where_both_agree_nothing_else_is_offered() -> None:
    assert [("care", 1.0, False)] == read(listed(("care", 1.0)), {"care": 20, "peace": 10})


def test_where_the_lists_are_silent_likeness_speaks_and_only_its_best_can_be_sure() -> None:
    assert [("care", 0.8, True), ("peace", RESTING, True)] == read([], {"care": 0, "peace": -20, "hope": -101})


def test_where_they_differ_the_one_behind_weighs_no_more_than_the_one_before() -> None:
    found = read(listed(("hope", 1.0)), {"care": 60, "hope": -70})
    assert [("care", RESTING, True), ("hope", RESTING, False)] == found


def test_an_entry_met_by_chance_in_a_phrase_about_something_else_is_not_said() -> None:
    found = read(listed(("conscience", 1.0), ("validation", 1.0)), {"validation": 26, "conscience": -78})
    assert [("validation", 1.0, False), ("conscience", CHANCE, False)] == found
    assert CHANCE < COUNTS


def test_an_entry_is_doubtful_where_the_phrase_is_hardly_like_its_need() -> None:
    assert [1.0, RESTING] == [read(listed(("care", 1.0)), {"care": score})[0][1] for score in (-60, -61)]


def test_an_entry_is_doubtful_sooner_where_the_phrase_is_liker_to_something_else() -> None:
    weights = [read(listed(("care", 1.0)), {"care": score, "peace": score + 5})[0][1] for score in (-40, -41)]
    assert [1.0, RESTING] == weights


def test_a_second_entry_counts_in_full_only_in_another_part_of_the_phrase() -> None:
    first, second = listed(("care", 1.0), ("peace", 1.0))
    scores = {"care": 10, "peace": -30}

    together, apart = (blended([first, one], scores, "need")[1] for one in (second, second._replace(part=1)))

    assert [("peace", RESTING), ("peace", 1.0)] == [(one.id, one.weight) for one in (together, apart)]


def test_two_gifts_of_one_line_stand_in_two_parts() -> None:
    read = Lexicon.load().read_needs("a good listener, and never lies", "offers")
    assert {"intimacy": 0, "honesty": 1}.items() <= {match.id: min(match.part, 1) for match in read}.items()


def test_behind_an_unsure_listed_need_likeness_still_offers_the_next() -> None:
    assert ["care", "peace"] == [need for need, _, _ in read(listed(("care", 0.7)), {"care": -40, "peace": -60})]


def test_what_is_hardly_like_anything_is_not_said() -> None:
    assert [] == read([], {"care": LEAST - 1})
    assert [("care", COUNTS, True)] == read([], {"care": LEAST})


def test_nothing_is_built_on_one_word() -> None:
    assert [("care", RESTING, True)] == [
        (match.id, match.weight, match.alike) for match in blended([], {"care": 40}, "need", thin=True)
    ]
    assert likeness().stands_on_one_word(
        features_of(normalise("flattering manners for hire by the evening")), "honesty"
    )
    assert not likeness().stands_on_one_word(features_of(normalise("a chair kept for her at the table")), "belonging")


def test_a_phrase_of_one_plain_word_says_it_all() -> None:
    (need,) = [match.id for match in Lexicon.load().read_needs("a friend", "needs") if match.is_sure]
    assert "companionship" == need
    assert not any(match.is_sure for match in Lexicon.load().read_needs("jealous", "flaws"))


def test_at_most_three_are_offered() -> None:
    assert MOST == len(read([], {"care": 0, "hope": 0, "peace": 0, "space": 0}))


def test_a_reading_is_built_on_likeness_only_where_it_is_sure() -> None:
    assert not NeedMatch("care", "need", SURE - 0.01, "", alike=True).is_sure
    assert NeedMatch("care", "need", SURE, "", alike=True).is_sure
    assert NeedMatch("care", "need", COUNTS, "entry").is_sure


@pytest.mark.parametrize(
    ("phrase", "field", "need"),
    [
        ("a chair with her name on the back", "needs", "belonging"),
        ("walks the small ones home past the dealers", "offers", "safety"),
        ("flinches when somebody lifts a hand", "flaws", "safety"),
        ("never once said sorry to the dead", "flaws", "redemption"),
    ],
)
def test_oblique_phrases_are_understood(phrase: str, field: str, need: str) -> None:
    assert need in [match.id for match in LEXICON.read_needs(phrase, field)[:3]]
