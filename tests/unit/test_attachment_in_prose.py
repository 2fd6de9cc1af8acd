"""How somebody attaches, read in running text: behaviour counts, armour and old walls do not."""

from __future__ import annotations

import pytest

from tests.helpers import story
from vault_companion.cast.prose import own_words
from vault_companion.words.lexicon import Lexicon

HEAD = "---\ntype: character\npronouns: she/her\n---\n"
LEXICON = Lexicon.load()


def side(body: str) -> str:
    """The style that the note's text gives, or what it leans to, or "unknown"."""
    files = {"Ada.md": HEAD + body, "Bo.md": "---\ntype: character\npronouns: he/him\n---\n"}
    profiles = {str(path): profile for path, profile in story(files).profiles.items()}
    found = profiles["Ada.md"].attachment
    return found.leans if found.style == "unknown" and found.leans else found.style


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She keeps everyone at arm's length.", "avoidant"),
        ("She keeps [[Bo]] at arm's length.", "avoidant"),
        ("She withdraws from everyone. She never lets anyone close.", "avoidant"),
        ("She cannot be alone for an evening.", "anxious"),
        ("She clings to Bo and cannot sleep without him.", "anxious"),
        ("She is jealous of everyone he talks to.", "anxious"),
        ("She pushes people away and then begs them to stay.", "anxious"),
        ("She trusts easily and loves without clinging.", "secure"),
        ("Ada tells her lover when she is hurt.", "secure"),
    ],
)
def test_behaviour_towards_others_is_read_wherever_it_stands(text: str, expected: str) -> None:
    assert expected == side(f"{text}\n")
    assert expected == side(f"## Overview\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "When we first met her she wore a full suit of plate armor.",
        "The old wall of Bo keeps the sea out.",
        "She becomes withdrawn and inconsolable.",
        "They both fought desperately to be rid of the old pact.",
        "The army withdraws from the river.",
        "Tired of the council's delays, she opens the gate.",
        "The boundary of the desert is secure.",
        "She seeks to prove herself worthy of the crown.",
    ],
)
def test_a_single_word_without_a_person_as_its_object_is_not_read(text: str) -> None:
    assert "unknown" == side(f"{text}\n")


def test_the_words_of_a_longer_cue_must_be_about_one_person() -> None:
    assert "unknown" == side("She openly admits that the villagers are too afraid to help.\n")


def test_single_words_count_under_a_heading_about_what_somebody_is_like() -> None:
    assert "avoidant" == side("## Personality\n\nGuarded with strangers. Distant even at home.\n")
    assert "avoidant" == side("## Personality\n\n### At home\n\nGuarded at table. Distant at night.\n")
    assert "unknown" == side("## At home\n\nGuarded at table. Distant at night.\n")


def test_one_faint_sign_in_running_text_is_no_leaning() -> None:
    assert "unknown" == side("## Personality\n\nAda is reserved and calculating.\n")
    assert "unknown" == side("## Personality\n\nI seek to prove myself worthy.\n")


@pytest.mark.parametrize(
    "heading",
    ["Description", "Appearance", "Background", "History & Events", "If Bo dies", "What if she wins", "Values/Ideals"],
)
def test_looks_events_and_what_might_be_never_count(heading: str) -> None:
    assert "unknown" == side(f"## {heading}\n\nShe keeps everyone at arm's length.\n")
    assert "unknown" == side(f"## {heading}\n\n### More\n\nShe keeps everyone at arm's length.\n")


def test_a_heading_about_what_somebody_is_like_counts_below_any_other_that_has_happened() -> None:
    assert "avoidant" == side("## Description\n\n### Personality\n\nShe keeps everyone at arm's length.\n")
    assert "unknown" == side("## If Bo dies\n\n### Personality\n\nShe keeps everyone at arm's length.\n")


@pytest.mark.parametrize(
    "text",
    [
        "> She keeps everyone at arm's length.",
        "> [!quote] The bard sings\n> She keeps everyone at arm's length.",
        "“She keeps everyone at arm's length,” the bard sings.",
        'The bard sings. "She never lets anyone close. She keeps everyone at arm\'s length. Nobody gets in."',
        "«She keeps everyone at arm's length.»",
    ],
)
def test_what_somebody_says_aloud_does_not_count(text: str) -> None:
    assert "unknown" == side(f"{text}\n")


def test_text_around_speech_counts() -> None:
    assert "avoidant" == side("She says “good day” and keeps everyone at arm's length.\n")
    assert "avoidant" == side("> [!info] Ada\n> She keeps everyone at arm's length.\n")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("a “b” c", "a  …  c"),
        ("“b", ""),
        ("b” c", " c"),
        ('a "b', "a "),
        ('b" c', " c"),
        ("plain", "plain"),
    ],
)
def test_a_mark_without_a_fellow_takes_all_on_its_inner_side(text: str, own: str) -> None:
    assert own == own_words(text)


def test_what_is_preferred_to_people_is_not_what_is_done_to_them() -> None:
    assert () == LEXICON.read_attachment("trusts numbers more than people", "in_love")
    assert "steady_love" in {cue.group for cue in LEXICON.read_attachment("trusts people", "in_love")}


def test_a_flaw_is_no_sign_of_security() -> None:
    assert "unknown" == side("**Flaws:** Secretive, trusts people too easily\n")


def test_one_thing_that_is_feared_is_no_wall() -> None:
    assert "unknown" == side("**Fears:** closed spaces, walls, the cold\n")
    assert "anxious" == side("**Fears:** being left\n")
