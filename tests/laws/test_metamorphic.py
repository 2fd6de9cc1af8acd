"""What must not matter to a reading, and what must: the same story told in another way (theory 5.2)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given

from tests.helpers import (
    SAMPLE_VAULT,
    STYLES,
    Json,
    built,
    character,
    explained,
    hers,
    pages,
    relationship,
    story,
    traits,
)
from tests.laws.cases import CASES, HE, SHE, Case, told
from tests.strategies import Vault, law, vaults
from vault_companion.build import Story
from vault_companion.dynamics.phases import PHASES
from vault_companion.explain import pair_json

BOTH_ALIKE = {
    "need_filling",
    "unity_of_opposites",
    "extra_spice",
    "hell_and_back",
    "magical_love",
    "clashing_values",
    "contested_need",
    "outside_pressure",
    "love_unexplained",
}
NO_HIT = ("flaw_collision", 0.36)
SAMPLE = {path: data.decode() for path, data in hers(SAMPLE_VAULT).items() if path.endswith(".md")}
PARTS = (
    *("dynamics", "valence", "trajectory", "attachment", "pairing", "fits", "friction", "unread"),
    *("forecast", "here", "reads", "closeness", "notices", "contradictions"),
)
WITHDRAWN = {"bracing": 1, "torn": 2, "withdrawing": 2}
"""How far somebody has stepped back; any other state is no step back."""
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def without_places(value: Any) -> Any:
    """A JSON value without its evidence."""
    if isinstance(value, dict):
        return {key: without_places(inside) for key, inside in value.items() if key != "evidence"}
    return [without_places(inside) for inside in value] if isinstance(value, list) else value


def essence(reading: Json, renamed: Mapping[str, str] | None = None) -> Json:
    """What is found, without lines, wording and order of names; people renamed."""
    text = json.dumps(without_places({part: reading[part] for part in PARTS}), ensure_ascii=False)
    for old, new in (renamed or {}).items():
        text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text)
    found = json.loads(text)
    for claim in (*found["dynamics"], *found["friction"], *found["closeness"], *found["notices"]):
        if claim["id"] in BOTH_ALIKE or (claim["id"], claim.get("weight")) == NO_HIT:
            claim["who"] = sorted(claim["who"])
    found["attachment"] = dict(sorted(found["attachment"].items()))
    found["forecast"] = [dict(sorted(step.items())) for step in found["forecast"]]
    for part in ("fits", "unread", "reads"):
        found[part] = sorted(found[part], key=repr)
    return found


def ids(reading: Json) -> Json:
    """The labels alone."""
    found = essence(reading)
    return {
        "dynamics": [claim["id"] for claim in found["dynamics"]],
        "friction": [claim["id"] for claim in found["friction"]],
        "fits": sorted((fit["of"], fit["need"], fit["status"]) for fit in found["fits"]),
        **{part: found[part]["label"] for part in ("valence", "trajectory")},
        "pairing": found["pairing"],
    }


@every_case
def test_every_case_says_enough_to_be_a_test(case: Case) -> None:
    reading = explained(told(case), "Ada", "Bo")

    assert (True, True, True) == (bool(reading["dynamics"]), bool(reading["fits"]), bool(reading["friction"]))


@every_case
def test_the_order_in_which_two_are_named_does_not_matter(case: Case) -> None:
    files = told(case)

    assert explained(files, "Ada", "Bo") == explained(files, "Bo", "Ada")


@law(20)
@given(vaults())
def test_the_order_in_which_two_are_named_never_matters(vault: Vault) -> None:
    understood = story(vault.files)
    one, other, *_ = (person.path for person in understood.cast.characters)

    assert pair_json(understood, one, other) == pair_json(understood, other, one)


@every_case
def test_who_comes_first_in_the_alphabet_does_not_matter(case: Case) -> None:
    usual = explained(told(case), "Ada", "Bo")
    turned = explained(told(case, names=("Zed", "Bo")), "Zed", "Bo")

    assert essence(usual, {"Ada": "Zed"}) == essence(turned)


@every_case
def test_telling_it_with_the_roles_swapped_gives_the_swapped_reading(case: Case) -> None:
    usual = explained(told(case, words=(SHE, HE)), "Ada", "Bo")
    swapped = explained(told(case, names=("Bo", "Ada"), words=(SHE, HE)), "Ada", "Bo")

    assert essence(usual, {"Ada": "@", "Bo": "Ada", "@": "Bo"}) == essence(swapped)


@every_case
@pytest.mark.parametrize(
    "names", [("Mara Lind", "Jon Ek"), ("李", "小明"), ("Will", "Hope"), ("Dr Grey", "The Old King")]
)
def test_what_they_are_called_does_not_matter(case: Case, names: tuple[str, str]) -> None:
    usual, renamed = told(case), told(case, names=names)

    assert essence(explained(usual, "Ada", "Bo"), dict(zip(("Ada", "Bo"), names, strict=True))) == (
        essence(explained(renamed, *names))
    )


@every_case
@pytest.mark.parametrize("words", [(HE, SHE), (SHE, SHE), (HE, HE)], ids=["turned", "two women", "two men"])
def test_who_is_a_man_and_who_a_woman_does_not_matter(case: Case, words: tuple[dict[str, str], dict[str, str]]) -> None:
    assert ids(explained(told(case), "Ada", "Bo")) == ids(explained(told(case, words=words), "Ada", "Bo"))


@every_case
@pytest.mark.parametrize("style", STYLES[1:])
def test_where_in_a_note_it_stands_does_not_matter(case: Case, style: str) -> None:
    usual = explained(told(case), "Ada", "Bo")

    assert essence(usual) == essence(explained(told(case, style=style), "Ada", "Bo"))  # type: ignore[arg-type]


@every_case
@pytest.mark.parametrize(
    "shape", ["- **{key}:** {text}", "**{key}:** {text}", "> [!{key}] {text}", "| {key} | {text} |", "- {key}: {text}"]
)
def test_how_a_line_is_labelled_does_not_matter(case: Case, shape: str) -> None:
    def sheet(lines: dict[str, list[str]]) -> str:
        rows = [shape.format(key=key, text=text) for key, texts in lines.items() for text in texts]
        head = ["| trait | it |", "| --- | --- |"] if shape.startswith("|") else []
        return "---\ntype: character\n---\n\n" + ("\n" if head else "\n\n").join([*head, *rows]) + "\n"

    slots = {f"{who}_{key}": word for who in "ab" for key, word in SHE.items()} | {"a": "Ada", "b": "Bo"}

    def filled(lines: Any) -> dict[str, list[str]]:
        return {key.replace("_", " "): [text.format(**slots) for text in texts] for key, texts in lines.items()}

    about = {"Two.md": told(case, words=(SHE, SHE))["Notes/The two.md"]}
    usual = {"Ada.md": character(**filled(case.one)), "Bo.md": character(**filled(case.other)), **about}
    labelled = {"Ada.md": sheet(filled(case.one)), "Bo.md": sheet(filled(case.other)), **about}

    assert essence(explained(usual, "Ada", "Bo")) == essence(explained(labelled, "Ada", "Bo"))


@pytest.mark.parametrize("name", ["two who made each other better", "comrades"])
def test_romance_and_friendship_are_read_by_the_same_rules(name: str) -> None:
    case = CASES[name]
    as_kind = {kind: replace(case, about={**case.about, "kind": [kind]}) for kind in ("romance", "friendship")}
    romance, friendship = (ids(explained(told(as_kind[kind]), "Ada", "Bo")) for kind in ("romance", "friendship"))

    assert romance == friendship


@every_case
def test_somebody_who_has_nothing_to_do_with_them_changes_nothing(case: Case) -> None:
    files = told(case)
    more = {
        **files,
        "Characters/Cleo.md": character(needs=["the crown"], offers=["a plan for everything"], flaws=["cold"]),
    }

    assert explained(files, "Ada", "Bo") == explained(more, "Ada", "Bo")


@every_case
def test_their_page_stays_as_it_is_when_a_stranger_joins(case: Case) -> None:
    files = told(case)
    more = pages({**files, "Characters/Cleo.md": character(needs=["the crown"])})

    assert [] == [path for path, text in pages(files).items() if "Overview" not in path and more[path] != text]


@every_case
def test_moving_a_phrase_from_needs_to_wants_removes_its_fit(case: Case) -> None:
    needs = case.one["needs"]
    wanting = replace(case, one={**{key: texts for key, texts in case.one.items() if key != "needs"}, "wants": needs})
    before, after = (explained(told(each), "Ada", "Bo")["fits"] for each in (case, wanting))
    deep = {fit["need"] for fit in before if fit["of"] == "Ada" and fit["deep"]}
    kept = {fit["need"] for fit in after if fit["of"] == "Ada" and fit["deep"]}
    others = {key: texts for key, texts in case.one.items() if key != "needs"}
    still = explained(told(replace(case, one=others)), "Ada", "Bo")["fits"]

    assert deep
    assert kept == {fit["need"] for fit in still if fit["of"] == "Ada" and fit["deep"]}


@every_case
def test_deleting_what_one_offers_makes_their_answers_unknown(case: Case) -> None:
    silent = replace(
        case,
        other={key: texts for key, texts in case.other.items() if key not in ("offers", "in_love", "self")},
        about={"kind": case.about["kind"]},
    )
    before = explained(told(replace(case, about={"kind": case.about["kind"]})), "Ada", "Bo")["fits"]
    after = {fit["need"]: fit["status"] for fit in explained(told(silent), "Ada", "Bo")["fits"] if fit["of"] == "Ada"}

    assert [] == [fit for fit in before if fit["of"] == "Ada" and after[fit["need"]] != "unknown"]


@every_case
def test_without_lines_on_love_the_style_is_unknown_never_secure(case: Case) -> None:
    kept = ("needs", "offers", "values", "wants")
    bare = replace(case, one={key: case.one[key] for key in kept if key in case.one})
    reading = explained(told(bare), "Ada", "Bo")

    assert ("unknown", "unknown") == (reading["attachment"]["Ada"]["style"], reading["pairing"])


@every_case
def test_without_changes_nobody_grows(case: Case) -> None:
    still = replace(
        case, about={part: texts for part, texts in case.about.items() if part not in ("changes", "history", "now")}
    )

    assert explained(told(still), "Ada", "Bo")["trajectory"]["label"] not in ("growth", "one_sided_growth")


@pytest.mark.parametrize("name", ["two who made each other better", "comrades"])
def test_cruel_deeds_move_the_verdict_towards_harm(name: str) -> None:
    case = CASES[name]
    cruel = [
        "{a} beat {b_him} and locked {b_him} in the cellar",
        "{a} humiliates {b_him} before the others",
        "{a} lied to {b_him} for years",
    ]
    worse = replace(case, about={**case.about, "history": cruel, "changes": cruel})
    order = ["healthy", "unknown", "mixed", "toxic"]
    before, after = (explained(told(each), "Ada", "Bo")["valence"]["label"] for each in (case, worse))

    assert order.index(before) < order.index(after)


# ---- what must matter, on every case


def about(case: Case, **parts: list[str]) -> Json:
    """How a case is read when only these parts are written about the two."""
    return explained(told(replace(case, about={"kind": case.about["kind"], **parts})), "Ada", "Bo")


CRUEL = [
    "{a} beat {b_him} and locked {b_him} in the cellar",
    "{a} humiliates {b_him} before the others",
    "{a} lied to {b_him} for years",
]
KIND = ["{a} protects {b_him} and keeps every promise", "they laugh together on the quay"]
HARM = ["healthy", "unknown", "mixed", "toxic"]
GROWN = [
    "ch. 4: {a} learns from {b} to listen and admits that {a_he} was wrong",
    "ch. 9: {b} learns from {a} to trust",
]
GREW = ("growth", "one_sided_growth")


@every_case
@pytest.mark.parametrize("kind", ["friendship", "family"])
def test_what_they_are_to_each_other_changes_nothing_but_its_name(case: Case, kind: str) -> None:
    as_kind = [replace(case, about={**case.about, "kind": [one]}) for one in ("romance", kind)]
    usual, other = (explained(told(each), "Ada", "Bo") for each in as_kind)
    passion = [fit for fit in usual["fits"] if "passion" in (fit["need"], fit.get("via"))]

    assert [] == passion
    assert ids(usual) == ids(other)


@every_case
def test_cruel_for_kind_leaves_what_binds_them_and_moves_the_verdict_towards_harm(case: Case) -> None:
    kind, cruel = about(case, history=KIND), about(case, history=CRUEL)
    before, after = ({claim["id"] for claim in reading["dynamics"]} for reading in (kind, cruel))

    assert before == after
    assert HARM.index(kind["valence"]["label"]) < HARM.index(cruel["valence"]["label"])


@every_case
@pytest.mark.parametrize("style", STYLES)
def test_growth_is_gone_when_the_lines_of_change_say_that_nothing_changes(case: Case, style: str) -> None:
    flat = ["ch. 20: nothing has changed between them", "ch. 21: {a} never learns"]
    grew, still = (
        explained(
            told(replace(case, about={"kind": case.about["kind"], "changes": changes}), style=style),  # type: ignore[arg-type]
            "Ada",
            "Bo",
        )
        for changes in (GROWN, flat)
    )

    assert grew["trajectory"]["label"] in GREW
    assert still["trajectory"]["label"] not in GREW


@every_case
def test_nothing_changes_after_growth_adds_no_growth(case: Case) -> None:
    grew = about(case, changes=GROWN[:1])
    after = about(case, changes=[*GROWN[:1], "ch. 20: nothing has changed", "ch. 21: {b} never learns"])

    assert "one_sided_growth" == grew["trajectory"]["label"]
    assert "growth" != after["trajectory"]["label"]


@every_case
def test_asking_for_more_closeness_never_makes_anybody_step_back_less(case: Case) -> None:
    asks = {phase.id: phase.demand for phase in PHASES}
    steps = sorted(explained(told(case), "Ada", "Bo")["forecast"], key=lambda step: asks[step["phase"]])
    withdrawn = [[WITHDRAWN.get(step[who], 0) for step in steps] for who in ("Ada", "Bo") if steps]

    assert [sorted(one) for one in withdrawn] == withdrawn


def test_there_are_cases_in_which_somebody_steps_back() -> None:
    told_of = [explained(told(case), "Ada", "Bo")["forecast"] for case in CASES.values()]

    assert any({"withdrawing", "torn"} & {*step.values()} for steps in told_of for step in steps)


@every_case
@pytest.mark.parametrize("word", ["anxious", "avoidant", "fearful"])
def test_a_style_that_is_stated_stays_when_all_lines_on_love_are_gone(case: Case, word: str) -> None:
    stated = {key: case.one[key] for key in ("needs", "offers") if key in case.one} | {"attachment": [word]}
    reading = explained(told(replace(case, one=stated)), "Ada", "Bo")

    assert word == reading["attachment"]["Ada"]["style"]


@every_case
def test_every_line_that_is_cited_holds_the_words(case: Case) -> None:
    files = told(case)
    cited = list(places(explained(files, "Ada", "Bo")))

    assert cited
    assert [] == [
        place for place in cited if place["quote"] not in files[place["path"]].splitlines()[place["line"] - 1]
    ]


def places(value: Any) -> list[Json]:
    """Every piece of evidence in a JSON value that has a line."""
    if isinstance(value, dict):
        own = [value] if "quote" in value else []
        return own + [place for inside in value.values() for place in places(inside)]
    return [place for inside in value for place in places(inside)] if isinstance(value, list) else []


# ---- on any vault


@law(10)
@given(vaults(most=3))
def test_a_stranger_never_changes_how_two_are_read(vault: Vault) -> None:
    one, other, *_ = vault.people
    stranger = character(needs=["the crown"], offers=["a plan for everything"], flaws=["cold"])
    more = {**vault.files, "Zz/Xanthippe Quill.md": stranger}

    assert explained(vault.files, one, other) == explained(more, one, other)


@law(10)
@given(vaults(most=2))
def test_the_order_of_the_files_never_matters(vault: Vault) -> None:
    one, other, *_ = vault.people

    assert explained(vault.files, one, other) == explained(dict(reversed(vault.files.items())), one, other)


@law(10)
@given(vaults(most=2))
def test_without_needs_nobody_is_ever_said_to_have_a_need_met(vault: Vault) -> None:
    one, other, *_ = vault.people
    wanting = {
        path: re.sub(r"(?mi)^(## )?needs\b", lambda found: f"{found[1] or ''}wants", text)
        for path, text in vault.files.items()
    }
    met = [fit for fit in explained(wanting, one, other)["fits"] if fit["deep"]]
    fields = {
        phrase: field
        for name in (one, other)
        for field, phrases in traits(wanting, name).items()
        for phrase in phrases
        if field in ("wounds", "lie", "fears")
    }

    assert [] == [fit for fit in met if not any(place["quote"] in line for place in fit["evidence"] for line in fields)]


# ---- on the sample vault


@cache
def sample() -> Story:
    """The sample vault, understood once."""
    return story(SAMPLE)


def renamed(files: dict[str, str], old: str, new: str) -> dict[str, str]:
    """The vault with a word replaced in every note and every name."""

    def said(text: str) -> str:
        return re.sub(rf"\b{old}\b", new, text)

    return {said(path): said(text) for path, text in files.items()}


@pytest.mark.parametrize(("old", "new"), [("Pip", "Ned"), ("Biddy", "Zora"), ("Orlick", "Abbot")])
def test_in_a_real_cast_a_name_changes_no_verdict(old: str, new: str) -> None:
    before = sample()
    after = story(renamed(SAMPLE, old, new))
    verdicts = []
    for understood, back in ((before, {}), (after, {new: old})):
        found = {}
        for tie in understood.cast.ties:
            pair = tuple(sorted(back.get(who.stem, who.stem) for who in tie.pair))
            found[pair] = essence(pair_json(understood, *tie.pair), back)
        verdicts.append(found)

    assert verdicts[0] == verdicts[1]


def test_in_a_real_cast_a_stranger_changes_no_page_but_the_overview() -> None:
    more = {**SAMPLE, "Characters/Trabb.md": character(needs=["rest"], offers=["a good coat"])}
    before, after = pages(SAMPLE), pages(more)

    assert ["Dynamics/Dynamics Overview.md"] == [path for path in after if before.get(path) != after[path]]


def test_every_pair_of_a_real_cast_is_read_alike_both_ways() -> None:
    understood = sample()

    assert [] == [
        tie.pair
        for tie in understood.cast.ties
        if pair_json(understood, *tie.pair) != pair_json(understood, *reversed(tie.pair))
    ]


def test_a_tie_told_in_one_note_or_in_the_other_is_the_same_tie() -> None:
    ada, bo = character(needs=["rest"]), character(offers=["a quiet house"])
    told_by_ada = {"Ada.md": ada + "\nrival:: [[Bo]]\n", "Bo.md": bo}
    told_by_bo = {"Ada.md": ada, "Bo.md": bo + "\nrival:: [[Ada]]\n"}

    assert essence(explained(told_by_ada, "Ada", "Bo")) == essence(explained(told_by_bo, "Ada", "Bo"))


def test_a_note_twice_in_the_vault_under_two_names_is_two_people() -> None:
    note = relationship("Ada", "Bo", kind="rivals")
    done = built({"Ada.md": character(), "Bo.md": character(), "Bo 2.md": character(), "A.md": note})

    assert (3, 1) == (done.characters, done.ties)
