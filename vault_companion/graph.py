"""CharacterGraph: who is tied to whom. networkx inside, never outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vault_companion.cast.cast import Cast
from vault_companion.cast.sheet import Character
from vault_companion.cast.ties import Pair, Tie
from vault_companion.vault.snapshot import VaultPath

if TYPE_CHECKING:
    import networkx as nx


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
        for tie in cast.ties:
            for kind in tie.kinds:
                self._graph.add_edge(kind.of, kind.to, kind=kind.kind, family=kind.family)
            if not tie.kinds:
                self._graph.add_edge(*tie.pair, kind="unknown", family="")
        self._plain: nx.Graph[str] = nx.Graph(self._graph.to_undirected())

    @property
    def characters(self) -> tuple[Character, ...]:
        """Everybody, in the order of their names."""
        return self._cast.characters

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every pair with a stated relationship, in the order of the names."""
        return self._cast.ties

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
