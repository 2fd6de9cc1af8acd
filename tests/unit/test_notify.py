"""What the service manager is told."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault_companion.notify import Notifier

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there is no such socket there")


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A service manager that listens at `notify` in the working directory."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("notify")
        listening.settimeout(2.0)
        yield listening


def of(tmp_path: Path, **more: str) -> Notifier:
    return Notifier.from_env({"NOTIFY_SOCKET": str(tmp_path / "notify"), **more})


def test_it_is_told_of_the_start_of_life_and_of_the_end(manager: socket.socket, tmp_path: Path) -> None:
    notifier = of(tmp_path)

    notifier.ready("watching\n3 notes")
    notifier.ping()
    notifier.stopping()

    assert [manager.recv(999) for _ in range(3)] == [b"READY=1\nSTATUS=watching 3 notes", b"WATCHDOG=1", b"STOPPING=1"]


@pytest.mark.skipif(not Path("/proc/net/unix").exists(), reason="abstract names are known to Linux only")
def test_an_abstract_name_is_understood(tmp_path: Path) -> None:
    name = f"vault-companion-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        listening.settimeout(2.0)

        Notifier.from_env({"NOTIFY_SOCKET": f"@{name}"}).ping()

        assert listening.recv(999) == b"WATCHDOG=1"


def test_it_is_pinged_at_half_the_time_that_it_waits(tmp_path: Path) -> None:
    assert of(tmp_path, WATCHDOG_USEC="60000000").interval_s == 30.0
    assert of(tmp_path).interval_s is None


def test_a_watchdog_that_is_meant_for_another_process_is_not_ours(tmp_path: Path) -> None:
    assert of(tmp_path, WATCHDOG_USEC="60000000", WATCHDOG_PID=str(os.getpid())).interval_s == 30.0
    assert of(tmp_path, WATCHDOG_USEC="60000000", WATCHDOG_PID="1").interval_s is None


@pytest.mark.parametrize("wrong", ["", "0", "-1", "soon", "²", "9" * 400])
def test_a_watchdog_that_makes_no_sense_is_none(tmp_path: Path, wrong: str) -> None:
    assert of(tmp_path, WATCHDOG_USEC=wrong).interval_s is None


@pytest.mark.parametrize(
    "name", ["", "@", "/", "relative", "/nowhere/at/all", "/" + "x" * 400, "@" + "x" * 400, "/a\0b"]
)
def test_nobody_listening_harms_nobody(name: str) -> None:
    notifier = Notifier.from_env({"NOTIFY_SOCKET": name})

    notifier.ready()
    notifier.ping()
    notifier.stopping()


def test_a_manager_that_does_not_read_is_not_waited_for(manager: socket.socket, tmp_path: Path) -> None:
    notifier = of(tmp_path)

    for _ in range(2000):
        notifier.ping()

    assert manager.recv(999) == b"WATCHDOG=1"


def test_without_a_manager_nothing_is_done() -> None:
    assert Notifier.from_env({}) == Notifier(None, None)
    Notifier().ready()
