"""Editors and sync programs save notes beside a watch: what it reads are whole notes, all of them, and no others."""

from __future__ import annotations

import time
from pathlib import Path

from tests.daemon.watching import Watched, calm, until, vault_of, watched
from tests.long.saving import Saver, number_of, ways_here, words

STABLE_S = 0.3
HASTE_S = 0.1
"""What is enough of 0.5 when a note has not stood still for as long as anybody may wait."""
ROUNDS = 4


def full_text_only(watch: Watched, names: set[str]) -> None:
    """All that the core was ever given to read are the notes that there are, each with a whole text."""
    for notes in watch.read:
        assert notes.keys() == names
        assert [name for name, text in notes.items() if number_of(text) is None] == []


def test_fault_29_however_notes_are_saved_no_half_one_is_read_and_no_deletion_is_believed(tmp_path: Path) -> None:
    ways = ways_here()
    names = {way: [f"{number} {one}" for one in "ab"] for number, way in enumerate(ways)}
    everybody = {name for both in names.values() for name in both}
    root = vault_of(tmp_path / "vault", **dict.fromkeys(everybody, words(0)))
    saver = Saver()
    with watched(root, stable=STABLE_S, empty=2.0, quiet=0.2, at_most=2.0, gone=5.0) as watch:
        for number in range(1, ROUNDS + 1):
            for way in ways:
                saver.save(way, {root / f"{name}.md": number for name in names[way]})
            until(lambda number=number: all(f"({number}) ends" in watch.page(name) for name in everybody))
        calm(watch)
        if saver.half_s < STABLE_S:
            full_text_only(watch, everybody)
        assert watch.pages() == everybody
        assert not any(run.removed for run in watch.runs)
        assert not watch.status.held


def test_fault_29_a_note_that_is_saved_again_and_again_is_followed_and_never_read_half(tmp_path: Path) -> None:
    root, saver = vault_of(tmp_path / "vault", Ada=words(0), Bo=words(0)), Saver()
    saved = 0
    with watched(root, stable=0.5, empty=2.0, quiet=0.2, at_most=0.8, gone=30.0) as watch:

        def is_followed() -> bool:
            nonlocal saved
            for way in ("truncate and write", "Syncthing", "emacs"):
                saved += 1
                saver.save(way, {root / "Ada.md": saved})
            time.sleep(HASTE_S * 1.5)
            return "(0) ends" not in watch.page("Ada")

        until(is_followed)
        until(lambda: f"({saved}) ends" in watch.page("Ada"))
        if saver.half_s < HASTE_S:
            full_text_only(watch, {"Ada", "Bo"})
        assert watch.pages() == {"Ada", "Bo"}


def test_fault_35_a_note_that_is_written_in_pieces_is_read_when_it_has_stood_still(tmp_path: Path) -> None:
    root = vault_of(tmp_path / "vault", Ada=words(0), Bo="0")
    text, longest_s = words(1), 0.0
    with watched(root, stable=0.8, at_most=60.0) as watch, (root / "Ada.md").open("w") as file:
        for at in range(0, len(text), 400):
            start = time.monotonic()
            file.write(text[at : at + 400])
            file.flush()
            (root / "Bo.md").write_text(str(at))
            time.sleep(0.1)
            longest_s = max(longest_s, time.monotonic() - start)
        if longest_s < 0.4:
            assert "(0) ends" in watch.page("Ada")
        until(lambda: "(1) ends" in watch.page("Ada"))
        if longest_s < 0.4:
            assert {notes["Ada"] for notes in watch.read} == {words(0), text}


def test_fault_35_a_note_that_is_emptied_is_read_when_it_has_been_empty_for_longer(tmp_path: Path) -> None:
    root = vault_of(tmp_path / "vault", Ada="Ada.", Bo="Bo.")
    note = root / "Ada.md"
    with watched(root, empty=1.5) as watch:
        start = time.monotonic()
        note.write_text("")
        (root / "Bo.md").write_text("Changed.")
        until(lambda: "Changed." in watch.page("Bo"))
        if time.monotonic() - start < 1.5:
            assert "Ada." in watch.page("Ada")
        note.write_text("Ada again.")
        until(lambda: "Ada again." in watch.page("Ada"))
        assert time.monotonic() - start > 1.5 or all(notes["Ada"] for notes in watch.read)

        note.write_text("")
        until(lambda: watch.read[-1]["Ada"] == "")
