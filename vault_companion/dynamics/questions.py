"""What the author has not decided yet: asked, never guessed (theory 2.7; S05, S12, S27, S44, S53).

Each question knows the section of the page at whose end it stands, and the line that would answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import Claim, Question, Verdict
from vault_companion.vault.snapshot import VaultPath

MOST = 5
"""How many questions a page asks at most."""

ABOUT_A_PERSON = frozenset({"Q-NEED", "Q-OFFER", "Q-ATT", "Q-ATT2", "Q-WOUND", "Q-FLAW", "Q-VALUES"})
"""The questions that a character's own note answers; the others are answered in a note about both."""

Name = Callable[[VaultPath], str]


def ask(
    view: PairView, friction: tuple[Claim, ...], valence: Verdict, trajectory: Verdict, name: Name
) -> tuple[Question, ...]:
    """The open questions of a pair, most telling first; all of them, the page takes the first few."""
    found = [
        *_about_people(view, name),
        *_about_the_tie(view, trajectory, name),
        *_about_the_fight(view, friction, valence, name),
    ]
    return tuple(
        sorted(
            found, key=lambda question: (-question.rank, question.id, [view.pair.index(who) for who in question.about])
        )
    )


def _about_people(view: PairView, name: Name) -> Iterable[Question]:
    for who, other in view.both_ways():
        a, b = name(who.path), name(other.path)
        about = (who.path,)
        if not (who.states_needs or who.states_flaws or who.character.trait("wounds") or who.character.trait("lie")):
            if who.sufficiency >= 0.3:
                continue
            text = f"What is {a} missing, and cannot find alone?"
            yield Question("Q-NEED", about, text, "fits", 6.0, "Needs:: ")
        if not who.states_offers:
            yield Question("Q-OFFER", about, f"What does someone get from being near {a}?", "fits", 5.5, "Strengths:: ")
        if who.attachment.style == "unknown" and not view.hostile:
            yield _about_attachment(who, a, b)
        elif who.attachment.style in ("anxious", "avoidant", "fearful") and not who.character.trait("wounds"):
            lesson = {"anxious": "that people leave", "avoidant": "that closeness costs too much"}.get(
                who.attachment.style, "that love hurts"
            )
            yield Question("Q-WOUND", about, f"Who taught {a} {lesson}?", "attachment", 1.5, "Wound:: ")


def _about_attachment(who: Profile, a: str, b: str) -> Question:
    if who.sufficiency >= 0.3:
        text = f"Is {a} whole, or well defended? What has {a} told {b} that cost something to say?"
        return Question("Q-ATT2", (who.path,), text, "attachment", 3.0, "In love:: ")
    text = f"When {b} gets close, does {a} lean in, hold steady, or step back? And when {b} goes quiet?"
    return Question("Q-ATT", (who.path,), text, "attachment", 4.0, "In love:: ")


def _about_the_tie(view: PairView, trajectory: Verdict, name: Name) -> Iterable[Question]:
    a, b = name(view.one.path), name(view.other.path)
    if view.tie is None:
        return
    if not view.tie.kinds:
        yield Question("Q-KIND", (), f"What are {a} and {b} to each other?", "binds", 5.0, "kind:: ")
    feelers = {line.by for line in view.tie.of_part("feels") if line.by}
    if len(feelers) == 1:
        known = feelers.pop()
        silent = view.tie.other(known)
        text = f"{name(known)}’s side is written. What does {name(silent)} feel?"
        yield Question("Q-FEELS", (silent,), text, "binds", 3.5, f"feels:: {name(silent)}: ")
    hidden = next((fit for fit in view.fits if fit.status == "blocked"), None)
    if hidden:
        text = f"What would {name(hidden.by)} have to find out before {name(hidden.by)} could answer {name(hidden.of)}?"
        yield Question("Q-HIDDEN", (hidden.by,), text, "fits", 3.0)
    if trajectory.label == "open":
        yield from _about_learning(view, name)
    if view.conduct.strength("bonded_now") >= 0.5 and not view.tie.of_part("history"):
        text = f"What did it cost {a} and {b} to get here?"
        yield Question("Q-HISTORY", (), text, "binds", 2.5, "history:: ")


def _about_learning(view: PairView, name: Name) -> Iterable[Question]:
    for who in view.pair:
        fit = next((fit for fit in view.fits_of(who, "filled") if not fit.deep), None)
        if fit and fit.answer and not view.hostile:
            text = (
                f"{name(who)}’s note says “{fit.lack[0].text}”; {name(fit.by)} has the opposite. "
                f"Where does {name(who)} first try it?"
            )
            yield Question("Q-LEARN", (who,), text, "going", 2.8, "changes:: ch. ")
            return
    if view.tie and not view.tie.of_part("changes"):
        a, b = name(view.one.path), name(view.other.path)
        text = f"What is different between {a} and {b} at the end of the story from what it was at the start?"
        yield Question("Q-CHANGE", (), text, "going", 2.2, "changes:: ch. ")


def _about_the_fight(view: PairView, friction: tuple[Claim, ...], valence: Verdict, name: Name) -> Iterable[Question]:
    a, b = name(view.one.path), name(view.other.path)
    standard, effort = view.conduct.strength("standard"), view.conduct.strength("effort")
    if view.bonds and view.bonds[0].id == "magical_love":
        text = f"Take the attraction away for one chapter: what would {a} and {b} still need from each other?"
        yield Question("Q-VIBES", (), text, "binds", 6.5)
    if standard >= 0.45 > effort and not view.hostile and view.bond("meet_me_at_my_level") is None:
        holder = next((hit for hit in view.conduct.of("standard") if len(hit.subjects) == 1), None)
        settled = {one.path for one in (view.one, view.other) if one.sufficiency >= 0.3 or one.secure_lines}
        if holder and holder.weight >= 0.7 and holder.subjects <= settled:
            who = next(iter(holder.subjects))
            other = view.pair[1] if who == view.pair[0] else view.pair[0]
            text = f"What exactly must {name(other)} change, and how would {name(who)} know?"
            yield Question("Q-LEVEL", (other,), text, "going", 2.0, "changes:: ch. ")
    if friction or view.tie is None:
        return
    if view.bonds and view.bonds[0].id == "extra_spice":
        text = f"What difference between {a} and {b} cannot be split in half?"
        yield Question("Q-ENGINE", (), text, "fight", 4.5, "conflict:: ")
        return
    if valence.label == "unknown" and not view.bonds and not view.fits:
        return
    unnamed = next((who for who in (view.one, view.other) if not who.states_flaws), None)
    if unnamed:
        partner = view.other if unnamed is view.one else view.one
        text = f"Which flaw of {name(unnamed.path)} would {name(partner.path)} be the first to suffer from?"
        yield Question("Q-FLAW", (unnamed.path,), text, "fight", 3.2, "Flaws:: ")
    else:
        text = f"What would {a} refuse to do even for {b}?"
        yield Question("Q-VALUES", (view.one.path,), text, "fight", 2.4, "Values:: ")
