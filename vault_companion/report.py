"""What a run came to, as text, as JSON and as an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vault_companion.problem import Problem

SCHEMA = 1
_FEW = 20


@dataclass(frozen=True, slots=True)
class PageNote:
    """A page that was not written, and why.

    Attributes:
        path: The page.
        reason: A code, kebab-case.
        message: What is there, in words.
        hint: What to do about it, or "".
    """

    path: str
    reason: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PageDiff:
    """What would change on a page.

    Attributes:
        path: The page.
        diff: A unified diff, old to new.
    """

    path: str
    diff: str


@dataclass(frozen=True, slots=True)
class Report:
    """One run.

    Attributes:
        vault: The vault's folder.
        notes: How many of the author's notes were read; `parsed` of them anew.
        characters: How many people.
        ties: How many pairs of them with a stated relationship.
        pairs: How many pair pages.
        questions: How many questions were asked.
        created: Pages that were not there, in path order; so are the next two.
        updated: Pages that were written anew.
        removed: Pages that were taken away.
        unchanged: How many pages stood as they should.
        kept: Files that were left alone on purpose.
        failed: Pages that should have been written and could not be.
        problems: What is wrong in the vault, in listing order.
        seconds: How long the run took.
        dry: Whether nothing was written, and the pages are what would be done.
        check: Whether the run was asked only whether anything would change.
        diff: What would change, page by page in path order; None when that was not asked.
    """

    vault: str
    notes: int
    characters: int
    ties: int
    pairs: int
    parsed: int
    questions: int
    created: tuple[str, ...]
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    kept: tuple[PageNote, ...]
    failed: tuple[PageNote, ...]
    problems: tuple[Problem, ...]
    seconds: float
    dry: bool = False
    check: bool = False
    diff: tuple[PageDiff, ...] | None = None

    @property
    def changed(self) -> bool:
        """Whether a page was written or taken away, or would be."""
        return bool(self.created or self.updated or self.removed)

    @property
    def exit_code(self) -> int:
        """0 done; 1 asked to check, and something would change; 2 a page could not be written."""
        if self.failed:
            return 2
        return 1 if self.check and self.changed else 0

    def to_json(self) -> dict[str, Any]:
        """The run as a JSON object; keys are only ever added."""
        told: dict[str, Any] = {
            "schema": SCHEMA,
            "vault": self.vault,
            "notes": self.notes,
            "characters": self.characters,
            "ties": self.ties,
            "pairs": self.pairs,
            "parsed": self.parsed,
            "pages": {
                "created": list(self.created),
                "updated": list(self.updated),
                "removed": list(self.removed),
                "unchanged": self.unchanged,
                "kept": [_page_json(page) for page in self.kept],
                "failed": [_page_json(page) for page in self.failed],
            },
            "problems": [
                {
                    "path": problem.path,
                    "line": problem.line,
                    "code": problem.code,
                    "severity": problem.severity,
                    "message": problem.message,
                    "hint": problem.hint,
                }
                for problem in self.problems
            ],
            "questions": self.questions,
            "seconds": round(self.seconds, 3),
        }
        if self.diff is not None:
            told["diff"] = [{"path": page.path, "diff": page.diff} for page in self.diff]
        return told

    def to_text(self) -> str:
        """The run for a person at a terminal, without a line end at the end."""
        return "\n".join(self._lines())

    def summary(self) -> str:
        """The run in one line."""
        done = "would be " if self.dry else ""
        parts = [
            f"{len(pages)} {done}{word}"
            for pages, word in (
                (self.created, "created"),
                (self.updated, "updated"),
                (self.removed, "removed"),
                (self.kept, "kept as they are" if len(self.kept) > 1 else "kept as it is"),
                (self.failed, "not written"),
            )
            if pages
        ]
        pages = ", ".join(parts) if parts else "nothing to do"
        return f"{pages} ({_count(self.unchanged, 'page')} up to date, {self.seconds:.2f} s)"

    def _lines(self) -> Iterator[str]:
        yield (
            f"Read {_count(self.notes, 'note')}: {_count(self.characters, 'character')}, "
            f"{_count(self.ties, 'relationship')}, {_count(self.questions, 'open question')}."
        )
        yield f"Pages: {self.summary()}."
        if self.dry:
            yield from _listed("Would create", self.created)
            yield from _listed("Would update", self.updated)
            yield from _listed("Would remove", self.removed)
        yield from _pages("Not written", self.failed)
        yield from _pages("Left as they are", self.kept)
        yield from self._problem_lines()

    def _problem_lines(self) -> Iterator[str]:
        for severity, title in (("error", "Errors"), ("warning", "Warnings")):
            found = [problem for problem in self.problems if problem.severity == severity]
            if not found:
                continue
            yield ""
            yield f"{title}:"
            for problem in found[:_FEW]:
                place = f"{problem.path}:{problem.line}" if problem.line else problem.path
                yield f"  {place}  {problem.code}  {problem.message}"
                if problem.hint:
                    yield f"      {problem.hint}"
            if len(found) > _FEW:
                yield f"  ... and {len(found) - _FEW} more; `vault-companion check` lists them all."
        infos = sum(problem.severity == "info" for problem in self.problems)
        if infos:
            yield ""
            yield f"{_count(infos, 'remark')} besides; `vault-companion check` lists them."


def _page_json(page: PageNote) -> dict[str, str]:
    return {"path": page.path, "reason": page.reason, "message": page.message, "hint": page.hint}


def _listed(title: str, paths: tuple[str, ...]) -> Iterator[str]:
    if paths:
        yield ""
        yield f"{title}:"
        yield from (f"  {path}" for path in paths)


def _pages(title: str, pages: tuple[PageNote, ...]) -> Iterator[str]:
    if pages:
        yield ""
        yield f"{title}:"
    for page in pages:
        yield f"  {page.path}  {page.reason}  {page.message}"
        if page.hint:
            yield f"      {page.hint}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
