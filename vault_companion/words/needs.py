"""A phrase read as needs: list entries met, weighed by where the phrase stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from vault_companion.words.index import PatternIndex
from vault_companion.words.matches import NeedMatch, Role, nor
from vault_companion.words.normalise import Tokens, normalise, plain
from vault_companion.words.pattern import NEGATION_REACH, Pattern, Span
from vault_companion.words.polarity import ROLE_OF_FIELD, TABLE, When
from vault_companion.words.stem import stem, word_set

SEVERAL, ONE, WEAK = 1.0, 0.7, 0.4

_APPETITE: Final = frozenset(
    map(
        stem,
        word_set("crave need hungry hunger long desperate starve ache thirst thirsty yearn fish beg addict pine"),
    )
)
_AVERSION: Final = frozenset(
    map(
        stem,
        word_set(
            "fear dread hate afraid scared distrust mistrust dodge resist reject scorn despise flee "
            "mock shun loathe dismiss terrified incapable unwilling reluctant struggle fail "
            "unwillingness inability devoid short allergic resent suspicious deaf immune trouble "
            "spurn forget lose little bad poor avoid"
        ),
    )
)
_CURE: Final = frozenset(
    map(
        stem,
        word_set(
            "calm cure ease end lift heal banish chase soothe melt dispel relieve save rescue tame "
            "quiet break shake drive quell dissolve mend disarm cheer undo lighten talk coax"
        ),
    )
)
_JOINING: Final = frozenset({"and", "or", "but"})
_PARTS: Final = re.compile(r"[,;/+&]|\band\b")
_TAIL: Final = re.compile(r"^(.*?)\s*\(([^()]+)\)\s*$", re.DOTALL)
_HEAD: Final = re.compile(r"^\s*([^:()]{2,50}?)\s*:(?!:)\s*\S", re.DOTALL)


class _Tally:
    """What speaks for one need in one role."""

    __slots__ = ("best", "covered", "matched", "weak")

    def __init__(self) -> None:
        self.best = 0.0
        self.matched = ""
        self.weak: dict[int, tuple[float, str]] = {}
        self.covered: set[int] = set()

    def add(self, pattern: Pattern, span: Span, value: float) -> None:
        """Another entry, met at `span`, that is worth `value`."""
        start, end, _ = span
        self.covered.update(range(start, end))
        if pattern.strength == "weak" and value > self.weak.get(start, (0.0, ""))[0]:
            self.weak[start] = (value, pattern.text)
        if value > self.best:
            self.best, self.matched = value, pattern.text

    def weight(self) -> tuple[float, str]:
        """The best entry; several weak ones together may reach what one plain word would."""
        if len(self.weak) > 1:
            together = min(ONE, nor(value for value, _ in self.weak.values()))
            if together > self.best:
                return together, " + ".join(dict.fromkeys(text for _, (_, text) in sorted(self.weak.items())))
        return self.best, self.matched


def read(index: PatternIndex, phrase: str, place: str) -> tuple[NeedMatch, ...]:
    """The needs a phrase speaks of in the field `place`: heaviest first, then best covered, then by id."""
    rules = TABLE.get(place)
    if rules is None:
        return ()
    tokens = normalise(phrase)
    tallies: dict[tuple[str, Role], _Tally] = {}
    for (need, word_list), pattern, spans in index.hits(tokens):
        worth = _worth(pattern)
        for role, factor, when in rules.get(word_list, ()):
            for span in spans:
                if when == "any" or _holds(when, tokens, span, place):
                    tally = tallies.get((need, role))
                    if tally is None:
                        tally = tallies[need, role] = _Tally()
                    tally.add(pattern, span, worth * factor)
    found = []
    for (need, role), tally in tallies.items():
        weight, matched = tally.weight()
        part = _part(tokens, min(tally.covered))
        found.append((-round(weight, 6), -len(tally.covered), need, role, matched, part))
    found.sort()
    return tuple(
        [NeedMatch(need, role, -weight, matched, False, part) for weight, _, need, role, matched, part in found]
    )


def _part(tokens: Tokens, place: int) -> int:
    """How many parts of a phrase end before a place: `patient, and never lies` names two things."""
    return sum(bool(token.barrier) or token.word in _JOINING for token in tokens.items[:place])


def _worth(pattern: Pattern) -> float:
    return WEAK if pattern.strength == "weak" else SEVERAL if pattern.solid else ONE


def _holds(when: When, tokens: Tokens, span: Span, place: str) -> bool:
    match when:
        case "affirmed":
            return not span.negated
        case "any":
            return True
        case "craved":
            return not span.negated and _follows(tokens, span, _APPETITE)
        case "denied":
            return span.negated or _follows(tokens, span, _AVERSION if place == "flaws" else _CURE)


def _follows(tokens: Tokens, span: Span, verbs: frozenset[str]) -> bool:
    """Whether one of these stands before the span, in its clause, as near as a negator would have to."""
    gap = 0
    for index in range(span.start - 1, -1, -1):
        token = tokens.items[index]
        if token.barrier:
            return False
        if token.stem in verbs:
            return True
        gap += token.content
        if gap > NEGATION_REACH:
            return False
    return False


def named(names: Mapping[str, str], phrase: str, place: str) -> tuple[tuple[NeedMatch, ...], bool]:
    """The needs that the author names outright, and whether they are meant to be the only ones.

    `phrase (belonging)`, `phrase (belonging, safety)` and `belonging: phrase` leave no other reading; a
    phrase that is nothing but the name of a need is that need, among what else it may say.

    Args:
        names: The need's id by normalised name.
        phrase: As written.
        place: The field; one without needs has none.
    """
    role = ROLE_OF_FIELD.get(place)
    if role is None:
        return (), False
    if "(" in phrase or ":" in phrase:
        text = plain(phrase).strip("*_ \t\n-")
        for mark in (_TAIL.match(text), _HEAD.match(text)):
            ids = _ids(names, mark[mark.lastindex or 1]) if mark else ()
            if ids:
                return tuple(NeedMatch(need, role, 1.0, need) for need in ids), True
    if place in {"needs", "wants", "offers"}:
        bare = names.get(normalise(phrase).key)
        if bare:
            return (NeedMatch(bare, role, 1.0, bare),), False
    return (), False


def _ids(names: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The needs that a text names, alone or as a list; none unless every part is one."""
    whole = names.get(normalise(text).key)
    if whole:
        return (whole,)
    ids = [names.get(normalise(part).key) for part in _PARTS.split(text)]
    return tuple(dict.fromkeys(need for need in ids if need)) if all(ids) else ()
