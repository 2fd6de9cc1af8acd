"""Who is meant by a name or a pronoun in the author's text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product

from vault_companion.cast.kind_words import words_for
from vault_companion.cast.name_parts import OwnNames, first_of, parts, untitled, words_of
from vault_companion.cast.sheet import Character
from vault_companion.cast.titles import courtesy, is_epithet, is_kin, may_be_a_first_name, title_of
from vault_companion.notes.note import key_of
from vault_companion.notes.resolve import Paths, key, path_order
from vault_companion.notes.scan import Link, links_in, plain
from vault_companion.vault.snapshot import VaultPath

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""A letter of a script that puts no blanks between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BEFORE = re.compile(r"(?:^|(?P<sentence>[.!?…:;>*\n][\s\"'“‘*_]*)|\s)(?P<word>[^\W\d_][\w'’-]*)(?P<dot>\.?)[^\S\n]+$")
"""The word before a name, and whether it begins a sentence."""
_NEXT = re.compile(r"[^\S\n]+(?P<word>[^\W\d_][\w-]*)")
_AT_ONCE = re.compile(r"\.?[^\S\n]+")
_HEAD = re.compile(r"\s*(?:[:：(]|[–—]|--?\s)")
"""What stands behind the name with which a line begins."""
_LOOK_BACK = 60
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
        self._given: dict[str, set[VaultPath]] = defaultdict(set)
        for person in characters:
            for name in (person.name, person.path.stem, *person.aliases):
                for spelled in (key(name), key_of(name)):
                    self._names[spelled].add(person.path)
            for part in (*parts(person.name), untitled(person.name)):
                self._short[key(part)].add(person.path)
            for alias in person.aliases:
                self._given[key(first_of(alias, person.name))].add(person.path)
        for by_word in (self._short, self._given):
            by_word.pop("", None)
        self._own = {person.path: OwnNames.of(person) for person in characters}
        self._surnames = {name for own in self._own.values() for name in own.surnames}
        self._by_title: dict[tuple[str, str], set[VaultPath]] = defaultdict(set)
        for path, own in self._own.items():
            for title, part in product(own.titles, own.parts):
                self._by_title[title, part].add(path)
        by_first: dict[str, list[str]] = defaultdict(list)
        for name in {*self._names, *self._short, *self._given}:
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
        """Who goes by `name`: a full name or alias first, then a first name or surname that only one has.

        Then the first name within an alias, and a name behind a title.
        """
        spelled = key(" ".join(plain(name).split()))
        bare = spelled.strip(" .,:;*_")
        found = self._names.get(spelled) or self._names.get(bare) or set()
        if not found:
            found = self._short.get(bare) or self._given.get(bare) or self._behind_a_title(bare)
            found = found if len(found) == 1 else set()
        return tuple(sorted(found, key=path_order))

    def _behind_a_title(self, name: str) -> set[VaultPath]:
        """Everybody who may be meant by a title and a name, of which none is known as a whole: `capt. voss`."""
        word, _, rest = name.partition(" ")
        title = title_of(word)
        if not title or not rest:
            return set()
        titled = self._by_title.get((title, rest), set())
        if titled or is_epithet(title) or is_kin(title):
            return titled
        found = self._names.get(rest) or self._short.get(rest) or set()
        return found if all(self._may_have(title, rest, path) for path in found) else set()

    def _may_have(self, title: str, name: str, who: VaultPath) -> bool:
        """Whether somebody may be called by this title: only before a surname does another one mean another."""
        own = self._own[who]
        if name not in own.surnames or title in own.titles or title == "the":
            return True
        pronoun, stated = courtesy(title), self._by_path[who].pronouns
        if pronoun is None or any(courtesy(one) is not None for one in own.titles):
            return False
        return not pronoun or not stated or pronoun in stated

    def names_of(self, path: VaultPath) -> tuple[str, ...]:
        """Everything a person is called."""
        person = self._by_path[path]
        return (person.name, *person.aliases, *parts(person.name))

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

    def has_a_note(self, name: str, source: VaultPath) -> bool:
        """Whether some note, of a person or of anything else, is reached by this name from another note."""
        return any(self._paths.resolve(link, source).tier != "unresolved" for link in links_in(f"[[{name}]]", 1))

    def in_links(self, text: str, source: VaultPath) -> list[VaultPath]:
        """The people linked in a text, in order, each once."""
        found = (self.linked(link, source) for link in links_in(text, 1))
        return list(dict.fromkeys(path for path in found if path is not None))

    def named_in(self, text: str, *, listed: bool = False) -> Iterator[Named]:
        """The people named in plain text, in order; the longest name wins, an ambiguous one names nobody.

        Nor does a surname behind the first name or the title of somebody else. `listed` says that the text is
        no sentence but names.
        """
        position = 0
        while found := _WORD.search(text, position):
            position = found.end()
            if found[0][0].islower():
                continue
            hit = self._longest(text, found) or self._titled(text, found) or self._inside(text, found)
            if hit:
                if self._is_whole(text, hit, listed=listed):
                    yield hit
                position = hit.end

    def _titled(self, text: str, word: re.Match[str]) -> Named | None:
        """A title with the name behind it: `Capt. Voss`."""
        title = title_of(word[0])
        gap = _AT_ONCE.match(text, word.end()) if title else None
        name = _WORD.match(text, gap.end()) if gap else None
        if name is None or name[0][0].islower():
            return None
        inner = self._longest(text, name)
        end = inner.end if inner else name.end() - (2 if name[0].endswith(("'s", "’s")) else 0)
        who = self._behind_a_title(key(f"{title} {text[name.start() : end]}"))
        return Named(next(iter(who)), word.start(), end) if len(who) == 1 else None

    def _is_whole(self, text: str, hit: Named, *, listed: bool) -> bool:
        """Whether a name stands there alone, and is no part of the name of somebody else."""
        own, said = self._own[hit.who], key(text[hit.start : hit.end])
        is_head = listed or bool(_HEAD.match(text, hit.end))
        if said in own.firsts:
            after = _NEXT.match(text, hit.end)
            return after is None or not self._is_surname(text, after, hit.who, listed=listed)
        before = _BEFORE.search(text[max(0, hit.start - _LOOK_BACK) : hit.start])
        if said not in own.surnames or before is None or not before["word"][0].isupper():
            return True
        word = before["word"]
        if title := title_of(word):
            return self._may_have(title, said, hit.who)
        if before["dot"]:
            return len(word) > 1 or any(name.startswith(key(word)) for name in own.words)
        if len(word) == 1 or key(word) in own.words or _means_a_tie(word):
            return True
        begins = not is_head and (before["sentence"] is not None or before.start("word") == 0)
        return word.endswith(("'s", "’s")) or not may_be_a_first_name(word, begins=begins)

    def _is_surname(self, text: str, word: re.Match[str], who: VaultPath, *, listed: bool) -> bool:
        """Whether the word behind somebody's first name is the surname of another."""
        said = key(word["word"])
        if not word["word"][0].isupper() or said in self._own[who].words or title_of(said) or _means_a_tie(said):
            return False
        if said in self._surnames:
            return True
        ends = bool(_HEAD.match(text, word.end())) or (listed and word.end() == len(text.rstrip()))
        return ends and word.start() <= _LOOK_BACK and may_be_a_first_name(said, begins=False)

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

        The first name where she writes several equally often; the whole name where no one word means only them.
        One that begins with a title, and a first name behind it, gives way only to an alias that is a part of it.
        """
        words = person.name.split()
        aliases = [alias for alias in person.aliases if len(alias.split()) == 1 and not title_of(alias)]
        if len(words) < 2:
            return person.name
        if title_of(words[0]):
            names = [alias for alias in aliases if alias in words] if len(words_of(person.name)) > 1 else []
        else:
            names = [words[0], words[-1], *aliases]
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


def _means_a_tie(word: str) -> bool:
    """Whether a word says what somebody is to somebody: rival, loves."""
    words = words_for()
    return key(word) in words.nouns or key(word) in words.verbs


def possessive(name: str) -> str:
    """Somebody's, as in `Ada’s` or `Mr Jaggers’`."""
    return f"{name}’" if name.endswith(("s", "S")) else f"{name}’s"
