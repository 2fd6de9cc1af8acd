"""One holds the lever.

Why it matters: whoever needs it less decides how it is; the other can only please, or rebel.

Silent when: no line says that one depends on the other, or stands above.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.words.matches import nor

THEORY = ("S09", "S67")


def find(view: PairView) -> Claim | None:
    """A claim about (who is under it, who holds it) where that is known; parts `waits`, `holds`, `power`."""
    bond = view.bond("validation_power")
    by_bond = 0.8 * bond.confidence if bond else 0.0
    hits = [hit for hit in view.conduct.of("power") if hit.weight >= 0.7 or hit.line.part == "power"]
    by_line = 0.5 * nor([hit.weight for hit in hits])
    if bond and by_bond >= by_line:
        return claim(RULE.id, by_bond, THEORY, bond.who, bond.cited)
    return claim(RULE.id, by_line, THEORY, (), {"power": tuple(hit.phrase for hit in hits)[:3]})


RULE = Rule("power_imbalance", THEORY, find)
