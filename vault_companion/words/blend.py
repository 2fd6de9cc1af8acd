"""What the word lists find in a phrase and what the phrase is like, put together.

Each need's score is its likeness and, where a list entry speaks for it, a bonus. The numbers here come from phrases the
likeness had not learnt from. On those of `benchmarks/phrases/dev/fresh.yaml` a listed need that is also the likeness's
best was right in nine cases of ten, one that likeness puts second or third in one of four, one farther behind in one of
fifteen. A best score of 20 and more was right in nine of ten, one around -20 in six, one of -50 and below in two.
On the phrasebook's own phrases, which hardly share a word on purpose, each figure is a third to a half lower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from vault_companion.words.matches import COUNTS, NeedMatch, Role

FIELDS: Final = frozenset({"needs", "offers", "flaws"})
"""The fields whose phrases are compared with the phrasebook."""
LIST_BONUS: Final = 60
"""What a list entry of weight 1 adds to a score."""
LEAST: Final = -60
"""The best score from which a phrase is said to be like something."""
LEAST_THIN: Final = -50
"""The same where the likeness stands on one word."""
FURTHER: Final = -100
"""The score from which a second or third need is offered behind an unsure first."""
CLEAR: Final = 20
"""The best score from which a listed need leaves no room for what is only alike."""
STEP: Final = 200
"""How much more score is how much more weight: 40 points are 0.2."""
MOST_WEIGHT: Final = 0.9
MOST: Final = 3
"""How many needs are offered."""
GAP: Final = 100
"""How far below the best another need may score."""
STRANGE: Final = -60
"""A listed need farther behind, and less likely than this, was met by chance in a phrase about something else."""
RESTING: Final = 0.55
"""The most that a need weighs which is only second or third best, or of which the entry is doubtful."""
DOUBTFUL: Final = -60
"""A listed need below this is as often meant as not, even where nothing is likelier."""
DOUBTFUL_BEHIND: Final = -40
"""The same where something else is likelier."""
CHANCE: Final = 0.4
"""The most that an entry weighs which is met in a phrase about something else."""


def blended(
    matches: Sequence[NeedMatch], scores: Mapping[str, int], role: Role, *, thin: bool = False
) -> tuple[NeedMatch, ...]:
    """The needs of a phrase, heaviest first.

    Where lists and likeness clearly agree on what a phrase is about, nothing else is offered. Where they do not, each
    that stands behind another weighs no more than it.

    Args:
        matches: What the lists find, heaviest first.
        scores: The likest `MOST` needs that no list finds, and those that lists find, with their likeness; it may hold
            others. Empty when the phrase is like nothing.
        role: What a phrase of this field is about.
        thin: The best likeness stands on one word, so that nothing is built on it.
    """
    if not scores:
        return tuple(matches)
    found: dict[str, list[NeedMatch]] = {}
    for match in matches:
        found.setdefault(match.id, []).append(match)
    listed = {name for name, _, weight, _, _, _ in matches if weight >= COUNTS}
    likest = max(scores.values())
    if not listed and likest < (LEAST_THIN if thin else LEAST):
        return tuple(matches)
    totals = [
        (-score - round(LIST_BONUS * found[need][0].weight) if need in found else -score, need)
        for need, score in scores.items()
    ]
    totals.sort()
    best, first = totals[0]
    clear = first in listed and -best >= CLEAR
    said: list[NeedMatch] = []
    unsaid: list[NeedMatch] = []
    most = 1.0
    for place, (negative, need) in enumerate(totals):
        if need not in found and (clear or place >= MOST):
            continue
        near = negative - best <= GAP
        is_offered = near and place < MOST and not clear and need not in listed
        if is_offered and (-negative >= FURTHER or need == first):
            most = min(most, _weight(scores[need], need == first and not listed and not thin))
            said.append(NeedMatch(need, role, most, "", True))
        elif need in found:
            limit = most if near or scores[need] >= STRANGE else CHANCE
            behind = place > 0 and first in found and found[need][0].part == found[first][0].part
            if behind or scores[need] < (DOUBTFUL_BEHIND if scores[need] < likest else DOUBTFUL):
                limit = min(limit, RESTING)
            for match in found[need]:
                limited = match if match.weight <= limit else NeedMatch(match[0], match[1], limit, *match[3:])
                if limited.weight >= COUNTS:
                    said.append(limited)
                    most = limited.weight
                else:
                    unsaid.append(limited)
    unsaid.sort(key=lambda match: -match.weight)
    return (*said, *unsaid)


@lru_cache(maxsize=1024)
def _weight(score: int, first: bool) -> float:
    weight = max(COUNTS, min(COUNTS + (score - LEAST) / STEP, MOST_WEIGHT))
    return round(weight if first else min(weight, RESTING), 6)
