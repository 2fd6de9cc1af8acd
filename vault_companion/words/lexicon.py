"""The lexicon: everything the program can read in an author's phrase (theory 3 and appendices A and B)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from hashlib import sha256

from vault_companion.notes.language import is_english
from vault_companion.words import cueblend, cues, needs
from vault_companion.words.blend import FIELDS, MOST, blended
from vault_companion.words.cuelike import cue_likeness
from vault_companion.words.cuelike import digest as cue_digest
from vault_companion.words.features import features_of
from vault_companion.words.labels import Label, read_attachment_label
from vault_companion.words.likeness import best, likeness, ranked
from vault_companion.words.likeness import digest as likeness_digest
from vault_companion.words.lists import digest as lists_digest
from vault_companion.words.lists import index
from vault_companion.words.load import Need
from vault_companion.words.load import needs as shipped_needs
from vault_companion.words.matches import COUNTS, CueMatch, NeedMatch
from vault_companion.words.normalise import normalise
from vault_companion.words.polarity import ROLE_OF_FIELD

NOTHING_KNOWN = -1000
"""Less than any line scores."""
_BLANKED = re.compile(r"[^\W\d_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""A letter of a script that puts blanks between words."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The needs with their word lists, and what else can be read in words.

    Every answer depends on the phrase, the field and the language alone, and is remembered for the process's life.
    The word lists are English: of a phrase in another language only what the author names or has taught is read.
    `english` says what its note is written in, for a phrase too short to tell.

    Attributes:
        needs: The canonical needs by id, in the order of the theory.
        taught: What the author said a phrase means: need ids by the phrase's normalised text.
    """

    needs: Mapping[str, Need]
    taught: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Lexicon:
        """The shipped lexicon; the same object each time.

        Raises:
            ValueError: A list entry shrinks to nothing or to one function word.
        """
        return _shipped()

    def with_phrases(self, phrases: Iterable[tuple[str, str]]) -> Lexicon:
        """This lexicon, taught what these phrases mean: alone, nothing else; inside a longer one, that too.

        Args:
            phrases: Pairs of a need's id or label and a phrase; pairs whose need is unknown are left out.
        """
        taught = dict(self.taught)
        for name, phrase in phrases:
            need, key = self.need_named(name), normalise(phrase).key
            if need and key:
                taught[key] = tuple(dict.fromkeys((*taught.get(key, ()), need)))
        return replace(self, taught=taught)

    def need_named(self, text: str) -> str | None:
        """The id of the need with this id or label, in any spelling that normalises alike."""
        return _names().get(normalise(text).key)

    def read_needs(self, phrase: str, field: str, *, english: bool = True) -> tuple[NeedMatch, ...]:
        """The needs a phrase speaks of in a field: heaviest first, then by the words covered, then by id.

        What the author names outright or has taught wins. Empty for a field that holds no needs.
        """
        return _read_needs(self, phrase, field, is_english(phrase, otherwise=english))

    def read_attachment(self, phrase: str, field: str, *, english: bool = True) -> tuple[CueMatch, ...]:
        """The attachment cues of a phrase, one a group, weighed by field; denied cues do not count."""
        return _read_attachment(phrase, field) if is_english(phrase, otherwise=english) else ()

    def read_attachment_label(self, text: str) -> Label | None:
        """What the author states outright under `attachment`; none for a blank or a placeholder."""
        return read_attachment_label(text)

    def read_conduct(self, phrase: str, field: str = "", *, english: bool = True) -> tuple[CueMatch, ...]:
        """What a line in a field of a tie tells of conduct, one cue a category (`style`); denied cues do not count."""
        return _read_conduct(phrase, field) if is_english(phrase, otherwise=english) else ()

    def conduct_likeness(self, phrase: str, category: str) -> int:
        """How like lines of a conduct category a phrase is: below any line for one of which no word is known."""
        return cue_likeness("conduct").scores(phrase).get(category, NOTHING_KNOWN)

    def read_sufficiency(
        self, phrase: str, *, english: bool = True
    ) -> tuple[tuple[CueMatch, ...], tuple[CueMatch, ...]]:
        """The cues that someone stands alone, and those that someone does not; each at most one."""
        found = cues.read_flat(index("self_sufficiency"), phrase) if is_english(phrase, otherwise=english) else ()
        return (
            tuple(cue for cue in found if cue.style == "high"),
            tuple(cue for cue in found if cue.style == "low"),
        )

    def read_values(self, phrase: str, *, english: bool = True) -> tuple[tuple[str, str, str], ...]:
        """Where a phrase stands on the value axes: (axis, pole "a" or "b", list entry), by axis."""
        return cues.read_values(index("values"), phrase) if is_english(phrase, otherwise=english) else ()

    def nearest_needs(self, phrase: str, count: int = 3) -> tuple[str, ...]:
        """Need ids to offer for a phrase that was not understood, nearest first; may be fewer, or none."""
        return tuple(ranked(likeness().scores(features_of(normalise(phrase))))[:count])

    @cached_property
    def digest(self) -> str:
        """Sixteen hex digits that change whenever a reading may: of the lists and of what was taught."""
        text = repr((self.needs, lists_digest(), likeness_digest(), cue_digest(), sorted(self.taught.items())))
        return sha256(text.encode()).hexdigest()[:16]


@cache
def _shipped() -> Lexicon:
    return Lexicon(shipped_needs())


@cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for need in _shipped().needs.values():
        for name in (need.id, need.label, need.label.partition(" (")[0]):
            names.setdefault(normalise(name).key, need.id)
    return names


@lru_cache(maxsize=32768)
def _read_needs(lexicon: Lexicon, phrase: str, place: str, english: bool) -> tuple[NeedMatch, ...]:
    explicit, alone = needs.named(_names(), phrase, place)
    if alone:
        return explicit
    role = ROLE_OF_FIELD.get(place)
    if lexicon.taught and role:
        key = normalise(phrase).key
        if key in lexicon.taught:
            return tuple(NeedMatch(need, role, 1.0, need) for need in lexicon.taught[key])
        inside = [need for said, means in lexicon.taught.items() if _holds(key, said) for need in means]
        explicit += tuple(NeedMatch(need, role, 1.0, need) for need in dict.fromkeys(inside))
    if not english:
        return explicit
    read = needs.read(index("needs"), phrase, place)
    if role and place in FIELDS:
        features = features_of(normalise(phrase))
        listed = [match.id for match in read]
        scores = likeness().scores(features, MOST + len(listed), listed)
        silent = bool(scores) and not (read and read[0].weight >= COUNTS)
        thin = silent and likeness().stands_on_one_word(features, best(scores))
        read = blended(read, scores, role, thin=thin)
    if not explicit:
        return read
    stated = {match.id for match in explicit}
    return explicit + tuple(match for match in read if match.id not in stated)


def _holds(key: str, said: str) -> bool:
    """Whether a taught phrase stands inside another: word by word, or anywhere in a script without blanks."""
    return said in key and (f" {said} " in f" {key} " or not _BLANKED.search(said))


@lru_cache(maxsize=32768)
def _read_attachment(phrase: str, place: str) -> tuple[CueMatch, ...]:
    found = cues.read_attachment(index("attachment"), index("wounds"), phrase, place)
    if place not in cueblend.LEAD or cueblend.compares(phrase):
        return found
    line = f"afraid of {phrase}" if place == "fears" else phrase
    return cueblend.attachment(found, cue_likeness("attachment").scores(line), place)


@lru_cache(maxsize=32768)
def _read_conduct(phrase: str, place: str) -> tuple[CueMatch, ...]:
    found = cues.read_flat(index("conduct"), phrase)
    if cueblend.is_too_short(normalise(phrase)):
        return found
    return cueblend.conduct(found, cue_likeness("conduct").scores(phrase), place)
