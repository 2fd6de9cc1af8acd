"""The graph for programs that reckon with it: node-link JSON as networkx reads it, and GraphML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from vault_companion.graphing.picture import Picture
from vault_companion.vault.snapshot import VaultPath

SCHEMA = 1
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_KEYS = (
    ("node", "label", "string"),
    ("node", "path", "string"),
    ("node", "aliases", "string"),
    ("edge", "label", "string"),
    ("edge", "kind", "string"),
    ("edge", "family", "string"),
    ("edge", "directed", "boolean"),
    ("edge", "path", "string"),
    ("edge", "line", "int"),
)


def node_link(picture: Picture) -> dict[str, Any]:
    """What `networkx.node_link_graph(data, edges="edges")` reads: a directed multigraph, its nodes by name.

    An edge's `source` is the `kind` of its `target`; `line` is 1-based, None when no line states it.
    """
    return {
        "directed": True,
        "multigraph": True,
        "graph": {"schema": SCHEMA},
        "nodes": [
            {"id": picture.names[one.path], "path": str(one.path), "aliases": list(one.aliases)}
            for one in picture.people
        ],
        "edges": [
            {
                "source": picture.names[edge.of],
                "target": picture.names[edge.to],
                "key": edge.kind,
                "kind": edge.kind,
                "family": edge.family,
                "directed": edge.directed,
                "path": str(edge.path),
                "line": edge.line,
            }
            for edge in picture.edges
        ],
    }


def graphml(picture: Picture) -> str:
    """The same as GraphML: aliases as one text with `; ` between them; `line` is left out when there is none."""
    return "\n".join(_graphml(picture))


def _graphml(picture: Picture) -> Iterator[str]:
    ids = _ids(picture)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for of, name, sort in _KEYS:
        yield f'  <key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{sort}"/>'
    yield '  <graph id="cast" edgedefault="directed">'
    for one in picture.people:
        values = {"label": picture.names[one.path], "path": one.path, "aliases": "; ".join(one.aliases)}
        yield f'    <node id="{ids[one.path]}">{_data("node", values)}</node>'
    for number, edge in enumerate(picture.edges, 1):
        values = {"label": edge.kind, "kind": edge.kind, "family": edge.family}
        values |= {"directed": "true" if edge.directed else "false", "path": edge.path}
        values |= {"line": str(edge.line)} if edge.line else {}
        ends = f'source="{ids[edge.of]}" target="{ids[edge.to]}"'
        yield f'    <edge id="e{number}" {ends}>{_data("edge", values)}</edge>'
    yield "  </graph>"
    yield "</graphml>"


def _data(of: str, values: dict[str, str]) -> str:
    return "".join(f'<data key="{of}_{name}">{_xml(value)}</data>' for name, value in values.items())


def _xml(text: str) -> str:
    """Any text as XML has it; a letter that XML cannot hold becomes U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", text)).translate(_BLANKS)


def _ids(picture: Picture) -> dict[VaultPath, str]:
    """Each person's name as XML has it, still no two alike when letters had to be replaced."""
    ids = {one.path: _xml(picture.names[one.path]) for one in picture.people}
    taken = {ids[one.path] for one in picture.people if not _NOT_XML.search(picture.names[one.path])}
    for one in picture.people:
        if _NOT_XML.search(picture.names[one.path]):
            while ids[one.path] in taken:
                ids[one.path] += "\ufffd"
            taken.add(ids[one.path])
    return ids
