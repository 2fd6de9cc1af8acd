"""What is worth a remark beside a bond, and what in the notes does not agree: in words, both sides quoted."""

from __future__ import annotations

from collections.abc import Callable

from vault_companion.dynamics.outlook import Contradiction
from vault_companion.dynamics.reading import Claim, Reading
from vault_companion.pages.markdown import joined
from vault_companion.pages.voice import Voice, hedged
from vault_companion.vault.snapshot import VaultPath

Suppliers = Callable[[str, VaultPath, VaultPath], tuple[VaultPath, ...]]


def notice(reading: Reading, notice_id: str) -> Claim | None:
    """The remark of this id, if there is one."""
    return next((claim for claim in reading.notices if claim.id == notice_id), None)


def imbalance(voice: Voice, reading: Reading, suppliers: Suppliers) -> str:
    """One is fed, the other hungry; who else could answer, and who decides. "" when nothing is out of balance."""
    claim = notice(reading, "imbalance")
    if claim is None:
        return ""
    fed, hungry = claim.who
    sentence = voice.say(
        (
            "{fed} is fed here, and {hungry} goes hungry: {open} has no answer.",
            "More comes to {fed} than goes back. {hungry} still goes without {open}.",
            "The scales are not level. What {hungry} asks for, {open}, stays unanswered while {fed} is looked after.",
        ),
        "scales",
        fed=voice.name(fed),
        hungry=voice.name(hungry),
        open=voice.fresh(claim.cited["open"], 1),
    )
    parts = [hedged(voice, claim.confidence, sentence), _elsewhere(voice, reading, claim, suppliers)]
    if lever := claim.cited.get("lever"):
        parts.append(f"Whoever needs it less decides, and here that is {voice.name(fed)}: {voice.fresh(lever, 1)}.")
    if reaching := claim.cited.get("reaching"):
        parts.append(f"The reaching is all on {voice.own(hungry)} side: {voice.fresh(reaching, 1)}.")
    return " ".join(part for part in parts if part)


def _elsewhere(voice: Voice, reading: Reading, claim: Claim, suppliers: Suppliers) -> str:
    """Who else in the cast could feed the one who goes hungry, where the table above has not said so."""
    fed, hungry = claim.who
    left = (fit for fit in reading.fits if fit.of == hungry and fit.lack[0] in claim.cited["open"])
    needs = [fit.need for fit in left if fit.status != "unfilled"]
    others = dict.fromkeys(who for need in needs for who in suppliers(need, hungry, fed))
    named = joined([voice.full(who) for who in list(others)[:2]], "or")
    return f"{named} could answer it." if named else ""


def love_unexplained(voice: Voice, reading: Reading) -> str:
    """That they love is written, and why is not; never that the love is false. "" where that is not so."""
    claim = notice(reading, "love_unexplained")
    if claim is None:
        return ""
    return voice.say(
        (
            "That there is love is written: {feeling}. Why, the notes do not say yet.",
            "The notes say love, {feeling}, and leave open what it answers in either of them.",
        ),
        "why",
        feeling=voice.fresh(claim.cited["feeling"], 2),
    )


def contradiction(voice: Voice, found: Contradiction) -> str:
    """Two things that cannot both hold, side by side; neither is called the mistake."""
    if found.id == "style":
        who = found.about[0]
        return (
            f"{voice.own(who)} note has the word {voice.quote(found.one, 1)}, and it also has "
            f"{voice.fresh(found.other, 2)}, which reads otherwise."
        )
    one, other = (voice.own(who) for who in found.by)
    if found.id == "kind":
        return f"{one} note says {voice.quote(found.one, 1)}; {other} says {voice.quote(found.other, 1)}."
    return (
        f"In {one} note it goes {voice.quote(found.one, 1)}, and in {other} it goes {voice.quote(found.other, 1)}. "
        "They may remember it differently, or one line is out of date."
    )


def contradictions(voice: Voice, reading: Reading, *, of_style: bool) -> str:
    """A paragraph for each that is about a style, or for each that is about the two."""
    found = [one for one in reading.contradictions if (one.id == "style") is of_style]
    return "\n\n".join(contradiction(voice, one) for one in found)
