"""The vault that we ship: its pages are what the program makes of it today, and it shows what the program can do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers import SAMPLE_VAULT, Json, hers, marks, story, tree, write_vault
from vault_companion.build import Story
from vault_companion.explain import pair_json
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync

NOTES = {path: data for path, data in hers(SAMPLE_VAULT).items() if path.endswith(".md")}


def made(root: Path) -> dict[str, bytes]:
    """What stands in the output folder."""
    return {path: data for path, data in tree(root).items() if path.startswith("Dynamics/")}


def test_the_pages_that_are_shipped_are_the_pages_that_are_made(tmp_path: Path, update_golden: bool) -> None:
    root = write_vault(tmp_path / "vault", hers(SAMPLE_VAULT))
    report = sync(root, DEFAULTS)
    if update_golden:
        shutil.rmtree(SAMPLE_VAULT / "Dynamics", ignore_errors=True)
        sync(SAMPLE_VAULT, DEFAULTS)
    shipped, expected = made(SAMPLE_VAULT), made(root)

    assert ((), ()) == (report.failed, report.kept)
    assert [] == sorted(expected.keys() - shipped.keys()), "not shipped: run with --update-golden"
    assert [] == sorted(shipped.keys() - expected.keys()), "shipped, and no longer made: run with --update-golden"
    assert [] == [path for path in expected if expected[path] != shipped[path]], "made anew: run with --update-golden"


def test_a_sync_of_the_vault_as_it_is_shipped_has_nothing_to_do(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE_VAULT, tmp_path / "vault")

    assert not sync(root, DEFAULTS).changed


@pytest.fixture(scope="module")
def understood() -> Story:
    return story(NOTES)


@pytest.fixture(scope="module")
def readings(understood: Story) -> list[Json]:
    return [pair_json(understood, *tie.pair) for tie in understood.cast.ties]


def test_it_has_a_cast_worth_reading(understood: Story) -> None:
    assert len(understood.cast.characters) >= 12
    assert len([tie for tie in understood.cast.ties if tie.kinds]) >= 25


def test_it_shows_six_dynamics_and_all_four_styles(readings: list[Json]) -> None:
    first = {reading["dynamics"][0]["id"] for reading in readings if reading["dynamics"]}
    styles = {one["style"] for reading in readings for one in reading["attachment"].values()}

    assert len(first) >= 6
    assert {"secure", "anxious", "avoidant", "fearful"} <= styles


def test_it_shows_every_verdict(readings: list[Json]) -> None:
    assert {"healthy", "toxic", "mixed", "unknown"} == {reading["valence"]["label"] for reading in readings}
    assert {"growth", "one_sided_growth", "codependent", "open"} <= {
        reading["trajectory"]["label"] for reading in readings
    }


def test_it_is_written_in_more_than_one_style() -> None:
    texts = [data.decode() for path, data in NOTES.items() if path.startswith("Characters/")]
    told = {
        "properties": [text for text in texts if "\nneeds:\n" in text],
        "headings": [text for text in texts if "\n## Needs" in text],
        "fields": [text for text in texts if "eeds:: " in text],
    }

    assert [] == [style for style, found in told.items() if not found]


def test_no_page_says_the_same_as_another() -> None:
    pages = {path: data.decode() for path, data in made(SAMPLE_VAULT).items()}
    bodies = [text.partition("vault-companion begin")[2].partition("vault-companion end")[0] for text in pages.values()]

    assert len(set(bodies)) == len(bodies)
    assert [["begin", "end"]] * len(pages) == [marks(text) for text in pages.values()]
