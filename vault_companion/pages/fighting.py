"""What will make them fight, in words: for each driver a few words for the glance, and a line with her own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vault_companion.cast.ties import Tie
from vault_companion.dynamics.reading import Claim
from vault_companion.pages.voice import Voice, first

Saying = Callable[[Voice, Claim], str]


def fight(voice: Voice, claim: Claim) -> str:
    """One line about one driver: what it is, and the author's lines that show it."""
    return _FIGHTS[claim.id](voice, claim)


def worth_telling(friction: Sequence[Claim]) -> tuple[Claim, ...]:
    """The drivers that say something of these two: flaws that touch nothing stand side by side in most pairs."""
    return tuple(claim for claim in friction if claim.id != "flaw_collision" or "need" in claim.cited)


def lead(voice: Voice, claim: Claim, *, over: bool = False) -> str:
    """The heaviest of them in a sentence for the glance; of two whose story is `over` it is no fight to come."""
    if claim.id == "secret_or_betrayal":
        return _LEADS[claim.id](voice, claim)
    return f"{'What stood between them' if over else 'The fight to come'}: {_LEADS[claim.id](voice, claim)}"


def stated(voice: Voice, tie: Tie | None) -> str:
    """What the author herself calls the conflict, before anything that is read; "" where she names none."""
    lines = tuple(line.phrase for line in tie.of_part("conflict")) if tie else ()
    return f"**In so many words.** {voice.quote(lines, 2)}." if lines else ""


def _names(voice: Voice, claim: Claim) -> tuple[str, str]:
    one, other = claim.who or voice.pair
    return voice.name(one), voice.name(other)


def _lead_closeness(voice: Voice, claim: Claim) -> str:
    closer, room = _names(voice, claim)
    return f"{closer} wants to be closer, {room} wants room."


def _lead_values(voice: Voice, claim: Claim) -> str:
    return f"{voice.quote(claim.cited['value_one'])} against {voice.quote(claim.cited['value_other'])}."


def _lead_contested(voice: Voice, claim: Claim) -> str:
    return _for_one_thing(voice, claim)


def _lead_flaw(voice: Voice, claim: Claim) -> str:
    """What the needy one needs is just what the flaw of the other leaves out."""
    flawed, needy = claim.who
    lack = voice.lack(needy, claim.cited["need"][0])
    behind = voice.called(flawed, claim.cited["flaw"][0], "flaw")
    return f"{voice.name(needy)} {lack}, and {behind}."


def _lead_unfilled(voice: Voice, claim: Claim) -> str:
    without, other = _names(voice, claim)
    return f"{without} {voice.lack(claim.who[0], claim.cited['open'][0])}, and {other} has no answer to it."


def _lead_power(voice: Voice, claim: Claim) -> str:
    if claim.who:
        waits, holds = _names(voice, claim)
        return f"{holds} holds the lever, and {waits} is under it."
    return f"who holds the lever, {voice.quote(claim.cited['power'])}."


def _lead_outside(voice: Voice, claim: Claim) -> str:
    return f"from outside, {voice.quote(claim.cited['pressure'])}."


def _lead_secret(voice: Voice, claim: Claim) -> str:
    if claim.who:
        hider, other = _names(voice, claim)
        return f"{hider} has kept something from {other}: {voice.quote(claim.cited['secret'])}."
    return f"Something has been kept back: {voice.quote(claim.cited['secret'])}."


def _lead_level(voice: Voice, claim: Claim) -> str:
    holds, works = _names(voice, claim)
    return f"{holds} asks for more than {works} has been."


def _closeness(voice: Voice, claim: Claim) -> str:
    closer, room = _names(voice, claim)
    text = "**Closeness.**"
    if claim.cited.get("closer"):
        text += f" {closer} wants more of it: {voice.fresh(claim.cited['closer'], 1)}."
    if claim.cited.get("room"):
        text += f" {room} wants less: {voice.fresh(claim.cited['room'], 1)}."
    if (moves := claim.cited.get("moves")) and not voice.is_worn(moves):
        text += f" It has begun: {voice.fresh(moves, 2)}."
    return text


def _values(voice: Voice, claim: Claim) -> str:
    a, b = _names(voice, claim)
    return (
        f"**What they stand for.** {a}: {voice.quote(claim.cited['value_one'], 3)}. "
        f"{b}: {voice.quote(claim.cited['value_other'], 3)}."
    )


def _contested(voice: Voice, claim: Claim) -> str:
    return f"**One thing for two.** {_for_one_thing(voice, claim)}"


def _for_one_thing(voice: Voice, claim: Claim) -> str:
    a, b = _names(voice, claim)
    return f"{a} wants {voice.quote(claim.cited['wants_one'])}, {b} {voice.quote(claim.cited['wants_other'])}."


def _flaw(voice: Voice, claim: Claim) -> str:
    return f"**A flaw that hits home.** {_lead_flaw(voice, claim)}"


def _unfilled(voice: Voice, claim: Claim) -> str:
    without, other = _names(voice, claim)
    return (
        (
            f"**What stays open.** {without} {voice.lack(claim.who[0], claim.cited['open'][0])}; "
            f"nothing in {voice.own(claim.who[1])} note answers it."
        )
        if other
        else ""
    )


def _power(voice: Voice, claim: Claim) -> str:
    lines = first(claim.cited, "power", "holds", "waits")
    if not claim.who:
        return f"**The lever.** {voice.fresh(lines, 2)}."
    waits, holds = _names(voice, claim)
    text = f"**The lever.** {holds} has it"
    text += f": {voice.quote(claim.cited['holds'])}." if claim.cited.get("holds") else "."
    if claim.cited.get("waits"):
        text += f" {waits} is under it: {voice.quote(claim.cited['waits'])}."
    return text


def _outside(voice: Voice, claim: Claim) -> str:
    return f"**The world outside.** It has been against them: {voice.fresh(claim.cited['pressure'], 2)}."


def _secret(voice: Voice, claim: Claim) -> str:
    return f"**Something kept back.** {voice.fresh(claim.cited['secret'], 2)}."


def _level(voice: Voice, claim: Claim) -> str:
    holds, works = _names(voice, claim)
    text = f"**The gap itself.** {holds} asks for more than {works} has been"
    behind = first(claim.cited, "level", "effort")
    return f"{text}: {voice.fresh(behind, 2)}." if behind else f"{text}."


_LEADS: dict[str, Saying] = {
    "closeness_distance": _lead_closeness,
    "clashing_values": _lead_values,
    "contested_need": _lead_contested,
    "flaw_collision": _lead_flaw,
    "unfilled_need": _lead_unfilled,
    "power_imbalance": _lead_power,
    "outside_pressure": _lead_outside,
    "secret_or_betrayal": _lead_secret,
    "level_gap": _lead_level,
}
_FIGHTS: dict[str, Saying] = {
    "closeness_distance": _closeness,
    "clashing_values": _values,
    "contested_need": _contested,
    "flaw_collision": _flaw,
    "unfilled_need": _unfilled,
    "power_imbalance": _power,
    "outside_pressure": _outside,
    "secret_or_betrayal": _secret,
    "level_gap": _level,
}
