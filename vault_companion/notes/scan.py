"""One linear pass over a note's source: what is code, comment or math is masked, links are found.

Works on the text, never on Markdown tokens: a token has lost its escapes, entities and columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from sys import intern
from urllib.parse import unquote

from vault_companion.notes.code import may_hold_code, quote_marks, without_code

_MARKS = re.compile(r"\\.|`+|%%|<!--|<%|\$\$|\$|\[\[|\]\]|\]\(|\[")
_RUNS = re.compile(r"`+|\n(?=[ \t>]*(?:\n|\||#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]))")
_INLINE_MATH = re.compile(r"\$(?=\S)[^$\n]{1,300}?(?<=\S)\$(?!\d)")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DESTINATION = re.compile(
    r"(?:<([^<>\n]{0,1000})>|((?:[^()\s<]|\([^()\s]{0,200}\)){0,1000}+))"
    r"(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ \t]*\)"
)
_WIKILINK = re.compile(r"!?\[\[((?:[^\[\]\n]|\[[^\[\]\n]{0,100}\]|\](?!\])|\[(?!\[)){1,500}+)\]\]")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}+\)")
_MARKS_OF_STYLE = re.compile(
    r"\\([!-/:-@\[-`{-~])|\*\*|__|~~|==|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)"
)
_MAY_BE_STYLE = re.compile(r"[\\*_~=]")
_CLOSER = {"%%": "%%", "<!--": "-->", "<%": "%>", "$$": "$$"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is written, not yet resolved.

    Attributes:
        target: The note it names, "" for a place in the same note; `.md`, heading and block cut off.
        heading: What follows the first `#`, or "".
        shown: The display text, or "".
        line: 1-based in the whole file.
        embed: Whether it is a `![[...]]`.
        markdown: Whether it is a Markdown link, whose target was percent-decoded.
    """

    target: str
    heading: str
    shown: str
    line: int
    embed: bool = False
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass found.

    Attributes:
        masked: The text with code, blocks of HTML, comments, math and frontmatter blanked; same lines, same columns.
        links: Every live link of the body, in order.
        body_line: The 1-based line at which the body starts, after the frontmatter.
    """

    masked: str
    links: tuple[Link, ...]
    body_line: int


def frontmatter_end(lines: list[str]) -> int | None:
    """How many lines the frontmatter block takes, both fences counted; 0 for none, None if it never ends."""
    if not lines or lines[0].rstrip(" \t") != "---":
        return 0
    for number in range(1, len(lines)):
        if lines[number].rstrip(" \t") in ("---", "..."):
            return number + 1
    return None


def scan(text: str) -> Scan:
    """Mask and find links in one note; `text` has LF line ends. Time and space grow with its length."""
    lines = text.split("\n")
    skip = frontmatter_end(lines) or 0
    lines[:skip] = [""] * skip
    if may_hold_code(text):
        lines = without_code(lines)
    masked, links = _scan_inline("\n".join(lines))
    return Scan(masked, links, skip + 1)


def _scan_inline(text: str) -> tuple[str, tuple[Link, ...]]:
    """Blank inline code, comments and math, and collect the links between them."""
    runs = _closing_runs(text)
    cut: list[tuple[int, int]] = []
    links: list[Link] = []
    position, line, counted, open_wiki, open_text = 0, 1, 0, -1, -1
    never: set[str] = set()
    while found := _MARKS.search(text, position):
        mark, start, position = found[0], found.start(), found.end()
        end, link = -1, None
        if mark[0] == "`":
            end = runs.get(start, -1)
        elif mark in _CLOSER:
            close = -1 if mark in never else text.find(_CLOSER[mark], position)
            end = _closed(text, start, mark, close)
            if close < 0:
                never.add(mark)
        elif mark == "$":
            math = _INLINE_MATH.match(text, start)
            end = math.end() if math else -1
        elif mark == "[[":
            open_wiki = start
        elif mark == "[":
            open_text = start
        elif mark == "]]" and open_wiki >= 0:
            start, position = _outermost(text, open_wiki, start)
            line, counted = line + text.count("\n", counted, start), start
            link, open_wiki = _wikilink(text, open_wiki, start, line), -1
        elif mark == "](" and open_text >= 0:
            line, counted = line + text.count("\n", counted, start), start
            link, open_text = _markdown_link(text, open_text, start, line), -1
        if link:
            links.append(link)
        if end >= 0:
            begin = cut.pop()[0] if cut and cut[-1][1] == start else start
            cut.append((begin, end))
            position = end
    return _blank(text, cut), tuple(links)


def _outermost(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the inside of a link ends, and the link: `[[wiki [x]]]` closes its inner bracket first."""
    inner = text[start + 2 : end]
    if text[end + 2 : end + 3] == "]" and inner.count("[") > inner.count("]"):
        end += 1
    return end, end + 2


def _closing_runs(text: str) -> dict[int, int]:
    """For each run of backticks that opens inline code: where that code ends, in the same paragraph."""
    ends: dict[int, int] = {}
    if "`" not in text:
        return ends
    waiting: dict[int, list[int]] = {}
    for found in _RUNS.finditer(text):
        if found[0][0] == "\n":
            _pair(waiting, ends)
            waiting = {}
        else:
            waiting.setdefault(len(found[0]), []).append(found.start())
    _pair(waiting, ends)
    return ends


def _pair(waiting: dict[int, list[int]], ends: dict[int, int]) -> None:
    for size, starts in waiting.items():
        for opening, closing in pairwise(starts):
            ends[opening] = closing + size


def _closed(text: str, start: int, mark: str, close: int) -> int:
    """Where the comment or math that opens here ends; -1 if it is plain text. Its next closing mark is at `close`.

    An unclosed comment hides the rest of the note only when it starts a line, as in the app's editor.
    """
    starts_line = start == 0 or text[start - 1] == "\n"
    if close < 0:
        return len(text) if starts_line and mark in ("%%", "<!--") else -1
    if mark == "%%" and not starts_line and text.find("\n\n", start, close) >= 0:
        return -1
    return close + len(_CLOSER[mark])


def _blank(text: str, cut: list[tuple[int, int]]) -> str:
    """The text with each span turned to spaces; line ends stay, and the marks of a quote that goes on."""
    if not cut:
        return text
    parts, position = [], 0
    for start, end in cut:
        first, *rest = text[start:end].split("\n")
        blanks = (
            [" " * len(first), *(quote_marks(line).ljust(len(line)) for line in rest)] if rest else [" " * len(first)]
        )
        parts += [text[position:start], "\n".join(blanks)]
        position = end
    return "".join([*parts, text[position:]])


def _wikilink(text: str, start: int, end: int, line: int) -> Link | None:
    """The link that opens at `start` and closes at `end`; None for an empty one, a web address or two lines."""
    inner = text[start + 2 : end]
    target, _, shown = inner.replace("\\|", "|").partition("|")
    name, _, heading = target.partition("#")
    name, heading = _without_ending(name.strip()), heading.strip()
    if "\n" in inner or not (name or heading) or ("://" in name and _SCHEME.match(name)):
        return None
    return Link(name, heading, shown.strip(), line, embed=text[start - 1 : start] == "!")


def _markdown_link(text: str, start: int, end: int, line: int) -> Link | None:
    """The note that the link with its text from `start` to `end` leads to; None if it leads out of the vault."""
    shown, found = text[start + 1 : end], _DESTINATION.match(text, end + 2)
    raw = (found[1] or found[2] or "") if found else ""
    if "\n" in shown or not raw or _SCHEME.match(raw) or raw.startswith("//"):
        return None
    name, heading = (unquote(part) for part in raw.partition("#")[::2])
    if _CONTROL.search(name):
        return None
    embed = text[start - 1 : start] == "!"
    return Link(_without_ending(name.strip()), heading.strip(), shown.strip(), line, embed, markdown=True)


def _without_ending(name: str) -> str:
    """The name of the note, as one object for all links to it: a vault holds many more links than names."""
    return intern(name[:-3] if name[-3:].lower() == ".md" else name)


def links_in(text: str, line: int) -> tuple[Link, ...]:
    """The links in one line's worth of live text, such as a property's value."""
    found = _scan_inline(text)[1] if "[" in text else ()
    return tuple(replace(link, line=line) for link in found)


def plain(text: str) -> str:
    """The text as it is read: links as their display text, without Markdown's escapes and marks of emphasis."""
    shown = _WIKILINK.sub(_shown, text) if "[[" in text else text
    shown = _MARKDOWN_LINK.sub(r"\1", shown) if "](" in shown else shown
    return _MARKS_OF_STYLE.sub(_unescaped, shown) if _MAY_BE_STYLE.search(shown) else shown


def _unescaped(mark: re.Match[str]) -> str:
    return mark[1] or ""


def _shown(found: re.Match[str]) -> str:
    target, _, shown = found[1].replace("\\|", "|").partition("|")
    return shown.strip() or target.split("#")[0].strip() or target.strip("# ")
