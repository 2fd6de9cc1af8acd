"""L3: a second sync writes nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given

from tests.helpers import SAMPLE_VAULT, generated, hers, stamps, write_vault
from tests.strategies import Vault, law, vaults
from vault_companion.settings import DEFAULTS
from vault_companion.sync import Memory, sync


@law(30)
@given(vaults(tricky=True))
def test_a_second_sync_writes_nothing(vault: Vault) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_vault(Path(folder) / "vault", vault.files)
        first = sync(root, DEFAULTS)
        before = stamps(root)
        second = sync(root, DEFAULTS)

        assert before == stamps(root)
        assert (False, len(first.created)) == (second.changed, second.unchanged)
        assert 0 == sync(root, DEFAULTS, check=True).exit_code


@law(20)
@given(vaults())
def test_what_a_watcher_remembers_changes_nothing_but_time(vault: Vault) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_vault(Path(folder) / "vault", vault.files)
        memory = Memory()
        sync(root, DEFAULTS, memory=memory)
        first = next(iter(vault.people.values()))
        (root / first).write_text(
            (root / first).read_text("utf-8") + "\nneeds:: to be told he is good enough\n", "utf-8"
        )
        sync(root, DEFAULTS, memory=memory)

        assert not sync(root, DEFAULTS).changed


def test_a_sync_of_the_sample_vault_writes_nothing_the_second_time(tmp_path: Path) -> None:
    root = write_vault(tmp_path / "vault", hers(SAMPLE_VAULT))
    sync(root, DEFAULTS)
    before = stamps(root)

    assert (False, before) == (sync(root, DEFAULTS).changed, stamps(root))


# The sample vault is shipped with the pages that a sync makes of it; test_sample_vault.py sees to that.


def test_a_note_of_hers_on_every_page_makes_no_work(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE_VAULT, tmp_path / "vault")
    for page in generated(root):
        page.write_text(page.read_text("utf-8") + f"\nA thought about {page.stem}, see [[Pip]]. #todo\n", "utf-8")
    before = stamps(root)

    assert (False, before) == (sync(root, DEFAULTS).changed, stamps(root))


def test_a_line_on_top_of_a_note_makes_no_work(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE_VAULT, tmp_path / "vault")
    note = root / "Characters" / "Pip.md"
    note.write_text(note.read_text("utf-8").replace("\n---\n", "\n---\nA first line, of the weather.\n\n", 1), "utf-8")

    assert not sync(root, DEFAULTS).changed
