"""Scenes are kept in the order of reading, from a project's list or from their own numbers."""

from __future__ import annotations

from tests.helpers import cast, codes, snapshot
from vault_companion.cast.scenes import Scene
from vault_companion.checking import check_vault
from vault_companion.settings import DEFAULTS

PEOPLE = {"Cast/Ada.md": "Hm.\n", "Cast/Bo.md": "Hm.\n", "Cast/Cleo Orne.md": "Hm.\n"}
STORYLINE = {
    "Novel/Scenes/The mill.md": "---\ntype: scene\nact: 1\nchapter: 2\nsequence: 3\nchronologicalOrder: 1\n"
    'pov: "[[Ada]]"\ncharacters:\n  - "[[Bo]]"\n  - "[[Ada]]"\nstoryDate: 1887-03-02\n---\n',
    "Novel/Scenes/Arrival.md": "---\ntype: scene\nact: 1\nchapter: 1\nsequence: 1\npov: Ada\n---\n",
    "Novel/Scenes/Quarrel.md": "---\ntype: scene\nact: 1\nchapter: 2\nsequence: 2\ncharacters: Ada, Orne\n---\n",
    "Novel/Scenes/The end.md": "---\ntype: scene\nact: 2\nchapter: 10\nsequence: 4\n---\n",
}
LONGFORM = {
    "Novel/Index.md": "---\nlongform:\n  format: scenes\n  title: Novel\n  sceneFolder: /Scenes\n  scenes:\n"
    "    - Arrival\n    - - Quarrel\n      - - The mill\n    - The end\n  ignoredFiles: []\n---\n",
    **dict.fromkeys(STORYLINE, "She came.\n"),
}
IN_ORDER = ["Arrival", "Quarrel", "The mill", "The end"]


def order(files: dict[str, str]) -> list[tuple[str, int, str]]:
    return [(scene.project, scene.number, scene.path.stem) for scene in cast({**PEOPLE, **files}).scenes]


def test_numbers_in_the_scenes_and_a_list_of_scenes_give_the_same_order() -> None:
    assert [("Novel", number, name) for number, name in enumerate(IN_ORDER, 1)] == order(STORYLINE)
    assert [("Novel/Index.md", number, name) for number, name in enumerate(IN_ORDER, 1)] == order(LONGFORM)


def test_a_scene_keeps_its_place_its_date_and_who_is_in_it() -> None:
    [scene] = [scene for scene in cast({**PEOPLE, **STORYLINE}).scenes if scene.path.stem == "The mill"]
    assert scene == Scene(
        path=scene.path,
        project="Novel",
        number=3,
        place="act 1, chapter 2",
        chronological=1,
        date="1887-03-02",
        pov=scene.characters[0],
        characters=scene.characters,
    )
    assert ["Cast/Ada.md", "Cast/Bo.md"] == list(scene.characters)


def test_people_may_be_named_without_links() -> None:
    [scene] = [scene for scene in cast({**PEOPLE, **STORYLINE}).scenes if scene.path.stem == "Quarrel"]
    assert ["Cast/Ada.md", "Cast/Cleo Orne.md"] == list(scene.characters)


def test_the_older_list_of_drafts_is_read() -> None:
    index = "---\ndrafts:\n  - name: One\n    folder: Scenes\n    scenes: [The end, Arrival]\nversion: 1\n---\n"
    assert [("Novel/Index.md", 1, "The end"), ("Novel/Index.md", 2, "Arrival")] == order(
        {"Novel/Index.md": index, **dict.fromkeys(STORYLINE, "She came.\n")}
    )


def test_a_single_note_project_and_a_broken_list_hold_no_scenes() -> None:
    assert [] == order({"I.md": "---\nlongform:\n  format: single\n  title: X\n---\n"})
    assert [] == order({"I.md": "---\nlongform: yes\ndrafts: 3\n---\n"})


def test_a_listed_scene_without_a_note_is_told_with_its_line() -> None:
    files = {"Index.md": "---\nlongform:\n  format: scenes\n  sceneFolder: /\n  scenes:\n    - Arrival\n---\n"}
    assert [("Index.md", 6, "scene-missing")] == codes(files)


def test_scenes_without_numbers_go_by_their_names_and_ten_comes_after_two() -> None:
    names = ["Ch 1/Scene 2", "Ch 1/Scene 10", "Ch 2/Scene 1", "Ch 10/Scene 1"]
    files = {f"Book/Chapters/{name}.md": "---\ntype: scene\n---\n" for name in reversed(names)}
    assert [("Book", n, name.split("/")[1]) for n, name in enumerate(names, 1)] == order(files)


def test_acts_may_be_roman_and_two_projects_do_not_mix() -> None:
    files = {
        "A/Scenes/x.md": "---\ntype: scene\nact: Act II\n---\n",
        "A/Scenes/y.md": "---\ntype: scene\nact: Act I\n---\n",
        "B/Scenes/z.md": "---\ntype: scene\nact: I\n---\n",
    }
    assert [("A", 1, "y"), ("A", 2, "x"), ("B", 1, "z")] == order(files)
    assert ["Act I", "Act II", "act I"] == [scene.place for scene in cast(files).scenes]


def test_check_tells_the_scenes_in_their_order() -> None:
    told = check_vault(snapshot({**PEOPLE, **STORYLINE}), DEFAULTS).to_json()["scenes"]
    assert IN_ORDER == [scene["path"].rpartition("/")[2].removesuffix(".md") for scene in told]
    assert {
        "path": "Novel/Scenes/The mill.md",
        "project": "Novel",
        "number": 3,
        "place": "act 1, chapter 2",
        "chronological": 1,
        "date": "1887-03-02",
        "pov": "Cast/Ada.md",
        "characters": ["Cast/Ada.md", "Cast/Bo.md"],
    } == told[2]
