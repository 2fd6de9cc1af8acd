"""The cast as a graph for other programs: what of it is asked for, and each form in which it is told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from vault_companion.graphing.canvas import canvas
from vault_companion.graphing.data import graphml, node_link
from vault_companion.graphing.drawing import dot, mermaid
from vault_companion.graphing.picture import Picture, picture_of

FORMATS: Final = ("json", "graphml", "dot", "mermaid", "canvas")

__all__ = ["FORMATS", "Picture", "Told", "picture_of", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """A graph as text.

    Attributes:
        text: Without a line end at the end.
        left_out: What the form had no room for and what to do about it, in words; "" when everything is there.
    """

    text: str
    left_out: str = ""


def told(picture: Picture, form: str) -> Told:
    """The graph in one of `FORMATS`; KeyError for another."""
    if form == "mermaid":
        return Told(*mermaid(picture))
    writers = {
        "json": lambda: json.dumps(node_link(picture), ensure_ascii=False),
        "graphml": lambda: graphml(picture),
        "dot": lambda: dot(picture),
        "canvas": lambda: canvas(picture),
    }
    return Told(writers[form]())
