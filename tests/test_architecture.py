"""The shape of the program, proved: who imports whom, lists that match their folders, modules that stay small."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.helpers import ROOT
from vault_companion.dynamics.catalogue import BONDS, FRICTION
from vault_companion.dynamics.rule import Rule

PACKAGE = ROOT / "vault_companion"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
RULES = {"bonds": BONDS, "friction": FRICTION}
RULE_FILES = sorted(
    path for kind in RULES for path in (PACKAGE / "dynamics" / kind).glob("*.py") if path.stem != "__init__"
)


def module(path: Path) -> ModuleType:
    """The module of a file."""
    return import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_every_import_contract_holds() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )

    assert (0, True) == (done.returncode, "0 broken." in done.stdout), done.stdout + done.stderr


@pytest.mark.parametrize("kind", RULES)
def test_the_catalogue_lists_every_rule_in_its_folder_and_no_other(kind: str) -> None:
    files = {path.stem for path in RULE_FILES if path.parent.name == kind}

    assert sorted(files) == sorted(rule.id for rule in RULES[kind])


@pytest.mark.parametrize("path", RULE_FILES, ids=named)
def test_a_rule_is_called_like_its_file_and_stands_on_the_theory(path: Path) -> None:
    rule: Rule = module(path).RULE

    assert path.stem == rule.id
    assert rule.theory
    assert all(statement[0] == "S" and statement[1:].isdigit() for statement in rule.theory)


@pytest.mark.parametrize("path", RULE_FILES, ids=named)
def test_the_docstring_of_a_rule_says_what_it_finds_why_it_matters_and_when_it_is_silent(path: Path) -> None:
    told = (module(path).__doc__ or "").strip()

    assert ("Why it matters:" in told, "Silent when:" in told) == (True, True)
    assert told.split("\n")[0].endswith(".")


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_is_under_400_lines_and_says_what_it_is(path: Path) -> None:
    text = path.read_text("utf-8")

    assert text.count("\n") < 400
    assert text.startswith(('"""', "#!"))


def test_no_module_is_named_for_nothing() -> None:
    assert [] == [path for path in MODULES if path.stem in ("utils", "util", "helpers", "common", "misc", "manager")]


def test_every_rule_for_what_binds_or_parts_two_has_words_on_the_page() -> None:
    binding, fighting = (import_module(f"vault_companion.pages.{name}") for name in ("binding", "fighting"))
    told = Path(str(binding.__file__)).read_text("utf-8") + Path(str(fighting.__file__)).read_text(encoding="utf-8")

    assert [] == [rule.id for rule in (*BONDS, *FRICTION) if f'"{rule.id}"' not in told]


def test_the_version_is_written_once() -> None:
    assert 1 == sum("__version__ =" in path.read_text("utf-8") for path in MODULES)
