"""`restore`: earlier versions of pages, kept outside the vault."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers import called, character, tree, write_vault
from vault_companion.errors import CompanionError
from vault_companion.restoring import restore
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.ring import Ring

FILES = {
    "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"], friend="[[Bo]]"),
    "Bo.md": character(needs=["someone who contradicts him"], offers=["makes strangers feel welcome"]),
}
PAIR = VaultPath("Dynamics/Pairs/Ada & Bo.md")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = write_vault(tmp_path / "vault", FILES)
    sync(root, DEFAULTS)
    return root


def rewritten(root: Path) -> tuple[bytes, bytes]:
    """Let the pair's page be written anew; gives what it was and what it is."""
    old = (root / PAIR).read_bytes()
    (root / "Bo.md").write_text(character(needs=["to be forgiven"], offers=["always has a joke ready"]), "utf-8")
    sync(root, DEFAULTS)
    return old, (root / PAIR).read_bytes()


def test_without_a_page_every_version_is_listed(vault: Path) -> None:
    rewritten(vault)

    done = called("restore", "--vault", vault)

    assert done.returncode == 0
    assert f"{PAIR}\n  version 1    replaced 20" in done.stdout
    assert "vault-companion restore" in done.stdout


def test_with_nothing_to_bring_back_it_says_so(vault: Path) -> None:
    assert "nothing to bring back" in called("restore", "--vault", vault).stdout


def test_the_json_lists_pages_with_their_versions_newest_first(vault: Path) -> None:
    old, _ = rewritten(vault)
    (vault / PAIR).write_bytes((vault / PAIR).read_bytes() + b"Mine.")
    (vault / "Bo.md").write_text(FILES["Bo.md"], "utf-8")
    sync(vault, DEFAULTS)

    told = json.loads(called("restore", PAIR, "--list", "--vault", vault, "--json").stdout)

    assert (told["schema"], told["vault"], [page["path"] for page in told["pages"]]) == (1, str(vault), [PAIR])
    newest, first = told["pages"][0]["versions"]
    assert (newest["version"], first["version"], first["size"], first["why"]) == (2, 1, len(old), "replaced")
    assert abs(datetime.fromisoformat(first["when"]) - datetime.now(UTC)) < timedelta(minutes=5)


@pytest.mark.parametrize("name", [PAIR, "Pairs/Ada & Bo", "ada & bo", "Ada & Bo.md"])
def test_the_newest_version_of_a_page_comes_back_and_the_one_there_is_kept(vault: Path, name: str) -> None:
    old, new = rewritten(vault)

    done = called("restore", name, "--vault", vault)

    assert (done.returncode, old) == (0, (vault / PAIR).read_bytes())
    assert "is version 1 again" in done.stdout
    assert "kept as version 2" in done.stdout
    assert "The next sync brings our part of it up to date" in done.stdout
    assert Ring.of(vault).read(Ring.of(vault).versions(PAIR)[0]) == new


def test_a_page_that_was_taken_out_comes_back(vault: Path) -> None:
    old = (vault / PAIR).read_bytes()
    (vault / "Bo.md").unlink()
    sync(vault, DEFAULTS)
    assert not (vault / PAIR).exists()

    told = json.loads(called("restore", "Ada & Bo", "--vault", vault, "--json").stdout)

    assert old == (vault / PAIR).read_bytes()
    assert (told["restored"]["path"], told["restored"]["version"], told["kept"]) == (PAIR, 1, None)


def test_a_file_that_lies_in_the_vault_may_be_named_as_a_file(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, _ = rewritten(vault)
    monkeypatch.chdir(vault / "Dynamics")

    called("restore", "Pairs/Ada & Bo.md", "--vault", vault)

    assert old == (vault / PAIR).read_bytes()


def test_twice_in_a_row_is_there_and_back_again(vault: Path) -> None:
    _, new = rewritten(vault)

    called("restore", PAIR, "--vault", vault)
    called("restore", PAIR, "--vault", vault)

    assert new == (vault / PAIR).read_bytes()


def test_a_version_that_stands_there_already_is_not_written(vault: Path) -> None:
    rewritten(vault)
    called("restore", PAIR, "--vault", vault)
    before = (vault / PAIR).stat().st_mtime_ns

    done = called("restore", PAIR, "--version", "1", "--vault", vault)

    assert (done.returncode, "nothing was written" in done.stdout) == (0, True)
    assert before == (vault / PAIR).stat().st_mtime_ns


def test_what_she_lost_below_the_end_mark_comes_back_and_stays(vault: Path) -> None:
    (vault / PAIR).write_bytes((vault / PAIR).read_bytes() + b"The mill.")
    rewritten(vault)
    (vault / PAIR).write_bytes((vault / PAIR).read_bytes().replace(b"The mill.", b""))

    called("restore", PAIR, "--vault", vault)
    sync(vault, DEFAULTS)

    assert (vault / PAIR).read_bytes().endswith(b"The mill.")


def test_a_version_is_found_by_its_number_or_by_when_it_stood_there(vault: Path) -> None:
    ring, day = Ring.of(vault), datetime(2026, 7, 1, tzinfo=UTC)
    page = (vault / PAIR).read_bytes()
    for number in (1, 2, 3):
        ring.put(PAIR, page + b"%d" % number, day + timedelta(days=number))

    for more, expected in (
        ({"number": 1}, b"1"),
        ({"at": day + timedelta(days=1, hours=1)}, b"2"),
        ({"at": day + timedelta(days=2)}, b"2"),
        ({"at": day}, b"1"),
        ({}, b"2"),
    ):
        restore(vault, DEFAULTS, PAIR, now=day + timedelta(days=9), **more)  # type: ignore[arg-type]
        if more:
            assert page + expected == (vault / PAIR).read_bytes()

    with pytest.raises(CompanionError, match="has not been overwritten since"):
        restore(vault, DEFAULTS, PAIR, now=day, at=day + timedelta(days=30))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Ada & Bi"], "Did you mean Dynamics/Pairs/Ada & Bo.md?"),
        (["Nobody"], 'there is no page of ours called "Nobody"'),
        ([PAIR, "--version", "7"], "has no version 7\nThere are: 1."),
        ([PAIR, "--at", "monday"], '"monday" is no time'),
        ([PAIR, "--at", "2026-01-01", "--version", "1"], "not both"),
        (["--version", "1"], "Which page?"),
    ],
)
def test_what_cannot_be_done_exits_2_with_a_word_of_help_and_changes_nothing(
    vault: Path, arguments: list[str], told: str
) -> None:
    rewritten(vault)
    before = tree(vault)

    done = called("restore", *arguments, "--vault", vault)

    assert (done.returncode, told in done.stderr, done.stdout) == (2, True, "")
    assert before == tree(vault)


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (b"Hers.", "is a file that is not ours"),
        (b"", "is a file that is not ours"),
        (b"---\ngenerated_by: vault-companion\ndynamics_format: 9\n---\n", "a newer vault-companion"),
    ],
)
def test_fault_33_a_page_never_goes_over_a_file_that_is_not_ours_or_is_newer(
    vault: Path, there: bytes, told: str
) -> None:
    rewritten(vault)
    (vault / PAIR).write_bytes(there)

    done = called("restore", PAIR, "--vault", vault)

    assert (done.returncode, told in done.stderr) == (2, True)
    assert there == (vault / PAIR).read_bytes()


def test_a_page_whose_marks_she_broke_can_be_brought_back(vault: Path) -> None:
    old, new = rewritten(vault)
    (vault / PAIR).write_bytes(new.replace(b"%% vault-companion end", b"%% end"))

    assert called("restore", PAIR, "--vault", vault).returncode == 0
    assert old == (vault / PAIR).read_bytes()


def test_a_page_of_a_former_output_folder_is_not_written_outside_the_present_one(vault: Path) -> None:
    rewritten(vault)
    write_vault(vault, {"S.md": "---\ntype: vault-companion-settings\noutput_folder: Seiten\n---\n"})

    done = called("restore", PAIR, "--vault", vault)

    assert (done.returncode, "outside the output folder Seiten" in done.stderr) == (2, True)


def test_a_version_that_is_damaged_is_told(vault: Path) -> None:
    rewritten(vault)
    (file,) = (
        path for path in Ring.of(vault).folder.rglob("*.md") if b"Ada & Bo" in (path.parent / "page.json").read_bytes()
    )
    file.write_bytes(b"?")

    done = called("restore", PAIR, "--vault", vault)

    assert (done.returncode, "damaged" in done.stderr) == (2, True)
