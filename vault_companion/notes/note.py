"""Note: one file of the author's, read as far as its part in the story needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from vault_companion.notes import frontmatter
from vault_companion.notes.blocks import Section, reach, sections_of
from vault_companion.notes.frontmatter import MAX_FAULTS, Fault, Mapping, Scalar, Sequence, Value, bare_link
from vault_companion.notes.scan import Link, frontmatter_end, links_in, plain, scan
from vault_companion.notes.text import NotText, best_quote, decode, decode_anyhow, unify
from vault_companion.vault.snapshot import VaultPath

_KEY = re.compile(r"[^\W\d][\w -]{0,60}:(?:\s|$)")
_WHOLE_LINK = re.compile(r"!?\[\[[^\n]+\]\]|!?\[[^\n]*\]\([^\n]+\)")
_LINK_AND_COLON = re.compile(r"\[\[[^\[\]\n]+\]\]\s*:")
_SHORT = 80
_BEFORE_WORDS = re.compile(r"\A(?:[^\w]|\d+(?=[^\w]))+")
_END_MARKS = " \t:：.#*!?！？…,;"


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A line of the author's that says so.

    Attributes:
        path: Her note.
        line: 1-based in the whole file; 0 when the file's own name says it.
        quote: Source text that stands verbatim on that line (in the path, when `line` is 0).
        heading: The heading it stands under, as written, or "".
    """

    path: VaultPath
    line: int
    quote: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One parsed note.

    Attributes:
        path: Where it lies.
        lines: Its source, line by line, for quoting.
        properties: Its frontmatter, in the author's order; keys as written.
        links: Every live link, those in properties first.
        masked: The source with code, comments, math and frontmatter blanked; same lines.
        faults: What could not be read of it.
    """

    path: VaultPath
    lines: tuple[str, ...]
    properties: tuple[tuple[Scalar, Value], ...]
    links: tuple[Link, ...]
    masked: str
    faults: tuple[Fault, ...]

    def sections(self) -> tuple[Section, ...]:
        """The structure of the body. Costly: asked only of notes that matter."""
        return sections_of(self.masked)

    def property(self, *names: str) -> Value | None:
        """The value of the first property that has one of `names` (as `key_of` gives them)."""
        for key, value in self.properties:
            if key_of(key.text) in names:
                return value
        return None

    def evidence(self, text: str, first: int, last: int = 0, heading: str = "") -> Evidence:
        """Where `text`, on the lines `first` to `last`, can be pointed at: the whole line where it holds none of it."""
        lines = self.lines[first - 1 : max(first, last)]
        number, quote = best_quote(text, lines)
        return Evidence(self.path, first + number, quote or "".join(lines[number : number + 1]).strip(), heading)


def parse_bytes(path: VaultPath, data: bytes) -> Note | NotText:
    """One file's bytes as a Note; letters that are not UTF-8 are read as U+FFFD, and a fault of the note.

    NotText when all of it is in another encoding.
    """
    text = decode(data)
    if not isinstance(text, NotText):
        return parse(path, text)
    anyhow = decode_anyhow(data)
    if anyhow is None:
        return text
    message = "this note is not written in UTF-8 throughout; letters that cannot be read are left out"
    hint = "Open it in an editor and save it as UTF-8; Obsidian itself shows \ufffd in their place."
    note = parse(path, anyhow)
    return replace(note, faults=(Fault(text.line, "not-utf8", message, hint), *note.faults))


def parse(path: VaultPath, text: str) -> Note:
    """One file's text as a Note. Never raises: what cannot be read is a fault of the note."""
    whole = unify(text)
    lines = whole.split("\n")
    end = frontmatter_end(lines)
    properties = frontmatter.read(lines[:end]) if end else frontmatter.Properties()
    faults = properties.faults
    if end is None:
        hint = "Write --- on the line after the last property."
        message = "the block of properties is opened with --- and never closed"
        faults = (Fault(1, "frontmatter-open", message, hint),)
    elif end == 0 and (late := _late_frontmatter(lines)):
        faults = (late,)
    told = {fault.line for fault in faults}
    no_links = (fault for _, value in properties.items for fault in _not_links_there(value))
    faults += tuple(fault for fault in no_links if fault.line not in told)[:MAX_FAULTS]
    scanned = scan(whole)
    if (last := reach(scanned.masked)) is not None:
        faults += (_too_much(last),)
    links = tuple(link for key, value in properties.items for link in value_links(value))
    return Note(path, tuple(lines), properties.items, links + scanned.links, scanned.masked, faults)


def _late_frontmatter(lines: list[str]) -> Fault | None:
    """What is wrong when properties stand below blank lines, where the app takes them for text."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    closed = frontmatter_end(lines[first:]) if first else 0
    if not closed or not any(_KEY.match(line) for line in lines[first + 1 : first + closed]):
        return None
    message = "these properties are not on the first line of the note, so they are taken for text"
    return Fault(first + 1, "frontmatter-late", message, "Delete the blank lines above the ---.")


def _too_much(last: int) -> Fault:
    message = "this note is so long that its headings, lists and tables below this line are not read"
    return Fault(last + 1, "slow-note", message, "Make several notes of it.")


def _not_links_there(value: Value) -> Iterator[Fault]:
    """The links in a property that are read here and that the app takes for text.

    A link that a colon follows is not among them: `"[[Bo]]: rival"` is how a list of relationships is written.
    """
    if link := bare_link(value):
        message = f"{link.text} is read as a link here; Obsidian shows none, because it is not in quotes"
        yield Fault(link.first, "unquoted-link", message, f'Write "{link.text}" with the quotes.', "info")
        return
    match value:
        case Scalar(text=text) if "]" in text and not (
            _WHOLE_LINK.fullmatch(text.strip()) or _LINK_AND_COLON.match(text)
        ):
            if links_in(text, 1):
                message = f'"{_short(text)}" holds a link that is read here; Obsidian shows it as text'
                hint = "Nothing but the link may stand in the value: put the words elsewhere."
                yield Fault(value.first, "link-in-text", message, hint, "info")
        case Scalar():
            pass
        case Sequence():
            for item in value.items:
                yield from _not_links_there(item)
        case Mapping():
            for _, item in value.items:
                yield from _not_links_there(item)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def key_of(text: str) -> str:
    """The form in which keys, labels and headings are compared.

    Composed, lower case; blank, `-` and `_` are one blank; Markdown marks, a leading emoji or number and
    punctuation at the end do not count.
    """
    return _known_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    words = unicodedata.normalize("NFC", plain(text)).casefold().replace("_", " ").replace("-", " ")
    words = words.strip(_END_MARKS) or words.strip()
    return " ".join(_BEFORE_WORDS.sub("", words).split()) or " ".join(words.split())


@lru_cache(maxsize=4096)
def _known_key(text: str) -> str:
    """The same, remembered: a vault says the same few keys and headings over and over."""
    return _key(text)


def scalars(value: Value) -> tuple[Scalar, ...]:
    """Every text in a value, in order; () for an empty list.

    An unquoted `[[Name]]`, which YAML takes for a list in a list, is given back as the link it was meant to be.
    """
    if link := bare_link(value):
        return (link,)
    match value:
        case Scalar():
            return (value,)
        case Sequence():
            return tuple(text for item in value.items for text in scalars(item))
        case Mapping():
            return tuple(text for _, item in value.items for text in scalars(item))


def value_links(value: Value) -> tuple[Link, ...]:
    """The links in a property's value."""
    return tuple(link for text in scalars(value) for link in links_in(text.text, text.first))
