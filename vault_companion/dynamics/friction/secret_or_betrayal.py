"""One keeps something from the other, or has broken faith.

Why it matters: the reader waits for the day it comes out, and every kindness until then has a crack in it.

Silent when: nothing hidden, no lie and no betrayal is written.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.vault.snapshot import VaultPath

THEORY = ("S69",)


def find(view: PairView) -> Claim | None:
    """A claim about (who hides, from whom) where that is known; part `secret`."""
    hits = view.conduct.of("secret")
    weight = (0.85 if len(hits) >= 2 else 0.75) * view.conduct.strength("secret")
    hiders = {who for hit in hits for who in hit.subjects if len(hit.subjects) == 1}
    who: tuple[VaultPath, ...] = ()
    if len(hiders) == 1:
        hider = hiders.pop()
        who = (hider, view.pair[1] if hider == view.pair[0] else view.pair[0])
    return claim(RULE.id, weight, THEORY, who, {"secret": view.conduct.phrases("secret")})


RULE = Rule("secret_or_betrayal", THEORY, find)
