"""Who somebody may be by now whose name nobody has any more: a question to ask the author, never an answer."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_LEAST: Final = 3
"""How many letters a name has at least of which a part, or all but one letter, tells anything."""


def name_in(link: str) -> str:
    """What the note is called that a link, or a plain name, means: "Sam" for `[[People/Sam.md#Needs|him]]`."""
    target = link.strip().removeprefix("[[").removesuffix("]]").partition("|")[0].partition("#")[0]
    return target.rpartition("/")[2].removesuffix(".md").strip()


def may_be(old: str, new: str) -> bool:
    """Whether a name may be what became of another: one letter away, or longer or shorter at the end of a word.

    "Sam Doyle" may be "Samir Doyle", and "Ilse" may be "Ilse Harrow"; "Sam Doyle" is never "Sam Bell".
    """
    one, two = _WORD.findall(old.casefold()), _WORD.findall(new.casefold())
    if not one or not two:
        return False
    if _is_near(" ".join(one), " ".join(two)):
        return True
    if len(one) != len(two):
        size = min(len(one), len(two))
        return one[:size] == two[:size] and len("".join(one[:size])) >= _LEAST
    return all(_is_near(a, b) or _begins(a, b) or _begins(b, a) for a, b in zip(one, two, strict=True))


def _begins(short: str, long: str) -> bool:
    return len(short) >= _LEAST and long.startswith(short)


def _is_near(one: str, two: str) -> bool:
    """Whether two words are the same, or one letter is put in, left out or another one."""
    if one == two:
        return True
    if abs(len(one) - len(two)) > 1 or min(len(one), len(two)) < _LEAST:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest, other = one[same:], two[same:]
    return rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other
