"""A phrase read for cues: attachment, self-sufficiency, conduct, values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from vault_companion.words.index import Hit, Owner, PatternIndex
from vault_companion.words.load import entries
from vault_companion.words.matches import CueMatch, nor
from vault_companion.words.normalise import Tokens, normalise
from vault_companion.words.pattern import Span
from vault_companion.words.polarity import CUE_FACTOR, WOUND_PRIOR
from vault_companion.words.prose import counts_anywhere, counts_in_nature, with_people
from vault_companion.words.stem import stem

WEIGHT: Final[Mapping[str, float]] = {"strong": 0.7, "plain": 0.55, "weak": 0.25}
PRIORS: Final = "wound_priors"
Counts = Callable[[Tokens, Hit, Span], bool]
"""Whether a cue found at some place in a phrase says anything there."""
_THAN: Final = stem("than")
_ENDINGS: Final = frozenset(map(stem, ("stop", "quit", "cease")))
_GIVE: Final = stem("give")


def attachment_entries(data: Mapping[str, Any]) -> Iterator[tuple[Owner, str]]:
    """The cue lists by (style, group)."""
    for style, groups in data["attachment_cues"].items():
        if style != PRIORS:
            for group, value in groups.items():
                yield from (((style, group), entry) for entry in entries(value))


def prior_entries(data: Mapping[str, Any]) -> Iterator[tuple[Owner, str]]:
    """The old wounds by (style, "wound_prior")."""
    for style, value in data["attachment_cues"][PRIORS].items():
        yield from (((style, "wound_prior"), entry) for entry in entries(value))


def flat_entries(data: Mapping[str, Any]) -> Iterator[tuple[Owner, str]]:
    """One level of lists by (name, name)."""
    for name, value in data.items():
        yield from (((name, name), entry) for entry in entries(value))


def pole_entries(data: Mapping[str, Any]) -> Iterator[tuple[Owner, str]]:
    """The value lists by (axis, pole)."""
    for axis, poles in data.items():
        for pole, value in poles.items():
            yield from (((axis, pole), entry) for entry in entries(value))


def _always(_tokens: Tokens, _hit: Hit, _span: Span) -> bool:
    return True


def read_flat(
    index: PatternIndex, phrase: str, *, factor: float = 1.0, counts: Counts = _always
) -> tuple[CueMatch, ...]:
    """The best cue of each list that the phrase affirms, heaviest first, then longest entry, then by name.

    Several weak cues of one list, on different words, may together reach what a plain one would.
    """
    best: dict[Owner, tuple[float, int, str]] = {}
    weak: dict[Owner, dict[int, str]] = {}
    tokens = normalise(phrase)
    for hit in index.hits(tokens):
        spans = [
            span
            for span in hit.affirmed
            if not (_ceased(tokens, span) or _outdone(tokens, hit, span) or _describes(tokens, span))
            and counts(tokens, hit, span)
        ]
        if not spans:
            continue
        found = (WEIGHT[hit.pattern.strength], len(hit.pattern.pieces), hit.pattern.text)
        if found[:2] > best.get(hit.owner, (0.0, 0, ""))[:2]:
            best[hit.owner] = found
        if hit.pattern.strength == "weak":
            texts = weak.setdefault(hit.owner, {})
            texts.update((span.start, hit.pattern.text) for span in spans)
    for owner, texts in weak.items():
        together = min(WEIGHT["plain"], nor(WEIGHT["weak"] for _ in texts))
        if len(texts) > 1 and together > best[owner][0]:
            together_text = " + ".join(dict.fromkeys(texts[start] for start in sorted(texts)))
            best[owner] = (together, len(texts), together_text)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
    return tuple(CueMatch(*owner, round(weight * factor, 6), text) for owner, (weight, _, text) in ranked)


def _ceased(tokens: Tokens, span: Span) -> bool:
    """Whether what the span says is what somebody stops doing or gives up."""
    gap = 0
    for index in range(span.start - 1, -1, -1):
        token = tokens.items[index]
        if token.barrier:
            return False
        if token.stem in _ENDINGS:
            return True
        if token.stem == "up" and index and tokens.items[index - 1].stem == _GIVE:
            return True
        gap += token.content
        if gap > 1:
            return False
    return False


def _describes(tokens: Tokens, span: Span) -> bool:
    """Whether the last word only tells which thing is meant: `a secret society`, `in the secret service`."""
    after = tokens.items[span.end : span.end + 1]
    return tokens.items[span.end - 1].word == "secret" and bool(after) and after[0].content and not after[0].barrier


def _outdone(tokens: Tokens, hit: Hit, span: Span) -> bool:
    """Whether it is only what something else is preferred to: `trusts the numbers more than people`."""
    if any(_THAN in piece.stems for piece in hit.pattern.pieces):
        return False
    return any(token.stem == _THAN for token in tokens.items[max(0, span.start - 1) : span.end])


def read_attachment(cues: PatternIndex, priors: PatternIndex, phrase: str, place: str) -> tuple[CueMatch, ...]:
    """The attachment cues of a phrase in the field `place`; from wounds only the priors."""
    if place == "wounds":
        found = {hit.owner: hit for hit in reversed(_affirmed(priors, phrase))}
        return tuple(CueMatch(*owner, WOUND_PRIOR, hit.pattern.text) for owner, hit in sorted(found.items()))
    factor = CUE_FACTOR.get(place)
    if factor is None:
        return ()
    if place == "fears":
        return read_flat(cues, f"afraid of {phrase}", factor=factor, counts=_dreaded)
    if place == "prose":
        return read_flat(cues, with_people(phrase), factor=factor, counts=counts_anywhere)
    if place == "nature":
        return read_flat(cues, with_people(phrase), factor=factor, counts=counts_in_nature)
    return read_flat(cues, phrase, factor=factor, counts=_no_virtue if place == "flaws" else _always)


def _dreaded(_tokens: Tokens, hit: Hit, _span: Span) -> bool:
    """What is feared is not what is done: one word, such as "walls" or "the cold", shows no distance kept."""
    return hit.pattern.solid or hit.owner[0] != "avoidant"


def _no_virtue(_tokens: Tokens, hit: Hit, _span: Span) -> bool:
    """What the author calls a flaw is no sign of security."""
    return hit.owner[0] != "secure"


def _affirmed(index: PatternIndex, phrase: str) -> list[Hit]:
    return [hit for hit in index.hits(normalise(phrase)) if hit.affirmed]


def read_values(index: PatternIndex, phrase: str) -> tuple[tuple[str, str, str], ...]:
    """The value axes a phrase stands on, as (axis, pole, entry), by axis; the first entry of each pole."""
    found = {hit.owner: hit.pattern.text for hit in reversed(_affirmed(index, phrase))}
    return tuple((axis, pole, text) for (axis, pole), text in sorted(found.items()))
