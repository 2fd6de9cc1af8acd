"""Authors keep a sheet in many shapes: each of these vaults tells the same story, and is read alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import cast, pages
from vault_companion.cast.cast import Cast

VAULTS = Path(__file__).parent / "vaults" / "shapes"
SHAPES = sorted(folder.name for folder in VAULTS.iterdir())

TRAITS = {
    "Mara Holt": {
        "needs": ["a place at somebody's table", "to be forgiven"],
        "offers": ["listens without judging", "keeps every promise"],
        "flaws": ["never asks for help"],
        "fears": ["being left behind"],
        "pronouns": ["she/her"],
    },
    "Tobias Crane": {
        "needs": ["someone who believes in him"],
        "offers": ["makes anybody laugh"],
        "flaws": ["too proud to apologise"],
        "pronouns": ["he/him"],
    },
    "Ines Vale": {
        "wants": ["to see the mill run again"],
        "offers": ["patient guidance"],
        "wounds": ["her first pupil drowned"],
    },
}
TIES = {
    "Ines Vale is the mentor of Mara Holt",
    "Mara Holt is the student of Ines Vale",
    "Ines Vale is the sister of Tobias Crane",
    "Tobias Crane is the brother of Ines Vale",
    "Mara Holt is the rival of Tobias Crane",
    "Tobias Crane is the rival of Mara Holt",
}


def files_of(shape: str) -> dict[str, str]:
    root = VAULTS / shape
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.md")}


def told(read: Cast) -> set[str]:
    name = {character.path: character.name for character in read.characters}
    return {f"{name[k.of]} is the {k.kind} of {name[k.to]}" for tie in read.ties for k in tie.kinds}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_traits(shape: str) -> None:
    read = cast(files_of(shape))
    assert {
        character.name: {trait: [phrase.text for phrase in phrases] for trait, phrases in character.traits.items()}
        for character in read.characters
    } == TRAITS


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_relationships(shape: str) -> None:
    mirrored = {"Ines Vale is the sibling of Tobias Crane", "Tobias Crane is the sibling of Ines Vale"}
    assert told(cast(files_of(shape))) - mirrored == TIES


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_three_pairs_a_page(shape: str) -> None:
    assert {
        "Dynamics/Pairs/Ines Vale & Mara Holt.md",
        "Dynamics/Pairs/Ines Vale & Tobias Crane.md",
        "Dynamics/Pairs/Mara Holt & Tobias Crane.md",
    } == {path for path in pages(files_of(shape)) if "/Pairs/" in path}
