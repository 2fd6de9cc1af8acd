"""PairView: everything a rule may look at. Rules see this and nothing else, and never each other's prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vault_companion.cast.ties import Tie
from vault_companion.dynamics.conduct import Conduct
from vault_companion.dynamics.meant import Romances
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import Claim, Fit
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath

HOSTILE = frozenset({"enemy", "rivalry"})


@dataclass(frozen=True, slots=True)
class PairView:
    """Two people and what is written between them.

    Attributes:
        one, other: The two, in the order of their names. Every rule must give the same if they are swapped.
        tie: What is stated, or None for people who are only mentioned together.
        conduct: What the lines of the tie show.
        fits: Every lack of both, held against the other.
        hostile: Whether they stand against each other, by kind or because both feel so.
        bonds: The dynamics found, ranked; () while they are being looked for.
        astray: The phrases behind their styles that can only mean somebody else.
        romances: Whom else each loves or has loved.
    """

    one: Profile
    other: Profile
    tie: Tie | None
    conduct: Conduct
    fits: tuple[Fit, ...]
    hostile: bool = False
    bonds: tuple[Claim, ...] = ()
    astray: frozenset[Phrase] = frozenset()
    romances: Romances = field(default_factory=dict)

    @property
    def pair(self) -> tuple[VaultPath, VaultPath]:
        """Who they are."""
        return self.one.path, self.other.path

    def bond(self, bond_id: str) -> Claim | None:
        """The dynamic of this id, if it was found, however faint."""
        return next((claim for claim in self.bonds if claim.id == bond_id), None)

    def bond_strength(self, bond_id: str) -> float:
        """Its confidence, 0 if it was not found."""
        found = self.bond(bond_id)
        return found.confidence if found else 0.0

    def attached(self, who: Profile) -> tuple[Phrase, ...]:
        """The phrases behind somebody's style that can mean this partner, or were meant for anybody."""
        return tuple(phrase for phrase in who.attachment.phrases if phrase not in self.astray)

    def both_ways(self) -> Iterator[tuple[Profile, Profile]]:
        """The two in both orders, for rules that give them different parts."""
        yield self.one, self.other
        yield self.other, self.one

    def filled(self, of: VaultPath, *, deep: bool | None = None) -> float:
        """How far one person's lacks are answered by the other (theory 4.2: f, or F and P alone)."""
        deep_sum = sum(fit.strength for fit in self.fits if fit.of == of and fit.deep)
        piece_sum = sum(fit.strength for fit in self.fits if fit.of == of and not fit.deep)
        if deep is None:
            return deep_sum + 0.5 * piece_sum
        return deep_sum if deep else piece_sum

    def fits_of(self, of: VaultPath, *statuses: str) -> tuple[Fit, ...]:
        """One person's fits of these statuses, strongest first."""
        return tuple(fit for fit in self.fits if fit.of == of and fit.status in statuses)

    @property
    def both_self_contained(self) -> bool:
        """Whether neither states a need and each stands alone or loves securely (theory 4.4, extra_spice)."""
        return (
            self.tie is not None
            and not self.hostile
            and not self.one.states_needs
            and not self.other.states_needs
            and all(who.sufficiency >= 0.3 or who.attachment.style == "secure" for who in (self.one, self.other))
        )


def are_hostile(tie: Tie | None, conduct: Conduct) -> bool:
    """Whether two people stand against each other: the word for their tie says so, or both feel so."""
    if tie is None:
        return False
    kind = tie.primary
    if kind is not None and kind.family in HOSTILE and kind.sign < 0:
        return True
    return all(_feels_hostile(who, conduct) for who in tie.pair)


def _feels_hostile(who: VaultPath, conduct: Conduct) -> bool:
    def felt(category: str) -> bool:
        return any(hit.line.part == "feels" and hit.line.by == who for hit in conduct.of(category))

    return felt("toxic") and not felt("healthy")
