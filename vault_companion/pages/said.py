"""What the author herself says of two people, chosen and set by its form; and why no rule says more."""

from __future__ import annotations

from collections.abc import Sequence

from vault_companion.cast.ties import Tie
from vault_companion.dynamics.reading import Reading
from vault_companion.notes.fields import Phrase
from vault_companion.pages.grammar import does, is_a_quality, is_a_sentence
from vault_companion.pages.markdown import joined
from vault_companion.pages.voice import Voice
from vault_companion.vault.snapshot import VaultPath

A_FEW_WORDS = 3
"""Up to so many words a line is a label, and says little of what lies between two people."""


def in_a_line(voice: Voice, tie: Tie | None) -> str:
    """What she says of it, the first whole sentence of each side; "" for nothing."""
    return sides(voice, tie, most=1)


def in_a_quote(voice: Voice, tie: Tie) -> str:
    """The same as one quote for a table, from the first side that has one; "" for nothing."""
    for who in tie.pair:
        if found := (*_felt_by(tie, who), *_sentences_first(_telling_most(tie, _noted_by(tie, who)))):
            return voice.quote(found)
    return ""


def sides(voice: Voice, tie: Tie | None, most: int = 2, *, told_before: bool = False) -> str:
    """What each feels, or says of the other: so many lines of each.

    One alone is the first whole sentence; `told_before` leaves out what the page has quoted already.
    """
    if tie is None:
        return ""
    said = []
    for who in tie.pair:
        felt, noted = _felt_by(tie, who), _noted_by(tie, who)
        if told_before:
            felt, noted = voice.unsaid(felt), voice.unsaid(noted)
        own = tuple(one for one in _telling_most(tie, noted) if not told_before or _says_more(one))
        if felt:
            said.append(_felt(voice, who, felt[:most]))
        elif own := (_sentences_first(own) if most == 1 else own)[:most]:
            said.append(f"{voice.own(who)} note: {voice.quote(own, most)}")
    return " ".join(f"{side}." for side in said)


def _felt_by(tie: Tie, who: VaultPath) -> tuple[Phrase, ...]:
    return tuple(line.phrase for line in tie.of_part("feels") if line.by == who)


def _noted_by(tie: Tie, who: VaultPath) -> tuple[Phrase, ...]:
    return tuple(line.phrase for line in tie.of_part("note") if line.by == who)


def _sentences_first(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    return tuple(sorted(phrases, key=lambda phrase: not is_a_sentence(phrase.text)))


def _felt(voice: Voice, who: VaultPath, felt: Sequence[Phrase]) -> str:
    quote = voice.quote(felt, 2)
    if does(felt[0].text):
        return f"{voice.name(who)} {quote}"
    return f"{voice.name(who)} is {quote}" if is_a_quality(felt[0].text) else f"{voice.own(who)} side: {quote}"


def _telling_most(tie: Tie, phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """The lines that say more than what they are to each other; a few words only where there is no more."""
    told = [phrase for phrase in phrases if not _is_only_a_kind(tie, phrase)]
    return tuple([phrase for phrase in told if _says_more(phrase)] or told)


def _says_more(phrase: Phrase) -> bool:
    return len(phrase.text.split()) > A_FEW_WORDS


def _is_only_a_kind(tie: Tie, phrase: Phrase) -> bool:
    """Whether a phrase says no more than the word for what they are to each other."""
    said = phrase.text.strip(" .,;:").casefold()
    return any(said == kind.said.casefold() for kind in tie.kinds)


def why_unread(voice: Voice, reading: Reading) -> str:
    """Why no rule says what binds them: what would have to be written, or to be answered."""
    silent = [who for who in reading.pair if not any(fit.of == who and fit.deep for fit in reading.fits)]
    unclear = tuple(one.phrase for one in reading.unread if one.who in silent and one.field == "needs")
    if unclear:
        return f"What binds them is not to be read yet: which need {voice.quote(unclear)} is, the note does not tell."
    if silent:
        named = joined([voice.name(one) for one in silent], "or")
        return f"What binds them is not to be read yet: no need of {named} is written."
    met = [who for who in reading.pair if reading.fits_of(who, "filled", "near", "intermittent")]
    one, other = (voice.name(who) for who in reading.pair)
    if not met:
        return f"Neither {one} nor {other} has what the other needs, so far as is written."
    return f"What {one} and {other} answer in each other is too little, so far, to say what binds them."
