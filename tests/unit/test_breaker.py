"""When a page is not written any more."""

from __future__ import annotations

from vault_companion.breaker import MOST, Breaker, Cause

SAME = Cause("page", "notes")


def after_writes(number: int, *, every_s: float = 1.0, cause: Cause = SAME) -> Breaker:
    breaker = Breaker()
    for turn in range(number):
        breaker = write(breaker, turn * every_s, cause)
    return breaker


def write(breaker: Breaker, now: float, cause: Cause) -> Breaker:
    causes = {"A.md": cause}
    asked = breaker.asked(causes, now, within_s=60.0)
    return asked if asked.open else asked.wrote(["A.md"], causes, now, within_s=60.0)


def test_five_writes_within_a_minute_are_allowed_and_the_sixth_is_not() -> None:
    assert not after_writes(MOST).open
    assert after_writes(MOST + 1).open == {"A.md": SAME}


def test_writes_that_are_spread_over_more_than_a_minute_are_allowed() -> None:
    assert not after_writes(50, every_s=15.0).open


def test_a_page_that_says_something_else_each_time_is_still_a_loop_when_no_note_changed() -> None:
    breaker = Breaker()
    for turn in range(MOST + 1):
        breaker = write(breaker, turn, Cause(f"page {turn}", "notes"))

    assert "A.md" in breaker.open


def test_a_page_that_says_the_same_is_still_a_loop_when_other_notes_changed() -> None:
    breaker = Breaker()
    for turn in range(MOST + 1):
        breaker = write(breaker, turn, Cause("page", f"notes {turn}"))

    assert "A.md" in breaker.open


def test_an_author_who_changes_a_note_to_and_fro_is_no_loop() -> None:
    breaker = Breaker()
    for turn in range(40):
        breaker = write(breaker, turn, Cause(f"page {turn % 2}", f"notes {turn % 2}"))

    assert not breaker.open


def test_it_stays_open_until_the_page_has_another_cause() -> None:
    breaker = after_writes(MOST + 1).asked({"A.md": SAME}, 500.0, within_s=60.0)
    assert "A.md" in breaker.open

    assert not breaker.asked({"A.md": Cause("other page", "other notes")}, 501.0, within_s=60.0).open


def test_a_run_without_the_page_leaves_it_open() -> None:
    assert after_writes(MOST + 1).asked({}, 100.0, within_s=60.0).open


def test_another_page_is_not_concerned() -> None:
    breaker = after_writes(MOST + 1).asked({"A.md": SAME, "B.md": SAME}, 10.0, within_s=60.0)

    assert set(breaker.open) == {"A.md"}
