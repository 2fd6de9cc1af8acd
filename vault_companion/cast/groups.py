"""Groups: houses, guilds, crews and other factions, who belongs to them and how they stand to each other.

A group is a note, or only a name that two characters give. To be in one is context and never a tie: nothing here
says what two people are to each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vault_companion.cast.group_lines import Named, Seat
from vault_companion.cast.group_notes import roster_of, stances_of
from vault_companion.cast.group_words import NO_GROUP, Sign, can_be_named, fold
from vault_companion.cast.membership import memberships_of
from vault_companion.cast.names import People
from vault_companion.cast.recognise import Recognised
from vault_companion.cast.terms import TERMS, Terms
from vault_companion.cast.ties import Pair
from vault_companion.cast.vocabulary import ALIAS_KEYS, NAME_KEYS, TYPE_KEYS
from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import Phrase, scalar_text
from vault_companion.notes.note import Evidence, Note, key_of, scalars
from vault_companion.notes.resolve import Paths, key, path_order
from vault_companion.vault.snapshot import VaultPath

Ref = tuple[VaultPath | None, str]
"""Which group: its note, or None and its folded name."""

MOST: Final = 50
"""How many groups of one person are compared with those of another."""
_PLACES: Final = frozenset({"places", "locations", "settings", "cities", "regions", "buildings", "religions", "races"})


@dataclass(frozen=True, slots=True)
class Member:
    """One person in a group.

    Attributes:
        who: The person.
        ranks: What they are in it, each once, their own note's words first.
        loyalty: How loyal they are to it, where the group's note says so.
        leads: The line that says that they lead it, or None.
        evidence: Every line that says they belong to it, their own note's first.
    """

    who: VaultPath
    ranks: tuple[Phrase, ...]
    loyalty: Phrase | None
    leads: Evidence | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """What one group's note says of how it stands to another.

    Attributes:
        other: The other group.
        word: The author's words for it.
        sign: What they come to: "opposed", "allied", "neutral" or "other".
        listed: Whether the words are a label over the other, such as "enemies", and not said of it.
        evidence: The lines that say so, that of the words first.
    """

    other: Ref
    word: Phrase
    sign: Sign
    listed: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people.

    Attributes:
        path: Its note, None when it has none.
        name: What it is called.
        members: Those of the cast who are in it, in the order of their notes.
        stances: How it stands to others, in the order of its note.
    """

    path: VaultPath | None
    name: str
    members: tuple[Member, ...]
    stances: tuple[Stance, ...]

    @property
    def ref(self) -> Ref:
        """Which group it is."""
        return (self.path, "") if self.path is not None else (None, fold(self.name))


def groups_of(
    sorts: Sequence[tuple[Note, Recognised]],
    sections: Mapping[VaultPath, tuple[Section, ...]],
    people: People,
    paths: Paths,
    terms: Terms = TERMS,
) -> tuple[Group, ...]:
    """Every group of a vault, in the order of names.

    Args:
        sorts: Every note of the author's with what it was taken for, in any order.
        sections: The structure of the characters' notes.
        people: The cast.
        paths: All files, for links.
        terms: How the author's keys are understood.
    """
    ordered = sorted(sorts, key=lambda one: path_order(one[0].path))
    named = [
        found
        for note, why in ordered
        if why.sort == "character"
        for found in memberships_of(note, sections[note.path], people, terms)
    ]
    finder = _Finder(ordered, named, people, paths, terms)
    own: dict[Ref, list[Seat]] = defaultdict(list)
    spelled: dict[Ref, str] = {}
    for group, seat in named:
        if ref := finder.find(group):
            own[ref].append(seat)
            spelled.setdefault(ref, group.name)
    stances: dict[Ref, list[Stance]] = {}
    rosters: dict[Ref, list[Seat]] = {}
    for path, note in finder.notes.items():
        ref = (path, "")
        structure = note.sections()
        rosters[ref] = list(roster_of(note, structure, people, terms))
        stances[ref] = _stances(note, structure, ref, finder, terms)
        spelled[ref] = scalar_text(terms.property(note, *NAME_KEYS)) or path.stem
    called = {stance.other for found in stances.values() for stance in found}
    out = []
    for ref in spelled:
        members = _members([*own[ref], *rosters.get(ref, ())])
        if ref[0] is not None or len(members) > 1 or ref in called:
            known = tuple(one for one in stances.get(ref, ()) if one.other in spelled)
            out.append(Group(ref[0], spelled[ref], members, known))
    return tuple(sorted(out, key=lambda group: (key(group.name), group.name, group.path or "")))


def _stances(note: Note, structure: tuple[Section, ...], ref: Ref, finder: _Finder, terms: Terms) -> list[Stance]:
    found: dict[Stance, None] = {}
    for said in stances_of(note, structure, terms):
        other = finder.find(said.other)
        if other and other != ref:
            evidence = tuple(dict.fromkeys((*said.word.evidence, said.evidence)))
            found[Stance(other, said.word, said.sign, said.listed, evidence)] = None
    return list(found)


def _members(seats: Iterable[Seat]) -> tuple[Member, ...]:
    by_person: dict[VaultPath, list[Seat]] = {}
    for seat in seats:
        by_person.setdefault(seat.who, []).append(seat)
    return tuple(_member(who, by_person[who]) for who in sorted(by_person, key=path_order))


def _member(who: VaultPath, seats: Sequence[Seat]) -> Member:
    ranks: dict[str, Phrase] = {}
    for seat in seats:
        if seat.rank:
            ranks.setdefault(key(seat.rank.text), seat.rank)
    loyalty = next((seat.loyalty for seat in seats if seat.loyalty), None)
    leads = next((seat.evidence for seat in seats if seat.leads), None)
    return Member(who, tuple(ranks.values()), loyalty, leads, tuple(dict.fromkeys(seat.evidence for seat in seats)))


class _Finder:
    """Finds the group that is meant by a link or a name.

    Attributes:
        notes: The notes that are groups, in path order: those that say so, and those that a membership links to.
    """

    def __init__(
        self,
        ordered: Sequence[tuple[Note, Recognised]],
        named: Sequence[tuple[Named, Seat]],
        people: People,
        paths: Paths,
        terms: Terms,
    ) -> None:
        self._people = people
        self._paths = paths
        stated = {note.path for note, why in ordered if why.sort == "group"}
        others = {note.path: note for note, why in ordered if why.sort == "other"}
        linked = {path for group, _ in named if (path := self._note_of(group)) in others}
        linked = {
            path
            for group, _ in named
            if (path := self._note_of(group)) in linked
            and path is not None
            and _may_be_group(others[path], group.label)
        }
        self.notes = {note.path: note for note, _ in ordered if note.path in stated | linked}
        self._by_name: dict[str, set[VaultPath]] = defaultdict(set)
        for path, note in self.notes.items():
            aliases = terms.property(note, *ALIAS_KEYS)
            also = [text.text for text in scalars(aliases)] if aliases is not None else []
            for name in (path.stem, scalar_text(terms.property(note, *NAME_KEYS)), *also):
                if name and fold(name):
                    self._by_name[fold(name)].add(path)

    def find(self, group: Named) -> Ref | None:
        """The group meant; None when it is none, or when several notes have the name."""
        if group.link is not None:
            resolved = self._paths.resolve(group.link, group.source)
            if resolved.path is not None:
                return (resolved.path, "") if resolved.path in self.notes else None
            if resolved.tier == "ambiguous":
                fitting = [path for path in resolved.candidates if path in self.notes]
                return (fitting[0], "") if len(fitting) == 1 else None
        found = self._by_name.get(fold(group.name), set())
        if found:
            return (next(iter(found)), "") if len(found) == 1 else None
        return self._by_bare_name(group)

    def _by_bare_name(self, group: Named) -> Ref | None:
        """A group without a note; a person's name is none, and under a label only what can be a name."""
        if not fold(group.name) or self._names_a_person(group):
            return None
        if group.link is None and not can_be_named(group.name, group.label):
            return None
        return None, fold(group.name)

    def _names_a_person(self, group: Named) -> bool:
        """Whether the name is somebody's; of a house or clan a mere surname may be the name too."""
        who = self._people.called(group.name)
        if not group.label.startswith(("house", "clan")):
            return bool(who)
        whole = key(" ".join(group.name.split()))
        persons = [self._people.person(path) for path in who]
        return any(whole in map(key, (one.name, one.path.stem, *one.aliases)) for one in persons)

    def _note_of(self, group: Named) -> VaultPath | None:
        return self._paths.resolve(group.link, group.source).path if group.link is not None else None


def _may_be_group(note: Note, label: str) -> bool:
    """Whether a note that a membership links to may be a group: no place, religion or people by type or folder."""
    stated = [value for name, value in note.properties if key_of(name.text) in TYPE_KEYS]
    if any(set(key_of(text.text).split()) & NO_GROUP for value in stated for text in scalars(value)):
        return False
    if {key_of(folder) for folder in note.path.folder.split("/")} & _PLACES:
        return False
    return not label.startswith("house") or can_be_named(note.path.stem, label)


# ---- what two people share


@dataclass(frozen=True, slots=True)
class Shared:
    """A group that both of a pair are in. `members` are the two, in the order of the pair."""

    group: Group
    members: tuple[Member, Member]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two groups at odds, one of each of a pair.

    Attributes:
        groups: The group of each, in the order of the pair.
        members: Each in their group.
        by: Which of the two groups' notes says so, 0 or 1.
        stance: What it says.
    """

    groups: tuple[Group, Group]
    members: tuple[Member, Member]
    by: int
    stance: Stance


class Belonging:
    """Who is in which group, findable by person."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._of: dict[VaultPath, list[tuple[Group, Member]]] = defaultdict(list)
        self._opposed: dict[Ref, dict[Ref, Stance]] = {}
        for group in groups:
            for member in group.members:
                self._of[member.who].append((group, member))
            hostile = self._opposed.setdefault(group.ref, {})
            for stance in group.stances:
                if stance.sign == "opposed":
                    hostile.setdefault(stance.other, stance)

    def of(self, who: VaultPath) -> tuple[tuple[Group, Member], ...]:
        """The groups somebody is in, in the order of names, with their place there; at most `MOST`."""
        return tuple(self._of.get(who, ())[:MOST])

    def shared(self, pair: Pair) -> tuple[Shared, ...]:
        """The groups that both are in, in the order of names."""
        theirs = {group.ref: member for group, member in self.of(pair[1])}
        return tuple(
            Shared(group, (member, theirs[group.ref])) for group, member in self.of(pair[0]) if group.ref in theirs
        )

    def opposed(self, pair: Pair) -> tuple[Opposed, ...]:
        """The groups at odds of which one has the one and the other the other; none in which both have both."""
        both = {shared.group.ref for shared in self.shared(pair)}
        out = []
        for group, member in self.of(pair[0]):
            for other, partner in self.of(pair[1]):
                if group.ref == other.ref or {group.ref, other.ref} <= both:
                    continue
                first = self._opposed[group.ref].get(other.ref)
                stance = first or self._opposed[other.ref].get(group.ref)
                if stance:
                    out.append(Opposed((group, other), (member, partner), 0 if first else 1, stance))
        return tuple(out)
