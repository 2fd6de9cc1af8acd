"""The place of a change in the story: `ch. 12: she leaves` happens at "ch. 12" (theory 2.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKER = re.compile(
    r"(?P<sort>ch(?:apter)?|scene|sc|act|book|part|vol(?:ume)?|year|day|episode|session)\.?\s*"
    r"(?P<number>\d{1,6}|[ivxlc]{1,7})\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,9}|\b[ivxlc]{1,7}\b", re.IGNORECASE)
_DATE = re.compile(r"(\d{3,4})-(\d{1,2})(?:-(\d{1,2}))?")
_SORTS = {"chapter": "ch", "sc": "scene", "volume": "vol"}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_PLACE = re.compile(r"([^:\[\]]{1,60}|[^:]{0,20}\[\[[^\]]{1,80}\]\][^:]{0,20}):\s+(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A point in the story: comparable only with points of the same `sort` ("ch", "act", "date" ...)."""

    sort: str
    number: tuple[int, ...]


def split_place(text: str) -> tuple[str, str]:
    """A change's place in the story and what changes: what stands before the first `: `, and the rest."""
    found = _PLACE.fullmatch(text.strip())
    return (found[1].strip(), found[2].strip()) if found else ("", text.strip())


def point_of(place: str) -> Point | None:
    """The point that a marker such as `ch. 12`, `Act II` or a date names; None when it names none we know."""
    date = _DATE.search(place)
    if date:
        return Point("date", tuple(int(part or 0) for part in date.groups()))
    found = _MARKER.search(place)
    if not found:
        return None
    sort = found["sort"].lower()
    digits = found["number"]
    return Point(_SORTS.get(sort, sort), (int(digits) if digits.isdigit() else _roman(digits.lower()),))


def number_in(text: str) -> int | None:
    """The first number of a text, in digits or as a Roman numeral: 3 for "3", "ch. 3" and "Act III"; None without."""
    found = _NUMBER.search(text)
    if not found:
        return None
    return int(found[0]) if found[0].isdecimal() else _roman(found[0].lower())


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def is_after(place: str, at: str) -> bool:
    """Whether `place` comes later than the point `at`; False when the two cannot be compared."""
    one, other = point_of(place), point_of(at)
    return one is not None and other is not None and one.sort == other.sort and one.number > other.number
