"""How one phrase is read, standing alone: what `vault-companion phrase` prints."""

from __future__ import annotations

from typing import Any

from vault_companion.cast.vocabulary import TIE_FIELDS, TRAITS, tie_field_names, trait_of
from vault_companion.notes.note import key_of
from vault_companion.words.lexicon import Lexicon
from vault_companion.words.phrasebook import example_like

FIELDS = (*TRAITS, *(field for field in TIE_FIELDS if field not in TRAITS))
COUNTS = 0.5


def field_of(name: str) -> str | None:
    """The field that a name means, in any accepted spelling, or None."""
    key = key_of(name)
    return trait_of(key) or tie_field_names().get(key)


def phrase_json(lexicon: Lexicon, phrase: str, field: str) -> dict[str, Any]:
    """One row of the contract: the needs in the role that the field gives, attachment and conduct cues, ranked."""
    best: dict[str, tuple[float, str]] = {}
    for cue in lexicon.read_attachment(phrase, field):
        best[cue.style] = max(best.get(cue.style, (0.0, "")), (cue.weight, cue.matched))
    styles = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return {
        "phrase": phrase,
        "as": field,
        "needs": [
            {"id": match.id, "role": match.role, "weight": match.weight, "matched": match.matched}
            for match in lexicon.read_needs(phrase, field)
        ],
        "attachment": [
            {"style": style, "weight": weight, "matched": matched}
            for style, (weight, matched) in styles
            if weight >= COUNTS
        ],
        "cues": [
            {"id": cue.style, "weight": cue.weight, "matched": cue.matched}
            for cue in sorted(lexicon.read_conduct(phrase), key=lambda cue: (-cue.weight, cue.style))
        ],
    }


def _why(match: dict[str, Any], phrase: str) -> str:
    """The list entry that was met, or the phrase of the book that it is like."""
    example = "" if match["matched"] else example_like(phrase, match["id"])
    return f"like “{example}”" if example else _met(match)


def _met(match: dict[str, Any]) -> str:
    """The list entry that was met; a cue that is only like others has none."""
    return f"by “{match['matched']}”" if match["matched"] else "by likeness"


def phrase_text(lexicon: Lexicon, phrase: str, field: str) -> str:
    """The same for a person at a terminal."""
    row = phrase_json(lexicon, phrase, field)
    lines = [f"{phrase}  (as {field})"]
    lines += [
        f"  {match['role']} {match['id']}  {match['weight']:.2f}  {_why(match, phrase)}" for match in row["needs"]
    ]
    lines += [f"  {match['style']} in love  {match['weight']:.2f}  {_met(match)}" for match in row["attachment"]]
    lines += [f"  shows {match['id']}  {match['weight']:.2f}  {_met(match)}" for match in row["cues"]]
    if len(lines) == 1:
        near = lexicon.nearest_needs(phrase)
        lines.append("  not understood" + (f"; nearest needs: {', '.join(near)}" if near else ""))
    return "\n".join(lines)
