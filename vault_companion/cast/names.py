"""Who is meant by a name or a pronoun in the author's text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from vault_companion.cast.sheet import Character
from vault_companion.notes.note import key_of
from vault_companion.notes.resolve import Paths, key, path_order
from vault_companion.notes.scan import Link, links_in, plain
from vault_companion.vault.snapshot import VaultPath

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "lady",
        "lord",
        "captain",
        "capt",
        "lieutenant",
        "lt",
        "colonel",
        "col",
        "general",
        "gen",
        "inspector",
        "professor",
        "prof",
        "father",
        "mother",
        "sister",
        "brother",
        "saint",
        "st",
        "uncle",
        "aunt",
        "king",
        "queen",
        "prince",
        "princess",
        "count",
        "countess",
        "baron",
        "baroness",
        "duke",
        "duchess",
        "madame",
        "monsieur",
        "señor",
        "señora",
        "don",
        "doña",
        "the",
        "old",
        "young",
        "little",
        "great",
    ]
)
_BETWEEN = re.compile(r"[\s,·・•‧]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""A letter of a script that puts no blanks between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_PRONOUNS = {
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
}
_DOERS = frozenset({"she", "he"})
FIRST_WORDS = 3
"""Among how many first words "both" or "they" does something; later on it is mostly done to them."""
_BOTH = frozenset({"both", "they", "them", "their", "each", "themselves", "neither"})


@dataclass(frozen=True, slots=True)
class Named:
    """A person named in a text. `start` and `end` are offsets in it."""

    who: VaultPath
    start: int
    end: int


class People:
    """The cast, findable by what the author calls them.

    Attributes:
        fingerprint: A digest of all names, aliases and pronouns: two of the same understand every text alike.
    """

    def __init__(self, characters: Sequence[Character], paths: Paths, used: Mapping[str, int] | None = None) -> None:
        self._paths = paths
        self._used = used or {}
        self._by_path = {character.path: character for character in characters}
        self._names: dict[str, set[VaultPath]] = defaultdict(set)
        self._short: dict[str, set[VaultPath]] = defaultdict(set)
        for person in characters:
            for name in (person.name, person.path.stem, *person.aliases):
                for spelled in (key(name), key_of(name)):
                    self._names[spelled].add(person.path)
            for part in _parts(person.name):
                self._short[key(part)].add(person.path)
        by_first: dict[str, list[str]] = defaultdict(list)
        for name in {*self._names, *self._short}:
            if first := _WORD.match(name):
                by_first[first[0]].append(name)
        self._by_first = {first: sorted(names, key=len, reverse=True) for first, names in by_first.items()}
        self._unspaced = _any_of(
            name for name in {*self._names, *self._short} if len(name) > 1 and _UNSPACED.search(name)
        )
        self._called = {person.path: self._usual_name(person) for person in characters}
        self.fingerprint = hash_of(
            repr((one.path, one.name, one.aliases, sorted(one.pronouns), self._called[one.path])) for one in characters
        )

    def __contains__(self, path: VaultPath) -> bool:
        return path in self._by_path

    def person(self, path: VaultPath) -> Character:
        """The character whose note this is; KeyError when it is none."""
        return self._by_path[path]

    def called(self, name: str) -> tuple[VaultPath, ...]:
        """Who goes by `name`: a full name or alias first, then a first name or surname that only one has."""
        spelled = key(" ".join(plain(name).split()))
        bare = spelled.strip(" .,:;*_")
        found = self._names.get(spelled) or self._names.get(bare) or set()
        if not found:
            found = self._short.get(bare, set())
            found = found if len(found) == 1 else set()
        return tuple(sorted(found, key=path_order))

    def names_of(self, path: VaultPath) -> tuple[str, ...]:
        """Everything a person is called."""
        person = self._by_path[path]
        return (person.name, *person.aliases, *_parts(person.name))

    def linked(self, link: Link, source: VaultPath) -> VaultPath | None:
        """The character a link reaches; by an alias only when it reaches no file and one person has that alias."""
        resolved = self._paths.resolve(link, source)
        if resolved.path is not None:
            return resolved.path if resolved.path in self._by_path else None
        if resolved.tier == "ambiguous":
            people = [path for path in resolved.candidates if path in self._by_path]
            return people[0] if len(people) == 1 else None
        found = self.called(link.target)
        return found[0] if len(found) == 1 else None

    def in_links(self, text: str, source: VaultPath) -> list[VaultPath]:
        """The people linked in a text, in order, each once."""
        found = (self.linked(link, source) for link in links_in(text, 1))
        return list(dict.fromkeys(path for path in found if path is not None))

    def named_in(self, text: str) -> Iterator[Named]:
        """The people named in plain text, in order; the longest name wins, an ambiguous one names nobody."""
        position = 0
        while found := _WORD.search(text, position):
            position = found.end()
            if found[0][0].islower():
                continue
            hit = self._longest(text, found) or self._inside(text, found)
            if hit:
                yield hit
                position = hit.end

    def _inside(self, text: str, word: re.Match[str]) -> Named | None:
        """The first name in a run of a script that puts no blanks between words."""
        if self._unspaced is None or not _UNSPACED.search(word[0]):
            return None
        for found in self._unspaced.finditer(text, word.start(), word.end()):
            who = self.called(found[0])
            if len(who) == 1:
                return Named(who[0], found.start(), found.end())
        return None

    def _longest(self, text: str, word: re.Match[str]) -> Named | None:
        bare = re.sub(r"['’]s?$", "", word[0])
        for first in dict.fromkeys((key(word[0]), key(bare))):
            for name in self._by_first.get(first, ()):
                end = word.start() + len(name)
                if key(text[word.start() : end]) == name and not text[end : end + 1].isalnum():
                    who = self.called(name)
                    if len(who) == 1:
                        return Named(who[0], word.start(), end)
        return None

    def subjects(
        self, text: str, pair: tuple[VaultPath, VaultPath], *, doers_only: bool = False
    ) -> frozenset[VaultPath]:
        """Which of a pair a line is about: whoever it names or means by "she", "he" or "both" first.

        Where nobody does anything, whoever "her" or "his" can mean, unless `doers_only`; empty when none of this
        can be told.
        """
        shown = plain(text)
        named = next((hit for hit in self.named_in(shown) if hit.who in pair), None)
        before = shown[: named.start] if named else shown
        words = [word[0].casefold() for word in _WORD.finditer(before)]
        doer = next(
            (word for at, word in enumerate(words) if word in _DOERS or (word in _BOTH and at < FIRST_WORDS)), ""
        )
        if doer:
            return frozenset(pair) if doer in _BOTH else self._of_pronoun(_PRONOUNS[doer], pair)
        if named:
            return self._with_the_next(shown, named, pair)
        if doers_only:
            return frozenset()
        touched = next((word for word in words if word in _PRONOUNS), "")
        return self._of_pronoun(_PRONOUNS[touched], pair) if touched else frozenset()

    def _with_the_next(self, text: str, named: Named, pair: tuple[VaultPath, VaultPath]) -> frozenset[VaultPath]:
        """The one named, or both when the other follows at once: `Ada and Bo`."""
        rest = text[named.end :]
        other = next((hit for hit in self.named_in(rest) if hit.who in pair and hit.who != named.who), None)
        both = other is not None and re.fullmatch(r"\s*(?:and|&|,)\s*", rest[: other.start])
        return frozenset(pair) if both else frozenset({named.who})

    def without_names(self, text: str) -> str:
        """A text in which every person's name is one meaningless word, so that a name is never read as a deed."""
        shown = plain(text)
        parts, position = [], 0
        for hit in self.named_in(shown):
            parts += [shown[position : hit.start], "Nn"]
            position = hit.end
        return "".join([*parts, shown[position:]]) if parts else shown

    def is_about_another(self, text: str, pair: tuple[VaultPath, VaultPath]) -> bool:
        """Whether a line begins with somebody outside the pair, with no pronoun before that could mean one of it."""
        shown = plain(text)
        first = next(self.named_in(shown), None)
        if first is None or first.who in pair:
            return False
        before = {word[0].casefold() for word in _WORD.finditer(shown[: first.start])}
        return not before & (_BOTH | _PRONOUNS.keys())

    def _of_pronoun(self, pronoun: str, pair: tuple[VaultPath, VaultPath]) -> frozenset[VaultPath]:
        fitting = [who for who in pair if pronoun in self._by_path[who].pronouns]
        known = [who for who in pair if self._by_path[who].pronouns]
        return frozenset(fitting) if len(fitting) == 1 and len(known) == 2 else frozenset()

    def short_name(self, path: VaultPath) -> str:
        """What a person is called after the first mention."""
        return self._called[path]

    def _usual_name(self, person: Character) -> str:
        """The one word for somebody that the author writes most: of first name, surname and short aliases.

        The first name where she writes several equally often; the whole name where no one word means only them,
        or where it begins with a title.
        """
        words = person.name.split()
        if len(words) < 2 or key(words[0]).strip(".") in _TITLES:
            return person.name
        names = [words[0], words[-1], *(alias for alias in person.aliases if len(alias.split()) == 1)]
        own = [name for name in dict.fromkeys(names) if self.called(name) == (person.path,)]
        return max(own, key=lambda name: (self._used.get(name, 0), -names.index(name)), default=person.name)


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of some names, the longest first; None when there are none."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered)), re.IGNORECASE) if ordered else None


def hash_of(parts: Iterable[str]) -> str:
    """One digest for many texts, in order."""
    digest = sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _parts(name: str) -> Iterable[str]:
    """The first name and the surname of a full name, titles left out."""
    parts = _BETWEEN.split(name)
    words = [word for word in parts if word and key(word).strip(".") not in _TITLES]
    if len(parts) < 2 or not words:
        return ()
    return {word for word in (words[0], words[-1]) if len(word) > 1 and not word[0].islower()}


def possessive(name: str) -> str:
    """Somebody's, as in `Ada’s` or `Mr Jaggers’`."""
    return f"{name}’" if name.endswith(("s", "S")) else f"{name}’s"
