"""What the author wrote below the end mark of our pages, as far as it is input.

A pair's page counts as her note about the two, a character's as part of that character's note. Only fields are read
there: `key:: value`, labels in bold, and the bullets below such a label or under a heading that is one. Free prose is
hers alone. Whose a trait on a pair's page is, its text or its label says: `flaws:: Bo: never asks`, `Bo's flaws:: ...`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

from vault_companion.cast.names import People
from vault_companion.cast.relationship_note import PairReader
from vault_companion.cast.renamed import may_be, name_in
from vault_companion.cast.sheet import Character, merged
from vault_companion.cast.terms import TERMS, Terms
from vault_companion.cast.ties import Pair, Statement, TieLine
from vault_companion.cast.vocabulary import PAIR_KEYS, tie_field_names, trait_names
from vault_companion.cast.whose import letters, owned, whose
from vault_companion.notes.fields import Entry, Phrase, entries, is_missing, phrases_of_entry, scalar_text
from vault_companion.notes.note import Evidence, Note, scalars
from vault_companion.notes.resolve import path_order
from vault_companion.problem import Problem
from vault_companion.vault.snapshot import VaultPath

Sort = Literal["", "dismiss", "part", "trait"]
About = tuple[VaultPath, ...]

SUFFIX = " - Dynamics"
DISMISS = "dismiss"
_BOLD = re.compile(r"[\s>]*(?:[-*+][ \t]+(?:\[[^\]\n]\][ \t]+)?|\d{1,9}[.)][ \t]+)?[*_](?=\S)")
_NEAR = 0.8
_MOST_LIKELY = 2
_NOTHING: Mapping[str, tuple[Phrase, ...]] = {}


@dataclass(frozen=True, slots=True)
class DismissLine:
    """One `dismiss::` line.

    Attributes:
        about: The pair, or the one person, whose page it stands on.
        text: What it says.
        evidence: Where it stands.
    """

    about: About
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Answers:
    """All that is read below the end marks.

    Attributes:
        traits: From a person to what was added to their sheet, trait by trait.
        statements: What is stated about pairs.
        dismissals: The findings she does not want to see, not yet understood.
        problems: What could not be understood.
        pages: The page about a pair or a person on which something is read; `about` in path order.
        parts: The parts of a relationship that a page's fields are about.
    """

    traits: Mapping[VaultPath, Mapping[str, tuple[Phrase, ...]]] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    dismissals: tuple[DismissLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    pages: Mapping[About, VaultPath] = field(default_factory=dict)
    parts: Mapping[VaultPath, frozenset[str]] = field(default_factory=dict)

    def trait(self, who: VaultPath, name: str) -> tuple[Phrase, ...]:
        """What was added to one trait of one person."""
        return self.traits.get(who, _NOTHING).get(name, ())

    def page(self, pair: Pair) -> VaultPath | None:
        """The page about a pair, if something is read there."""
        return self.pages.get(tuple(sorted(pair, key=path_order)))

    def lines(self, pair: Pair, part: str) -> tuple[TieLine, ...]:
        """What was added to one part of what is said about a pair."""
        page = self.page(pair)
        found = (one for one in self.statements if one.source == page)
        return tuple(line for one in found for line in one.lines if line.part == part)

    def on(self, page: VaultPath | None) -> tuple[Phrase, ...]:
        """Everything that is read on one page, kinds of relationship left out."""
        if page is None:
            return ()
        stated = (line.phrase for one in self.statements if one.source == page for line in one.lines)
        added = (phrase for traits in self.traits.values() for phrases in traits.values() for phrase in phrases)
        return (*stated, *(phrase for phrase in added if any(place.path == page for place in phrase.evidence)))


NO_ANSWERS = Answers()


def read_answers(
    pages: Sequence[Note], characters: Sequence[Character], people: People, terms: Terms = TERMS
) -> Answers:
    """What the author's parts of our pages say.

    Args:
        pages: Our pages with sound marks, each as a note that holds its properties and her part alone.
        characters: The cast.
        people: The same, findable by name.
        terms: How her keys are understood.
    """
    if not pages:
        return NO_ANSWERS
    known = _Known(characters, people)
    read: dict[About, list[_Page]] = {}
    problems: list[Problem] = []
    for note in sorted(pages, key=lambda note: path_order(note.path)):
        if scalar_text(note.property("dynamics type")) == "overview":
            continue
        about, titled = _about(note, known, terms), known.titled(note.path.stem)
        page = _Page(note, about, people, terms)
        page.rank = (set(titled) != set(about), note.path.count("/"), path_order(note.path))
        if page.about:
            read.setdefault(page.about, []).append(page)
        elif page.unclear:
            problems.append(_unclear(note, known, terms))
    kept: list[_Page] = []
    for found in read.values():
        told = sorted((page for page in found if page.says_something), key=lambda page: page.rank)
        problems += [_duplicate(page.note, told[0].note) for page in told[1:]]
        kept += told[:1] or found
    kept.sort(key=lambda page: path_order(page.note.path))
    traits: dict[VaultPath, dict[str, list[Phrase]]] = {}
    for page in kept:
        for who, trait, phrases in page.traits:
            traits.setdefault(who, {}).setdefault(trait, []).extend(phrases)
    return Answers(
        {who: {trait: merged(phrases) for trait, phrases in found.items()} for who, found in traits.items()},
        tuple(statement for page in kept if (statement := page.statement())),
        tuple(one for page in kept for one in page.dismissals),
        (*problems, *(problem for page in kept for problem in page.problems)),
        {page.about: page.note.path for page in kept if page.says_something},
        {page.note.path: frozenset(page.parts) for page in kept if page.parts},
    )


class _Page:
    """Reads her part of one page; used once.

    Attributes:
        note: The page.
        about: The two, or the one, it is about; () where it is about nobody who is known.
        unclear: Whether something of hers stands on a page about nobody who is known.
        parts: The parts of a relationship that are filled.
        rank: By which of two pages about the same the right one comes first.
    """

    def __init__(self, note: Note, about: About, people: People, terms: Terms) -> None:
        self.note = note
        self.about = about
        self.traits: list[tuple[VaultPath, str, tuple[Phrase, ...]]] = []
        self.dismissals: list[DismissLine] = []
        self.parts: set[str] = set()
        self._own_problems: list[Problem] = []
        self._people = people
        self._terms = terms
        self._pair = PairReader(note, (about[0], about[1]), people, terms) if len(about) == 2 else None
        said = list(_said(note, self._is_known))
        self.unclear = not about and bool(said)
        self.rank = (True, 0, path_order(note.path))
        for label, entry in said if about else ():
            self._take(label, entry)

    @property
    def says_something(self) -> bool:
        return bool(self.traits or self.dismissals or self.statement())

    @property
    def problems(self) -> list[Problem]:
        return [*self._own_problems, *(self._pair.problems if self._pair else ())]

    def statement(self) -> Statement | None:
        """What is stated about the two; None if nothing is."""
        stated = self._pair.statement() if self._pair else None
        return stated if stated and (stated.kinds or stated.lines) else None

    def _is_known(self, label: str) -> bool:
        return bool(self._meaning(label)[0])

    def _meaning(self, label: str) -> tuple[Sort, str, VaultPath | None]:
        """What a label or heading means: the sort of it, its part or trait, and whose it says that is."""
        if self._terms.key(label) == DISMISS:
            return "dismiss", "", None
        part, trait = self._terms.part(label), self._terms.trait(label)
        if part and self._pair:
            return "part", part, None
        if trait:
            return "trait", trait, None
        who, rest = owned(label, self.about, self._people, self.note.path)
        trait = self._terms.trait(rest) if who else ""
        return ("trait", trait, who) if trait else ("", "", None)

    def _take(self, label: str, entry: Entry) -> None:
        sort, name, who = self._meaning(label)
        text = entry.text.strip()
        if not sort:
            self._not_read(label, entry)
        elif is_missing(text) or _is_blank(text):
            return
        elif sort == "dismiss":
            place = self.note.evidence(text, entry.first, entry.last)
            self.dismissals.append(DismissLine(self.about, text, place))
        elif sort == "part" and self._pair and (name != "note" or entry.kind == "field"):
            self.parts.add(name)
            self._pair.take(name, text, entry.first, entry.last, "", is_list=entry.kind != "paragraph")
        elif sort == "trait":
            self._trait(name, who, text, entry)

    def _trait(self, trait: str, who: VaultPath | None, text: str, entry: Entry) -> None:
        owner, rest = (who, text) if who else whose(text, self.about, self._people, self.note.path)
        owner = owner or (self.about[0] if len(self.about) == 1 else None)
        if owner is None:
            names = " and ".join(self._people.short_name(one) for one in self.about)
            message = f'nobody can tell whose "{text[:60]}" is: this page is about {names}'
            hint = f"Begin it with the name: `{trait.replace('_', ' ')}:: {self._people.short_name(self.about[0])}: …`."
            self._own_problems.append(Problem(self.note.path, entry.first, "whose-trait", "warning", message, hint))
        elif not is_missing(rest) and not _is_blank(rest):
            bare = Entry("", rest, entry.first, entry.last, entry.kind, entry.depth, "")
            self.traits.append((owner, trait, phrases_of_entry(self.note, bare)))

    def _not_read(self, label: str, entry: Entry) -> None:
        """A field that is nearly one of ours, or that belongs on another page; others are the author's own affair."""
        key = self._terms.key(label)
        if entry.kind != "field":
            return
        if self._terms.part(label) and self._terms.part(label) != "note":
            message, hint = f'"{label}" is about two people, and this page is about one', "Write it on their page."
        else:
            known = [*trait_names(), *tie_field_names(), DISMISS] if self._pair else [*trait_names(), DISMISS]
            near = get_close_matches(key, known, n=1, cutoff=_NEAR)
            if not near:
                return
            message, hint = f'"{label}" is no field that is read on this page', f"Did you mean {near[0]}?"
        self._own_problems.append(Problem(self.note.path, entry.first, "unread-field", "info", message, hint))


def _said(note: Note, known: Callable[[str], bool]) -> Iterator[tuple[str, Entry]]:
    """Every field with its label, and every bullet with the label or heading that it stands under."""
    for section in note.sections():
        heading = next((one for one in (section.heading, *reversed(section.above)) if known(one)), "")
        open_label, open_depth = "", -1
        for entry in entries(replace(section, place=""), lambda _: False):
            if entry.label and _is_field(note, entry):
                open_label, open_depth = ("", -1) if entry.text else (entry.written, entry.depth)
                if entry.text:
                    yield entry.written, entry
            elif entry.kind != "item":
                open_label = ""
            elif open_label and entry.depth > open_depth - (0 if open_depth else 1):
                yield open_label, _whole(entry)
            elif heading:
                yield heading, _whole(entry)


def _is_field(note: Note, entry: Entry) -> bool:
    """Whether an entry is `key:: value`, or its label is in bold; a plain `Label: text` is prose here."""
    if entry.kind == "field":
        return True
    return entry.kind in ("paragraph", "item") and _BOLD.match(note.lines[entry.first - 1]) is not None


def _whole(entry: Entry) -> Entry:
    return replace(entry, label="", written="", text=entry.whole)


def _is_blank(text: str) -> bool:
    """Whether this is the rest of a line of ours that was copied and not filled in: `ch. …`."""
    bare = text.rstrip()
    rest = bare.removesuffix("…") if bare.endswith("…") else bare.removesuffix("...")
    return rest != bare and (not rest or rest[-1].isspace())


def _called(person: Character) -> tuple[str, ...]:
    return (person.name, *person.aliases)


class _Known:
    """Everybody by the names that our own pages may have for them."""

    def __init__(self, characters: Sequence[Character], people: People) -> None:
        self.people = people
        self._characters = characters
        self._spelled: dict[str, set[VaultPath]] = {}
        for person in characters:
            for name in (person.name, person.path.stem):
                self._spelled.setdefault(letters(name), set()).add(person.path)

    def called(self, name: str) -> About:
        """Who goes by a name, also where our pages had to spell it with other signs."""
        return self.people.called(name) or tuple(sorted(self._spelled.get(letters(name), ()), key=path_order))

    def linked(self, text: str, source: VaultPath) -> About:
        """Whom a link or a name among the properties of a page means."""
        return tuple(self.people.in_links(text, source)) or self.called(text)

    def likely(self, link: str) -> About:
        """Who may be meant by a link or name that means nobody any more; those whose note is in its folder first."""
        name, folder = name_in(link), link.strip("[]").rpartition("/")[0]
        near = [
            one.path for one in self._characters if any(may_be(name, known) for known in (one.path.stem, *_called(one)))
        ]
        beside = [path for path in near if path.folder == folder] if folder else []
        return tuple(sorted(beside or near, key=path_order))

    def titled(self, stem: str) -> About:
        """Whom a page's name names: `Ada & Bo`, or `Ada - Dynamics`; () for nobody, or for more than one."""
        title = stem.removesuffix(SUFFIX)
        parts = title.split(" & ")
        halves = [(" & ".join(parts[:cut]), " & ".join(parts[cut:])) for cut in range(1, min(len(parts), 9))]
        for names in (*halves, (title,)):
            found = [self.called(name) for name in names]
            if all(len(who) == 1 for who in found) and len(set(found)) == len(found):
                return tuple(sorted((who[0] for who in found), key=path_order))
        return ()


def _about(note: Note, known: _Known, terms: Terms) -> About:
    """Whom a page is about: its property `characters` says so, else its name; () if that names nobody known."""
    value = terms.property(note, PAIR_KEYS[0])
    if value is None:
        return known.titled(note.path.stem)
    said = scalars(value)
    found = [who for text in said for who in known.linked(text.text, note.path)]
    if len(found) != len(said) or len(set(found)) != len(found) or len(found) > 2:
        return ()
    return tuple(sorted(found, key=path_order))


def _unclear(note: Note, known: _Known, terms: Terms) -> Problem:
    value = terms.property(note, PAIR_KEYS[0])
    said = [text.text for text in scalars(value)] if value else []
    found = {who for text in said for who in known.linked(text, note.path)}
    gone = [text for text in said if not known.linked(text, note.path)]
    message = "nobody can tell whom this page is about, so what is written below its end mark was not read"
    hint = "Its property `characters` should link to the one or two people it is about."
    if len(gone) == 1:
        message += f': nobody is called "{name_in(gone[0])}"'
        if likely := [who for who in known.likely(gone[0]) if who not in found]:
            links = " or ".join(f'"[[{path[:-3]}]]"' for path in likely[:_MOST_LIKELY])
            hint = f"Did you mean {links}? Write that in its property `characters`, and it is read again."
    return Problem(note.path, 0, "page-unclear", "warning", message, hint)


def _duplicate(note: Note, counts: Note) -> Problem:
    message = f"{counts.path} is about the same; what is written below the end mark here was not read"
    hint = "Move what you wrote there, and delete this page."
    return Problem(note.path, 0, "duplicate-page", "warning", message, hint)
