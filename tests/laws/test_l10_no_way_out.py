"""L10: nothing an author writes can break out of the page that quotes it."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.helpers import (
    Files,
    body,
    character,
    generated,
    link_targets,
    marks,
    pages,
    quoted,
    relationship,
    snapshot,
    write_vault,
)
from tests.strategies import HOSTILE, PHRASES, TRICKY_NAMES, Vault, hostile_text, law, sheets, vaults
from vault_companion.build import Memos, build
from vault_companion.notes.note import Note, parse
from vault_companion.notes.resolve import Paths
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.ownership import Ours, fresh
from vault_companion.writer.ownership import parse as taken_apart

OUR_ANCHORS = {"at-a-glance", "ties", "pairs", "everyone"}
OUR_TAGS = {"dynamics/pair", "dynamics/character", "dynamics/overview"}
LINK_TARGET = re.compile(r"(?<=\[\[)[^\[\]|\n]+?(?=\\?\||\]\])")
INLINE_CODE = re.compile(r"`[^`\n]+`")
LIVE = {
    "a fence": re.compile(r"^[ \t>]*(?:[-*+] +)?(?:```|~~~)", re.MULTILINE),
    "an embed": re.compile(r"!\["),
    "a template": re.compile(r"<%|%>"),
    "a tag of HTML": re.compile(r"<[a-zA-Z!/?]"),
    "a comment": re.compile(r"%%|<!--"),
    "a field": re.compile(r"::"),
    "a hashtag": re.compile(r"(?<!\w)#[\w/-]*[^\W\d]"),
    "math": re.compile(r"\$"),
    "a script of Dataview": re.compile(r"dataviewjs\s*\n"),
    "a block id": re.compile(r"(?:^|\s)\^[\w-]+[ \t]*$", re.MULTILINE),
    "a web link": re.compile(r"\]\((?!https://youtu\.be/4BvlBoZsV_I\))|\w://(?!youtu\.be/4BvlBoZsV_I\))"),
    "a control": re.compile(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
    ),
    "a footnote": re.compile(r"\[\^"),
    "a task": re.compile(r"^[ \t>]*[-*+] \[.\]", re.MULTILINE),
}


@lru_cache(maxsize=64)
def read(path: str, text: str) -> Note:
    """A page, or a part of it, as a note; most pages are the same in most vaults."""
    return parse(VaultPath(path), text)


@lru_cache(maxsize=64)
def told(page: str) -> str:
    """Our part without our own anchors, answer lines in code, and the hint where a field goes."""
    ours = INLINE_CODE.sub("", body(page))
    return re.sub(rf"^\^(?:{'|'.join(OUR_ANCHORS)})$", "", ours, flags=re.MULTILINE)


@lru_cache(maxsize=64)
def alive(page: str) -> tuple[str, ...]:
    """What on a page does something that we did not mean."""
    text = LINK_TARGET.sub("x", told(page))
    return tuple(what for what, pattern in LIVE.items() if pattern.search(text))


def lost_links(files: Files, made: dict[str, str]) -> list[tuple[str, str]]:
    """The links in our text that lead to no file of hers and no page of ours."""
    known = Paths([*snapshot(files).files, *snapshot(files).others, *(VaultPath(path) for path in made)])
    out = []
    for path, text in made.items():
        note = read(path, body(text))
        out += [(path, link.target) for link in note.links if known.resolve(link, note.path).path is None]
    return out


def doubtful_links(made: dict[str, str]) -> list[tuple[str, str]]:
    """The links that a program which looks only for brackets would take for others than we meant."""
    out = []
    for path, text in made.items():
        meant = {link.target for link in read(path, body(text)).links}
        out += [(path, target) for target in link_targets(body(text)) if target.strip() not in meant]
    return out


def broken(files: Files, memos: Memos | None = None) -> list[object]:
    """Everything that is wrong with the pages of a vault."""
    made = {str(page.path): fresh(page).decode() for page in build(snapshot(files), DEFAULTS, memos).pages}
    out: list[object] = [*lost_links(files, made), *doubtful_links(made)]
    for path, text in made.items():
        ours = taken_apart(text.encode())
        if marks(text) != ["begin", "end"] or not (isinstance(ours, Ours) and ours.fits):
            out.append((path, "its marks", marks(text)))
        if faults := read(path, text).faults:
            out.append((path, "its properties", faults))
        if len(path.rsplit("/", 1)[-1].encode()) > 255 or re.search(r'[*"\\<>:|?#^\[\]\x00-\x1f\x7f-\x9f]', path):
            out.append((path, "its name", ""))
        out += [(path, what, told(text)) for what in alive(text)]
    return out


# ---- each hostile text in each place

PLACES: dict[str, dict[str, str]] = {
    "a need": {"Ada.md": character(needs="{x} a place at somebody's table {x}", offers="tells the truth unasked")},
    "an offer": {
        "Ada.md": character("headings", offers="makes strangers feel welcome {x}", flaws="{x} cannot sit still")
    },
    "a line on love": {
        "Ada.md": character("fields", in_love="reads every silence as a goodbye {x}", fears="{x} being left")
    },
    "a kind": {"Ada & Bo.md": relationship("Ada", "Bo", kind="friend {x}")},
    "a kind in a list": {"Ada.md": character() + "\n## Relationships\n\n- [[Bo]]: {x} rival {x}\n"},
    "feelings": {
        "Ada & Bo.md": relationship("Ada", "Bo", kind="rivals", feels="[[Ada]]: {x} trusts him with her life")
    },
    "history": {
        "Ada & Bo.md": relationship(
            "Ada", "Bo", "headings", kind="rivals", history="{x} he nursed her through the fever"
        )
    },
    "a change": {
        "Ada & Bo.md": relationship("Ada", "Bo", kind="rivals", changes="{x}: she learns to ask for help {x}")
    },
    "a heading": {"Ada.md": "---\ntype: character\n---\n\n## Needs\n\n### {x}\n\n- to be told she is good enough\n"},
    "an alias": {"Ada.md": character(aliases=["{x}", "Countess"], needs="rest")},
    "a name": {"Ada.md": character(name="{x}", needs="a place at somebody's table", offers="tells the truth unasked")},
    "values": {
        "Ada.md": character(values="honesty above all {x}"),
        "Bo.md": character(values="loyalty to the crew {x}"),
    },
}
REST = {
    "Ada.md": character(needs="a place at somebody's table", offers="tells the truth unasked"),
    "Bo.md": character(
        needs="to be contradicted to his face", offers="makes strangers feel welcome", flaws="never asks for help"
    ),
    "Ada & Bo.md": relationship("Ada", "Bo", kind="friendship"),
}


READ = Memos()
"""What was read of the vault before: the notes in which nothing hostile stands are the same ones each time."""


def at_place(place: str, text: str) -> dict[str, str]:
    """A vault with a text at one place."""
    return {**REST, **{path: note.replace("{x}", text.replace("'", "''")) for path, note in PLACES[place].items()}}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_nothing_comes_alive(place: str, text: str) -> None:
    assert [] == broken(at_place(place, text), READ)


@law(80)
@given(
    sheets(lambda _: hostile_text()),
    sheets(lambda field: st.sampled_from(PHRASES[field])),
    hostile_text(),
    hostile_text(),
)
def test_nothing_comes_alive_together(
    ada: dict[str, list[str]], bo: dict[str, list[str]], kind: str, said: str
) -> None:
    parts = {
        "history": [said, "he nursed her through the fever"],
        "changes": f"{said}: he stops lying",
        "conflict": said,
    }
    assert [] == broken(
        {
            "Ada.md": character(**ada),
            "Bo.md": character("headings", **bo),
            "Ada & Bo.md": relationship("Ada", "Bo", kind=kind, feels=f"[[Bo]]: {said}", **parts),
        }
    )


@law(40)
@given(st.lists(hostile_text(), min_size=2, max_size=3, unique=True))
@example(["C#", "A#"])
@example(["\u0645\u0631\u064a\u0645", "x\u202ey"])
def test_no_name_property_breaks_a_page(called: list[str]) -> None:
    files = {
        f"{number}.md": f"---\ntype: character\nname: {quoted(name)}\nneeds: a place at somebody's table\n"
        f"offers: makes strangers feel welcome\n---\n\nfriend:: [[{(number + 1) % len(called)}]]\n"
        for number, name in enumerate(called)
    }

    assert [] == broken(files)


@law(60)
@given(vaults(tricky=True))
def test_no_file_name_breaks_a_page(vault: Vault) -> None:
    assert [] == broken(vault.files)


@pytest.mark.parametrize(
    "name", [*TRICKY_NAMES, "x" * 251, "ß" * 125, "名" * 83, "a\u202eb", "e\u0301" * 60, "CON", "Ann & Bo"]
)
def test_a_tricky_file_name_gets_pages_that_can_be_written(tmp_path: Path, name: str) -> None:
    files = {
        f"{name}.md": character(needs="a place at somebody's table", offers="tells the truth unasked"),
        "Bo.md": character(friend=f"[[{name}]]")
        + f"\n## Relationships\n\n- [[{name}]]: friend\n- [x](<{name}.md>): rival\n",
    }
    root = write_vault(tmp_path / "vault", files)
    report = sync(root, DEFAULTS)

    assert ((), False) == (report.failed, sync(root, DEFAULTS).changed)
    assert [] == broken(files)
    assert sorted(report.created) == [path.relative_to(root).as_posix() for path in generated(root)]


@law(15)
@given(vaults(tricky=True))
def test_what_is_written_is_what_was_meant(vault: Vault) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_vault(Path(folder) / "vault", vault.files)
        sync(root, DEFAULTS)
        standing = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in generated(root)}

    assert pages(vault.files) == standing


@pytest.mark.parametrize("name", TRICKY_NAMES)
def test_the_links_in_the_properties_of_a_page_lead_somewhere(name: str) -> None:
    files = {
        f"{name}.md": character(needs="a place at somebody's table", offers="tells the truth unasked", friend="[[Bo]]"),
        "Bo.md": character(offers="makes strangers feel welcome"),
    }
    made = pages(files)
    known = Paths([*snapshot(files).files, *(VaultPath(path) for path in made)])
    notes = [parse(VaultPath(path), text.partition("\n---\n")[0] + "\n---\n") for path, text in made.items()]

    assert [] == [link.target for note in notes for link in note.links if not known.resolve(link, note.path).path]


@pytest.mark.parametrize("letter", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x85"])
def test_the_name_of_a_page_holds_no_letter_that_cannot_be_seen(letter: str) -> None:
    files = {**REST, "Ada.md": character(name=f"A{letter}da", needs="a place at somebody's table", friend="[[Bo]]")}

    assert [] == [path for path in pages(files) if letter in path]


def test_names_of_pages_are_unique_blind_to_case_and_composition() -> None:
    called = ["Zoë", "ZOË", "zoe\u0308", "Zoë ", "Zoë - Dynamics", "Zoë & Zoë", "Dynamics Overview"]
    files = {
        f"{number}/Note {number}.md": character(name=name, friend="[[Note 0]]", needs="rest")
        for number, name in enumerate(called)
    }
    stems = [unicodedata.normalize("NFC", path.rsplit("/", 1)[-1]).casefold() for path in pages(files)]

    assert sorted(set(stems)) == sorted(stems)


def test_no_page_takes_the_name_of_a_note() -> None:
    files = {**REST, "Plan/ada - dynamics.md": "Mine.", "Dynamics overview.md": "Mine."}
    hers = {path.rsplit("/", 1)[-1].casefold() for path in files}

    assert set() == hers & {path.rsplit("/", 1)[-1].casefold() for path in pages(files)}


def test_the_text_of_a_phrase_is_cut_and_never_in_the_middle_of_a_letter() -> None:
    long = "to be told he is good enough " + "👩‍👩‍👧" * 200
    page = pages({**REST, "Ada.md": character(needs=long)})["Dynamics/Pairs/Ada & Bo - Dynamics.md"]

    assert 400 > max(len(cell) for line in page.split("\n") for cell in line.split("|"))


def test_letters_that_join_and_right_to_left_text_stay() -> None:
    page = pages({**REST, "Ada.md": character(name="مریم\u200cها", needs="to be told she is good enough ❤️ 👩\u200d🚀")})

    assert [True, True] == [any(text in found for found in page.values()) for text in ("مریم\u200cها", "👩\u200d🚀")]
