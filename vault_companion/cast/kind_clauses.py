"""Reads one sentence for the kinds of relationship that it states.

The sentence is cut into clauses. A clause states a kind only where the word for it stands as a label would:
after possessives, articles and adjectives, and not as part of something else. "Rival, once a friend" states
two kinds; "taught him how his father died" and "her brother's killer" state none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from vault_companion.cast.kind_words import Hit, Kind, Token, Words, mirror_of

Direction = Literal["is", "about", "mutual"]

_MOST_ADJECTIVES: Final = 3
_BREAK: Final = re.compile(r"[,;:/|)\[\]+&→↔←=—–，、；：／｜（）【】「」،؛]|\((?!(?:of|to|for)\))|\s-+\s|--")
_ADJECTIVAL: Final = re.compile(r"[a-z]{3,}(?:ed|ing|ly)")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_POSSESSIVES: Final = _set("my his her their our its your")
_ARTICLES: Final = _set("a an the this these those some any another")
_SUBJECTS: Final = _set("he she it they we both")
_JOINTS: Final = _set("and or but plus then turned while though although who whom which")
_MUTING: Final = _set("when whenever before after since until till because where why how if as that unless whose")
_CUTTING: Final = _MUTING | _JOINTS
_LINKING: Final = _set(
    "is are was were be been being remain remains remained become becomes became now later still also always"
    " again today currently eventually finally initially originally mostly mainly only just yet even first"
)
_FINITE: Final = _set(
    "is are was were has have had did does do would will can could must died dies lives lived left wants"
)
_HAVE: Final = _set("have had got")
_TWO: Final = _set("they we")
_OVER: Final = _set("were was had")
_HIM: Final = _set("him her them")
_OURS: Final = _set("me us mine ours hers theirs")
_NOBODY: Final = _set("all every everyone nobody")
_FUNCTION: Final = _set(
    "in on at by from into over under through about against among around between beyond despite without"
    " within toward towards upon inside outside near behind during across like unlike of to for with i you"
    " there what so too than each himself herself"
).union(_POSSESSIVES, _ARTICLES, _SUBJECTS, _JOINTS, _MUTING, _LINKING, _FINITE, _HIM, _OURS, _NOBODY)
_GOING_ON: Final = _FUNCTION - _NOBODY
_NOT_OWNED: Final = _FUNCTION | _set("money everything nothing dearly deeply well much")
_LASTING: Final = _set("life years months decades ever two three four five ten many most")
_SORTS: Final = _set("sorts old convenience necessity")
_TAILS: Final = _set("relationship relationships relations bond dynamic tie ties connection")
_TITLES: Final = _set("mr mrs ms mx dr sir")
_ATTRIBUTIVE: Final = _set("family friendship romance professional child master beloved ex")
_ADJECTIVE_AFTER: Final = _set("fr es pt it pl")
_MOST_AFTER: Final = 2
_GENITIVE: Final = _set("ru pl ar")
_ENDINGS: Final = "аяоеиьыaeoyi"


@dataclass(frozen=True, slots=True)
class StatedKind:
    """A kind as the author put it.

    Attributes:
        kind: What is stated; its sign is 0 when her words put it in the past, in the future or in doubt.
        said: Her own words for it: "old enemy", "servant of".
        direction: In A's note, of B: "is", B is the kind of A; "about", A is the kind of B; "mutual", both.
    """

    kind: Kind
    said: str
    direction: Direction


@dataclass(slots=True)
class _Lead:
    """What stands in a clause before its kind; `start` is the first token that says something of it."""

    at: int = 0
    denied: bool = False
    start: int = -1
    adjectives: int = 0
    adverbs_only: bool = True
    article: str = ""
    subject: str = ""
    doubt: bool = False
    of_other: bool = False


class Reader:
    """Reads one sentence; used once."""

    def __init__(self, text: str, words: Words, names: frozenset[str]) -> None:
        self._text = text
        self._words = words
        self._tokens = words.tokens(text, names)
        found = ((token.start, words.at(self._tokens, at)) for at, token in enumerate(self._tokens))
        self._hits = {start: hit for start, hit in found if hit}
        self._names = names - _FUNCTION  # somebody may be called The Old King
        self._found: list[StatedKind] = []
        self._telling = False  # a verb has had its object; what is listed next may be objects too
        self._acting = False  # somebody with a name does something; what is joined to it tells more of it

    def read(self) -> tuple[StatedKind, ...]:
        """What the sentence states."""
        denied = False
        if not self._hits:
            return ()
        for joint, tokens in self._clauses():
            if joint == "turned":
                self._doubt_last()
            denied = self._clause(tokens, denied=denied and joint == "or")
        first: dict[str, StatedKind] = {}
        for stated in self._found:
            first.setdefault(stated.kind.id, stated)
        return tuple(first.values())

    def _at(self, tokens: Sequence[Token], at: int) -> Hit | None:
        """As `Words.at`, which each token is asked several times."""
        if at >= len(tokens):
            return None
        hit = self._hits.get(tokens[at].start)
        return hit if hit is None or at + hit.size <= len(tokens) else self._words.at(tokens, at)

    def _before_at(self, tokens: Sequence[Token], at: int) -> tuple[int, str]:
        """As `Words.before_at`."""
        if at >= len(tokens) or tokens[at].word not in self._words.most_before:
            return 0, ""
        return self._words.before_at(tokens, at)

    def _clauses(self) -> Iterator[tuple[str, Sequence[Token]]]:
        """Each clause with the word that joins it to the last; what `when` or `since` opens is left out."""
        for piece in self._pieces():
            joint, begin, at = "", 0, 0
            while at < len(piece):
                hit = self._at(piece, at)
                size = max(hit.size if hit else 0, self._before_at(piece, at)[0])
                prior = piece[at].word == "prior" and at + 1 < len(piece) and piece[at + 1].word == "to"
                if not size and (prior or piece[at].word in _CUTTING):
                    yield joint, piece[begin:at]
                    joint, begin = piece[at].word, at + 1
                    if prior or joint in _MUTING:
                        self._telling = True
                        break
                at += size or 1
            else:
                yield joint, piece[begin:]

    def _pieces(self) -> Iterator[Sequence[Token]]:
        """The words between one mark and the next."""
        tokens = self._tokens
        begin, at = 0, 0
        for mark in _BREAK.finditer(self._text):
            while at < len(tokens) and tokens[at].start < mark.start():
                at += 1
            yield tokens[begin:at]
            begin = at
        yield tokens[begin:]

    def _clause(self, tokens: Sequence[Token], *, denied: bool) -> bool:
        """Read one clause; whether it was denied, for an `or` that may follow."""
        lead = _Lead(denied=denied)
        while lead.at < len(tokens):
            hit = self._at(tokens, lead.at)
            size, said = self._before_at(tokens, lead.at)
            if hit and hit.size >= size and not self._is_adjective(hit, tokens, lead.at):
                before = len(self._found)
                rest = self._take(hit, tokens, lead)
                if not rest and not (self._may_be_no_word(hit, tokens, lead) and len(self._found) == before):
                    return lead.denied
                if rest:
                    lead = _Lead(at=rest)
                elif not self._pass(tokens, hit.size, lead):
                    return lead.denied
            elif size:
                lead.doubt = lead.doubt or said == "doubt"
                lead.denied = lead.denied or said == "denied"
                lead.start = lead.at if said == "doubt" and lead.start < 0 else lead.start
                lead.at += size
            elif not self._pass(tokens, hit.size if hit else 1, lead):
                return lead.denied
        if not lead.adjectives and lead.denied and not denied:
            del self._found[-1:]  # "friends (no longer)"
        elif not lead.adjectives and lead.doubt:
            self._doubt_last()
        return lead.denied

    def _may_be_no_word(self, hit: Hit, tokens: Sequence[Token], lead: _Lead) -> bool:
        """Whether what stated nothing may be an English word, or a name, that looks like a word elsewhere."""
        return hit.foreign and not lead.denied and not tokens[lead.at + hit.size - 1].owner

    def _is_adjective(self, hit: Hit, tokens: Sequence[Token], at: int) -> bool:
        """Whether the word only describes a kind that follows: a trusted friend, a family servant."""
        word = tokens[at].word
        if not (hit.noun.id in _ATTRIBUTIVE if hit.noun else hit.size == 1 and _ADJECTIVAL.fullmatch(word)):
            return False
        for later in range(at + hit.size, len(tokens)):
            if tokens[later].word in _FUNCTION:
                return False
            found = self._at(tokens, later)
            if found and found.noun:
                return True
        return False

    def _pass(self, tokens: Sequence[Token], size: int, lead: _Lead) -> bool:
        """Pass a word that may stand before a kind; False when it ends the place of a label."""
        token = tokens[lead.at]
        word, first = token.word, lead.at == 0
        told = lead.subject or (lead.adjectives and not lead.article and not lead.adverbs_only)
        lead.at += size
        if word in _SUBJECTS and not lead.adjectives and not lead.article:
            lead.subject = word
        elif word in _LINKING or (word in _HAVE and lead.subject in _TWO):
            lead.start = -1
        elif word in self._names and not token.owner and not lead.adjectives:
            return True  # Bo is her mentor
        elif token.owner or word in _POSSESSIVES or word in _ARTICLES:
            lead.article = word
            lead.of_other = word in self._names and not word.isascii()  # 林晚的师父, said of 林晚
            if told and not lead.subject:
                self._telling = True
                return False
            return not (first and self._telling)
        elif word in _FUNCTION:
            self._telling = self._telling or bool(told)
            return False
        else:
            adverb = word.endswith("ly")
            lead.start = lead.at - size if lead.start < 0 else lead.start
            lead.adjectives += 1
            lead.adverbs_only = lead.adverbs_only and adverb
            acts = word.endswith("s") and not word.endswith(("ss", "us")) and not lead.article
            self._telling = self._telling or acts or bool(lead.subject and not adverb)
            return not acts and lead.adjectives <= _MOST_ADJECTIVES
        return True

    def _take(self, hit: Hit, tokens: Sequence[Token], lead: _Lead) -> int:
        """State the kind if it stands as a label would; where a further clause begins, or 0."""
        end = lead.at + hit.size
        more = end < len(tokens)
        if tokens[end - 1].owner and more:
            return 0
        if hit.verb and not lead.article and not lead.subject and lead.adverbs_only:
            whom = self._whom(tokens, end)
            listed = self._telling and not more and tokens[end - 1].word.endswith("ing")
            if listed or (hit.verb.id == "fears" and (self._telling or self._acting)):
                return 0  # "long before guilds, hunting and captaincy"; "is suspicious of her and fears her"
            if hit.noun is None or (more and whom == "other"):
                self._telling = self._telling or whom != "other"
                if whom == "other":
                    self._state(hit.verb, "about", tokens, lead, end)
                return 0
        if hit.verb and self._is_of_two(hit.verb, tokens, lead, end):
            self._state(hit.verb, "mutual", tokens, lead, end)
            return 0
        if hit.noun is None or (hit.foreign and self._is_called(hit, tokens, lead, end)):
            self._acting = self._acting or hit.noun is None
            return 0
        if hit.foreign and hit.tongues & _GENITIVE and more and (whose := self._genitive(hit, tokens[end])):
            if whose == "other":
                self._state(hit.noun, "about", tokens, lead, end)
            return 0
        return self._take_noun(hit.noun, tokens, lead, self._past_adjectives(hit, tokens, end))

    def _is_of_two(self, kind: Kind, tokens: Sequence[Token], lead: _Lead, end: int) -> bool:
        """Whether "they" are said to be married or divorced, and to nobody else."""
        over = any(token.word in _OVER for token in tokens[: lead.at])
        if (
            lead.subject not in _TWO
            or not lead.adverbs_only
            or not (kind.id == "ex" or (kind.id == "spouse" and not over))
        ):
            return False
        return self._whom(tokens, end) == "other" and not (end < len(tokens) and tokens[end].word in _HIM)

    def _is_called(self, hit: Hit, tokens: Sequence[Token], lead: _Lead, end: int) -> bool:
        """Whether a word of another language is the other one's name, or is not alone where it should be."""
        if hit.size == 1 and tokens[lead.at].word in self._names:
            return True
        if not hit.alone:
            return False
        beside = end < len(tokens) and tokens[end].word not in _FUNCTION and not self._before_at(tokens, end)[0]
        return beside or lead.adjectives > 0 or lead.article in ("a", "an")

    def _past_adjectives(self, hit: Hit, tokens: Sequence[Token], end: int) -> int:
        """Where the adjectives end that some languages put behind a noun; `end` when what follows is none."""
        if not hit.foreign or hit.alone or not hit.tongues & _ADJECTIVE_AFTER:
            return end
        at = end
        while at < min(len(tokens), end + _MOST_AFTER) and self._is_plain(tokens, at):
            at += 1
        done = at == len(tokens) or tokens[at].word in ("of", "with") or self._before_at(tokens, at)[0]
        return at if done else end

    def _is_plain(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is none that anything here knows."""
        token = tokens[at]
        if token.capital or token.owner or token.word in _FUNCTION or token.word in self._names:
            return False
        return self._at(tokens, at) is None and not self._before_at(tokens, at)[0]

    def _genitive(self, hit: Hit, token: Token) -> Literal["", "other", "third"]:
        """Whose a noun is by the case of the name behind it; "" when it is no name, or in the nominative."""
        if "ar" in hit.tongues:
            return "other" if token.word in self._names else ""
        if token.word in self._names or not token.capital:
            return ""
        if not self._names:
            return "other"
        return "other" if any(_is_case_of(token.word, name) for name in self._names) else "third"

    def _take_noun(self, kind: Kind, tokens: Sequence[Token], lead: _Lead, end: int) -> int:
        after = tokens[end].word if end < len(tokens) else ""
        whom = self._whom(tokens, end + 1) if after in ("of", "to", "for", "with") else ""
        if whom == "third" and not self._describes(kind, after, tokens[end + 1]):
            return 0
        if not whom and after and not self._may_follow(tokens, end):
            return 0
        if kind.id == "partner" and after in ("for", "in", "on") and whom != "other":
            return 0  # a coordination partner for the city's defence
        both = lead.subject in ("they", "we", "both")
        if lead.subject and not (kind.symmetric or (both and mirror_of(kind))):
            return 0  # he is her mentor: who is he?
        if not whom and lead.article in ("a", "an") and kind.id in self._words.trades:
            return 0
        hers = tokens[lead.at].word == "like" and end + 1 < len(tokens) and tokens[end + 1].word in _HIM
        about = whom == "other" and after != "with" and not hers
        self._state(kind, "about" if about or lead.of_other else "is", tokens, lead, end + about)
        if after in _LINKING or self._before_at(tokens, end)[0]:
            return end
        hostile = kind.family in ("enemy", "rivalry")  # an enemy captain is nobody's captain
        return end if self._at(tokens, end) and not hostile else 0

    def _describes(self, kind: Kind, after: str, third: Token) -> bool:
        """Whether a preposition whose object is not the other one still leaves the noun a label."""
        if after == "with" or (after == "for" and kind.symmetric):
            return not (kind.symmetric and third.word in _POSSESSIVES)
        return third.word in _SORTS or (after == "for" and (third.word in _LASTING or third.word.isdigit()))

    def _may_follow(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a noun with this behind it is still a label, and no subject or part of a compound."""
        word = tokens[at].word
        if word in _FINITE:
            return False
        hit = self._at(tokens, at)
        known = word in _FUNCTION | _TAILS | self._names or word.isdigit() or _ADJECTIVAL.fullmatch(word)
        return bool(known or (hit and hit.noun) or self._before_at(tokens, at)[0])

    def _whom(self, tokens: Sequence[Token], at: int) -> Literal["other", "ours", "third"]:
        """Who follows a verb or preposition: the other one, the note's own, or somebody else."""
        if at < len(tokens) - 1 and tokens[at].word in _TITLES:
            at += 1
        if at >= len(tokens):
            return "other"
        token, after = tokens[at], tokens[at + 1].word if at + 1 < len(tokens) else ""
        if token.word in _OURS or (token.word == "his" and not after):
            return "ours"
        alone = not after or after in _NOT_OWNED or after.endswith("ly")
        if token.word == "her" or token.owner:
            named = token.word == "her" or not self._names or token.word in self._names
            return "other" if alone and named else "third"
        if token.word == "the":
            person = self._at(tokens, at + 1)  # of the king, of the family; but not of the guard
            kind = person.noun if person else None
            return "other" if kind and (kind.symmetric or kind.above == "of") else "third"
        if token.word in _POSSESSIVES | _ARTICLES:
            return "third"
        if token.word in self._names or token.word in _HIM or (token.capital and not self._names):
            return "other"
        person = self._at(tokens, at)  # du roi, des Königs: the article is within the preposition
        if person and person.foreign and person.noun and person.noun.above == "of":
            return "other"
        goes_on = token.word in _GOING_ON or token.word.endswith("ly")  # loves from afar
        return "other" if goes_on else "third"

    def _state(self, kind: Kind, direction: Direction, tokens: Sequence[Token], lead: _Lead, end: int) -> None:
        if lead.denied:
            return
        start = tokens[lead.start if lead.start >= 0 else lead.at].start
        said = self._text[start : tokens[end - 1].end]
        self._found.append(StatedKind(kind, said, "mutual" if kind.symmetric else direction))
        if lead.doubt:
            self._doubt_last()

    def _doubt_last(self) -> None:
        """What is over, or not sure, says nothing about how two people stand now."""
        for stated in self._found[-1:]:
            self._found[-1] = replace(stated, kind=replace(stated.kind, sign=0))


def _is_case_of(word: str, name: str) -> bool:
    """Whether a word may be a name in another case: Ivana of Ivan, Anny of Anna."""
    stem = name[:-1] if name[-1] in _ENDINGS else name
    return len(stem) > 1 and word.startswith(stem) and len(word) <= len(name) + 2
