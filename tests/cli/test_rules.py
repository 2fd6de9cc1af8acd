"""`rules` says what each rule finds, why it matters and what it stands on; `docs/rules.md` says the same."""

from __future__ import annotations

import json
import re
from types import ModuleType

import pytest

from tests.helpers import ROOT, called
from vault_companion.dynamics.catalogue import BONDS, CLOSENESS, FRICTION, NOTICES
from vault_companion.dynamics.questions import QUESTIONS as ASKED
from vault_companion.question_book import QUESTIONS
from vault_companion.rulebook import HEADINGS, About, about, rules, rules_markdown, statement_of, statements

CODES = [one.code for one in rules()]
every_rule = pytest.mark.parametrize("one", rules(), ids=CODES)


def test_the_page_in_docs_is_made_from_the_rules_as_they_are() -> None:
    assert rules_markdown() == (ROOT / "docs/rules.md").read_text(encoding="utf-8")


def test_every_rule_has_one_line_in_the_list() -> None:
    said = called("rules").stdout

    assert CODES == re.findall(r"(?m)^  (\w+)  ", said)
    assert set(HEADINGS.values()) >= set(re.findall(r"(?m)^(?:What|The) .*$", said))


def test_the_rules_stand_in_the_order_of_the_pages() -> None:
    ranked = [rule.id for rule in (*BONDS, *CLOSENESS, *FRICTION, *NOTICES)]

    assert ranked == [code for code in CODES if code in ranked]


@every_rule
def test_a_rule_says_what_it_finds_why_it_matters_and_when_it_is_silent(one: About) -> None:
    assert (True, True, True) == (one.finds.endswith((".", "?")), bool(one.why), bool(one.silent))


@every_rule
def test_a_rule_stands_on_statements_that_the_theory_has(one: About) -> None:
    assert one.theory
    assert {statement_of(number) for number in one.theory} <= statements().keys()


@every_rule
def test_with_its_code_all_of_a_rule_is_told(one: About) -> None:
    said = called("rules", one.code).stdout

    assert [] == [text for text in (one.code, one.finds, one.why, one.silent, *one.theory) if text not in said]
    assert [] == [number for number in one.theory if statements()[statement_of(number)].says.rstrip(".") not in said]


def test_a_statement_tells_the_rules_that_stand_on_it() -> None:
    said = called("rules", "S09").stdout

    assert said.startswith("S09  One kind of bond is somebody who lives on approval")
    assert ["validation_power", "power_imbalance", "imbalance"] == re.findall(r"(?m)^  (\w+)", said)


@pytest.mark.parametrize("code", ["need_filling", "need-filling", "Need Filling", " NEED_FILLING "])
def test_a_code_may_be_written_as_people_write(code: str) -> None:
    assert called("rules", "need_filling").stdout == called("rules", code).stdout


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("need_filing", "Did you mean need_filling"),
        ("magic", "`vault-companion rules` lists them."),
        ("S99", "Did you mean S"),
        ("", "`vault-companion rules` lists them."),
    ],
)
def test_an_unknown_code_ends_with_2_and_the_nearest(code: str, hint: str) -> None:
    done = called("rules", code)

    assert (2, "") == (done.returncode, done.stdout)
    assert f'there is no rule "{code}"' in done.stderr
    assert hint in done.stderr


def test_the_list_is_there_for_a_program() -> None:
    found = json.loads(called("rules", "--json").stdout)

    assert (1, CODES) == (found["schema"], [one["id"] for one in found["rules"]])


def test_one_rule_is_there_for_a_program() -> None:
    found = json.loads(called("rules", "hell_and_back", "--json").stdout)

    assert {"schema", "id", "kind", "finds", "why", "silent", "theory"} == found.keys()
    assert ("binds", [("S14", "a rule of the craft")]) == (
        found["kind"],
        [(one["id"], one["stands"]) for one in found["theory"]],
    )


def test_one_statement_is_there_for_a_program() -> None:
    found = json.loads(called("rules", "s14", "--json").stdout)

    assert ("S14", ["hell_and_back", "questions"]) == (found["id"], found["rules"])


def test_the_documentation_of_a_rule_is_its_docstring() -> None:
    module = ModuleType(
        "vault_companion.dynamics.friction.tea",
        "They fight about tea (theory 4.9; S67).\n\nMilk first, or not\nat all.\n\n"
        "Why it matters: it is\nnever about tea.\n\nSilent when: both drink water.\n",
    )
    vars(module)["THEORY"] = ("S69", "S67", "S67")

    assert About(
        "tea",
        "fights",
        "They fight about tea.",
        "Milk first, or not at all.",
        "it is never about tea.",
        "both drink water.",
        ("S67", "S69"),
    ) == about(module)


def test_a_statement_is_one_sentence_of_its_own() -> None:
    assert [f"S{number:02}" for number in range(1, 70)] == list(statements())
    assert [] == [one.id for one in statements().values() if not re.fullmatch(r"[A-Z][^.]{20,160}\.", one.says)]
    assert len(statements()) == len({one.says for one in statements().values()})


@pytest.mark.parametrize("code", sorted(ASKED))
def test_every_question_that_a_page_can_ask_is_told_with_when_it_is_asked(code: str) -> None:
    told = QUESTIONS[code]

    said = called("rules", code).stdout

    assert [] == [text for text in (code, told.asks, told.when, told.answer) if text not in said]
    assert told.when == json.loads(called("rules", code.lower(), "--json").stdout)["when"]


def test_no_question_is_told_that_is_never_asked() -> None:
    assert QUESTIONS.keys() == ASKED
