"""The frontmatter of a page: ours written anew, hers kept line by line.

No YAML library touches it, because none gives back the bytes it read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vault_companion.pages.page import FORMAT, GENERATED_BY, Page, Value

OUR_KEYS = frozenset(
    {
        "generated_by", "tags", "cssclasses", "aliases", "characters", "character", "relation", "binds",
        "valence", "trajectory", "mutual", "open_questions", "ties", "characters_found", "pairs_found",
        "dynamics_type", "dynamics_format", "status",
    }
)  # fmt: skip
"""The properties that a sync writes anew. All others are hers, and so is any `status` but `stale`."""

SHARED_KEYS = ("aliases", "tags", "cssclasses")
"""Lists of ours to which she may add items of her own."""

STALE = "stale"

_KEY = re.compile(
    r"""(?:"([^"\\\r\n]*)"[ \t]*|'([^'\r\n]*)'[ \t]*|([^\s#'"\[\]{},&*!|>%@`?:-](?:[^:\r\n]|:(?=\S))*))"""
    r""":(?=[ \t\r\n]|\Z)"""
)
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+(.*?))?[ \t]*[\r\n]*\Z")
_FLOW = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|([\[{])|([\]}])|([\s,:]+)|([^\s,\[\]{}"'][^,\[\]{}\r\n]*)""",
    re.DOTALL,
)
_QUOTED = re.compile(
    r"""\A\Z|[\n\t ,\[\]{}#&*!|>'"%@`]|[?-]\Z|[?-][ \t]|.*(?:[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]\Z)"""
    r"""|(?:~|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE|0o[0-7]+|[-+]?[0-9]+|0x[0-9a-fA-F]+)\Z"""
    r"""|(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)\Z"""
    r"""|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+\Z|[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)\Z"""
    r"""|.*[\x00-\x08\x0a-\x1f\x7f-\x9f]""",
    re.DOTALL,
)


class PropertiesError(ValueError):
    """Frontmatter that cannot be taken apart line by line without a risk to what she wrote."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One property with all its lines.

    Attributes:
        key: Its name, "" for a comment or blank lines that belong to none.
        rows: Its lines as they are, line ends included.
    """

    key: str
    rows: tuple[str, ...]

    @property
    def value(self) -> str:
        """What stands on the line of the key, without quotes; "" for a list in lines of its own."""
        return _plain(self._rest)

    @property
    def ours(self) -> bool:
        """Whether a sync writes it anew."""
        return self.key in OUR_KEYS and (self.key != "status" or self.value == STALE)

    @property
    def _rest(self) -> str:
        match = _KEY.match(self.rows[0]) if self.key else None
        return self.rows[0][match.end() :].strip() if match else ""

    def items(self) -> tuple[str, ...]:
        """The items of a list, spelled as they are.

        Raises:
            PropertiesError: It is no list of plain or quoted texts.
        """
        rest = "".join((self._rest, "\n", *self.rows[1:])) if self._rest.startswith("[") else self._rest
        if rest.startswith("["):
            return _flow_items(rest)
        below = [row for row in self.rows[1:] if row.strip()]
        if rest and rest not in ("~", "null"):
            if below:
                raise PropertiesError(f"the value of `{self.key}` goes over several lines")
            several = [rest] if rest[0] in "\"'" else re.split(r"[ \t]*,[ \t]*", rest)
            return tuple(_sound(item) for item in several if item)
        matches = [_ITEM.match(row) for row in below]
        if None in matches:
            raise PropertiesError(f"`{self.key}` is not a simple list")
        return tuple(_sound(match[1]) for match in matches if match and match[1])

    def texts(self) -> tuple[str, ...]:
        """What the items of a list say, quotes taken off.

        Raises:
            PropertiesError: It is no list of plain or quoted texts.
        """
        return tuple(_plain(item) for item in self.items())


def entries(rows: Sequence[str]) -> tuple[Entry, ...]:
    """The lines between the two `---`, cut into properties; together they are all the lines, in order.

    Raises:
        PropertiesError: A line belongs to no property, or a quote or bracket is never closed.
    """
    found: list[tuple[str, list[str]]] = []
    for row in rows:
        match = _KEY.match(row)
        if match:
            found.append((next(key for key in match.groups() if key is not None).rstrip(), [row]))
        elif not row.strip() or row[0] == "#":
            if found and found[-1][0] not in OUR_KEYS:
                found[-1][1].append(row)
            else:
                found.append(("", [row]))
        elif found and found[-1][0] and (row[0] in " \t" or _ITEM.match(row)):
            found[-1][1].append(row)
        else:
            raise PropertiesError(f"the line `{row.strip()}` is no property")
    cut = tuple(Entry(key, tuple(lines)) for key, lines in found)
    for entry in cut:
        if entry.key and not _closed("".join(entry.rows)):
            raise PropertiesError(f"a quote or bracket in `{entry.key}` is never closed")
    return cut


def merged(page: Page, hers: Sequence[Entry], newline: str) -> str:
    """The lines between the two `---` for a page: ours in our order, then hers byte for byte.

    Raises:
        PropertiesError: A list that both may write to cannot be taken apart.
    """
    ours = dict(_properties(page))
    extra: dict[str, list[str]] = {}
    for entry in hers:
        if entry.key in SHARED_KEYS:
            mine = ours.get(entry.key, ())
            known = set(mine) if isinstance(mine, tuple) else {str(mine)}
            added = [item for item in entry.items() if _plain(item) not in known]
            extra.setdefault(entry.key, []).extend(added)
    late = [(key, ()) for key in SHARED_KEYS if extra.get(key) and key not in ours]
    written = [_written(key, value, extra.get(key, ())) for key, value in (*ours.items(), *late)]
    kept = [row for entry in hers if not entry.ours and entry.key not in ours for row in entry.rows]
    return "".join(line + newline for lines in written for line in lines) + "".join(kept)


def with_stale(hers: Sequence[Entry], newline: str) -> str | None:
    """The same lines with `status: stale` at their end, or None when there is a `status` already."""
    if any(entry.key == "status" for entry in hers):
        return None
    return "".join(row for entry in hers for row in entry.rows) + f"status: {STALE}{newline}"


def scalar(text: str) -> str:
    """A text as Obsidian writes it in a property: plain unless it must be quoted; a link is always quoted."""
    if not _QUOTED.match(text):
        return text
    if '"' in text and "'" not in text and "[[" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def _properties(page: Page) -> Iterable[tuple[str, Value]]:
    """Our properties in the order in which they are written, the three that every page has among them."""
    given = dict(page.properties)
    yield "generated_by", GENERATED_BY
    yield from ((key, value) for key, value in page.properties if key != "generated_by")
    if "dynamics_type" not in given:
        yield "dynamics_type", page.kind
    if "dynamics_format" not in given:
        yield "dynamics_format", FORMAT


def _written(key: str, value: Value, extra: Sequence[str]) -> Iterable[str]:
    match value:
        case bool():
            yield f"{key}: {'true' if value else 'false'}"
        case int():
            yield f"{key}: {value}"
        case str() if not extra:
            yield f"{key}: {scalar(value)}"
        case _:
            ours = (value,) if isinstance(value, str) else value
            items = [*map(scalar, ours), *extra]
            yield f"{key}:" if items else f"{key}: []"
            yield from (f"  - {item}" for item in items)


def _plain(raw: str) -> str:
    """What a spelled item says, as far as quotes and escapes of the simple kind go."""
    if len(raw) > 1 and raw[0] == raw[-1] == "'":
        return raw[1:-1].replace("''", "'")
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        try:
            return str(json.loads(raw))
        except ValueError:
            return raw[1:-1]
    return re.split(r"[ \t]#", raw, maxsplit=1)[0].rstrip()


def _sound(raw: str) -> str:
    if raw[0] in "&*!|>?{[%@`#" or not _closed(f"k: {raw}"):
        raise PropertiesError(f"`{raw}` is not a simple list item")
    return raw


def _flow_items(text: str) -> tuple[str, ...]:
    items: list[str] = []
    depth, end = 0, 0
    for match in _FLOW.finditer(text):
        quoted, opens, closes, _, plain = match.groups()
        if match.start() != end or (opens and depth) or ((quoted or plain) and depth != 1) or opens == "{":
            raise PropertiesError("a list in brackets holds more than plain texts")
        depth += bool(opens) - bool(closes)
        items += [_sound(text.strip()) for text in (quoted, plain) if text]
        end = match.end()
    if depth or end != len(text):
        raise PropertiesError("a list in brackets is never closed")
    return tuple(items)


def _closed(text: str) -> bool:
    """Whether a value that opens with a quote or bracket also closes it."""
    match = _KEY.match(text)
    value = text[match.end() if match else 0 :].strip()
    if not value or value[0] not in "\"'[{":
        return True
    depth, end = 0, 0
    for token in _FLOW.finditer(value):
        if token.start() != end:
            return False
        depth += bool(token[2]) - bool(token[3])
        end = token.end()
        if depth <= 0:
            return depth == 0
    return False
