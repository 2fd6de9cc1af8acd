"""What two people are to each other, in the author's own words."""

from __future__ import annotations

from collections.abc import Iterable

from vault_companion.cast.kind_words import tokens_of, words_for
from vault_companion.cast.names import People, possessive
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
_FOR = {
    "sibling": {"she": "sister", "he": "brother"},
    "sibling in law": {"she": "sister-in-law", "he": "brother-in-law"},
    "parent": {"she": "mother", "he": "father"},
    "parent in law": {"she": "mother-in-law", "he": "father-in-law"},
    "child": {"she": "daughter", "he": "son"},
    "child in law": {"she": "daughter-in-law", "he": "son-in-law"},
}
"""What a word for either is for a woman and for a man."""
_DOERS = {
    "loves": "admirer",
    "admires": "admirer",
    "trusts": "confider",
    "distrusts": "doubter",
    "envies": "envier",
    "hates": "hater",
    "fears": "afraid",
}
"""Who does what a kind says that is no noun."""
_STANDS = {
    "engaged": "to",
    "married": "to",
    "betrothed": "to",
    "related": "to",
    "estranged": "from",
    "divorced": "from",
    "separated": "from",
    "afraid": "of",
}
"""Words for how somebody stands to the other, each with the preposition that leads there; they name nobody."""
MOST = 2


def is_hostile(tie: Tie | None) -> bool:
    """Whether the word for a tie makes them enemies or rivals."""
    return tie is not None and tie.primary is not None and tie.primary.family in ("enemy", "rivalry")


def word_of(kind: Kind) -> str:
    """The author's word for it, less a count ("the one suitor she warned"); "raised" is named by the kind it makes."""
    deed = " ".join(token.word for token in tokens_of(kind.said)) in words_for().verbs
    return (
        safe(_DOERS.get(kind.kind, kind.kind) if deed else kind.said).lower().removeprefix("one ").removeprefix("only ")
    )


def _gendered(kind: Kind, people: People) -> str:
    """The word for a kind; one that only mirrors hers is "sister" and no "sibling" where the note says "she"."""
    word = word_of(kind)
    known = people.person(kind.of).pronouns
    (only,) = known if len(known) == 1 else ("",)
    return _FOR[word].get(only, word) if word in _FOR else word


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
    if last.endswith(("x", "ch", "sh")):
        return f"{word}es"
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
        return _whose(same[0], word, tie, people)
    return f"one of them the {word}; the notes do not say which"


def _whose(kind: Kind, word: str, tie: Tie, people: People) -> str:
    """Who is what to whom, beside the names of both: "his attorney" of the second, "Compeyson her bridegroom"."""
    if preposition := _preposition(word):
        return word if preposition != "of" else f"{safe(people.short_name(kind.of))} {word} of {_them(kind.to, people)}"
    owner, (_, second) = _pronoun(kind.to, people), tie.pair
    if not owner:
        own = possessive(safe(people.short_name(kind.to)))
        return f"{own} {word}" if kind.of == second else f"{safe(people.short_name(kind.of))} is {own} {word}"
    return f"{owner} {word}" if kind.of == second else f"{safe(people.short_name(kind.of))} {owner} {word}"


def _pronoun(who: VaultPath, people: People) -> str:
    """Gives "her" or "his", "" where the note does not tell."""
    known = people.person(who).pronouns
    (only,) = known if len(known) == 1 else ("",)
    return {"she": "her", "he": "his"}.get(only, "")


def _them(who: VaultPath, people: People) -> str:
    """Gives "her" or "him", else the name."""
    return {"her": "her", "his": "him"}.get(_pronoun(who, people), safe(people.short_name(who)))


def _preposition(word: str) -> str:
    """What leads from a word for how somebody stands to the other: engaged "to"; "" for a word for a person."""
    return _STANDS.get(word.rsplit(" ", 1)[-1], "")


def tie_in_words(tie: Tie, who: VaultPath, people: People) -> str:
    """What the other is to `who`; what `who` is to them where only that is said; "not said" where nothing is."""
    theirs = _words((kind for kind in tie.kinds if kind.to == who and kind.directed), people)
    if theirs and _preposition(theirs[0]) == "of":
        return f"{theirs[0]} of {_them(who, people)}"
    if theirs:
        return " and ".join(theirs[:MOST])
    own = _words((kind for kind in tie.kinds if kind.of == who and kind.directed), people)
    if own and (preposition := _preposition(own[0])):
        return f"{safe(people.short_name(who))} is {own[0]} {preposition} {_them(tie.other(who), people)}"
    if own:
        other = _pronoun(tie.other(who), people) or possessive(safe(people.short_name(tie.other(who))))
        return f"{safe(people.short_name(who))} is {other} {own[0]}"
    undirected = _words(tie.kinds, people)
    return f"({undirected[0]})" if undirected else "not said"


def tie_of(tie: Tie, who: VaultPath, people: People) -> str:
    """The same as a phrase about the other: "Joe’s wife", "engaged to Joe", "Joe is her employer"; "" for nothing."""
    name = safe(people.short_name(who))
    theirs = _words((kind for kind in tie.kinds if kind.to == who and kind.directed), people)
    if theirs and (preposition := _preposition(theirs[0])):
        return f"{theirs[0]} {preposition} {name}"
    words = tie_in_words(tie, who, people)
    if not theirs:
        return "" if words == "not said" or words.startswith("(") else words
    return f"{possessive(name)} {words}"


def _words(found: Iterable[Kind], known: People) -> list[str]:
    """Each word once, the author's own first.

    A word that names a relationship, or one that only mirrors hers, counts if there is no other.
    """
    kinds = tuple(found)
    words = list(dict.fromkeys(_gendered(kind, known) for kind in kinds))
    people = [word for word in words if word.rsplit(" ", 1)[-1] not in _STATES and not word.endswith("ship")]
    hers = {_gendered(kind, known) for kind in kinds if word_of(kind) not in _MIRRORED}
    own = [word for word in people if word in hers]
    shown = own or people or words
    return [word for word in shown if not any(word != other and word in other.split() for other in shown)]
