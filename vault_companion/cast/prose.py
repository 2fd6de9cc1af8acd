"""Running text on a sheet: where it tells what somebody is like, and which of its words are the author's own.

What a person wears, what once happened, what would happen if, and what somebody says aloud tell nothing of how they
love: only behaviour does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import Phrase
from vault_companion.notes.note import Note, key_of

Place = Literal["nature", "open", "never"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NATURE: Final = _words(
    """
    personality temperament temper nature psychology psyche mentality demeanor demeanour disposition behaviour behavior
    traits emotions emotional feelings attachment love romance romantic intimacy relationship relationships mannerisms
    habits quirks
    """
)
"""A heading with one of these words tells what somebody is like."""
_NEVER: Final = _words(
    """
    description appearance look looks physical features attire clothing outfit background backstory history biography
    bio story plot timeline chronology event events session sessions chapter chapters adventure adventures quest quests
    encounter encounters combat tactics battle battles stats statistics abilities ability powers spells equipment
    inventory items possessions gear loot lore rumors rumours hook hooks quote quotes dialogue sayings scene scenes
    trivia ideal ideals values beliefs goals consequences ending endings outcome outcomes death
    """
)
"""A heading with one of these tells of something else: looks, events, things."""
_SUPPOSED: Final = frozenset({"if", "should", "unless", "suppose", "what if", "in case", "even if", "only if"})
"""How a heading begins under which nothing has happened yet."""
_QUOTES: Final = frozenset({"", "quote", "cite"})
_QUOTED_LINE: Final = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?>")
_MARK: Final = re.compile('[“”„«»"]')


def place_of(section: Section) -> Place:
    """What a section's running text may tell: what somebody is like, perhaps something of it, or nothing of it.

    The nearest heading that says something decides; under one such as "If Bo dies" nothing counts.
    """
    headings = [key_of(heading) for heading in (section.heading, *reversed(section.above))]
    words = [re.findall(r"[^\W_]+", heading) for heading in headings]
    if any(found and (found[0] in _SUPPOSED or " ".join(found[:2]) in _SUPPOSED) for found in words):
        return "never"
    for heading, found in zip(headings, words, strict=True):
        if _NEVER.intersection(found):
            return "never"
        if heading == "character" or _NATURE.intersection(found):
            return "nature"
    return "open"


def quoted_lines(note: Note, section: Section) -> frozenset[int]:
    """The lines of a section that are set off as a quotation."""
    return frozenset(
        line.number
        for block in section.blocks
        if block.callout in _QUOTES
        for line in block.lines
        if _QUOTED_LINE.match(note.lines[line.number - 1])
    )


def unspoken(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The phrases of one entry, in order, without those that are speech from beginning to end."""
    out = []
    speaking = False
    for phrase in phrases:
        own, speaking = _without_speech(phrase.source, speaking=speaking)
        if any(map(str.isalpha, own)):
            out.append(phrase)
    return out


def own_words(text: str) -> str:
    """A text without what is said aloud in it; of a mark that has no fellow, all on its inner side is speech."""
    return _without_speech(text, speaking=False)[0]


def _without_speech(text: str, *, speaking: bool) -> tuple[str, bool]:
    """What is not speech, and whether somebody is still speaking at the end."""
    kept: list[str] = []
    start = 0
    for found in _MARK.finditer(text):
        if speaking:
            speaking = False
        elif _closes(text, found):
            kept = []
        else:
            kept.append(text[start : found.start()])
            speaking = True
        start = found.end()
    if not speaking:
        kept.append(text[start:])
    return " … ".join(kept), speaking


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark outside of speech ends some that began earlier."""
    if mark[0] in "”»":
        return True
    before, after = text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]
    return mark[0] == '"' and bool(before.strip()) and not after.strip()
