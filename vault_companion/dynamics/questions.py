"""What the author has not decided yet: asked, never guessed (theory 2.7).

Each question knows the section of the page at whose end it stands, and the line that would answer it.

Why it matters: a gap in the notes is a decision still to be taken; a guess would take it for the author.
Silent when: the notes have answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from vault_companion.cast.answers import Answers
from vault_companion.cast.names import possessive
from vault_companion.cast.ties import Pair, Tie
from vault_companion.cast.whose import letters
from vault_companion.dynamics.conduct import PLAIN
from vault_companion.dynamics.pairings import is_close
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import THRESHOLD, Profile
from vault_companion.dynamics.reading import Claim, Question, Verdict
from vault_companion.vault.snapshot import VaultPath

THEORY = ("S05", "S06", "S12", "S13", "S14", "S15", "S27", "S56", "S69")

MOST = 5
"""How many questions a page asks at most."""

ABOUT_A_PERSON = frozenset({"Q-NEED", "Q-OFFER", "Q-ATT", "Q-ATT2", "Q-WOUND", "Q-FLAW", "Q-VALUES", "Q-AVOFEAR"})
"""The questions that a character's own note answers as well; the others are answered in a note about both."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The line that answers a question.

    Attributes:
        field: The trait or the part of a relationship that it fills.
        begins: How it begins.
        whose: Whether the owner's name comes next.
    """

    field: str
    begins: str
    whose: bool = False


_LINES: Final = {
    "Q-NEED": _Line("needs", "needs:: ", whose=True),
    "Q-OFFER": _Line("offers", "strengths:: ", whose=True),
    "Q-ATT": _Line("in_love", "in love:: ", whose=True),
    "Q-ATT2": _Line("in_love", "in love:: ", whose=True),
    "Q-WOUND": _Line("wounds", "wound:: ", whose=True),
    "Q-FLAW": _Line("flaws", "flaws:: ", whose=True),
    "Q-VALUES": _Line("values", "values:: ", whose=True),
    "Q-FEELS": _Line("feels", "feels:: ", whose=True),
    "Q-VIBES": _Line("needs", "needs:: ", whose=True),
    "Q-AVOFEAR": _Line("fears", "fears:: ", whose=True),
    "Q-KIND": _Line("kind", "kind:: "),
    "Q-HIDDEN": _Line("changes", "changes:: {name} finds out "),
    "Q-LEVEL": _Line("changes", "changes:: {name} "),
    "Q-LEARN": _Line("changes", "changes:: ch. "),
    "Q-CHANGE": _Line("changes", "changes:: ch. "),
    "Q-HISTORY": _Line("history", "history:: "),
    "Q-ENGINE": _Line("conflict", "conflict:: "),
}
_WHICH_HOLDS: Final = {
    "attachment": _Line("attachment", "attachment:: ", whose=True),
    "kind": _Line("kind", "kind:: "),
    "history": _Line("history", "history:: "),
}
"""The line that settles a contradiction, by what it is about."""

QUESTIONS: Final = frozenset({*_LINES, "Q-CONTRA"})
"""The ids of all questions."""

_RANKS: Final = {
    "Q-CONTRA": 9.0,
    "Q-VIBES": 7.0,
    "Q-NEED": 6.0,
    "Q-OFFER": 5.9,
    "Q-KIND": 5.5,
    "Q-LEARN": 5.2,
    "Q-LEVEL": 5.1,
    "Q-CHANGE": 5.0,
    "Q-HIDDEN": 4.8,
    "Q-ENGINE": 4.6,
    "Q-FLAW": 4.5,
    "Q-ATT": 4.0,
    "Q-ATT2": 3.9,
    "Q-VALUES": 3.5,
    "Q-FEELS": 3.0,
    "Q-HISTORY": 2.5,
    "Q-AVOFEAR": 2.0,
    "Q-WOUND": 1.5,
}
"""What an answer would unlock, where no fit waits for it: most for the first."""
_FITS_WAIT: Final = 8.0
"""The rank of a question whose answer decides a fit; each fit adds a tenth, up to nine."""

_ENDS: Final = re.compile(
    r"\b(?:afterwards?|ever after|(?:in|at|by|to) the end|at last|dies|died|dead|deathbed)\b", re.IGNORECASE
)

Name = Callable[[VaultPath], str]


def ask(
    view: PairView,
    friction: tuple[Claim, ...],
    valence: Verdict,
    trajectory: Verdict,
    name: Name,
    more: Iterable[Question] = (),
) -> tuple[Question, ...]:
    """The open questions of a pair, each once, first what would unlock most; all of them, the page takes a few.

    `more` are those that other rules ask.
    """
    found = [
        *more,
        *_about_people(view, name),
        *_about_the_tie(view, trajectory, name),
        *_about_the_fight(view, friction, valence, name),
    ]
    ranked = sorted(
        found, key=lambda question: (-question.rank, question.id, [view.pair.index(who) for who in question.about])
    )
    once: dict[str, Question] = {}
    for question in ranked:
        once.setdefault(question.text, question)
    return tuple(once.values())


def still_open(questions: tuple[Question, ...], pair: Pair, answers: Answers) -> tuple[Question, ...]:
    """Those of a pair's questions that were not answered below the end mark of a page.

    An answer counts even where nothing can be read from it: the author has decided.
    """
    return tuple(one for one in questions if not _is_answered(one, pair, answers))


def _is_answered(question: Question, pair: Pair, answers: Answers) -> bool:
    if question.id in ABOUT_A_PERSON or question.field == "attachment":
        return bool(answers.trait(question.about[0], question.field))
    page = answers.page(pair)
    if page is None:
        return False
    if question.id == "Q-VIBES":
        added = (phrase for who in pair for phrase in answers.trait(who, question.field))
        return any(place.path == page for phrase in added for place in phrase.evidence)
    if question.id in ("Q-HIDDEN", "Q-LEVEL"):
        begins = letters(question.answer.partition("::")[2])
        return any(begins in letters(line.phrase.text) for line in answers.lines(pair, question.field))
    return question.field in answers.parts.get(page, ())


def _ask(
    code: str, about: tuple[VaultPath, ...], text: str, section: str, name: str = "", waiting: int = 0
) -> Question:
    """A question; `waiting` is how many fits its answer would decide."""
    line = _LINES[code]
    rank = _FITS_WAIT + min(waiting, 9) / 10 if waiting else _RANKS[code]
    return Question(code, about, text, section, rank, line.begins.format(name=name), line.field, line.whose)


def ask_which_holds(about: tuple[VaultPath, ...], text: str, what: str) -> Question:
    """The question about two lines that cannot both hold; `what` is "attachment", "kind" or "history"."""
    line = _WHICH_HOLDS[what]
    return Question("Q-CONTRA", about, text, "contradiction", _RANKS["Q-CONTRA"], line.begins, line.field, line.whose)


def ask_unwilling_or_afraid(claim: Claim, name: Name) -> Question:
    """What keeps somebody from giving what the other needs: the will, or the fear to fail (S53)."""
    guarded, other = claim.who
    text = f"Is {name(guarded)} unwilling, or afraid of failing {name(other)}?"
    return _ask("Q-AVOFEAR", (guarded,), text, "closeness")


def _about_people(view: PairView, name: Name) -> Iterable[Question]:
    for who, other in view.both_ways():
        a, b = name(who.path), name(other.path)
        about = (who.path,)
        if not (who.states_needs or who.states_flaws or who.character.trait("wounds") or who.character.trait("lie")):
            if who.sufficiency >= 0.3:
                continue
            text = f"What is {a} missing, and cannot find alone?"
            yield _ask("Q-NEED", about, text, "fits", waiting=_gifts(other))
        if not who.states_offers:
            waiting = len(view.fits_of(other.path, "unknown"))
            yield _ask("Q-OFFER", about, f"What does someone get from being near {a}?", "fits", waiting=waiting)
        if who.attachment.style == "unknown" and _may_be_close(view):
            yield _about_attachment(who, a, b)
        elif who.attachment.style in ("anxious", "avoidant", "fearful") and not who.character.trait("wounds"):
            lesson = {"anxious": "that people leave", "avoidant": "that closeness costs too much"}.get(
                who.attachment.style, "that love hurts"
            )
            yield _ask("Q-WOUND", about, f"Who taught {a} {lesson}?", "attachment")


def _may_be_close(view: PairView) -> bool:
    """Whether closeness is a matter between the two, or nothing at all is stated of them."""
    return view.tie is None or (is_close(view) and not _is_cruel(view))


def _is_cruel(view: PairView) -> bool:
    """Whether a line shows plain harm: how two such people come close is no question to ask."""
    return any(hit.weight >= PLAIN for hit in view.conduct.of("toxic"))


def _gifts(who: Profile) -> int:
    """How many needs somebody could answer."""
    return sum(held.weight >= THRESHOLD for held in who.offers.values())


def _about_attachment(who: Profile, a: str, b: str) -> Question:
    if who.sufficiency >= 0.3:
        text = f"Is {a} whole, or well defended? What has {a} told {b} that cost something to say?"
        return _ask("Q-ATT2", (who.path,), text, "attachment")
    text = f"When {b} gets close, does {a} lean in, hold steady, or step back? And when {b} goes quiet?"
    return _ask("Q-ATT", (who.path,), text, "attachment")


def _about_the_tie(view: PairView, trajectory: Verdict, name: Name) -> Iterable[Question]:
    a, b = name(view.one.path), name(view.other.path)
    if view.tie is None:
        return
    if not view.tie.kinds:
        yield _ask("Q-KIND", (), f"What are {a} and {b} to each other?", "binds")
    feelers = {line.by for line in view.tie.of_part("feels") if line.by}
    if len(feelers) == 1:
        known = feelers.pop()
        silent = view.tie.other(known)
        text = f"{possessive(name(known))} side is written. What does {name(silent)} feel?"
        yield _ask("Q-FEELS", (silent,), text, "binds")
    hidden = next((fit for fit in view.fits if fit.status == "blocked"), None)
    if hidden:
        text = f"What would {name(hidden.by)} have to find out before {name(hidden.by)} could answer {name(hidden.of)}?"
        yield _ask("Q-HIDDEN", (hidden.by,), text, "fits", name(hidden.by))
    if trajectory.label == "open":
        yield from _about_learning(view, name)
    if view.conduct.strength("bonded_now") >= 0.5 and not view.tie.of_part("history"):
        text = f"What did it cost {a} and {b} to get here?"
        yield _ask("Q-HISTORY", (), text, "binds")


def _about_learning(view: PairView, name: Name) -> Iterable[Question]:
    for who in view.pair:
        fit = next((fit for fit in view.fits_of(who, "filled") if not fit.deep), None)
        if fit and fit.answer and not view.hostile and not _is_cruel(view):
            text = (
                f"{possessive(name(who))} note says “{fit.lack[0].text}”, {possessive(name(fit.by))} says "
                f"“{fit.answer[0].text}”. Does any of that rub off on {name(who)}, and where does it show first?"
            )
            yield _ask("Q-LEARN", (who,), text, "going")
            return
    if view.tie and view.bonds and not view.tie.of_part("changes", "now") and not _tells_the_end(view.tie):
        a, b = name(view.one.path), name(view.other.path)
        text = f"What is different between {a} and {b} at the end of the story from what it was at the start?"
        yield _ask("Q-CHANGE", (), text, "going")


def _tells_the_end(tie: Tie) -> bool:
    """Whether a line says what became of the two: "afterwards she sends for him daily"."""
    return any(_ENDS.search(line.phrase.text) for line in tie.lines)


def _about_the_fight(view: PairView, friction: tuple[Claim, ...], valence: Verdict, name: Name) -> Iterable[Question]:
    a, b = name(view.one.path), name(view.other.path)
    standard, effort = view.conduct.strength("standard"), view.conduct.strength("effort")
    if view.bonds and view.bonds[0].id == "magical_love":
        text = f"Take the attraction away for one chapter: what would {a} and {b} still need from each other?"
        yield _ask("Q-VIBES", (), text, "binds")
    if standard >= 0.45 > effort and not view.hostile and view.bond("meet_me_at_my_level") is None:
        holder = next((hit for hit in view.conduct.of("standard") if len(hit.subjects) == 1), None)
        settled = {one.path for one in (view.one, view.other) if one.sufficiency >= 0.3 or one.secure_lines}
        if holder and holder.weight >= 0.7 and holder.subjects <= settled:
            who = next(iter(holder.subjects))
            other = view.pair[1] if who == view.pair[0] else view.pair[0]
            text = f"What exactly must {name(other)} change, and how would {name(who)} know?"
            yield _ask("Q-LEVEL", (other,), text, "going", name(other))
    if friction or view.tie is None:
        return
    if view.bonds and view.bonds[0].id == "extra_spice":
        text = f"What difference between {a} and {b} cannot be split in half?"
        yield _ask("Q-ENGINE", (), text, "fight")
        return
    if valence.label == "unknown" and not view.bonds and not view.fits:
        return
    unnamed = next((who for who in (view.one, view.other) if not who.states_flaws), None)
    if unnamed:
        partner = view.other if unnamed is view.one else view.one
        text = f"Which flaw of {name(unnamed.path)} would {name(partner.path)} be the first to suffer from?"
        yield _ask("Q-FLAW", (unnamed.path,), text, "fight")
    else:
        text = f"What would {a} refuse to do even for {b}?"
        yield _ask("Q-VALUES", (view.one.path,), text, "fight")
