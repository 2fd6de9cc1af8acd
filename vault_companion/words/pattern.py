"""The pattern language of the word lists: how one entry is written, and where it is found in a phrase.

word        any form of the word          a|b     either
pre*        any word that starts so       x y z   in this order, at most two content words between neighbours
=word       this form only                oneself any reflexive
... ~       weak: not enough alone        ... !   strong (cue lists)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from vault_companion.words.folding import fold_gender
from vault_companion.words.normalise import Token, Tokens, normalise, plain, token_of
from vault_companion.words.stem import stem

Strength = Literal["weak", "plain", "strong"]

MAX_GAP: Final = 2
NEGATION_REACH: Final = 2
_NEGATING_PREFIXES: Final = frozenset({"refus", "refuse", "lack"})
_STRENGTHS: Final[Mapping[str, Strength]] = {"~": "weak", "!": "strong"}
_NO_WORDS: Final[frozenset[str]] = frozenset()
_KEPT_UNDER: Final = 2
"""How many of an entry's words a table keeps it under: of a longer one the others are looked for before the search."""
_TRAILING_NEGATORS: Final = frozenset({"nobody", "nothing", "none", "nowhere"})


class Piece(NamedTuple):
    """One place of a pattern.

    Attributes:
        stems: Stems that fit.
        prefixes: Beginnings that fit.
        words: Forms that fit exactly.
        light: Only function words fit.
        negator: Only negators fit.
        tight: It stands right after the piece before it.
    """

    stems: frozenset[str]
    prefixes: tuple[str, ...]
    words: frozenset[str]
    light: bool
    negator: bool
    tight: bool

    @property
    def simple(self) -> bool:
        """Whether one stem alone fits."""
        return len(self.stems) == 1 and not self.prefixes and not self.words

    def fits(self, token: Token) -> bool:
        """Whether the token may stand in this place."""
        if token.stem in self.stems or token.word in self.words:
            return True
        prefixes = self.prefixes
        return bool(prefixes) and (token.word.startswith(prefixes) or token.stem.startswith(prefixes))


class Pattern(NamedTuple):
    """One entry of a word list.

    Attributes:
        text: As written in the list, without its strength mark.
        pieces: In order; never empty, never a single function word.
        strength: "weak" for a trailing `~`, "strong" for a trailing `!`.
        needed: Stems that a phrase must hold, whatever else: a quick look before the search, where it is worth it.
        solid: It takes more than one telling word: a negator tells, another function word does not.
    """

    text: str
    pieces: tuple[Piece, ...]
    strength: Strength
    needed: frozenset[str]
    solid: bool


class Span(NamedTuple):
    """Where a pattern was found.

    Attributes:
        start: Index of the first token.
        end: Index after the last.
        negated: A negator that the pattern does not name stands before it, inside it, or as its object.
    """

    start: int
    end: int
    negated: bool


@lru_cache(maxsize=16384)
def _piece(text: str) -> Piece | None:
    """The piece one word of an entry describes; none when normalising leaves nothing of it."""
    if text.isalpha():
        token = token_of(text)
        return token and Piece(frozenset((token.stem,)), (), _NO_WORDS, token.light, token.negator, False)
    stems: set[str] = set()
    words: set[str] = set()
    prefixes: list[str] = []
    tokens: list[Token] = []
    for option in text.lstrip("_").split("|"):
        word = option.strip("=*")
        if not word:
            raise ValueError(f"nothing stands in {text!r}")
        if option.endswith("*"):
            word = fold_gender(word)
            prefixes.append(word)
            stems.add(stem(word))
            negator = word in _NEGATING_PREFIXES
            tokens.append(Token(word, word, negator=negator))
        elif token := token_of(word):
            tokens.append(token)
            if option.startswith("="):
                words.add(token.word)
            else:
                stems.add(token.stem)
    if not tokens:
        return None
    return Piece(
        frozenset(stems),
        tuple(prefixes),
        frozenset(words),
        light=all(token.light for token in tokens),
        negator=all(token.negator for token in tokens),
        tight=text.startswith("_"),
    )


def _words_of(entry: str) -> list[str]:
    """The words of an entry without its strength mark, contractions written out."""
    if entry.isalpha():
        return [entry]
    text = entry.rstrip("~!")
    if "'" in text or "no one" in text or "no longer" in text:
        text = plain(text)
    if "-" in text or "_" in text:
        text = text.replace("-", " ").replace("_", " _")
    return text.split()


@lru_cache(maxsize=32768)
def parse_pattern(entry: str) -> Pattern:
    """The pattern that a list entry describes.

    Raises:
        ValueError: Nothing is left of it, or a single function word, which would meet nearly every phrase.
    """
    pieces = [piece for word in _words_of(entry) if (piece := _piece(word)) is not None]
    if not pieces or (len(pieces) == 1 and pieces[0].light):
        raise ValueError(f"pattern {entry!r} shrinks to nothing or to a single function word")
    strength = _STRENGTHS.get(entry[-1], "plain")
    if len(pieces) == 1:
        return Pattern(entry.rstrip("~!"), (pieces[0],), strength, _NO_WORDS, solid=False)
    telling = len([piece for piece in pieces if not piece.light])
    solid = telling > 1
    if not solid:
        negators = [piece for piece in pieces if piece.negator]
        solid = telling + len([piece for piece in negators if piece.light]) > 1
        if not negators:
            after_light = [not telling or before.light for before in pieces[:-1]]
            pieces[1:] = [
                piece._replace(tight=tight or piece.tight) for piece, tight in zip(pieces[1:], after_light, strict=True)
            ]
    needed = _NO_WORDS
    if len(pieces) > _KEPT_UNDER:
        needed = frozenset().union(*[piece.stems for piece in pieces if piece.simple])
    return Pattern(entry.rstrip("~!"), tuple(pieces), strength, needed, solid)


class Keys(NamedTuple):
    """By what one word of an entry may be found.

    Attributes:
        keys: Each choice as a stem or, with `*`, as a beginning; never empty.
        light: Only function words fit.
    """

    keys: tuple[str, ...]
    light: bool

    @property
    def open(self) -> bool:
        """Whether words of other stems than these may fit."""
        return any(key.endswith("*") for key in self.keys)


def keys_of(entry: str) -> list[Keys]:
    """By what each word of an entry may be found; at least one word.

    Raises:
        ValueError: As `parse_pattern` does.
    """
    words = [keys for word in _words_of(entry) if (keys := _keys(word)).keys]
    if not words or (len(words) == 1 and words[0].light):
        raise ValueError(f"pattern {entry!r} shrinks to nothing or to a single function word")
    return words


def _keys(word: str) -> Keys:
    keys: list[str] = []
    light = True
    for option in word.lstrip("_").split("|"):
        if option.endswith("*"):
            prefix = fold_gender(option[:-1])
            keys += (prefix + "*", stem(prefix))
            light = False
        elif not option.lstrip("="):
            raise ValueError(f"nothing stands in {word!r}")
        elif token := token_of(option.lstrip("=")):
            keys.append(token.stem)
            light = light and token.light
    return Keys(tuple(keys), light)


def find(pattern: Pattern, tokens: Tokens) -> list[Span]:
    """Each place where the pattern stands in the phrase, with what denies it."""
    items, denies, _ = tokens
    return [
        Span(start, end, denies and is_negated(pattern, items, start, end)) for start, end in places(pattern, tokens)
    ]


def places(pattern: Pattern, tokens: Tokens) -> list[tuple[int, int]]:
    """Each place where the pattern stands in the phrase, by first token; the shortest one from each."""
    found: list[tuple[int, int]] = []
    items, _, row = tokens
    pieces = pattern.pieces
    first = pieces[0]
    stems, simple = first.stems, not first.prefixes and not first.words
    for start, stemmed in enumerate(row):
        if stemmed in stems or (not simple and first.fits(items[start])):
            end = start + 1 if len(pieces) == 1 else _rest(pieces, items, 1, start + 1)
            if end:
                found.append((start, end))
    return found


def _rest(pieces: tuple[Piece, ...], items: tuple[Token, ...], nth: int, at: int) -> int:
    """Index after the last token when the pieces from `nth` on stand from `at` on, else 0."""
    stems, prefixes, words, _, _, tight = pieces[nth]
    last = nth + 1 == len(pieces)
    gap = 0
    for index in range(at, min(at + 1, len(items)) if tight else len(items)):
        stemmed, word, light, barrier, _ = items[index]
        if barrier == "hard":
            return 0
        if (
            stemmed in stems
            or word in words
            or (prefixes and (word.startswith(prefixes) or stemmed.startswith(prefixes)))
        ):
            end = index + 1 if last else _rest(pieces, items, nth + 1, index + 1)
            if end:
                return end
        gap += not light
        if gap > MAX_GAP:
            return 0
    return 0


def is_negated(pattern: Pattern, items: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether a negator that the pattern does not name stands before a place, inside it, or as its object."""
    if pattern.pieces[0].negator:
        return False
    if end < len(items) and items[end].stem in _TRAILING_NEGATORS:
        return True
    if any(token.negator for token in items[start:end]):
        return not any(piece.negator for piece in pattern.pieces)
    gap = 0
    for index in range(start - 1, -1, -1):
        token = items[index]
        if token.barrier:
            return False
        if token.negator:
            return True
        gap += token.content
        if gap > NEGATION_REACH:
            return False
    return False


def meets_itself(pattern: Pattern) -> bool:
    """Whether the pattern finds its own text, each choice taken at its first word: false for a dead entry."""
    words = (word.split("|")[0].strip("_=*") for word in _words_of(pattern.text))
    return bool(find(pattern, normalise(" ".join(words))))
