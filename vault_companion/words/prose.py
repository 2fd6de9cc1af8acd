"""Cues in running text: which of them say something about how somebody loves, and which only look as if they did.

A phrase under `In love` is about love whatever its words; a sentence anywhere else must show it itself. So a single
word ("armour", "withdraws") counts only with a person as its object, the words of a longer cue must stand together,
and the sentence must speak of somebody else, of love, or of being alone.
"""

from __future__ import annotations

import re
from typing import Final

from vault_companion.words.index import Hit
from vault_companion.words.normalise import Token, Tokens, token_of
from vault_companion.words.pattern import Span

_LINK: Final = re.compile(r"!?\[\[[^\[\]\n]*\]\]")
_NAME: Final = re.compile(r"(?<=[\w,;] )(?!I\b)[A-ZÀ-ÖØ-Þ][\w'’-]*(?: [A-ZÀ-ÖØ-Þ][\w'’-]*)*")
_OBJECT: Final = re.compile(
    r"\b(?:him|her|his|hers|them|me|us)\b"
    r"(?=\s*(?:$|[.,;:!?)…–—]|\b(?:to|from|with|in|into|on|at|by|for|of|and|or|but|as|if|when|whenever|because|before|"
    r"after|until|away|back|out|close|near|so|too|very|again|alone)\b))",
    re.IGNORECASE,
)


def _stems(words: str) -> frozenset[str]:
    return frozenset(token.stem for word in words.split() if (token := token_of(word)))


_PEOPLE: Final = _stems(
    "someone anyone everyone somebody anybody everybody nobody other another people person lover partner spouse friend "
    "family parent parents child children sibling siblings sweetheart stranger companion admirer suitor"
)
_LOVE: Final = _stems(
    "love beloved closeness intimacy intimate affection tenderness commitment relationship romance marriage marry "
    "feeling feelings emotion emotions heart alone lonely loneliness abandon abandoned abandonment reject rejection"
)
_SPEAKS_OF: Final = _PEOPLE | _LOVE
_WAY_TO_OBJECT: Final = 2
"""How many function words may stand between a word and its object: `jealous of`, `shut off from`."""
_SENTENCE: Final = 30
"""How many words before and after a cue may belong to its sentence."""


def with_people(text: str) -> str:
    """A sentence in which names, links, and pronouns for the one something is done to, are all "someone"."""
    text = _LINK.sub(lambda link: "someone" if link.start() else "", text)
    text = _NAME.sub("someone", text)
    return _OBJECT.sub("someone", text)


def counts_anywhere(tokens: Tokens, hit: Hit, span: Span) -> bool:
    """Whether a cue counts in a sentence that stands anywhere."""
    if not hit.pattern.solid:
        return _has_person_as_object(tokens, span)
    return _stands_together(tokens, hit, span) and _speaks_of_others(tokens, span)


def counts_in_nature(tokens: Tokens, hit: Hit, span: Span) -> bool:
    """The same under a heading that says what somebody is like, where one word may be enough."""
    return _stands_together(tokens, hit, span)


def _stands_together(tokens: Tokens, hit: Hit, span: Span) -> bool:
    """Whether no telling word but one for a person stands between those of the cue: what does is what it is about."""
    telling = sum(not piece.light for piece in hit.pattern.pieces)
    inside = tokens.items[span.start : span.end]
    people = sum(_is_person(token) for token in inside)
    return sum(token.content and not token.barrier for token in inside) - people <= telling


def _has_person_as_object(tokens: Tokens, span: Span) -> bool:
    for token in tokens.items[span.end : span.end + _WAY_TO_OBJECT + 1]:
        if _is_person(token):
            return True
        if token.barrier or not token.light:
            return False
    return False


def _is_person(token: Token) -> bool:
    return token.stem in _PEOPLE


def is_person(word: str) -> bool:
    """Whether a word means a person: "brother", "anyone"."""
    token = token_of(word.casefold())
    return token is not None and _is_person(token)


def _speaks_of_others(tokens: Tokens, span: Span) -> bool:
    """Whether the sentence around a cue names a person, love, or being alone."""
    items = tokens.items
    earliest = max(0, span.start - _SENTENCE)
    first = next((at + 1 for at in range(span.start - 1, earliest - 1, -1) if items[at].barrier == "hard"), earliest)
    for token in items[first : span.end + _SENTENCE]:
        if token.barrier == "hard":
            return False
        if token.stem in _SPEAKS_OF:
            return True
    return False
