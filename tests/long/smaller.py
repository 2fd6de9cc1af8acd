"""The smallest vault that still goes wrong in the same way, as far as it is found in the time there is."""

from __future__ import annotations

import time
from collections.abc import Callable

Files = dict[str, bytes]


def smallest(files: Files, wrong: Callable[[Files], bool], seconds: float) -> Files:
    """`files` without what is not needed for it to go wrong.

    Args:
        files: A vault that goes wrong.
        wrong: Whether another one goes wrong in the same way.
        seconds: After how long to be content with what was found.
    """
    until = time.monotonic() + seconds
    kept = dict.fromkeys(_fewer(list(files), lambda paths: wrong({path: files[path] for path in paths}), until))
    left = {path: files[path] for path in kept}
    for path in left:
        for apart in (_rows, _letters):
            units = apart(left[path])
            left[path] = b"".join(
                _fewer(units, lambda some, path=path: wrong({**left, path: b"".join(some)}), until)  # type: ignore[misc]
            )
    return left


def _rows(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def _letters(data: bytes) -> list[bytes]:
    try:
        return [letter.encode() for letter in data.decode()]
    except UnicodeDecodeError:
        return [data[at : at + 1] for at in range(len(data))]


def _fewer(units: list, wrong: Callable[[list], bool], until: float) -> list:  # type: ignore[type-arg]
    """The units that are left when runs of them, long ones first, are taken out one after the other."""
    size = len(units)
    while size:
        at, shorter = 0, False
        while at < len(units):
            if time.monotonic() > until:
                return units
            without = units[:at] + units[at + size :]
            if wrong(without):
                units, shorter = without, True
            else:
                at += size
        size = size if shorter and size == 1 else size // 2
    return units
