"""Small vaults as values and on disk, notes in the three styles an author may keep, and one way to run the command."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

import yaml

import vault_companion
from vault_companion.build import Build, Story, build, understand
from vault_companion.cast.cast import Cast
from vault_companion.cast.ties import Kind, Tie
from vault_companion.cli import main
from vault_companion.explain import find_person, pair_json
from vault_companion.settings import DEFAULTS, Settings
from vault_companion.vault.snapshot import Snapshot, VaultPath
from vault_companion.writer.ownership import fresh

ROOT = Path(vault_companion.__file__).resolve().parents[1]
SAMPLE_VAULT = ROOT / "sample_vault"

Files = Mapping[str, str | bytes]
Json = dict[str, Any]
Style = Literal["properties", "headings", "fields"]
STYLES: tuple[Style, ...] = ("properties", "headings", "fields")


_YAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_of(text: str) -> Any:
    """What a text in YAML says; ten times as fast as `safe_load` where there is the loader in C."""
    return yaml.load(text, Loader=_YAML)  # noqa: S506 - a safe loader


# ---- notes


def character(style: Style = "properties", /, *, body: str = "", **traits: str | Iterable[str]) -> str:
    """A character's note; `name`, `aliases` and `pronouns` are properties in every style."""
    lines = {key: [value] if isinstance(value, str) else list(value) for key, value in traits.items()}
    always = {key: lines.pop(key) for key in ("name", "aliases", "pronouns") if key in lines}
    if style == "properties":
        return f"---\ntype: character\n{properties({**always, **lines})}---\n{body}"
    told = _headings(lines) if style == "headings" else _fields(lines)
    return f"---\ntype: character\n{properties(always)}---\n{body}\n{told}"


def relationship(a: str, b: str, style: Style = "properties", /, **parts: str | Iterable[str]) -> str:
    """A note about two people; `feels` is a list of `A: phrase`."""
    lines = {key: [value] if isinstance(value, str) else list(value) for key, value in parts.items()}
    who = properties({"characters": [f"[[{a}]]", f"[[{b}]]"]})
    if style == "properties":
        return f"---\ntype: relationship\n{who}{properties(lines)}---\n"
    kind = {key: lines.pop(key) for key in ("kind",) if key in lines}
    told = _headings(lines) if style == "headings" else _fields(lines)
    return f"---\ntype: relationship\n{who}{properties(kind)}---\n{told}"


def properties(values: Mapping[str, Iterable[str]]) -> str:
    """Frontmatter lines, every value quoted."""
    out = []
    for key, found in values.items():
        items = list(found)
        out.append(f"{key}: {quoted(items[0])}\n" if len(items) == 1 else f"{key}:\n")
        out += [f"  - {quoted(item)}\n" for item in items if len(items) > 1]
    return "".join(out)


def quoted(text: str) -> str:
    """A text as a YAML scalar in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def _headings(lines: Mapping[str, list[str]]) -> str:
    return "".join(
        f"\n## {key.replace('_', ' ').capitalize()}\n\n" + "".join(f"- {item}\n" for item in items)
        for key, items in lines.items()
    )


def _fields(lines: Mapping[str, list[str]]) -> str:
    return "\n".join(f"{key}:: {item}" for key, items in lines.items() for item in items) + "\n"


# ---- vaults as values


def snapshot(files: Files) -> Snapshot:
    """A vault of these files, in path order, as the reader gives it."""
    data = {VaultPath(path): _bytes(text) for path, text in files.items()}
    notes = {path: data[path] for path in sorted(data) if path.is_markdown}
    return Snapshot(notes, frozenset(path for path in data if not path.is_markdown))


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def story(files: Files, settings: Settings = DEFAULTS) -> Story:
    """The vault understood."""
    return understand(snapshot(files), settings)


def cast(files: Files) -> Cast:
    """The people of a vault."""
    return story(files).cast


def built(files: Files, settings: Settings = DEFAULTS) -> Build:
    """What the vault comes to."""
    return build(snapshot(files), settings)


def pages(files: Files, settings: Settings = DEFAULTS) -> dict[str, str]:
    """Every page as it is written where none stands, by path."""
    return {str(page.path): fresh(page).decode() for page in built(files, settings).pages}


def explained(files: Files, one: str, other: str) -> Json:
    """The contract of `explain A B`."""
    understood = story(files)
    return pair_json(understood, find_person(understood, one), find_person(understood, other))


def names(files: Files) -> list[str]:
    """What the people of a vault are called, in their order."""
    return [person.name for person in cast(files).characters]


def traits(files: Files, name: str) -> dict[str, list[str]]:
    """One sheet as it is read."""
    person = next(person for person in cast(files).characters if person.name == name)
    return {trait: [phrase.text for phrase in phrases] for trait, phrases in person.traits.items()}


def kinds(files: Files) -> list[str]:
    """Every stated kind as `Ada rival Bo`, in the order of the ties; `-` before a kind without direction."""
    return [_told(kind) for tie in cast(files).ties for kind in tie.kinds]


def _told(kind: Kind) -> str:
    return f"{kind.of.stem} {'' if kind.directed else '-'}{kind.kind} {kind.to.stem}"


def only_tie(files: Files) -> Tie:
    """The tie of a vault that has one."""
    (tie,) = cast(files).ties
    return tie


def codes(files: Files) -> list[tuple[str, int, str]]:
    """The problems of a vault as (path, line, code)."""
    return [(problem.path, problem.line, problem.code) for problem in built(files).problems]


# ---- vaults on disk


def write_vault(root: Path, files: Files) -> Path:
    """The same files on disk."""
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_bytes(text))
    return root


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, by path; links and pipes as their kind."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"(no file)"
        for path in sorted(root.rglob("*"))
        if not path.is_dir() or path.is_symlink()
    }


def hers(root: Path, output: str = "Dynamics") -> dict[str, bytes]:
    """Every file outside the output folder."""
    return {path: data for path, data in tree(root).items() if not path.startswith(f"{output}/")}


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    """When each file was last written, and its inode: what a write that changes no byte would change."""
    infos = {path: path.lstat() for path in root.rglob("*")}
    return {str(path): (info.st_mtime_ns, info.st_ino) for path, info in sorted(infos.items())}


def run(
    *arguments: str | Path, cwd: Path | None = None, stdin: str | bytes = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "vault_companion", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        timeout=90,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def called(
    *arguments: str | Path, cwd: Path | None = None, stdin: str = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The same command inside this process, where it is the answer that counts and not the process."""
    out, error = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(cwd) if cwd else contextlib.nullcontext(),
        patch.dict(os.environ, env or {}),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(error),
    ):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), error.getvalue())


# ---- pages


_MARK = re.compile(r"^%% vault-companion (begin|end)\b.*%%$", re.MULTILINE)
WIKILINK = re.compile(r"\[\[([^\[\]\n]*)\]\]")


def marks(page: str) -> list[str]:
    """The marks on a page, in order: "begin" or "end"."""
    return _MARK.findall(page)


def body(page: str) -> str:
    """What stands between the marks."""
    return _MARK.split(page)[2].strip()


def link_targets(page: str) -> list[str]:
    """Where the wikilinks of a page lead, headings left out, in order."""
    inner = (link.replace("\\|", "|").partition("|")[0] for link in WIKILINK.findall(page))
    return [target.partition("#")[0] for target in inner]


_END = re.compile(rb"^%% vault-companion end [0-9a-f]{8} %%", re.MULTILINE)


def author_part(data: bytes) -> bytes:
    """All that follows the end mark of a page on disk."""
    (found,) = _END.finditer(data)
    return data[found.end() :]


def generated(root: Path, output: str = "Dynamics") -> list[Path]:
    """The pages that stand in the output folder, in path order."""
    return sorted(path for path in (root / output).rglob("*.md") if ".vault-companion" not in path.parts)
