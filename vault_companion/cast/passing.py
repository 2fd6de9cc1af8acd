"""What a note says of others in passing, outside any list of relationships: only what a sentence's build makes certain.

Read are a few properties such as `summary`, running text and lists, and the lists of links that say what they lead to.
"""

from __future__ import annotations

from typing import Final

from vault_companion.cast.certain import Trust, certain
from vault_companion.cast.said import Place, Said
from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import Entry, sentences
from vault_companion.notes.note import key_of, scalars


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ABOUT_ONESELF: Final = _set(
    "notes note facts known secret secrets history overview household background backstory summary description"
    " biography bio about info information details profile life family past story current situation status today"
    " personal general basics identity trivia lore personality position"
)
"""Words of a heading below which a "she" is the note's own character."""
_LABELS: Final = _set(
    "relationship relation relations identity role occupation position job title rank profession family lineage"
    " parentage summary description status background cover station"
)
"""The last words of labels and keys after which a text without a subject is about the note's own character."""
_LINKS: Final = frozenset({"links", "link", "related", "see also", "related notes", "related links", "linked notes"})


def read_summaries(said: Said) -> None:
    """`summary: Father figure to Bo`: properties that say in a few words who the note's character is."""
    for name, value in said.note.properties:
        key = key_of(name.text)
        for text in scalars(value) if _says_who(key) and not said.terms.is_about_others(key) else ():
            for number, sentence in enumerate(sentences(text.text)):
                _state(said, sentence, Place(text.first, text.last), "any" if number == 0 else "none")


class Passing:
    """Reads one section entry by entry; used once."""

    def __init__(self, said: Said, section: Section) -> None:
        self._said = said
        headings = (section.heading, *section.above)
        self._is_links = key_of(section.heading) in _LINKS
        named = {who for heading in headings for who in said.named(heading)}
        is_own = not section.heading or section.level == 1 or bool(said.named(section.heading))
        is_own = is_own or not _ABOUT_ONESELF.isdisjoint(key_of(section.heading).split())
        self._about_owner = is_own and named <= {said.owner} and not any(map(said.terms.is_trait, headings))
        self._others_came = False

    def read(self, entry: Entry) -> None:
        """What an entry states of others."""
        place = Place(entry.first, entry.last, entry.heading)
        if self._is_links and entry.kind == "item" and not entry.label:
            self._link(entry.text, place)
            return
        alone = self._about_owner and entry.depth <= 1 and (not entry.label or _says_who(entry.label))
        alone = alone and (entry.kind == "item" or bool(entry.label) or not self._others_came)
        trust: Trust = "known" if entry.kind == "paragraph" and not entry.label else "any"
        for number, sentence in enumerate(sentences(entry.text)):
            _state(self._said, sentence, place, trust if alone and number == 0 else "none")
        if entry.kind == "paragraph" and not self._others_came:
            self._others_came = bool(set(self._said.named(entry.text)) - {self._said.owner})

    def _link(self, text: str, place: Place) -> None:
        """`[[Bo]] - Younger sister`: a link with what it leads to."""
        other, rest = self._said.first_person(text)
        if other is not None and self._said.terms.read_kinds(rest, self._said.people.names_of(other)):
            self._said.describe(other, rest, place, whole=text)


def _state(said: Said, sentence: str, place: Place, alone: Trust) -> None:
    """What a sentence states; `alone` is "none" where it goes on from another, or may be about somebody else."""
    for other, kinds in certain(said, sentence, pronouns=alone, fragments=alone != "none"):
        said.state(other, kinds, sentence, place)


def _says_who(key: str) -> bool:
    return key.rpartition(" ")[2] in _LABELS
