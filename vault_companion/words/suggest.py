"""For a phrase that no list entry meets: which needs lie nearest, to ask the author with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vault_companion.words.index import Owner
from vault_companion.words.normalise import normalise
from vault_companion.words.pattern import parse_pattern

_SHARED_LETTERS = 4


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Which needs' lists hold which words."""

    by_stem: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, entries: Iterable[tuple[Owner, str]]) -> Neighbours:
        """Gathered from every word list of every need."""
        table: dict[str, set[str]] = {}
        for (need, _), entry in entries:
            for piece in parse_pattern(entry).pieces:
                for word in () if piece.light else (*piece.stems, *piece.prefixes):
                    table.setdefault(word, set()).add(need)
        return cls({word: frozenset(needs) for word, needs in table.items()})

    def nearest(self, phrase: str, count: int) -> tuple[str, ...]:
        """At most `count` need ids, nearest first, then by id; fewer when fewer share a word with the phrase.

        A word that few needs share counts more; words that only begin alike count a quarter.
        """
        score: dict[str, float] = {}
        for stem in sorted(normalise(phrase).stems):
            same = self.by_stem.get(stem)
            if same:
                for need in same:
                    score[need] = score.get(need, 0.0) + 1 / len(same)
                continue
            head = stem[:_SHARED_LETTERS]
            alike = {need for word, needs in self.by_stem.items() if word.startswith(head) for need in needs}
            for need in alike if len(head) == _SHARED_LETTERS else ():
                score[need] = score.get(need, 0.0) + 0.25 / len(alike)
        return tuple(sorted(score, key=lambda need: (-round(score[need], 6), need))[:count])
