"""A note's YAML block as a tree of values that know their lines; every scalar stays the author's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from vault_companion.notes.guard import Loader, RefusedError, guard
from vault_companion.problem import Severity

MAX_BYTES = 64 * 1024
MAX_FAULTS = 20
MAX_SALVAGED = 500

_UNREADABLE = (yaml.YAMLError, ValueError, RecursionError)
_TOP_KEY = re.compile(r"(?:[^\s#\-\[\]{},&*!|>'\"%@`:][^:]{0,200}|\"[^\"]{1,200}\"|'[^']{1,200}'):(?:\s|$)")
_VALUE = re.compile(r"([ ]*-[ ]+|[^\s:][^:]{0,200}:[ ]+)((?:\"?!?\[\[|[^\s\[\]{}\"'])(?=.*\w).*)")
_NO_LINE_ENDS = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""What YAML takes for line ends and we do not: lines are counted by LF alone."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as the author spelled it.

    Attributes:
        text: The value, "" when nothing is written.
        first, last: The 1-based lines of the file that it takes.
    """

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. `items` may be empty; `first` is its 1-based line."""

    items: tuple[Value, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A map, in the author's order; a key that is written twice stands twice. `first` is its 1-based line."""

    items: tuple[tuple[Scalar, Value], ...]
    first: int


Value = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a note. `line` is 1-based in the file; `code` is a problem code."""

    line: int
    code: str
    message: str
    hint: str
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Properties:
    """A note's properties and what was wrong with them; faulty ones are left out, the others kept."""

    items: tuple[tuple[Scalar, Value], ...] = ()
    faults: tuple[Fault, ...] = ()


class _Handler(YAMLHandler):
    """Gives python-frontmatter the composed tree, in which lines survive and no scalar is converted."""

    def split(self, text: str) -> tuple[str, str]:
        """The block between fences that are known to be the first and the last line, its last line end included."""
        return text[4:-3], ""

    def load(self, fm: str, **_: object) -> dict[str, object]:
        """The tree under the one name "tree"; None for an empty block."""
        loader = Loader(fm)
        try:
            return {"tree": loader.get_single_node()}
        finally:
            loader.dispose()


def read(lines: list[str]) -> Properties:
    """The properties in a frontmatter block.

    Args:
        lines: The block as it stands at the top of the file, both fences included.
    """
    block = [line.translate(_NO_LINE_ENDS) for line in lines[1:-1]]
    size = sum(len(line.encode(errors="replace")) + 1 for line in block)
    if size > MAX_BYTES:
        message = f"the properties take {size // 1024} KB; up to {MAX_BYTES // 1024} KB are read"
        return Properties((), (_refusal(1, message),))
    try:
        return _checked(_tree("\n".join(block), 2))
    except RefusedError as refused:
        return Properties((), (_refusal(refused.line + 2, str(refused)),))
    except _UNREADABLE as error:
        return _salvage(block, error)


def _refusal(line: int, message: str) -> Fault:
    hint = "Shorten or untangle the block between the two --- lines; the rest of the note is read."
    return Fault(line, "frontmatter-refused", message, hint)


def _tree(text: str, line: int) -> Value | None:
    """What a piece of YAML holds, when its first line is the line `line` of the file; None if nothing."""
    guard(text)
    metadata, _ = frontmatter.parse(f"---\n{text}\n---", handler=_Handler())
    node = metadata.get("tree")
    return _value(node, line) if isinstance(node, yaml.Node) else None


def _value(node: yaml.Node, offset: int) -> Value:
    first = node.start_mark.line + offset
    match node:
        case yaml.SequenceNode():
            return Sequence(tuple(_value(item, offset) for item in node.value), first)
        case yaml.MappingNode():
            return Mapping(tuple((_key(key, offset), _value(item, offset)) for key, item in node.value), first)
        case _:
            end = node.end_mark.line + offset - (1 if node.end_mark.column == 0 else 0)
            return Scalar(str(node.value), first, max(first, end))


def _key(node: yaml.Node, offset: int) -> Scalar:
    """The name of a property, as one object for all notes that have it."""
    key = _value(node, offset)
    if isinstance(key, Scalar):
        return Scalar(intern(key.text), key.first, key.last)
    return bare_link(key) or Scalar("", key.first, key.first)


def bare_link(value: Value) -> Scalar | None:
    """The `[[Name]]` that YAML took for a list whose only item is a list of plain words; None if it is no such."""
    match value:
        case Sequence(items=(Sequence(items=(_, *_) as words, first=first),)):
            named = [word.text for word in words if isinstance(word, Scalar)]
            return Scalar(f"[[{', '.join(named)}]]", first, first) if len(named) == len(words) else None
        case _:
            return None


def _checked(tree: Value | None) -> Properties:
    """The top-level properties; one that is written twice counts once, the last, as in the app."""
    if tree is None or (isinstance(tree, Scalar) and not tree.text):
        return Properties()
    if not isinstance(tree, Mapping):
        message, hint = "the block between the --- lines is not a list of properties", "Write `key: value` lines."
        return Properties((), (Fault(tree.first, "frontmatter-not-properties", message, hint),))
    last: dict[str, tuple[Scalar, Value]] = {}
    faults = []
    for key, value in tree.items:
        if key.text.casefold() in last:
            message = f'the property "{key.text[:60]}" is written twice; the last one counts'
            faults.append(Fault(key.first, "duplicate-property", message, "Keep one of the two."))
        last[key.text.casefold()] = (key, value)
    return Properties(tuple(last.values()), tuple(faults[:MAX_FAULTS]))


def _salvage(block: list[str], error: Exception) -> Properties:
    """Read what can be read of a block that YAML rejects, one top-level property at a time."""
    items: list[tuple[Scalar, Value]] = []
    faults: list[Fault] = []
    chunks = list(_chunks(block))
    if len(chunks) > MAX_SALVAGED:
        return Properties((), (_refusal(2, f"the properties are broken, and more than {MAX_SALVAGED}"),))
    for start, chunk in chunks:
        tree, wrong = _rescued(start, chunk)
        faults += wrong
        if isinstance(tree, Mapping):
            items += tree.items
        elif isinstance(tree, Sequence) or (tree and tree.text):
            message = f'"{chunk[0].strip()[:60]}" is not a property'
            faults.append(Fault(start + 2, "bad-property", message, "Write it as `key: value`."))
    if not faults:
        faults.append(Fault(2, "bad-property", _why(error, block), _advice(block)))
    kept = _checked(Mapping(tuple(items), 2))
    return Properties(kept.items, (*faults[:MAX_FAULTS], *kept.faults))


def _rescued(start: int, chunk: list[str]) -> tuple[Value | None, list[Fault]]:
    """One property of a broken block; of it, a line that YAML rejects is read as plain text, else left out."""
    faults: list[Fault] = []
    kept = list(chunk)
    while len(faults) < MAX_FAULTS:
        try:
            return _tree("\n".join(kept), start + 2), faults
        except RefusedError as refused:
            return None, [*faults, _refusal(start + 2 + refused.line, str(refused))]
        except _UNREADABLE as wrong:
            mark = getattr(wrong, "problem_mark", None)
            at = min(getattr(mark, "line", 0), len(kept) - 1)
            whole = at == 0 or not kept[at].lstrip().startswith("- ")
            text = _as_text(kept[at]) if kept[at] == chunk[at] and (not whole or _is_alone(kept)) else ""
            so = "; it is read as plain text" if text else ""
            if kept[at] == chunk[at]:
                advice = _advice(chunk if whole else [kept[at]])
                faults.append(Fault(start + 2 + at, "bad-property", _why(wrong, chunk) + so, advice))
            if whole and not text:
                break
            kept[at] = text
    return None, faults


def _is_alone(chunk: list[str]) -> bool:
    """Whether a property takes one line."""
    return not any(line.strip() for line in chunk[1:])


def _as_text(line: str) -> str:
    """A property or list item with its value in quotes; "" for a template's, and for one that a quote or list opens."""
    found = _VALUE.fullmatch(line)
    if not found or "\t" in line or "{{" in line or "<%" in line:
        return ""
    text = found[2].rstrip().replace("'", "''")
    return f"{found[1]}'{text}'"


def _chunks(block: list[str]) -> Iterator[tuple[int, list[str]]]:
    start, chunk = 0, list[str]()
    for number, line in enumerate(block):
        if _TOP_KEY.match(line) and chunk:
            yield start, chunk
            start, chunk = number, []
        chunk.append(line)
    if chunk:
        yield start, chunk


def _why(error: Exception, chunk: list[str]) -> str:
    key = chunk[0].partition(":")[0].strip()[:60]
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0] or type(error).__name__
    return f'the property "{key}" cannot be read as YAML: {problem}'


def _advice(chunk: list[str]) -> str:
    text = "\n".join(chunk)
    if "[[" in text:
        return 'Put the whole value in quotes: key: "[[Name]] and the rest".'
    if "{{" in text or "<%" in text:
        return "It looks like a template that was never filled in."
    return "Put the whole value in quotes; the other properties and the text of the note are read."
