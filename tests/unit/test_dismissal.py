"""Findings that the author silenced: away until their lines change, and nowhere else."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from tests.helpers import Json, built, character, explained, pages, relationship, story
from vault_companion.dynamics.dismissal import Finding
from vault_companion.explain import character_json, find_person
from vault_companion.explain_text import character_text, pair_text

PAIR, PERSON = "Dynamics/Pairs/Ada & Bo.md", "Dynamics/Characters/Ada - Dynamics.md"
FILES = {
    "Ada.md": character(
        needs=["to be told she is good enough", "someone who will not leave"],
        flaws=["jealous of every glance"],
        in_love=["reads every silence as a goodbye", "cannot bear to be away from him"],
    ),
    "Bo.md": character(
        needs=["room to breathe and nobody's permission"],
        offers=["tells the truth unasked"],
        flaws=["cold to those who want something", "walks out without a word"],
        in_love=["lets no one in", "changes the subject when it gets tender"],
    ),
    "Two.md": relationship(
        "Ada",
        "Bo",
        kind="romance",
        feels=["[[Ada]]: loves him past all reason"],
        history=["he humiliates her in front of the others"],
        changes=["ch. 3: Bo grows colder the warmer Ada gets", "ch. 9: Ada has learned to wait"],
    ),
}
ONCE = pages(FILES)
LINE = re.compile(r"`(dismiss:: [^`]+)`")
PRINTED = LINE.findall(ONCE[PAIR])
SHOWN_BESIDE = ("friction", "closeness", "notices")


def with_part(part: str, page: str = PAIR, files: dict[str, str] | None = None) -> dict[str, str]:
    files = files or FILES
    return {**files, **ONCE, page: ONCE[page] + part + "\n"}


def found(reading: Json) -> set[str]:
    """The ids of all that is found about the two."""
    out = {one["id"] for part in ("dynamics", *SHOWN_BESIDE) for one in reading[part]}
    out |= {"forecast"} if reading["forecast"] else set()
    out |= {f"{one['id']} {hashed(one['text'])}" for one in reading["questions"]}
    out |= {f"attachment {name}" for name, one in reading["attachment"].items() if one["style"] != "unknown"}
    out |= {"valence"} if reading["valence"]["label"] != "unknown" else set()
    return out | ({"trajectory"} if reading["trajectory"]["label"] != "open" else set())


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:4]


def told(line: str) -> str:
    """What a printed line dismisses: `attachment Ada`, `valence` ...; of a question its id and the code."""
    said = line.removeprefix("dismiss:: ")
    return said if said.startswith("Q-") else said.rsplit(" ", 1)[0]


BEFORE = found(explained(FILES, "Ada", "Bo"))


def test_a_page_prints_a_line_for_everything_it_shows() -> None:
    reading = explained(FILES, "Ada", "Bo")
    bond, shown = reading["dynamics"][0]["id"], {one["id"] for part in SHOWN_BESIDE for one in reading[part]}
    asked = {f"{one['id']} {hashed(one['text'])}" for one in reading["questions"]}

    verdicts = {"valence", "trajectory", "forecast", "attachment Ada", "attachment Bo"}
    assert {*verdicts, bond, *shown, *asked} == set(map(told, PRINTED))
    assert [] == [line for line in PRINTED if not re.fullmatch(r"dismiss:: .+ [0-9a-f]{4}", line)]


@pytest.mark.parametrize("line", PRINTED)
def test_the_line_that_is_printed_silences_that_finding_on_the_page_and_in_explain(line: str) -> None:
    files = with_part(line)
    after, page = explained(files, "Ada", "Bo"), pages(files)[PAIR]

    assert told(line) in BEFORE - found(after)
    assert [told(line).split(" ")[0]] == [one["id"] for one in after["dismissed"]]
    assert line not in page
    assert [] == [one for one in built(files).problems if one.code == "unknown-dismissal"]


@pytest.mark.parametrize("line", PRINTED)
def test_without_a_code_it_is_silenced_as_well(line: str) -> None:
    bare = line.rsplit(" ", 1)[0]

    assert told(line) in BEFORE - found(explained(with_part(bare), "Ada", "Bo"))


@pytest.mark.parametrize("line", PRINTED)
def test_with_another_code_it_stays(line: str) -> None:
    other = line[:-1] + ("0" if line[-1] != "0" else "1")

    assert BEFORE == found(explained(with_part(other), "Ada", "Bo"))


def test_everything_else_stays() -> None:
    reading = explained(with_part("dismiss:: valence"), "Ada", "Bo")

    assert {"valence"} == BEFORE - found(reading)


def test_a_finding_comes_back_when_its_lines_change_and_not_when_they_move() -> None:
    line = next(line for line in PRINTED if told(line) == "trajectory")
    moved = {**FILES, "Two.md": FILES["Two.md"] + "\nA sentence of no weight.\n"}
    moved["Two.md"] = moved["Two.md"].replace("---\n", "---\nstatus: draft\n", 1)
    more = {**FILES, "Two.md": FILES["Two.md"].replace("has learned to wait", "has learned to let him go")}

    assert "trajectory" not in found(explained(with_part(line, files=moved), "Ada", "Bo"))
    assert "trajectory" in found(explained(with_part(line, files=more), "Ada", "Bo"))
    assert "trajectory" not in found(explained(with_part("dismiss:: trajectory", files=more), "Ada", "Bo"))


@pytest.mark.parametrize("line", [one for one in PRINTED if "Q-" not in one])
def test_a_finding_stays_away_when_the_note_of_one_of_the_two_is_renamed(line: str) -> None:
    files = {path: text.replace("[[Bo]]", "[[Boris]]") for path, text in FILES.items()}
    files["Boris.md"] = files.pop("Bo.md").replace("---\n", "---\naliases:\n  - Bo\n", 1)
    once = pages(files)
    pair = "Dynamics/Pairs/Ada & Boris.md"

    after = explained({**files, **once, pair: once[pair] + line + "\n"}, "Ada", "Boris")
    assert [told(line).split(" ")[0]] == [one["id"] for one in after["dismissed"]]


@pytest.mark.parametrize("line", [one for one in PRINTED if "Q-" not in one])
def test_a_code_with_the_names_of_the_notes_in_it_holds_as_it_did_in_earlier_versions(line: str) -> None:
    id_, *name, _ = line.removeprefix("dismiss:: ").split()
    [gone] = explained(with_part(line), "Ada", "Bo")["dismissed"]
    said = sorted(f"{place['path']}\0{place['quote']}" for place in gone["evidence"])
    before = sha256("\0\0".join(said).encode()).hexdigest()[:4]

    after = explained(with_part(" ".join(["dismiss::", id_, *name, before])), "Ada", "Bo")
    assert told(line) in BEFORE - found(after)


@pytest.mark.parametrize(
    "line",
    [
        "dismiss:: valence - they are only tired",
        "dismiss:: valence – they are only tired",
        "Dismiss:: Valence",
        "- dismiss:: valence",
        "**Dismiss:** valence - they are only tired",
        "## Dismiss\n\n- valence",
        "[dismiss:: valence]",
    ],
)
def test_it_may_be_written_in_any_form_of_a_field_with_a_reason(line: str) -> None:
    reading = explained(with_part(line), "Ada", "Bo")
    reason = "they are only tired" if "tired" in line else ""

    assert [("valence", [], reason, PAIR)] == [
        (one["id"], one["about"], one["reason"], one["by"]["path"]) for one in reading["dismissed"]
    ]


@pytest.mark.parametrize("name", ["Ada", "ada", "[[Ada]]"])
def test_an_attachment_is_dismissed_by_name(name: str) -> None:
    gone = BEFORE - found(explained(with_part(f"dismiss:: attachment {name}"), "Ada", "Bo"))

    stands_on_it = {"forecast", "staying", "cannot_give"}
    assert {"attachment Ada", *stands_on_it} == {one for one in gone if not one.startswith("Q-")}


def test_a_name_that_looks_like_a_code_is_a_name() -> None:
    files = {path.replace("Ada", "Abba"): text.replace("Ada", "Abba") for path, text in FILES.items()}
    once = pages(files)
    pair = "Dynamics/Pairs/Abba & Bo.md"
    reading = explained({**files, **once, pair: once[pair] + "dismiss:: attachment abba\n"}, "Abba", "Bo")

    assert ("unknown", "avoidant") == tuple(reading["attachment"][name]["style"] for name in ("Abba", "Bo"))


@pytest.mark.parametrize(
    ("page", "line", "hint"),
    [
        (PAIR, "dismiss:: valance 12ab", "Did you mean valence?"),
        (PAIR, "dismiss:: anxious_avoidant_trp", "Did you mean anxious_avoidant_trap?"),
        (PAIR, "dismiss:: qqqqqqqq", "Copy the line from the end of the pair's page."),
        (PAIR, "dismiss:: valence because I say so", "Write `dismiss:: valence` as it stands on the page"),
        (PAIR, "dismiss:: valence 12", "Write `dismiss:: valence` as it stands on the page"),
        (PAIR, "dismiss:: attachment Cleo", "Write `dismiss:: attachment` as it stands on the page"),
        (PERSON, "dismiss:: valence", "Write it below the end mark of their page."),
    ],
)
def test_a_line_that_dismisses_nothing_known_is_a_problem_with_its_line(page: str, line: str, hint: str) -> None:
    files = with_part(line, page)
    (problem,) = [one for one in built(files).problems if one.code == "unknown-dismissal"]

    assert (page, files[page].split("\n").index(line) + 1, "warning") == (problem.path, problem.line, problem.severity)
    assert problem.hint.startswith(hint)
    assert BEFORE == found(explained(files, "Ada", "Bo"))


def test_on_a_persons_page_an_attachment_is_dismissed_for_all_their_pairs() -> None:
    files = with_part("dismiss:: attachment - she is grown up", PERSON)
    understood = story(files)
    ada = find_person(understood, "Ada")
    sheet = character_json(understood, ada)

    assert "unknown" == explained(files, "Ada", "Bo")["attachment"]["Ada"]["style"]
    assert ("unknown", ["she is grown up"]) == (
        sheet["attachment"]["style"],
        [one["reason"] for one in sheet["dismissed"]],
    )
    assert "In love" not in pages(files)[PERSON]
    assert "Dismissed" in character_text(understood, ada)


def test_a_pairs_page_silences_an_attachment_for_that_pair_alone() -> None:
    files = with_part("dismiss:: attachment Ada")
    understood = story(files)

    assert "anxious" == character_json(understood, find_person(understood, "Ada"))["attachment"]["style"]


def test_what_is_dismissed_is_told_by_explain() -> None:
    files = with_part("dismiss:: valence - they are only tired")
    understood = story(files)
    text = pair_text(understood, find_person(understood, "Ada"), find_person(understood, "Bo"))

    assert re.search(rf"Dismissed\n  valence: they are only tired  \[{re.escape(PAIR)}:\d+\]", text)


def test_a_page_on_which_everything_was_dismissed_still_stands() -> None:
    everything = "\n".join(line.rsplit(" ", 1)[0] for line in PRINTED)
    dynamics = {one["id"] for one in explained(FILES, "Ada", "Bo")["dynamics"]}
    files = with_part("\n".join([everything, *(f"dismiss:: {one}" for one in sorted(dynamics))]))

    assert PAIR in pages(files)


def test_a_question_about_a_finding_falls_with_it() -> None:
    reading = explained(with_part("dismiss:: attachment Ada"), "Ada", "Bo")

    assert {("Q-WOUND", "Ada")} & {(one["id"], *one["about"]) for one in explained(FILES, "Ada", "Bo")["questions"]}
    assert not {("Q-WOUND", "Ada")} & {(one["id"], *one["about"]) for one in reading["questions"]}


def test_a_code_is_four_digits_of_the_digest() -> None:
    assert "0a1b" == Finding("valence", None, (), "0a1b2c3d").code
