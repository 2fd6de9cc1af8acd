"""The words by which authors say what a note is: in a property such as `type`, in a tag, in the name of a folder.

The small lists in other languages hold for types, tags and folders alike. All words are as `key_of` gives them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from vault_companion.notes.frontmatter import Value
from vault_companion.notes.note import Note, key_of
from vault_companion.notes.scan import links_in

Sort = Literal["character", "relationship", "scene", "group", "other"]


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The items between the commas of a list."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


ELSEWHERE: Final = words(
    """
    personaje personajes personagem personagens personnage personnages pnj pnjs personaggio personaggi png figur
    figuren nsc nscs charakter charaktere personen personages postać postacie bohater bohaterowie postava postavy
    karaktär karaktärer karakter karakterer karakterler hahmo hahmot szereplő szereplők персонаж персонажи персонажі
    герой герои персоналии χαρακτήρας χαρακτήρες شخصية شخصيات الشخصيات דמות דמויות
    """
)
"""Words for a character in other languages, one and many."""

UNSPACED: Final = ("人物", "角色", "登場人物", "登场人物", "キャラクター", "등장인물", "캐릭터")
"""The same in scripts that put no blank between words: a longer word that begins or ends so means it too."""

_NOT_BESIDE: Final = ("关系", "關係", "関係", "索引", "模板", "地点", "関係図", "관계")
"""What makes such a longer word mean something else."""

PERSON_TYPES: Final = (
    ELSEWHERE
    | phrases(
        """
    character, characters, person, persons, people, npc, npcs, pc, pcs, protagonist, antagonist, deuteragonist, villain,
    hero, heroine, cast, cast member, love interest, contact
    """
    )
    | frozenset(UNSPACED)
)
"""Values of `type` that mean a person."""

_PERSON_ENDS: Final = ELSEWHERE | words("character characters npc npcs pc protagonist antagonist villain")
_PERSON_STARTS: Final = ELSEWHERE | words("character npc pc person")
_NO_PERSON_AFTER: Final = words(
    """
    class classes option options sheet sheets template templates arc arcs trait traits index list background backgrounds
    build archetype creation race races group groups guide generator table tables note notes map relationship
    relationships design development moc overview gallery registry roster directory database
    """
)
RELATIONSHIP_TYPES: Final = phrases(
    "relationship, relation, dynamic, bond, relación, relação, relazione, beziehung, отношения, 关系"
)
SCENE_TYPES: Final = phrases(
    """
    scene, chapter, beat, story beat, plot beat, scène, escena, cena, scena, szene, сцена, 场景, chapitre, capítulo,
    capitolo, kapitel, глава, 章节
    """
)
GROUP_TYPES: Final = phrases(
    """
    group, faction, organization, organisation, guild, clan, house, order, party, family, team, crew, company, cult,
    gang, tribe, squad, band, society, secret society, alliance, league, council, corporation, agency, syndicate,
    brotherhood, sisterhood, coven, sect, facção, facción, fazione, fraktion, фракция, 势力, organización, organização,
    organizzazione, groupe, grupo, gruppo, gruppe
    """
)
_GROUP_ENDS: Final = words("faction organization organisation guild clan cult society syndicate gang")
OTHER_TYPES: Final = words(
    """
    place location city town village settlement region country continent planet world building landmark dungeon area
    district geography site nation street tavern shop inn room island realm plane province kingdom setting
    lieu lugar luogo ort место 地点
    item object artifact artefact weapon armor armour vehicle treasure equipment material potion relic letter document
    objet objeto oggetto предмет 物品
    monster creature beast species race ancestry bestiary statblock encounter plant
    spell ability feat class subclass background rule rules mechanic condition skill action hazard trap disease table
    generator
    lore concept culture religion language magic event history era timeline calendar war battle technology myth legend
    session sessions quest adventure campaign mission plot plotline storyline arc act outline story novel book series
    project part recap
    moc index overview template note notes journal daily log meeting reference article source research task todo idea
    dashboard hub map canvas drawing image glossary recipe review essay moodboard worldbuilding codex
    """
)
"""Values of `type` that mean something else than people, groups, relationships and scenes."""

STRONG_KEYS: Final = (
    "cr type",
    "type",
    "note type",
    "notetype",
    "typeof",
    "fileclass",
    "file class",
    "entity type",
    "entitytype",
)
"""Properties that say what a note is: they may also say that it is no person. The first that is there decides."""

WEAK_KEYS: Final = ("kind", "category", "categories", "class", "noteicon", "note icon", "entity")
"""Properties that may say it, and may mean something else: a kind of relationship, a fighter's class, a picture."""


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """`key_of`, remembered: the same few keys, labels and folders stand in thousands of notes."""
    return key_of(text)


def value_of(note: Note, *names: str) -> Value | None:
    """The value of the note's first property that has one of `names`."""
    return next((value for name, value in note.properties if key(name.text) in names), None)


@lru_cache(maxsize=4096)
def sort_of_type(text: str) -> Sort | None:
    """What a value of `type` means, None for a word that says nothing about it."""
    names = [text.lstrip("# ")]
    if "[[" in text:
        names += [link.target for link in links_in(text, 1)]
    for name in names:
        for part in name.split("/"):
            if sort := _sort_of(key_of(part)):
                return sort
    return None


def _sort_of(name: str) -> Sort | None:
    said = name.split()
    if not said:
        return None
    if name in PERSON_TYPES or _means_person_unspaced(name):
        return "character"
    if name in RELATIONSHIP_TYPES:
        return "relationship"
    if name in SCENE_TYPES:
        return "scene"
    if name in GROUP_TYPES or said[-1] in _GROUP_ENDS:
        return "group"
    if said[-1] in _PERSON_ENDS or (said[0] in _PERSON_STARTS and not set(said[1:]) & _NO_PERSON_AFTER):
        return "character"
    return "other" if said[-1] in OTHER_TYPES or said[-1] in _NO_PERSON_AFTER else None


def _means_person_unspaced(name: str) -> bool:
    return (
        len(name) <= 12
        and any(name.startswith(word) or name.endswith(word) for word in UNSPACED)
        and not any(word in name for word in _NOT_BESIDE)
    )


# ---- folders

FOLDERS: Final = ELSEWHERE | phrases(
    """
    npc, pcs, people, persons, heroes, villains, protagonists, antagonists, champions
    """
)
"""Names of folders that hold people, besides those in the settings."""

_PARTIES: Final = phrases("the party, party members, my party, our party, players, player")
"""Names of folders whose own notes are people: further in, they hold what the party owns and where it lives."""

_MANY: Final = ELSEWHERE | words("characters npcs pcs cast personae villains heroes protagonists antagonists")
"""Nouns that may have any word before them: `Book Two Characters`."""

_FEW: Final = words("people persons champions character npc pc person")
"""Nouns that may stand only with words such as `main`: `Lizard People` is no cast."""

_BESIDE: Final = words(
    """
    the a of my our all and main major minor primary secondary tertiary side supporting support important notable key
    other new old dead deceased alive living active inactive named unnamed recurring background original canon non
    player playable official officiel officiels principal principaux secondaire secondaires principali secondari
    principales secundarios secundários haupt neben story book books part season act vol volume campaign current former
    retired sheet sheets profile profiles bio bios biographies dossiers files cards pages database individual
    individuals wiki pov members
    """
)
_OTHER_FOLDERS: Final = words(
    """
    places place locations location settings cities towns regions countries lieux lugares luoghi orte места 地点
    items item objects artifacts artefacts equipment weapons armor armour gear loot treasure inventory objets objetos
    oggetti предметы 物品
    timeline timelines events religions races species ancestries cultures languages
    monsters monster creatures bestiary beasts spells rules mechanics classes subclasses backgrounds feats compendium
    srd statblocks
    sessions session recaps journal journals quests quest encounters adventures plots scenes chapters
    sesiones sessões sessioni сессии chapitres capítulos capitoli kapitel главы 章节
    images art maps assets attachments media portraits tokens relationships relations pairs dynamics daily meetings
    """
)
_VAGUE_FOLDERS: Final = words("lore worldbuilding drafts outline outlines projects research history magic")
"""In a folder for people such a one holds something else; elsewhere it may hold anything."""

_GROUP_FOLDERS: Final = words(
    """
    factions groups organizations organisations guilds clans houses families orders crews teams parties cults companies
    """
)
"""Such a folder holds groups, but inside it each group's own folder may hold its people."""

_NEVER_PEOPLE: Final = words("bestiary compendium monsters srd mechanics rules statblocks")
"""In a folder within one of these a name such as `npc` is a sort of monster."""

_WORD: Final = re.compile(r"\w+")


def means_people(folder: str, *, own: bool) -> bool:
    """Whether the name of a folder, as `key_of` gives it, is one for people, by the lists above.

    `own` says that the note lies in this folder, not in one further in.
    """
    if folder in FOLDERS or _means_person_unspaced(folder) or (own and folder in _PARTIES):
        return True
    said = _WORD.findall(folder)
    if not said or set(said) & (_OTHER_FOLDERS | _GROUP_FOLDERS | _VAGUE_FOLDERS):
        return False
    if said[-1] in _MANY:
        return True
    rest = [word for word in said if word not in _MANY and word not in _FEW]
    bare = len(said) == 1 or rest == said
    return not bare and all(word in _BESIDE or word.isdigit() for word in rest)


def means_other(folder: str, *, own: bool) -> bool:
    """Whether the name of a folder is one for something else; `own` as above."""
    said = _WORD.findall(folder)
    last = said[-1] if said else ""
    return last in _OTHER_FOLDERS or last in _VAGUE_FOLDERS or (own and last in _GROUP_FOLDERS)


def is_vague(folder: str) -> bool:
    """Whether a folder that means something else among people may hold anything elsewhere."""
    said = _WORD.findall(folder)
    return bool(said) and said[-1] in _VAGUE_FOLDERS


def holds_no_people(folder: str) -> bool:
    """Whether nothing at any depth in this folder is a person by its folder alone."""
    return bool(set(_WORD.findall(folder)) & _NEVER_PEOPLE)


# ---- tags

TAGS: Final = ELSEWHERE | frozenset(UNSPACED) | words("npcs pc pcs persons people playercharacter player-character")
"""Tags that mean a person, besides those in the settings."""

IMPORTED_TAGS: Final = words("ttrpg-cli compendium 5e pf2e srd")
"""First parts of the tags that programs write into the pages of a compendium."""

BEAST_TAGS: Final = words("monster monsters bestiary statblock")
DOCUMENT_TAGS: Final = words(
    "session sessions session-note session-notes template templates moc index dashboard kanban daily meeting"
)
"""A note with such a tag is about many people, whatever its other tags say."""

OTHER_TAGS: Final = words("location locations place places item items faction factions organization quest spell map")
"""A note with such a tag is about something else, unless a tag for people stands before it."""
