"""The core, stage after stage: a Snapshot in, the pages that should stand out. Touches nothing."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import TypeVar

from vault_companion.cast.cast import Cast, gather
from vault_companion.cast.names import People, hash_of
from vault_companion.cast.sheet import Character
from vault_companion.cast.ties import Pair
from vault_companion.dynamics.attachment import stated_labels
from vault_companion.dynamics.dismissal import Dismissals, settled
from vault_companion.dynamics.dismissal import understand as dismissed
from vault_companion.dynamics.meant import other_romances
from vault_companion.dynamics.profile import Profile, read_profile
from vault_companion.dynamics.read import read_pair
from vault_companion.dynamics.reading import Reading
from vault_companion.graph import CharacterGraph
from vault_companion.notes.note import Note, parse, parse_bytes
from vault_companion.notes.resolve import Paths, path_order
from vault_companion.notes.text import NotText
from vault_companion.pages.page import Page, is_ours
from vault_companion.pages.placing import doubles
from vault_companion.pages.write import write_pages
from vault_companion.problem import Problem, in_order
from vault_companion.settings import DEFAULTS, Settings
from vault_companion.settings_note import nearest, read_settings
from vault_companion.vault.snapshot import Snapshot, Unread, VaultPath
from vault_companion.words.lexicon import Lexicon
from vault_companion.writer.claims import Claims, standing_pages
from vault_companion.writer.ownership import hers

Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(slots=True)
class Memos:
    """Results of the costly pure steps, by value, kept between runs. Dropping them changes nothing but time.

    `before_reading` is told of each note that is not among them, by its path and the digest of its bytes.
    """

    notes: dict[tuple[VaultPath, str], Note | NotText] = field(default_factory=dict)
    profiles: dict[tuple[VaultPath, str, Settings], Profile] = field(default_factory=dict)
    readings: dict[tuple[object, ...], Reading] = field(default_factory=dict)
    claims: Claims = field(default_factory=dict)
    before_reading: Callable[[VaultPath, str], None] = lambda _path, _digest: None

    def forget_notes_but(self, digests: Mapping[VaultPath, str]) -> None:
        """Forget each note that is not on disk with these bytes any more, before others are read in its place.

        A vault of which every note changes at once is then not held twice.
        """
        self.notes = {(path, of): note for (path, of), note in self.notes.items() if digests.get(path) == of}

    def keep_only(self, used: Memos) -> None:
        """Forget what the last run did not use, so that a long watch does not grow."""
        self.notes, self.profiles, self.readings = used.notes, used.profiles, used.readings


@dataclass(frozen=True, slots=True)
class Story:
    """A vault understood, as far as it goes without looking at single pairs.

    Attributes:
        cast: The people and what is stated.
        graph: Who is tied to whom.
        paths: All files, for links.
        profiles: Each sheet read through the word lists.
        lexicon: The word lists.
        problems: What is wrong in the vault.
        notes: How many of the author's notes were read.
        parsed: How many of them were parsed anew.
        digests: What each note's bytes come to.
        settings: What holds.
        dismissals: The findings that the author does not want to see.
    """

    cast: Cast
    graph: CharacterGraph
    paths: Paths
    profiles: dict[VaultPath, Profile]
    lexicon: Lexicon
    problems: tuple[Problem, ...]
    notes: int
    parsed: int
    digests: dict[VaultPath, str]
    settings: Settings
    dismissals: Dismissals


@dataclass(frozen=True, slots=True)
class Build:
    """What a vault comes to, before the disk is touched.

    Attributes:
        pages: The pages that should stand, in path order.
        problems: What is wrong in the vault, in listing order.
        notes: How many of the author's notes were read.
        characters: How many people there are.
        ties: How many pairs have a stated relationship.
        pairs: How many pair pages there are.
        questions: How many questions are open.
        parsed: How many notes were parsed anew, not taken from a memo.
        settings: What held.
        doubles: From each page on disk that is about the same as another to that other, which counts.
    """

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    notes: int
    characters: int
    ties: int
    pairs: int
    questions: int
    parsed: int
    settings: Settings = DEFAULTS
    doubles: Mapping[VaultPath, VaultPath] = field(default_factory=dict)


def build(snapshot: Snapshot, base: Settings, memos: Memos | None = None) -> Build:
    """The pages that should stand, from the vault as it is; `base` holds where its settings note says nothing."""
    kept = memos or Memos()
    used = Memos()
    story = understand(snapshot, base, kept, used)
    settings = story.settings
    wrong: list[Problem] = []
    readings = {tie.pair: read(story, tie.pair, kept, used, wrong) for tie in story.cast.ties}
    if settings.pair_pages == "all":
        readings |= {pair: read(story, pair, kept, used, wrong) for pair in story.cast.mentions}
    kept.keep_only(used)
    theirs = Paths([*(path for path, data in snapshot.files.items() if not is_ours(data)), *snapshot.others])
    standing = standing_pages(
        snapshot.files,
        settings.output_folder,
        story.cast.characters,
        story.cast.people,
        snapshot.named,
        kept.claims,
    )
    pages, places = write_pages(story.cast, story.graph, theirs, story.profiles, readings, settings, standing)
    return Build(
        pages=pages,
        problems=in_order([*story.problems, *wrong]),
        notes=story.notes,
        characters=len(story.cast.characters),
        ties=len(story.cast.ties),
        pairs=sum(page.kind == "pair" for page in pages),
        questions=sum(len(reading.questions) for reading in readings.values()),
        parsed=story.parsed,
        settings=settings,
        doubles=doubles(places, standing),
    )


def understand(snapshot: Snapshot, base: Settings, kept: Memos | None = None, used: Memos | None = None) -> Story:
    """The cast of a vault and who is tied to whom, under its own settings.

    `base` holds where the settings note says nothing; `used` is filled with what the run needed of `kept`.
    """
    kept, used = kept or Memos(), used or Memos()
    found = read_settings(snapshot.files, base)
    settings = found.settings
    problems = [*(_unread(item) for item in snapshot.unread), *found.problems]
    paths = Paths([*snapshot.files, *snapshot.others])
    notes: list[Note] = []
    pages: list[Note] = []
    on_disk = {path: sha256(data).hexdigest() for path, data in snapshot.files.items()}
    kept.forget_notes_but(on_disk)
    digests: dict[VaultPath, str] = {}
    parsed = 0
    for path, data in sorted(snapshot.files.items(), key=lambda file: path_order(file[0])):
        if path.inside(settings.output_folder) and (
            page := _her_part((path, on_disk[path]), data, settings, kept, used)
        ):
            pages.append(page)
        if path == found.path or snapshot.obsidian.is_ignored(path):
            continue
        if not _is_hers(path, data, settings):
            problems += _outside(path, data, settings)
            continue
        digest = digests[path] = on_disk[path]
        known = kept.notes.get((path, digest))
        if known is None:
            kept.before_reading(path, digest)
        note = used.notes[path, digest] = known or parse_bytes(path, data)
        parsed += known is None
        if isinstance(note, NotText):
            message = "this note is not written in UTF-8 and was not read"
            hint = "Open it in an editor and save it as UTF-8; Obsidian itself shows � in its place."
            problems.append(Problem(path, note.line, "not-utf8", "error", message, hint))
            continue
        notes.append(note)
        problems += [Problem(path, one.line, one.code, one.severity, one.message, one.hint) for one in note.faults]
    cast = gather(notes, paths, settings, pages)
    for who, added in cast.answers.traits.items():
        digests[who] = hash_of((digests[who], repr(added)))
    dismissals = dismissed(cast.answers.dismissals, cast.people)
    problems += [problem for note in notes for problem in _links(note, paths, cast.people)]
    lexicon, wrong = lexicon_of(settings)
    problems += wrong
    profiles = {
        character.path: _memo(
            kept.profiles,
            used.profiles,
            (character.path, digests[character.path], settings),
            partial(read_profile, character, lexicon),
        )
        for character in cast.characters
    }
    problems += [problem for character in cast.characters for problem in _attachment_words(character)]
    graph = CharacterGraph(cast)
    return Story(
        cast,
        graph,
        paths,
        profiles,
        lexicon,
        in_order([*problems, *cast.problems, *dismissals.problems]),
        len(notes),
        parsed,
        digests,
        settings,
        dismissals,
    )


def read(
    story: Story,
    pair: Pair,
    kept: Memos | None = None,
    used: Memos | None = None,
    wrong: list[Problem] | None = None,
) -> Reading:
    """The reading of one pair, without what the author dismissed or has answered on our pages.

    A rule that fails is a problem in `wrong`, and the others still speak.
    """
    tie = story.graph.tie(pair)
    romances = other_romances(story.graph, story.profiles, pair)

    def failed(rule: str, error: Exception) -> None:
        where = traceback.extract_tb(error.__traceback__)[-1]
        message = f"the rule {rule} failed ({type(error).__name__} at {where.name}); the other rules were read"
        if wrong is not None:
            wrong.append(Problem(pair[0], 0, "rule-failed", "error", message, "Please report this as a bug."))

    def fresh() -> Reading:
        return read_pair(
            story.profiles[pair[0]], story.profiles[pair[1]], tie, story.cast.people, story.lexicon, failed, romances
        )

    others = tuple((who, one.said, story.digests[one.partner.path]) for who, some in romances.items() for one in some)
    key = (*((who, story.digests[who]) for who in pair), tie, others, story.cast.people.fingerprint, story.settings)
    found = _memo((kept or Memos()).readings, (used or Memos()).readings, key, fresh)
    return settled(found, story.cast.answers, story.dismissals)


def _memo(kept: dict[Key, Item], used: dict[Key, Item], key: Key, fresh: Callable[[], Item]) -> Item:
    found = kept.get(key)
    used[key] = found if found is not None else fresh()
    return used[key]


def _her_part(key: tuple[VaultPath, str], data: bytes, settings: Settings, kept: Memos, used: Memos) -> Note | None:
    """What the author wrote below the end mark of a page of ours, and nothing else of it; None if nothing."""
    path, _ = key
    if any(path.inside(folder) for folder in settings.ignore_folders) or (text := hers(data)) is None:
        return None
    note = used.notes[key] = kept.notes.get(key) or parse(path, text)
    return note if isinstance(note, Note) else None


def _is_hers(path: VaultPath, data: bytes, settings: Settings) -> bool:
    """Whether a note is the author's and to be read."""
    if path.inside(settings.output_folder) or any(path.inside(folder) for folder in settings.ignore_folders):
        return False
    return not is_ours(data)


def _outside(path: VaultPath, data: bytes, settings: Settings) -> list[Problem]:
    if path.inside(settings.output_folder) or not is_ours(data):
        return []
    message = "this generated page lies outside the output folder; it is left alone and not read"
    hint = f"Move it back into {settings.output_folder}/, or delete it."
    return [Problem(path, 0, "page-outside", "info", message, hint)]


def _links(note: Note, paths: Paths, people: People) -> list[Problem]:
    """Links that lead nowhere, to more than one note, or to somebody only by an alias."""
    out = []
    for link in note.links:
        resolved = paths.resolve(link, note.path)
        if resolved.tier == "unresolved" and (who := people.linked(link, note.path)):
            message = f'the link to "{link.target}" reaches {who} only by an alias: in Obsidian it leads nowhere'
            hint = f"Write [[{who.stem}|{link.shown or link.target}]]."
            out.append(Problem(note.path, link.line, "alias-link", "info", message, hint))
        elif resolved.tier == "unresolved":
            message = f'the link to "{link.target}" leads to no note'
            out.append(Problem(note.path, link.line, "unresolved-link", "info", message))
        elif resolved.tier == "ambiguous":
            message = f'the link to "{link.target}" may mean {" or ".join(resolved.candidates)}'
            hint = "Write the folder with it; Obsidian itself may open either."
            out.append(Problem(note.path, link.line, "ambiguous-link", "info", message, hint))
    return out


def lexicon_of(settings: Settings) -> tuple[Lexicon, list[Problem]]:
    """The word lists with the author's own words; a need that she names and nobody knows is a problem."""
    lexicon = Lexicon.load()
    if not settings.words:
        return lexicon, []
    problems = []
    for taught in settings.words:
        if lexicon.need_named(taught.label) is None:
            near = nearest(taught.label, tuple(lexicon.needs))
            hint = f"Did you mean {near}?" if near else f"Known ones: {', '.join(lexicon.needs)}."
            message = f'"{taught.label}" is no need known here, so its words were not learnt'
            problems.append(Problem(taught.path, taught.line, "unknown-need", "warning", message, hint))
    phrases = [(taught.label, part) for taught in settings.words for part in _apart(taught.text)]
    return lexicon.with_phrases(phrases), problems


def _apart(text: str) -> list[str]:
    return [part for part in re.split(r"[,;，、；]", text) if part.strip()]


def _attachment_words(character: Character) -> list[Problem]:
    """What the author says about attachment and cannot be understood."""
    out = []
    for label, phrases in stated_labels(character):
        if label.problem:
            place = phrases[0].evidence[0]
            near = f"Did you mean {label.suggestion}?" if label.suggestion else ""
            hint = near or "Write secure, anxious, avoidant or fearful, or two numbers from 0 to 1."
            out.append(Problem(place.path, place.line, "unknown-attachment", "warning", label.problem, hint))
    return out


def _unread(item: Unread) -> Problem:
    severity = item.severity
    return Problem(
        item.path,
        0,
        item.code,
        severity if severity in ("error", "warning") else "info",  # type: ignore[arg-type]
        item.reason,
        item.hint,
    )
