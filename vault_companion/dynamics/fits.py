"""Who lacks what, who brings it, and what becomes of it (theory 4.2; S03 to S06, S15, S32).

Why it matters: a relationship is explained by what each person lacks and what the other supplies.
Silent when: a lack is only wanted, never needed: a want on the surface fills nothing. How somebody loves is a gift only
where love is a matter between the two; a need that the other merely fears for is no shortage that they share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from vault_companion.cast.names import People
from vault_companion.cast.ties import Tie
from vault_companion.dynamics.conduct import Conduct, is_kindness_in_secret, sentences_of
from vault_companion.dynamics.profile import LACKS, NOTHING, THRESHOLD, Held, Profile
from vault_companion.dynamics.reading import Fit, Status, rounded
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.lexicon import Lexicon
from vault_companion.words.matches import SURE

THEORY = ("S03", "S04", "S05", "S06", "S15", "S19", "S32")

_SEEMING_NEEDS = frozenset({"stability", "safety", "constancy", "confidence"})
_PUNISHES = re.compile(
    r"\b(?:cane|whip|birch|rod|strap|switch)(?:s|es)?\b|\b(?:flung|hurled|slammed|spat|grudging(?:ly)?|begrudg\w+)\b",
    re.IGNORECASE,
)
"""What is kept up by blows, or given in anger: it answers nobody."""
_SEEMS = re.compile(r"\b(?:seems?|seeming|appears?|looks? like|pretends?)\b", re.IGNORECASE)
_GIVES = re.compile(
    r"\b(?:gives?|gave|brings?|brought|teach(?:es)?|taught|protects?|protected|listens?|listened|offers?|offered|"
    r"shows? (?:\w+ ){0,3}(?:how|why|where|way|kindness|mercy|patience|love|care|warmth|respect)|"
    r"shelters?|sheltered|feeds?|fed|comforts?|comforted|steadies|steadied|encourages?|encouraged|"
    r"nurses?|nursed|saves?|saved|provides?|provided|looks? after|looked after|cares? for|cared for)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"\b(?:if|would|could|might|never|not|nothing|refuses?)\b|n't\b", re.IGNORECASE)
_HIDES_LOVE = re.compile(
    r"\bnever (?:told|tells?|said|says|spoke|speaks?)\b|\bhid(?:es|den|ing)?\b|\bhide\b|\bin secret\b|\bsecretly\b|"
    r"\bkeeps? (?:it|this|that) (?:secret|from|to)\b|\bconceals?\b",
    re.IGNORECASE,
)
_LOVE = re.compile(r"\b(?:lov(?:e|es|ed|ing)|heart|feels?|feelings?|adores?|devotion|devoted)\b", re.IGNORECASE)
_HEART_NEEDS = frozenset(
    {
        "affection",
        "intimacy",
        "acceptance",
        "passion",
        "companionship",
        "constancy",
        "validation",
        "belonging",
    }
)


@dataclass(frozen=True, slots=True)
class _Giver:
    """What one person gives in this pair."""

    offers: Mapping[str, Held]
    says_anything: bool
    withheld: tuple[Phrase, ...]


def find_fits(
    one: Profile, other: Profile, tie: Tie | None, conduct: Conduct, people: People, lexicon: Lexicon
) -> tuple[Fit, ...]:
    """Every lack of both, held against what the other brings; strongest first, the needs before the pieces."""
    out: list[Fit] = []
    for needy, giver in ((one, other), (other, one)):
        giving = _giver(needy, giver, tie, conduct, people, lexicon)
        secret = _secret_of(needy, tie, people)
        for deep, held in ((True, needy.deep), (False, needy.pieces)):
            for need, lack in held.items():
                if lack.weight >= THRESHOLD and not (not deep and _already(needy, need)):
                    out.append(
                        _fit(
                            needy,
                            giver,
                            need,
                            lack,
                            giving,
                            secret,
                            lexicon,
                            romance=_desired(tie),
                            deep=deep,
                        )
                    )
        hinted = {fit.need: fit for fit in _hinted(needy, giver, secret)}
        answered = {fit.need for fit in out if fit.of == needy.path and fit.strength}
        met = {need for need in hinted if need not in answered and need != "passion"}
        out = [fit for fit in out if not (fit.of == needy.path and fit.need in met)]
        out += [hinted[need] for need in met]
    return tuple(sorted(out, key=lambda fit: (fit.of != one.path, -fit.strength, LACKS.index(fit.field), fit.need)))


def _hinted(needy: Profile, giver: Profile, secret: tuple[Phrase, ...]) -> list[Fit]:
    """What one is plainly asked for and the other's words are only like, or the other way round: it comes near.

    That both sheets speak of one thing makes it likelier that they do; alone, the unsure phrase would be a question.
    It adds half of what comes near, since it may still mean something else.
    """
    out = []
    for needs, offers in ((needy.deep, giver.may_offer), (needy.may_need, giver.offers)):
        for need in needs.keys() & offers.keys():
            lack, offer = needs[need], offers[need]
            plain_enough = max(lack.weight, offer.weight) >= SURE and offer.weight >= THRESHOLD
            taken = _already(giver, need) or giver.may_need.get(need, NOTHING).weight >= THRESHOLD
            if lack.field != "needs" or offer.field != "offers" or not plain_enough or taken or secret:
                continue
            strength = rounded(0.25 * min(lack.weight, offer.weight))
            out.append(
                Fit(needy.path, giver.path, need, True, "near", strength, "", "needs", lack.phrases, offer.phrases)
            )
    return out


def _already(needy: Profile, need: str) -> bool:
    return needy.deep.get(need, NOTHING).weight >= THRESHOLD


def _fit(
    needy: Profile,
    giver: Profile,
    need: str,
    lack: Held,
    giving: _Giver,
    secret: tuple[Phrase, ...],
    lexicon: Lexicon,
    *,
    romance: bool,
    deep: bool,
) -> Fit:
    def made(status: Status, strength: float = 0.0, via: str = "", answer: tuple[Phrase, ...] = ()) -> Fit:
        return Fit(needy.path, giver.path, need, deep, status, rounded(strength), via, lack.field, lack.phrases, answer)

    if not giving.says_anything:
        return made("unknown")
    known = lexicon.needs[need]
    offer = giving.offers.get(need, NOTHING)
    if need == "passion" and not romance:
        offer = NOTHING
    near = max(
        ((giving.offers.get(close, NOTHING), close) for close in known.near),
        key=lambda pair: (pair[0].weight, pair[1]),
        default=(NOTHING, ""),
    )
    answered = offer if offer.weight >= THRESHOLD else near[0]
    if answered.weight >= THRESHOLD:
        if secret and (need in _HEART_NEEDS):
            return made("blocked", answer=secret)
        full = min(lack.weight, answered.weight)
        if offer.weight >= THRESHOLD:
            if _only_seems(offer):
                return made("seeming", answer=offer.phrases)
            if giving.withheld:
                return made("intermittent", 0.5 * full, answer=(*offer.phrases, *giving.withheld))
            return made("filled", full, answer=offer.phrases)
        return made("near", 0.5 * full, near[1], answered.phrases)
    if need in _SEEMING_NEEDS and giver.attachment.style == "avoidant":
        return made("seeming", answer=_first(giver.attachment.cited))
    theirs = giver.asks_for(need)
    if known.scarce and theirs.weight >= THRESHOLD:
        return made("contested", answer=theirs.phrases)
    clash = next((other for other in known.clash if giver.asks_for(other).weight >= THRESHOLD), "")
    if clash:
        return made("opposed", via=clash, answer=giver.asks_for(clash).phrases)
    if theirs.weight >= THRESHOLD and theirs.field == "needs":
        return made("overlap", answer=theirs.phrases)
    return made("unfilled")


def _first(cited: Mapping[str, tuple[Phrase, ...]]) -> tuple[Phrase, ...]:
    return next(iter(cited.values()), ())[:1]


def _only_seems(offer: Held) -> bool:
    return all(_SEEMS.search(phrase.text) for phrase in offer.phrases)


def _desired(tie: Tie | None) -> bool:
    return tie is not None and ("romance" in tie.families or bool(tie.of_part("desire")))


def _giver(
    needy: Profile, giver: Profile, tie: Tie | None, conduct: Conduct, people: People, lexicon: Lexicon
) -> _Giver:
    """A giver's offers, with what the lines of this tie say they give, and the lines in which they take it back."""
    offers = {
        need: kept
        for need, held in giver.offers.items()
        if (held.field != "in_love" or _desired(tie))
        and (kept := _for_the_other(held, {needy.path, giver.path}, people)).phrases
    }
    gave = False
    for sentence in _giving_sentences(giver, tie, conduct, people):
        for match in lexicon.read_needs(sentence.source, "giving"):
            gave = gave or match.weight >= THRESHOLD
            if match.weight > offers.get(match.id, NOTHING).weight:
                offers[match.id] = Held(match.weight, (sentence,))
    withheld = tuple(
        hit.phrase
        for hit in conduct.of("withdraw")
        if hit.subjects == frozenset({giver.path}) and hit.weight >= THRESHOLD
    )
    return _Giver(offers, giver.states_offers or gave, withheld)


def _for_the_other(held: Held, pair: Set[VaultPath], people: People) -> Held:
    """What is given without blows, and by name to nobody outside the pair: `will wait for Nora` answers only her."""
    kept = tuple(phrase for phrase in held.phrases if not _PUNISHES.search(phrase.text))
    named = ({hit.who for hit in people.named_in(phrase.text)} for phrase in kept)
    return replace(
        held, phrases=tuple(phrase for phrase, who in zip(kept, named, strict=True) if not who or who & pair)
    )


def _giving_sentences(giver: Profile, tie: Tie | None, conduct: Conduct, people: People) -> list[Phrase]:
    """The sentences of this tie in which the giver, and nobody else, gives something."""
    if tie is None:
        return []
    return [
        sentence
        for line in tie.lines
        if line.part in ("history", "changes", "now", "note") and line not in conduct.foreign
        for sentence in sentences_of(line.phrase)
        if _GIVES.search(sentence.text)
        and not _SUPPOSED.search(sentence.text)
        and not people.is_about_another(sentence.text, tie.pair)
        and people.subjects(sentence.text, tie.pair) == frozenset({giver.path})
    ]


def _secret_of(needy: Profile, tie: Tie | None, people: People) -> tuple[Phrase, ...]:
    """The lines in which the needy one hides the love behind the need from the other (S53, Q-HIDDEN)."""
    if tie is None:
        return ()
    return tuple(
        line.phrase
        for line in tie.lines
        if _HIDES_LOVE.search(line.phrase.text)
        and _LOVE.search(line.phrase.text)
        and not is_kindness_in_secret(line.phrase.text, tie, people)
        and (
            line.by == needy.path
            if line.part == "feels"
            else people.subjects(line.phrase.text, tie.pair) == frozenset({needy.path})
        )
    )
