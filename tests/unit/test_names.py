"""Who is meant by a name, a link or a pronoun."""

from __future__ import annotations

import pytest

from tests.helpers import cast, character, codes, kinds, names
from vault_companion.cast.names import People
from vault_companion.vault.snapshot import VaultPath


def people(**more: str) -> People:
    """Elizabeth Bennet, Jane Bennet, Mr. Darcy and whoever else is named."""
    files = {
        "Elizabeth Bennet.md": character(aliases=["Lizzy", "Eliza"], pronouns="she/her"),
        "Jane Bennet.md": character(pronouns="she/her"),
        "Mr. Darcy.md": character(pronouns="he/him"),
        **{f"{name}.md": note or character() for name, note in more.items()},
    }
    return cast(files).people


def stems(found: object) -> list[str]:
    return [path.stem for path in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Elizabeth Bennet", "Elizabeth Bennet"),
        ("elizabeth bennet", "Elizabeth Bennet"),
        ("Lizzy", "Elizabeth Bennet"),
        ("ELIZA", "Elizabeth Bennet"),
        ("Elizabeth", "Elizabeth Bennet"),
        ("Jane", "Jane Bennet"),
        ("Mr. Darcy", "Mr. Darcy"),
        ("Darcy", "Mr. Darcy"),
        ("  Jane   Bennet ", "Jane Bennet"),
        ("Jane:", "Jane Bennet"),
        ("**Jane**", "Jane Bennet"),
        ("[[Jane Bennet|my Jane]]", ""),
        ("Bennet", ""),
        ("Mr.", ""),
        ("Eliz", ""),
        ("Lizzy Bennet", ""),
        ("", ""),
    ],
)
def test_a_name_means_one_person_or_nobody(asked: str, meant: str) -> None:
    assert ([meant] if meant else []) == stems(people().called(asked))


@pytest.mark.parametrize(
    "name",
    [
        "J.R.",
        "K.",
        "Ada Jr.",
        "Bond, James",
        "O'Brien",
        "D’Artagnan",
        "Jean-Luc",
        "李",
        "Мария",
        "Anne of G.G.",
        "Who?",
        "Sgt. Rott.",
        "Zoe\u0308",
    ],
)
def test_a_full_name_is_found_however_it_is_spelled(name: str) -> None:
    assert [name] == stems(people(**{name: ""}).called(name))


def test_the_name_property_names_and_the_file_name_is_another_name() -> None:
    found = cast({"lizzy-b.md": character(name="Elizabeth Bennet")})
    (one,) = found.characters

    assert ("Elizabeth Bennet", ("lizzy-b",)) == (one.name, one.aliases)
    assert ["lizzy-b"] == stems(found.people.called("Elizabeth"))


@pytest.mark.parametrize("key", ["title", "Title", "status", "rank"])
def test_a_title_is_a_status_and_not_a_name(key: str) -> None:
    assert ["Ada"] == names({"Ada.md": f"---\ntype: character\n{key}: Duchess of Mud\n---\n"})


@pytest.mark.parametrize(
    ("line", "aliases"),
    [
        ("aliases: [A, B]", ("A", "B")),
        ("aliases: A", ("A",)),
        ("alias: A", ("A",)),
        ("aka: A, B", ("A", "B")),
        ("nickname: A; B", ("A", "B")),
        ("Aliases:\n  - A\n  -\n  - ~\n  - B", ("A", "B")),
        ("aliases: 42", ("42",)),
        ("aliases: []", ()),
        ("aliases: [TBD, '?']", ()),
        ("aliases: ['[[A]]']", ("A",)),
        ("aliases: [Ada, A, A]", ("A",)),
        ("nicknames: |\n  A\n  B", ("A", "B")),
        ("also known as: A", ("A",)),
    ],
)
def test_other_names_are_read_in_every_spelling(line: str, aliases: tuple[str, ...]) -> None:
    (one,) = cast({"Ada.md": f"---\ntype: character\n{line}\n---\n"}).characters

    assert aliases == one.aliases


@pytest.mark.parametrize("line", ["name:", "name: ~", "name: TBD", "name: '{{title}}'", "name: ''", "name: []"])
def test_a_name_that_is_none_leaves_the_name_of_the_note(line: str) -> None:
    assert ["Ada"] == names({"Ada.md": f"---\ntype: character\n{line}\n---\n"})


def test_two_people_with_one_name_are_told_apart_by_links_and_the_bare_name_means_neither() -> None:
    files = {
        "North/Al.md": character(),
        "South/Al.md": character(),
        "Bo.md": character() + "\n## Relationships\n\n- [[North/Al]]: friend\n- Al: rival\n",
    }

    assert ["Al friend Bo", "Bo friend Al"] == kinds(files)
    assert [("North/Al.md", 0, "shared-name"), ("South/Al.md", 0, "shared-name")] == codes(files)


def test_an_alias_that_two_people_have_means_neither() -> None:
    files = {
        "Ada.md": character(aliases="Captain"),
        "Bo.md": character(aliases="Captain"),
        "Cleo.md": character() + "\n## Relationships\n\n- Captain: friend\n",
    }

    assert [] == kinds(files)


def test_a_name_goes_before_an_alias_of_another() -> None:
    files = {"Ada.md": character(), "Bo.md": character(aliases="Ada"), "Cleo.md": character(friend="[[Ada]]")}

    assert ["Ada friend Cleo", "Cleo friend Ada"] == kinds(files)


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("[[Jane Bennet]]", "Jane Bennet"),
        ("[[Jane Bennet.md]]", "Jane Bennet"),
        ("[[jane bennet]]", "Jane Bennet"),
        ("[[Jane Bennet#Needs|J.]]", "Jane Bennet"),
        ("[[Jane Bennet\\|J.]]", "Jane Bennet"),
        ("[J.](Jane%20Bennet.md)", "Jane Bennet"),
        ("[J.](<Jane Bennet.md>)", "Jane Bennet"),
        ("[[Lizzy]]", "Elizabeth Bennet"),
        ("[[/Jane Bennet]]", "Jane Bennet"),
        ("[[Bennet]]", ""),
        ("[[Pemberley]]", ""),
        ("[[#Jane Bennet]]", ""),
        ("\\[[Jane Bennet]]", ""),
    ],
)
def test_a_link_means_the_note_it_reaches_or_whose_alias_it_is(link: str, meant: str) -> None:
    found = people().in_links(link, VaultPath("Elsewhere.md"))

    assert ([meant] if meant else []) == stems(found)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Jane meets Mr. Darcy.", ["Jane Bennet", "Mr. Darcy"]),
        ("She is like Jane's shadow.", ["Jane Bennet"]),
        ("Elizabeth Bennet’s pride", ["Elizabeth Bennet"]),
        ("LIZZY!", ["Elizabeth Bennet"]),
        ("jane", []),
        ("Janet", []),
        ("The Bennet girls", []),
        ("Jane-Marie", []),
        ("Darcy and Lizzy", ["Mr. Darcy", "Elizabeth Bennet"]),
    ],
)
def test_names_in_running_text_are_whole_words_with_a_capital(text: str, meant: list[str]) -> None:
    assert meant == [found.who.stem for found in people().named_in(text)]


def test_letters_that_change_their_length_do_not_shift_a_name() -> None:
    text = "İİİ ŉ ﬃ Jane sat."
    (found,) = people().named_in(text)

    assert "Jane" == text[found.start : found.end]


PAIR = (VaultPath("Elizabeth Bennet.md"), VaultPath("Mr. Darcy.md"))
SISTERS = (VaultPath("Elizabeth Bennet.md"), VaultPath("Jane Bennet.md"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Elizabeth refuses him", {"Elizabeth Bennet"}),
        ("she refuses him", {"Elizabeth Bennet"}),
        ("his letter reaches her", {"Mr. Darcy"}),
        ("they dance", {"Elizabeth Bennet", "Mr. Darcy"}),
        ("both are ashamed", {"Elizabeth Bennet", "Mr. Darcy"}),
        ("Darcy and Elizabeth dance", {"Elizabeth Bennet", "Mr. Darcy"}),
        ("the ball ends early", set()),
        ("Jane falls ill", set()),
    ],
)
def test_a_line_is_about_whom_it_names_first(text: str, meant: set[str]) -> None:
    assert meant == {path.stem for path in people().subjects(text, PAIR)}


def test_a_pronoun_that_both_have_means_neither() -> None:
    assert frozenset() == people().subjects("she refuses her", SISTERS)


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("Jane falls ill", True), ("Elizabeth falls ill", False), ("her sister Jane falls ill", False), ("rain", False)],
)
def test_a_line_may_be_about_somebody_else(text: str, is_so: bool) -> None:
    assert is_so == people().is_about_another(text, PAIR)


@pytest.mark.parametrize(
    ("notes", "path", "short"),
    [
        ({}, "Elizabeth Bennet.md", "Elizabeth"),
        ({"Diary": character() + "Lizzy. Lizzy. Lizzy."}, "Elizabeth Bennet.md", "Lizzy"),
        ({}, "Mr. Darcy.md", "Mr. Darcy"),
        ({"Elizabeth": ""}, "Elizabeth Bennet.md", "Lizzy"),
    ],
)
def test_after_the_first_mention_a_person_is_called_what_the_author_calls_them(
    notes: dict[str, str], path: str, short: str
) -> None:
    assert short == people(**notes).short_name(VaultPath(path))


def test_two_casts_with_the_same_names_have_the_same_fingerprint_and_others_another() -> None:
    assert people().fingerprint == people().fingerprint
    assert people().fingerprint != people(Cleo="").fingerprint


SCRIPTS = {
    "林晚.md": character(aliases=["晚晚"]),
    "沈舟.md": character(),
    "李.md": character(),
    "让·雅克·卢梭.md": character(),
    "ليلى حداد.md": character(),
    "Анна Каренина.md": character(),
    "Łukasz Żak.md": character(),
    "山田 太郎.md": character(),
}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("林晚的师父是沈舟。", ["林晚", "沈舟"]),
        ("他一直怕晚晚知道", ["林晚"]),
        ("李子树下", []),
        ("李 left early", ["李"]),
        ("She owes 卢梭 a letter", ["让·雅克·卢梭"]),
        ("让·雅克·卢梭 wrote", ["让·雅克·卢梭"]),
        ("كتبت ليلى رسالة", ["ليلى حداد"]),
        ("Позвала Анна, а не Каренина", ["Анна Каренина", "Анна Каренина"]),
        ("анна, как анна", []),
        ("Łukasz and żak", ["Łukasz Żak"]),
        ("山田さんと太郎", ["山田 太郎", "山田 太郎"]),
    ],
)
def test_names_are_found_in_any_script(text: str, meant: list[str]) -> None:
    everybody = cast(SCRIPTS).people
    assert meant == [hit.who.stem for hit in everybody.named_in(text)]
    for hit in everybody.named_in(text):
        assert hit.who in everybody.called(text[hit.start : hit.end])


TOWN = {
    "Widow Pell.md": character(aliases=["Agnes Pell"]),
    "Old Warden.md": character(aliases=["Tobias Warden"]),
    "Captain Maerith Voss.md": character(aliases=["Maerith"], pronouns="she/her"),
    "Dunstan Voss.md": character(),
    "Lord Casimir Thane.md": character(),
    "Thessaly Thane.md": character(aliases=["Lady Thessaly"]),
    "Hal Poe.md": character(pronouns="he/him"),
    "Bob Fox.md": character(),
    "Captain Eve Dow.md": character(),
    "Ida Kay.md": character(),
    "Brother Ansel.md": character(),
    "Grim.md": character(),
}


@pytest.mark.parametrize(
    "text",
    [
        "Old Pell: drinks with him",
        "Peg Poe: wife",
        "Agnes Poe: wife",
        "Dr. Dow: mentor",
        "Old Fox: friend",
        "Sergeant Kay",
        "He met Peg Poe at the mill.",
        "Then old Bo and Mabel Fox left.",
        "J. Poe",
        "Mrs. Poe: landlady",
        "House Poe",
    ],
)
def test_a_surname_behind_the_first_name_or_title_of_somebody_else_names_nobody(text: str) -> None:
    assert [] == [found.who.stem for found in cast(TOWN).people.named_in(text)]


@pytest.mark.parametrize("text", ["Hal Fox: enemy", "Hal Thorne: enemy", "She met Hal Fox."])
def test_nor_does_a_first_name_before_another_surname(text: str) -> None:
    assert [] == [found.who.stem for found in cast(TOWN).people.named_in(text)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Then Poe left.", "Hal Poe"),
        ("Betrayed Poe at sea.", "Hal Poe"),
        ("Save Poe from the fire", "Hal Poe"),
        ("Rival: Poe", "Hal Poe"),
        ("Poor Poe!", "Hal Poe"),
        ("Mr. Poe: landlord", "Hal Poe"),
        ("Hal Wants", "Hal Poe"),
        ("H. Poe", "Hal Poe"),
        ("Bo left. Poe stayed.", "Hal Poe"),
        ("Grim’s Poe", "Grim Hal Poe"),
        ("Sergeant Grim", "Grim"),
        ("Captain Voss", "Captain Maerith Voss"),
        ("Capt. Voss", "Captain Maerith Voss"),
        ("Capt. Maerith Voss", "Captain Maerith Voss"),
        ("Maerith Voss", "Captain Maerith Voss"),
        ("Captain Maerith", "Captain Maerith Voss"),
        ("Capt. Dow's ship", "Captain Eve Dow"),
        ("Lord Thane", "Lord Casimir Thane"),
        ("Voss", ""),
        ("Thane", ""),
        ("Tobias", "Old Warden"),
        ("Father Ansel", "Brother Ansel"),
    ],
)
def test_a_title_and_a_surname_together_are_a_name(text: str, meant: str) -> None:
    found = [found.who.stem for found in cast(TOWN).people.named_in(text)]
    assert meant == " ".join(found)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Capt. Voss", "Captain Maerith Voss"),
        ("**Maerith Voss**", "Captain Maerith Voss"),
        ("Lord Thane", "Lord Casimir Thane"),
        ("Tobias", "Old Warden"),
        ("Old Pell", ""),
        ("Lord Poe", ""),
    ],
)
def test_a_name_behind_a_title_is_asked_for_like_any_other(asked: str, meant: str) -> None:
    assert ([meant] if meant else []) == stems(cast(TOWN).people.called(asked))


def test_the_first_name_in_an_alias_means_nobody_where_two_have_it() -> None:
    files = {"Old Pell.md": character(aliases=["Tobias Pell"]), "Tobias Kay.md": character()}

    assert ["Tobias Kay"] == stems(cast(files).people.called("Tobias"))
    files["Old Kay.md"] = character(aliases=["Tobias Kay"])
    files["Old Fox.md"] = character(aliases=["Tim Fox"])
    files["Old Roe.md"] = character(aliases=["Tim Roe"])
    assert [] == stems(cast(files).people.called("Tim"))


def test_a_title_alone_is_no_short_name_but_an_alias_within_the_name_is() -> None:
    people = cast(TOWN).people

    assert "Widow Pell" == people.short_name(VaultPath("Widow Pell.md"))
    assert "Maerith" == people.short_name(VaultPath("Captain Maerith Voss.md"))


def test_a_title_is_no_kind_and_a_stranger_with_a_known_surname_is_no_relation() -> None:
    lines = "## Relationships\n- Peg Poe: wife\n- Lord Fox: enemy\n- Capt. Dow: mentor\n- **Maerith Voss**: rival\n"
    ada = character(husband="Agnes Poe", body=lines)
    found = kinds({**TOWN, "Ada.md": ada})

    assert ["Captain Eve Dow mentor Ada"] == [kind for kind in found if "Dow" in kind]
    assert {"Ada rival Captain Maerith Voss", "Captain Maerith Voss rival Ada"} == {k for k in found if "Voss" in k}
    assert not [kind for kind in found if "Poe" in kind or "Fox" in kind]
