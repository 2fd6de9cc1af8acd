"""The graph as a JSON Canvas 1.0: a card for each person's note, each group in rings around its middle."""

from __future__ import annotations

import json
import math
from collections import deque
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from vault_companion.graphing.picture import Line, Picture, lines_of
from vault_companion.vault.snapshot import VaultPath

WIDTH, HEIGHT = 320, 200
"""Of a card, in pixels."""

_RING = 480
"""From one ring to the next: two cards whose middles are so far apart never touch."""

_ROW = 20 * _RING
Place = tuple[int, int]


def canvas(picture: Picture) -> str:
    """The text of a `.canvas` file, laid out as Obsidian itself does: one card or line a row.

    The person with the most ties of a group is in the middle of it. Sizes and places are in pixels.
    """
    lines = lines_of(picture)
    places = _places(picture, lines)
    nodes = [_node(one.path, places[one.path]) for one in picture.people]
    return f'{{\n\t"nodes":[{_rows(nodes)}],\n\t"edges":[{_rows(_edges(lines, places))}]\n}}'


def _rows(items: Iterable[dict[str, Any]]) -> str:
    rows = [f"\t\t{json.dumps(item, ensure_ascii=False, separators=(',', ':'))}" for item in items]
    return "\n" + ",\n".join(rows) + "\n\t" if rows else ""


def _id(*parts: str) -> str:
    """Sixteen hex digits, the same for the same parts."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _node(path: VaultPath, place: Place) -> dict[str, Any]:
    x, y = place
    return {"id": _id(path), "type": "file", "file": str(path), "x": x, "y": y, "width": WIDTH, "height": HEIGHT}


def _edges(lines: Sequence[Line], places: dict[VaultPath, Place]) -> Iterable[dict[str, Any]]:
    """The second line between two cards goes from other sides than the first, so that both can be read."""
    before: dict[frozenset[VaultPath], int] = {}
    for line in lines:
        ends = frozenset((line.of, line.to))
        number = before[ends] = before.get(ends, -1) + 1
        from_side, to_side = _sides(places[line.of], places[line.to], number)
        yield {
            "id": _id(line.of, line.to, "arrow" if line.arrow else "line"),
            "fromNode": _id(line.of),
            "fromSide": from_side,
            "toNode": _id(line.to),
            "toSide": to_side,
            "toEnd": "arrow" if line.arrow else "none",
            "label": line.label,
        }


def _sides(one: Place, other: Place, number: int) -> tuple[str, str]:
    """From which side of a card to which side of another the `number`th line between them goes."""
    across, down = other[0] - one[0], other[1] - one[1]
    level = ("right", "left") if across >= 0 else ("left", "right")
    upright = ("bottom", "top") if down >= 0 else ("top", "bottom")
    first, second = (level, upright) if abs(across) >= abs(down) else (upright, level)
    return (first, second, (first[0], second[1]))[number % 3]


def _places(picture: Picture, lines: Sequence[Line]) -> dict[VaultPath, Place]:
    """The upper left corner of each card: groups in rows, the largest first, those without a tie last."""
    places: dict[VaultPath, Place] = {}
    left = top = row_height = 0
    for group in _groups(picture, lines):
        radius = _ring_of(len(group) - 1) * _RING
        if left and left + 2 * radius > _ROW:
            left, top, row_height = 0, top + row_height + _RING, 0
        for number, who in enumerate(group):
            x, y = _in_rings(number, len(group))
            places[who] = (left + radius + x, top + radius + y)
        left += 2 * radius + _RING
        row_height = max(row_height, 2 * radius)
    return places


def _groups(picture: Picture, lines: Sequence[Line]) -> list[list[VaultPath]]:
    """Who hangs together, each group from its middle outwards."""
    near: dict[VaultPath, dict[VaultPath, None]] = {one.path: {} for one in picture.people}
    for line in lines:
        near[line.of][line.to] = None
        near[line.to][line.of] = None
    groups: list[list[VaultPath]] = []
    seen: set[VaultPath] = set()
    for middle in sorted(near, key=lambda who: -len(near[who])):
        if middle in seen:
            continue
        seen.add(middle)
        group, waiting = [], deque([middle])
        while waiting:
            who = waiting.popleft()
            group.append(who)
            new = [other for other in near[who] if other not in seen]
            seen.update(new)
            waiting.extend(new)
        groups.append(group)
    return sorted(groups, key=lambda group: -len(group))


def _ring_of(number: int) -> int:
    """In which ring the `number`th of a group is: one in the middle, then 6, 12, 18 ..."""
    ring = 0
    while _up_to(ring) < number:
        ring += 1
    return ring


def _up_to(ring: int) -> int:
    """The last number of a ring."""
    return 3 * ring * (ring + 1)


def _in_rings(number: int, count: int) -> Place:
    """Where the `number`th of `count` is, from the middle; those of the last ring share it evenly."""
    ring = _ring_of(number)
    if not ring:
        return (0, 0)
    first, last = _up_to(ring - 1) + 1, min(_up_to(ring), count - 1)
    turn = 2 * math.pi * (number - first) / (last - first + 1)
    return (round(ring * _RING * math.cos(turn)), round(ring * _RING * math.sin(turn)))
