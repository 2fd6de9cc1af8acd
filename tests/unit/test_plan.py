"""Pages x what is there -> Actions."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault_companion.pages.page import Page
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.ownership import TAKEN_OVER, Ours, fresh, parse
from vault_companion.writer.plan import Action, Create, Keep, Plan, Replace, Retire, Settled, plan, postponed, sha256

ADA = VaultPath("Dynamics/Characters/Ada - Dynamics.md")


def page(body: str = "Ada.", path: str = ADA) -> Page:
    return Page(VaultPath(path), "character", ("[[Ada]]",), (("tags", ("dynamics/character",)),), body)


def planned(pages: list[Page], present: dict[str, bytes], *more: str, complete: bool = True) -> Plan:
    files = {VaultPath(path): data for path, data in present.items()}
    return plan(pages, files, "Dynamics", [*files, *more], complete=complete)


def only(found: Plan) -> Action:
    assert len(found.actions) == 1
    return found.actions[0]


def kept(found: Plan) -> tuple[str, str]:
    action = only(found)
    assert isinstance(action, Keep)
    assert action.reason
    assert action.hint
    return action.path, action.code


def test_a_page_that_is_not_there_is_created() -> None:
    assert Create(ADA, fresh(page())) == only(planned([page()], {}))


def test_a_page_that_is_up_to_date_is_left_alone() -> None:
    assert Plan((), 1) == planned([page()], {ADA: fresh(page())})


def test_a_page_equal_but_for_line_ends_is_left_alone() -> None:
    assert Plan((), 1) == planned([page()], {ADA: fresh(page()).replace(b"\n", b"\r\n")})


def test_a_page_that_differs_is_replaced_with_her_part_kept() -> None:
    old = fresh(page("Old.")) + b"Mine."

    assert Replace(ADA, fresh(page("New.")) + b"Mine.", sha256(old)) == only(planned([page("New.")], {ADA: old}))


def test_a_link_that_obsidian_followed_is_written_anew() -> None:
    old = fresh(page("[[Ada|her]]")).replace(b"[[Ada|her]]", b"[[Ada Vale|her]]")

    assert Replace(ADA, fresh(page("[[Ada|her]]")), sha256(old)) == only(planned([page("[[Ada|her]]")], {ADA: old}))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (fresh(page()).replace(b"Ada.", b"Ada!"), "edited-page"),
        (fresh(page()) + fresh(page()), "broken-marks"),
        (fresh(page()).replace(b"tags:", b"no property\ntags:"), "broken-properties"),
        (fresh(page()).replace(b"tags:\n", b"tags:\n  - {a: b}\n"), "broken-properties"),
        (fresh(page()).replace(b"format: 1", b"format: 2"), "newer-format"),
        (b"My own note.", "path-taken"),
        (b"", "path-taken"),
    ],
)
def test_what_is_not_surely_ours_is_kept(data: bytes, code: str) -> None:
    assert (ADA, code) == kept(planned([page("New.")], {ADA: data}))


def test_a_note_of_hers_whose_name_differs_in_case_is_kept() -> None:
    assert (ADA.upper(), "path-taken") == kept(planned([page()], {ADA.upper(): b"Hers."}))


def test_a_note_of_hers_whose_name_differs_in_how_accents_are_composed_is_kept() -> None:
    path = unicodedata.normalize("NFC", "Dynamics/Renée.md")
    other = unicodedata.normalize("NFD", path)

    assert (other, "path-taken") == kept(planned([page(path=path)], {other: b"Hers."}))


def test_our_page_under_another_spelling_of_its_name_is_the_page() -> None:
    other = unicodedata.normalize("NFD", "Dynamics/Renée.md")
    wanted = page("New.", unicodedata.normalize("NFC", other))

    action = only(planned([wanted], {other: fresh(page("Old."))}))

    assert isinstance(action, Replace)
    assert other == action.path


def test_a_file_that_was_not_read_keeps_its_name() -> None:
    assert kept(planned([page()], {}, ADA)) == (ADA, "path-taken")


def test_two_pages_never_get_one_name() -> None:
    found = planned([page(), page("Other.", ADA.swapcase())], {})

    assert sorted(type(action).__name__ for action in found.actions) == ["Create", "Keep"]


def test_a_page_nobody_wants_is_marked_stale_once() -> None:
    action = only(planned([], {ADA: fresh(page()) + b"Mine."}))
    assert isinstance(action, Replace)
    assert b"status: stale\n" in action.data

    assert kept(planned([], {ADA: action.data})) == (ADA, "stale-page")


def test_a_stale_page_wanted_again_is_no_longer_stale() -> None:
    stale = only(planned([], {ADA: fresh(page()) + b"Mine."}))
    assert isinstance(stale, Replace)

    wanted = only(planned([page()], {ADA: stale.data}))

    assert Replace(ADA, fresh(page()) + b"Mine.", sha256(stale.data)) == wanted


def test_a_page_nobody_wants_with_nothing_of_hers_is_retired() -> None:
    old = fresh(page())

    assert Retire(ADA, sha256(old)) == only(planned([], {ADA: old}))


@pytest.mark.parametrize(
    "old",
    [
        fresh(page()) + b"Mine.",
        fresh(page()).replace(b"## My notes", b""),
        fresh(page()).replace(b"dynamics_type", b"mood: grey\ndynamics_type"),
        fresh(page()).replace(b"dynamics_type", b"# a remark\ndynamics_type"),
        fresh(page()).replace(b"dynamics_type", b"aliases:\n  - The captain\ndynamics_type"),
        fresh(page()).replace(b"  - dynamics/character\n", b"  - dynamics/character\n  - mine\n"),
        fresh(page()).replace(b"\n%% vault-companion begin", b"\nMine.\n\n%% vault-companion begin"),
    ],
    ids=["text", "no heading", "property", "comment", "alias", "tag", "above"],
)
def test_a_page_nobody_wants_with_anything_of_hers_stays_and_is_marked(old: bytes) -> None:
    action = only(planned([], {ADA: old}))

    assert isinstance(action, Replace)
    assert action.data == old.replace(b"\n---\n", b"\nstatus: stale\n---\n", 1)


def test_a_page_with_a_status_of_her_own_is_kept_as_it_is() -> None:
    old = fresh(page()).replace(b"dynamics_type", b"status: done\ndynamics_type")

    assert kept(planned([], {ADA: old})) == (ADA, "stale-page")


def test_a_pair_page_whose_one_alias_is_its_name_the_other_way_round_holds_nothing_of_hers() -> None:
    path = VaultPath("Dynamics/Pairs/Ada & Bo.md")
    ours = (("characters", ("[[Ada]]", "[[Bo]]")), ("aliases", ("Bo & Ada",)), ("tags", ("dynamics/pair",)))
    old = fresh(Page(path, "pair", ("[[Ada]]", "[[Bo]]"), ours, "They."))
    moved = VaultPath("Dynamics/The two.md")

    assert Retire(path, sha256(old)) == only(planned([], {path: old}))
    assert Retire(moved, sha256(old)) == only(planned([], {moved: old}))
    assert isinstance(only(planned([], {path: old.replace(b"Bo & Ada", b"The twins")})), Replace)


def test_a_page_that_is_about_the_same_as_another_is_kept() -> None:
    other = VaultPath("Dynamics/Copy.md")
    files = {ADA: fresh(page()), other: fresh(page())}

    found = plan([page()], files, "Dynamics", files, doubles={other: ADA})

    assert kept(found) == (other, "duplicate-page")
    assert found.unchanged == 1


def test_a_page_that_she_deleted_is_not_made_again_while_it_would_say_the_same() -> None:
    found = plan([page()], {}, "Dynamics", [], is_deleted=lambda one: one == page())

    assert kept(found) == (ADA, "deleted-page")
    assert found.deleted == (page(),)
    assert isinstance(only(plan([page("New.")], {}, "Dynamics", [], is_deleted=lambda one: one == page())), Create)


def test_what_she_wrote_between_the_marks_is_below_them_when_the_page_is_taken_over() -> None:
    old = (fresh(page("Ada.\n\n```js\n1\n```")) + b"Mine.").replace(b"Ada.", b"Ada! ````")

    action = only(plan([page("New.")], {ADA: old}, "Dynamics", [ADA], take_over={ADA}))

    assert isinstance(action, Replace)
    new = action.data.decode()
    assert f"\n\n{TAKEN_OVER}\n\n`````\n\nAda! ````\n\n```js\n1\n```\n\n`````\n\n## My notes\n\nMine." in new
    assert new.startswith(fresh(page("New.")).decode().split("\n\n## My notes")[0])
    assert Plan((), 1) == planned([page("New.")], {ADA: action.data})


@pytest.mark.parametrize(
    ("old", "code"),
    [
        (fresh(page()) + fresh(page()), "broken-marks"),
        (fresh(page()).replace(b"format: 1", b"format: 2").replace(b"Ada.", b"Ada!"), "newer-format"),
        (b"Hers.", "path-taken"),
    ],
)
def test_only_an_edited_page_of_ours_can_be_taken_over(old: bytes, code: str) -> None:
    assert kept(plan([page("New.")], {ADA: old}, "Dynamics", [ADA], take_over={ADA})) == (ADA, code)


def test_a_page_that_stands_as_it_should_is_left_alone_even_if_it_is_to_be_taken_over() -> None:
    assert Plan((), 1) == plan([page()], {ADA: fresh(page())}, "Dynamics", [ADA], take_over={ADA})


def test_a_page_that_is_fresh_from_her_hands_waits() -> None:
    old = {ADA: fresh(page("Old."))}

    waiting = postponed(planned([page()], old), lambda action: action.path == ADA)

    assert kept(waiting) == (ADA, "just-edited")
    assert planned([page()], old) == postponed(planned([page()], old), lambda _: False)


def test_a_page_that_is_to_be_taken_over_does_not_wait() -> None:
    old = {ADA: fresh(page("Old.")).replace(b"Old.", b"Hers.")}
    found = plan([page()], old, "Dynamics", old, take_over={ADA})

    assert found == postponed(found, lambda _: True)


def test_a_page_nobody_wants_but_she_edited_is_kept() -> None:
    assert kept(planned([], {ADA: fresh(page()).replace(b"Ada.", b"Ada!")})) == (ADA, "edited-page")


def test_a_page_nobody_wants_but_she_edited_can_be_taken_over_and_is_stale_with_every_byte_of_hers_on_it() -> None:
    old = fresh(page()).replace(b"Ada.", b"Ada! ```").replace(b"tags:", b"mood: blue\ntags:") + b"Mine."

    action = only(plan([], {ADA: old}, "Dynamics", [ADA], take_over={ADA}))

    assert isinstance(action, Replace)
    body = old.split(b"end mark. %%\n")[1].split(b"%% vault-companion end")[0]
    assert b"````\n" + body + b"````\n\n## My notes\n\nMine." in action.data
    assert old.split(b"---\n")[1] + b"status: stale\n" == action.data.split(b"---\n")[1]
    assert kept(planned([], {ADA: action.data})) == (ADA, "stale-page")


def test_a_page_nobody_wants_but_she_edited_is_not_taken_over_while_part_of_the_vault_could_not_be_read() -> None:
    old = {ADA: fresh(page()).replace(b"Ada.", b"Ada!")}

    assert kept(plan([], old, "Dynamics", [ADA], complete=False, take_over={ADA})) == (ADA, "edited-page")


def of_two(one: str, other: str) -> Page:
    links = (f"[[Cast/{one}]]", f"[[{other}]]")
    return Page(VaultPath(f"Dynamics/Pairs/{one} & {other}.md"), "pair", links, (("characters", links),), "They.")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ([of_two("Samir Doyle", "Wren")], True),
        ([of_two("Samuel", "Wren")], False),
        ([of_two("Samir Doyle", "Wrenna")], False),
        ([of_two("Samir Doyle", "Wren"), of_two("Sam Doyley", "Wren")], False),
        ([of_two("Samir Doyle", "Wren"), of_two("Sam Doyle", "Bo")], False),
    ],
)
@pytest.mark.parametrize("edit", [b"They.", b"They!"])
def test_a_page_that_lost_its_pair_names_the_one_page_that_seems_to_be_about_them_now(
    wanted: list[Page], told: bool, edit: bytes
) -> None:
    gone = of_two("Sam Doyle", "Wren")
    old = fresh(gone).replace(b"\n---\n\n", b"\nstatus: stale\n---\n\n").replace(b"They.", edit) + b"Mine."
    files = {gone.path: old, **{page.path: fresh(page) for page in wanted}}

    action = only(plan(wanted, files, "Dynamics", files))

    assert isinstance(action, Keep)
    assert told is (f"move what is yours to {wanted[0].path}" in action.hint)


@pytest.mark.parametrize("old", [fresh(page()), fresh(page()) + b"Mine."])
def test_no_page_is_retired_or_called_stale_when_part_of_the_vault_could_not_be_read(old: bytes) -> None:
    assert planned([], {ADA: old}, complete=False).actions == ()


def test_her_own_files_in_the_output_folder_are_not_our_business() -> None:
    assert planned([], {"Dynamics/Mine.md": b"Mine.", "Dynamics/How.md": b"%% vault-companion begin %%"}).actions == ()


def test_our_pages_elsewhere_are_not_our_business() -> None:
    assert planned([], {"Archive/Ada.md": fresh(page()), "Dynamics 2/Ada.md": fresh(page())}).actions == ()


@pytest.mark.parametrize("body", ["a\n%% vault-companion end 00000000 %%\nb", "half \ud800 a character"])
def test_a_page_that_would_not_come_back_is_not_written(body: str) -> None:
    assert kept(planned([page(body)], {})) == (ADA, "unsound-page")
    assert kept(planned([page(body)], {ADA: fresh(page())})) == (ADA, "unsound-page")


def test_actions_come_in_path_order_whatever_order_the_pages_have() -> None:
    pages = [page(path=f"Dynamics/{name}.md") for name in "cab"]

    assert [one.path for one in planned(pages, {}).actions] == [
        "Dynamics/a.md",
        "Dynamics/b.md",
        "Dynamics/c.md",
    ]


def test_what_was_found_settled_changes_nothing_but_time() -> None:
    old, settled = {ADA: fresh(page())}, Settled()

    assert Plan((), 1) == plan([page()], old, "Dynamics", old, settled=settled)
    assert {ADA: (page(), old[ADA])} == settled
    assert Plan((), 1) == plan([page()], old, "Dynamics", old, settled=settled)
    assert isinstance(only(plan([page("New.")], old, "Dynamics", old, settled=settled)), Replace)
    assert settled == {}


hers = st.text(max_size=40).filter(lambda text: "vault-companion" not in text)
steps = st.lists(st.sampled_from(["Ada.", "Bo.", "[[Ada]]\n\nmore", None]), max_size=6)


@given(hers, st.sampled_from(["mine: 1\n", "aliases:\n  - x\n", "# remark\n", ""]), steps)
def test_her_part_survives_any_number_of_runs_and_each_second_run_is_empty(
    text: str, block: str, bodies: list[str | None]
) -> None:
    own = text.encode("utf-8", "surrogatepass")
    data = fresh(page()).replace(b"dynamics_type", block.encode() + b"dynamics_type") + own
    after = parse(data)
    assert isinstance(after, Ours)
    for body in bodies:
        wanted = [] if body is None else [page(body)]
        for action in planned(wanted, {ADA: data}).actions:
            if isinstance(action, Retire):
                assert (text.strip(), block) == ("", "")
                return
            data = data if isinstance(action, Keep) else action.data
        assert all(isinstance(action, Keep) for action in planned(wanted, {ADA: data}).actions)

    now = parse(data)
    assert isinstance(now, Ours)
    assert now.after == after.after
    assert block.encode() in data
