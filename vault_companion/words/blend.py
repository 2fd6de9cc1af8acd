"""What the word lists find in a phrase and what the phrase is like, put together.

A list entry that is met is exact, and keeps its weight. Likeness decides where the lists are silent, and in which order
needs stand. How far it is to be trusted was measured on phrases that nobody had learnt from: of those whose best need
scored -20 or more nine in ten were right, of those around -40 two in three, below -60 one in three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from vault_companion.words.matches import COUNTS, NeedMatch, Role

FIELDS: Final = frozenset({"needs", "offers", "flaws"})
"""The fields whose phrases are compared with the phrasebook."""
LIST_BONUS: Final = 60
"""What a list entry of weight 1 adds to a score."""
LEAST: Final = -60
"""The score from which a likeness counts: weight 0.5."""
STEP: Final = 200
"""How much more score is how much more weight: 40 points are 0.2."""
MOST_WEIGHT: Final = 0.9
MOST: Final = 3
"""How many needs are offered where the lists are silent or say something else than the likeness."""
GAP: Final = 80
"""How far below the best another of them may score."""
RESTING: Final = 0.55
"""The most that a need weighs which is only second or third best."""


def blended(
    matches: Sequence[NeedMatch], scores: Sequence[tuple[int, str]], role: Role, *, thin: bool = False
) -> tuple[NeedMatch, ...]:
    """The needs of a phrase, heaviest first.

    Where lists and likeness agree on what a phrase is about, nothing else is offered. Where they do not, each that
    stands behind another weighs no more than it.

    Args:
        matches: What the lists find, heaviest first.
        scores: Every need with its likeness, best first; empty when no word of the phrase is known.
        role: What a phrase of this field is about.
        thin: The best likeness stands on one word, so that nothing is built on it.
    """
    listed = {match.id for match in matches if match.weight >= COUNTS}
    if not scores or scores[0][1] in listed:
        alike: list[NeedMatch] = []
    else:
        alike = [
            NeedMatch(need, role, _weight(score, first=nth == 0 and not listed and not thin), "", alike=True)
            for nth, (score, need) in enumerate(scores[:MOST])
            if score >= LEAST and scores[0][0] - score <= GAP and need not in listed
        ]
    likeness = {need: score for score, need in scores}
    others = {match.id for match in alike}
    kept = [match for match in matches if match.id not in others]
    ranked = [(likeness.get(one.id, 2 * LEAST) + LIST_BONUS * one.weight, one) for one in (*kept, *alike)]
    ranked.sort(key=lambda item: (-round(item[0], 6), item[1].id, item[1].role))
    out: list[NeedMatch] = []
    for _, match in ranked:
        most = out[-1].weight if out else 1.0
        out.append(replace(match, weight=min(match.weight, most)))
    return tuple(out)


def _weight(score: int, *, first: bool) -> float:
    weight = min(COUNTS + (score - LEAST) / STEP, MOST_WEIGHT)
    return round(weight if first else min(weight, RESTING), 6)
