"""Many patterns at once: which of them stand in a phrase, looked up by their telling word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from vault_companion.words.normalise import Token, Tokens
from vault_companion.words.pattern import Pattern, Span, anchors_of, find, parse_pattern, span_of

Owner = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Hit:
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


class _Entry(NamedTuple):
    nth: int
    owner: Owner
    text: str


class _Candidate(NamedTuple):
    nth: int
    owner: Owner
    pattern: Pattern


Table = Mapping[str, Mapping[str, Sequence[int]]]
"""Under "exact" and "prefixed": from a stem, or the beginning of a word, to the numbers of the entries found by it."""


def table_of(entries: Sequence[tuple[Owner, str]]) -> Table:
    """By which word each entry is found: of its telling words the rarest in all entries, so that few are tried.

    Raises:
        ValueError: An entry shrinks to nothing or to a single function word.
    """
    choices = [anchors_of(text) for _, text in entries]
    common = Counter(key for anchors in choices for keys in anchors for key in keys)
    exact: dict[str, list[int]] = {}
    prefixed: dict[str, list[int]] = {}
    for nth, anchors in enumerate(choices):
        for key in min(anchors, key=lambda keys: sum(common[key] for key in keys)):
            if key.endswith("*"):
                prefixed.setdefault(key[:-1], []).append(nth)
            else:
                exact.setdefault(key, []).append(nth)
    return {"exact": exact, "prefixed": prefixed}


@dataclass(frozen=True, eq=False)
class PatternIndex:
    """Patterns with their owners, arranged so that a phrase meets only those whose telling word it holds.

    An entry is parsed when a phrase first holds its telling word, so that loading costs little.
    """

    exact: Mapping[str, tuple[_Entry, ...]]
    prefixed: Mapping[str, tuple[_Entry, ...]]
    longest: int

    @classmethod
    def of(cls, entries: Iterable[tuple[Owner, str]]) -> PatternIndex:
        """The index of these entries; hits come in this order.

        Raises:
            ValueError: An entry shrinks to nothing or to a single function word.
        """
        listed = tuple(entries)
        return cls.with_table(listed, table_of(listed))

    @classmethod
    def with_table(cls, entries: Iterable[tuple[Owner, str]], table: Table) -> PatternIndex:
        """The index of these entries, when it is known already by which words each is found."""
        listed = [_Entry(nth, owner, text) for nth, (owner, text) in enumerate(entries)]
        exact = {key: tuple(listed[nth] for nth in found) for key, found in table["exact"].items()}
        prefixed = {key: tuple(listed[nth] for nth in found) for key, found in table["prefixed"].items()}
        return cls(exact, prefixed, max(map(len, prefixed), default=0))

    def hits(self, tokens: Tokens, lists: frozenset[str] | None = None) -> Iterator[Hit]:
        """Each pattern that stands in the phrase, once, in list order.

        Args:
            tokens: The phrase.
            lists: The second parts of the owners that matter; none for all.
        """
        found: dict[int, tuple[_Candidate, list[Span]]] = {}
        tried: set[int] = set()
        stems = frozenset(token.stem for token in tokens.items)
        for at, token in enumerate(tokens.items):
            single, several = _candidates(self, token, lists)
            for entry in single:
                found.setdefault(entry.nth, (entry, []))[1].append(span_of(entry.pattern, tokens, at, at + 1))
            for entry in several:
                if entry.pattern.needed <= stems and entry.nth not in tried:
                    tried.add(entry.nth)
                    spans = list(find(entry.pattern, tokens))
                    if spans:
                        found[entry.nth] = (entry, spans)
        for nth in sorted(found):
            entry, spans = found[nth]
            yield Hit(entry.owner, entry.pattern, tuple(spans))


@lru_cache(maxsize=65536)
def _candidates(
    index: PatternIndex, token: Token, lists: frozenset[str] | None
) -> tuple[tuple[_Candidate, ...], tuple[_Candidate, ...]]:
    """The patterns of some lists whose telling word the token may be: those of one word, and those of several."""
    entries = {entry.nth: entry for entry in index.exact.get(token.stem, ())}
    for form in {token.stem, token.word}:
        for size in range(1, min(len(form), index.longest) + 1):
            for entry in index.prefixed.get(form[:size], ()):
                entries[entry.nth] = entry
    asked = (entry for entry in entries.values() if lists is None or entry.owner[1] in lists)
    candidates = [_Candidate(entry.nth, entry.owner, parse_pattern(entry.text)) for entry in asked]
    single = (one for one in candidates if not one.pattern.several and one.pattern.pieces[0].fits(token))
    return tuple(single), tuple(one for one in candidates if one.pattern.several)
