"""Hostile cases 82 to 98: files that cannot be read, must not be, or are not what they seem, and our own pages."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import (
    Files,
    author_part,
    built,
    cast,
    character,
    codes,
    hers,
    kinds,
    names,
    traits,
    tree,
    write_vault,
)
from vault_companion.build import understand
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync
from vault_companion.vault import reader
from vault_companion.vault.reader import Memo, read

linux = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
REPLACED = "�"
GOOD: Files = {"Ada.md": character(needs="rest", mentor="[[Bo]]"), "Bo.md": character(offers="rest")}
TIE = ["Bo mentor Ada"]


def on_disk(root: Path) -> tuple[list[str], list[str], list[tuple[str, int, str]]]:
    """The people, the kinds and the problems of a vault on disk."""
    story = understand(read(root), DEFAULTS)
    said = [kind for tie in story.cast.ties for kind in tie.kinds]
    return (
        [person.name for person in story.cast.characters],
        [f"{kind.of.stem} {kind.kind} {kind.to.stem}" for kind in said],
        [(one.path, one.line, one.code) for one in story.problems],
    )


# ---- 82 to 84: what is in a file


def test_case_82_letters_that_are_no_utf_8_are_replaced_and_the_note_is_read(tmp_path: Path) -> None:
    cleo = "---\ntype: character\nmentor: '[[Bo]]'\n---\n## Needs\n\n- a café of her own\n- rest\n".encode("latin-1")
    files = {**GOOD, "Cleo.md": cleo}

    assert ["Bo mentor Ada", "Bo mentor Cleo"] == kinds(files)
    assert [f"a caf{REPLACED} of her own", "rest"] == traits(files, "Cleo")["needs"]
    assert [("Cleo.md", 7, "not-utf8")] == codes(files)
    root = write_vault(tmp_path, files)
    sync(root, DEFAULTS)
    assert cleo == (root / "Cleo.md").read_bytes()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_case_82_a_note_that_is_all_in_another_encoding_is_told_and_left(encoding: str) -> None:
    files = {**GOOD, "Cleo.md": character(mentor="[[Bo]]").encode(encoding)}

    assert (TIE, [("Cleo.md", 1, "not-utf8")]) == (kinds(files), codes(files))


def test_case_83_a_nul_byte_is_a_letter() -> None:
    files = {**GOOD, "Cleo.md": b"---\ntype: character\n---\n\0 text\nmentor:: [[Bo]] \0\n"}

    assert (["Bo mentor Ada", "Bo mentor Cleo"], []) == (kinds(files), codes(files))


def test_case_83_a_nul_byte_in_a_property_costs_that_property() -> None:
    files = {**GOOD, "Cleo.md": b"---\ntype: character\nhouse: a\0b\nmentor: '[[Bo]]'\n---\n"}

    assert (["Bo mentor Ada", "Bo mentor Cleo"], [("Cleo.md", 3, "bad-property")]) == (kinds(files), codes(files))


@pytest.mark.parametrize("text", ["", "\n", " \t\n\n  ", "\ufeff", "---\n---\n"])
def test_case_84_a_note_that_says_nothing_is_no_problem(text: str) -> None:
    files = {**GOOD, "Characters/Cleo.md": text}

    assert (["Ada", "Bo", "Cleo"], TIE, []) == (names(files), kinds(files), codes(files))


@pytest.mark.parametrize(
    "text",
    ["a word " * 120_000, "x" * 300_000, "[[Ada]] " * 10_000, "- [[Ada]]\n" * 10_000],
    ids=["840 kB", "a line of 300 kB", "10,000 links", "10,000 items"],
)
def test_case_84_a_huge_note_is_read_to_its_end_in_a_moment(text: str) -> None:
    files = {**GOOD, "Cleo.md": character(body=f"{text}\n\nmentor:: [[Bo]]\n")}
    start = time.process_time()

    assert ["Bo mentor Ada", "Bo mentor Cleo"] == kinds(files)
    assert 15 > time.process_time() - start


# ---- 85 to 93: which files are notes


@linux
def test_case_85_a_link_to_a_folder_of_the_vault_doubles_no_note(tmp_path: Path) -> None:
    root = write_vault(tmp_path, {f"Cast/{path}": text for path, text in GOOD.items()})
    (root / "Again").symlink_to(root / "Cast", target_is_directory=True)

    assert (["Ada", "Bo"], TIE, [("Again", 0, "linked-folder")]) == on_disk(root)


@linux
def test_case_86_loops_and_links_to_nowhere_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    root = write_vault(tmp_path / "vault", GOOD)
    outside = write_vault(tmp_path / "outside", {"Cleo.md": character()})
    (root / "Up").symlink_to(root.parent, target_is_directory=True)
    (root / "Loop").symlink_to("Loop")
    (root / "Loop.md").symlink_to("Loop.md")
    (root / "Gone.md").symlink_to("nowhere.md")
    (root / "Out.md").symlink_to(outside / "Cleo.md")

    assert (
        ["Ada", "Bo"],
        TIE,
        [
            ("Gone.md", 0, "unreadable"),
            ("Loop.md", 0, "unreadable"),
            ("Out.md", 0, "outside-vault"),
            ("Up", 0, "linked-folder"),
        ],
    ) == on_disk(root)


@linux
def test_case_86_a_link_to_a_note_of_the_vault_is_another_name_of_it(tmp_path: Path) -> None:
    root = write_vault(tmp_path, {**GOOD, "Cleo.md": character(mentor="[[Bob]]")})
    (root / "Bob.md").symlink_to("Bo.md")

    assert "Bob mentor Cleo" in on_disk(root)[1]


def test_case_87_what_obsidian_hides_is_not_there(tmp_path: Path) -> None:
    hidden = [".obsidian/Cleo.md", ".trash/Cleo.md", ".git/Cleo.md", ".Cleo.md", "Cast/.old/Cleo.md", ".config/Cleo.md"]
    root = write_vault(tmp_path, {**GOOD, **{path: character(mentor="[[Bo]]") for path in hidden}})

    assert (["Ada", "Bo"], TIE, []) == on_disk(root)
    assert frozenset() == read(root).others


def test_case_88_a_vault_inside_the_vault_is_a_folder_like_any_other(tmp_path: Path) -> None:
    inner = {
        "1. Light/.obsidian/app.json": '{"userIgnoreFilters": ["Ada"]}',
        "1. Light/Cleo.md": character(mentor="[[Bo]]"),
    }
    root = write_vault(tmp_path, {**GOOD, **inner})

    assert (["Ada", "Bo", "Cleo"], ["Bo mentor Ada", "Bo mentor Cleo"], []) == on_disk(root)


@pytest.mark.parametrize(
    "folder",
    ["Templates", "templates", "z_Templates", "90 - Templates", "Misc Files/Templates", "meta/templates/deep",
     "00_DND_Templates", "_templates"],
)  # fmt: skip
def test_case_89_templates_are_no_people_but_links_reach_them(tmp_path: Path, folder: str) -> None:
    template = character(name="{{title}}", mentor="[[Bo]]")
    root = write_vault(tmp_path, {**GOOD, f"{folder}/NPC.md": template, "Note.md": "See [[NPC]].\n"})

    assert (["Ada", "Bo"], TIE, []) == on_disk(root)
    assert {f"{folder}/NPC.md"} == read(root).others


@pytest.mark.parametrize("folder", ["Templates of war", "Contemplates", "The Templars"])
def test_case_89_a_folder_that_only_sounds_like_templates_is_read(tmp_path: Path, folder: str) -> None:
    root = write_vault(tmp_path, {**GOOD, f"{folder}/Cleo.md": character()})

    assert ["Ada", "Bo", "Cleo"] == on_disk(root)[0]


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        (".obsidian/templates.json", '{"folder": "zData/"}'),
        (".obsidian/plugins/templater-obsidian/data.json", '{"templates_folder": "zData"}'),
    ],
)
def test_case_89_the_folder_that_a_plugin_is_set_to_holds_templates(tmp_path: Path, setting: str, text: str) -> None:
    root = write_vault(tmp_path, {**GOOD, setting: text, "zData/NPC.md": character(), "zData2/Cleo.md": character()})

    assert (["Ada", "Bo", "Cleo"], TIE, []) == on_disk(root)


def test_case_90_excluded_files_are_no_people_but_links_reach_them(tmp_path: Path) -> None:
    excluded = {
        ".obsidian/app.json": '{"userIgnoreFilters": ["Old/", "/draft \\\\d+/"]}',
        "Old/Cleo.md": character(mentor="[[Bo]]"),
        "Cast/Di draft 2.md": character(mentor="[[Bo]]"),
        "Older/Ed.md": character(mentor="[[Bo]]"),
        "Note.md": "See [[Cleo]] and [[Di draft 2]].\n",
    }
    root = write_vault(tmp_path, {**GOOD, **excluded})

    assert (["Ada", "Bo", "Ed"], ["Bo mentor Ada", "Bo mentor Ed"], []) == on_disk(root)


@pytest.mark.parametrize(
    "name",
    [
        "Bo.sync-conflict-20230112-003022-FUKIKK4.md",
        "Bo (conflicted copy 2026-01-01).md",
        "Bo (Ann's conflicted copy 2026-01-01).md",
        "Bo (Conflicted copy PHONE 202601011011).md",
        "Bo (Ann's (old) conflicted copy 2026-01-01).md",
        "Bo (conflicted copy 2026-01-01 101112).md",
        "Bo_conflict-20260101-101112.md",
    ],
)
def test_case_91_a_copy_from_a_sync_conflict_is_nobody_and_is_told(tmp_path: Path, name: str) -> None:
    copy = character(aliases=["Bo"], needs="revenge", enemy="[[Ada]]")
    root = write_vault(tmp_path, {**GOOD, name: copy})
    before = hers(root)

    assert (["Ada", "Bo"], TIE, [(name, 0, "conflict-copy")]) == on_disk(root)
    sync(root, DEFAULTS)
    assert before == hers(root)


def test_case_91_a_numbered_copy_that_says_the_same_is_nobody_and_is_told(tmp_path: Path) -> None:
    root = write_vault(tmp_path, {**GOOD, "Bo 1.md": GOOD["Bo.md"], "Cast/Bo 2.md": character(mentor="[[Ada]]")})

    assert (["Ada", "Bo", "Bo 2"], [("Bo 1.md", 0, "same-note")]) == (on_disk(root)[0], on_disk(root)[2])


def test_case_92_the_ending_of_a_note_may_be_in_capitals_and_no_other_is_one(tmp_path: Path) -> None:
    others = {"Di.markdown": character(), "Ed.txt": character(), "Fay.mdx": character(), "Gil.md.bak": character()}
    root = write_vault(tmp_path, {**GOOD, "Cleo.MD": character(mentor="[[Bo]]"), **others})

    assert (["Ada", "Bo", "Cleo"], ["Bo mentor Ada", "Bo mentor Cleo"], []) == on_disk(root)
    assert set(others) == read(root).others


def test_case_93_a_canvas_states_nothing(tmp_path: Path) -> None:
    canvas = '{"nodes": [{"type": "text", "text": "enemy:: [[Bo]]"}, {"type": "file", "file": "Ada.md"}]}'
    root = write_vault(tmp_path, {**GOOD, "Board.canvas": canvas, "x.base": "filters: '[[Bo]]'"})

    assert (["Ada", "Bo"], TIE, []) == on_disk(root)


# ---- 94 and 95: files that change


def test_case_94_a_note_that_is_gone_before_it_is_read_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_vault(tmp_path, {**GOOD, "Cleo.md": character()})
    real = os.open

    def opened(path: str | Path, *arguments: Any) -> int:
        if Path(path).name == "Cleo.md":
            Path(path).unlink()
        return real(path, *arguments)

    monkeypatch.setattr(reader.os, "open", opened)

    assert (["Ada", "Bo"], TIE, []) == on_disk(root)


def test_case_94_a_note_that_is_cut_short_before_it_is_read_is_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_vault(tmp_path, {**GOOD, "Cleo.md": character(mentor="[[Bo]]")})
    real = os.open

    def opened(path: str | Path, *arguments: Any) -> int:
        if Path(path).name == "Cleo.md":
            Path(path).write_text("---\ntype: character\n---\n", "utf-8")
        return real(path, *arguments)

    monkeypatch.setattr(reader.os, "open", opened)

    assert (["Ada", "Bo", "Cleo"], TIE, []) == on_disk(root)


@linux
def test_case_94_what_may_not_be_read_is_told_and_the_rest_is_read(
    open_folder: Path, as_nobody: Callable[..., Any]
) -> None:
    root = write_vault(open_folder, {**GOOD, "Cleo.md": character(), "Locked/Di.md": character()})
    for path in root.rglob("*"):
        path.chmod(0o755)
    (root / "Cleo.md").chmod(0)
    (root / "Locked").chmod(0)

    assert (
        ["Ada", "Bo"],
        TIE,
        [("Cleo.md", 0, "unreadable"), ("Locked", 0, "unreadable")],
    ) == as_nobody(lambda: on_disk(root))


def test_case_94_a_folder_named_like_a_note_is_told_and_its_notes_are_read(tmp_path: Path) -> None:
    root = write_vault(tmp_path, {**GOOD, "Cast.md/Cleo.md": character(mentor="[[Bo]]")})

    assert (
        ["Ada", "Bo", "Cleo"],
        ["Bo mentor Ada", "Bo mentor Cleo"],
        [("Cast.md", 0, "folder-named-note")],
    ) == on_disk(root)


def aged(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    return path


def test_case_95_a_file_put_in_place_with_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    ada = aged(tmp_path / "Ada.md", "needs:: rest\n")
    memo: Memo = {}
    read(tmp_path, memo)
    aged(tmp_path / "new", "needs:: gold\n").replace(ada)

    assert {"Ada.md": b"needs:: gold\n"} == read(tmp_path, memo).files


def test_case_95_a_reader_without_a_memory_believes_no_time(tmp_path: Path) -> None:
    aged(tmp_path / "Ada.md", "needs:: rest\n")
    read(tmp_path, {})
    aged(tmp_path / "Ada.md", "needs:: gold\n")

    assert {"Ada.md": b"needs:: gold\n"} == read(tmp_path).files


# ---- 97 and 98: what programs wrote, ourselves among them


@pytest.mark.parametrize(
    "block",
    [
        "%% Begin Hub: people %%\nmentor:: [[Bo]]\n%% End Hub: people %%\n",
        "<!-- SerializedQuery: LIST FROM [[Cleo]] -->\nmentor:: [[Bo]]\n<!-- SerializedQuery END -->\n",
        "%% DATAVIEW_PUBLISHER: start [[Cleo]]\n%%\nmentor:: [[Bo]]\n%% DATAVIEW_PUBLISHER: end %%\n",
    ],
)
def test_case_97_what_another_program_wrote_into_her_note_is_read(block: str) -> None:
    files = {"Ada.md": character(body=block), "Bo.md": character(), "Cleo.md": character()}

    assert (TIE, {}, []) == (kinds(files), cast(files).mentions, codes(files))


def test_case_97_our_own_pages_feed_nothing_back(tmp_path: Path) -> None:
    root = write_vault(tmp_path, GOOD)
    sync(root, DEFAULTS)
    first, once = on_disk(root), tree(root)
    report = sync(root, DEFAULTS)

    assert (["Ada", "Bo"], TIE, []) == first == on_disk(root)
    assert ((), (), once) == (report.created, report.updated, tree(root))


def edited(root: Path, old: str, new: str) -> Path:
    """The page of the pair with one thing changed by hand."""
    page = root / "Dynamics/Characters/Ada - Dynamics.md"
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new), "utf-8")
    return page


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("%% vault-companion end", "A line of hers.\n%% vault-companion end", "edited-page"),
        ("%% vault-companion end", "%% vault-companion ent", "broken-marks"),
    ],
)
def test_case_98_a_page_that_she_edited_or_broke_is_kept_as_it_is(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    root = write_vault(tmp_path, GOOD)
    sync(root, DEFAULTS)
    page = edited(root, old, new)
    mine = page.read_bytes()
    (root / "Ada.md").write_text(character(needs=["rest", "gold"], mentor="[[Bo]]"), "utf-8")
    report = sync(root, DEFAULTS)

    assert mine == page.read_bytes()
    assert [(page.relative_to(root).as_posix(), code)] == [(one.path, one.reason) for one in report.kept]


def test_case_98_what_she_writes_below_the_end_mark_stays(tmp_path: Path) -> None:
    root = write_vault(tmp_path, GOOD)
    sync(root, DEFAULTS)
    page = root / "Dynamics/Characters/Ada - Dynamics.md"
    page.write_bytes(page.read_bytes() + b"Mine: 100 %% \xe9 and [[\r\n")
    part = author_part(page.read_bytes())
    (root / "Ada.md").write_text(character(needs=["rest", "gold"], mentor="[[Bo]]"), "utf-8")
    sync(root, DEFAULTS)

    assert part == author_part(page.read_bytes())
    assert 0 == len(built({**GOOD}).problems)
