"""A watch that is told nothing of changes: word is lost, there is no room for watches, or who listens has died."""

from __future__ import annotations

import errno
import logging
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from tests.daemon.child import child
from tests.daemon.watching import Watched, calm, until, vault_of, watched
from vault_companion import bell as bells
from vault_companion import daemon
from vault_companion.bell import Bell
from vault_companion.ear import Ear

QUEUE = Path("/proc/sys/fs/inotify/max_queued_events")
FEW_WATCHES = 'echo 3 > /proc/sys/user/max_inotify_watches && exec "$0" "$@"'
FEW_LISTENERS = 'echo 0 > /proc/sys/user/max_inotify_instances && exec "$0" "$@"'
LONG_S = 600.0
WATCHES = "fs.inotify.max_user_watches"
LISTENERS = "fs.inotify.max_user_instances"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    for folder in ("Cast", "Dynamics", "Lore"):
        (tmp_path / "vault" / folder).mkdir(parents=True)
    return vault_of(tmp_path / "vault", **{"Ada": "Ada.", "Cast/Bo": "Bo.", "Lore/Cy": "Cy."})


def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no change of a file ring."""
    monkeypatch.setattr(bells, "_shown", lambda *_: False)


# ---- case 26


@pytest.mark.skipif(not QUEUE.exists(), reason="there is no inotify")
def test_fault_26_after_more_changes_than_the_system_remembers_all_is_found(vault: Path) -> None:
    most = int(QUEUE.read_text())
    if most > 100_000:
        pytest.skip("it remembers more changes than a test can make")
    fleeting = vault / "Lore/fleeting.png"
    with child(vault, scan=LONG_S, full=LONG_S, check=5.0) as watch:
        os.kill(watch.process.pid, signal.SIGSTOP)
        for _ in range(most // 2 + 2000):
            os.mknod(fleeting)
            fleeting.unlink()
        (vault / "Ada.md").write_text("Changed.")
        (vault / "Cast/Bo.md").rename(vault / "Lore/Bella.md")
        (vault / "New").mkdir()
        (vault / "New/Dee.md").write_text("Dee.")
        os.kill(watch.process.pid, signal.SIGCONT)

        until(lambda: watch.pages() == {"Ada", "Bella", "Cy", "Dee"}, 35.0)
        until(lambda: "Changed." in watch.page("Ada"), 35.0)
        until(lambda: watch.status.counters.keys() & {"overflows", "rebuilt"}, 35.0)
        (vault / "New/Dee.md").write_text("Heard.")
        until(lambda: "Heard." in watch.page("Dee"))


def test_fault_26_when_word_was_lost_every_note_is_read_again(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = vault / "Ada.md"
    os.utime(note, (1, 1))
    deaf(monkeypatch)
    with watched(vault, scan=LONG_S) as watch:
        note.write_text("Eve.")
        os.utime(note, (1, 1))
        before = calm(watch)
        assert "Ada." in watch.page("Ada")
        logging.getLogger("watchdog.observers.inotify_c").warning("overflowed")

        until(lambda: "Eve." in watch.page("Ada"))
        assert calm(watch) == before + 1
        until(lambda: watch.status.counters.get("overflows") == 1)


# ---- case 27


def refusing(number: int, *, times: int) -> Callable[..., Bell]:
    """Hangs a bell only when it has been refused so often."""
    left = [number] * times

    def hang(root: Path, ring: Callable[[], None], lost: Callable[[], None]) -> Bell:
        if left:
            raise OSError(left.pop(), "no room")
        return Bell(root, ring, lost)

    return hang


class HardOfHearing(Bell):
    """A bell that was refused the watches of all folders but the first, without a word."""

    def deaf_to(self, folders: Iterable[str]) -> frozenset[str]:
        return frozenset(sorted(folders)[1:])


def polls_all_the_same(watch: Watched, *words: str) -> None:
    """It has said why it looks every few seconds, once, and finds what changes."""
    assert watch.status.mode == "polling"
    for word in words:
        assert word in watch.status.mode_reason
        assert sum(word in line for line in watch.said) == 1
    (watch.root / "Cast/Bo.md").write_text("Changed.")
    (watch.root / "Lore/Cy.md").unlink()
    until(lambda: "Changed." in watch.page("Bo"))
    until(lambda: watch.pages() == {"Ada", "Bo"})
    assert all(word not in line for line in watch.said[1:] for word in words)


@pytest.mark.parametrize(("number", "setting"), [(errno.ENOSPC, WATCHES), (errno.EMFILE, LISTENERS)])
def test_fault_27_without_room_the_setting_is_told_and_the_vault_is_looked_at(
    vault: Path, monkeypatch: pytest.MonkeyPatch, number: int, setting: str
) -> None:
    monkeypatch.setattr(daemon, "Ear", partial(Ear, hang=refusing(number, times=10**6)))

    with watched(vault) as watch:
        polls_all_the_same(watch, f"raise {setting}: sudo sysctl {setting}=")


def test_fault_27_a_bell_that_misses_folders_is_not_trusted(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daemon, "Ear", partial(Ear, hang=HardOfHearing))

    with watched(vault) as watch:
        polls_all_the_same(watch, "only 1 of 4 folders can be listened to", WATCHES)


def test_fault_27_once_there_is_room_it_is_told_of_changes_again(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daemon, "Ear", partial(Ear, hang=refusing(errno.ENOSPC, times=3)))

    with watched(vault, scan=LONG_S) as watch:
        until(lambda: watch.heard("told of changes by the system again"))
        until(lambda: watch.status.mode == "events")
        (vault / "Ada.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Ada"))


@pytest.mark.parametrize(("limit", "setting"), [(FEW_WATCHES, WATCHES), (FEW_LISTENERS, LISTENERS)])
def test_fault_27_the_same_in_a_system_that_really_has_no_room(vault: Path, limit: str, setting: str) -> None:
    alone = ["unshare", "--user", "--map-root-user", "sh", "-c", limit]
    try:
        subprocess.run([*alone, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no user may have a namespace here")

    with child(vault, *alone) as watch:
        until(lambda: watch.status.mode == "polling")
        assert setting in watch.status.mode_reason
        (vault / "Lore/Cy.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Cy"))


# ---- case 28


def threads_of(word: str) -> list[threading.Thread]:
    """The threads of watchdog's with this word in their kind."""
    return [one for one in threading.enumerate() if word in type(one).__name__ and "watchdog" in type(one).__module__]


def is_hung_anew(watch: Watched, kind: str, kill: Callable[[threading.Thread], object]) -> None:
    """After a thread was killed it hears of changes again, and has found those of the time between."""
    note = watch.root / "Ada.md"
    calm(watch)
    (thread,) = threads_of(kind)
    kill(thread)
    until(lambda: not thread.is_alive())
    note.write_text("Between.")
    until(lambda: "Between." in watch.page("Ada"), 10.0)
    until(lambda: watch.status.counters.get("rebuilt") and watch.status.mode == "events", 10.0)
    note.write_text("Heard.")
    until(lambda: "Heard." in watch.page("Ada"))


@pytest.mark.parametrize("kind", ["Emitter", "Observer"])
def test_fault_28_when_a_thread_that_listens_ends_it_is_hung_anew(vault: Path, kind: str) -> None:
    with watched(vault, scan=LONG_S, full=LONG_S) as watch:
        is_hung_anew(watch, kind, lambda thread: thread.stop())  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(("kind", "method"), [("Emitter", "queue_events"), ("Observer", "dispatch_events")])
def test_fault_28_when_a_thread_that_listens_dies_of_an_error_it_is_hung_anew(
    vault: Path, monkeypatch: pytest.MonkeyPatch, kind: str, method: str
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("a bug of watchdog's")

    def kill(thread: threading.Thread) -> None:
        monkeypatch.setattr(thread, method, fail)
        (vault / "Lore/map.png").touch()

    with watched(vault, scan=LONG_S, full=LONG_S) as watch:
        is_hung_anew(watch, kind, kill)
