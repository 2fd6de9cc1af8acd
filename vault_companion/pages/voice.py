"""How a pair is spoken of: names, pronouns, quotes, hedges, and a choice of wording that differs from pair to pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from vault_companion.cast.names import People, possessive
from vault_companion.cast.ties import Pair
from vault_companion.cast.whose import whose
from vault_companion.notes.fields import Phrase
from vault_companion.notes.resolve import key
from vault_companion.pages.grammar import does, does_surely, is_a_quality, is_a_thing, lowered
from vault_companion.pages.markdown import Links, safe
from vault_companion.vault.snapshot import VaultPath

SURE, LIKELY = 0.75, 0.5
"""From which confidence on a sentence stands without a hedge, and from which it is likely."""
OFTEN = 2
"""How often a page quotes a line before it looks for another."""


class Quoted:
    """What a page has quoted so far, and how often: it fills while the page is being written."""

    def __init__(self) -> None:
        self._texts: defaultdict[VaultPath, list[str]] = defaultdict(list)
        self._used: Counter[str] = Counter()

    def add(self, phrase: Phrase) -> None:
        """Notes that a phrase was quoted."""
        self._texts[phrase.evidence[0].path].append(phrase.text)

    def next_of(self, wordings: Sequence[str], start: int) -> str:
        """The wording of a sort that the page has used least, from `start` on and round."""
        turned = [*wordings[start:], *wordings[:start]]
        chosen = min(turned, key=lambda wording: self._used[wording])
        self._used[chosen] += 1
        return chosen

    def times(self, phrase: Phrase) -> int:
        """How often a phrase was quoted, by itself, as part of a longer one or by one of its sentences."""
        said = self._texts.get(phrase.evidence[0].path, ())
        return sum(phrase.text in text or text in phrase.text for text in said)


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks of one pair.

    Attributes:
        pair: Whom.
        people: For their names.
        links: For links to them and their lines.
        quoted: What it has quoted so far.
    """

    pair: Pair
    people: People
    links: Links
    quoted: Quoted = field(default_factory=Quoted, compare=False, repr=False)

    def afresh(self) -> Voice:
        """The same voice before it has said anything."""
        return replace(self, quoted=Quoted())

    # ---- people

    def name(self, who: VaultPath) -> str:
        """What somebody is called after the first mention, as plain text."""
        return safe(self.people.short_name(who))

    def full(self, who: VaultPath) -> str:
        """Somebody's full name, as a link to their note."""
        return self.links.person(self.people.person(who))

    def spelled(self, who: VaultPath) -> str:
        """How a line below the end mark names somebody: by a name that means no other of the two, else by a link."""
        names = dict.fromkeys((self.name(who), safe(self.people.person(who).name)))
        understood = (name for name in names if whose(f"{name}: x", self.pair, self.people, who) == (who, "x"))
        return next(understood, self.links.bare_link(who))

    def own(self, who: VaultPath) -> str:
        """Somebody's, as in `Ada's` or `Thomas'`."""
        return possessive(self.name(who))

    def other(self, who: VaultPath) -> VaultPath:
        """The other of the two."""
        return self.pair[1] if self.pair[0] == who else self.pair[0]

    def they(self, who: VaultPath, *, alone: bool = False) -> str:
        """Stands for somebody already named, as "she" or "he" where that means nobody else, by name otherwise.

        `alone` says that the other of the two is not spoken of nearby. "They" is never used: it would mean both.
        """
        return _FORMS[found][0] if (found := self._pronoun(who, alone)) else self.name(who)

    def them(self, who: VaultPath, *, alone: bool = False) -> str:
        """The same as "her" or "him"."""
        return _FORMS[found][1] if (found := self._pronoun(who, alone)) else self.name(who)

    def their(self, who: VaultPath, *, alone: bool = False) -> str:
        """The same as "her" or "his"."""
        return _FORMS[found][2] if (found := self._pronoun(who, alone)) else self.own(who)

    def _pronoun(self, who: VaultPath, alone: bool) -> str:
        """The one pronoun of somebody, "" if there is none or several, or if the other's is not known to differ."""
        own = self.people.person(who).pronouns
        other = self.people.person(self.other(who)).pronouns
        (only,) = own if len(own) == 1 else ("",)
        clear = alone or (bool(other) and not own & other)
        return only if only in _FORMS and clear else ""

    # ---- her words

    def field_of(self, who: VaultPath, phrase: Phrase) -> str:
        """The field of somebody's sheet that a phrase stands in, "" if in none."""
        traits = self.people.person(who).traits
        return next((field for field, phrases in traits.items() if phrase in phrases), "")

    def lack(self, who: VaultPath, phrase: Phrase) -> str:
        """What somebody lacks as a verb and her words: needs, fears, believes, or carries as a wound."""
        quote = self.quote((phrase,))
        field = self.field_of(who, phrase)
        if field == "wounds":
            return f"carries a wound ({quote})"
        return f"{_LACKS.get(field, 'needs')} {quote}"

    def brings(self, who: VaultPath, phrase: Phrase) -> str:
        """What somebody has or does as a clause around her words: `Bo “says it first”`, `Bo has “a steady hand”`."""
        quote = self.quote((phrase,))
        if does_surely(phrase.text):
            return f"{self.name(who)} {quote}"
        if is_a_quality(phrase.text):
            return f"{self.name(who)} is {quote}"
        return f"{self.name(who)} has {quote}" if is_a_thing(phrase.text) else f"there is {self.own(who)} {quote}"

    def called(self, who: VaultPath, phrase: Phrase, noun: str) -> str:
        """A clause about somebody, by its form: `Bo “walks out”`, `Bo is “vain”`, `there is Bo’s flaw, “…”`.

        `noun` is what it is where its form does not tell.
        """
        quote = self.quote((phrase,))
        if does(phrase.text):
            return f"{self.name(who)} {quote}"
        if is_a_quality(phrase.text):
            return f"{self.name(who)} is {quote}"
        return f"there is {self.own(who)} {noun}, {quote}"

    def quote(self, phrases: Sequence[Phrase], most: int = 1) -> str:
        """The first few phrases, each a link to its place; of two with the same words the first."""
        shown = list({phrase.text: phrase for phrase in reversed(phrases)}.values())[::-1][:most]
        for phrase in shown:
            self.quoted.add(phrase)
        return self.links.quotes(shown, most)

    def more(self, phrases: Sequence[Phrase], most: int) -> str:
        """Phrases that the page has not quoted yet; the first of all where it has quoted each."""
        new = self.unsaid(phrases)
        return self.quote(new, most) if new else self.quote(phrases, 1)

    def fresh(self, phrases: Sequence[Phrase], most: int) -> str:
        """The phrases that the page has quoted least, none more than `OFTEN` times; one of them where all are worn."""
        ranked = sorted(phrases, key=self.quoted.times)
        return self.quote([one for one in ranked if self.quoted.times(one) < OFTEN] or ranked[:1], most)

    def freshest(self, phrases: Sequence[Phrase]) -> Phrase:
        """The one of some phrases that the page has quoted least, the first of several."""
        return min(phrases, key=self.quoted.times)

    def apt(self, phrases: Sequence[Phrase]) -> str:
        """The first of some phrases, given in the order of how well they fit, that the page has not worn out."""
        return self.quote([one for one in phrases if self.quoted.times(one) < OFTEN][:1] or phrases[:1], 1)

    def unsaid(self, phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
        """The phrases that the page has not quoted yet."""
        return tuple(phrase for phrase in phrases if not self.quoted.times(phrase))

    def is_worn(self, phrases: Sequence[Phrase]) -> bool:
        """Whether the page has quoted each of these often enough."""
        return all(self.quoted.times(phrase) >= OFTEN for phrase in phrases)

    # ---- wordings

    def choose(self, wordings: Sequence[str], salt: str = "") -> str:
        """One of several wordings: always the same for a pair, different from pair to pair."""
        return wordings[self._turn(salt) % len(wordings)]

    def next_of(self, wordings: Sequence[str], salt: str = "") -> str:
        """The same, but none twice on a page before each has had its turn."""
        return self.quoted.next_of(wordings, self._turn(salt) % len(wordings))

    def _turn(self, salt: str) -> int:
        return sha256("\0".join((*map(key, self.pair), key(salt))).encode()).digest()[0]

    def say(self, wordings: Sequence[str], salt: str = "", **slots: str) -> str:
        """A wording with its slots filled."""
        return self.choose(wordings, salt).format(**slots)


def hedged(voice: Voice, confidence: float, sentence: str, *, sure: float = SURE) -> str:
    """A sentence as sure as what it stands on: plain from `sure` on, else leaning, or by little (theory 4.4)."""
    if confidence >= sure:
        return sentence
    hedges = _LEANING if confidence >= LIKELY else _FAINT
    return f"{voice.next_of(hedges, 'hedge')} {lowered(sentence)}"


_LEANING = (
    "So far,",
    "As it reads,",
)
_FAINT = (
    "Perhaps",
    "It may be that",
)


_LACKS = {"fears": "fears", "lie": "believes"}
"""How a lack stands in a sentence, by its field; every other is needed."""
_FORMS = {"she": ("she", "her", "her"), "he": ("he", "him", "his")}


def first(cited: Mapping[str, tuple[Phrase, ...]], *parts: str) -> tuple[Phrase, ...]:
    """The phrases of the first of `parts` that has any."""
    return next((cited[part] for part in parts if cited.get(part)), ())
