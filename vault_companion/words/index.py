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
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from vault_companion.words.normalise import Token, Tokens
from vault_companion.words.pattern import Pattern, Span, find, keys_of, parse_pattern, span_of

Owner = tuple[str, str]
Entries = Sequence[tuple[Owner, str]]
Table = Mapping[str, Mapping[str, str]]
"""Under "exact" and "prefixed": from a stem, or the beginning of a word, to the entries found by it, as a text."""
Groups = Mapping[str, str]
"""The same taken apart: the numbers of entries, with blanks between, by the other stem that they need."""

Met = tuple[Sequence[tuple[int, Pattern]], Sequence[tuple[frozenset[str], Groups]]]
"""What one word may be part of: the entries that it meets alone; those that need another stem too, with the stems."""

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
def _read(text: str) -> tuple[frozenset[str], Groups]:
    groups = dict([part.split(" ", 1) for part in text.split(";")])
    return frozenset(groups), groups


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
        return cls(owners, texts, table["exact"], starts_of(table))

    def hits(self, tokens: Tokens) -> list[Hit]:
        """Each pattern that stands in the phrase, once, in list order."""
        owners, texts, met = self.owners, self.texts, self._met
        stems = {_ANY, *tokens.row}
        found: dict[int, tuple[Pattern, list[Span]]] = {}
        tried: set[int] = set()
        for at, token in enumerate(tokens.items):
            alone, others = met[token]
            for nth, pattern in alone:
                found.setdefault(nth, (pattern, []))[1].append(span_of(pattern, tokens, at, at + 1))
            for seconds, groups in others:
                for second in stems & seconds:
                    tried.update(map(int, groups[second].split(" ")))
        for nth in tried:
            pattern = parse_pattern(texts[nth])
            if pattern.needed <= stems and (spans := find(pattern, tokens)):
                found[nth] = pattern, spans
        return [Hit(owners[nth], pattern, tuple(spans)) for nth, (pattern, spans) in sorted(found.items())]

    @cached_property
    def _met(self) -> _MetBy:
        return _MetBy(self)


class _MetBy(dict[Token, Met]):
    """What each word may be part of, found out when it is first met."""

    def __init__(self, index: PatternIndex) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, token: Token) -> Met:
        texts = self._index.texts
        others = tuple([_read(text) for text in _found_by(self._index, token)])
        numbers = dict.fromkeys([nth for _, groups in others for nth in groups.get(_ALONE, "").split()])
        patterns = [(nth, parse_pattern(texts[nth])) for nth in map(int, numbers)]
        alone = tuple([(nth, pattern) for nth, pattern in patterns if pattern.pieces[0].fits(token)])
        self[token] = met = alone, others
        return met


def starts_of(table: Table) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The beginnings of words in a table and the entries found by them, by their first letters."""
    starts: dict[str, list[tuple[str, str]]] = {}
    for prefix, text in table["prefixed"].items():
        starts.setdefault(prefix[:_START], []).append((prefix, text))
    return starts


def _found_by(index: PatternIndex, token: Token) -> list[str]:
    """The entries that one token may belong to."""
    stem, word = token.stem, token.word
    found = [index.exact[stem]] if stem in index.exact else []
    for start in {word[:_START], stem[:_START]}:
        for prefix, text in index.starts.get(start, ()):
            if word.startswith(prefix) or stem.startswith(prefix):
                found.append(text)
    return found
