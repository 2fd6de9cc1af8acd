"""The kinds of relationship, and how they are read from the few words in which authors state them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from typing import Final

from vault_companion.cast.kind_clauses import Direction, Reader, StatedKind
from vault_companion.cast.kind_words import FAMILIES, Kind, kind_of, mirror_of, tokens_of, words_for

__all__ = [
    "FAMILIES",
    "Direction",
    "Kind",
    "StatedKind",
    "family_of",
    "kind_of",
    "mirror_of",
    "primary",
    "read_kinds",
    "unknown_label",
]

_LONGEST_TEXT: Final = 600
_LONGEST_LABEL: Final = 80
_NEAR: Final = 0.75
_SENTENCE_END: Final = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?…](?=[\s\"'”’)*_]|$)|\n[^\S\n]*[\n*+>|#-]")
_PASSED: Final = frozenset({"my", "his", "her", "their", "our", "its", "your", "a", "an", "the"})


def family_of(id_: str) -> str:
    """The family of a kind, "" for an id that is none."""
    kind = kind_of(id_)
    return kind.family if kind else ""


def primary(families: Iterable[str]) -> str:
    """Of the families stated, the one that names the tie; "" when there is none."""
    found = set(families)
    return next((family for family in FAMILIES if family in found), "")


def read_kinds(text: str, *, names: Collection[str] = (), more: tuple[Kind, ...] = ()) -> tuple[StatedKind, ...]:
    """The kinds that a label, or the first sentence of a description, states: in order, each once.

    Args:
        text: The author's words, links already as their display text.
        names: What the other one is called. When given, a name after `of` or `to` counts only if it is among
            these ("son of Harald" in a line about Bo states nothing); without it, every name counts.
        more: Kinds that the author taught, each called by its id.
    """
    bare = text[:_LONGEST_TEXT].lstrip(" \t\r\n.…*_\"'“‘-–—>:")
    end = _SENTENCE_END.search(bare)
    known = frozenset(token.word for name in names for token in tokens_of(name))
    return Reader(bare[: end.start()] if end else bare, words_for(more), known).read()


def unknown_label(text: str) -> tuple[str, ...]:
    """For a label that states nothing: the ids of the nearest kinds, at most three, nearest first."""
    label = [token.word for token in tokens_of(text[:_LONGEST_LABEL]) if token.word not in _PASSED]
    if not label or len(text) > _LONGEST_LABEL or read_kinds(text):
        return ()
    known = {**words_for().verbs, **words_for().nouns}
    wholes = dict.fromkeys((" ".join(label), label[-1]))
    near = [word for whole in wholes for word in difflib.get_close_matches(whole, known, n=6, cutoff=_NEAR)]
    return tuple(dict.fromkeys(known[word].id for word in near))[:3]
