"""Which notes are characters, relationships and scenes, and why."""

from __future__ import annotations

from time import process_time

import pytest

from tests.helpers import Files, cast, names, story
from vault_companion.cast.recognise import recognise
from vault_companion.notes.note import parse
from vault_companion.settings import DEFAULTS, Settings, Taught
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
        "type: '[[Character]]'",
        "type: [[Character]]",
        "type: '[[Types/Character|Person]]'",
        "type: 'npc/deceased'",
        "type: 👤 Character",
        "type: Supporting Character",
        "type: character - main",
        "type: villain",
        "type: personaje",
        "type: персонаж",
        "type: 人物",
        "TYPE: person",
        "fileClass: Character",
        "entity_type: npc",
        "entityType: character",
        "entity: person",
        "cr_type: person",
        "categories:\n  - '[[People]]'",
        "category: '[[People]]'",
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
        "---\ntags: [cleanup, wiki/PC]\n---\n",
        "---\ntags: [personagem]\n---\n",
        "---\ntags: [personnage/principal]\n---\n",
        "---\ntags:\n  - '#Character'\n  - '#Deity'\n---\n",
        "---\ntags: [faction-leader, npc, location/north]\n---\n",
        "#персонаж\n",
        "#人物/主角\n",
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
        "04_Champions Officiels/North",
        "Characters/Villains",
        "Characters/House Vane",
        "World/Locations/Characters",
        "The Party",
        "01 The Party",
        "PCs",
        "NPC",
        "wiki/people",
        "Major Characters",
        "Player Characters",
        "Characters (Main)",
        "Main Cast",
        "Season 2 Cast",
        "Character Sheets",
        "Notable People",
        "Villains",
        "Personagens",
        "Personnages principaux",
        "Figuren",
        "Персонажи",
        "主要人物",
        "角色设定",
        "👥 등장인물",
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
        "Characters/Locations/Ada.md",
        "Characters/Items/Ada.md",
        "Characters/Villains/Lore/Ada.md",
        "Characters/Factions/The Hand.md",
        "Characters/Relationships/Ada & Bo.md",
        "Character Classes/Knight.md",
        "Character Options/Elf.md",
        "Lizard People/Ada.md",
        "Characters & Places/Ada.md",
        "The Party/Bastion/Cellar.md",
        "Compendium/bestiary/npc/Guard.md",
        "人物关系/Ada.md",
        "Characters/_Characters.md",
        "Characters/NPC Index.md",
        "Characters/00 Cast.md",
        "Characters/Minor NPCs.md",
        "Characters/Character List.md",
        "Characters/Cast - Overview.md",
        "Characters/Character Cheat-Sheet.md",
        "Characters/Relationship Map.md",
        "Characters/Family Tree.md",
        "Characters/Villains/Villains.md",
        "Characters/Session 12.md",
        "Characters/Chapter 3 - The Ford.md",
        "Characters/2024-05-01.md",
        "Characters/Untitled.md",
        "Characters/New Character.md",
        "Characters/_templates/Ada.md",
        "Characters/90 - Templates/Ada.md",
        "人物/人物索引.md",
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


@pytest.mark.parametrize(
    "other",
    [
        "location",
        "place",
        "faction",
        "item",
        "scene",
        "moc",
        "session",
        "monster",
        "creature",
        "spell",
        "rule",
        "quest",
        "event",
        "lore",
        "'[[Location]]'",
        "Magic Item",
        "session note",
        "character class",
        "character-registry",
        "template",
        "lugar",
    ],
)
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
        ("---\ntype: beat\n---\n", "scene"),
        ("---\nNoteIcon: faction\n---\n", "group"),
        ("---\ntype: Secret Society\n---\n", "group"),
        ("---\ntype: family\n---\n", "group"),
        ("---\nkind: family\n---\n", "other"),
        ("---\nclass: order\n---\n", "other"),
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


def test_the_shipped_names_count_beside_those_that_an_author_adds() -> None:
    settings = Settings(
        character_folders=DEFAULTS.character_folders | {"my folk"},
        character_tags=DEFAULTS.character_tags | {"folk"},
    )

    assert ["character"] * 4 == [
        taken_for("", "My Folk/Ada.md", settings)[0],
        taken_for("", "Personagens/Ada.md", settings)[0],
        taken_for("#folk\n", "Ada.md", settings)[0],
        taken_for("#personaje\n", "Ada.md", settings)[0],
    ]


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        ("World/Folk/Ada.md", "character"),
        ("world/folk/Deep/Ada.md", "character"),
        ("Old/World/Folk/Ada.md", "other"),
        ("World/Folklore/Ada.md", "other"),
        ("World/Ada.md", "other"),
    ],
)
def test_a_folder_with_a_slash_is_a_path_from_the_top_of_the_vault(path: str, sort: str) -> None:
    assert sort == taken_for("", path, Settings(character_folders=frozenset({"world/folk"})))[0]


@pytest.mark.parametrize("line", ["type: Ruler", "type: '[[Ruler]]'", "type: '#ruler'", "kind: ruler"])
def test_a_type_of_the_authors_own_may_mean_a_person(line: str) -> None:
    settings = Settings(character_types=frozenset({"ruler"}))

    assert ("character", "other") == (
        taken_for(f"---\n{line}\n---\n", "Ada.md", settings)[0],
        taken_for(f"---\n{line}\n---\n", "Ada.md")[0],
    )


@pytest.mark.parametrize("name", ["Ada", "ada", "World/Ada", "Old/World/Ada"])
def test_a_note_that_the_settings_name_is_a_person_whatever_it_says(name: str) -> None:
    text, settings = "---\ntype: place\n---\n", Settings(characters=(name,))

    assert ("character", "the settings name it") == taken_for(text, "Old/World/Ada.md", settings)
    assert "other" == taken_for(text, "Old/World/Ada Lane.md", settings)[0]


@pytest.mark.parametrize("name", ["Ada", "Characters/Ada"])
def test_a_note_that_the_settings_exclude_is_nobody_whatever_it_says(name: str) -> None:
    text, settings = "---\ntype: character\ntags: [npc]\n---\n", Settings(not_characters=(name,))

    assert ("other", "the settings say that it is no character") == taken_for(text, "Characters/Ada.md", settings)
    assert "character" == taken_for(text, "Characters/Adam.md", settings)[0]


def test_the_headings_that_an_author_teaches_make_a_sheet() -> None:
    taught = (Taught("needs", "Потребности", VaultPath("S.md"), 1), Taught("flaws", "Слабости", VaultPath("S.md"), 2))
    text = "## Потребности\n\n## Слабости\n"

    assert ["character", "other"] == [taken_for(text, settings=Settings(headings=taught))[0], taken_for(text)[0]]


def test_a_key_that_an_author_teaches_to_mean_type_is_read_as_one() -> None:
    settings = Settings(headings=(Taught("type", "Вид", VaultPath("S.md"), 1),))

    assert "character" == taken_for("---\nвид: npc\n---\n", settings=settings)[0]


def test_an_identity_and_parents_make_a_person_of_charted_roots() -> None:
    assert ["character", "character", "other", "other"] == [
        taken_for("---\ncr_id: a1\nfather: Bo\n---\n")[0],
        taken_for("---\ncr_id: a1\nspouse1: Bo\n---\n")[0],
        taken_for("---\ncr_id: a1\n---\n")[0],
        taken_for("---\ncr_type: place\ntype: person\n---\n")[0],
    ]


@pytest.mark.parametrize("line", ["type: ranger", "type: familiar", "type:", "type: []", "NoteIcon: magicitem"])
def test_a_type_that_means_nothing_here_takes_nothing_away_from_a_folder(line: str) -> None:
    assert "character" == taken_for(f"---\n{line}\n---\n", "NPCs/Pip.md")[0]


SHEETS = {
    "want and need": "## Want\n\nThe crown.\n\n## Need\n\nTo be forgiven.\n",
    "need and flaw": "## Needs\n\n- rest\n\n## Flaws\n\n- pride\n",
    "goal and fear": "## Goal\n\nThe sea.\n\n## Fear\n\nDrowning.\n\n## Personality\n",
    "strengths and weaknesses of somebody": "## Appearance\n\nTall.\n\n## Strengths\n\n## Weaknesses\n",
    "a player's own": "**AC** 14\n\n**Backstory:** a farm\n**Age:** 20\n**Gender:** f\n**Ideals:** x\n**Flaws:** y\n",
    "nested properties": "---\npsychology:\n  fears: water\n  flaws: pride\n---\n",
}


@pytest.mark.parametrize("text", SHEETS.values(), ids=SHEETS)
def test_a_sheet_in_a_note_that_looks_like_one_persons_is_a_person(text: str) -> None:
    assert "character" == taken_for(text, "Ada Lane.md")[0]


NO_SHEETS = {
    "a monster": ("Gloomfang", "**Armor Class** 14\n\n**Skills** Stealth +4\n\n## Weaknesses\n\nfire\n"),
    "a monster with a fear": (
        "Gloomfang",
        "**Hit Points** 9\n\n**Fear.** All flee.\n\n## Strengths\n\n## Weaknesses\n",
    ),
    "a monster of another game": ("Gloomfang", "**Wounds** 12\n**Skills** Climb\n**Fear** 2\n"),
    "a class": ("Knight", "## Skills\n\n## Strengths\n\n## Weaknesses\n"),
    "a background": ("Farmhand", "**Proficiencies:** two\n\n### Ideals\n\n### Flaws\n"),
    "a place": ("Millford", "**Population:** 40\n\n## Needs\n\n## Values\n\n## Fears\n"),
    "a faction": ("The Hand", "## Goals\n\n## Values\n\n## Weaknesses\n\n## Members\n"),
    "a strategy": ("Acme", "## Strengths\n\n## Weaknesses\n\n## Opportunities\n\n## Threats\n"),
    "a meeting": ("Kickoff", "## Attendees\n\n## Goals\n\n## Needs\n"),
    "a project": ("Harbour", "## Goals\n\n## Motivation\n\n## Limitations\n"),
    "a budget": ("Household", "## Needs\n\n## Wants\n\n## Savings\n"),
    "a year": ("2023 Review", "## Fears\n\n## Goals\n\n## Values\n"),
    "an exercise": ("Values exercise", "## Fears\n\n## Values\n\n## Goals\n"),
    "a matter": ("Attachment styles", "## Attachment\n\n## Intimacy\n\n## Fears\n\n## Needs\n"),
    "a question": ("How people change", "## Flaws\n\n## Wounds\n"),
    "many people": ("Side parts", "# Ada\n## Needs\n## Flaws\n# Bo\n## Needs\n## Flaws\n"),
    "a text with an unknown type": ("Ada", "---\ntype: something else\n---\n## Needs\n\n## Flaws\n"),
    "a note on an item": ("Blade", "---\ntags: [item]\n---\n## Flaws\n\n## Gifts\n"),
    "a rule": ("Rules/Panic", "## Fears\n\n## Wounds\n"),
}


@pytest.mark.parametrize(("name", "text"), NO_SHEETS.values(), ids=NO_SHEETS)
def test_the_same_words_in_a_note_about_something_else_make_nobody(name: str, text: str) -> None:
    assert "other" == taken_for(text, f"{name}.md")[0]


COMPENDIUM = "---\ncssclasses: json5e-monster\ntags:\n- ttrpg-cli/monster/type/npc\n---\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("bestiary/npc/Guard.md", COMPENDIUM),
        ("NPCs/Guard.md", COMPENDIUM),
        ("Guard.md", COMPENDIUM),
        ("Guard.md", "---\ntags: [monster/npc]\n---\n"),
        ("Guard.md", "---\ntags: [5e/npc]\n---\n"),
        ("NPCs/Guard.md", "---\ntags: [bestiary]\n---\n"),
        ("NPCs/Ada.md", "---\nexcalidraw-plugin: parsed\n---\n"),
        ("NPCs/Ada.md", "---\nkanban-plugin: basic\n---\n"),
        ("NPCs/Ada.md", "---\nname: {{title}}\n---\n"),
        ("NPCs/Ada.md", "# <% tp.file.title %>\n\nborn:: {{date}}\n"),
        ("NPCs/Ada.md", '```dataview\nTABLE role FROM "NPCs"\n```\n'),
        ("NPCs/All.md", "# Who is who\n\n- [[Ada]]\n- [[Bo]]\n- [[Cy]]\n"),
        ("NPCs/Ada.md", "---\ntags: [location]\n---\n"),
        ("Ada.md", "---\ntags: [npc, session]\n---\n"),
        ("Ada.md", "---\ntags: [location, npc]\n---\n"),
        ("Sessions/Ada.md", "Met a guard. #npc\n"),
        ("Template.md", "---\ntype: character\n---\n"),
        ("Forms/Ada.md", "---\ntype: character\nname: '{{title}}'\nborn: '{{date}}'\n---\n"),
    ],
)
def test_what_only_lies_among_people_or_is_tagged_like_one_is_nobody(path: str, text: str) -> None:
    assert "other" == taken_for(text, path)[0]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("NPCs/Ada.md", "```statblock\nname: Ada\n```\n"),
        ("Ada.md", "---\ntags: [npc, monster]\n---\n```statblock\nname: Ada\n```\n"),
        ("Ada.md", f"---\ntype: npc\n{COMPENDIUM[4:]}"),
        ("NPCs/Ada.md", "```dataview\nLIST FROM [[]]\n```\n"),
        ("NPCs/Ada.md", "## Allies\n\n- [[Bo]]\n- [[Cy]]\n- [[Di]]\n"),
        ("NPCs/Ada.md", "She carves spoons. {{something}} left over, and a long story of how she came to the mill.\n"),
        ("NPCs/Ada.md", "## Needs\n\n{{needs}}\n"),
        ("Ada.md", "---\ntype: character\nname: '{{title}}'\n---\n"),
        ("NPCs/Ada/Ada.md", "---\npronouns: she/her\n---\n"),
        ("NPCs/Overview.md", "---\ntype: character\n---\n"),
        ("Characters/Major.md", ""),
        ("Characters/Templeton.md", ""),
    ],
)
def test_a_person_may_look_a_little_like_something_else(path: str, text: str) -> None:
    assert "character" == taken_for(text, path)[0]


@pytest.mark.parametrize(
    ("path", "text", "nearly"),
    [
        ("Ada.md", "## Flaws\n", "it has one part of a character sheet (flaws)"),
        ("Ada.md", "## Skills\n", ""),
        ("Ada.md", "Words.\n", ""),
        (
            "Cast/Inn.md",
            "---\ntype: place\n---\n",
            "it lies in `Cast`, but `type: place` says that it is something else",
        ),
        (
            "Cast/Inn.md",
            "---\ntags: [place]\n---\n",
            "it lies in `Cast`, but tag `place` says that it is something else",
        ),
        (
            "Cast/Hand.md",
            "---\ntype: guild\n---\n",
            "it lies in `Cast`, but `type: guild` says that it is something else",
        ),
        ("Cast/Index.md", "", "it lies in `Cast`, but its name is that of a list"),
        ("Forms/NPC Template.md", "#npc\n", "tag `#npc`, but its name says that it is there to be copied"),
        (
            "Tower.md",
            "---\ntype: place\n---\n## Flaws\n\n## Fears\n",
            "it looks like a character sheet (fears, flaws), but `type: place` says that it is something else",
        ),
        (
            "Ada.md",
            "```statblock\n```\n**Age:** 30\n\n## Weaknesses\n\n## Fears\n",
            "it looks like a character sheet (fears, flaws), but also like a stat block",
        ),
        (
            "Parts.md",
            "# A\n## Needs\n## Flaws\n# B\n## Needs\n## Flaws\n",
            "it looks like a character sheet (flaws, needs), but it holds several",
        ),
        ("bestiary/npc/Guard.md", COMPENDIUM, ""),
    ],
)
def test_a_note_that_is_nearly_a_person_says_why_it_is_none(path: str, text: str, nearly: str) -> None:
    found = recognise(parse(VaultPath(path), text), DEFAULTS)

    assert ("character" != found.sort, nearly) == (True, found.nearly)


def test_the_cast_lists_who_is_nearly_one_of_it_in_the_order_of_paths() -> None:
    files = {"Cast/README.md": "", "Cast/Ada.md": "", "Bo.md": "## Flaws\n", "Cast/Inn.md": "---\ntype: place\n---\n"}

    assert ["Bo.md", "Cast/Inn.md", "Cast/README.md"] == [path for path, _ in cast(files).nearly]


def test_a_hostile_note_is_looked_at_in_linear_time() -> None:
    text = "\n".join(piece * 50_000 for piece in ("{{", "<% ", "| ", "#a ", "- [[", "**", "> ", "a::", "![", "npc/"))
    note = parse(VaultPath("Cast/Ada.md"), f"**Need:** rest\n{text}\n")
    start = process_time()

    assert "character" == recognise(note, DEFAULTS).sort
    assert process_time() - start < 2


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
