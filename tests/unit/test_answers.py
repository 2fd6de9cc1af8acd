"""What is read below the end mark of our pages, and what is hers alone."""

from __future__ import annotations

import pytest

from tests.helpers import built, cast, character, pages, relationship, story
from vault_companion.cast.cast import Cast
from vault_companion.cast.renamed import may_be, name_in
from vault_companion.notes.note import Evidence

PAIR, PERSON = "Dynamics/Pairs/Ada & Bo.md", "Dynamics/Characters/Ada - Dynamics.md"
FILES = {
    "Cast/Ada.md": character(needs=["a place at somebody's table"], friend="[[Bo]]"),
    "Cast/Bo.md": character(offers=["makes strangers feel welcome"], needs=["to be contradicted"]),
}
ONCE = pages(FILES)


def with_part(part: str, page: str = PAIR) -> dict[str, str]:
    """The vault after a sync, with more below the end mark of a page."""
    return {**FILES, **ONCE, page: ONCE[page] + part}


def lines(part: str) -> list[tuple[str, str, str | None, str]]:
    """What a pair's page adds to the tie: part, words, whose side, place in the story."""
    (tie,) = cast(with_part(part)).ties
    return [
        (line.part, line.phrase.text, line.by.stem if line.by else None, line.at)
        for line in tie.lines
        if line.phrase.evidence[0].path == PAIR
    ]


def added(found: Cast) -> dict[str, dict[str, list[str]]]:
    """The traits that stand on our pages, by person."""
    return {
        who.stem: {trait: [phrase.text for phrase in phrases] for trait, phrases in traits.items()}
        for who, traits in found.answers.traits.items()
    }


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("changes:: ch. 9: she learns to ask\n", [("changes", "she learns to ask", None, "ch. 9")]),
        ("**Changes:** ch. 9: she learns to ask\n", [("changes", "she learns to ask", None, "ch. 9")]),
        ("- **Changes:** ch. 9: she learns to ask\n", [("changes", "she learns to ask", None, "ch. 9")]),
        ("- changes:: ch. 9: she learns to ask\n", [("changes", "she learns to ask", None, "ch. 9")]),
        ("She [changes:: ch. 9: she learns to ask] here.\n", [("changes", "she learns to ask", None, "ch. 9")]),
        ("> changes:: she learns to ask\n", [("changes", "she learns to ask", None, "")]),
        ("## Changes\n\n- she asks\n", [("changes", "she asks", None, "")]),
        ("**Changes:**\n\n- ch. 9: she asks\n", [("changes", "she asks", None, "ch. 9")]),
        ("changes::\n- she asks\n", [("changes", "she asks", None, "")]),
        ("feels:: Bo: contempt\n", [("feels", "contempt", "Bo", "")]),
        ("feels:: [[Ada]]: awe; dread\n", [("feels", "awe", "Ada", ""), ("feels", "dread", "Ada", "")]),
        ("history:: they crossed the ice\n", [("history", "they crossed the ice", None, "")]),
        ("note:: she hates his hat\n", [("note", "she hates his hat", None, "")]),
    ],
)  # fmt: skip
def test_fields_on_a_pairs_page_are_her_note_about_the_two(
    part: str, expected: list[tuple[str, str, str | None, str]]
) -> None:
    assert expected == lines(part)


@pytest.mark.parametrize(
    "part",
    [
        "She betrays him and humiliates him in front of everybody.\n",
        "- she betrays him\n",
        "## My thoughts\n\n- she betrays him\n",
        "## Changes\n\nShe betrays him.\n",
        "Changes: she betrays him\n",
        "Rival: [[Bo]]\n",
        "* Rival: [[Bo]]\n",
        "| Changes | she betrays him |\n|--|--|\n| History | she betrays him |\n",
        "> [!changes] she betrays him\n",
        "**Note:** she betrays him\n",
        "## Notes\n\n- she betrays him\n",
        "`changes:: she betrays him`\n",
        "```\nchanges:: she betrays him\n```\n",
        "%% changes:: she betrays him %%\n",
        "<!-- changes:: she betrays him -->\n",
        "mood:: she betrays him\n",
        "changes:: \n",
        "changes:: ch. …\n",
        "changes:: Bo finds out …\n",
        "changes:: TBD\n",
        "---\nkind: rival\n---\n",
    ],
)
def test_everything_else_there_is_hers_alone(part: str) -> None:
    (alone,), (beside,) = cast(FILES).ties, cast(with_part(part)).ties

    assert (alone, cast(FILES).characters) == (beside, cast(with_part(part)).characters)


@pytest.mark.parametrize(
    "part",
    [
        "flaws:: Bo: never asks\n",
        "flaws:: [[Bo]]: never asks\n",
        "Flaws of Bo:: never asks\n",
        "Bo's flaws:: never asks\n",
        "**Flaws of Bo:** never asks\n",
        "## Flaws\n\n- Bo: never asks\n",
        "## Bo’s flaws\n\n- never asks\n",
        "weakness:: Bo: never asks\n",
    ],
)
def test_a_trait_on_a_pairs_page_is_that_of_the_one_named(part: str) -> None:
    assert {"Bo": {"flaws": ["never asks"]}} == added(cast(with_part(part)))


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("flaws:: never asks; proud\n", {"Ada": {"flaws": ["never asks", "proud"]}}),
        ("flaws:: Ada: never asks\n", {"Ada": {"flaws": ["never asks"]}}),
        ("Ada's flaws:: never asks\n", {"Ada": {"flaws": ["never asks"]}}),
        ("## Wounds\n\n- a house on fire\n", {"Ada": {"wounds": ["a house on fire"]}}),
        ("in love:: Bo: it is over\n", {"Ada": {"in_love": ["Bo: it is over"]}}),
        ("feels:: contempt\n", {}),
        ("flaws:: …\n", {}),
    ],
)
def test_fields_on_a_persons_page_are_part_of_their_note(part: str, expected: dict[str, dict[str, list[str]]]) -> None:
    assert expected == added(cast(with_part(part, PERSON)))


def test_a_trait_that_names_neither_is_a_problem_and_nobodys() -> None:
    files = with_part("flaws:: never asks\n")
    line = files[PAIR].split("\n").index("flaws:: never asks") + 1

    assert {} == added(cast(files))
    assert [(PAIR, line, "whose-trait", "warning")] == [
        (one.path, one.line, one.code, one.severity) for one in built(files).problems
    ]


@pytest.mark.parametrize(
    ("page", "part", "hint"),
    [
        (PAIR, "chnages:: she learns\n", "Did you mean changes?"),
        (PAIR, "dismis:: valence\n", "Did you mean dismiss?"),
        (PERSON, "feels:: contempt\n", "Write it on their page."),
    ],
)
def test_a_field_that_is_nearly_one_is_told(page: str, part: str, hint: str) -> None:
    assert [("unread-field", "info", hint)] == [
        (one.code, one.severity, one.hint) for one in built(with_part(part, page)).problems
    ]


def test_evidence_is_the_line_of_the_page_counted_in_the_whole_file_and_under_no_heading() -> None:
    files = with_part("## Changes\n\n- she learns to ask\n")
    (tie,) = cast(files).ties
    (line,) = tie.of_part("changes")

    assert (Evidence(PAIR, files[PAIR].split("\n").index("- she learns to ask") + 1, "she learns to ask"),) == (
        line.phrase.evidence
    )


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_lines_are_counted_the_same_however_they_end(newline: str) -> None:
    files = with_part("changes:: she learns to ask\n")
    other = {**files, PAIR: files[PAIR].replace("\n", newline)}

    assert cast(files).ties == cast(other).ties


def test_a_property_that_she_adds_to_a_page_is_not_read() -> None:
    page = ONCE[PAIR].replace("\ncharacters:", "\nkind: rival\nchanges: she betrays him\ncharacters:", 1)

    assert cast(FILES).ties == cast({**FILES, **ONCE, PAIR: page}).ties


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("%% vault-companion begin", "%% vault-companion begn"),
        ("%% vault-companion end", "%% vault-companion ent"),
        ("%% vault-companion begin", "%% vault-companion end 0000aaaa %%\n\n%% vault-companion begin"),
        ("dynamics_format: 1", "dynamics_format: 2"),
    ],
)
def test_a_page_with_unsound_marks_or_of_a_newer_program_is_not_read(old: str, new: str) -> None:
    files = with_part("changes:: she betrays him\n")

    assert cast(FILES).ties == cast({**files, PAIR: files[PAIR].replace(old, new)}).ties


def test_a_page_outside_the_output_folder_is_not_read() -> None:
    page = with_part("changes:: she betrays him\n")[PAIR]

    assert cast(FILES).ties == cast({**FILES, "Cast/Ada & Bo.md": page}).ties


def test_a_page_that_she_moved_within_the_folder_is_read_where_it_lies() -> None:
    page = with_part("changes:: she learns to ask\n")[PAIR]
    (tie,) = cast({**FILES, "Dynamics/Done/The two.md": page}).ties

    assert ["Dynamics/Done/The two.md"] == [line.phrase.evidence[0].path for line in tie.of_part("changes")]


def test_of_two_pages_about_the_same_the_one_named_after_them_counts() -> None:
    page = with_part("changes:: she learns to ask\n")[PAIR]
    copy = page.replace("learns to ask", "forgets to ask")
    files = {**FILES, PAIR: page, "Dynamics/Pairs/A copy.md": copy}
    (tie,) = cast(files).ties

    assert ["she learns to ask"] == [line.phrase.text for line in tie.of_part("changes")]
    assert [("Dynamics/Pairs/A copy.md", "duplicate-page")] == [(one.path, one.code) for one in built(files).problems]


def test_a_copy_without_a_word_of_hers_is_no_second_page() -> None:
    page = with_part("changes:: she learns to ask\n")[PAIR]
    files = {**FILES, PAIR: ONCE[PAIR], "Dynamics/Pairs/A copy.md": page}

    assert [] == list(built(files).problems)
    assert ["she learns to ask"] == [line.phrase.text for line in cast(files).ties[0].of_part("changes")]


def test_a_page_about_somebody_who_is_gone_is_told_of() -> None:
    files = with_part("changes:: she learns to ask\n")
    del files["Cast/Bo.md"]

    assert [(PAIR, "page-unclear")] == [(one.path, one.code) for one in built(files).problems if one.path == PAIR]


def renamed(old: str, new: str) -> dict[str, str]:
    """A vault in which one of a pair was renamed, in every note but on the page about the two."""

    def vault(name: str) -> dict[str, str]:
        ada = FILES["Cast/Ada.md"].replace("[[Bo]]", f"[[{name}]]")
        return {"Cast/Ada.md": ada, f"Cast/{name}.md": FILES["Cast/Bo.md"]}

    page = f"Dynamics/Pairs/Ada & {old}.md"
    return {**vault(new), page: pages(vault(old))[page] + "changes:: she learns to ask\n"}


@pytest.mark.parametrize(
    ("old", "new"), [("Sam Doyle", "Samir Doyle"), ("Ilse Marrow", "Ilse Harrow"), ("Marta", "Martha")]
)
def test_a_page_about_somebody_who_was_renamed_asks_for_the_one_of_nearly_that_name(old: str, new: str) -> None:
    (problem,) = [one for one in built(renamed(old, new)).problems if one.code == "page-unclear"]

    assert (f'Did you mean "[[Cast/{new}]]"?' in problem.hint, f'called "{old}"' in problem.message) == (True, True)


def test_a_page_about_somebody_who_is_gone_names_nobody_of_another_name() -> None:
    (problem,) = [one for one in built(renamed("Sam Doyle", "Sam Bell")).problems if one.code == "page-unclear"]

    assert "Did you mean" not in problem.hint


def test_what_she_wrote_counts_again_when_the_link_is_mended() -> None:
    page = "Dynamics/Pairs/Ada & Sam Doyle.md"
    files = renamed("Sam Doyle", "Samir Doyle")
    files[page] = files[page].replace('"[[Sam Doyle]]"', '"[[Cast/Samir Doyle]]"')

    assert ["she learns to ask"] == [line.phrase.text for line in cast(files).ties[0].of_part("changes")]
    assert [] == [one for one in built(files).problems if one.code == "page-unclear"]


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("Sam Doyle", "Samir Doyle", True),
        ("Ilse", "Ilse Harrow", True),
        ("Ilse Harrow", "Ilse", True),
        ("Marta", "Martha", True),
        ("Ida", "Ada", True),
        ("Sam Doyle", "Sam Bell", False),
        ("Sam Doyle", "Wren Doyle", False),
        ("Bo", "Boris", False),
        ("Bo", "Al", False),
        ("", "Ada", False),
    ],
)
def test_a_name_may_have_become_another_that_is_a_letter_away_or_begins_alike(old: str, new: str, near: bool) -> None:
    assert near is may_be(old, new)


@pytest.mark.parametrize("link", ["Sam", "[[Sam]]", "[[Cast/Sam.md#Needs|him]]", " [[Sam|the cook]] "])
def test_a_link_names_the_note_that_it_leads_to(link: str) -> None:
    assert name_in(link) == "Sam"


def test_a_page_that_lost_its_properties_is_known_by_its_name() -> None:
    page = with_part("changes:: she learns to ask\n")[PAIR].split("---\n", 2)[2]
    (tie,) = cast({**FILES, PAIR: page}).ties

    assert ["she learns to ask"] == [line.phrase.text for line in tie.of_part("changes")]


def test_her_words_alone_make_a_tie_and_prose_does_not() -> None:
    mentioned = {
        "Ada.md": character(body="She saw [[Bo]] once.\n", needs=["rest"]),
        "Bo.md": character(),
        "Di.md": character(friend="[[Ada]]"),
    }
    page = ONCE[PAIR]

    assert 1 == len(cast({**mentioned, PAIR: page + "He is a fine man.\n"}).ties)
    assert 2 == len(cast({**mentioned, PAIR: page + "kind:: rivals\n"}).ties)


def test_what_was_said_in_her_own_note_and_on_the_page_counts_once() -> None:
    files = {**FILES, "Two.md": relationship("Ada", "Bo", changes="she learns to ask")}
    again = {**files, PAIR: ONCE[PAIR] + "changes:: She learns to ask.\n"}
    (tie,) = cast(again).ties
    (line,) = tie.of_part("changes")

    assert ["Two.md", PAIR] == sorted((place.path for place in line.phrase.evidence), reverse=True)


def test_a_page_counts_as_no_note_of_hers() -> None:
    assert story(FILES).notes == story(with_part("changes:: she learns to ask\n")).notes


def test_a_page_full_of_hostile_fields_is_read_in_a_moment() -> None:
    part = "flaws:: " + "Bo:" * 50_000 + "\n" + "**a:** " * 20_000 + "\nchanges::" * 5_000

    assert 2 == len(cast(with_part(part)).characters)
