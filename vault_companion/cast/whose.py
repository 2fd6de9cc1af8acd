"""Whose a line on a page is: `flaws:: Bo: never asks`, or `Bo's flaws:: never asks`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from vault_companion.cast.names import People
from vault_companion.notes.resolve import key
from vault_companion.vault.snapshot import VaultPath

_LINK = re.compile(r"\[\[[^\[\]\n]{1,300}\]\]")
_COLON = re.compile("[:：]")
_OF = re.compile(r"(.{1,60}?)\s+of\s+(.{1,60})", re.DOTALL)
_OWN = re.compile(r"(.{1,60}?)(?:['’]s|(?<=s)['’])\s+(.{1,60})", re.DOTALL)
_SEARCHED = 200
"""Among how many first letters of a line the name of its owner ends."""


def whose(text: str, among: Sequence[VaultPath], people: People, source: VaultPath) -> tuple[VaultPath | None, str]:
    """The one of `among` whose name or link begins a text and is followed by a colon, and the rest of it.

    (None, the text) where none does. Of several names the longest counts: people may have a colon in theirs.
    `source` is the note, for links.
    """
    bare = text.strip()
    link = _LINK.match(bare)
    if link:
        rest = bare[link.end() :].lstrip()
        who = named(link[0], among, people, source)
        return (who, rest[1:].strip()) if who and _COLON.match(rest) else (None, bare)
    for found in reversed(list(_COLON.finditer(bare, 0, _SEARCHED))):
        if who := named(bare[: found.start()], among, people, source):
            return who, bare[found.end() :].strip()
    return None, bare


def named(text: str, among: Sequence[VaultPath], people: People, source: VaultPath) -> VaultPath | None:
    """The one of `among` that a link or a name means; None for nobody, or for more than one.

    Names are compared by their letters and digits alone, so that a name is understood as our pages spell it.
    """
    linked = [who for who in people.in_links(text, source) if who in among]
    if linked:
        return linked[0] if len(linked) == 1 else None
    said = letters(text)
    for names in (lambda who: (people.person(who).name, *people.person(who).aliases), people.names_of):
        found = [who for who in among if said and any(said == letters(name) for name in names(who))]
        if found:
            return found[0] if len(found) == 1 else None
    found = [who for who in people.called(text) if who in among]
    return found[0] if len(found) == 1 else None


def owned(label: str, among: Sequence[VaultPath], people: People, source: VaultPath) -> tuple[VaultPath | None, str]:
    """The owner that a label names, and the label without them: `Flaws of Bo`, `Bo's flaws`."""
    for found, name, rest in ((_OF.fullmatch(label), 2, 1), (_OWN.fullmatch(label), 1, 2)):
        if found and (who := named(found[name], among, people, source)):
            return who, found[rest]
    return None, label


@lru_cache(maxsize=1024)
def letters(text: str) -> str:
    """What of a text counts where names are compared: letters and digits, without case and accents' spelling."""
    folded = key(unicodedata.normalize("NFKC", text)).casefold()
    return "".join(letter for letter in folded if letter.isalnum() and unicodedata.category(letter) != "Lm")
