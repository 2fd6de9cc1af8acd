"""A page of ours as text for a terminal: the same words, without Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

WIDTH: Final = 96
"""How many columns a paragraph fills at most."""

_LINK: Final = re.compile(r"\[\[(?:[^\[\]|]*\\?\|)?([^\[\]|]*)\]\]")
_ANCHOR: Final = re.compile(r"\^[a-z-]+\Z")
_RULE: Final = re.compile(r"\|[ :|-]+\|\Z")


def plain(body: str, *, without: Iterable[str] = ()) -> str:
    """A page's sections as paragraphs of at most `WIDTH` columns.

    Args:
        body: What `pages` made; no other Markdown is understood.
        without: The titles of sections to leave out.
    """
    left_out = frozenset(without)
    parts: list[str] = []
    title = heading = ""
    for block in body.split("\n\n"):
        if block.startswith("## "):
            title = block[3:]
            heading = f"{title}\n"
        elif title not in left_out and not _ANCHOR.match(block):
            parts.append(heading + "\n".join(_block(block, "  " if title else "")))
            heading = ""
    return "\n\n".join(parts)


def _block(block: str, indent: str) -> Iterator[str]:
    """The lines of one block: a callout, a table, a list or a paragraph."""
    rows = block.split("\n")
    if rows[0].startswith("> [!"):
        head = rows[0].partition("] ")[2]
        yield from _filled(head if head.endswith("?") else "", indent)
        for row in rows[1:]:
            yield from _filled(row.removeprefix("> "), indent)
    elif rows[0].startswith("| "):
        for row in rows[2:] if len(rows) > 1 and _RULE.match(rows[1]) else rows:
            yield from _filled(_cells(row), indent)
    else:
        for row in rows:
            yield from _filled(row, indent)


def _cells(row: str) -> str:
    """A row of a table as a line: the first cells as a sentence, the last after a semicolon."""
    *first, last = (cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1])
    told = " ".join(cell for cell in first if cell)
    return f"- {told}; {last}" if last else f"- {told}"


def _filled(text: str, indent: str) -> list[str]:
    bare = _LINK.sub(lambda found: found[1], text).replace("**", "").replace("`", "").replace("\\|", "|")
    hanging = indent + ("  " if bare.startswith("- ") else "")
    return textwrap.wrap(bare, WIDTH, initial_indent=indent, subsequent_indent=hanging)
