"""The graph as a drawing in words: DOT for Graphviz, Mermaid for a note."""

from __future__ import annotations

import re

from vault_companion.graphing.picture import Line, Picture, lines_of
from vault_companion.vault.snapshot import VaultPath

MOST_LINES = 499
"""How many lines a Mermaid diagram may have: at more than 500 nothing is drawn."""

MOST_LETTERS = 49_000
"""How long a Mermaid diagram may be: above 50,000 characters nothing is drawn."""

_LONGEST_LABEL = 120
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LIVE = re.compile(r"""[][{}<>"#%&`*_~|\\:;$^]|^[-+=.]|(?<=^\d)[.)]|(?<=^\d\d)[.)]""")
_NO_LINK = re.compile(r"[][#^|]")


def dot(picture: Picture) -> str:
    """A directed graph for Graphviz; a line without an arrow holds both ways, or has no direction."""
    ids = _ids(picture)
    rows = ["digraph cast {"]
    rows += [f"  {ids[one.path]} [label={_dot(picture.names[one.path])}];" for one in picture.people]
    for line in lines_of(picture):
        arrow = "" if line.arrow else ", dir=none"
        rows.append(f"  {ids[line.of]} -> {ids[line.to]} [label={_dot(line.label)}{arrow}];")
    return "\n".join([*rows, "}"])


def _dot(text: str) -> str:
    """Any text as a label in quotes, in which nothing is an escape or an entity."""
    text = _CONTROLS.sub("\ufffd", text.replace("\n", " "))
    return '"' + _ENTITY.sub("&amp;", text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def mermaid(picture: Picture) -> tuple[str, str]:
    """A flowchart, to be put between ```mermaid and ``` in a note; and what was left out of it, in words, or "".

    Only so much is drawn as Obsidian draws, in the order of the names. A name that is the name of its note is a link.
    """
    ids = _ids(picture)
    links = {one.path for one in picture.people if _is_link(picture.names[one.path], one.path)}
    nodes = {
        one.path: f'  {ids[one.path]}["{_mermaid(picture.names[one.path]) or ids[one.path]}"]' for one in picture.people
    }
    cost = {who: len(node) + 1 + (len(ids[who]) + 1 if who in links else 0) for who, node in nodes.items()}
    drawn: set[VaultPath] = set()
    rows: list[str] = []
    room = MOST_LETTERS
    lines = lines_of(picture)
    for line in lines:
        row = _row(line, ids)
        new = {line.of, line.to} - drawn
        room -= len(row) + 1 + sum(cost[who] for who in new)
        if room < 0 or len(rows) == MOST_LINES:
            break
        rows.append(row)
        drawn |= new
    cut = len(rows) < len(lines)
    for one in picture.people:
        if not cut and one.path not in drawn and room >= cost[one.path]:
            room -= cost[one.path]
            drawn.add(one.path)
    shown = [one.path for one in picture.people if one.path in drawn]
    linked = [ids[who] for who in shown if who in links]
    text = ["flowchart LR", *(nodes[who] for who in shown), *rows]
    text += [f"  class {','.join(linked)} internal-link"] if linked else []
    return "\n".join(text), _left_out(len(rows), len(lines), len(shown), len(nodes))


def _left_out(rows: int, lines: int, shown: int, people: int) -> str:
    if (rows, shown) == (lines, people):
        return ""
    return (
        f"The diagram has {rows:,} of {lines:,} lines and {shown:,} of {people:,} people: Obsidian draws no more.\n"
        "Name a person with --of or a kind with --kind, or take another format."
    )


def _row(line: Line, ids: dict[VaultPath, str]) -> str:
    return f'  {ids[line.of]} {"-->" if line.arrow else "---"}|"{_mermaid(line.label)}"| {ids[line.to]}'


def _mermaid(text: str) -> str:
    """Any text for a label in quotes: one line of it, with nothing in it that Mermaid reads as its own."""
    text = _CONTROLS.sub("\ufffd", " ".join(text.split()))
    if len(text) > _LONGEST_LABEL:
        text = text[: _LONGEST_LABEL - 1] + "…"
    return _LIVE.sub(lambda found: f"#{ord(found[0])};", text)


def _is_link(name: str, path: VaultPath) -> bool:
    """Whether the label, as it is shown, is the name of the note and can stand in a link."""
    shown = " ".join(name.split())
    return shown == name == path.stem and len(name) <= _LONGEST_LABEL and not _NO_LINK.search(name)


def _ids(picture: Picture) -> dict[VaultPath, str]:
    return {one.path: f"n{number}" for number, one in enumerate(picture.people, 1)}
