"""What of a page is ours and what is hers: the page itself says so, and nothing else is asked.

    ---
    generated_by: vault-companion         ours, rewritten; her own properties stay
    ---

    %% vault-companion begin. ... %%
    our part
    %% vault-companion end 5f0c2a9e %%    the digest of our part as we wrote it

    ## My notes                           hers, byte for byte

Text is kept as it is on disk: a file that is no UTF-8 goes through `surrogateescape` and comes back the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from vault_companion.pages.naming import SUFFIX, file_stem
from vault_companion.pages.page import BEGIN, FORMAT, GENERATED_BY, Page
from vault_companion.writer import properties
from vault_companion.writer.properties import Entry, PropertiesError

NEW_PART = "\n\n## My notes\n\n"
"""What a fresh page has after its end mark."""

TAKEN_OVER = "What stood between the marks before this page was written anew:"
"""What a page that was taken over has above her version of our part."""

_END_START = b"%% vault-companion end "
_NEW = NEW_PART.strip().encode()

_BEGIN = re.compile(re.escape(BEGIN) + r"[ \t]*[\r\n]*\Z")
_END = re.compile(r"(%% vault-companion end ([0-9a-f]{8}) %%)[ \t]*[\r\n]*\Z")
_MARKISH = re.compile(r"[ \t]*%%+[ \t]*vault-companion[ \t]+(?:begin|end)\b", re.IGNORECASE)
_FENCE = re.compile(r"---[ \t]*[\r\n]*\Z")
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(---[ \t]*(?:\r\n?|\n).*?(?:\r|\n)---[ \t]*)(?:[\r\n]|\Z)", re.DOTALL)
_AS_WRITTEN = re.compile(
    rb"---\ngenerated_by: vault-companion\ndynamics_type: (pair|character|overview)\ndynamics_format: [0-9]+\n"
    rb'(?:characters:\n((?:  - "\[\[[^"\\\n]*\]\]"\n)+)|(?!characters?:))[a-z]'
)  # as we write it: most pages are known by this, without looking at the rest
_HEAD_BYTES = 64 * 1024
_TICKS = re.compile("`+")
_TELLING_APART = re.compile(r" \([^()]*\)\Z")
_OUR_ITEMS = {
    "tags": frozenset({"dynamics/pair", "dynamics/character", "dynamics/overview"}),
    "cssclasses": frozenset({"dynamics"}),
}
_ROW = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LINK = re.compile(
    r"\[\[(?:[^\[\]|]++|\[(?!\[)|\](?!\]))*+(?:\|((?:[^\[\]]++|\[(?!\[)|\](?!\]))*+))?\]\]"
)  # its one group is the display text
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Ours:
    """A page of ours, taken apart without losing a byte.

    Attributes:
        properties: Its frontmatter, property by property, the author's among them; () if there is none.
        above: What stands between the frontmatter and the begin mark, as it is on disk.
        body: What stands between the marks, as it is on disk.
        after: All that follows the end mark, as it is on disk: the author's part.
        end_line: The line of the end mark, 1-based in the whole file.
        fits: Whether the body is what the end mark says we wrote, apart from white space and link targets.
        format: Its `dynamics_format`; 1 if it has none.
        newline: How its lines end.
        bom: Whether it starts with a byte order mark.
    """

    properties: tuple[Entry, ...]
    above: str
    body: str
    after: str
    end_line: int
    fits: bool
    format: int
    newline: str
    bom: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """A page of ours that must not be written, because ours and hers cannot be told apart.

    Attributes:
        code: "broken-marks", "broken-properties" or "newer-format".
        reason: What is wrong, in words.
        claimed: Whether its frontmatter says that it is ours; else only a mark does.
    """

    code: str
    reason: str
    claimed: bool


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file without any mark of ours."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose page a page of ours says that it is, wherever it lies.

    Attributes:
        kind: Its `dynamics_type`.
        characters: The links, or names, in its `characters`.
    """

    kind: str
    characters: tuple[str, ...]


def rows(text: str) -> list[str]:
    """The lines of a text with their ends; a line ends at LF, CRLF or CR and nowhere else."""
    if "\r" in text:
        return _ROW.findall(text)
    *whole, last = text.split("\n")
    return [f"{row}\n" for row in whole] + ([last] if last else [])


def digest(body: str) -> str:
    """Eight hex digits for what a body says, blind to white space, line ends and where its links lead."""
    words = " ".join(body.split())
    shown = "".join(filter(None, _LINK.split(words)))
    return hashlib.sha256(" ".join(shown.split()).encode("utf-8", "surrogateescape")).hexdigest()[:8]


def parse(data: bytes) -> Ours | Broken | Foreign:
    """A file as it stands on disk, seen as a page."""
    text = data.decode("utf-8", "surrogateescape")
    bom = text.startswith(_BOM)
    lines = rows(text[len(_BOM) :] if bom else text)
    marks = [number for number, row in enumerate(lines) if "%%" in row and _MARKISH.match(row)]
    close = _frontmatter_end(lines)
    claims = _claims(lines[1:close]) if close else {}
    claimed = claims.get("generated_by") == GENERATED_BY
    number = _whole(claims.get("dynamics_format", ""))
    if not marks and not claimed:
        return Foreign()
    sound = len(marks) == 2 and _BEGIN.match(lines[marks[0]]) and _END.match(lines[marks[1]])
    if not sound or marks[0] < close:
        if claimed and number > FORMAT:
            return Broken("newer-format", "it was written by a newer vault-companion", claimed)
        return Broken("broken-marks", _what_is_wrong(len(marks)), claimed)
    if not close and _FENCE.match(lines[0]):
        return Broken("broken-properties", "its properties have no closing `---`", claimed)
    try:
        found = properties.entries(lines[1 : close - 1] if close else ())
    except PropertiesError as error:
        return Broken("broken-properties", f"its properties cannot be read: {error}", claimed)
    begin, end = marks
    mark = _END.match(lines[end])
    body = "".join(lines[begin + 1 : end])
    return Ours(
        properties=found,
        above="".join(lines[close:begin]),
        body=body,
        after=lines[end][mark.end(1) :] + "".join(lines[end + 1 :]) if mark else "",
        end_line=end + 1,
        fits=mark is not None and mark[2] == digest(body),
        format=number,
        newline=lines[begin][len(lines[begin].rstrip("\r\n")) :],
        bom=bom,
    )


def claim(data: bytes) -> Claim | None:
    """What the properties of a page of ours say that it is about; None for another file, or when they are unsound."""
    if usual := _AS_WRITTEN.match(data):
        links = re.findall(r'  - "(.*)"', (usual[2] or b"").decode("utf-8", "surrogateescape"))
        return Claim(usual[1].decode(), tuple(links))
    head = _HEAD.match(data[:_HEAD_BYTES])
    if head is None or b"generated_by" not in head[1]:
        return None
    try:
        found = properties.entries(rows(head[1].decode("utf-8", "surrogateescape"))[1:-1])
        said = {entry.key: entry for entry in found}
        if "generated_by" not in said or said["generated_by"].value != GENERATED_BY or "dynamics_type" not in said:
            return None
        about = said.get("characters") or said.get("character")
        return Claim(said["dynamics_type"].value, about.texts() if about else ())
    except PropertiesError:
        return None


def has_hers(page: Ours, stem: str) -> bool:
    """Whether anything on a page of ours is the author's, or may be; else it can go without a loss.

    A page whose heading for her notes is gone has been in her hands, and counts as hers.

    Args:
        page: The page. Its body is not looked at: see `Ours.fits`.
        stem: Its file name without the ending. By it, or by the links to its people, the alias that is ours is known.
    """
    if page.above.strip() or page.after.strip() != NEW_PART.strip():
        return True
    try:
        about = [text for entry in page.properties if entry.key == "characters" for text in entry.texts()]
        names = {_TELLING_APART.sub("", stem.removesuffix(SUFFIX)), stem, " & ".join(_stem_of(link) for link in about)}
        return any(_is_hers(entry, names) for entry in page.properties)
    except PropertiesError:
        return True


def hers(data: bytes) -> str | None:
    """A page with nothing left between its properties and her part; every line keeps its number.

    None where nothing is to be read: the file has no marks or unsound ones, a newer program wrote it, or all that
    follows its end mark is what a fresh page has there.
    """
    _, found, after = data.rpartition(_END_START)
    if not found or after.partition(b"%%")[2].strip() in (b"", _NEW):
        return None
    page = parse(data)
    if not isinstance(page, Ours) or page.format > FORMAT:
        return None
    own = [row for entry in page.properties for row in entry.rows]
    head = ["---\n", *own, "---\n"] if own else []
    gap = "\n" * (page.end_line - 1 - len(head))
    text = "".join((*head, gap, page.after))
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def fresh(page: Page) -> bytes:
    """A page as it is written where none stands.

    Raises:
        UnicodeEncodeError: A text in it holds half a character.
    """
    return _whole_page(properties.merged(page, (), "\n"), "\n", page.body, NEW_PART, "\n").encode()


def updated(old: Ours, page: Page) -> bytes:
    """A page written over an old one: our part anew, all that is hers byte for byte.

    Raises:
        PropertiesError: A list that both may write to cannot be taken apart.
        UnicodeEncodeError: A text of ours holds half a character.
    """
    page.body.encode()
    block = properties.merged(page, old.properties, old.newline)
    above = old.above if old.above.strip() else old.newline
    text = _whole_page(block, above, page.body, old.after, old.newline)
    return ((_BOM if old.bom else "") + text).encode("utf-8", "surrogateescape")


def taken_over(old: Ours, page: Page) -> bytes:
    """A page that she edited between the marks, written anew.

    All that stood between the marks comes below the end mark, before her part, in a code fence that nothing in it
    can close; so none of it is lost, and none of it is read.

    Raises:
        PropertiesError: A list that both may write to cannot be taken apart.
        UnicodeEncodeError: A text of ours holds half a character.
    """
    return updated(_moved_below(old), page)


def set_aside(old: Ours) -> bytes:
    """A page nobody wants any more and that she edited between the marks: stale, and nothing left between them.

    All that stood there comes below the end mark, as in `taken_over`. A `status` of hers stays.
    """
    bare = replace(_moved_below(old), body=old.newline)
    rows = "".join(row for entry in old.properties for row in entry.rows)
    return _with_block(bare, properties.with_stale(old.properties, old.newline) or rows)


def _moved_below(old: Ours) -> Ours:
    """A page with what stands between its marks below them as well, fenced off."""
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in _TICKS.findall(old.body)), default=0))
    gap = 2 * old.newline
    kept = f"{gap}{TAKEN_OVER}{gap}{fence}{old.newline}{old.body}{fence}"
    return replace(old, after=kept + old.after)


def stale(old: Ours) -> bytes | None:
    """A page nobody wants any more with `status: stale` in its properties; None if a `status` is there."""
    block = properties.with_stale(old.properties, old.newline)
    return None if block is None else _with_block(old, block)


def _with_block(old: Ours, block: str) -> bytes:
    """A page with other properties, and all else as it is."""
    ours = f"{BEGIN}{old.newline}{old.body}"
    mark = f"%% vault-companion end {digest(old.body)} %%"
    fence = f"---{old.newline}"
    text = f"{_BOM if old.bom else ''}{fence}{block}{fence}{old.above}{ours}{mark}{old.after}"
    return text.encode("utf-8", "surrogateescape")


def line_now(line: int, old: bytes, new: bytes) -> int:
    """The number that a line of her part has in a page written anew; one above her part keeps its own."""
    page = parse(old)
    if not isinstance(page, Ours) or line < page.end_line:
        return line
    before, after = (len(rows(data.decode("utf-8", "surrogateescape"))) for data in (old, new))
    return line + after - before


def same(one: bytes, other: bytes) -> bool:
    """Whether two files are equal but for line endings."""
    return one == other or _lf(one) == _lf(other)


def _is_hers(entry: Entry, names: Collection[str]) -> bool:
    """Whether a property is the author's, or a list of ours with an item of hers.

    Raises:
        PropertiesError: A list cannot be taken apart.
    """
    if not entry.key:
        return any(row.strip() for row in entry.rows)
    if entry.key == "aliases":
        return any(not _is_reversed(alias, names) for alias in entry.texts())
    if entry.key in _OUR_ITEMS:
        return not _OUR_ITEMS[entry.key].issuperset(entry.texts())
    return not entry.ours


def _is_reversed(alias: str, names: Collection[str]) -> bool:
    """Whether an alias is a name of a pair's page the other way round."""
    parts = alias.split(" & ")
    turned = (f"{' & '.join(parts[cut:])} & {' & '.join(parts[:cut])}" for cut in range(1, min(len(parts), 9)))
    return any(other in names or file_stem(other) in names for other in turned)


def _stem_of(link: str) -> str:
    """What the note is called that a bare link leads to."""
    return link.removeprefix("[[").removesuffix("]]").rpartition("/")[2]


def _whole_page(block: str, above: str, body: str, after: str, newline: str) -> str:
    end = f"%% vault-companion end {digest(body)} %%"
    ours = "\n".join((BEGIN, "", body, "", end) if body else (BEGIN, "", end))
    return f"---{newline}{block}---{newline}{above}{ours.replace(chr(10), newline)}{after}"


def _lf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _frontmatter_end(lines: list[str]) -> int:
    """How many lines the frontmatter takes, its two fences included; 0 if there is none."""
    if not lines or not _FENCE.match(lines[0]):
        return 0
    return next((number + 1 for number in range(1, len(lines)) if _FENCE.match(lines[number])), 0)


def _claims(lines: list[str]) -> dict[str, str]:
    """What the frontmatter says about whose file it is, read without minding the rest of it."""
    pairs = (row.partition(":") for row in lines if row.startswith(("generated_by:", "dynamics_format:")))
    return {key: value.strip().strip("\"'") for key, _, value in pairs}


def _whole(text: str) -> int:
    match = re.match(r"[0-9]{1,9}", text)
    return int(match[0]) if match else 1


def _what_is_wrong(marks: int) -> str:
    if marks == 0:
        return "its marks are gone"
    if marks == 2:
        return "its begin and end mark are changed or in the wrong order"
    return f"it has {marks} marks where there should be one begin mark and one end mark"
