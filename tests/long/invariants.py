"""What must be true of every vault, whatever is in it, as checks that give each breach as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.helpers import marks, snapshot
from tests.laws.test_l5_evidence import places, readings
from tests.laws.test_l10_no_way_out import lost_links
from vault_companion.build import Build, Story, build, understand
from vault_companion.explain_text import character_text, pair_text
from vault_companion.notes.note import parse_bytes
from vault_companion.notes.text import NotText
from vault_companion.problem import Problem
from vault_companion.settings import DEFAULTS
from vault_companion.vault.snapshot import Snapshot, VaultPath
from vault_companion.writer.ownership import Ours, fresh
from vault_companion.writer.ownership import parse as taken_apart

Bytes = Mapping[str, bytes]
_LINE_END = re.compile(r"\r\n|\n|\r")
_SEEN = 300
_WHOLE = 250
"""A quote this long may have been cut for its length."""
_SHORT = 1_000
"""A quote from a line as long as this may have been cut on purpose, in the middle of a word."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that must not be.

    Attributes:
        what: Which rule was broken, in few words; the same for the same mistake in another vault.
        told: What was found.
    """

    what: str
    told: str


def lines(data: bytes) -> list[str]:
    """The lines of a file as an editor counts them, letters that are not UTF-8 as U+FFFD."""
    return _LINE_END.split(data.decode("utf-8", "replace"))


def in_notes(files: Bytes) -> list[Breach]:
    """Every note by itself: its structure can be read, and its links and faults stand on lines that exist."""
    out: list[Breach] = []
    for path, data in files.items():
        note = parse_bytes(VaultPath(path), data)
        count = len(lines(data))
        if isinstance(note, NotText):
            out += [] if 1 <= note.line <= count else [Breach("line of a note that is no text", f"{path}: {note}")]
            continue
        note.sections()
        out += [
            Breach("line of a link", f"{path}: {link}"[:_SEEN]) for link in note.links if not 1 <= link.line <= count
        ]
        out += [Breach("line of a fault", f"{path}: {one}") for one in note.faults if not 1 <= one.line <= count]
        if len(note.lines) != count or note.masked.count("\n") != count - 1:
            out.append(Breach("number of lines", f"{path}: {count}, but {len(note.lines)} are known"))
    return out


def in_problems(files: Bytes, problems: Iterable[Problem]) -> list[Breach]:
    """Each problem is about a file that exists and a line in it (0: the file as such), and no rule failed."""
    count = {path: len(lines(data)) for path, data in files.items()}
    out = []
    for one in problems:
        if one.code == "rule-failed":
            out.append(Breach(f"rule failed: {one.message}", str(one)))
        if one.path not in count or not 0 <= one.line <= count[one.path]:
            out.append(Breach(f"place of a problem {one.code}", str(one)))
        if not one.code or not one.message.strip():
            out.append(Breach(f"words of a problem {one.code}", str(one)))
    return out


def in_evidence(files: Bytes, story: Story) -> list[Breach]:
    """Each evidence in what is explained of every person and every pair holds its quote on its line."""
    known = {path: lines(data) for path, data in files.items()}
    out = []
    for place in places(list(readings(story))):
        path, line, quote = place["path"], place.get("line", 0), place.get("quote") or place.get("name")
        if not quote or path not in known:
            out.append(Breach("evidence without a quote or a file", str(place)[:_SEEN]))
        elif (
            (quote not in path) if not line else not (1 <= line <= len(known[path]) and quote in known[path][line - 1])
        ):
            out.append(Breach("quote not on its line", str(place)[:_SEEN]))
        elif (
            line
            and len(quote) < _WHOLE
            and len(known[path][line - 1]) < _SHORT
            and not _of_whole_words(quote, known[path][line - 1])
        ):
            out.append(Breach("quote that begins or ends within a word", str(place)[:_SEEN]))
    return out


def _is_cut(quote: str, line: str) -> bool:
    """Whether a quote begins or ends within a word, where nothing was cut for its length."""
    return len(quote) < _WHOLE and len(line) < _SHORT and not _of_whole_words(quote, line)


def _of_whole_words(quote: str, line: str) -> bool:
    """Whether a quote somewhere in a line stands by itself; one that does not was likely found on the wrong line."""
    at = line.find(quote)
    while at >= 0:
        before, after = line[at - 1 : at], line[at + len(quote) : at + len(quote) + 1]
        if not ((before + quote[:1]).isalnum() and before) and not ((quote[-1:] + after).isalnum() and after):
            return True
        at = line.find(quote, at + 1)
    return False


def in_pages(files: Bytes, done: Build) -> list[Breach]:
    """Each page has one managed region that is as we wrote it, and links only to notes and pages."""
    made = {str(page.path): fresh(page).decode() for page in done.pages}
    out = [Breach("link that leads nowhere", f"{path}: [[{target}]]") for path, target in lost_links(files, made)]
    for path, text in made.items():
        ours = taken_apart(text.encode())
        if marks(text) != ["begin", "end"]:
            out.append(Breach("marks of a page", f"{path}: {marks(text)}"))
        elif not (isinstance(ours, Ours) and ours.fits):
            out.append(Breach("page that is not taken for ours", f"{path}: {ours}"[:_SEEN]))
    if len({path.casefold() for path in made} | {path.casefold() for path in files}) < len(made) + len(
        {path.casefold() for path in files}
    ):
        out.append(Breach("two files of one name", ", ".join(sorted(made))))
    return out


def in_reading(files: Bytes) -> list[Breach]:
    """All that must hold of a vault as it is read: notes, problems, evidence; what is explained has words."""
    story = understand(snapshot(files), DEFAULTS)
    people = [person.path for person in story.cast.characters]
    texts = [character_text(story, who) for who in people]
    texts += [pair_text(story, *tie.pair) for tie in story.cast.ties]
    silent = [Breach("explanation without words", "") for text in texts if not text.strip()]
    return [*in_notes(files), *in_problems(files, story.problems), *in_evidence(files, story), *silent]


def in_build(files: Bytes) -> list[Breach]:
    """All that must hold of a vault and of its pages, in whatever order its files are found."""
    given = snapshot(files)
    done = build(given, DEFAULTS)
    out = [*in_problems(files, done.problems), *in_pages(files, done)]
    if build(Snapshot(dict(reversed(given.files.items())), given.others), DEFAULTS) != done:
        out.append(Breach("order of files", f"{len(files)} files, read from the last, come to something else"))
    return out
