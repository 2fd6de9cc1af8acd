"""A commit and an author at the same page: what is kept, in which order, and what comes back."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.seam import Killed, Plain, Plainer, Seam, Unflushed
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.apply import apply
from vault_companion.writer.disk import PARK, FolderDisk
from vault_companion.writer.files import Files
from vault_companion.writer.journal import Intent, Journal, decode, encode
from vault_companion.writer.lock import vault_state
from vault_companion.writer.plan import Action, Create, Replace, Retire, sha256

PAGE = VaultPath("Dynamics/Ada & Bo.md")
COPY = "Dynamics/Ada & Bo (kept copy 1).md"
OLD, NEW, HERS, LATER = b"the old page", b"the new page", b"her page", b"her later page"
UPDATE = Replace(PAGE, NEW, sha256(OLD))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")


class Vault:
    """A vault with one page, a ring, and a clock."""

    def __init__(self, root: Path) -> None:
        self.root, self.page, self.ring, self.now = root, root / PAGE, list[bytes](), 0.0
        self.page.parent.mkdir(parents=True)
        self.page.write_bytes(OLD)

    def disk(self, files: Any = None, home: str = "Dynamics", **more: Any) -> FolderDisk:
        options = {"keep": lambda _page, data: self.ring.append(data), "clock": lambda: self.now, **more}
        return FolderDisk(self.root, home, files=files or Unflushed(), **options)

    def run(self, *actions: Action, files: Any = None, **more: Any) -> list[str]:
        return [one.result for one in apply(actions, self.disk(files, **more))]

    def contents(self) -> dict[str, bytes]:
        """What she sees."""
        files = (path for path in self.root.rglob("*") if path.is_file() and PARK not in path.parts)
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}

    def parked(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((self.page.parent / PARK).glob("*"))]

    def state(self) -> list[str]:
        return sorted(path.name for path in vault_state(self.root).glob("*"))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


def when(call: str, act: Callable[[], object], files: Any = None, *, after: int = 60) -> Seam:
    """Files that let her act before the first such call; the first sixty calls only prepare."""
    done = []

    def before(number: int, name: str) -> None:
        if name == call and number > after and not done:
            done.append(number)
            act()

    return Seam(before, files or Unflushed())


def atomically(page: Path, text: bytes) -> None:
    temp = page.parent.parent / ".saving"
    temp.write_bytes(text)
    temp.replace(page)


# ---- she saves while we commit


def test_fault_08_what_she_saves_in_place_before_the_exchange_stays_at_its_place(vault: Vault) -> None:
    assert ["changed-meanwhile"] == vault.run(UPDATE, files=when("exchange", lambda: vault.page.write_bytes(HERS)))
    assert {PAGE: HERS} == vault.contents()

    vault.now = 100.0
    assert [] == vault.run()
    assert ({PAGE: HERS}, [], []) == (vault.contents(), vault.parked(), vault.state())


def test_fault_09_what_she_saves_by_a_rename_before_the_exchange_stays_at_its_place(vault: Vault) -> None:
    assert ["changed-meanwhile"] == vault.run(UPDATE, files=when("exchange", lambda: atomically(vault.page, HERS)))
    assert {PAGE: HERS} == vault.contents()


def test_fault_09_of_two_saves_around_the_exchange_both_are_there(vault: Vault) -> None:
    acts = iter([HERS, LATER])

    def before(number: int, call: str) -> None:
        if call == "exchange" and number > 60 and (text := next(acts, None)):
            atomically(vault.page, text)

    assert ["changed-meanwhile", "kept"] == vault.run(UPDATE, files=Seam(before, Unflushed()))
    assert sorted(vault.contents().values()) == [LATER, HERS]
    assert {PAGE, COPY} == set(vault.contents())


@pytest.mark.parametrize("at_once", [True, False], ids=["after a minute", "after a restart"])
def test_fault_10_what_is_written_late_into_the_old_page_becomes_a_copy_that_she_sees(
    vault: Vault, at_once: bool
) -> None:
    with vault.page.open("r+b") as editor:
        assert ["written"] == vault.run(UPDATE)
        if not at_once:
            vault.now = 30.0
            assert [] == vault.run()
        editor.write(HERS)
    vault.now = 70.0

    (copy,) = apply([], vault.disk())

    assert (copy.action.path, copy.result, copy.reason) == (
        COPY,
        "kept",
        "text was saved into a page while it was being written",
    )
    assert {PAGE: NEW, COPY: HERS + OLD[len(HERS) :]} == vault.contents()
    assert [] == vault.parked()


def test_fault_10_an_old_page_that_is_open_for_longer_waits_until_it_is_closed(vault: Vault) -> None:
    with vault.page.open("r+b") as editor:
        vault.run(UPDATE)
        vault.now = 500.0
        vault.run()
        assert [OLD] == vault.parked()
        editor.seek(0)
        editor.write(HERS + b"    ")
    vault.now = 600.0

    assert ["kept"] == vault.run()
    assert {PAGE: NEW, COPY: HERS + b"    "} == vault.contents()


def test_fault_11_a_page_that_she_deletes_before_the_exchange_does_not_come_back(vault: Vault) -> None:
    assert ["changed-meanwhile"] == vault.run(UPDATE, files=when("exchange", vault.page.unlink))
    vault.now = 100.0
    vault.run()

    assert ({}, []) == (vault.contents(), vault.parked())


@pytest.mark.parametrize("call", ["exchange", "flush_folder"])
def test_fault_11_a_page_that_she_renames_meanwhile_is_left_alone_under_its_new_name(vault: Vault, call: str) -> None:
    there = vault.page.with_name("Mine.md")

    vault.run(UPDATE, files=when(call, lambda: vault.page.rename(there), after=75))
    vault.now = 100.0
    vault.run()

    assert {"Dynamics/Mine.md": OLD if call == "exchange" else NEW} == vault.contents()


def test_a_file_of_hers_that_appears_before_a_new_page_gets_its_name_stays(vault: Vault) -> None:
    fresh = VaultPath("Dynamics/Cy.md")
    seam = when("rename_new", lambda: (vault.root / fresh).write_bytes(HERS), after=40)

    assert ["changed-meanwhile"] == vault.run(Create(fresh, NEW), files=seam)
    assert {PAGE: OLD, fresh: HERS} == vault.contents()


@pytest.mark.parametrize("files", [Plain, Plainer])
def test_a_file_system_without_an_exchange_gives_back_what_it_can_see(vault: Vault, files: type[Files]) -> None:
    own = files()
    call = "link" if files is Plain else "start"
    seam = when(call, lambda: vault.page.write_bytes(HERS), own, after=78)

    assert ["changed-meanwhile"] == vault.run(UPDATE, files=seam)
    assert {PAGE: HERS} == vault.contents()


@pytest.mark.parametrize("files", [Plain, Plainer])
def test_a_file_system_without_an_exchange_says_so_and_writes_all_the_same(vault: Vault, files: type[Files]) -> None:
    disk = vault.disk(files())
    fresh = VaultPath("Dynamics/Cy.md")

    outcomes = apply([UPDATE, Create(fresh, NEW)], disk)

    assert ["written", "written"] == [one.result for one in outcomes]
    assert {PAGE: NEW, fresh: NEW} == vault.contents()
    assert ("reduced", [OLD]) == (disk.protection, vault.ring)
    assert "cannot exchange" in disk.protection_reason


def test_a_file_system_with_an_exchange_protects_fully(vault: Vault) -> None:
    disk = vault.disk(Files())
    before = disk.protection
    apply([UPDATE], disk)

    assert before == "unknown"
    assert ("full", "") == (disk.protection, disk.protection_reason)


# ---- the order of things


def order(seam: Seam, *wanted: str) -> list[str]:
    """The calls that begin with one of these words, in their order."""
    return [call.partition(" ")[0] for call in seam.told if call.startswith(wanted)]


def test_fault_04_a_page_is_on_the_disk_before_its_name_and_its_folder_before_it_is_forgotten(vault: Vault) -> None:
    seam = Seam(files=Unflushed())
    vault.run(UPDATE, files=seam)

    told = seam.told
    journals = [place for place, call in enumerate(told) if call.startswith("replace journal.json.new")]
    staged = next(place for place, call in enumerate(told) if call.startswith("dress") or "undress" in call)
    flushed = next(place for place, call in enumerate(told) if call.startswith("reopen")) + 1
    swapped = max(place for place, call in enumerate(told) if call.startswith("exchange"))
    hardened = [place for place, call in enumerate(told) if call == "flush_folder" and place > swapped]
    assert told[flushed] == "flush"
    assert told[journals[0] + 1] == "flush_folder"
    assert journals[0] < staged < flushed < journals[1] < swapped < hardened[0] < hardened[1] < journals[2]


def test_fault_04_what_is_remembered_of_a_page_is_written_when_the_page_is_on_the_disk(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.page.unlink()
    seam = Seam(files=Unflushed())
    told: list[list[str]] = []
    monkeypatch.setattr("vault_companion.sync.write_manifest", lambda *_: told.append(list(seam.calls)))
    (vault.root / "Ada.md").write_text("---\ntype: character\nfriend: '[[Bo]]'\n---\n")
    (vault.root / "Bo.md").write_text("---\ntype: character\n---\n")

    report = sync(vault.root, DEFAULTS, disk=vault.disk(seam))

    (before,) = told
    assert report.created
    assert last(before, "reopen") < last(before, "rename_new") < last(before, "flush_folder")


def last(calls: list[str], call: str) -> int:
    return max(place for place, name in enumerate(calls) if name == call)


def test_fault_04_many_pages_are_flushed_by_one_call_and_written_down_in_one_journal(vault: Vault) -> None:
    seam = Seam(files=Unflushed())
    many = [Create(VaultPath(f"Dynamics/{number}.md"), NEW) for number in range(100)]

    apply(many, vault.disk(seam))

    assert 1 == seam.calls.count("flush_everything")
    assert 2 == sum(call.startswith("replace journal.json.new") for call in seam.told)
    assert seam.calls.index("flush_everything") < seam.calls.index("rename_new")
    assert "reopen" not in seam.calls


def test_fault_02_a_kill_at_any_call_of_the_journal_leaves_the_old_one_or_the_new_one(vault: Vault) -> None:
    intent = Intent(PAGE, VaultPath(f"Dynamics/{PARK}"), "0" * 14, sha256(OLD), sha256(NEW))
    place = vault_state(vault.root) / "journal.json"
    for kill in range(1, 12):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(encode(Journal((intent,))))
        book = vault.disk(Seam(lambda number, _call, kill=kill: die(number == kill), Unflushed()))._book  # type: ignore[misc]
        try:
            book.open()
            book.intents.clear()
            book.intents["1" * 14] = Intent(PAGE, intent.park, "1" * 14, "", sha256(NEW))
            book.save()
        except Killed:
            pass
        stems = [intent.stem for intent in decode(place.read_bytes()).intents]
        assert stems in (["0" * 14], ["1" * 14])
    assert stems == ["1" * 14]


def die(now: bool) -> None:
    if now:
        raise Killed


def test_a_second_run_at_once_writes_nothing_and_a_late_one_only_reaps(vault: Vault) -> None:
    vault.run(UPDATE)
    assert ([OLD], [OLD], False) == (vault.parked(), vault.ring, vault.disk().litter())

    vault.now = 61.0
    assert vault.disk().litter()
    before = vault.page.stat()
    vault.run()

    assert ({PAGE: NEW}, [], []) == (vault.contents(), vault.parked(), vault.state())
    assert (before.st_ino, before.st_mtime_ns) == (vault.page.stat().st_ino, vault.page.stat().st_mtime_ns)
    assert [OLD] == vault.ring


def test_without_the_right_to_write_nothing_is_touched(vault: Vault) -> None:
    vault.run(UPDATE)
    vault.now = 100.0
    seam = Seam(files=Unflushed())

    assert () == apply([], vault.disk(seam), tidy=False)
    assert ([], [OLD]) == (seam.calls, vault.parked())


# ---- what waits, and what comes out


def test_a_page_that_is_taken_out_is_in_the_ring_and_its_bytes_wait_a_minute(vault: Vault) -> None:
    assert ["written"] == vault.run(Retire(PAGE, sha256(OLD)))
    assert ({}, [OLD], [OLD]) == (vault.contents(), vault.ring, vault.parked())

    vault.now = 100.0
    vault.run()

    assert ([], [OLD], []) == (vault.parked(), vault.ring, vault.state())


def test_a_page_that_she_saves_while_it_is_taken_out_comes_back(vault: Vault) -> None:
    seam = when("rename_new", lambda: vault.page.write_bytes(HERS), after=40)

    assert ["changed-meanwhile"] == vault.run(Retire(PAGE, sha256(OLD)), files=seam)
    assert ({PAGE: HERS}, []) == (vault.contents(), vault.ring)


def test_no_page_is_taken_out_where_there_is_no_ring(vault: Vault) -> None:
    assert ["failed"] == vault.run(Retire(PAGE, sha256(OLD)), keep=None)
    assert {PAGE: OLD} == vault.contents()


def test_a_ring_that_cannot_be_written_to_gets_the_page_later(vault: Vault) -> None:
    def full(_page: VaultPath, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    assert ["written"] == vault.run(UPDATE, keep=full)
    vault.now = 100.0
    vault.run(keep=full)
    assert ([OLD], []) == (vault.parked(), vault.ring)

    vault.run()
    assert ([], [OLD]) == (vault.parked(), vault.ring)


def test_a_clock_that_was_set_back_only_makes_a_parked_page_wait_again(vault: Vault) -> None:
    vault.now = 1e9
    vault.run(UPDATE)
    for vault.now in (1000.0, 1030.0):
        vault.run()
        assert [OLD] == vault.parked()
    vault.now = 1070.0
    vault.run()

    assert [] == vault.parked()


def test_what_is_parked_in_an_output_folder_of_before_is_reaped_too(vault: Vault) -> None:
    vault.run(UPDATE)
    vault.now = 100.0

    apply([], vault.disk(home="Elsewhere"))

    assert not (vault.page.parent / PARK).exists()


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'{"schema": 1', b"\xff\x00", b"null", b"9" * 5000, b"[" * 9999])
def test_a_journal_that_is_damaged_or_gone_removes_nothing(vault: Vault, damage: bytes) -> None:
    seam = Seam(lambda number, call: die(call == "flush_folder" and number > 80), Unflushed())
    with pytest.raises(Killed):
        vault.run(UPDATE, files=seam)
    (vault_state(vault.root) / "journal.json").write_bytes(damage)
    assert vault.disk().litter()

    assert ["kept"] == vault.run()
    assert {PAGE: NEW, "Dynamics/Recovered text (kept copy 1).md": OLD} == vault.contents()
    assert [] == vault.parked()


def test_a_journal_of_which_any_byte_was_flipped_is_not_believed() -> None:
    data = encode(Journal((Intent(PAGE, VaultPath("Dynamics/x"), "0" * 14, "1", "2", True),)))

    assert decode(data) != Journal()
    for place in range(len(data) - 1):
        flipped = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert decode(flipped) in (Journal(), decode(data))


def test_what_another_computer_has_parked_is_left_to_it_for_a_month(vault: Vault) -> None:
    there = vault.page.parent / PARK / "0123456789abcd.part"
    there.parent.mkdir()
    there.write_bytes(HERS)
    vault.now = there.stat().st_ctime + 1000

    assert not vault.disk().litter()
    vault.run()
    assert [HERS] == vault.parked()

    vault.now += 31 * 86400
    vault.run()
    assert {PAGE: OLD, "Dynamics/Recovered text (kept copy 1).md": HERS} == vault.contents()


def test_a_copy_never_takes_a_name_and_its_own_is_never_too_long(vault: Vault) -> None:
    name = VaultPath(f"Dynamics/{'é' * 124}.md")
    (vault.root / name).write_bytes(OLD)
    taken = f"Dynamics/{'é' * 119} (kept copy 1).md"
    (vault.root / taken).write_bytes(HERS)
    with (vault.root / name).open("r+b") as editor:
        assert ["written"] == vault.run(Replace(name, NEW, sha256(OLD)))
        editor.write(LATER)
    vault.now = 100.0
    vault.run()

    assert {PAGE: OLD, name: NEW, taken: HERS, taken.replace("1).md", "2).md"): LATER} == vault.contents()


# ---- what a page has beside its bytes, and what may stand in its place


def test_the_mode_and_the_extended_attributes_of_a_page_are_kept(vault: Vault) -> None:
    vault.page.chmod(0o640)
    try:
        os.setxattr(vault.page, "user.colour", b"red")
    except (OSError, AttributeError):
        pytest.skip("this file system has no extended attributes")

    vault.run(UPDATE)

    assert (0o640, b"red") == (vault.page.stat().st_mode & 0o777, os.getxattr(vault.page, "user.colour"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a file away")
def test_the_owner_of_a_page_is_kept(vault: Vault) -> None:
    os.chown(vault.page, 1234, 5678)

    vault.run(UPDATE)

    assert (1234, 5678) == (vault.page.stat().st_uid, vault.page.stat().st_gid)


def test_names_in_the_park_folder_are_short_whatever_the_page_is_called(vault: Vault) -> None:
    page = VaultPath(f"Dynamics/{'n' * 247}.md")

    assert ["written"] == vault.run(Create(page, OLD))
    assert ["written"] == vault.run(Replace(page, NEW, sha256(OLD)))
    (parked,) = (vault.page.parent / PARK).iterdir()
    assert len(parked.name) <= 24


Maker = Callable[[Path, Path], object]
IN_ITS_PLACE: dict[str, Maker] = {
    "folder": lambda page, _: page.mkdir(),
    "pipe": lambda page, _: os.mkfifo(page),
    "link to a file": lambda page, other: page.symlink_to(other),
    "link to a folder": lambda page, other: page.symlink_to(other.parent),
    "link to nothing": lambda page, _: page.symlink_to("nothing"),
    "loop of links": lambda page, _: page.symlink_to(page.name),
    "second name": lambda page, other: page.hardlink_to(other),
}


@pytest.mark.parametrize("made", IN_ITS_PLACE)
@pytest.mark.parametrize("call", ["", "undress", "exchange", "flush_folder"])
def test_fault_20_a_page_that_is_or_becomes_something_else_is_left_so(
    vault: Vault, tmp_path: Path, made: str, call: str
) -> None:
    other = tmp_path / "other.md"
    other.write_bytes(OLD if made == "second name" else HERS)

    def become() -> None:
        vault.page.unlink()
        IN_ITS_PLACE[made](vault.page, other)

    if not call:
        become()
    seam = when(call, become, after=85 if call == "flush_folder" else 43) if call else None
    result = vault.run(UPDATE, files=seam)
    for vault.now in (100.0, 200.0):
        vault.run()

    if made == "second name":
        assert other.read_bytes() == OLD
    else:
        assert other.read_bytes() == HERS
        assert vault.page.is_symlink() or not vault.page.is_file()
        assert result == [{"exchange": "changed-meanwhile", "flush_folder": "written"}.get(call, "failed")]
    assert [] == vault.parked()


def test_fault_20_a_device_with_the_name_of_a_page_is_refused(vault: Vault) -> None:
    vault.page.unlink()
    try:
        os.mknod(vault.page, 0o20666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root may make a device")

    assert ["failed"] == vault.run(UPDATE)


@pytest.mark.parametrize("folder", ["Dynamics", "Dynamics/Pairs"])
def test_fault_21_a_folder_that_becomes_a_link_at_any_call_leads_nothing_out_of_the_vault(
    tmp_path: Path, folder: str
) -> None:
    page = VaultPath("Dynamics/Pairs/Ada & Bo.md")
    for number in range(1, 121, 3):
        vault = Vault(tmp_path / str(number))
        (vault.root / page).parent.mkdir()
        (vault.root / page).write_bytes(OLD)
        outside = tmp_path / f"{number} outside"
        (outside / "Pairs").mkdir(parents=True)
        (outside / page.name).write_bytes(OLD)
        (outside / "Pairs" / page.name).write_bytes(OLD)

        def before(call: int, _name: str, number: int = number, vault: Vault = vault, outside: Path = outside) -> None:
            if call == number:
                (vault.root / folder).rename(vault.root / "Moved")
                (vault.root / folder).symlink_to(outside)

        vault.run(Replace(page, NEW, sha256(OLD)), Create(VaultPath("Dynamics/Pairs/C.md"), NEW), files=Seam(before))
        vault.now = 100.0
        vault.run()

        assert {"Ada & Bo.md": OLD, "Pairs/Ada & Bo.md": OLD} == {
            path.relative_to(outside).as_posix(): path.read_bytes() for path in outside.rglob("*") if path.is_file()
        }


HOSTILE = (
    "]]", "a|b", "#heading", "^block", "%%", "<%", "-->", "`code`", "``", "line\nbreak", "\u202eemag", "tab\there",
    "é" * 120, "n" * 245, "CON", "a:b", "trail. ", ".hidden", "~", "-rf", "$HOME", "'quote'", '"double"', "\x7f",
    "👩‍👩‍👧", "\u200bzero", "\\back", "*", "?", "\udcff",
)  # fmt: skip


def test_fault_39_a_page_of_any_name_is_written_and_replaced_where_it_belongs_and_nowhere_else(vault: Vault) -> None:
    pages = [VaultPath(f"Dynamics/{name}.md") for name in HOSTILE]
    create = [Create(page, OLD) for page in pages]
    replace = [Replace(page, NEW, sha256(OLD)) for page in pages]

    assert {"written"} == set(vault.run(*create)) == set(vault.run(*replace))
    assert {PAGE: OLD} | dict.fromkeys(map(str, pages), NEW) == vault.contents()
    assert [vault.root] == list(vault.root.parent.iterdir())
    vault.now = 100.0
    vault.run()
    assert [] == vault.parked()


@pytest.mark.parametrize("path", ["../out.md", "Dynamics/../../out.md", "/out.md", "Dynamics//x.md", "Dynamics/x\0.md"])
def test_fault_39_a_path_that_climbs_out_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside a vault"):
        VaultPath(path)


@pytest.mark.parametrize("path", ["out.md", "Dynamics.md", "Dynamics2/x.md", "other/Dynamics/x.md"])
def test_fault_39_a_page_outside_the_output_folder_is_refused(vault: Vault, path: str) -> None:
    assert ["failed"] == vault.run(Create(VaultPath(path), NEW))
    assert {PAGE: OLD} == vault.contents()
