"""`sync --take-over PAGE`: a page that she edited between the marks is written anew, and her version stays on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers import author_part, called, character, tree, write_vault
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.ring import Ring

FILES = {
    "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"], friend="[[Bo]]"),
    "Bo.md": character(needs=["someone who contradicts him"], offers=["makes strangers feel welcome"]),
}
PAIR = VaultPath("Dynamics/Pairs/Ada & Bo.md")
ADA = VaultPath("Dynamics/Characters/Ada - Dynamics.md")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = write_vault(tmp_path / "vault", FILES)
    sync(root, DEFAULTS)
    return root


def edit(root: Path, page: str, text: str = "At my glance") -> bytes:
    old = (root / page).read_bytes().replace(b"At a glance", text.encode())
    (root / page).write_bytes(old)
    return old


def kept(root: Path) -> list[tuple[str, str]]:
    pages = json.loads(called("sync", root, "--json").stdout)["pages"]
    return [(page["path"], page["reason"]) for page in pages["kept"]]


def test_fault_13_an_edited_page_is_kept_until_it_is_taken_over(vault: Path) -> None:
    old = edit(vault, PAIR)

    assert kept(vault) == kept(vault) == [(PAIR, "edited-page")]
    assert old == (vault / PAIR).read_bytes()
    assert "--take-over" in called("sync", vault).stdout

    assert called("sync", vault, "--take-over", PAIR).returncode == 0
    assert kept(vault) == []


def test_all_that_stood_between_the_marks_is_below_them_and_hers_after_it(vault: Path) -> None:
    fresh = (vault / PAIR).read_bytes()
    (vault / PAIR).write_bytes(fresh + b"Mine.\n")
    old = edit(vault, PAIR, "At my ``` glance")
    body = old.split(b"below the end mark. %%\n")[1].split(b"%% vault-companion end")[0]

    called("sync", vault, "--take-over", "ada & bo")

    part = author_part((vault / PAIR).read_bytes())
    assert b"````\n" + body + b"````\n\n## My notes\n\nMine.\n" in part
    assert (vault / PAIR).read_bytes().startswith(fresh[: -len(b"\n\n## My notes\n\n")])
    assert Ring.of(vault).read(Ring.of(vault).versions(PAIR)[0]) == old


def test_nothing_of_what_stood_between_the_marks_is_read_as_hers(vault: Path) -> None:
    edit(vault, PAIR, "dismiss:: complementary\n\nkind:: enemy\n\n**Flaws of Ada:** cold\n\n")
    before = json.loads(called("explain", "Ada", "Bo", "--vault", vault, "--json").stdout)

    called("sync", vault, "--take-over", PAIR)

    assert before == json.loads(called("explain", "Ada", "Bo", "--vault", vault, "--json").stdout)
    assert kept(vault) == []


def test_several_pages_can_be_taken_over_at_once_and_again(vault: Path) -> None:
    for text in ("At my glance", "At her glance"):
        for page in (PAIR, ADA):
            edit(vault, page, text)
        called("sync", vault, "--take-over", PAIR, "--take-over", "Ada - Dynamics")

        assert kept(vault) == []
    assert b"At my glance" in (vault / PAIR).read_bytes()
    assert b"At her glance" in (vault / PAIR).read_bytes()


def test_a_file_may_be_named_as_the_shell_completes_it(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(vault, PAIR)
    monkeypatch.chdir(vault.parent)

    assert called("sync", vault, "--take-over", f"vault/{PAIR}").returncode == 0
    assert kept(vault) == []


def test_a_dry_run_shows_it_and_writes_nothing(vault: Path) -> None:
    edit(vault, PAIR)
    before = tree(vault)

    done = called("sync", vault, "--take-over", PAIR, "--diff")

    assert f"+++ b/{PAIR}" in done.stdout
    assert before == tree(vault)


def test_a_page_that_there_is_not_exits_2_with_the_nearest_and_writes_nothing(vault: Path) -> None:
    edit(vault, PAIR)
    before = tree(vault)

    done = called("sync", vault, "--take-over", "Ada & Bob")

    assert (done.returncode, f"Did you mean {PAIR}?" in done.stderr) == (2, True)
    assert before == tree(vault)


def test_a_name_that_means_two_pages_exits_2_and_names_them(vault: Path) -> None:
    write_vault(vault, {"Dynamics/Copy/Ada & Bo.md": (vault / PAIR).read_bytes()})

    done = called("sync", vault, "--take-over", "Ada & Bo")

    assert (done.returncode, f"may be Dynamics/Copy/Ada & Bo.md or {PAIR}" in done.stderr) == (2, True)


def test_a_page_that_was_not_edited_is_left_as_it_is(vault: Path) -> None:
    before = tree(vault)

    assert called("sync", vault, "--take-over", PAIR).returncode == 0
    assert before == tree(vault)


def test_fault_14_a_note_of_hers_at_the_place_of_a_page_is_never_taken_over(vault: Path) -> None:
    (vault / PAIR).write_bytes(b"Mine.")

    done = called("sync", vault, "--take-over", PAIR)

    assert done.returncode == 2
    assert (vault / PAIR).read_bytes() == b"Mine."


def test_a_page_whose_pair_is_gone_is_taken_over_too_once_and_is_stale(vault: Path) -> None:
    old = edit(vault, PAIR)
    (vault / "Bo.md").rename(vault / "Bob.md")
    write_vault(vault, {"Ada.md": FILES["Ada.md"].replace("[[Bo]]", "[[Bob]]")})

    assert "nothing in the vault asks for this page" in called("sync", vault).stdout
    assert old == (vault / PAIR).read_bytes()

    assert called("sync", vault, "--take-over", PAIR).returncode == 0
    part = author_part((vault / PAIR).read_bytes())
    assert old.split(b"end mark. %%\n")[1].split(b"%% vault-companion end")[0] in part
    assert b"status: stale\n" in (vault / PAIR).read_bytes()
    assert (PAIR, "stale-page") in kept(vault)
    assert Ring.of(vault).read(Ring.of(vault).versions(PAIR)[0]) == old


@pytest.mark.parametrize("mine", ["dismiss:: nonsense 1234\n", "\r\nProse.\r\ndismiss:: nonsense 1234\r\n"])
def test_a_remark_on_her_part_has_the_line_it_stands_on_once_the_page_is_written(vault: Path, mine: str) -> None:
    (vault / PAIR).write_bytes((vault / PAIR).read_bytes() + mine.encode())
    more = FILES["Ada.md"].replace(
        "tells the truth unasked", "tells the truth unasked\n  - never lies\n  - stays up late"
    )
    write_vault(vault, {"Ada.md": more})

    told = json.loads(called("sync", vault, "--json").stdout)

    (problem,) = told["problems"]
    lines = (vault / PAIR).read_bytes().decode().splitlines()
    assert PAIR in told["pages"]["updated"]
    assert lines[problem["line"] - 1] == "dismiss:: nonsense 1234"
    assert told["problems"] == json.loads(called("sync", vault, "--json").stdout)["problems"]
