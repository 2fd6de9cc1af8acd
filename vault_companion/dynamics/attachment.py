"""How a person attaches: anxious, avoidant, secure, fearful, or not known (theory 4.3; S20 to S30).

Two numbers, not one line: a person high on both would stand in the middle of a line and look secure.
Why it matters: it tells what each does when the other comes close, and when the other goes quiet.
Silent when: no line about love, fear or closeness is written, or running text gives a single faint sign. Silence is
never taken for security.
"""

from __future__ import annotations

from collections.abc import Iterator

from vault_companion.cast.prose import own_words
from vault_companion.cast.sheet import Character
from vault_companion.dynamics.reading import Attachment, Style, rounded
from vault_companion.notes.fields import Phrase
from vault_companion.words.labels import Label, read_attachment_label
from vault_companion.words.lexicon import Lexicon
from vault_companion.words.matches import nor

THEORY = ("S20", "S21", "S22", "S23", "S24", "S25", "S26", "S27", "S28", "S29", "S30", "S59")

FIELDS = ("in_love", "fears", "lie", "self", "flaws", "offers", "wounds", "nature", "prose")
COUNTS = 0.45
"""From which strength a style can be named."""
CITED = 0.35
"""From which weight a phrase is shown as a sign of a style, where a stronger one of its kind is not to be had."""
FAINT = 0.25
"""Up to which weight a sign is too weak to be shown."""
LEANS = 0.3
"""From which strength an unknown style is said to lean somewhere: more than one plain sign in running text."""
_OWN_LIFE = frozenset({"self_sufficient"})
_OPEN = frozenset({"boundaries", "vulnerable", "steady_love"})

Cited = dict[str, dict[str, list[tuple[float, Phrase]]]]


def read_attachment(character: Character, lexicon: Lexicon) -> Attachment:
    """The style of one character: the author's own word decides, else behaviour does."""
    return _stated(character) or read_behaviour(character, lexicon)


def read_behaviour(character: Character, lexicon: Lexicon) -> Attachment:
    """The style that behaviour alone shows, whatever the author calls it."""
    return _from_cues(_cues(character, lexicon))


def _cues(character: Character, lexicon: Lexicon) -> Cited:
    """Every cue by style and group, with its weight and phrase."""
    found: Cited = {}
    running = {"prose": character.prose, "nature": character.nature}
    for field in FIELDS:
        for phrase in running.get(field) or character.trait(field):
            text = own_words(phrase.source) if field in running else phrase.source
            for match in lexicon.read_attachment(text, field, english=character.english):
                found.setdefault(match.style, {}).setdefault(match.group, []).append((match.weight, phrase))
    return found


def _stated(character: Character) -> Attachment | None:
    """What the author says outright, in words or numbers; None when that says nothing that can be used."""
    for label, phrases in stated_labels(character):
        if not label.problem and label.position is not None:
            return _explicit(label, phrases)
    return None


def stated_labels(character: Character) -> Iterator[tuple[Label, tuple[Phrase, ...]]]:
    """Everything the author states about attachment outright, with what is wrong in it."""
    anxiety, avoidance = character.trait("anxiety"), character.trait("avoidance")
    if anxiety and avoidance:
        label = read_attachment_label(f"anxiety: {anxiety[0].text}, avoidance: {avoidance[0].text}")
        if label:
            yield label, (anxiety[0], avoidance[0])
    for phrase in character.trait("attachment"):
        label = read_attachment_label(phrase.text)
        if label:
            yield label, (phrase,)


def _explicit(label: Label, phrases: tuple[Phrase, ...]) -> Attachment:
    anxiety, avoidance = rounded(label.anxiety or 0.0), rounded(label.avoidance or 0.0)
    position = rounded(label.position or 0.0)
    return Attachment(label.style, anxiety, avoidance, position, 1.0, True, "", {"stated": phrases})


def _from_cues(cues: Cited) -> Attachment:
    if not cues:
        return Attachment("unknown")
    strength = {
        style: nor([weight for group in groups.values() for weight, _ in group]) for style, groups in cues.items()
    }
    anxious, avoidant = strength.get("anxious", 0.0), strength.get("avoidant", 0.0)
    fearful, secure = strength.get("fearful", 0.0), strength.get("secure", 0.0)
    anxiety = (1 - (1 - anxious) * (1 - 0.9 * fearful)) * (1 - 0.6 * secure)
    avoidance = (1 - (1 - avoidant) * (1 - 0.9 * fearful)) * (1 - 0.6 * secure)
    style = _style(anxiety, avoidance, fearful, secure)
    style = _checked_secure(style, cues)
    behind = _behind(style, cues, anxiety, avoidance, secure)
    confidence = 1.0
    for _ in behind:
        confidence *= 1 - 0.35
    leans = "" if style != "unknown" else _leaning(anxiety, avoidance, secure)
    if style == "unknown" and not leans:
        return Attachment("unknown")
    return Attachment(
        style,
        rounded(anxiety),
        rounded(avoidance),
        rounded(avoidance - anxiety),
        rounded(1 - confidence) if style != "unknown" else 0.0,
        False,
        leans,
        behind,
    )


def _style(anxiety: float, avoidance: float, fearful: float, secure: float) -> Style:
    low, high = sorted((anxiety, avoidance))
    if low >= COUNTS and (low > 0.75 * high or fearful >= 0.5):
        return "fearful"
    larger: Style = "anxious" if anxiety >= avoidance else "avoidant"
    if high >= COUNTS and high >= 0.8 * secure:
        return larger
    return "secure" if secure >= COUNTS else "unknown"


def _checked_secure(style: Style, cues: Cited) -> Style:
    """Self-sufficiency alone may be a well-kept wall: with walls it is one, without anything else it is unknown."""
    if style != "secure":
        return style
    groups = set(cues.get("secure", {}))
    if groups <= _OWN_LIFE:
        walls = nor([weight for weight, _ in cues.get("avoidant", {}).get("walls", [])])
        return "avoidant" if walls >= FAINT else "unknown"
    return style


def _behind(
    style: Style, cues: Cited, anxiety: float, avoidance: float, secure: float
) -> dict[str, tuple[Phrase, ...]]:
    """The phrases behind a style by the group of cue, or behind what an unknown one leans to."""
    shown = {
        "fearful": ("fearful", "anxious", "avoidant"),
        "unknown": (_leaning(anxiety, avoidance, secure),),
    }
    out: dict[str, tuple[Phrase, ...]] = {}
    for name in shown.get(style, (style,)):
        groups = cues.get(name, {})
        for group in sorted(groups, key=lambda group: (-max(weight for weight, _ in groups[group]), group)):
            counted = [pair for pair in groups[group] if pair[0] > FAINT]
            plain_ones = [pair for pair in counted if pair[0] >= CITED] or counted
            ranked = sorted(plain_ones, key=lambda pair: -pair[0])
            if ranked:
                out[group] = tuple(dict.fromkeys(phrase for _, phrase in ranked))
    return out


def _leaning(anxiety: float, avoidance: float, secure: float) -> str:
    ranked = sorted((("anxious", anxiety), ("avoidant", avoidance), ("secure", secure)), key=lambda pair: -pair[1])
    return ranked[0][0] if ranked[0][1] > LEANS else ""
