"""Word to the service manager: systemd's READY=1, WATCHDOG=1 and STOPPING=1, over its socket and nothing else."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notifier:
    """Tells the service manager how it goes. Without one, or when it does not listen, nothing happens.

    Attributes:
        address: Its socket, a path or an abstract name; None if nobody asked to be told.
        interval_s: How often to `ping`, in seconds: half of what it waits for. None if it does not wait.
    """

    address: str | None = None
    interval_s: float | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None, pid: int | None = None) -> Notifier:
        """The one that `NOTIFY_SOCKET` and `WATCHDOG_USEC` name; what they say wrongly counts as nothing said.

        Args:
            env: The environment; this process's if none is given.
            pid: The process that would ping; this one if none is given.
        """
        env = os.environ if env is None else env
        named = env.get("NOTIFY_SOCKET", "")
        if not named.startswith(("/", "@")) or len(named) < 2:
            return cls()
        meant = env.get("WATCHDOG_PID", "")
        ours = not meant or meant == str(os.getpid() if pid is None else pid)
        return cls(named, _half_in_seconds(env.get("WATCHDOG_USEC", "")) if ours else None)

    def ready(self, status: str = "") -> None:
        """The start is over."""
        self._send("READY=1", status)

    def ping(self, status: str = "") -> None:
        """Still alive, and not only as a process."""
        self._send("WATCHDOG=1", status)

    def stopping(self) -> None:
        """The end has begun."""
        self._send("STOPPING=1")

    def _send(self, word: str, status: str = "") -> None:
        if self.address is None:
            return
        lines = [word, *([f"STATUS={' '.join(status.split())}"] if status else [])]
        address = "\0" + self.address[1:] if self.address.startswith("@") else self.address
        if sys.platform != "win32":
            with contextlib.suppress(OSError, ValueError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as talk:
                talk.setblocking(False)
                talk.sendto("\n".join(lines).encode(errors="replace"), address)


def _half_in_seconds(microseconds: str) -> float | None:
    digits = microseconds if microseconds.isascii() and microseconds.isdigit() and len(microseconds) < 19 else "0"
    return int(digits) / 2_000_000 or None
