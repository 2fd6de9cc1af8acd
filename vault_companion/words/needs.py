"""A phrase read as needs: list entries met, weighed by where the phrase stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Final

from vault_companion.words.index import PatternIndex
from vault_companion.words.matches import NeedMatch, Role, nor
from vault_companion.words.normalise import BARRIERS, Tokens, normalise, plain
from vault_companion.words.pattern import NEGATION_REACH, Pattern
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
_ENDING: Final = BARRIERS | frozenset(map(stem, _JOINING))
"""Stems of which a phrase of several parts has one."""
_VALUE: Final = itemgetter(0)
_PARTS: Final = re.compile(r"[,;/+&]|\band\b")
_TAIL: Final = re.compile(r"^(.*?)\s*\(([^()]+)\)\s*$", re.DOTALL)
_HEAD: Final = re.compile(r"^\s*([^:()]{2,50}?)\s*:(?!:)\s*\S", re.DOTALL)


Said = tuple[float, int, int, Pattern]
"""An entry that speaks for a need: what it is worth there, its first token, the one after its last, the entry."""


def read(index: PatternIndex, phrase: str, place: str) -> tuple[NeedMatch, ...]:
    """The needs a phrase speaks of in the field `place`: heaviest first, then best covered, then by id.

    A phrase has parts, which end at marks and at and, or, but: `patient, and never lies` names two things.
    """
    rules = TABLE.get(place)
    if rules is None:
        return ()
    tokens = normalise(phrase)
    told: dict[tuple[str, Role], list[Said]] = {}
    for (need, word_list), pattern, spans in index.found(tokens):
        if word_list not in rules:
            continue
        worth = WEAK if pattern.strength == "weak" else SEVERAL if pattern.solid else ONE
        for role, factor, when in rules[word_list]:
            for start, end, negated in spans:
                if (not negated) if when == "affirmed" else _holds(when, tokens, start, not negated, place):
                    told.setdefault((need, role), []).append((worth * factor, start, end, pattern))
    if not told:
        return ()
    items, _, row = tokens
    ends = []
    if not _ENDING.isdisjoint(row):
        ends = [at for at, (_, word, _, barrier, _) in enumerate(items) if barrier or word in _JOINING]
    found = []
    for (need, role), said in told.items():
        weight, covered, matched = _weighed(said)
        part = bisect_left(ends, min([start for _, start, _, _ in said])) if ends else 0
        found.append((-round(weight, 6), -covered, need, role, matched, part))
    found.sort()
    return tuple(
        [NeedMatch(need, role, -weight, matched, False, part) for weight, _, need, role, matched, part in found]
    )


def _weighed(said: Sequence[Said]) -> tuple[float, int, str]:
    """What speaks for one need, as its weight, the tokens it covers and the entry that says most.

    Several weak entries on different words may together reach what one plain word would.
    """
    if len(said) == 1:
        value, start, end, pattern = said[0]
        return value, end - start, pattern.text
    covered = len({at for _, start, end, _ in said for at in range(start, end)})
    best, _, _, strongest = max(said, key=_VALUE)
    weak: dict[int, tuple[float, str]] = {}
    for value, start, _, pattern in said:
        if pattern.strength == "weak" and (start not in weak or value > weak[start][0]):
            weak[start] = (value, pattern.text)
    if len(weak) > 1:
        together = min(ONE, nor(value for value, _ in weak.values()))
        if together > best:
            return together, covered, " + ".join(dict.fromkeys(text for _, (_, text) in sorted(weak.items())))
    return best, covered, strongest.text


def _holds(when: When, tokens: Tokens, start: int, affirmed: bool, place: str) -> bool:
    """Whether an entry that begins at `start` counts; one that nothing denies is affirmed."""
    match when:
        case "affirmed":
            return affirmed
        case "any":
            return True
        case "craved":
            return affirmed and _follows(tokens, start, _APPETITE)
        case "denied":
            return not affirmed or _follows(tokens, start, _AVERSION if place == "flaws" else _CURE)


def _follows(tokens: Tokens, start: int, verbs: frozenset[str]) -> bool:
    """Whether one of these stands before `start`, in its clause, as near as a negator would have to."""
    items, _, row = tokens
    if verbs.isdisjoint(row):
        return False
    gap = 0
    for index in range(start - 1, -1, -1):
        token = items[index]
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
