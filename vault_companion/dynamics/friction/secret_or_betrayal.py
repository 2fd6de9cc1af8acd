"""One keeps something from the other, or has broken faith.

Why it matters: the reader waits for the day it comes out, and every kindness until then has a crack in it.

Silent when: nothing hidden, no lie and no betrayal is plainly written (faint signs alone are none), or they share the
secret.
"""

import re

from vault_companion.dynamics.conduct import PLAIN
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.matches import nor

THEORY = ("S69",)
_TOGETHER = re.compile(
    r"\bsecretly (?:engaged|married|wed|meet(?:s|ing)?|lovers?|together|dating)\b|"
    r"\b(?:marr\w+|meet\w*|met) in secret\b|"
    r"\bsecret (?:affair|romance|love affair|relationship|marriage|engagement|meetings?|lovers?)\b"
    r"(?! with (?:another|someone))",
    re.IGNORECASE,
)
"""What is hidden from the world by both of them."""


def find(view: PairView) -> Claim | None:
    """A claim about (who hides, from whom) where that is known; part `secret`."""
    hits = [hit for hit in view.conduct.of("secret") if len(hit.subjects) < 2 and not _TOGETHER.search(hit.phrase.text)]
    if not any(hit.weight >= PLAIN for hit in hits):
        return None
    weight = (0.85 if len(hits) >= 2 else 0.75) * nor([hit.weight for hit in hits])
    hiders = {who for hit in hits for who in hit.subjects if len(hit.subjects) == 1}
    who: tuple[VaultPath, ...] = ()
    if len(hiders) == 1:
        hider = hiders.pop()
        who = (hider, view.pair[1] if hider == view.pair[0] else view.pair[0])
    return claim(RULE.id, weight, THEORY, who, {"secret": tuple(dict.fromkeys(hit.phrase for hit in hits))})


RULE = Rule("secret_or_betrayal", THEORY, find)
