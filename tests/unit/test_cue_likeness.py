"""Lines about love and about two people, read by what they are like where no list entry is met."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.helpers import yaml_of
from vault_companion.words.cueblend import attachment, conduct
from vault_companion.words.cuelike import cue_features, cue_likeness
from vault_companion.words.lexicon import Lexicon
from vault_companion.words.matches import COUNTS, CueMatch

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "vault_companion" / "data" / "cuebook"
LEXICON = Lexicon.load()


def style(line: str, field: str = "in_love") -> str:
    """The style that a line shows first, or "none"."""
    found = LEXICON.read_attachment(line, field)
    return found[0].style if found and found[0].weight >= COUNTS else "none"


def deeds(line: str, field: str = "") -> set[str]:
    """The sorts of conduct that a line shows in a field."""
    return {cue.style for cue in LEXICON.read_conduct(line, field) if cue.weight >= COUNTS}


def weights(cues: Sequence[CueMatch]) -> dict[str, float]:
    """The weight of each category."""
    return {cue.style: cue.weight for cue in cues}


def test_what_was_learnt_is_of_this_cue_book_and_this_program() -> None:
    """If it is not: `python tools/compile_cues.py`."""
    done = subprocess.run([sys.executable, "tools/compile_cues.py", "--check"], cwd=ROOT, timeout=60, check=False)
    assert 0 == done.returncode


def test_no_line_of_the_cue_book_has_two_styles() -> None:
    seen: dict[str, str] = {}
    for path in sorted(BOOK.glob("attachment_*.yaml")):
        book = yaml_of(path.read_text(encoding="utf-8"))
        for label, lines in book.items():
            for line in lines if label != "style" else ():
                style = book.get("style", label)
                assert style == seen.setdefault(line, style), line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("reads every silence as a goodbye", "anxious"),
        ("bolts as soon as somebody says forever to him", "avoidant"),
        ("begs him to stay and slams the door on him", "fearful"),
        ("tells her husband when she is hurt and hears his answer calmly", "secure"),
        ("repairs organs for a living", "none"),
        ("tall, with a scar on the chin", "none"),
    ],
)
def test_a_line_about_love_shows_the_style_whose_lines_it_is_like(line: str, expected: str) -> None:
    assert expected == style(line)


def test_reading_goodbyes_into_silence_is_a_watch_for_signs_whether_it_is_done_or_feared() -> None:
    for field in ("in_love", "fears"):
        found = LEXICON.read_attachment("reads every silence as a goodbye", field)
        assert [("anxious", "sign_scanning")] == [(cue.style, cue.group) for cue in found]


@pytest.mark.parametrize("line", ["heights", "spiders", "fire", "closed spaces, walls, the cold", "failure"])
def test_a_fear_of_things_shows_no_style(line: str) -> None:
    assert "none" == style(line, "fears")


@pytest.mark.parametrize("field", ["prose", "nature", "flaws", "offers", "self", "lie", "history"])
def test_likeness_is_asked_only_where_the_field_is_about_love_or_fear(field: str) -> None:
    assert all(cue.matched for cue in LEXICON.read_attachment("reads every silence as a goodbye", field))


def test_a_line_in_another_language_is_like_nothing() -> None:
    assert () == LEXICON.read_attachment("Sie kann nicht ohne ihn schlafen und ruft ihn immer wieder an", "in_love")


def test_a_strong_list_entry_is_kept_and_a_plain_one_that_the_line_speaks_against_no_longer_counts() -> None:
    scores = {"anxious": 60, "avoidant": -80, "none": -90, "anxious.clinging": 20, "anxious.protest": 0}
    strong, plain = CueMatch("avoidant", "walls", 0.7, "x"), CueMatch("avoidant", "running", 0.55, "y")
    found = attachment((strong, plain), scores, "in_love")
    assert [("walls", 0.7), ("clinging", 0.65), ("running", 0.45)] == [(cue.group, cue.weight) for cue in found]


def test_a_line_that_is_like_two_styles_alike_is_left_to_the_lists() -> None:
    assert () == attachment((), {"anxious": 10, "fearful": 5, "none": -90}, "in_love")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("he asks her to dance again and again", "pursue"),
        ("she owns the house and can put him out of it", "power"),
        ("her letters get shorter and stop", "withdraw"),
        ("she will have him when he has told his wife the truth", "standard"),
    ],
)
def test_a_line_about_two_people_shows_the_conduct_whose_lines_it_is_like(line: str, expected: str) -> None:
    assert expected in deeds(line)


@pytest.mark.parametrize(
    "line",
    [
        "they met at school",
        "her cousin on the mother's side",
        "he is her dentist",
        "a spy by trade",
        "Toast.",
        "The trial.",
    ],
)
def test_facts_and_trades_show_no_conduct_by_likeness(line: str) -> None:
    assert all(cue.matched for cue in LEXICON.read_conduct(line))


def test_a_category_beside_another_needs_a_higher_score() -> None:
    scores = {"pursue": 20, "power": -5, "none": -90}
    assert ["pursue"] == [cue.style for cue in conduct((), scores)]
    assert ["power"] == [cue.style for cue in conduct((), {"power": -5, "none": -90})]


def test_a_category_that_scores_less_than_none_is_not_said() -> None:
    assert () == conduct((), {"pursue": 20, "none": 30})


def test_a_field_whose_lines_mostly_tell_of_a_category_needs_less_for_it_and_what_is_felt_needs_more() -> None:
    faint, plain = {"growth": -40, "none": -30}, {"toxic": -5, "none": -90}
    assert ["growth"] == [cue.style for cue in conduct((), faint, "changes")]
    assert () == conduct((), faint, "history")
    assert ["toxic"] == [cue.style for cue in conduct((), plain, "history")]
    assert () == conduct((), plain, "feels")


def test_a_plain_entry_about_two_people_no_longer_counts_on_a_line_that_is_like_something_else() -> None:
    strong, plain = CueMatch("toxic", "toxic", 0.7, "x"), CueMatch("ordeal", "ordeal", 0.55, "y")
    elsewhere = {"growth": 30, "toxic": -90, "ordeal": -90, "none": -95}
    nowhere = {**elsewhere, "growth": -20}
    assert {"toxic": 0.7, "growth": 0.65, "ordeal": 0.45} == weights(conduct((strong, plain), elsewhere))
    assert {"toxic": 0.7, "ordeal": 0.55} == weights(conduct((strong, plain), nowhere))


def test_a_list_entry_that_likeness_bears_out_weighs_more_and_stays_named() -> None:
    assert [CueMatch("toxic", "toxic", 0.65, "x")] == list(
        conduct((CueMatch("toxic", "toxic", 0.55, "x"),), {"toxic": 60, "none": -90})
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("she owns to him that the fire was her doing", "growth"),
        ("the page has begun to speak like a knight", "growth"),
        ("for the first time he asks instead of ordering", "growth"),
        ("he weeps, begs her pardon, and everything goes on as before", "stagnant"),
        ("they argue until morning and neither gives way", "stagnant"),
    ],
)
def test_a_line_about_what_changes_tells_of_growth_or_of_standing_still(line: str, expected: str) -> None:
    assert expected in deeds(line, "changes")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("he elopes with her cousin and leaves her with the debts", "toxic"),
        ("he laughs in her face and marries the heiress", "toxic"),
        ("he risks the gallows to warn her", "healthy"),
        ("she pays his debts and tells nobody", "healthy"),
        ("they cross the desert on foot", "ordeal"),
    ],
)
def test_a_line_of_the_story_tells_of_harm_of_kindness_or_of_hardship(line: str, expected: str) -> None:
    assert expected in deeds(line, "history")


@pytest.mark.parametrize(
    "line",
    [
        "they take the coach to Vienna",
        "she orders a new bonnet",
        "he is made a bishop in the second part",
        "the harvest supper",
    ],
)
def test_a_line_that_only_carries_the_story_shows_no_conduct(line: str) -> None:
    assert set() == deeds(line, "history")


def test_swapping_the_gender_of_a_line_changes_no_score() -> None:
    scores = cue_likeness("conduct").scores
    assert scores("he follows her brother home") == scores("she follows his sister home")


def test_words_of_one_family_share_a_feature_and_what_is_denied_is_marked() -> None:
    families = {"bolt": ["flee"], "vanish": ["flee"]}
    assert "@flee" in cue_features("bolts", families) & cue_features("vanishes", families)
    assert "-@flee" in cue_features("never bolts", families)
