"""Ties: everything that is stated about two people, wherever it is stated (theory 2.4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from vault_companion.cast.kind_words import words_for
from vault_companion.cast.kinds import Kind as KindOfTie
from vault_companion.cast.kinds import StatedKind, kind_of, mirror_of, primary
from vault_companion.cast.sheet import joined, same
from vault_companion.notes.fields import Phrase
from vault_companion.notes.note import Evidence
from vault_companion.notes.resolve import key
from vault_companion.vault.snapshot import VaultPath

Pair = tuple[VaultPath, VaultPath]
Ways = Literal["", "both", "one"]
"""Whether the author says that a kind holds both ways or only one; "" when she leaves it to the word."""


_MERE_LOVE: Final = frozenset({"love", "loves", "loved", "adores", "beloved", "darling", "loved by", "adored by"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One person stated to be something to another.

    Attributes:
        of: The person who is the `kind` of `to`.
        to: The other.
        kind: The word's id.
        family: One of the seven families.
        sign: +1 or -1 where the word itself says so, else 0.
        directed: False for a directed word without a direction, as in a relationship note's `kind: mentor`.
        said: The author's own words; the kind's id for the other side of a word such as "husband".
        evidence: Her lines.
    """

    of: VaultPath
    to: VaultPath
    kind: str
    family: str
    sign: int
    directed: bool
    said: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TieLine:
    """One thing that is written about two people.

    Attributes:
        part: "feels", "desire", "history", "changes", "power", "now", "phase", "conflict" or "note".
        phrase: What it says, without its place in the story.
        by: Whose side it is: who feels it, or in whose note it stands; None in a note about both.
        at: Its place in the story, as written before the first colon ("ch. 12"), or "".
    """

    part: str
    phrase: Phrase
    by: VaultPath | None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """A name that one person has for another: `[[Bo|the old fox]]` in what Ada's note says of Bo.

    Attributes:
        by: Who calls the other so.
        name: What they call them.
        evidence: Her line; the first of several.
    """

    by: VaultPath
    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Tie:
    """All that is stated about a pair.

    Attributes:
        pair: The two, in casefold order of their names.
        kinds: Every kind stated, in the order of the notes; () when nothing but a tie is stated.
        lines: Everything else, in the order of the notes.
        notes: The notes that state it.
        primary: The kind that names the tie, None when none is stated.
        called: What each calls the other where it is not just the name, in the order of the notes.
        places: The lines that state it, in the order of the notes.
    """

    pair: Pair
    kinds: tuple[Kind, ...]
    lines: tuple[TieLine, ...]
    notes: tuple[VaultPath, ...]
    primary: Kind | None
    called: tuple[Called, ...] = ()
    places: tuple[Evidence, ...] = ()

    def of_part(self, *parts: str) -> tuple[TieLine, ...]:
        """The lines of these parts, in order."""
        return tuple(line for line in self.lines if line.part in parts)

    def other(self, who: VaultPath) -> VaultPath:
        """The one that `who` is tied to."""
        return self.pair[1] if self.pair[0] == who else self.pair[0]

    @property
    def families(self) -> tuple[str, ...]:
        """The families stated, each once, as stated."""
        return tuple(dict.fromkeys(kind.family for kind in self.kinds))


@dataclass(frozen=True, slots=True)
class Statement:
    """What one place in the vault says of a pair, before all places are put together.

    Attributes:
        owner: Whose side it is.
        other: Of whom it is said.
        source: The note in which it stands.
        kinds: What is stated, each with its line.
        lines: What else is said.
        undirected: The place is about both alike, so a directed word has no direction.
        ways: Whether the kinds hold both ways or one way, where that is said.
        called: What the owner calls the other.
        places: Its lines, where they are kept for no other reason.
    """

    owner: VaultPath
    other: VaultPath
    source: VaultPath
    kinds: tuple[tuple[StatedKind, Evidence], ...] = ()
    lines: tuple[TieLine, ...] = ()
    undirected: bool = False
    ways: Ways = ""
    called: tuple[Called, ...] = ()
    places: tuple[Evidence, ...] = ()


def put_together(statements: Iterable[Statement], names: dict[VaultPath, str]) -> tuple[Tie, ...]:
    """One tie a pair, in the order of the names."""
    by_pair: dict[Pair, list[Statement]] = {}
    for statement in statements:
        if statement.owner != statement.other:
            by_pair.setdefault(pair_of(statement.owner, statement.other, names), []).append(statement)
    ties = [_tie(pair, found) for pair, found in by_pair.items()]
    return tuple(sorted(ties, key=lambda tie: [name_order(who, names) for who in tie.pair]))


def pair_of(one: VaultPath, other: VaultPath, names: dict[VaultPath, str]) -> Pair:
    """Two people in casefold order of their names."""
    first, second = sorted((one, other), key=lambda who: name_order(who, names))
    return first, second


def name_order(who: VaultPath, names: Mapping[VaultPath, str]) -> tuple[str, str, str]:
    """How people are put in order: by name in NFC and lower case, then by path."""
    return key(names[who]).casefold(), unicodedata.normalize("NFC", who), who


def _tie(pair: Pair, statements: list[Statement]) -> Tie:
    lines = dict.fromkeys(line for statement in statements for line in statement.lines)
    sources = tuple(dict.fromkeys(statement.source for statement in statements))
    kinds = _kinds(pair, statements)
    called: dict[tuple[VaultPath, str], Called] = {}
    for one in (one for statement in statements for one in statement.called):
        called.setdefault((one.by, same(one.name)), one)
    places = tuple(dict.fromkeys(place for statement in statements for place in statement.places))
    return Tie(pair, kinds, _merged(lines), sources, _primary(pair, kinds), tuple(called.values()), places)


def _kinds(pair: Pair, statements: list[Statement]) -> tuple[Kind, ...]:
    """Every kind stated, once for each direction, with all the places that state it."""
    found: dict[tuple[VaultPath, VaultPath, str, bool], list[tuple[KindOfTie, str, Evidence]]] = {}
    for statement in statements:
        for stated, evidence in statement.kinds:
            directed = stated.kind.symmetric or not statement.undirected
            for of, to, kind in _directions(statement, stated, pair):
                said = stated.said if kind.id == stated.kind.id else kind.id
                found.setdefault((of, to, kind.id, directed), []).append((kind, said, evidence))
    out = []
    for (of, to, kind_id, directed), stated_so in found.items():
        kind, said, _ = stated_so[-1]
        places = tuple(dict.fromkeys(place for _, _, place in stated_so))
        out.append(Kind(of, to, kind_id, kind.family, kind.sign, directed, said, places))
    return _without_mere_love(out)


def _without_mere_love(kinds: list[Kind]) -> tuple[Kind, ...]:
    """Between kin, "loved" says no more than that: it is a romance only where something else says so."""
    kin = any(kind.family == "family" and kind.kind != "family" for kind in kinds)
    mere = [kind for kind in kinds if kind.kind in ("loves", "beloved") and kind.said.casefold() in _MERE_LOVE]
    if not kin or len(mere) < sum(kind.family == "romance" for kind in kinds):
        return tuple(kinds)
    return tuple(kind for kind in kinds if kind not in mere)


def _primary(pair: Pair, kinds: tuple[Kind, ...]) -> Kind | None:
    """The kind that names a tie: a note about both decides, then what both state, then the gravest word.

    An enmity that is over, or only feared, names it last.
    """
    stated_by: dict[str, set[VaultPath]] = {}
    for kind in kinds:
        stated_by.setdefault(kind.kind, set()).update(place.path for place in kind.evidence)
    about_both = [kind for kind in kinds if kind.evidence[0].path not in pair]
    agreed = [kind for kind in kinds if stated_by[kind.kind] >= set(pair)]
    for stated in (about_both, agreed, kinds):
        found = [kind for kind in stated if kind.sign or kind.family not in ("enemy", "rivalry")] or stated
        if found:
            family = primary([kind.family for kind in found])
            return next(kind for kind in found if kind.family == family)
    return None


def _directions(statement: Statement, stated: StatedKind, pair: Pair) -> list[tuple[VaultPath, VaultPath, KindOfTie]]:
    """Who is which kind of whom.

    Only a symmetric word is mirrored, a husband as the other's spouse; an undirected one is kept once. Where the
    author says so, a symmetric word holds one way only, kin left out, and a directed one both ways: a feeling as
    the same feeling, a mentor as the other's student.
    """
    kind, other = stated.kind, mirror_of(stated.kind)
    if statement.undirected:
        return [(*pair, kind), (pair[1], pair[0], kind)] if kind.symmetric else [(*pair, kind)]
    one, two = statement.owner, statement.other
    of, to = (one, two) if stated.direction == "about" else (two, one)
    if statement.ways == "one" and kind.family != "family":
        return [(of, to, kind)]
    if kind.symmetric:
        return [(*pair, kind), (pair[1], pair[0], kind)]
    if statement.ways == "both":
        other = kind if _is_feeling(kind) else other or kind_of(kind.inverse)
    return [(of, to, kind), *([(to, of, other)] if other else [])]


def _is_feeling(kind: KindOfTie) -> bool:
    """Whether a kind is something that one does, as `loves` is, and no place that one has."""
    return kind.id in words_for().verbs and kind.id not in words_for().nouns


def _merged(lines: Iterable[TieLine]) -> tuple[TieLine, ...]:
    """The same words in the same part count once, with every place where they stand."""
    alike: dict[tuple[str, str, VaultPath | None, str], list[Phrase]] = {}
    for line in lines:
        alike.setdefault((line.part, same(line.phrase.text), line.by, line.at), []).append(line.phrase)
    return tuple(TieLine(part, joined(phrases), by, at) for (part, _, by, at), phrases in alike.items())
