"""They stand against each other, and neither can walk away.

Why it matters: two enemies who could leave are a quarrel; two who cannot are a story.

Silent when: there is no hostility between them.
"""

from vault_companion.dynamics.pairview import PairView
from vault_companion.dynamics.reading import Claim
from vault_companion.dynamics.rule import Rule, claim
from vault_companion.dynamics.values import clashes
from vault_companion.notes.fields import Phrase

THEORY = ("S67", "S68", "S69")


def find(view: PairView) -> Claim | None:
    """A claim about two who are hostile; parts `value_one`, `value_other`, `bound`, `between`."""
    if not view.hostile or view.tie is None:
        return None
    opposed = clashes(view.one, view.other)
    bound = view.conduct.strength("shared_goal")
    confidence = 0.6 + 0.15 * len(opposed) + 0.3 * bound
    cited = {
        "value_one": tuple(dict.fromkeys(phrase for clash in opposed for phrase in clash.one)),
        "value_other": tuple(dict.fromkeys(phrase for clash in opposed for phrase in clash.other)),
        "bound": view.conduct.phrases("shared_goal"),
        "between": _what_is_said(view),
    }
    return claim(RULE.id, confidence, THEORY, view.pair, cited)


def _what_is_said(view: PairView) -> tuple[Phrase, ...]:
    """The lines of the tie, or the words that name it."""
    assert view.tie is not None  # noqa: S101 - for the type checker; find() has looked
    lines = tuple(line.phrase for line in view.tie.of_part("feels", "conflict", "history", "note"))
    named = tuple(Phrase(kind.said, kind.said, kind.evidence) for kind in view.tie.kinds)
    return (lines or named)[:4]


RULE = Rule("unity_of_opposites", THEORY, find, specificity=1.2)
