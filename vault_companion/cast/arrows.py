"""Relations inside a link's display text: `Nelo → big brother of → Klem`, and `the old fox @rival`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

ARROW: Final = re.compile(r"↔|⟷|<-{1,2}>|→|⟶|➜|➝|-{1,2}>|=>|←|⟵|<-{1,2}")
_BACK: Final = ("←", "⟵", "<-", "<--")
_BOTH: Final = ("↔", "⟷", "<->", "<-->")
_TYPE: Final = re.compile(r"(?:^|(?<=\s))@([^\W\d_][\w-]{0,60})")


class Chain(NamedTuple):
    """One person, a relation and another person; `both` when the arrow has two heads."""

    one: str
    relation: str
    other: str
    both: bool


def chain(text: str) -> Chain | None:
    """The three parts between two arrows that point the same way; None when the text is not of that form."""
    arrows = [found[0] for found in ARROW.finditer(text[:400])]
    if len(arrows) != 2 or len(text) > 400:
        return None
    first, relation, last = (part.strip(" *_") for part in ARROW.split(text))
    sides = ["back" if arrow in _BACK else "both" if arrow in _BOTH else "on" for arrow in arrows]
    if not (first and relation and last) or {"back", "on"} <= set(sides):
        return None
    one, other = (last, first) if "back" in sides else (first, last)
    return Chain(one, relation, other, set(sides) == {"both"})


def types_in(shown: str) -> tuple[str, ...]:
    """The words after an `@` that begins the text or follows a blank, in order: `mentor_of` in `her @mentor_of`."""
    return tuple(found[1] for found in _TYPE.finditer(shown))


def without_types(shown: str) -> str:
    """The display text without them."""
    return " ".join(_TYPE.sub("", shown).split())
