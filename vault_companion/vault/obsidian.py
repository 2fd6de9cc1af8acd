"""What the app's own settings say about a vault. Only read, never written; what is broken is as if it were not set."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal

APP: Final = ".obsidian/app.json"
TYPES: Final = ".obsidian/types.json"
TEMPLATES: Final = ".obsidian/templates.json"
TEMPLATER: Final = ".obsidian/plugins/templater-obsidian/data.json"
SETTINGS: Final = (APP, TEMPLATER, TEMPLATES, TYPES)
"""The files that are read, in path order."""

LONGEST_EXPRESSION: Final = 200
LONGEST_PATH: Final = 500
"""How much of a path an expression is looked for in, in characters."""
MOST_REPEATS: Final = 2
"""How many things of no fixed number an expression may hold: each multiplies the time that a path may take."""

LinkFormat = Literal["shortest", "relative", "absolute"]
_ESCAPED: Final = re.compile(r"\\(.)")
_CLASS: Final = re.compile(r"\[\^?\]?[^\]]*\]")
_REPEATED_GROUP: Final = re.compile(r"\)(?:[*+]|\{)")
_REPEATED: Final = re.compile(r"[*+]|\{\d*,\d*\}")
_FORMATS: Final[tuple[LinkFormat, ...]] = ("shortest", "relative", "absolute")


@dataclass(frozen=True, slots=True)
class ObsidianConfig:
    """The app's settings for one vault, as far as they matter here.

    Attributes:
        templates_folders: Where templates lie, as the plugins Templates and Templater are set; vault-relative.
        ignored: The "Excluded files", as written: the beginning of a path, or an expression between slashes.
        link_format: How new links are to be written.
        markdown_links: Whether new links are to be `[text](path)` and not `[[path]]`.
        property_types: The type of each property, by its name in lower case.
        broken: The files of settings that could not be understood.
        refused: The expressions among `ignored` that cannot be used, each with the reason.
    """

    templates_folders: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    link_format: LinkFormat = "shortest"
    markdown_links: bool = False
    property_types: Mapping[str, str] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    def is_ignored(self, path: str) -> bool:
        """Whether a path is one of the "Excluded files".

        As in the app, `Old/` means every path that begins so, and so does `Old`; `/expression/` means every path in
        which the expression is found. Composition of letters does not count, case does. An expression that might take
        for ever, or is none, means nothing, and stands in `refused`.
        """
        composed = unicodedata.normalize("NFC", path)
        return any(_matches(entry, composed) for entry in self.ignored)

    def is_template(self, folder: str) -> bool:
        """Whether a vault-relative folder is one of templates, by the settings."""
        return bool(self.templates_folders) and unicodedata.normalize("NFC", folder) in self.templates_folders


def config_of(files: Mapping[str, bytes]) -> ObsidianConfig:
    """The settings in those of the files `SETTINGS` that are there. Never raises."""
    loaded = {path: _loaded(files[path]) for path in SETTINGS if path in files}
    app, types = loaded.get(APP) or {}, (loaded.get(TYPES) or {}).get("types")
    folders = [(loaded.get(TEMPLATES) or {}).get("folder"), (loaded.get(TEMPLATER) or {}).get("templates_folder")]
    filters = app.get("userIgnoreFilters")
    ignored = tuple(unicodedata.normalize("NFC", entry) for entry in _texts(filters) if entry.strip("/ "))
    named = app.get("newLinkFormat")
    return ObsidianConfig(
        templates_folders=tuple(dict.fromkeys(folder for text in folders if (folder := _folder(text)))),
        ignored=ignored,
        link_format=next((one for one in _FORMATS if one == named), "shortest"),
        markdown_links=app.get("useMarkdownLinks") is True,
        property_types={_name(name): kind for name, kind in _pairs(types) if isinstance(kind, str)},
        broken=tuple(path for path, found in loaded.items() if found is None),
        refused=tuple((entry, why) for entry in ignored if (why := _refused(entry))),
    )


def _loaded(data: bytes) -> dict[str, Any] | None:
    """What a file of settings holds; None if that is no JSON object."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _texts(value: object) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def _pairs(value: object) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _name(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _folder(value: object) -> str:
    """A folder inside the vault as paths spell it; "" for none, and for the vault itself."""
    folder = unicodedata.normalize("NFC", value).strip().strip("/") if isinstance(value, str) else ""
    return "" if any(part in ("", ".", "..") for part in folder.split("/")) else folder


def _pattern(entry: str) -> str:
    """The expression that an entry holds between its slashes, or "" if it is the beginning of a path."""
    return entry[1:-1] if len(entry) > 2 and entry[0] == entry[-1] == "/" else ""


def _matches(entry: str, path: str) -> bool:
    if not _pattern(entry):
        return path.startswith(entry)
    found = _expression(entry)
    return isinstance(found, re.Pattern) and found.search(path[:LONGEST_PATH]) is not None


def _refused(entry: str) -> str:
    """Why an entry cannot be used, or ""."""
    found = _expression(entry) if _pattern(entry) else ""
    return found if isinstance(found, str) else ""


@lru_cache(maxsize=256)
def _expression(entry: str) -> re.Pattern[str] | str:
    """An entry's expression, or why it cannot be used: it is broken, or might take for ever on some path."""
    pattern = _pattern(entry)
    if len(pattern) > LONGEST_EXPRESSION:
        return f"it is longer than {LONGEST_EXPRESSION} characters"
    bare = _CLASS.sub("c", _ESCAPED.sub("e", pattern))
    if _REPEATED_GROUP.search(bare) or len(_REPEATED.findall(bare)) > MOST_REPEATS or "(?" in bare.replace("(?:", ""):
        return f"it repeats a group, looks around, or repeats more than {MOST_REPEATS} things"
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"it is no expression: {error}"
