"""Takes pages out of a run that were written again and again with nothing changed; see `breaker.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from vault_companion.breaker import Breaker, Cause
from vault_companion.report import Report
from vault_companion.sync import Prepared
from vault_companion.times import Times
from vault_companion.vault.snapshot import Snapshot
from vault_companion.writer.manifest import part_of
from vault_companion.writer.plan import Action, Keep, Plan

_REASON = "it was written again and again although nothing changed"
_HINT = "Look for another program that rewrites it; it is written again when a note that it is made from changes."


class Loops:
    """The writes of one watch."""

    def __init__(self, times: Times) -> None:
        self._within_s = times.loop
        self._breaker = Breaker()
        self._causes: dict[str, Cause] = {}
        self._told: set[str] = set()

    def without(self, prepared: Prepared, believed: Snapshot, now: float) -> Prepared:
        """A run in which each page that goes round in circles is left alone, as `loop`."""
        plan = prepared.plan
        output = prepared.built.settings.output_folder
        writes = [action for action in plan.actions if not isinstance(action, Keep)]
        if not writes:
            self._causes = {}
            return prepared
        notes = str(hash(frozenset(file for file in believed.files.items() if not file[0].inside(output))))
        self._causes = {action.path: Cause(_says(plan, action), notes) for action in writes}
        self._breaker = self._breaker.asked(self._causes, now, within_s=self._within_s)
        looping = self._breaker.open.keys() & self._causes.keys()
        if not looping:
            return prepared
        actions = tuple(_kept(action) if action.path in looping else action for action in plan.actions)
        return replace(prepared, plan=replace(plan, actions=actions))

    def wrote(self, report: Report, now: float) -> None:
        """The run is over."""
        done = (*report.created, *report.updated, *report.removed)
        self._breaker = self._breaker.wrote(done, self._causes, now, within_s=self._within_s)

    def closed(self, looping: Iterable[str]) -> tuple[str, ...]:
        """Pages that were left alone at an earlier run and are not now, given those that are now."""
        before, self._told = self._told, set(looping)
        return tuple(before - self._told)


def _says(plan: Plan, action: Action) -> str:
    page = plan.standing.get(action.path)
    return part_of(page) if page else ""


def _kept(action: Action) -> Keep:
    return Keep(action.path, "loop", _REASON, _HINT)
