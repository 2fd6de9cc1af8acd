"""The shipped word lists, from YAML to values, and the needs' descriptions, which are kept apart from their lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final

from vault_companion.data import load, load_text

LISTS: Final = ("need", "offer", "lack", "wound")
NEEDS: Final = "needs.json"


@dataclass(frozen=True, slots=True)
class Need:
    """Something a person can lack and another can bring.

    Attributes:
        id: Its name in results and in an author's parentheses.
        label: Its name for a reader.
        family: Which of the six families it belongs to.
        scarce: Two people cannot both have it here.
        clash: Needs of another person it collides with.
        near: Needs that fill it partly.
        toxic_taker: How the trade goes wrong for who receives.
        toxic_giver: How it goes wrong for who gives.
        sources: Where the need is described.
    """

    id: str
    label: str
    family: str
    scarce: bool
    clash: tuple[str, ...]
    near: tuple[str, ...]
    toxic_taker: str
    toxic_giver: str
    sources: tuple[str, ...]


def entries(value: str | list[str]) -> tuple[str, ...]:
    """The entries of a list, written as YAML items or as one text with commas."""
    items = value if isinstance(value, list) else value.split(",")
    return tuple(dict.fromkeys(" ".join(item.split()) for item in items if item.strip()))


def need_of(name: str, raw: Mapping[str, Any]) -> Need:
    """One need as described in the file, without its word lists."""
    return Need(
        id=name,
        label=raw["label"],
        family=raw["family"],
        scarce=raw.get("scarce") == "true",
        clash=entries(raw.get("clash", "")),
        near=entries(raw.get("near", "")),
        toxic_taker=raw["toxic_taker"],
        toxic_giver=raw["toxic_giver"],
        sources=entries(raw.get("sources", "")),
    )


def described() -> Mapping[str, Mapping[str, Any]]:
    """Each need without its word lists, as `tools/compile_words.py` keeps it in `NEEDS`: a small part of the YAML."""
    return {name: asdict(need_of(name, raw)) for name, raw in needs_data()["needs"].items()}


@cache
def needs() -> Mapping[str, Need]:
    """The needs by id, in the order of the theory."""
    loaded: Mapping[str, Mapping[str, Any]] = json.loads(load_text(NEEDS))
    return {name: _need(raw) for name, raw in loaded.items()}


def _need(raw: Mapping[str, Any]) -> Need:
    lists: Mapping[str, Any] = {key: tuple(value) for key, value in raw.items() if isinstance(value, list)}
    return Need(**{**raw, **lists})


@cache
def needs_data() -> Mapping[str, Any]:
    """`needs.yaml`, read once."""
    return load("needs.yaml")


@cache
def cues_data() -> Mapping[str, Any]:
    """`cues.yaml`, read once."""
    return load("cues.yaml")


@cache
def values_data() -> Mapping[str, Any]:
    """`values.yaml`, read once."""
    return load("values.yaml")
