"""The doorbell: watchdog tells that something in a vault changed. What it was is not asked."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from vault_companion.vault.obsidian import SETTINGS

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

_JOIN_S = 0.5


class Bell:
    """A watch on a whole vault that does nothing but ring.

    It rings for what makes, moves, removes or finishes a file or folder that Obsidian shows. Reading a file
    must not ring, or a run would ring for itself for ever. Linux says when a file that was written is closed;
    elsewhere there is only word that it is being written.
    """

    def __init__(self, root: Path, ring: Callable[[], None], lost: Callable[[], None]) -> None:
        """Hang the bell.

        Args:
            root: The vault.
            ring: Called in a thread of watchdog's; must return at once.
            lost: The same, when the system says that it lost word of changes.

        Raises:
            OSError: The system has no more room for watches, or the vault is not there.
        """
        from watchdog import events
        from watchdog.observers import Observer

        kinds: list[type[FileSystemEvent]] = [
            events.FileCreatedEvent,
            events.FileDeletedEvent,
            events.FileMovedEvent,
            events.FileClosedEvent,
            events.DirCreatedEvent,
            events.DirDeletedEvent,
            events.DirMovedEvent,
        ]
        if sys.platform != "linux":
            kinds.append(events.FileModifiedEvent)
        wanted = frozenset(kind.event_type for kind in kinds)
        inside = str(root).rstrip("/\\") + os.sep

        class Handler(events.FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                try:
                    if event.event_type in wanted and any(
                        _shown(path, inside) for path in (event.src_path, event.dest_path) if path
                    ):
                        ring()
                except Exception:  # noqa: BLE001 - an error here would end the thread; rather look once too often
                    ring()

        self._root = str(root)
        self._overflow = _Overflow(lost)
        self._log = logging.getLogger("watchdog")
        self._log.addHandler(self._overflow)
        # A folder that comes and goes quickly, such as the one we write in, makes watchdog warn of itself.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
        before = set(threading.enumerate())
        self._observer: BaseObserver = Observer()
        try:
            self._observer.schedule(Handler(), self._root, recursive=True, event_filter=kinds)
            self._observer.start()
            self._threads = [
                thread
                for thread in threading.enumerate()
                if thread not in before and type(thread).__module__.startswith("watchdog.")
            ]
        except BaseException:
            self.take_down()
            raise

    @property
    def sound(self) -> bool:
        """Whether it would still ring, as far as its threads can tell: each of them is alive."""
        return bool(self._observer.emitters) and all(thread.is_alive() for thread in self._threads)

    def deaf_to(self, folders: Iterable[str]) -> frozenset[str]:
        """Which of these folders, vault-relative, it does not listen to; none if that cannot be told.

        It can with inotify, which has a watch for each folder, and may be refused one without a word of it.
        """
        try:
            watched = {os.fsdecode(path) for emitter in self._observer.emitters for path in _watched(emitter)}
        except (AttributeError, TypeError, RuntimeError):
            return frozenset()
        return frozenset(
            folder for folder in folders if (f"{self._root}/{folder}" if folder else self._root) not in watched
        )

    def take_down(self) -> None:
        """Stop it; it rings no more, even if a thread of watchdog's takes a moment longer."""
        self._log.removeHandler(self._overflow)
        stopping = threading.Thread(target=self._stop, daemon=True)
        stopping.start()
        stopping.join(2 * _JOIN_S)

    def _stop(self) -> None:
        """Watchdog waits for its threads without end, and one of them may be dead in a way that it does not expect."""
        with contextlib.suppress(Exception):
            self._observer.stop()
            if self._observer.ident is not None:
                self._observer.join(_JOIN_S)


def no_room(error: OSError) -> str:
    """What to tell when the system has no room for a bell, with the setting to change; "" if that is not it."""
    if error.errno == errno.ENOSPC:
        return _told_to_raise("watches", "fs.inotify.max_user_watches", 524288)
    if error.errno == errno.EMFILE:
        return _told_to_raise("listeners", "fs.inotify.max_user_instances", 1024)
    return ""


def _told_to_raise(what: str, setting: str, to: int) -> str:
    return f"the system has no more {what} (raise {setting}: sudo sysctl {setting}={to})"


class _Overflow(logging.Handler):
    """Watchdog only logs that it lost events: then there is something to look at."""

    def __init__(self, lost: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._lost = lost

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - what it says does not matter
        """Pass it on."""
        self._lost()


def _watched(emitter: object) -> Iterable[bytes]:
    """The folders to which an emitter for inotify listens.

    Raises:
        AttributeError: It is another one, or another version of it.
    """
    group = emitter._inotify  # type: ignore[attr-defined]
    return list(group._active_callbacks_by_path) if group is not None else []


def _shown(path: str | bytes, inside: str) -> bool:
    """Whether a path is one that a run would see."""
    text = os.fsdecode(path)
    if not text.startswith(inside):
        return True
    relative = text[len(inside) :].replace(os.sep, "/")
    return relative in SETTINGS or not any(part.startswith(".") for part in relative.split("/"))
