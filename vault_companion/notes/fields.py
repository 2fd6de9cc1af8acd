"""Labelled statements, wherever an author puts them: `key:: value`, `**Label:** value`, table rows, callouts.

Every form comes out as the same Entry, so that all places give the same result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vault_companion.notes.blocks import Block, Line, Section
from vault_companion.notes.frontmatter import Mapping, Scalar, Sequence, Value, bare_link
from vault_companion.notes.note import Evidence, Note, key_of, scalars
from vault_companion.notes.scan import plain

_FIELD_LINE = re.compile(r"(?:\*\*|__)?([^\W\d_][^:\[\]*\n]{0,60}?)(?:\*\*|__)?::(?:\*\*|__)?[ \t]*(.*)")
_FIELD_INSIDE = re.compile(
    r"\[([^\W\d_][^:\[\]()\n]{0,60}?)::[ \t]*((?:\[\[[^\[\]\n]{1,300}\]\]|[^\[\]\n]){1,500}+)\]"
    r"|\(([^\W\d_][^:\[\]()\n]{0,60}?)::[ \t]*((?:\([^()\n]{0,100}\)|[^()\n]){1,500}+)\)"
)
_BOLD_LABEL = re.compile(
    r"(\*{1,3}|_{1,3})(?=\S)((?:(?!\1)[^\n:：]){1,60}?)"
    r"(?:[:：][ \t]*\1|[ \t]+[-–—][ \t]*\1|\1[ \t]*(?:[:：]|[-–—](?=[ \t])))[ \t]*(.*)"
)
_BOLD_START = re.compile(r"(\*\*|__)([^*_\n]{1,60})\1[ \t]*(.*)")
_PLAIN_LABEL = re.compile(r"([^\W\d_][^:：.!?\[\]\n]{0,40}?)[ \t]*(?::(?!:)(?:[ \t]+|$)|：[ \t]*)(.*)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]*_]*\s+(?=[\"“‘'(\[*_]*[^\W\d_a-zà-ÿ])|(?<=[。！？])[」』”’）]*\s*")
_ABBREVIATION = re.compile(
    r"(?:^|\s)(?:mr|mrs|ms|dr|st|ch|vol|prof|capt|lt|sgt|rev|hon|jr|sr|vs|e\.g|i\.e|[a-z])\.$", re.IGNORECASE
)
_DEFINITION = re.compile(r":[ \t]+\S")
_LOOKS = frozenset(
    [
        *(
            "note",
            "abstract",
            "summary",
            "tldr",
            "info",
            "todo",
            "tip",
            "hint",
            "important",
            "success",
            "check",
            "done",
        ),
        *("question", "help", "faq", "warning", "caution", "attention", "failure", "fail", "danger", "error", "bug"),
        *("example", "quote", "cite"),
    ]
)
"""The app's own types of callouts, which say how one looks and not what it is about."""
_PHRASE_END = re.compile(r";|<br[ \t]*/?>", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{.*\}\}|<%.*%>", re.DOTALL)
PLACEHOLDERS = frozenset({"tbd", "n/a", "na", "none yet", "null", "todo", "xxx"}) | frozenset(
    # "none" and "unknown", as authors of several languages fill in a form
    {"none", "unknown", "desconhecido", "desconhecida", "desconocido", "desconocida", "inconnu", "inconnue"}
    | {"unbekannt", "sconosciuto", "sconosciuta", "nenhum", "nenhuma", "ninguno", "ninguna", "aucun", "aucune"}
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of the author's text that is read as one.

    Attributes:
        text: As it is read: links as their display text, without marks of emphasis.
        source: As it is written.
        evidence: Where it stands; more than one place if she wrote it more than once.
    """

    text: str
    source: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of a section.

    Attributes:
        label: What it is labelled with, as `key_of` gives it, or "".
        text: What it says, source text, lines joined by blanks.
        first, last: Its 1-based lines.
        kind: The kind of block it stands in; "field" for `key:: value`.
        depth: How many lists it lies in.
        heading: The heading it stands under, as written.
        written: The label as it is written, without marks of emphasis.
    """

    label: str
    text: str
    first: int
    last: int
    kind: str
    depth: int
    heading: str
    written: str = ""

    @property
    def whole(self) -> str:
        """Label and text as they are written."""
        label = self.written or self.label
        return ": ".join(part for part in (label, self.text) if part)


def entries(
    section: Section, known: Callable[[str], bool], column: Callable[[str], bool] = lambda _: False
) -> tuple[Entry, ...]:
    """The statements of a section, in order.

    `key:: value`, a bold label with a colon or dash, a table's first column and a plain `Label: [[link]]` always
    label what follows. A plain `Label: text`, a bold label without a mark and a callout's type or title do so only
    when `known` says so of it.
    A table whose first row holds several cells of which `column` says so is read by its columns.
    """
    return tuple(entry for block in section.blocks for entry in _of_block(block, section.place, known, column))


def _of_block(block: Block, heading: str, known: Callable[[str], bool], column: Callable[[str], bool]) -> list[Entry]:
    if block.kind == "row":
        return _of_row(block, heading, column)
    says = block.callout not in _LOOKS and known(key_of(block.callout))
    callout = block.callout if says else ""
    statements: list[_Statement] = []
    current: _Statement | None = None
    for line in block.lines:
        rest, fields = _inside(line)
        title = block.kind == "callout" and known(key_of(rest))
        label, text, is_field = (rest, "", False) if title else _labelled(rest, known)
        if current and _DEFINITION.match(text) and known(key_of(term := " ".join(current.texts))):
            current.label, current.texts = term, []
            text = text.lstrip(":： ")
        if current and text and not label:
            current.go_on(text, line.number)
        elif label or text:
            kind = "field" if is_field else block.kind
            current = _Statement(label or callout, [text], line.number, line.number, kind)
            statements.append(current)
            current = None if is_field else current
        statements += [_Statement(key, [said], line.number, line.number, "field") for key, said in fields]
    return [
        _entry(one.label, " ".join(filter(None, one.texts)), one.first, one.last, one.kind, block.depth, heading)
        for one in statements
    ]


def _entry(label: str, text: str, first: int, last: int, kind: str, depth: int, heading: str) -> Entry:
    """An entry with this label, given as it is written."""
    return Entry(
        key_of(label) if label else "", text, first, last, kind, depth, heading, plain(label).strip(" \t:：-–—")
    )


@dataclass(slots=True)
class _Statement:
    """An entry whose lines are still being gathered; its label is as written."""

    label: str
    texts: list[str]
    first: int
    last: int
    kind: str

    def go_on(self, text: str, line: int) -> None:
        self.texts.append(text)
        self.last = line


def _of_row(block: Block, heading: str, column: Callable[[str], bool]) -> list[Entry]:
    """A row as one entry, or, where the table's first row names what its columns hold, as one for each cell."""
    number = block.lines[0].number
    if sum(column(key_of(cell)) for cell in block.header) > 1:
        if block.cells == block.header:
            return []
        cells = zip(block.header, block.cells, strict=False)
        return [_entry(key, said, number, number, "row", block.depth, heading) for key, said in cells if key and said]
    label, text = "", ", ".join(cell for cell in block.cells if cell)
    if len(block.cells) == 2 and block.cells[0] and not block.cells[0].startswith("[["):
        label, text = block.cells[0], block.cells[1]
    return [_entry(label, text, number, number, "row", block.depth, heading)]


def _inside(line: Line) -> tuple[str, list[tuple[str, str]]]:
    """The line without its bracketed fields, and the keys and values of those."""
    if "::" not in line.text:
        return line.text, []
    found = [(match[1] or match[3], (match[2] or match[4]).strip()) for match in _FIELD_INSIDE.finditer(line.text)]
    return _FIELD_INSIDE.sub("", line.text).strip().lstrip(": ") if found else line.text, found


def _labelled(text: str, known: Callable[[str], bool]) -> tuple[str, str, bool]:
    """The label of a line as written or "", what follows it, and whether it has the form `key:: value`."""
    field = _FIELD_LINE.match(text) if "::" in text else None
    if field:
        return field[1], field[2].strip(), True
    bold = _BOLD_LABEL.match(text) if text[:1] in ("*", "_") else None
    if bold:
        return bold[2], bold[3].strip(), False
    bold = _BOLD_START.match(text)
    if bold and known(key_of(bold[2])):
        return bold[2], bold[3].strip(), False
    label = _PLAIN_LABEL.match(text)
    if label and (label[2].startswith("[[") or known(key_of(label[1]))):
        return label[1], label[2].strip(), False
    return "", text, False


def phrases_of_entry(note: Note, entry: Entry) -> tuple[Phrase, ...]:
    """What an entry says, phrase by phrase: split at `;`, and a paragraph also at the ends of its sentences."""
    pieces = _PHRASE_END.split(entry.text)
    if entry.kind == "paragraph":
        pieces = [sentence for piece in pieces for sentence in sentences(piece)]
    return _phrases(note, ((piece, entry.first, entry.last) for piece in pieces), entry.heading)


def phrases_of_value(note: Note, value: Value) -> tuple[Phrase, ...]:
    """What a property says, phrase by phrase: one a list item, line or `;`.

    What YAML takes for a map, such as the list item `belonging: a place at the table`, is a phrase as it is written.
    """
    pieces = (
        (piece, text.first, text.last)
        for text in _said(value)
        for line in text.text.split("\n")
        for piece in line.split(";")
    )
    return _phrases(note, pieces, "")


def _said(value: Value) -> Iterator[Scalar]:
    match value:
        case Mapping():
            for key, item in value.items:
                for text in _said(item):
                    if key.text and not is_missing(text.text):
                        yield Scalar(f"{key.text}: {text.text}", key.first, text.last)
        case Sequence() if bare_link(value) is None:
            for item in value.items:
                yield from _said(item)
        case _:
            yield from scalars(value)


def _phrases(note: Note, pieces: Iterable[tuple[str, int, int]], heading: str) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(text, piece.strip(), (note.evidence(piece, first, last, heading),))
        for piece, first, last in pieces
        if not is_missing(text := " ".join(plain(piece).split()))
    )


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order; `Mr.`, `ch.` and initials end none."""
    out: list[str] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[max(start, found.start() - 8) : found.start()]):
            continue
        out.append(text[start : found.end()].strip())
        start = found.end()
    out.append(text[start:].strip())
    return [piece for piece in out if piece]


def is_missing(text: str) -> bool:
    """Whether a value is a placeholder, such as `TBD`, `?` or a template's `{{...}}`, and so says nothing."""
    bare = text.strip().strip(".:;!()[]*_ ").casefold()
    if bare in PLACEHOLDERS or not any(map(str.isalnum, bare)):
        return True
    return _TEMPLATE.fullmatch(text.strip()) is not None


def scalar_text(value: Value | None) -> str:
    """The text of a value that should be a single one: its first, "" for none or a placeholder."""
    found = scalars(value) if value is not None else ()
    return "" if not found or is_missing(found[0].text) else found[0].text.strip()
