"""One is not yet where the other stands.

Why it matters: as long as the gap is there, every yes would be a lie, and both know it.

Silent when: the level is not what binds them most.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim

THEORY = ("S13", "S67")


def find(view: PairView) -> Claim | None:
    """A claim about (who holds the level, who works for it); parts of the dynamic."""
    level = view.bonds[0] if view.bonds else None
    if level is None or level.id != "meet_me_at_my_level":
        return None
    return claim(RULE.id, 0.7 * level.confidence, THEORY, level.who, level.cited)


RULE = Rule("level_gap", THEORY, find)
