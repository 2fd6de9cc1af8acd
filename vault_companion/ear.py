"""Sees to it that a vault is listened to: hangs a bell, looks after it, hangs it again; else says why it cannot."""

from __future__ import annotations

import errno
from collections.abc import Callable, Collection
from math import inf
from pathlib import Path

from vault_companion.bell import Bell, no_room
from vault_companion.filesystem import kinds_of, why_poll
from vault_companion.times import Times

Hang = Callable[[Path, Callable[[], None], Callable[[], None]], Bell]


class Ear:
    """The bell of one vault, if there can be one.

    Attributes:
        why: Why there is none, in words, or "".
        hung: How often one was hung.
    """

    def __init__(
        self,
        root: Path,
        times: Times,
        ring: Callable[[], None],
        lost: Callable[[], None],
        *,
        poll: bool = False,
        hang: Hang = Bell,
        kinds: Callable[[Path], tuple[str, ...]] = kinds_of,
    ) -> None:
        """Nothing is hung before the first `look_after`.

        Args:
            root: The vault.
            times: How long to wait for what.
            ring: Something may have changed. Called from another thread.
            lost: Word of changes was lost. Called from another thread.
            poll: Never hang one.
            hang: Makes a bell.
            kinds: Tells the file systems of a vault.
        """
        self.why = ""
        self.hung = 0
        self._root = root
        self._times = times
        self._ring = ring
        self._lost = lost
        self._poll = poll
        self._make = hang
        self._kinds = kinds
        self._bell: Bell | None = None
        self._check_at = self._hang_at = 0.0
        self._since = inf
        self._wait_s = times.retry[0]
        self._deaf: frozenset[str] = frozenset()

    @property
    def hears(self) -> bool:
        """Whether there is a bell, as far as was seen when it was last looked after."""
        return self._bell is not None

    @property
    def due(self) -> float:
        """When to look after it next."""
        return min(self._check_at, inf if self._bell else self._hang_at)

    def look_after(self, now: float, *, there: bool, folders: Collection[str]) -> bool:
        """Find out whether the bell would still ring, and hang it anew if it would not.

        Args:
            now: The time, in seconds.
            there: Whether the vault is there.
            folders: Its folders, as they were last seen.

        Returns:
            Whether one was hung: what changed before is not known.
        """
        self._check_at = now + self._times.check
        if self._bell and not (there and self._bell.sound and self._is_heard(folders)):
            self._fell(now)
        if self._bell or not there:
            self._hang_at = max(self._hang_at, now)
            return False
        if now < self._hang_at:
            return False
        self._wait_s = self._times.retry[0] if now - self._since > self._times.retry[1] else self._wait_s
        self._hang_at = now + self._wait_s
        self._wait_s = min(2 * self._wait_s, self._times.retry[1])
        self.why = self._hang(folders)
        self._since = now if self._bell else inf
        return self._bell is not None

    def is_sound(self) -> bool:
        """Whether all threads of the bell are alive; true if there is none. Cheap, for every turn."""
        return self._bell is None or self._bell.sound

    def take_down(self) -> None:
        """Take the bell down, if there is one."""
        bell, self._bell = self._bell, None
        if bell:
            bell.take_down()

    def _fell(self, now: float) -> None:
        self.take_down()
        self._deaf = frozenset()
        if now - self._since > self._times.retry[1]:
            self._hang_at = now

    def _hang(self, folders: Collection[str]) -> str:
        """Hang one; gives the reason if that cannot be."""
        why = "asked to" if self._poll else why_poll(self._kinds(self._root))
        if why:
            return why
        try:
            bell = self._make(self._root, self._ring, self._lost)
        except OSError as error:
            return no_room(error) or f"the system gives no word of changes: {error.strerror or error}"
        except Exception as error:  # noqa: BLE001 - whatever watchdog trips over, looking every few seconds works
            return f"the system gives no word of changes: {type(error).__name__}"
        if deaf := self._deaf_now(bell, folders):
            bell.take_down()
            return f"only {len(folders) - len(deaf)} of {len(folders)} folders can be listened to: " + no_room(
                _NO_WATCH
            )
        self.hung += 1
        self._bell = bell
        return ""

    def _is_heard(self, folders: Collection[str]) -> bool:
        """Whether the bell listens to every folder; one that it misses twice in a row is not a new one."""
        now = self._deaf_now(self._bell, folders) if self._bell else frozenset()
        again, self._deaf = now & self._deaf, now
        return not again

    def _deaf_now(self, bell: Bell, folders: Collection[str]) -> frozenset[str]:
        return frozenset(folder for folder in bell.deaf_to(folders) if (self._root / folder).is_dir())


_NO_WATCH = OSError(errno.ENOSPC, "no more watches")
