"""The structure of a note that matters: its sections, in them paragraphs, list items, table rows and callouts.

markdown-it-py finds the structure; the text of each block stays source text, line by line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BlockKind = Literal["paragraph", "item", "row", "callout"]

MAX_NESTING = 100
"""In levels of the parser, two a list: what is deeper it drops, and all that follows, so nothing that deep is given."""
CALLOUT_LEVEL = 7
"""The level at which a callout's title is a heading; one inside another has the next."""

MAX_MARKS = 10
MAX_COLUMNS = 60
MAX_WORK = 30_000
"""In lines that are not blank: one that begins with marks of lists and quotes, or stands in a wide table, counts for
more. So much is read in about two seconds. It is no time, because the same note must give the same on every machine.
"""
_CALLOUT = re.compile(r"\[!([^\]\n|]{1,40})(?:\|[^\]\n]{0,80})?\][+-]?[ \t]*(.*)")
_TASK = re.compile(r"\[[^\]\n]\][ \t]+")
_BULLET = re.compile(r"[-*+][ \t]+(?:\[[^\]\n]\][ \t]+)?")
_BLOCK_ID = re.compile(r"(?:^|[ \t])\^[A-Za-z0-9-]{1,80}$")
_MARK = re.compile(r">|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])")
_DEEP = re.compile(r"^(?=[ \t>*+\d.)-]{20})(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))++", re.MULTILINE)
_ODD_BLANK = re.compile(r"[^\S \t\n]")
"""A blank that the parser takes for text and then drops, with its line when it stands alone there."""
_NUL = "\ufdd0"
"""What stands for NUL while the parser works: it would put another letter in its place."""
_BEGIN = re.compile(r"(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*+")
_BEGINS_WITH = frozenset(" \t>-*+0123456789")
_SHORT = 4_096
_BARS_A_LINE = 4
_LINK_BAR = re.compile(r"(\[\[[^\[\]|\\\n]{1,300})\|")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block, without list, quote and task marks or a block id. `number` is 1-based in the file."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a section.

    Attributes:
        kind: What it is; "callout" is the title line of one.
        lines: At least one.
        depth: How many lists it lies in, 0 for none.
        cells: The cells of a table's row, else ().
        header: The cells of the table's first row; for that row itself its own.
        callout: The type of the callout it lies in, lower case, or "".
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    depth: int = 0
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    callout: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level; so too a callout with a title.

    Attributes:
        heading: Its text as written, "" before the first heading; a callout's title.
        level: 1 to 6, 0 before the first heading, 7 and more for a callout.
        line: 1-based in the file.
        above: The headings it lies under, outermost first.
        blocks: In order.
        place: The heading it stands under that can be linked to: its own, for a callout the one above.
    """

    heading: str
    level: int
    line: int
    above: tuple[str, ...]
    blocks: tuple[Block, ...]
    place: str = ""


def sections_of(masked: str) -> tuple[Section, ...]:
    """The sections of a note whose code, comments and frontmatter are masked; the first has no heading.

    What stands below the line that `reach` names is not in them.
    """
    reader = _Reader()
    last = reach(masked)
    text = masked if last is None else "\n".join(masked.split("\n", last)[:last])
    text = text.replace("\0", _NUL)
    if _ODD_BLANK.search(text):
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    for token in _parser().parse(_with_bars_escaped(_DEEP.sub(_shallower, text))):
        reader.take(token)
    return reader.done()


def reach(masked: str) -> int | None:
    """How many lines of a note its sections are made of; None for all of them, as in any note a person wrote."""
    if len(masked) <= _SHORT or _is_little(masked):
        return None
    work = bars = 0
    for number, line in enumerate(masked.split("\n")):
        if not line or line.isspace():
            bars = 0
            continue
        bars = max(bars, line.count("|"))
        work += 1 + bars // _BARS_A_LINE
        if line[0] in _BEGINS_WITH and (begin := _BEGIN.match(line)):
            work += min(len(_MARK.findall(begin[0])), MAX_MARKS)
        if work > MAX_WORK:
            return number
    return None


def _is_little(masked: str) -> bool:
    """Whether the lines and bars of a note are so few that no order of them can be too much."""
    lines = masked.count("\n") + 1
    return lines * (1 + MAX_MARKS + masked.count("|") // _BARS_A_LINE) <= MAX_WORK


def _shallower(found: re.Match[str]) -> str:
    """The beginning of a line, with so few marks of lists and quotes and so little indent that no line can be lost."""
    begin = found[0].expandtabs(4)
    marks = _MARK.findall(begin)
    if len(marks) <= MAX_MARKS and len(begin) <= MAX_COLUMNS:
        return found[0]
    bare = begin.lstrip()
    indent = min(len(begin) - len(bare), MAX_COLUMNS)
    return " " * indent + "".join(f"{mark} " for mark in marks[:MAX_MARKS])


def _with_bars_escaped(text: str) -> str:
    """The bar of a link in a table escaped where the author forgot to, so that it parts no cells."""
    if "|" not in text or "[[" not in text:
        return text
    lines = text.split("\n")
    return "\n".join(_LINK_BAR.sub(r"\1\\|", line) if line.lstrip(" \t>")[:1] == "|" else line for line in lines)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    options = {"maxNesting": MAX_NESTING, "typographer": False, "linkify": False}
    return MarkdownIt("commonmark", options).enable("table").disable(["code", "inline", "reference"])


class _Reader:
    """Walks the parser's tokens once and gathers sections; used for one note and thrown away."""

    def __init__(self) -> None:
        self._sections: list[Section] = []
        self._open: tuple[str, int, int] = ("", 0, 1)
        self._blocks: list[Block] = []
        self._above: list[tuple[str, int, int]] = []
        self._depth = 0
        self._callouts: list[str] = []
        self._first_in_item = False
        self._heading_level = 0
        self._underlined = False
        self._row: list[str] | None = None
        self._row_line = 0
        self._header: tuple[str, ...] = ()

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._depth += 1
            case "bullet_list_close" | "ordered_list_close":
                self._depth -= 1
            case "list_item_open":
                self._first_in_item = True
            case "blockquote_open":
                self._callouts.append("")
            case "blockquote_close":
                self._callouts.pop()
                self._leave_callout()
            case "heading_open":
                self._heading_level, self._underlined = int(token.tag[1]), token.markup in ("-", "=")
            case "table_open":
                self._header = ()
            case "tr_open":
                self._row, self._row_line = [], (token.map or [0])[0] + 1
            case "tr_close":
                self._end_row()
            case "inline":
                self._text(token)

    def _text(self, token: Token) -> None:
        if self._row is not None:
            self._row.append(token.content.replace(_NUL, "\0").strip())
            return
        first = (token.map or [0])[0] + 1
        lines = [
            Line(_bare(text), first + number)
            for number, text in enumerate(token.content.replace(_NUL, "\0").split("\n"))
        ]
        level, self._heading_level = self._heading_level, 0
        if level and not (self._underlined and _is_statement(lines)):
            self._begin(lines[0].text, level, first)
            return
        marks = {at for at, line in enumerate(lines) if self._callouts and _CALLOUT.match(line.text)}
        starts = sorted({0, *marks, len(lines)})
        for start, end in pairwise(starts):
            part = lines[start:end]
            if start in marks:
                self._begin_callout(part[0])
                part = part[1:]
            if kept := [line for line in part if line.text]:
                self._add_lines(kept)
        self._first_in_item = False

    def _begin_callout(self, line: Line) -> None:
        """A line `[!need] a title`; one further down in the same quotation ends the callout above it."""
        found = _CALLOUT.match(line.text)
        if found is None:
            return
        self._callouts.pop()
        self._leave_callout()
        self._callouts.append(found[1].strip().lower())
        if title := found[2].strip():
            self._begin(title, CALLOUT_LEVEL + len(self._callouts) - 1, line.number)
            self._add("callout", [Line(title, line.number)])

    def _add_lines(self, lines: list[Line]) -> None:
        """One block, and one for each bullet that the parser took for text, being indented below a paragraph."""
        starts = [0, *(at for at, line in enumerate(lines) if at and _BULLET.match(line.text)), len(lines)]
        is_item = self._depth > 0 and self._first_in_item
        if is_item:
            lines[0] = Line(_without(_TASK, lines[0].text), lines[0].number)
        self._add("item" if is_item else "paragraph", lines[: starts[1]])
        for first, after in pairwise(starts[1:]):
            bullet = Line(_without(_BULLET, lines[first].text), lines[first].number)
            self._add("item", [bullet, *lines[first + 1 : after]], depth=self._depth + 1)

    def _add(self, kind: BlockKind, lines: list[Line], cells: tuple[str, ...] = (), depth: int = -1) -> None:
        callout = next((name for name in reversed(self._callouts) if name), "")
        header = self._header if cells else ()
        self._blocks.append(Block(kind, tuple(lines), self._depth if depth < 0 else depth, cells, header, callout))

    def _end_row(self) -> None:
        cells, self._row = tuple(self._row or ()), None
        self._header = self._header or cells
        if any(cells):
            self._add("row", [Line(" | ".join(cells), self._row_line)], cells)

    def _begin(self, heading: str, level: int, line: int) -> None:
        self._close()
        self._above = [entry for entry in self._above if entry[1] < level]
        self._open = (heading, level, line)

    def _leave_callout(self) -> None:
        """After a callout with a title, what stood around it goes on."""
        level = self._open[1]
        if level >= CALLOUT_LEVEL and level - CALLOUT_LEVEL >= len(self._callouts):
            self._close()
            outer = self._above[:-1]
            self._open = next((one for one in reversed(outer)), ("", 0, 1))
            self._above = outer[:-1]

    def _close(self) -> None:
        heading, level, line = self._open
        above = tuple(text for text, *_ in self._above)
        real = [text for text, at, _ in (*self._above, self._open) if at < CALLOUT_LEVEL]
        if self._blocks or level < CALLOUT_LEVEL:
            section = Section(heading, level, line, above, tuple(self._blocks), real[-1] if real else "")
            self._sections.append(section)
        self._blocks = []
        if level:
            self._above.append(self._open)

    def done(self) -> tuple[Section, ...]:
        """Every section, in order."""
        self._close()
        return tuple(self._sections)


def _bare(text: str) -> str:
    return _BLOCK_ID.sub("", text.strip()).strip()


def _without(mark: re.Pattern[str], text: str) -> str:
    found = mark.match(text)
    return text[found.end() :] if found else text


def _is_statement(lines: list[Line]) -> bool:
    """Whether what `---` underlines is hardly a heading, but text above a rule: several lines, or `Label: text`."""
    return len(lines) > 1 or ":" in lines[0].text.rstrip(":* ")
