"""What to say of a relationship that the author named in a word nobody taught us."""

from __future__ import annotations

from vault_companion.cast.kinds import unknown_label
from vault_companion.notes.note import Evidence
from vault_companion.notes.scan import plain
from vault_companion.problem import Problem


def unknown_kind(text: str, evidence: Evidence) -> Problem:
    """The problem for a kind that is kept as written and taken for no other; its hint names the nearest ones."""
    near = ", ".join(unknown_label(plain(text)))
    hint = f"The nearest known ones: {near}." if near else "Any usual word will do: friend, rival, sister ..."
    message = f'"{text.strip()}" is not a kind of relationship known here; it is kept as written'
    return Problem(evidence.path, evidence.line, "unknown-kind", "info", message, hint)
