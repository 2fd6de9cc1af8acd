"""Where a page may be: inside the output folder of one vault, by real folders and never by a link."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Refused
from vault_companion.writer.files import Files, Folder
from vault_companion.writer.plan import clash_key

_NOT_ON_WINDOWS = re.compile(r'[\\:*?"<>|]')


class Places:
    """The folders of one vault, opened one after the other from its root.

    The vault is known by its root's device and inode when this was made: one that was replaced since, or is
    no longer mounted, is not touched.

    Attributes:
        home: The output folder.
        identity: The device and inode of the root.
        changed: Folders in which names were given or taken since this was last emptied, vault-relative.
    """

    def __init__(self, root: Path, home: VaultPath, files: Files) -> None:
        self.home = home
        self.changed: set[str] = set()
        self._root = root
        self._files = files
        info = root.stat()
        self.identity = (info.st_dev, info.st_ino)

    def allow(self, path: VaultPath) -> None:
        """Make sure that a page may have this path.

        Raises:
            Refused: It may not.
        """
        if os.name == "nt" and _NOT_ON_WINDOWS.search(path):
            raise Refused("Windows does not allow this name", "Rename the character's note.")
        if not path.inside(self.home) and not self._is_home_spelled_otherwise(path):
            raise Refused("the page is outside the output folder", "This is a bug: please report it.")

    @contextmanager
    def folder(self, path: str, *, make: bool = False) -> Iterator[Folder]:
        """A folder of the vault, open for as long as the block lasts.

        Args:
            path: Vault-relative, "" for the vault itself.
            make: Make what is missing on the way.

        Raises:
            FileNotFoundError: It is not there.
            Refused: The vault is another one by now, or something on the way is no real folder.
            OSError: It cannot be opened or made.
        """
        folder = self._open_root()
        try:
            done: list[str] = []
            for part in path.split("/") if path else ():
                inner = self._enter(folder, part, "/".join(done), make=make)
                self._files.leave(folder)
                folder = inner
                done.append(part)
            yield folder
        finally:
            self._files.leave(folder)

    def nearest(self, path: str) -> str:
        """The folder that still exists, and is real, nearest above a path or at it; "" for the vault itself."""
        while path:
            with contextlib.suppress(FileNotFoundError, Refused), self.folder(path):
                return path
            path = path.rpartition("/")[0]
        return ""

    def _open_root(self) -> Folder:
        try:
            folder = self._files.open_folder(self._root)
        except FileNotFoundError as error:
            raise Refused("the vault is not there", "Start again when it is.") from error
        try:
            same = self._files.identity(folder) == self.identity
        except BaseException:
            self._files.leave(folder)
            raise
        if same:
            return folder
        self._files.leave(folder)
        raise Refused("the vault is not the one that was there before", "Start again.")

    def _enter(self, folder: Folder, name: str, above: str, *, make: bool) -> Folder:
        try:
            return self._files.enter(folder, name)
        except FileNotFoundError:
            if not make:
                raise
        except NotADirectoryError as error:
            place = f"{above}/{name}" if above else name
            info = self._files.look(folder, name)
            if stat.S_ISREG(info.st_mode):
                raise Refused(f"{place} is a file, not a folder", "Rename it.") from error
            raise Refused(f"the folder {place} is a link", "Replace the link by a real folder.") from error
        with contextlib.suppress(FileExistsError):
            self._files.make_folder(folder, name)
            self.changed.add(above)
        return self._files.enter(folder, name)

    def _is_home_spelled_otherwise(self, path: VaultPath) -> bool:
        """Whether the output folder, on a disk that is blind to case, is spelled in another way."""
        head = "/".join(path.split("/")[: self.home.count("/") + 1])
        if head == path or clash_key(head) != clash_key(self.home):
            return False
        try:
            return (self._root / head).samefile(self._root / self.home)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EACCES):
                return False
            raise
