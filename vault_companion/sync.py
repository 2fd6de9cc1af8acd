"""One run: read -> build -> plan -> apply. It touches the world only through the first and the last."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from vault_companion.build import Build, Memos, build
from vault_companion.diffing import page_diff
from vault_companion.errors import CompanionError, VaultError
from vault_companion.problem import Problem
from vault_companion.quarantine import examined, marking
from vault_companion.report import PageDiff, PageNote, Report
from vault_companion.settings import Settings
from vault_companion.vault.reader import Memo, read
from vault_companion.vault.snapshot import Snapshot, VaultPath
from vault_companion.writer.apply import Disk, Outcome, apply
from vault_companion.writer.disk import FolderDisk
from vault_companion.writer.lock import write_lock
from vault_companion.writer.manifest import NOTHING, Manifest, read_manifest, write_manifest
from vault_companion.writer.ownership import claim, line_now
from vault_companion.writer.plan import Action, Create, Keep, Plan, Replace, Retire, Settled, plan, postponed
from vault_companion.writer.record import backed_up, remembering
from vault_companion.writer.ring import Ring
from vault_companion.writer.which import page_named

Tell = Callable[[str, int], None]
Builder = Callable[[Snapshot, Settings, Memos], Build]
Clock = Callable[[], float]

_ASKEW_S = 2.0
"""By how much the clock of a disk may be ahead of ours."""


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
class View:
    """A vault at which the caller has looked himself.

    Attributes:
        disk: What is on disk, by which it is decided what may be written.
        believed: What the pages are made from: the same, but for notes that are just being saved, moved or deleted.
        whole: Whether what is not in `believed` is not in the vault. If not, no page is retired or called stale.
    """

    disk: Snapshot
    believed: Snapshot
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run up to the point where it would write.

    Attributes:
        root: The vault.
        built: What the vault comes to.
        plan: What to do.
        present: The bytes of each file the plan was made from.
        started: When the run began, by the clock.
        manifest: What was remembered of the pages.
        complete: Whether the whole vault was read.
    """

    root: Path
    built: Build
    plan: Plan
    present: Mapping[VaultPath, bytes]
    started: float
    manifest: Manifest = NOTHING
    complete: bool = True


def sync(
    root: Path,
    settings: Settings,
    *,
    dry_run: bool = False,
    check: bool = False,
    diff: bool = False,
    take_over: Sequence[str] = (),
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
        take_over: Pages, by path or name, that are to be written anew although she edited them between the marks.
        memory: What earlier runs found out.
        disk: Where pages are written; the vault's output folder if none is given.
        build: The core.
        clock: Seconds, from any start.
        tell: Told of each stage as it begins: "understanding" so many notes, "writing" so many pages.

    Raises:
        VaultError: The vault cannot be read. Nothing was written.
        UnknownNameError: There is no page of a name in `take_over`. Nothing was written.
        BusyError: Another companion is writing to it. Nothing was written.
    """
    prepared = prepare(root, settings, take_over=take_over, memory=memory, build=build, clock=clock, tell=tell)
    if dry_run or check or diff:
        foreseen = report(prepared, _foreseen(prepared.plan), clock, dry=True, check=check)
        return replace(foreseen, diff=_diffs(prepared)) if diff else foreseen
    tell("writing", sum(not isinstance(action, Keep) for action in prepared.plan.actions))
    return carry_out(prepared, disk or open_disk(root, prepared.built.settings), clock=clock)


def prepare(
    root: Path,
    settings: Settings,
    *,
    bring_back: bool = True,
    settle_s: float = 0.0,
    take_over: Sequence[str] = (),
    view: View | None = None,
    memory: Memory | None = None,
    build: Builder = build,
    clock: Clock = time.monotonic,
    now: Clock = time.time,
    tell: Tell = lambda _stage, _count: None,
) -> Prepared:
    """All of a run but the writing: it may be broken off anywhere.

    Args:
        root: The vault.
        settings: What holds where the vault's own settings note says nothing.
        bring_back: Whether a page that she deleted is made again. If not, it is kept away, as `deleted-page`, for as
            long as it would say what it said when it was last written.
        settle_s: A page that would be written, whose file is not what we last wrote and changed less than so many
            seconds ago, is left alone, as `just-edited`: the caller looks again when that time is over.
        take_over: As with `sync`.
        view: The vault as it was just seen; it is read now if none is given.
        memory: What earlier runs found out.
        build: The core.
        clock: Seconds, from any start.
        now: The time, in seconds since 1970.
        tell: As with `sync`.

    Raises:
        VaultError: The vault cannot be read, or the output folder is no folder of it.
        UnknownNameError: There is no page of a name in `take_over`.
    """
    memory = memory or Memory()
    _home(settings)
    started = clock()
    manifest = read_manifest(root)
    view = view or _view(read(root, memory.read))
    snapshot = view.disk
    believed = replace(examined(root, view.believed), named=manifest.named)
    tell("understanding", len(believed.files))
    with marking(root) as memory.memos.before_reading:
        built = build(believed, settings, memory.memos)
    home = _home(built.settings)
    complete = view.whole and all(item.severity != "error" for item in believed.unread)
    written = manifest.written()
    planned = plan(
        built.pages,
        snapshot.files,
        home,
        (*snapshot.files, *believed.files, *believed.others, *(item.path for item in believed.unread)),
        complete=complete,
        settled=memory.settled,
        doubles=built.doubles,
        is_deleted=lambda page: not bring_back and written(page),
        take_over=_meant(take_over, snapshot, home),
    )
    if settle_s > 0:
        planned = postponed(
            planned,
            lambda action: (
                not manifest.wrote(action.path, action.expect) and _is_fresh(root / action.path, now(), settle_s)
            ),
        )
    return Prepared(root, built, planned, snapshot.files, started, manifest, complete)


def carry_out(
    prepared: Prepared,
    disk: Disk,
    *,
    stopped: Callable[[], bool] = lambda: False,
    wait_s: float = 10.0,
    clock: Clock = time.monotonic,
    now: Clock = time.time,
) -> Report:
    """The rest of a run. The lock is taken only if there is anything to write or to tidy up.

    Before a page is overwritten or taken out, it is in the backup ring; one that cannot be put there is not touched.
    After all pages are on the disk, what they are is remembered for the next run.

    Args:
        prepared: What to do.
        disk: Where.
        stopped: Asked between two files; once true, the rest is left undone.
        wait_s: How long to wait for another companion that is writing.
        clock: The one by which the run began.
        now: The time, in seconds since 1970.

    Raises:
        BusyError: Another companion is writing to the vault. Nothing was written.
    """
    actions = prepared.plan.actions
    litter = disk.litter()
    if not litter and all(isinstance(action, Keep) for action in actions):
        outcomes = apply(actions, disk, stopped=stopped, tidy=False)
        after = _after(prepared, outcomes)
        if after != prepared.manifest:
            with suppress(CompanionError), write_lock(prepared.root, 0.0):
                write_manifest(prepared.root, after)
        return report(prepared, outcomes, clock)
    with write_lock(prepared.root, wait_s):
        ring, when = Ring.of(prepared.root), datetime.fromtimestamp(now(), UTC)
        why = dict.fromkeys(prepared.plan.taken_over, "taken-over")
        unsafe = backed_up(actions, prepared.present, ring, when, why)
        done = apply([one for one in actions if one.path not in unsafe], disk, stopped=stopped, tidy=litter)
        outcomes = tuple(sorted((*done, *unsafe.values()), key=lambda outcome: outcome.action.path))
        after = _after(prepared, outcomes)
        if after != prepared.manifest:
            write_manifest(prepared.root, after)
    return report(prepared, outcomes, clock)


def open_disk(root: Path, settings: Settings) -> FolderDisk:
    """The vault's output folder.

    Raises:
        VaultError: It is no folder inside the vault, or the vault is not there.
    """
    ring = Ring.of(root)
    try:
        return FolderDisk(root, _home(settings), keep=lambda page, data: ring.put(page, data, datetime.now(UTC)))
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
        removed=tuple(action.path for action in written if isinstance(action, Retire)),
        unchanged=prepared.plan.unchanged,
        kept=tuple(_note(outcome) for outcome in outcomes if outcome.result in ("kept", "changed-meanwhile")),
        failed=tuple(_note(outcome) for outcome in outcomes if outcome.result == "failed"),
        problems=built.problems if dry else _as_written(prepared, written),
        seconds=clock() - prepared.started,
        dry=dry,
        check=check,
    )


def _as_written(prepared: Prepared, written: Sequence[Action]) -> tuple[Problem, ...]:
    """The problems, with the lines that they have in the pages as they are on the disk by now."""
    pages: dict[str, tuple[bytes, bytes]] = {
        action.path: (prepared.present[action.path], action.data) for action in written if isinstance(action, Replace)
    }
    return tuple(
        replace(problem, line=line_now(problem.line, *pages[problem.path])) if problem.path in pages else problem
        for problem in prepared.built.problems
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


def _view(snapshot: Snapshot) -> View:
    return View(snapshot, snapshot)


def _after(prepared: Prepared, outcomes: Sequence[Outcome]) -> Manifest:
    """What is to be remembered when this has been done."""
    return remembering(prepared.manifest, prepared.plan, prepared.present, outcomes, complete=prepared.complete)


def _meant(names: Sequence[str], snapshot: Snapshot, home: VaultPath) -> frozenset[VaultPath]:
    """The pages of ours in the output folder that somebody named.

    Raises:
        UnknownNameError: There is none of that name, or more than one.
    """
    if not names:
        return frozenset()
    ours = [path for path, data in snapshot.files.items() if path.inside(home) and claim(data)]
    return frozenset(page_named(name, ours) for name in names)


def _is_fresh(place: Path, now_s: float, settle_s: float) -> bool:
    """Whether a file was changed in the last few seconds; a time in the future tells nothing."""
    try:
        info = place.stat()
    except OSError:
        return False
    return any(-_ASKEW_S <= now_s - when < settle_s for when in (info.st_mtime, info.st_ctime))


def _foreseen(planned: Plan) -> list[Outcome]:
    """What would become of a plan if all went well."""
    return [
        Outcome(action, "kept", action.reason, action.hint) if isinstance(action, Keep) else Outcome(action, "written")
        for action in planned.actions
    ]


def _diffs(prepared: Prepared) -> tuple[PageDiff, ...]:
    """What a plan would change, page by page."""
    return tuple(
        PageDiff(
            action.path,
            page_diff(
                action.path,
                prepared.present.get(action.path),
                None if isinstance(action, Retire) else action.data,
            ),
        )
        for action in prepared.plan.actions
        if not isinstance(action, Keep)
    )


def _note(outcome: Outcome) -> PageNote:
    code = outcome.action.code if isinstance(outcome.action, Keep) else _CODES.get(outcome.result, "")
    return PageNote(outcome.action.path, code, outcome.reason, outcome.hint)


_CODES = {"changed-meanwhile": "changed-meanwhile", "failed": "not-written"}
