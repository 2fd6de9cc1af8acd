"""How a pair is spoken of: names, quotes, hedges, and a choice of wording that differs from pair to pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from vault_companion.cast.names import People
from vault_companion.cast.ties import Pair
from vault_companion.cast.whose import whose
from vault_companion.dynamics.reading import Claim
from vault_companion.notes.fields import Phrase
from vault_companion.notes.resolve import key
from vault_companion.pages.markdown import Links, safe
from vault_companion.vault.snapshot import VaultPath


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks of one pair.

    Attributes:
        pair: Whom.
        people: For their names.
        links: For links to them and their lines.
    """

    pair: Pair
    people: People
    links: Links

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
        name = self.name(who)
        return f"{name}’" if name.endswith("s") else f"{name}’s"

    def field_of(self, who: VaultPath, phrase: Phrase) -> str:
        """The field of somebody's sheet that a phrase stands in, "" if in none."""
        traits = self.people.person(who).traits
        return next((field for field, phrases in traits.items() if phrase in phrases), "")

    def lack(self, who: VaultPath, phrase: Phrase) -> str:
        """What somebody lacks as a verb and her words: needs, fears, believes or carries it."""
        verb = {"wounds": "carries", "fears": "fears", "lie": "believes"}.get(self.field_of(who, phrase), "needs")
        return f"{verb} {self.quote((phrase,))}"

    def quote(self, phrases: Sequence[Phrase], most: int = 1) -> str:
        """The first few phrases, each a link to its place."""
        return self.links.quotes(phrases, most)

    def more(self, phrases: Sequence[Phrase], most: int) -> str:
        """Further phrases after the first, which has been quoted already; that one again if there are no others."""
        return self.quote(phrases[1:] or phrases, most)

    def choose(self, wordings: Sequence[str], salt: str = "") -> str:
        """One of several wordings: always the same for a pair, different from pair to pair."""
        digest = sha256("\0".join((*map(key, self.pair), key(salt))).encode()).digest()
        return wordings[digest[0] % len(wordings)]

    def say(self, wordings: Sequence[str], salt: str = "", **slots: str) -> str:
        """A wording with its slots filled."""
        return self.choose(wordings, salt).format(**slots)


def hedged(claim: Claim, sentence: str) -> str:
    """A sentence as sure as its claim: plain, leaning, or a hint (theory 4.4)."""
    if claim.confidence >= 0.75:
        return sentence
    if claim.confidence >= 0.5:
        return f"It leans this way: {_lowered(sentence)}"
    return f"A hint, no more: {_lowered(sentence)}"


def _lowered(sentence: str) -> str:
    """A sentence that goes on after a colon; a name at its start keeps its capital."""
    first = sentence.split(" ", 1)[0]
    return sentence[0].lower() + sentence[1:] if first in _COMMON else sentence


_COMMON = frozenset(
    [
        "The",
        "Each",
        "What",
        "They",
        "Neither",
        "Both",
        "One",
        "It",
        "Two",
        "Nothing",
        "All",
        "Here",
        "Whatever",
        "Every",
    ]
)


def first(cited: Mapping[str, tuple[Phrase, ...]], *parts: str) -> tuple[Phrase, ...]:
    """The phrases of the first of `parts` that has any."""
    return next((cited[part] for part in parts if cited.get(part)), ())
