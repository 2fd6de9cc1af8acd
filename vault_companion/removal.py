"""Take our pages out of a vault: what is hers stays, and everything else is in the backup ring before it goes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from vault_companion.errors import BusyError, VaultError
from vault_companion.pages.page import FORMAT
from vault_companion.settings import Settings
from vault_companion.settings_note import read_settings
from vault_companion.vault.reader import read
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Outcome, Refused, apply
from vault_companion.writer.disk import PARK, FolderDisk
from vault_companion.writer.files import FILES
from vault_companion.writer.lock import watch_lock, write_lock
from vault_companion.writer.manifest import NOTHING, write_manifest
from vault_companion.writer.ownership import Broken, Ours, has_hers, parse
from vault_companion.writer.places import Places
from vault_companion.writer.plan import Keep, Retire, sha256
from vault_companion.writer.record import backed_up
from vault_companion.writer.ring import Ring

SCHEMA = 1
_OUR_FOLDERS = ("Characters", "Pairs")
_HINT = "Delete it yourself when you no longer need it."


@dataclass(frozen=True, slots=True)
class Removal:
    """What taking our pages out of a vault comes to, before it is done.

    Attributes:
        home: The output folder.
        going: The pages that go, in path order.
        staying: The pages that stay, and why, in path order.
        present: The bytes of the pages.
    """

    home: VaultPath
    going: tuple[Retire, ...]
    staying: tuple[Keep, ...]
    present: Mapping[VaultPath, bytes]

    def to_text(self) -> str:
        """What would be done, for a person at a terminal, without a line end at the end."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if not self.going:
            yield f"There is no page in {self.home}/ that can be taken out."
        else:
            yield f"Taken out of the vault and kept in the backups ({len(self.going)}):"
            yield from (f"  {action.path}" for action in self.going)
        if self.staying:
            yield ""
            yield f"Left where they are ({len(self.staying)}):"
            yield from (f"  {page.path}  {page.reason}" for page in self.staying)


@dataclass(frozen=True, slots=True)
class Removed:
    """What was done.

    Attributes:
        vault: The vault's folder.
        planned: What was to be done.
        outcomes: What became of each page that was to go.
        parked: How many files are left in the hidden folder in which old pages wait: those of another computer, or
            of a vault that this one is a copy of, and those that a program still has open.
    """

    vault: str
    planned: Removal
    outcomes: tuple[Outcome, ...]
    parked: int = 0

    @property
    def exit_code(self) -> int:
        """0 done; 2 a page could not be taken out."""
        return 2 if any(outcome.result == "failed" for outcome in self.outcomes) else 0

    def to_json(self) -> dict[str, Any]:
        """As a JSON object; keys are only ever added."""
        kept = [*self.planned.staying]
        kept += [
            Keep(one.action.path, _code(one), one.reason, one.hint)
            for one in self.outcomes
            if one.result not in ("written", "failed")
        ]
        failed = [one for one in self.outcomes if one.result == "failed"]
        return {
            "schema": SCHEMA,
            "vault": self.vault,
            "removed": [one.action.path for one in self.outcomes if one.result == "written"],
            "kept": [{"path": k.path, "reason": k.code, "message": k.reason, "hint": k.hint} for k in kept],
            "failed": [
                {"path": one.action.path, "reason": "not-written", "message": one.reason, "hint": one.hint}
                for one in failed
            ],
            "parked": self.parked,
        }

    def to_text(self, *, listed: bool = False) -> str:
        """For a person at a terminal, without a line end at the end; `listed` if the plan was not shown before."""
        done = sum(outcome.result == "written" for outcome in self.outcomes)
        lines = [self.planned.to_text(), ""] if listed else []
        lines.append(f"Took {done} page{'' if done == 1 else 's'} out of the vault.")
        if done:
            lines.append("`vault-companion restore` lists them; `vault-companion sync` makes them anew.")
        lines += [
            f"{one.action.path} was left: {one.reason}. {one.hint}" for one in self.outcomes if one.result != "written"
        ]
        if self.parked:
            files = "1 file is" if self.parked == 1 else f"{self.parked} files are"
            lines.append(
                f"In the hidden folder {self.planned.home}/{PARK} {files} left: old pages that came with a copy of "
                "the vault, or are still open somewhere. Delete that folder if you need none of them."
            )
        return "\n".join(lines)


def plan_removal(root: Path, settings: Settings) -> Removal:
    """What would go and what would stay. Changes nothing.

    Args:
        root: The vault.
        settings: What holds where the vault's own settings note says nothing.

    Raises:
        VaultError: The vault cannot be read.
    """
    snapshot = read(root)
    home = VaultPath(read_settings(snapshot.files, settings).settings.output_folder)
    present = {path: data for path, data in sorted(snapshot.files.items()) if path.inside(home)}
    going: list[Retire] = []
    staying: list[Keep] = []
    for path, data in present.items():
        match parse(data):
            case Ours(format=number) if number > FORMAT:
                staying.append(Keep(path, "newer-format", "a newer vault-companion wrote it", ""))
            case Ours(fits=False):
                staying.append(Keep(path, "edited-page", "you edited it between the marks", _HINT))
            case Ours() as page if has_hers(page, path.stem):
                staying.append(Keep(path, "has-your-text", "you wrote on it", _HINT))
            case Ours():
                going.append(Retire(path, sha256(data)))
            case Broken(code, reason, claimed=True):
                staying.append(Keep(path, code, reason, _HINT))
    return Removal(home, tuple(going), tuple(staying), present)


def declined(root: Path, planned: Removal) -> Removed:
    """What was done when she said no: nothing."""
    return Removed(str(root), replace(planned, going=()), ())


def remove(root: Path, planned: Removal, *, now: datetime, wait_s: float = 10.0) -> Removed:
    """Take the pages out, and our folders if nothing is left in them. What was done once is not done again.

    Args:
        root: The vault.
        planned: What is to be done.
        now: The time, with its zone.
        wait_s: How long to wait for another companion that is writing.

    Raises:
        BusyError: The vault is being watched, or written to. Nothing was changed.
        VaultError: The vault is not there any more. Nothing was changed.
    """
    with _unwatched(root), write_lock(root, wait_s):
        ring = Ring.of(root)
        why = {action.path: "removed" for action in planned.going}
        unsafe = backed_up(planned.going, planned.present, ring, now, why)
        going = [action for action in planned.going if action.path not in unsafe]
        try:
            disk = FolderDisk(root, planned.home, keep=lambda page, data: ring.put(page, data, now), parked_s=0.0)
        except OSError as error:
            raise VaultError(f"the vault {root} cannot be reached: {error.strerror}") from error
        outcomes = (*apply(going, disk), *unsafe.values())
        _leave_folders(root, planned)
        write_manifest(root, NOTHING)
        parked = _parked(root, planned.home)
    return Removed(str(root), planned, tuple(sorted(outcomes, key=lambda outcome: outcome.action.path)), parked)


@contextlib.contextmanager
def _unwatched(root: Path) -> Iterator[None]:
    """Make sure that nobody makes the pages again meanwhile."""
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(watch_lock(root))
        except BusyError as error:
            message = "this vault is being watched, and the pages would be made again"
            raise BusyError(message, "Stop the watcher first.") from error
        yield


def _parked(root: Path, home: VaultPath) -> int:
    """How many files wait in the park folder."""
    places = Places(root, home, FILES)
    with contextlib.suppress(OSError, Refused), places.folder(VaultPath(f"{home}/{PARK}")) as park:
        return len(FILES.names(park))
    return 0


def _leave_folders(root: Path, planned: Removal) -> None:
    """Remove our folders that are empty, the inner ones first; a link is never followed."""
    home = planned.home
    folders = {home, *(VaultPath(f"{home}/{name}") for name in _OUR_FOLDERS)}
    for action in planned.going:
        folder = action.path.folder
        while folder and folder != home:
            folders.add(VaultPath(folder))
            folder = folder.rpartition("/")[0]
    places = Places(root, home, FILES)
    for folder in sorted(folders, key=lambda folder: folder.count("/"), reverse=True):
        with contextlib.suppress(OSError, Refused), places.folder(folder.folder) as above:
            FILES.remove_folder(above, folder.name)


def _code(outcome: Outcome) -> str:
    return outcome.action.code if isinstance(outcome.action, Keep) else outcome.result
