"""How her words stand in our sentences: by their form, never forced into a grammar that they do not have."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers import body, character, pages
from tests.unit.test_pages_closeness import EVERY_PAIR, LINKED, page_of, section, vault
from vault_companion.cast.names import possessive
from vault_companion.pages.grammar import does, does_surely, is_a_quality, is_a_sentence

SILENT: dict[str, Any] = {"needs": ["a steady home"], "offers": ["plays the piano"]}

WITH_TABLES = ("Characters/Ada - Dynamics", "Dynamics Overview")


@pytest.mark.parametrize(
    "phrase",
    [
        "possessive of what he paid for",
        "too meek with a woman in a temper",
        "hot-tempered, and vain of it",
        "ashamed of him for years",
        "amused by her misery",
        "cheerful over half a chop",
        "easily led by anyone rich",
        "poor, learned and at peace with both",
        "as charmed by her as ever",
        "vain",
    ],
)
def test_what_somebody_is_stands_behind_is(phrase: str) -> None:
    assert is_a_quality(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "a snob about boots",
        "an icy calm",
        "contempt is her first answer",
        "good company",
        "cold hands",
        "trusts nobody",
    ],
)
def test_a_thing_a_person_or_a_deed_is_no_quality(phrase: str) -> None:
    assert not is_a_quality(phrase)


@pytest.mark.parametrize("phrase", ["would give it up", "took to him at once", "never asks", "cannot stand it"])
def test_what_somebody_did_or_would_do_follows_the_name(phrase: str) -> None:
    assert does(phrase)


def test_an_adverb_makes_a_verb_sure() -> None:
    assert (True, False) == (does_surely("never raises his voice"), does_surely("meals on time"))


def test_somebody_or_a_thing_behind_it_makes_a_verb_sure() -> None:
    assert [True, True, False] == [
        does_surely(line) for line in ("hands her the slip of card", "spares a man", "hands like shovels")
    ]


def test_a_sentence_is_told_from_a_label() -> None:
    assert [True, True, True] == [
        is_a_sentence(one) for one in ("He waits.", "who waits for her", "loves him and lies")
    ]
    assert [False, False] == [is_a_sentence(one) for one in ("friend, out of hours", "her patient")]


def test_a_name_that_ends_in_s_takes_no_second_one() -> None:
    assert ("Mr Jaggers’", "Ada’s") == (possessive("Mr Jaggers"), possessive("Ada"))


def test_what_is_felt_is_told_by_its_form() -> None:
    about = {"feels": ["[[Ada]]: hungry for him, and proud of him", "[[Bo]]: contempt, on good days"]}
    told = page_of(vault(SILENT, SILENT, **about)).partition("## ")[0]

    assert "Ada is “hungry for him, and proud of him”. Bo’s side: “contempt, on good days”." in told


def test_where_no_rule_says_what_binds_them_the_glance_says_what_she_wrote() -> None:
    files = {
        "Ada.md": character(**SILENT) + "\n## Relationships\n- [[Bo]]: her lodger. She hides him in the attic.\n",
        "Bo.md": character(needs=["to be of use to somebody"]),
    }
    page = LINKED.sub(r"\1", body(pages(files, EVERY_PAIR)["Dynamics/Pairs/Ada & Bo.md"]))
    glance = page.partition("## ")[0]

    assert "Ada’s note: “She hides him in the attic”." in glance
    assert "cannot be read" not in glance


def test_a_table_says_in_her_words_what_no_rule_says() -> None:
    files = {
        "Ada.md": character(**SILENT) + "\n## Relationships\n- [[Bo]]: her lodger. She hides him in the attic.\n",
        "Bo.md": character(needs=["to be of use to somebody"]),
    }
    made = pages(files, EVERY_PAIR)
    shown = [LINKED.sub(r"\1", made[f"Dynamics/{name}.md"].replace("\\|", "|")) for name in WITH_TABLES]

    assert [True, True] == ["| “She hides him in the attic” |" in text for text in shown]


def test_what_finds_no_answer_takes_one_row() -> None:
    one = {"needs": ["to be forgiven", "someone to laugh with"], "offers": ["plays the piano"]}
    told = section(page_of(vault(one, {"offers": ["owns a boat"]})), "What each brings and lacks")
    rows = [row for row in told.split("\n") if row.startswith("| Ada")]

    assert ["| Ada | “someone to laugh with”; “to be forgiven” | none found here |"] == rows


def test_where_one_does_all_the_harm_the_page_says_who() -> None:
    history = ["[[Bo]] beats her and locks her in", "[[Bo]] humiliates her before the others"]
    told = section(page_of(vault(SILENT, SILENT, history=history)), "Is it good for them")

    assert told.startswith(("Bo does Ada harm:", "Ada is the worse for Bo:"))


def test_one_kind_line_is_no_verdict() -> None:
    page = page_of(vault(SILENT, SILENT, history=["[[Bo]] listens to her and keeps every promise"]))

    assert "One line speaks for it: “Bo listens to her and keeps every promise”." in page
    assert not any(words in page.partition("## ")[0] for words in ("good", "better"))


def test_how_the_author_leaves_them_is_told() -> None:
    told = section(page_of(vault(SILENT, SILENT, now="Two flats, one key each")), "Where it is going")

    assert "As they stand now: “Two flats, one key each”." in told


def test_the_conflict_that_she_names_comes_first() -> None:
    told = section(page_of(vault(SILENT, SILENT, conflict=["She wants a date"])), "What will make them fight")

    assert told.startswith("- **In so many words.** “She wants a date”.")


def test_a_love_that_is_over_is_not_foretold() -> None:
    walls = {"in_love": ["lets no one in", "keeps his distance"]}

    assert "As closeness rises" in page_of(vault(SILENT, walls, kind="romance"))
    assert "As closeness rises" not in page_of(vault(SILENT, walls, kind="ex"))


def test_who_comes_and_goes_does_not_leave_before_who_keeps_away() -> None:
    torn = {"in_love": ["wants love and dreads it", "pulls him close and pushes him away"], "pronouns": "she/her"}
    walls = {"in_love": ["lets no one in", "keeps his distance"], "pronouns": "he/him"}
    told = section(page_of(vault(torn, walls)), "As closeness rises")

    assert "Bo" in told.rpartition("|")[2]
    assert "Ada who goes" not in told


def test_a_near_answer_is_told_only_where_closeness_matters() -> None:
    one, other = {"needs": ["someone who will not leave"]}, {"offers": ["loyal to the bone"]}
    near = [
        section(page_of(vault(one, other, kind=kind)), "What each brings and lacks")
        for kind in ("romance", "colleague")
    ]

    assert [True, False] == ["something near it" in told for told in near]


def test_a_near_answer_that_binds_two_is_near_in_the_paragraph_and_in_the_table() -> None:
    leans = {"needs": ["someone who will not leave", "peace"], "offers": ["tells you the truth to your face"]}
    steadies = {"needs": ["the truth"], "offers": ["keeps secrets better than a vault", "a steady hand"]}
    page = page_of(vault(leans, steadies, kind="colleague"))
    told, table = section(page, "What binds them"), section(page, "What each brings and lacks")

    assert "which comes near it" in told
    assert "something near it: Bo " in table
    assert "none found here" not in table


def test_two_flaws_that_touch_nothing_are_no_fight_on_a_page() -> None:
    proud, cold = {**SILENT, "flaws": ["proud"]}, {**SILENT, "flaws": ["cold"]}
    page = page_of(vault(proud, cold, history=["they talk things through and forgive"]))

    assert "## What will make them fight" not in page
    assert "“proud”" not in page


def test_a_line_that_may_mean_two_needs_points_to_whoever_answers_either() -> None:
    asks = ["someone to believe in him out loud"]
    files = {
        "Ada.md": character(needs=asks) + "\n## Relationships\n- [[Bo]]: colleague\n- [[Cy]]: friend\n",
        "Bo.md": character(offers=["a good cook"], flaws=["vain"]),
        "Cy.md": character(offers=["keeps faith for life over one pork pie"]),
    }
    told = section(pages(files, EVERY_PAIR)["Dynamics/Pairs/Ada & Bo.md"], "What each brings and lacks")

    assert "“someone to believe in him out loud”]] | none found here; [[Cy]] has an answer |" in told


def test_two_who_want_one_person_by_name_want_one_thing() -> None:
    rel = "\n## Relationships\n- [[Cy]]: first love\n- [[{}]]: rival\n"
    files = {
        "Ada.md": character(wants=["Cy, at any price"], **SILENT) + rel.format("Bo"),
        "Bo.md": character(wants=["Cy, since others do"], **SILENT) + rel.format("Ada"),
        "Cy.md": character(),
    }
    told = body(pages(files, EVERY_PAIR)["Dynamics/Pairs/Ada & Bo.md"])

    assert "**One thing for two.** Ada wants [[Ada|“Cy, at any price”]], Bo [[Bo|“Cy, since others do”]]." in told


def test_a_gift_taken_back_in_the_same_sentence_is_no_good_deed() -> None:
    page = page_of(vault(SILENT, SILENT, history=["[[Bo]] thanks her and does not use the key"]))

    assert "Is it good for them" not in page


def test_who_is_one_suitor_of_several_is_no_only_one() -> None:
    told = "\n## Relationships\n\n- [[Bo]]: the one suitor she warned\n"
    files = {"Ada.md": character(pronouns="she/her", body=told), "Bo.md": character(pronouns="he/him")}
    said = " ".join(LINKED.sub(" ", page) for page in pages(files).values())

    assert ("suitor" in said, "one suitor" in said) == (True, False)


DIES = {"now": "she died in the winter"}
TORN = {"in_love": ["wants love and dreads it", "pulls him close and pushes him away"], "pronouns": "she/her"}
WALLED = {"in_love": ["lets no one in", "keeps his distance"], "pronouns": "he/him"}


def test_where_one_has_died_no_closeness_and_no_fight_is_to_come() -> None:
    alive, dead = page_of(vault(TORN, WALLED)), page_of(vault(TORN, WALLED, **DIES))

    assert [True, False] == ["As closeness rises" in page for page in (alive, dead)]
    assert ("The fight to come" in alive, "The fight to come" in dead) == (True, False)
    assert "What stood between them" in dead


def test_that_nothing_sets_them_against_each_other_is_said_only_where_it_is_good_for_them() -> None:
    steady, listens = (
        {"needs": ["somebody who listens"], "offers": ["a steady hand"]},
        {
            "needs": ["a steady home"],
            "offers": ["a good listener"],
        },
    )
    kind = page_of(vault(steady, listens, history=["he forgives her", "they laugh together every evening"]))
    unkind = page_of(vault(steady, listens, history=["he threatens her"]))

    assert [True, False] == ["Nothing on the page sets them against each other" in page for page in (kind, unkind)]


def test_the_same_words_are_quoted_once() -> None:
    feels = ["[[Ada]]: in love from the first minute", "[[Bo]]: in love from the first minute"]
    told = page_of(vault({}, {}, feels=feels))

    assert "“in love from the first minute” and “in love from the first minute”" not in told
    assert "“in love from the first minute”, “in love" not in told


def test_what_a_note_says_of_ones_death_ends_it_as_well() -> None:
    told = {"body": "\n## Relationships\n\n- [[Bo]]: her brother. She dies asking his pardon.\n"}
    files = {**vault({**TORN, **told}, WALLED)}

    assert "As closeness rises" not in page_of(files)
