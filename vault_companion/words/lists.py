"""Every word list with its entries in order, and an index over it: by the compiled table where that is of this list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any, Final

from vault_companion.data import load_text
from vault_companion.words import cues
from vault_companion.words.index import Owner, PatternIndex
from vault_companion.words.load import LISTS, cues_data, entries, needs_data, values_data

TABLES: Final = "patterns.json"
NAMES: Final = ("attachment", "conduct", "needs", "self_sufficiency", "values", "wounds")

Entries = tuple[tuple[Owner, str], ...]


def entries_of(name: str) -> Entries:
    """The entries of one of the lists `NAMES`, each with its owner.

    Raises:
        KeyError: There is no such list.
    """
    match name:
        case "needs":
            return tuple(
                ((need, word_list), entry)
                for need, raw in needs_data()["needs"].items()
                for word_list in LISTS
                for entry in entries(raw.get(word_list, ""))
            )
        case "attachment":
            return tuple(cues.attachment_entries(cues_data()))
        case "wounds":
            return tuple(cues.prior_entries(cues_data()))
        case "values":
            return tuple(cues.pole_entries(values_data()["values"]))
        case _:
            return tuple(cues.flat_entries(cues_data()[name]))


def entries_of_all() -> Mapping[str, Entries]:
    """Every list by its name."""
    return {name: entries_of(name) for name in NAMES}


@cache
def index(name: str) -> PatternIndex:
    """The index over one list.

    Raises:
        KeyError: There is no such list.
        ValueError: One of its entries shrinks to nothing or to one function word.
    """
    listed = entries_of(name)
    table = _tables().get(name)
    return (
        PatternIndex.with_table(listed, table)
        if table and table["entries"] == digest_of(listed)
        else PatternIndex.of(listed)
    )


def digest_of(listed: Sequence[tuple[Owner, str]]) -> str:
    """Sixteen hex digits that change with the entries and their order."""
    text = "\n".join(f"{owner[0]} {owner[1]} {entry}" for owner, entry in listed)
    return sha256(text.encode()).hexdigest()[:16]


@cache
def _tables() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(load_text(TABLES) or "{}")
    return loaded
