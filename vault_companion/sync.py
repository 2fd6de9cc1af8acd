"""One run: read -> build -> plan -> apply. It touches the world only through the first and the last."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from vault_companion.build import Build, Memos, build
from vault_companion.diffing import page_diff
from vault_companion.errors import VaultError
from vault_companion.report import PageDiff, PageNote, Report
from vault_companion.settings import Settings
from vault_companion.vault.reader import Memo, read
from vault_companion.vault.snapshot import Snapshot, VaultPath
from vault_companion.writer.apply import Disk, Outcome, apply
from vault_companion.writer.disk import FolderDisk
from vault_companion.writer.lock import write_lock
from vault_companion.writer.plan import Create, Keep, Plan, Replace, Settled, plan

Tell = Callable[[str, int], None]
Builder = Callable[[Snapshot, Settings, Memos], Build]
Clock = Callable[[], float]


@dataclass(slots=True)
class Memory:
    """What a long-lived process keeps between runs. Dropping it changes nothing but time.

    Attributes:
        memos: The results of the core.
        read: The bytes of files that have not changed.
        settled: The pages found up to date.
    """

    memos: Memos = field(default_factory=Memos)
    read: Memo = field(default_factory=dict)
    settled: Settled = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run up to the point where it would write.

    Attributes:
        root: The vault.
        built: What the vault comes to.
        plan: What to do.
        present: The bytes of each file the plan was made from.
        started: When the run began, by the clock.
    """

    root: Path
    built: Build
    plan: Plan
    present: Mapping[VaultPath, bytes]
    started: float


def sync(
    root: Path,
    settings: Settings,
    *,
    dry_run: bool = False,
    check: bool = False,
    diff: bool = False,
    memory: Memory | None = None,
    disk: Disk | None = None,
    build: Builder = build,
    clock: Clock = time.monotonic,
    tell: Tell = lambda _stage, _count: None,
) -> Report:
    """Bring the pages of a vault up to date.

    Args:
        root: The vault.
        settings: What holds where the vault's own settings note says nothing.
        dry_run: Only say what would be done.
        check: The same, and the report's exit code is 1 if it is anything.
        diff: Only say what would be done, and the report shows every line that would change.
        memory: What earlier runs found out.
        disk: Where pages are written; the vault's output folder if none is given.
        build: The core.
        clock: Seconds, from any start.
        tell: Told of each stage as it begins: "understanding" so many notes, "writing" so many pages.

    Raises:
        VaultError: The vault cannot be read. Nothing was written.
        BusyError: Another companion is writing to it. Nothing was written.
    """
    prepared = prepare(root, settings, memory=memory, build=build, clock=clock, tell=tell)
    if dry_run or check or diff:
        foreseen = report(prepared, _foreseen(prepared.plan), clock, dry=True, check=check)
        return replace(foreseen, diff=_diffs(prepared)) if diff else foreseen
    tell("writing", sum(not isinstance(action, Keep) for action in prepared.plan.actions))
    return carry_out(prepared, disk or open_disk(root, prepared.built.settings), clock=clock)


def prepare(
    root: Path,
    settings: Settings,
    *,
    memory: Memory | None = None,
    build: Builder = build,
    clock: Clock = time.monotonic,
    tell: Tell = lambda _stage, _count: None,
) -> Prepared:
    """All of a run but the writing: it may be broken off anywhere.

    Raises:
        VaultError: The vault cannot be read, or the output folder is no folder of it.
    """
    memory = memory or Memory()
    _home(settings)
    started = clock()
    snapshot = read(root, memory.read)
    tell("understanding", len(snapshot.files))
    built = build(snapshot, settings, memory.memos)
    planned = plan(
        built.pages,
        snapshot.files,
        _home(built.settings),
        (*snapshot.files, *snapshot.others, *(item.path for item in snapshot.unread)),
        complete=all(item.severity != "error" for item in snapshot.unread),
        settled=memory.settled,
    )
    return Prepared(root, built, planned, snapshot.files, started)


def carry_out(
    prepared: Prepared,
    disk: Disk,
    *,
    stopped: Callable[[], bool] = lambda: False,
    wait_s: float = 10.0,
    clock: Clock = time.monotonic,
) -> Report:
    """The rest of a run. The lock is taken only if there is anything to write or to tidy up.

    Args:
        prepared: What to do.
        disk: Where.
        stopped: Asked between two files; once true, the rest is left undone.
        wait_s: How long to wait for another companion that is writing.
        clock: The one by which the run began.

    Raises:
        BusyError: Another companion is writing to the vault. Nothing was written.
    """
    actions = prepared.plan.actions
    writes = any(not isinstance(action, Keep) for action in actions) or disk.litter()
    with write_lock(prepared.root, wait_s) if writes else nullcontext():
        outcomes = apply(actions, disk, stopped=stopped)
    return report(prepared, outcomes, clock)


def open_disk(root: Path, settings: Settings) -> FolderDisk:
    """The vault's output folder.

    Raises:
        VaultError: It is no folder inside the vault, or the vault is not there.
    """
    try:
        return FolderDisk(root, _home(settings))
    except OSError as error:
        raise VaultError(f"the vault {root} cannot be reached: {error.strerror}") from error


def report(
    prepared: Prepared, outcomes: Sequence[Outcome], clock: Clock, *, dry: bool = False, check: bool = False
) -> Report:
    """A run as it is told."""
    built = prepared.built
    written = [outcome.action for outcome in outcomes if outcome.result == "written"]
    return Report(
        vault=str(prepared.root),
        notes=built.notes,
        characters=built.characters,
        ties=built.ties,
        pairs=built.pairs,
        parsed=built.parsed,
        questions=built.questions,
        created=tuple(action.path for action in written if isinstance(action, Create)),
        updated=tuple(action.path for action in written if isinstance(action, Replace)),
        removed=(),
        unchanged=prepared.plan.unchanged,
        kept=tuple(_note(outcome) for outcome in outcomes if outcome.result in ("kept", "changed-meanwhile")),
        failed=tuple(_note(outcome) for outcome in outcomes if outcome.result == "failed"),
        problems=built.problems,
        seconds=clock() - prepared.started,
        dry=dry,
        check=check,
    )


def _home(settings: Settings) -> VaultPath:
    """The output folder, if it is one that Obsidian shows."""
    try:
        folder = VaultPath(settings.output_folder)
        if not any(part.startswith(".") for part in folder.split("/")):
            return folder
    except ValueError:
        pass
    message = f'the output folder "{settings.output_folder}" is no visible folder inside the vault'
    raise VaultError(message, 'Give a folder name such as "Dynamics".')


def _foreseen(planned: Plan) -> list[Outcome]:
    """What would become of a plan if all went well."""
    return [
        Outcome(action, "kept", action.reason, action.hint) if isinstance(action, Keep) else Outcome(action, "written")
        for action in planned.actions
    ]


def _diffs(prepared: Prepared) -> tuple[PageDiff, ...]:
    """What a plan would change, page by page."""
    return tuple(
        PageDiff(action.path, page_diff(action.path, prepared.present.get(action.path), action.data))
        for action in prepared.plan.actions
        if not isinstance(action, Keep)
    )


def _note(outcome: Outcome) -> PageNote:
    code = outcome.action.code if isinstance(outcome.action, Keep) else _CODES.get(outcome.result, "")
    return PageNote(outcome.action.path, code, outcome.reason, outcome.hint)


_CODES = {"changed-meanwhile": "changed-meanwhile", "failed": "not-written"}
