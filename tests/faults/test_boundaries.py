"""A kill at every call of a commit, and a save of the author's at every other; and five broken commits, each caught."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults import boundaries
from tests.faults.boundaries import Bench
from tests.faults.seam import Plain, Plainer
from tests.helpers import ROOT
from vault_companion.writer import commit
from vault_companion.writer.commit import Commit
from vault_companion.writer.files import Files, Folder
from vault_companion.writer.journal import Intent, Parked
from vault_companion.writer.recovery import Recovery

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")

ENOUGH = 10_000


@pytest.mark.timeout(300)
def test_fault_01_a_kill_at_any_call_loses_no_word_and_leaves_no_half_page_and_nothing_behind() -> None:
    command = [sys.executable, "-m", "tests.faults.boundaries", "--part"]
    halves = [
        subprocess.Popen([*command, part], cwd=ROOT, stdout=subprocess.PIPE, text=True) for part in ("1/2", "2/2")
    ]
    told = [half.communicate()[0] for half in halves]

    counts = [re.search(r"^(\d+) trials, 0 breaches$", half, re.MULTILINE) for half in told]
    assert all(counts), "".join(told)
    assert sum(int(count[1]) for count in counts if count) >= ENOUGH


def test_fault_01_the_same_with_processes_that_really_end(bench: Bench) -> None:
    bench.forked = True

    assert [] == found(bench, some(bench, 60))


@pytest.mark.parametrize("files", [Plain, Plainer])
def test_fault_01_a_kill_without_a_save_is_harmless_on_any_file_system(bench: Bench, files: type[Files]) -> None:
    bench.files = files
    calls = bench.calls()
    alone = [boundaries.Trial("none", kill=kill) for kill in range(len(calls) + 2)]
    before = [boundaries.Trial(habit, act=1, kill=kill) for habit in ("in place", "delete") for kill in (0, 40, 80)]

    assert [] == found(bench, [*alone, *before])


def unlinked_at_once(self: Any, intent: Intent, *parked: Parked) -> None:
    self._jobs.pop(intent.stem)
    self._book.intents.pop(intent.stem)
    for one in parked:
        with self._places.folder(one.park) as park:
            self._files.remove(park, one.name)


def plainly_replaced(files: Files, park: Folder, name: str, folder: Folder, page: str, _expect: str) -> str:
    files.replace(park, name, folder, page)
    return ""


def removed_unread(self: Any, _intent: Intent, park: Folder, name: str) -> list[Parked]:
    if name in self._files.names(park):
        self._files.remove(park, name)
    return []


def reaped_unread(self: Any, parked: Parked, _keep: object) -> list[Parked]:
    with self._places.folder(parked.park) as park:
        self._files.remove(park, parked.name)
    return []


def parked_removed(self: Any, intent: Intent, park: Folder, name: str) -> list[Parked]:
    parked: list[Parked] = sorted_out(self, intent, park, name)
    for one in parked:
        self._files.remove(park, one.name)
    return []


sorted_out: Callable[..., list[Parked]] = Recovery._sorted_out


@pytest.mark.parametrize(
    ("where", "what", "broken"),
    [
        pytest.param(Commit, "_end", unlinked_at_once, id="the old page is removed at once"),
        pytest.param(commit, "swap", plainly_replaced, id="the page is simply replaced"),
        pytest.param(Recovery, "_sorted_out", removed_unread, id="the recovery removes files unread"),
        pytest.param(Recovery, "_let_go", reaped_unread, id="the reaper removes files unread"),
        pytest.param(Recovery, "_sorted_out", parked_removed, id="the recovery removes old pages"),
    ],
)
def test_a_broken_commit_is_found_out(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, where: object, what: str, broken: Callable[..., Any]
) -> None:
    trials = some(bench, 3000)
    monkeypatch.setattr(where, what, broken)

    assert "her words are lost" in next((breach for trial in trials if (breach := bench.breach(trial))), "nothing")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with boundaries.vaults_that_stay():
        yield Bench(tmp_path / "trials")


def some(bench: Bench, count: int) -> list[boundaries.Trial]:
    """So many trials, of all sorts and always the same."""
    return random.Random(5).sample(boundaries.all_trials(bench.calls()), count)  # noqa: S311


def found(bench: Bench, trials: list[boundaries.Trial]) -> list[tuple[boundaries.Trial, str]]:
    return [(trial, breach) for trial in trials if (breach := bench.breach(trial))]
