"""A page of ours is known by what stands in it: it is followed wherever in the output folder she puts it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers import author_part, character, generated, hers, link_targets, relationship, stamps, tree, write_vault
from vault_companion.report import Report
from vault_companion.settings import DEFAULTS
from vault_companion.sync import carry_out, open_disk, prepare, sync
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.lock import vault_state
from vault_companion.writer.ring import Ring

FILES = {
    "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"], friend="[[Bo]]"),
    "Bo.md": character(needs=["someone who contradicts him"], offers=["makes strangers feel welcome"]),
}
PAIR = "Dynamics/Pairs/Ada & Bo.md"
ADA = "Dynamics/Characters/Ada - Dynamics.md"
BO = "Dynamics/Characters/Bo - Dynamics.md"
OVERVIEW = "Dynamics/Dynamics Overview.md"
ALL = [ADA, BO, OVERVIEW, PAIR]
MINE = b"\nThe scene at the mill goes here.\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = write_vault(tmp_path / "vault", FILES)
    sync(root, DEFAULTS)
    assert pages(root) == sorted(ALL)
    return root


def pages(root: Path) -> list[str]:
    return sorted(page.relative_to(root).as_posix() for page in generated(root))


def move(root: Path, old: str, new: str) -> None:
    (root / new).parent.mkdir(parents=True, exist_ok=True)
    (root / old).rename(root / new)


def write_on(root: Path, page: str) -> None:
    (root / page).write_bytes((root / page).read_bytes() + MINE)


def renamed_in_obsidian(root: Path, old: str, new: str) -> None:
    """Rename a note, and let every link to it follow, those on our pages too, as the app does."""
    move(root, f"{old}.md", f"{new}.md")
    for file in root.rglob("*.md"):
        if not any(part.startswith(".") for part in file.relative_to(root).parts):
            text = file.read_bytes()
            for end in (b"]", b"|", b"#", b"\\"):
                text = text.replace(b"[[" + old.encode() + end, b"[[" + new.encode() + end)
            file.write_bytes(text)


def shown(root: Path) -> dict[str, bytes]:
    """The pages that Obsidian shows, without what is parked out of sight."""
    return {page: (root / page).read_bytes() for page in pages(root)}


def settled(root: Path) -> None:
    """Nothing is written by one more run."""
    before = stamps(root)
    assert not sync(root, DEFAULTS).changed
    assert stamps(root) == before


def kept(report: Report) -> list[tuple[str, str]]:
    return [(page.path, page.reason) for page in report.kept]


def targets(root: Path, page: str) -> list[str]:
    return link_targets((root / page).read_text("utf-8"))


def why(root: Path, page: str) -> list[str]:
    return [version.why for version in Ring.of(root).versions(VaultPath(page))]


# ---- moved inside the output folder


@pytest.mark.parametrize("new", ["Dynamics/Pairs/The mill.md", "Dynamics/Mine/Ada & Bo.md", "Dynamics/x.md"])
@pytest.mark.parametrize("text", [b"", MINE])
def test_a_page_that_she_moved_is_written_where_it_is_now(vault: Path, new: str, text: bytes) -> None:
    (vault / PAIR).write_bytes((vault / PAIR).read_bytes() + text)
    move(vault, PAIR, new)
    (vault / "Bo.md").write_text(character(needs=["to be forgiven"], offers=["always has a joke ready"]), "utf-8")

    report = sync(vault, DEFAULTS)

    assert pages(vault) == sorted([ADA, BO, OVERVIEW, new])
    assert new in report.updated
    assert report.created == report.removed == ()
    assert (vault / new).read_bytes().endswith(text)
    settled(vault)


def test_every_link_to_a_page_that_she_moved_leads_to_where_it_is_now(vault: Path) -> None:
    assert all("Ada & Bo" in targets(vault, page) for page in (ADA, BO, OVERVIEW))
    move(vault, PAIR, "Dynamics/Mine/The mill.md")
    move(vault, ADA, "Dynamics/My Ada.md")

    sync(vault, DEFAULTS)

    for page in ("Dynamics/My Ada.md", BO, OVERVIEW):
        assert "The mill" in targets(vault, page)
        assert "Ada & Bo" not in targets(vault, page)
    assert "My Ada" in targets(vault, OVERVIEW)
    settled(vault)


def test_a_page_that_she_gave_the_name_of_a_note_is_linked_by_its_path(vault: Path) -> None:
    write_vault(vault, {"The mill.md": "A place."})
    move(vault, PAIR, "Dynamics/Pairs/The mill.md")

    sync(vault, DEFAULTS)

    assert "Dynamics/Pairs/The mill" in targets(vault, OVERVIEW)
    settled(vault)


def test_a_page_whose_name_no_link_can_hold_is_named_without_one(vault: Path) -> None:
    move(vault, PAIR, "Dynamics/Pairs/Ada #1.md")

    sync(vault, DEFAULTS)

    assert [target for target in targets(vault, OVERVIEW) if "#1" in target or "&" in target] == []
    settled(vault)


def test_the_overview_may_be_moved_too(vault: Path) -> None:
    move(vault, OVERVIEW, "Dynamics/Start.md")

    assert sync(vault, DEFAULTS).created == ()
    assert pages(vault) == sorted([ADA, BO, PAIR, "Dynamics/Start.md"])
    settled(vault)


def test_a_page_that_is_moved_back_is_followed_back(vault: Path) -> None:
    move(vault, PAIR, "Dynamics/x.md")
    sync(vault, DEFAULTS)
    move(vault, "Dynamics/x.md", PAIR)

    sync(vault, DEFAULTS)

    assert pages(vault) == sorted(ALL)
    assert "Ada & Bo" in targets(vault, OVERVIEW)
    settled(vault)


def test_a_page_takes_no_place_that_she_gave_to_another(vault: Path) -> None:
    (vault / BO).unlink()
    write_on(vault, ADA)
    move(vault, ADA, BO)

    sync(vault, DEFAULTS)

    assert b"[[Ada]]" in (vault / BO).read_bytes().split(b"---")[1]
    assert pages(vault) == sorted([BO, "Dynamics/Characters/Bo - Dynamics (root).md", OVERVIEW, PAIR])
    settled(vault)


def test_a_page_that_she_edited_and_moved_is_kept_where_it_is(vault: Path) -> None:
    text = (vault / PAIR).read_text("utf-8").replace("At a glance", "At my glance")
    (vault / PAIR).write_text(text, "utf-8")
    move(vault, PAIR, "Dynamics/x.md")

    report = sync(vault, DEFAULTS)

    assert kept(report) == [("Dynamics/x.md", "edited-page")]
    assert pages(vault) == sorted([ADA, BO, OVERVIEW, "Dynamics/x.md"])


# ---- two of one identity


def test_of_two_pages_about_the_same_the_one_at_our_place_counts(vault: Path) -> None:
    copy = (vault / PAIR).read_bytes() + MINE
    (vault / "Dynamics/A copy.md").write_bytes(copy)

    report = sync(vault, DEFAULTS)

    assert kept(report) == [("Dynamics/A copy.md", "duplicate-page")]
    assert (report.changed, (vault / "Dynamics/A copy.md").read_bytes()) == (False, copy)


def test_of_two_pages_at_other_places_the_first_by_path_counts(vault: Path) -> None:
    shutil.copy(vault / PAIR, vault / "Dynamics/b.md")
    move(vault, PAIR, "Dynamics/a.md")

    report = sync(vault, DEFAULTS)

    assert kept(report) == [("Dynamics/b.md", "duplicate-page")]
    assert "a" in targets(vault, OVERVIEW)
    settled(vault)


def test_of_two_pages_of_one_name_each_link_says_the_path(vault: Path) -> None:
    write_vault(vault, {"Dynamics/Copy/Ada & Bo.md": (vault / PAIR).read_bytes() + MINE})

    sync(vault, DEFAULTS)

    assert "Dynamics/Pairs/Ada & Bo" in targets(vault, OVERVIEW)
    settled(vault)


# ---- moved out


def test_a_page_that_she_moved_out_is_left_alone_and_not_made_again(vault: Path) -> None:
    write_on(vault, PAIR)
    (vault / PAIR).write_bytes((vault / PAIR).read_bytes() + b"\nkind:: enemy\n")
    move(vault, PAIR, "Archive/Ada & Bo.md")
    before = (vault / "Archive/Ada & Bo.md").read_bytes()
    (vault / "Bo.md").write_text(character(needs=["to be forgiven"], offers=["always has a joke ready"]), "utf-8")

    report = sync(vault, DEFAULTS)

    assert pages(vault) == sorted([ADA, BO, OVERVIEW])
    assert before == (vault / "Archive/Ada & Bo.md").read_bytes()
    assert [p.path for p in report.problems if p.code == "page-outside"] == ["Archive/Ada & Bo.md"]
    assert "enemy" not in (vault / OVERVIEW).read_text("utf-8")
    assert "Ada & Bo" in targets(vault, OVERVIEW)
    settled(vault)


def test_a_page_that_comes_back_from_outside_is_written_again(vault: Path) -> None:
    move(vault, PAIR, "Archive/Ada & Bo.md")
    (vault / "Bo.md").write_text(character(needs=["to be forgiven"], offers=["always has a joke ready"]), "utf-8")
    sync(vault, DEFAULTS)
    move(vault, "Archive/Ada & Bo.md", PAIR)

    assert sync(vault, DEFAULTS).updated == (PAIR,)
    settled(vault)


def test_when_the_output_folder_is_changed_in_the_settings_the_pages_are_made_there(vault: Path) -> None:
    write_vault(vault, {"S.md": "---\ntype: vault-companion-settings\noutput_folder: Seiten\n---\n"})

    report = sync(vault, DEFAULTS)

    assert len(report.created) == 4
    assert pages(vault) == sorted(ALL)
    settled(vault)


def test_when_she_renames_the_output_folder_itself_nothing_is_made_twice(vault: Path) -> None:
    move(vault, "Dynamics", "Seiten")

    assert not sync(vault, DEFAULTS).changed
    write_vault(vault, {"S.md": "---\ntype: vault-companion-settings\noutput_folder: Seiten\n---\n"})
    assert not sync(vault, DEFAULTS).changed


# ---- renamed characters


def test_fault_16_a_character_renamed_in_obsidian_has_one_page_under_the_new_name(vault: Path) -> None:
    renamed_in_obsidian(vault, "Ada", "Cleo")

    sync(vault, DEFAULTS)

    assert pages(vault) == sorted(
        [BO, OVERVIEW, "Dynamics/Characters/Cleo - Dynamics.md", "Dynamics/Pairs/Bo & Cleo.md"]
    )
    assert [target for page in pages(vault) for target in targets(vault, page) if "Ada" in target] == []
    assert why(vault, PAIR) == why(vault, ADA) == ["retired"]
    settled(vault)


def test_fault_16_a_page_that_she_wrote_on_stays_where_it_is_when_its_character_is_renamed(vault: Path) -> None:
    write_on(vault, PAIR)
    renamed_in_obsidian(vault, "Ada", "Cleo")

    sync(vault, DEFAULTS)

    assert pages(vault) == sorted([BO, OVERVIEW, "Dynamics/Characters/Cleo - Dynamics.md", PAIR])
    assert (vault / PAIR).read_bytes().endswith(MINE)
    assert "Ada & Bo" in targets(vault, OVERVIEW)
    settled(vault)


def test_fault_17_a_character_renamed_and_edited_while_nothing_ran_has_one_page(vault: Path) -> None:
    (vault / "Ada.md").unlink()
    write_vault(vault, {"Cleo.md": character(needs=["to be forgiven"], offers=["a calm voice"], friend="[[Bo]]")})

    report = sync(vault, DEFAULTS)

    assert pages(vault) == sorted(
        [BO, OVERVIEW, "Dynamics/Characters/Cleo - Dynamics.md", "Dynamics/Pairs/Bo & Cleo.md"]
    )
    assert report.removed == (ADA, PAIR)
    assert why(vault, ADA) == ["retired"]
    settled(vault)


def test_fault_17_a_page_of_the_old_name_stays_if_she_wrote_on_it(vault: Path) -> None:
    write_on(vault, ADA)
    part = author_part((vault / ADA).read_bytes())
    (vault / "Ada.md").rename(vault / "Cleo.md")

    sync(vault, DEFAULTS)

    assert part == author_part((vault / ADA).read_bytes())
    assert b"\nstatus: stale\n" in (vault / ADA).read_bytes()
    assert kept(sync(vault, DEFAULTS)) == [(ADA, "stale-page")]


def test_fault_17_a_page_loses_its_mark_when_its_character_is_back(vault: Path) -> None:
    write_on(vault, ADA)
    before = (vault / ADA).read_bytes()
    (vault / "Ada.md").rename(vault / "Cleo.md")
    sync(vault, DEFAULTS)
    (vault / "Cleo.md").rename(vault / "Ada.md")

    sync(vault, DEFAULTS)

    assert before == (vault / ADA).read_bytes()
    assert pages(vault) == sorted(ALL)


@pytest.mark.parametrize(
    ("old", "new"), [("Ada.md", "ada.md"), ("Ada.md", "People/Ada.md"), ("Ada.md", "People/Old/Ada.md")]
)
def test_fault_18_a_note_whose_case_or_folder_changes_keeps_its_one_page(vault: Path, old: str, new: str) -> None:
    write_on(vault, PAIR)
    move(vault, old, new)

    sync(vault, DEFAULTS)

    assert len(pages(vault)) == 4
    assert (vault / PAIR).read_bytes().endswith(MINE)
    settled(vault)


def test_fault_18_a_note_whose_accents_are_composed_otherwise_keeps_its_one_page(tmp_path: Path) -> None:
    root = write_vault(tmp_path / "vault", {"Ren\u00e9e.md": FILES["Ada.md"], "Bo.md": FILES["Bo.md"]})
    sync(root, DEFAULTS)
    before = pages(root)
    move(root, "Ren\u00e9e.md", "Rene\u0301e.md")

    sync(root, DEFAULTS)

    assert before == pages(root)
    settled(root)


def test_fault_18_two_notes_that_swap_their_names_leave_what_a_fresh_sync_makes(vault: Path, tmp_path: Path) -> None:
    write_vault(vault, {"Rivals.md": relationship("Ada", "Bo", kind="rivalry")})
    sync(vault, DEFAULTS)
    move(vault, "Ada.md", "x.md")
    move(vault, "Bo.md", "Ada.md")
    move(vault, "x.md", "Bo.md")

    sync(vault, DEFAULTS)

    fresh = write_vault(tmp_path / "fresh", hers(vault))
    sync(fresh, DEFAULTS)
    assert shown(fresh) == shown(vault)
    settled(vault)


def test_fault_18_her_text_goes_with_the_person_when_obsidian_swaps_two_names(vault: Path) -> None:
    write_on(vault, ADA)
    for old, new in (("Ada", "x"), ("Bo", "Ada"), ("x", "Bo")):
        renamed_in_obsidian(vault, old, new)

    sync(vault, DEFAULTS)

    found = [page for page in generated(vault) if page.read_bytes().endswith(MINE)]
    assert [b'characters:\n  - "[[Bo]]"\n' in page.read_bytes() for page in found] == [True]
    assert len(pages(vault)) == 4
    settled(vault)


# ---- without a memory


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\x00"])
def test_fault_40_without_a_memory_nothing_is_taken_for_ours_that_is_not(vault: Path, damage: bytes) -> None:
    mine = {"Dynamics/Pairs/Mine.md": b"Mine.", PAIR: b"A note of mine at this place."}
    write_vault(vault, mine)
    (vault_state(vault) / "pages.json").write_bytes(damage)

    report = sync(vault, DEFAULTS)

    assert mine.items() <= tree(vault).items()
    assert report.removed == ()
    settled(vault)


def test_fault_40_without_a_memory_a_page_that_was_moved_is_followed_all_the_same(vault: Path) -> None:
    move(vault, PAIR, "Dynamics/x.md")
    (vault_state(vault) / "pages.json").unlink()

    sync(vault, DEFAULTS)

    assert pages(vault) == sorted([ADA, BO, OVERVIEW, "Dynamics/x.md"])
    settled(vault)


# ---- remembered deletions


def watched(root: Path) -> Report:
    """One run as a watcher does it."""
    return carry_out(prepare(root, DEFAULTS, bring_back=False), open_disk(root, DEFAULTS))


def test_fault_15_a_page_that_she_deleted_comes_back_when_it_has_something_new_to_say(vault: Path) -> None:
    (vault / PAIR).unlink()

    assert [kept(watched(vault)) for _ in range(3)] == [[(PAIR, "deleted-page")]] * 3
    assert not (vault / PAIR).exists()
    (vault / "Bo.md").write_text(character(needs=["to be forgiven"], offers=["always has a joke ready"]), "utf-8")
    assert watched(vault).created == (PAIR,)


def test_fault_15_sync_makes_a_deleted_page_again_at_once(vault: Path) -> None:
    (vault / PAIR).unlink()
    watched(vault)

    assert sync(vault, DEFAULTS).created == (PAIR,)


def test_fault_15_a_page_that_was_moved_and_then_deleted_stays_away_too(vault: Path) -> None:
    move(vault, PAIR, "Dynamics/x.md")
    watched(vault)
    (vault / "Dynamics/x.md").unlink()

    watched(vault)
    watched(vault)

    assert pages(vault) == sorted([ADA, BO, OVERVIEW])


def test_a_page_that_we_took_out_ourselves_comes_back_with_its_character(vault: Path) -> None:
    move(vault, "Ada.md", "../Ada.md")
    watched(vault)
    assert pages(vault) == [OVERVIEW]
    move(vault, "../Ada.md", "Ada.md")

    watched(vault)

    assert pages(vault) == sorted(ALL)


# ---- above and below, and another computer


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_fault_12_what_she_writes_above_and_below_our_part_survives_every_regeneration(
    vault: Path, newline: bytes
) -> None:
    above, below = newline.join([b"", b"A line above.", b"", b""]), newline.join([b"", b"And below.", b"\xff", b" "])
    head, mark, rest = (vault / PAIR).read_bytes().replace(b"\n", newline).partition(b"%% vault-companion begin")
    (vault / PAIR).write_bytes(head + above + mark + rest + below)
    for need in ("to be forgiven", "to be seen", "to be told he is good enough"):
        (vault / "Bo.md").write_text(character(needs=[need], offers=["always has a joke ready"]), "utf-8")

        assert PAIR in sync(vault, DEFAULTS).updated

        data = (vault / PAIR).read_bytes()
        assert data.endswith(newline.join([b"", b"## My notes", b"", b""]) + below)
        assert data.partition(b"%% vault-companion begin")[0].endswith(above)


@pytest.mark.parametrize("wanted", [True, False])
def test_fault_33_a_page_of_a_newer_program_is_never_overwritten_nor_taken_out(vault: Path, wanted: bool) -> None:
    newer = (vault / PAIR).read_bytes().replace(b"dynamics_format: 1", b"dynamics_format: 2")
    (vault / PAIR).write_bytes(newer)
    (vault / "Bo.md").write_text(character(needs=["rest"], offers=["always has a joke ready"]), "utf-8")
    if not wanted:
        (vault / "Bo.md").unlink()

    report = sync(vault, DEFAULTS)

    assert (PAIR, "newer-format") in kept(report)
    assert newer == (vault / PAIR).read_bytes()


def test_fault_33_two_computers_write_the_same_and_never_undo_each_other(vault: Path, tmp_path: Path) -> None:
    def synced(here: Path, there: Path) -> Path:
        """The vault as a program that copies it brings it to another computer."""
        shutil.rmtree(there, ignore_errors=True)
        return shutil.copytree(here, there, ignore=shutil.ignore_patterns(".vault-companion"))

    write_on(vault, ADA)
    move(vault, PAIR, "Dynamics/The two.md")
    other = synced(vault, tmp_path / "other")
    assert sync(other, DEFAULTS).updated == sync(vault, DEFAULTS).updated
    assert shown(vault) == shown(other)
    renamed_in_obsidian(vault, "Bo", "Cleo")
    synced(vault, other)
    sync(other, DEFAULTS)
    sync(vault, DEFAULTS)

    assert shown(vault) == shown(other)
    settled(synced(other, vault))
