"""The shipped word lists, from YAML to values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from vault_companion.data import load

LISTS: Final = ("need", "offer", "lack", "wound")


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
