"""The settings note: what it says holds, what it says wrongly is told, with its line, and the default holds."""

from __future__ import annotations

import pytest

from tests.helpers import pages, story
from vault_companion.settings import DEFAULTS, Settings
from vault_companion.settings_note import misspelt, read_settings
from vault_companion.vault.snapshot import VaultPath

HEAD = "---\ntype: vault-companion-settings\n"
NAMED = {VaultPath(path): b"" for path in ("Ada.md", "Bo.md", "World/Ship.md")}


def settings(text: str, path: str = "Settings.md") -> Settings:
    found = read_settings({VaultPath(path): text.encode(), **NAMED})
    assert () == found.problems
    return found.settings


def problems(text: str) -> list[tuple[int | None, str, str]]:
    found = read_settings({VaultPath("Settings.md"): text.encode()})
    return [(problem.line, problem.message, problem.hint) for problem in found.problems]


def test_a_vault_without_a_settings_note_has_the_defaults() -> None:
    found = read_settings({VaultPath("Ada.md"): b"---\ntype: character\n---\n"})
    assert (DEFAULTS, (), None) == (found.settings, found.problems, found.path)


def test_each_property_is_one_setting() -> None:
    text = (
        f"{HEAD}output_folder: Story/Dynamics/\ncharacter_folders: [Figuren, World/Cast]\ncharacter_tags: '#figur'\n"
        "character_types: [Held, Schurke]\nignore_folders:\n  - Drafts/\n  - Old\npair_pages: All\n"
        'characters: ["[[Ada]]", Bo]\nnot_characters: "[[World/Ship|the ship]]"\n---\n'
    )
    assert settings(text) == Settings(
        output_folder="Story/Dynamics",
        character_folders=frozenset({"figuren", "world/cast"}),
        character_tags=frozenset({"figur"}),
        character_types=frozenset({"held", "schurke"}),
        ignore_folders=("Drafts", "Old"),
        pair_pages="all",
        characters=("Ada", "Bo"),
        not_characters=("World/Ship",),
    )


def test_keys_may_be_spelled_with_blanks_or_hyphens_and_an_empty_value_says_nothing() -> None:
    assert settings(f"{HEAD}Output-Folder: Pages\npair pages:\n---\n").output_folder == "Pages"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("pair_page: all", '"pair_page" is no setting; the default holds', "Did you mean pair_pages?"),
        ("pair_pages: reedable", '"reedable" is no choice for pair_pages; the default holds', "Did you mean readable?"),
        ("output_folder: ../x", '"../x" is no visible folder inside the vault', "Write a folder's path"),
        ("output_folder: .hidden", '".hidden" is no visible folder inside the vault', "Write a folder's path"),
        ("output_folder: [A, B]", "output_folder takes one value", "Keep one of them."),
        ("colour: red", '"colour" is no setting; the default holds', "Known ones: output_folder,"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_default_holds(line: str, message: str, hint: str) -> None:
    text = f"{HEAD}{line}\n---\n"
    [(at, said, what_to_do)] = problems(text)
    assert (3, message) == (at, said)
    assert what_to_do.startswith(hint)
    assert read_settings({VaultPath("S.md"): text.encode()}).settings == DEFAULTS


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("not_characters: '[[Hatie]]'", 'not_characters names "Hatie", and there is no note', "Did you mean Hattie?"),
        ("characters: Cast/Hattei", 'characters names "Cast/Hattei", and there is no note', "Did you mean Hattie?"),
        ("characters: [Hattie, Nobody]", 'characters names "Nobody", and there is no note', "Write it as a link"),
    ],
)
def test_a_name_that_no_note_has_is_told(line: str, message: str, hint: str) -> None:
    files = {VaultPath("S.md"): f"{HEAD}{line}\n---\n".encode(), VaultPath("Cast/Hattie.md"): b""}
    [problem] = read_settings(files).problems
    assert ("S.md", 3, "wrong-setting") == (problem.path, problem.line, problem.code)
    assert problem.message.startswith(message)
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize("name", ["hattie", "[[Hattie]]", "Cast/Hattie.md", "[[Cast/Hattie|H]]", "/Cast/Hattie"])
def test_a_name_may_be_given_in_any_way_that_a_link_may(name: str) -> None:
    files = {VaultPath("S.md"): f"{HEAD}characters: '{name}'\n---\n".encode(), VaultPath("Cast/Hattie.md"): b""}
    assert () == read_settings(files).problems


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("neds", "needs"),
        ("needds", "needs"),
        ("neesd", "needs"),
        ("nedds", "needs"),
        ("enedy", ""),
        ("needs", ""),
        ("strenghts", "strengths"),
        ("streghts", "strengths"),
        ("strngths of", ""),
        ("feeds", ""),
        ("li", ""),
        ("", ""),
    ],
)
def test_a_slip_is_one_letter_or_two_that_changed_places(said: str, meant: str) -> None:
    assert misspelt(said, ("lie", "needs", "strength", "strengths")) == meant


def test_of_two_settings_notes_the_first_by_path_counts_and_the_other_is_told() -> None:
    files = {
        VaultPath("Z.md"): f"{HEAD}output_folder: Last\n---\n".encode(),
        VaultPath("A/S.md"): f"{HEAD}output_folder: First\n---\n".encode(),
    }
    found = read_settings(files)
    assert ("First", "A/S.md") == (found.settings.output_folder, found.path)
    assert [("Z.md", "two-settings-notes")] == [(problem.path, problem.code) for problem in found.problems]


def test_a_note_that_only_writes_of_the_settings_note_is_none() -> None:
    assert read_settings({VaultPath("How to.md"): b"Write `type: vault-companion-settings` into a note."}).path is None


def test_what_is_taught_stands_under_three_headings() -> None:
    text = (
        f"{HEAD}---\nHello: nobody reads this\n## My words\n- belonging: a chair with her name\n"
        "## My headings\n- needs: Потребности\n## My relationships\n- **oathsworn**: friendship, both ways\n"
    )
    found = settings(text)
    assert [
        ("belonging", "a chair with her name", 6),
        ("needs", "Потребности", 8),
        ("oathsworn", "friendship, both ways", 10),
    ] == [(one.label, one.text, one.line) for one in (*found.words, *found.headings, *found.relationships)]


def test_a_line_that_teaches_nothing_is_told() -> None:
    assert [(5, '"a chair" teaches nothing: there is no colon in it')] == [
        (line, message) for line, message, _ in problems(f"{HEAD}---\n## My words\n- a chair\n- safety: TBD\n")
    ]


# ---- what it changes


RUSSIAN = {
    "Лица/Анна.md": "## Потребности\n- место за общим столом\n## Связи\n- [[Иван]]: побратим\n",
    "Лица/Иван.md": "**Что даёт:** зовёт всех к столу\n",
}


def test_an_author_keeps_her_own_headings_words_and_folders() -> None:
    note = (
        f"{HEAD}character_folders: Лица\n---\n## My headings\n- needs: Потребности\n- Что даёт: offers\n"
        "- relationships: Связи\n## My relationships\n- побратим: friendship, both ways\n"
        "## My words\n- belonging: место за общим столом, зовёт всех к столу\n"
    )
    understood = story({**RUSSIAN, "Настройки.md": note})
    [tie] = understood.cast.ties
    assert {("побратим", "friendship")} == {(kind.kind, kind.family) for kind in tie.kinds}
    anna, ivan = understood.cast.characters
    assert ["место за общим столом"] == [phrase.text for phrase in anna.trait("needs")]
    assert ["зовёт всех к столу"] == [phrase.text for phrase in ivan.trait("offers")]
    assert [("belonging",)] == [
        tuple(match.id for match in understood.lexicon.read_needs(phrase.text, "needs"))
        for phrase in anna.trait("needs")
    ]
    assert () == understood.problems


@pytest.mark.parametrize(
    ("heading", "line", "code", "hint"),
    [
        ("My words", "belongin: a chair", "unknown-need", "Did you mean belonging?"),
        ("My headings", "nedds: Wants of hers", "unknown-heading", "Did you mean needs?"),
        ("My relationships", "oathsworn: frendship", "unknown-family", "Did you mean friendship?"),
        ("My relationships", "oathsworn: friendship, sideways", "wrong-setting", "Write `both ways`"),
    ],
)
def test_what_is_taught_wrongly_is_told_with_its_line(heading: str, line: str, code: str, hint: str) -> None:
    understood = story({"S.md": f"{HEAD}---\n## {heading}\n- {line}\n"})
    [problem] = understood.problems
    assert ("S.md", 5, code, "warning") == (problem.path, problem.line, problem.code, problem.severity)
    assert problem.hint.startswith(hint)


def test_a_kind_taught_with_its_other_side_is_read_from_both_notes() -> None:
    files = {
        "S.md": f"{HEAD}---\n## My relationships\n- liege: professional, the other is vassal sworn\n",
        "Characters/Ada.md": "## Relationships\n- [[Bo]]: her liege\n",
        "Characters/Bo.md": "## Relationships\n- [[Ada]]: vassal sworn\n",
    }
    [tie] = story(files).cast.ties
    assert {("Characters/Bo.md", "liege"), ("Characters/Ada.md", "vassal sworn")} == {
        (kind.of, kind.kind) for kind in tie.kinds
    }


def test_the_settings_note_is_no_character_and_no_note_of_the_story() -> None:
    understood = story({"Characters/Settings.md": f"{HEAD}---\n## My words\n- belonging: [[Nowhere]]\n"})
    assert ((), (), 0) == (understood.cast.characters, understood.problems, understood.notes)


def test_another_output_folder_takes_the_pages() -> None:
    made = pages({**RUSSIAN, "S.md": f"{HEAD}output_folder: Seiten\ncharacter_folders: Лица\n---\n"})
    assert {"Seiten"} == {path.split("/")[0] for path in made}
