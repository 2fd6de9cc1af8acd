"""An author's phrase as tokens: the same words give the same tokens in every note style and gender."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from vault_companion.words.folding import fold_gender
from vault_companion.words.stem import stem, word_set

Barrier = Literal["", "soft", "hard"]

_PRONOUNS: Final = word_set(
    "i me my mine we us our ours you your yours he him his she her hers they them their theirs it its "
    "thou thee thy thine ye ze hir xe xem"
)
_REFLEXIVES: Final = word_set(
    "myself yourself himself herself itself oneself ourselves yourselves themselves themself hisself"
)
_TITLES: Final = frozenset({"mr", "mrs", "ms", "mx"})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_BE: Final = word_set("be am is are was were been being")
_NEGATORS: Final = word_set(
    "not no never without cannot nobody nothing none nowhere hardly barely scarcely seldom rarely unable neither nor"
)
_SAME: Final = {
    "somebody": "someone",
    "everybody": "everyone",
    "anybody": "anyone",
    "noone": "nobody",
    "somewhere": "somewhere",
    "til": "till",
    "until": "till",
    "towards": "toward",
    "naïve": "naive",
    "whilst": "while",
    "amongst": "among",
    "o": "of",
}
_LIGHT: Final = word_set(
    "to of in on at for with by as after before up out off over under into onto from through about "
    "above across against along among around away back behind below beside besides between beyond "
    "down during except inside near onto outside past since than till toward upon within that which "
    "who whom whose what when where while why how if then so and or but because though although yet "
    "unless whatever whoever whenever wherever be do have will would can could shall should may might "
    "must ought this these those there here very too just even only ever again still also quite "
    "rather really almost always already enough such more most much many some any each every all both "
    "either own other another one someone anyone everyone something anything everything somewhere "
    "anywhere everywhere first once now oneself get let else like well long"
)
_SOFT_WORDS: Final = frozenset({"but", "though", "although", "yet", "because", "while", "whatever", "whoever"})

_WIKILINK: Final = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_NOISE: Final = re.compile(r"https?://\S+|<[^<>]{0,80}>|\[\^[^\]]*\]|(?<!\S)\^[\w-]+$")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.,;:!?]")
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_CONTRACTIONS: Final = (
    ("won't", re.compile(r"\bwon't\b"), "will not"),
    ("can", re.compile(r"\b(?:can't|cant|can not)\b"), "cannot"),
    ("shan't", re.compile(r"\bshan't\b"), "shall not"),
    ("ain't", re.compile(r"\bain't\b"), "be not"),
    ("n't", re.compile(r"n't\b"), " not"),
    ("one", re.compile(r"\bno[ -]one\b"), "nobody"),
    ("longer", re.compile(r"\bno longer\b"), "not any longer"),
    ("'", re.compile(r"'(?:s|re|d|ll|ve|m|em)\b"), ""),
)
"""What is written out: letters that it cannot be without, the form, and what is written for it."""
# What denies in form and affirms in sense.
_AFFIRMING: Final = re.compile(
    r"\bnot (?:only|just|merely|least)\b|\b(?:never|not|cannot) (?:fails? to|miss(?:es)? a chance to)\b"
    r"|\bcannot (?:help|wait)\b|\b(?:never|not) (?:stops?|stopped|quits?|ceases?)\b"
    r"|\bnothing but\b|\bno end of\b"
    r"|\b(?:no matter|never mind|no doubt)\b"
)
_HARD: Final = frozenset(".;!?")
_MARKS: Final = _HARD | {",", ":"}
_STEM: Final = itemgetter(0)
_NEGATOR: Final = itemgetter(4)
"""These two fields of a `Token`, taken without a step of Python for each."""


class Token(NamedTuple):
    """One word of a phrase, or the mark between two clauses.

    Attributes:
        stem: The key under which a word's forms meet; for a barrier, the mark.
        word: The word as written, in lower case, gender folded.
        light: A function word: it never stands for a sense by itself and widens no gap.
        barrier: "hard" ends a sentence, and no pattern crosses it; "soft" a clause, and a negation with it.
        negator: It denies what follows.
    """

    stem: str
    word: str
    light: bool = False
    barrier: Barrier = ""
    negator: bool = False

    @property
    def content(self) -> bool:
        """Whether the word counts towards a gap."""
        return not self.light and self.barrier != "hard"


class Tokens(NamedTuple):
    """A phrase as the patterns see it.

    Attributes:
        items: In the order written; personal pronouns and articles are gone.
        denies: Whether one of them is a negator.
        row: The stem of each.
    """

    items: tuple[Token, ...]
    denies: bool
    row: tuple[str, ...]

    @property
    def key(self) -> str:
        """What two spellings of one phrase have in common; marks between clauses do not count."""
        row = self.row
        return " ".join(row if _MARKS.isdisjoint(row) else [stem for stem in row if stem not in _MARKS])

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the content words."""
        return frozenset(token.stem for token in self.items if token.content and not token.barrier)


_NEGATOR_STEMS: Final = frozenset({stem("refuse"), stem("lack")})
_LIGHT_STEMS: Final = frozenset({stem("have"), stem("do"), stem("get"), stem("let")})


@lru_cache(maxsize=65536)
def token_of(word: str) -> Token | None:
    """The token of one lower-case word or mark; none for what is dropped."""
    if word in _FUNCTION:
        return _FUNCTION[word]
    word = fold_gender(word)
    key = stem(word)
    return Token(key, word, key in _LIGHT_STEMS, "", key in _NEGATOR_STEMS)


def _function_tokens() -> Iterator[tuple[str, Token | None]]:
    """Marks and function words with their tokens; of a word in several lists the last counts."""
    for written in {*_LIGHT, *_NEGATORS, *_SAME}:
        word = fold_gender(_SAME.get(written, written))
        if word in _LIGHT:
            yield written, Token(stem(word), word, light=True, barrier="soft" if word in _SOFT_WORDS else "")
        elif word in _NEGATORS:
            yield written, Token(stem(word), word, light=True, negator=True)
        else:
            yield written, Token(stem(word), word)
    for word in _BE:
        yield word, Token("be", "be", light=True)
    for word in _REFLEXIVES:
        yield word, Token("oneself", "oneself", light=True)
    for word in _PRONOUNS | _ARTICLES | _TITLES:
        yield word, None
    for mark in _MARKS:
        yield mark, Token(mark, mark, barrier="hard" if mark in _HARD else "soft")


_FUNCTION: Final[Mapping[str, Token | None]] = dict(_function_tokens())
BARRIERS: Final = frozenset(token.stem for token in _FUNCTION.values() if token and token.barrier)
"""The stems of what stands between two clauses."""


def plain(text: str) -> str:
    """The text without Markdown marks, in lower case, contractions written out."""
    if "`" in text or not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    if "[" in text:
        text = _WIKILINK.sub(lambda link: link[2] or link[1].partition("#")[0] or link[1], text)
        text = _LINK.sub(r"\1", text)
    text = text.lower()
    if "<" in text or "^" in text or "://" in text:
        text = _NOISE.sub(" ", text)
    if "'" in text or "no" in text or "never" in text:
        for letters, form, full in _CONTRACTIONS:
            if letters in text:
                text = form.sub(full, text)
        if "no " in text or "not " in text or "never " in text or "nothing but" in text:
            text = _AFFIRMING.sub("always", text)
    return text


@lru_cache(maxsize=8192)
def normalise(text: str) -> Tokens:
    """The tokens of a phrase, in any script; empty for a text without words."""
    text = plain(text)
    words = text.split() if text.replace(" ", "").isalnum() else _WORD.findall(text)
    items = tuple(filter(None, map(token_of, words)))
    if not items:
        return Tokens((), denies=False, row=())
    return Tokens(items, True in map(_NEGATOR, items), tuple(map(_STEM, items)))
