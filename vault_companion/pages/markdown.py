"""The few builders of Markdown, and the one way in which the author's text gets onto a page.

Nothing she writes may become live on our page except as a link that we meant: no mark, fence, tag, field, embed,
template or script of hers survives `safe`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from vault_companion.cast.sheet import Character
from vault_companion.notes.fields import Phrase
from vault_companion.notes.note import Evidence
from vault_companion.notes.resolve import Paths
from vault_companion.vault.snapshot import VaultPath

LONGEST = 160
"""The most characters of a phrase that are quoted; the rest is cut at a word."""

_LOOKALIKE = str.maketrans(
    {
        "[": "(",
        "]": ")",
        "|": "¦",
        "`": "ʼ",
        "<": "‹",
        ">": "›",
        "$": "＄",
        "\\": "＼",
        "*": "∗",
        "{": "(",
        "}": ")",
        "^": "ˆ",
    }
)
_SPLIT = re.compile(r"%(?=%)|:(?=:)|=(?==)|~(?=~)|_(?=_)")
_TAG = re.compile(r"(?<!\w)#(?=\w)")
_SCHEME = re.compile(r"(?<=\w)://")
_BAD_HEADING = re.compile(r"[\[\]|#^\\]|%%|`|<|>")
_KEPT_FORMAT = frozenset("‌‍")


@lru_cache(maxsize=32_768)
def safe(text: str) -> str:
    """Text of the author's as plain text on a page: one line, no controls, nothing that could become live."""
    text = unicodedata.normalize("NFC", text)
    kept = text if text.isprintable() else "".join(letter for letter in text if is_text(letter))
    shown = _SPLIT.sub(lambda found: found[0] + " ", " ".join(kept.split()).translate(_LOOKALIKE))
    return _SCHEME.sub(": //", _TAG.sub("＃", shown))


def is_text(letter: str) -> bool:
    """Whether a letter can be seen, or joins letters that can: no control, no mark of direction, nothing unassigned."""
    return (
        letter in " \t\n"
        or letter in _KEPT_FORMAT
        or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )


def shortened(text: str) -> str:
    """At most `LONGEST` characters, cut at a word and marked with an ellipsis."""
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST].rsplit(" ", 1)[0] if " " in text[:LONGEST] else text[:LONGEST]
    return cut.rstrip(" ,;:–—-") + " …"


@lru_cache(maxsize=32_768)
def bare(text: str) -> str:
    """A phrase as it stands between quotation marks: safe, short, without outer punctuation."""
    return shortened(safe(text).strip(' .;,:–—"“”'))


class Links:
    """Writes links that lead where they are meant to, from any page of ours."""

    def __init__(
        self,
        paths: Paths,
        pages: Iterable[VaultPath] = (),
        output_folder: str = "",
        by_path: frozenset[VaultPath] = frozenset(),
    ) -> None:
        """Of the `pages` of ours, those in `by_path` share their name with another file."""
        self._paths = paths
        self._pages = frozenset(pages)
        self._folder = output_folder
        self._by_path = by_path

    def target(self, path: VaultPath) -> str:
        """What a link to this file has to say: its bare name if that is unique in the vault, else its path."""
        is_page = bool(self._folder) and path.inside(self._folder)
        unique = path in self._pages if is_page else self._paths.unique_name(path)
        bare = path.stem if unique else (path[:-3] if path.is_markdown else path)
        return unicodedata.normalize("NFC", bare)

    def person(self, character: Character, shown: str = "") -> str:
        """A link to a character's note, shown as their name or as `shown`."""
        return self.to(character.path, shown or character.name)

    def to(self, path: VaultPath, shown: str, heading: str = "") -> str:
        """A link to a file; a name that no wikilink can hold becomes plain text."""
        target = self.target(path)
        text = safe(shown)
        if _BAD_HEADING.search(target):
            return text
        anchor = f"#{heading}" if heading else ""
        return f"[[{target}]]" if not anchor and target == text else f"[[{target}{anchor}|{text}]]"

    def bare_link(self, path: VaultPath) -> str:
        """A link without display text, for a property; the plain name where no wikilink can hold it."""
        target = self.target(path)
        return safe(path.stem) if _BAD_HEADING.search(target) else f"[[{target}]]"

    def page(self, path: VaultPath, shown: str) -> str:
        """A link to a page of ours, by its name or, if that is not unique in the vault, by its path.

        The author may have given it a name that no wikilink can hold: then it is plain text.
        """
        target = unicodedata.normalize("NFC", path[:-3] if path in self._by_path else path.stem)
        return safe(shown) if _BAD_HEADING.search(target) else f"[[{target}|{safe(shown)}]]"

    def quote(self, phrase: Phrase) -> str:
        """The author's phrase in quotation marks, itself the link to its place."""
        return self.quoted(phrase.text, phrase.evidence[0])

    def quoted(self, text: str, place: Evidence) -> str:
        """A text in quotation marks that links to where it stands."""
        heading = "" if _BAD_HEADING.search(place.heading) else unicodedata.normalize("NFC", place.heading.strip())
        return self.to(place.path, f"“{bare(text)}”", heading)

    def quotes(self, phrases: Sequence[Phrase], most: int) -> str:
        """The first few phrases as links, joined as in speech; "" for none."""
        return joined([self.quote(phrase) for phrase in phrases[:most]])


def joined(parts: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def callout(kind: str, title: str, lines: Iterable[str], *, folded: bool = False) -> str:
    """An Obsidian callout of one of the built-in kinds."""
    head = f"> [!{kind}]{'-' if folded else ''} {title}".rstrip()
    return "\n".join([head, *(f"> {line}".rstrip() for line in lines)])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; bars inside cells are escaped, as Obsidian wants them."""
    lines = [_row(head), _row([":--"] * len(head)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
