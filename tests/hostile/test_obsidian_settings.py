"""The app's own settings are read whatever is in their files; no filter of files takes for ever."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest

from tests.helpers import Files, write_vault
from vault_companion.vault.obsidian import APP, SETTINGS, TEMPLATER, TEMPLATES, TYPES, ObsidianConfig, config_of
from vault_companion.vault.reader import LIMIT_SETTING_BYTES, listing, read

DEEP = b"[" * 100_000


def config(root: Path, files: Files) -> ObsidianConfig:
    return read(write_vault(root, files)).obsidian


# ---- what is read


def test_a_vault_without_settings_has_the_app_s_defaults(tmp_path: Path) -> None:
    assert ObsidianConfig() == config(tmp_path, {"Ada.md": ""})
    assert ("shortest", False, (), {}) == (
        ObsidianConfig().link_format,
        ObsidianConfig().markdown_links,
        ObsidianConfig().ignored,
        ObsidianConfig().property_types,
    )


def test_every_setting_is_read(tmp_path: Path) -> None:
    found = config(
        tmp_path,
        {
            APP: '{"userIgnoreFilters": ["Old/", "/x$/"], "newLinkFormat": "absolute", "useMarkdownLinks": true}',
            TYPES: '{"types": {"Born": "date", "aliases": "aliases"}}',
            TEMPLATES: '{"folder": "/Meta/Forms/", "dateFormat": ""}',
            TEMPLATER: '{"templates_folder": "Scripts/T", "other": [1]}',
        },
    )

    assert found == ObsidianConfig(
        templates_folders=("Meta/Forms", "Scripts/T"),
        ignored=("Old/", "/x$/"),
        link_format="absolute",
        markdown_links=True,
        property_types={"born": "date", "aliases": "aliases"},
    )


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"7", b"null", b"\xff\xfe", DEEP, b'{"a": ' + b"9" * 5_000 + b"}"])
@pytest.mark.parametrize("path", SETTINGS)
def test_a_broken_file_of_settings_is_told_and_as_if_it_were_not_there(tmp_path: Path, path: str, data: bytes) -> None:
    snapshot = read(write_vault(tmp_path, {path: data, "Ada.md": ""}))

    assert ObsidianConfig(broken=(path,)) == snapshot.obsidian
    assert [(path, "obsidian-setting", "info")] == [(one.path, one.code, one.severity) for one in snapshot.unread]
    assert ["Ada.md"] == list(snapshot.files)


@pytest.mark.parametrize(
    "app",
    [
        '{"userIgnoreFilters": 7, "newLinkFormat": 7, "useMarkdownLinks": "yes"}',
        '{"userIgnoreFilters": {"a": "b"}, "newLinkFormat": "longest", "useMarkdownLinks": 1}',
        '{"userIgnoreFilters": [7, null, [], "", "/", " "], "newLinkFormat": null, "useMarkdownLinks": null}',
        "{}",
    ],
)
@pytest.mark.parametrize("types", ['{"types": []}', '{"types": {"a": 7}}', '{"types": null}', "{}"])
def test_a_value_of_a_wrong_kind_is_as_if_it_were_not_set(tmp_path: Path, app: str, types: str) -> None:
    assert ObsidianConfig() == config(tmp_path, {APP: app, TYPES: types})


@pytest.mark.parametrize("folder", ['""', '"/"', '"../x"', '"a/../b"', '"a//b"', "7", "null", '["a"]', '"."'])
def test_a_templates_folder_that_is_none_hides_nothing(tmp_path: Path, folder: str) -> None:
    snapshot = read(write_vault(tmp_path, {TEMPLATES: f'{{"folder": {folder}}}', "a/Ada.md": "", "Bo.md": ""}))

    assert ((), ["Bo.md", "a/Ada.md"]) == (snapshot.obsidian.templates_folders, list(snapshot.files))


def test_a_templates_folder_is_found_however_its_letters_are_composed(tmp_path: Path) -> None:
    nfc, nfd = (unicodedata.normalize(form, "Modèles") for form in ("NFC", "NFD"))
    snapshot = read(write_vault(tmp_path, {TEMPLATES: f'{{"folder": "{nfc}"}}', f"{nfd}/NPC.md": ""}))

    assert {f"{nfd}/NPC.md"} == snapshot.others


def test_a_file_of_settings_over_the_limit_is_not_read(tmp_path: Path) -> None:
    data = b'{"newLinkFormat": "absolute", "x": "' + b"x" * LIMIT_SETTING_BYTES + b'"}'

    assert ObsidianConfig(broken=(APP,)) == config(tmp_path, {APP: data})


def test_a_folder_in_place_of_a_file_of_settings_is_told(tmp_path: Path) -> None:
    (tmp_path / APP).mkdir(parents=True)

    assert ObsidianConfig(broken=(APP,)) == read(tmp_path).obsidian


def test_a_listing_tells_of_every_file_of_settings(tmp_path: Path) -> None:
    write_vault(tmp_path, {**dict.fromkeys(SETTINGS, "{}"), ".obsidian/workspace.json": "{}", "Ada.md": ""})
    before = listing(tmp_path)

    assert sorted([*SETTINGS, "Ada.md"]) == [row[0] for row in before]
    write_vault(tmp_path, {APP: '{"a": 1}'})
    assert before != listing(tmp_path)


# ---- excluded files


def excluded(filters: list[str], path: str) -> bool:
    return ObsidianConfig(ignored=tuple(filters)).is_ignored(path)


@pytest.mark.parametrize(
    ("entry", "path", "expected"),
    [
        ("Old/", "Old/Ada.md", True),
        ("Old/", "Older/Ada.md", False),
        ("Old/", "Cast/Old/Ada.md", False),
        ("Old", "Older/Ada.md", True),
        ("Old/", "old/Ada.md", False),
        ("Old/Ada.md", "Old/Ada.md", True),
        ("a.c/", "abc/Ada.md", False),
        ("/draft/", "Cast/draft 2.md", True),
        ("/^Cast\\/.*\\.md$/", "Cast/Ada.md", True),
        ("/^Cast\\/.*\\.md$/", "Old/Cast/Ada.md", False),
        ("/^[^/]+\\.md$/", "Ada.md", True),
        ("/^[^/]+\\.md$/", "Cast/Ada.md", False),
        ("/(^|\\/)_(drafts?|old)\\//", "Cast/_draft/Ada.md", True),
        ("/\\d{4}-\\d{2}/", "log/2026-01.md", True),
        ("/ADA/", "Ada.md", False),
        ("/(/", "(/Ada.md", False),
    ],
)
def test_which_paths_an_entry_excludes(entry: str, path: str, expected: bool) -> None:
    assert expected == excluded([entry], path)


def test_any_of_several_entries_excludes() -> None:
    assert excluded(["Old/", "/(/", "Cast/"], "Cast/Ada.md")
    assert not excluded(["Old/", "/(/", "Cast/"], "Ada.md")


def test_an_excluded_folder_is_found_however_its_letters_are_composed() -> None:
    nfc, nfd = (unicodedata.normalize(form, "Épreuves/") for form in ("NFC", "NFD"))
    (filters,) = (config_of({APP: f'{{"userIgnoreFilters": ["{nfd}"]}}'.encode()}).ignored,)

    assert excluded([*filters], f"{nfd}Ada.md")
    assert excluded([*filters], f"{nfc}Ada.md")


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "a)",
        "*a",
        "[a",
        "a{2,1}",
        "(?=a)",
        "(?<n>a)",
        "(a+)+b",
        "(a|b)*c",
        ".*a.*b.*c",
        "a**",
        "x" * 201,
        "(a{999}){999}",
    ],
)
def test_an_expression_that_cannot_be_used_is_told_and_excludes_nothing(tmp_path: Path, pattern: str) -> None:
    app = f'{{"userIgnoreFilters": ["/{pattern}/"]}}'.replace("\\", "\\\\")
    snapshot = read(write_vault(tmp_path, {APP: app, "Ada.md": ""}))
    (problem,) = snapshot.unread

    assert (APP, "obsidian-setting", "info") == (problem.path, problem.code, problem.severity)
    assert f"/{pattern}/" in problem.reason
    assert not snapshot.obsidian.is_ignored("Ada.md")


def test_a_lone_surrogate_in_an_entry_is_told_in_text(tmp_path: Path) -> None:
    (problem,) = read(write_vault(tmp_path, {APP: '{"userIgnoreFilters": ["/(\\\\ud800/", "\\ud800("]}'})).unread

    assert problem.reason.encode()


@pytest.mark.parametrize("pattern", ["a+a+b", ".*.*x", "[ab]*[ba]{1,}c"])
def test_no_expression_that_is_taken_takes_long(pattern: str) -> None:
    start = time.process_time()

    assert not excluded([f"/{pattern}/"], "a" * 20_000)
    assert time.process_time() - start < 2
