"""Tables of relationships whose first row names the columns, or whose first row names the people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from vault_companion.cast.said import Place, Said
from vault_companion.notes.blocks import Block, Section
from vault_companion.notes.fields import is_missing
from vault_companion.vault.snapshot import VaultPath

_WHO: Final = frozenset(
    {
        "character",
        "figur",
        "name",
        "nom",
        "nombre",
        "nome",
        "npc",
        "other",
        "people",
        "person",
        "personagem",
        "personaje",
        "personnage",
        "target",
        "who",
        "with",
        "with whom",
        "人物",
        "对方",
    }
)
_MOST_WORDS_OF_A_KIND: Final = 4


def without_tables(said: Said, section: Section) -> Iterator[Block]:
    """The section's blocks that are no such table; the tables are read."""
    for is_row, run in groupby(section.blocks, lambda block: block.kind == "row"):
        if not is_row:
            yield from run
            continue
        for table in _tables(list(run)):
            if not _read(said, table, section.heading):
                yield from table


def _tables(rows: Sequence[Block]) -> Iterator[list[Block]]:
    """Rows that lie one below the other; the line of dashes is none."""
    table: list[Block] = []
    for row in rows:
        if table and row.lines[0].number > table[-1].lines[0].number + (2 if len(table) == 1 else 1):
            yield table
            table = []
        table.append(row)
    yield table


def _read(said: Said, table: list[Block], heading: str) -> bool:
    """Whether it was a table with a header we know, and so was read."""
    header, *rows = table
    labels = [said.terms.key(cell) for cell in header.cells]
    if any(label in _WHO for label in labels):
        at = next(number for number, label in enumerate(labels) if label in _WHO)
        people = [said.named(cell) for cell in header.cells]
        if at == 0 and len(people) > 1 and all(len(named) == 1 for named in people[1:]):
            _read_columns(said, table, heading)
            return True
        for row in rows:
            _read_row(said, row, at, labels, heading)
        return True
    return False


def _read_row(said: Said, row: Block, at: int, labels: list[str], heading: str) -> None:
    """`| [[Bo]] | rival | He covets her place. |`: everything in a row is about one person."""
    who = row.cells[at] if at < len(row.cells) else ""
    line = row.lines[0].number
    place = Place(line, line, heading)
    for other in said.named(who):
        if other != said.owner:
            said.state(other, (), who, place)
            said.calls(other, who, place)
            for number, cell in enumerate(row.cells):
                if number != at:
                    _say(said, other, labels[number] if number < len(labels) else "", cell, place)


def _read_columns(said: Said, table: list[Block], heading: str) -> None:
    """`| Person | [[Bo]] | [[Cleo]] |`: everything in a column is about one person."""
    header, *rows = table
    for column, who in enumerate(header.cells[1:], 1):
        other = said.named(who)[0]
        first = header.lines[0].number
        if other == said.owner:
            continue
        said.state(other, (), who, Place(first, first, heading))
        said.calls(other, who, Place(first, first, heading))
        for row in rows:
            line = row.lines[0].number
            if column < len(row.cells):
                _say(said, other, said.terms.key(row.cells[0]), row.cells[column], Place(line, line, heading))


def _say(said: Said, other: VaultPath, label: str, text: str, place: Place) -> None:
    if is_missing(text):
        return
    part = "kind" if label in ("type", "role") else said.terms.part(label)
    if part and (part != "kind" or len(text.split()) <= _MOST_WORDS_OF_A_KIND):
        said.part(other, part, text, place)
    else:
        said.describe(other, text, place)
