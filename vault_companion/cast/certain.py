"""Sentences whose build alone says what one person is to another: `Her twin is [[Bo]]`, `Works for [[Bo]]`.

They are read wherever they stand. People are marked first, so that a form sees who is meant and not how they are
called; what a form then takes for a kind must be the word for one and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, Protocol

from vault_companion.cast.kinds import Direction, StatedKind
from vault_companion.cast.names import People
from vault_companion.cast.terms import Terms
from vault_companion.notes.note import Note
from vault_companion.notes.scan import links_in, plain
from vault_companion.vault.snapshot import VaultPath

OWNER: Final = "\ue000"
"""Stands for the note's own character in a marked text; the letters after it, for others."""
_MOST_PEOPLE: Final = 50
_LONGEST: Final = 400
_LINK: Final = re.compile(r"!?\[\[[^\[\]\n]{1,300}\]\]|!?\[[^\[\]\n]{1,200}\]\([^()\n]{1,300}\)")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_ARTICLE: Final = re.compile(r"(?:an?|the|one|two|her|his|their|my)\s+", re.IGNORECASE)
_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|had|have|will|would|died|dies|left|came|went|killed|lives|lived|wants)\b", re.IGNORECASE
)
_CLAUSE: Final = re.compile(rf"{_FINITE.pattern}|\b(?:he|she|they|it|who|whom|that)\b", re.IGNORECASE)
_PAUSE: Final = re.compile(r"[,;:(—–]|\b(?:who|whom|which|until|when|while|since|before|after)\b", re.IGNORECASE)
_OPEN: Final = ('"', "“", "„", "«", "‘")
_UNCLEAR_ALONE: Final = frozenset({"mentor", "professional"})
"""Families whose words, before a name in brackets, may be no more than a title: `Captain ([[Bo]])`."""

_PARTS: Final = {
    "A": OWNER,
    "P": "[\ue001-\ue0ff]",
    "L": "(?P<who>[\ue001-\ue0ff](?:(?:, and|,| and| &) [\ue001-\ue0ff])*)",
    "K": r"(?P<kind>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){0,5}?)",
    "OF": r"(?P<of>of|to|for) (?:the (?:[a-z]+ ){1,2})?",
    "BE": r"(?:'s|is|was|became|remains|serves as|served as|works as|worked as|acts as|acted as)",
    "E": r"(?=\s*(?:$|[.,;:!()—–]|- |(?:and|but|who|whom|whose|until|when|while|since|in|at|from|during|before|after"
    r"|by|though|although)\b))",
    "ADVERB": "(?:is|was|now|still|currently|secretly)",
    "SERVES": r"(?:works? for|worked for|works under|worked under|employed by|serves|served|married to|engaged to"
    r"|betrothed to|in love with|loves|apprenticed to|mentored by|trained by|taught by|raised by|related to)",
}


def _form(pattern: str) -> re.Pattern[str]:
    """A pattern in which `<K>` and the like stand for the parts above."""
    return re.compile(re.sub(r"<([A-Z]+)>", lambda found: _PARTS[found[1]], pattern), re.IGNORECASE)


class _Form(NamedTuple):
    """One build of a sentence, and what it makes of the kind in it.

    Attributes:
        pattern: With the groups `who` and `kind`, and `of` where a preposition follows the kind.
        direction: As in `StatedKind`.
        needs: "" where people are called by name; "pronoun" where one of the note's own is; "fragment" where there
            is no subject at all.
    """

    pattern: re.Pattern[str]
    direction: Direction
    needs: str = ""


_FORMS: Final = (
    _Form(_form(r"(?<!\w)<A>'s <K>(?: named| called)? <L>(?!')"), "is"),
    _Form(_form(r"^<A>'s <K> (?:is|was) (?:named |called )?<L><E>"), "is"),
    _Form(_form(r"^<A> ?<BE> <K> <OF><L><E>"), "about"),
    _Form(_form(r"^<A> ?<BE> (?P<who><P>)'s <K><E>"), "about"),
    _Form(_form(r"^<A> (?:has|had) (?:an?|one|two) <K> (?:named |called )?<L><E>"), "is"),
    _Form(_form(r"^<A> (?:<ADVERB> ){0,2}(?P<kind><SERVES>) <L><E>"), "about"),
    _Form(_form(r"^(?:her|his|their) <K>(?: named| called)? <L>(?!')"), "is", "pronoun"),
    _Form(_form(r"^(?:her|his|their) <K> (?:is|was) (?:named |called )?<L><E>"), "is", "pronoun"),
    _Form(_form(r"^(?:she|he|they) ?<BE> <K> <OF><L><E>"), "about", "pronoun"),
    _Form(_form(r"^(?:she|he|they) ?<BE> (?P<who><P>)'s <K><E>"), "about", "pronoun"),
    _Form(_form(r"^(?:she|he|they) (?:has|had|have) (?:an?|one|two) <K> (?:named |called )?<L><E>"), "is", "pronoun"),
    _Form(_form(r"^(?:she|he|they) (?:<ADVERB> ){0,2}(?P<kind><SERVES>) <L><E>"), "about", "pronoun"),
    _Form(_form(r"^(?:has|had) (?:an?|one|two) <K> (?:named |called )?<L><E>"), "is", "fragment"),
    _Form(_form(r"^(?:<ADVERB> ){0,2}(?P<kind><SERVES>) <L><E>"), "about", "fragment"),
    _Form(_form(r"^(?:(?:her|his|their|my) )?<K> \((?P<who><P>)\)"), "is", "fragment"),
    _Form(_form(r"^(?:an? |the )?<K> <OF><L><E>"), "about", "fragment"),
    _Form(_form(r"^(?P<who><P>)'s <K>\.?$"), "about", "fragment"),
)
_SERVING: Final = _form("<SERVES>")
_PRONOUNS: Final = {"she": "she", "her": "she", "he": "he", "his": "he", "they": "they", "their": "they"}
_AND_WAS: Final = _form(r",? (?:and|but) (?:is|was|became|later became) (?:his|her|their) <K><E>")


Trust = Literal["any", "known", "none"]


class Telling(Protocol):
    """Whose note is read, and how its words are understood."""

    @property
    def note(self) -> Note:
        """The note that is read."""
        ...

    @property
    def people(self) -> People:
        """The cast."""
        ...

    @property
    def terms(self) -> Terms:
        """How words are understood."""
        ...

    @property
    def owner(self) -> VaultPath:
        """Whose note it is."""
        ...


class Marked(NamedTuple):
    """A text in which everybody known is one letter.

    Attributes:
        text: Without marks of style; `OWNER` for the note's own character.
        people: Whom each other letter stands for.
    """

    text: str
    people: dict[str, VaultPath]

    def letter(self, who: VaultPath) -> str:
        """What stands for somebody, or ""."""
        return next((letter for letter, path in self.people.items() if path == who), "")


def marked(said: Telling, text: str) -> Marked:
    """A sentence with the people in it marked, by link and by name."""
    letters: dict[VaultPath, str] = {said.owner: OWNER}

    def letter(who: VaultPath) -> str:
        if who not in letters and len(letters) < _MOST_PEOPLE:
            letters[who] = chr(ord(OWNER) + len(letters))
        return letters.get(who, "")

    def link(found: re.Match[str]) -> str:
        who = [said.people.linked(one, said.note.path) for one in links_in(found[0], 1)]
        return (letter(who[0]) if len(who) == 1 and who[0] else "") or plain(found[0])

    bare = _LINK.sub(link, _PRIVATE.sub("", text[:_LONGEST]))
    shown = " ".join(plain(bare).replace("*", "").replace("’", "'").split())
    out, start = [], 0
    for named in said.people.named_in(shown):
        out += [shown[start : named.start], letter(named.who) or shown[named.start : named.end]]
        start = named.end
    return Marked("".join([*out, shown[start:]]), {mark: who for who, mark in letters.items() if mark != OWNER})


def certain(
    said: Telling, text: str, *, pronouns: Trust = "none", fragments: bool = False
) -> Iterator[tuple[VaultPath, tuple[StatedKind, ...]]]:
    """What a sentence states of others by its build alone.

    Args:
        said: Whose note it stands in.
        text: One sentence, as it is written.
        pronouns: Whether its "she" or "her" is the note's own character: where their pronouns are known to be
            these, unless they are known to be others, or never.
        fragments: It may be a note about them without a subject, `Works for [[Bo]]`.
    """
    if len(text) > _LONGEST or text.startswith(_OPEN) or text.rstrip().endswith("?"):
        return
    known = marked(said, text.lstrip("*_ "))
    if not known.people:
        return
    allowed = {"", *(["pronoun"] if _is_own(said, known.text, pronouns) else []), *(["fragment"] if fragments else [])}
    for form in _FORMS:
        found = form.pattern.search(known.text) if form.needs in allowed else None
        kinds = _kinds(said.terms, form, found) if found else ()
        if found and kinds:
            if more := _AND_WAS.match(known.text, found.end()):
                kinds += nouns(said.terms, more["kind"], "about")
            for letter in re.findall(_PARTS["P"], found["who"]):
                yield known.people[letter], kinds
            return


def _is_own(said: Telling, text: str, trust: Trust) -> bool:
    """Whether the pronoun that a text begins with is the note's own character's."""
    own = said.people.person(said.owner).pronouns
    meant = _PRONOUNS.get(text.partition(" ")[0].casefold(), "")
    return bool(meant) and trust != "none" and (meant in own if own else trust == "any")


def _kinds(terms: Terms, form: _Form, found: re.Match[str]) -> tuple[StatedKind, ...]:
    """What a form states, () where its words are no kind after all."""
    rest = found.string[found.end() :]
    if _CLAUSE.search(found["kind"]):
        return ()
    if form.needs == "fragment" and found.group().endswith(")"):
        kinds = nouns(terms, found["kind"], form.direction)
        return () if any(stated.kind.family in _UNCLEAR_ALONE for stated in kinds) else kinds
    if form.needs == "fragment" and _FINITE.search(_PAUSE.split(rest, maxsplit=1)[0]):
        return ()  # Daughter of Bo was kidnapped
    if "of" in found.groupdict():
        words = f"{found['kind']} {found['of']}"
        kinds = terms.read_kinds(f"{words} them")
        return tuple(stated for stated in kinds if _ends(stated.said, words) or stated.kind.symmetric)
    if _SERVING.fullmatch(found["kind"]):
        return terms.read_kinds(f"{found['kind']} them")
    return nouns(terms, found["kind"], form.direction)


def nouns(terms: Terms, text: str, direction: Direction) -> tuple[StatedKind, ...]:
    """The kinds that some words are, and not only hold."""
    words = _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text
    kinds = terms.read_kinds(words)
    if not kinds or not _ends(kinds[-1].said, words) or any(stated.direction == "about" for stated in kinds):
        return ()
    return tuple(
        StatedKind(stated.kind, stated.said, "mutual" if stated.kind.symmetric else direction) for stated in kinds
    )


def _ends(said: str, words: str) -> bool:
    return words.casefold().endswith(said.casefold()) and bool(said)
