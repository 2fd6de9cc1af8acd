"""Where a relationship stands between strangers and a settled life, as far as the author says (theory 2.5).

Why it matters: what two people do depends less on who they are than on how much closeness is asked of them.

Silent when: no `phase` is stated and neither `now` nor the last change speaks of exactly one phase in plain words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vault_companion.cast.ties import Tie, TieLine
from vault_companion.dynamics.outlook import Here

THEORY = ("S42", "S45")


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of a relationship.

    Attributes:
        id: Its name.
        demand: 0 to 1: how much closeness it asks for.
        named: The words by which an author names it in a `phase` field.
        told: Those of them that mean it in running text as well.
    """

    id: str
    demand: float
    named: re.Pattern[str]
    told: re.Pattern[str]


def _phase(name: str, demand: float, told: str, named: str = "") -> Phase:
    sure = rf"\b(?:{told})\b"
    return Phase(
        name, demand, re.compile(rf"{sure}|\b(?:{named or name})\b", re.IGNORECASE), re.compile(sure, re.IGNORECASE)
    )


PHASES: Final = (
    _phase("strangers", 0.0, r"strangers|not met|yet to meet", r"strangers|unmet|enemies at first"),
    _phase(
        "spark",
        0.15,
        r"meet cute|flirt(?:ing|ation|s)|courtship|honeymoon(?: period| phase)?|newly in love",
        r"sparks?|crush|early(?: days)?|new|dating|beginning|attraction",
    ),
    _phase(
        "closeness",
        0.4,
        r"falling in love|fall in love|growing close(?:r)?|grow close(?:r)?|moving in together",
        r"closeness|intimacy|intimate|friends|close|lovers",
    ),
    _phase(
        "demand",
        0.65,
        r"engaged|betrothed|just married|newly ?weds?|living together|move(?:d)? in together",
        r"demand|commitment|committed|married|marriage|leaning|illness|child|grief",
    ),
    _phase(
        "conflict",
        0.8,
        r"at odds|on bad terms|constant(?:ly)? (?:fights|quarrels|fighting|quarrelling|rows)|in crisis",
        r"conflict|fights?|fighting|quarrels?|crisis|doubt|rift|strained|betrayal",
    ),
    _phase(
        "withdrawal",
        0.55,
        r"drifting apart|drifted apart|not (?:on )?speaking|no longer (?:speak|talk)(?:ing)?|living apart|separated",
        r"withdrawal|withdrawn|cold|drifting|distance|distant|silent|silence|stagnant|avoiding",
    ),
    _phase(
        "rupture",
        0.3,
        r"divorced|estranged|broken up|broke up|split up|over between (?:them|us)",
        r"rupture|break-?up|divorce|ended|over|parted",
    ),
    _phase(
        "repair",
        0.7,
        r"reconciled|reconciliation|second chance|made up again|back together",
        r"repair|reunited|reunion|forgiven|grand gesture|mending",
    ),
    _phase(
        "bonded",
        0.75,
        r"settled (?:down|together)|still together|together for good|partners for life",
        r"bonded|together|secure|settled|family|partners|stable",
    ),
)
"""The phases in the order of a love story, each with the closeness that it asks for."""

_DENIED: Final = re.compile(
    r"\b(?:never|not|nor|neither|no|without|until|unless|almost|nearly|if|once)\b|n't\b", re.IGNORECASE
)


def where_they_are(tie: Tie | None) -> Here | None:
    """The phase that the tie's own lines name: a `phase` field before `now`, and that before the last change."""
    if tie is None:
        return None
    for line in reversed(tie.of_part("phase")):
        if found := _only_one(line, named=True):
            return Here(found, line.phrase)
    for line in (*reversed(tie.of_part("now")), *tie.of_part("changes")[-1:]):
        if found := _only_one(line, named=False):
            return Here(found, line.phrase)
    return None


def _only_one(line: TieLine, *, named: bool) -> str:
    """The phase a line speaks of, "" if of none, of several, or to deny it."""
    text = line.phrase.text
    found = [(phase.id, hit) for phase in PHASES if (hit := (phase.named if named else phase.told).search(text))]
    if len(found) != 1:
        return ""
    phase, hit = found[0]
    return "" if _DENIED.search(text[max(0, hit.start() - 20) : hit.start()]) else phase
