"""What the cue lists find in a line and what the line is like, put together.

How far likeness is to be trusted was measured on lines that nobody had learnt from. Of lines about love whose best
style stood 40 points before the next, five in six were right; of lines about two people whose category reached the
mark below, four in five. A plain list entry whose category scored less than -40 on a line that was like something else
was right in two of seven: it no longer counts. A strong entry is never overruled.
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
    "codependent": 20,
    "growth": -10,
    "healthy": -10,
    "ordeal": -20,
    "outside": -20,
    "power": -20,
    "secret": -20,
    "stagnant": 0,
    "standard": 5,
    "toxic": -10,
}
"""From which score a category counts, higher where a wrong one would weigh heavily; `ELSE` for the others."""
ELSE: Final = -15
LESS: Final[Mapping[tuple[str, str], int]] = {
    ("changes", "growth"): 40,
    ("changes", "healthy"): 20,
    ("changes", "stagnant"): 40,
    ("history", "toxic"): 10,
    ("now", "bonded_now"): 20,
    ("now", "stagnant"): 20,
    ("power", "power"): 40,
}
"""How much less is enough in the field whose lines mostly tell of the category."""
FELT: Final = frozenset({"feels", "desire"})
FELT_MORE: Final = 20
"""How much more it takes in the fields that hold what somebody feels: most of that is nothing two people do."""
AGAINST: Final = -40
"""Below which score a line speaks against what a plain list entry finds in it, where it is like something else."""
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


def conduct(found: Sequence[CueMatch], scores: Mapping[str, int], place: str = "") -> tuple[CueMatch, ...]:
    """The conduct cues of a line, heaviest first: what the lists find, and up to two more categories it is like.

    Args:
        found: What the lists find.
        scores: What the line is like, by category; empty when no word of it is known.
        place: The field it stands in; "" where that is not known.
    """
    none = scores.get(NONE, 0)
    ranked = sorted((-score, name) for name, score in scores.items() if name != NONE)
    if max(scores.values(), default=-1) >= 0:
        found = [_unless_overruled(match, scores, LESS.get((place, match.style), 0)) for match in found]
    said = {match.style: match for match in found if match.weight >= COUNTS}
    spoken = bool(said)
    more = []
    for negative, name in ranked[:MOST_CATEGORIES]:
        less = LESS.get((place, name), 0)
        least = FROM.get(name, ELSE) - less + (FELT_MORE if place in FELT else 0)
        if -negative < (max(least, BESIDE) if spoken else least) or -negative <= none - less:
            continue
        entry = said.get(name)
        match = CueMatch(name, name, _weight(-negative - least), entry.matched if entry else "")
        if entry is None or match.weight > entry.weight:
            more.append(match)
        spoken = True
    kept = [match for match in found if match.style not in {one.style for one in more}]
    return tuple(sorted((*kept, *more), key=lambda match: -match.weight))


def _unless_overruled(match: CueMatch, scores: Mapping[str, int], less: int) -> CueMatch:
    """What a list finds, too faint to count where the line is like something else."""
    if match.weight >= STRONG or scores.get(match.style, 0) >= AGAINST - less:
        return match
    return match._replace(weight=min(match.weight, OVERRULED))


def _weight(over: int) -> float:
    return round(min(0.55 + over / STEP, MOST), 6)
