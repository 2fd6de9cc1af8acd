"""All places where a fact may stand give the same result."""

from __future__ import annotations

import pytest

from vault_companion.notes.blocks import sections_of
from vault_companion.notes.fields import (
    Entry,
    entries,
    is_missing,
    phrases_of_entry,
    phrases_of_value,
    scalar_text,
    sentences,
)
from vault_companion.notes.note import Note, key_of, parse
from vault_companion.vault.snapshot import VaultPath

KNOWN = frozenset({"need", "needs", "needs (internal)", "wants", "wound", "fear", "需要"})
Said = list[tuple[str, int, str]]


def note(text: str) -> Note:
    return parse(VaultPath("Mara.md"), text)


def entries_of(text: str) -> list[Entry]:
    return [entry for section in note(text).sections() for entry in entries(section, KNOWN.__contains__)]


def labelled(text: str) -> list[tuple[str, str]]:
    return [(entry.label, entry.text) for entry in entries_of(text)]


def said(text: str) -> Said:
    """Every phrase of the body, with the line and the words that it points at."""
    found = note(text)
    return [
        (phrase.text, evidence.line, evidence.quote)
        for entry in entries_of(text)
        for phrase in phrases_of_entry(found, entry)
        for evidence in phrase.evidence
    ]


def said_in_properties(text: str) -> Said:
    found = note(f"---\n{text}\n---")
    return [
        (phrase.text, evidence.line, evidence.quote)
        for _, value in found.properties
        for phrase in phrases_of_value(found, value)
        for evidence in phrase.evidence
    ]


# ---- one fact, everywhere

LABELLED = [
    "Needs:: a home",
    "- Needs:: a home",
    "Needs ::a home",
    "**Needs**:: a home",
    "**Needs::** a home",
    "[needs:: a home]",
    "(needs:: a home)",
    "- [needs:: a home]",
    "> [!info]\n> Needs:: a home",
    "**Needs:** a home",
    "**Needs**: a home",
    "**Needs** : a home",
    "- **Needs** – a home",
    "- **Needs** - a home",
    "**Needs —** a home",
    "__Needs:__ a home",
    "*Needs*: a home",
    "_Needs:_ a home",
    "***Needs:*** a home",
    "> **Needs:** a home",
    "> **Needs** a home",
    "**Needs：** a home",
    "Needs: a home",
    "Needs : a home",
    "- Needs: a home",
    "1. Needs: a home",
    "- [ ] needs: a home",
    "> Needs: a home",
    "%%^Campaign:x%% **Needs:** a home %%^End%%",
    "| Needs | a home |\n|---|---|",
    "Trait | Value\n--- | ---\n**Needs** | a home",
    "> [!needs] a home",
    "> [!NEEDS]- a home",
    "> [!needs]\n> a home",
    "> [!needs]\n> - a home",
    "> [!needs]\n> %% not\n> this %%\n> a home",
    "**Needs:** a home\n---\n\nMore.",
    "**Needs:** a\nhome",
]


@pytest.mark.parametrize("text", LABELLED)
def test_a_labelled_line_says_the_same_in_every_form(text: str) -> None:
    assert ("needs", "a home") in labelled(text)
    assert [label for label, _ in labelled(text) if label not in ("trait", "")] == ["needs"]


@pytest.mark.parametrize("text", ["**Needs:**", "- **Needs:**", "Needs:", "**Needs**", "Needs::", "> [!info] Needs"])
@pytest.mark.parametrize("items", ["- a home\n- a name", "\t- a home\n\t- a name"])
def test_a_label_may_stand_above_its_list(text: str, items: str) -> None:
    if text.startswith(">"):
        items = "\n".join(f"> {item}" for item in items.split("\n"))

    assert labelled(f"{text}\n{items}") == [("needs", ""), ("", "a home"), ("", "a name")]


@pytest.mark.parametrize(
    "heading",
    ["# Needs", "###### Needs", "## Needs:", "## 3. Needs", "## 💔 Needs", "## **Needs**", "## Needs ##", "Needs\n==="],
)
def test_a_heading_is_known_whatever_it_is_decked_with(heading: str) -> None:
    (section,) = note(f"{heading}\n\na home").sections()[1:]

    assert key_of(section.heading) == "needs"
    assert labelled(f"{heading}\n\na home") == [("", "a home")]


@pytest.mark.parametrize(
    ("yaml", "lines"),
    [
        ("needs: [a home, a name]", (2, 2)),
        ("needs:\n  - a home\n  - a name", (3, 4)),
        ("needs:\n- a home\n- a name", (3, 4)),
        ("needs: a home; a name", (2, 2)),
        ('needs: "a home; a name"', (2, 2)),
        ("needs: |\n  a home\n  a name", (3, 4)),
        ("needs: >\n  a home;\n  a name", (3, 4)),
        ("needs: a home;\n  a name", (2, 3)),
    ],
)
def test_a_property_says_the_same_in_every_form(yaml: str, lines: tuple[int, int]) -> None:
    assert said_in_properties(yaml) == [("a home", lines[0], "a home"), ("a name", lines[1], "a name")]


@pytest.mark.parametrize(
    "text",
    [
        "## Needs\n- a home\n- a name",
        "## Needs\n1. a home\n2. a name",
        "## Needs\n- a home; a name",
        "## Needs\na home; a name",
        "## Needs\n| a home |\n|---|\n| a name |",
        "## Needs\n> - a home\n> - a name",
        "**Needs:** a home; a name",
        "Needs:: a home; a name",
        "| Needs | a home<br>a name |\n|---|---|",
        "> [!need] a home; a name",
    ],
)
def test_the_body_says_the_same_in_every_form(text: str) -> None:
    assert [(phrase, quote) for phrase, _, quote in said(text)] == [("a home", "a home"), ("a name", "a name")]


# ---- labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("needs (internal):: a", [("needs (internal)", "a")]),
        ("**Needs (internal):** a", [("needs (internal)", "a")]),
        ("**who_initiates:** Bo", [("who initiates", "Bo")]),
        ("**Love:** a", [("love", "a")]),
        ("**Wants:** a\n**Fear:** b", [("wants", "a"), ("fear", "b")]),
        ("**Wants:** a\nand more\n**Fear:** b", [("wants", "a and more"), ("fear", "b")]),
        ("x\nWants:: a\ny", [("", "x"), ("wants", "a"), ("", "y")]),
        ("x [wants:: a] y (fear:: b)\nz", [("", "x  y z"), ("wants", "a"), ("fear", "b")]),
        ("[wants:: a (b) c] (fear:: d [[E]] (f))", [("wants", "a (b) c"), ("fear", "d [[E]] (f)")]),
        ("- (DR:: 1748): they marry", [("", "they marry"), ("dr", "1748")]),
        ("> [!need]\n> a\n> b\n> **Wants:** c\n> d", [("need", "a b"), ("wants", "c d")]),
        ("> [!need] Needs\n> a", [("needs", ""), ("need", "a")]),
        ("> [!info] About\n> a", [("", "About"), ("", "a")]),
        ("需要：家", [("需要", "家")]),
        ("Then she said: no", [("", "Then she said: no")]),
        ("Wants::: a", [("wants", ": a")]),
        ("**Bold** start of prose", [("", "**Bold** start of prose")]),
        ("*Wants* are many", [("", "*Wants* are many")]),
        ("http://x.y::z", [("", "http://x.y::z")]),
        ("- [[Bo]]: rival", [("", "[[Bo]]: rival")]),
        ("| [[Bo]] | rival |\n|---|---|", [("", "[[Bo]], rival")]),
        ("| a | b | c |\n|---|---|---|\n| | d | |", [("", "a, b, c"), ("", "d")]),
        ("| Rival | [[Bo Lee|Bo]] |\n|---|---|", [("rival", "[[Bo Lee|Bo]]")]),
        ("`needs:: a`", []),
        ("```\nneeds:: a\n```", []),
        ("%% needs:: a %%", []),
    ],
)
def test_what_is_a_label_and_what_is_not(text: str, expected: list[tuple[str, str]]) -> None:
    assert labelled(text) == expected


def test_an_entry_knows_where_it_stands() -> None:
    text = "---\na: b\n---\n## About\n- one\n\t- Wants: two\n\t  three\n- x (fear:: y)"

    assert entries_of(text) == [
        Entry("", "one", 5, 5, "item", 1, "About"),
        Entry("wants", "two three", 6, 7, "item", 2, "About", "Wants"),
        Entry("", "x", 8, 8, "item", 1, "About"),
        Entry("fear", "y", 8, 8, "field", 1, "About", "fear"),
    ]


# ---- phrases and what they point at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Needs\nTo be seen by\nher father. To rest.",
            [("To be seen by her father.", 2, "To be seen by"), ("To rest.", 3, "To rest.")],
        ),
        ("- To be seen. To rest.", [("To be seen. To rest.", 1, "To be seen. To rest.")]),
        ("**Needs:** [[Mara Vale|Mara]]'s *love*", [("Mara's love", 1, "[[Mara Vale|Mara]]'s *love*")]),
        ("| Needs | [[Mara Vale\\|Mara]] |\n|---|---|", [("Mara", 1, "[[Mara Vale")]),
        ("Needs:: a %% secret %% home", [("a home", 1, "home")]),
        ("**Needs:** TBD; a home; ?", [("a home", 1, "a home")]),
        ("> To be seen\n> by her father", [("To be seen by her father", 2, "by her father")]),
    ],
)
def test_phrases_are_read_plainly_and_quoted_as_written(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        (
            "k: >\n  folded on\n  two lines\n\n  and more",
            [("folded on two lines", 3, "folded on"), ("and more", 6, "and more")],
        ),
        ('k: "a \\"home\\" of her own"', [('a "home" of her own', 2, '" of her own')]),
        ("k: 'it''s hers'", [("it's hers", 2, "'s hers")]),
        ("k: plain over\n  two lines", [("plain over two lines", 2, "plain over")]),
        ("k: [[Bo]]", [("Bo", 2, "[[Bo]]")]),
        ("k:\n  - - Hogwarts", [("Hogwarts", 3, "Hogwarts")]),
        (
            "k:\n  - belonging: a place at the table",
            [("belonging: a place at the table", 3, "belonging: a place at the table")],
        ),
        ("k: {internal: rest, external: TBD}", [("internal: rest", 2, "internal: rest")]),
        ("k: []", []),
        ("k:", []),
        ("k: {{title}}", []),
        ("k: <% tp.file.title %>", []),
        ("k: [TBD, '', ~, null]", []),
    ],
)
def test_phrases_of_properties_point_at_their_own_line(yaml: str, expected: Said) -> None:
    assert said_in_properties(yaml) == expected


# ---- placeholders


@pytest.mark.parametrize(
    "text",
    ["", " ", "TBD", "tbd.", "(TBD)", "?", "???", "-", "–", "—", "…", "...", "n/a", "N/A", "~", "null", "{{value}}",
     "{{a}} {{b}}", "<% tp.x %>", "TODO", "none yet", "NONE", "unknown", "Desconhecido", "**TBD**", "[ ]"],
)  # fmt: skip
def test_placeholders_say_nothing(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize("text", ["a", "7", "none of it", "unknown to her", "家", "to do it all", "{{a}} home", "no"])
def test_words_say_something(text: str) -> None:
    assert not is_missing(text)


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("k: Mara", "Mara"),
        ("k: [Mara, Bo]", "Mara"),
        ("k: TBD", ""),
        ("k: []", ""),
        ("k:", ""),
        ("k: [[Mara]]", "[[Mara]]"),
    ],
)
def test_a_single_text_is_the_first_of_a_value(yaml: str, text: str) -> None:
    assert scalar_text(note(f"---\n{yaml}\n---").property("k")) == text
    assert scalar_text(None) == ""


# ---- sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One", ["One"]),
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("He met Mr. Darcy. Then Dr. Who.", ["He met Mr. Darcy.", "Then Dr. Who."]),
        ("St. Ives in ch. XII. Then vol. II.", ["St. Ives in ch. XII.", "Then vol. II."]),
        ("J. R. R. Tolkien wrote. She read.", ["J. R. R. Tolkien wrote.", "She read."]),
        ("Food, e.g. Bread. Drink, i.e. Wine.", ["Food, e.g. Bread.", "Drink, i.e. Wine."]),
        ("He said no. She left.", ["He said no.", "She left."]),
        ('"Go." She went. (Far.) Home.', ['"Go."', "She went.", "(Far.)", "Home."]),
        ("**Bold.** *Next.* [[Bo]] left.", ["**Bold.**", "*Next.*", "[[Bo]] left."]),
        ("He waits... and waits. 3 years.", ["He waits... and waits. 3 years."]),
        ("Élan. Ça va. Über.", ["Élan.", "Ça va.", "Über."]),
        ("她要家。他说「走吧。」然后走！好", ["她要家。", "他说「走吧。」", "然后走！", "好"]),
        ("Она ушла. Он остался.", ["Она ушла.", "Он остался."]),
    ],
)
def test_a_paragraph_is_parted_at_the_ends_of_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_label_is_kept_as_it_is_written() -> None:
    text = "- **Ada’s love:** a home\n- Old Wound: the fire\n\n| **Her Fear** | dogs |\n| -- | -- |\n"
    [section] = sections_of(text)
    assert [
        ("Ada’s love", "Ada’s love: a home"),
        ("Old Wound", "Old Wound: the fire"),
        ("Her Fear", "Her Fear: dogs"),
    ] == [(entry.written, entry.whole) for entry in entries(section, lambda key: key == "old wound")]


@pytest.mark.parametrize("blank", ["\xa0", "\u3000", "\u2003", "\f", "\xa0 \xa0", "- \u2029", "> \xa0"])
def test_a_line_of_odd_blanks_moves_no_line(blank: str) -> None:
    [section] = sections_of(f"{blank}\nwound: She was left.\nneeds: rest\n")
    assert [("wound", 2), ("needs", 3)] == [
        (entry.label, entry.first) for entry in entries(section, lambda key: key in ("wound", "needs"))
    ]


def test_a_letter_that_the_parser_would_replace_stays() -> None:
    [section] = sections_of("a\0b\n")
    assert ["a\0b"] == [entry.text for entry in entries(section, lambda _: False)]
