"""The flaw of one hits the need of the other.

Why it matters: nobody has to mean harm; being themselves is enough.

Silent when: no flaw is stated, or none touches what the other needs.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.notes.fields import Phrase

THEORY = ("S68",)


def find(view: PairView) -> Claim | None:
    """A claim about (whose flaw, whose need); parts `flaw`, `need`, or `flaw_one`, `flaw_other` without a hit."""
    found = [_hit(view, flawed, needy) for flawed, needy in view.both_ways()]
    strength, flawed, needy, flaw, need = max(found, key=lambda hit: (hit[0], [phrase.text for phrase in hit[3]]))
    both_flawed = view.one.states_flaws and view.other.states_flaws
    weight = 0.36 + 0.35 * strength if both_flawed else 0.3 * strength
    if strength:
        return claim(RULE.id, weight, THEORY, (flawed.path, needy.path), {"flaw": flaw, "need": need})
    cited = {
        "flaw_one": _plainest(view.one),
        "flaw_other": _plainest(view.other),
    }
    return claim(RULE.id, weight, THEORY, view.pair, cited)


def _meant(view: PairView, needy: Profile, need: str) -> tuple[Phrase, ...]:
    """The lines of a need that can mean this partner, and that nothing in the partner answers."""
    answered = {phrase for fit in view.fits_of(needy.path, "filled", "near") for phrase in fit.lack}
    return tuple(
        phrase for phrase in needy.asks_for(need).phrases if phrase not in view.astray and phrase not in answered
    )


def _plainest(who: Profile) -> tuple[Phrase, ...]:
    """The first flaw that is more than a word, else the first."""
    flaws = who.character.trait("flaws")
    return tuple(sorted(flaws, key=lambda phrase: " " not in phrase.text))[:1]


def _hit(
    view: PairView, flawed: Profile, needy: Profile
) -> tuple[float, Profile, Profile, tuple[Phrase, ...], tuple[Phrase, ...]]:
    """How hard one's flaws hit the other's deep needs, at the worst place.

    A need that the same person answers in another way is no place to be hit, nor one that means somebody else by name.
    """
    answered = {fit.need for fit in view.fits_of(needy.path, "filled", "near")}
    worst = max(
        (
            (min(piece.weight, needy.asks_for(need).weight), need)
            for need, piece in flawed.pieces.items()
            if need not in answered and _meant(view, needy, need)
        ),
        key=lambda hit: (hit[0], hit[1]),
        default=(0.0, ""),
    )
    if not worst[0]:
        return 0.0, flawed, needy, (), ()
    return worst[0], flawed, needy, flawed.pieces[worst[1]].phrases[:1], _meant(view, needy, worst[1])[:1]


RULE = Rule("flaw_collision", THEORY, find)
