"""What is kept between runs: nothing of it changes a page, and none of it outlives its note."""

from __future__ import annotations

import pytest

from vault_companion.build import Memos, build
from vault_companion.notes import note as notes
from vault_companion.settings import DEFAULTS
from vault_companion.vault.snapshot import Snapshot, VaultPath


def vault(**texts: str) -> Snapshot:
    return Snapshot({VaultPath(f"{name}.md"): text.encode() for name, text in sorted(texts.items())})


def test_a_note_that_did_not_change_is_not_parsed_again() -> None:
    memos = Memos()
    build(vault(Ada="Ada.", Bo="Bo."), DEFAULTS, memos)

    assert build(vault(Ada="Ada.", Bo="Changed."), DEFAULTS, memos).parsed == 1


def test_what_a_note_said_before_is_forgotten_before_it_is_parsed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    memos = Memos()
    build(vault(Ada="Ada.", Bo="Bo.", Cy="Cy."), DEFAULTS, memos)
    held: list[set[str]] = []
    parse = notes.parse

    def watched(path: VaultPath, text: str) -> notes.Note:
        held.append({path for path, _ in memos.notes})
        return parse(path, text)

    monkeypatch.setattr(notes, "parse", watched)
    build(vault(Ada="Changed.", Bo="Bo."), DEFAULTS, memos)
    assert held == [{"Bo.md"}]
    assert {path for path, _ in memos.notes} == {"Ada.md", "Bo.md"}
