"""Findings that the author does not want to see: `dismiss:: magical_love 5f0c - they are cousins`.

The code is the beginning of a digest of what the lines say that a finding stands on, wherever they stand, so the
finding comes back when other lines speak for it, and not when a note is renamed. Without a code it stays away for good.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from hashlib import sha256
from typing import Final

from vault_companion.cast.answers import About, Answers, DismissLine
from vault_companion.cast.names import People
from vault_companion.cast.ties import Pair
from vault_companion.cast.whose import named
from vault_companion.dynamics.catalogue import BONDS, CLOSENESS, FRICTION, NOTICES
from vault_companion.dynamics.outlook import Forecast
from vault_companion.dynamics.questions import QUESTIONS, still_open
from vault_companion.dynamics.reading import Attachment, Claim, Dismissed, Question, Reading, Verdict, places
from vault_companion.notes.note import Evidence, key_of
from vault_companion.notes.resolve import path_order
from vault_companion.problem import Problem
from vault_companion.vault.snapshot import VaultPath

SHOWN: Final = 4
"""How many digits of a code are printed; more are understood."""

_ABOUT_ONE: Final = frozenset({"attachment", *QUESTIONS})
"""What may name a person, and what a character's own page may dismiss."""
_KNOWN: Final = {
    key_of(one): one
    for one in (
        *(rule.id for rule in (*BONDS, *FRICTION, *CLOSENESS, *NOTICES)),
        *("valence", "trajectory", "forecast"),
        *sorted(_ABOUT_ONE),
    )
}
_ASKED_BECAUSE_OF: Final = {
    "Q-VIBES": "magical_love",
    "Q-ENGINE": "extra_spice",
    "Q-WOUND": "attachment",
    "Q-AVOFEAR": "cannot_give",
}
"""Questions that ask about a finding, and fall with it."""
_REASON: Final = re.compile(r"\s[-–—]\s")
_CODE: Final = re.compile(r"[0-9a-f]{4,64}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a page says that can be dismissed.

    Attributes:
        id: Its rule's, "attachment", "valence", "trajectory", or a question's.
        who: Whom it is about, where that is one person.
        evidence: The lines it stands on; () for a question.
        digest: 64 hex digits for what these lines say, blind to where they stand.
        before: The same with the names of their notes, as earlier versions printed it; what was dismissed by it stays
            so. "" for a question.
    """

    id: str
    who: VaultPath | None
    evidence: tuple[Evidence, ...]
    digest: str
    before: str = ""

    @property
    def code(self) -> str:
        """The digits that are printed."""
        return self.digest[:SHOWN]


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A `dismiss::` line, understood. `who` is None for anybody, `code` is "" for good."""

    id: str
    who: VaultPath | None
    code: str
    reason: str
    by: Evidence

    def holds_for(self, finding: Finding) -> bool:
        """Whether this is the finding, and it stands on the same lines as when it was dismissed."""
        same = finding.id == self.id and self.who in (None, finding.who)
        return same and (finding.digest.startswith(self.code) or finding.before.startswith(self.code))


@dataclass(frozen=True, slots=True)
class Dismissals:
    """All that the author dismissed, by the pair or person on whose page she did so, and what of it is not known."""

    by_page: Mapping[About, tuple[Dismissal, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def of(self, pair: Pair) -> tuple[Dismissal, ...]:
        """Those that concern a pair: on its page, and on those of its two people."""
        pages: tuple[About, ...] = (tuple(sorted(pair, key=path_order)), (pair[0],), (pair[1],))
        return tuple(one for page in pages for one in self.by_page.get(page, ()))

    def of_person(self, who: VaultPath) -> tuple[Dismissal, ...]:
        """Those on a person's own page."""
        return self.by_page.get((who,), ())


def understand(lines: Iterable[DismissLine], people: People) -> Dismissals:
    """The `dismiss::` lines of all pages."""
    found: dict[About, list[Dismissal]] = {}
    problems: list[Problem] = []
    for line in lines:
        match _understood(line, people):
            case Dismissal() as dismissal:
                found.setdefault(line.about, []).append(dismissal)
            case Problem() as problem:
                problems.append(problem)
    return Dismissals({about: tuple(some) for about, some in found.items()}, tuple(problems))


def _understood(line: DismissLine, people: People) -> Dismissal | Problem:
    cut = _REASON.search(line.text)
    head, reason = (line.text[: cut.start()], line.text[cut.end() :].strip()) if cut else (line.text, "")
    words = head.replace("`", " ").split()
    size = next((n for n in range(min(len(words), 6), 0, -1) if key_of(" ".join(words[:n])) in _KNOWN), 0)
    if not size:
        return _unknown(line, " ".join(words))
    code_id, rest = _KNOWN[key_of(" ".join(words[:size]))], words[size:]
    if len(line.about) == 1 and code_id not in _ABOUT_ONE:
        hint = "Write it below the end mark of their page."
        return _problem(line, f'"{code_id}" is about two people, and this page is about one', hint)
    own = line.about[0] if len(line.about) == 1 else None
    for name, code in _readings(rest):
        who = named(name, line.about, people, line.evidence.path) if name else own
        if not name or (who and code_id in _ABOUT_ONE):
            return Dismissal(code_id, who, code, reason, line.evidence)
    hint = f"Write `dismiss:: {code_id}` as it stands on the page, and a reason after ` - `."
    return _problem(line, f'"{" ".join(rest)}" is neither a code nor one of the people of this page', hint)


def _readings(words: Sequence[str]) -> Iterable[tuple[str, str]]:
    """A name and a code, as what follows an id may be read: a name first, for it may look like a code."""
    yield " ".join(words), ""
    if words and _CODE.fullmatch(words[-1]):
        yield " ".join(words[:-1]), words[-1]


def _unknown(line: DismissLine, said: str) -> Problem:
    near = get_close_matches(key_of(said), _KNOWN, n=1, cutoff=0.5)
    near = near or get_close_matches(key_of(said.partition(" ")[0]), _KNOWN, n=1, cutoff=0.5)
    hint = f"Did you mean {_KNOWN[near[0]]}?" if near else "Copy the line from the end of the pair's page."
    return _problem(line, f'nothing that is found is called "{said[:60]}", so nothing was dismissed', hint)


def _problem(line: DismissLine, message: str, hint: str) -> Problem:
    return Problem(line.evidence.path, line.evidence.line, "unknown-dismissal", "warning", message, hint)


# ---- what can be dismissed


def of_claim(claim: Claim) -> Finding:
    """A dynamic or a friction as a finding."""
    return _finding(claim.id, None, claim.evidence)


def of_verdict(name: str, verdict: Verdict) -> Finding:
    """The valence or the trajectory as a finding."""
    return _finding(name, None, verdict.evidence)


def of_attachment(who: VaultPath, attachment: Attachment) -> Finding:
    """How somebody attaches as a finding."""
    return _finding("attachment", who, attachment.evidence)


def of_forecast(forecast: Forecast) -> Finding:
    """What comes when closeness rises as a finding."""
    return _finding("forecast", None, places(forecast.phrases))


def of_question(question: Question) -> Finding:
    """A question as a finding; it stands on its own words."""
    who = question.about[0] if len(question.about) == 1 else None
    return Finding(question.id, who, (), _hash(question.text))


def _finding(id_: str, who: VaultPath | None, evidence: tuple[Evidence, ...]) -> Finding:
    said = _hash(*(place.quote for place in evidence))
    return Finding(id_, who, evidence, said, _hash(*(f"{place.path}\0{place.quote}" for place in evidence)))


def _hash(*texts: str) -> str:
    """64 hex digits for some texts, the same in any order and however their letters are composed."""
    said = sorted({unicodedata.normalize("NFC", text) for text in texts})
    return sha256("\0\0".join(said).encode("utf-8", "replace")).hexdigest()


# ---- dismissing


def settled(reading: Reading, answers: Answers, dismissals: Dismissals) -> Reading:
    """A reading without what the author has answered or dismissed below the end marks of our pages."""
    asked = still_open(reading.questions, reading.pair, answers)
    if len(asked) != len(reading.questions):
        reading = replace(reading, questions=asked)
    said = dismissals.of(reading.pair)
    return _without(reading, said) if said else reading


def attachment_left(
    who: VaultPath, attachment: Attachment, dismissals: Dismissals
) -> tuple[Attachment, Dismissed | None]:
    """How somebody attaches, unknown if their own page dismisses it, and what was dismissed."""
    gone = _gone(of_attachment(who, attachment), dismissals.of_person(who)) if attachment.cited else None
    return (Attachment("unknown"), gone) if gone else (attachment, None)


def _without(reading: Reading, said: Sequence[Dismissal]) -> Reading:
    claims = (*reading.dynamics, *reading.friction, *reading.closeness, *reading.notices)
    found: list[Finding] = [of_claim(one) for one in claims]
    found += [of_forecast(reading.forecast)] if reading.forecast else []
    if reading.valence.label != "unknown":
        found.append(of_verdict("valence", reading.valence))
    if reading.trajectory.label != "open":
        found.append(of_verdict("trajectory", reading.trajectory))
    found += [of_attachment(who, one) for who, one in reading.attachment.items() if one.cited]
    found += [of_question(one) for one in reading.questions]
    gone = {(one.id, one.who, one.digest): out for one in found if (out := _gone(one, said))}
    if not gone:
        return reading
    ids = {(one.id, one.who) for one in gone.values()}

    def left(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(claim for claim in claims if (claim.id, None) not in ids)

    attachment = {
        who: Attachment("unknown") if ("attachment", who) in ids else one for who, one in reading.attachment.items()
    }
    styles = sorted(one.style for one in attachment.values())
    known = all("attachment" != one for one, _ in ids)
    return replace(
        reading,
        dynamics=left(reading.dynamics),
        friction=left(reading.friction),
        valence=Verdict("unknown") if ("valence", None) in ids else reading.valence,
        trajectory=Verdict("open") if ("trajectory", None) in ids else reading.trajectory,
        attachment=attachment,
        pairing="unknown" if "unknown" in styles else "_".join(styles),
        together=reading.together if known else None,
        closeness=left(reading.closeness) if known else (),
        forecast=reading.forecast if known and ("forecast", None) not in ids else None,
        notices=left(reading.notices),
        questions=tuple(one for one in reading.questions if not _falls(one, gone, ids)),
        absorbed=() if ("trajectory", None) in ids else reading.absorbed,
        dismissed=tuple(gone.values()),
    )


def _gone(finding: Finding, said: Sequence[Dismissal]) -> Dismissed | None:
    line = next((one for one in said if one.holds_for(finding)), None)
    return Dismissed(finding.id, finding.who, finding.evidence, line.reason, line.by) if line else None


def _falls(
    question: Question,
    gone: Mapping[tuple[str, VaultPath | None, str], Dismissed],
    ids: set[tuple[str, VaultPath | None]],
) -> bool:
    """Whether a question was dismissed itself, or asks about a finding that was."""
    own = of_question(question)
    cause = _ASKED_BECAUSE_OF.get(question.id, "")
    return (own.id, own.who, own.digest) in gone or (cause, own.who if cause == "attachment" else None) in ids
