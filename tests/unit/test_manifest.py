"""What is remembered of the pages that were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from vault_companion.pages.page import Page
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import Outcome
from vault_companion.writer.lock import vault_state
from vault_companion.writer.manifest import (
    FILE,
    NOTHING,
    Manifest,
    Remembered,
    decode,
    encode,
    identity_of,
    part_of,
    read_manifest,
    remembered,
    write_manifest,
)
from vault_companion.writer.ownership import fresh
from vault_companion.writer.plan import Create, Keep, Plan, Replace, Retire, plan, sha256
from vault_companion.writer.record import remembering

ADA = VaultPath("Dynamics/Characters/Ada - Dynamics.md")
MOVED = VaultPath("Dynamics/Mine/Ada.md")


def page(body: str = "Ada.", path: VaultPath = ADA, *, moved: bool = False) -> Page:
    return Page(path, "character", ("[[Ada]]",), (), body, moved)


FULL = Manifest({ADA: remembered(page(), fresh(page()) + b"Mine."), MOVED: remembered(page(moved=True), b"")})


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    assert write_manifest(tmp_path, FULL)

    assert read_manifest(tmp_path) == FULL
    assert list(tmp_path.iterdir()) == []


def test_a_vault_that_was_never_written_to_is_not_remembered(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == NOTHING


def test_fault_40_a_file_in_which_any_byte_is_wrong_says_nothing() -> None:
    good = encode(FULL)
    assert decode(good) == FULL

    for at in range(len(good)):
        assert decode(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]) == NOTHING
        assert decode(good[:at]) == NOTHING


@pytest.mark.parametrize("rest", ["{}", "[]", '{"schema": 2, "pages": {}}', '{"schema": 1, "pages": {"../x": [1]}}'])
def test_fault_40_a_file_of_another_form_says_nothing(rest: str) -> None:
    assert decode(sha256(rest.encode()).encode() + b"\n" + rest.encode()) == NOTHING


def test_a_memory_that_cannot_be_written_is_told_and_the_old_one_stands(tmp_path: Path) -> None:
    write_manifest(tmp_path, FULL)
    (vault_state(tmp_path) / f"{FILE}.part").mkdir()

    assert not write_manifest(tmp_path, NOTHING)
    assert read_manifest(tmp_path) == FULL


def test_a_page_with_her_text_says_the_same_as_one_without() -> None:
    assert remembered(page(), fresh(page()) + b"Mine.").part == remembered(page(), fresh(page())).part
    assert part_of(page("New.")) != part_of(page())


def test_a_page_was_written_before_if_it_says_the_same_about_the_same_people_wherever() -> None:
    was_written = FULL.written()

    assert was_written(page(path=VaultPath("Dynamics/Elsewhere.md")))
    assert not was_written(page("New."))
    assert not was_written(Page(ADA, "character", ("[[Bo]]",), (), "Ada."))
    assert not NOTHING.written()(page())


def test_only_a_place_that_we_chose_was_named_by_us() -> None:
    assert FULL.named == {ADA}


# ---- after a run


def after(before: Manifest, planned: Plan, present: dict[VaultPath, bytes], done: str = "written") -> Manifest:
    outcomes = [
        Outcome(action, "kept" if isinstance(action, Keep) else done)  # type: ignore[arg-type]
        for action in planned.actions
    ]
    return remembering(before, planned, present, outcomes)


def planned(pages: list[Page], present: dict[VaultPath, bytes], before: Manifest = NOTHING) -> Plan:
    return plan(pages, present, "Dynamics", present, is_deleted=before.written())


def test_a_page_that_was_created_or_replaced_is_remembered_as_it_is_now() -> None:
    created = after(NOTHING, planned([page()], {}), {})
    old = {ADA: fresh(page()) + b"Mine."}
    replaced = after(created, planned([page("New.")], old), old)

    assert created == Manifest({ADA: remembered(page(), fresh(page()))})
    assert replaced == Manifest({ADA: remembered(page("New."), fresh(page("New.")) + b"Mine.")})


def test_a_page_that_stands_as_it_should_is_remembered_whoever_wrote_it() -> None:
    files = {ADA: fresh(page())}

    assert after(NOTHING, planned([page()], files), files) == Manifest({ADA: remembered(page(), files[ADA])})


def test_a_page_that_could_not_be_written_is_remembered_as_it_was() -> None:
    before = Manifest({ADA: Remembered("a", "b", "c")})
    files = {ADA: fresh(page())}

    assert after(before, planned([page("New.")], files), files, "failed") == before
    assert after(NOTHING, planned([page()], {}), {}, "failed") == NOTHING


def test_a_page_that_was_retired_is_forgotten() -> None:
    files = {ADA: fresh(page())}
    going = planned([], files)
    assert isinstance(going.actions[0], Retire)

    assert after(Manifest({ADA: remembered(page(), files[ADA])}), going, files) == NOTHING


def test_a_page_that_she_deleted_is_remembered_until_it_is_made_again() -> None:
    before = Manifest({MOVED: remembered(page(path=MOVED, moved=True), fresh(page()))})
    kept_away, made_again = planned([page()], {}, before), planned([page("New.")], {}, before)
    assert isinstance(kept_away.actions[0], Keep)
    assert isinstance(made_again.actions[0], Create)

    assert after(before, kept_away, {}) == before
    assert after(before, made_again, {}) == Manifest({ADA: remembered(page("New."), fresh(page("New.")))})


def test_a_page_that_is_gone_and_that_nobody_asks_for_is_forgotten() -> None:
    before = Manifest({ADA: remembered(page(), fresh(page()))})

    assert after(before, planned([], {}), {}) == NOTHING
    assert remembering(before, planned([], {}), {}, [], complete=False) == before


def test_a_page_that_she_moved_is_remembered_at_its_new_place_only() -> None:
    before = Manifest({ADA: remembered(page(), fresh(page()))})
    moved, files = page(path=MOVED, moved=True), {MOVED: fresh(page())}

    assert after(before, planned([moved], files), files) == Manifest({MOVED: remembered(moved, files[MOVED])})


def test_a_page_that_she_edited_is_remembered_as_we_left_it() -> None:
    before = Manifest({ADA: remembered(page(), fresh(page()))})
    files = {ADA: fresh(page()).replace(b"Ada.", b"Ada!")}

    assert after(before, planned([page()], files), files) == before
    assert identity_of(page()) == "character [[Ada]]"
    assert not isinstance(planned([page()], files).actions[0], Replace)


def test_whether_she_chose_a_place_is_remembered_anew_even_if_not_a_byte_changed() -> None:
    files = {ADA: fresh(page())}
    before = Manifest({ADA: remembered(page(), files[ADA])})

    assert after(before, planned([page(moved=True)], files), files).named == frozenset()
