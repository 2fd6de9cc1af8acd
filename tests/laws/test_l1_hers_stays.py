"""L1: what the author wrote is never changed, moved or removed, whatever she does between two runs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import author_part, character, generated, hers, relationship, write_vault
from tests.strategies import Vault, hostile_text, law, vaults
from vault_companion.settings import DEFAULTS
from vault_companion.sync import sync

NOTES = (
    b"\n\nShe must not find out before the ball.\n",
    b"",
    b"\r\nWindows\r\n",
    b"\nno line end",
    b"\n\n\n\n",
    b" \t ",
    "\n## My notes\n\n- [[Ada]]: fächer 🪭\n".encode(),
    b"\n---\nnot: properties\n---\n",
    b"\n```\n%% a fence %%\n```\n",
    b"\n\xff\xfe not utf-8 \x00\n",
    b"\r\n\n\r",
    b"\n> [!question] dismiss:: magical_love\n",
)
PROPERTIES = (
    'mood: "grey: very"',
    "my_tags:\n  - a\n  - '#b'",
    "rating: 5 # of 10",
    "links: [[Ada]]",
    "empty:",
    "Ümlaut: ja",
)


def insert_property(page: bytes, row: str) -> bytes:
    """The page with one more property at the end of its frontmatter."""
    head, fence, rest = page.partition(b"\n---\n")
    return head + b"\n" + row.encode() + fence + rest


@st.composite
def days(draw: st.DrawFn) -> list[tuple[str, int, str]]:
    """What she does between two runs: (what, which of the files it concerns, with what)."""
    what = st.sampled_from(
        ["note on page", "property on page", "more in note", "new note", "less in note", "other name"]
    )
    return [(draw(what), draw(st.integers(0, 99)), draw(hostile_text())) for _ in range(draw(st.integers(1, 4)))]


class Author:
    """Her vault on disk, and a memory of every byte that she wrote."""

    def __init__(self, root: Path, vault: Vault) -> None:
        self.root = write_vault(root, vault.files)
        self.notes = hers(root)
        self.parts: dict[tuple[str, ...], bytes] = {}
        self.rows: dict[Path, list[bytes]] = {}

    def does(self, what: str, which: int, text: str) -> None:
        pages, notes = generated(self.root), sorted(self.notes)
        if what == "note on page" and pages:
            page = pages[which % len(pages)]
            data = page.read_bytes()
            kept = data[: len(data) - len(author_part(data))]
            page.write_bytes(kept + b"\n" + NOTES[which % len(NOTES)])
        elif what == "property on page" and pages:
            page, row = pages[which % len(pages)], PROPERTIES[which % len(PROPERTIES)]
            if row.encode() not in self.rows.get(page, []):
                page.write_bytes(insert_property(page.read_bytes(), row))
                self.rows.setdefault(page, []).append(row.encode())
        elif what == "new note":
            self.writes(f"New {which}.md", f"type: person\n\n{text}\n".encode())
        elif notes:
            path = notes[which % len(notes)]
            data = self.notes[path]
            if what == "more in note":
                self.writes(path, data + f"\n## Needs\n\n- {text}\n- to be told he is good enough\n".encode())
            elif what == "less in note":
                self.writes(path, data[: len(data) // 2])
            elif not path.startswith("Renamed"):
                (self.root / path).unlink()
                del self.notes[path]
                self.writes(f"Renamed {which} {Path(path).name}", data)

    def writes(self, path: str, data: bytes) -> None:
        write_vault(self.root, {path: data})
        self.notes[path] = data


@law(25)
@given(vaults(), st.lists(days(), min_size=1, max_size=3))
def test_over_many_runs_no_byte_of_hers_changes(vault: Vault, story: list[list[tuple[str, int, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        author = Author(Path(folder) / "vault", vault)
        sync(author.root, DEFAULTS)
        for day in story:
            for what, which, text in day:
                author.does(what, which, text)
            before = {page: author_part(page.read_bytes()) for page in generated(author.root)}
            sync(author.root, DEFAULTS)

            assert author.notes == hers(author.root)
            for page, part in before.items():
                if page.exists():
                    assert part == author_part(page.read_bytes())
                    assert [] == [row for row in author.rows.get(page, []) if row not in page.read_bytes()]
                else:
                    assert (b"## My notes", []) == (part.strip(), author.rows.get(page, []))


FILES = {
    "Ada.md": character(needs=["a place at somebody's table"], offers=["tells the truth unasked"], friend="[[Bo]]"),
    "Bo.md": character(needs=["someone who contradicts him"], offers=["makes strangers feel welcome"]),
    "Map.png": b"\x89PNG",
    "Plot.canvas": "{}",
}
PAIR = "Dynamics/Pairs/Ada & Bo.md"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = write_vault(tmp_path / "vault", FILES)
    sync(root, DEFAULTS)
    return root


@pytest.mark.parametrize("part", NOTES, ids=repr)
def test_her_part_of_a_page_survives_when_ours_is_rewritten(vault: Path, part: bytes) -> None:
    page = vault / PAIR
    data = page.read_bytes()
    page.write_bytes(data[: len(data) - len(author_part(data))] + part)
    ours = page.read_bytes()
    (vault / "Bo.md").write_text(
        character(needs=["to be forgiven"], offers=["always has a joke ready"], flaws=["cold"]), "utf-8"
    )

    report = sync(vault, DEFAULTS)

    assert PAIR in report.updated
    assert part == author_part(page.read_bytes())
    assert ours != page.read_bytes()


@pytest.mark.parametrize("row", PROPERTIES)
def test_a_property_that_she_added_to_a_page_survives(vault: Path, row: str) -> None:
    page = vault / PAIR
    page.write_bytes(insert_property(page.read_bytes(), row))
    (vault / "Bo.md").write_text(character(needs=["to be forgiven"], offers=["always has a joke ready"]), "utf-8")

    sync(vault, DEFAULTS)

    assert f"\n{row}\n" in page.read_text("utf-8").partition("\n---\n")[0] + "\n"


def test_a_page_with_her_text_outlives_its_reason(vault: Path) -> None:
    page = vault / PAIR
    page.write_text(page.read_text("utf-8") + "The scene at the mill goes here.\n", "utf-8")
    (vault / "Bo.md").unlink()
    (vault / "Ada.md").write_text(character(needs=["rest"]), "utf-8")

    sync(vault, DEFAULTS)
    sync(vault, DEFAULTS)

    assert page.read_text("utf-8").endswith("The scene at the mill goes here.\n")


def test_a_note_of_hers_at_the_place_of_a_page_is_left_alone(tmp_path: Path) -> None:
    root = write_vault(tmp_path, {**FILES, PAIR: "Mine.\n", "Dynamics/Characters/Ada - Dynamics.md": "Mine too.\n"})

    sync(root, DEFAULTS)
    sync(root, DEFAULTS)

    assert ["Mine.\n", "Mine too.\n"] == [
        (root / PAIR).read_text("utf-8"),
        (root / "Dynamics/Characters/Ada - Dynamics.md").read_text("utf-8"),
    ]


def test_files_of_other_sorts_in_the_output_folder_are_left_alone(vault: Path) -> None:
    write_vault(
        vault, {"Dynamics/board.canvas": "{}", "Dynamics/Pairs/photo.jpg": b"\xff\xd8", "Dynamics/own.md": "Mine."}
    )
    (vault / "Ada.md").unlink()

    sync(vault, DEFAULTS)

    found = [vault / "Dynamics" / name for name in ("board.canvas", "Pairs/photo.jpg", "own.md")]
    assert [b"{}", b"\xff\xd8", b"Mine."] == [path.read_bytes() for path in found]


def test_reading_leaves_even_the_times_of_her_files_alone(tmp_path: Path) -> None:
    root = write_vault(tmp_path / "vault", {**FILES, "Ada & Bo.md": relationship("Ada", "Bo", kind="rivalry")})
    before = {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in sorted(root.rglob("*"))}

    sync(root, DEFAULTS)

    assert before == {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in before}
