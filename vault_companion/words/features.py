"""What a phrase is compared by: its stems, neighbours and what is denied; the same for learning and for reading."""

from __future__ import annotations

from typing import Final

from vault_companion.words.normalise import Tokens

DENIED: Final = 3
"""How many telling words after a negator are taken as denied."""


def features_of(tokens: Tokens) -> frozenset[str]:
    """The features of a phrase: `stem`, `stem stem` for neighbours, `-stem` for what is denied.

    Function words stand with a `'` before them, so that they can be told from a stem of the same letters.
    """
    found: set[str] = set()
    before, denied = "", 0
    for stem, _, light, barrier, negator in tokens.items:
        if barrier:
            denied = 0
            if barrier == "hard":
                before = ""
            continue
        word = f"'{stem}" if light else stem
        found.add(word)
        if before:
            found.add(f"{before} {word}")
        before = word
        if negator:
            denied = DENIED
        elif denied and not light:
            found.add(f"-{word}")
            denied -= 1
    return frozenset(found)
