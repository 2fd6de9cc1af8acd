"""Cast: the people of a vault and everything stated between them, gathered from all its notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vault_companion.cast.answers import NO_ANSWERS, Answers, read_answers
from vault_companion.cast.groups import Group, groups_of
from vault_companion.cast.index_note import is_index, read_index
from vault_companion.cast.mistyped import mistyped
from vault_companion.cast.names import People
from vault_companion.cast.recognise import Recognised, recognise
from vault_companion.cast.records import ids_of
from vault_companion.cast.relationship_note import pair_of_note, pair_of_title, read_relationship
from vault_companion.cast.scenes import Scene, scenes_of
from vault_companion.cast.sheet import Character, read_character, with_traits
from vault_companion.cast.statements import mentions_of, statements_of
from vault_companion.cast.terms import Terms, terms_of
from vault_companion.cast.ties import Pair, Statement, Tie, name_order, pair_of, put_together
from vault_companion.notes.note import Evidence, Note
from vault_companion.notes.resolve import Paths, key, path_order
from vault_companion.problem import Problem
from vault_companion.settings import Settings
from vault_companion.vault.snapshot import VaultPath

_CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W_]+")


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and what their notes say.

    Attributes:
        characters: In the order of their names.
        ties: Every pair with a stated relationship, in the order of the names.
        mentions: Pairs that are only mentioned, with the lines that do so.
        people: The same characters, findable by name.
        scenes: The scenes of the story, project after project in the order of reading.
        problems: What could not be understood.
        groups: The groups they belong to, in the order of names.
        nearly: Notes that look a little like a character's and are not taken, each with why, in path order.
        answers: What the author wrote below the end marks of our pages; it is in `characters` and `ties` already.
    """

    characters: tuple[Character, ...]
    ties: tuple[Tie, ...]
    mentions: Mapping[Pair, tuple[Evidence, ...]]
    people: People
    scenes: tuple[Scene, ...]
    problems: tuple[Problem, ...]
    groups: tuple[Group, ...] = ()
    nearly: tuple[tuple[VaultPath, str], ...] = ()
    answers: Answers = NO_ANSWERS


def gather(notes: Sequence[Note], paths: Paths, settings: Settings, pages: Sequence[Note] = ()) -> Cast:
    """The cast of a vault.

    Args:
        notes: Every note of the author's, in any order.
        paths: All files of the vault, for links.
        settings: What counts as a character.
        pages: Our pages, each with her part alone: what `writer.ownership.hers` gives, parsed.
    """
    terms = terms_of(settings)
    sorts = [(note, recognise(note, settings)) for note in notes]
    theirs = [(note, why) for note, why in sorts if why.sort == "character"]
    sections = {note.path: note.sections() for note, _ in theirs}
    found = [(note, read_character(note, why, sections[note.path], terms)) for note, why in theirs]
    names = {character.path: character.name for _, character in found}
    characters = tuple(sorted((c for _, c in found), key=lambda c: name_order(c.path, names)))
    used = _words_used(note for note, why in sorts if why.sort != "other")
    people = People(characters, paths, used)
    answers = read_answers(pages, characters, people, terms)
    if answers.traits:
        characters = tuple(with_traits(one, answers.traits.get(one.path, {})) for one in characters)
        people = People(characters, paths, used)
    ids = ids_of(note for note, _ in found)
    said = [statements_of(note, sections[note.path], people, terms, ids) for note, _ in found]
    said += [read_index(note, note.sections(), people, terms) for note in notes if is_index(note)]
    about_pairs, problems = _relationship_notes(sorts, people, terms)
    problems += [problem for _, wrong in said for problem in wrong]
    problems += mistyped(notes, sections, people, terms)
    stated = [*about_pairs, *answers.statements, *(statement for stated, _ in said for statement in stated)]
    ties = put_together(stated, names)
    mentions = _mentions([note for note, _ in found], people, {tie.pair for tie in ties}, names)
    scenes, lost = scenes_of(notes, [note for note, why in sorts if why.sort == "scene"], people)
    wrong = (*terms.problems, *problems, *answers.problems, *lost, *_shared_names(characters))
    groups = groups_of(sorts, sections, people, paths, terms)
    nearly = ((note.path, why.nearly) for note, why in sorts if why.sort != "character" and why.nearly)
    in_path_order = tuple(sorted(nearly, key=lambda one: path_order(one[0])))
    return Cast(characters, ties, mentions, people, scenes, wrong, groups, in_path_order, answers)


def _words_used(notes: Iterable[Note]) -> Counter[str]:
    """How often each capitalised word stands in the notes about people: by which name the author calls them."""
    return Counter(word for note in notes for word in _CAPITALISED.findall(note.masked))


def _relationship_notes(
    sorts: Sequence[tuple[Note, Recognised]], people: People, terms: Terms
) -> tuple[list[Statement], list[Problem]]:
    """Notes that say they are about two people, and plain notes whose title names two."""
    statements: list[Statement] = []
    problems: list[Problem] = []
    for note, why in sorts:
        if why.sort == "relationship":
            pair = pair_of_note(note, people, terms)
            if pair is None:
                message = "this relationship note does not say which two people it is about"
                hint = 'Add the property characters with two links: "[[A]]" and "[[B]]".'
                problems.append(Problem(note.path, why.evidence.line, "pair-unclear", "warning", message, hint))
                continue
        elif why.sort != "other" or (pair := pair_of_title(note.path.stem, people)) is None:
            continue
        statement, wrong = read_relationship(note, note.sections(), pair, people, terms)
        statements.append(statement)
        problems += wrong
    return statements, problems


def _mentions(
    notes: Sequence[Note], people: People, stated: set[Pair], names: dict[VaultPath, str]
) -> dict[Pair, tuple[Evidence, ...]]:
    """Links between people who have no stated relationship."""
    found: dict[Pair, list[Evidence]] = {}
    for note in notes:
        quoted: dict[int, Evidence] = {}  # by line: a long one may hold thousands of links
        for who, line in mentions_of(note, people):
            pair = pair_of(note.path, who, names)
            if pair not in stated:
                quoted[line] = quoted.get(line) or note.evidence(note.lines[line - 1].strip(), line)
                found.setdefault(pair, []).append(quoted[line])
    ordered = sorted(found, key=lambda pair: [name_order(who, names) for who in pair])
    return {pair: tuple(dict.fromkeys(found[pair])) for pair in ordered}


def _shared_names(characters: Sequence[Character]) -> list[Problem]:
    """Two people with one name: links decide between them, their bare name names neither."""
    by_name: dict[str, list[Character]] = {}
    for character in characters:
        by_name.setdefault(key(character.name), []).append(character)
    return [
        Problem(
            one.path,
            0,
            "shared-name",
            "info",
            f'{len(same)} people are called "{one.name}"',
            "Links tell them apart; where only the name is written, neither is meant.",
        )
        for same in by_name.values()
        if len(same) > 1
        for one in same
    ]
