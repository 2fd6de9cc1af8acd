"""The words for relationships in other languages than English, and the small words around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from vault_companion.cast.kind_tokens import Token, folded, is_unspaced, parted
from vault_companion.data import load

if TYPE_CHECKING:
    from vault_companion.cast.kind_words import Words

_UNSPACED: Final = frozenset({"zh", "ja"})
_AND: Final = "و"
_THE: Final = "ال"
_HERS: Final = ("ها", "هم", "نا", "ه", "ي", "ك")
_PLURAL: Final = "들"
_KINDRED: Final = 2


class Small(NamedTuple):
    """What a small word is in English, and in which languages it is one; `sure` when English has no such word."""

    english: str
    tongues: frozenset[str]
    sure: bool


@dataclass(frozen=True, slots=True)
class Tongues:
    """All that kinds are called in other languages, spelled as tokens are.

    Attributes:
        nouns: The ids of kinds by the nouns for them.
        verbs: The same by the words for what the one who is it does.
        spoken: The languages that have a word.
        alone: The words that count only where nothing but small words are beside them.
        small: The small words.
        unspaced: The words by which a text without blanks is parted.
        after: Single letters that part such a text only before one of those.
    """

    nouns: Mapping[str, str]
    verbs: Mapping[str, str]
    spoken: Mapping[str, frozenset[str]]
    alone: frozenset[str]
    small: Mapping[str, Small]
    unspaced: frozenset[str]
    after: frozenset[str]


@cache
def tongues() -> Tongues:
    """The shipped words of other languages."""
    nouns: dict[str, str] = {}
    verbs: dict[str, str] = {}
    spoken: dict[str, frozenset[str]] = {}
    small: dict[str, Small] = {}
    alone: set[str] = set()
    unspaced: set[str] = set()
    after: set[str] = set()
    for tongue, blocks in load("kinds_languages.yaml").items():
        bare, arabic = tongue in _UNSPACED, tongue == "ar"
        for id_, said in _lines(blocks["kinds"]):
            things, _, deeds = said.partition(";")
            for found, text in ((nouns, things), (verbs, deeds)):
                for spelled, marked in _spelled(text):
                    word = " ".join(map(_without_article, spelled.split())) if arabic else spelled
                    found.setdefault(word, id_)
                    spoken[word] = spoken.get(word, frozenset()) | {tongue}
                    alone.update([word] if marked else [])
                    unspaced.update([word] if bare and len(word) > 1 and not marked else [])
        for english, said in _lines(blocks["small"]):
            for spelled, marked in _spelled(said):
                word = _without_article(spelled) if arabic else spelled
                known = small.get(word)
                sure = not marked or bare or tongue == "ko"
                small[word] = Small(english, (known.tongues if known else frozenset()) | {tongue}, sure)
                if bare:
                    (after if marked and len(word) == 1 else unspaced).add(word)
    return Tongues(nouns, verbs, spoken, frozenset(alone), small, frozenset(unspaced), frozenset(after))


def in_scripts(words: Words, text: str, tokens: Sequence[Token], names: frozenset[str]) -> Sequence[Token]:
    """The tokens, those of scripts that write words together parted."""
    known = words.unspaced.union(name for name in names if len(name) > 1) if names else words.unspaced
    found: list[Token] = []
    for token in tokens:
        raw = text[token.start : token.end]
        if token.word.isascii() or token.word in names:
            found.append(token)
        elif is_unspaced(raw):
            found.extend(parted(token, raw, known, words.after))
        elif "\u0600" <= token.word[0] <= "\u06ff":
            found.extend(_arabic(words, token))
        elif "\uac00" <= token.word[0] <= "\ud7a3" and len(raw) == len(token.word):
            found.extend(_korean(words, token))
        else:
            found.append(token)
    return found


def in_english(words: Words, tokens: Sequence[Token], names: frozenset[str]) -> Sequence[Token]:
    """The tokens, small words of other languages as the English ones that do their work."""
    found: list[Token] = []
    spoken: frozenset[str] = frozenset()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        hit = words.at(tokens, at)
        small = None if (hit and hit.size > 1) or token.word in names else words.small.get(token.word)
        if small and _means(words, small, tokens, at, spoken):
            if small.english != "'s":
                found.append(token._replace(word=small.english, capital=False))
            elif found:
                found[-1] = found[-1]._replace(owner=True)
            spoken, size = frozenset(), 1
        else:
            spoken, size = (hit.tongues, hit.size) if hit else (frozenset(), 1)
            found.extend(tokens[at : at + size])
        at += size
    return found


def _means(words: Words, small: Small, tokens: Sequence[Token], at: int, spoken: frozenset[str]) -> bool:
    """Whether a small word is one here: always if English has none, else beside a word of its language."""
    if at > 0 and tokens[at].capital and tokens[at].word.isascii():
        return False  # a name
    if small.sure:
        return True
    if spoken & small.tongues:
        return True
    for near in range(at + 1, min(at + 1 + _KINDRED, len(tokens))):
        hit = words.at(tokens, near)
        if hit and not words.before_at(tokens, near)[0]:
            return bool(hit.tongues & small.tongues)
        if tokens[near].word in _ENGLISH:
            return False
    return False


_ENGLISH: Final = frozenset(
    {"of", "to", "and", "or", "but", "the", "a", "an", "in", "on", "at", "by", "with", "for", "from"}
)


def _lines(block: str) -> Iterator[tuple[str, str]]:
    """The lines of a block: what stands before the colon, and the words behind it as tokens are spelled."""
    for line in folded(block).splitlines():
        key, _, said = line.partition(": ")
        yield key, said.replace("'", " ").replace("-", " ")


def _spelled(text: str) -> Iterator[tuple[str, bool]]:
    """Each word of a list, and whether ~ follows it."""
    for part in text.split(","):
        if word := part.strip(" ~"):
            yield word, "~" in part


def _arabic(words: Words, token: Token) -> Iterator[Token]:
    """An Arabic word without the article, an `and` before it and the owner behind it, when the rest is known."""
    bare = _bare_arabic(words, token.word)
    rest = "" if bare or not token.word.startswith(_AND) else _bare_arabic(words, token.word[1:])
    if rest:
        yield token._replace(word=_AND, end=token.start + 1)
        yield token._replace(word=rest, start=token.start + 1)
    else:
        yield token._replace(word=bare or _without_article(token.word))


def _bare_arabic(words: Words, word: str) -> str:
    """The known word that an Arabic one is a form of, "" when there is none."""
    forms = [_without_article(word)]
    forms += [word.removesuffix(end) for end in _HERS if word.endswith(end) and len(word) > len(end) + 2]
    forms += [f"{form[:-1]}ة" for form in forms if form.endswith("ت")]
    return next((form for form in forms if form in words.most or form in words.small), "")


def _without_article(word: str) -> str:
    return word.removeprefix(_THE) if len(word) > len(_THE) + 1 else word


def _korean(words: Words, token: Token) -> Iterator[Token]:
    """A Korean word and the particle behind it."""
    word = token.word.removesuffix(_PLURAL)
    if word in words.most or word in words.small:
        yield token._replace(word=word)
        return
    for cut in range(len(token.word) - 1, 0, -1):
        stem, tail = token.word[:cut].removesuffix(_PLURAL), words.small.get(token.word[cut:])
        if tail and "ko" in tail.tongues and (stem in words.most or (tail.english == "'s" and cut > 1)):
            yield token._replace(word=stem, end=token.start + cut)
            yield token._replace(word=token.word[cut:], start=token.start + cut)
            return
    for cut in range(1, len(word) - 1):
        if word[cut:] in words.nouns:
            yield token._replace(word=word[:cut], end=token.start + cut)
            yield token._replace(word=word[cut:], start=token.start + cut)
            return
    yield token
