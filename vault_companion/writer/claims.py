"""Which pages of ours are on disk and whom they are about, by what stands in them and not by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from vault_companion.cast.names import People
from vault_companion.cast.sheet import Character
from vault_companion.cast.whose import letters
from vault_companion.notes.resolve import path_order
from vault_companion.pages.page import PageKind, is_ours
from vault_companion.pages.placing import Identity, Standing, identity
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.ownership import Claim, Ours, claim, has_hers, parse
from vault_companion.writer.plan import clash_key

_PEOPLE_ON: Mapping[str, int] = {"overview": 0, "character": 1, "pair": 2}

Claims = dict[VaultPath, tuple[bytes, Claim | None]]
"""What files say that they are, with the bytes in which they say it."""


def standing_pages(
    files: Mapping[VaultPath, bytes],
    output_folder: str,
    characters: Sequence[Character],
    people: People,
    named: frozenset[VaultPath],
    known: Claims | None = None,
) -> Standing:
    """The pages of ours that stand somewhere in the vault.

    A page outside the output folder counts as moved out only if it is not where we wrote it: else it is the output
    folder that was changed in the settings, and the page is of no concern any more.

    Args:
        files: Every file that could be read, with its bytes.
        output_folder: Where our pages are.
        characters: The cast.
        people: The same, findable by name.
        named: Paths that this computer remembers having given to pages.
        known: What earlier runs found in files, to save time; brought up to date.
    """
    home = VaultPath(clash_key(output_folder))
    known = {} if known is None else known
    found: Claims = {}
    whom = _Whom(characters, people)
    inside: dict[Identity, list[VaultPath]] = {}
    outside: dict[Identity, list[VaultPath]] = {}
    for path, data in files.items():
        at_home = VaultPath(clash_key(path)).inside(home)
        if not at_home and (path in named or not is_ours(data)):
            continue
        before = known.get(path)
        said = before[1] if before and before[0] == data else claim(data)
        found[path] = data, said
        who = whom.of(said, path) if said else None
        if who:
            (inside if at_home else outside).setdefault(who, []).append(path)
    known.clear()
    known.update(found)

    def is_loose(path: VaultPath) -> bool:
        page = parse(files[path]) if path in named else None
        return isinstance(page, Ours) and page.fits and not has_hers(page, path.stem)

    return Standing(_in_order(inside), _in_order(outside), is_loose)


class _Whom:
    """Whom the links and names in a page's properties mean."""

    def __init__(self, characters: Sequence[Character], people: People) -> None:
        self._people = people
        self._meant: dict[tuple[str, str], VaultPath | None] = {}
        self._spelled: dict[str, set[VaultPath]] = {}
        for person in characters:
            for name in (person.name, person.path.stem):
                self._spelled.setdefault(letters(name), set()).add(person.path)

    def of(self, said: Claim, path: VaultPath) -> Identity | None:
        """Whose page a page is; None if it is about somebody unknown, or about a wrong number of people."""
        about = {self._one(text, path) for text in said.characters}
        if said.kind not in _PEOPLE_ON or len(said.characters) != len(about) or _PEOPLE_ON[said.kind] != len(about):
            return None
        known = [who for who in about if who is not None]
        return identity(cast("PageKind", said.kind), *known) if len(known) == len(about) else None

    def _one(self, text: str, path: VaultPath) -> VaultPath | None:
        asked = text, path.folder
        if asked not in self._meant:
            found = self._people.in_links(text, path) or self._people.called(text)
            found = found or sorted(self._spelled.get(letters(text), ()), key=path_order)
            self._meant[asked] = found[0] if len(found) == 1 else None
        return self._meant[asked]


def _in_order(found: Mapping[Identity, list[VaultPath]]) -> dict[Identity, tuple[VaultPath, ...]]:
    return {who: tuple(sorted(paths)) for who, paths in found.items()}
