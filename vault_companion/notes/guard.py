"""Refuses YAML that must not be loaded, while its events stream by.

Stacks, alias bombs and merge keys can take minutes to load or kill the process; their events take neither stack nor
time.
"""

from __future__ import annotations

import yaml

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_DEPTH = 32
MAX_EVENTS = 5_000
MAX_ALIASES = 32
MAX_DIGITS = 1_000

_TOO_DEEP = f"the properties are nested more than {MAX_DEPTH} deep"


class RefusedError(Exception):
    """A block must be left unread. `line` is 0-based in it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def guard(text: str) -> None:
    """Nothing, when a block may be loaded.

    Raises:
        RefusedError: It must not.
        yaml.YAMLError: It is not YAML.
    """
    reader = _Reader()
    try:
        for event in yaml.parse(text, Loader=Loader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in (error.problem or "") and error.problem_mark:
            raise RefusedError(error.problem_mark.line, _TOO_DEEP) from error
        raise


class _Reader:
    """Follows the events of one block: how deep it is, and how large once its aliases are followed."""

    def __init__(self) -> None:
        self._open: list[tuple[str | None, int]] = []
        self._sizes: dict[str | None, int] = {}
        self._size = 0
        self._aliases = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line if event.start_mark else 0
        self._size += 1
        match event:
            case yaml.CollectionStartEvent():
                self._open.append((event.anchor, self._size))
                if len(self._open) > MAX_DEPTH:
                    raise RefusedError(line, _TOO_DEEP)
            case yaml.CollectionEndEvent():
                anchor, before = self._open.pop()
                self._sizes[anchor] = self._size - before
            case yaml.AliasEvent():
                self._aliases += 1
                self._size += self._sizes.get(event.anchor, 0)
                if self._aliases > MAX_ALIASES or any(anchor == event.anchor for anchor, _ in self._open):
                    raise RefusedError(line, "the properties refer to themselves or repeat anchors too often")
            case yaml.ScalarEvent():
                if event.value == "<<" and event.implicit[0]:
                    raise RefusedError(line, "the properties use a merge key (<<), which is not read")
                if len(event.value) > MAX_DIGITS and event.value.isdigit():
                    raise RefusedError(line, "the properties hold a number of more than a thousand digits")
        if self._size > MAX_EVENTS:
            raise RefusedError(line, f"the properties hold more than {MAX_EVENTS:,} values")
