"""Compare the pages that should stand with the files that do -> Actions. Decides everything, touches nothing.

no file there                          Create; Keep (deleted-page) where she deleted it and it would say the same
ours, and different                    Replace, her part kept
ours, no longer wanted                 Retire; if anything on it is hers, Replace once with `status: stale`, then
                                       Keep (stale-page)
she edited between the marks           Keep (edited-page), until she asks for it to be taken over: Replace, all that
                                       stood between the marks below the end mark; if no page is wanted there any
                                       more, nothing comes between the marks, and it is stale
another page is about the same         Keep (duplicate-page)
marks or properties unsound            Keep (broken-marks, broken-properties)
by a newer vault-companion             Keep (newer-format)
not ours, or of a clashing name        Keep (path-taken)
a page that would not come back        Keep (unsound-page)
changed a moment ago, and not by us    Keep (just-edited)

Where a page is that she has moved, the page itself says: see `pages/placing.py`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from vault_companion.pages.page import FORMAT, Page
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer import ownership
from vault_companion.writer.ownership import Broken, Foreign, Ours
from vault_companion.writer.properties import PropertiesError
from vault_companion.writer.successor import Successors

_HINTS = {
    "edited-page": "Move your text below the end mark, or let it be moved there: `sync --take-over` with its name.",
    "broken-marks": "Put the begin and end mark back, or move your text elsewhere and delete the page.",
    "broken-properties": "Mend the properties at the top of the page, or delete them: ours are written anew.",
    "newer-format": "Update vault-companion on this computer.",
    "path-taken": "Rename or move that file, and the page is written in its place.",
    "stale-page": "Delete it when you no longer need it.",
    "stale-edited": "Delete it when you no longer need it, or let your text be moved below the end mark: "
    "`sync --take-over` with its name.",
    "duplicate-page": "Move what you wrote on it to the other one, and delete it.",
    "deleted-page": "It comes back when there is something new to say, or with `vault-companion sync`.",
    "just-edited": "It is written as soon as you pause.",
    "unsound-page": "This is a bug in vault-companion: please report it.",
}


@dataclass(frozen=True, slots=True)
class Create:
    """Write a page where no file is.

    Attributes:
        path: Where.
        data: All of it.
    """

    path: VaultPath
    data: bytes


@dataclass(frozen=True, slots=True)
class Replace:
    """Write a page over an old one.

    Attributes:
        path: Where, spelled as on disk.
        data: All of it, her part included.
        expect: SHA-256, in hex, of the only content that may be replaced.
    """

    path: VaultPath
    data: bytes
    expect: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Leave a file as it is, and say why.

    Attributes:
        path: The file.
        code: Why, kebab-case: see the table above.
        reason: What is there, in words.
        hint: What she can do about it.
    """

    path: VaultPath
    code: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Retire:
    """Take a page of ours that holds nothing of hers out of the vault, once its bytes are safe in the backup ring.

    Attributes:
        path: Where, spelled as on disk.
        expect: SHA-256, in hex, of the only content that may go.
    """

    path: VaultPath
    expect: str


Action = Create | Replace | Retire | Keep

NO_DOUBLES: Mapping[VaultPath, VaultPath] = {}

Settled = dict[VaultPath, tuple[Page | None, bytes]]
"""Files that an earlier plan found up to date, with the page each was compared with."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do to the output folder.

    Attributes:
        actions: In path order; () when everything is up to date.
        unchanged: How many wanted pages stand as they should.
        standing: Each wanted page by the path of its file on disk, where one is or will be; without those that an
            earlier plan found up to date.
        taken_over: The pages that are replaced although she edited them.
        deleted: The wanted pages that are not made again because she deleted them.
    """

    actions: tuple[Action, ...]
    unchanged: int
    standing: Mapping[VaultPath, Page] = field(default_factory=dict, compare=False)
    taken_over: frozenset[VaultPath] = field(default=frozenset(), compare=False)
    deleted: tuple[Page, ...] = field(default=(), compare=False)


def plan(
    pages: Iterable[Page],
    present: Mapping[VaultPath, bytes],
    output_folder: str,
    paths: Iterable[str],
    *,
    complete: bool = True,
    settled: Settled | None = None,
    doubles: Mapping[VaultPath, VaultPath] = NO_DOUBLES,
    is_deleted: Callable[[Page], bool] = lambda _: False,
    take_over: Collection[VaultPath] = (),
) -> Plan:
    """What must be done so that the wanted pages stand and nothing of hers is touched.

    Args:
        pages: The pages that should stand, each where it stands.
        present: Every file that could be read, with its bytes.
        output_folder: Where our pages are; a file elsewhere is never looked at for one that is unwanted.
        paths: Every path in the vault, those among them that were not read: no page may take one.
        complete: Whether the whole vault was read. If not, no page is retired or called stale.
        settled: What earlier plans found up to date, to save time; brought up to date.
        doubles: From each file that is about the same as a wanted page to that page.
        is_deleted: Whether she deleted a page that has no file, and it would say again what it said.
        take_over: The pages that are to be written anew although she edited them.
    """
    settled = {} if settled is None else settled
    pages = sorted(pages, key=lambda page: page.path)
    taken = {clash_key(path): path for path in sorted(paths)}
    taken.update({clash_key(path): path for path in sorted(present)})
    actions: list[Action] = []
    done: Settled = {}
    standing: dict[VaultPath, Page] = {}
    deleted: list[Page] = []
    wanted: set[str] = set()
    unchanged = 0
    for page in pages:
        key = clash_key(page.path)
        path = page.path if page.path in present else VaultPath(taken.get(key, page.path))
        if key in wanted:
            actions.append(_keep(page.path, "path-taken", "two pages would have this name"))
            continue
        wanted.add(key)
        old = present.get(path)
        action: Action | None = None
        if _is_settled(settled, path, page, old):
            pass
        elif old is None and key not in taken and is_deleted(page):
            action = _keep(path, "deleted-page", "you deleted this page, and it would say what it said then")
            deleted.append(page)
        else:
            action = _wanted(page, path, old, key in taken, path in take_over)
            standing[path] = page
        if action is not None:
            actions.append(action)
            continue
        unchanged += 1
        if old is not None:
            done[path] = (page, old)
    home, successors = VaultPath(clash_key(output_folder)), Successors(pages)
    for path in sorted(present):
        key = clash_key(path)
        if key in wanted or not VaultPath(key).inside(home):
            continue
        if path in doubles:
            actions.append(_keep(path, "duplicate-page", f"{doubles[path]} is about the same"))
        elif _is_settled(settled, path, None, present[path]):
            done[path] = (None, present[path])
        elif found := _unwanted(path, present[path], complete=complete, take_over=path in take_over):
            actions.append(_with_successor(found, present[path], successors))
        elif complete:
            done[path] = (None, present[path])
    settled.clear()
    settled.update(done)
    over = frozenset(action.path for action in actions if isinstance(action, Replace) and action.path in take_over)
    return Plan(tuple(sorted(actions, key=lambda action: action.path)), unchanged, standing, over, tuple(deleted))


def postponed(planned: Plan, is_fresh: Callable[[Replace | Retire], bool]) -> Plan:
    """A plan that leaves alone for now what `is_fresh` says she is still at work on; what she asked for is done."""
    actions = tuple(
        _keep(action.path, "just-edited", "it was changed a moment ago, and not by us")
        if isinstance(action, Replace | Retire) and action.path not in planned.taken_over and is_fresh(action)
        else action
        for action in planned.actions
    )
    return replace(planned, actions=actions)


def sha256(data: bytes) -> str:
    """The digest by which a file is recognised before it is replaced, in hex."""
    return hashlib.sha256(data).hexdigest()


def clash_key(path: str) -> str:
    """Equal for paths that some file system takes for one: blind to case and to how accents are composed."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _is_settled(settled: Settled, path: VaultPath, page: Page | None, old: bytes | None) -> bool:
    known = settled.get(path)
    return known is not None and known[1] == old and known[0] == page


def _wanted(page: Page, path: VaultPath, old: bytes | None, taken: bool, take_over: bool) -> Action | None:
    """What to do for a page that should stand; None if it does."""
    if old is None and taken:
        return _keep(path, "path-taken", "a file that is not ours has the name of a page")
    try:
        if old is None:
            data = ownership.fresh(page)
            return Create(path, data) if _comes_back(data) else _unsound(path)
        match ownership.parse(old):
            case Foreign():
                return _keep(path, "path-taken", "a file that is not ours has the name of a page")
            case Broken(code, reason):
                return _keep(path, code, reason)
            case Ours(fits=False, format=number) as ours if take_over and number <= FORMAT:
                data = ownership.taken_over(ours, page)
                return Replace(path, data, sha256(old)) if _comes_back(data) else _unsound(path)
            case Ours() as ours if refused := _refused(path, ours):
                return refused
            case Ours() as ours:
                data = ownership.updated(ours, page)
                if ownership.same(old, data):
                    return None
                return Replace(path, data, sha256(old)) if _comes_back(data) else _unsound(path)
    except PropertiesError as error:
        return _keep(path, "broken-properties", f"its properties cannot be read: {error}")
    except UnicodeEncodeError:
        return _unsound(path)


def _unwanted(path: VaultPath, old: bytes, *, complete: bool, take_over: bool) -> Action | None:
    """What to do about a file in the output folder that no page asks for."""
    match ownership.parse(old):
        case Broken(code, reason, claimed=True):
            return _keep(path, code, reason)
        case Ours(fits=False, format=number) as ours if complete and number <= FORMAT:
            if not take_over:
                reason = "the text between the marks was changed by hand, and nothing in the vault asks for this page"
                return Keep(path, "edited-page", reason, _HINTS["stale-edited"])
            aside = ownership.set_aside(ours)
            return Replace(path, aside, sha256(old)) if _comes_back(aside) else _unsound(path)
        case Ours() as ours:
            if refused := _refused(path, ours):
                return refused
            if not complete:
                return None
            if not ownership.has_hers(ours, path.stem):
                return Retire(path, sha256(old))
            data = ownership.stale(ours)
            if data is None:
                return _keep(path, "stale-page", "nothing in the vault asks for this page any more")
            return Replace(path, data, sha256(old)) if _comes_back(data) else _unsound(path)
    return None


def _with_successor(action: Action, old: bytes, successors: Successors) -> Action:
    """What to do about a page that nobody wants, with the page that seems to have taken its place."""
    if not isinstance(action, Keep) or action.code not in ("edited-page", "stale-page"):
        return action
    page = successors.of(old)
    if page is None:
        return action
    hint = f"Was somebody renamed? Then move what is yours to {page}. {action.hint}"
    return replace(action, hint=hint)


def _refused(path: VaultPath, ours: Ours) -> Keep | None:
    if ours.format > FORMAT:
        return _keep(path, "newer-format", "it was written by a newer vault-companion")
    if not ours.fits:
        return _keep(path, "edited-page", "the text between the marks was changed by hand")
    return None


def _comes_back(data: bytes) -> bool:
    """Whether a page, read again, is one of ours with whole marks: else it must not be written."""
    again = ownership.parse(data)
    return isinstance(again, Ours) and again.fits


def _unsound(path: VaultPath) -> Keep:
    return _keep(path, "unsound-page", "the page would not be recognised as ours again")


def _keep(path: VaultPath, code: str, reason: str) -> Keep:
    return Keep(path, code, reason, _HINTS[code])
