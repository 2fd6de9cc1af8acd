"""A character's sheet: the same traits wherever in the note they stand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers import cast, traits
from vault_companion.cast.sheet import same
from vault_companion.cast.vocabulary import TRAITS

HEAD = "---\ntype: character\n---\n"


def sheet(text: str) -> dict[str, list[str]]:
    """The traits of a note that is a character anyway."""
    return traits({"Ada.md": text if text.startswith("---") else HEAD + text}, "Ada")


REST_AND_SEA: dict[str, list[str]] = {"needs": ["rest", "the sea"]}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntype: character\nneeds: [rest, the sea]\n---\n",
        "---\ntype: character\nneeds:\n  - rest\n  - the sea\n---\n",
        "---\ntype: character\nneeds: rest; the sea\n---\n",
        '---\ntype: character\nneeds: "rest; the sea"\n---\n',
        "---\ntype: character\nNeeds: |\n  rest\n  the sea\n---\n",
        "---\ntype: character\nneed: rest\nlack: the sea\n---\n",
        "---\ntype: character\ncore_need: rest\nWhat-they-need: the sea\n---\n",
        "needs:: rest\nneeds:: the sea\n",
        "needs:: rest; the sea\n",
        "- needs:: rest\n- Needs:: the sea\n",
        "> needs:: rest; the sea\n",
        "Tired [needs:: rest] and (needs:: the sea).\n",
        "**needs**:: rest; the sea\n",
        "**Needs:** rest; the sea\n",
        "- **Need** – rest\n- **Need** - the sea\n",
        "*Need*: rest; the sea\n",
        "__Needs__: rest; the sea\n",
        "- Needs: rest; the sea\n",
        "Needs: rest; the sea\n",
        "- **Needs**\n  - rest\n  - the sea\n",
        "- Needs:\n\t- rest\n\t- the sea\n",
        "## Needs\n\n- rest\n- the sea\n",
        "###### needs:\n\n* rest\n* the sea\n",
        "# 1. Needs\n\n1. rest\n2. the sea\n",
        "## 🌊 Needs\n\n+ rest\n+ the sea\n",
        "## **Needs**\n\nRest. The sea.\n",
        "## Needs\n\nrest\n\nthe sea\n",
        "## Needs\n\n> rest\n\n> the sea\n",
        "## Needs (internal)\n\n- rest\n- the sea\n",
        "## Needs!!\n\n- rest\n- the sea\n",
        "## Needs?\n\n- rest\n- the sea\n",
        "## Needs & longings\n\n- rest\n- the sea\n",
        "## Needs and other hungers\n\n- rest\n- the sea\n",
        "## What she really needs\n\n- rest\n- the sea\n",
        "## Needs\n\n### Deep\n\n- rest\n- the sea\n",
        "| Trait | What |\n| --- | --- |\n| Needs | rest; the sea |\n",
        "| Need | rest |\n|--|--|\n| **Need** | the sea |\n",
        "> [!need] rest\n> the sea\n",
        "> [!need]\n> - rest\n> - the sea\n",
        "> [!need]+ rest\n\n> [!needs]- the sea\n",
        "## Needs\n\n- **rest**\n- the *sea*\n",
        "## Needs\n\n- [[Places/Bed|rest]]\n- the [[sea]]\n",
        "## Needs\n\n- rest %% or sleep %%\n- the sea\n",
        "Setext\n======\n\nNeeds\n-----\n\n- rest\n- the sea\n",
    ],
)
def test_all_places_give_the_same_needs(text: str) -> None:
    assert REST_AND_SEA == {key: [phrase.rstrip(".").lower() for phrase in found] for key, found in sheet(text).items()}


@pytest.mark.parametrize(
    ("trait", "key"), [(trait, key) for trait, keys in TRAITS.items() for key in keys if trait != "attachment"]
)
def test_every_accepted_key_means_its_trait_as_field_and_as_heading(trait: str, key: str) -> None:
    fields = sheet(f"{key}:: rest\n")
    headings = sheet(f"## {key.title()}\n\n- rest\n")

    assert ({trait: ["rest"]}, {trait: ["rest"]} if key != "romance" else headings) == (fields, headings)


@pytest.mark.parametrize(
    "text",
    [
        "## Needs\n",
        "## Needs\n\n## Flaws\n\n-\n",
        "- **Needs:**\n- **Flaws:**\n",
        "needs::\nflaws::\n",
        "## Needs\n\n- TBD\n- ?\n- …\n",
        "## Needs\n\n{{needs}}\n",
        "| Needs | |\n|--|--|\n| Flaws | - |\n",
        "---\ntype: character\nneeds:\nflaws: []\noffers: ~\nlie: null\n---\n",
        "---\ntype: character\nneeds: [TBD, '?', n/a, '-', '', ~]\n---\n",
        "> [!need]\n",
        "## Needs\n\n%% what? %%\n",
        "## Needs\n\n<!-- rest -->\n",
        "## Needs\n\n```\nrest\n```\n",
    ],
)
def test_what_is_empty_or_a_placeholder_is_missing(text: str) -> None:
    assert {} == sheet(text)


def test_a_word_in_quotes_is_no_placeholder() -> None:
    assert {"needs": ["none yet again"]} == sheet("---\ntype: character\nneeds: 'none yet again'\n---\n")


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("needs:: rest, sleep, and the sea", ["rest, sleep, and the sea"]),
        ("needs:: a; b ;; c", ["a", "b", "c"]),
        ("needs:: Mr. Darcy's good opinion. And rest.", ["Mr. Darcy's good opinion. And rest."]),
        (
            "## Needs\n\nRest. And a man like Mr. Darcy.\nBut later!",
            ["Rest.", "And a man like Mr. Darcy.", "But later!"],
        ),
        ("## Needs\n\nA home that\nis hers alone.", ["A home that is hers alone."]),
        ("## Needs\n\n- rest. And sleep.", ["rest. And sleep."]),
        ("## Needs\n\n- a home that\n  is hers", ["a home that is hers"]),
        ("## Needs\n\n- rest\n  - from him", ["rest", "from him"]),
        ("## Needs\n\n- Love: a home", ["Love: a home"]),
        ("## Needs\n\n- **Love:** a home", ["love: a home"]),
        ("## Needs\n\n- belonging: a chair", ["belonging: a chair"]),
    ],
)
def test_a_phrase_is_an_item_a_line_or_a_sentence(text: str, phrases: list[str]) -> None:
    assert {"needs": phrases} == {
        key: [p if p in phrases else p.lower() for p in found] for key, found in sheet(text + "\n").items()
    }


def test_a_heading_ends_at_the_next_of_its_level_or_above() -> None:
    text = "## Needs\n\n- rest\n\n### Weather\n\n- rain\n\n## Weather\n\n- wind\n\n# Flaws\n\n- pride\n"

    assert {"needs": ["rest", "rain"], "flaws": ["pride"]} == sheet(text)


def test_a_known_heading_under_a_known_one_is_its_own() -> None:
    assert {"needs": ["rest"], "flaws": ["pride"]} == sheet("## Needs\n\n- rest\n\n### Flaws\n\n- pride\n")


def test_the_same_key_in_several_places_adds_up_and_each_phrase_counts_once() -> None:
    text = "---\ntype: character\nneeds: rest\n---\n\nneeds:: the sea\n\n## Needs\n\n- Rest.\n- REST\n- sleep\n"

    assert {"needs": ["rest", "the sea", "sleep"]} == sheet(text)


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("Rest.", "rest", True),
        ("  a  home ", "A home", True),
        ("“a home”", "a home", False),
        ("- rest", "rest", True),
        ("rest", "rests", False),
        ("Ｒｅｓｔ", "rest", True),
    ],
)
def test_two_phrases_are_the_same_blind_to_case_and_outer_marks(one: str, other: str, are_same: bool) -> None:
    assert are_same == (same(one) == same(other))


def test_what_stands_under_a_heading_about_others_is_not_about_her() -> None:
    text = "## Relationships\n\n- [[Bo]]: needs rest\n\n### [[Bo]]\n\n- Flaws: pride\n\n## Needs\n\n- the sea\n"

    assert {"needs": ["the sea"]} == sheet(text)


def test_a_field_under_a_heading_about_others_is_hers_all_the_same() -> None:
    assert {"needs": ["rest"]} == sheet("## Relationships\n\nneeds:: rest\n")


def test_prose_under_no_known_heading_is_kept_apart() -> None:
    (one,) = cast({"Ada.md": f"{HEAD}She keeps bees. She sleeps badly.\n\n## Days\n\n- up early\n"}).characters

    assert ({}, ["She keeps bees.", "She sleeps badly.", "up early"], ()) == (
        dict(one.traits),
        [phrase.text for phrase in one.prose],
        one.nature,
    )


def test_prose_about_what_somebody_is_like_is_known_as_such_and_looks_are_left_out() -> None:
    body = "## Looks\n\n- tall\n\n## Personality\n\nShy. Sleeps badly.\n"
    (one,) = cast({"Ada.md": f"{HEAD}{body}"}).characters

    assert ((), ["Shy.", "Sleeps badly."]) == (one.prose, [phrase.text for phrase in one.nature])


def test_text_read_as_a_field_is_not_prose_as_well() -> None:
    (one,) = cast({"Ada.md": f"{HEAD}needs:: rest\n\n**Flaws:** pride\n"}).characters

    assert () == one.prose


@pytest.mark.parametrize(
    ("line", "pronouns"),
    [
        ("pronouns: she/her", {"she"}),
        ("pronouns: He/Him", {"he"}),
        ("gender: female", {"she"}),
        ("gender: man", {"he"}),
        ("pronouns: they/them", {"they"}),
        ("pronouns: she/they", {"she", "they"}),
        ("pronouns: it/he", {"it", "he"}),
        ("pronouns: ?", set()),
        ("species: she-wolf", set()),
        ("gender: nonbinary", {"they"}),
    ],
)
def test_pronouns_are_read_from_their_words(line: str, pronouns: set[str]) -> None:
    (one,) = cast({"Ada.md": f"---\ntype: character\n{line}\n---\n"}).characters

    assert pronouns == one.pronouns


def test_traits_stand_in_the_order_of_the_note() -> None:
    assert ["flaws", "needs", "offers"] == list(
        sheet("---\ntype: character\nflaws: a\nneeds: b\n---\noffers:: c\nflaws:: d\n")
    )


def test_a_sheet_that_mixes_all_forms_is_read_as_one() -> None:
    text = (
        "---\ntype: character\nneeds: [rest]\n---\n# Ada\n\n"
        "> [!info] Card\n> | Flaw | pride |\n> |--|--|\n> | Fear | water |\n\n"
        "**Wound:** the fire\n\n## Strengths & limits\n\nwords\n\n## Strengths\n- steady\n\nvalues:: honour\n"
    )
    expected: dict[str, Any] = {
        "needs": ["rest"],
        "flaws": ["pride"],
        "fears": ["water"],
        "wounds": ["the fire"],
        "offers": ["steady"],
        "values": ["honour"],
    }

    assert expected == {key: found for key, found in sheet(text).items() if key in expected}


@pytest.mark.parametrize(
    "heading",
    [
        "The lie she believes",
        "The lie he believes",
        "Lie they believe",
        "The lie Ada believes",
        "The lie that she believes:",
    ],
)
def test_a_lie_is_read_whoever_is_said_to_believe_it(heading: str) -> None:
    assert sheet(f"## {heading}\n\nAsking is begging.\n") == {"lie": ["Asking is begging."]}


@pytest.mark.parametrize("heading", ["What he wants", "What she really needs", "How she loves", "The truth he needs"])
def test_what_a_heading_says_of_them_it_may_say_of_her_or_him(heading: str) -> None:
    assert list(sheet(f"## {heading}\n\nRest.\n").values()) == [["Rest."]]


@pytest.mark.parametrize(
    ("heading", "trait"),
    [
        ("Strengths & skills", "offers"),
        ("Wounds and scars", "wounds"),
        ("Fears, phobias", "fears"),
        ("Flaws & bad habits", "flaws"),
    ],
)
def test_a_heading_of_two_words_for_one_trait_is_read(heading: str, trait: str) -> None:
    assert sheet(f"## {heading}\n\n- a\n") == {trait: ["a"]}


@pytest.mark.parametrize(
    "heading",
    ["Strengths & weaknesses", "Strengths & limits", "Flaws & strengths", "Bonds & flaws", "Fears and family"],
)
def test_a_heading_of_two_things_is_read_as_neither(heading: str) -> None:
    assert sheet(f"## {heading}\n\n- a\n") == {}


def test_callouts_directly_below_each_other_are_each_a_field() -> None:
    text = "> [!need] to be forgiven\n> [!strength] listens\n> without judging\n> [!flaw] cannot keep a secret\n"

    assert sheet(text) == {
        "needs": ["to be forgiven"],
        "offers": ["listens", "without judging"],
        "flaws": ["cannot keep a secret"],
    }
