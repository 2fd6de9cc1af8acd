"""What two people are to each other, in the author's own words."""

from __future__ import annotations

from collections.abc import Iterable

from vault_companion.cast.kind_words import tokens_of, words_for
from vault_companion.cast.names import People
from vault_companion.cast.ties import Kind, Tie
from vault_companion.pages.markdown import safe
from vault_companion.vault.snapshot import VaultPath

_STATES = frozenset(
    [
        "friendship",
        "courtship",
        "romance",
        "family",
        "rivalry",
        "affair",
        "marriage",
        "partnership",
        "engagement",
        "kinship",
        "companionship",
        "professional",
        "mentor",
    ]
)
"""Words that name a relationship and not a person in it."""
_MIRRORED = frozenset({"spouse", "sibling", "parent", "child", "sibling in law", "parent in law", "child in law"})
_DOERS = {
    "loves": "admirer",
    "admires": "admirer",
    "trusts": "confider",
    "distrusts": "doubter",
    "envies": "envier",
    "hates": "hater",
    "fears": "one afraid",
}
"""Who does what a kind says that is no noun."""
MOST = 2


def word_of(kind: Kind) -> str:
    """The author's word for it; a deed such as "raised" is named by the kind it makes."""
    deed = " ".join(token.word for token in tokens_of(kind.said)) in words_for().verbs
    return safe(_DOERS.get(kind.kind, kind.kind) if deed else kind.said).lower()


def both_are(word: str) -> str:
    """A word that holds for both as an apposition: "rivals", "old friends", "a courtship"."""
    if not word.isascii():
        return f"each the other’s {word}"
    last = word.rsplit(" ", 1)[-1]
    if last in _STATES or last.endswith("ship"):
        article = "an" if word[:1] in "aeiou" else "a"
        return word if last in ("family", "professional", "mentor") else f"{article} {word}"
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return word if last.endswith("s") else f"{word}s"


def tie_as_pair(tie: Tie, people: People) -> str:
    """What names a tie, said of both: "rivals", "a courtship", "Joe the husband"; "" for nothing."""
    kind = tie.primary
    if kind is None:
        return ""
    same = [other for other in tie.kinds if other.kind == kind.kind and other.directed]
    word = word_of(kind)
    if {"husband", "wife"} <= {other.kind for other in tie.kinds}:
        return "husband and wife"
    if len({other.of for other in same}) == 2:
        return both_are(word)
    if same:
        return f"{safe(people.short_name(same[0].of))} the {word}"
    return f"{word}, though the notes do not say whose"


def tie_in_words(tie: Tie, who: VaultPath, people: People) -> str:
    """What the other is to `who`; what `who` is to them where only that is said; "not said" where nothing is."""
    theirs = _words(kind for kind in tie.kinds if kind.to == who and kind.directed)
    if theirs:
        return ", ".join(theirs[:MOST])
    own = _words(kind for kind in tie.kinds if kind.of == who and kind.directed)
    if own:
        return f"{safe(people.short_name(who))} is the {own[0]}"
    undirected = _words(tie.kinds)
    return f"({undirected[0]})" if undirected else "not said"


def _words(kinds: Iterable[Kind]) -> list[str]:
    """Each word once, the author's own first.

    A word that names a relationship, or one that only mirrors hers, counts if there is no other.
    """
    words = list(dict.fromkeys(word_of(kind) for kind in kinds))
    people = [word for word in words if word.rsplit(" ", 1)[-1] not in _STATES and not word.endswith("ship")]
    own = [word for word in people if word not in _MIRRORED]
    return own or people or words
