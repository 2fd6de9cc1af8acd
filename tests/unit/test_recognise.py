"""Which notes are characters, relationships and scenes, and why."""

from __future__ import annotations

import pytest

from tests.helpers import Files, cast, names, story
from vault_companion.cast.recognise import recognise
from vault_companion.notes.note import parse
from vault_companion.settings import DEFAULTS, Settings
from vault_companion.vault.snapshot import VaultPath


def taken_for(text: str, path: str = "Ada.md", settings: Settings = DEFAULTS) -> tuple[str, str]:
    found = recognise(parse(VaultPath(path), text), settings)
    return found.sort, found.reason


@pytest.mark.parametrize(
    "line",
    [
        "type: character",
        "type: Character",
        "Type: NPC",
        "type: pc",
        "kind: person",
        "category: characters",
        "class: protagonist",
        "note type: character",
        "note_type: character",
        "NoteType: NPC",
        "NoteIcon: character",
        "typeof: cast",
        "type: [character]",
        "type:\n  - npc",
        "type: '#character'",
        "type: player character",
    ],
)
def test_a_property_may_say_that_a_note_is_a_person(line: str) -> None:
    assert "character" == taken_for(f"---\n{line}\n---\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntags: [character]\n---\n",
        "---\ntags: character\n---\n",
        "---\ntags: '#NPC'\n---\n",
        "---\ntags: npc, magic\n---\n",
        "---\ntags: npc magic\n---\n",
        "---\ntag: person\n---\n",
        "---\ntags:\n  - npc/deceased\n---\n",
        "---\nTags: [wiki/cast]\n---\n",
        "Words. #character\n",
        "#npc/guild words\n",
        "- #novel/character\n",
    ],
)
def test_a_tag_may_say_it(text: str) -> None:
    assert "character" == taken_for(text)[0]


@pytest.mark.parametrize(
    "text",
    ["```\n#character\n```\n", "%% #character %%\n", "`#npc`\n", "a#character\n", "#charactersheet\n", "# character\n"],
)
def test_a_tag_that_is_none_says_nothing(text: str) -> None:
    assert "other" == taken_for(text)[0]


@pytest.mark.parametrize(
    "folder",
    [
        "Characters",
        "characters",
        "Character",
        "Cast",
        "People",
        "NPCs",
        "Dramatis Personae",
        "Book 1/Cast",
        "Cast/Minor",
        "👥 Characters/NPC",
        "04 Characters",
        "04_Characters",
    ],
)
def test_a_folder_may_say_it(folder: str) -> None:
    assert "character" == taken_for("", f"{folder}/Ada.md")[0]


@pytest.mark.parametrize(
    "path",
    [
        "Characters/_index.md",
        "Characters/Index.md",
        "Characters/README.md",
        "Characters/Characters.md",
        "Characters/MOC.md",
        "Characters/Template.md",
        "Characters/Character Template.md",
        "Places/Ada.md",
        "Character.md",
        "Charactersheets/Ada.md",
    ],
)
def test_an_index_or_a_template_in_that_folder_is_nobody(path: str) -> None:
    assert "other" == taken_for("", path)[0]


@pytest.mark.parametrize(
    "text",
    [
        "needs: rest\nflaws: pride",
        "wound: a fire\noffers: help",
        "attachment: anxious\nin_love: clings",
        "fears: water\nlie: none",
    ],
)
def test_two_properties_of_a_sheet_make_a_person(text: str) -> None:
    assert "character" == taken_for(f"---\n{text}\n---\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "## Needs\n\n## Flaws\n",
        "**Needs:** rest\n\n**Wound:** the fire\n",
        "- **Fear**: water\n- **Values** - honour\n",
        "needs:: rest\nflaws:: pride\n",
        "| Need | rest |\n|--|--|\n| Flaw | pride |\n",
        "> [!need] rest\n\n> [!wound] fire\n",
        "## Strengths\n\nneeds:: rest\n",
    ],
)
def test_two_parts_of_a_sheet_in_the_text_make_a_person(text: str) -> None:
    sort, reason = taken_for(text)

    assert ("character", True) == (sort, reason.startswith("it looks like a character sheet ("))


@pytest.mark.parametrize(
    "text",
    [
        "## Needs\n",
        "## Needs\n\n## What he needs\n",
        "## Arc\n\n## Role\n\n## Status\n",
        "## History\n\n## Goals of the guild\n",
        "role:: king\nstatus:: dead\n",
        "```\nneeds:: rest\nflaws:: pride\n```\n",
        "",
        "needs: rest\nflaws: pride\n",
    ],
)
def test_less_than_two_parts_of_a_sheet_make_nobody(text: str) -> None:
    assert "other" == taken_for(text)[0]


@pytest.mark.parametrize("other", ["location", "place", "faction", "item", "scene", "moc", "session"])
def test_another_type_goes_before_tag_folder_and_shape(other: str) -> None:
    text = f"---\ntype: {other}\ntags: [character]\nneeds: rest\nflaws: pride\n---\n"

    assert "character" != taken_for(text, "Characters/Inn.md")[0]


@pytest.mark.parametrize("line", ["class: wizard", "category: elf", "kind: ally", "class: [Wizard, Rogue]"])
def test_a_property_that_may_mean_other_things_takes_nothing_away(line: str) -> None:
    assert "character" == taken_for(f"---\n{line}\n---\n", "Characters/Ada.md")[0]


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("---\ntype: relationship\n---\n", "relationship"),
        ("---\ntype: scene\n---\n", "scene"),
        ("---\ntype: chapter\n---\n", "scene"),
        ("---\nbetween: ['[[Ada]]', '[[Bo]]']\n---\n", "relationship"),
        ("---\nbetween: ['[[Ada]]']\n---\n", "other"),
    ],
)
def test_notes_on_two_and_scenes_are_no_people(text: str, sort: str) -> None:
    assert sort == taken_for(text)[0]


def test_the_reason_names_what_was_found() -> None:
    told = [taken_for("---\ntype: NPC\n---\n")[1], taken_for("#npc\n")[1], taken_for("", "Old Cast/NPCs/Ada.md")[1]]

    assert ["`type: NPC`", "tag `#npc`", "it lies in `NPCs`"] == told


def test_settings_say_which_folders_and_tags_count() -> None:
    settings = Settings(character_folders=frozenset({"figuren"}), character_tags=frozenset({"figur"}))

    assert ["character", "character", "other"] == [
        taken_for("", "Figuren/Ada.md", settings)[0],
        taken_for("#figur\n", "Ada.md", settings)[0],
        taken_for("", "Characters/Ada.md", settings)[0],
    ]


def test_a_link_to_a_note_that_is_not_there_makes_nobody() -> None:
    assert ["Ada"] == names(
        {"Characters/Ada.md": "friend:: [[Bo]]\n\n## Relationships\n\n- [[Cleo]]: rival\n- Di: sister\n"}
    )


def test_a_link_to_a_note_about_something_else_makes_nobody() -> None:
    files: Files = {
        "Characters/Ada.md": "- home: [[Inn]]\n\n## Relationships\n\n- [[Inn]]: friend\n",
        "Inn.md": "type: place\n",
    }

    assert (["Ada"], ()) == (names(files), cast(files).ties)


@pytest.mark.parametrize("folder", ["", "Notes/", "Characters/"])
def test_who_is_a_person_does_not_depend_on_the_others(folder: str) -> None:
    files = {f"{folder}Ada.md": "---\ntype: character\n---\n", "Bo.md": "Words.\n", "Cleo.md": "## Needs\n\n## Flaws\n"}

    assert ["Ada", "Cleo"] == names(files)


def test_an_ignored_folder_is_not_read() -> None:
    files = {"Archive/Ada.md": "---\ntype: character\n---\n", "Bo.md": "---\ntype: character\n---\n"}

    assert ["Bo"] == [person.name for person in story(files, Settings(ignore_folders=("Archive",))).cast.characters]
