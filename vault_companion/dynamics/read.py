"""Reads one pair: traits, fits and attachment first, then what binds, where it goes, whether it is good, the fight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from vault_companion.cast.names import People
from vault_companion.cast.ties import Tie
from vault_companion.dynamics.absorbed import find_absorbed
from vault_companion.dynamics.catalogue import BONDS, CLOSENESS, FRICTION, NOTICES
from vault_companion.dynamics.conduct import read_conduct
from vault_companion.dynamics.contradictions import find_contradictions, questions_about
from vault_companion.dynamics.fits import find_fits
from vault_companion.dynamics.forecast import find_forecast
from vault_companion.dynamics.meant import Romances, astray
from vault_companion.dynamics.outlook import Contradiction
from vault_companion.dynamics.pairings import find_pairing, is_close
from vault_companion.dynamics.pairview import PairView, are_hostile
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.questions import ask, ask_unwilling_or_afraid
from vault_companion.dynamics.reading import SHOWN, Claim, Reading, rounded
from vault_companion.dynamics.rule import Rule
from vault_companion.dynamics.trajectory import read_trajectory
from vault_companion.dynamics.valence import read_valence
from vault_companion.words.lexicon import Lexicon

FIGHTS = 0.35
"""The weight from which a friction is shown (theory 4.9)."""
FIGHTS_WITHOUT_NEED = 0.55
"""The same for two who stand alone."""

BARE_FLAWS = frozenset({"flaw_one", "flaw_other"})
"""The parts of a collision of which only the flaws are known: any driver that is found stands before it."""

Failed = Callable[[str, Exception], None]
Found = TypeVar("Found")
NOBODY: Romances = MappingProxyType({})
"""No other romance of either."""


def read_pair(
    one: Profile,
    other: Profile,
    tie: Tie | None,
    people: People,
    lexicon: Lexicon,
    failed: Failed,
    romances: Romances = NOBODY,
) -> Reading:
    """Everything that is read about a pair.

    Args:
        one: The first of the two, in the order of their names.
        other: The second.
        tie: What is stated about them, or None.
        people: For names and pronouns in their lines.
        lexicon: The word lists.
        failed: Told of a rule that raised, with its id; the other rules still speak.
        romances: Whom else each of them loves or has loved.
    """
    conduct = read_conduct(tie, people, lexicon)
    fits = find_fits(one, other, tie, conduct, people, lexicon)
    hostile = are_hostile(tie, conduct)
    past = astray(one, other, tie, people, romances)
    bare = PairView(one, other, tie, conduct, fits, hostile, astray=past, romances=romances)
    view = replace(bare, bonds=_ranked(bare, failed))
    trajectory, valence = read_trajectory(view), read_valence(view)
    friction = _frictions(view, failed)
    styles = (one.attachment.style, other.attachment.style)
    together = _unless_it_fails("pairings", lambda: find_pairing(view), None, failed)
    closeness = tuple(claim for _, claim in _found(CLOSENESS, view, failed)) if together else ()
    none: tuple[Contradiction, ...] = ()
    disagreeing = _unless_it_fails("contradictions", lambda: find_contradictions(view, people, lexicon), none, failed)
    asked = [
        *questions_about(disagreeing, people.short_name),
        *(ask_unwilling_or_afraid(one, people.short_name) for one in closeness if one.id == "cannot_give"),
    ]
    return Reading(
        pair=view.pair,
        dynamics=tuple(claim for claim in view.bonds if claim.confidence >= SHOWN),
        valence=valence,
        trajectory=trajectory,
        attachment={one.path: one.attachment, other.path: other.attachment},
        pairing="unknown" if "unknown" in styles else "_".join(sorted(styles)),
        fits=fits,
        friction=friction,
        questions=ask(view, friction, valence, trajectory, people.short_name, asked),
        unread=one.unread + other.unread,
        absorbed=find_absorbed(view, lexicon),
        astray=past,
        is_close=is_close(view),
        together=together,
        closeness=closeness,
        forecast=_unless_it_fails("forecast", lambda: find_forecast(view, people), None, failed),
        notices=tuple(claim for _, claim in _found(NOTICES, view, failed)),
        contradictions=disagreeing,
    )


def _unless_it_fails(rule: str, find: Callable[[], Found], nothing: Found, failed: Failed) -> Found:
    try:
        return find()
    except Exception as error:  # noqa: BLE001 - one rule's bug must not silence the others
        failed(rule, error)
        return nothing


def _found(rules: tuple[Rule, ...], view: PairView, failed: Failed) -> list[tuple[Rule, Claim]]:
    out = []
    for rule in rules:
        try:
            claim = rule.find(view)
        except Exception as error:  # noqa: BLE001 - one rule's bug must not silence the others
            failed(rule.id, error)
            continue
        if claim is not None:
            out.append((rule, claim))
    return out


def _ranked(view: PairView, failed: Failed) -> tuple[Claim, ...]:
    """The dynamics by confidence times specificity; feeling alone hardly counts where they went through hell."""
    found = _found(BONDS, view, failed)
    ids = {claim.id for _, claim in found}
    weighed = []
    for rule, claim in found:
        if claim.id == "hell_and_back" and "magical_love" in ids:
            claim = Claim(claim.id, rounded(0.3 * claim.confidence), claim.theory, claim.who, claim.cited)
        weighed.append((-rounded(claim.confidence * rule.specificity), claim))
    return tuple(claim for _, claim in sorted(weighed, key=lambda pair: pair[0]))


def _frictions(view: PairView, failed: Failed) -> tuple[Claim, ...]:
    """What will make them fight, heaviest first; two flaws that hit nothing come last."""
    alone = bool(view.bonds) and view.bonds[0].id == "extra_spice"
    least = FIGHTS_WITHOUT_NEED if alone else FIGHTS
    found = [claim for _, claim in _found(FRICTION, view, failed) if claim.confidence >= least]
    return tuple(sorted(found, key=lambda claim: (claim.cited.keys() <= BARE_FLAWS, -claim.confidence)))
