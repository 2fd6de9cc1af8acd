"""Reads the index notes of Relation Weaver, where one note holds the whole cast.

    ## 张三
    ### 关系
    - 对方：李四｜类型：挚友｜亲密度：4
    ### 关系变化
    - 对方：李四｜旧：3｜新：4｜原因：共同经历生死｜时间：前280年

A line is about the person whose heading it stands under and the one it names; both need a note of their own. That tool
keeps one record for both, so a word such as "mentor" has no direction here. Its other note has a heading for each
pair, `## 张三 · 李四`. The English names of the fields are known too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vault_companion.cast.kinds import StatedKind
from vault_companion.cast.names import People
from vault_companion.cast.terms import TERMS, Terms
from vault_companion.cast.ties import Statement, TieLine
from vault_companion.cast.unknown import unknown_kind
from vault_companion.notes.blocks import Line, Section
from vault_companion.notes.fields import Phrase, is_missing
from vault_companion.notes.note import Evidence, Note, key_of
from vault_companion.notes.scan import plain
from vault_companion.problem import Problem
from vault_companion.vault.snapshot import VaultPath

_LINE: Final = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(?:对方|Other)[ \t]*[:：][ \t]*\S", re.MULTILINE)
_PAIR: Final = re.compile(r"^#{1,6}[ \t]+\S[^\n]*?·[^\n]*\S", re.MULTILINE)
_LONGEST_LABEL: Final = 40
_BAR: Final = re.compile(r"[|｜]")
_COLON: Final = re.compile(r"[:：]")
_KEYS: Final = {
    "对方": "who",
    "other": "who",
    "类型": "kind",
    "type": "kind",
    "亲密度": "note",
    "intimacy": "note",
    "描述": "note",
    "description": "note",
    "开始": "history",
    "start": "history",
    "结束": "history",
    "end": "history",
    "旧": "change",
    "old": "change",
    "新": "change",
    "new": "change",
    "原因": "change",
    "reason": "change",
    "时间": "time",
    "time": "time",
}
_WHOLE: Final = ("亲密度", "intimacy", "开始", "start", "结束", "end")
"""Fields whose name is needed to understand them."""


def is_line(text: str) -> bool:
    """Whether this is a line of such an index, `对方：李四｜类型：挚友`."""
    return _LINE.match(text) is not None and _BAR.search(text) is not None


def is_index(note: Note) -> bool:
    """Whether a note may hold such lines."""
    lines = ("对方" in note.masked or "Other" in note.masked) and _LINE.search(note.masked)
    return bool(lines or ("·" in note.masked and _PAIR.search(note.masked)))


def read_index(
    note: Note, sections: Sequence[Section], people: People, terms: Terms = TERMS
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """What an index states, and the kinds in it that nobody knows; in a character's own note it may be about them."""
    reader = _Reader(note, terms)
    for section in sections:
        own = [note.path] if note.path in people else []
        headings = (section.heading, *reversed(section.above))
        owner = next((who for heading in headings if len(who := people.called(heading)) == 1), own)
        pair = _pair(section.heading, people)
        for line in (line for block in section.blocks for line in block.lines):
            fields = tuple(_fields(line.text))
            if pair:
                reader.line((pair[0], pair[1]), line, fields, section.heading)
            elif owner:
                named = [who for key, value, _, _ in fields if key == "who" for who in people.called(value)]
                if len(named) == 1 and named[0] != owner[0]:
                    reader.line((owner[0], named[0]), line, fields, section.heading)
    return tuple(reader.found), tuple(reader.problems)


def _pair(heading: str, people: People) -> tuple[VaultPath, VaultPath] | None:
    """The two people of `张三 · 李四`; a middle dot inside a name parts nobody."""
    for dot in re.finditer("·", heading[:200]):
        one, other = people.called(heading[: dot.start()]), people.called(heading[dot.end() :])
        if len(one) == len(other) == 1 and one != other:
            return one[0], other[0]
    return None


def _fields(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Each field of a line that we know: what it means, its value, and where it begins and ends in the text."""
    start = 0
    for end in [*(bar.start() for bar in _BAR.finditer(text)), len(text)]:
        label, *rest = _COLON.split(text[start:end], maxsplit=1)
        names = [key_of(name) for name in label.split("/")] if rest and len(label) <= _LONGEST_LABEL else []
        name = next((name for name in names if name in _KEYS), "")
        if name and not is_missing(rest[0]):
            yield _KEYS[name], (text[start:end] if name in _WHOLE else rest[0]).strip(), start, end
        start = end + 1


class _Reader:
    """Gathers the statements of one index; used once."""

    def __init__(self, note: Note, terms: Terms) -> None:
        self.found: list[Statement] = []
        self.problems: list[Problem] = []
        self._note = note
        self._terms = terms

    def line(
        self, pair: tuple[VaultPath, VaultPath], line: Line, fields: Sequence[tuple[str, str, int, int]], heading: str
    ) -> None:
        kinds: list[tuple[StatedKind, Evidence]] = []
        lines: list[TieLine] = []
        at = next((value for key, value, _, _ in fields if key == "time"), "")
        changes = [(start, end) for key, _, start, end in fields if key == "change"]
        if changes:
            said = line.text[min(changes)[0] : max(changes)[1]].strip()
            lines.append(self._said("changes", said, line.number, heading, at))
        for key, value, _, _ in fields:
            if key == "kind":
                evidence = self._note.evidence(value, line.number, line.number, heading)
                stated = self._terms.read_kinds(plain(value))
                kinds += [(kind, evidence) for kind in stated]
                if not stated:
                    self.problems.append(unknown_kind(value, evidence))
                    lines.append(self._said("note", value, line.number, heading))
            elif key in ("note", "history"):
                lines.append(self._said(key, value, line.number, heading))
        if kinds or lines:
            self.found.append(Statement(*pair, self._note.path, tuple(kinds), tuple(lines), undirected=True))

    def _said(self, part: str, text: str, number: int, heading: str, at: str = "") -> TieLine:
        evidence = self._note.evidence(text, number, number, heading)
        return TieLine(part, Phrase(" ".join(plain(text).split()), text, (evidence,)), None, at)
