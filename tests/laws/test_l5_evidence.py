"""L5: every claim has evidence, and every evidence is a line that exists and holds the quoted words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given

from tests.helpers import SAMPLE_VAULT, Json, character, hers, relationship, snapshot
from tests.strategies import Vault, hostile_text, law, sheets, vaults
from vault_companion.build import Story, understand
from vault_companion.checking import check_vault
from vault_companion.explain import character_json, pair_json
from vault_companion.settings import DEFAULTS

LINE_END = re.compile(r"\r\n|\n|\r")
Texts = dict[str, str]


def places(value: Any) -> Iterator[Json]:
    """Every evidence in a JSON value, wherever it stands."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "evidence":
                yield from inside
            else:
                yield from places(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from places(inside)


def untrue(texts: Texts, places_: Iterator[Json]) -> list[Json]:
    """The evidence that does not stand where it says."""
    return [place for place in places_ if not _holds(texts, place)]


def _holds(texts: Texts, place: Json) -> bool:
    if "line" not in place:
        return bool(place["name"]) and place["name"] in place["path"] and place["path"] in texts
    lines = LINE_END.split(texts[place["path"]])
    return 1 <= place["line"] <= len(lines) and bool(place["quote"]) and place["quote"] in lines[place["line"] - 1]


def unproved(reading: Json) -> list[Any]:
    """The findings of a pair that stand on nothing."""
    found: list[Any] = [item for part in ("kinds", "dynamics", "friction", "fits", "unread") for item in reading[part]]
    found += [reading[part] for part in ("valence", "trajectory") if reading[part]["label"] not in ("unknown", "open")]
    found += [one for one in reading["attachment"].values() if one["style"] != "unknown"]
    return [item for item in found if not item["evidence"]]


def readings(story: Story) -> Iterator[Json]:
    """Everything that is explained about a vault: each pair, then each person."""
    people = [person.path for person in story.cast.characters]
    for one, other in combinations(people, 2):
        yield pair_json(story, one, other)
    for who in people:
        yield character_json(story, who)


def faults(texts: Texts) -> list[Any]:
    """Every finding without evidence and every evidence that is untrue, in all that can be asked about a vault."""
    story = understand(snapshot(texts), DEFAULTS)
    out: list[Any] = []
    for reading in readings(story):
        out += untrue(texts, places(reading))
        out += unproved(reading) if "pairing" in reading else []
    out += untrue(texts, places(check_vault(snapshot(texts), DEFAULTS).to_json()))
    return out


@law(60)
@given(vaults(tricky=True))
def test_whatever_is_said_of_a_vault_stands_on_its_lines(vault: Vault) -> None:
    assert [] == faults(vault.files)


@law(25)
@given(vaults())
def test_lines_are_counted_as_her_editor_counts_them(vault: Vault) -> None:
    assert [] == faults({path: text.replace("\n", "\r\n") for path, text in vault.files.items()})


@law(40)
@given(sheets(lambda _: hostile_text()), sheets(lambda _: hostile_text()), hostile_text())
def test_hostile_words_are_quoted_as_they_stand(ada: dict[str, list[str]], bo: dict[str, list[str]], said: str) -> None:
    assert [] == faults(
        {
            "Ada.md": character(**ada),
            "Bo.md": character("headings", **bo),
            "Ada & Bo.md": relationship("Ada", "Bo", "fields", kind="rivals", history=said, feels=f"[[Ada]]: {said}"),
        }
    )


def test_whatever_is_said_of_the_sample_vault_stands_on_its_lines() -> None:
    texts = {path: data.decode() for path, data in hers(SAMPLE_VAULT).items() if path.endswith(".md")}

    assert [] == faults(texts)


@pytest.mark.parametrize(
    ("note", "line", "quote"),
    [
        ("---\ntype: character\nneeds: rest\n---\n", 3, "rest"),
        ("---\ntype: character\nneeds:\n  - a\n  - rest\n---\n", 5, "rest"),
        ("---\ntype: character\nneeds: [a, rest]\n---\n", 3, "rest"),
        ("---\ntype: character\nneeds: >\n  a long\n  night of rest\n---\n", 5, "night of rest"),
        ("---\ntype: character\nneeds: >\n  a long\n  night of rest\npronouns: she\n---\n", 5, "night of rest"),
        ("---\ntype: character\nneeds: |\n  a home\n  rest\n---\n", 5, "rest"),
        ("---\ntype: character\nneeds: |-\n  a home\n  rest\npronouns: she\n---\n", 5, "rest"),
        ("---\ntype: character\nneeds: 'a long\n  night of rest'\n---\n", 4, "night of rest"),
        ("---\ntype: character\nrole: 'x\u2028y'\nneeds: rest\n---\n", 4, "rest"),
        ("---\ntype: character\nrole: 'x\u0085y'\nneeds: rest\n---\n", 4, "rest"),
        ("---\ntype: character\n---\nx\u2028y\n\x0cz\x0bz\n\nneeds:: rest\n", 7, "rest"),
        ("---\ntype: character\n---\n\n## Needs\n\n- rest\n", 7, "rest"),
        (
            "---\ntype: character\n---\n\n## Needs\n\nShe is tired. She wants\nrest from it all.\n",
            8,
            "rest from it all.",
        ),
        ("---\ntype: character\n---\nneeds:: rest\n", 4, "rest"),
        ("---\ntype: character\n---\nShe [needs:: rest] now.\n", 4, "rest"),
        ("---\ntype: character\n---\n| a | b |\n|--|--|\n| Need | rest |\n", 6, "rest"),
        ("---\ntype: character\n---\n> [!need] rest\n", 4, "rest"),
        ("---\ntype: character\n---\n**Needs:** rest\n", 4, "rest"),
        ("---\ntype: character\n---\n- needs: *rest*, at last\n", 4, "*rest*, at last"),
        (
            "---\ntype: character\n---\nneeds:: rest in [[Satis House|the house]]\n",
            4,
            "rest in [[Satis House|the house]]",
        ),
    ],
)
def test_a_quote_is_source_text_on_its_line(note: str, line: int, quote: str) -> None:
    story = understand(snapshot({"Ada.md": note}), DEFAULTS)
    needs = character_json(story, story.cast.characters[0].path)["traits"]["needs"]

    assert {"path": "Ada.md", "line": line, "quote": quote} == needs[-1]["evidence"][0]


def test_the_same_phrase_in_several_places_counts_once_with_all_its_places() -> None:
    note = "---\ntype: character\nneeds: Rest.\n---\n\n## Needs\n\n- rest\n- rest\n"
    story = understand(snapshot({"Ada.md": note}), DEFAULTS)
    (need,) = character_json(story, story.cast.characters[0].path)["traits"]["needs"]

    assert [3, 8, 9] == [place["line"] for place in need["evidence"]]


def test_a_fact_from_a_file_name_has_no_line() -> None:
    texts = {"Ada.md": character(), "Bo.md": character(), "Ada & Bo.md": "---\ntype: relationship\n---\n"}
    story = understand(snapshot(texts), DEFAULTS)

    assert [] == untrue(texts, places(list(readings(story))))
