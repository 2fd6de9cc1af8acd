"""The page on faults is made of the tests as they are, and no case is without one."""

from __future__ import annotations

import sys
from functools import cache

import pytest

from tests.helpers import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import write_reliability_page
from write_reliability_page import page

PAGE = ROOT / "docs/reliability.md"


shown = cache(write_reliability_page.shown)


def test_every_case_is_shown_by_a_test() -> None:
    assert set(range(1, 41)) <= set(shown())


def test_the_page_in_docs_is_made_from_the_tests_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_reliability_page, "shown", shown)

    assert page() == PAGE.read_text("utf-8")
