"""An attachment that the author states outright, in words or numbers (theory 2.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

from vault_companion.words.normalise import plain
from vault_companion.words.stem import word_set

Style = Literal["secure", "anxious", "avoidant", "fearful", "unknown"]

_STYLES: Final[Mapping[str, Style]] = {
    "secure": "secure",
    "securely attached": "secure",
    "earned secure": "secure",
    "anxious": "anxious",
    "anxious preoccupied": "anxious",
    "anxious ambivalent": "anxious",
    "preoccupied": "anxious",
    "ambivalent": "anxious",
    "clingy": "anxious",
    "avoidant": "avoidant",
    "dismissive avoidant": "avoidant",
    "dismissing avoidant": "avoidant",
    "avoidant dismissive": "avoidant",
    "dismissive": "avoidant",
    "dismissing": "avoidant",
    "fearful": "fearful",
    "fearful avoidant": "fearful",
    "disorganised": "fearful",
    "disorganized": "fearful",
    "anxious avoidant": "fearful",
    "avoidant anxious": "fearful",
    "unknown": "unknown",
}
_PAIR_WORDS: Final = frozenset({"anxious avoidant", "avoidant anxious"})
_NUMBERS: Final[Mapping[Style, tuple[float, float] | None]] = {
    "secure": (0.15, 0.15),
    "anxious": (0.75, 0.2),
    "avoidant": (0.2, 0.75),
    "fearful": (0.75, 0.75),
    "unknown": None,
}
_HEDGES: Final = word_set(
    "mostly mainly usually generally largely very rather quite somewhat deeply basically attached "
    "attachment style type but and by nature a an the is with everyone else otherwise fairly probably "
    "leaning leans lean"
)
_NAMED: Final = re.compile(
    r"(anxiety|anxious|avoidance|avoidant)\s*[:=]?\s*(-?\d+(?:[.,]\d+)?\s*(?:/\s*\d+(?:[.,]\d+)?|%)?)"
)
_NUMBER: Final = re.compile(r"^([+-]?\d+(?:[.,]\d+)?)\s*(?:/\s*(\d+(?:[.,]\d+)?)|(%))?$")
_CONTEXT: Final = re.compile(r"\b(?:with|towards?|around|in|at|under|after|when|among)\b")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_BLANK: Final = frozenset({"", "tbd", "?", "-", "n/a", "na", "...", "none", "null", "~", "todo", "tba"})


@dataclass(frozen=True, slots=True)
class Scale:
    """A number as the author wrote it, brought to 0..1 (or -1..1 on the spectrum).

    Attributes:
        value: Six decimals; none when it could only be guessed.
        problem: Why there is none, or "".
    """

    value: float | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What the author says about an attachment.

    Attributes:
        style: The general style; "unknown" when only a context or one number is given, or nothing is read.
        anxiety: 0..1, or none.
        avoidance: 0..1, or none.
        position: avoidance - anxiety, -1 anxious .. +1 avoidant, or none.
        contexts: Other styles in a context of their own: ("with men", "anxious").
        pair_word: The hyphenated "anxious-avoidant", which is also used of a pair: to be asked.
        one_number: Only the spectrum was given, so anxiety and avoidance are derived from it.
        problem: What could not be read, or "".
        suggestion: A word that may have been meant, or "".
    """

    style: Style
    anxiety: float | None = None
    avoidance: float | None = None
    position: float | None = None
    contexts: tuple[tuple[str, Style], ...] = ()
    pair_word: bool = False
    one_number: bool = False
    problem: str = ""
    suggestion: str = ""


def read_scale(text: str, *, signed: bool = False) -> Scale:
    """A number in 0..1, or written with its maximum: `0.4`, `5/7`, `40%`; in -1..1 when signed.

    A bare number beyond that is a question, never a guess.
    """
    found = _NUMBER.match(text.strip())
    if found is None:
        return Scale(None, f"{text.strip()!r} is not a number")
    value = float(found[1].replace(",", "."))
    if found[2]:
        most = float(found[2].replace(",", "."))
        if most <= 0 or abs(value) > most:
            return Scale(None, f"{text.strip()!r} is beyond its own scale")
        value /= most
    elif found[3]:
        value /= 100
    if not (-1 if signed else 0) <= value <= 1:
        return Scale(None, f"{text.strip()!r} needs its scale: write 5/7, 40% or a number from 0 to 1")
    return Scale(round(value, 6))


def label_of_numbers(anxiety: float, avoidance: float) -> Label:
    """The label of two numbers in 0..1; a style is claimed from 0.45 on, as for cues (theory 4.3)."""
    high, low = max(anxiety, avoidance), min(anxiety, avoidance)
    style: Style = "secure"
    if high >= 0.45:
        fearful = low >= 0.45 and low > 0.75 * high
        style = "fearful" if fearful else "anxious" if anxiety > avoidance else "avoidant"
    return Label(style, anxiety, avoidance, round(avoidance - anxiety, 6))


def read_attachment_label(text: str) -> Label | None:
    """What a value under `attachment` says; none for a blank or a placeholder.

    Words, `anxiety: 0.7, avoidance: 2/7`, a number on the spectrum (-1 anxious .. +1 avoidant), and mixed
    text such as "mostly secure, anxious with men".
    """
    bare = plain(text).strip("*_ \t\n\"'.")
    if bare in _BLANK:
        return None
    named = _NAMED.findall(bare)
    if named:
        return _of_named(named)
    if _NUMBER.match(bare):
        return _of_spectrum(bare)
    return _of_words(bare)


def _of_named(named: list[tuple[str, str]]) -> Label:
    values: dict[str, float] = {}
    for name, number in named:
        scale = read_scale(number)
        if scale.value is None:
            return Label("unknown", problem=scale.problem)
        values["anxiety" if name.startswith("anx") else "avoidance"] = scale.value
    if len(values) == 2:
        return label_of_numbers(values["anxiety"], values["avoidance"])
    missing = "avoidance" if "anxiety" in values else "anxiety"
    return Label("unknown", values.get("anxiety"), values.get("avoidance"), problem=f"{missing} is not given")


def _of_spectrum(text: str) -> Label:
    scale = read_scale(text, signed=True)
    if scale.value is None:
        return Label("unknown", problem=scale.problem)
    place = scale.value
    style: Style = "anxious" if place <= -0.45 else "avoidant" if place >= 0.45 else "unknown"
    return Label(style, max(0.0, -place), max(0.0, place), place, one_number=True)


def _of_words(text: str) -> Label:
    general: Style | None = None
    contexts: list[tuple[str, Style]] = []
    pair_word, lost = False, ""
    for part in re.split(r"[,;.]|\bbut\b|\band\b", text):
        head = _CONTEXT.split(part, maxsplit=1)[0]
        context = part[len(head) :].strip()
        words = [word for word in _WORDS.findall(head) if word not in _HEDGES]
        if not words:
            continue
        name = " ".join(words)
        style = _STYLES.get(name)
        if style is None:
            lost = lost or name
        elif context and not context.endswith(("everyone else", "else")):
            contexts.append((context, style))
        elif general is None:
            general, pair_word = style, name in _PAIR_WORDS
    if general is None and not contexts:
        near = [*get_close_matches(lost or text, _STYLES, n=1, cutoff=0.6), ""]
        return Label("unknown", problem=f"{lost or text!r} is no attachment style", suggestion=near[0])
    numbers = _NUMBERS[general or "unknown"]
    if numbers is None:
        return Label("unknown", contexts=tuple(contexts), pair_word=pair_word)
    anxiety, avoidance = numbers
    place = round(avoidance - anxiety, 6)
    return Label(general or "unknown", anxiety, avoidance, place, tuple(contexts), pair_word=pair_word)
