"""Is it good for them: healthy, toxic, or some of each (theory 4.6; S07).

Why it matters: the same bond works either way, so what binds two people never says whether it is good for them.
Silent when: no line shows how they treat each other. A style of attachment alone never makes a tie toxic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vault_companion.dynamics.conduct import PLAIN, Hit
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Verdict
from vault_companion.dynamics.trajectory import growth_hits
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.matches import nor

THEORY = ("S07", "S62")
_HARM = ("toxic", "codependent", "withdraw", "secret")


def _doer(hits: Sequence[Hit]) -> tuple[VaultPath, ...]:
    """The one person who does all of it, () where both do, or a line could be about either."""
    doers = {hit.subjects for hit in hits}
    (only,) = doers if len(doers) == 1 else (frozenset[VaultPath](),)
    return tuple(only) if len(only) == 1 else ()


_AWAY = re.compile(
    r"\b(?:walk(?:s|ed)? out|(?:leaves?|left) (?:him|her|them|home)|(?:breaks?|broke) (?:free|away)|"
    r"without (?:him|her|them)|(?:gets?|got) away)\b",
    re.IGNORECASE,
)
"""Somebody grows by going: true of them, and nothing that speaks for the bond."""


def _by_how_they_love(view: PairView) -> Verdict:
    """Without any deed between them: good only if both love securely, else nobody can tell."""
    secure = (*view.one.secure_lines[:1], *view.other.secure_lines[:1])
    return Verdict("healthy", secure) if len(secure) == 2 and not view.hostile else Verdict("unknown")


def read_valence(view: PairView) -> Verdict:
    """One of healthy, toxic, mixed, unknown, with the lines that weighed in."""
    conduct = view.conduct
    growth = [hit for hit in growth_hits(view) if not _AWAY.search(hit.phrase.text)]
    secure = sum(0.25 for who in (view.one, view.other) if who.attachment.style == "secure")
    healthy = nor(
        [
            0.5 * conduct.strength("healthy"),
            0.5 * nor([hit.weight for hit in growth]),
            *(0.3 * min(1.0, view.filled(who)) for who in view.pair if not view.hostile),
            secure,
        ]
    )
    toxic = nor(
        [
            0.7 * conduct.strength("toxic"),
            0.4 * conduct.strength("codependent"),
            0.3 * view.bond_strength("validation_power"),
            0.3 * view.bond_strength("anxious_avoidant_trap"),
            0.2 * conduct.strength("withdraw"),
            0.3 * conduct.strength("secret"),
        ]
    )
    deeds = [hit for hit in (*conduct.of("healthy"), *growth) if hit.weight >= PLAIN]
    bad = conduct.phrases(*_HARM)
    harm = set(conduct.phrases("toxic", "codependent"))
    good = tuple(dict.fromkeys(hit.phrase for hit in deeds if hit.phrase not in harm))
    only_feeling = bool(view.bonds) and view.bonds[0].id == "magical_love" and conduct.strength("toxic") < 0.7
    if max(healthy, toxic) < 0.25 or only_feeling:
        return Verdict("unknown")
    if healthy >= 1.25 * toxic:
        return Verdict("healthy", good, () if growth else _doer(deeds)) if good else _by_how_they_love(view)
    if toxic >= 1.15 * healthy:
        return Verdict("toxic", bad, _doer([hit for name in _HARM for hit in conduct.of(name) if hit.phrase in bad]))
    kind = {hit.phrase for hit in deeds}
    gifts = tuple(fit.answer[0] for fit in view.fits if fit.status == "filled")
    bond = view.bond("validation_power") or view.bond("anxious_avoidant_trap")
    held = next(iter(bond.cited.values())) if bond else bad
    against = tuple(phrase for phrase in bad if phrase not in kind) or held
    return Verdict("mixed", good or gifts, against=against)
