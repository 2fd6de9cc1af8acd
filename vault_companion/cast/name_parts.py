"""What a full name is made of: titles, first name, surname."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from vault_companion.cast.sheet import Character
from vault_companion.cast.titles import of_first_names, title_of
from vault_companion.notes.resolve import key

_BETWEEN = re.compile(r"[\s,·・•‧]+")


@dataclass(frozen=True, slots=True)
class OwnNames:
    """What somebody is called, word by word, in the form in which names are compared.

    Attributes:
        titles: The titles before any of the names.
        firsts: The first name, also that of an alias which ends as the name does.
        surnames: The surname; the only name behind a title such as `Captain`.
        parts: The first name, the surname, both together, and those of the aliases.
        words: Every word of any name.
    """

    titles: frozenset[str]
    firsts: frozenset[str]
    surnames: frozenset[str]
    parts: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, person: Character) -> OwnNames:
        """Those of a person."""
        names = (person.name, person.path.stem, *person.aliases)
        titles = frozenset(title for name in names for title in titles_in(name)) - {"the"}
        words = words_of(person.name)
        by_rank = len(words) == 1 and any(not of_first_names(title) for title in titles_in(person.name))
        last = words[-1] if words else ""
        firsts = (words[0] if len(words) > 1 else "", *(first_of(alias, person.name) for alias in person.aliases))
        return cls(
            titles,
            frozenset(key(one) for one in firsts if one),
            frozenset({key(last)}) if len(words) > 1 or by_rank else frozenset(),
            frozenset(key(part) for name in names for part in (*parts(name), untitled(name)) if part),
            frozenset(key(word) for name in names for word in _BETWEEN.split(name)),
        )


def titles_in(name: str) -> list[str]:
    """The titles with which a name begins, in full."""
    titles = (title_of(word) for word in _BETWEEN.split(name) if word)
    return list(takewhile(bool, titles))


def words_of(name: str) -> list[str]:
    """The words of a full name, titles left out; none for one that is a single word."""
    parts = _BETWEEN.split(name)
    return [word for word in parts if word and not title_of(word)] if len(parts) > 1 else []


def parts(name: str) -> Iterable[str]:
    """The first name and the surname of a full name, titles left out."""
    words = words_of(name)
    ends = (words[0], words[-1]) if words else ()
    return {word for word in ends if len(word) > 1 and not word[0].islower()}


def untitled(name: str) -> str:
    """A full name without its titles: `Ada Voss` of `Captain Ada Voss`; "" without a title or a second word."""
    words = name.split()[len(titles_in(name)) :]
    return " ".join(words) if 1 < len(words) < len(name.split()) else ""


def first_of(alias: str, name: str) -> str:
    """The first name in an alias that gives one to a known surname: `Tobias Pell` of `Old Pell`; else ""."""
    words, known = words_of(alias), words_of(name)
    same = len(words) > 1 and not titles_in(alias) and known and key(words[-1]) == key(known[-1])
    return words[0] if same else ""
