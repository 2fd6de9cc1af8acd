"""What two ways of attaching are to each other, what they do to each other, and what comes as closeness rises."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import Json, character, explained, relationship
from vault_companion.dynamics.closeness.staying import GOES, STAYS, inclination
from vault_companion.dynamics.forecast import invested, overload, state_of
from vault_companion.dynamics.pairings import MEANINGS
from vault_companion.dynamics.phases import PHASES

claims = pytest.mark.claims
Traits = dict[str, Any]

CLINGS: Traits = {
    "in_love": ["needs to hear every day that he is loved", "cannot bear to be away from her"],
    "needs": ["a steady home"],
}
WALLS: Traits = {"in_love": ["lets no one in", "keeps his distance"], "offers": ["a quick mind"]}
RUNS: Traits = {"in_love": ["vanishes when it gets tender"]}
STEADY: Traits = {"in_love": ["says plainly what she feels", "holds on to her own friends"], "attachment": ["secure"]}
TORN: Traits = {"in_love": ["pulls her close and then pushes her away"], "attachment": ["fearful"]}
WAYS = {"anxious": CLINGS, "avoidant": WALLS, "fearful": TORN, "secure": STEADY}
LEAVES = ["[[Bo]] withdraws from her for weeks"]
GUARDED_STATES = ("open", "steady", "scanning", "protesting", "bracing", "torn", "withdrawing")

ratio = st.floats(0.0, 1.0, allow_nan=False)


def vault(one: Traits, other: Traits, **about: Any) -> dict[str, str]:
    """Ada, Bo, and a note about the two."""
    note = relationship("Ada", "Bo", **{"kind": "romance", **about})
    return {"Ada.md": character(**one), "Bo.md": character(**other), "A.md": note}


def pair(one: Traits, other: Traits, **about: Any) -> Json:
    """How Ada and Bo are read."""
    return explained(vault(one, other, **about), "Ada", "Bo")


def found(reading: Json, code: str) -> Json:
    """The parts of what is found about two people under a name, with who they are; {} if it is not found."""
    return next((one for part in ("closeness", "notices") for one in reading[part] if one["id"] == code), {})


def quotes(claim: Json) -> set[str]:
    return {place["quote"] for place in claim["evidence"]}


def read_by(reading: Json, name: str) -> str:
    """What the other's usual move means to somebody."""
    return next(one["meaning"] for one in reading["reads"] if one["by"] == name)


def states(reading: Json, name: str) -> dict[str, str]:
    """What somebody does, phase by phase."""
    return {row["phase"]: row[name] for row in reading["forecast"]}


def texts(reading: Json) -> set[str]:
    return {question["text"] for question in reading["questions"]}


def asked(reading: Json) -> set[str]:
    return {question["id"] for question in reading["questions"]}


# ---- what each reads in the other


@claims("S37")
@pytest.mark.parametrize("ways", list(itertools.combinations_with_replacement(sorted(WAYS), 2)), ids="-".join)
def test_for_every_two_ways_of_attaching_each_reads_something_in_the_other(ways: tuple[str, str]) -> None:
    reading = pair(WAYS[ways[0]], WAYS[ways[1]])

    assert "_".join(ways) == reading["pairing"]
    assert ["Ada", "Bo"] == sorted(one["by"] for one in reading["reads"])
    assert all(one["evidence"] and one["of"] != one["by"] for one in reading["reads"])


@claims("S37")
def test_every_reader_has_a_meaning_for_any_move_of_every_other() -> None:
    assert set(itertools.product(WAYS, WAYS)) == set(MEANINGS)
    assert all(meanings[""] for meanings in MEANINGS.values())


@claims("S36", "S37", "S38a", "S38b", "S39")
@pytest.mark.parametrize(
    ("reader", "meaning"),
    [("secure", "not_ready_yet"), ("avoidant", "restful"), ("anxious", "pull_and_strain"), ("fearful", "expected")],
)
def test_the_same_wall_is_something_else_to_each_who_stands_before_it(reader: str, meaning: str) -> None:
    assert meaning == read_by(pair(WAYS[reader], WALLS), "Ada")


@claims("S36")
def test_a_steady_person_neither_storms_a_wall_nor_runs_after_who_leaves() -> None:
    assert ["not_ready_yet", "no_chase"] == [read_by(pair(STEADY, other), "Ada") for other in (WALLS, RUNS)]


@claims("S37")
def test_nothing_is_said_to_be_read_in_somebody_of_whom_no_line_of_love_is_written() -> None:
    assert [] == pair(CLINGS, {"needs": ["a steady home"]})["reads"]


def test_enemies_are_not_read_as_lovers() -> None:
    reading = pair(CLINGS, WALLS, kind="enemy", feels=["[[Ada]]: hates him", "[[Bo]]: hates her"])

    assert ([], [], []) == (reading["reads"], reading["forecast"], reading["closeness"])


# ---- as closeness rises


@claims("S41", "S46")
def test_who_keeps_away_is_at_ease_and_gives_most_at_the_beginning() -> None:
    assert {"strangers", "spark"} == {
        phase for phase, state in states(pair(CLINGS, WALLS), "Bo").items() if state == "open"
    }


@claims("S46")
@given(avoidance=ratio, late=ratio)
def test_who_keeps_away_puts_in_less_the_more_is_asked(avoidance: float, late: float) -> None:
    assert invested(0.0, avoidance, 0.15) >= invested(0.0, avoidance, late)


@claims("S46")
def test_who_bears_closeness_goes_on_giving() -> None:
    assert invested(0.0, 0.0, 0.4) == invested(0.0, 0.0, 0.8) > invested(0.0, 0.9, 0.8)


@claims("S43", "S44")
def test_it_is_the_quarrel_that_has_to_be_mended_which_sends_a_guarded_person_out_of_the_room() -> None:
    told = states(pair(CLINGS, WALLS), "Bo")

    assert ("bracing", "withdrawing", "withdrawing") == (told["closeness"], told["conflict"], told["repair"])


@claims("S43")
@given(anxiety=ratio, avoidance=ratio, less=ratio, more=ratio, left=st.booleans())
def test_asking_for_more_never_makes_anybody_withdraw_less(
    anxiety: float, avoidance: float, less: float, more: float, left: bool
) -> None:
    less, more = sorted((less, more))

    assert overload(avoidance, less) <= overload(avoidance, more)
    gone = [
        GUARDED_STATES.index(state_of(anxiety, avoidance, demand, left=left)) >= GUARDED_STATES.index("bracing")
        for demand in (less, more)
    ]
    assert gone in ([False, False], [False, True], [True, True])


@claims("S45")
def test_as_long_as_little_is_asked_who_keeps_away_stays() -> None:
    asks = {phase.id: phase.demand for phase in PHASES}
    told = states(pair(STEADY, WALLS), "Bo")

    assert all(told[phase] == "open" for phase, demand in asks.items() if demand <= asks["spark"])


def test_a_steady_person_with_days_of_distance_is_not_foretold_to_step_back() -> None:
    distant = {"in_love": ["says plainly what she feels", "says no and means it", "keeps his distance"]}

    assert {"open", "steady"} == set(states(pair(distant, CLINGS), "Ada").values())


@claims("S22", "S42")
def test_who_fears_to_be_left_looks_for_signs_and_grows_loud_only_when_the_other_steps_back() -> None:
    told = [states(pair(CLINGS, other), "Ada")["demand"] for other in (STEADY, WALLS)]

    assert ["scanning", "protesting"] == told


@claims("S42")
@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("history", "[[Ada]] follows him from town to town and begs him to answer"),
        ("conflict", "they quarrel about every penny"),
    ],
)
def test_each_comfort_of_a_beginning_falls_by_its_own_line(part: str, line: str) -> None:
    """S42: nobody leaning, and faults that do not show yet."""
    before, after = (pair(CLINGS, WALLS, **more) for more in ({}, {part: [line]}))

    assert line not in str(before)
    assert line in str(after["forecast_lines"])


@claims("S40")
def test_a_guarded_person_who_made_the_first_move_is_a_choice_to_be_explained() -> None:
    line = "[[Bo]] proposes to her on the stairs"

    assert {"beginning": [line]} == {
        part: [one["quote"] for one in lines]
        for part, lines in pair(CLINGS, WALLS, history=[line])["forecast_lines"].items()
        if part == "beginning"
    }
    assert "beginning" not in pair(STEADY, CLINGS, history=["[[Bo]] proposes to her on the stairs"])["forecast_lines"]


@claims("S42", "S45")
@pytest.mark.parametrize(
    ("field", "words", "phase"),
    [
        ("phase", "honeymoon", "spark"),
        ("phase", "engaged", "demand"),
        ("now", "they are estranged", "rupture"),
        ("now", "drifting apart since the winter", "withdrawal"),
        ("now", "not yet engaged", None),
        ("now", "estranged, then reconciled", None),
    ],
)
def test_where_they_stand_is_what_the_note_says_and_nothing_else(field: str, words: str, phase: str | None) -> None:
    here = pair(CLINGS, WALLS, **{field: words})["here"]

    assert phase == (here and here["phase"])


@claims("S37")
def test_where_the_way_of_one_is_known_only_that_half_is_told() -> None:
    reading = pair(WALLS, {"needs": ["a steady home"]})

    assert ("withdrawing", {"unknown"}) == (states(reading, "Ada")["conflict"], set(states(reading, "Bo").values()))
    assert "Q-ATT" in asked(reading)


def test_where_no_way_is_known_nothing_is_foretold() -> None:
    assert [] == pair({"needs": ["a steady home"]}, {"offers": ["a quick mind"]})["forecast"]


# ---- what they do to each other


WARM = "[[Bo]] listens to her and keeps every promise"


@claims("S48", "S49")
def test_warm_and_cold_by_the_same_person_is_told_with_a_line_of_each() -> None:
    claim = found(pair(CLINGS, WALLS, history=[WARM, *LEAVES]), "intermittent")

    assert ["Bo", "Ada"] == claim["who"]
    assert {"warm", "cold"} <= set(claim["parts"])


@claims("S49")
@pytest.mark.parametrize("history", [[WARM], LEAVES])
def test_warm_alone_or_cold_alone_is_no_riddle(history: list[str]) -> None:
    assert {} == found(pair(CLINGS, WALLS, history=history), "intermittent")


@claims("S49")
def test_who_was_cold_and_then_grew_warm_is_no_riddle_but_has_changed() -> None:
    riddle, changed = (
        found(pair(CLINGS, WALLS, history=told), "intermittent") for told in ([WARM, *LEAVES], [*LEAVES, WARM])
    )

    assert ["Bo", "Ada"] == riddle["who"]
    assert {} == changed


@claims("S50")
def test_distance_passes_for_strength_where_strength_is_written() -> None:
    strong = {**WALLS, "offers": ["afraid of nothing and sure of himself"]}
    parts = [found(pair(CLINGS, bo, history=[WARM, *LEAVES]), "intermittent")["parts"] for bo in (WALLS, strong)]

    assert [False, True] == ["strength" in one for one in parts]


@claims("S47", "S51", "S52")
def test_what_a_guarded_person_has_from_the_other_is_named_and_nothing_else_is_said_of_it() -> None:
    kept = {**WALLS, "needs": ["somebody to look after him"]}
    claim = found(pair({**CLINGS, "offers": ["nurses the sick and looks after everybody"]}, kept), "what_is_got")

    assert ["Bo", "Ada"] == claim["who"]
    assert {"somebody to look after him", "nurses the sick and looks after everybody"} <= quotes(claim)


@claims("S53")
def test_what_a_guarded_person_does_not_give_is_asked_about_never_explained() -> None:
    hungry = {**CLINGS, "needs": ["to be held and told that she is loved"]}

    assert "Q-AVOFEAR" in asked(pair(hungry, WALLS))
    assert "Q-AVOFEAR" not in asked(pair(hungry, {**WALLS, "offers": ["holds her and tells her that she is loved"]}))


CRUEL = ["[[Bo]] humiliates her before the others"]


@claims("S54", "S55", "S58")
def test_who_fears_to_be_left_stays_and_what_it_has_cost_is_listed() -> None:
    claim = found(pair(CLINGS, WALLS, history=[*CRUEL, *LEAVES]), "staying")

    assert ["Ada", "Bo"] == claim["who"]
    assert {*CRUEL, *LEAVES} <= quotes(claim)


@claims("S55")
@pytest.mark.parametrize(
    ("anxiety", "leaving", "other_supplier", "stays", "goes"),
    [(0.9, False, False, True, False), (0.9, True, False, False, False), (0.0, True, True, False, True)],
)
def test_fear_holds_and_a_change_or_somebody_else_lets_go(
    anxiety: float, leaving: bool, other_supplier: bool, stays: bool, goes: bool
) -> None:
    held = inclination(anxiety, leaving=leaving, other_supplier=other_supplier)

    assert (stays, goes) == (held >= STAYS, held <= GOES)


@claims("S62")
def test_fear_alone_says_nothing_of_what_has_been_borne() -> None:
    assert {} == found(pair(CLINGS, WALLS), "staying")


@claims("S57")
@pytest.mark.parametrize(
    "line",
    [
        "sulks for days when he does not write",
        "threatens to leave so that he will beg her",
        "picks fights to see whether he cares",
        "demands proof that he loves her",
        "reads his letters when he is out, jealous of everybody",
    ],
    ids=["sulks", "plays games", "finds fault", "demands", "keeps watch"],
)
def test_the_five_ways_in_which_fear_comes_out_sideways_are_known(line: str) -> None:
    ada = {**CLINGS, "in_love": [*CLINGS["in_love"], line]}
    claim = found(pair(ada, WALLS, history=LEAVES), "staying")

    assert "protest" in claim["parts"]
    assert line in quotes(claim)


@claims("S56", "S59", "S61")
def test_the_wound_and_the_wages_are_told_where_they_are_written() -> None:
    ada = {
        "in_love": [*CLINGS["in_love"], "tries to earn his love with presents"],
        "wounds": ["abandoned by her mother at the fair"],
    }
    bare, told = (found(pair(one, WALLS, history=LEAVES), "staying") for one in (CLINGS, ada))

    assert {"wound", "wages"} & set(bare["parts"]) == set()
    assert {"wound", "wages"} <= set(told["parts"])


@claims("S65")
def test_each_step_back_seems_to_prove_the_lie_that_is_written() -> None:
    lie = "nobody could love her for long"
    claim = found(pair({**CLINGS, "lie": [lie]}, WALLS, history=LEAVES), "staying")

    assert "proof" in claim["parts"]
    assert lie in quotes(claim)


@claims("S63", "S64", "S66")
def test_the_closeness_that_never_comes_of_it_is_named() -> None:
    need = "to be truly known by somebody"
    claim = found(pair({**CLINGS, "needs": [need]}, WALLS, history=LEAVES), "staying")

    assert "intimacy" in claim["parts"]
    assert need in quotes(claim)


OTHER_LOVES = {
    "Cy.md": character(in_love=["lets no one in", "keeps her at arm's length"]),
    "Dov.md": character(in_love=["runs when love gets close", "keeps his distance"]),
    "C.md": relationship("Ada", "Cy", kind="romance"),
    "D.md": relationship("Ada", "Dov", kind="romance"),
}


@claims("S60", "S61")
def test_other_loves_of_the_same_shape_are_a_pattern_only_where_the_vault_shows_them() -> None:
    alone = vault(CLINGS, WALLS, history=LEAVES)
    one, several = (found(explained(files, "Ada", "Bo"), "staying") for files in (alone, {**alone, **OTHER_LOVES}))

    assert {"serial", "pattern"} & set(one["parts"]) == set()
    assert {"serial", "pattern"} <= set(several["parts"])
    assert {"lets no one in", "runs when love gets close"} <= quotes(several)


# ---- worth a remark


def test_one_who_is_fed_and_one_who_goes_hungry_are_told_apart() -> None:
    fed = {"needs": ["a steady home", "somebody to look after her"], "offers": ["plays the piano"]}
    giver = {"needs": ["to be told the truth", "somebody who listens"], "offers": ["a steady home", "nurses the sick"]}

    assert ["Ada", "Bo"] == found(pair(fed, giver), "imbalance")["who"]
    assert {} == found(pair(fed, {**giver, "needs": []}), "imbalance")


@claims("S06")
def test_love_between_two_full_sheets_that_meet_nowhere_is_a_remark_and_no_bond() -> None:
    ada = {"needs": ["to be told the truth"], "offers": ["plays the piano"]}
    bo = {"needs": ["a steady home"], "offers": ["a good shot"]}
    claim = found(pair(ada, bo, feels=["[[Ada]]: loves him"]), "love_unexplained")

    assert {"loves him"} == quotes(claim)
    assert {} == found(pair({**ada, "offers": []}, bo, feels=["[[Ada]]: loves him"]), "love_unexplained")


# ---- what does not agree


def test_a_word_for_a_style_and_signs_of_another_are_both_shown_and_asked_about() -> None:
    reading = pair({**CLINGS, "attachment": ["secure"]}, WALLS)
    (one,) = reading["contradictions"]

    assert ("style", ["secure", "anxious"]) == (one["id"], one["said"])
    assert "Ada is called secure, and the lines show somebody who fears to be left: which holds?" in texts(reading)
    assert {"secure", *CLINGS["in_love"]} <= quotes(one)
    assert ("secure", True) == (reading["attachment"]["Ada"]["style"], "Q-CONTRA" in asked(reading))


def test_one_faint_line_against_a_word_is_no_contradiction() -> None:
    assert [] == pair({"in_love": ["jealous at times"], "attachment": ["secure"]}, WALLS)["contradictions"]


def test_friend_in_one_note_and_enemy_in_the_other_are_asked_about() -> None:
    files = {
        "Ada.md": character(body="\n## Relationships\n\n- [[Bo]]: best friend\n", needs=["a steady home"]),
        "Bo.md": character(body="\n## Relationships\n\n- [[Ada]]: enemy\n", needs=["the truth"]),
    }
    (one,) = explained(files, "Ada", "Bo")["contradictions"]

    assert ("kind", ["best friend", "enemy"]) == (one["id"], one["said"])


def test_a_deed_told_in_one_note_and_denied_in_the_other_is_asked_about() -> None:
    files = {
        "Ada.md": character(body="\n## Relationships\n\n- [[Bo]]: brother. Bo burned the letters.\n"),
        "Bo.md": character(body="\n## Relationships\n\n- [[Ada]]: sister. Bo never burned the letters.\n"),
    }
    reading = explained(files, "Ada", "Bo")

    assert ["deed"] == [one["id"] for one in reading["contradictions"]]
    assert "Q-CONTRA" in asked(reading)
