"""Where each page stands: at the place that we would give it, or where the author has put it since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from vault_companion.notes.resolve import Paths, key, path_order
from vault_companion.pages.naming import Namer
from vault_companion.pages.page import PageKind
from vault_companion.vault.snapshot import VaultPath

About = tuple[VaultPath, ...]
Identity = tuple[PageKind, About]
"""Whose page a page is: its kind, and the notes of its people in path order."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Pages of ours as they are on disk, by whom they are about.

    Attributes:
        inside: Those in the output folder, in path order.
        outside: Those that the author has moved out of it, in path order.
        is_loose: Whether a page has its place from us and holds nothing of hers, so that it need not stay there.
    """

    inside: Mapping[Identity, tuple[VaultPath, ...]] = field(default_factory=dict)
    outside: Mapping[Identity, tuple[VaultPath, ...]] = field(default_factory=dict)
    is_loose: Callable[[VaultPath], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that should stand, and what it would be called.

    Attributes:
        identity: Whose page it is.
        within: In which folder of the output folder.
        name: Its name.
        telling_apart: What is added in brackets where the name is taken.
    """

    identity: Identity
    within: str
    name: str
    telling_apart: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages stand.

    Attributes:
        at: The place of each page.
        moved: The pages that have theirs from the author.
        by_path: The pages that a link must name by their whole path, because another file has the same name.
    """

    at: Mapping[Identity, VaultPath]
    moved: frozenset[Identity]
    by_path: frozenset[VaultPath]


def identity(kind: PageKind, *about: VaultPath) -> Identity:
    """Whose page a page of this kind about these people is."""
    return kind, tuple(sorted(about, key=path_order))


def same_place(path: str) -> str:
    """Equal for paths that some file system takes for one."""
    return key(path).casefold()


def is_in(path: str, folder: str) -> bool:
    """Whether a path lies in a folder, however their letters are spelled."""
    return VaultPath(same_place(path)).inside(same_place(folder))


def places_of(wanted: Sequence[Wanted], output_folder: str, hers: Paths, standing: Standing) -> Places:
    """Where each page stands.

    A page stays where the author has put it. If there are several, the one at our place counts, else the first by
    path. Of two pages whose place would be the same, the one that she has put there has it.

    Args:
        wanted: The pages that should stand, in the order in which they get their names.
        output_folder: Where our pages are.
        hers: The author's files, without pages of ours.
        standing: What is on disk.
    """
    namer = Namer(output_folder, hers.has_name)
    natural = {one.identity: namer.path(one.within, one.name, one.telling_apart) for one in wanted}
    at = {who: _place(who, path, standing) for who, path in natural.items()}
    moved = frozenset(who for who, path in at.items() if path != natural[who])
    taken = {same_place(at[who]) for who in moved}
    for one in wanted:
        if one.identity not in moved and same_place(at[one.identity]) in taken:
            at[one.identity] = namer.path(one.within, one.name, one.telling_apart)
    return Places(at, moved, _by_path(at, moved, hers, standing))


def doubles(places: Places, standing: Standing) -> dict[VaultPath, VaultPath]:
    """From each page that is about the same as another one to that other, which counts."""
    found: dict[VaultPath, VaultPath] = {}
    for who, paths in standing.inside.items():
        if (place := places.at.get(who)) is not None:
            others = [path for path in paths if same_place(path) != same_place(place)]
            found.update((path, place) for path in others if not standing.is_loose(path))
    return found


def _place(who: Identity, natural: VaultPath, standing: Standing) -> VaultPath:
    inside = standing.inside.get(who, ())
    if any(same_place(path) == same_place(natural) for path in inside):
        return natural
    stays = next((path for path in inside if not standing.is_loose(path)), None)
    if stays is None and not inside:
        stays = next(iter(standing.outside.get(who, ())), None)
    return stays or natural


def _by_path(
    at: Mapping[Identity, VaultPath], moved: frozenset[Identity], hers: Paths, standing: Standing
) -> frozenset[VaultPath]:
    """The pages whose bare name is the name of another file too."""
    if not moved and not standing.outside and all(len(paths) == 1 for paths in standing.inside.values()):
        return frozenset()
    stay = {same_place(path): path for path in at.values()}
    for paths in (*standing.inside.values(), *standing.outside.values()):
        stay.update((same_place(path), path) for path in paths if not standing.is_loose(path))
    named = Counter(key(path.stem) for path in stay.values())
    return frozenset(
        path for who, path in at.items() if named[key(path.stem)] > 1 or (who in moved and hers.has_name(path.stem))
    )
