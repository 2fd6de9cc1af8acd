"""The kinds of relationship there are, and the words for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from vault_companion.data import load

FAMILIES: Final = ("enemy", "rivalry", "romance", "family", "mentor", "professional", "friendship")
"""Every family, the one that names a tie before the others first."""

_MOST_WORDS: Final = 6
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CONTRACTED: Final = re.compile(r"'(?:s|re|ve|ll|d|m)$")
_COMPOUND: Final = re.compile(r"(step|grand|god|co|arch|fore|class|room|house|team|flat|soul)([a-z]{3,})")
_PLURALS: Final = (
    ("ves", "fe"),
    ("ves", "f"),
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("men", "man"),
    ("ren", ""),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What one person is to another.

    Attributes:
        id: Its name, lower-case words.
        family: One of `FAMILIES`.
        inverse: The id of what the other is in turn, free of gender; its own id when symmetric.
        symmetric: It holds both ways with the same word.
        sign: +1 or -1 where the word alone says how they stand, else 0.
        above: "of" when the one who is it has authority, "to" when the other has, "" where that is not plain.
    """

    id: str
    family: str
    inverse: str
    symmetric: bool
    sign: int = 0
    above: str = ""


class Token(NamedTuple):
    """One word: folded, its place in the text, and how it was written; `owner` when it ended in 's."""

    word: str
    start: int
    end: int
    capital: bool
    owner: bool


class Hit(NamedTuple):
    """A kind's word among tokens. One that is both, such as "mentors", has a noun and a verb."""

    size: int
    noun: Kind | None
    verb: Kind | None


@dataclass(frozen=True, slots=True)
class Words:
    """All that kinds may be called, and what may stand before them, spelled as tokens are.

    Attributes:
        kinds: Every kind by its id.
        nouns: What B is to A, when A's note says so of B.
        verbs: What A does or is to B, when A's note says so of B; the kind is A's.
        before: "doubt", "denied" or "passed", by the words that say so.
        trades: The ids of kinds that, after `a`, say what somebody is and not to whom.
    """

    kinds: Mapping[str, Kind]
    nouns: Mapping[str, Kind]
    verbs: Mapping[str, Kind]
    before: Mapping[str, str]
    trades: frozenset[str]

    def at(self, tokens: Sequence[Token], at: int) -> Hit | None:
        """The longest kind's word that begins with the token at `at`."""
        for size in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            words = [token.word for token in tokens[at : at + size]]
            verb = self.verbs.get(" ".join(words))
            noun = next((self.nouns[form] for form in _forms(words) if form in self.nouns), None)
            if verb and noun and noun != verb:
                noun = None  # "loves" is what she does, not the plural of a love
            if verb or noun:
                return Hit(size, noun, verb)
        return None

    def before_at(self, tokens: Sequence[Token], at: int) -> tuple[int, str]:
        """How many tokens from `at` on form a phrase of `before`, and what it says."""
        for size in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            said = self.before.get(" ".join(token.word for token in tokens[at : at + size]))
            if said:
                return size, said
        return 0, ""


def kind_of(id_: str) -> Kind | None:
    """The kind of this id, if there is one."""
    return words_for().kinds.get(id_)


def mirror_of(kind: Kind) -> Kind | None:
    """What the other is in turn beyond doubt: spouse for husband, friend for friend; else None."""
    inverse = kind_of(kind.inverse)
    return kind if kind.symmetric else inverse if inverse and inverse.symmetric else None


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text: hyphens and underscores part them, case and accents are folded."""
    return tuple(_token(found) for found in _TOKEN.finditer(text))


@lru_cache(maxsize=8)
def words_for(more: tuple[Kind, ...] = ()) -> Words:
    """The shipped words, and kinds that an author taught, each called by its id."""
    shipped = _shipped()
    taught = {" ".join(token.word for token in tokens_of(kind.id)): kind for kind in more}
    return Words(
        {**shipped.kinds, **{kind.id: kind for kind in more}},
        {**shipped.nouns, **taught},
        {word: kind for word, kind in shipped.verbs.items() if word not in taught},
        shipped.before,
        shipped.trades,
    )


@cache
def _shipped() -> Words:
    data = load("kinds.yaml")
    kinds: dict[str, Kind] = {}
    nouns: dict[str, Kind] = {}
    verbs: dict[str, Kind] = {}
    for entry in data["kinds"]:
        kind = _kind(entry)
        kinds[kind.id] = kind
        said = verbs if entry.get("verb") == "true" else nouns
        said.update((form, kind) for word in (kind.id, *entry.get("words", ())) for form in _spellings(word))
        verbs.update((form, kind) for word in entry.get("verbs", ()) for form in _spellings(word))
    before = {form: sort for sort in data["before"] for word in data["before"][sort] for form in _spellings(word)}
    trades = frozenset(entry["id"] for entry in data["kinds"] if entry.get("trade") == "true")
    return Words(kinds, nouns, verbs, before, trades)


def _kind(entry: Mapping[str, str]) -> Kind:
    sign = {"+": 1, "-": -1, "": 0}[entry.get("sign", "")]
    symmetric = entry["symmetric"] == "true"
    return Kind(entry["id"], entry["family"], entry["inverse"], symmetric, sign, entry.get("above", ""))


def _spellings(word: str) -> Iterator[str]:
    """A word as tokens spell it, and with a usual compound in two words, as `step-mother` is."""
    whole = " ".join(token.word for token in tokens_of(word))
    yield whole
    found = _COMPOUND.match(whole)
    if found:
        yield f"{found[1]} {whole[found.end(1) :]}"


def _forms(words: Sequence[str]) -> Iterator[str]:
    """The words, then with the last or the first in the singular: sons, sons in law."""
    yield " ".join(words)
    for one in _singulars(words[-1]):
        yield " ".join((*words[:-1], one))
    if len(words) > 1:
        for one in _singulars(words[0]):
            yield " ".join((one, *words[1:]))


@lru_cache(maxsize=4096)
def _singulars(word: str) -> tuple[str, ...]:
    fitting = [(end, one) for end, one in _PLURALS if word.endswith(end) and len(word) > len(end) + 1]
    return tuple(word[: -len(end)] + one for end, one in fitting)


def _token(found: re.Match[str]) -> Token:
    spread = unicodedata.normalize("NFKD", found[0].replace("’", "'").casefold())
    word = "".join(letter for letter in spread if not unicodedata.combining(letter))
    bare = "not" if word.endswith("n't") else _CONTRACTED.sub("", word)
    return Token(bare, found.start(), found.end(), found[0][0].isupper(), word.endswith("'s"))
