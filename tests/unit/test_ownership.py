"""What of a page is ours and what is hers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault_companion.pages.page import BEGIN, Page, Value
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.ownership import (
    Broken,
    Claim,
    Foreign,
    Ours,
    claim,
    digest,
    fresh,
    parse,
    same,
    stale,
    updated,
)
from vault_companion.writer.properties import scalar

BODY = "> [!abstract] At a glance\n> [[Ada Vale|Ada]] and [[Bo]].\n\n^at-a-glance"
PAGE = """\
---
generated_by: vault-companion
aliases:
  - Bo & Ada Vale
tags:
  - dynamics/pair
characters:
  - "[[Ada Vale]]"
  - "[[Bo]]"
relation: rivals
mutual: true
open_questions: 1
dynamics_type: pair
dynamics_format: 1
---

%% vault-companion begin. Rewritten on every sync: write below the end mark. %%

> [!abstract] At a glance
> [[Ada Vale|Ada]] and [[Bo]].

^at-a-glance

%% vault-companion end d311dfeb %%

## My notes

"""


def page(body: str = BODY, **properties: Value) -> Page:
    given = properties or {
        "aliases": ("Bo & Ada Vale",),
        "tags": ("dynamics/pair",),
        "characters": ("[[Ada Vale]]", "[[Bo]]"),
        "relation": "rivals",
        "mutual": True,
        "open_questions": 1,
    }
    path = VaultPath("Dynamics/Pairs/Ada Vale & Bo.md")
    return Page(path, "pair", ("[[Ada Vale]]", "[[Bo]]"), tuple(given.items()), body)


def ours(data: bytes) -> Ours:
    found = parse(data)
    assert isinstance(found, Ours), found
    return found


def broken(data: bytes) -> str:
    found = parse(data)
    assert isinstance(found, Broken), found
    return found.code


def with_properties(block: str) -> bytes:
    """Our page with other frontmatter."""
    return (f"---\n{block}---\n" + PAGE.split("---\n", 2)[2]).encode()


def properties_of(data: bytes) -> str:
    return data.decode().split("---\n")[1]


# ---- a fresh page


def test_a_fresh_page_looks_as_the_design_shows_it() -> None:
    assert fresh(page()).decode() == PAGE


def test_a_fresh_page_is_ours_and_whole() -> None:
    read = ours(fresh(page()))

    assert (read.fits, read.format, read.newline, read.bom) == (True, 1, "\n", False)
    assert ("\n", f"\n{BODY}\n\n", "\n\n## My notes\n\n") == (read.above, read.body, read.after)
    assert fresh(page()).decode().split("\n")[read.end_line - 1].startswith("%% vault-companion end")


def test_what_every_page_has_is_written_even_if_the_page_does_not_say_it() -> None:
    block = properties_of(fresh(page(tags=())))

    assert block == "generated_by: vault-companion\ntags: []\ndynamics_type: pair\ndynamics_format: 1\n"


def test_who_made_it_comes_first_wherever_the_page_says_it() -> None:
    block = properties_of(fresh(page(ties=4, generated_by="vault-companion", dynamics_type="pair", dynamics_format=1)))

    assert block == "generated_by: vault-companion\nties: 4\ndynamics_type: pair\ndynamics_format: 1\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ada Vale", "Ada Vale"),
        ("Bram & Ada", "Bram & Ada"),
        ("[[Ada]]", '"[[Ada]]"'),
        ('[[Ada "Bo"]]', r'"[[Ada \"Bo\"]]"'),
        ("a: b", '"a: b"'),
        ("a:b", "a:b"),
        ("a #b", '"a #b"'),
        ("true", '"true"'),
        ("yes", "yes"),
        ("-5", '"-5"'),
        ("1.5", '"1.5"'),
        ("12:30", "12:30"),
        ("", '""'),
        ("- x", '"- x"'),
        ("-x", "-x"),
        ("~", '"~"'),
        (" x", '" x"'),
        ("x:", '"x:"'),
        ('"x"', "'\"x\"'"),
        ("it's", "it's"),
        ("a\nb", r'"a\nb"'),
        ("日本", "日本"),
    ],
)
def test_a_text_is_written_as_obsidian_writes_it(text: str, written: str) -> None:
    """Checked against the library that Obsidian uses, `yaml` 2.7.0."""
    assert written == scalar(text)


# ---- whose file it is


@pytest.mark.parametrize("data", [b"", b"Ada\n", b"---\ntags: x\n---\n", b"\xff\xfe%\x00", b"a %% b %%\n"])
def test_a_file_without_a_mark_is_not_ours(data: bytes) -> None:
    assert isinstance(parse(data), Foreign)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace(BEGIN + "\n", ""),
        lambda text: text.replace("%% vault-companion end d311dfeb %%\n", ""),
        lambda text: text.replace("d311dfeb", ""),
        lambda text: text.replace("begin. Rewritten", "begin. Written"),
        lambda text: text + f"```\n{BEGIN}\n```\n",
        lambda text: text + text.split("---\n", 2)[2],
        lambda text: text.replace(BEGIN, "@").replace("%% vault-companion end d311dfeb %%", BEGIN).replace(
            "@", "%% vault-companion end d311dfeb %%"
        ),
        lambda text: text.replace(BEGIN, "  " + BEGIN),
        lambda text: text.split("%% vault-companion begin")[0],
    ],
)  # fmt: skip
def test_marks_that_are_not_one_pair_in_order_are_broken(spoil: object) -> None:
    assert callable(spoil)

    assert broken(spoil(PAGE).encode()) == "broken-marks"


def test_a_mark_inside_a_line_is_only_talk() -> None:
    assert ours((PAGE + f"The line `{BEGIN}` is yours.\n").encode())


def test_marks_survive_white_space_at_their_end() -> None:
    data = fresh(page()).replace(b" %%\n", b" %%  \n")

    assert ours(data).fits
    assert ours(data).after.encode() == b"  \n\n## My notes\n\n"


def test_an_edit_between_the_marks_does_not_fit() -> None:
    assert not ours(fresh(page()).replace(b"At a glance", b"At a glance!")).fits


def test_a_newer_format_is_known_even_when_its_marks_are_not() -> None:
    newer = fresh(page()).replace(b"dynamics_format: 1", b"dynamics_format: 12")

    assert ours(newer).format == 12
    assert broken(newer.replace(b"vault-companion end", b"vault-companion END OF PART")) == "newer-format"


@pytest.mark.parametrize(
    "block",
    [
        "  indented: 1\n",
        "just prose\n",
        'note: "never closed\nrelation: part of it"\n',
        "list: [a,\nrelation: b]\n",
        "? complex\n",
        "- a\n- b\n",
    ],
)
def test_properties_that_cannot_be_taken_apart_are_broken(block: str) -> None:
    assert broken(with_properties(block)) == "broken-properties"


def test_properties_that_never_end_are_broken() -> None:
    assert broken(PAGE.replace("dynamics_format: 1\n---\n", "dynamics_format: 1\n").encode()) == "broken-properties"


# ---- the digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\nb", "a\r\nb"),
        ("a\n\nb", "  a b \n"),
        ("| a | b |", "| a    | b |"),
        ("x [[Ada]] y", "x [[Other/Ada Vale]] y"),
        ("[[Ada|her]]", "[[Other#Heading|her]]"),
        (r"| [[Ada\|her]] |", "| [[Bo|her]] |".replace("|her", r"\|her")),
        ("[[Ada#H|“a [b] c”]]", "[[Bo#H|“a [b] c”]]"),
        ("![[Ada#^x]]", "![[Bo#^x]]"),
    ],
)
def test_the_digest_is_blind_to_white_space_and_where_links_lead(one: str, other: str) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"), [("a b", "ab"), ("[[Ada|her]]", "[[Ada|him]]"), ("[[Ada]]", "[[Ada]] x"), ("a", "A")]
)
def test_the_digest_sees_every_word(one: str, other: str) -> None:
    assert digest(one) != digest(other)


# ---- a page written over an old one


def test_our_part_is_new_and_hers_is_kept() -> None:
    old = fresh(page("Old.")).replace(b"## My notes\n\n", b"## Mine\n\xff\r\nno line end")

    new = updated(ours(old), page("New."))

    assert b"\n\nNew.\n\n" in new
    assert new.endswith(b"%%\n\n## Mine\n\xff\r\nno line end")


def test_what_she_wrote_above_the_begin_mark_is_kept() -> None:
    old = fresh(page("Old.")).replace(b"---\n\n%%", b"---\nMine.\r\n\n%%")

    assert b"---\nMine.\r\n\n%% vault-companion begin" in updated(ours(old), page("New."))


def test_her_own_properties_are_kept_byte_for_byte_after_ours() -> None:
    hers = 'rating:   5 # stars\n"my key": [a,\n  b]\nlong: >-\n  text\n\n  more\nitems:\n- x\n# remark\n- y\n'
    old = with_properties(f"mood: dark\nrelation: friends\n{hers}dynamics_format: 1\n")

    block = properties_of(updated(ours(old), page()))

    assert block == properties_of(fresh(page())) + "mood: dark\n" + hers


@pytest.mark.parametrize(
    "written", ["tags:\n  - mine\n  - dynamics/pair\n", "tags: [mine, dynamics/pair]\n", "tags: mine\n",
                'tags:\n- "dynamics/pair"\n- mine\n'],
)  # fmt: skip
def test_items_she_added_to_a_list_of_ours_are_kept_after_ours(written: str) -> None:
    new = updated(ours(with_properties(written)), page(tags=("dynamics/pair",)))

    assert "tags:\n  - dynamics/pair\n  - mine\n" in properties_of(new)


def test_items_she_added_to_a_list_that_we_do_not_write_are_kept() -> None:
    new = updated(ours(with_properties('cssclasses:\n  - wide\naliases: ["A, B", c]\n')), page(ties=1))

    assert 'aliases:\n  - "A, B"\n  - c\ncssclasses:\n  - wide\n' in properties_of(new)


def test_a_property_of_ours_that_is_no_longer_true_goes() -> None:
    assert "relation" not in properties_of(updated(ours(PAGE.encode()), page(ties=1)))


def test_a_status_of_her_own_is_hers() -> None:
    old = ours(with_properties("status: draft\n"))

    assert "status: draft\n" in properties_of(updated(old, page()))
    assert stale(old) is None


def test_a_page_is_marked_stale_once_and_loses_the_mark_when_wanted_again() -> None:
    marked = stale(ours(fresh(page())))

    assert marked is not None
    assert fresh(page()) == marked.replace(b"status: stale\n", b"")
    assert stale(ours(marked)) is None
    assert fresh(page()) == updated(ours(marked), page())


def test_a_page_that_lost_its_properties_gets_ours_again() -> None:
    bare = PAGE.split("---\n", 2)[2].lstrip("\n")

    assert updated(ours(bare.encode()), page()).decode() == PAGE


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_of_an_old_page_are_kept(newline: str) -> None:
    old = "\ufeff" + fresh(page("Old.")).decode().replace("\n", newline)

    new = updated(ours(old.encode()), page("New.\n\nTwo.")).decode()

    assert "\ufeff" + fresh(page("New.\n\nTwo.")).decode().replace("\n", newline) == new


# ---- laws

bodies = st.lists(
    st.sampled_from(["word", "[[Ada]]", "[[Ada|her]]", "> quote", "| a | b |", "%% x %%", "é", ""]),
    max_size=9,
).map(lambda parts: "\n".join(parts).strip())
hers = st.text(
    st.one_of(st.sampled_from("\r\n \t-%#[]|:`\"'"), st.characters(exclude_categories=["Cs"])), max_size=60
).filter(lambda text: "vault-companion" not in text)


@given(bodies)
def test_writing_twice_is_a_fixed_point(body: str) -> None:
    once = fresh(page(body))

    assert ours(once).fits
    assert once == updated(ours(once), page(body))


@given(bodies, bodies, hers, st.sampled_from(["\n", "\r\n"]))
def test_her_part_survives_byte_for_byte(before: str, after: str, text: str, newline: str) -> None:
    old = fresh(page(before)).decode().replace("\n", newline).replace(f"## My notes{newline}{newline}", text)

    new = updated(ours(old.encode()), page(after))

    assert ours(old.encode()).after == ours(new).after
    assert new.endswith(text.encode())


@given(bodies, st.sampled_from([" ", "\n", "\r\n", " \t\n"]), st.sampled_from(["Bo", "a/B c", "Ida#Head"]))
def test_the_digest_fits_after_a_formatter_and_a_rename(body: str, space: str, target: str) -> None:
    changed = body.replace(" ", space).replace("\n", "\n" + space).replace("[[Ada", f"[[{target}")

    assert digest(body) == digest(changed)


@given(st.text(max_size=20))
def test_frontmatter_never_breaks_the_reading_of_a_page(block: str) -> None:
    if "---" not in block:
        assert isinstance(parse(with_properties(block + "\n")), Ours | Broken)


def test_files_equal_but_for_line_ends_are_the_same() -> None:
    assert same(b"a\r\nb\rc", b"a\nb\nc")
    assert not same(b"a b", b"a\nb")


# ---- whose page it is


WHOSE = Claim("pair", ("[[Ada Vale]]", "[[Bo]]"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("\n", "\r\n"),
        ("---\ngenerated_by", "\ufeff---\ngenerated_by"),
        ("dynamics_type: pair\n", "mood: grey\ndynamics_type: 'pair'\n"),
        ('characters:\n  - "[[Ada Vale]]"\n  - "[[Bo]]"\n', "characters: ['[[Ada Vale]]', \"[[Bo]]\"]\n"),
        ('characters:\n  - "[[Ada Vale]]"\n', "characters:\n- '[[Ada Vale]]'\n"),
        ("%% vault-companion begin", "%% gone"),
        (BODY, "Something of hers."),
    ],
)
def test_a_page_says_whose_it_is_however_its_properties_are_spelled(old: str, new: str) -> None:
    data = fresh(page(dynamics_type="pair", dynamics_format=1, characters=("[[Ada Vale]]", "[[Bo]]"), mutual=True))

    assert WHOSE == claim(data.decode().replace(old, new).encode() if old else data)


def test_a_character_may_be_named_alone_and_an_overview_nobody() -> None:
    head = "---\ngenerated_by: vault-companion\ndynamics_type: {}\n---\n"

    assert Claim("character", ("[[Ada]]",)) == claim(head.format('character\ncharacter: "[[Ada]]"').encode())
    assert Claim("overview", ()) == claim(head.format("overview").encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Hers.",
        b"---\ndynamics_type: pair\n---\n",
        b"---\ngenerated_by: another\ndynamics_type: pair\n---\n",
        b"---\ngenerated_by: vault-companion\n---\n",
        b"---\ngenerated_by: vault-companion\ndynamics_type: pair\n",
        b"---\ngenerated_by: vault-companion\ndynamics_type: pair\ncharacters: {a: b}\n---\n",
        b"---\ngenerated_by: vault-companion\ndynamics_type: pair\nno property\n---\n",
        b"\xff\xfe",
    ],
)
def test_a_file_that_does_not_say_whose_page_it_is_is_nobodys(data: bytes) -> None:
    assert claim(data) is None
