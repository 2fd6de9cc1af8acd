"""The commands as a person or a program meets them: output and exit code, once of a real process for each of them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT, SAMPLE_VAULT, called, character, hers, relationship, run, stamps, tree, write_vault
from vault_companion.cast.vocabulary import TIE_FIELDS, TRAITS
from vault_companion.phrase import field_of

FILES = {
    ".obsidian/app.json": "{}",
    "Ada Hale.md": character(
        needs=["a place at somebody's table"], offers=["tells the truth unasked"], aliases=["Captain"]
    ),
    "Bo.md": character(
        needs=["to be contradicted to his face"], offers=["makes strangers feel welcome"], flaws=["zymurgy"]
    ),
    "Both.md": relationship("Ada Hale", "Bo", kind="friendship", history="he nursed her through the fever"),
    "Scenes/One.md": "[[Ada Hale]] meets [[Nobody]].\n",
}
DYNAMICS = {
    "need_filling",
    "spontaneity_stability",
    "validation_power",
    "extra_spice",
    "meet_me_at_my_level",
    "hell_and_back",
    "anxious_avoidant_trap",
    "one_sided_need",
    "unity_of_opposites",
    "magical_love",
}
FRICTION = {
    "closeness_distance",
    "clashing_values",
    "contested_need",
    "flaw_collision",
    "unfilled_need",
    "power_imbalance",
    "outside_pressure",
    "secret_or_betrayal",
    "level_gap",
}
STATUSES = {
    "filled",
    "near",
    "blocked",
    "intermittent",
    "seeming",
    "contested",
    "opposed",
    "overlap",
    "unfilled",
    "unknown",
}
FAMILIES = {"romance", "friendship", "family", "mentor", "professional", "rivalry", "enemy"}
STYLES = {"secure", "anxious", "avoidant", "fearful", "unknown"}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return write_vault(tmp_path / "vault", FILES)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_vault(tmp_path_factory.mktemp("sample") / "vault", hers(SAMPLE_VAULT))


def told(*arguments: str | Path, **more: Any) -> Any:
    """The JSON that a command prints, which is all that it prints."""
    done = called(*arguments, "--json", **more)
    assert (0, "") == (done.returncode, done.stderr)
    return json.loads(done.stdout)


# ---- sync


def test_sync_writes_the_pages_and_says_so(vault: Path) -> None:
    done = run("sync", vault)

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("Read 4 notes: 2 characters, 1 relationship, ")
    assert "\nPages: 4 created (0 pages up to date, " in done.stdout
    assert 4 == len([path for path in tree(vault) if path.startswith("Dynamics/")])


def test_check_exits_1_until_a_sync_and_0_after_it(vault: Path) -> None:
    codes = [called("sync", vault, *more).returncode for more in (["--check"], [], ["--check"])]

    assert [1, 0, 0] == codes


@pytest.mark.parametrize("option", ["--check", "--dry-run", "-n"])
def test_a_run_that_only_asks_writes_nothing(vault: Path, option: str) -> None:
    before = stamps(vault)
    done = called("sync", vault, option)

    assert before == stamps(vault)
    assert "Would create:\n  Dynamics/Characters/Ada Hale - Dynamics.md\n" in done.stdout


def test_a_dry_run_exits_0_even_when_something_would_change(vault: Path) -> None:
    assert 0 == called("sync", vault, "--dry-run").returncode


def test_sync_as_json_keeps_its_contract(vault: Path) -> None:
    first, second = told("sync", vault), told("sync", vault)

    assert {
        "schema",
        "vault",
        "notes",
        "characters",
        "ties",
        "pairs",
        "parsed",
        "pages",
        "problems",
        "questions",
        "seconds",
    } <= (first.keys())
    assert (1, str(vault), 4, 2, 1, 1, 4) == tuple(
        first[key] for key in ("schema", "vault", "notes", "characters", "ties", "pairs", "parsed")
    )
    assert {"created", "updated", "removed", "unchanged", "kept"} <= first["pages"].keys()
    assert (4, 0) == (len(first["pages"]["created"]), first["pages"]["unchanged"])
    assert ([], [], [], 4) == tuple(second["pages"][key] for key in ("created", "updated", "removed", "unchanged"))
    assert sorted(first["pages"]["created"]) == first["pages"]["created"]
    assert [{"path", "line", "code", "severity", "message", "hint"}] == [set(problem) for problem in first["problems"]]
    assert ("Scenes/One.md", 1, "unresolved-link", "info") == tuple(
        first["problems"][0][key] for key in ("path", "line", "code", "severity")
    )
    assert all(isinstance(first[key], (int, float)) for key in ("questions", "seconds"))


def test_a_page_that_is_kept_is_listed_with_a_code_and_leaves_0(vault: Path) -> None:
    page = vault / told("sync", vault)["pages"]["created"][0]
    page.write_text(page.read_text("utf-8").replace("At a glance", "At first sight"), "utf-8")
    (kept,) = told("sync", vault)["pages"]["kept"]

    assert ("Dynamics/Characters/Ada Hale - Dynamics.md", "edited-page") == (kept["path"], kept["reason"])
    assert kept["message"]


# ---- which vault


def test_the_vault_is_found_from_any_folder_inside_it(vault: Path) -> None:
    assert str(vault) == told("sync", cwd=vault / "Scenes")["vault"]


def test_the_vault_may_be_named_by_the_environment(vault: Path, tmp_path: Path) -> None:
    assert str(vault) == told("sync", cwd=tmp_path, env={"VAULT_COMPANION_VAULT": str(vault)})["vault"]


def test_a_vault_that_is_named_goes_before_the_environment_and_the_folder(vault: Path, tmp_path: Path) -> None:
    other = write_vault(tmp_path / "other", {"Cleo.md": character()})

    assert str(other) == told("sync", other, cwd=vault, env={"VAULT_COMPANION_VAULT": str(vault)})["vault"]


def test_the_environment_goes_before_the_folder(vault: Path, tmp_path: Path) -> None:
    other = write_vault(tmp_path / "other", {"Cleo.md": character()})

    assert str(other) == told("sync", cwd=vault, env={"VAULT_COMPANION_VAULT": str(other)})["vault"]


def test_a_folder_that_obsidian_never_opened_may_be_named(tmp_path: Path) -> None:
    assert 1 == told("sync", write_vault(tmp_path / "plain", {"Cleo.md": character()}))["characters"]


@pytest.mark.parametrize("command", [["sync"], ["explain", "Ada"]])
def test_without_a_vault_nothing_is_done_and_it_is_said_how_to_name_one(tmp_path: Path, command: list[str]) -> None:
    done = called(*command, cwd=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert "no vault was named" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["sync"], ["watch"], ["explain", "Ada", "--vault"]])
def test_a_vault_that_is_not_there_is_named_in_the_message(tmp_path: Path, command: list[str]) -> None:
    done = called(*command, tmp_path / "nowhere")

    assert (2, "") == (done.returncode, done.stdout)
    assert f"there is no folder {tmp_path / 'nowhere'}" in done.stderr


@pytest.mark.parametrize("command", [["sync"], ["watch"], ["explain", "Ada", "--vault"]])
def test_a_file_is_no_vault(vault: Path, command: list[str]) -> None:
    done = called(*command, vault / "Bo.md")

    assert (2, "") == (done.returncode, done.stdout)
    assert f"{vault / 'Bo.md'} is a file, not a folder" in done.stderr


def test_a_path_with_blanks_and_umlauts_is_a_path(tmp_path: Path) -> None:
    assert 2 == told("sync", write_vault(tmp_path / "Mein Röman 1", FILES))["characters"]


# ---- explain


def test_explain_shows_a_pair_with_every_line_behind_it(vault: Path) -> None:
    done = called("explain", "Bo", "Ada Hale", "--vault", vault)

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("Ada Hale & Bo\n=============\n")
    assert re.search(r"Ada Hale needs belonging: filled", done.stdout)
    assert "“makes strangers feel welcome”  [Bo.md:4]" in done.stdout


def test_explain_shows_how_one_sheet_is_read(vault: Path) -> None:
    done = called("explain", "Captain", "--vault", vault)

    assert 0 == done.returncode
    assert done.stdout.startswith("Ada Hale\n========\nA character because: `type: character`.")
    assert "“a place at somebody's table”  [Ada Hale.md:" in done.stdout


def test_explain_as_json_keeps_its_contract(sample: Path) -> None:
    reading = told("explain", "Pip", "Estella", "--vault", sample)

    assert {
        "schema",
        "characters",
        "at",
        "kinds",
        "dynamics",
        "valence",
        "trajectory",
        "attachment",
        "pairing",
        "fits",
        "friction",
        "forecast",
        "questions",
        "unread",
    } <= reading.keys()
    assert (1, ["Estella", "Pip"], None) == tuple(reading[key] for key in ("schema", "characters", "at"))
    assert [{"phase", "Estella", "Pip"}] * 9 == [set(step) for step in reading["forecast"]]
    assert {"Estella", "Pip"} == reading["attachment"].keys()
    parts = {
        "kinds": {"of", "to", "kind", "family", "evidence"},
        "dynamics": {"id", "confidence", "evidence", "theory"},
        "fits": {"of", "by", "need", "status", "strength", "evidence"},
        "friction": {"id", "weight", "evidence"},
        "questions": {"id", "about", "text"},
        "unread": {"character", "field", "phrase", "evidence"},
    }
    assert [] == [(part, item) for part, keys in parts.items() for item in reading[part] if not keys <= item.keys()]
    assert {"style", "anxiety", "avoidance", "position", "evidence"} <= reading["attachment"]["Pip"].keys()
    assert [{"path", "line", "quote"}] * 3 == [set(place) for place in reading["fits"][0]["evidence"][:1] * 3]


@pytest.mark.parametrize(
    "pair", [("Pip", "Estella"), ("Pip", "Joe Gargery"), ("Miss Havisham", "Compeyson"), ("Biddy", "Bentley Drummle")]
)
def test_explain_uses_no_label_but_those_of_the_contract(sample: Path, pair: tuple[str, str]) -> None:
    reading = told("explain", *pair, "--vault", sample)
    styles = sorted(one["style"] for one in reading["attachment"].values())

    assert {claim["id"] for claim in reading["dynamics"]} <= DYNAMICS
    assert {claim["id"] for claim in reading["friction"]} <= FRICTION
    assert {fit["status"] for fit in reading["fits"]} <= STATUSES
    assert {kind["family"] for kind in reading["kinds"]} <= FAMILIES
    assert reading["valence"]["label"] in {"healthy", "toxic", "mixed", "unknown"}
    assert reading["trajectory"]["label"] in {"growth", "one_sided_growth", "codependent", "stagnant", "open"}
    assert set(styles) <= STYLES
    assert reading["pairing"] == ("unknown" if "unknown" in styles else "_".join(styles))
    assert all(0.35 <= claim["confidence"] <= 1 for claim in reading["dynamics"])
    assert [claim["weight"] for claim in reading["friction"]] == sorted(
        (c["weight"] for c in reading["friction"]), reverse=True
    )


def test_a_known_pair_without_a_tie_has_empty_lists(sample: Path) -> None:
    reading = told("explain", "Clara Barley", "Compeyson", "--vault", sample)

    assert ([], "open") == (reading["kinds"], reading["trajectory"]["label"])


@pytest.mark.parametrize("names", [("Captain", "bo"), ("ADA", "[[Bo]]"), ("Ada Hale.md", "Bo.md")])
def test_names_are_canonical_whatever_was_told(vault: Path, names: tuple[str, str]) -> None:
    assert ["Ada Hale", "Bo"] == told("explain", *names, "--vault", vault)["characters"]


def test_explain_one_as_json_keeps_its_contract(vault: Path) -> None:
    sheet = told("explain", "Ada Hale", "--vault", vault)

    assert {"schema", "character", "traits", "attachment", "ties", "questions"} <= sheet.keys()
    assert ("Ada Hale", ["needs", "offers"]) == (sheet["character"], list(sheet["traits"]))
    assert {"phrase", "needs", "evidence"} <= sheet["traits"]["needs"][0].keys()


@pytest.mark.parametrize("asked_for", ["Ada Hail", "Boo", "Captian"])
def test_an_unknown_name_exits_2_and_asks_whether_another_was_meant(vault: Path, asked_for: str) -> None:
    done = called("explain", asked_for, "--vault", vault)
    meant = {"Ada Hail": "Ada Hale", "Boo": "Bo", "Captian": "Captain"}[asked_for]

    assert (2, "") == (done.returncode, done.stdout)
    assert f'nobody in this vault is called "{asked_for}"' in done.stderr
    assert re.search(rf"Did you mean .*\b{meant}\b.*\?", done.stderr)


def test_an_unknown_name_with_json_prints_nothing_on_standard_output(vault: Path) -> None:
    done = called("explain", "Nobody at all", "Bo", "--vault", vault, "--json")

    assert (2, "") == (done.returncode, done.stdout)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_person_has_no_dynamics_with_themself(vault: Path, options: list[str]) -> None:
    done = called("explain", "Ada Hale", "Captain", "--vault", vault, *options)

    assert (2, "") == (done.returncode, done.stdout)
    assert "themself" in done.stderr


def test_a_name_that_two_people_have_is_asked_back_with_both_notes(vault: Path) -> None:
    write_vault(vault, {"New/Cy.md": character(needs=["rest"]), "Old/Cy.md": character(needs=["rest"])})
    done = called("explain", "Bo", "Cy", "--vault", vault)
    by_path = told("explain", "Old/Cy", "--vault", vault)

    assert 2 == done.returncode
    assert '"New/Cy", "Old/Cy"' in done.stderr
    assert "Old/Cy" == by_path["character"]


def test_three_names_are_one_too_many(vault: Path) -> None:
    done = called("explain", "Ada", "Hale", "Bo", "--vault", vault)

    assert 2 == done.returncode
    assert "in quotes" in done.stderr


def test_in_a_vault_without_characters_explain_says_what_makes_one(tmp_path: Path) -> None:
    done = called("explain", "Ada", "--vault", write_vault(tmp_path / "vault", {"Diary.md": "Words.\n"}))

    assert 2 == done.returncode
    assert "type: character" in done.stderr


# ---- phrase


def test_phrases_from_standard_input_give_one_row_a_line_in_order() -> None:
    done = run(
        "phrase", "--as", "needs", "--json", stdin="a place at somebody's table\n\nzymurgy\nto be forgiven\r\nlast"
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert (0, "") == (done.returncode, done.stderr)
    assert ["a place at somebody's table", "", "zymurgy", "to be forgiven", "last"] == [row["phrase"] for row in rows]


def test_a_row_keeps_the_contract_and_the_role_of_its_field() -> None:
    (row,) = [
        json.loads(line)
        for line in called("phrase", "--as", "needs", "a place at somebody's table", "--json").stdout.splitlines()
    ]

    assert {"phrase", "as", "needs", "attachment", "cues"} <= row.keys()
    assert ("needs", "belonging", "need") == (row["as"], row["needs"][0]["id"], row["needs"][0]["role"])
    assert {"id", "weight", "matched"} <= row["needs"][0].keys()
    assert sorted((match["weight"] for match in row["needs"]), reverse=True) == [
        match["weight"] for match in row["needs"]
    ]


@pytest.mark.parametrize(
    ("field", "known_as"),
    [
        ("needs", "needs"),
        ("Need", "needs"),
        ("in_love", "in_love"),
        ("In Love", "in_love"),
        ("in-love", "in_love"),
        ("strengths", "offers"),
        ("flaw", "flaws"),
        ("ghost", "wounds"),
        ("history", "history"),
        ("feels", "feels"),
        ("conflict", "conflict"),
        ("power", "power"),
    ],
)
def test_a_field_may_be_spelled_as_in_a_note(field: str, known_as: str) -> None:
    assert known_as == field_of(field)


@pytest.mark.parametrize("field", [*TRAITS, *TIE_FIELDS])
def test_every_trait_and_every_part_of_a_tie_is_a_field(field: str) -> None:
    assert field_of(field) is not None


def test_a_field_that_is_none_exits_2_and_lists_those_there_are() -> None:
    done = called("phrase", "--as", "shoe size", "42")

    assert (2, "") == (done.returncode, done.stdout)
    assert '"shoe size" is not a field' in done.stderr
    assert "needs, wants, offers" in done.stderr


def test_phrase_needs_a_field() -> None:
    assert 2 == called("phrase", "to be forgiven").returncode


def test_a_phrase_as_text_says_what_it_was_read_as_or_what_comes_near() -> None:
    done = called("phrase", "--as", "needs", "a place at somebody's table", "zymurgy")

    assert "need belonging" in done.stdout
    assert "not understood" in done.stdout


def test_phrase_looks_for_no_vault(tmp_path: Path) -> None:
    assert (
        0
        == called("phrase", "--as", "needs", "rest", cwd=tmp_path, env={"VAULT_COMPANION_VAULT": "/nowhere"}).returncode
    )


# ---- check


def test_check_lists_problems_questions_and_what_was_not_understood(vault: Path) -> None:
    done = run("check", vault)

    assert (0, "") == (done.returncode, done.stderr)
    for part in (
        "Problems (1)",
        "unresolved-link",
        "Not decided yet",
        "Not understood (1)",
        "zymurgy",
        "Characters (2)",
    ):
        assert part in done.stdout


def test_check_as_json_keeps_its_contract(vault: Path) -> None:
    found = told("check", vault)

    assert {"schema", "problems", "questions", "unread", "coverage"} <= found.keys()
    assert (1, 0.8) == (found["schema"], found["coverage"])
    assert ["zymurgy"] == [item["phrase"] for item in found["unread"]]


def test_check_writes_nothing(vault: Path) -> None:
    before = stamps(vault)
    called("check", vault)

    assert before == stamps(vault)


def test_strict_minds_warnings_and_errors_and_no_remarks(vault: Path) -> None:
    remarks = called("check", vault, "--strict").returncode
    write_vault(vault, {"Bad.md": "---\ntype: character\nneeds: [a\n---\n"})
    warned, said = called("check", vault, "--strict"), called("check", vault)

    assert (0, 1, 0) == (remarks, warned.returncode, said.returncode)
    assert "bad-property" in warned.stdout


# ---- the process


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    done = run("--version")
    version = re.search(r'__version__ = "(.+)"', (ROOT / "vault_companion" / "__init__.py").read_text("utf-8"))

    assert project["dynamic"] == ["version"]
    assert version
    assert (0, f"vault-companion, version {version[1]}\n") == (done.returncode, done.stdout)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], *([name, "--help"] for name in ("sync", "watch", "explain", "phrase", "check"))]
)
def test_every_command_explains_itself(arguments: list[str]) -> None:
    done = called(*arguments)

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("Usage: vault-companion")


@pytest.mark.parametrize(
    "arguments", [["sing"], ["sync", "--sing"], ["sync", "a", "b"], ["explain"], ["watch", "--quiet", "never"]]
)
def test_wrong_usage_exits_2_with_one_message(arguments: list[str]) -> None:
    done = called(*arguments)

    assert (2, "") == (done.returncode, done.stdout)
    assert "Error" in done.stderr
    assert "Traceback" not in done.stderr


def test_output_is_utf_8_whatever_the_terminal_says(vault: Path) -> None:
    write_vault(vault, {"Zoë 李.md": character(needs=["rest"])})
    done = run("explain", "Zoë 李", "--vault", vault, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})

    assert 0 == done.returncode
    assert done.stdout.startswith("Zoë 李\n")
