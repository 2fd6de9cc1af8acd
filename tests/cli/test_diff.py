"""`sync --diff`: what would change, line by line, and nothing written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT, called, character, generated, relationship, run, stamps, write_vault

FILES = {
    "Ada Hale.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"]),
    "Bo.md": character(needs=["to be contradicted to his face"], offers=["makes strangers feel welcome"]),
    "Both.md": relationship("Ada Hale", "Bo", kind="friendship", history="he nursed her through the fever"),
}
PAIR = "Dynamics/Pairs/Ada Hale & Bo.md"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return write_vault(tmp_path / "vault", FILES)


@pytest.fixture
def changed(vault: Path) -> Path:
    """A vault whose pages stand, and one of whose notes has changed since."""
    called("sync", vault)
    return write_vault(
        vault, {"Bo.md": FILES["Bo.md"].replace("makes strangers feel welcome", "makes newcomers feel welcome")}
    )


def test_a_page_that_would_be_new_is_shown_whole(vault: Path) -> None:
    done = called("sync", vault, "--diff")

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("--- /dev/null\n+++ b/Dynamics/")
    assert f"--- /dev/null\n+++ b/{PAIR}\t\n@@ -0,0 +1," in done.stdout
    assert 4 == done.stdout.count("--- /dev/null\n")


def test_nothing_is_written(changed: Path) -> None:
    before = stamps(changed)
    called("sync", changed, "--diff")

    assert before == stamps(changed)


def test_a_page_that_would_be_updated_shows_the_old_line_and_the_new(changed: Path) -> None:
    shown = called("sync", changed, "--diff").stdout

    assert f"--- a/{PAIR}\t\n+++ b/{PAIR}\t\n@@ -" in shown
    assert [] != [line for line in shown.split("\n") if line.startswith("-") and "makes strangers feel welcome" in line]
    assert [] != [line for line in shown.split("\n") if line.startswith("+") and "makes newcomers feel welcome" in line]
    assert "\x1b" not in shown


def test_when_nothing_would_change_nothing_is_shown(vault: Path) -> None:
    called("sync", vault)

    assert (0, "", "") == ((done := called("sync", vault, "--diff")).returncode, done.stdout, done.stderr)


def test_the_diff_is_what_the_next_sync_does(changed: Path) -> None:
    shown = called("sync", changed, "--diff", "--json").stdout
    pages = {page["path"]: page["diff"] for page in json.loads(shown)["diff"]}
    before = {page: page.read_text("utf-8") for page in generated(changed)}
    called("sync", changed)
    after = {page: page.read_text("utf-8") for page in generated(changed)}
    moved = {page: set(after[page].split("\n")) - set(before[page].split("\n")) for page in after}

    assert {page.relative_to(changed).as_posix() for page in after if before[page] != after[page]} == pages.keys()
    for page, new in moved.items():
        told = pages.get(page.relative_to(changed).as_posix(), "").split("\n")
        assert {f"+{line}" for line in new} <= set(told)


@pytest.mark.parametrize(("more", "codes"), [((), [0, 0]), (("--check",), [1, 0]), (("--dry-run",), [0, 0])])
def test_only_with_check_does_a_change_exit_1(vault: Path, more: tuple[str, ...], codes: list[int]) -> None:
    first = called("sync", vault, "--diff", *more).returncode
    called("sync", vault)

    assert codes == [first, called("sync", vault, "--diff", *more).returncode]


def test_as_json_the_report_has_the_diffs(changed: Path) -> None:
    report = json.loads(called("sync", changed, "--diff", "--json").stdout)

    assert [{"path", "diff"}] * len(report["diff"]) == [set(page) for page in report["diff"]]
    assert sorted(report["pages"]["updated"]) == [page["path"] for page in report["diff"]]
    assert all(page["diff"].startswith(f"--- a/{page['path']}\t\n") for page in report["diff"])


def test_as_json_without_the_option_there_is_no_such_key(vault: Path) -> None:
    assert "diff" not in json.loads(called("sync", vault, "--dry-run", "--json").stdout)


def test_when_nothing_would_change_the_json_has_no_diffs(vault: Path) -> None:
    called("sync", vault)

    assert [] == json.loads(called("sync", vault, "--diff", "--json").stdout)["diff"]


def test_bytes_of_hers_that_are_no_utf_8_do_no_harm(changed: Path) -> None:
    page = changed / PAIR
    page.write_bytes(page.read_bytes() + b"caf\xe9\n")
    done = run("sync", changed, "--diff")

    assert (0, "") == (done.returncode, done.stderr)
    assert f"+++ b/{PAIR}\t\n" in done.stdout


def test_a_page_that_is_kept_is_not_shown(changed: Path) -> None:
    page = changed / PAIR
    page.write_bytes(page.read_bytes().replace(b"At a glance", b"At first sight"))

    assert PAIR not in called("sync", changed, "--diff").stdout


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colours_are_for_a_terminal_whose_owner_wants_them(vault: Path, no_colour: str, coloured: bool) -> None:
    pty = pytest.importorskip("pty", reason="there are no pseudo terminals on this system")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "vault_companion", "sync", vault, "--diff"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": no_colour},
        stdout=theirs,
    ) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
        assert 0 == process.wait(timeout=60)
    os.close(ours)

    assert coloured == (b"\x1b[32m+---\x1b[0m" in shown)
    assert coloured == (b"\x1b" in shown)


def _read(terminal: int) -> bytes:
    """What comes next; nothing once the other side is closed, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
