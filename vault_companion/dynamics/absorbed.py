"""What one has taken over from the other (theory 4.5; S16).

Why it matters: growth between two people is not getting better in general, it is taking over the piece one lacked.
Silent when: no change line shows the very thing that was missing and that the other has. Guidance is left out: a
line about learning always shows some.
"""

from __future__ import annotations

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Taken
from vault_companion.dynamics.trajectory import growth_hits
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.lexicon import Lexicon

THEORY = ("S15", "S16")


def find_absorbed(view: PairView, lexicon: Lexicon) -> tuple[Taken, ...]:
    """Each missing piece that the other has and that a change line of the learner shows; in the order of names."""
    found: dict[tuple[VaultPath, str], Taken] = {}
    for hit in growth_hits(view):
        if len(hit.subjects) != 1:
            continue
        (who,) = hit.subjects
        shown = {match.id for match in lexicon.read_needs(hit.phrase.source, "offers") if match.is_sure}
        for fit in view.fits_of(who, "filled"):
            if not fit.deep and fit.need in shown and fit.need != "guidance":
                found.setdefault((who, fit.need), Taken(who, fit.by, fit.need, fit.lack[0], hit.phrase))
    return tuple(found[who, need] for who, need in sorted(found, key=lambda key: (view.pair.index(key[0]), key[1])))
