"""What a run came to, as text, as JSON and as an exit code."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from vault_companion.problem import Problem
from vault_companion.report import PageNote, Report

CALM = Report(
    vault="/home/ada/Novel",
    notes=12,
    characters=3,
    ties=2,
    pairs=2,
    parsed=1,
    questions=1,
    created=(),
    updated=(),
    removed=(),
    unchanged=5,
    kept=(),
    failed=(),
    problems=(),
    seconds=0.12345,
)
KEPT = PageNote("Dynamics/A.md", "edited-page", "the text between the marks was changed by hand", "Undo it.")
FAILED = PageNote("Dynamics/B.md", "not-written", "the disk is full", "Make room.")
PROBLEMS = (
    Problem("Ada.md", 4, "unknown-kind", "warning", '"trsts" is not known', 'Did you mean "trusts"?'),
    Problem("Bo.md", 0, "not-utf8", "error", "it is no UTF-8", ""),
    Problem("Cy.md", 7, "unresolved-link", "info", "leads to no note", ""),
)
BUSY = replace(CALM, created=("Dynamics/C.md",), updated=("Dynamics/D.md",), kept=(KEPT,), problems=PROBLEMS)


def test_the_json_has_every_key_of_the_contract() -> None:
    assert BUSY.to_json() == {
        "schema": 1,
        "vault": "/home/ada/Novel",
        "notes": 12,
        "characters": 3,
        "ties": 2,
        "pairs": 2,
        "parsed": 1,
        "pages": {
            "created": ["Dynamics/C.md"],
            "updated": ["Dynamics/D.md"],
            "removed": [],
            "unchanged": 5,
            "kept": [
                {
                    "path": "Dynamics/A.md",
                    "reason": "edited-page",
                    "message": KEPT.message,
                    "hint": "Undo it.",
                }
            ],
            "failed": [],
        },
        "problems": [
            {
                "path": "Ada.md",
                "line": 4,
                "code": "unknown-kind",
                "severity": "warning",
                "message": '"trsts" is not known',
                "hint": 'Did you mean "trusts"?',
            },
            {
                "path": "Bo.md",
                "line": 0,
                "code": "not-utf8",
                "severity": "error",
                "message": "it is no UTF-8",
                "hint": "",
            },
            {
                "path": "Cy.md",
                "line": 7,
                "code": "unresolved-link",
                "severity": "info",
                "message": "leads to no note",
                "hint": "",
            },
        ],
        "questions": 1,
        "seconds": 0.123,
    }
    assert json.loads(json.dumps(BUSY.to_json())) == BUSY.to_json()


def test_a_calm_run_is_two_lines() -> None:
    assert CALM.to_text() == (
        "Read 12 notes: 3 characters, 2 relationships, 1 open question.\n"
        "Pages: nothing to do (5 pages up to date, 0.12 s)."
    )


def test_a_busy_run_tells_what_to_do() -> None:
    assert (
        BUSY.to_text()
        == """\
Read 12 notes: 3 characters, 2 relationships, 1 open question.
Pages: 1 created, 1 updated, 1 kept as it is (5 pages up to date, 0.12 s).

Left as they are:
  Dynamics/A.md  edited-page  the text between the marks was changed by hand
      Undo it.

Errors:
  Bo.md  not-utf8  it is no UTF-8

Warnings:
  Ada.md:4  unknown-kind  "trsts" is not known
      Did you mean "trusts"?

1 remark besides; `vault-companion check` lists them."""
    )


def test_a_dry_run_lists_what_would_be_done() -> None:
    text = replace(BUSY, dry=True).to_text()

    assert "Pages: 1 would be created, 1 would be updated" in text
    assert "Would create:\n  Dynamics/C.md\n" in text


def test_a_long_list_of_problems_is_cut() -> None:
    many = tuple(replace(PROBLEMS[0], line=line) for line in range(1, 31))

    assert "... and 10 more" in replace(CALM, problems=many).to_text()


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (CALM, 0),
        (BUSY, 0),
        (replace(BUSY, dry=True), 0),
        (replace(CALM, dry=True, check=True), 0),
        (replace(CALM, kept=(KEPT,), dry=True, check=True), 0),
        (replace(BUSY, dry=True, check=True), 1),
        (replace(CALM, failed=(FAILED,)), 2),
    ],
)
def test_the_exit_code_tells_what_became_of_the_run(report: Report, code: int) -> None:
    assert report.exit_code == code
