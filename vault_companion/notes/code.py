"""Which lines of a note are code: fenced or indented."""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})(.*)")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_INDENTED = re.compile(r"(?:\A|\n[ \t>]*\n|\n(?:---|\.\.\.)[ \t]*\n)[ \t>]*(?:    |\t)")
_QUOTE = re.compile(r"(?:[ \t]*>[ \t]?)*")


def may_hold_code(text: str) -> bool:
    """Whether a closer look is worth its time: a fence is there, or a line indented after one that is blank."""
    return "```" in text or "~~~" in text or _INDENTED.search(text) is not None


def without_code(lines: list[str]) -> list[str]:
    """The lines, those of code emptied; the `>` of a quote stay, so that the quote goes on."""
    reader = _Reader()
    return [reader.kept(line) for line in lines]


def quote_marks(line: str) -> str:
    """The `>` marks with which a line begins, blanks included, or ""."""
    found = _QUOTE.match(line)
    return found[0] if found else ""


class _Reader:
    """Follows one note line by line; used once.

    A fence ends with the quote or list item it stands in, closed or not. In a list nothing counts as indented code:
    authors nest deeper than Markdown allows.
    """

    def __init__(self) -> None:
        self._fence = ""
        self._fence_level = 0
        self._fence_indent = 0
        self._level = 0
        self._items: list[int] = []
        self._blank_before = True
        self._in_code = False

    def kept(self, line: str) -> str:
        """What is left of the next line."""
        quote = quote_marks(line) if not self._fence or self._fence_level else ""
        inner = line[len(quote) :]
        bare = inner.lstrip(" \t")
        indent = _width(inner[: len(inner) - len(bare)])
        level = quote.count(">")
        if self._fence and self._stays_in_fence(bare, level, indent):
            return quote
        self._fence = ""
        return quote if self._begins_code(inner, bare, level, indent) else line

    def _stays_in_fence(self, bare: str, level: int, indent: int) -> bool:
        if level < self._fence_level or (bare and indent < self._fence_indent):
            return False
        if bare.startswith(self._fence) and not bare.strip(f"{self._fence[0]} \t"):
            self._fence = ""
        return True

    def _begins_code(self, inner: str, bare: str, level: int, indent: int) -> bool:
        """Whether a line outside a fence is indented code, or opens a fence."""
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
        if not opened or (opened[1][0] == "`" and "`" in opened[2]):
            return False
        self._fence, self._fence_level = opened[1], level
        self._fence_indent = self._items[-1] if self._items else 0
        return True


def _width(blanks: str) -> int:
    return len(blanks.expandtabs(4))
