"""L5 and L7 for one note: nothing an author writes stops the reading, and every evidence holds."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault_companion.notes.fields import Phrase, entries, phrases_of_entry, phrases_of_value
from vault_companion.notes.note import Note, parse
from vault_companion.notes.text import lines_of
from vault_companion.vault.snapshot import VaultPath

PIECES = [
    "---\n", "...\n", "\n", "\n\n", "\r\n", "\r", " ", "    ", "\t", "\ufeff", "\x00", "\x07", "\u2028", "\x85", "\\",
    "needs: ", "needs:: ", "**Needs:** ", "*Need* - ", "[needs:: ", "(needs:: ", "k: |\n  ", "k: >\n  ", '"', "'", "''",
    "- ", "  - ", "1. ", "> ", ">> ", "> [!need] ", "| ", " |\n|---|---|\n", "# ", "## Needs\n", "===\n", "- [ ] ",
    "[[", "]]", "![[", "[[Mara|her]]", "[[A, B]]", "[t](", ")", "<", ">", "#", "^id", "|", ";", "::", ": ", ",",
    "`", "```\n", "~~~\n", "%%", "<!--", "-->", "<%", "%>", "$", "$$", "*", "**", "_", "{{", "}}", "{", "}",
    "&a ", "*a", "<<: ", "!!x ", "a home", "To be seen. ", "家。", "Zoë", "E\u0301", "👩‍🚀", "TBD",
    "<br>", "<div>\n", "&amp;",
]  # fmt: skip
written = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
properties = st.lists(st.sampled_from(PIECES), max_size=20).map(lambda pieces: f"---\nneeds: {''.join(pieces)}\n---\n")
texts = st.one_of(written, st.text(max_size=200), st.tuples(properties, written).map("".join))


def phrases(note: Note) -> Iterator[Phrase]:
    for _, value in note.properties:
        yield from phrases_of_value(note, value)
    for section in note.sections():
        for entry in entries(section, {"need", "needs"}.__contains__):
            yield from phrases_of_entry(note, entry)


@given(texts)
@settings(max_examples=500, deadline=None, derandomize=True)
def test_any_text_is_a_note_and_every_evidence_holds(text: str) -> None:
    note = parse(VaultPath("Mara.md"), text)
    source = lines_of(text)

    for phrase in phrases(note):
        assert phrase.text.strip()
        for evidence in phrase.evidence:
            assert 1 <= evidence.line <= len(source)
            assert evidence.quote in source[evidence.line - 1]
            assert evidence.quote in phrase.source
    assert all(1 <= link.line <= len(source) for link in note.links)
    assert all(1 <= fault.line <= len(source) and fault.message and fault.hint for fault in note.faults)
    assert note.masked.count("\n") == len(source) - 1


@given(texts)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_what_is_left_of_a_text_is_the_text(text: str) -> None:
    masked = parse(VaultPath("Mara.md"), text).masked
    changed = [
        (was, left)
        for was, left in zip("\n".join(lines_of(text)).split("\n"), masked.split("\n"), strict=True)
        if any(old != new != " " for old, new in zip(was, left, strict=False))
    ]

    assert changed == []


@given(written)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_the_same_text_with_other_line_ends_is_the_same_note(text: str) -> None:
    unix = text.replace("\r\n", "\n").replace("\r", "\n")

    assert parse(VaultPath("Mara.md"), unix.replace("\n", "\r\n")) == parse(VaultPath("Mara.md"), unix)


@pytest.mark.parametrize(
    "text",
    [
        "She walked on and never\nlooked back at the house, which\n" * 500,
        "She came. " * 10_000,
        "Mr. " * 20_000,
        "> [!need] rest\n" * 5_000,
        "---\nneeds: >\n" + "  some words\n" * 4_000 + "---\n",
        '---\nneeds: "' + 'a \\"b ' * 9_000 + '"\n---\n',
        "---\nneeds: >\n" + "  [[A]] ;\n" * 4_000 + "---\n",
        "[needs:: a " * 10_000,
        "**a" * 20_000,
        "| a " * 20_000,
        "\n".join(f"- {'x' * 20} [needs:: {n}]" for n in range(3_000)),
    ],
    ids=["long paragraph", "long line", "abbreviations", "callouts", "folded", "escapes", "links", "fields", "bold",
         "bars", "items"],
)  # fmt: skip
def test_a_note_of_100_kb_is_read_whole_in_a_moment(text: str) -> None:
    start = time.process_time()
    found = list(phrases(parse(VaultPath("Mara.md"), text)))
    took = time.process_time() - start

    assert found
    assert took < 3
