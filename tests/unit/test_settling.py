"""What of a vault may be believed at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import pytest

from vault_companion.settling import Belief, Seen, Sight, Stamp, believe, observed
from vault_companion.times import Times
from vault_companion.vault.snapshot import Snapshot, Unread, VaultPath

TIMES = Times()
File = tuple[bytes, int]
"""The bytes of a file and its inode."""


class Vault:
    """A vault that is looked at, at times that the test chooses; each write gives a file a new time of change."""

    def __init__(self, **notes: str) -> None:
        self.files: dict[str, File] = {}
        self.away: set[str] = set()
        self.unread: tuple[Unread, ...] = ()
        self.seen: Mapping[str, Seen] = {}
        self.belief: Belief | None = None
        self._writes: dict[str, int] = {}
        self._inode = 100
        for name, text in notes.items():
            self.write(name, text)
        self.glance(-1.0)
        self.look(0.0)

    def write(self, name: str, text: str, *, anew: bool = False) -> None:
        """Save in place, or as another file."""
        known = self.files.get(f"{name}.md")
        self._inode += 1
        self.files[f"{name}.md"] = text.encode(), known[1] if known and not anew else self._inode
        self._writes[f"{name}.md"] = self._writes.get(f"{name}.md", 0) + 1

    def rename(self, old: str, new: str) -> None:
        self.files[f"{new}.md"] = self.files.pop(f"{old}.md")
        self._writes[f"{new}.md"] = self._writes.pop(f"{old}.md")

    def delete(self, *names: str) -> None:
        for name in names:
            del self.files[f"{name}.md"]

    def glance(self, now: float) -> None:
        self.seen = observed(self.seen, self._stamps(), now, pause_s=TIMES.stable)

    def look(self, now: float) -> dict[str, str]:
        """What is believed now: the text of each note by its name."""
        self.glance(now)
        disk = Snapshot({VaultPath(path): data for path, (data, _) in sorted(self.files.items())}, unread=self.unread)
        self.belief = believe(self.belief, Sight(disk, self.seen, self.away, now), TIMES, output_folder="Dynamics")
        assert list(self.belief.files) == sorted(self.belief.files)
        return {path.stem: data.decode() for path, data in self.belief.files.items()}

    def _stamps(self) -> dict[str, Stamp]:
        return {path: (len(data), self._writes[path], inode) for path, (data, inode) in self.files.items()}


def due(vault: Vault) -> float:
    assert vault.belief
    return vault.belief.due


# ---- notes that are being saved


def test_it_is_known_when_the_last_of_the_changing_notes_will_have_stood_still() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.")

    vault.write("Ada", "Changed.")
    vault.glance(10.0)
    vault.write("Bo", "")
    vault.look(10.2)
    assert vault.belief
    assert (due(vault), vault.belief.settled_at) == (10.0 + TIMES.stable, 10.2 + TIMES.empty)

    vault.look(20.0)
    assert vault.belief.settled_at == 0.0


def test_at_the_first_look_what_has_stood_still_is_believed() -> None:
    vault = Vault(Ada="Ada.")

    assert vault.look(1.0) == {"Ada": "Ada."}
    assert vault.belief
    assert (vault.belief.whole, vault.belief.due) == (True, inf)


def test_fault_35_a_change_is_believed_when_it_has_been_seen_for_half_a_second() -> None:
    vault = Vault(Ada="Ada.")
    vault.write("Ada", "Changed.")

    assert vault.look(10.0) == {"Ada": "Ada."}
    assert due(vault) == 10.5
    assert vault.look(10.4) == {"Ada": "Ada."}
    assert vault.look(10.5) == {"Ada": "Changed."}


def test_fault_35_a_note_that_goes_on_changing_waits_on() -> None:
    vault = Vault(Ada="Ada.")
    for tenth in range(4):
        vault.write("Ada", "Half " * tenth)
        assert vault.look(10.0 + tenth * 0.4) == {"Ada": "Ada."}


def test_fault_35_a_note_that_became_empty_waits_for_two_seconds() -> None:
    vault = Vault(Ada="Ada.")
    vault.write("Ada", "")

    assert vault.look(10.0) == {"Ada": "Ada."}
    assert vault.look(11.9) == {"Ada": "Ada."}
    assert vault.look(12.0) == {"Ada": ""}


def test_a_note_saved_all_the_time_is_believed_at_last_at_a_moment_when_it_stands_still() -> None:
    vault = Vault(Ada="Ada.")
    believed = []
    for turn in range(20):
        vault.write("Ada", f"Save {turn}.")
        vault.glance(10.0 + turn * 0.3)
        believed.append(vault.look(10.2 + turn * 0.3)["Ada"])

    assert believed[:10] == ["Ada."] * 10
    assert believed[-1] == "Save 19."


def test_a_new_note_that_is_not_believed_yet_forbids_to_conclude_from_what_is_not_there() -> None:
    vault = Vault(Ada="Ada.")
    vault.write("Bo", "Bo.")

    assert vault.look(10.0) == {"Ada": "Ada."}
    assert vault.belief
    assert not vault.belief.whole
    assert vault.look(10.5) == {"Ada": "Ada.", "Bo": "Bo."}
    assert vault.belief.whole


def test_a_file_that_changed_while_it_was_read_is_not_believed() -> None:
    known = observed({}, {"Ada.md": (-1, 0, 0)}, 0.0, pause_s=0.5)

    assert observed(known, {"Ada.md": (-1, 0, 0)}, 9.0, pause_s=0.5)["Ada.md"].since == 9.0


@pytest.mark.parametrize("written", [1, -(10**18), 0, 4 * 10**18])
def test_fault_34_what_a_file_says_of_its_time_does_not_matter(written: int) -> None:
    known = observed({}, {"Ada.md": (4, 7, 1)}, 10.0, pause_s=0.5)
    seen = observed(known, {"Ada.md": (4, written, 1)}, 20.0, pause_s=0.5)

    assert seen["Ada.md"].since == 20.0


# ---- notes that are missing


def test_a_missing_note_counts_as_what_it_was_for_a_minute_and_two_looks() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.", Cy="Cy.")
    vault.delete("Bo")

    assert "Bo" in vault.look(10.0)
    assert due(vault) == 70.0
    assert "Bo" in vault.look(69.0)
    assert vault.look(70.0) == {"Ada": "Ada.", "Cy": "Cy."}


def test_fault_29_a_note_that_is_missing_during_a_save_was_never_deleted() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.", Cy="Cy.")
    vault.delete("Bo")
    vault.look(10.0)
    vault.write("Bo", "Saved.")

    assert vault.look(10.1)["Bo"] == "Bo."
    assert vault.look(10.6)["Bo"] == "Saved."
    assert vault.belief
    assert not vault.belief.missing.waiting


def test_fault_18_a_rename_is_believed_as_soon_as_it_has_settled() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.", Cy="Cy.")
    vault.rename("Bo", "Bob")
    vault.glance(10.0)

    assert vault.look(10.5) == {"Ada": "Ada.", "Bob": "Bo.", "Cy": "Cy."}


def test_fault_18_until_a_rename_has_settled_the_note_has_its_old_name_only() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.", Cy="Cy.")
    vault.rename("Bo", "Bob")

    assert vault.look(10.0) == {"Ada": "Ada.", "Bo": "Bo.", "Cy": "Cy."}


def test_fault_18_a_rename_with_an_edit_is_known_by_the_inode_and_one_by_copying_by_the_bytes() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.", Cy="Cy.")
    vault.rename("Ada", "Eve")
    vault.write("Eve", "Eve, once Ada.")
    vault.delete("Bo")
    vault.write("Copy", "Bo.")
    vault.glance(10.0)

    assert vault.look(11.0) == {"Copy": "Bo.", "Cy": "Cy.", "Eve": "Eve, once Ada."}


def test_fault_18_two_notes_that_swap_names_are_two_changed_notes() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.", Cy="Cy.")
    vault.rename("Ada", "tmp")
    vault.rename("Bo", "Ada")
    vault.rename("tmp", "Bo")
    vault.glance(10.0)

    assert vault.look(11.0) == {"Ada": "Bo.", "Bo": "Ada.", "Cy": "Cy."}


@pytest.mark.parametrize(("old", "new"), [("ada", "Ada"), ("Rene\u0301e", "Ren\u00e9e"), ("Cast/Ada", "People/Ada")])
def test_fault_18_case_letters_and_folders_may_change_without_a_deletion(old: str, new: str) -> None:
    vault = Vault(Bo="Bo.", Cy="Cy.", **{old: "Ada."})
    vault.rename(old, new)
    vault.glance(10.0)

    vault.look(11.0)
    assert vault.belief
    assert set(vault.belief.files) == {"Bo.md", "Cy.md", f"{new}.md"}


def test_a_note_renamed_over_another_leaves_one() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.", Cy="Cy.")
    vault.rename("Ada", "Bo")
    vault.glance(10.0)

    assert vault.look(11.0) == {"Bo": "Ada.", "Cy": "Cy."}


def test_one_new_note_stands_for_one_that_went_at_most() -> None:
    vault = Vault(**{f"Empty {number}": "Same." for number in range(5)})
    vault.delete("Empty 0", "Empty 1")
    vault.write("New", "Same.")
    vault.glance(10.0)

    assert set(vault.look(11.0)) == {"New", "Empty 2", "Empty 3", "Empty 4"} | {"Empty 1"}


def test_a_file_number_that_is_used_again_later_is_no_rename() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.", Cy="Cy.")
    inode = vault.files["Bo.md"][1]
    vault.delete("Bo")
    vault.look(10.0)
    vault.write("New", "Somebody else.")
    vault.files["New.md"] = vault.files["New.md"][0], inode
    vault.glance(20.0)

    assert set(vault.look(21.0)) == {"Ada", "Bo", "Cy", "New"}


def test_fault_30_a_note_that_is_in_the_cloud_is_there_unchanged() -> None:
    vault = Vault(Ada="Ada.", Bo="Bo.", Cy="Cy.")
    vault.delete("Bo")
    vault.away = {"Bo.md"}

    assert vault.look(10.0)["Bo"] == "Bo."
    assert vault.look(1000.0)["Bo"] == "Bo."


def test_a_note_in_the_cloud_that_was_never_read_forbids_to_conclude_from_what_is_not_there() -> None:
    vault = Vault(Ada="Ada.")
    vault.away = {"Bo.md"}

    vault.look(10.0)
    assert vault.belief
    assert not vault.belief.whole


@pytest.mark.parametrize("place", ["Cast/Bo.md", "Cast"])
def test_a_note_that_may_not_be_read_for_a_while_is_there_unchanged(place: str) -> None:
    vault = Vault(Ada="Ada.", Cy="Cy.", **{"Cast/Bo": "Bo."})
    vault.delete("Cast/Bo")
    vault.unread = (Unread(place, "unreadable", "", "", "error"),)

    assert vault.look(10.0)["Bo"] == "Bo."
    assert vault.look(1000.0)["Bo"] == "Bo."


# ---- many notes


def test_fault_24_while_most_notes_are_missing_everything_is_held_and_then_it_is_told() -> None:
    vault = Vault(**{f"N{number:02}": str(number) for number in range(10)})
    vault.delete(*(f"N{number:02}" for number in range(6)))

    assert len(vault.look(10.0)) == 10
    assert vault.belief
    assert vault.belief.missing.held
    assert len(vault.look(70.0)) == 4
    assert (vault.belief.missing.held, vault.belief.missing.many) == (False, True)


def test_fault_19_a_folder_of_many_notes_that_is_renamed_is_no_disappearance() -> None:
    vault = Vault(**{f"Cast/N{number:02}": str(number) for number in range(50)})
    for number in range(50):
        vault.rename(f"Cast/N{number:02}", f"People/N{number:02}")
    vault.glance(10.0)

    vault.look(11.0)
    assert vault.belief
    assert not vault.belief.missing.held
    assert not vault.belief.missing.waiting
