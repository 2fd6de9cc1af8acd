"""Two things in the notes that cannot both hold: a style and its signs, or one note against the other.

Why it matters: sometimes it is a slip, and sometimes it is the story: two people who remember it differently.

Silent when: one note says both, the lines stand at different points of the story, or only one faint line speaks against
a stated style. Nobody is corrected; both lines are shown and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from vault_companion.cast.names import People, possessive
from vault_companion.cast.ties import Kind, Tie, TieLine
from vault_companion.dynamics.attachment import read_behaviour
from vault_companion.dynamics.outlook import Contradiction
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.questions import ask_which_holds
from vault_companion.dynamics.reading import Question
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.lexicon import Lexicon
from vault_companion.words.normalise import normalise

THEORY = ("S07", "S20")

Name = Callable[[VaultPath], str]
SIGNS: Final = 2
"""How many lines have to speak against a stated style."""
ALIKE: Final = 0.6
"""Which share of the shorter line's words two lines about one deed have in common."""
MOST: Final = 16
"""How many lines of each note are compared at most: every one with every other."""

_AGAINST: Final = {
    "secure": ("anxious", "avoidant", "fearful"),
    "anxious": ("secure", "avoidant"),
    "avoidant": ("secure", "anxious"),
    "fearful": ("secure",),
}
_IN_WORDS: Final = {
    "secure": "is steady in love",
    "anxious": "fears to be left",
    "avoidant": "keeps out of reach",
    "fearful": "wants to be close and flees it",
}
_FOR: Final = frozenset({"friendship", "romance"})
_AGAINST_THEM: Final = frozenset({"enemy", "rivalry"})
_DENIES: Final = re.compile(
    r"\b(?:never|not|no|nobody|nothing|neither|nor|cannot|denies|denied)\b|n['’]t\b", re.IGNORECASE
)
_ONE_DOER: Final = re.compile(
    r"\b(?P<propose>propose[sd]?)\b|\b(?P<jilt>jilt(?:s|ed))\b|\b(?P<end>end(?:s|ed) it|br(?:eaks|oke) it off)\b|"
    r"\b(?P<begin>beg(?:ins|an) it|start(?:s|ed) it|ma(?:kes|de) the first move)\b",
    re.IGNORECASE,
)
"""Deeds of which there is one doer: two who tell it of each other do not tell the same story."""


def find_contradictions(view: PairView, people: People, lexicon: Lexicon) -> tuple[Contradiction, ...]:
    """All that disagrees about a pair: styles first, then what they are to each other, then what was done."""
    found = [*_styles(view, lexicon)]
    if view.tie is not None:
        found += [*_kinds(view.tie), *_deeds(view, view.tie, people)]
    return tuple(found)


def questions_about(found: tuple[Contradiction, ...], name: Name) -> Iterator[Question]:
    """Which of two lines holds, for each contradiction."""
    for one in found:
        if one.id == "style":
            (who,) = one.about
            shown = _IN_WORDS[one.said[1]]
            text = f"{name(who)} is called {one.said[0]}, and the lines show somebody who {shown}: which holds?"
            yield ask_which_holds(one.about, text, "attachment")
        elif one.id == "kind":
            text = f"To {name(one.by[0])} it is “{one.said[0]}”, to {name(one.by[1])} “{one.said[1]}”: which holds now?"
            yield ask_which_holds((), text, "kind")
        else:
            hers, theirs = (possessive(name(who)) for who in one.by[:2])
            text = f"{hers} note tells it one way and {theirs} another: what happened?"
            yield ask_which_holds((), text, "history")


# ---- a style and its signs


def _styles(view: PairView, lexicon: Lexicon) -> Iterator[Contradiction]:
    for who in (view.one, view.other):
        if who.attachment.stated and (found := _style_of(who, lexicon)):
            yield found


def _style_of(who: Profile, lexicon: Lexicon) -> Contradiction | None:
    shown = read_behaviour(who.character, lexicon)
    if shown.style not in _AGAINST.get(who.attachment.style, ()) or len(shown.phrases) < SIGNS:
        return None
    said = (who.attachment.style, shown.style)
    return Contradiction("style", (who.path,), who.attachment.phrases, shown.phrases[:3], said)


# ---- one note against the other


def _kinds(tie: Tie) -> Iterator[Contradiction]:
    """Friends or lovers in the one's note and enemies in the other's, where neither note says both."""
    one, other = tie.pair
    told = {who: [kind for kind in tie.kinds if _only_from(kind, who)] for who in tie.pair}
    for fond, cold in ((one, other), (other, one)):
        warm = _first(told[fond], _FOR, told[cold])
        harsh = _first(told[cold], _AGAINST_THEM, told[fond])
        if warm and harsh and not any(_elsewhere(kind, tie.pair) for kind in tie.kinds):
            yield Contradiction("kind", (), _as_phrase(warm), _as_phrase(harsh), (warm.said, harsh.said), (fond, cold))
            return


def _as_phrase(kind: Kind) -> tuple[Phrase, ...]:
    return (Phrase(kind.said, kind.said, kind.evidence),)


def _only_from(kind: Kind, who: VaultPath) -> bool:
    return {place.path for place in kind.evidence} == {who}


def _elsewhere(kind: Kind, pair: tuple[VaultPath, VaultPath]) -> bool:
    """Whether a note about both has its own word for it, which then decides."""
    return any(place.path not in pair for place in kind.evidence)


def _first(kinds: list[Kind], families: frozenset[str], others: list[Kind]) -> Kind | None:
    """The first kind of these families, unless the other note has one of them too."""
    if any(kind.family in families for kind in others):
        return None
    found = next((kind for kind in kinds if kind.family in families), None)
    return found if found is None or found.family in _FOR or found.sign < 0 else None


def _deeds(view: PairView, tie: Tie, people: People) -> Iterator[Contradiction]:
    """A deed that one note tells and the other denies, or that each says the other did."""
    lines = [line for line in tie.of_part("history", "changes", "note", "now") if line not in view.conduct.foreign]
    ours, theirs = ([line for line in lines if _stands_in(line) == who] for who in tie.pair)
    for line in ours[:MOST]:
        for against in theirs[:MOST]:
            if line.at and against.at and line.at != against.at:
                continue
            if _denied(line, against, tie, people) or _turned(line, against, tie, people):
                yield Contradiction("deed", (), (line.phrase,), (against.phrase,), ("", ""), tie.pair)
                return


def _stands_in(line: TieLine) -> VaultPath | None:
    found = {place.path for place in line.phrase.evidence}
    return next(iter(found)) if len(found) == 1 else None


def _denied(line: TieLine, against: TieLine, tie: Tie, people: People) -> bool:
    """Whether two lines are about the same deed in nearly the same words, and one of them denies it."""
    one, other = line.phrase.text, against.phrase.text
    if bool(_DENIES.search(one)) == bool(_DENIES.search(other)):
        return False
    words, others = _words(one, people), _words(other, people)
    doers, theirs = _doers(line, tie, people), _doers(against, tie, people)
    if doers and theirs and doers != theirs:
        return False
    least = min(len(words), len(others))
    return least >= 2 and len(words & others) >= max(2.0, ALIKE * least)


def _words(text: str, people: People) -> frozenset[str]:
    """The words of a line that carry its sense, as stems; names and denials left out."""
    return normalise(_DENIES.sub(" ", people.without_names(text))).stems - {"nn"}


def _doers(line: TieLine, tie: Tie, people: People) -> frozenset[VaultPath]:
    return people.subjects(line.phrase.text, tie.pair, doers_only=True)


def _turned(line: TieLine, against: TieLine, tie: Tie, people: People) -> bool:
    """Whether each of two lines gives the same deed, of which there is but one doer, to another of the two."""
    one, other = (_ONE_DOER.search(text.phrase.text) for text in (line, against))
    if one is None or other is None or one.lastgroup != other.lastgroup:
        return False
    if _DENIES.search(line.phrase.text) or _DENIES.search(against.phrase.text):
        return False
    doers, theirs = _doers(line, tie, people), _doers(against, tie, people)
    return len(doers) == len(theirs) == 1 and doers != theirs
