"""What is kept outside the vault about the pages that a run writes: the old ones before, a memory of the new after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Outcome
from vault_companion.writer.manifest import Manifest, Remembered, identity_of, remembered
from vault_companion.writer.plan import Action, Create, Plan, Replace, Retire, sha256
from vault_companion.writer.ring import Old, Ring

_HINT = "Make room for it, or make the folder writable; the next run tries again."


def backed_up(
    actions: Iterable[Action],
    present: Mapping[VaultPath, bytes],
    ring: Ring,
    when: datetime,
    why: Mapping[VaultPath, str],
) -> dict[VaultPath, Outcome]:
    """Put into the ring what actions would overwrite or take out.

    A page that is not what the plan saw is passed over: nothing will be done to it.

    Args:
        actions: What is to be done.
        present: The bytes of the pages as the plan saw them.
        ring: Where to.
        when: Now.
        why: What is noted, by page, where it is not that the page is replaced or retired.

    Returns:
        What became of the actions that must not be carried out, because the page could not be kept.
    """
    going = [action for action in actions if isinstance(action, Replace | Retire) and action.path in present]
    olds = [
        Old(action.path, present[action.path], why.get(action.path) or _why(action))
        for action in going
        if sha256(present[action.path]) == action.expect
    ]
    failed = ring.put_all(olds, when) if olds else {}
    return {action.path: _not_kept(action, failed[action.path]) for action in going if action.path in failed}


def remembering(
    before: Manifest,
    planned: Plan,
    present: Mapping[VaultPath, bytes],
    outcomes: Iterable[Outcome],
    *,
    complete: bool = True,
) -> Manifest:
    """What is remembered after a run.

    A page that stands is remembered as it is. One whose file is gone is forgotten, unless she deleted it and the
    plan left it so. One that was left alone for any other reason is remembered as it was last written.

    Args:
        before: What was remembered.
        planned: What was to be done.
        present: The bytes of the pages as the plan saw them.
        outcomes: What was done.
        complete: Whether the whole vault was read; else nothing that was not seen is forgotten.
    """
    done = {outcome.action.path: outcome.action for outcome in outcomes if outcome.result == "written"}
    touched = {action.path for action in planned.actions}
    pages: dict[VaultPath, Remembered] = {
        path: known
        for path, known in before.pages.items()
        if path in present and not isinstance(done.get(path), Retire)
    }
    for path, page in planned.standing.items():
        action = done.get(path)
        data = action.data if isinstance(action, Create | Replace) else present.get(path)
        if data is None or (path in touched and action is None):
            continue
        known = pages.get(path)
        if known is None or known.sha256 != sha256(data) or known.moved != page.moved:
            pages[path] = remembered(page, data, is_fresh=isinstance(action, Create))
    deleted = {identity_of(page) for page in planned.deleted}
    gone = (path for path in before.pages if path not in present and path not in pages)
    pages |= {path: before.pages[path] for path in gone if not complete or before.pages[path].identity in deleted}
    return Manifest(pages)


def _why(action: Replace | Retire) -> str:
    return "replaced" if isinstance(action, Replace) else "retired"


def _not_kept(action: Action, error: OSError) -> Outcome:
    said = error.strerror or str(error)
    return Outcome(action, "failed", f"the page as it is could not be kept in the backups first: {said}", _HINT)
