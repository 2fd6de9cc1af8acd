"""The vault on disk -> Snapshot."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vault_companion.errors import VaultError
from vault_companion.vault.reader import Memo, listing, read
from vault_companion.vault.reasons import LIMIT_BYTES

linux = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def put(root: Path, path: str, data: bytes = b"text\n") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def codes(root: Path) -> dict[str, str]:
    return {item.path: item.code for item in read(root).unread}


def test_notes_come_with_their_bytes_in_path_order(tmp_path: Path) -> None:
    put(tmp_path, "b.md", b"b\r\n")
    put(tmp_path, "a/z.md", b"\xff")
    put(tmp_path, "Z.MD", b"")

    assert list(read(tmp_path).files.items()) == [("Z.MD", b""), ("a/z.md", b"\xff"), ("b.md", b"b\r\n")]


def test_other_files_are_known_by_path_only(tmp_path: Path) -> None:
    put(tmp_path, "map.png")
    put(tmp_path, "a/plan.canvas")

    assert {"map.png", "a/plan.canvas"} == read(tmp_path).others


def test_what_obsidian_does_not_show_is_not_there(tmp_path: Path) -> None:
    put(tmp_path, ".obsidian/notes.md")
    put(tmp_path, ".trash/Ada.md")
    put(tmp_path, ".hidden.md")
    put(tmp_path, ".#Ada.md")
    put(tmp_path, "a/.git/x.md")

    assert ({}, frozenset(), ()) == (read(tmp_path).files, read(tmp_path).others, read(tmp_path).unread)


@pytest.mark.parametrize(
    "name",
    [
        "Ada.sync-conflict-20240102-101112-ABCDEF7.md",
        "Ada (conflicted copy 2024-01-02).md",
        "Ada (Bo's conflicted copy 2024-01-02).md",
        "Ada (Conflicted copy PHONE 202401021011).md",
        "~syncthing~Ada.md.tmp.md",
        "Ada.md~",
    ],
)
def test_copies_and_litter_are_known_by_path_only(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)

    assert ({}, {name}) == (read(tmp_path).files, read(tmp_path).others)


@pytest.mark.parametrize("name", ["The conflicted copy.md", "Sync-conflict.md", "A (copy).md"])
def test_a_note_that_only_sounds_like_a_copy_is_read(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)

    assert [name] == list(read(tmp_path).files)


@pytest.mark.parametrize("folder", ["Templates", "meta/_TEMPLATES", "z_Templates/deep"])
def test_a_folder_named_templates_is_known_by_path_only(tmp_path: Path, folder: str) -> None:
    put(tmp_path, f"{folder}/Character.md")

    assert ({}, {f"{folder}/Character.md"}) == (read(tmp_path).files, read(tmp_path).others)


def test_the_templates_folder_of_the_settings_is_known_by_path_only(tmp_path: Path) -> None:
    put(tmp_path, ".obsidian/templates.json", b'{"folder": "/Meta/Forms/"}')
    put(tmp_path, "Meta/Forms/sub/Character.md")
    put(tmp_path, "Meta/Other.md")

    snapshot = read(tmp_path)

    assert snapshot.obsidian.templates_folders == ("Meta/Forms",)
    assert ({"Meta/Forms/sub/Character.md"}, ["Meta/Other.md"]) == (snapshot.others, list(snapshot.files))


@pytest.mark.parametrize("setting", [b"{", b"[]", b"{}", b'{"folder": 7}', b"\xff", b'{"folder": "../x"}', b"[" * 9999])
def test_a_broken_templates_setting_is_no_setting(tmp_path: Path, setting: bytes) -> None:
    put(tmp_path, ".obsidian/templates.json", setting)
    put(tmp_path, "Ada.md")

    assert (read(tmp_path).obsidian.templates_folders, list(read(tmp_path).files)) == ((), ["Ada.md"])


def test_a_folder_named_like_a_note_is_told_and_its_notes_are_read(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md/Bo.md")

    assert (
        codes(tmp_path),
        list(read(tmp_path).files),
    ) == ({"Ada.md": "folder-named-note"}, ["Ada.md/Bo.md"])


@linux
def test_a_link_to_a_note_is_read_only_if_it_stays_in_the_vault(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    put(vault, "Ada.md", b"Ada")
    (vault / "Alias.md").symlink_to("Ada.md")
    (vault / "Out.md").symlink_to(put(tmp_path, "secret.md"))
    (vault / "Sibling.md").symlink_to(put(tmp_path, "vault-2/x.md"))
    (vault / "Nowhere.md").symlink_to("gone.md")
    (vault / "Loop.md").symlink_to("Loop.md")

    assert read(vault).files == {"Ada.md": b"Ada", "Alias.md": b"Ada"}
    assert codes(vault) == {
        "Loop.md": "unreadable",
        "Nowhere.md": "unreadable",
        "Out.md": "outside-vault",
        "Sibling.md": "outside-vault",
    }


@linux
def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "a/Ada.md")
    (tmp_path / "a/again").symlink_to(tmp_path, target_is_directory=True)

    assert (list(read(tmp_path).files), codes(tmp_path)) == (["a/Ada.md"], {"a/again": "linked-folder"})


@linux
def test_a_pipe_or_socket_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "Pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "Sock.md"))

    assert codes(tmp_path) == {"Pipe.md": "not-a-file", "Sock.md": "not-a-file"}


def test_a_note_over_the_limit_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "Just.md", b"x" * LIMIT_BYTES)
    put(tmp_path, "Over.md", b"x" * (LIMIT_BYTES + 1))

    assert (list(read(tmp_path).files), codes(tmp_path)) == (["Just.md"], {"Over.md": "too-large"})


@pytest.mark.skipif(os.uname().sysname != "Linux" if hasattr(os, "uname") else True, reason="names are text here")
def test_a_name_that_is_no_text_is_told_in_text(tmp_path: Path) -> None:
    put(tmp_path, os.fsdecode(b"caf\xe9.md"))
    put(tmp_path, os.fsdecode(b"f\xff") + "/Ada.md")

    assert codes(tmp_path) == {"caf\\xe9.md": "bad-name", "f\\xff": "bad-name"}


def test_what_may_not_be_read_is_told_and_the_rest_is_read(open_folder: Path, as_nobody: Callable[..., Any]) -> None:
    put(open_folder, "Shut.md").chmod(0)
    put(open_folder, "Closed/Bo.md").parent.chmod(0)
    put(open_folder, "Open.md")

    files, unread = as_nobody(
        lambda: (
            list(read(open_folder).files),
            [(one.path, one.code, one.severity) for one in read(open_folder).unread],
        )
    )

    assert files == ["Open.md"]
    assert unread == [("Closed", "unreadable", "error"), ("Shut.md", "unreadable", "error")]


def test_a_vault_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="there is no folder"):
        read(tmp_path / "nowhere")
    with pytest.raises(VaultError, match="is a file, not a folder"):
        listing(put(tmp_path, "note.md"))


def test_a_vault_that_may_not_be_listed_is_an_error(open_folder: Path, as_nobody: Callable[..., Any]) -> None:
    vault = put(open_folder, "vault/Ada.md").parent
    vault.chmod(0)

    def attempt() -> str:
        with pytest.raises(VaultError) as caught:
            read(vault)
        return caught.value.message

    assert "cannot be listed" in as_nobody(attempt)


def test_a_listing_tells_of_every_file_without_opening_it(tmp_path: Path) -> None:
    ada = put(tmp_path, "a/Ada.md", b"1234")
    put(tmp_path, "map.png")
    before = listing(tmp_path)

    info = ada.stat()
    assert ("a/Ada.md", 4, info.st_mtime_ns, info.st_ino) == before[0]
    assert [row[0] for row in before] == ["a/Ada.md", "map.png"]
    put(tmp_path, "a/Ada.md", b"12345")
    assert before != listing(tmp_path)


def test_a_listing_tells_of_the_templates_setting(tmp_path: Path) -> None:
    before = listing(tmp_path)
    put(tmp_path, ".obsidian/templates.json", b"{}")
    put(tmp_path, ".obsidian/workspace.json", b"{}")

    assert [row[0] for row in listing(tmp_path)[len(before) :]] == [".obsidian/templates.json"]


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    old = time.time() - 60
    os.utime(put(tmp_path, "Ada.md", b"true"), (old, old))
    memo: Memo = {}
    read(tmp_path, memo)
    memo["Ada.md"] = (memo["Ada.md"][0], b"memo")

    assert read(tmp_path, memo).files == {"Ada.md": b"memo"}


def test_a_file_that_changed_a_moment_ago_is_read_again(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", b"true")
    memo: Memo = {}

    read(tmp_path, memo)

    assert memo == {}
