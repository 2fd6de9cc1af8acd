"""What is wrong in a vault or on its disk: each told of with its exit code, the rest done, nothing of hers changed."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import called, character, hers, relationship, tree, write_vault

GOOD = {
    "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"]),
    "Bo.md": character(needs=["to be contradicted to his face"], offers=["makes strangers feel welcome"]),
    "Both.md": relationship("Ada", "Bo", kind="friendship", history="he nursed her through the fever"),
}
PAGES = [
    "Dynamics/Characters/Ada - Dynamics.md",
    "Dynamics/Characters/Bo - Dynamics.md",
    "Dynamics/Dynamics Overview.md",
    "Dynamics/Pairs/Ada & Bo.md",
]
DEEP = 30_000
BAD_NOTES: dict[str, tuple[bytes, int, str, str, str]] = {
    "an unclosed list": (
        b"---\ntype: character\nneeds: [a, b\n---\n",
        3,
        "bad-property",
        "warning",
        "cannot be read as YAML",
    ),
    "words after a link": (
        b"---\ntype: character\nrival: [[Bo]] - since the fire\n---\n",
        3,
        "bad-property",
        "warning",
        '"rival" cannot be read as YAML',
    ),
    "30,000 brackets": (
        b"---\nneeds: " + b"[" * DEEP + b"\n---\n",
        2,
        "frontmatter-refused",
        "warning",
        "nested more than 32 deep",
    ),
    "30,000 brackets, closed": (
        b"---\nneeds: " + b"[" * DEEP + b"]" * DEEP + b"\n---\n",
        2,
        "frontmatter-refused",
        "warning",
        "nested more than 32 deep",
    ),
    "30,000 dashes": (
        b"---\nneeds:\n" + b"- " * DEEP + b"x\n---\n",
        3,
        "frontmatter-refused",
        "warning",
        "nested more than 32 deep",
    ),
    "30,000 dashes in the text": (b"type:: x\n\n" + b"- " * DEEP + b"x\n", 0, "", "", ""),
    "30,000 brackets in the text": (b"## Needs\n\n" + b"[" * DEEP, 0, "", "", ""),
    "Latin-1": ("---\ntype: character\n---\nZoë\n".encode("latin-1"), 4, "not-utf8", "warning", "not written in UTF-8"),
    "properties without an end": (b"---\ntype: character\n", 1, "frontmatter-open", "warning", "never closed"),
    "a bomb": (
        b"---\na: &a [x, x]\nb: &b [*a, *a, *a, *a]\n" + b"c: [" + b"*b, " * 40 + b"*b]\n---\n",
        4,
        "frontmatter-refused",
        "warning",
        "repeat anchors too often",
    ),
    "more than two MiB": (b"x" * (2 * 1024 * 1024 + 1), 0, "too-large", "warning", "larger than 2 MiB"),
}


def synced(vault: Path) -> tuple[int, dict[str, Any]]:
    """The exit code and the report of a sync, and a promise kept: nothing of hers is changed, nothing is on stderr."""
    before = hers(vault)
    done = called("sync", vault, "--json")
    assert (before, "") == (hers(vault), done.stderr)
    return done.returncode, json.loads(done.stdout)


def told(report: dict[str, Any], path: str) -> list[dict[str, Any]]:
    """The problems with one file."""
    return [problem for problem in report["problems"] if problem["path"] == path]


@pytest.mark.parametrize("case", BAD_NOTES)
def test_a_bad_note_is_told_of_and_every_other_note_is_read(tmp_path: Path, case: str) -> None:
    data, line, code, severity, message = BAD_NOTES[case]
    vault = write_vault(tmp_path / "vault", {**GOOD, "Notes/Bad.md": data})
    exit_code, report = synced(vault)
    problems = told(report, "Notes/Bad.md")

    assert (0, []) == (exit_code, [page for page in PAGES if page not in report["pages"]["created"]])
    assert [(line, code, severity)][: len(code)] == [(one["line"], one["code"], one["severity"]) for one in problems]
    assert all(message in one["message"] and one["hint"] for one in problems)


def test_a_bad_note_is_told_of_at_the_terminal_with_its_line(tmp_path: Path) -> None:
    vault = write_vault(tmp_path / "vault", {**GOOD, "Bad.md": BAD_NOTES["an unclosed list"][0]})
    done = called("sync", vault)

    assert 0 == done.returncode
    assert '\nWarnings:\n  Bad.md:3  bad-property  the property "needs" cannot be read as YAML' in done.stdout


def test_all_bad_notes_together_stop_nothing(tmp_path: Path) -> None:
    bad = {f"Notes/{case}.md": found[0] for case, found in BAD_NOTES.items()}
    vault = write_vault(tmp_path / "vault", {**GOOD, **bad})
    done = called("sync", vault, "--json")
    report = json.loads(done.stdout)

    assert (0, "", []) == (
        done.returncode,
        done.stderr,
        [page for page in PAGES if page not in report["pages"]["created"]],
    )
    assert {f"Notes/{case}.md" for case, found in BAD_NOTES.items() if found[2]} <= {
        one["path"] for one in report["problems"]
    }


def test_a_folder_that_is_named_like_a_note_is_a_folder(tmp_path: Path) -> None:
    vault = write_vault(tmp_path / "vault", {**GOOD, "Cleo.md/Di.md": character(friend="[[Ada]]")})
    exit_code, report = synced(vault)

    assert (0, 3) == (exit_code, report["characters"])
    assert [("folder-named-note", "warning")] == [(one["code"], one["severity"]) for one in told(report, "Cleo.md")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.timeout(30)
def test_a_pipe_that_is_named_like_a_note_is_not_waited_for(tmp_path: Path) -> None:
    vault = write_vault(tmp_path / "vault", GOOD)
    os.mkfifo(vault / "Pipe.md")
    exit_code, report = synced(vault)

    assert (0, 4) == (exit_code, len(report["pages"]["created"]))
    assert [("not-a-file", "warning")] == [(one["code"], one["severity"]) for one in told(report, "Pipe.md")]


def test_links_that_lead_out_round_and_nowhere_stop_nothing(tmp_path: Path) -> None:
    vault = write_vault(tmp_path / "vault", GOOD)
    outside = write_vault(tmp_path / "outside", {"Cleo.md": character(friend="[[Ada]]")})
    (vault / "Out.md").symlink_to(outside / "Cleo.md")
    (vault / "Gone.md").symlink_to(tmp_path / "nowhere.md")
    (vault / "Round").symlink_to(vault)
    (vault / "Loop.md").symlink_to(vault / "Loop.md")
    exit_code, report = synced(vault)

    assert (0, 2, 4) == (exit_code, report["characters"], len(report["pages"]["created"]))
    assert {"Out.md": "outside-vault", "Gone.md": "unreadable", "Round": "linked-folder", "Loop.md": "unreadable"} == {
        one["path"]: one["code"] for one in report["problems"]
    }


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux only")
def test_a_name_that_is_no_text_is_told_of(tmp_path: Path) -> None:
    vault = write_vault(tmp_path / "vault", GOOD)
    (Path(os.fsdecode(os.fsencode(vault) + b"/Zo\xeb.md"))).write_text(character(), "utf-8")
    done = called("sync", vault, "--json")
    report = json.loads(done.stdout)

    assert (0, 4) == (done.returncode, len(report["pages"]["created"]))
    assert [("Zo\\xeb.md", "bad-name")] == [(one["path"], one["code"]) for one in report["problems"]]


# ---- permissions: asked of a process without the rights of root

Asked = Callable[[Callable[[], Any]], Any]
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def unprivileged(as_nobody: Asked, tmp_path: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs the command as a user who may do only what the files allow. All it imports is imported before."""
    monkeypatch.setenv("VAULT_COMPANION_STATE", str(open_folder / "state"))
    called("sync", write_vault(tmp_path / "first", GOOD))
    shutil.rmtree(open_folder / "state")

    def asked(*arguments: str | Path) -> tuple[int, str, str]:
        def inside() -> tuple[int, str, str]:
            done = called(*arguments)
            return done.returncode, done.stdout, done.stderr

        code, out, error = as_nobody(inside)
        return code, out, error

    return asked


def test_a_note_that_may_not_be_read_is_told_of(open_folder: Path, unprivileged: Command) -> None:
    vault = write_vault(open_folder / "vault", {**GOOD, "Secret.md": character(needs=["rest"])})
    vault.chmod(0o777)
    (vault / "Secret.md").chmod(0)
    code, out, error = unprivileged("sync", vault, "--json")
    report = json.loads(out)

    assert (0, "", 4) == (code, error, len(report["pages"]["created"]))
    assert [("unreadable", "error", "the note may not be read")] == [
        (one["code"], one["severity"], one["message"]) for one in told(report, "Secret.md")
    ]


def test_a_folder_that_may_not_be_listed_is_told_of(open_folder: Path, unprivileged: Command) -> None:
    vault = write_vault(open_folder / "vault", {**GOOD, "Locked/Cleo.md": character()})
    vault.chmod(0o777)
    (vault / "Locked").chmod(0)
    code, out, _ = unprivileged("sync", vault, "--json")
    report = json.loads(out)

    assert (0, 4) == (code, len(report["pages"]["created"]))
    assert ["unreadable"] == [one["code"] for one in told(report, "Locked")]


def test_a_vault_that_may_not_be_listed_exits_2(open_folder: Path, unprivileged: Command) -> None:
    vault = write_vault(open_folder / "vault", GOOD)
    vault.chmod(0)
    code, out, error = unprivileged("sync", vault)

    assert (2, "") == (code, out)
    assert "Traceback" not in error
    assert str(vault) in error


def test_an_output_folder_that_may_not_be_written_to_exits_2_and_names_each_page(
    open_folder: Path, unprivileged: Command
) -> None:
    vault = write_vault(open_folder / "vault", GOOD)
    (vault / "Dynamics").mkdir()
    (vault / "Dynamics").chmod(0o555)
    before = tree(vault)
    code, out, error = unprivileged("sync", vault, "--json")
    failed = json.loads(out)["pages"]["failed"]

    assert (2, before) == (code, tree(vault))
    assert PAGES == [page["path"] for page in failed]
    assert "Traceback" not in error


def test_a_read_only_page_folder_leaves_the_other_pages_written(open_folder: Path, unprivileged: Command) -> None:
    vault = write_vault(open_folder / "vault", GOOD)
    (vault / "Dynamics" / "Pairs").mkdir(parents=True)
    (vault / "Dynamics").chmod(0o777)
    (vault / "Dynamics" / "Pairs").chmod(0o555)
    code, out, _ = unprivileged("sync", vault, "--json")
    pages = json.loads(out)["pages"]

    assert (2, PAGES[:3], PAGES[3:]) == (code, pages["created"], [page["path"] for page in pages["failed"]])


def test_a_vault_that_may_only_be_read_can_still_be_explained_and_checked(
    open_folder: Path, unprivileged: Command
) -> None:
    vault = write_vault(open_folder / "vault", GOOD)
    vault.chmod(0o555)

    codes = [unprivileged("check", vault)[0], unprivileged("sync", vault, "--dry-run")[0]]

    assert [0, 0] == codes
