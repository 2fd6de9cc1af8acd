"""Is it good for them: healthy, toxic, or some of each (theory 4.6; S07).

Why it matters: the same bond works either way, so what binds two people never says whether it is good for them.
Silent when: no line shows how they treat each other. A style of attachment alone never makes a tie toxic.
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


def _doer(hits: Sequence[Hit]) -> tuple[VaultPath, ...]:
    """The one person who does all of it, () where both do, or a line could be about either."""
    doers = {hit.subjects for hit in hits}
    (only,) = doers if len(doers) == 1 else (frozenset[VaultPath](),)
    return tuple(only) if len(only) == 1 else ()


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


def _reaching(view: PairView) -> frozenset[VaultPath]:
    """Who waits or reaches in a bond that keeps one of them waiting: what that one does for the other is part of it."""
    first = view.bonds[0] if view.bonds else None
    keeps_waiting = first is not None and first.id in _KEEPS_WAITING and first.confidence >= ALSO
    return frozenset(first.who[:1]) if first and keeps_waiting else frozenset()


def _feeding(view: PairView) -> frozenset[VaultPath]:
    """Who feeds, where only one is fed."""
    first = view.bonds[0] if view.bonds else None
    return frozenset(first.who[1:]) if first and first.id == "one_sided_need" else frozenset()


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
        if against := _whatever_good(view, deeds):
            return Verdict("mixed", good, against=against)
        return Verdict("healthy", good, () if growth else _doer(deeds))
    gifts = tuple(fit.answer[0] for fit in view.fits if fit.status == "filled")
    if toxic >= 1.15 * healthy and not (_feeding(view) and gifts and conduct.strength("toxic") < PLAIN):
        return Verdict("toxic", bad, _doer([hit for name in _HARMS for hit in conduct.of(name) if hit.phrase in bad]))
    both = {hit.phrase for hit in deeds}
    bond = view.bond("validation_power") or view.bond("anxious_avoidant_trap")
    against = tuple(phrase for phrase in bad if phrase not in both) or (
        next(iter(bond.cited.values())) if bond else bad
    )
    return Verdict("mixed", good or gifts, against=against)


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
    """Where hardly a line weighs: one who enjoys a hold on the other is bad for the other, and so is a trap in which
    nothing changes (S09, S33)."""
    first = view.bonds[0] if view.bonds else None
    if first is None or deeds or first.confidence < ALSO:
        return Verdict("unknown")
    if first.id == "validation_power":
        return Verdict("toxic", first.cited.get("power") or first.cited["holds"], first.who[1:])
    still = [hit.phrase for hit in view.conduct.of("stagnant") if hit.weight >= PLAIN]
    if first.id == "anxious_avoidant_trap" and still:
        return Verdict("toxic", tuple(dict.fromkeys(still)))
    return Verdict("unknown")


def _whatever_good(view: PairView, deeds: Sequence[Hit]) -> tuple[Phrase, ...]:
    """What speaks against two in spite of the good they do: they are enemies, or one does all the good and starves."""
    if view.hostile and view.tie is not None:
        hostile = view.conduct.phrases("toxic")
        return hostile or tuple(line.phrase for line in view.tie.lines if line.part in ("feels", "conflict"))
    feeding = _feeding(view)
    if feeding and all(hit.subjects == feeding for hit in deeds):
        return view.bonds[0].cited["open"]
    return ()
