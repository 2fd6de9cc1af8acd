"""Sentences known to be about two people, in which who of the two does what is told by the build of the sentence.

`her eldest brother` needs no more than its words. But in `[[Bo]] loves her` it is Bo who loves; `Elder sister, who
waits for Bo` says what the note's own character is; `close to her son`, said of Bo, makes Bo the son.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from vault_companion.cast.certain import OWNER, Marked, Telling, nouns
from vault_companion.cast.kinds import Direction, StatedKind, kind_of
from vault_companion.vault.snapshot import VaultPath

_KIN_OF_EQUALS: Final = frozenset(
    {"brother", "sister", "sibling", "twin", "half brother", "half sister", "half sibling", "cousin", "husband", "wife"}
)
_OTHER: Final = "\ue001"
_OBJECT: Final = rf"(?:her|him|them|me|us|{OWNER})(?!['\w])"
_KIND: Final = r"(?P<kind>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){0,5}?)"
_END: Final = (
    r"(?=\s*(?:$|[.,;:!()—–]|- |(?:and|but|who|whom|whose|until|when|while|since|in|at|from|during|before|after|by"
    r"|though|although|even|despite|prior)\b))"
)
_BOTH: Final = rf"(?:they|both|the two|{OWNER} and {_OTHER}|{_OTHER} and {OWNER})"
_FRAGMENT: Final = re.compile(
    rf"(?:an? |the )?(?P<kind>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){{0,3}}?),? (?:who|that|which) [^.;]*{_OTHER}(?!')",
    re.IGNORECASE,
)
_FEELING: Final = re.compile(
    rf"{OWNER} (?:(?:has|have|had) (?:\w+ ){{0,2}}feelings (?:about|for|towards?)"
    r"|(?:is|was|feels|felt|remains|remained|grew) (?:\w+ ){0,2}(?:(?:close|devoted|loyal) to"
    r"|(?:fond|proud|protective|afraid|jealous|suspicious|wary) of|protective towards?|angry (?:with|at)"
    r"|worried about|estranged from)"
    r"|(?:\w+ly |still |always ){0,2}(?:love[sd]?|miss(?:e[sd])?|adore[sd]?|hate[sd]?|respect(?:s|ed)?|mourn(?:s|ed)?"
    r"|protect(?:s|ed)?|trust(?:s|ed)?|fear(?:s|ed)?|resent(?:s|ed)?|admire[sd]?))"
    rf" (?:her|his|their) {_KIND}{_END}",
    re.IGNORECASE,
)
_FORMED: Final = re.compile(
    rf"{_BOTH} (?:(?!(?:that|who|he|she|it|not|never|neither|if)\b)[\w'-]+,? ){{0,12}}?"
    rf"(?:formed|became|become|developed|built|struck up) {_KIND}{_END}",
    re.IGNORECASE,
)
_CRUSH: Final = re.compile(
    rf"(?P<who>[{OWNER}{_OTHER}]) (?:\w+ )?(?:has|had|have|harbou?rs|developed) (?:an? )?(?:[\w-]+ ){{0,3}}"
    rf"(?:crush|obsession|infatuation) (?:on|with|for) (?P<whom>her|him|them|me|us|{OWNER}|{_OTHER})(?!['\w]){_END}",
    re.IGNORECASE,
)
_DATED: Final = re.compile(rf"{_BOTH} (?:briefly |once )?(?:dated|used to date)\b(?! (?:the|others?)\b)", re.IGNORECASE)
_AS_FRIENDS: Final = re.compile(rf"{_BOTH} [^.;]*\b(?:better|best) (?:off )?as (?P<kind>friends)\b", re.IGNORECASE)
_REALISED: Final = re.compile(
    rf"\b(?P<who>she|he|{OWNER}) (?:realised|realized|admitted|confessed|knew|discovered) (?:that )?"
    rf"(?:she|he) (?P<kind>loved|was in love with|had fallen in love with|had fallen for) (?P<whom>her|him|{_OTHER})"
    rf"{_END}",
    re.IGNORECASE,
)
_IS_HER: Final = re.compile(rf"(?P<who>she|he) (?:is|was) (?P<whom>her|his) {_KIND}{_END}", re.IGNORECASE)
_OF_PRONOUN: Final = {"she": "she", "her": "she", "he": "he", "him": "he", "his": "he"}


def for_two(known: Marked, other: VaultPath) -> str:
    """A marked text in which only the note's own character and `other` are marked so."""
    letter = known.letter(other)
    return "".join(_OTHER if one == letter else "\uf8ff" if one in known.people else one for one in known.text)


def settled(text: str, kinds: Sequence[StatedKind]) -> tuple[StatedKind, ...]:
    """The kinds that were read of `other`, with the direction that the build of the sentence gives them.

    Args:
        text: The whole sentence, as `for_two` gives it.
        kinds: What its words state.
    """
    subject = text.startswith(_OTHER + " ") and text[2:3].isalpha()
    described = text.startswith(_OTHER + ",")
    out: list[StatedKind] = []
    for stated in kinds:
        if stated.kind.id == "heir" and out and out[-1].kind.id in _KIN_OF_EQUALS and stated.said == "heir":
            continue  # her brother, and somebody's heir
        if (subject or (described and out)) and stated.direction == "about" and _has_object(text, stated.said):
            stated = replace(stated, direction="is")
        out.append(stated)
    found = _FRAGMENT.match(text)
    role = found["kind"].casefold() if found and OWNER not in found.group() else ""
    if out and out[0].direction == "is" and role.endswith(out[0].said.casefold()):
        out[0] = replace(out[0], direction="about")
    return tuple(out)


def _has_object(text: str, said: str) -> bool:
    """Whether the note's own character follows a verb, as `her` does in `loves her`."""
    return re.search(rf"(?<!\w){re.escape(said)} {_OBJECT}", text, re.IGNORECASE) is not None


def subject_said(text: str) -> str:
    """What a sentence whose subject is the other one says, as words to be read for kinds; "" for any other.

    Only where a verb has the note's own character for its object: `[[Bo]] hates Ada`.
    """
    if not (text.startswith(_OTHER + " ") and text[2:3].isalpha() and re.search(rf"\w {OWNER}(?!['\w])", text)):
        return ""
    return re.sub(rf"{OWNER}(?!['\w])", "them", text[1:].strip())


def stated_of_two(said: Telling, other: VaultPath, text: str, *, item: bool) -> tuple[StatedKind, ...]:
    """What a sentence about two states by its build, where its words alone state nothing.

    Args:
        said: Whose note it stands in.
        other: The other one.
        text: As `for_two` gives it.
        item: It stands beside the name of the other, so a son in it is the other one.
    """
    terms = said.terms
    if item and (found := _FEELING.match(text)):
        return nouns(terms, found["kind"], "is")
    if found := _FORMED.match(text):
        return tuple(stated for stated in nouns(terms, found["kind"], "mutual") if stated.kind.symmetric)
    if found := _CRUSH.match(text):
        if found["who"] == found["whom"]:
            return ()
        return _of_id("admirer", "about" if found["who"] == OWNER else "is")
    if found := _DATED.match(text):
        friends = _AS_FRIENDS.match(text)
        return _of_id("ex", "mutual") + (nouns(terms, "friend", "mutual") if friends else ())
    if _AS_FRIENDS.match(text):
        return nouns(terms, "friend", "mutual")
    if found := _REALISED.search(text):
        direction = _who_acts(said, other, found["who"].casefold(), found["whom"].casefold())
        return _of_id("loves", direction) if direction else ()
    if found := _IS_HER.match(text):
        direction = _who_acts(said, other, found["who"].casefold(), found["whom"].casefold())
        return nouns(terms, found["kind"], direction) if direction else ()
    return ()


def _who_acts(said: Telling, other: VaultPath, who: str, whom: str) -> Direction | None:
    """Which of the two a "she" is who loved a "him", by what their notes say of their pronouns; None when unclear.

    As a direction: "about" when she is the note's own character.
    """
    if who == OWNER or whom == _OTHER:
        return "about"
    own, theirs = said.people.person(said.owner).pronouns, said.people.person(other).pronouns
    subject, thing = _OF_PRONOUN[who], _OF_PRONOUN[whom]
    if subject == thing:
        return None
    if (subject in own and thing not in own) or (thing in theirs and subject not in theirs):
        return "about"
    if (subject in theirs and thing not in theirs) or (thing in own and subject not in own):
        return "is"
    return None


def _of_id(id_: str, direction: Direction) -> tuple[StatedKind, ...]:
    kind = kind_of(id_)
    return (StatedKind(kind, kind.id, direction),) if kind else ()
