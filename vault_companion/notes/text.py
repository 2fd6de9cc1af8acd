"""A note's bytes as text, and text as lines, the way every other module counts them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

_LINE_END = re.compile(r"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MAX_SEARCHED = 300
_MAX_LINES = 200


@dataclass(frozen=True, slots=True)
class NotText:
    """Bytes that are not UTF-8.

    Attributes:
        line: The 1-based line of the first byte that is wrong.
    """

    line: int


def decode(data: bytes) -> str | NotText:
    """The text of a note: UTF-8 after an optional byte order mark, line ends as they are."""
    body = data.removeprefix(_BOM)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as wrong:
        before = body[: wrong.start].decode("utf-8")
        return NotText(line=len(_LINE_END.findall(before)) + 1)


def decode_anyhow(data: bytes) -> str | None:
    """The same, with U+FFFD in place of what is wrong; None if a mark says that all of it is in another encoding."""
    return None if data.startswith(_OTHER_BOMS) else data.removeprefix(_BOM).decode("utf-8", "replace")


def lines_of(text: str) -> list[str]:
    """The lines of a text without their ends; LF, CRLF and CR each end one. At least one line."""
    return _LINE_END.split(text)


def unify(text: str) -> str:
    """The same lines, each ended by LF."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


def longest_quote(phrase: str, line: str) -> str:
    """The longest part of `phrase` that stands verbatim in `line`, without outer blanks; "" if none does.

    Of a phrase that is not there as a whole, its first 300 characters are looked for.
    """
    bare = phrase.strip()
    if bare in line:
        return bare
    best, start, bare = "", 0, bare[:_MAX_SEARCHED]
    for end in range(1, len(bare) + 1):
        while bare[start:end] not in line:
            start += 1
        if end - start > len(best):
            best = bare[start:end]
    return _whole_words(best.strip(), line)


def _whole_words(quote: str, line: str) -> str:
    """A quote without the piece of a word that it begins or ends with; as it is when that would leave no word."""
    at = line.find(quote)
    start, end = 0, len(quote)
    if quote and at > 0 and line[at - 1].isalnum():
        while start < end and quote[start].isalnum():
            start += 1
    if quote and line[at + len(quote) : at + len(quote) + 1].isalnum():
        while end > start and quote[end - 1].isalnum():
            end -= 1
    whole = quote[start:end].strip()
    return whole if any(map(str.isalnum, whole)) else quote


def best_quote(phrase: str, lines: Sequence[str]) -> tuple[int, str]:
    """Which of the lines (0-based) holds most of `phrase`, the first of several, and what it holds of it.

    (0, "") when none holds a character of it.
    """
    bare = phrase.strip()
    for number, line in enumerate(lines):
        if bare in line:
            return number, bare
    best_line, best = 0, ""
    for number in _likely(bare, lines):
        quote = longest_quote(bare, lines[number])
        if len(quote) > len(best):
            best_line, best = number, quote
    return best_line, best


def _likely(phrase: str, lines: Sequence[str]) -> Iterable[int]:
    """The lines over which a phrase runs, else those that hold one of its longest words; at most 200."""
    bare = [line.strip(" \t>") for line in lines]
    at = " ".join(bare).find(phrase)
    if at >= 0:
        ends = list(accumulate(len(line) + 1 for line in bare))
        return range(bisect_right(ends, at), bisect_right(ends, at + len(phrase) - 1) + 1)[:_MAX_LINES]
    words = sorted(phrase.split(), key=len)[-3:]
    found = [number for number, line in enumerate(lines) if any(word in line for word in words)]
    return found[:_MAX_LINES] or range(min(len(lines), _MAX_LINES))
