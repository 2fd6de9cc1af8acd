"""Every statement of the theory is read by a rule and shown by a test; a test names it with the mark `claims`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.helpers import ROOT
from vault_companion.rulebook import standing_on, statement_of, statements


@cache
def shown() -> tuple[str, ...]:
    """Every statement that a test names: in `claims(...)`, or in the test's own docstring."""
    return tuple(_shown())


def _shown() -> Iterator[str]:
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


@pytest.mark.parametrize("number", statements())
def test_a_statement_is_read_by_a_rule(number: str) -> None:
    assert standing_on(number), f"no rule names {number} in its THEORY: {statements()[number].says}"


@pytest.mark.parametrize("number", statements())
def test_a_statement_is_shown_by_a_test(number: str) -> None:
    assert number in map(statement_of, shown()), f"no test claims {number}: {statements()[number].says}"


def test_what_a_test_claims_is_a_statement_of_the_theory() -> None:
    assert [] == [number for number in shown() if statement_of(number) not in statements()]
