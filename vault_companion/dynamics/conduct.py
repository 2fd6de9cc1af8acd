"""What two people do to each other, read from the lines of their tie (theory 4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vault_companion.cast.names import People
from vault_companion.cast.ties import Tie, TieLine
from vault_companion.notes.fields import Phrase, sentences
from vault_companion.notes.language import are_english, is_english
from vault_companion.notes.scan import plain
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.lexicon import Lexicon
from vault_companion.words.matches import CueMatch, nor
from vault_companion.words.prose import is_person

_CLAUSE = re.compile(r"[,;:]\s+|\s+(?:and|but|while|because|until|when|then|so)\s+")
_SUBORDINATE = re.compile(r"\s+(?:while|because|until|when|so)\s+")
"""Before what tells only when or why: it is the clause before that says what is done."""
_OF_THEIRS = re.compile(r"(?:their|his|her|its|this|that|these|those)\s+([^\W\d_]+)", re.IGNORECASE)
_SECRETLY = frozenset({"secretly", "in secret"})
_KIND_DEED = re.compile(
    r"\b(?:brings?|brought|gives?|gave|feeds?|fed|helps?|helped|teach(?:es)?|taught|visits?|visited|meets?|met|sends?|"
    r"sent|saves?|saved|protects?|protected|shelters?|sheltered|trains?|trained|nurses?|nursed|supports?|supported|"
    r"tends?|tended|comforts?|comforted|encourages?|encouraged|pays?|paid|writes?(?: to)?|wrote(?: to)?|tutors?|"
    r"tutored|warns?|warned|hides?|hid|cares? for|cared for|looks? after|looked after|watch(?:es|ed)? over)\s+",
    re.IGNORECASE,
)
_SECRETLY_BEFORE = re.compile(r"\b(?:secretly|in secret)\s+(?:\w+\s+)?$", re.IGNORECASE)
_SECRETLY_AFTER = re.compile(r"[^.;,!?]{0,60}\b(?:secretly|in secret)\b", re.IGNORECASE)
_NEAR = 80
"""How many characters before and after a deed tell how it is done, and to whom."""
_SOMEBODY = re.compile(
    r"\b(?:he|she|they|him|her|them|his|their|we|i|you|who|each|both|neither|one)\b|\[\[", re.IGNORECASE
)
"""What a line that is only like lines about a deed must hold: somebody who does it, or to whom it is done."""
_OWN_WORK = frozenset({"effort", "growth"})
_ASKED = re.compile(
    r"\b(?:(?:ask|tell|order|beg|want|urge|expect)(?:s|ed)?|told) (?:her|him|them|[A-Z]\w+) to\b",
)
_TAKEN_BACK = re.compile(
    r"\b(?:and|but) (?:does|did|do|will|would) not\b|"
    r"\b(?:and|but) then (?:\w+ ){0,2}(?:goes|leaves|stops|forgets|is gone|walks out|takes it back)\b",
    re.IGNORECASE,
)
"""What undoes in the same sentence the good that was done."""
_THEM = re.compile(r"(?:him|her|them|each other)\b", re.IGNORECASE)
_FEARS_THEM = re.compile(
    r"\b(?<!not )(?<!never )(?<!no longer )(?<!n[’']t )(?:afraid|frightened|scared|terrified) of (?:him|her|them)"
    r"(?= and\b| but\b|\W*$|[.;,])",
    re.IGNORECASE,
)
"""Whoever is afraid of the other is not well with them. No cue says it: cues are read without the pronouns."""
_FOR_THEM = re.compile(
    r"\b(?:lie[sd]?|lying|cheat(?:s|ed)?|steals?|stole|perjure[sd]?)\b[^.;]{0,50}?\bfor (?:her|him|them)(?! own)\b",
    re.IGNORECASE,
)
"""A wrong that is done for the other's sake is none done to them."""
_BY_THEM = re.compile(r"\b(?:\w+(?:ed|en)|hurt|kept|left|struck|shot|sold|lied to) (?:\w+ ){0,2}by (him|her|them|Nn)\b")
"""What is done to somebody by the other: the sentence is about whoever it befalls, the deed is the other's."""
OPENING = 5
"""Within how many words a clause names its doer; one named later is in what is said of the first."""
PLAIN = 0.5
"""The weight from which a cue says something by itself."""
STRONG = 0.7
"""The weight of a cue that can mean nothing else."""
_DEEDS = frozenset({"toxic", "healthy", "codependent", "secret", "withdraw"})
"""What somebody must do: one word about a thing shows none of it."""
BETWEEN_THE_TWO = frozenset(
    {
        "growth",
        "codependent",
        "toxic",
        "healthy",
        "standard",
        "effort",
        "secret",
        "withdraw",
        "pursue",
        "enjoys_power",
    }
)
"""What counts only when one of the two does it; an ordeal or a pressure may be anybody's doing (theory 4.1)."""
SCANNED = ("feels", "desire", "history", "changes", "power", "now", "conflict", "note", "phase")


@dataclass(frozen=True, slots=True)
class Hit:
    """One sentence that shows one sort of conduct.

    Attributes:
        line: The line it stands on.
        phrase: The sentence.
        weight: 0 to 1, of its strongest cue.
        subjects: Which of the pair it is about; empty when that cannot be told.
        alike: It is only like lines that show it; no cue says so.
    """

    line: TieLine
    phrase: Phrase
    weight: float
    subjects: frozenset[VaultPath]
    alike: bool = False

    def may_be(self, who: VaultPath) -> bool:
        """Whether the line can be about `who`."""
        return not self.subjects or who in self.subjects


@dataclass(frozen=True, slots=True)
class Conduct:
    """The conduct of a pair by category of appendix B.

    Attributes:
        hits: The sentences that show each.
        foreign: The lines in another language: nothing is read in them.
    """

    hits: Mapping[str, tuple[Hit, ...]]
    foreign: frozenset[TieLine] = frozenset()

    def of(self, category: str, who: VaultPath | None = None) -> tuple[Hit, ...]:
        """The lines that show `category`, strongest first; with `who`, only those that can be about them."""
        found = self.hits.get(category, ())
        return found if who is None else tuple(hit for hit in found if hit.may_be(who))

    def strength(self, category: str, who: VaultPath | None = None) -> float:
        """How strongly all lines together show `category`, 0 to 1."""
        return nor([hit.weight for hit in self.of(category, who)])

    def count(self, category: str, least: float = 0.0) -> int:
        """On how many lines `category` shows with a weight of at least `least`."""
        return len({hit.line for hit in self.hits.get(category, ()) if hit.weight >= least})

    def phrases(self, *categories: str, who: VaultPath | None = None) -> tuple[Phrase, ...]:
        """The words that show any of `categories`, each once; faint ones only where there are no others."""
        found = [hit for category in categories for hit in self.of(category, who)]
        plain_ones = [hit for hit in found if hit.weight >= PLAIN]
        return tuple(dict.fromkeys(hit.phrase for hit in plain_ones or found))


def read_conduct(tie: Tie | None, people: People, lexicon: Lexicon) -> Conduct:
    """The conduct that a tie's lines show."""
    hits: dict[str, list[Hit]] = {}
    lines = tie.of_part(*SCANNED) if tie else ()
    foreign = _foreign(lines, people)
    for line in (line for line in lines if line not in foreign):
        for sentence in sentences_of(line.phrase):
            for category, weight, subjects, alike in _in_sentence(line, sentence, tie, people, lexicon):
                hits.setdefault(category, []).append(Hit(line, sentence, weight, subjects, alike))
    return Conduct({category: _ranked(found) for category, found in sorted(hits.items())}, foreign)


def _foreign(lines: Sequence[TieLine], people: People) -> frozenset[TieLine]:
    """The lines that are not in English: by their own words, else as the note in which they stand."""
    by_note: dict[VaultPath, list[TieLine]] = {}
    for line in lines:
        by_note.setdefault(line.phrase.evidence[0].path, []).append(line)
    english = {
        note: people.person(note).english if note in people else are_english(line.phrase.text for line in found)
        for note, found in by_note.items()
    }
    return frozenset(
        line for line in lines if not is_english(line.phrase.text, otherwise=english[line.phrase.evidence[0].path])
    )


def _in_sentence(
    line: TieLine, sentence: Phrase, tie: Tie | None, people: People, lexicon: Lexicon
) -> Iterator[tuple[str, float, frozenset[VaultPath], bool]]:
    """Every sort of conduct in a sentence, its weight, whom it is about, and whether the line is only like it.

    It is about the doer of its clause, if that has one.
    """
    whole = _subjects(line, sentence.text, tie, people)
    clauses = [piece for piece in _CLAUSE.split(sentence.text) if piece]
    if befallen := _befallen(line, sentence, tie, people):
        whole, clauses = frozenset(tie.pair) - befallen if tie else frozenset(), []
    owners = _owners(line, clauses, whole, tie, people) if len(clauses) > 1 else []
    thing = _is_about_a_thing(sentence.text)
    feared = frozenset(tie.pair) - whole if tie and whole and _FEARS_THEM.search(sentence.text) else frozenset()
    if feared:
        yield "toxic", PLAIN, feared, False
    for match in lexicon.read_conduct(people.without_names(sentence.source), line.part):
        subjects = whole
        if thing and match.style in _DEEDS and _is_one_plain_word(match):
            continue
        if match.style in ("toxic", "secret") and _FOR_THEM.search(sentence.text):
            continue
        if feared and match.style == "toxic" and match.weight < PLAIN:
            continue
        if not match.matched and match.style in _DEEDS and not _SOMEBODY.search(sentence.text):
            continue
        if match.style == "healthy" and _TAKEN_BACK.search(sentence.text):
            continue
        if match.style in _OWN_WORK and _is_asked_of_another(match, sentence.text, line, lexicon):
            continue
        if match.matched in _SECRETLY and is_kindness_in_secret(sentence.text, tie, people):
            continue
        if owners:
            told = [people.without_names(clause) for clause in clauses]
            main = sum(bool(piece) for piece in _CLAUSE.split(_SUBORDINATE.split(sentence.text)[0]))
            subjects = owners[_saying(match, told, main, line.part, lexicon)]
        if not subjects and subjects is not None and line.part == "note" and line.by and _opens(match, sentence.text):
            subjects = frozenset({line.by})
        if subjects is not None or match.style not in BETWEEN_THE_TWO:
            yield match.style, match.weight, subjects or frozenset(), not match.matched


def _befallen(line: TieLine, sentence: Phrase, tie: Tie | None, people: People) -> frozenset[VaultPath]:
    """Who of the two has something done to them by the other: `Bo: bullied by him` is about the note's own person."""
    text = people.without_names(sentence.source)
    passive = _BY_THEM.search(text)
    if tie is None or passive is None:
        return frozenset()
    if passive[1] == "Nn" and not any(hit.who in tie.pair for hit in people.named_in(sentence.text)):
        return frozenset()
    before = text[: passive.start()].strip()
    about = people.subjects(sentence.text, tie.pair, doers_only=True) if before else frozenset()
    return about if len(about) == 1 else frozenset({line.by}) if line.by and not before else frozenset()


def _saying(match: CueMatch, clauses: Sequence[str], main: int, part: str, lexicon: Lexicon) -> int:
    """Which clause says it: the first that does so alone, else that of the first `main` that is most like it."""
    for at, clause in enumerate(clauses):
        if any(one.style == match.style for one in lexicon.read_conduct(clause, part)):
            return at
    return max(range(main), key=lambda at: lexicon.conduct_likeness(clauses[at], match.style))


def _is_asked_of_another(match: CueMatch, text: str, line: TieLine, lexicon: Lexicon) -> bool:
    """Whether the deed is only what somebody is asked to do: `he asks her to improve` is no effort of his."""
    asked = _ASKED.search(text)
    before = text[: asked.start()] if asked else ""
    return asked is not None and all(one.style != match.style for one in lexicon.read_conduct(before, line.part))


def _is_about_a_thing(text: str) -> bool:
    """Whether a sentence begins with something of theirs, and not with one of them: `Their parting shows ...`."""
    found = _OF_THEIRS.match(text)
    return found is not None and not is_person(found[1])


def _opens(match: CueMatch, text: str) -> bool:
    """Whether a sentence begins with the deed itself: in somebody's own note it is theirs, `Hides the letters`."""
    first = re.match(r"\w{3,}", text.casefold())
    return first is not None and first[0][:3] == match.matched.casefold()[:3]


def _is_one_plain_word(match: CueMatch) -> bool:
    return match.weight < STRONG and not re.search(r"[ _]", match.matched)


def is_kindness_in_secret(text: str, tie: Tie | None, people: People) -> bool:
    """Whether something good is done to one of the pair in secret: it is kept from others, not from them."""
    shown = plain(text)
    for found in _KIND_DEED.finditer(shown):
        rest = shown[found.end() : found.end() + _NEAR]
        before = shown[max(0, found.start() - _NEAR) : found.start()]
        if _SECRETLY_BEFORE.search(before) or _SECRETLY_AFTER.match(rest):
            named = next(people.named_in(rest), None)
            if _THEM.match(rest) or (tie and named and not named.start and named.who in tie.pair):
                return True
    return False


def _owners(
    line: TieLine, clauses: list[str], whole: frozenset[VaultPath] | None, tie: Tie | None, people: People
) -> list[frozenset[VaultPath] | None]:
    """Whom each clause is about; one without a doer of its own goes on about the one before."""
    owners: list[frozenset[VaultPath] | None] = []
    for clause in clauses:
        own = _subjects(line, " ".join(clause.split()[:OPENING]), tie, people, doers_only=True)
        unclear = own is not None and not own
        owners.append((owners[-1] if owners else whole) if unclear else own)
    return owners


def _ranked(found: list[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(found, key=lambda hit: -hit.weight))


def sentences_of(phrase: Phrase) -> list[Phrase]:
    """The sentences of a phrase, each pointing at its own words where these stand on one line."""
    pieces = sentences(phrase.source)
    if len(pieces) < 2:
        return [phrase]
    return [
        Phrase(
            " ".join(plain(piece).split()),
            piece,
            tuple(replace(place, quote=piece) if piece in place.quote else place for place in phrase.evidence),
        )
        for piece in pieces
    ]


def _subjects(
    line: TieLine, text: str, tie: Tie | None, people: People, *, doers_only: bool = False
) -> frozenset[VaultPath] | None:
    """Whom a sentence is about: what somebody feels is about them, the rest is told by its first name or pronoun.

    None when it is about somebody else.
    """
    if line.part in ("feels", "desire") and line.by is not None:
        return frozenset({line.by})
    if tie is None:
        return frozenset()
    if people.is_about_another(text, tie.pair):
        return None
    return people.subjects(text, tie.pair, doers_only=doers_only)
