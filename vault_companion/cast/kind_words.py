"""The kinds of relationship there are, and the words for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, NamedTuple

from vault_companion.cast.kind_tokens import Token, is_unspaced, tokens_of
from vault_companion.cast.kind_tongues import Small, in_english, in_scripts, tongues
from vault_companion.data import load

__all__ = ["FAMILIES", "Hit", "Kind", "Token", "Words", "kind_of", "mirror_of", "singular", "tokens_of", "words_for"]

FAMILIES: Final = ("enemy", "rivalry", "romance", "family", "mentor", "professional", "friendship")
"""Every family, the one that names a tie before the others first."""

_NONE: Final[frozenset[str]] = frozenset()
_COMPOUND: Final = re.compile(r"(step|grand|god|co|arch|fore|class|room|house|team|flat|soul)([a-z]{3,})")
_PLURALS: Final = (
    ("ves", "fe"),
    ("ves", "f"),
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("men", "man"),
    ("dren", "d"),
)
_WITH_S: Final = frozenset({"fr", "es", "pt", "nl"})
_ENDS: Final = frozenset({"s", "n"})


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

    def __hash__(self) -> int:
        """By the id alone: kinds are looked up by the thousand, and two of one id are rare."""
        return hash(self.id)


class Hit(NamedTuple):
    """A kind's word among tokens. One that is both, such as "mentors", has a noun and a verb.

    `tongues` are the languages other than English that have the word, `foreign` when English has not.
    """

    size: int
    noun: Kind | None
    verb: Kind | None
    tongues: frozenset[str] = _NONE
    foreign: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """All that kinds may be called, and what may stand before them, spelled as tokens are.

    Attributes:
        kinds: Every kind by its id.
        nouns: What B is to A, when A's note says so of B.
        verbs: What A does or is to B, when A's note says so of B; the kind is A's.
        before: "doubt", "denied" or "passed", by the words that say so.
        trades: The ids of kinds that, after `a`, say what somebody is and not to whom.
        tongues: The languages other than English that have a word.
        english: The words that English has.
        alone: Words of other languages that count only where nothing but small words are beside them.
        small: What the small words of other languages are in English.
        most: How many words the longest has that begins with a word, for those of kinds; `most_before`, of `before`.
        pairs: With which two words a kind's word of several begins.
        unspaced: The words by which a text without blanks is parted; `after`, those that part it before another.
    """

    kinds: Mapping[str, Kind]
    nouns: Mapping[str, Kind]
    verbs: Mapping[str, Kind]
    before: Mapping[str, str]
    trades: frozenset[str]
    tongues: Mapping[str, frozenset[str]]
    english: Set[str]
    alone: frozenset[str]
    small: Mapping[str, Small]
    most: Mapping[str, int]
    pairs: frozenset[str]
    most_before: Mapping[str, int]
    unspaced: frozenset[str]
    after: frozenset[str]

    def tokens(self, text: str, names: frozenset[str] = _NONE) -> Sequence[Token]:
        """The words of a text, small words of other languages as the English ones; `names` are left as they are."""
        tokens: Sequence[Token] = tokens_of(text)
        if not text.isascii():
            tokens = in_scripts(self, text, tokens, names)
        if self.small.keys().isdisjoint([token.word for token in tokens]):
            return tokens
        return in_english(self, tokens, names)

    def _singular(self, words: Sequence[str]) -> str:
        """The noun of which words are the plural, an English one before others; "" when there is none."""
        forms = [form for form in _forms(words) if form in self.nouns]
        others = (form for form in forms if self.tongues[form] & _WITH_S and form not in self.alone)
        return next((form for form in forms if form in self.english), "") or next(others, "")

    def _goes_on(self, first: str, second: str) -> bool:
        """Whether a kind's word may begin with these two."""
        return first[-1] in _ENDS or second[-1] in _ENDS or f"{first} {second}" in self.pairs

    def at(self, tokens: Sequence[Token], at: int) -> Hit | None:
        """The longest kind's word that begins with the token at `at`."""
        word = tokens[at].word
        most = self.most.get(word, 0)
        if word[-1] in _ENDS:
            for one in _singulars(word):
                most = max(most, self.most.get(one, 0))
        if not most:
            return None
        most = min(most, len(tokens) - at)
        if most > 1 and not self._goes_on(word, tokens[at + 1].word):
            most = 1
        for size in range(most, 0, -1):
            words = [token.word for token in tokens[at : at + size]]
            whole = words[0] if size == 1 else " ".join(words)
            verb = self.verbs.get(whole)
            noun = self.nouns.get(whole)
            if noun is None and (words[-1][-1] in _ENDS or words[0][-1] in _ENDS):
                whole = self._singular(words) or whole
                noun = self.nouns.get(whole)
            if verb and noun and noun != verb:
                noun = None  # "loves" is what she does, not the plural of a love
            if verb or noun:
                spoken = self.tongues.get(whole, _NONE)
                return Hit(size, noun, verb, spoken, bool(spoken) and whole not in self.english, whole in self.alone)
        return None

    def before_at(self, tokens: Sequence[Token], at: int) -> tuple[int, str]:
        """How many tokens from `at` on form a phrase of `before`, and what it says."""
        most = self.most_before.get(tokens[at].word, 0) if at < len(tokens) else 0
        for size in range(min(most, len(tokens) - at), 0, -1):
            said = self.before.get(" ".join([token.word for token in tokens[at : at + size]]))
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


def singular(said: str) -> str:
    """A word for several as the word for one of them, "elder daughters" as "elder daughter"; others as they are."""
    words, known = said.split(" "), words_for()
    spelled = [token.word for token in tokens_of(words[-1])]
    last = spelled[0] if len(spelled) == 1 else ""
    if not last or last in known.nouns or last in known.verbs:
        return said
    one = next((form for form in _singulars(last) if form in known.nouns), "")
    return " ".join((*words[:-1], one)) if one else said


@lru_cache(maxsize=8)
def words_for(more: tuple[Kind, ...] = ()) -> Words:
    """The shipped words, and kinds that an author taught, each called by its id."""
    shipped = _shipped()
    if not more:
        return shipped
    taught = {" ".join(token.word for token in tokens_of(kind.id)): kind for kind in more}
    return replace(
        shipped,
        kinds={**shipped.kinds, **{kind.id: kind for kind in more}},
        nouns={**shipped.nouns, **taught},
        verbs={word: kind for word, kind in shipped.verbs.items() if word not in taught},
        english=shipped.english | taught.keys(),
        alone=shipped.alone - taught.keys(),
        small={word: small for word, small in shipped.small.items() if word not in taught},
        most=_longest((*shipped.nouns, *shipped.verbs, *taught)),
        pairs=shipped.pairs | _pairs(taught),
        unspaced=shipped.unspaced | {word for word in taught if len(word) > 1 and is_unspaced(word)},
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
    english = nouns.keys() | verbs.keys()
    others = tongues()
    deeds = {entry["id"] for entry in data["kinds"] if entry.get("verb") == "true"}
    for word, id_ in others.nouns.items():
        (verbs if id_ in deeds else nouns).setdefault(word, kinds[id_])
    for word, id_ in others.verbs.items():
        verbs.setdefault(word, kinds[id_])
    return Words(
        kinds=kinds,
        nouns=nouns,
        verbs=verbs,
        before=before,
        trades=trades,
        tongues=others.spoken,
        english=frozenset(english),
        alone=others.alone,
        small=others.small,
        most=_longest((*nouns, *verbs)),
        pairs=_pairs((*nouns, *verbs)),
        most_before=_longest(before),
        unspaced=others.unspaced,
        after=others.after,
    )


def _longest(phrases: Iterable[str]) -> dict[str, int]:
    """Of the phrases that begin with a word, how many words the longest has."""
    most: dict[str, int] = {}
    for phrase in phrases:
        first = phrase.partition(" ")[0]
        most[first] = max(most.get(first, 0), phrase.count(" ") + 1)
    return most


def _pairs(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(phrase.split(" ", 2)[:2]) for phrase in phrases if " " in phrase)


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
