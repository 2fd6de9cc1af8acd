"""Every word list with its entries in order, and the index over it that `tools/compile_words.py` made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from vault_companion.data import load_text
from vault_companion.words import cues
from vault_companion.words.index import Entries, Owner, PatternIndex, starts_of, table_of
from vault_companion.words.load import LISTS, cues_data, entries, needs_data, values_data

TABLES: Final = "patterns.json"
NAMES: Final = ("attachment", "conduct", "needs", "self_sufficiency", "values", "wounds")


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


def compiled(listed: Entries) -> Mapping[str, Any]:
    """A list as it is kept in `TABLES`: for each owner in turn its entries, and by which words they are found.

    Raises:
        ValueError: One of the entries shrinks to nothing or to one function word.
    """
    owned = [[*owner, [entry for _, entry in run]] for owner, run in groupby(listed, key=itemgetter(0))]
    return {"entries": owned, **table_of(listed)}


def index_of(data: Mapping[str, Any]) -> PatternIndex:
    """The index over a list, as `compiled` keeps it."""
    owners: list[Owner] = []
    texts: list[str] = []
    for name, part, run in data["entries"]:
        owners += [(name, part)] * len(run)
        texts += run
    return PatternIndex(tuple(owners), tuple(texts), data["exact"], starts_of(data))


@cache
def index(name: str) -> PatternIndex:
    """The index over one list.

    Raises:
        KeyError: There is no such list.
    """
    return index_of(_tables()[name])


@cache
def digest() -> str:
    """What changes whenever an entry of any list does."""
    return sha256(load_text(TABLES).encode()).hexdigest()


@cache
def _tables() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(load_text(TABLES))
    return loaded
