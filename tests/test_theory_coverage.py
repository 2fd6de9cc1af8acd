"""Every statement of the theory is read by a rule and shown by a test; a test names it with the mark `claims`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.helpers import ROOT
from vault_companion.rulebook import standing_on, statement_of, statements

AWAITED = {
    "pairings": {
        *("S36", "S37", "S38", "S39", "S47", "S48", "S49", "S50", "S51", "S52"),
        *("S53", "S55", "S57", "S58", "S60", "S61", "S63", "S65", "S66"),
    },
    "forecast": {"S40", "S41", "S42", "S44", "S45", "S46"},
}
"""What is read only by a module of `dynamics`; once the module is there, all of it has to be."""

NOT_YET = {
    statement
    for module, awaited in AWAITED.items()
    if find_spec(f"vault_companion.dynamics.{module}") is None
    for statement in awaited
}
REACHED = [number for number in statements() if number not in NOT_YET or standing_on(number)]


def shown() -> Iterator[str]:
    """Every statement that a test names: in `claims(...)`, or in the test's own docstring."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text("utf-8")
        if not re.search(r"\bS\d\d", text) or path.name == "test_theory_coverage.py":
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and _name(node.func) == "claims":
                yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))
            elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield from re.findall(r"\bS\d\d[a-z]?\b", ast.get_docstring(node) or "")


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


SHOWN = list(shown())


@pytest.mark.parametrize("number", REACHED)
def test_a_statement_is_read_by_a_rule(number: str) -> None:
    assert standing_on(number), f"no rule names {number} in its THEORY: {statements()[number].says}"


@pytest.mark.parametrize("number", REACHED)
def test_a_statement_is_shown_by_a_test(number: str) -> None:
    assert number in map(statement_of, SHOWN), f"no test claims {number}: {statements()[number].says}"


def test_what_a_test_claims_is_a_statement_of_the_theory() -> None:
    assert [] == [number for number in SHOWN if statement_of(number) not in statements()]
