"""One holds a level, the other works to reach it.

Why it matters: the story is the effort, and the no that made it necessary.

Silent when: a standard is held but nobody works for it, or somebody works but nobody holds a standard. Where one
plainly says no and only the other changes, the change is the work.
"""

from vault_companion.dynamics.conduct import PLAIN, STRONG, Hit
from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.dynamics.trajectory import growth_hits
from vault_companion.words.matches import nor

THEORY = ("S13",)


def find(view: PairView) -> Claim | None:
    """A claim about (who holds the level, who works to reach it); parts `level`, `effort`, `flaws`, `settled`."""
    if view.hostile:
        return None
    found = [claimed for holds, works in view.both_ways() if (claimed := _in_this_order(view, holds, works))]
    return max(found, key=lambda claimed: claimed.confidence, default=None)


def _in_this_order(view: PairView, holds: Profile, works: Profile) -> Claim | None:
    standard = view.conduct.strength("standard", holds.path)
    trying = view.conduct.of("effort", works.path) or _changes_alone(view, holds, works)
    effort = nor([hit.weight for hit in trying])
    settled = holds.sufficiency >= 0.3 or holds.attachment.style == "secure"
    if not settled or not works.states_flaws or standard < 0.45 or effort < 0.45:
        return None
    stands = max(holds.sufficiency, 0.6 if holds.attachment.style == "secure" else 0.0)
    flaws = works.character.trait("flaws")
    confidence = (
        0.15
        + 0.3 * stands
        + 0.15 * min(1.0, 0.4 * len(flaws))
        + 0.25 * standard
        + 0.3 * effort
        - 0.3 * max(0.0, works.sufficiency - 0.4)
    )
    asked = set(view.conduct.phrases("standard", who=holds.path))
    cited = {
        "level": view.conduct.phrases("standard", who=holds.path),
        "effort": tuple(dict.fromkeys(hit.phrase for hit in trying if hit.phrase not in asked)),
        "flaws": flaws,
        "settled": holds.stands_alone or holds.secure_lines,
    }
    return claim(RULE.id, confidence, THEORY, (holds.path, works.path), cited)


def _changes_alone(view: PairView, holds: Profile, works: Profile) -> tuple[Hit, ...]:
    """The change lines of the one who works, where the other has no need to change and plainly holds a level."""
    hits = growth_hits(view)
    plainly = any(hit.weight >= STRONG for hit in view.conduct.of("standard", holds.path))
    if not plainly or any(hit.subjects != {works.path} for hit in hits):
        return ()
    return tuple(hit for hit in hits if hit.weight >= PLAIN)


RULE = Rule("meet_me_at_my_level", THEORY, find, specificity=0.97)
