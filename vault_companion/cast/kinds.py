"""The kinds of relationship, and how they are read from the few words in which authors state them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

from vault_companion.cast.kind_clauses import Direction, Reader, StatedKind
from vault_companion.cast.kind_words import FAMILIES, Kind, kind_of, mirror_of, tokens_of, words_for

__all__ = [
    "FAMILIES",
    "Direction",
    "Kind",
    "StatedKind",
    "family_of",
    "kind_of",
    "mirror_of",
    "primary",
    "read_kinds",
    "taught_kind",
    "unknown_label",
]

_LONGEST_TEXT: Final = 600
_LONGEST_LABEL: Final = 80
_NEAR: Final = 0.75
_SENTENCE_END: Final = re.compile(
    r"[.!?…](?<!\bMr.)(?<!\bMrs.)(?<!\bDr.)(?<!\bSt.)(?<!\bMme.)(?<!\bSr.)(?<!\bSra.)(?<!\bHr.)(?=[\s\"'”’)*_]|$)|[。！？]|\n[^\S\n]*[\n*+>|#-]"
)
_IN_LOVE: Final = re.compile(
    r"(?<=[.!?;,])\s+(?:(?:still|secretly|deeply|madly|hopelessly|openly) )?in love(?=\s*(?:[.!;]|$))", re.IGNORECASE
)
"""A later sentence, or the last words, that say nothing else."""
_PASSED: Final = frozenset({"my", "his", "her", "their", "our", "its", "your", "a", "an", "the"})


def family_of(id_: str) -> str:
    """The family of a kind, "" for an id that is none."""
    kind = kind_of(id_)
    return kind.family if kind else ""


def primary(families: Iterable[str]) -> str:
    """Of the families stated, the one that names the tie; "" when there is none."""
    found = set(families)
    return next((family for family in FAMILIES if family in found), "")


def read_kinds(text: str, *, names: Collection[str] = (), more: tuple[Kind, ...] = ()) -> tuple[StatedKind, ...]:
    """The kinds that a label, or the first sentence of a description, states: in order, each once.

    Where it states none, a later sentence or end that is only `In love.` does.

    Args:
        text: The author's words, links already as their display text.
        names: What the other one is called. When given, a name after `of` or `to` counts only if it is among
            these ("son of Harald" in a line about Bo states nothing); without it, every name counts.
        more: Kinds that the author taught, each called by its id.
    """
    bare = text[:_LONGEST_TEXT].lstrip(" \t\r\n.…*_\"'“‘-–—>:")
    end = _SENTENCE_END.search(bare)
    known = frozenset(word for name in names for word in _name_words(name))
    found = Reader(bare[: end.start()] if end else bare, words_for(more), known).read()
    loves = kind_of("loves")
    if not found and loves and _IN_LOVE.search(bare):
        return (StatedKind(loves, loves.id, "about"),)
    return found


def taught_kind(word: str, family: str, *, both_ways: bool, inverse: str = "", sign: int = 0) -> tuple[Kind, ...]:
    """The kinds that an author teaches with one word, for `more` of `read_kinds`.

    Args:
        word: What she calls it, in any script.
        family: One of `FAMILIES`.
        both_ways: Each is it to the other.
        inverse: What the other is in turn; a second kind is given for it. Without meaning when `both_ways`.
        sign: +1 or -1 where the word alone says how they stand.

    Raises:
        ValueError: The family is none, or the word or inverse has no letter or digit.
    """
    if family not in FAMILIES:
        message = f'"{family}" is no family of relationships'
        raise ValueError(message)
    one, other = _id(word), _id(inverse) if inverse and not both_ways else ""
    if both_ways or one == other:
        return (Kind(one, family, one, symmetric=True, sign=sign),)
    kinds = ((one, other), (other, one)) if other else ((one, ""),)
    return tuple(
        Kind(id_, family, turned, symmetric=False, sign=sign, above=_above(id_, family)) for id_, turned in kinds
    )


def _id(word: str) -> str:
    """A word as ids are written."""
    id_ = " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", unicodedata.normalize("NFC", word).casefold()))
    if not id_:
        message = f'"{word}" is no word for a relationship'
        raise ValueError(message)
    return id_


def _above(id_: str, family: str) -> str:
    """Who has authority by a word that is known anyway: of a liege who is taught, as of one who is not."""
    known = words_for().nouns.get(" ".join(token.word for token in tokens_of(id_)))
    return known.above if known and known.family == family else ""


def unknown_label(text: str, *, more: tuple[Kind, ...] = ()) -> tuple[str, ...]:
    """For a label that states nothing: the ids of the nearest kinds, at most three, nearest first.

    English words and those that the author taught come before the words of other languages.
    """
    label = tuple(token.word for token in tokens_of(text[:_LONGEST_LABEL]) if token.word not in _PASSED)
    if not label or len(text) > _LONGEST_LABEL or read_kinds(text, more=more):
        return ()
    wholes = tuple(dict.fromkeys((" ".join(label), label[-1])))
    return _nearest(more, wholes, english=True) or _nearest(more, wholes, english=False)


@lru_cache(maxsize=1024)
def _nearest(more: tuple[Kind, ...], wholes: tuple[str, ...], *, english: bool) -> tuple[str, ...]:
    """The ids of the nearest kinds. The look takes a hundredth of a second, and vaults repeat their labels."""
    known = _by_length(more, english=english)
    near: dict[str, None] = {}
    for whole in wholes:
        alike = {word: id_ for size in known if _may_be_near(size, len(whole)) for word, id_ in known[size].items()}
        near |= {alike[word]: None for word in difflib.get_close_matches(whole, alike, n=6, cutoff=_NEAR)}
    return tuple(near)[:3]


@lru_cache(maxsize=8)
def _by_length(more: tuple[Kind, ...], *, english: bool) -> Mapping[int, Mapping[str, str]]:
    """The words for kinds with the id of what each means, by how many letters they have."""
    words = words_for(more)
    found: dict[int, dict[str, str]] = {}
    for said in (words.verbs, words.nouns):
        for word, kind in said.items():
            if (word in words.english) is english:
                found.setdefault(len(word), {})[word] = kind.id
    return found


def _may_be_near(one: int, other: int) -> bool:
    """Whether words of so many letters may be near enough to be worth a closer look."""
    return 2 * min(one, other) >= _NEAR * (one + other)


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens_of(name))
