"""Who and what of the graph is asked for, as values that every form is written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from vault_companion.build import Story
from vault_companion.cast.kind_words import FAMILIES, words_for
from vault_companion.cast.sheet import Character
from vault_companion.cast.terms import terms_of
from vault_companion.errors import CompanionError
from vault_companion.graph import UNKNOWN, Edge
from vault_companion.notes.resolve import key
from vault_companion.vault.snapshot import VaultPath


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of the graph.

    Attributes:
        people: In the order of their names.
        edges: In the order of the names; both ends are among the people.
        names: What each person is called here: the name, or the path without `.md` when two people share it.
    """

    people: tuple[Character, ...]
    edges: tuple[Edge, ...]
    names: Mapping[VaultPath, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn between two people.

    Attributes:
        of: Who is it.
        to: Of whom.
        label: The kinds, with commas.
        arrow: Whether it leads from one to the other; False for what holds both ways, or has no direction.
    """

    of: VaultPath
    to: VaultPath
    label: str
    arrow: bool


def picture_of(story: Story, of: VaultPath | None = None, kind: str | None = None) -> Picture:
    """The cast and its edges, or a part of them.

    Args:
        story: The vault.
        of: Only this person and everybody one step away, with all edges between them.
        kind: Only edges of this kind or family, in any case, and the people they join. With `of`, steps are taken
            along these edges alone.

    Raises:
        CompanionError: There is no such kind or family; the hint says what comes near.
    """
    edges = story.graph.edges
    people = {character.path for character in story.graph.characters}
    if kind is not None:
        wanted = _known_kind(story, kind)
        edges = tuple(edge for edge in edges if wanted in (key(edge.kind), edge.family))
        people = {who for edge in edges for who in (edge.of, edge.to)}
    if of is not None:
        people = {of, *(who for edge in edges if of in (edge.of, edge.to) for who in (edge.of, edge.to))}
        edges = tuple(edge for edge in edges if edge.of in people and edge.to in people)
    shown = tuple(character for character in story.graph.characters if character.path in people)
    return Picture(shown, edges, _names(story.graph.characters))


def lines_of(picture: Picture) -> tuple[Line, ...]:
    """The edges as they are drawn: between two people at most one line without an arrow and one each way."""
    both_ways = {(edge.of, edge.to, edge.kind) for edge in picture.edges if edge.directed}
    drawn: dict[tuple[VaultPath, VaultPath, bool], dict[str, None]] = {}
    for edge in picture.edges:
        arrow = edge.directed and (edge.to, edge.of, edge.kind) not in both_ways
        ends = (edge.of, edge.to)
        if not arrow and (edge.to, edge.of, False) in drawn:
            ends = (edge.to, edge.of)
        drawn.setdefault((*ends, arrow), {})[edge.kind] = None
    return tuple(Line(of, to, ", ".join(kinds), arrow) for (of, to, arrow), kinds in drawn.items())


def _known_kind(story: Story, asked: str) -> str:
    """The kind or family that is meant, as kinds are compared."""
    hers = [kind.id for kind in terms_of(story.settings).kinds]
    known = {key(one): one for one in (*words_for().kinds, *FAMILIES, *hers, UNKNOWN)}
    known |= {key(edge.kind): edge.kind for edge in story.graph.edges}
    wanted = key(asked.strip())
    if wanted in known:
        return wanted
    near = get_close_matches(wanted, sorted(known), n=3, cutoff=0.6)
    if near:
        hint = f"Did you mean {' or '.join(known[one] for one in near)}?"
    else:
        hint = f"Name a kind such as mentor or spouse, or a family: {', '.join(FAMILIES)}."
    raise CompanionError(f'"{asked}" is no kind of relationship that is known', hint)


def _names(characters: tuple[Character, ...]) -> dict[VaultPath, str]:
    """What each is called; no two alike, whatever they are called."""
    counts = Counter(key(one.name) for one in characters)
    names = {one.path: one.name if counts[key(one.name)] == 1 else str(one.path[:-3]) for one in characters}
    while True:
        taken = Counter(names.values())
        doubled = [who for who, name in names.items() if taken[name] > 1]
        if not doubled:
            return names
        names.update((who, str(who)) for who in doubled)
