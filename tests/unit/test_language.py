"""A note's language: English word lists are not let loose on other languages."""

from __future__ import annotations

import pytest

from tests.helpers import explained, story
from vault_companion.notes.language import are_english, is_english

HEAD = "---\ntype: character\n---\n"
FRENCH = "Elle vit dans la maison de son père et ne parle pas.\n\n"
GERMAN = "Sie wohnt mit ihrer Schwester auf dem Hof und spricht nicht.\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "Une forme de respect existe entre elles.",
        "Sa sœur la plus loyale.",
        "Er hat sie nie verlassen und war immer loyal.",
        "Tiene miedo de la noche y no confía en nadie.",
        "Ela não fala com ninguém e tem medo do escuro.",
        "Non parla mai della sua paura.",
        "Ze is bang voor de dood.",
        "Hun er bange for mørket og sover ikke.",
        "Boi się samotności i nie ufa ludziom.",
        "Она никого не пускает в дом",
        "她总是害怕被抛弃",
    ],
)
def test_a_line_in_another_language_is_known_by_its_small_words(line: str) -> None:
    assert is_english(line) is False


@pytest.mark.parametrize(
    "line",
    [
        "never lies",
        "keeps everyone at arm's length",
        "daughter of Comte de la Roche, and his heir",
        "a café of her own",
    ],
)
def test_an_english_line_is_english_in_a_note_in_any_language(line: str) -> None:
    assert is_english(line, otherwise=False) is True


@pytest.mark.parametrize("phrase", ["distance", "trust issues", "die, war", "respect mutuel", "Jean de la Roche"])
def test_a_phrase_too_short_to_tell_is_what_its_note_is(phrase: str) -> None:
    assert (True, False) == (is_english(phrase, otherwise=True), is_english(phrase, otherwise=False))


def test_a_note_is_what_most_of_its_small_words_are() -> None:
    assert are_english(["She lives with her sister.", "Dolce far niente, la vie est belle"])
    assert not are_english([FRENCH, "distance"])
    assert are_english(["distance, pride"])


def fields(body: str) -> tuple[set[str], set[str]]:
    (profile,) = story({"Ada.md": HEAD + body}).profiles.values()
    return set(profile.deep), set(profile.pieces)


def test_german_words_that_look_english_are_no_needs() -> None:
    assert (set(), set()) == fields(f"{GERMAN}## Fears\n\n- Angst, war, die\n")


def test_french_words_that_look_english_are_no_missing_pieces() -> None:
    assert (set(), set()) == fields(f"flaws:: orgueil, impatience, distance\n\n{FRENCH}")


def test_short_english_phrases_in_an_english_note_are_read() -> None:
    assert "peace" in fields("flaws:: pride, impatience\n\nShe lives with her sister on the farm.\n")[1]


def test_an_english_phrase_in_a_french_note_is_read() -> None:
    assert {"constancy"} <= fields(f"{FRENCH}## Needs\n\n- someone who will not leave her\n")[0]


def test_a_need_that_is_named_is_read_in_every_language() -> None:
    assert ({"belonging"}, set()) == fields(f"{FRENCH}## Needs\n\n- un foyer (belonging)\n")


def test_taught_phrases_are_read_in_every_language() -> None:
    settings = "---\ntype: vault-companion-settings\n---\n## My words\n\n- belonging: un foyer\n"
    understood = story({"Ada.md": f"{HEAD}{FRENCH}## Needs\n\n- un foyer\n", "Vault companion.md": settings})
    assert {"belonging"} == set(understood.profiles[next(iter(understood.profiles))].deep)


def pair(line: str) -> tuple[str, str, list[str]]:
    body = f"{HEAD}{FRENCH}## Relations\n\n{line}\n"
    told = explained({"Ada.md": body, "Bo.md": f"{HEAD}Elle vit dans la forêt.\n"}, "Ada", "Bo")
    return told["valence"]["label"], told["trajectory"]["label"], [one["id"] for one in told["friction"]]


@pytest.mark.parametrize(
    "line",
    [
        "- **[[Bo]]** : La générale la plus loyale. Elle l'a trahie et fait tuer.",
        "- **[[Bo]]** : Une sorte de respect silencieux existe entre eux.",
        "- **[[Bo]]** : loyal, patient, honnête",
    ],
)
def test_no_verdict_on_two_people_is_read_in_another_language(line: str) -> None:
    assert ("unknown", "open", []) == pair(line)


def test_changes_in_another_language_do_not_mean_that_nothing_moves() -> None:
    changes = "## Changes\n\n- Elle lui parle enfin de la mort du roi.\n"
    both = f"---\ntype: relationship\ncharacters: ['[[Ada]]', '[[Bo]]']\n---\n{changes}"
    files = {"Ada.md": HEAD + FRENCH, "Bo.md": HEAD + FRENCH, "Ada & Bo.md": both}
    assert "open" == explained(files, "Ada", "Bo")["trajectory"]["label"]


def test_one_vault_may_be_written_in_two_languages() -> None:
    files = {
        "Ada.md": f"{HEAD}{FRENCH}flaws:: impatience\n",
        "Bo.md": f"{HEAD}He lives alone on the farm.\n\nflaws:: impatience\n",
    }
    found = {str(path): set(profile.pieces) for path, profile in story(files).profiles.items()}
    assert {"Ada.md": set(), "Bo.md": {"peace"}} == found
