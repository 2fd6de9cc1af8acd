"""Whether a watch is to stop, and what wakes it: from any thread and from a signal handler."""

from __future__ import annotations

import queue
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """Told to stop while nothing is being written."""


class Stopping:
    """The end of a watch, and its rings.

    Attributes:
        rings: One for each time that something may have changed.
    """

    def __init__(self, stop: threading.Event | None = None) -> None:
        self.rings: queue.SimpleQueue[None] = queue.SimpleQueue()  # safe to put into from a signal handler
        self._stop = stop or threading.Event()
        self._told = False
        self._free = False

    def over(self) -> bool:
        """Whether to stop."""
        return self._told or self._stop.is_set()

    def ring(self) -> None:
        """Something may have changed: look again."""
        self.rings.put(None)

    @contextmanager
    def free(self) -> Iterator[None]:
        """A part of the work that a signal may break off anywhere, because it writes nothing into the vault.

        Raises:
            Stopped: A signal came.
        """
        self._free = True
        try:
            if self._told:
                raise Stopped
            yield
        finally:
            self._free = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """SIGINT and SIGTERM stop the watch; a second one ends the process at once, which harms nothing.

        In another thread than the main one, which hears no signals, only the event counts.
        """
        ours = threading.current_thread() is threading.main_thread()
        kinds = (signal.SIGINT, signal.SIGTERM) if ours else ()

        def told(_number: int, _frame: FrameType | None) -> None:
            self._told = True
            self.ring()
            for kind in kinds:
                signal.signal(kind, signal.SIG_DFL)
            if self._free:
                raise Stopped

        before = {kind: signal.signal(kind, told) for kind in kinds}
        try:
            yield
        finally:
            for kind, handler in before.items():
                signal.signal(kind, handler)
