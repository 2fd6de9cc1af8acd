"""The vault at one moment, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vault_companion.vault.obsidian import ObsidianConfig


class VaultPath(str):
    """A path inside the vault: relative, `/` between its parts, spelled as on disk.

    Raises:
        ValueError: The text is empty, absolute, holds NUL, or climbs out with `..`.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> VaultPath:
        """Check the text once, so that nobody has to check it again."""
        parts = text.split("/")
        if not text or "\0" in text or any(part in ("", ".", "..") for part in parts):
            raise ValueError(f"not a path inside a vault: {text!r}")
        return super().__new__(cls, text)

    @property
    def name(self) -> str:
        """The last part, ending included."""
        return self.rsplit("/", 1)[-1]

    @property
    def folder(self) -> str:
        """All before the last part, "" for a file at the root."""
        return self.rpartition("/")[0]

    @property
    def is_markdown(self) -> bool:
        """Whether the name ends in `.md`, in any case."""
        return self[-3:].lower() == ".md"

    @property
    def stem(self) -> str:
        """The name without `.md`; other endings stay, as in Obsidian's own links."""
        return self.name[:-3] if self.is_markdown else self.name

    def inside(self, folder: str) -> bool:
        """Whether this lies in `folder` (vault-relative, "" is the whole vault), at any depth."""
        return not folder or self.startswith(folder.rstrip("/") + "/")


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the vault that could not be read, or must not be.

    Attributes:
        path: Where it is, as near to the name on disk as text can say.
        code: A problem code, kebab-case.
        reason: What is there, in words.
        hint: What the author can do about it.
        severity: "error", "warning" or "info".
    """

    path: str
    code: str
    reason: str
    hint: str
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every visible file of the vault at one moment.

    Attributes:
        files: The bytes of each Markdown file, in path order, our own pages among them.
        others: Paths that take part in link resolution but are never read: attachments, templates, copies
            made by sync conflicts.
        unread: What could not be read, in path order.
        obsidian: What the app's own settings say.
        named: Paths that this computer remembers having given to pages of ours. It decides only where a page
            stands, never what is on it: so one that the author named is told from one that we did.
    """

    files: Mapping[VaultPath, bytes]
    others: frozenset[VaultPath] = frozenset()
    unread: tuple[Unread, ...] = ()
    obsidian: ObsidianConfig = ObsidianConfig()  # noqa: RUF009 - it is frozen
    named: frozenset[VaultPath] = frozenset()
