"""What the groups of two people say of their standing: one they share, two that are at odds. Context, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vault_companion.cast.group_words import is_title
from vault_companion.cast.groups import Belonging, Group, Member, Opposed, Shared
from vault_companion.notes.note import Evidence
from vault_companion.pages.markdown import Links, joined, safe
from vault_companion.pages.voice import Voice
from vault_companion.vault.snapshot import VaultPath

MOST: Final = 4
"""How many shared groups, and how many at odds, a page tells of."""
MOST_OF_ONE: Final = 6
"""How many groups the page of a character names."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about the groups of a pair.

    Attributes:
        text: The sentence.
        evidence: The lines it quotes.
        against: Whether it tells of groups at odds.
    """

    text: str
    evidence: tuple[Evidence, ...]
    against: bool = False


def company_of_pair(voice: Voice, belonging: Belonging) -> tuple[Told, ...]:
    """The sentences about the groups that both are in, then about those that set them apart."""
    told = [_shared(voice, shared) for shared in belonging.shared(voice.pair)[:MOST]]
    told += [_opposed(voice, opposed) for opposed in belonging.opposed(voice.pair)[:MOST]]
    return tuple(told)


def _shared(voice: Voice, shared: Shared) -> Told:
    places = [_place(voice, member) for member in shared.members]
    said = f"; {joined([place for place in places if place])}" if any(places) else ""
    return Told(f"Both belong to {_link(voice.links, shared.group)}{said}.", tuple(_quoted(shared.members)))


def _place(voice: Voice, member: Member) -> str:
    """What one of them is in the group: `Ada is its “treasurer”`; "" for nothing said."""
    name, rank = voice.name(member.who), next(iter(member.ranks), None)
    said = []
    if rank:
        quote = voice.quote((rank,))
        said.append(f"{name} is its {quote}" if is_title(rank.text) else f"of {name} it is written {quote}")
    elif member.leads:
        said.append(f"{name} {voice.links.to(member.leads.path, 'leads it', _heading(member.leads))}")
    if member.loyalty and any(map(str.isalpha, member.loyalty.text)):
        said.append(f"{voice.own(member.who)} loyalty to it is {voice.quote((member.loyalty,))}")
    return joined(said)


def _heading(place: Evidence) -> str:
    """A heading that a link can hold, else ""."""
    return "" if any(mark in place.heading for mark in "[]|#^\\`<>%") else place.heading.strip()


def _quoted(members: Iterable[Member]) -> Iterable[Evidence]:
    for member in members:
        for phrase in (*member.ranks[:1], *([member.loyalty] if member.loyalty else ())):
            yield from phrase.evidence


def _opposed(voice: Voice, opposed: Opposed) -> Told:
    one, other = (voice.name(who) for who in voice.pair)
    links = [_link(voice.links, group) for group in opposed.groups]
    by, to = (safe(opposed.groups[at].name) for at in (opposed.by, 1 - opposed.by))
    quote = voice.quote((opposed.stance.word,))
    if opposed.stance.listed:
        counts = "counts" if opposed.stance.word.text.rstrip(" :").endswith("s") else "names"
        under = "among its" if counts == "counts" else "under"
        said = f"{by} {counts} {to} {under} {quote}"
    else:
        said = f"the note on {by} says of {to} {quote}"
    return Told(f"{one} is of {links[0]}, {other} of {links[1]}, and {said}.", opposed.stance.word.evidence, True)


def _link(links: Links, group: Group) -> str:
    return links.to(group.path, group.name) if group.path is not None else safe(group.name)


def belongs_to(who: VaultPath, belonging: Belonging, links: Links) -> str:
    """One line about the groups that somebody is in, with what they are there; "" when nothing is written."""
    told = []
    for group, member in belonging.of(who)[:MOST_OF_ONE]:
        rank = next(iter(member.ranks), None)
        said = f" ({links.quote(rank)})" if rank else ""
        told.append(f"{_link(links, group)}{said}")
    more = len(belonging.of(who)) - len(told)
    told += ["others"] if more else []
    return f"Belongs to {joined(told)}." if told else ""
