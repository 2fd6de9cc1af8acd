"""What two ways of attaching come to, what is worth a remark and what disagrees, as JSON and as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from vault_companion.dynamics import forecast as forecasting
from vault_companion.dynamics import pairings
from vault_companion.dynamics.outlook import Contradiction, Forecast, Pairing
from vault_companion.dynamics.reading import Claim, Reading, places
from vault_companion.notes.note import Evidence
from vault_companion.vault.snapshot import VaultPath

Json = dict[str, Any]
Name = Callable[[VaultPath], str]
Places = Callable[[Iterable[Evidence]], list[Json]]
Cited = Callable[[Sequence[Evidence], str], str]


def closeness_json(reading: Reading, name: Name, as_json: Places) -> Json:
    """The keys of `explain A B` that tell of closeness.

    `forecast` has a row a phase, each with what either does there; [] unless lines on love are written for both.
    `forecast_lines` are the lines that bear on it by their part, `reads` is what each reads in the other's usual move,
    `here` where they stand now or None.
    """
    forecast = reading.forecast
    return {
        "forecast": [
            {"phase": step.phase, **{name(who): state for who, state in step.states.items()}}
            for step in (forecast.steps if forecast else ())
        ],
        "forecast_lines": {
            part: as_json(places(phrases)) for part, phrases in (forecast.cited if forecast else {}).items()
        },
        "here": _here_json(forecast, as_json),
        "reads": _reads_json(reading.together, name, as_json),
        "closeness": [_claim_json(claim, name, as_json) for claim in reading.closeness],
        "notices": [_claim_json(claim, name, as_json) for claim in reading.notices],
        "contradictions": [
            {
                "id": one.id,
                "about": [name(who) for who in one.about],
                "said": [side for side in one.said if side],
                "evidence": as_json(places(one.one, one.other)),
            }
            for one in reading.contradictions
        ],
    }


def _here_json(forecast: Forecast | None, as_json: Places) -> Json | None:
    if forecast is None or forecast.here is None:
        return None
    return {"phase": forecast.here.phase, "evidence": as_json(forecast.here.phrase.evidence)}


def _reads_json(together: Pairing | None, name: Name, as_json: Places) -> list[Json]:
    return [
        {
            "by": name(seen.reader),
            "of": name(seen.mover),
            "move": seen.move,
            "meaning": seen.meaning,
            "evidence": as_json(places(seen.phrases)),
            "theory": list(pairings.THEORY),
        }
        for seen in (together.seen if together else ())
    ]


def _claim_json(claim: Claim, name: Name, as_json: Places) -> Json:
    return {
        "id": claim.id,
        "confidence": claim.confidence,
        "who": [name(who) for who in claim.who],
        "parts": [part for part, phrases in claim.cited.items() if phrases],
        "evidence": as_json(claim.evidence),
        "theory": list(claim.theory),
    }


# ---- as text


def closeness_text(reading: Reading, name: Name, cited: Cited) -> str:
    """The same for a person at a terminal; "" for nothing."""
    parts = [
        _reads_text(reading.together, name, cited),
        _forecast_text(reading.forecast, name, cited),
        _claims_text("What closeness does to them", reading.closeness, name, cited),
        _claims_text("Worth a remark", reading.notices, name, cited),
        _contradictions_text(reading.contradictions, name, cited),
    ]
    return "\n\n".join(part for part in parts if part)


def _reads_text(together: Pairing | None, name: Name, cited: Cited) -> str:
    lines = []
    for seen in together.seen if together else ():
        lines.append(f"  {name(seen.reader)} reads {name(seen.mover)}: {seen.meaning.replace('_', ' ')}")
        lines += [f"    {seen.move.replace('_', ' ')}:{cited(one.evidence, one.text)}" for one in seen.phrases]
    return "\n".join([f"What each reads in the other, theory {' '.join(pairings.THEORY)}", *lines]) if lines else ""


def _forecast_text(forecast: Forecast | None, name: Name, cited: Cited) -> str:
    if forecast is None:
        return ""
    lines = []
    for step in forecast.steps:
        does = ", ".join(f"{name(who)} {state}" for who, state in step.states.items())
        here = "  <- here" if forecast.here and forecast.here.phase == step.phase else ""
        lines.append(f"  {step.phase}: {does}{here}")
    if forecast.here:
        lines.append(f"    here:{cited(forecast.here.phrase.evidence, forecast.here.phrase.text)}")
    lines += [
        f"    {part}:{cited(phrase.evidence, phrase.text)}"
        for part, phrases in forecast.cited.items()
        for phrase in phrases
    ]
    return "\n".join([f"As closeness rises, theory {' '.join(forecasting.THEORY)}", *lines])


def _claims_text(title: str, claims: Sequence[Claim], name: Name, cited: Cited) -> str:
    lines = []
    for claim in claims:
        people = ", ".join(name(who) for who in claim.who)
        lines.append(f"  {claim.id} ({people})  certain {claim.confidence:.2f}, theory {' '.join(claim.theory)}")
        lines += [
            f"    {part.replace('_', ' ')}:{cited(phrase.evidence, phrase.text)}"
            for part, phrases in claim.cited.items()
            for phrase in phrases
        ]
    return "\n".join([title, *lines]) if lines else ""


def _contradictions_text(found: Sequence[Contradiction], name: Name, cited: Cited) -> str:
    lines = []
    for one in found:
        about = f" ({', '.join(name(who) for who in one.about)})" if one.about else ""
        said = f": {' against '.join(one.said)}" if all(one.said) else ""
        lines.append(f"  {one.id}{about}{said}")
        lines += [f"    {cited(phrase.evidence, phrase.text).strip()}" for phrase in (*one.one, *one.other)]
    return "\n".join(["What does not agree", *lines]) if lines else ""
