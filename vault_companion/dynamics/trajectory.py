"""Where it is going: whether they learn from each other, or only use each other (theory 4.5; S16, S17).

Why it matters: the same bond can make two people larger or smaller; only what changes tells which.
Silent when: no change is written. Then it is "open": nothing is decided, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vault_companion.dynamics.conduct import PLAIN, Hit
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Verdict
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.matches import nor

THEORY = ("S16", "S17")

_NO_GROWTH = re.compile(
    r"\btoo late\b|\bnever learn\w*\b|\bnothing (?:has )?change\w*\b|\bstays? the same\b|\bunchanged\b|"
    r"\b(?:never|not|nothing|neither)\b[^.;]{0,40}\b(?:learn|chang|grow|forgiv|admit)\w*|"
    r"\b(?:learn\w*|f(?:i|ou)nds? out) (?:who|where|when) (?!(?:s?he|they) (?:is|are|was|were)\b)",
    re.IGNORECASE,
)


def read_trajectory(view: PairView) -> Verdict:
    """One of growth, one_sided_growth, codependent, stagnant, open; `who` are those who learn."""
    growth = growth_hits(view)
    g = nor([hit.weight for hit in growth])
    c = view.conduct.strength("codependent")
    learners = _learners(view, growth)
    using = view.conduct.phrases("codependent")
    if g >= 0.5 and g >= 0.9 * c:
        label = "growth" if len(learners) == 2 else "one_sided_growth"
        return Verdict(label, _phrases(growth), learners)
    if c >= 0.5:
        return _not_hostile(view, Verdict("codependent", using, _user(view)))
    if view.conduct.strength("stagnant") >= 0.5:
        return _if_toxic(view, Verdict("stagnant", view.conduct.phrases("stagnant")))
    if g >= 0.3:
        return Verdict("one_sided_growth", _phrases(growth), learners)
    changes = [line for line in view.tie.of_part("changes") if line not in view.conduct.foreign] if view.tie else []
    if not changes:
        return _if_toxic(view, Verdict("open"))
    return _if_toxic(view, Verdict("stagnant", tuple(line.phrase for line in changes)))


def _user(view: PairView) -> tuple[VaultPath, ...]:
    """The one who uses the other, () where both do, or a line could be about either."""
    users = {hit.subjects for hit in view.conduct.of("codependent")}
    (only,) = users if len(users) == 1 else (frozenset[VaultPath](),)
    return tuple(only) if len(only) == 1 else ()


def growth_hits(view: PairView) -> tuple[Hit, ...]:
    """The change lines in which somebody learns, in the order of the story."""
    lines = view.tie.lines if view.tie else ()
    found = [
        hit
        for hit in view.conduct.of("growth")
        if (hit.line.part == "changes" or hit.line.at) and not _NO_GROWTH.search(hit.phrase.text)
    ]
    return tuple(sorted(found, key=lambda hit: (lines.index(hit.line), hit.phrase.evidence)))


def _learners(view: PairView, growth: Sequence[Hit]) -> tuple[VaultPath, ...]:
    """Whom the growth lines are about, in the order of names; lines that could be either count for neither."""
    known = {who for hit in growth for who in hit.subjects}
    return tuple(who for who in view.pair if who in known)


def _phrases(hits: Sequence[Hit]) -> tuple[Phrase, ...]:
    hits = [hit for hit in hits if hit.weight >= PLAIN] or hits
    return tuple(dict.fromkeys(hit.phrase for hit in hits))


def _if_toxic(view: PairView, verdict: Verdict) -> Verdict:
    """Nothing changes and it hurts, in a bond that runs on hurt: they use each other."""
    bound = max(view.bond_strength("anxious_avoidant_trap"), view.bond_strength("validation_power"))
    if view.conduct.strength("codependent") < 0.5 and view.conduct.strength("toxic") >= 0.75 and bound >= 0.5:
        return _not_hostile(view, Verdict("codependent", view.conduct.phrases("toxic", "codependent")))
    return verdict


def _not_hostile(view: PairView, verdict: Verdict) -> Verdict:
    return Verdict("stagnant", verdict.phrases) if view.hostile else verdict
