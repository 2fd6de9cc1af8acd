"""Which page may be about the people of one that nothing asks for any more, because one of them was renamed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from vault_companion.cast.renamed import may_be, name_in
from vault_companion.pages.page import Page
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.ownership import claim


class Successors:
    """The pages that should stand, findable by an old name of one of their people."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages

    def of(self, old: bytes) -> VaultPath | None:
        """The page that seems to be about the same people, one of them under a new name; None if no single one does.

        A name that somebody with a page still has was not changed.

        Args:
            old: A page of ours that nothing asks for.
        """
        said = claim(old)
        names = frozenset(map(name_in, said.characters)) if said else frozenset()
        gone = [name for name in names if name not in self._by_name]
        if said is None or len(gone) != 1:
            return None
        others = names.difference(gone)
        near = [page for name in others for page in self._by_name[name]] if others else self._pages
        found = {
            page.path
            for page in near
            if page.kind == said.kind
            and len(come := self._names[page.path] - names) == 1
            and len(self._names[page.path]) == len(names)
            and may_be(gone[0], *come)
        }
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _names(self) -> dict[VaultPath, frozenset[str]]:
        return {page.path: _people_of(page) for page in self._pages}

    @cached_property
    def _by_name(self) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        for page in self._pages:
            for name in self._names[page.path]:
                found.setdefault(name, []).append(page)
        return found


def _people_of(page: Page) -> frozenset[str]:
    links = dict(page.properties).get("characters", ())
    return frozenset(map(name_in, links)) if isinstance(links, tuple) else frozenset()
