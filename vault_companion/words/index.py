"""Many patterns at once: which of them stand in a phrase, looked up by two of their words.

A table says by which words an entry is found: under its rarest telling word, and there under its next, so that a phrase
that holds only one of them does not try it. It is kept as short texts, taken apart when a phrase first has the word:
`",*,secret;12 45;80;77"` under `tell` says that entries 12 and 45 are that one word, that 80 needs another which can
take many forms, and that 77 needs `secret` too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from vault_companion.words.normalise import Token, Tokens
from vault_companion.words.pattern import Pattern, Span, is_negated, keys_of, parse_pattern, places

Owner = tuple[str, str]
Entries = Sequence[tuple[Owner, str]]
Table = Mapping[str, Mapping[str, str]]
"""Under "exact" and "prefixed": from a stem, or the beginning of a word, to the entries found by it, as a text."""
Groups = Mapping[str, str]
"""The same taken apart: the numbers of entries, with blanks between, by the other stem that they need."""
Found = tuple[Owner, Pattern, list[tuple[int, int, bool]]]
"""A `Hit` as bare values, each span as its start, its end and whether it is negated."""
Met = tuple[Sequence[tuple[int, Pattern]], Sequence[Groups]]
"""What one word may be part of: the entries that it meets alone; those that need another stem too."""

Starts = tuple[tuple[str, ...], tuple[str, ...]]
"""Beginnings of words, and for each the entries found by it."""

_NO_STARTS: Final[Starts] = (), ()
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
    return ";".join([",".join(sorted(groups)), *[" ".join(groups[second]) for second in sorted(groups)]])


@lru_cache(maxsize=16384)
def _read(text: str) -> Groups:
    seconds, *numbers = text.split(";")
    return dict(zip(seconds.split(","), numbers, strict=True))


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
    starts: Mapping[str, Starts]

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
        return [Hit(owner, pattern, tuple(map(Span._make, spans))) for owner, pattern, spans in self.found(tokens)]

    def found(self, tokens: Tokens) -> list[Found]:
        """The hits as bare values, which are made in half the time."""
        items, denies, row = tokens
        owners, texts, known = self.owners, self.texts, self._known
        stems = {_ANY, *row}
        found: dict[int, Found] = {}
        tried: set[int] = set()
        for at, token in enumerate(items):
            alone, others = known.get(token.word) or self._meet(token)
            for nth, pattern in alone:
                span = at, at + 1, denies and is_negated(pattern, items, at, at + 1)
                if nth in found:
                    found[nth][2].append(span)
                else:
                    found[nth] = owners[nth], pattern, [span]
            for groups in others:
                for second in groups.keys() & stems:
                    tried.update(map(int, groups[second].split()))
        for nth in tried:
            pattern = parse_pattern(texts[nth])
            if pattern.needed <= stems and (where := places(pattern, tokens)):
                spans = [(start, end, denies and is_negated(pattern, items, start, end)) for start, end in where]
                found[nth] = owners[nth], pattern, spans
        return [found[nth] for nth in sorted(found)]

    @cached_property
    def _known(self) -> dict[str, Met]:
        """What each word may be part of, by the word, which tells its stem; found out when it is first met."""
        return {}

    def _meet(self, token: Token) -> Met:
        others = tuple(map(_read, _found_by(self, token)))
        numbers = " ".join([groups[_ALONE] for groups in others if _ALONE in groups])
        patterns = [(nth, parse_pattern(self.texts[nth])) for nth in map(int, dict.fromkeys(numbers.split()))]
        alone = tuple([(nth, pattern) for nth, pattern in patterns if pattern.pieces[0].fits(token)])
        self._known[token.word] = met = alone, others
        return met


def starts_of(table: Table) -> Mapping[str, Starts]:
    """The beginnings of words in a table and the entries found by them, by their first letters."""
    starts: dict[str, Starts] = {}
    for prefix, text in table["prefixed"].items():
        prefixes, texts = starts.get(prefix[:_START], _NO_STARTS)
        starts[prefix[:_START]] = (*prefixes, prefix), (*texts, text)
    return starts


def _found_by(index: PatternIndex, token: Token) -> list[str]:
    """The entries that one token may belong to."""
    stem, word = token.stem, token.word
    found = [index.exact[stem]] if stem in index.exact else []
    for start in {word[:_START], stem[:_START]}:
        prefixes, texts = index.starts.get(start, _NO_STARTS)
        if prefixes and (word.startswith(prefixes) or stem.startswith(prefixes)):
            pairs = zip(prefixes, texts, strict=True)
            found += [text for prefix, text in pairs if word.startswith(prefix) or stem.startswith(prefix)]
    return found
