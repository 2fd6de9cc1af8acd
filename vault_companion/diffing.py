"""What would change on a page, as a unified diff that `patch` and `git apply` take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import takewhile

_CONTEXT = 3
_QUOTED = re.compile(r'["\\\x00-\x1f\x7f]')
_NO_LINE_END = "\\ No newline at end of file\n"
_BOLD = "1"
_COLOURS = {"@": "36", "-": "31", "+": "32"}


def page_diff(path: str, old: bytes | None, new: bytes | None) -> str:
    r"""The diff of one page, "" when nothing changes; bytes that are not UTF-8 are shown as `\xff`.

    Args:
        path: The page, vault-relative.
        old: What is on disk; None when no file is.
        new: What would be; None when no file would.
    """
    if old == new:
        return ""
    before, after = _lines(old or b""), _lines(new or b"")
    rows = [
        f"--- {_name('a/', path) if old is not None else '/dev/null'}\n",
        f"+++ {_name('b/', path) if new is not None else '/dev/null'}\n",
    ]
    return "".join([*rows, *_hunks(before, after)])


def coloured(diff: str) -> str:
    """The diff of one page for a terminal: what goes is red, what comes is green."""
    return "\n".join(_coloured(line, head=number < 2) for number, line in enumerate(diff.split("\n")))


def _coloured(line: str, *, head: bool) -> str:
    colour = _BOLD if head else _COLOURS.get(line[:1], "")
    return f"\x1b[{colour}m{line}\x1b[0m" if colour else line


def _lines(data: bytes) -> list[str]:
    """Only a line feed ends a line."""
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", "backslashreplace"))


def _name(side: str, path: str) -> str:
    """A path as git writes it: in quotes if a letter would break the line, before a tab if it has blanks."""
    name = side + path
    if _QUOTED.search(name):
        return '"' + _QUOTED.sub(lambda found: "\\" + _escaped(found[0]), name) + '"'
    return f"{name}\t" if " " in name else name


def _escaped(letter: str) -> str:
    return letter if letter in '"\\' else f"{ord(letter):03o}"


def _hunks(old: list[str], new: list[str]) -> Iterator[str]:
    """The changed lines with three around them.

    What is alike at both ends is set aside before anything is compared: it may be long, for it is hers.
    """
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    start = max(0, head - _CONTEXT)
    compared = slice(start, len(old) - max(0, tail - _CONTEXT)), slice(start, len(new) - max(0, tail - _CONTEXT))
    one, other = old[compared[0]], new[compared[1]]
    for group in SequenceMatcher(None, one, other).get_grouped_opcodes(_CONTEXT):
        (_, from_old, _, from_new, _), (_, _, to_old, _, to_new) = group[0], group[-1]
        yield f"@@ -{_span(start + from_old, to_old - from_old)} +{_span(start + from_new, to_new - from_new)} @@\n"
        for tag, i, j, k, m in group:
            if tag == "equal":
                yield from _marked(" ", one[i:j])
            else:
                yield from _marked("-", one[i:j])
                yield from _marked("+", other[k:m])


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _span(start: int, length: int) -> str:
    """Lines from `start`, 0-based, as a hunk's head has them."""
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _marked(mark: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n{_NO_LINE_END}"
