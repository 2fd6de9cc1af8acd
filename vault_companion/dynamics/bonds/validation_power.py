"""One lives on approval, the other likes the power of granting it.

Why it matters: every kindness is also a lever; the one who waits for approval can be steered with it.

Silent when: the one whose approval is wanted takes no pleasure in the hold that it gives. It is said with less
certainty where no line between the two shows the hold, or only one that gives both of them a hold ("he holds the
purse, she holds the keys").
"""

import re

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import NOTHING, Profile
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.notes.fields import Phrase
from vault_companion.words.matches import nor

THEORY = ("S09",)
_EACH_HOLDS = re.compile(
    r"\b(holds?|has|have|owns?|keeps?|controls?|commands?)\b.+(?:\band|\bbut|[,;]).+\b\1\b", re.IGNORECASE
)


def find(view: PairView) -> Claim | None:
    """A claim about (who waits for approval, who grants it); parts `waits`, `holds`, `grants`, `power`."""
    if view.hostile:
        return None
    found = [claimed for waits, holds in view.both_ways() if (claimed := _in_this_order(view, waits, holds))]
    return max(found, key=lambda claimed: claimed.confidence, default=None)


def _in_this_order(view: PairView, waits: Profile, holds: Profile) -> Claim | None:
    anxiety = waits.attachment.anxiety or 0.0
    depends = max(
        waits.lacks("validation").weight,
        0.6 * waits.deep.get("acceptance", NOTHING).weight,
        0.6 * waits.deep.get("recognition", NOTHING).weight,
        0.3 if anxiety >= 0.5 else 0.0,
    )
    enjoys = view.conduct.strength("enjoys_power", holds.path)
    power = max(holds.lacks("power").weight, 0.6 * holds.pieces.get("equality", NOTHING).weight, 0.8 * enjoys)
    both = min(depends, power)
    if both < 0.45:
        return None
    grants = holds.offer("validation")
    leverage = _leverage(view)
    confidence = 0.1 + 0.55 * both + 0.35 * leverage + (0.2 if grants.weight >= 0.5 else 0.0)
    if not (enjoys or leverage):
        confidence *= 0.7
    cited = {
        "waits": _strongest(waits, "validation", "acceptance", "recognition"),
        "holds": (
            *view.conduct.phrases("enjoys_power", who=holds.path),
            *_strongest(holds, "power", "equality"),
        ),
        "grants": grants.phrases if grants.weight >= 0.5 else (),
        "power": view.conduct.phrases("power")[:2],
    }
    return claim(RULE.id, confidence, THEORY, (waits.path, holds.path), cited)


def _leverage(view: PairView) -> float:
    """How plainly a line says that one of them is above the other; one that says it of each in turn says it of none."""
    return nor([hit.weight for hit in view.conduct.of("power") if not _EACH_HOLDS.search(hit.phrase.text)])


def _strongest(who: Profile, *needs: str) -> tuple[Phrase, ...]:
    found = [who.lacks(need) for need in needs if who.lacks(need).weight >= 0.5]
    return tuple(dict.fromkeys(phrase for held in found for phrase in held.phrases))


RULE = Rule("validation_power", THEORY, find)
