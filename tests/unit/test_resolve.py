"""Where a link leads: the order is Obsidian's own (hostile cases 35 to 57)."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from vault_companion.notes.resolve import Paths, Resolved, key, path_order
from vault_companion.notes.scan import Link, links_in
from vault_companion.vault.snapshot import VaultPath


def reached(files: list[str], link: str, source: str = "Elsewhere/Source.md") -> tuple[str | None, str]:
    resolved = Paths(map(VaultPath, files)).resolve(links_in(link, 1)[0], VaultPath(source))
    return resolved.path, resolved.tier


TABLE = [
    # files, link, source, path, tier
    (["Note.md", "sub/Note.md"], "[[Note]]", "sub/S.md", "Note.md", "exact"),
    (["dup/a/Dup.md", "dup/b/Dup.md"], "[[Dup]]", "dup/b/S.md", "dup/b/Dup.md", "own-folder"),
    (["dup/a/Dup.md", "dup/bb/Dup.md"], "[[Dup]]", "dup/S.md", "dup/a/Dup.md", "shortest"),
    (["zzzz/Tie.md", "a/b/Tie.md"], "[[Tie]]", "x/S.md", "a/b/Tie.md", "shortest"),
    (["a/b/Note.md"], "[[b/Note]]", "x/S.md", "a/b/Note.md", "shortest"),
    (["a/b/Note.md", "b/Note.md"], "[[b/Note]]", "a/S.md", "b/Note.md", "exact"),
    (["a/b/Note.md", "longer/b/Note.md"], "[[b/Note]]", "longer/S.md", "longer/b/Note.md", "own-folder"),
    (["xb/Note.md"], "[[b/Note]]", "S.md", None, "unresolved"),
    (["Log.md"], "[[log]]", "S.md", "Log.md", "exact"),
    (["a/Log.md"], "[[LOG]]", "S.md", "a/Log.md", "shortest"),
    (["Note.md", "note.md"], "[[note]]", "S.md", "note.md", "exact"),
    (["Note.md", "note.md"], "[[Note]]", "S.md", "Note.md", "exact"),
    (["x/Note.md", "x/note.md"], "[[note]]", "S.md", "x/note.md", "shortest"),
    (["x/Note.md", "x/note.md"], "[[note]]", "x/S.md", "x/note.md", "own-folder"),
    (["Note.1.md"], "[[Note.1]]", "S.md", "Note.1.md", "exact"),
    (["p/Abel May Jr..md"], "[[Abel May Jr.]]", "S.md", "p/Abel May Jr..md", "shortest"),
    (["007.jpg.md", "Imgs/007.jpg"], "[[007.jpg]]", "S.md", "007.jpg.md", "exact"),
    (["notes/007.jpg.md", "Images/007.jpg"], "[[007.jpg]]", "S.md", "Images/007.jpg", "shortest"),
    (["⚛️ Cast/👩‍🚀 Zoë.md"], "[[👩‍🚀 Zoë]]", "S.md", "⚛️ Cast/👩‍🚀 Zoë.md", "shortest"),
    (["a/L’Ombre.md", "bb/L'Ombre.md"], "[[L'Ombre]]", "S.md", "bb/L'Ombre.md", "shortest"),
    (["b/x.md"], "[[../b/x]]", "a/S.md", "b/x.md", "relative"),
    (["a/x.md"], "[[./x]]", "a/S.md", "a/x.md", "relative"),
    (["a/X.md", "a/x.md"], "[[./x]]", "a/S.md", "a/x.md", "relative"),
    (["c/x.md"], "[[../x]]", "a/S.md", None, "unresolved"),
    (["x.md"], "[[../../x]]", "a/S.md", None, "unresolved"),
    (["folder/Note.md"], "[[/folder/Note]]", "S.md", "folder/Note.md", "exact"),
    (["folder/Note.md"], r"[[folder\Note]]", "S.md", "folder/Note.md", "exact"),
    (["Note A.md"], "[[Note%20A]]", "S.md", None, "unresolved"),
    (["Sub/Note A.md"], "[t](Note%20A.md)", "S.md", "Sub/Note A.md", "shortest"),
    (["Alice.md"], "[[Al]]", "S.md", None, "unresolved"),
    (["another-todo.md"], "[[todo]]", "S.md", None, "unresolved"),
    (["Alice/Alice.md"], "[[Alice]]", "S.md", "Alice/Alice.md", "shortest"),
    (["Alice/Notes.md", "Alice.md"], "[[Alice]]", "S.md", "Alice.md", "exact"),
    (["art/Fig.png"], "![[Fig.png]]", "S.md", "art/Fig.png", "shortest"),
    (["art/Fig.png"], "[[Fig]]", "S.md", None, "unresolved"),
    (["board.canvas"], "[[board.canvas]]", "S.md", "board.canvas", "exact"),
    (["Note.MD"], "[[Note.md]]", "S.md", "Note.MD", "exact"),
    (["Other.md"], "[[#Heading]]", "a/S.md", "a/S.md", "exact"),
]


@pytest.mark.parametrize(("files", "link", "source", "path", "tier"), TABLE)
def test_a_link_leads_where_obsidian_would_take_it(
    files: list[str], link: str, source: str, path: str | None, tier: str
) -> None:
    assert reached(files, link, source) == (path, tier)
    assert reached(files[::-1], link, source) == (path, tier)


def test_case_37_an_ancestor_folder_counts_for_nothing() -> None:
    files = ["dup/long/Dup.md", "other/Dup.md"]

    assert reached(files, "[[Dup]]", "dup/S.md") == ("other/Dup.md", "shortest")


def test_case_37_two_shortest_paths_of_one_length_are_ambiguous_and_none_is_guessed() -> None:
    files = [VaultPath("bb/Tie.md"), VaultPath("aa/Tie.md"), VaultPath("long/Tie.md")]
    resolved = Paths(files).resolve(Link("Tie", "", "", 1), VaultPath("S.md"))

    assert resolved == Resolved(None, "ambiguous", (VaultPath("aa/Tie.md"), VaultPath("bb/Tie.md")))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_case_42_names_match_however_their_accents_are_composed(form: Literal["NFC", "NFD"]) -> None:
    file = unicodedata.normalize(form, "cast/Café.md")

    assert reached([file], unicodedata.normalize("NFC", "[[Café]]")) == (file, "shortest")
    assert reached([file], unicodedata.normalize("NFD", "[[CAFÉ]]")) == (file, "shortest")


def test_case_42_a_decomposed_path_is_not_longer_for_it() -> None:
    decomposed = unicodedata.normalize("NFD", "éé/Tie.md")

    assert reached([decomposed, "abc/Tie.md"], "[[Tie]]") == (decomposed, "shortest")


@pytest.mark.parametrize(("one", "other"), [("Straße", "Strasse"), ("ﬁn", "fin"), ("Ⅳ", "IV"), ("İ", "i")])
def test_case_43_distinct_names_stay_distinct(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_case_57_a_name_is_unique_only_if_no_other_file_has_it_in_any_case() -> None:
    paths = Paths([VaultPath("Alice.md"), VaultPath("Dynamics/alice.md"), VaultPath("Bo.md")])

    assert not paths.unique_name(VaultPath("Alice.md"))
    assert paths.unique_name(VaultPath("Bo.md"))
    assert paths.has_name("BO")
    assert not paths.has_name("Bo.md")


def test_paths_have_one_order_however_their_letters_are_composed() -> None:
    composed = [VaultPath(unicodedata.normalize("NFC", name)) for name in ("zoo.md", "Éa.md", "ab.md")]
    decomposed = [VaultPath(unicodedata.normalize("NFD", name)) for name in ("zoo.md", "Éa.md", "ab.md")]
    orders = [
        [unicodedata.normalize("NFC", path) for path in sorted(paths, key=path_order)]
        for paths in (composed, decomposed)
    ]

    assert orders == [["ab.md", "zoo.md", "Éa.md"]] * 2
