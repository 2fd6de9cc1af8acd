"""Writes `docs/reliability.md` from the promises and figures in `docs/reliability.yaml` and from the tests' own names.

python tools/write_reliability_page.py
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
_NAME = re.compile(r"test_faults?((?:_\d\d?)+)_(\w+)")
_HEAD = """# What happens when something goes wrong

Made by `python tools/write_reliability_page.py` from `docs/reliability.yaml` and the names of the tests; change those.
Every case is shown by at least one test that bears its number.
Tests in `tests/long/` run by hand, all others on every change.

| | when | then | shown by |
|--:|---|---|---|
"""
_FIGURES = """
## Figures

Measured with the command beside it, on Linux with two shared cores.

| what | figure | command | date |
|---|---|---|---|
"""


def shown() -> dict[int, list[str]]:
    """The tests that bear the number of a case, as `file: what they say`, in the order of their files."""
    found: dict[int, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = _NAME.fullmatch(node.name) if isinstance(node, ast.FunctionDef) else None
            if named:
                told = f"`{path.relative_to(ROOT / 'tests').as_posix()}`: {named[2].replace('_', ' ')}"
                for number in map(int, named[1].strip("_").split("_")):
                    found.setdefault(number, []).append(told)
    return found


def page() -> str:
    """The page as it should be."""
    known: dict[str, Any] = yaml.safe_load((ROOT / "docs/reliability.yaml").read_text("utf-8"))
    tests = shown()
    rows = [
        f"| {number} | {case['when']} | {case['then']} | {'<br>'.join(tests.get(number, ()))} |"
        for number, case in known["cases"].items()
    ]
    figures = [f"| {one['what']} | {one['figure']} | `{one['command']}` | {one['date']} |" for one in known["figures"]]
    return _HEAD + "\n".join(rows) + "\n" + (_FIGURES + "\n".join(figures) + "\n" if figures else "")


if __name__ == "__main__":
    (ROOT / "docs/reliability.md").write_text(page(), encoding="utf-8", newline="\n")
