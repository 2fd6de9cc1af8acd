"""What to say of a relationship in a word that nobody taught us, or with somebody who is not in the cast."""

from __future__ import annotations

import re
from typing import Final

from vault_companion.cast.kind_words import words_for
from vault_companion.cast.kinds import unknown_label
from vault_companion.cast.titles import may_be_a_first_name, title_of
from vault_companion.notes.note import Evidence
from vault_companion.notes.scan import plain
from vault_companion.problem import Problem


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HEAD: Final = re.compile(r"([^\W\d_][^\n:：(–—]{2,60}?)\s*(?:[:：(–—]|--?\s)")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_MOST_WORDS: Final = 4
_NO_PART_OF_A_NAME: Final = _set(
    "status role life type history background notes note name level dynamic dynamics summary description impression"
    " feelings opinion view past present future current orientation ties relations relationships faction group team"
    " party guild house family clan crew"
)
"""Words of a label that is written with capitals: `Marital Status: divorced`."""


def unknown_kind(text: str, evidence: Evidence) -> Problem:
    """The problem for a kind that is kept as written and taken for no other; its hint names the nearest ones."""
    near = ", ".join(unknown_label(plain(text)))
    hint = f"The nearest known ones: {near}." if near else "Any usual word will do: friend, rival, sister ..."
    message = f'"{text.strip()}" is not a kind of relationship known here; it is kept as written'
    return Problem(evidence.path, evidence.line, "unknown-kind", "info", message, hint)


def name_at_head(text: str) -> str:
    """The first name and surname, or title and name, that a line seems to begin with: `Peg Poe: wife`; or ""."""
    found = _HEAD.match(plain(text).strip("*_ "))
    words = found[1].strip("*_ ").split() if found else []
    if not 1 < len(words) <= _MOST_WORDS or not all(_WORD.fullmatch(word) and _is_capital(word) for word in words):
        return ""
    known = words_for()
    plain_words = [word.casefold() for word in words if not title_of(word)]
    if any(word in known.nouns or word in known.verbs or word in _NO_PART_OF_A_NAME for word in plain_words):
        return ""
    begins = may_be_a_first_name(words[0], begins=True) and title_of(words[0]) != "the"
    return " ".join(words) if begins and plain_words else ""


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word[1:].isupper()


def unknown_name(name: str, evidence: Evidence) -> Problem:
    """The problem for a name in a list of relationships that is nobody's in the cast."""
    message = f'"{name}" is the name of no character, so what is said of them here is left out'
    hint = "Write their note, or add the name to the aliases of the one who is meant."
    return Problem(evidence.path, evidence.line, "unknown-name", "info", message, hint)
