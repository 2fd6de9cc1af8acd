"""Where two people's values pull apart or agree (theory 4.9, appendix B)."""

from __future__ import annotations

from dataclasses import dataclass

from vault_companion.cast.sheet import same
from vault_companion.dynamics.profile import Profile
from vault_companion.notes.fields import Phrase


@dataclass(frozen=True, slots=True)
class Clash:
    """One axis on which the two stand at opposite poles."""

    axis: str
    one: tuple[Phrase, ...]
    other: tuple[Phrase, ...]


def clashes(one: Profile, other: Profile) -> tuple[Clash, ...]:
    """Every axis on which one stands only at one pole and the other only at the other, in the order of names."""
    out = []
    for axis in sorted(set(one.values) & set(other.values)):
        ours, theirs = one.values[axis], other.values[axis]
        if len(ours) == len(theirs) == 1 and set(ours) != set(theirs):
            out.append(Clash(axis, next(iter(ours.values())), next(iter(theirs.values()))))
    return tuple(out)


def shared(one: Profile, other: Profile) -> tuple[tuple[Phrase, Phrase], ...]:
    """The values that both state in the same words."""
    theirs = {same(phrase.text): phrase for phrase in other.character.trait("values")}
    return tuple(
        (phrase, theirs[same(phrase.text)]) for phrase in one.character.trait("values") if same(phrase.text) in theirs
    )
