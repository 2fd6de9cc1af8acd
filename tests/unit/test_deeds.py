"""A verdict and a fight need a deed between the two: one word about a thing, a trade or a kindness is none."""

from __future__ import annotations

import pytest

from tests.helpers import explained

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
