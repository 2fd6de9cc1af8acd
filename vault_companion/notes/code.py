"""Which lines of a note hold no Markdown: fenced or indented code, and blocks of HTML.

HTML inside a line is text like any other. A line that begins with the tag of a block (`<div>`, `<table>` ...) begins a
block of HTML, up to the next blank line: the app renders no Markdown there and shows no link.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})(.*)")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_INDENTED = re.compile(r"(?:\A|\n[ \t>]*\n|\n(?:---|\.\.\.)[ \t]*\n)[ \t>]*(?:    |\t)")
_RAW = re.compile(r"[ \t]*<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_HTML = re.compile(
    r"[ \t]*</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir"
    r"|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|html|iframe|legend|li|link"
    r"|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead"
    r"|title|tr|track|ul)(?=\s|/?>|$)",
    re.IGNORECASE,
)
_ONLY_A_TAG = re.compile(r"[ \t]*</?[a-zA-Z][a-zA-Z0-9-]*(?:[ \t][^<>]*)?/?>[ \t]*$")
_LINE_WITH_TAG = re.compile(r"(?:\A|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*</?[a-zA-Z]")
_COMMENT_MARKS = re.compile(r"%%|<!--|-->|<%|%>|\$\$")
_QUOTE = re.compile(r"(?:[ \t]*>[ \t]?)*")


def may_hold_code(text: str) -> bool:
    """Whether a closer look is worth its time: a fence or tag is there, or a line indented after one that is blank."""
    if "```" in text or "~~~" in text or _INDENTED.search(text):
        return True
    return "<" in text and _LINE_WITH_TAG.search(text) is not None


def without_code(lines: list[str]) -> list[str]:
    """The lines, those of code and HTML emptied; the `>` of a quote stay, so that the quote goes on."""
    reader = _Reader()
    return [reader.kept(line) for line in lines]


def quote_marks(line: str) -> str:
    """The `>` marks with which a line begins, blanks included, or ""."""
    found = _QUOTE.match(line)
    return found[0] if found else ""


class _Reader:
    """Follows one note line by line; used once.

    A fence or block of HTML ends with the quote or list item it stands in, closed or not. In a list nothing counts as
    indented code: authors nest deeper than Markdown allows. In a comment that begins a line nothing is code at all.
    """

    def __init__(self) -> None:
        self._comment = ""
        self._block = ""
        self._block_level = 0
        self._block_indent = 0
        self._level = 0
        self._items: list[int] = []
        self._blank_before = True
        self._in_code = False

    def kept(self, line: str) -> str:
        """What is left of the next line."""
        if self._in_comment(line):
            return line
        quote = quote_marks(line) if not self._block or self._block_level else ""
        inner = line[len(quote) :]
        bare = inner.lstrip(" \t")
        indent = _width(inner[: len(inner) - len(bare)])
        level = quote.count(">")
        if self._block and self._stays_in_block(bare, level, indent):
            return quote
        self._block = ""
        return quote if self._begins_code(inner, bare, level, indent) else line

    def _in_comment(self, line: str) -> bool:
        """Whether a line belongs to a comment that goes over several."""
        if self._comment:
            self._comment = "" if self._comment in line else self._comment
            return True
        if not self._block and line.startswith("%%") and line.count("%%") % 2:
            self._comment = "%%"
        elif not self._block and line.startswith("<!--") and line.rfind("<!--") > line.rfind("-->"):
            self._comment = "-->"
        return bool(self._comment)

    def _stays_in_block(self, bare: str, level: int, indent: int) -> bool:
        if level < self._block_level or (bare and indent < self._block_indent):
            return False
        if self._block == "<":
            return bool(bare) and not _COMMENT_MARKS.search(bare)
        if self._block == "</":
            self._block = "" if _RAW_END.search(bare) else self._block
        elif bare.startswith(self._block) and not bare.strip(f"{self._block[0]} \t"):
            self._block = ""
        return True

    def _begins_code(self, inner: str, bare: str, level: int, indent: int) -> bool:
        """Whether a line outside a block is indented code, nothing but a tag, or opens a fence or block of HTML."""
        if level != self._level:
            self._level, self._items = level, []
        blank_before, self._blank_before = self._blank_before, not bare
        if not bare:
            return False
        self._in_code = not self._items and (blank_before or self._in_code) and indent >= 4
        if self._in_code:
            return True
        item = _LIST_ITEM.match(inner)
        opened = _FENCE.match(inner, item.end() if item else 0)
        if item or opened or blank_before or bare[0] == "#":
            self._items = [content for content in self._items if content <= indent]
        if item:
            self._items.append(_width(item[0]))
        self._block = _block_mark(inner, item.end() if item else 0, opened)
        self._block_level, self._block_indent = level, self._items[-1] if self._items else 0
        if self._block == "</" and _RAW_END.search(inner):
            self._block = ""
            return True
        return bool(self._block) or _ONLY_A_TAG.match(inner) is not None


def _block_mark(inner: str, start: int, fence: re.Match[str] | None) -> str:
    """What kind of block a line opens: its fence, "<" for HTML, "</" for HTML up to its end tag, "" for none."""
    if fence and not (fence[1][0] == "`" and "`" in fence[2]):
        return fence[1]
    if "<" not in inner or _COMMENT_MARKS.search(inner):
        return ""
    return "</" if _RAW.match(inner, start) else "<" if _HTML.match(inner, start) else ""


def _width(blanks: str) -> int:
    return len(blanks.expandtabs(4))
