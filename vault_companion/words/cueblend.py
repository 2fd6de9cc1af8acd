"""What the cue lists find in a line and what the line is like, put together.

How far likeness is to be trusted was measured on lines that nobody had learnt from. Of lines about love whose best
style stood 40 points before the next, five in six were right; of lines about two people whose category scored -20 or
more, three in five, from -10 on two in three, from 10 on four in five. In notes on real books, where most lines tell
of something else, fewer were: hence the higher marks below. A strong entry of a list is never overruled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from vault_companion.words.cuelike import NONE
from vault_companion.words.matches import COUNTS, CueMatch
from vault_companion.words.normalise import Tokens

LEAD: Final[Mapping[str, int]] = {"in_love": 40, "fears": 60}
"""By how much the best style must lead, in the fields in which a line is compared with the cue book."""
DREADED: Final = frozenset({"anxious", "fearful"})
"""The styles that a fear may show: what is feared is not what is done, so that it tells of no distance kept."""
STRONG: Final = 0.7
"""The weight of a strong list entry."""
OVERRULED: Final = 0.45
"""The most a list entry weighs where the line is like lines about something else: not enough to count as said."""
FROM: Final[Mapping[str, int]] = {
    "codependent": 10,
    "growth": -5,
    "healthy": 15,
    "outside": 5,
    "secret": -5,
    "stagnant": 5,
    "toxic": 25,
}
"""From which score a category counts, where a wrong one would weigh heavily; `ELSE` for the others."""
ELSE: Final = -10
MOST_CATEGORIES: Final = 2
"""How many categories at most a line is taken to be like."""
FEWEST: Final = 3
"""How many words, without pronouns and articles, a line about two people must have to be compared."""
STEP: Final = 400
"""How much more score is how much more weight: 40 points are 0.1."""
MOST: Final = 0.65
BESIDE: Final = 0
"""From which score a category counts where the line says something else already, by a list or by likeness."""
_MORE_THAN: Final = re.compile(r"\bmore than\b", re.IGNORECASE)


def compares(phrase: str) -> bool:
    """Whether a phrase says what is preferred to something else: half of its words are then about the other."""
    return _MORE_THAN.search(phrase) is not None


def attachment(found: Sequence[CueMatch], scores: Mapping[str, int], place: str) -> tuple[CueMatch, ...]:
    """The cues of a line about love, heaviest first.

    Args:
        found: What the lists find.
        scores: What the line is like: styles, and `style.group`; empty when no word of it is known.
        place: The field it stands in; in one that `LEAD` does not name, only the lists count.
    """
    lead = LEAD.get(place)
    ranked = sorted(((score, name) for name, score in scores.items() if "." not in name), reverse=True)
    if lead is None or len(ranked) < 2:
        return tuple(found)
    (best, style), (second, _) = ranked[:2]
    ahead = best - second
    out = [
        match._replace(weight=min(match.weight, OVERRULED))
        if place != "fears" and match.weight < STRONG and best - scores.get(match.style, best) >= lead
        else match
        for match in found
    ]
    said = style == NONE or any(match.style == style and match.weight > OVERRULED for match in found)
    if not said and ahead >= lead and (place != "fears" or style in DREADED):
        groups = sorted((-score, name) for name, score in scores.items() if name.startswith(f"{style}."))
        group = groups[0][1].partition(".")[2]
        out = [match for match in out if (match.style, match.group) != (style, group)]
        out.append(CueMatch(style, group, _weight(ahead - lead), ""))
    return tuple(sorted(out, key=lambda match: -match.weight))


def is_too_short(tokens: Tokens) -> bool:
    """Whether a line holds too little to be like anything: `Toast.`, `The trial.`, `Godfather, more or less.`."""
    words = [token for token in tokens.items if not token.barrier]
    return len(words) < FEWEST or sum(not token.light for token in words) < 2


def conduct(found: Sequence[CueMatch], scores: Mapping[str, int]) -> tuple[CueMatch, ...]:
    """The conduct cues of a line, heaviest first: what the lists find, and up to two more categories it is like.

    Args:
        found: What the lists find.
        scores: What the line is like, by category; empty when no word of it is known.
    """
    none = scores.get(NONE, 0)
    ranked = sorted((-score, name) for name, score in scores.items() if name != NONE)
    said = {match.style: match.weight for match in found}
    spoken = any(weight >= COUNTS for weight in said.values())
    more = []
    for negative, name in ranked[:MOST_CATEGORIES]:
        least = FROM.get(name, ELSE)
        if -negative < (max(least, BESIDE) if spoken else least) or -negative <= none:
            continue
        match = CueMatch(name, name, _weight(-negative - least), "")
        if match.weight > said.get(name, 0.0):
            more.append(match)
        spoken = True
    kept = [match for match in found if match.style not in {one.style for one in more}]
    return tuple(sorted((*kept, *more), key=lambda match: -match.weight))


def _weight(over: int) -> float:
    return round(min(0.55 + over / STEP, MOST), 6)
