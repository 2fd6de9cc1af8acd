"""Many patterns at once: which of them stand in a phrase, looked up by two of their words.

A table says by which words an entry is found: under its rarest telling word, and there under its next, so that a phrase
that holds only one of them does not try it. It is kept as short texts, taken apart when a phrase first has the word:
`" 12 45;* 80;secret 77"` under `tell` says that entries 12 and 45 are that one word, that 80 needs another which can
take many forms, and that 77 needs `secret` too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from vault_companion.words.normalise import Token, Tokens
from vault_companion.words.pattern import Pattern, Span, find, keys_of, parse_pattern, span_of

Owner = tuple[str, str]
Entries = Sequence[tuple[Owner, str]]
Table = Mapping[str, Mapping[str, str]]
"""Under "exact" and "prefixed": from a stem, or the beginning of a word, to the entries found by it, as a text."""
Groups = Mapping[str, Sequence[int]]
"""The same taken apart: the numbers of entries by the other stem that they need."""

_ALONE: Final = ""
_ANY: Final = "*"
_START: Final = 3
"""How many letters each beginning of a word has at least."""


class Hit(NamedTuple):
    """A pattern found in a phrase.

    Attributes:
        owner: What the pattern's list belongs to: a need and a list, a style and a group, an axis and a pole.
        pattern: The entry that was met.
        spans: Where it stands; never empty.
    """

    owner: Owner
    pattern: Pattern
    spans: tuple[Span, ...]

    @property
    def affirmed(self) -> tuple[Span, ...]:
        """The spans that nothing denies."""
        return tuple(span for span in self.spans if not span.negated)


def table_of(entries: Entries) -> Table:
    """By which words each entry is found: of its telling words the two rarest in all entries, so that few are tried.

    Raises:
        ValueError: An entry shrinks to nothing or to a single function word, or is found by one or two letters alone.
    """
    words = [keys_of(text) for _, text in entries]
    common = Counter(key for keys in words for word in keys for key in word.keys)
    found: dict[str, dict[str, dict[str, list[str]]]] = {"exact": {}, "prefixed": {}}
    for nth, keys in enumerate(words):
        ranked = sorted(keys, key=lambda word: (word.light, sum(common[key] for key in word.keys)))
        first = ranked.pop(0)
        second = next((word.keys for word in ranked if not word.open), (_ANY,)) if ranked else (_ALONE,)
        for key in first.keys:
            groups = found["prefixed" if key.endswith("*") else "exact"].setdefault(key.rstrip("*"), {})
            for other in dict.fromkeys(second):
                groups.setdefault(other, []).append(str(nth))
    if any(len(prefix) < _START for prefix in found["prefixed"]):
        raise ValueError(f"a beginning of a word has {_START} letters or more")
    return {kind: {key: _written(groups) for key, groups in keys.items()} for kind, keys in found.items()}


def _written(groups: Mapping[str, Sequence[str]]) -> str:
    return ";".join(" ".join((second, *numbers)) for second, numbers in sorted(groups.items()))


@lru_cache(maxsize=16384)
def _read(text: str) -> Groups:
    parts = [part.split(" ") for part in text.split(";")]
    return {second: tuple(map(int, numbers)) for second, *numbers in parts}


@dataclass(frozen=True, eq=False)
class PatternIndex:
    """Patterns with their owners, arranged so that a phrase tries only those of which it holds two words.

    An entry is parsed when a phrase first tries it, so that loading costs little.

    Attributes:
        owners: Whose each entry is.
        texts: The entries as written in the lists.
        exact: The entries found by a stem, as a text.
        starts: Beginnings of words and the entries found by them, by their first letters.
    """

    owners: tuple[Owner, ...]
    texts: tuple[str, ...]
    exact: Mapping[str, str]
    starts: Mapping[str, Sequence[tuple[str, str]]]

    @classmethod
    def of(cls, entries: Iterable[tuple[Owner, str]]) -> PatternIndex:
        """The index of these entries; hits come in this order.

        Raises:
            ValueError: An entry shrinks to nothing or to a single function word.
        """
        listed = tuple(entries)
        return cls.with_table(listed, table_of(listed))

    @classmethod
    def with_table(cls, entries: Entries, table: Table) -> PatternIndex:
        """The index of these entries, when it is known already by which words each is found."""
        owners, texts = zip(*entries, strict=True) if entries else ((), ())
        starts: dict[str, list[tuple[str, str]]] = {}
        for prefix, text in table["prefixed"].items():
            starts.setdefault(prefix[:_START], []).append((prefix, text))
        return cls(owners, texts, table["exact"], starts)

    def hits(self, tokens: Tokens) -> list[Hit]:
        """Each pattern that stands in the phrase, once, in list order."""
        texts = self.texts
        stems = {_ANY, *[token.stem for token in tokens.items]}
        found: dict[int, list[Span]] = {}
        tried: set[int] = set()
        for at, token in enumerate(tokens.items):
            for groups in _groups(self, token):
                for nth in groups.get(_ALONE, ()):
                    pattern = parse_pattern(texts[nth])
                    if pattern.pieces[0].fits(token):
                        found.setdefault(nth, []).append(span_of(pattern, tokens, at, at + 1))
                for second in groups.keys() & stems:
                    for nth in groups[second]:
                        if nth not in tried:
                            tried.add(nth)
                            pattern = parse_pattern(texts[nth])
                            if pattern.needed <= stems and (spans := list(find(pattern, tokens))):
                                found[nth] = spans
        owners = self.owners
        return [
            Hit(owners[nth], parse_pattern(texts[nth]), tuple(dict.fromkeys(spans)))
            for nth, spans in sorted(found.items())
        ]


@lru_cache(maxsize=65536)
def _groups(index: PatternIndex, token: Token) -> tuple[Groups, ...]:
    """The entries that one token may belong to."""
    stem, word = token.stem, token.word
    found = [index.exact[stem]] if stem in index.exact else []
    for start in {word[:_START], stem[:_START]}:
        for prefix, text in index.starts.get(start, ()):
            if word.startswith(prefix) or stem.startswith(prefix):
                found.append(text)
    return tuple(map(_read, found))
