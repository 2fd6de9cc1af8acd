"""Note: one file of the author's, read as far as its part in the story needs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from vault_companion.notes import frontmatter
from vault_companion.notes.blocks import Section, sections_of
from vault_companion.notes.frontmatter import Fault, Mapping, Scalar, Sequence, Value, bare_link
from vault_companion.notes.scan import Link, frontmatter_end, links_in, plain, scan
from vault_companion.notes.text import best_quote, unify
from vault_companion.vault.snapshot import VaultPath

_BEFORE_WORDS = re.compile(r"\A(?:[^\w]|\d+(?=[^\w]))+")


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
        """Where `text`, which takes the lines `first` to `last`, can be pointed at."""
        number, quote = best_quote(text, self.lines[first - 1 : max(first, last)])
        return Evidence(self.path, first + number, quote, heading)


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
    scanned = scan(whole)
    links = tuple(link for key, value in properties.items for link in value_links(value))
    return Note(path, tuple(lines), properties.items, links + scanned.links, scanned.masked, faults)


def key_of(text: str) -> str:
    """The form in which keys, labels and headings are compared.

    Composed, lower case; blank, `-` and `_` are one blank; Markdown marks, a leading emoji or number and a
    trailing colon do not count.
    """
    words = unicodedata.normalize("NFC", plain(text)).casefold().replace("_", " ").replace("-", " ")
    words = words.strip(" \t:：.#*")
    return " ".join(_BEFORE_WORDS.sub("", words).split()) or " ".join(words.split())


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
