"""Hostile cases 35 to 57: which file a link reaches, what becomes of the tie, and what is told when none is reached."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from tests.helpers import Files, built, cast, character, codes, generated, kinds, names, pages, write_vault
from vault_companion.notes.note import parse
from vault_companion.notes.resolve import Paths
from vault_companion.settings import DEFAULTS, Settings
from vault_companion.sync import sync
from vault_companion.vault.reader import read
from vault_companion.vault.snapshot import VaultPath

Composition = Literal["NFC", "NFD"]


def reached(files: list[str], link: str, source: str = "x/Source.md") -> tuple[str | None, str]:
    """The file that a link leads to, and how it is reached; the order in which the files come plays no part."""
    (found,) = parse(VaultPath(source), link).links
    there, back = (Paths(map(VaultPath, some)).resolve(found, VaultPath(source)) for some in (files, files[::-1]))
    assert there == back
    return there.path, there.tier


def mentor(*others: str, of: str = "Cast/Ada.md", **notes: str) -> Files:
    """A vault in which Ada has one mentor for each link; `others` are the paths of more characters."""
    links = [f"mentor:: {link}" for link in notes.values()]
    return {of: character(body="\n".join(links) + "\n"), **{path: character() for path in others}}


def masters(files: Files) -> list[str]:
    """The paths of whoever is a mentor in a vault."""
    return [kind.of for tie in cast(files).ties for kind in tie.kinds if kind.kind == "mentor"]


def test_case_35_an_exact_path_wins_over_the_own_folder() -> None:
    assert ("Note.md", "exact") == reached(["Note.md", "sub/Note.md"], "[[Note]]", "sub/S.md")
    assert ["Bo.md"] == masters(mentor("Bo.md", "Cast/Bo.md", link="[[Bo]]"))


def test_case_36_the_own_folder_wins_over_other_folders() -> None:
    assert ("dup/b/Dup.md", "own-folder") == reached(["dup/a/Dup.md", "dup/b/Dup.md"], "[[Dup]]", "dup/b/S.md")
    assert ["Cast/Bo.md"] == masters(mentor("A/Bo.md", "Cast/Bo.md", link="[[Bo]]"))


def test_case_37_an_ancestor_folder_counts_for_nothing() -> None:
    assert ("o/Dup.md", "shortest") == reached(["dup/long/Dup.md", "o/Dup.md"], "[[Dup]]", "dup/S.md")


def test_case_37_two_shortest_paths_of_one_length_are_told_and_neither_is_guessed() -> None:
    files = mentor("aa/Bo.md", "bb/Bo.md", "longer/Bo.md", link="[[Bo]]")

    assert ([], {}) == (kinds(files), cast(files).mentions)
    (problem,) = [one for one in built(files).problems if one.code == "ambiguous-link"]
    assert ("Cast/Ada.md", 4, "info") == (problem.path, problem.line, problem.severity)
    assert 'the link to "Bo" may mean aa/Bo.md or bb/Bo.md' == problem.message


def test_case_38_the_shortest_path_has_the_fewest_letters_not_the_fewest_folders() -> None:
    assert ("a/b/Tie.md", "shortest") == reached(["zzzz/Tie.md", "a/b/Tie.md"], "[[Tie]]")


def test_case_39_a_partial_path_matches_whole_folders_only_and_never_another_folder() -> None:
    assert ("a/b/Note.md", "shortest") == reached(["a/b/Note.md"], "[[b/Note]]")
    assert ("b/Note.md", "exact") == reached(["a/b/Note.md", "b/Note.md"], "[[b/Note]]")
    assert (None, "unresolved") == reached(["xb/Note.md", "c/Note.md", "Note.md"], "[[b/Note]]")


def test_case_40_case_does_not_count() -> None:
    assert ("Log.md", "exact") == reached(["Log.md"], "[[LOG]]")
    assert ["Cast/Bo Ott.md"] == masters(mentor("Cast/Bo Ott.md", link="[[bo OTT]]"))


def test_case_41_of_two_names_that_differ_in_case_the_one_spelled_like_the_link_wins() -> None:
    files = ["Note.md", "note.md"]

    assert [("Note.md", "exact"), ("note.md", "exact")] == [reached(files, "[[Note]]"), reached(files, "[[note]]")]
    assert ("a/note.md", "shortest") == reached(["a/Note.md", "a/note.md"], "[[note]]")


@pytest.mark.parametrize("file", ["NFC", "NFD"])
@pytest.mark.parametrize("link", ["NFC", "NFD"])
def test_case_42_the_composition_of_letters_does_not_count(file: Composition, link: Composition) -> None:
    path = unicodedata.normalize(file, "Cast/Zoë Café.md")
    files = mentor(path, link=unicodedata.normalize(link, "[[Zoë Café]]"))

    assert [path] == masters(files)


@pytest.mark.parametrize(("file", "link"), [("Strasse", "Straße"), ("fin", "ﬁn"), ("IV", "Ⅳ"), ("i", "İ")])
def test_case_43_names_that_only_look_alike_stay_apart(file: str, link: str) -> None:
    assert (None, "unresolved") == reached([f"{file}.md"], f"[[{link}]]")
    assert (f"{link}.md", "exact") == reached([f"{file}.md", f"{link}.md"], f"[[{link}]]")


def test_case_44_an_alias_makes_the_tie_and_is_told() -> None:
    files = {
        "Ada.md": character(body="text\n\nmentor:: [[Nick]]\n"),
        "Nicholas Vale.md": character(aliases=["Nick", "Old Nick"]),
    }

    assert ["Nicholas Vale mentor Ada"] == kinds(files)
    (problem,) = built(files).problems
    assert ("Ada.md", 6, "alias-link", "info") == (problem.path, problem.line, problem.code, problem.severity)
    assert "Nicholas Vale" in problem.message
    assert "[[Nicholas Vale|Nick]]" in problem.hint


def test_case_44_an_alias_never_beats_a_file_name() -> None:
    files = {
        "Ada.md": character(body="mentor:: [[Nick]]\n"),
        "Nicholas.md": character(aliases=["Nick"]),
        "Deep/Folder/Nick.md": character(),
    }

    assert ["Deep/Folder/Nick.md"] == masters(files)
    assert [] == [code for _, _, code in codes(files) if code == "alias-link"]


def test_case_44_a_file_that_is_no_character_keeps_its_name_too() -> None:
    files = {
        "Ada.md": character(body="mentor:: [[Nick]]\n"),
        "Nicholas.md": character(aliases=["Nick"]),
        "Places/Nick.md": "A village.\n",
    }

    assert ([], []) == (kinds(files), codes(files))


def test_case_44_what_obsidian_wrote_itself_is_not_told() -> None:
    files = {"Ada.md": character(mentor="[[Nicholas|Nick]]"), "Nicholas.md": character(aliases=["Nick"])}

    assert (["Nicholas mentor Ada"], []) == (kinds(files), codes(files))


@pytest.mark.parametrize(
    "aliases",
    ["aliases: Nick", "alias: Nick", "aliases: [Nick]", "alias:\n  - Nick", "Aliases: [~, Nick]", "aliases: Old, Nick"],
)
def test_case_45_an_alias_is_one_however_it_is_written(aliases: str) -> None:
    files = {
        "Ada.md": character(body="mentor:: [[Nick]]\n"),
        "Nicholas.md": f"---\ntype: character\n{aliases}\n---\n",
    }

    assert ["Nicholas mentor Ada"] == kinds(files)


def test_case_45_a_number_is_an_alias_and_nothing_is_none() -> None:
    notes = {
        "Cy.md": "---\ntype: character\naliases: 42\n---\n",
        "Di.md": "---\ntype: character\naliases: [null]\n---\n",
        "Ed.md": "---\ntype: character\naliases:\n---\n",
    }

    assert [("Cy", ("42",)), ("Di", ()), ("Ed", ())] == [(one.name, one.aliases) for one in cast(notes).characters]
    assert [] == codes(notes)


def test_case_46_an_alias_that_two_people_have_names_neither() -> None:
    files = {
        "Ada.md": character(body="mentor:: [[Nick]]\n"),
        "Nicholas.md": character(aliases=["Nick"]),
        "Veronica.md": character(aliases=["Nick"]),
    }

    assert ([], {}) == (kinds(files), cast(files).mentions)
    assert ("Ada.md", 4, "unresolved-link") in codes(files)


@pytest.mark.parametrize("name", ["Note.1", "Sgt. Rottwyler", "Geo's P.I.", "Abel May Jr.", "v1.0.md notes"])
def test_case_47_dots_in_a_name_are_part_of_it(name: str) -> None:
    files = mentor(f"Cast/{name}.md", link=f"[[{name}]]")

    assert [f"Cast/{name}.md"] == masters(files)
    assert name in names(files)


def test_case_48_a_note_named_like_a_picture_is_reached_by_its_exact_path_only() -> None:
    assert ("007.jpg.md", "exact") == reached(["007.jpg.md", "Imgs/007.jpg"], "[[007.jpg]]")
    assert ("Images/007.jpg", "shortest") == reached(["notes/007.jpg.md", "Images/007.jpg"], "[[007.jpg]]")


@pytest.mark.parametrize("name", ["# Magic Items", "A^B", "A|B", "C: D", "100%% sure", "[Di]"])
def test_case_49_a_note_with_a_mark_in_its_name_is_read(name: str) -> None:
    files = {f"Cast/{name}.md": character(needs="rest", mentor="[[Ada]]"), "Ada.md": character()}

    assert sorted(["Ada", name]) == sorted(names(files))
    assert [f"Ada mentor {name}"] == kinds(files)


def test_case_49_a_name_with_a_hash_is_reached_by_a_markdown_link_only() -> None:
    files = ["# Magic Items.md", "Source.md"]

    assert ("# Magic Items.md", "exact") == reached(files, "[x](%23%20Magic%20Items.md)", "Source.md")
    assert ("Source.md", "exact") == reached(files, "[[# Magic Items]]", "Source.md")


def test_case_49_no_wikilink_is_written_that_a_mark_in_a_name_would_break() -> None:
    written = pages({"C #1.md": character(mentor="[[Ada]]"), "Ada.md": character(needs="rest")})

    assert [] == [path for path, text in written.items() if "[[C #1" in text]


@pytest.mark.parametrize("name", ["👩‍🚀 Zoë", "⚛️ Atom", "❤", "🏴‍☠️ Jack"])
def test_case_50_emoji_are_part_of_a_name(name: str) -> None:
    assert [f"👥 Cast/{name}.md"] == masters(mentor(f"👥 Cast/{name}.md", link=f"[[{name}]]"))


def test_case_50_an_emoji_without_its_variation_selector_is_another_name() -> None:
    assert (None, "unresolved") == reached(["⚛️ Atom.md"], "[[⚛ Atom]]")


def test_case_51_a_curly_quote_makes_another_name() -> None:
    files = ["a/Îles de l’Ombre.md", "bb/Îles de l'Ombre.md"]

    assert ("bb/Îles de l'Ombre.md", "shortest") == reached(files, "[[Îles de l'Ombre]]")
    assert ("a/Îles de l’Ombre.md", "shortest") == reached(files, "[[Îles de l’Ombre]]")
    assert (None, "unresolved") == reached(files[:1], "[[Îles de l'Ombre]]")


def test_case_52_a_relative_link_leads_to_that_very_file_or_nowhere() -> None:
    assert ("b/x.md", "relative") == reached(["b/x.md"], "[[../b/x]]", "a/S.md")
    assert ("a/x.md", "relative") == reached(["a/x.md", "x.md"], "[[./x]]", "a/S.md")
    assert (None, "unresolved") == reached(["c/x.md"], "[[../x]]", "a/S.md")
    assert (None, "unresolved") == reached(["x.md"], "[[../../x]]", "a/S.md")


def test_case_53_a_leading_slash_is_the_vault_and_only_markdown_links_are_decoded() -> None:
    assert ("folder/Note.md", "exact") == reached(["folder/Note.md"], "[[/folder/Note]]")
    assert ("folder/Note.md", "exact") == reached(["folder/Note.md"], r"[[folder\Note]]")
    assert (None, "unresolved") == reached(["Note A.md"], "[[Note%20A]]")
    assert ("Note A.md", "exact") == reached(["Note A.md"], "[t](Note%20A.md)")


@pytest.mark.parametrize(
    ("file", "link"), [("Alice", "Al"), ("another-todo", "todo"), ("Al", "Alice"), ("Bo_x", "Bo-x")]
)
def test_case_54_part_of_a_name_or_a_name_like_it_is_not_enough(file: str, link: str) -> None:
    assert (None, "unresolved") == reached([f"{file}.md"], f"[[{link}]]")


def test_case_54_a_file_is_not_reached_by_part_of_its_name_and_that_is_told() -> None:
    files = mentor("Alice.md", link="[[Al]]")

    assert ([], [("Cast/Ada.md", 4, "unresolved-link")]) == (kinds(files), codes(files))


def test_case_55_a_folder_of_the_same_name_is_not_in_the_way() -> None:
    assert ("Alice.md", "exact") == reached(["Alice/Notes.md", "Alice.md"], "[[Alice]]")
    assert ("Alice/Alice.md", "shortest") == reached(["Alice/Alice.md"], "[[Alice]]")
    assert ("Alice.md", "exact") == reached(["Alice/Alice.md", "Alice.md"], "[[Alice]]", "Alice/S.md")


def test_case_56_other_files_are_reached_with_their_ending_and_are_no_characters() -> None:
    body = "![[Fig.png]] [[board.canvas]] [[x.base]] [[Map.pdf#page=2]]\n"
    files = {
        "Ada.md": character(body=body),
        "art/Fig.png": b"\x89",
        "board.canvas": b"{}",
        "x.base": b"",
        "Map.pdf": b"",
    }

    assert ([], ["Ada"]) == (codes(files), names(files))
    assert (None, "unresolved") == reached(["art/Fig.png"], "[[Fig]]")


def test_case_57_no_page_of_ours_has_the_name_of_another_file() -> None:
    files = {
        "Alice.md": character(needs="rest", friend="[[Bo]]"),
        "Bo.md": character(offers="rest"),
        "alice & bo.md": "A song.\n",
        "Old/Alice - Dynamics.md": "Notes of hers.\n",
        "DYNAMICS OVERVIEW.md": "Hers.\n",
    }
    hers = {Path(path).stem.lower() for path in files}
    ours = [Path(path).stem.lower() for path in pages(files)]

    assert (set(), len(set(ours))) == (hers & set(ours), len(ours))


def test_case_57_links_to_her_notes_lead_where_they_did_after_pages_are_written(tmp_path: Path) -> None:
    files = {"Cast/Alice.md": character(needs="rest", mentor="[[Bo]]"), "Cast/Far/Bo.md": character(offers="rest")}
    root = write_vault(tmp_path, files)
    sync(root, DEFAULTS)
    snapshot = read(root)
    paths = Paths([*snapshot.files, *snapshot.others])

    assert 3 <= len(generated(root))
    for path in generated(root):
        source = VaultPath(path.relative_to(root).as_posix())
        for name, file in (("Alice", "Cast/Alice.md"), ("Bo", "Cast/Far/Bo.md")):
            (link,) = parse(source, f"[[{name}]]").links
            assert file == paths.resolve(link, source).path


def test_case_96_two_names_that_one_disk_could_not_hold_get_pages_that_every_disk_can(tmp_path: Path) -> None:
    files = {
        "a/AGORA.md": character(needs="rest", mentor="[[Bo]]"),
        "b/agora.md": character(needs="peace", mentor="[[Bo]]"),
        unicodedata.normalize("NFC", "a/Zoë.md"): character(needs="rest", mentor="[[Bo]]"),
        unicodedata.normalize("NFD", "b/Zoë.md"): character(needs="rest", mentor="[[Bo]]"),
        "Bo.md": character(offers="rest"),
    }
    stated = Settings(pair_pages="stated")
    written = list(pages(files, stated))
    folded = {unicodedata.normalize("NFC", path).casefold() for path in written}

    assert 5 == len(names(files))
    assert (len(written), 4) == (len(folded), sum("/Pairs/" in path for path in written))
    root = write_vault(tmp_path, files)
    sync(root, stated)
    assert sorted(written) == sorted(path.relative_to(root).as_posix() for path in generated(root))
