"""Why somebody who fears to be left stays with somebody who keeps away, or holds the power.

Why it matters: seen from outside it is folly; from inside it is home, and a reader has to stand inside.

Silent when: no line shows anybody reach, bear something or carry a wound. Each part needs its own line; fear alone says
nothing about harm.
"""

import re
from collections.abc import Iterator

from vault_companion.dynamics.conduct import PLAIN
from vault_companion.dynamics.meant import are_lovers
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import THRESHOLD, Profile
from vault_companion.dynamics.reading import Claim, Fit
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.dynamics.trajectory import growth_hits
from vault_companion.notes.fields import Phrase

THEORY = ("S54", "S55", "S56", "S57", "S58", "S59", "S60", "S61", "S62", "S63", "S64", "S65", "S66")
STAYS, GOES = 0.6, 0.3
"""From which inclination on somebody stays past the point of reason, and up to which they are ready to go."""
_ABOUT_LOVE = frozenset(
    {"constancy", "belonging", "affection", "acceptance", "intimacy", "safety", "validation", "significance"}
)
_OPEN = ("unfilled", "opposed", "overlap", "seeming", "blocked", "intermittent")
_LOVABLE = re.compile(
    r"\b(?:(?:un)?lov(?:e|es|ed|able)|enough|(?:un)?wanted|(?:un)?worth\w*|deserv\w*|leaves?|left|stays?|abandon\w*|"
    r"reject\w*|replaced|alone)\b",
    re.IGNORECASE,
)
"""The words of a belief or a fear about being worth somebody's love."""
_SERIAL = re.compile(
    r"\b(?:never (?:single|alone|without (?:a|some))|always in love|falls? in love (?:again|with every)|"
    r"one (?:lover|man|woman|affair) after)\b",
    re.IGNORECASE,
)
_PROTEST = {
    "sulks": r"\bsulk\w*|\bpout\w*|\bsilent treatment\b|\bpunish\w* (?:\w+ ){0,2}(?:with|by) silence\b|\bgoes silent\b",
    "plays games": r"\bmanipulat\w*|\bplay\w* games\b|\bjealous on purpose\b|\bmak\w+ (?:\w+ ){0,2}jealous\b|"
    r"\bthreaten\w* to (?:leave|go|die)\b|\bguilt\w*|\btest\w* (?:his|her|their|whether)\b",
    "finds fault": r"\bcritici[sz]\w*|\breproach\w*|\bnag\w*|\baccus\w*|\bblam\w*|\bcomplain\w*|"
    r"\bpick\w* (?:a )?(?:fight|quarrel)\w*",
    "demands": r"\bdemand\w*|\bbeg(?:s|ged|ging)?\b|\bplead\w*|\binsist\w*|\bmak\w+ (?:a )?scenes?\b|\bneed\w* proof\b",
    "keeps watch": r"\bcontrol\w*|\bforbid\w*|\bchecks? (?:up )?on\b|\bfollow\w*|\bspies\b|\bspy\w*|\bpossessive\b|"
    r"\breads? (?:\w+ ){0,2}(?:letters|messages)\b|\bjealous\w*",
}
"""The five ways in which fear of being left comes out sideways, and the words that show them."""
_PROTESTS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PROTEST.items()}


def find(view: PairView) -> Claim | None:
    """A claim about (who stays, who is stayed with).

    Parts: `reaching` (so the other need not hold them), `wound` and `wages` (where it was learnt), `protest`, `cost`
    (what they have put up with), `proof` (what each step back seems to prove), `intimacy` (what stays open), `serial`
    and `pattern` (other loves, and those with the same shape), `leaving` (a change that leads away).
    """
    if view.hostile:
        return None
    found = [claimed for stays, other in view.both_ways() if (claimed := _in_this_order(view, stays, other))]
    return max(found, key=lambda claimed: claimed.confidence, default=None)


def _in_this_order(view: PairView, stays: Profile, other: Profile) -> Claim | None:
    if stays.attachment.style not in ("anxious", "fearful") or not view.attached(stays):
        return None
    bond = view.bond("validation_power")
    holds_power = bond is not None and bond.confidence >= 0.5 and bond.who == (stays.path, other.path)
    guarded = other.attachment.style in ("avoidant", "fearful") and bool(view.attached(other))
    mirrored = stays.attachment.style == "fearful" and other.attachment.style == "fearful"
    if not (guarded or holds_power) or mirrored:
        return None
    cost = tuple(dict.fromkeys(_cost(view, other)))
    reaching = _deeds(view, stays, "pursue")
    leaving = tuple(hit.phrase for hit in growth_hits(view) if hit.subjects == {stays.path} and hit.weight >= PLAIN)
    if not (cost or reaching):
        return None
    cited = {
        "reaching": tuple(one for one in reaching if one not in cost)[:2],
        "wound": _wounds(view, stays)[:1],
        "wages": _meant(view, stays, "works_for_love")[:1],
        "protest": protests(view, stays)[:2],
        "cost": cost[:3],
        "proof": _beliefs(view, stays)[:1],
        "intimacy": tuple(fit.lack[0] for fit in view.fits_of(stays.path, *_OPEN) if _is_intimacy(view, fit))[:1],
        "serial": tuple(_serial(view, stays))[:2],
        "pattern": tuple(_pattern(view, stays)) if guarded and are_lovers(view.tie) else (),
        "leaving": leaving[:1],
    }
    confidence = min(stays.attachment.confidence, other.attachment.confidence if guarded else 1.0)
    return claim(RULE.id, confidence, THEORY, (stays.path, other.path), cited)


def inclination(anxiety: float, *, leaving: bool, other_supplier: bool) -> float:
    """0 to 1: how much somebody is held, by their fear, by having nobody else, and by not having changed."""
    return min(1.0, max(0.0, 0.5 + 0.3 * anxiety + (0.0 if other_supplier else 0.2) - (0.4 if leaving else 0.0)))


def way_of_protest(phrase: Phrase) -> str:
    """Which of the five ways a phrase shows, "" if none."""
    return next((name for name, pattern in _PROTESTS.items() if pattern.search(phrase.text)), "")


def protests(view: PairView, who: Profile) -> tuple[Phrase, ...]:
    """The lines in which somebody's fear comes out sideways, one for each way of it."""
    lines = (*_meant(view, who, "protest"), *_meant(view, who, "clinging"), *_deeds(view, who, "pursue", "toxic"))
    first: dict[str, Phrase] = {}
    for phrase in lines:
        if way := way_of_protest(phrase):
            first.setdefault(way, phrase)
    return tuple(first.values())


def _meant(view: PairView, who: Profile, group: str) -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in who.attachment.cited.get(group, ()) if phrase not in view.astray)


def _deeds(view: PairView, who: Profile, *categories: str) -> tuple[Phrase, ...]:
    hits = (hit for category in categories for hit in view.conduct.of(category))
    return tuple(dict.fromkeys(hit.phrase for hit in hits if hit.weight >= PLAIN and hit.subjects == {who.path}))


def _cost(view: PairView, other: Profile) -> Iterator[Phrase]:
    """What the one who stays has put up with: deeds of the other, and steps back."""
    yield from _deeds(view, other, "toxic", "withdraw")


def _wounds(view: PairView, who: Profile) -> tuple[Phrase, ...]:
    """The wounds that speak of a need which only people can answer."""
    needs = [held for need, held in who.deep.items() if need in _ABOUT_LOVE and held.weight >= THRESHOLD]
    spoken = {phrase for held in needs for phrase in held.phrases}
    return tuple(phrase for phrase in who.character.trait("wounds") if phrase in spoken and phrase not in view.astray)


def _beliefs(view: PairView, who: Profile) -> tuple[Phrase, ...]:
    """The lie or the fear that a step back seems to prove."""
    said = (*who.character.trait("lie"), *who.character.trait("fears"))
    return tuple(phrase for phrase in said if _LOVABLE.search(phrase.text) and phrase not in view.astray)


def _is_intimacy(view: PairView, fit: Fit) -> bool:
    return fit.need == "intimacy" and fit.field in ("needs", "fears") and fit.lack[0] not in view.astray


def _serial(view: PairView, who: Profile) -> Iterator[Phrase]:
    """What says that somebody is seldom alone: a line, or two other loves."""
    yield from (phrase for phrase in _meant(view, who, "clinging") if _SERIAL.search(phrase.text))
    if are_lovers(view.tie):
        yield from (one.said for one in view.romances.get(who.path, ()))


def _pattern(view: PairView, who: Profile) -> Iterator[Phrase]:
    """A line each of the other people they loved who keep away from closeness too."""
    for one in view.romances.get(who.path, ()):
        if one.partner.attachment.style in ("avoidant", "fearful"):
            yield one.partner.attachment.phrases[0]


RULE = Rule("staying", THEORY, find)
