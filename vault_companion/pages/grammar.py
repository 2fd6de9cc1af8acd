"""The little grammar that lets her phrases stand inside our sentences."""

from __future__ import annotations

import re


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_SMALL = _words("she he her his there what the to when once until with on")
"""Words of ours that may begin a sentence of ours."""
_COMMON = _words(
    "The Each What They Neither Both One It Two Nothing All Here Whatever Every There That Feeling She He Her His",
    "However From More When Closeness Coming",
)
"""Words that lose their capital when a sentence goes on after a comma."""
_A_THING = _words("a an the his her their its some no one two three every enough plenty")
_DOES = _words(
    "accepts admires admits adores answers asks backs bears believes brings builds buys calls calms can cannot",
    "cares carries catches cheers chooses comes cooks counts covers defends does drags draws dreams earns",
    "encourages feeds feels fights finds fixes follows forgets forgives gets gives goes grows guards has heals",
    "hears helps holds insists invites is jokes keeps knows laughs leads learns leaves lends lets lies likes",
    "listens lives looks loves makes mends minds needs notices nurses offers owns pays plans plays praises",
    "pretends promises protects pulls puts quiets reads refuses remembers rides runs sails saves says sees sends",
    "serves settles shares shelters shows sings sits sleeps smells speaks spends stands stays steadies stops",
    "surprises takes talks teaches teases tells tends thinks treats trusts turns understands waits wakes walks",
    "wants warms watches wears will wins works worries worships writes",
)
_ADVERBS = _words("never always still only often rarely seldom sometimes also just")
_DOING = re.compile(r"[a-z]+(?<![us])s")
_NOT_DOING = _words(
    "always sometimes perhaps afterwards besides towards his its hers theirs this others",
    "friends lovers rivals partners brothers sisters enemies tears words eyes hands",
)


def capital(text: str) -> str:
    """A sentence that may begin with a word of ours in small letters; a name at its start is left as it is."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0] in _SMALL else text


def lowered(sentence: str) -> str:
    """A sentence that goes on after a comma; a name at its start keeps its capital."""
    return sentence[:1].lower() + sentence[1:] if sentence.split(" ", 1)[0] in _COMMON else sentence


def is_a_thing(phrase: str) -> bool:
    """Whether a phrase surely begins as the name of a thing: `a steady hand`."""
    return _first_word(phrase) in _A_THING


def does_surely(phrase: str) -> bool:
    """Whether a phrase surely begins with a verb, also where it may as well begin with a thing: `meals on time`."""
    return _first_word(phrase) in _DOES


def does(phrase: str) -> bool:
    """Whether a phrase about somebody's ways begins with what they do: `flinches at kind words`."""
    word = _first_word(phrase)
    return word in _DOES or bool(_DOING.fullmatch(word) and word not in _NOT_DOING)


def _first_word(phrase: str) -> str:
    """The first word that is no adverb, in small letters; "" for none."""
    words = (word.casefold() for word in phrase.split())
    return next((word for word in words if word not in _ADVERBS), "")
