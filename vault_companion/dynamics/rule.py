"""Rule: one pattern in one file, declared by one line at its end.

A rule's module docstring is its documentation: what it finds, why it matters, when it stays silent. `find` is
pure, sees one PairView, and gives one Claim with evidence or nothing; swapping the two people changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim, rounded
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern.

    Attributes:
        id: Its name in JSON; never reused.
        theory: The statements of the theory that it stands on.
        find: The claim about a pair, or None.
        specificity: What its confidence is weighed with when dynamics are ranked (theory 4.4).
    """

    id: str
    theory: tuple[str, ...]
    find: Callable[[PairView], Claim | None]
    specificity: float = 1.0


def claim(
    rule_id: str,
    confidence: float,
    theory: tuple[str, ...],
    who: tuple[VaultPath, ...],
    cited: Mapping[str, tuple[Phrase, ...]],
) -> Claim | None:
    """A claim with its confidence held to 0..1 and its empty parts left out; None if no phrase stands behind it."""
    kept = {part: phrases for part, phrases in cited.items() if phrases}
    if not kept or confidence <= 0:
        return None
    return Claim(rule_id, rounded(min(1.0, confidence)), theory, who, kept)


def saturated(amount: float) -> float:
    """1 - exp(-amount / 1.2): the first filled need counts most (theory 4.4)."""
    return 1 - math.exp(-amount / 1.2)


def lack_phrases(view: PairView, of: VaultPath, *statuses: str) -> tuple[Phrase, ...]:
    """The lacks of one person whose fits have these statuses, strongest first, each phrase once."""
    return tuple(dict.fromkeys(phrase for fit in view.fits_of(of, *statuses) for phrase in fit.lack[:1]))


def answer_phrases(view: PairView, of: VaultPath, *statuses: str) -> tuple[Phrase, ...]:
    """What answers the lacks of one person, strongest first, each phrase once."""
    return tuple(dict.fromkeys(phrase for fit in view.fits_of(of, *statuses) for phrase in fit.answer[:1]))
