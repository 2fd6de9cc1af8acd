"""A question is answered where it is asked: the line it prints, filled in below the end mark, is the answer."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given

from tests.helpers import SAMPLE_VAULT, author_part, body, character, generated, relationship, stamps, write_vault
from tests.laws.test_l5_evidence import faults
from tests.strategies import Vault, law, vaults
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync

ASKED = re.compile(r"^> \[!question\] (.+)\n> Answer below the end mark: `([^`\n]+)…`$", re.MULTILINE)
QUESTION = re.compile(r"^> \[!question\] (.+)$", re.MULTILINE)
VALUES = {"kind:: ": "rivals", "changes:: ch. ": "9: she learns to ask"}


def answers(page: str) -> list[tuple[str, str]]:
    """Each question of a page with its line, filled in."""
    return [(text, f"{line}{VALUES.get(line, 'never asks for anything')}") for text, line in ASKED.findall(page)]


def answer_all(root: Path) -> dict[Path, list[tuple[str, str]]]:
    """Write every line that is asked for below the end mark of its page."""
    told = {}
    for page in generated(root):
        text = page.read_text("utf-8")
        told[page] = answers(body(text))
        page.write_text(text + "".join(f"{line}\n" for _, line in told[page]), "utf-8", newline="\n")
    return told


def still_asked(told: dict[Path, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    return [
        (page.name, text)
        for page, asked in told.items()
        for text, _ in asked
        if text in QUESTION.findall(body(page.read_text("utf-8")))
    ]


# The sample vault is shipped with the pages that a sync makes of it; test_sample_vault.py sees to that.


def test_every_question_of_every_page_can_be_answered_there(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE_VAULT, tmp_path / "vault")
    told = answer_all(root)
    parts = {page: author_part(page.read_bytes()) for page in told}
    sync(root, DEFAULTS)
    before = stamps(root)

    assert [] == still_asked(told)
    assert parts == {page: author_part(page.read_bytes()) for page in told}
    assert (False, before) == (sync(root, DEFAULTS).changed, stamps(root))


def test_no_question_of_a_page_is_without_its_line() -> None:
    found = {page: body(page.read_text("utf-8")) for page in generated(SAMPLE_VAULT)}
    asked = {page.name: QUESTION.findall(text) for page, text in found.items()}

    assert {name: len(texts) for name, texts in asked.items()} == {
        page.name: len(ASKED.findall(text)) for page, text in found.items()
    }
    assert [] == [name for name, texts in asked.items() if len(texts) > 5 or len(set(texts)) != len(texts)]


@law(25)
@given(vaults(tricky=True))
def test_whatever_people_are_called_the_printed_line_answers(vault: Vault) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_vault(Path(folder) / "vault", vault.files)
        sync(root, DEFAULTS)
        told = answer_all(root)
        parts = {page: author_part(page.read_bytes()) for page in told}
        sync(root, DEFAULTS)
        before = stamps(root)

        assert [] == still_asked(told)
        assert parts == {page: author_part(page.read_bytes()) for page in told}
        assert (False, before) == (sync(root, DEFAULTS).changed, stamps(root))


@law(10)
@given(vaults())
def test_what_is_said_on_her_answers_stands_on_their_lines(vault: Vault) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_vault(Path(folder) / "vault", vault.files)
        sync(root, DEFAULTS)
        answer_all(root)
        texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.md")}

        assert [] == faults(texts)


SHY = {"needs": ["a place at somebody's table"], "flaws": ["never asks for help"], "in_love": ["lets no one in"]}
ADA = character(**SHY, offers=["forgives without being asked"])
BO = character(needs=["to be forgiven"], offers=["makes strangers feel welcome"], in_love=["waits for her"])


@pytest.mark.parametrize(
    ("files", "line", "answer", "quoted"),
    [
        (
            {"Ada.md": ADA, "Bo.md": BO, "Two.md": relationship("Ada", "Bo", kind="romance")},
            "changes:: ch. ",
            "9: Ada has learned to ask",
            "[[Ada & Bo|“Ada has learned to ask”]] (ch. 9)",
        ),
        (
            {"Ada.md": character(**SHY), "Bo.md": BO, "Two.md": relationship("Ada", "Bo", kind="romance")},
            "strengths:: Ada: ",
            "forgives without being asked",
            "Ada [[Ada & Bo\\|“forgives without being asked”]]",
        ),
        (
            {"Ada.md": ADA, "Bo.md": BO, "Two.md": relationship("Ada", "Bo", feels="[[Ada]]: awe")},
            "feels:: Bo: ",
            "contempt, on good days",
            "Bo’s side: [[Ada & Bo|“contempt, on good days”]]",
        ),
        (
            {"Ada.md": ADA, "Bo.md": BO, "Two.md": relationship("Ada", "Bo", feels="[[Ada]]: awe")},
            "kind:: ",
            "rivals",
            "rivals",
        ),
        (
            {
                "Ada.md": ADA,
                "Bo.md": character(**{**SHY, "in_love": "zymurgy"}),
                "Two.md": relationship("Ada", "Bo", kind="romance"),
            },
            "in love:: Bo: ",
            "a lamp in the window",
            "Read below, and nothing follows from it yet: [[Ada & Bo|“a lamp in the window”]].",
        ),
    ],
)
def test_the_next_sync_shows_the_answer_used(
    tmp_path: Path, files: dict[str, str], line: str, answer: str, quoted: str
) -> None:
    root = write_vault(tmp_path, files)
    sync(root, DEFAULTS)
    page = root / "Dynamics/Pairs/Ada & Bo.md"
    asked = {begins: text for text, begins in ASKED.findall(page.read_text("utf-8"))}
    page.write_text(page.read_text("utf-8") + f"{line}{answer}\n", "utf-8")
    sync(root, DEFAULTS)
    after = page.read_text("utf-8")

    assert asked[line] not in after
    assert quoted in body(after)
    assert after.endswith(f"\n{line}{answer}\n")
    assert not sync(root, DEFAULTS).changed


def test_of_two_people_of_one_name_the_line_says_which_by_a_link(tmp_path: Path) -> None:
    hurt = "sent away at seven"
    files = {
        "North/Al.md": character(**SHY, wounds=hurt, friend="[[South/Al]]"),
        "South/Al.md": BO.replace("in_love", "mood"),
    }
    root = write_vault(tmp_path, files)
    sync(root, DEFAULTS)
    told = answer_all(root)
    lines = {line.partition("[[")[2].partition("]]")[0] for asked in told.values() for _, line in asked}
    sync(root, DEFAULTS)

    assert {"", "North/Al", "South/Al"} == lines
    assert [] == still_asked(told)
    assert not sync(root, DEFAULTS).changed


def test_a_question_on_a_persons_page_is_answered_there_and_gone_everywhere(tmp_path: Path) -> None:
    root = write_vault(tmp_path, {"Ada.md": character(**SHY, friend="[[Bo]]"), "Bo.md": BO})
    sync(root, DEFAULTS)
    person, pair = root / "Dynamics/Characters/Ada - Dynamics.md", root / "Dynamics/Pairs/Ada & Bo.md"
    (text,) = [text for text, line in ASKED.findall(person.read_text("utf-8")) if line == "strengths:: "]
    person.write_text(person.read_text("utf-8") + "strengths:: forgives without being asked\n", "utf-8")
    sync(root, DEFAULTS)

    assert (False, False) == (text in person.read_text("utf-8"), text in pair.read_text("utf-8"))
    assert "[[Ada - Dynamics\\|“forgives without being asked”]]" in pair.read_text("utf-8")
    assert not sync(root, DEFAULTS).changed
