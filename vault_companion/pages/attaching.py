"""How each attaches, and what each reads in the other's usual move: in words, on the author's lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from vault_companion.dynamics.outlook import Draw, Seen
from vault_companion.dynamics.reading import Attachment, Reading
from vault_companion.notes.fields import Phrase
from vault_companion.pages.grammar import capital, does
from vault_companion.pages.markdown import joined
from vault_companion.pages.voice import LIKELY, Voice, hedged
from vault_companion.vault.snapshot import VaultPath

_MANNERS: Final = {
    "anxious": ("reaches for more", "holds on", "comes closer"),
    "avoidant": ("steps back from closeness", "keeps a distance", "stays out of reach"),
    "fearful": ("wants closeness and fears it", "reaches and recoils"),
    "secure": ("is steady", "stands on firm ground", "is at ease with closeness"),
}
_LEANINGS: Final = {
    "anxious": "may be one to hold on",
    "avoidant": "may be one to keep a distance",
    "fearful": "may both want closeness and fear it",
    "secure": "may be steady",
}
_GROUPS: Final = {
    "no_inner_security": "cannot trust that it is there",
    "sign_scanning": "reads every sign",
    "euphoria": "lives on the good moments",
    "clinging": "clings",
    "protest": "makes a scene rather than ask",
    "works_for_love": "works for love as for wages",
    "walls": "lets nobody in",
    "running": "goes when it gets close",
    "independence": "will not need anybody",
    "early_charm": "is best at beginnings",
    "discomfort": "has no ease with feeling",
    "self_sufficient": "has a life to stand on",
    "boundaries": "can say no",
    "vulnerable": "can say what is felt",
    "steady_love": "does not waver",
    "push_pull": "pulls close and pushes away",
}
SIGNS: Final = 2
"""How many signs of one's way the page of a pair quotes."""

READS: Final[Mapping[str, tuple[str, ...]]] = {
    "pull_and_strain": (
        "To {r} that is pull and strain at once, as enlivening as it is wearing.",
        "{r} feels the pull of it and the strain of it in the same moment.",
    ),
    "not_enough": (
        "What {r} hears in it is: not enough.",
        "{r} takes it as proof of not having been enough.",
    ),
    "strength": (
        "{r} takes it for strength, and would like to lean on it.",
        "From where {r} stands it looks like strength.",
    ),
    "beginning_again": (
        "{r} sees how it began, and waits for that to come back.",
        "To {r} it is the promise that the beginning can be had again.",
    ),
    "flattery_then_grip": (
        "To {r} that is flattering at first, and then a hand on the throat.",
        "{r} likes to be wanted so much, until it begins to feel like being held.",
    ),
    "ease": (
        "To {r} it is an easy arrangement: much is done, and little is asked.",
        "It makes things easy for {r}, who is given much before anything is asked.",
    ),
    "demand": (
        "What {r} hears in it is a bill that comes again however often it is paid.",
        "To {r} it sounds like a demand, and one that paying does not settle.",
    ),
    "reason_to_go": (
        "To {r} each scene is one more reason to be somewhere else.",
        "{r} hears in it that it is time to go.",
    ),
    "love_or_rejection": (
        "To {r} that is love while it lasts, and on {m_their} bad days it is being turned away.",
        "{r} counts {m_their} need as love, and {m_their} bad days as rejection.",
    ),
    "dull_then_safe": (
        "{r} may find that dull at first, or too good to be true; later it is what safe feels like.",
        "At first {r} hardly trusts such calm; in time it may be something to come home to.",
    ),
    "sounds_like_the_end": (
        "Where {m} draws a line, {r} hears the end.",
        "To {r} a limit of {m_their} sounds like the last word.",
    ),
    "not_needed": (
        "{r} looks at it and wonders what is left to be wanted for.",
        "What {r} reads in it is that {m} would do as well alone.",
    ),
    "fear_not_malice": (
        "{r} sees somebody frightened in that, and no enemy.",
        "To {r} that is fear, and no ill will.",
    ),
    "no_such_price": (
        "{r} asked for none of it, and may not see that it is meant as payment.",
        "{r} has set no such price, which {m} finds hard to believe.",
    ),
    "kinship": (
        "{r} knows the type, and likes it: here is somebody made the same way.",
        "{r} sees kin in that, and good taste.",
    ),
    "restful": (
        "To {r} that is restful, and a little intriguing: nobody here will ask for more.",
        "{r} can rest beside it, because nobody here will ask for more.",
    ),
    "nothing_to_run_from": (
        "It leaves {r} nothing to run from.",
        "{r} finds no hook in it, and so no reason to pull.",
    ),
    "disarming": (
        "{r} has no answer ready to somebody who simply says it.",
        "That disarms {r}: it is said, and no payment is asked for it.",
    ),
    "not_ready_yet": (
        "To {r} that means not ready yet, which leaves time to wait, to live meanwhile, and to go if it stays so.",
        "{r} takes it for not yet, and does not push the door.",
    ),
    "no_chase": (
        "When {m} goes, {r} does not run after {m_them}.",
        "{r} lets {m_them} go, and is there or is not there afterwards.",
    ),
    "openness": (
        "{r} takes it as it is meant.",
        "{r} has no need to read anything into it.",
    ),
    "trap_and_comfort": (
        "To {r} that is a comfort and a trap together.",
        "{r} is warmed by it and looks for the way out.",
    ),
    "abandoned_again": (
        "To {r} it is the door closing.",
        "{r} takes it for being left.",
    ),
    "expected": (
        "{r} expected nothing else, and is almost at home in it.",
        "It is what {r} was waiting for, and so it hardly hurts.",
    ),
    "too_much_then_missed": (
        "It is too much for {r} until it is gone; then it is missed.",
        "{r} cannot bear it for long, and afterwards finds the room too quiet.",
    ),
    "what_does_it_cost": (
        "{r} wonders what it will cost.",
        "To {r} it must have a price, and the price has not been named.",
    ),
    "mirror": (
        "{r} is looking into a mirror.",
        "What {r} sees there is a twin.",
    ),
}
"""What a move is to whoever reads it, by its meaning: {r} reads, {m} moves; nobody is to blame in any of them."""
_EACH: Final[Mapping[str, str]] = {
    "love_or_rejection": "Each counts the other’s need as love, and the other’s bad day as being turned away.",
    "kinship": "Each knows the type, and likes it.",
    "restful": "Each can rest beside the other, because nobody here will ask for more.",
    "openness": "Each takes the other as it is meant.",
    "mirror": "Each is looking into a mirror, and they are seldom in step.",
}
"""The same where it holds both ways."""


def attaches(voice: Voice, who: VaultPath, attachment: Attachment, move: str = "", most: int = SIGNS) -> str:
    """How somebody attaches in two sentences or so, `move` told first; "" when nothing tells."""
    name = voice.name(who)
    if attachment.style == "unknown":
        if not attachment.leans or not attachment.phrases:
            return ""
        return f"{name} {_LEANINGS[attachment.leans]}: {voice.quote(attachment.phrases, most)}."
    manner = voice.choose(_MANNERS[attachment.style], f"style{who}")
    if attachment.stated:
        said = f"{name} {manner}. The word for it is in {voice.their(who, alone=True)} own note"
        return f"{said}: {voice.quote(attachment.phrases, most)}."
    groups = sorted((group for group in attachment.cited if group in _GROUPS), key=lambda group: group != move)
    signs = joined(_signs(voice, [(group, attachment.cited[group]) for group in groups], most))
    they = voice.they(who, alone=True)
    if attachment.confidence >= LIKELY and voice.choose(("manner", "signs"), f"order{who}") == "signs":
        return f"{name} {signs}: {they} {manner}."
    opening = hedged(voice, attachment.confidence, f"{name} {manner}.", sure=LIKELY)
    return f"{opening} {capital(they)} {signs}."


def _signs(voice: Voice, groups: Sequence[tuple[str, Sequence[Phrase]]], most: int) -> list[str]:
    """The first few signs, each by another line: her words alone where they say what is done, else after ours."""
    used: list[Phrase] = []
    told = []
    for group, phrases in groups:
        left = [phrase for phrase in phrases if phrase not in used]
        if left and len(used) < most:
            used.append(voice.freshest(left))
            quote = voice.quote(used[-1:])
            told.append(quote if does(used[-1].text) else f"{_GROUPS[group]} ({quote})")
    return told


def ways(voice: Voice, reading: Reading) -> str:
    """A paragraph for each of the two: their way, what the other reads in it, and what draws the other to it."""
    seen = {one.mover: one for one in reading.together.seen} if reading.together else {}
    draws = {one.to: one for one in reading.together.draws} if reading.together else {}
    meanings = [one.meaning for one in seen.values()]
    alike = len(meanings) == 2 and meanings[0] == meanings[1] and meanings[0] in _EACH
    stays = reading.close("staying")
    told_later = set(stays.cited.get("wound", ())) if stays else set()
    told = []
    for who in reading.pair:
        move = seen[who].move if who in seen else ""
        parts = [attaches(voice, who, reading.towards(who), move)]
        if who in seen and parts[0] and not alike:
            parts.append(reads(voice, seen[who]))
        if who in draws and parts[0] and not set(draws[who].lack) & told_later:
            parts.append(drawn(voice, draws[who]))
        told.append(" ".join(part for part in parts if part))
    if alike:
        told[-1] += f" {_EACH[meanings[0]]}"
    return "\n\n".join(part for part in told if part)


def reads(voice: Voice, seen: Seen) -> str:
    """What somebody's usual move is to the other; stands behind the lines that show the move."""
    reader, mover = seen.reader, seen.mover
    return voice.say(
        READS[seen.meaning],
        f"reads{reader}",
        r=voice.name(reader),
        m=voice.name(mover),
        m_them=voice.them(mover),
        m_their=voice.their(mover),
    )


def drawn(voice: Voice, draw: Draw) -> str:
    """What makes one look to the other; "" where the page has said it often enough."""
    who, to = draw.who, draw.to
    if not draw.lack:
        came = f"{voice.name(to)} keeps coming: {voice.fresh(draw.gift, 1)}."
        return f"{came} In this theory that is what gets past {voice.their(who)} guard."
    if draw.sure and voice.is_worn((*draw.lack, *draw.gift)):
        return ""
    lack = voice.lack(who, draw.lack[0])
    slots = {"who": voice.name(who), "lack": lack, "to": voice.name(to)}
    if not draw.sure:
        return voice.say(_SEEMS, "draw", **slots)
    return voice.say(_HAS, "draw", brings=voice.brings(to, draw.gift[0]), **slots)


_SEEMS: Final = (
    "{who} {lack}, and {to} looks like the answer. In this theory that is the draw.",
    "What {who} sees is an answer, for {who} {lack}; in this theory that is how it starts.",
)
_HAS: Final = (
    "{who} {lack}, and {brings}: that is the draw.",
    "It is no riddle what draws {who}, who {lack}: {brings}.",
)
