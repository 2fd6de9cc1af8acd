"""The place of a change in the story."""

from __future__ import annotations

import pytest

from vault_companion.cast.timeline import Point, is_after, point_of, split_place


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("ch. 12: she leaves", "ch. 12", "she leaves"),
        ("after the fire: nothing", "after the fire", "nothing"),
        ("[[Ch 3]]: a letter", "[[Ch 3]]", "a letter"),
        ("she says: no: never", "she says", "no: never"),
        ("12:30 at the mill", "", "12:30 at the mill"),
        ("no place here", "", "no place here"),
        (": x", "", ": x"),
        ("Act II:  two blanks ", "Act II", "two blanks"),
        ("x" * 61 + ": long", "", "x" * 61 + ": long"),
        ("", "", ""),
        ("ch. 3:", "", "ch. 3:"),
    ],
)
def test_what_stands_before_the_first_colon_is_the_place(text: str, place: str, rest: str) -> None:
    assert (place, rest) == split_place(text)


@pytest.mark.parametrize(
    ("place", "point"),
    [
        ("ch. 12", Point("ch", (12,))),
        ("Chapter 12", Point("ch", (12,))),
        ("ch12", Point("ch", (12,))),
        ("Act II", Point("act", (2,))),
        ("scene iv", Point("scene", (4,))),
        ("sc. 4", Point("scene", (4,))),
        ("book 1", Point("book", (1,))),
        ("year 1066", Point("year", (1066,))),
        ("2021-05-03", Point("date", (2021, 5, 3))),
        ("1748-08", Point("date", (1748, 8, 0))),
        ("late in ch. 9", Point("ch", (9,))),
        ("Volume 2", Point("vol", (2,))),
        ("ch. XLIX", Point("ch", (49,))),
        ("after the fire", None),
        ("", None),
        ("choice 5", None),
        ("ch", None),
    ],
)
def test_known_markers_name_a_point(place: str, point: Point | None) -> None:
    assert point == point_of(place)


@pytest.mark.parametrize(
    ("place", "at", "later"),
    [
        ("ch. 13", "ch. 12", True),
        ("ch. 12", "ch. 12", False),
        ("ch. 9", "ch. 12", False),
        ("Act II", "ch. 1", False),
        ("after the fire", "ch. 1", False),
        ("chapter 100", "ch. 12", True),
        ("2021-05-03", "2021-04-30", True),
        ("ch. X", "ch. 9", True),
    ],
)
def test_only_points_of_one_sort_are_compared(place: str, at: str, later: bool) -> None:
    assert later == is_after(place, at)
