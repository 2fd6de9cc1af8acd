"""The page on faults is made of the tests as they are, and no case is without one."""

from __future__ import annotations

import sys

from tests.helpers import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from write_reliability_page import page, shown

PAGE = ROOT / "docs/reliability.md"


def test_every_case_is_shown_by_a_test() -> None:
    assert set(range(1, 41)) <= set(shown())


def test_the_page_in_docs_is_made_from_the_tests_as_they_are() -> None:
    assert page() == PAGE.read_text("utf-8")
