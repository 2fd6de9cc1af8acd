"""What two people are said to be to each other, a line for each word: "Ada is mentor of Bo", "Ada loves Bo"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from vault_companion.cast.kind_words import tokens_of, words_for
from vault_companion.cast.ties import Tie
from vault_companion.notes.note import Evidence
from vault_companion.vault.snapshot import VaultPath

_PAST: Final = frozenset({"broke", "fell", "fought", "had", "proposed", "saved", "studied", "worked"})
"""Deeds of several words that are over: "fell for", "worked with"."""
_STATES: Final = frozenset({"engaged"})


def kinds_text(tie: Tie | None, name: Callable[[VaultPath], str], cited: Callable[[Sequence[Evidence]], str]) -> str:
    """What is stated of a pair, in the author's words."""
    if tie is None:
        return "No relationship between them is stated."
    if not tie.kinds:
        return "They are tied; what they are to each other is not stated."
    lines = []
    for kind in tie.kinds:
        mirrored = [other for other in tie.kinds if (other.of, other.to, other.said) == (kind.to, kind.of, kind.said)]
        if mirrored and kind.of != tie.pair[0]:
            continue
        if mirrored:
            said = f"{' and '.join(map(name, tie.pair))}: {kind.said}"
        elif kind.directed:
            said = f"{name(kind.of)} {as_told(kind.said)} {name(kind.to)}"
        else:
            said = f"{name(kind.of)} and {name(kind.to)}: {kind.said}"
        lines.append(f"{said}{cited(kind.evidence)}")
    return "\n".join(lines)


def as_told(said: str) -> str:
    """A word for what one is or does, as it stands between two names: "is mentor of", "loves", "is afraid of"."""
    words = [token.word for token in tokens_of(said)]
    known = words_for()
    whole = " ".join(words)
    if whole not in known.verbs or whole in known.nouns or whole not in known.english:
        return f"is {said} of"
    return said if _tells_a_deed(words) else f"is {said}"


def _tells_a_deed(words: Sequence[str]) -> bool:
    """Whether words follow a name as they are: "looks up to", "betrayed", "served under"."""
    first, last = words[0], words[-1]
    if first.endswith("s"):
        return not first.endswith("ous")
    if len(words) == 1:
        return not first.endswith("ing") and first not in _STATES
    return first in _PAST or (first.endswith("ed") and last == "under")
