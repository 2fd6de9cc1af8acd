"""Many patterns at once: which of them stand in a phrase, looked up by their telling word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from vault_companion.words.normalise import Token, Tokens
from vault_companion.words.pattern import Pattern, Span, anchor_of, find, parse_pattern, span_of

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
        exact: dict[str, list[_Entry]] = {}
        prefixed: dict[str, list[_Entry]] = {}
        for nth, (owner, text) in enumerate(entries):
            entry = _Entry(nth, owner, text)
            for option in anchor_of(text):
                if option.endswith("*"):
                    prefixed.setdefault(option[:-1], []).append(entry)
                else:
                    exact.setdefault(option, []).append(entry)
        return cls(
            {key: tuple(value) for key, value in exact.items()},
            {key: tuple(value) for key, value in prefixed.items()},
            max(map(len, prefixed), default=0),
        )

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
            single, several = _candidates(self, token)
            for entry in single:
                if lists is None or entry.owner[1] in lists:
                    found.setdefault(entry.nth, (entry, []))[1].append(span_of(entry.pattern, tokens, at, at + 1))
            for entry in several:
                if (
                    entry.nth not in tried
                    and entry.pattern.needed <= stems
                    and (lists is None or entry.owner[1] in lists)
                ):
                    tried.add(entry.nth)
                    spans = list(find(entry.pattern, tokens))
                    if spans:
                        found[entry.nth] = (entry, spans)
        for nth in sorted(found):
            entry, spans = found[nth]
            yield Hit(entry.owner, entry.pattern, tuple(spans))


@lru_cache(maxsize=65536)
def _candidates(index: PatternIndex, token: Token) -> tuple[tuple[_Candidate, ...], tuple[_Candidate, ...]]:
    """The patterns whose telling word the token may be: those of one word, and those of several."""
    entries = {entry.nth: entry for entry in index.exact.get(token.stem, ())}
    for form in {token.stem, token.word}:
        for size in range(1, min(len(form), index.longest) + 1):
            for entry in index.prefixed.get(form[:size], ()):
                entries[entry.nth] = entry
    candidates = [_Candidate(entry.nth, entry.owner, parse_pattern(entry.text)) for entry in entries.values()]
    single = (one for one in candidates if not one.pattern.several and one.pattern.pieces[0].fits(token))
    return tuple(single), tuple(one for one in candidates if one.pattern.several)
