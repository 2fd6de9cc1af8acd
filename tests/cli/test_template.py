"""`init --template` writes a template for character notes; empty it claims nothing, filled it is read whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers import (
    built,
    called,
    cast,
    character,
    codes,
    explained,
    names,
    relationship,
    story,
    traits,
    tree,
    write_vault,
)
from vault_companion.data import load_text
from vault_companion.new_file import TEMPLATE_NAME
from vault_companion.vault.reader import read

TEMPLATE = load_text("character_template.md")
ADA = TEMPLATE.replace("{{title}}", "Ada")
EMPTY = {"Ada.md": ADA, "Bo.md": TEMPLATE.replace("{{title}}", "Bo"), "A.md": relationship("Ada", "Bo", kind="friend")}
FILLED = {
    "Needs": ("needs", "someone who will not leave"),
    "Wants": ("wants", "the crown"),
    "Strengths": ("offers", "never lies"),
    "Flaws": ("flaws", "strict, starched"),
    "Wound": ("wounds", "left at the inn when she was four"),
    "The lie": ("lie", "nobody stays who sees her cry"),
    "Fears": ("fears", "being left again"),
    "Values": ("values", "honesty before peace"),
    "In love": ("in_love", "reads every silence as a goodbye"),
    "On their own": ("self", "a trade, a dog and two good friends"),
    "Arc": ("arc", "ch. 12: admits the lie"),
}


def filled(text: str, heading: str, line: str) -> str:
    """A note in which a line was written under a heading of the template."""
    written, count = re.subn(rf"(?s)(\n## {heading}\n.*?\n- )(?=\n)", lambda found: found[1] + line, text, count=1)
    assert 1 == count
    return written


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return write_vault(tmp_path / "vault", {"Cast/Ada.md": "", "Cast/Bo.md": ""})


# ---- where it goes


def test_it_goes_into_the_folder_templates(vault: Path) -> None:
    before = tree(vault)
    done = called("init", vault, "--yes", "--template")

    assert (0, True) == (done.returncode, f"Wrote the template Templates/{TEMPLATE_NAME}." in done.stdout)
    assert {"Vault Companion.md", f"Templates/{TEMPLATE_NAME}"} == set(tree(vault)) - set(before)
    assert TEMPLATE == (vault / "Templates" / TEMPLATE_NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("settings", ["templates.json", "plugins/templater-obsidian/data.json"])
def test_it_goes_where_the_app_looks_for_templates(vault: Path, settings: str) -> None:
    field = "folder" if settings == "templates.json" else "templates_folder"
    write_vault(vault, {f".obsidian/{settings}": f'{{"{field}": "Meta/Forms"}}'})
    called("init", vault, "--yes", "--template")

    assert (vault / "Meta/Forms" / TEMPLATE_NAME).exists()
    assert not (vault / "Templates").exists()


def test_it_goes_into_her_own_folder_however_she_spells_it(vault: Path) -> None:
    write_vault(vault, {"templates/Scene.md": "A scene.\n"})
    called("init", vault, "--yes", "--template")

    assert (vault / "templates" / TEMPLATE_NAME).exists()


@pytest.mark.parametrize("name", [TEMPLATE_NAME, TEMPLATE_NAME.lower()])
def test_a_file_of_that_name_is_never_written_over(vault: Path, name: str) -> None:
    write_vault(vault, {f"Templates/{name}": "My own.\n"})
    done = called("init", vault, "--yes", "--template")

    assert (0, True) == (done.returncode, "already; it was left as it is." in done.stdout)
    assert {name: b"My own.\n"} == tree(vault / "Templates")


def test_a_second_time_it_writes_nothing(vault: Path) -> None:
    called("init", vault, "--yes", "--template")
    before = tree(vault)
    done = called("init", vault, "--template")

    assert (0, before) == (done.returncode, tree(vault))


def test_a_vault_with_settings_gets_its_template_as_well(vault: Path) -> None:
    called("init", vault, "--yes")
    called("init", vault, "--template")

    assert (vault / "Templates" / TEMPLATE_NAME).exists()


def test_a_file_in_the_place_of_the_folder_is_left_alone(vault: Path) -> None:
    (vault / "Templates").write_text("Mine.\n", encoding="utf-8")
    done = called("init", vault, "--yes", "--template")

    assert (2, True) == (done.returncode, "the folder Templates cannot be made" in done.stderr)
    assert "Mine.\n" == (vault / "Templates").read_text(encoding="utf-8")


def test_a_folder_that_leads_out_of_the_vault_is_not_written_to(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (vault / "Templates").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    done = called("init", vault, "--yes", "--template")

    assert (2, True) == (done.returncode, "leads out of the vault" in done.stderr)
    assert {} == tree(tmp_path / "elsewhere")


# ---- what it is


def test_the_template_itself_is_nobody(vault: Path) -> None:
    called("init", vault, "--yes", "--template")

    assert ["Ada", "Bo"] == [person.name for person in story(read(vault).files).cast.characters]


@pytest.mark.parametrize("folder", ["Templates", "Characters/Templates", "_templates"])
def test_read_as_a_note_it_is_nobody_where_templates_lie(folder: str) -> None:
    assert ["Ada"] == names({f"{folder}/{TEMPLATE_NAME}": TEMPLATE, "Characters/Ada.md": ADA})


def test_its_prompts_are_comments_that_say_what_is_asked() -> None:
    asked = re.findall(r"(?m)^## (.+)\n\n%% ([^%]+) %%\n\n- $", TEMPLATE)

    assert {*FILLED, "Relationships"} == {heading for heading, _ in asked}
    assert [] == [prompt for _, prompt in asked if not 20 <= len(prompt) <= 110]


# ---- how a note made from it is read


def test_a_note_made_from_it_and_left_empty_claims_nothing() -> None:
    reading = explained(EMPTY, "Ada", "Bo")

    assert ({}, []) == (traits(EMPTY, "Ada"), codes(EMPTY))
    assert {"dynamics": [], "fits": [], "friction": [], "unread": []} == {
        part: reading[part] for part in ("dynamics", "fits", "friction", "unread")
    }
    assert ("unknown", "open", "unknown") == (
        reading["valence"]["label"],
        reading["trajectory"]["label"],
        reading["pairing"],
    )


def test_a_note_made_from_it_and_left_empty_is_asked_for_what_it_leaves_out() -> None:
    asked = {(one["id"], *one["about"]) for one in explained(EMPTY, "Ada", "Bo")["questions"]}

    assert {(question, who) for question in ("Q-NEED", "Q-OFFER", "Q-ATT") for who in ("Ada", "Bo")} <= asked


def test_filled_with_plain_phrases_it_is_read_whole() -> None:
    note = ADA
    for heading, (_, line) in FILLED.items():
        note = filled(note, heading, line)
    files = {"Ada.md": filled(note, "Relationships", "[[Bo]]: rival. He covets her place."), "Bo.md": character()}
    (tie,) = cast(files).ties

    assert {trait: [line] for trait, line in FILLED.values()} == traits(files, "Ada")
    assert (["rival", "rival"], ["rival.", "He covets her place."]) == (
        [kind.kind for kind in tie.kinds],
        [line.phrase.text for line in tie.lines],
    )
    assert [] == explained(files, "Ada", "Bo")["unread"]
    assert [] == codes(files)


@pytest.mark.parametrize("heading", FILLED)
def test_one_line_alone_is_read_as_itself(heading: str) -> None:
    trait, line = FILLED[heading]

    assert {trait: [line]} == traits({"Ada.md": filled(ADA, heading, line)}, "Ada")


# ---- what is thin or wrong in a note


@pytest.mark.parametrize(
    ("word", "meant"), [("avoidnat", "avoidant"), ("anxoius", "anxious"), ("secur", "secure"), ("fearfull", "fearful")]
)
def test_a_misspelt_attachment_is_a_problem_with_what_may_be_meant(word: str, meant: str) -> None:
    note = f"---\ntype: character\nattachment: {word}\n---\n"
    (problem,) = (one for one in problems_of(note) if one[0] == "unknown-attachment")

    assert (f"'{word}' is no attachment style", f"Did you mean {meant}?") == problem[1:]
    assert [("Ada.md", 3, "unknown-attachment")] == codes({"Ada.md": note})


def test_an_attachment_that_is_like_none_is_told_what_can_be_written() -> None:
    ((_, message, hint),) = problems_of("---\ntype: character\nattachment: banana\n---\n")

    assert "'banana' is no attachment style" == message
    assert "Write secure, anxious, avoidant or fearful, or two numbers from 0 to 1." == hint


def test_a_wrong_attachment_is_read_as_unknown_and_the_rest_of_the_note_is_read() -> None:
    files = {
        "Ada.md": "---\ntype: character\nattachment: avoidnat\nneeds: a steady home\n---\n",
        "Bo.md": character(offers="a quiet house that never moves"),
    }
    reading = explained(files, "Ada", "Bo")

    assert ("unknown", {"attachment": ["avoidnat"], "needs": ["a steady home"]}) == (
        reading["attachment"]["Ada"]["style"],
        traits(files, "Ada"),
    )


@pytest.mark.parametrize(
    "thin",
    [
        "A tall woman with a limp.\n",
        "## Appearance\n\nRed coat, wet boots.\n",
        "- age:: 34\n- job:: ferryman\n",
        "She came to town in spring and took the rooms over the baker's.\n",
    ],
)
def test_a_thin_note_yields_questions_and_no_claim(thin: str) -> None:
    note = f"---\ntype: character\n---\n\n{thin}"
    files = {"Ada.md": note, "Bo.md": note, "A.md": relationship("Ada", "Bo", kind="friend")}
    reading = explained(files, "Ada", "Bo")

    assert {"dynamics": [], "fits": [], "friction": []} == {
        part: reading[part] for part in ("dynamics", "fits", "friction")
    }
    assert ("unknown", "open", "unknown") == (
        reading["valence"]["label"],
        reading["trajectory"]["label"],
        reading["pairing"],
    )
    assert {"Q-NEED", "Q-OFFER", "Q-ATT"} <= {one["id"] for one in reading["questions"]}


def problems_of(note: str) -> list[tuple[str, str, str]]:
    """The problems of a vault with one note as (code, message, hint)."""
    return [(one.code, one.message, one.hint) for one in built({"Ada.md": note}).problems]
