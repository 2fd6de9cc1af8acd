"""The keys and headings under which a character's sheet and a relationship are written (theory 2.3 and 2.4)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

TRAITS: dict[str, tuple[str, ...]] = {
    "needs": (
        "needs",
        "need",
        "needs (internal)",
        "internal need",
        "internal needs",
        "emotional need",
        "emotional needs",
        "what they need",
        "what he needs",
        "what she needs",
        "what he really needs",
        "what she really needs",
        "what they really need",
        "core need",
        "core needs",
        "deep need",
        "deep needs",
        "lack",
        "lacks",
        "missing",
        "hole",
        "insufficiency",
        "hunger",
        "longing",
        "longings",
        "the truth they need",
        "truth",
        "lesson",
    ),
    "wants": (
        "wants",
        "want",
        "goal",
        "goals",
        "desire",
        "desires",
        "external goal",
        "external goals",
        "motivation",
        "motivations",
        "objective",
        "objectives",
        "ambition",
        "ambitions",
        "what they want",
        "what he wants",
        "what she wants",
        "dream",
        "dreams",
    ),
    "offers": (
        "offers",
        "offer",
        "gives",
        "brings",
        "strength",
        "strengths",
        "virtue",
        "virtues",
        "positive traits",
        "good traits",
        "skill",
        "skills",
        "gifts",
        "gift",
        "talent",
        "talents",
        "qualities",
        "what they bring",
        "what he brings",
        "what she brings",
        "superpower",
        "best trait",
        "assets",
    ),
    "flaws": (
        "flaws",
        "flaw",
        "fatal flaw",
        "weakness",
        "weaknesses",
        "vice",
        "vices",
        "negative traits",
        "bad traits",
        "fault",
        "faults",
        "blind spot",
        "blind spots",
        "shortcoming",
        "shortcomings",
        "insecurities",
        "limitations",
        "missing piece",
        "missing pieces",
    ),
    "wounds": (
        "wounds",
        "wound",
        "ghost",
        "ghosts",
        "backstory wound",
        "trauma",
        "scar",
        "scars",
        "the ghost",
        "past hurt",
        "formative event",
        "formative events",
        "haunted by",
        "childhood",
    ),
    "lie": (
        "lie",
        "the lie",
        "lie they believe",
        "the lie they believe",
        "misbelief",
        "false belief",
        "limiting belief",
    ),
    "fears": ("fears", "fear", "greatest fear", "core fear", "afraid of", "phobia", "phobias"),
    "values": (
        "values",
        "value",
        "ideals",
        "ideal",
        "beliefs",
        "belief",
        "principles",
        "moral code",
        "creed",
        "what matters",
        "philosophy",
        "worldview",
    ),
    "attachment": ("attachment", "attachment style", "attachment type", "bonding style"),
    "in_love": (
        "in love",
        "in relationships",
        "relationship style",
        "romance",
        "love style",
        "how they love",
        "how he loves",
        "how she loves",
        "intimacy",
        "relationship pattern",
        "relationship patterns",
        "romantic baggage",
        "love language",
        "dating history",
        "behaviour under stress with others",
        "behavior under stress with others",
        "in close bonds",
    ),
    "self": (
        "self",
        "on their own",
        "on his own",
        "on her own",
        "life",
        "alone",
        "self sufficiency",
        "independence",
        "before the story",
        "normal world",
        "contentment",
    ),
    "arc": (
        "arc",
        "character arc",
        "change",
        "growth",
        "beginning",
        "midpoint",
        "end",
        "starting state",
        "ending state",
        "progressions",
    ),
    "role": ("role", "story role", "archetype", "function"),
    "pronouns": ("pronouns", "pronoun", "gender"),
    "status": ("status", "rank", "class", "title", "occupation", "wealth"),
    "anxiety": ("anxiety", "attachment anxiety"),
    "avoidance": ("avoidance", "attachment avoidance"),
}
"""Each trait's model name, and every key or heading that means it, as `key_of` gives them."""

SHEET_TRAITS = frozenset(
    {"needs", "wants", "offers", "flaws", "wounds", "lie", "fears", "values", "attachment", "in_love"}
)
"""The traits that make a note look like a character's sheet."""

TIE_FIELDS: dict[str, tuple[str, ...]] = {
    "kind": ("kind", "relation", "relationship", "relationship type", "tie", "bond"),
    "feels": (
        "feels",
        "feeling",
        "feelings",
        "attitude",
        "opinion",
        "sees them as",
        "thinks of them",
        "attitudes",
    ),
    "desire": ("desire", "attraction", "chemistry"),
    "phase": ("phase", "stage"),
    "history": (
        "history",
        "backstory together",
        "shared past",
        "how they met",
        "events",
        "ordeals",
        "timeline",
        "past",
        "backstory",
    ),
    "changes": ("changes", "change", "arc", "development", "progression", "turning points", "how it changes"),
    "power": ("power", "leverage", "depends on", "owes", "authority", "age gap", "money", "balance of power"),
    "now": ("now", "status", "current", "present", "end state", "where they end", "at the end"),
    "conflict": (
        "conflict",
        "conflicts",
        "tension",
        "friction",
        "clash",
        "argument",
        "stakes",
        "obstacle",
        "obstacles",
    ),
    "note": ("notes", "note", "description", "summary", "details", "text"),
}
"""Each part of a relationship, and every key or heading that means it."""

TIE_HEADINGS: dict[str, str] = {
    "relationships": "",
    "relationship": "",
    "relations": "",
    "relation": "",
    "bonds": "",
    "connections": "",
    "connection": "",
    "known connections": "",
    "notable relationships": "",
    "key relationships": "",
    "important relationships": "",
    "other relationships": "",
    "acquaintances": "",
    "associates": "",
    "ties": "",
    "dynamics": "",
    "people": "",
    "allies & enemies": "",
    "allies and enemies": "",
    "friends and foes": "",
    "friends & foes": "",
    "relationships with others": "",
    "with others": "",
    "with the party": "",
    "friends and family": "",
    "family and friends": "",
    "connections & hooks": "",
    "bonds and ties": "",
    "family": "family",
    "relatives": "family",
    "friends": "friend",
    "enemies": "enemy",
    "foes": "enemy",
    "allies": "ally",
    "rivals": "rival",
    "love interests": "love interest",
    "lovers": "lover",
    "mentors": "mentor",
    "students": "student",
}
"""Headings under which each item is about another person, and the kind that the heading itself states, or ""."""

PAIR_KEYS = ("characters", "between", "pair", "people", "members", "who")
TYPE_KEYS = (
    "type",
    "kind",
    "category",
    "categories",
    "class",
    "note type",
    "notetype",
    "noteicon",
    "note icon",
    "typeof",
    "fileclass",
    "file class",
    "entity",
    "entity type",
    "entitytype",
    "cr type",
)
NAME_KEYS = ("name", "full name", "character")
ALIAS_KEYS = ("aliases", "alias", "aka", "nickname", "nicknames", "also known as")


_THEY: Final = re.compile(r"\bthey\b(.*\S)")
_BELIEVED: Final = re.compile(r"(?:the )?(?:lie|misbelief)(?: that)? (?:[^\W\d_][\w'’.]{0,30} ){1,3}believes?")
"""A lie with the name of who believes it."""
_JOINED: Final = re.compile(r"\s*(?:[,/&+]|\band\b)\s*")
_LONGEST_HEADING: Final = 60
_COUPLED: Final = frozenset({"needs", "flaws", "wounds", "lie", "fears"})
"""Traits whose heading may name one more thing; what is coupled with a strength may be anything."""


@cache
def trait_names() -> dict[str, str]:
    """From each accepted key to the trait it means.

    A trait's model name is always accepted, and a key with "they" also with "he" and "she".
    """
    names = {key: trait for trait, keys in TRAITS.items() for key in keys}
    of_one = {_THEY.sub(rf"{one}\1s", key): trait for key, trait in names.items() for one in ("he", "she")}
    return of_one | names | {trait.replace("_", " "): trait for trait in TRAITS}


@cache
def tie_field_names() -> dict[str, str]:
    """From each accepted key to the part of a relationship it means."""
    return {key: part for part, keys in TIE_FIELDS.items() for key in keys}


@cache
def known_keys() -> tuple[str, ...]:
    """Every key and heading that means something in a note about people."""
    return tuple(
        dict.fromkeys(
            [*trait_names(), *tie_field_names(), *TIE_HEADINGS, *NAME_KEYS, *ALIAS_KEYS, *PAIR_KEYS, *TYPE_KEYS]
        )
    )


def trait_of(key: str) -> str:
    """The trait that a key means, or ""; what stands in brackets after it does not count."""
    names = trait_names()
    return names.get(key) or names.get(key.partition(" (")[0]) or ("lie" if _BELIEVED.fullmatch(key) else "")


def _halves(key: str) -> list[str]:
    """What a short heading joins by `&`, `and` or a comma."""
    return _JOINED.split(key) if len(key) <= _LONGEST_HEADING else [key]


def traits_in(key: str) -> frozenset[str]:
    """The traits of a sheet that the words of a heading such as `strengths & weaknesses` mean."""
    return SHEET_TRAITS & {trait_of(half) for half in _halves(key)}


def coupled_trait(key: str) -> str:
    """The trait that a heading such as `wounds & scars` means, or ""; one of two traits means neither."""
    halves = _halves(key)
    if len(halves) == 1:
        return ""
    first, *rest = map(trait_of, halves)
    others = {trait for trait in rest if trait}
    is_clear = all(rest) or (first in _COUPLED and not any(map(is_tie_heading, halves)))
    return first if is_clear and others <= {first} else ""


def coupled_tie_heading(key: str) -> str | None:
    """The kind that a heading such as `ties & grudges` gives its items, "" for none; None when it is no such heading.

    What a trait is coupled with, as in `bonds & flaws`, is not only about other people.
    """
    first, *rest = _halves(key)
    if not rest or first not in TIE_HEADINGS or any(map(is_trait, rest)):
        return None
    kinds = {TIE_HEADINGS.get(half, "") for half in (first, *rest)}
    return kinds.pop() if len(kinds) == 1 else ""


def is_trait(key: str) -> bool:
    """Whether a key means a trait."""
    return bool(trait_of(key))


def is_tie_heading(key: str) -> bool:
    """Whether the items under a heading are about other people."""
    return key in TIE_HEADINGS
