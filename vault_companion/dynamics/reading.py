"""What can be said about one pair, and the author's lines that say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from vault_companion.cast.ties import Pair
from vault_companion.dynamics.outlook import Contradiction, Forecast, Pairing
from vault_companion.notes.fields import Phrase
from vault_companion.notes.note import Evidence
from vault_companion.vault.snapshot import VaultPath

Style = Literal["secure", "anxious", "avoidant", "fearful", "unknown"]
Status = Literal[
    "filled",
    "near",
    "blocked",
    "intermittent",
    "seeming",
    "contested",
    "opposed",
    "overlap",
    "unfilled",
    "unknown",
]

SHOWN = 0.35
"""The confidence from which a dynamic is shown at all (theory 4.4)."""
ALSO = 0.5
"""The confidence from which a second dynamic is shown beside the first (theory 4.4)."""


def rounded(number: float) -> float:
    """A number as it is compared and printed: 6 decimals, so that every machine agrees."""
    return round(number + 0.0, 6)


@dataclass(frozen=True, slots=True)
class Claim:
    """One finding about a pair.

    Attributes:
        id: The rule's id.
        confidence: 0 to 1; for a friction, its weight.
        theory: The statements of the theory that it stands on.
        who: The people in the order of their parts, as the rule's docstring names them; () when both are alike.
        cited: The author's phrases by the part that they play in it. Never empty in all parts together.
    """

    id: str
    confidence: float
    theory: tuple[str, ...]
    who: tuple[VaultPath, ...] = ()
    cited: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every line behind it, in the order of its parts, each once."""
        return places(*self.cited.values())


@dataclass(frozen=True, slots=True)
class Fit:
    """One lack of one person, held against what the other brings (theory 4.2).

    Attributes:
        of: Whose lack it is.
        by: Who might answer it.
        need: The need's id.
        deep: Whether it is a need, wound, lie or fear; else it is a piece missing by a flaw.
        status: What becomes of it.
        strength: 0 to 1; what it adds to the bond.
        via: The near need through which it is answered, or the need of the other that it stands against, or "".
        field: The field that states it first.
        lack: The phrases that state it.
        answer: The phrases that answer it, take it back or stand against it, or ().
    """

    of: VaultPath
    by: VaultPath
    need: str
    deep: bool
    status: Status
    strength: float
    via: str
    field: str
    lack: tuple[Phrase, ...]
    answer: tuple[Phrase, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Both sides' lines."""
        return places(self.lack, self.answer)


@dataclass(frozen=True, slots=True)
class Attachment:
    """How one person attaches (theory 4.3).

    Attributes:
        style: The style read, or "unknown".
        anxiety, avoidance: 0 to 1, None when nothing is written that tells.
        position: avoidance minus anxiety, -1 (anxious) to +1 (avoidant); None with them.
        confidence: 0 to 1: the more kinds of cue, the higher.
        stated: Whether the author named the style herself.
        leans: The style it leans to when it is unknown, or "".
        cited: The phrases by the group of cue that they show.
    """

    style: Style
    anxiety: float | None = None
    avoidance: float | None = None
    position: float | None = None
    confidence: float = 0.0
    stated: bool = False
    leans: str = ""
    cited: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The author's words behind it, each once."""
        return tuple(dict.fromkeys(phrase for group in self.cited.values() for phrase in group))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every line behind it."""
        return places(self.phrases)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label on one axis.

    Attributes:
        label: The label.
        phrases: The phrases that speak for it; for a mixed valence, those for the good of it.
        who: Those who learn, in a growth; the one who uses the other; the one whose deeds a valence stands on. ()
            where it is both, or cannot be told.
        against: For a mixed valence, the phrases that speak against.
        sure: Whether a line says so, and is not only like lines that do: nobody is accused of harm on a likeness.
    """

    label: str
    phrases: tuple[Phrase, ...] = ()
    who: tuple[VaultPath, ...] = ()
    against: tuple[Phrase, ...] = ()
    sure: bool = True

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every line behind it."""
        return places(self.phrases, self.against)


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody took over from the other: the flaw it was, and the change that shows it (theory 4.5).

    Attributes:
        who: The learner.
        giver: Whose it was.
        need: The missing piece.
        flaw: The phrase that states the flaw.
        growth: The change line in which the piece shows.
    """

    who: VaultPath
    giver: VaultPath
    need: str
    flaw: Phrase
    growth: Phrase


@dataclass(frozen=True, slots=True)
class Question:
    """What the author has not decided, asked where it can be answered.

    Attributes:
        id: The question's id in the theory (2.7).
        about: Whom it is about, () for the pair.
        text: One question.
        section: The part of the page at whose end it stands.
        rank: What it would unlock; higher is asked first.
        answer: The beginning of the line that answers it, such as `changes:: ch. `.
        field: The trait or the part of a relationship that the line fills.
        whose: Whether the line must say whose it is: `flaws:: Bo: `.
    """

    id: str
    about: tuple[VaultPath, ...]
    text: str
    section: str
    rank: float
    answer: str = ""
    field: str = ""
    whose: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A phrase that no rule understood."""

    who: VaultPath
    field: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding that the author does not want to see.

    Attributes:
        id: The finding's.
        who: Whom it is about, where that is one person.
        evidence: The lines it stands on.
        reason: Why, in her words, or "".
        by: Her line that says so.
    """

    id: str
    who: VaultPath | None
    evidence: tuple[Evidence, ...]
    reason: str
    by: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is read about a pair; contracts in the order of `explain`.

    Attributes:
        pair: The two, in the order of their names.
        dynamics: What binds them, ranked; only those shown.
        valence, trajectory: The other two axes.
        attachment: Each one's style.
        pairing: The two styles sorted and joined by `_`, or "unknown".
        fits: Every lack of both, held against the other.
        friction: What will make them fight, heaviest first.
        questions: Most telling first.
        unread: Phrases of both that nothing was read from.
        absorbed: What each took over from the other.
        dismissed: What was found, and taken out because she said so.
        astray: The phrases behind their styles that can only mean somebody else.
        is_close: Whether closeness is a matter between the two.
        together: What their two ways of attaching are to each other, None unless both are known and it matters.
        closeness: What these ways do to each other.
        forecast: What comes when more closeness is asked for, None where nobody minds it or it does not matter.
        notices: What is worth a remark beside a bond.
        contradictions: What in the notes cannot all hold.
    """

    pair: Pair
    dynamics: tuple[Claim, ...]
    valence: Verdict
    trajectory: Verdict
    attachment: Mapping[VaultPath, Attachment]
    pairing: str
    fits: tuple[Fit, ...]
    friction: tuple[Claim, ...]
    questions: tuple[Question, ...]
    unread: tuple[Unread, ...]
    absorbed: tuple[Taken, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
    astray: frozenset[Phrase] = frozenset()
    is_close: bool = False
    together: Pairing | None = None
    closeness: tuple[Claim, ...] = ()
    forecast: Forecast | None = None
    notices: tuple[Claim, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    def towards(self, who: VaultPath) -> Attachment:
        """How one attaches, by the lines that can mean the other; unknown when all of them mean somebody else."""
        attachment = self.attachment[who]
        cited = {
            group: kept
            for group, phrases in attachment.cited.items()
            if (kept := tuple(phrase for phrase in phrases if phrase not in self.astray))
        }
        return replace(attachment, cited=cited) if cited else Attachment("unknown")

    def close(self, claim_id: str) -> Claim | None:
        """What their ways of attaching do to each other, by the rule's id."""
        return next((claim for claim in self.closeness if claim.id == claim_id), None)

    def fits_of(self, of: VaultPath, *statuses: str) -> tuple[Fit, ...]:
        """One person's fits of these statuses, strongest first."""
        return tuple(fit for fit in self.fits if fit.of == of and fit.status in statuses)

    @property
    def readable(self) -> bool:
        """Whether there is enough to fill a page: a dynamic, a fit, a valence, a friction, closeness, a contradiction.

        One that was dismissed counts as well.
        """
        return bool(
            self.dynamics
            or any(one.who is None and one.evidence and one.id != "trajectory" for one in self.dismissed)
            or self.friction
            or self.contradictions
            or self.closeness
            or self.forecast
            or self.valence.label != "unknown"
            or any(fit.status != "unknown" for fit in self.fits)
        )


def places(*groups: tuple[Phrase, ...]) -> tuple[Evidence, ...]:
    """The places of all phrases, each once, in order."""
    return tuple(dict.fromkeys(place for group in groups for phrase in group for place in phrase.evidence))
