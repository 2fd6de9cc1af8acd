"""`phrase`: how one phrase is read, alone or with the words that a vault teaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import called, write_vault

TAUGHT = "---\ntype: vault-companion-settings\n---\n\n## My words\n\n- belonging: a zymurgic kettle\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return write_vault(tmp_path / "vault", {"Vault Companion.md": TAUGHT, ".obsidian/app.json": "{}"})


def test_a_phrase_is_read_with_the_words_of_a_vault_that_is_named(vault: Path) -> None:
    assert "need belonging  1.00" in called("phrase", "--as", "needs", "a zymurgic kettle", "--vault", vault).stdout


def test_without_a_vault_that_is_named_the_shipped_words_do(vault: Path) -> None:
    done = called("phrase", "--as", "needs", "a zymurgic kettle", cwd=vault)

    assert (done.returncode, "belonging  1.00" in done.stdout) == (0, False)


def test_a_vault_that_is_named_and_not_there_is_an_error(tmp_path: Path) -> None:
    assert called("phrase", "--as", "needs", "a kettle", "--vault", tmp_path / "none").returncode == 2


@pytest.mark.parametrize(
    ("field", "phrase"),
    [("in_love", "sleeps in the far room when it gets close"), ("changes", "he stays up with her through the fever")],
)
def test_no_evidence_is_shown_as_empty_quotes(field: str, phrase: str) -> None:
    assert "“”" not in called("phrase", "--as", field, phrase).stdout
