"""Which missing notes are believed to be deleted."""

from __future__ import annotations

from math import inf

import pytest

from vault_companion.hold import Missing, is_many, missing

NOTES = tuple(f"{number}.md" for number in range(100))


def looks(*times_and_lost: tuple[float, int], of: int = 100) -> Missing:
    """What is missing after several looks, each at a time and without so many of the first notes."""
    found = Missing()
    for now, lost in times_and_lost:
        found = missing(found.waiting, NOTES[:lost], now, sources=NOTES[:of], gone_s=60.0)
    return found


def test_a_note_that_is_missing_is_not_believed_to_be_deleted_at_once() -> None:
    found = looks((0.0, 1))

    assert (set(found.waiting), found.believed, found.held, found.due) == ({"0.md"}, frozenset(), False, 60.0)


def test_it_is_believed_after_a_minute_and_two_looks() -> None:
    assert looks((0.0, 1), (59.9, 1)).believed == frozenset()
    assert looks((0.0, 1), (60.0, 1)) == Missing(believed=frozenset({"0.md"}), due=inf)


def test_one_look_after_whatever_time_is_not_enough() -> None:
    assert not looks((1000.0, 1)).believed


def test_a_note_that_comes_back_starts_anew() -> None:
    assert looks((0.0, 1), (30.0, 0), (50.0, 1), (100.0, 1)).believed == frozenset()


@pytest.mark.parametrize(("gone", "of", "many"), [(20, 100, False), (21, 100, True), (2, 4, False), (3, 4, True)])
def test_more_than_twenty_or_more_than_half_are_many(gone: int, of: int, many: bool) -> None:
    assert is_many(gone, of) is many


def test_while_many_are_missing_everything_is_held() -> None:
    assert looks((0.0, 60)).held
    assert looks((0.0, 60), (30.0, 60)).held


def test_when_all_of_many_have_been_missing_for_a_minute_they_are_believed_and_that_is_to_be_told() -> None:
    found = looks((0.0, 60), (60.0, 60))

    assert (len(found.believed), found.held, found.many, found.waiting) == (60, False, True, {})


def test_while_more_vanish_none_of_many_is_believed() -> None:
    found = looks((0.0, 60), (50.0, 61), (60.0, 61))

    assert (found.held, found.believed, found.due) == (True, frozenset(), 110.0)


def test_many_that_come_back_release_the_hold() -> None:
    assert looks((0.0, 60), (10.0, 0)) == Missing()


def test_pages_are_not_counted() -> None:
    pages = [f"Dynamics/{number}.md" for number in range(60)]

    assert not missing({}, pages, 0.0, sources=NOTES, gone_s=60.0).held
