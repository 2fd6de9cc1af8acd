"""The word lists and texts that are shipped, as data, and the one way to load them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pkgutil import get_data
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def load(name: str) -> Mapping[str, Any]:
    """One of the shipped files, such as "kinds.yaml": maps and lists, every scalar as text. Not to be changed."""
    loaded: Mapping[str, Any] = yaml.load(load_text(name), Loader=_Loader)  # noqa: S506
    return loaded


def load_text(name: str) -> str:
    """The text of one of the shipped files."""
    return (get_data("vault_companion.data", name) or b"").decode()
