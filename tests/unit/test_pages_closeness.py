"""The page of a pair on how the two attach: what each reads in the other, what comes of it, and nothing unproved."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.helpers import body, character, pages, relationship, story
from vault_companion.dynamics.outlook import Seen
from vault_companion.dynamics.pairings import MEANINGS
from vault_companion.pages.attaching import READS, reads
from vault_companion.pages.markdown import Links
from vault_companion.pages.voice import Voice
from vault_companion.settings import DEFAULTS
from vault_companion.vault.snapshot import VaultPath

claims = pytest.mark.claims
Traits = dict[str, Any]

ADA, BO = VaultPath("Ada.md"), VaultPath("Bo.md")
CLINGS: Traits = {
    "in_love": ["needs to hear every day that she is loved", "cannot bear to be away from him"],
    "needs": ["to be held and told that she is loved"],
    "pronouns": "she/her",
}
WALLS: Traits = {
    "in_love": ["lets no one in", "keeps his distance"],
    "offers": ["a quick mind"],
    "pronouns": "he/him",
}
STEADY: Traits = {"in_love": ["steady in love", "says plainly what he feels", "knows his own worth"]}
LEAVES = "[[Bo]] withdraws from her for weeks"
CRUEL = "[[Bo]] humiliates her before the others"
WARM = "[[Bo]] listens to her and keeps every promise"
HEADING = "How they attach"
EVERY_PAIR = replace(DEFAULTS, pair_pages="all")

LINKED = re.compile(r"\[\[[^\[\]\n]*?\|([^\[\]\n]*)\]\]")
QUOTED = re.compile(r"“[^”\n]*”")


def vault(one: Traits, other: Traits, **about: Any) -> dict[str, str]:
    """Ada, Bo, and a note about the two."""
    note = relationship("Ada", "Bo", **{"kind": "romance", **about})
    return {"Ada.md": character(**one), "Bo.md": character(**other), "A.md": note}


def page_of(files: dict[str, str]) -> str:
    """Our part of the page of Ada and Bo, each link as what it shows."""
    return LINKED.sub(r"\1", body(pages(files, EVERY_PAIR)["Dynamics/Pairs/Ada & Bo.md"]).replace("\\|", "|"))


def section(page: str, heading: str) -> str:
    """One section of a page, without its heading; "" when it is not there."""
    return page.partition(f"## {heading}\n")[2].partition("\n## ")[0].strip()


def told(one: Traits, other: Traits, heading: str = HEADING, **about: Any) -> str:
    """One section of the page of two people."""
    return section(page_of(vault(one, other, **about)), heading)


def ours(text: str) -> str:
    """What of a text is in our words: no quotes, no lines of callouts."""
    return QUOTED.sub("“”", "\n".join(line for line in text.split("\n") if not line.startswith(">")))


# ---- what each reads in the other

ALL_MEANINGS = sorted({meaning for moves in MEANINGS.values() for meaning in moves.values()})


@claims("S37", "S38a", "S38b")
def test_every_meaning_has_words_of_its_own() -> None:
    wordings = [wording for meaning in ALL_MEANINGS for wording in READS[meaning]]

    assert ALL_MEANINGS == sorted(READS)
    assert len(wordings) == len(set(wordings))


@claims("S52")
@pytest.mark.parametrize("meaning", ALL_MEANINGS)
def test_what_is_read_is_told_of_the_reader_in_whole_sentences_without_number_or_blame(meaning: str) -> None:
    people = story(vault(CLINGS, WALLS))
    voice = Voice((ADA, BO), people.cast.people, Links(people.paths))
    sentence = reads(voice, Seen(BO, ADA, "walls", meaning, ()))

    assert "Ada" in sentence or "she" in sentence.split()
    assert re.fullmatch(r"[A-Z][^{}0-9]+\.", sentence)
    assert not UNKIND.search(sentence)


@claims("S38b", "S39")
def test_a_wall_is_pull_and_strain_in_one_sentence_to_who_fears_to_be_left() -> None:
    page = told(CLINGS, WALLS)
    (sentence,) = [one for one in re.split(r"(?<=[.”])\s", page) if "strain" in one]

    assert "pull" in sentence
    assert "Ada" in sentence


@claims("S38a")
def test_a_wall_is_a_rest_to_who_has_one_too() -> None:
    page = told({**WALLS, "pronouns": "she/her"}, WALLS)

    assert "nobody here will ask for more" in page


@claims("S36")
def test_a_wall_is_not_yet_to_a_steady_person() -> None:
    assert "not ready yet" in told(STEADY, WALLS) or "not yet" in told(STEADY, WALLS)


@claims("S32", "S33", "S34")
def test_what_only_seems_so_is_told_as_this_theory_sees_it() -> None:
    page = told({**CLINGS, "needs": ["a steady home"]}, WALLS, history=["[[Ada]] follows him from town to town"])

    assert "Ada needs “a steady home”" in page or "“[[Ada]] follows him" in page.replace(
        "Ada follows", "[[Ada]] follows"
    )
    assert "In this theory" in page or "in this theory" in page


# ---- what comes of it


@claims("S49")
def test_warm_and_cold_stand_beside_each_other_in_her_words() -> None:
    page = told(CLINGS, WALLS, history=[WARM, LEAVES])

    assert "Bo listens to her and keeps every promise" in page
    assert "Bo withdraws from her for weeks" in page
    assert "Bo listens to her" not in told(CLINGS, WALLS, history=[WARM])


@claims("S50")
def test_strength_is_spoken_of_only_where_it_is_written() -> None:
    strong = {**WALLS, "offers": ["afraid of nothing and sure of himself"]}
    weak, brave = (told(CLINGS, bo, history=[WARM, LEAVES]) for bo in (WALLS, strong))

    assert ("strength" in weak, "strength: “afraid of nothing and sure of himself”" in brave) == (False, True)


@claims("S51", "S52")
def test_what_a_guarded_person_gets_is_called_ordinary() -> None:
    kept = {**WALLS, "needs": ["somebody to look after him"]}
    page = told({**CLINGS, "offers": ["nurses the sick and looks after everybody"]}, kept)

    assert "“nurses the sick and looks after everybody”" in page
    assert re.search(r"ordinary|nothing odd|Most people", page)


@claims("S53")
def test_what_is_not_given_is_named_and_the_reason_asked_for_in_the_same_section() -> None:
    page = told(CLINGS, WALLS)

    assert "“to be held and told that she is loved”" in ours_with_quotes(page)
    assert "> [!question] Is Bo unwilling, or afraid of failing Ada?" in page


def ours_with_quotes(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith(">"))


CLAUSES: dict[str, tuple[Traits, str]] = {
    "wound": ({"wounds": ["abandoned by her mother at the fair"]}, "learnt once"),
    "wages": ({"in_love": [*CLINGS["in_love"], "tries to earn his love with presents"]}, "something to work for"),
    "protest": ({"in_love": [*CLINGS["in_love"], "sulks for days when he does not write"]}, "Ada sulks"),
    "proof": ({"lie": ["nobody could love her for long"]}, "Each step back seems to prove"),
    "intimacy": ({"needs": ["to be truly known by somebody"]}, "does not come of it"),
}


@claims("S56", "S57", "S59", "S65", "S66")
@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_about_staying_is_there_only_with_its_line(clause: str) -> None:
    traits, words = CLAUSES[clause]
    without, within = (told({**CLINGS, **more}, WALLS, history=[LEAVES]) for more in ({}, traits))

    assert (False, True) == (words in without, words in within)
    assert traits[next(iter(traits))][-1] in within


@claims("S58", "S62")
def test_what_has_been_put_up_with_is_quoted_and_never_made_up() -> None:
    assert "Bo humiliates her before the others" in told(CLINGS, WALLS, history=[CRUEL, LEAVES])
    assert "put up with so far" not in told(CLINGS, WALLS)


@claims("S55")
def test_a_change_that_leads_away_is_told_and_the_end_left_open() -> None:
    stays = told(CLINGS, WALLS, history=[LEAVES])
    grows = told(CLINGS, WALLS, history=[LEAVES], changes=["ch. 9: [[Ada]] learns to stand on her own feet"])

    assert "Something has moved" not in stays
    assert "Something has moved, though: “Ada learns to stand on her own feet”" in grows


OTHER_LOVE = {
    "Cy.md": character(in_love=["lets nobody near", "keeps her at arm's length"]),
    "C.md": relationship("Ada", "Cy", kind="romance"),
    "Dov.md": character(in_love=["runs when love gets close", "keeps his distance"]),
    "D.md": relationship("Ada", "Dov", kind="romance"),
}


@claims("S60", "S61")
def test_others_of_the_same_shape_are_told_only_where_the_vault_has_them() -> None:
    alone = vault(CLINGS, WALLS, history=[LEAVES])

    assert "has loved others who keep away" not in section(page_of(alone), HEADING)
    assert "She has loved others who keep away" in section(page_of({**alone, **OTHER_LOVE}), HEADING)


# ---- the tone of it

UNKIND = re.compile(
    r"\b(?:selfish|cruel|heartless|manipulat\w+|victim|abus\w+|toxic|narciss\w+|cold-hearted|villain|prey|exploit\w*|"
    r"pathetic|needy|weak)\b",
    re.IGNORECASE,
)
JARGON = re.compile(
    r"\b(?:avoidan\w*|anxious\w*|preoccupied|dismissive|fearful|attachment|secure(?:ly)?|insecure|disorder\w*|"
    r"diagnos\w*|trauma\w*|codependen\w*|intermittent|reinforcement|always|everyone)\b",
    re.IGNORECASE,
)
FULL: Traits = {
    **CLINGS,
    "in_love": [*CLINGS["in_love"], "tries to earn his love with presents", "sulks for days when he does not write"],
    "wounds": ["abandoned by her mother at the fair"],
    "lie": ["nobody could love her for long"],
    "offers": ["nurses the sick and looks after everybody"],
}
KEPT: Traits = {**WALLS, "needs": ["somebody to look after him"], "offers": ["afraid of nothing and sure of himself"]}


@claims("S52")
@pytest.mark.parametrize("heading", [HEADING, "As closeness rises"])
@pytest.mark.parametrize("unwanted", [UNKIND, JARGON, re.compile(r"\d")], ids=["unkind", "jargon", "number"])
def test_our_own_words_have_no_blame_no_jargon_and_no_number(heading: str, unwanted: re.Pattern[str]) -> None:
    page = told(FULL, KEPT, heading, history=[WARM, LEAVES, CRUEL], conflict=["they quarrel about every penny"])

    assert "“" in ours(page)
    assert None is unwanted.search(ours(page))


def test_the_section_stays_short_however_much_is_written() -> None:
    page = told(FULL, KEPT, history=[WARM, LEAVES, CRUEL])

    assert len([part for part in ours(page).split("\n\n") if part.strip()]) <= 4


def test_a_style_in_her_own_word_is_quoted_and_not_taught() -> None:
    page = told(CLINGS, {"attachment": ["avoidant"], "pronouns": "he/him"})

    assert "The word for it is in his own note: “avoidant”." in page
    assert None is JARGON.search(ours(page))


# ---- who is meant


def test_a_pronoun_is_used_where_it_can_mean_only_one_of_the_two() -> None:
    page = told(FULL, WALLS, history=[LEAVES])

    assert "what she believes" in page
    assert "what Ada believes" in told(FULL, {**WALLS, "pronouns": "she/her"}, history=[LEAVES])
    assert "what Ada believes" in told({**FULL, "pronouns": "they/them"}, WALLS, history=[LEAVES])


# ---- quotes


def test_every_line_that_is_quoted_is_listed_where_it_comes_from() -> None:
    page = page_of(vault(FULL, KEPT, history=[WARM, LEAVES, CRUEL], conflict=["they quarrel about every penny"]))
    sources = section(page, "Where this comes from")
    quoted = set(QUOTED.findall(page.partition("## Where this comes from")[0]))

    assert [] == sorted(quote for quote in quoted if quote not in sources)


def test_a_page_told_twice_is_the_same_page() -> None:
    files = vault(FULL, KEPT, history=[WARM, LEAVES, CRUEL])

    assert pages(files) == pages(dict(reversed(files.items())))


def test_a_line_that_has_been_quoted_often_gives_way_to_another() -> None:
    people = story(vault(CLINGS, WALLS))
    voice = Voice((ADA, BO), people.cast.people, Links(people.paths))
    lines = people.cast.people.person(BO).trait("in_love")
    first = [voice.fresh(lines, 1) for _ in range(3)]

    assert ["lets no one in", "keeps his distance", "lets no one in"] == [QUOTED.search(one)[0][1:-1] for one in first]  # type: ignore[index]
    assert "lets no one in" in voice.afresh().fresh(lines, 1)


# ---- what does not agree


def test_a_word_and_signs_that_speak_against_it_are_set_side_by_side_and_asked_about() -> None:
    page = told({**CLINGS, "attachment": ["secure"]}, WALLS)

    assert "“secure”, and it also has “" in page
    assert "“needs to hear every day that she is loved”" in page
    assert "which holds?" in page


def test_two_notes_that_disagree_have_a_section_with_both_lines_and_the_question() -> None:
    files = {
        "Ada.md": character(body="\n## Relationships\n\n- [[Bo]]: brother. Bo burned the letters.\n"),
        "Bo.md": character(body="\n## Relationships\n\n- [[Ada]]: sister. Bo never burned the letters.\n"),
    }
    disagrees = section(page_of(files), "What does not agree")

    assert all(line in disagrees for line in ("Bo burned the letters", "Bo never burned the letters"))
    assert re.search(r"> \[!question\] .*\?", disagrees)


def test_notes_that_agree_have_no_such_section() -> None:
    assert "What does not agree" not in page_of(vault(CLINGS, WALLS))


# ---- worth a remark


def test_who_is_fed_and_who_goes_hungry_stands_below_the_table() -> None:
    fed = {"needs": ["a steady home", "somebody to look after her"], "offers": ["plays the piano"]}
    giver = {"needs": ["to be told the truth", "somebody who listens"], "offers": ["a steady home", "nurses the sick"]}
    last = told(fed, giver, "What each brings and lacks").split("\n\n")[-1]

    assert "Ada" in last
    assert "Bo" in last
    assert re.search(r"“(?:to be told the truth|somebody who listens)”", last)
    assert (
        not told(fed, {**giver, "needs": []}, "What each brings and lacks").split("\n\n")[-1].startswith("Ada is fed")
    )


@claims("S06")
def test_love_without_a_reason_is_noted_and_never_called_false() -> None:
    ada = {"needs": ["to be told the truth"], "offers": ["plays the piano"]}
    bo = {"needs": ["a steady home"], "offers": ["a good shot"]}
    binds = told(ada, bo, "What binds them", feels=["[[Ada]]: loves him"])

    assert re.search(r"(?:love is written|say love).*“loves him”|“loves him”", binds)
    assert re.search(r"do not say yet|leave open", binds)
    assert None is re.search(r"false|not real|only", ours(binds))
