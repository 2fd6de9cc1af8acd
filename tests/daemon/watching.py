"""A vault that is watched: with real events, a core that makes a page of every note, and short times."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from vault_companion import daemon
from vault_companion.build import Build, Memos
from vault_companion.pages.page import Page
from vault_companion.report import Report
from vault_companion.settings import Settings
from vault_companion.status import Status, read_status
from vault_companion.times import Times
from vault_companion.vault.snapshot import Snapshot, VaultPath

DEADLINE_S = 8.0
SILENCE_S = 0.35
SETTINGS = Settings()
TIMES = Times(
    quiet=0.12,
    at_most=0.6,
    stable=0.05,
    empty=0.3,
    gone=0.4,
    poll=0.1,
    check=0.1,
    turn=0.05,
    gather=0.01,
    lock=0.1,
    recent=0.2,
    retry=(0.1, 0.4),
    git=3.0,
)


def fake_build(snapshot: Snapshot, settings: Settings, memos: Memos) -> Build:
    """A page for every note, which says what the note says."""
    notes = {path: data for path, data in snapshot.files.items() if not path.inside(settings.output_folder)}
    pages = tuple(
        Page(
            VaultPath(f"{settings.output_folder}/{path.stem} - Dynamics.md"),
            "character",
            (),
            (),
            data.decode(errors="replace"),
        )
        for path, data in notes.items()
    )
    return Build(pages, (), len(notes), len(notes), 0, 0, 0, len(notes))


class Watched:
    """A watch in a thread of its own, and what it said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stop = threading.Event()
        self.runs: list[Report] = []
        self.said: list[str] = []
        self.read: list[dict[str, str]] = []
        self.exit_code: int | None = None

    def page(self, name: str) -> str:
        """What the page of a note says, "" if there is none."""
        try:
            return (self.root / f"Dynamics/{name} - Dynamics.md").read_text("utf-8")
        except FileNotFoundError:
            return ""

    def pages(self) -> set[str]:
        """The names of the notes that have a page."""
        return {file.stem.removesuffix(" - Dynamics") for file in (self.root / "Dynamics").glob("*.md")}

    def heard(self, words: str) -> bool:
        """Whether it said so."""
        return any(words in line for line in self.said)

    @property
    def writes(self) -> list[str]:
        """Every page that was written or taken away, in order."""
        return [path for run in self.runs for path in (*run.created, *run.updated, *run.removed)]

    @property
    def status(self) -> Status:
        """What it told of itself last."""
        found = read_status(self.root)
        assert found
        return found


@contextmanager
def watched(
    root: Path, build: Callable[..., Build] = fake_build, *, poll: bool = False, **more: Any
) -> Iterator[Watched]:
    """Watch until the block is left; when it is entered the first run is over and all is at rest.

    Args:
        root: The vault.
        build: The core; all that it is given to read is kept in `read`.
        poll: Watch without events.
        more: Waits, by their names in `Times`; and `steady` and `wall`, the clocks.
    """
    watch = Watched(root)
    clocks = {name: more.pop(name) for name in ("steady", "wall") if name in more}

    def remembering(snapshot: Snapshot, settings: Settings, memos: Memos) -> Build:
        notes = {path: data for path, data in snapshot.files.items() if not path.inside("Dynamics")}
        watch.read.append({path.stem: data.decode(errors="replace") for path, data in notes.items()})
        return build(snapshot, settings, memos)

    def work() -> None:
        watch.exit_code = daemon.watch(
            root,
            SETTINGS,
            times=replace(TIMES, **more),
            poll=poll,
            stop=watch.stop,
            on_run=watch.runs.append,
            log=watch.said.append,
            build=remembering,
            **clocks,
        )

    thread = threading.Thread(target=work)
    thread.start()
    try:
        until(lambda: watch.runs and read_status(root))
        yield watch
    finally:
        started = time.monotonic()
        watch.stop.set()
        thread.join(DEADLINE_S)
        assert not thread.is_alive()
        assert time.monotonic() - started < 2.0


def until(true: Callable[[], object], deadline_s: float = DEADLINE_S) -> None:
    """Wait for something to be true."""
    end = time.monotonic() + deadline_s
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def calm(watch: Watched) -> int:
    """How many runs there were, once no more come."""
    while True:
        before = len(watch.runs)
        time.sleep(SILENCE_S)
        if before == len(watch.runs):
            return before


def vault_of(root: Path, **notes: str) -> Path:
    """A vault with these notes."""
    root.mkdir(exist_ok=True)
    for name, text in notes.items():
        (root / f"{name}.md").write_text(text)
    return root
