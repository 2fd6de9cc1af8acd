"""Notes that lie among people, or are tagged as people are, and are about nobody: templates, indexes, drawings.

Asked only of notes that something speaks for.
"""

from __future__ import annotations

import re
from typing import Final

from vault_companion.cast.sorts import IMPORTED_TAGS, key, phrases, value_of, words
from vault_companion.cast.terms import Terms
from vault_companion.cast.vocabulary import is_tie_heading, is_trait
from vault_companion.notes.note import Note, scalars

_TEMPLATES: Final = words(
    """
    template templates vorlage vorlagen modèle modèles plantilla plantillas modelos modelli шаблон шаблоны
    """
)
_BLANKS: Final = phrases(
    """
    new character, character name, blank character, example character, sample character, character sheet, new npc,
    npc name, example npc, blank npc
    """
)
"""Names of notes that are there to be copied or filled in."""

_PEOPLE: Final = words(
    """
    character characters npc npcs pc pcs cast people person persons dramatis personae party player players personajes
    personagens personnages personaggi figuren charaktere персонажи 人物 角色
    """
)
_LISTS: Final = words(
    """
    index list lists overview moc map maps tree chart timeline timelines dashboard summary readme tracker log database
    gallery table tables sheet questionnaire relationships relations notes ideas names questions todo matrix roster
    directory glossary inventory loot brainstorm brainstorming arcs introduction índice indice liste lista список 索引
    """
)
_FILLERS: Final = words(
    """
    the a of my our all and main major minor side supporting important other full complete master in for story book
    campaign family relationship name cheat
    """
)
_MANY: Final = words("characters npcs pcs")
_CHEAT_SHEET: Final = re.compile(r"\bcheat sheet\b")
_NUMBERED: Final = re.compile(
    r"(?:session|chapter|scene|episode|act|part|day|sesión|sessão|sessione|chapitre|capítulo|kapitel|глава)"
    r" (?:\d{1,4}|[ivxlc]{1,7})\b.{0,200}"
)
_DATE: Final = re.compile(r"\d{4}[-. _]\d{1,2}(?:[-. _]\d{1,2})?\b.{0,200}")
_UNTITLED: Final = re.compile(r"untitled(?: \d{1,4})?")
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}\n]{0,200}\}\}|<%[^\n]{0,300}?%>|<%.{0,20}")
_NAMED: Final = re.compile(r"(?:(?:name|title|aliases|full name)[ \t]*:|#[ \t]).{0,200}?(?:\{\{|<%)", re.IGNORECASE)
_LABEL: Final = re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?[^:\n]{1,60}:+|^[ \t>]*#{1,6}[ \t][^\n]*|\|", re.MULTILINE)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_BARE_LINK: Final = re.compile(r"(?:[-*+]|\d{1,4}[.)])[ \t]+(?:\*\*)?!?\[\[[^\[\]\n]{1,300}\]\](?:\*\*)?[ \t]*")
_QUERY: Final = re.compile(r"(?:```+|~~~+)[ \t]*(?:dataview|dataviewjs|base|bases)\b", re.IGNORECASE)
_FROM_PEOPLE: Final = re.compile(r"\bfrom\b[^\n]{0,200}?(?:\"[^\"\n]{1,200}\"|#\w)|dv\.pages\(", re.IGNORECASE)
_ENOUGH_WORDS: Final = 12
_ENOUGH_LINKS: Final = 3
_PERSONAL: Final = phrases(
    "pronouns, gender, sex, age, born, birthday, race, species, ancestry, occupation, full name, nickname, aliases"
)


def why_template(note: Note, *, stated: bool = False) -> str:
    """Why a note is a template, to be copied and filled in, or "".

    In one that has a `type` and says something, a place to fill in was only forgotten.
    """
    stem = key(note.path.stem)
    if stem in _BLANKS or _UNTITLED.fullmatch(stem) or set(stem.split()) & _TEMPLATES or "模板" in stem:
        return "its name says that it is there to be copied"
    if any(key(folder).rpartition(" ")[2] in _TEMPLATES for folder in note.path.folder.split("/")):
        return "it lies among templates"
    holes = [line for line in note.lines if "{{" in line or "<%" in line]
    named = any(_NAMED.match(line.strip()) for line in holes)
    empty = len(holes) > 1 and _words_of_its_own(note) < _ENOUGH_WORDS and not _is_filled(note)
    is_form = (named and empty) if stated else (named or empty)
    return "it is a template with places to fill in" if is_form else ""


def _is_filled(note: Note) -> bool:
    """Whether some property of a sheet has a value, or somebody is linked to."""
    traits = [value for name, value in note.properties if is_trait(key(name.text))]
    said = [text.text for value in traits for text in scalars(value)]
    return bool(note.links) or any(text.strip() and "{{" not in text and "<%" not in text for text in said)


def _words_of_its_own(note: Note) -> int:
    return len(_WORD.findall(_PLACEHOLDER.sub("", _LABEL.sub("", note.masked))))


def why_no_person(note: Note, terms: Terms) -> str:
    """Why a note that lies among people, or is tagged like one, is about nobody, or ""."""
    return why_template(note) or _why_drawing(note) or why_imported(note) or _why_index(note, terms)


def _why_drawing(note: Note) -> str:
    for name in ("excalidraw", "kanban"):
        if value_of(note, f"{name} plugin") is not None:
            return f"it is a board of {name.capitalize()}"
    return ""


def why_imported(note: Note) -> str:
    """Why a note is a page that a program imported from a book of rules, or ""."""
    for name, starts in (("cssclasses", ("json5e", "pf2e")), ("cssclass", ("json5e", "pf2e")), ("tags", ())):
        value = value_of(note, name)
        for text in scalars(value) if value is not None else ():
            word = text.text.strip().lstrip("#").casefold()
            if word.startswith(starts) or (name == "tags" and word.split("/")[0] in IMPORTED_TAGS):
                return f"`{name}: {text.text}` says that it comes out of a compendium"
    return ""


def _why_index(note: Note, terms: Terms) -> str:
    stem = key(note.path.stem)
    folder = key(note.path.folder.rpartition("/")[2])
    said = set(stem.replace("(", " ").replace(")", " ").split())
    people, lists = said & _PEOPLE, said & _LISTS
    only = all(word in _PEOPLE or word in _LISTS or word in _FILLERS or word.isdigit() for word in said)
    if said and only and (people or lists):
        return "its name is that of a list"
    if _CHEAT_SHEET.search(stem) or (people and stem.rpartition(" ")[2] in _LISTS | _MANY) or stem.endswith("索引"):
        return "its name is that of a list"
    if _NUMBERED.fullmatch(stem) or _DATE.fullmatch(note.path.stem):
        return "its name is that of a session, a chapter or a day"
    if stem and stem == folder and not _has_personal(note, terms):
        return "it has the name of its folder, as an index has"
    return _why_only_a_list(note, terms)


def _why_only_a_list(note: Note, terms: Terms) -> str:
    """A note of nothing but links to others, or nothing but a query over the cast."""
    if _has_personal(note, terms):
        return ""
    lines = [line.strip() for line in note.masked.split("\n") if line.strip()]
    headings = [line for line in lines if line.startswith("#")]
    rest = [line for line in lines if not line.startswith("#") and set(line) - set("-*_ ")]
    if not rest:
        asked = [number for number, line in enumerate(note.lines) if _QUERY.match(line.strip())]
        query = "\n".join(line for number in asked[:3] for line in note.lines[number : number + 10])
        own = "[[" in query or "this." in query
        return "it holds nothing but a query" if asked and not own and _FROM_PEOPLE.search(query) else ""
    said = any(terms.is_about_others(line.strip("# ")) or terms.is_kind(line.strip("# ")) for line in headings)
    if len(rest) >= _ENOUGH_LINKS and not said and all(_BARE_LINK.fullmatch(line) for line in rest):
        return "it holds nothing but links"
    return ""


def _has_personal(note: Note, terms: Terms) -> bool:
    said = [terms.key(name.text) for name, _ in note.properties]
    return any(name in _PERSONAL or is_trait(name) or is_tie_heading(name) or terms.is_kind(name) for name in said)
