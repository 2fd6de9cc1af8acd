"""A run, or a watch, that ends in the middle: killed, or told to stop."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.daemon.watching import until
from tests.helpers import ROOT, generated, write_vault
from tests.long.editors import states
from tests.long.kill import Bench
from tests.long.kill import tree as visible
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync
from vault_companion.writer.lock import vault_state, watcher

KILLS = range(1, 9)
"""Every second one comes while it writes."""
COMMANDS = 2
STOPS = 4
LATEST_S = 2.0

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no such signals")


def test_fault_03_a_sync_that_is_killed_again_and_again_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    first, second = states(20, 6)
    root = write_vault(tmp_path / "vault", first)
    people = [path for path in first if second[path].endswith("belong\n")]
    bench = Bench(root, tuple({path: notes[path] for path in people} for notes in (first, second)))  # type: ignore[arg-type]
    bench.prepare()
    whole_s, writing_s = bench.times()
    chance = random.Random(3)  # noqa: S311 - not for secrets
    for number in KILLS:
        bench.kill(number, chance, whole_s, writing_s)
    for number in range(COMMANDS):
        write_vault(root, bench.notes[number % 2])
        with subprocess.Popen(
            [sys.executable, "-m", "vault_companion", "sync", str(root)], cwd=ROOT, stdout=subprocess.DEVNULL
        ) as process:
            time.sleep(chance.uniform(0.3, 1.0))
            process.kill()
        assert all(data in [one.get(path) for one in bench.expected] for path, data in visible(root).items())
    write_vault(root, bench.notes[1])
    sync(root, DEFAULTS)

    assert bench.failures == []
    assert sum(count for how, count in bench.ends.items() if how.startswith("killed")) >= len(KILLS) // 2
    assert visible(root) == bench.expected[1]


def test_fault_40_told_to_stop_at_any_time_it_ends_with_zero_in_time_and_leaves_nothing_half(tmp_path: Path) -> None:
    both = states(20, 6)
    expected = []
    for notes in both:
        sync(root := write_vault(tmp_path / "fresh", notes), DEFAULTS)
        expected.append({page.name: page.read_bytes() for page in generated(root)})
        shutil.rmtree(root)
    root, chance = write_vault(tmp_path / "vault", both[0]), random.Random(40)  # noqa: S311 - not for secrets
    for number in range(STOPS):
        state = number % 2
        write_vault(root, both[state])
        command = [sys.executable, "-m", "vault_companion", "watch", str(root), "--quiet", "0.05"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            try:
                until(lambda: watcher(root), 25.0)
                time.sleep(chance.random() * 0.8)
                start = time.monotonic()
                process.send_signal(chance.choice((signal.SIGTERM, signal.SIGINT)))
                assert process.wait(10.0) == 0
                assert time.monotonic() - start < LATEST_S
            finally:
                process.kill()
            assert process.stderr
            assert b"Traceback" not in process.stderr.read()
        assert not vault_state(root).joinpath("journal.json").exists()
        for page in generated(root):
            assert page.read_bytes() in [pages.get(page.name) for pages in expected]
    assert not sync(root, DEFAULTS).failed
    assert {page.name: page.read_bytes() for page in generated(root)} == expected[state]
