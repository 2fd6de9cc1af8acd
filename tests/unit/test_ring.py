"""Earlier versions of pages, outside the vault."""

from __future__ import annotations

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.files import Files, Folder
from vault_companion.writer.lock import state_folder
from vault_companion.writer.ring import Old, Ring

ADA = VaultPath("Dynamics/Characters/Ada - Dynamics.md")
BO = VaultPath("Dynamics/Characters/Bo - Dynamics.md")
NOON = datetime(2026, 7, 31, 12, tzinfo=UTC)


@pytest.fixture
def ring(tmp_path: Path) -> Ring:
    return Ring(tmp_path / "backups")


def contents(ring: Ring, page: VaultPath = ADA) -> list[bytes]:
    return [ring.read(version) for version in ring.versions(page)]


def test_what_is_put_in_comes_out_newest_first(ring: Ring) -> None:
    for number, data in enumerate((b"one", b"two", b"")):
        ring.put(ADA, data, NOON + timedelta(hours=number), "retired")

    assert contents(ring) == [b"", b"two", b"one"]
    newest = ring.versions(ADA)[0]
    assert (newest.page, newest.number, newest.when) == (ADA, 3, NOON + timedelta(hours=2))
    assert (newest.why, newest.size) == ("retired", 0)


def test_a_ring_that_was_never_written_to_is_empty_and_makes_no_folder(ring: Ring) -> None:
    assert ring.versions() == ring.versions(ADA) == ()
    assert not ring.folder.exists()


def test_the_ring_of_a_vault_lies_in_the_state_folder(tmp_path: Path) -> None:
    Ring.of(tmp_path).put(ADA, b"one", NOON)

    assert Ring.of(tmp_path).folder.is_relative_to(state_folder())
    assert contents(Ring.of(tmp_path)) == [b"one"]
    assert list(tmp_path.iterdir()) == []


def test_the_same_bytes_again_are_not_kept_twice_and_other_bytes_are(ring: Ring) -> None:
    for data in (b"one", b"one", b"two", b"one"):
        ring.put(ADA, data, NOON)

    assert contents(ring) == [b"one", b"two", b"one"]


def test_versions_stay_in_the_order_in_which_they_came_even_if_the_clock_goes_back(ring: Ring) -> None:
    ring.put(ADA, b"one", NOON)
    ring.put(ADA, b"two", NOON - timedelta(days=400))

    assert contents(ring) == [b"two", b"one"]


def test_each_page_has_its_own_versions(ring: Ring) -> None:
    ring.put(BO, b"bo", NOON)
    ring.put(ADA, b"ada", NOON)

    assert [version.page for version in ring.versions()] == [ADA, BO]
    assert contents(ring, BO) == [b"bo"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0/"), min_size=1, max_size=300), st.binary())
def test_a_page_may_have_any_name(name: str, data: bytes) -> None:
    import tempfile

    page = VaultPath(f"Dynamics/{name}x.md")
    with tempfile.TemporaryDirectory() as folder:
        ring = Ring(Path(folder))
        ring.put(page, data, NOON)

        assert contents(ring, page) == [data]
        assert ring.versions() == ring.versions(page)


def test_many_pages_at_once_are_kept_like_one_after_the_other(ring: Ring) -> None:
    pages = [VaultPath(f"Dynamics/{number}.md") for number in range(40)]

    assert ring.put_all([Old(page, page.encode(), "replaced") for page in pages], NOON) == {}

    assert {version.page: ring.read(version) for version in ring.versions()} == {page: page.encode() for page in pages}
    assert not [path for path in ring.folder.rglob("*") if path.suffix == ".part"]


# ---- what stays


def test_the_newest_ten_versions_stay_however_old_they_are(ring: Ring) -> None:
    for number in range(13):
        ring.put(ADA, b"%d" % number, NOON + timedelta(days=100 * number))

    assert contents(ring) == [b"%d" % number for number in range(12, 2, -1)]


def test_every_version_of_the_last_day_stays_however_many_there_are(ring: Ring) -> None:
    for number in range(40):
        ring.put(ADA, b"%d" % number, NOON + timedelta(minutes=number))

    assert len(ring.versions(ADA)) == 40


def test_of_each_day_before_the_newest_version_stays_for_thirty_days(ring: Ring) -> None:
    for day in range(4):
        for hour in range(3):
            ring.put(ADA, b"%d %d" % (day, hour), NOON + timedelta(days=day, hours=hour))
    for number in range(10):
        ring.put(ADA, b"%d" % number, NOON + timedelta(days=20, seconds=number))

    assert contents(ring)[10:] == [b"3 2", b"2 2", b"1 2", b"0 2"]
    ring.put(ADA, b"later", NOON + timedelta(days=32, hours=12))
    assert contents(ring)[10:] == [b"0", b"3 2"]
    ring.put(ADA, b"last", NOON + timedelta(days=400))
    assert len(contents(ring)) == 10


def test_a_number_is_never_given_twice(ring: Ring) -> None:
    for number in range(12):
        ring.put(ADA, b"%d" % number, NOON + timedelta(days=100 * number))

    assert [version.number for version in ring.versions(ADA)] == list(range(12, 2, -1))


# ---- what goes wrong


class Full(Files):
    """A disk that is full after so many bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, fd: int, data: bytes) -> int:
        if len(data) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= len(data)
        return super().write(fd, data)


class Torn(Files):
    """A disk on which no file gets its last name."""

    def replace(self, folder: Folder, name: str, to: Folder, other: str) -> None:
        raise OSError(errno.EIO, "Input/output error", folder.at(name), None, to.at(other))


def test_a_full_disk_is_told_and_loses_no_earlier_version(ring: Ring) -> None:
    ring.put(ADA, b"one", NOON)

    with pytest.raises(OSError, match="No space left"):
        Ring(ring.folder, files=Full(0)).put(ADA, b"two", NOON)

    assert contents(ring) == [b"one"]
    assert not [path for path in ring.folder.rglob("*") if path.suffix == ".part"]


def test_of_many_pages_those_that_found_room_are_kept_and_the_others_named(ring: Ring) -> None:
    pages = [VaultPath(f"Dynamics/{number}.md") for number in range(20)]

    failed = Ring(ring.folder, files=Full(5000)).put_all([Old(page, b"x" * 500, "replaced") for page in pages], NOON)

    kept = {version.page for version in ring.versions()}
    assert failed
    assert kept
    assert (kept | failed.keys(), kept & failed.keys()) == (set(pages), set())


def test_a_version_that_did_not_get_its_name_is_none(ring: Ring) -> None:
    with pytest.raises(OSError, match="Input/output"):
        Ring(ring.folder, files=Torn()).put(ADA, b"one", NOON)

    assert ring.versions() == ()
    ring.put(ADA, b"one", NOON)
    assert contents(ring) == [b"one"]


def test_a_version_whose_bytes_changed_is_not_given_back_and_is_kept_anew(ring: Ring) -> None:
    ring.put(ADA, b"one", NOON)
    (file,) = ring.folder.rglob("*.md")
    file.write_bytes(b"???")

    with pytest.raises(OSError, match="damaged"):
        ring.read(ring.versions(ADA)[0])
    ring.put(ADA, b"one", NOON)
    assert ring.read(ring.versions(ADA)[0]) == b"one"


@pytest.mark.parametrize("told", [b"", b"{", b"[]", b'{"page": 1}', b'{"page": "../x"}', b"\xff"])
def test_a_folder_that_does_not_say_whose_it_is_is_passed_over_until_it_is_written_to(ring: Ring, told: bytes) -> None:
    ring.put(BO, b"bo", NOON)
    ring.put(ADA, b"one", NOON)
    (ring._place(ADA) / "page.json").write_bytes(told)
    (ring.folder / "stray.txt").write_text("not ours")

    assert [version.page for version in ring.versions()] == [BO]
    ring.put(ADA, b"two", NOON)
    assert contents(ring) == [b"two", b"one"]
