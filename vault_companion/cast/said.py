"""Gathers what one character's note says of others, whatever form it has there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from vault_companion.cast.arrows import ARROW, chain, without_types
from vault_companion.cast.between import for_two, settled, stated_of_two, subject_said
from vault_companion.cast.certain import certain, marked
from vault_companion.cast.kind_words import singular
from vault_companion.cast.kinds import StatedKind
from vault_companion.cast.names import People
from vault_companion.cast.terms import Terms
from vault_companion.cast.ties import Called, Statement, TieLine, Ways
from vault_companion.cast.timeline import split_place
from vault_companion.cast.unknown import unknown_kind
from vault_companion.notes.fields import Phrase, is_missing, sentences
from vault_companion.notes.note import Evidence, Note
from vault_companion.notes.resolve import key
from vault_companion.notes.scan import links_in, plain
from vault_companion.problem import Problem
from vault_companion.vault.snapshot import VaultPath

_LEAD: Final = re.compile(r"[\s:,(–—→>-]+")
_NAMES_ONLY: Final = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_BRACKETS: Final = re.compile(r"[,()\[\]]")
_NAME_LIKE: Final = re.compile(r"[^\W\d_a-zà-ÿ][\w'’. -]{0,60}(?:\([^()]{0,80}\))?")
_NO_NAME: Final = frozenset(
    {"a", "an", "he", "her", "hers", "him", "his", "it", "its", "she", "that", "their", "them", "they", "this", "who"}
)
"""With what a link's text begins when it is a part of the sentence and no name."""
_MAX_LINE: Final = 2_000
NO_IDS: Final[Mapping[str, VaultPath]] = MappingProxyType({})


class Place(NamedTuple):
    """Where a text stands: its 1-based lines in the file and the heading above it, or ""."""

    first: int
    last: int
    heading: str = ""


class Said:
    """The statements of one note, as they are found; used once.

    Attributes:
        found: In the order in which they were read.
        problems: What could not be understood.
    """

    def __init__(self, note: Note, people: People, terms: Terms, ids: Mapping[str, VaultPath] = NO_IDS) -> None:
        self.found: list[Statement] = []
        self.problems: list[Problem] = []
        self.note = note
        self.people = people
        self.terms = terms
        self.ids = ids
        self.owner = note.path

    # ---- who is meant

    def named(self, text: str) -> list[VaultPath]:
        """Everybody linked in a text; without a link, everybody whose name or alias stands there."""
        linked = self.people.in_links(text, self.note.path)
        if linked or "[[" in text:
            return linked
        whole = self.people.called(text)
        if len(whole) == 1:
            return list(whole)
        return list(dict.fromkeys(named.who for named in self.people.named_in(plain(text), listed=_is_names(text))))

    def of_id(self, text: str) -> list[VaultPath]:
        """Whose identifier this is: the one person's, or nobody's."""
        who = self.ids.get(text.strip())
        return [who] if who else []

    def first_person(self, text: str) -> tuple[VaultPath | None, str]:
        """The person a line begins with, by link or by name, and what follows."""
        bare = text.lstrip("*_ ")
        if bare.startswith(("[[", "[")):
            end = bare.find("]]") + 2 if bare.startswith("[[") else bare.find(")") + 1
            found = self.people.in_links(bare[:end], self.note.path) if end > 1 else []
            if found and found[0] != self.owner:
                return found[0], _after_name(bare[end:])
            return None, ""
        named = next(self.people.named_in(bare), None)
        if named and named.start == 0 and named.who != self.owner:
            rest = bare[named.end :].lstrip("*_ ")
            if not rest or rest[0] in ":：,，(（–—-":
                return named.who, _after_name(rest)
        return None, ""

    def one_a_person(self, text: str) -> list[str]:
        """A text cut at its commas where each piece begins with a name: `Bo (brother), Cleo (mother)`."""
        pieces = _at_commas(text)
        known = [self.first_person(piece)[0] is not None for piece in pieces]
        each = all(one or _NAME_LIKE.fullmatch(piece) for one, piece in zip(known, pieces, strict=True))
        return pieces if len(pieces) > 1 and any(known) and each else [text]

    # ---- what is said

    def labelled(self, kinds: tuple[StatedKind, ...], text: str, place: Place) -> VaultPath | None:
        """`rival: [[X]], [[Y]]` or `rival: [[X]] since the fire`: the label is the kind."""
        others = [who for who in self.named(text) if who != self.owner]
        names_only = _NAMES_ONLY.split(plain(text))
        closer = self._closer(kinds, text)
        kinds = _of_one(kinds)
        for other in others:
            alone = len(names_only) < len(others) or len(others) == 1
            rest = self._rest(text, other, place) if alone and len(text) <= _MAX_LINE else ()
            self.state(other, closer.get(other, kinds), text, place, rest)
            self.calls(other, text, place)
        return others[0] if len(others) == 1 else None

    def state(
        self,
        other: VaultPath,
        kinds: tuple[StatedKind, ...],
        text: str,
        place: Place,
        lines: tuple[TieLine, ...] = (),
        ways: Ways = "",
    ) -> None:
        """These kinds of `other`, which `text` states; and that the two are tied, when there are none."""
        evidence = self._evidence(text, place)
        stated = tuple((kind, evidence) for kind in kinds)
        self.found.append(Statement(self.owner, other, self.note.path, stated, lines, ways=ways, places=(evidence,)))

    def item(self, text: str, place: Place, heading_kind: str = "") -> VaultPath | None:
        """One item of a list about others, without a label of its own; the person it is about, if one."""
        if other := self.chained(text, place):
            return other
        label, colon, rest = text.partition(":")
        labelled = colon and "[[" not in label and self.people.in_links(rest, self.note.path)
        if labelled and (kinds := self.terms.read_kinds(label)):
            return self.labelled(kinds, rest.strip(), place)
        other, said = self.first_person(text)
        if other is not None:
            self.describe(other, said, place, heading_kind, whole=text)
            self.calls(other, text, place)
            return other
        self.running(text, place, heading_kind)
        return None

    def describe(
        self, other: VaultPath, text: str, place: Place, heading_kind: str = "", ways: Ways = "", *, whole: str = ""
    ) -> None:
        """What is said of `other`: its first words may name the kind.

        Args:
            other: Of whom.
            text: What is said, without the name it begins with.
            place: Where it stands.
            heading_kind: The kind where the text states none, or "".
            ways: As in `Statement`.
            whole: The text with the name, "" when it has none of its own.
        """
        kinds = self._kinds_of(other, text, whole or text, item=bool(whole))
        kinds = kinds or (_of_one(self.terms.read_kinds(heading_kind)) if heading_kind else ())
        self.state(other, kinds, text, place, self.lines("note", text, place), ways)

    def _kinds_of(self, other: VaultPath, text: str, whole: str, *, item: bool) -> tuple[StatedKind, ...]:
        """The kinds that a text about `other` states, with the directions that its build gives them."""
        known = marked(self, sentences(whole)[0] if whole else "")
        two = for_two(known, other)
        subject = subject_said(two)
        kinds = self.terms.read_kinds(subject or plain(text), self.people.names_of(other))
        if kinds:
            return settled(two, kinds)
        kinds = stated_of_two(self, other, two, item=item)
        return kinds or dict(certain(self, whole)).get(other, ())

    def running(self, text: str, place: Place, heading_kind: str = "") -> None:
        """Running text: each sentence says something of everybody it names."""
        for sentence in sentences(text):
            linked = self.people.in_links(sentence, self.note.path)
            named = (named.who for named in self.people.named_in(plain(sentence)))
            for other in dict.fromkeys([*linked, *named]):
                if other != self.owner:
                    self.describe(other, sentence, place, heading_kind)
                    self.calls(other, sentence, place)

    def part(self, other: VaultPath, part: str, text: str, place: Place, ways: Ways = "") -> None:
        """One part of what ties the two; a kind nobody knows is kept as it is written, and a problem."""
        if part != "kind":
            places = (self._evidence(text, place),)
            lines = self.lines(part, text, place)
            self.found.append(Statement(self.owner, other, self.note.path, (), lines, places=places))
            return
        kinds = self.terms.read_kinds(plain(text), self.people.names_of(other))
        kept = () if kinds else self.lines("note", text, place)
        self.state(other, kinds, text, place, kept, ways)
        if kept:
            self.problems.append(unknown_kind(text, self._evidence(text, place)))

    def calls(self, other: VaultPath, text: str, place: Place) -> None:
        """What this note calls `other` in a link of its own wording, `[[Bo|the old fox]]`."""
        for link in links_in(text, place.first) if "|" in text else ():
            shown = "" if ARROW.search(link.shown) else without_types(plain(link.shown))
            first = shown.partition(" ")[0].casefold()
            if first in _NO_NAME or not shown:
                continue
            if self.people.linked(link, self.note.path) == other and not self._is_name(shown, other):
                called = Called(self.owner, shown, self._evidence(shown, place))
                self.found.append(Statement(self.owner, other, self.note.path, called=(called,)))

    def chained(self, text: str, place: Place) -> VaultPath | None:
        """`Nelo → big brother of → Klem`, where one of the two is the note's own; the other one, if it is so."""
        found = chain(plain(text))
        if found is None:
            return None
        ones, others = self.people.called(found.one), self.people.called(found.other)
        kinds = self.terms.read_kinds(found.relation)
        if not (len(ones) == len(others) == 1) or ones == others or self.owner not in (*ones, *others) or not kinds:
            return None
        one, other = ones[0], others[0]
        evidence = self._evidence(text, place)
        stated = tuple((kind, evidence) for kind in kinds)
        self.found.append(Statement(one, other, self.note.path, stated, ways="both" if found.both else ""))
        return other if one == self.owner else one

    def lines(self, part: str, text: str, place: Place, at: str = "") -> tuple[TieLine, ...]:
        """A text as lines of a tie, one a sentence or `;`; `at` is where in the story, when that is known."""
        out = []
        for piece in (piece for half in text.split(";") for piece in sentences(half)):
            there, said = split_place(piece) if part in ("changes", "history") and not at else (at, piece)
            shown = " ".join(plain(said).split())
            if not is_missing(shown):
                phrase = Phrase(shown, said, (self._evidence(said, place),))
                out.append(TieLine(part, phrase, self.owner, there))
        return tuple(out)

    def _closer(self, kinds: tuple[StatedKind, ...], text: str) -> dict[VaultPath, tuple[StatedKind, ...]]:
        """What a text itself says where its label says less: `Family: Youngest daughter of [[Bo]]`."""
        families = {stated.kind.family for stated in kinds}
        if not any(stated.kind.id in families for stated in kinds):
            return {}
        found = certain(self, text, fragments=True)
        return {who: told for who, told in found if families & {stated.kind.family for stated in told}}

    def _rest(self, text: str, other: VaultPath, place: Place) -> tuple[TieLine, ...]:
        """What a labelled line says besides the name."""
        found, said = self.first_person(text)
        return self.lines("note", said, place) if found == other and said else ()

    def _evidence(self, text: str, place: Place) -> Evidence:
        """Where a text stands; the whole line for an empty one."""
        if text:
            return self.note.evidence(text, place.first, place.last, place.heading)
        return self.note.evidence(self.note.lines[place.first - 1].strip(), place.first, place.first, place.heading)

    def _is_name(self, shown: str, other: VaultPath) -> bool:
        """Whether this is no special name but the person's own, or a part of it."""
        person = self.people.person(other)
        names = {person.name, other.stem, *self.people.names_of(other)} - set(person.aliases)
        return key(shown) in {key(name) for name in names}


def _is_names(text: str) -> bool:
    """Whether a text looks like names and nothing else: `Peg Poe`, `Agnes Poe, Ann Roe`."""
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_][\w'’.-]*", plain(text)) if word != "and")


def _of_one(kinds: tuple[StatedKind, ...]) -> tuple[StatedKind, ...]:
    """The kinds of a label for several, `daughters`, as what each of them is."""
    return tuple(replace(stated, said=singular(stated.said)) for stated in kinds)


def _at_commas(text: str) -> list[str]:
    """A text cut at the commas that stand in no brackets."""
    pieces, start, depth = [], 0, 0
    for found in _BRACKETS.finditer(text):
        if found[0] != ",":
            depth = max(0, depth + (1 if found[0] in "([" else -1))
        elif not depth:
            pieces.append(text[start : found.start()].strip())
            start = found.end()
    return [*pieces, text[start:].strip()]


def _after_name(text: str) -> str:
    """What follows a name, without the mark that joins the two: `: rival`, ` - rival`, `(rival)`."""
    found = _LEAD.match(text)
    rest = text[found.end() :] if found else text
    if found and "(" in found[0] and ")" in rest:
        rest = rest.replace(")", "", 1)
    return rest.strip("*_ ")
