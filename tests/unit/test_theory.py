"""What the theory states, statement by statement, shown on pairs made for it. `claims` names what a test shows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.helpers import ROOT, Json, cast, character, explained, link_targets, pages, relationship, story
from vault_companion.dynamics.reading import Attachment
from vault_companion.vault.snapshot import VaultPath

claims = pytest.mark.claims
Traits = dict[str, list[str]]

ADA: Traits = {
    "needs": ["someone who will not leave", "to laugh again"],
    "offers": ["never lies", "listens for hours"],
}
BO: Traits = {
    "needs": ["to hear the truth", "to be listened to"],
    "offers": ["stays when everybody else has gone", "always has a joke ready"],
}
FALLEN = {"feels": "[[Ada]]: love at first sight, soulmates", "history": "they just clicked"}
CRUEL = ["[[Bo]] beat her and locked her in the cellar", "[[Bo]] humiliates her before the others"]
KIND = ["[[Bo]] protects her and keeps every promise", "they talk things through and forgive"]
WAITS: Traits = {"needs": ["approval", "to be told she is good enough"]}
WHOLE: Traits = {"self": ["content alone, a full life of her own", "knows her own worth"]}
FLAWED: Traits = {"flaws": ["proud", "lazy"], "needs": ["to be better"]}
CLINGS: Traits = {
    "in_love": ["needs to hear every day that he is loved", "cannot bear to be away from her"],
    "needs": ["a steady home"],
}
RUNS: Traits = {"in_love": ["lets no one in", "runs when love gets close"], "offers": ["a quick mind"]}


def vault(one: Traits, other: Traits, **about: Any) -> dict[str, str]:
    """Ada, Bo, and a note about the two."""
    note = relationship("Ada", "Bo", **{"kind": "romance", **about})
    return {"Ada.md": character(**one), "Bo.md": character(**other), "A.md": note}


def pair(one: Traits, other: Traits, **about: Any) -> Json:
    """How Ada and Bo are read."""
    return explained(vault(one, other, **about), "Ada", "Bo")


def dynamics(reading: Json) -> list[str]:
    return [claim["id"] for claim in reading["dynamics"]]


def friction(reading: Json) -> list[str]:
    return [claim["id"] for claim in reading["friction"]]


def asked(reading: Json) -> set[str]:
    return {question["id"] for question in reading["questions"]}


def fits(reading: Json, of: str) -> dict[str, str]:
    """What becomes of each lack of one person."""
    return {fit["need"]: fit["status"] for fit in reading["fits"] if fit["of"] == of}


def attached(*in_love: str) -> Attachment:
    """How somebody attaches of whom these lines are written."""
    return story({"Ada.md": character(in_love=in_love)}).profiles[VaultPath("Ada.md")].attachment


# ---- where it comes from


@claims("S01")
def test_every_page_names_the_theory_once_in_its_last_line() -> None:
    found = pages(vault(ADA, BO))
    parts = {path: text.partition("%% vault-companion end")[0].rstrip().splitlines() for path, text in found.items()}

    assert found
    assert [] == [path for path, lines in parts.items() if "https://youtu.be/4BvlBoZsV_I" not in lines[-1]]
    assert [] == [path for path, text in found.items() if text.count("Criminally Good Relationships") != 1]


@claims("S01")
def test_nothing_in_the_program_can_reach_a_network() -> None:
    network = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|http|urllib\.request|ftplib|smtplib|asyncio|requests|httpx|aiohttp)\b",
        re.MULTILINE,
    )
    sources = sorted((ROOT / "vault_companion").rglob("*.py"))

    assert sources
    assert ["notify.py"] == [path.name for path in sources if network.search(path.read_text("utf-8"))]
    notify = (ROOT / "vault_companion/notify.py").read_text("utf-8")
    assert ["socket.AF_UNIX", "socket.SOCK_DGRAM", "socket.socket"] == sorted(set(re.findall(r"socket\.\w+", notify)))


@claims("S02")
def test_a_link_to_a_missing_note_or_to_one_about_nobody_makes_no_person_and_no_tie() -> None:
    files = {
        "Ada.md": character(body="\nSee [[Dr Grey's Guide - Worry]] and [[The Harbour]].\n", needs="rest"),
        "The Harbour.md": "Ships.\n",
    }
    found = cast(files)

    assert (["Ada"], ()) == ([person.name for person in found.characters], tuple(found.ties))
    assert not any("Dr Grey" in path for path in pages(files))


# ---- needs


@claims("S03")
def test_each_lack_is_held_against_what_the_other_brings_in_both_directions() -> None:
    reading = pair(ADA, BO)

    assert {"constancy": "filled", "levity": "filled"} == fits(reading, "Ada")
    assert {"honesty": "filled", "intimacy": "filled"} == fits(reading, "Bo")
    assert ["need_filling"] == dynamics(reading)


@claims("S03")
def test_the_claim_goes_with_what_one_of_them_brings() -> None:
    assert [] == dynamics(pair(ADA, {"needs": BO["needs"]}))


@claims("S04")
def test_a_need_that_the_partner_leaves_open_is_told_with_whoever_would_meet_it() -> None:
    alone = vault(ADA, {"offers": ["a good cook"]})
    more = {**alone, "Cy.md": character(offers=BO["offers"]), "C.md": relationship("Ada", "Cy", kind="friend")}
    page = "Dynamics/Pairs/Ada & Bo.md"

    assert "Cy" not in link_targets(pages(alone)[page])
    assert "Cy" in link_targets(pages(more)[page])


@claims("S05")
def test_what_is_only_wanted_is_met_by_nobody() -> None:
    wanting = {"wants": ADA["needs"], "offers": ADA["offers"]}

    assert {} == fits(pair(wanting, BO), "Ada")
    assert "need_filling" not in dynamics(pair(wanting, BO))


@claims("S06")
def test_where_there_is_nothing_but_feeling_it_is_said_and_asked_about() -> None:
    reading = pair({}, {}, **FALLEN)

    assert ["magical_love"] == dynamics(reading)
    assert {"Q-VIBES", "Q-NEED", "Q-OFFER"} <= asked(reading)


@claims("S06")
def test_one_need_met_each_way_and_feeling_is_no_longer_all_there_is() -> None:
    reading = pair(ADA, BO, **FALLEN)

    assert (["need_filling"], False) == (dynamics(reading), "Q-VIBES" in asked(reading))


@claims("S07")
def test_kind_or_cruel_the_bond_is_the_same_and_the_verdict_is_not() -> None:
    kind, cruel = pair(ADA, BO, history=KIND), pair(ADA, BO, history=CRUEL)

    assert dynamics(kind) == dynamics(cruel) == ["need_filling"]
    assert ("healthy", "toxic") == (kind["valence"]["label"], cruel["valence"]["label"])


# ---- kinds of bond


@claims("S08")
def test_a_lively_one_and_a_steady_one_who_lack_each_other_are_weather_and_roof() -> None:
    lively = {"offers": ["no two days alike", "always has a joke ready"], "needs": ["a steady home"]}
    steady = {"offers": ["steady as a harbour wall", "a plan for everything"], "flaws": ["strict, starched"]}
    claim = pair(lively, steady)["dynamics"][0]

    assert ("spontaneity_stability", ["Ada", "Bo"]) == (claim["id"], claim["who"])
    assert [] == dynamics(pair({"offers": lively["offers"]}, {"offers": steady["offers"]}))


@claims("S08")
def test_a_line_that_is_only_like_steadiness_is_the_roof_where_that_is_plainly_missed() -> None:
    steady = {"offers": ["the same on a bad day as on a good one"]}
    missed, not_missed = (
        pair({"offers": ["no two days alike"], "needs": [need]}, steady) for need in ("a steady home", "applause")
    )

    assert [True, False] == ["spontaneity_stability" in dynamics(one) for one in (missed, not_missed)]
    assert steady["offers"][0] in {place["quote"] for place in missed["dynamics"][0]["evidence"]}


@claims("S03")
def test_what_is_done_for_one_by_name_answers_nobody_else() -> None:
    asks = character(needs=["somebody who listens"])
    files = {"Ada.md": asks, "Cy.md": asks, "Bo.md": character(offers=["listens to Cy"], friend=["[[Ada]]", "[[Cy]]"])}

    assert [[], ["intimacy"]] == [
        [fit["need"] for fit in explained(files, who, "Bo")["fits"] if fit["status"] == "filled"]
        for who in ("Ada", "Cy")
    ]


@claims("S03")
def test_order_kept_by_blows_heals_no_wound() -> None:
    beaten = {"wounds": ["beaten by a drunken father"]}
    answers = [
        fits(pair(beaten, {"offers": [line]}), "Ada")
        for line in ("keeps order", "keeps order with a cane she named Tickler")
    ]

    assert "filled" in answers[0].values()
    assert "filled" not in answers[1].values()


@claims("S08")
def test_a_line_about_calm_is_no_weather_whatever_else_is_heard_in_it() -> None:
    steady = {"offers": ["steady as a harbour wall"], "flaws": ["broods over one sharp word for a week"]}
    calm, lively = (
        pair({"offers": [line], "needs": ["a steady home"]}, steady)
        for line in ("calm and gentle in a sickroom at midnight", "up and away at midnight, no two days alike")
    )

    assert (False, True) == tuple("spontaneity_stability" in dynamics(one) for one in (calm, lively))


@pytest.mark.parametrize(
    ("history", "asks"), [("he builds her a boat", True), ("afterwards he builds her a boat every spring", False)]
)
def test_what_is_different_at_the_end_is_asked_where_no_line_tells_the_end(history: str, asks: bool) -> None:
    listens = {"needs": ["stability"], "offers": ["listens"]}
    steady = {"needs": ["somebody who listens"], "offers": ["steady as a harbour wall"]}
    assert asks == ("Q-CHANGE" in asked(pair(listens, steady, history=[history])))


@claims("S09")
def test_who_lives_on_approval_is_held_by_who_enjoys_granting_it() -> None:
    holds = {"flaws": ["enjoys holding power over people"], "needs": ["power over others"], "offers": ["praise"]}
    claim = pair(WAITS, holds, power="[[Bo]] enjoys her helplessness")["dynamics"][0]

    assert ("validation_power", ["Ada", "Bo"]) == (claim["id"], claim["who"])


@claims("S09")
def test_a_line_that_gives_each_a_hold_gives_none_the_lever() -> None:
    holds = {"flaws": ["enjoys holding power over people"], "offers": ["praise"]}
    one, both = (
        pair(WAITS, holds, power=line)["dynamics"][0]["confidence"]
        for line in ("[[Bo]] holds the purse", "[[Bo]] holds the purse and [[Ada]] holds the rope")
    )

    assert both < one


@claims("S09")
def test_a_need_for_approval_beside_somebody_kind_is_no_matter_of_power() -> None:
    assert "validation_power" not in dynamics(pair(WAITS, {"offers": ["praise that he means"]}))


@claims("S10", "S11")
def test_two_who_stand_alone_are_a_pleasure_to_each_other_and_each_has_the_line_for_it() -> None:
    (claim,) = pair(WHOLE, WHOLE)["dynamics"]

    assert "extra_spice" == claim["id"]
    assert {"Ada.md", "Bo.md"} == {place["path"] for place in claim["evidence"]}


@claims("S12")
def test_two_who_stand_alone_are_asked_for_what_makes_it_a_story() -> None:
    assert "Q-ENGINE" in asked(pair(WHOLE, WHOLE))
    assert "Q-ENGINE" not in asked(pair(WHOLE, WHOLE, conflict="her family forbids it"))


@claims("S13")
def test_one_holds_a_level_and_the_other_works_to_reach_it() -> None:
    history = ["[[Ada]] refuses him until he has earned it", "[[Bo]] works to become worthy of her"]
    claim = pair(WHOLE, FLAWED, history=history)["dynamics"][0]

    assert ("meet_me_at_my_level", ["Ada", "Bo"]) == (claim["id"], claim["who"])


@claims("S13")
def test_a_standard_that_nobody_works_for_is_asked_about() -> None:
    reading = pair(WHOLE, FLAWED, history=["[[Ada]] refuses him until he has earned it"])

    assert ([], True) == (dynamics(reading), "Q-LEVEL" in asked(reading))


ORDEAL = ["they crossed the ice together in the war", "they nearly died in the siege"]
NOW = "they are still together and married"


@claims("S14")
def test_what_they_have_now_is_read_as_paid_for_by_what_they_went_through() -> None:
    (claim,) = pair({}, {}, history=ORDEAL, now=NOW)["dynamics"]

    assert "hell_and_back" == claim["id"]
    assert {*ORDEAL, NOW} == {place["quote"] for place in claim["evidence"]}


@claims("S14")
def test_an_ordeal_without_a_bond_now_is_no_bond_and_a_bond_without_an_ordeal_is_asked_about() -> None:
    only_ordeal, only_now = pair({}, {}, history=ORDEAL), pair({}, {}, now=NOW)

    assert "hell_and_back" not in dynamics(only_ordeal)
    assert ([], True) == (dynamics(only_now), "Q-HISTORY" in asked(only_now))


# ---- flaws, and where it goes

STRICT: Traits = {"flaws": ["strict, starched"]}
LIVELY: Traits = {"offers": ["no two days alike"]}


@claims("S15")
def test_a_flaw_is_read_as_the_piece_that_is_missing() -> None:
    (fit,) = pair(STRICT, LIVELY)["fits"]

    assert ("spontaneity", "filled", False) == (fit["need"], fit["status"], fit["deep"])


@claims("S16")
def test_who_learns_grows_and_what_was_taken_over_is_named() -> None:
    files = vault(STRICT, LIVELY, changes="ch. 4: [[Ada]] learns from [[Bo]] to be spontaneous")
    both = ["ch. 4: [[Ada]] learns from [[Bo]] to dance", "ch. 5: [[Bo]] learns from [[Ada]] to be on time"]

    assert "one_sided_growth" == explained(files, "Ada", "Bo")["trajectory"]["label"]
    assert "growth" == pair(STRICT, LIVELY, changes=both)["trajectory"]["label"]


@claims("S16")
def test_where_no_change_is_written_it_is_open_and_learning_is_asked_for() -> None:
    reading = pair(STRICT, LIVELY)

    assert ("open", True) == (reading["trajectory"]["label"], "Q-LEARN" in asked(reading))


@claims("S17")
def test_two_who_use_each_other_and_learn_nothing_are_said_to() -> None:
    used = ["they use each other", "they cannot live without each other", "he cut her off from her friends"]

    assert "codependent" == pair({}, {}, history=used)["trajectory"]["label"]


@claims("S18", "S19")
@pytest.mark.parametrize("kind", ["friendship", "family", "professional"])
def test_without_a_need_for_passion_it_does_not_matter_what_they_are_to_each_other(kind: str) -> None:
    parts = ("dynamics", "fits", "friction", "valence", "trajectory")
    romance, other = pair(ADA, BO, history=KIND), pair(ADA, BO, history=KIND, kind=kind)

    assert [romance[part] for part in parts] == [other[part] for part in parts]


@claims("S19")
def test_a_need_for_passion_is_met_by_a_friend_only_where_desire_is_written() -> None:
    needs, brings = {"needs": ["passion"]}, {"offers": ["passion, fire in every touch"]}
    found = [
        fits(pair(needs, brings, **about), "Ada")["passion"]
        for about in (
            {"kind": "romance"},
            {"kind": "friendship"},
            {"kind": "friendship", "desire": "[[Bo]]: wants her"},
        )
    ]

    assert ("filled", "filled") == (found[0], found[2])
    assert "filled" != found[1]


# ---- how they attach


@claims("S20")
@pytest.mark.parametrize("before", [(), RUNS["in_love"], ["says plainly what he feels"], ["jealous of every glance"]])
def test_another_anxious_line_never_moves_anybody_towards_the_avoidant_end(before: list[str]) -> None:
    places = [attached(*before, *CLINGS["in_love"][:more]).position or 0.0 for more in range(3)]

    assert places == sorted(places, reverse=True)
    assert places[0] > places[2]


@pytest.mark.parametrize(
    ("line", "style", "group"),
    [
        pytest.param("constantly needs reassurance", "anxious", "no_inner_security", marks=claims("S21")),
        pytest.param("terrified of being left", "anxious", "no_inner_security", marks=claims("S21")),
        pytest.param("needs to hear every day that he is loved", "anxious", "sign_scanning", marks=claims("S22")),
        pytest.param("drunk on attention", "anxious", "euphoria", marks=claims("S23")),
        pytest.param("one smile makes his week", "anxious", "euphoria", marks=claims("S23")),
        pytest.param("cannot bear to be away from her", "anxious", "clinging", marks=claims("S24")),
        pytest.param("keeps trying to win love", "anxious", "works_for_love", marks=claims("S59")),
        pytest.param("would do anything for approval", "anxious", "works_for_love", marks=claims("S59")),
        pytest.param("lets no one in", "avoidant", "walls", marks=claims("S25")),
        pytest.param("runs when love gets close", "avoidant", "running", marks=claims("S26")),
        pytest.param("vanishes when it gets tender", "avoidant", "running", marks=claims("S26")),
        pytest.param("says no and means it", "secure", "boundaries", marks=claims("S27", "S29")),
        pytest.param("says plainly what she feels", "secure", "vulnerable", marks=claims("S27", "S30")),
    ],
)
def test_a_line_shows_a_style_by_its_own_sign(line: str, style: str, group: str) -> None:
    found = attached(line)

    assert (style, True) == (found.style, group in found.cited)


@claims("S27")
def test_who_is_secure_is_low_on_both_and_stands_in_the_middle() -> None:
    found = attached("says plainly what she feels", "says no and means it")

    assert ("secure", 0.0, 0.0, 0.0) == (found.style, found.anxiety, found.avoidance, found.position)


@claims("S27")
def test_an_empty_note_is_never_taken_for_security() -> None:
    assert Attachment("unknown") == attached()


@claims("S28", "S30")
def test_who_stands_alone_is_secure_only_if_they_can_be_open_as_well() -> None:
    alone = attached("content alone", "knows her own worth")
    open_too = attached("content alone", "knows her own worth", "says plainly what she feels")

    assert ("unknown", "secure", True) == (alone.style, open_too.style, "self_sufficient" in open_too.cited)


@claims("S28", "S25")
def test_who_stands_alone_behind_a_wall_is_avoidant() -> None:
    assert "avoidant" == attached("content alone", "knows her own worth", "lets no one in").style


# ---- who is drawn to whom


@claims("S31", "S33", "S54", "S64")
def test_one_who_clings_and_one_who_runs_are_caught_in_each_other() -> None:
    reading = pair(CLINGS, RUNS, history="[[Bo]] withdraws each time")
    claim = reading["dynamics"][0]

    assert ("anxious_avoidant_trap", ["Ada", "Bo"]) == (claim["id"], claim["who"])
    assert "anxious_avoidant" == reading["pairing"]


@claims("S32", "S33")
def test_steadiness_that_a_guarded_person_only_seems_to_have_is_no_gift() -> None:
    assert "seeming" == fits(pair(CLINGS, RUNS), "Ada")["stability"]
    assert "filled" == fits(pair(CLINGS, {**RUNS, "offers": ["steady as a harbour wall"]}), "Ada")["stability"]


@claims("S34")
def test_nobody_is_ever_said_to_be_the_only_one_who_gets_through() -> None:
    page = pages(vault(CLINGS, RUNS))["Dynamics/Pairs/Ada & Bo.md"]

    assert "Ada comes closer" in page
    assert [] == re.findall(r"(?i)\bonly (?:one|Ada|Bo)\b|\bnobody else\b|\bnobody but\b", page)


@claims("S35")
def test_the_same_two_styles_that_learn_are_no_trap_and_no_harm() -> None:
    changes = ["ch. 3: [[Ada]] learns to be alone", "ch. 9: [[Bo]] opens up and admits that he is afraid"]
    reading = pair(CLINGS, RUNS, changes=changes, history="they talk things through honestly")

    assert ("anxious_avoidant", "healthy", "growth") == (
        reading["pairing"],
        reading["valence"]["label"],
        reading["trajectory"]["label"],
    )
    assert "anxious_avoidant_trap" not in dynamics(reading)


@claims("S43")
def test_a_need_for_closeness_beside_a_need_for_room_is_what_they_will_fight_about() -> None:
    assert "closeness_distance" == friction(pair(CLINGS, RUNS))[0]


@claims("S56")
def test_whoever_clings_is_asked_about_for_the_wound_until_it_is_written() -> None:
    wounded = {**CLINGS, "wounds": ["his mother left when he was four"]}
    who = [
        {one["about"][0] for one in pair(ada, RUNS)["questions"] if one["id"] == "Q-WOUND"} for ada in (CLINGS, wounded)
    ]

    assert [{"Ada", "Bo"}, {"Bo"}] == who


@claims("S62")
def test_no_style_alone_is_called_harmful_and_harm_that_is_written_is() -> None:
    assert "unknown" == pair(CLINGS, RUNS)["valence"]["label"]
    assert "toxic" == pair(CLINGS, RUNS, history=CRUEL)["valence"]["label"]


# ---- what drives it


@claims("S67")
def test_opposite_values_are_a_difference_with_a_line_on_each_side() -> None:
    (claim,) = pair({"values": ["duty"]}, {"values": ["freedom"]})["friction"]

    assert "clashing_values" == claim["id"]
    assert {"duty", "freedom"} == {place["quote"] for place in claim["evidence"]}


@claims("S68")
def test_whose_flaw_hits_whose_need_is_said() -> None:
    liar = {"flaws": ["lies when it is easier"]}
    (claim,) = pair(liar, {"needs": ["honesty"], "flaws": ["cold"]})["friction"]

    assert ("flaw_collision", ["Ada", "Bo"]) == (claim["id"], claim["who"])


@claims("S68")
def test_no_flaw_hits_a_line_that_the_same_person_answers() -> None:
    asks = "to be forgiven for what she did"
    readings = [
        pair({"needs": [asks], "flaws": ["cold"]}, {"flaws": ["a judgmental snob"], **offers})
        for offers in ({}, {"offers": ["forgives everyone"]})
    ]
    hit = [any(asks == place["quote"] for claim in one["friction"] for place in claim["evidence"]) for one in readings]

    assert [True, False] == hit


@claims("S69")
def test_what_stands_against_them_and_what_is_hidden_is_said() -> None:
    reading = pair({}, {}, conflict="her family forbids it", history=["he lied to her for years"])

    assert {"outside_pressure", "secret_or_betrayal"} == set(friction(reading))


@claims("S69")
def test_where_nothing_would_make_them_fight_it_is_asked_for() -> None:
    reading = pair(ADA, BO)

    assert ([], True) == (friction(reading), bool(asked(reading) & {"Q-FLAW", "Q-VALUES", "Q-ENGINE"}))


# ---- what is plain enough to stand on


@claims("S13")
def test_where_one_plainly_says_no_and_only_the_other_changes_the_change_is_the_work() -> None:
    refused = ["[[Ada]] refuses him until he has earned it"]
    grown, both = (
        ["ch. 9: [[Bo]] learns to listen"],
        ["ch. 9: [[Bo]] learns to listen", "ch. 9: [[Ada]] learns to wait"],
    )

    assert ["meet_me_at_my_level"] == dynamics(pair(WHOLE, FLAWED, history=refused, changes=grown))
    assert "meet_me_at_my_level" not in dynamics(pair(WHOLE, FLAWED, history=refused, changes=both))


@claims("S14", "S69")
def test_ordeals_that_neither_of_the_two_made_came_from_outside() -> None:
    their_own = ["they crossed the ice together in the war", "[[Bo]] betrayed her in the siege and lied about it"]

    assert "outside_pressure" in friction(pair({}, {}, history=ORDEAL, now=NOW))
    assert "outside_pressure" not in friction(pair({}, {}, history=their_own, now=NOW))


@claims("S67")
def test_two_who_stand_against_each_other_do_not_fight_over_closeness() -> None:
    assert "closeness_distance" in friction(pair(CLINGS, RUNS))
    assert "closeness_distance" not in friction(pair(CLINGS, RUNS, kind="enemy"))


@claims("S67")
def test_conscience_against_the_law_of_the_land_and_work_against_play_are_differences() -> None:
    for one, other in (("the law of the gods", "the law of the state"), ("hard work", "play")):
        assert ["clashing_values"] == friction(pair({"values": [one]}, {"values": [other]}))


@claims("S68")
def test_two_flaws_that_hit_nothing_stand_behind_every_driver_that_is_found() -> None:
    proud, cold = {"flaws": ["proud"]}, {"flaws": ["cold"]}
    held = pair(proud, cold, power="[[Ada]] depends on him for every penny")

    assert ["power_imbalance", "flaw_collision"] == friction(held)


@claims("S03")
def test_a_phrase_that_is_only_like_a_gift_comes_near_where_the_other_plainly_asks_for_it() -> None:
    asks, gives = {"needs": ["the truth"]}, {"offers": ["says the hat is ugly"]}
    (fit,) = pair(asks, gives)["fits"]

    assert ("honesty", "near") == (fit["need"], fit["status"])
    assert fit["strength"] < 0.25


@claims("S03")
def test_what_only_comes_near_on_both_sides_binds_nobody() -> None:
    leans = {"needs": ["someone who will not leave", "peace"], "offers": ["keeps faith for life"]}
    steadies = {"needs": ["a friend her age", "somebody to talk to at night"], "offers": ["a steady hand"]}
    near = pair(leans, steadies)

    assert {"near"} == {fit["status"] for fit in near["fits"] if fit["strength"]}
    assert [] == dynamics(near)


@claims("S03")
def test_an_old_wound_that_is_nearly_soothed_is_no_answer_to_a_need_that_is_met() -> None:
    asks = {
        "needs": ["someone to believe in him out loud"],
        "offers": ["easy company in the worst rooms in London", "cheerful over half a mutton chop"],
    }
    wounded = {
        "wounds": ["prison before he had a trade, then chains, then exile"],
        "flaws": ["vengeful to the bottom of the river"],
        "offers": ["keeps faith for life"],
    }

    assert [] == dynamics(pair(asks, wounded))


@claims("S07")
def test_what_the_one_who_reaches_does_for_the_other_speaks_for_nothing_in_a_trap() -> None:
    still = ["nothing has changed and neither has learnt anything"]
    by_her, by_him = (
        pair(CLINGS, RUNS, history=[f"[[{one}]] listens to [[{other}]] and keeps the promise"], changes=still)
        for one, other in (("Ada", "Bo"), ("Bo", "Ada"))
    )

    assert ["anxious_avoidant_trap"] == dynamics(by_her) == dynamics(by_him)
    assert ("toxic", "mixed") == (by_her["valence"]["label"], by_him["valence"]["label"])
    assert still == [place["quote"] for place in by_her["valence"]["evidence"]]


@claims("S09")
def test_who_enjoys_the_hold_is_bad_for_the_other_unless_something_kind_is_written() -> None:
    holds = {"flaws": ["must be in control"], "offers": ["a quick mind"]}
    enjoys = "[[Bo]] enjoys making her beg for a word"
    cold, kind = (pair(WAITS, holds, power=enjoys, history=history) for history in ([], KIND))

    assert ["validation_power"] * 2 == [dynamics(cold)[0], dynamics(kind)[0]]
    assert ("toxic", "mixed") == (cold["valence"]["label"], kind["valence"]["label"])
    assert [enjoys] == [place["quote"] for place in cold["valence"]["evidence"]]


@claims("S67")
def test_enemies_are_never_simply_good_for_each_other() -> None:
    kindness = ["[[Bo]] sits with [[Ada]] through the fever and comforts her", "[[Ada]] thanks him with all her heart"]
    feels = {"Ada": "hates him", "Bo": "cannot forgive her"}

    assert "healthy" == pair(CLINGS, CLINGS, history=kindness, kind="friend")["valence"]["label"]
    assert "mixed" == pair(CLINGS, CLINGS, history=kindness, kind="enemy", feels=feels)["valence"]["label"]


@claims("S03")
def test_what_somebody_does_in_love_is_a_gift_to_a_lover_and_to_nobody_else() -> None:
    asks, loves = {"needs": ["intimacy"]}, {"in_love": ["says what she feels"], "offers": ["a good cook"]}
    found = [fits(pair(asks, loves, kind=kind), "Ada")["intimacy"] for kind in ("romance", "colleague")]

    assert ["filled", "unfilled"] == found


@claims("S04")
def test_what_one_needs_and_the_other_only_fears_is_no_shortage_that_they_share() -> None:
    asks = {"needs": ["someone who will not leave"], "offers": ["a good cook"]}
    needs, fears = (
        {field: ["someone who will not leave" if field == "needs" else "being left"], "offers": ["a good cook"]}
        for field in ("needs", "fears")
    )

    assert "overlap" == fits(pair(asks, needs), "Ada")["constancy"]
    assert "unfilled" == fits(pair(asks, fears), "Ada")["constancy"]
