"""The little grammar that lets her phrases stand inside our sentences."""

from __future__ import annotations

import re


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_SMALL = _words("she he her his there what the to when once until with on of in if")
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
_HELPS = _words(
    "would could should might must may will shall did does had has have was were cannot doesn't didn't isn't",
    "won't wouldn't can't couldn't",
)
"""Verbs that help another: what follows is done, or would be."""
_DID = _words(
    "ate beat became began bought brought broke built came caught chose did drew drove fed fell felt fled forgave",
    "forgot fought found gave got grew hid knelt knew learnt lent lied lost made meant met paid ran rose said",
    "sang sat saw sent shook slept sold spent spoke stole stood swore taught thought threw told took walked went",
    "woke won wore wrote",
)
"""What was done, where the past is a word of its own."""
_FEELING = _words(
    "afraid angry ashamed blind bold brave bitter calm certain clever cold content cruel desperate easy faithful",
    "fierce firm fond free frightened funny gentle glad good grateful guilty happy happiest hard honest hungry",
    "kind lonely loyal mean meek mild patient practical proud punctual quick quiet rash reckless rude sad scared",
    "old plain poor proper rich young",
    "sharp shrewd shy sick slow soft sorry steady stern strict strong stubborn sullen sure tender terrified",
    "thorough tired true unsure vain warm wary weak weary wild willing wise",
)
"""What somebody is, in a word without an ending that tells."""
_QUALITY = re.compile(r"[a-z]+(?:ive|ous|ful|less|able|ible|ical|ish)|[a-z]+-[a-z]+(?:ed|ing)")
_BENT = re.compile(r"[a-z]+ed|torn|driven|drawn|bound|lost|taken")
_GOES_ON = _words(
    "a about above after and as at before beyond but by down even for from in near of on or over past the to",
    "towards under until when while with without",
)
"""What follows a quality, and no thing that has it."""
_TURNED = _words("by of with at about")
"""What follows somebody's being moved: `amused by`; after any other word it may be what they did."""
_MUCH = _words("too so very half quite rather easily quietly secretly openly deeply badly hopelessly utterly")
_SOMEBODY = _words("he she they it who whom i we you")
_ADVERBS = _words("never always still only often rarely seldom sometimes also just")
_OBJECTS = _words(
    "a an the her him it them his their its every each everyone everybody somebody someone herself himself"
)
"""What follows a deed, and no thing: `hands her the card`."""
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
    """Whether a phrase surely begins with a verb; `meals on time` may not, `never raises his voice` does."""
    words = [word.casefold() for word in phrase.split()]
    told = [word for word in words if word not in _ADVERBS][:2]
    word, after = (*told, "", "")[:2]
    sure = words[:1] != told[:1] or after in _OBJECTS
    return word in _DOES or (sure and bool(_DOING.fullmatch(word)))


def does(phrase: str) -> bool:
    """Whether a phrase about somebody's ways begins with what they do: `flinches at kind words`."""
    word = _first_word(phrase)
    told = word in _DOES or word in _HELPS or word in _DID
    return told or bool(_DOING.fullmatch(word) and word not in _NOT_DOING)


def is_a_quality(phrase: str) -> bool:
    """Whether a phrase surely begins with what somebody is: `possessive of his own`, `ashamed of him for years`."""
    words = [word.casefold() for word in phrase.split()]
    while len(words) > 1 and (words[0] in _MUCH or words[0] in _ADVERBS):
        words = words[1:]
    word, rest = (words[0], words[1:]) if words else ("", [])
    stops = word.endswith((",", ";", ":")) or not rest
    bare = word.rstrip(",;:")
    if bare == "as" and len(rest) > 1 and (_BENT.fullmatch(rest[0]) or rest[0] in _FEELING):
        return rest[1] in (*_TURNED, "as", "ever")
    if bare in _FEELING or _QUALITY.fullmatch(bare):
        return stops or rest[0] in _GOES_ON
    return bool(_BENT.fullmatch(bare)) and bool(rest) and rest[0] in _TURNED


def is_a_sentence(phrase: str) -> bool:
    """Whether a phrase begins as a sentence of its own, and not only as a name for somebody: `friend, out of hours`."""
    first = phrase.split(" ", 1)[0]
    return first[:1].isupper() or first in _SOMEBODY or does(phrase)


def _first_word(phrase: str) -> str:
    """The first word that is no adverb, in small letters; "" for none."""
    words = (word.casefold() for word in phrase.split())
    return next((word for word in words if word not in _ADVERBS), "")
