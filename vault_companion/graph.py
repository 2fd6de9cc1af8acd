"""CharacterGraph: who is tied to whom. networkx inside, never outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vault_companion.cast.cast import Cast
from vault_companion.cast.sheet import Character
from vault_companion.cast.ties import Pair, Tie
from vault_companion.notes.note import Evidence
from vault_companion.vault.snapshot import VaultPath

if TYPE_CHECKING:
    import networkx as nx


UNKNOWN = "unknown"
"""The kind of a tie of which no kind is stated; it has no family."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One person is something to another.

    Attributes:
        of: The person who is the `kind` of `to`.
        to: The other.
        kind: The word's id; "unknown" where only a tie is stated.
        family: One of the seven families, or "".
        directed: False where nothing says who of the two it is.
        path: The first note that states it.
        line: 1-based; None when no line of that note does, only its name or its being there.
    """

    of: VaultPath
    to: VaultPath
    kind: str
    family: str
    directed: bool
    path: VaultPath
    line: int | None


class CharacterGraph:
    """The cast as a directed multigraph: an edge for every stated kind, from the one who is it.

    Asking it questions never changes it.
    """

    def __init__(self, cast: Cast) -> None:
        import networkx as nx

        self._cast = cast
        self._characters = {character.path: character for character in cast.characters}
        self._order = {character.path: number for number, character in enumerate(cast.characters)}
        self._ties: dict[Pair, Tie] = {tie.pair: tie for tie in cast.ties}
        self._ties_of: dict[VaultPath, list[Tie]] = {}
        for tie in cast.ties:
            for who in tie.pair:
                self._ties_of.setdefault(who, []).append(tie)
        self._graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self._graph.add_nodes_from(self._characters)
        self._edges = tuple(edge for tie in cast.ties for edge in _edges_of(tie))
        self._graph.add_edges_from((edge.of, edge.to) for edge in self._edges)
        self._plain: nx.Graph[str] = nx.Graph(self._graph.to_undirected())

    @property
    def characters(self) -> tuple[Character, ...]:
        """Everybody, in the order of their names."""
        return self._cast.characters

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every pair with a stated relationship, in the order of the names."""
        return self._cast.ties

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Every kind stated, once for each direction, in the order of the ties; an edge for a tie of no kind too."""
        return self._edges

    def character(self, path: VaultPath) -> Character:
        """The character of a note; KeyError when it is none."""
        return self._characters[path]

    def tie(self, pair: Pair) -> Tie | None:
        """What is stated about a pair, or None."""
        return self._ties.get(pair)

    def ties_of(self, who: VaultPath) -> tuple[Tie, ...]:
        """The ties of one person, in the order of the names."""
        return tuple(self._ties_of.get(who, ()))

    def between(self, one: VaultPath, other: VaultPath) -> tuple[VaultPath, ...]:
        """The people who are tied to both, in the order of their names."""
        shared = set(self._plain[one]) & set(self._plain[other])
        return tuple(sorted((VaultPath(who) for who in shared), key=self._order.__getitem__))

    def alone(self) -> tuple[VaultPath, ...]:
        """Everybody without a tie, in the order of their names."""
        return tuple(one.path for one in self._cast.characters if one.path not in self._ties_of)

    def centre(self) -> VaultPath | None:
        """The one with the most ties, if nobody else has as many and they have at least two; else None."""
        counts = sorted(((len(found), who) for who, found in self._ties_of.items()), reverse=True)
        if not counts or counts[0][0] < 2 or (len(counts) > 1 and counts[1][0] == counts[0][0]):
            return None
        return counts[0][1]

    def groups(self) -> tuple[tuple[VaultPath, ...], ...]:
        """The connected groups of two and more, the largest first."""
        import networkx as nx

        found = [
            tuple(sorted((VaultPath(who) for who in group), key=self._order.__getitem__))
            for group in nx.connected_components(self._plain)
            if len(group) > 1
        ]
        return tuple(sorted(found, key=lambda group: (-len(group), self._order[group[0]])))


def _edges_of(tie: Tie) -> Iterator[Edge]:
    """A kind without direction is left out where the same is stated with one."""
    plain = {kind.kind for kind in tie.kinds if kind.directed}
    for kind in tie.kinds:
        if kind.directed or kind.kind not in plain:
            place = kind.evidence[0]
            yield Edge(kind.of, kind.to, kind.kind, kind.family, kind.directed, place.path, place.line or None)
    if not tie.kinds:
        path, line = _stated_at(tie)
        yield Edge(*tie.pair, UNKNOWN, "", False, path, line)


def _stated_at(tie: Tie) -> tuple[VaultPath, int | None]:
    """The first place that states a tie of no kind: a line if one is kept, else the note."""
    places: list[Evidence] = [place for line in tie.lines for place in line.phrase.evidence]
    places += [*(one.evidence for one in tie.called), *tie.places]
    first = next((place for place in places if place.line), None)
    return (first.path, first.line) if first else (tie.notes[0], None)
