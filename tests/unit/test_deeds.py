"""A verdict and a fight need a deed between the two: one word about a thing, a trade or a kindness is none."""

from __future__ import annotations

import pytest

from tests.helpers import explained, pages

HEAD = "---\ntype: character\npronouns: {}\n---\n"


def told(line: str) -> tuple[str, list[str]]:
    """The valence and the frictions of Ada and Bo, of whom one line is written."""
    note = f"{HEAD.format('she/her')}## Relationships\n\n- [[Bo]]: {line}\n"
    found = explained({"Ada.md": note, "Bo.md": HEAD.format("he/him")}, "Ada", "Bo")
    return found["valence"]["label"], [one["id"] for one in found["friction"]]


@pytest.mark.parametrize(
    "line",
    [
        "ally. Their separation shows how grave the threat is.",
        "ally. This war is a threat.",
        "mother, a political operative who may have taught Ada her spy craft",
        "fellow spy, undercover agent in the Secret Service",
        "member of a secret society, a master of disguise",
        "met in the hidden valley",
    ],
)
def test_a_word_for_a_thing_or_a_trade_is_neither_a_verdict_nor_a_fight(line: str) -> None:
    assert ("unknown", []) == told(line)


@pytest.mark.parametrize("line", ["he threatens her", "he mocks her", "mocks her", "threats and insults"])
def test_the_deed_itself_is_toxic(line: str) -> None:
    assert "toxic" == told(line)[0]


@pytest.mark.parametrize(
    "line",
    [
        "her mother, loved her quietly and secretly brought her sweets",
        "he secretly meets her at night",
        "he meets her in secret every night",
        "he secretly warned Ada",
        "secret affair with him",
        "secretly meeting at the mill",
    ],
)
def test_kindness_in_secret_is_kept_from_others_and_no_fight(line: str) -> None:
    assert [] == told(line)[1]


@pytest.mark.parametrize(
    "line",
    [
        "he is secretly in love with her",
        "she secretly reports him to the guard",
        "she keeps a secret from him",
        "she has hidden her past from him",
        "he spies on her for the duke",
        "she secretly brings the enemy maps",
    ],
)
def test_what_one_keeps_from_the_other_is_a_fight(line: str) -> None:
    assert ["secret_or_betrayal"] == told(line)[1]


def test_faint_signs_of_a_secret_are_no_secret() -> None:
    assert [] == told("she lies in bed for weeks. He lies on the grass.")[1]


@pytest.mark.parametrize("line", ["lied to the guards for her", "she lied to the board for him twice"])
def test_a_wrong_that_is_done_for_the_other_is_none_done_to_them(line: str) -> None:
    assert ("unknown", []) == told(line)


@pytest.mark.parametrize(
    ("line", "doer"),
    [
        ("bullied by him", "Bo"),
        ("betrayed by him", "Bo"),
        ("she is bullied by him", "Bo"),
        ("he was manipulated by her for years", "Ada"),
        ("she bullies him", "Ada"),
    ],
)
def test_what_is_done_by_the_other_is_the_others_deed(line: str, doer: str) -> None:
    note = f"{HEAD.format('she/her')}## Relationships\n\n- [[Bo]]: {line}\n"
    page = pages({"Ada.md": note, "Bo.md": HEAD.format("he/him")})["Dynamics/Pairs/Ada & Bo.md"]
    harmed = {"Ada": "Bo", "Bo": "Ada"}[doer]

    assert f"{doer} does {harmed} harm" in page or f"{harmed} is the worse for {doer}" in page


@pytest.mark.parametrize("line", ["she is afraid of him", "she is frightened of him and tells nobody"])
def test_whoever_is_afraid_of_the_other_is_not_well_with_them(line: str) -> None:
    assert "toxic" == told(line)[0]


@pytest.mark.parametrize(
    "line", ["she is not afraid of him", "she is afraid of his dog", "she is no longer afraid of him"]
)
def test_no_fear_of_the_other_is_no_harm(line: str) -> None:
    assert "toxic" != told(line)[0]


def changing(line: str) -> dict[str, str]:
    """A vault in which Ada and Bo have one change."""
    bond = f'---\ntype: relationship\ncharacters: ["[[Ada]]", "[[Bo]]"]\n---\n\n## Changes\n\n- ch. 9: {line}\n'
    return {"Ada.md": HEAD.format("she/her"), "Bo.md": HEAD.format("he/him"), "Ada and Bo.md": bond}


@pytest.mark.parametrize(
    ("line", "learner"),
    [
        ("She is as proud as ever, and he has learned to say sorry.", "Bo"),
        ("He has learned to say sorry, because she left him no choice.", "Bo"),
        ("He keeps the old books, and she finds her courage and answers back.", "Ada"),
    ],
)
def test_who_grows_is_the_doer_of_the_clause_that_says_so(line: str, learner: str) -> None:
    page = pages(changing(line))["Dynamics/Pairs/Ada & Bo.md"]
    assert "trajectory: one sided growth" in page
    assert f"{learner} learns" in page


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("she learns to trust her own judgement", "healthy"),
        ("she learns to trust her own judgement and walks out", "unknown"),
        ("she learns to trust her own judgement and leaves him", "unknown"),
    ],
)
def test_who_grows_by_going_says_nothing_good_of_the_bond(line: str, verdict: str) -> None:
    assert verdict == explained(changing(line), "Ada", "Bo")["valence"]["label"]


def test_news_is_no_lesson() -> None:
    for line, label in (("she learns who paid the debt", "stagnant"), ("she learns to say no", "one_sided_growth")):
        assert label == explained(changing(line), "Ada", "Bo")["trajectory"]["label"]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("he asks her to learn to say sorry", "stagnant"),
        ("he comes home humbled and asks her to forgive him", "one_sided_growth"),
    ],
)
def test_what_one_asks_of_the_other_is_no_growth_of_the_one_who_asks(line: str, label: str) -> None:
    assert label == explained(changing(line), "Ada", "Bo")["trajectory"]["label"]
