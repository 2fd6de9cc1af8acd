"""L2: the same vault gives the same bytes, on every machine and file system, in any locale and file order."""

from __future__ import annotations

import itertools
import locale
import os
import random
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import SAMPLE_VAULT, called, pages, run, tree, write_vault
from tests.strategies import Vault, law, vaults
from vault_companion.build import Build, build
from vault_companion.settings import DEFAULTS
from vault_companion.vault import reader
from vault_companion.vault.reader import read
from vault_companion.vault.snapshot import Snapshot

os_scandir = os.scandir


class Listing:
    """What a file system lists, in the order it likes."""

    def __init__(self, folder: str, order: Callable[[list[os.DirEntry[str]]], list[os.DirEntry[str]]]) -> None:
        with os_scandir(folder) as entries:
            self._entries = order(sorted(entries, key=lambda entry: entry.name))

    def __enter__(self) -> list[os.DirEntry[str]]:
        return self._entries

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def sample() -> tuple[Snapshot, Build]:
    """The sample vault as it is usually met, and what it comes to."""
    expected = read(SAMPLE_VAULT)
    return expected, build(expected, DEFAULTS)


@pytest.mark.parametrize("order", ["as listed", "backwards", "shuffled"])
def test_the_order_in_which_files_are_met_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, sample: tuple[Snapshot, Build], order: str
) -> None:
    chance = random.Random(7)  # noqa: S311
    orders = {
        "as listed": list,
        "backwards": lambda found: found[::-1],
        "shuffled": lambda found: chance.sample(found, len(found)),
    }
    expected, made = sample
    monkeypatch.setattr(reader.os, "scandir", lambda folder: Listing(folder, orders[order]))

    met = read(SAMPLE_VAULT)

    assert list(expected.files.items()) == list(met.files.items())
    assert made.pages == build(met, DEFAULTS).pages


@law(30)
@given(vaults(tricky=True), st.sampled_from(["\r\n", "\r"]))
def test_line_ends_of_her_notes_do_not_matter(vault: Vault, end: str) -> None:
    copied = {path: text.replace("\n", end) for path, text in vault.files.items()}

    assert pages(vault.files) == pages(copied)


@law(20)
@given(vaults())
def test_a_byte_order_mark_does_not_matter(vault: Vault) -> None:
    marked = {path: "\ufeff" + text for path, text in vault.files.items()}

    assert pages(vault.files) == pages(marked)


@law(20)
@given(vaults(), st.randoms(use_true_random=False))
def test_names_that_a_file_system_spells_in_parts_give_the_same_pages(vault: Vault, chance: random.Random) -> None:
    decomposed = {unicodedata.normalize("NFD", path): text for path, text in vault.files.items()}
    composed = {unicodedata.normalize("NFC", path): text for path, text in vault.files.items()}

    assert pages(composed) == pages(decomposed)


@law(15)
@given(vaults())
def test_two_runs_in_one_process_say_the_same(vault: Vault) -> None:
    assert pages(vault.files) == pages(vault.files)


def copies(tmp_path: Path, *names: str) -> list[Path]:
    """Copies of the sample vault without its pages."""
    ignored = shutil.ignore_patterns("Dynamics")
    return [shutil.copytree(SAMPLE_VAULT, tmp_path / name, ignore=ignored) for name in names]


# The sample vault is shipped with the pages that a sync makes of it; test_sample_vault.py sees to that.


@pytest.fixture(scope="module")
def usual() -> dict[str, bytes]:
    """The sample vault after a sync under usual circumstances."""
    return tree(SAMPLE_VAULT)


def locales() -> list[str]:
    """Locales to try, of those that this machine has: Turkish has two letters i, Estonian sorts z before t."""
    out = ["C", "POSIX"]
    usual = locale.setlocale(locale.LC_ALL)
    for name in ("tr_TR.UTF-8", "et_EE.UTF-8", "de_DE.UTF-8", "ar_SA.UTF-8"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        out.append(name)
    locale.setlocale(locale.LC_ALL, usual)
    return out


SEEDS = ("1", "4242", "random")


@pytest.mark.parametrize(("seed", "name"), list(zip(itertools.cycle(SEEDS), (*locales(), "C.UTF-8"))))
def test_neither_the_seed_of_hashes_nor_the_locale_nor_the_time_zone_matters(
    tmp_path: Path, usual: dict[str, bytes], seed: str, name: str
) -> None:
    (vault,) = copies(tmp_path, "another place with a longer path")
    done = run(
        "sync",
        vault,
        env={"PYTHONHASHSEED": seed, "LC_ALL": name, "LANG": name, "LANGUAGE": name, "TZ": "Pacific/Kiritimati"},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert usual == tree(vault)


def test_the_place_of_the_vault_and_the_hour_of_its_files_do_not_matter(
    tmp_path: Path, usual: dict[str, bytes]
) -> None:
    vault = write_vault(
        tmp_path / "ä ö" / "vault",
        {path: data for path, data in reversed(usual.items()) if not path.startswith("Dynamics/")},
    )
    called("sync", ".", cwd=vault)

    assert usual == tree(vault)


def test_no_page_tells_where_or_when_it_was_made(tmp_path: Path, usual: dict[str, bytes]) -> None:
    told = b"\n".join(data for path, data in usual.items() if path.startswith("Dynamics/")).decode()
    told = re.sub(r"(dismiss::[^`\n]*|vault-companion end) [0-9a-f]+", r"\1", told)

    assert [] == [word for word in (str(tmp_path.parent), "/tmp/", "202", "sha256") if word in told]  # noqa: S108
