"""The words of a text, as the words for relationships are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

_MARKS: Final = "\u0300-\u036f\u064b-\u065f\u0670\u3099\u309a"
_TOKEN: Final = re.compile(rf"[^\W_]+(?:[{_MARKS}][^\W_]*|['’][^\W_]+)*")
_CONTRACTED: Final = re.compile(r"'(?:s|re|ve|ll|d|m)$")
_ELIDED: Final = re.compile(r"(?:l|d|dell|all|dall|nell|un|qu|n)['’](?=[^\W_]{2})", re.IGNORECASE)
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")
_LETTERS: Final = str.maketrans(
    {"’": "'", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "ـ": "", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}
)
_LONGEST: Final = 12


class Token(NamedTuple):
    """One word: folded, its place in the text, and how it was written; `owner` when it ended in 's."""

    word: str
    start: int
    end: int
    capital: bool
    owner: bool


_new: Final = tuple.__new__


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text: hyphens and underscores part them, case and accents are folded."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word, capital, owner, elided = _word(match[0])
        if elided:
            found.append(Token(elided, start, start + len(elided) + 1, match[0][0].isupper(), owner=False))
            start += len(elided) + 1
        found.append(_new(Token, (word, start, end, capital, owner)))
    return tuple(found)


def folded(raw: str) -> str:
    """A text without case and accents."""
    if raw.isascii():
        return raw.lower()
    spread = unicodedata.normalize("NFKD", raw.translate(_LETTERS).casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in spread if not unicodedata.combining(letter)))


def is_unspaced(text: str) -> bool:
    """Whether a text has letters of a script that puts no blanks between words."""
    return _UNSPACED.search(text) is not None


def parted(token: Token, raw: str, known: Collection[str], after: Collection[str]) -> Iterator[Token]:
    """An unspaced token as its known words, the longest first, and what lies between them.

    Args:
        token: The token.
        raw: How it stands in the text.
        known: The words that part it wherever they stand.
        after: Single letters that part it only where a known word follows.
    """
    letters = [(letter, at) for at, one in enumerate(raw) for letter in folded(one)]
    whole = "".join(letter for letter, _ in letters)
    begin, at = 0, 0
    while at < len(whole):
        size = _known_at(whole, at, known)
        if not size and whole[at] in after and _known_at(whole, at + 1, known) > 1:
            size = 1
        if size:
            if begin < at:
                yield _part(token, letters, begin, at)
            yield _part(token, letters, at, at + size)
            begin = at + size
        at += size or 1
    if begin < len(whole):
        yield _part(token, letters, begin, len(whole))


def _known_at(whole: str, at: int, known: Collection[str]) -> int:
    """How many letters the longest known word has that begins here; 0 when there is none."""
    return next((size for size in range(min(_LONGEST, len(whole) - at), 0, -1) if whole[at : at + size] in known), 0)


def _part(token: Token, letters: list[tuple[str, int]], begin: int, end: int) -> Token:
    word = "".join(letter for letter, _ in letters[begin:end])
    stop = letters[end][1] if end < len(letters) else token.end - token.start
    return Token(word, token.start + letters[begin][1], token.start + stop, capital=True, owner=False)


@lru_cache(maxsize=8192)
def _word(raw: str) -> tuple[str, bool, bool, str]:
    """A word folded, whether it has a capital and ended in 's, and the elided article before it: the `l` of l'ami."""
    found = _ELIDED.match(raw)
    elided = found[0][:-1].casefold() if found else ""
    word = folded(raw[found.end() :] if found else raw)
    bare = "not" if word.endswith("n't") else _CONTRACTED.sub("", word)
    return bare, raw[found.end() if found else 0].isupper(), word.endswith("'s"), elided
