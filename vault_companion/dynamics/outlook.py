"""What is read about two people's closeness: what each is to the other, what comes of it, and what disagrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vault_companion.cast.ties import Pair
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath

State = Literal["open", "steady", "scanning", "protesting", "bracing", "torn", "withdrawing", "unknown"]
"""What somebody does at one degree of closeness, from at ease to gone; unknown where their way is."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one person's usual move is to the other.

    Attributes:
        mover: Whose move it is.
        reader: Who reads it.
        move: The group of cue that it shows, or "stated" where only the author's word for the style is known.
        meaning: What it is to the reader; one of `pairings.MEANINGS`.
        phrases: The move, in the author's words.
    """

    mover: VaultPath
    reader: VaultPath
    move: str
    meaning: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """What makes one person look to the other.

    Attributes:
        who: Who is drawn.
        to: To whom.
        lack: What the first is missing, () where what the other does is all there is.
        gift: What the other has or does, () where it only seems so.
        sure: Whether a line gives it; else the other only seems to have it.
    """

    who: VaultPath
    to: VaultPath
    lack: tuple[Phrase, ...]
    gift: tuple[Phrase, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Pairing:
    """How two ways of attaching go together.

    Attributes:
        id: The two styles, sorted and joined by `_`.
        who: The two in the order of the styles; of two alike in the order of names.
        confidence: 0 to 1: that of the one who is known less well.
        seen: What each one's move is to the other, in the order of `who`.
        draws: What each is drawn by, where the notes say.
    """

    id: str
    who: Pair
    confidence: float
    seen: tuple[Seen, ...]
    draws: tuple[Draw, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Both people at one degree of closeness.

    Attributes:
        phase: Its name; one of `phases.PHASES`.
        demand: 0 to 1: how much closeness it asks for.
        states: What each does.
        invests: 0 to 1: how much each puts into it whose way is known.
    """

    phase: str
    demand: float
    states: Mapping[VaultPath, State]
    invests: Mapping[VaultPath, float]


@dataclass(frozen=True, slots=True)
class Here:
    """Where the two stand: the phase and the line that says so."""

    phase: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Forecast:
    """What comes when more closeness is asked for.

    Attributes:
        steps: Phase by phase, in the order of a love story.
        confidence: 0 to 1: that of the style which is known less well; of the one that is known, if one is.
        here: Where they stand now, where that is written.
        cited: Lines that bear on it, by their part: `leaning`, `faults`, `beginning`, `easing` (see the module).
        styles: The phrases behind both styles.
    """

    steps: tuple[Step, ...]
    confidence: float
    here: Here | None
    cited: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    styles: tuple[Phrase, ...] = ()

    def at(self, phase: str) -> Step:
        """The step of one phase."""
        return next(step for step in self.steps if step.phase == phase)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Every phrase behind it, each once."""
        here = (self.here.phrase,) if self.here else ()
        return tuple(dict.fromkeys((*self.styles, *here, *(one for part in self.cited.values() for one in part))))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things the author wrote that cannot both hold.

    Attributes:
        id: `style`, `kind` or `deed`.
        about: Whose style it is; () where it is about the two.
        one, other: The phrases of each side.
        said: Each side in a word, where there is one: ("secure", "anxious").
        by: In whose note each stands, for a kind or a deed.
    """

    id: Literal["style", "kind", "deed"]
    about: tuple[VaultPath, ...]
    one: tuple[Phrase, ...]
    other: tuple[Phrase, ...]
    said: tuple[str, str] = ("", "")
    by: tuple[VaultPath, ...] = ()
