"""The words by which groups are known: who belongs to one, what it is called, how two of them stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from vault_companion.cast.kind_words import tokens_of
from vault_companion.cast.terms import Terms
from vault_companion.notes.fields import is_missing, sentences
from vault_companion.notes.note import key_of
from vault_companion.notes.resolve import key
from vault_companion.notes.scan import Link, links_in, plain

Sign = Literal["opposed", "allied", "neutral", "other"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MEMBERSHIP: Final = frozenset(
    {
        "faction",
        "factions",
        "group",
        "groups",
        "organization",
        "organizations",
        "organisation",
        "organisations",
        "membership",
        "memberships",
        "membership orgs",
        "affiliation",
        "affiliations",
        "affiliated with",
        "allegiance",
        "allegiances",
        "house",
        "houses",
        "clan",
        "clans",
        "guild",
        "guilds",
        "order",
        "orders",
        "crew",
        "team",
        "teams",
        "party",
        "which party",
        "whichparty",
        "gang",
        "member of",
        "belongs to",
    }
)
"""Keys and labels on a character's note that say to whom they belong."""
MEMBERSHIP_HEADINGS: Final = MEMBERSHIP - {"house", "houses", "order", "orders", "party", "crew", "team", "which party"}
"""Those of them that as headings stand over a list of groups."""
ROSTER: Final = frozenset(
    {
        "members",
        "member",
        "membership",
        "roster",
        "ranks",
        "notable members",
        "key members",
        "known members",
        "current members",
        "members and ranks",
    }
)
"""Keys, labels and headings on a group's note over its members."""
LEADERS: Final = frozenset({"leader", "leaders", "leadership", "led by", "head", "chief"})
"""Keys, labels and headings on a group's note over whoever leads it."""
RELATIONS: Final = frozenset(
    {
        "grouprelationships",
        "group relationships",
        "relations",
        "relationships",
        "diplomacy",
        "foreign relations",
        "stances",
        "other groups",
        "other factions",
        "allies and enemies",
        "allies & enemies",
        "friends and foes",
    }
)
"""Keys and headings on a group's note over how it stands to others."""
GROUP_KEYS: Final = MEMBERSHIP | {"name", "org", "groupname", "group name"}
OTHER_KEYS: Final = GROUP_KEYS | {"target", "with", "to"}
WHO_KEYS: Final = frozenset({"name", "member", "character", "person", "who"})
RANK_KEYS: Final = frozenset({"rank", "role", "title", "position", "post", "office"})
STANCE_KEYS: Final = frozenset(
    {"relationshiptype", "relationship type", "relationship", "relation", "type", "kind", "stance", "attitude"}
)
ENDED_KEYS: Final = frozenset({"until", "end", "ended", "end date", "left", "date left", "leave date", "to"})
STATUS_KEYS: Final = frozenset({"status", "state"})

_NOBODY: Final = frozenset(
    [
        "none",
        "no",
        "no one",
        "nobody",
        "nothing",
        "unaffiliated",
        "independent",
        "neutral",
        "unknown",
        "various",
        "self",
        "himself",
        "herself",
        "themself",
        "themselves",
        "lone wolf",
        "main",
        "minor",
        "major",
        "supporting",
        "secondary",
        "main cast",
        "main character",
        "main characters",
        "supporting cast",
        "protagonist",
        "protagonists",
        "antagonist",
        "antagonists",
        "character",
        "characters",
        "people",
        "npc",
        "npcs",
        "pc",
        "pcs",
        "player characters",
    ]
)
"""Values that name no group."""
NO_GROUP: Final = _words(
    """
    place location region city town village settlement building room district street landmark estate religion deity
    god race species ancestry item event
    """
)
"""Types of notes that a membership key may link to and that are no groups."""
_NOT_IN: Final = _words(
    """
    former formerly ex once previously past not never neither exiled exile expelled banished outcast deserted deserter
    defected defector disowned renounced resigned until captive hostage hunted ally allies allied friend friends
    friendly contact enemy enemies rival rivals hostile foe foes target suspected alleged allegedly rumoured rumored
    potential wants hopes hates fled
    """
)
"""Words beside a name after which nobody can be said to belong."""
_OUTSIDE: Final = _words(
    "spy infiltrator infiltrating undercover prisoner client customer candidate applicant aspiring"
)
"""Words that on a group's own roster are an office in it, and on a character's note may be their place outside it."""
_NO_MORE: Final = re.compile(r"\bno (?:longer|more)\b|\bleft\b(?![ -](?:hand|arm|wing))", re.IGNORECASE)
_OVER: Final = frozenset({"former", "formerly", "ex", "once", "previously", "past", "not", "never", "neither", "until"})
_PEACE: Final = frozenset({"truce", "ceasefire", "armistice", "peace", "reconciled"})
_STANCES: Final[dict[Sign, tuple[str, ...]]] = {
    "opposed": (
        "at war",
        "war with",
        "hostile",
        "hostility",
        "hostilities",
        "feud",
        "feuding",
        "opposed",
        "opposes",
        "enmity",
        "enemy",
        "unfriendly",
        "blood debt",
    ),
    "allied": ("allied", "alliance", "ally", "friendly", "sworn to help"),
    "neutral": ("neutral", "neutrality", "indifferent"),
    "other": ("vassal", "vassals", "tributary", "overlord", "liege", "trade partner", "trade partners"),
}
_FAMILIES: Final[dict[str, Sign]] = {"enemy": "opposed", "rivalry": "opposed", "friendship": "allied"}
_DWELLINGS: Final = _words(
    "cottage street road lane avenue flat apartment manor farm farmhouse mansion hut villa floor inn square"
)
_LORDS: Final = _words(
    "king queen lord lady sir emperor empress prince princess duke duchess baron baroness captain count"
)
_TITLE_LESS: Final = _words(
    """
    in since after before by with from joined secretly reluctant reluctantly active inactive deceased dead current
    honorary loyal who was is has had young old new
    """
)
"""Words by which what stands beside a name is no rank, but something said of the member."""

MAX_TEXT: Final = 20_000
MAX_PIECES: Final = 1_000
_MAX_NAME: Final = 60
_MAX_WORDS: Final = 7
_MAX_RANK: Final = 120
_LINK: Final = re.compile(r"\[\[[^\[\]\n]{1,500}\]\]|\[[^\[\]\n]{1,500}\]\([^()\n]{1,500}\)")
_AND: Final = re.compile(r"\s*(?:and|&|/|\+)?\s*", re.IGNORECASE)
_PLAIN_RANK: Final = re.compile(r"\s\(|\s[-–—]\s|:\s")
_OFFICE: Final = re.compile(r"(.{1,60}?)\s+(?:of|in|at|for|to)(?:\s+the)?", re.IGNORECASE)
_MEMBER_OF: Final = re.compile(r"(?:an?\s+)?(?:members?\s+of|belongs\s+to|of)?\s*(?:the\s*)?", re.IGNORECASE)
_OPEN, _SHUT, _ENDS = "([（", ")]）", ",;，、；\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """One name in a list of names.

    Attributes:
        link: The link, None for plain text.
        name: What it names: the link's note or the plain words.
        before: The words before a link.
        rank: What is written after the name, in brackets or after a dash, colon or comma; "" for nothing.
        rest: All that is written after it.
        source: All of it as written.
    """

    link: Link | None
    name: str
    before: str
    rank: str
    rest: str
    source: str


def pieces_of(text: str) -> list[Piece]:
    """The names in a value, in order: links, or plain words between commas and semicolons.

    Beside a link, plain words name nothing; after the only one they are its rank. So are words in lower case after
    a name with a capital: `Black Hand, quartermaster`.
    """
    parts = _parts(text[:MAX_TEXT])[:MAX_PIECES]
    links = [piece for part in parts for piece in _linked(part)]
    if len(links) != 1:
        return links or _plain_pieces(parts)
    (one,) = links
    more = text[:MAX_TEXT].partition(one.source)[2]
    goes_on = bool(one.rank) or rank_in(more)[:1].islower()
    return [replace(one, rank=(rank_in(one.rest + more) if goes_on else "") or one.rank, rest=one.rest + more)]


def _parts(text: str) -> list[str]:
    """A text cut at the separators that stand in no brackets, in one pass."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in _OPEN:
            depth += 1
        elif letter in _SHUT:
            depth = max(0, depth - 1)
        elif letter in _ENDS and (not depth or letter == "\n"):
            parts.append(text[start:at])
            start, depth = at + 1, 0
    return [part for part in (*parts, text[start:]) if part.strip()]


def _linked(part: str) -> list[Piece]:
    """The links of one part, with the words around them where there is one link, or nothing else."""
    places = [(found, link) for found in _LINK.finditer(part) for link in links_in(found[0], 1) if link.target]
    if not places:
        return []
    between = [part[one[0].end() : other[0].start()] for one, other in pairwise(places)]
    if len(places) > 1 and all(_AND.fullmatch(text) for text in between):
        return [Piece(link, _named(link), "", "", "", found[0]) for found, link in places]
    found, link = places[0]
    before = part[: found.start()].strip(" \t*_\"'“‘")
    rest = part[found.end() :].rstrip()
    return [Piece(link, _named(link), before, rank_in(rest) if len(places) == 1 else "", rest, part.strip())]


def _named(link: Link) -> str:
    return link.target.replace("\\", "/").rpartition("/")[2]


def _plain_pieces(parts: list[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for part in parts:
        bare = " ".join(plain(part).split())
        if not bare or is_missing(bare):
            continue
        if pieces and not pieces[-1].rank and bare[0].islower() and pieces[-1].name[:1].isupper():
            last = pieces.pop()
            pieces.append(replace(last, rank=rank_in(part), rest=part))
            continue
        cut = _PLAIN_RANK.search(bare)
        name, rest = (bare[: cut.start()], bare[cut.start() :]) if cut else (bare, "")
        pieces.append(Piece(None, name.strip(" .\"'“”"), "", rank_in(rest), rest, part.strip()))
    return pieces


def rank_in(text: str) -> str:
    """What follows a name, without the mark that joins the two; "" for nothing, or for more than a rank can be."""
    bare = text.strip().lstrip("*_ ").lstrip(" \t,:–—→>-(（").strip("*_ .,;")
    if bare.endswith((")", "）")) and "(" not in bare and "（" not in bare:
        bare = bare[:-1].strip()
    shown = plain(bare).strip()
    return "" if len(bare) > _MAX_RANK or is_missing(shown) else bare


def office_before(before: str) -> str | None:
    """The rank in words before a link, `treasurer of [[X]]`; "" for `member of [[X]]`, None where nothing is clear."""
    if _MEMBER_OF.fullmatch(before):
        return ""
    found = _OFFICE.fullmatch(before)
    return found[1] if found and len(tokens_of(found[1])) <= 4 else None


def fold(name: str) -> str:
    """The form in which the names of groups are compared: `The Black Hand` is `black hand`."""
    return key(" ".join(plain(name).split())).strip(" .").removeprefix("the ")


def says_not_in(text: str, *, roster: bool = False) -> bool:
    """Whether words beside a name tell of a member that was, or of none; `roster` when a group's own note says them."""
    shown = plain(text)
    words = {token.word for token in tokens_of(shown)}
    return bool(words & _NOT_IN or (words & _OUTSIDE and not roster) or _NO_MORE.search(shown))


def is_nobody(name: str) -> bool:
    """Whether a value names no group: a placeholder, `none`, `independent`, a number."""
    return is_missing(name) or key_of(name) in _NOBODY or not any(map(str.isalpha, name))


def can_be_named(name: str, label: str) -> bool:
    """Whether plain words under a label may be the name of a group and not a phrase, a dwelling or a lord."""
    words = [token.word for token in tokens_of(name)]
    if is_nobody(name) or len(name) > _MAX_NAME or len(words) > _MAX_WORDS or any(mark in name for mark in ".!?"):
        return False
    if label.startswith("house"):
        return name[:1].isalpha() and not name[:1].islower() and not _DWELLINGS & set(words)
    if label.startswith("allegiance"):
        return not _LORDS & set(words[:2])
    return not label.startswith("order") or not name[:1].islower()


def is_title(rank: str) -> bool:
    """Whether a rank is one that somebody can be called: `treasurer`, not `joined after the flood`."""
    words = [token.word for token in tokens_of(rank)]
    return 0 < len(words) <= 4 and not _TITLE_LESS & set(words) and not words[-1].endswith("ly")


def first_words(text: str) -> str:
    """The first sentence of what is said, up to a semicolon."""
    bare = text[:MAX_TEXT].partition(";")[0]
    return next(iter(sentences(bare)), "")


def stance_in(text: str, terms: Terms) -> Sign | Literal[""]:
    """How two groups stand by what one says of the other; "" for words that are not known here.

    What is over, denied, or both good and bad is "other": the words stand, and no side is taken.
    """
    shown = plain(first_words(text))[:300]
    words = [token.word for token in tokens_of(shown)]
    joined = f" {' '.join(words)} "
    families = [_FAMILIES.get(stated.kind.family, "other") for stated in terms.read_kinds(shown)]
    found: set[Sign] = {sign for sign, said in _STANCES.items() if any(f" {one} " in joined for one in said)}
    found |= {family for family in families if family != "other"} or set(families)
    if not found and not _PEACE & set(words):
        return ""
    if len(found) > 1 and {"opposed", "allied"} - found:
        found.discard("other")
    if len(found) != 1 or (_OVER | _PEACE) & set(words) or " no longer " in joined:
        return "other"
    return found.pop()
