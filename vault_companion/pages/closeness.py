"""What two ways of attaching do to each other, in words: each sentence on the line that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vault_companion.dynamics.closeness.staying import GOES, STAYS, inclination, way_of_protest
from vault_companion.dynamics.reading import Claim, Reading
from vault_companion.notes.fields import Phrase
from vault_companion.pages.grammar import capital
from vault_companion.pages.markdown import joined
from vault_companion.pages.voice import LIKELY, Voice, hedged
from vault_companion.vault.snapshot import VaultPath

Suppliers = Callable[[str, VaultPath, VaultPath], tuple[VaultPath, ...]]
_ASKED_FOR = ("needs", "fears")
_OPEN = ("unfilled", "seeming", "opposed", "blocked", "intermittent", "overlap")


def what_comes_of_it(voice: Voice, reading: Reading, suppliers: Suppliers) -> str:
    """Up to two paragraphs: what goes to and fro between them, and why one of them stays."""
    warm_and_cold, got = reading.close("intermittent"), reading.close("what_is_got")
    kept_back = reading.close("cannot_give")
    thawed = reading.valence.label == "healthy"
    between = (
        intermittent(voice, warm_and_cold, thawed=thawed) if warm_and_cold else "",
        what_is_got(voice, got) if got else "",
        cannot_give(voice, kept_back) if kept_back else "",
    )
    stays = reading.close("staying")
    paragraphs = (
        " ".join(part for part in between if part),
        staying(voice, stays, reading, suppliers) if stays else "",
    )
    return "\n\n".join(part for part in paragraphs if part)


def intermittent(voice: Voice, claim: Claim, *, thawed: bool = False) -> str:
    """Warm at one time, cold at another (S48, S49), and how that looks where strength is written (S50).

    `thawed` says that the two are good for each other by now; then it holds nobody.
    """
    giver, held = claim.who
    cold = voice.fresh(claim.cited["cold"], 1)
    slots = {"giver": voice.name(giver), "held": voice.name(held), "cold": cold}
    if claim.cited.get("warm"):
        sentence = voice.say(
            _THAWED if thawed else _WARM_AND_COLD, "warm", warm=voice.fresh(claim.cited["warm"], 1), **slots
        )
    else:
        sentence = voice.say(_CHARM_AND_COLD, "charm", charm=voice.fresh(claim.cited["charm"], 1), **slots)
    text = hedged(voice, claim.confidence, sentence)
    if claim.cited.get("strength"):
        strength = voice.fresh(claim.cited["strength"], 1)
        text += f" From a distance it reads as strength: {strength}."
    return text


_WARM_AND_COLD = (
    "There is warmth in it, {warm}, and there is cold, {cold}. What cannot be counted on is hardest to leave.",
    "{giver} is warm, {warm}, and then cold, {cold}; not knowing which comes next is what holds {held}.",
    "One day it is {warm}, another {cold}, and such warmth is harder for {held} to leave than none.",
)
_THAWED = (
    "It has been cold between them, {cold}, and it has been warm, {warm}.",
    "There was a day for {cold}, and there was one for {warm}.",
)
_CHARM_AND_COLD = (
    "The first chapters have {charm}; the later ones have {cold}. What cannot be counted on is hardest to leave.",
    "It begins with {charm} and goes on with {cold}, and {held} goes on waiting for the beginning.",
)


def what_is_got(voice: Voice, claim: Claim) -> str:
    """What a guarded person has from the other, with no blame in it (S47, S51, S52)."""
    guarded, giver = claim.who
    return voice.say(
        (
            "What {guarded} has from {giver} all the same is of the daily kind: {gift}. Most people want no less.",
            "{guarded} is not there for nothing: from {giver} comes {gift}, and there is nothing odd in wanting that.",
            "{giver} gives {guarded} what makes a day easier, {gift}, which is an ordinary thing to stay for.",
        ),
        "got",
        guarded=voice.name(guarded),
        giver=voice.name(giver),
        gift=voice.fresh(claim.cited["gift"], 2),
    )


def cannot_give(voice: Voice, claim: Claim) -> str:
    """What the other needs at heart and does not get (S53); whether for want of will is asked, not said."""
    guarded, other = claim.who
    missed = claim.cited["open"][0]
    if voice.field_of(other, missed) != "needs":
        return f"{voice.name(other)} {voice.lack(other, missed)}, and {voice.name(guarded)} has nothing to say to that."
    return voice.say(
        (
            "What {other} needs at heart, {open}, is not among the things {guarded} gives.",
            "{other} asks for something else, {open}, and that {guarded} keeps back.",
            "What {other} came for, {open}, {guarded} does not give.",
        ),
        "heart",
        guarded=voice.name(guarded),
        other=voice.name(other),
        open=voice.fresh(claim.cited["open"], 1),
    )


def staying(voice: Voice, claim: Claim, reading: Reading, suppliers: Suppliers) -> str:
    """Why somebody stays, clause by clause; a clause whose line does not exist is not there."""
    stays, other = claim.who
    prospect = hedged(voice, claim.confidence, _prospect(voice, claim, reading, suppliers), sure=LIKELY)
    parts = [prospect, *_clauses(voice, claim)]
    if claim.cited.get("leaving"):
        parts.append(f"Something has moved, though: {voice.fresh(claim.cited['leaving'], 1)}.")
    elif elsewhere := _elsewhere(reading, stays, other, suppliers):
        named = joined([voice.full(who) for who in elsewhere[:2]], "or")
        parts.append(f"Not that there is nobody else: {named} could give what is missing here.")
    return " ".join(parts)


def _prospect(voice: Voice, claim: Claim, reading: Reading, suppliers: Suppliers) -> str:
    stays, other = claim.who
    held = inclination(
        reading.attachment[stays].anxiety or 0.0,
        leaving=bool(claim.cited.get("leaving")),
        other_supplier=bool(_elsewhere(reading, stays, other, suppliers)),
    )
    wordings = _PAST_REASON if held >= STAYS else _READY if held <= GOES else _OPEN_STILL
    return voice.say(wordings, "stay", stays=voice.name(stays), other=voice.name(other))


_PAST_REASON = (
    "{stays} is one to stay past the point of reason.",
    "{stays} will put up with a good deal before choosing to be alone.",
    "{other} can be left, and {stays} is not likely to do it.",
)


_READY = ("{stays} is close to the door.", "It would not take much now for {stays} to go.")
_OPEN_STILL = ("{stays} could still go either way.", "Whether {stays} stays is open.")


def _elsewhere(reading: Reading, stays: VaultPath, other: VaultPath, suppliers: Suppliers) -> tuple[VaultPath, ...]:
    """Who else in the cast answers what the one who stays misses most."""
    missed = next((fit for fit in reading.fits_of(stays, *_OPEN) if fit.field in _ASKED_FOR), None)
    return suppliers(missed.need, stays, other) if missed else ()


def _clauses(voice: Voice, claim: Claim) -> Iterable[str]:
    stays, other = claim.who
    cited = claim.cited
    name, they, them = voice.name(stays), voice.they(stays), voice.them(stays)
    if (cost := cited.get("cost")) and not voice.is_worn(cost):
        yield f"What {they} has put up with so far: {voice.fresh(cost, 2)}."
    yield from _origin(voice, claim)
    if protest := cited.get("protest"):
        yield _protests(voice, name, protest)
    if reaching := voice.unsaid(cited.get("reaching", ())):
        yield f"{voice.name(other)} need not hold {them}: {voice.quote(reaching, 1)}."
    if proof := cited.get("proof"):
        verb = "fears" if voice.field_of(stays, proof[0]) == "fears" else "believes"
        yield f"Each step back seems to prove what {they} {verb}: {voice.fresh(proof, 1)}."
    if intimacy := cited.get("intimacy"):
        yield f"And the closeness it is all for, {voice.fresh(intimacy, 1)}, does not come of it."
    if pattern := cited.get("pattern"):
        yield f"{capital(voice.they(stays))} has loved others who keep away: {voice.fresh(pattern, 2)}."
    elif serial := [phrase for phrase in cited.get("serial", ()) if " " in phrase.text]:
        yield f"There is seldom nobody: {voice.fresh(serial, 1)}."


def _origin(voice: Voice, claim: Claim) -> Iterable[str]:
    """Where it was learnt, and why it does not feel wrong from inside (S56, S59, S63)."""
    wound, wages = claim.cited.get("wound"), claim.cited.get("wages")
    them = voice.them(claim.who[0])
    if wound and wages:
        yield (
            f"It was learnt once, {voice.fresh(wound, 1)}, and love came to be something to work for: "
            f"{voice.fresh(wages, 1)}."
        )
    elif wound:
        yield (
            f"It was learnt once, {voice.fresh(wound, 1)}; from inside it need not feel wrong to {them}, only familiar."
        )
    elif wages:
        yield f"Love, to {them}, is something to work for: {voice.fresh(wages, 1)}."


def _protests(voice: Voice, name: str, protest: tuple[Phrase, ...]) -> str:
    phrase = protest[0]
    way = way_of_protest(phrase)
    told = f"{name} {way}" if way else "the fear comes out sideways"
    return capital(f"{told}: {voice.fresh((phrase,), 1)}.")
