"""Whom a line about love can mean: this partner, anybody, or only somebody else (theory 4.1).

Why it matters: a sheet says how a man loves one woman; that is no way to read him beside his cousin.

Silent when: neither a name nor a pronoun in the line points past the pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vault_companion.cast.names import People
from vault_companion.cast.sheet import Character, is_about_another
from vault_companion.cast.ties import Pair, Tie
from vault_companion.dynamics.profile import DEEP, Profile
from vault_companion.graph import CharacterGraph
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath


@dataclass(frozen=True, slots=True)
class Romance:
    """Somebody else whom one of a pair loves or has loved: who it is, and what is said of it."""

    partner: Profile
    said: Phrase


Romances = Mapping[VaultPath, tuple[Romance, ...]]
"""By person, in the order of names."""

A_LABEL: Final = 3
"""Up to so many words a line only names the tie."""
_PRONOUNS: Final = {"she": "she", "her": "she", "hers": "she", "he": "he", "him": "he", "his": "he"}


def other_romances(graph: CharacterGraph, profiles: Mapping[VaultPath, Profile], pair: Pair) -> Romances:
    """Whom each of two people loves or has loved besides the other."""
    found = {}
    for who in pair:
        found[who] = tuple(
            Romance(profiles[tie.other(who)], said)
            for tie in graph.ties_of(who)
            if tie.pair != pair and (said := _of_love(tie, who))
        )
    return {who: some for who, some in found.items() if some}


def _of_love(tie: Tie, who: VaultPath) -> Phrase | None:
    """What somebody's note, or one about both, says of a love, else the word for it; None where it is no love."""
    kind = next((kind for kind in tie.kinds if kind.family == "romance"), None)
    if kind is None:
        return None
    lines = (line.phrase for line in tie.of_part("feels", "note") if line.by in (None, who))
    word = Phrase(kind.said, kind.said, kind.evidence)
    return next((phrase for phrase in lines if len(phrase.text.split()) > A_LABEL), word)


def are_lovers(tie: Tie | None) -> bool:
    """Whether two people are said to be lovers, or to desire each other."""
    return tie is not None and ("romance" in tie.families or bool(tie.of_part("desire")))


def astray(one: Profile, other: Profile, tie: Tie | None, people: People, romances: Romances) -> frozenset[Phrase]:
    """The phrases behind both styles, and the lacks of both, that can only mean somebody outside the pair.

    A lack means somebody else only where it names them. Between two who are no lovers, a "her" in a line about love
    is the one that somebody is in love with.
    """
    loved = {} if are_lovers(tie) else romances
    found: list[Phrase] = []
    for who, partner in ((one, other), (other, one)):
        found += _past(who, partner, people, loved)
        found += [
            phrase
            for field in DEEP
            for phrase in who.character.trait(field)
            if _names_another(phrase, who, partner, people)
        ]
    return frozenset(found)


def _names_another(phrase: Phrase, who: Profile, partner: Profile, people: People) -> bool:
    named = {hit.who for hit in people.named_in(phrase.text)} - {who.path}
    return bool(named) and partner.path not in named


def _past(who: Profile, partner: Profile, people: People, loved: Romances) -> Iterator[Phrase]:
    if who.attachment.stated:
        return
    beloved = [one.partner.character for one in loved.get(who.path, ())]
    for phrase in who.attachment.phrases:
        named = {hit.who for hit in people.named_in(phrase.text)} - {who.path}
        if partner.path in named:
            continue
        past = named or is_about_another(phrase.text, who.character, partner.character)
        if past or any(_means(phrase.text, who.character, one) for one in beloved):
            yield phrase


def _means(text: str, owner: Character, beloved: Character) -> bool:
    """Whether a "her" or "him" in somebody's sheet, not their own, can be the one they are in love with."""
    meant = {_PRONOUNS[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in _PRONOUNS}
    return bool(owner.pronouns) and bool((meant - owner.pronouns) & beloved.pronouns)
