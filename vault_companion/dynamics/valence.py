"""Is it good for them: healthy, toxic, or some of each (theory 4.6; S07).

Why it matters: the same bond works either way, so what binds two people never says whether it is good for them.
Silent when: no line shows how they treat each other. A style of attachment alone never makes a tie toxic. What the
one who waits or reaches does for the other is part of the waiting, and speaks for nothing; enemies are never simply
good for each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vault_companion.dynamics.conduct import PLAIN, Hit
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import ALSO, Verdict
from vault_companion.dynamics.trajectory import growth_hits
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.matches import nor

THEORY = ("S07", "S62")
_HARMS = ("toxic", "codependent", "withdraw", "secret")


LEAST = 0.25
"""What the good and the harm must come to, one of them, for anything to be said (theory 4.6)."""
_KEEPS_WAITING = ("validation_power", "anxious_avoidant_trap")
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


def _doer(hits: Sequence[Hit]) -> tuple[VaultPath, ...]:
    """The one person who does all of it, () where both do, or a line could be about either."""
    doers = {hit.subjects for hit in hits}
    (only,) = doers if len(doers) == 1 else (frozenset[VaultPath](),)
    return tuple(only) if len(only) == 1 else ()


def _reaching(view: PairView) -> frozenset[VaultPath]:
    """Who waits or reaches in a bond that keeps one of them waiting: what that one does for the other is part of it."""
    first = view.bonds[0] if view.bonds else None
    keeps_waiting = first is not None and first.id in _KEEPS_WAITING and first.confidence >= ALSO
    return frozenset(first.who[:1]) if first and keeps_waiting else frozenset()


def read_valence(view: PairView) -> Verdict:
    """One of healthy, toxic, mixed, unknown, with the lines that weighed in."""
    conduct = view.conduct
    reaching = _reaching(view)
    growth = [hit for hit in growth_hits(view) if not _AWAY.search(hit.phrase.text)]
    kind = [hit for hit in conduct.of("healthy") if not reaching or hit.subjects != reaching]
    healthy, toxic = _good(view, kind, growth), _harm(view)
    only_feeling = bool(view.bonds) and view.bonds[0].id == "magical_love" and conduct.strength("toxic") < 0.7
    if only_feeling:
        return Verdict("unknown")
    deeds = [hit for hit in (*kind, *growth) if hit.weight >= PLAIN]
    bad = conduct.phrases(*_HARMS)
    harm = set(conduct.phrases("toxic", "codependent"))
    good = tuple(dict.fromkeys(hit.phrase for hit in deeds if hit.phrase not in harm))
    if max(healthy, toxic) < LEAST:
        return _by_the_hold(view, deeds)
    if healthy >= 1.25 * toxic:
        if not good:
            held = _by_the_hold(view, deeds)
            return held if held.phrases else _by_how_they_love(view)
        if against := _enmity(view):
            return Verdict("mixed", good, against=against)
        return Verdict("healthy", good, () if growth else _doer(deeds))
    if toxic >= 1.15 * healthy:
        done = [hit for name in _HARMS for hit in conduct.of(name) if hit.phrase in bad]
        return Verdict("toxic", bad, _doer(done), sure=any(hit.weight >= PLAIN and not hit.alike for hit in done))
    gifts = tuple(fit.answer[0] for fit in view.fits if fit.status == "filled" and fit.field in ("needs", "fears"))
    return Verdict("mixed", good or gifts, against=_other_side(view, bad, deeds))


def _other_side(view: PairView, bad: tuple[Phrase, ...], deeds: Sequence[Hit]) -> tuple[Phrase, ...]:
    """What speaks against two of whom something speaks for: what does not do both, else the bond that weighed in."""
    only_bad = tuple(phrase for phrase in bad if phrase not in {hit.phrase for hit in deeds})
    bond = view.bond("validation_power") or view.bond("anxious_avoidant_trap")
    return only_bad or (next(iter(bond.cited.values())) if bond else bad)


def _good(view: PairView, kind: Sequence[Hit], growth: Sequence[Hit]) -> float:
    secure = sum(0.25 for who in (view.one, view.other) if who.attachment.style == "secure")
    return nor(
        [
            0.5 * nor([hit.weight for hit in kind]),
            0.5 * nor([hit.weight for hit in growth]),
            *(0.3 * min(1.0, view.filled(who)) for who in view.pair if not view.hostile),
            secure,
        ]
    )


def _harm(view: PairView) -> float:
    conduct = view.conduct
    return nor(
        [
            0.7 * conduct.strength("toxic"),
            0.4 * conduct.strength("codependent"),
            0.3 * view.bond_strength("validation_power"),
            0.3 * view.bond_strength("anxious_avoidant_trap"),
            0.2 * conduct.strength("withdraw"),
            0.3 * conduct.strength("secret"),
        ]
    )


def _by_the_hold(view: PairView, deeds: Sequence[Hit]) -> Verdict:
    """Where hardly a line weighs: bad is one who enjoys a hold on the other, and a trap in which nothing changes.

    Both are read from lines between the two, not from how they love alone (S09, S33).
    """
    first = view.bonds[0] if view.bonds else None
    if first is None or deeds or first.confidence < ALSO:
        return Verdict("unknown")
    if first.id == "validation_power":
        return Verdict("toxic", first.cited.get("power") or first.cited["holds"], first.who[1:])
    still = [hit.phrase for hit in view.conduct.of("stagnant") if hit.weight >= PLAIN]
    if first.id == "anxious_avoidant_trap" and still:
        return Verdict("toxic", tuple(dict.fromkeys(still)))
    return Verdict("unknown")


def _enmity(view: PairView) -> tuple[Phrase, ...]:
    """What speaks against two enemies, whatever good they do each other; () for any others."""
    if not view.hostile or view.tie is None:
        return ()
    felt = tuple(line.phrase for line in view.tie.lines if line.part in ("feels", "conflict"))
    return view.conduct.phrases("toxic") or felt
