"""The calls of a commit, numbered: any of them can be made to fail, or be the last thing that a process does."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

from vault_companion.writer.files import Files

CHANGING = frozenset(
    {
        "make_folder", "remove_folder", "start", "write", "dress", "flush", "flush_folder", "flush_everything",
        "close", "remove", "link", "rename_new", "replace", "exchange",
    }
)  # fmt: skip
"""The calls that change anything. A kill before any other is a kill after the one of these that came before."""

_UNCOUNTED = ("leave", "swaps")


class Killed(BaseException):
    """The process is over. Nothing that still runs reaches the disk."""


class Seam:
    """Files that tell `before` the number and name of each call, from 1.

    If that raises, the call fails: a write has then written half of its bytes, and a file is closed all the same.
    If it raises `Killed`, so does every later call, as if the process had ended there.

    Attributes:
        calls: The names of the calls so far.
    """

    def __init__(self, before: Callable[[int, str], None] = lambda _number, _call: None, files: Any = None) -> None:
        self.calls: list[str] = []
        self._given: list[tuple[Any, ...]] = []
        self._before = before
        self._files = files or Files()
        self._dead = False

    @property
    def told(self) -> list[str]:
        """Each call with the names it was told, as one text."""
        given = ([word for word in arguments if isinstance(word, str)] for arguments in self._given)
        return [" ".join([call, *words]) for call, words in zip(self.calls, given, strict=True)]

    def __getattr__(self, call: str) -> Any:
        verb = getattr(self._files, call)
        if call in _UNCOUNTED:
            return verb

        def counted(*arguments: Any) -> Any:
            if self._dead:
                if call == "close":
                    verb(*arguments)
                raise Killed
            self.calls.append(call)
            self._given.append(arguments)
            try:
                self._before(len(self.calls), call)
            except BaseException as error:
                self._dead = isinstance(error, Killed)
                if call == "write":
                    verb(arguments[0], arguments[1][: len(arguments[1]) // 2])
                elif call == "close":
                    verb(*arguments)
                raise
            return verb(*arguments)

        setattr(self, call, counted)  # asked for once: the trials make a million calls
        return counted


def failing(code: int, when: int, *, for_good: bool) -> Seam:
    """Files of which the call of this number fails, or all calls from it on."""

    def before(number: int, _call: str) -> None:
        if number == when or (for_good and number > when):
            raise OSError(code, os.strerror(code))

    return Seam(before, Unflushed())


class Unflushed(Files):
    """Flushing matters to a power cut, not to a kill."""

    def flush(self, fd: int) -> None:
        """Do nothing."""

    def flush_folder(self, folder: object) -> None:
        """Do nothing."""


class Plain(Unflushed):
    """A file system that can neither exchange two files nor rename without replacing."""

    def exchange(self, *_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    def rename_new(self, *_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")


class Plainer(Plain):
    """The same, and it knows no second names."""

    def link(self, *_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")
