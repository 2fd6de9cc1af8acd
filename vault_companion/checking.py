"""What `check` tells: problems, open questions and phrases that were not understood, without writing anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vault_companion.build import read, understand
from vault_companion.cast.scenes import Scene
from vault_companion.dynamics.reading import Unread
from vault_companion.explain import shown_name
from vault_companion.problem import Problem, in_order
from vault_companion.settings import Settings
from vault_companion.vault.snapshot import Snapshot

SCHEMA = 1

SHOWN_NEARLY = 20
"""How many notes that are nearly characters the text names."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found.

    Attributes:
        problems: In listing order.
        questions: (pair, id, text), in the order of the pairs; each text once.
        unread: (name, phrase, nearest needs).
        coverage: Understood need, offer and flaw phrases over all, 0 to 1; 1 when there are none.
        recognised: Each character with the reason.
        nearly: (path, why not) of notes that look a little like a character's and are not taken, in path order.
        scenes: The scenes of the story, in the order of reading.
    """

    problems: tuple[Problem, ...]
    questions: tuple[tuple[str, str, str], ...]
    unread: tuple[tuple[str, Unread, tuple[str, ...]], ...]
    coverage: float
    recognised: tuple[tuple[str, str, str], ...]
    nearly: tuple[tuple[str, str], ...] = ()
    scenes: tuple[Scene, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract of `check --json`."""
        return {
            "schema": SCHEMA,
            "problems": [
                {
                    "path": p.path,
                    "line": p.line,
                    "code": p.code,
                    "severity": p.severity,
                    "message": p.message,
                    "hint": p.hint,
                }
                for p in self.problems
            ],
            "questions": [{"pair": pair, "id": code, "text": text} for pair, code, text in self.questions],
            "unread": [
                {
                    "character": name,
                    "field": item.field,
                    "phrase": item.phrase.text,
                    "nearest": list(near),
                    "evidence": [
                        {"path": place.path, "line": place.line, "quote": place.quote} for place in item.phrase.evidence
                    ],
                }
                for name, item, near in self.unread
            ],
            "coverage": self.coverage,
            "characters": [{"name": name, "path": path, "reason": why} for name, path, why in self.recognised],
            "not_characters": [{"path": path, "reason": why} for path, why in self.nearly],
            "scenes": [
                {
                    "path": scene.path,
                    "project": scene.project,
                    "number": scene.number,
                    "place": scene.place,
                    "chronological": scene.chronological,
                    "date": scene.date,
                    "pov": scene.pov,
                    "characters": list(scene.characters),
                }
                for scene in self.scenes
            ],
        }

    def to_text(self) -> str:
        """The same for a person at a terminal."""
        parts = []
        if self.problems:
            lines = [
                f"{p.path}:{p.line}  {p.code}  {p.message}" + (f"\n    {p.hint}" if p.hint else "")
                for p in self.problems
            ]
            parts.append(f"Problems ({len(lines)})\n" + "\n".join(f"  {line}" for line in lines))
        if self.questions:
            lines = [f"  {pair}: {text}" for pair, _, text in self.questions]
            parts.append(f"Not decided yet ({len(lines)})\n" + "\n".join(lines))
        if self.unread:
            lines = [
                f"  {name}, {item.field}: “{item.phrase.text}”" + (f"  nearest: {', '.join(near)}" if near else "")
                for name, item, near in self.unread
            ]
            parts.append(f"Not understood ({len(lines)})\n" + "\n".join(lines))
        people = [f"  {name}  ({path}): {why}" for name, path, why in self.recognised]
        parts.append(f"Characters ({len(people)})\n" + "\n".join(people))
        if self.nearly:
            lines = [f"  {path}: {why}" for path, why in self.nearly[:SHOWN_NEARLY]]
            more = len(self.nearly) - len(lines)
            lines += [f"  and {more} more (--json lists them all)"] if more else []
            parts.append(f"Not taken for characters ({len(self.nearly)})\n" + "\n".join(lines))
        parts.append(f"{self.coverage:.0%} of the phrases under needs, strengths and flaws are understood.")
        return "\n\n".join(parts)


def check_vault(snapshot: Snapshot, settings: Settings) -> Check:
    """Everything worth telling about a vault."""
    story = understand(snapshot, settings)
    wrong: list[Problem] = []
    questions: dict[str, tuple[str, str, str]] = {}
    for tie in story.cast.ties:
        title = " & ".join(shown_name(story, who) for who in tie.pair)
        for question in read(story, tie.pair, wrong=wrong).questions:
            questions.setdefault(question.text, (title, question.id, question.text))
    unread = [item for character in story.cast.characters for item in story.profiles[character.path].unread]
    phrases = sum(len(c.trait(field)) for c in story.cast.characters for field in ("needs", "offers", "flaws"))
    return Check(
        in_order([*story.problems, *wrong]),
        tuple(questions.values()),
        tuple((shown_name(story, item.who), item, story.lexicon.nearest_needs(item.phrase.text)) for item in unread),
        round(1 - len(unread) / phrases, 6) if phrases else 1.0,
        tuple((shown_name(story, c.path), c.path, c.reason) for c in story.cast.characters),
        story.cast.nearly,
        story.cast.scenes,
    )
