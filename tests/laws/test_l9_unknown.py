"""L9: unknown is a result: missing information becomes a question, never a guess."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.helpers import SAMPLE_VAULT, Json, character, explained, hers, only_tie, relationship, traits
from tests.strategies import PHRASES, Vault, law, vaults

SAMPLE = {path: data.decode() for path, data in hers(SAMPLE_VAULT).items() if path.endswith(".md")}
OFFERS = ("offers", "offer", "strengths", "strength", "gives", "brings", "skills", "virtues", "talents", "gifts")
ATTACHMENT = ("in_love", "in love", "attachment", "fears", "fear", "lie", "self", "wound", "wounds", "flaws", "offers")


def without(note: str, fields: tuple[str, ...]) -> str:
    """A note of the sample vault without some of its properties and headings."""
    names = "|".join(re.escape(field) for field in fields)
    bare = re.sub(rf"(?mi)^(?:{names}):.*\n(?:[ \t]+-?.*\n)*", "", note)
    return re.sub(rf"(?mis)^## (?:{names})\n.*?(?=^#|\Z)", "", bare)


def question_ids(reading: Json, name: str) -> set[str]:
    return {question["id"] for question in reading["questions"] if name in question["about"]}


NEEDY = character(needs=["a place at somebody's table", "to be told he is good enough"], flaws=["never asks for help"])
GIVER = character(
    offers=["makes strangers feel welcome", "praise that she means"], needs=["to be contradicted to her face"]
)


def test_deleting_what_one_offers_makes_every_filled_need_unknown_and_none_unfilled() -> None:
    silent = character(needs=["to be contradicted to her face"])
    before = explained(
        {"Ada.md": NEEDY, "Bo.md": GIVER, "A.md": relationship("Ada", "Bo", kind="friendship")}, "Ada", "Bo"
    )
    after = explained(
        {"Ada.md": NEEDY, "Bo.md": silent, "A.md": relationship("Ada", "Bo", kind="friendship")}, "Ada", "Bo"
    )
    ada = [(fit["need"], fit["status"]) for fit in after["fits"] if fit["of"] == "Ada"]

    assert "filled" in {fit["status"] for fit in before["fits"] if fit["of"] == "Ada"}
    assert {"unknown"} == {status for _, status in ada}
    assert {fit["need"] for fit in before["fits"] if fit["of"] == "Ada"} == {need for need, _ in ada}
    assert "Q-OFFER" in question_ids(after, "Bo")


def test_a_claim_that_stood_on_a_gift_falls_with_it() -> None:
    silent = character(needs=["to be contradicted to her face"])
    after = explained(
        {"Ada.md": NEEDY, "Bo.md": silent, "A.md": relationship("Ada", "Bo", kind="friendship")}, "Ada", "Bo"
    )

    assert [] == after["dynamics"]


@law(40)
@given(vaults())
def test_nobody_who_says_nothing_of_gifts_leaves_a_need_unfilled(vault: Vault) -> None:
    one, other, *_ = vault.people
    silent = dict.fromkeys((path for name, path in vault.people.items() if name == other), character())
    notes = {path: text for path, text in vault.files.items() if path in vault.people.values()}
    bare = {path: re.split(r"\n## Relationships", text)[0] for path, text in notes.items()}
    reading = explained({**bare, **silent}, one, other)

    assert {"unknown"} >= {fit["status"] for fit in reading["fits"]}


@pytest.mark.parametrize("name", ["Estella", "Pip", "Herbert Pocket", "Joe Gargery"])
def test_deleting_the_lines_on_love_makes_the_style_unknown_never_secure(name: str) -> None:
    path = f"Characters/{name}.md"
    bare = {**SAMPLE, path: without(SAMPLE[path], ATTACHMENT)}
    other = "Biddy" if name != "Biddy" else "Pip"
    before, after = explained(SAMPLE, name, other), explained(bare, name, other)

    assert "unknown" != before["attachment"][name]["style"]
    assert {"style": "unknown", "anxiety": None, "avoidance": None, "position": None, "evidence": []} == (
        after["attachment"][name]
    )
    assert "unknown" == after["pairing"]
    assert question_ids(after, name) & {"Q-ATT", "Q-ATT2"}


@pytest.mark.parametrize("name", ["Biddy", "Abel Magwitch", "Herbert Pocket", "Mr Jaggers"])
def test_in_a_real_cast_deleting_all_offers_leaves_nothing_filled_by_the_sheet(name: str) -> None:
    path = f"Characters/{name}.md"
    bare = {**SAMPLE, path: without(SAMPLE[path], (*OFFERS, "self", "in_love", "on their own"))}
    assert "offers" not in traits(bare, name)
    before, after = explained(SAMPLE, name, "Pip"), explained(bare, name, "Pip")
    filled = {fit["need"] for fit in before["fits"] if fit["by"] == name and fit["status"] == "filled"}
    left = {fit["need"]: fit for fit in after["fits"] if fit["by"] == name}

    assert [] == [fit for fit in left.values() if fit["status"] == "unfilled" and fit["need"] in filled]


EMPTY = (
    "",
    "---\ntype: character\n---\n",
    "---\ntype: character\nneeds:\noffers: []\nin_love: ~\n---\n\n## Needs\n\n## Flaws\n- \n",
    "---\ntype: character\nneeds: TBD\noffers: '?'\nflaws: '-'\nattachment: n/a\nin_love: …\nvalues: null\n---\n",
    "---\ntype: character\n---\n\n## Needs\n\nTBD\n\n## Strengths\n\n- {{strength}}\n\n**Fears:**\n\nWound:: ?\n",
)


@pytest.mark.parametrize("note", EMPTY)
@pytest.mark.parametrize("other", EMPTY[1:])
def test_empty_notes_give_no_claim(note: str, other: str) -> None:
    files = {"Characters/Ada.md": note, "Characters/Bo.md": other, "A.md": relationship("Ada", "Bo", kind="friendship")}
    reading = explained(files, "Ada", "Bo")

    assert {"dynamics": [], "fits": [], "friction": [], "unread": []} == {
        part: reading[part] for part in ("dynamics", "fits", "friction", "unread")
    }
    assert ("unknown", "open", "unknown") == (
        reading["valence"]["label"],
        reading["trajectory"]["label"],
        reading["pairing"],
    )
    assert {"unknown"} == {one["style"] for one in reading["attachment"].values()}


@pytest.mark.parametrize("kind", ["romance", "marriage", "enemy", "mother", "friendship", "mentor"])
def test_a_kind_alone_says_neither_good_nor_bad_nor_how_they_love(kind: str) -> None:
    files = {"Ada.md": character(), "Bo.md": character(), "A.md": relationship("Ada", "Bo", kind=kind)}
    reading = explained(files, "Ada", "Bo")

    assert ("unknown", "open", "unknown") == (
        reading["valence"]["label"],
        reading["trajectory"]["label"],
        reading["pairing"],
    )


def test_two_people_without_a_tie_have_no_kind_and_no_claim_about_one() -> None:
    reading = explained({"Ada.md": NEEDY, "Bo.md": GIVER}, "Ada", "Bo")

    assert ([], "open") == (reading["kinds"], reading["trajectory"]["label"])


def test_what_nobody_understands_is_listed_and_not_guessed() -> None:
    note = character(needs=["the blue hour over Hartlepool"], offers=["zymurgy"], flaws=["left-handed on Tuesdays"])
    reading = explained(
        {"Ada.md": note, "Bo.md": character(), "A.md": relationship("Ada", "Bo", kind="friend")}, "Ada", "Bo"
    )

    assert [] == reading["fits"]
    assert (
        {("Ada", "needs"), ("Ada", "offers"), ("Ada", "flaws")}
        >= {(item["character"], item["field"]) for item in reading["unread"]}
        != set()
    )


def test_a_need_may_be_a_want_only_and_then_fills_nothing() -> None:
    wanting = character(wants=PHRASES["needs"][:4])
    reading = explained(
        {"Ada.md": wanting, "Bo.md": GIVER, "A.md": relationship("Ada", "Bo", kind="friend")}, "Ada", "Bo"
    )

    assert [] == [fit for fit in reading["fits"] if fit["of"] == "Ada"]


def test_an_undirected_mentor_puts_nobody_above() -> None:
    tie = only_tie({"Ada.md": character(), "Bo.md": character(), "A.md": relationship("Ada", "Bo", kind="mentor")})

    assert [False] == [kind.directed for kind in tie.kinds]


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ("the weather turned and nothing else did", "open"),
        ("ch. 9: they meet again at the station", "open"),
        ("TBD", "open"),
    ],
)
def test_a_change_that_shows_nothing_learned_is_no_growth(change: str, label: str) -> None:
    files = {"Ada.md": NEEDY, "Bo.md": GIVER, "A.md": relationship("Ada", "Bo", kind="friendship", changes=change)}

    assert explained(files, "Ada", "Bo")["trajectory"]["label"] in (label, "stagnant")
