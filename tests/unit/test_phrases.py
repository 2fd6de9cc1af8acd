"""Phrases read: the worked examples of the theory, and what they stand for."""

from __future__ import annotations

import pytest

from vault_companion.words.lexicon import Lexicon

LEXICON = Lexicon.load()


def read(phrase: str, field: str) -> set[tuple[str, str]]:
    return {(match.id, match.role) for match in LEXICON.read_needs(phrase, field) if match.weight >= 0.5}


def styles(phrase: str, field: str) -> set[str]:
    return {cue.style for cue in LEXICON.read_attachment(phrase, field)}


def conduct(phrase: str) -> set[str]:
    return {cue.style for cue in LEXICON.read_conduct(phrase) if cue.weight >= 0.5}


@pytest.mark.parametrize(
    ("phrase", "field", "expected"),
    [
        ("someone who won't leave", "needs", {("constancy", "need")}),
        ("a steady home", "needs", {("stability", "need"), ("belonging", "need")}),
        ("a steady home", "offers", {("stability", "offer"), ("belonging", "offer")}),
        ("not to be abandoned again", "needs", {("constancy", "need")}),
        ("never lies", "offers", {("honesty", "offer")}),
        ("cannot forgive", "flaws", {("redemption", "lack"), ("acceptance", "lack")}),
        ("craves approval", "flaws", {("validation", "need")}),
        ("strict, starched", "flaws", {("spontaneity", "lack")}),
        ("no two days alike", "offers", {("spontaneity", "offer")}),
        ("distance", "needs", {("space", "need")}),
    ],
)
def test_the_worked_examples(phrase: str, field: str, expected: set[tuple[str, str]]) -> None:
    found = read(phrase, field)
    assert expected <= found
    if phrase != "craves approval":
        assert found == expected


def test_a_want_is_never_more_than_a_want() -> None:
    found = LEXICON.read_needs("wants the crown", "wants")
    assert [(match.id, match.role) for match in found] == [("power", "want")]
    assert found[0].weight < 0.5


def test_distance_kept_is_an_avoidant_cue() -> None:
    [cue] = LEXICON.read_attachment("keeps his distance", "in_love")
    assert (cue.style, cue.group, cue.weight) == ("avoidant", "walls", 0.7)


@pytest.mark.parametrize(
    ("phrase", "field", "need", "role"),
    [
        ("won't leave", "offers", "constancy", "offer"),
        ("walks out on people", "flaws", "constancy", "lack"),
        ("abandoned by her father", "wounds", "constancy", "need"),
        ("humourless", "flaws", "levity", "lack"),
        ("has no sense of humour", "flaws", "levity", "lack"),
        ("lacks courage", "flaws", "confidence", "lack"),
        ("incapable of tenderness", "flaws", "affection", "lack"),
        ("hungry for praise", "flaws", "validation", "need"),
        ("never cruel", "offers", "care", "offer"),
        ("soothes quarrels", "offers", "peace", "offer"),
        ("nobody laughs at her", "needs", "levity", None),
        ("being abandoned", "fears", "constancy", "need"),
        ("keeps every promise", "giving", "constancy", "offer"),
    ],
)
def test_the_field_decides_what_a_word_means(phrase: str, field: str, need: str, role: str | None) -> None:
    roles = {found for name, found in read(phrase, field) if name == need}
    assert roles == ({role} if role else set())


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("a place at somebody's table (belonging)", ["belonging"]),
        ("belonging: a place at somebody's table", ["belonging"]),
        ("**belonging:** a safe place", ["belonging"]),
        ("her old room (safety, constancy)", ["safety", "constancy"]),
        ("her old room (validation and approval)", ["validation"]),
    ],
)
def test_a_need_that_is_named_stands_alone(phrase: str, expected: list[str]) -> None:
    found = LEXICON.read_needs(phrase, "needs")
    assert [match.id for match in found] == expected
    assert {match.weight for match in found} == {1.0}


@pytest.mark.parametrize("phrase", ["constancy", "Constancy", "constancy (someone who will not leave)", "_constancy_"])
def test_the_bare_name_of_a_need_is_that_need(phrase: str) -> None:
    assert LEXICON.read_needs(phrase, "needs")[0].id == "constancy"
    assert LEXICON.read_needs(phrase, "needs")[0].weight == 1.0


def test_other_parentheses_and_colons_name_nothing() -> None:
    assert read("safety (at last)", "needs") == {("safety", "need")}
    assert ("honesty", "need") in read("truth: the plain sort", "needs")


@pytest.mark.parametrize("need", sorted(LEXICON.needs))
def test_every_need_is_read_by_its_name(need: str) -> None:
    assert LEXICON.read_needs(need, "needs")[0].id == need
    assert LEXICON.read_needs(LEXICON.needs[need].label, "needs")[0].id == need


@pytest.mark.parametrize(
    "spelling",
    ["**a steady home**", "a steady [[Home|home]]", "“a steady home”", "A STEADY HOME", "- a steady home"],
)
def test_the_note_style_changes_nothing(spelling: str) -> None:
    assert LEXICON.read_needs(spelling, "needs") == LEXICON.read_needs("a steady home", "needs")


def test_weak_words_count_only_together() -> None:
    assert not read("a name for it", "needs")
    assert ("care", "need") in read("soup for the fever", "needs")


@pytest.mark.parametrize(
    ("phrase", "style"),
    [
        ("needs constant reassurance", "anxious"),
        ("tests whether he still loves her", "anxious"),
        ("jealous of every friend he makes", "anxious"),
        ("leaves before anyone can leave her", "avoidant"),
        ("needs nobody", "avoidant"),
        ("says what she feels", "secure"),
        ("not jealous", "secure"),
        ("wants closeness but flees it", "fearful"),
        ("pushes people away, then pulls them back", "fearful"),
    ],
)
def test_attachment_is_read_from_what_they_do(phrase: str, style: str) -> None:
    assert LEXICON.read_attachment(phrase, "in_love")[0].style == style


def test_a_denied_cue_does_not_count() -> None:
    assert "anxious" not in styles("never clings", "in_love")
    assert "toxic" not in conduct("he never lies to her")
    assert "toxic" not in conduct("she gives up lying")


def test_an_attachment_cue_weighs_by_its_field() -> None:
    def weight(field: str) -> float:
        return LEXICON.read_attachment("clings to people", field)[0].weight

    assert weight("in_love") == 0.7
    assert weight("flaws") == 0.42
    assert weight("prose") == 0.35
    assert LEXICON.read_attachment("clings to people", "values") == ()


def test_a_fear_is_read_as_one() -> None:
    assert LEXICON.read_attachment("being left", "fears")[0].style == "anxious"


def test_an_old_wound_only_tilts() -> None:
    [cue] = LEXICON.read_attachment("orphaned at six", "wounds")
    assert (cue.style, cue.group, cue.weight) == ("anxious", "wound_prior", 0.2)


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("he apologises and makes amends", "growth"),
        ("they use each other", "codependent"),
        ("nothing changes", "stagnant"),
        ("she humiliates him in public", "toxic"),
        ("they talk things through", "healthy"),
        ("they survived the shipwreck", "ordeal"),
        ("married at last", "bonded_now"),
        ("refuses him until he is sober", "standard"),
        ("tries to be worthy of her", "effort"),
        ("love at first sight", "vibes"),
        ("their families are at feud", "outside"),
        ("hides the letters from her", "secret"),
        ("holds power over him", "power"),
        ("pulls away after the kiss", "withdraw"),
        ("pursues her for years", "pursue"),
        ("enjoys her helplessness", "enjoys_power"),
        ("sworn to the same quest", "shared_goal"),
    ],
)
def test_conduct_is_read_from_a_line(line: str, category: str) -> None:
    assert category in conduct(line)


def test_self_sufficiency_has_two_sides() -> None:
    high, low = LEXICON.read_sufficiency("content with her work and friends")
    assert high
    assert not low
    high, low = LEXICON.read_sufficiency("cannot live without her")
    assert low


def test_values_stand_at_the_poles_of_an_axis() -> None:
    assert ("law_mercy", "b") in {found[:2] for found in LEXICON.read_values("mercy above all")}
    assert ("law_mercy", "b") not in {found[:2] for found in LEXICON.read_values("no mercy")}


def test_an_unknown_field_holds_no_needs() -> None:
    assert LEXICON.read_needs("a steady home", "attachment") == ()
