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
    for token in tokens.items:
        if token.barrier:
            denied = 0
            if token.barrier == "hard":
                before = ""
            continue
        word = f"'{token.stem}" if token.light else token.stem
        found.add(word)
        if before:
            found.add(f"{before} {word}")
        before = word
        if token.negator:
            denied = DENIED
        elif denied and not token.light:
            found.add(f"-{word}")
            denied -= 1
    return frozenset(found)
