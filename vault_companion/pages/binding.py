"""What binds two people, in words: for each dynamic a headline and the lines that make it true."""

from __future__ import annotations

from collections.abc import Callable

from vault_companion.dynamics.reading import ALSO, Claim, Reading
from vault_companion.notes.fields import Phrase
from vault_companion.pages.exchange import best, exchange, newest, surest
from vault_companion.pages.grammar import capital
from vault_companion.pages.voice import Voice, first, hedged
from vault_companion.vault.snapshot import VaultPath

A_LABEL = 3
"""Up to so many words a line only names the tie, and shows nothing."""
Headline = Callable[[Voice, Claim], str]
Telling = Callable[[Voice, Claim, Reading], str]


def headline(voice: Voice, claim: Claim) -> str:
    """One sentence that names the bond in terms of these two, as sure as the claim is; enmity is stated, not read."""
    sentence = _HEADLINES[claim.id](voice, claim)
    return sentence if claim.id == "unity_of_opposites" else hedged(voice, claim.confidence, sentence)


def brief(voice: Voice, claim: Claim) -> str:
    """The same for a table: a hint is marked as one behind the sentence."""
    sentence = _HEADLINES[claim.id](voice, claim)
    return sentence if claim.confidence >= ALSO else f"{sentence} (a hint)"


def proof(voice: Voice, claim: Claim) -> str:
    """The shortest thing that shows it: one line of hers from each side, or two about both."""
    told = []
    for part, side in _PROOFS[claim.id]:
        if claim.cited.get(part) and (" " in claim.cited[part][0].text or len(claim.cited) == 1):
            owner = "" if side is None else f"{voice.name((claim.who or voice.pair)[side])}: "
            told.append(owner + voice.quote(claim.cited[part]))
    if not told and (between := [one for one in claim.cited.get("between", ()) if len(one.text.split()) > A_LABEL]):
        told.append(voice.quote(between))
    return f" {'; '.join(told)}." if told else ""


def telling(voice: Voice, claim: Claim, reading: Reading) -> str:
    """Two or three sentences with the author's own lines; her words carry them."""
    return " ".join(_TELLINGS[claim.id](voice, claim, reading).split())


def short_bond(claim: Claim, who: VaultPath, other: str) -> str:
    """What binds `who` to somebody, as a verb before that one's name, seen from `who`."""
    first_part = bool(claim.who) and claim.who[0] == who
    return _SHORT[claim.id][0 if first_part else 1].format(other=other)


def _pair_names(voice: Voice, claim: Claim) -> tuple[str, str]:
    one, other = claim.who or voice.pair
    return voice.name(one), voice.name(other)


# ---- headlines


def _need_filling(voice: Voice, claim: Claim) -> str:
    a, b = _pair_names(voice, claim)
    return voice.say(
        (
            "Each has what the other is missing.",
            "What {a} lacks, {b} has, and the other way round.",
            "{a} and {b} answer each other.",
            "There is an answer for {a} in {b}, and for {b} in {a}.",
        ),
        "need",
        a=a,
        b=b,
    )


def _one_sided_need(voice: Voice, claim: Claim) -> str:
    fed, feeder = _pair_names(voice, claim)
    return voice.say(
        (
            "{fed} is fed, and {feeder} goes hungry.",
            "{feeder} has what {fed} is missing; the other way, little answers.",
            "What {fed} lacks is there in {feeder}, and little comes back.",
        ),
        "one",
        fed=fed,
        feeder=feeder,
    )


def _spontaneity_stability(voice: Voice, claim: Claim) -> str:
    lively, steady = _pair_names(voice, claim)
    return voice.say(
        (
            "{lively} brings the weather, {steady} the roof.",
            "{steady} keeps the house standing, and {lively} opens the windows.",
            "{lively} makes things happen; {steady} makes them last.",
        ),
        "weather",
        lively=lively,
        steady=steady,
    )


def _validation_power(voice: Voice, claim: Claim) -> str:
    waits, holds = _pair_names(voice, claim)
    return voice.say(
        (
            "{waits} waits for a word, and {holds} likes being the one who has it.",
            "{holds} holds what {waits} longs to be given: a good opinion.",
            "{waits} lives on what {holds} thinks, and {holds} knows what that is worth.",
        ),
        "power",
        waits=waits,
        holds=holds,
    )


def _extra_spice(voice: Voice, claim: Claim) -> str:
    a, b = _pair_names(voice, claim)
    return voice.say(
        (
            "Neither needs the other, and that is the charm of it.",
            "{a} and {b} have full lives; the other is the spice.",
        ),
        "spice",
        a=a,
        b=b,
    )


def _meet_me_at_my_level(voice: Voice, claim: Claim) -> str:
    holds, works = _pair_names(voice, claim)
    return voice.say(
        (
            "{holds} holds a level, and {works} has to climb to it.",
            "{works} is working to become somebody whom {holds} can meet.",
            "{holds} does not come down; {works} learns to come up.",
        ),
        "level",
        holds=holds,
        works=works,
    )


def _hell_and_back(voice: Voice, claim: Claim) -> str:
    a, b = _pair_names(voice, claim)
    return voice.say(
        (
            "What {a} and {b} have now, they paid for.",
            "{a} and {b} are what they went through together.",
            "They have been to hell and back, and came back as {a} and {b}.",
        ),
        "hell",
        a=a,
        b=b,
    )


def _anxious_avoidant_trap(voice: Voice, claim: Claim) -> str:
    closer, back = _pair_names(voice, claim)
    return voice.say(
        (
            "The closer {closer} comes, the further {back} goes.",
            "{closer} reaches, {back} steps back, and each makes the other do it again.",
            "{back} is the door that {closer} keeps knocking at.",
        ),
        "trap",
        closer=closer,
        back=back,
    )


def _unity_of_opposites(voice: Voice, claim: Claim) -> str:
    a, b = _pair_names(voice, claim)
    return voice.say(
        (
            "{a} and {b} stand against each other, and neither can leave it.",
            "What holds {a} and {b} together is the fight.",
            "{a} against {b}: neither is done with the other.",
        ),
        "unity",
        a=a,
        b=b,
    )


def _magical_love(voice: Voice, claim: Claim) -> str:
    a, b = _pair_names(voice, claim)
    return voice.say(
        (
            "They love, and the notes do not say why.",
            "Feeling is all that holds {a} and {b} so far.",
        ),
        "magic",
        a=a,
        b=b,
    )


# ---- tellings


def _tell_need_filling(voice: Voice, claim: Claim, reading: Reading) -> str:
    live = ("filled", "near", "intermittent")
    chosen = [newest(voice, reading.fits_of(who, *live)) for who in claim.who]
    return " ".join(exchange(voice, fit) for fit in chosen if fit)


def _tell_one_sided(voice: Voice, claim: Claim, reading: Reading) -> str:
    fed, feeder = claim.who
    ranked = best(surest(reading.fits_of(fed, "filled", "near", "intermittent")))
    by_answer = {fit.answer[0]: fit for fit in reversed(ranked)}
    fits = [fit for fit in ranked if by_answer[fit.answer[0]] is fit][:2]
    text = " ".join(exchange(voice, fit) for fit in fits)
    if claim.cited.get("open"):
        text += f" {voice.own(feeder)} own needs find no answer here: {voice.quote(claim.cited['open'], 2)}."
    if claim.cited.get("secret"):
        text += f" Part of the reason is written down: {voice.quote(claim.cited['secret'])}."
    return text


def _tell_weather(voice: Voice, claim: Claim, _: Reading) -> str:
    lively, steady = claim.who
    cited = claim.cited
    brought = [
        voice.brings(who, voice.freshest(cited[part]))
        for who, part in ((lively, "weather"), (steady, "roof"))
        if cited.get(part)
    ]
    text = f"{capital('; '.join(brought))}." if brought else ""
    wants = [
        f"{voice.name(who)} who needs {what} ({voice.fresh(cited[part], 1)})"
        for who, part, what in ((lively, "wants_roof", "a roof"), (steady, "wants_weather", "some weather"))
        if cited.get(part)
    ]
    return f"{text} It is {' and '.join(wants)}." if wants else text


def _tell_validation(voice: Voice, claim: Claim, _: Reading) -> str:
    waits, holds = claim.who
    cited = claim.cited
    text = ""
    if cited.get("waits"):
        text += f"{voice.name(waits)} {voice.lack(waits, cited['waits'][0])}."
    if cited.get("holds") and not cited.get("power"):
        text += f" {capital(voice.called(holds, voice.freshest(cited['holds']), 'hold'))}."
    if cited.get("grants"):
        text += f" It is paid in small coin: {voice.fresh(cited['grants'], 1)}."
    if cited.get("power"):
        text += f" The lever has a name: {voice.fresh(cited['power'], 1)}."
    return text


def _tell_spice(voice: Voice, claim: Claim, _: Reading) -> str:
    a, b = claim.who
    cited = claim.cited
    return (
        f"{voice.name(a)} stands without {voice.name(b)}: {voice.more(cited.get('alone_one', ()), 1)}. "
        f"{voice.name(b)} stands without {voice.name(a)}: {voice.more(cited.get('alone_other', ()), 1)}. "
        "What makes this a story has to come from elsewhere."
    )


def _tell_level(voice: Voice, claim: Claim, _: Reading) -> str:
    holds, works = claim.who
    cited = claim.cited
    text = f"{voice.name(holds)} sets the mark: {voice.more(cited['level'], 1)}."
    if cited.get("effort"):
        text += f" {voice.name(works)} works at it: {voice.more(cited['effort'], 2)}."
    if cited.get("flaws"):
        text += f" In the way stands what {voice.they(works)} was to begin with: {voice.fresh(cited['flaws'], 2)}."
    return text


def _tell_hell(voice: Voice, claim: Claim, _: Reading) -> str:
    cited = claim.cited
    text = f"What it cost: {voice.more(cited['ordeal'], 2)}."
    after = tuple(phrase for phrase in cited.get("now", ()) if phrase not in cited["ordeal"])
    if after:
        text += f" What came of it: {voice.more(after, 1)}."
    return text


def _tell_trap(voice: Voice, claim: Claim, reading: Reading) -> str:
    closer, back = claim.who
    cited = claim.cited
    reaches = _by_group(reading, closer, _REACHING)
    leaves = _by_group(reading, back, _LEAVING)
    text = (
        f"{voice.name(closer)} comes closer: {voice.more(reaches or cited['closer'], 1)}. "
        f"{voice.name(back)} steps back: {voice.more(leaves or cited['back'], 1)}."
    )
    if cited.get("cost"):
        text += f" It has come to this: {voice.fresh(cited['cost'], 1)}."
    return text


_REACHING = ("clinging", "works_for_love", "sign_scanning", "push_pull", "no_inner_security", "euphoria")
_LEAVING = ("running", "walls", "discomfort", "independence", "push_pull")
"""The signs of coming closer and of stepping back, the plainest first."""


def _by_group(reading: Reading, who: VaultPath, groups: tuple[str, ...]) -> tuple[Phrase, ...]:
    """Somebody's lines that show any of these signs, in the order of the signs."""
    cited = reading.towards(who).cited
    return tuple(dict.fromkeys(phrase for group in groups for phrase in cited.get(group, ())))


def _tell_unity(voice: Voice, claim: Claim, _: Reading) -> str:
    a, b = claim.who
    cited = claim.cited
    text = ""
    if cited.get("value_one") and cited.get("value_other"):
        text = (
            f"{voice.name(a)} stands for {voice.quote(cited['value_one'], 2)}, "
            f"{voice.name(b)} for {voice.quote(cited['value_other'], 2)}."
        )
    if cited.get("bound"):
        text += f" What keeps them at it: {voice.quote(cited['bound'])}."
    return text


def _tell_magic(voice: Voice, claim: Claim, _: Reading) -> str:
    feeling = first(claim.cited, "feeling")
    return f"All that is written is {voice.quote(feeling, 3)}. No line says what either lacks that the other brings."


_HEADLINES: dict[str, Headline] = {
    "need_filling": _need_filling,
    "one_sided_need": _one_sided_need,
    "spontaneity_stability": _spontaneity_stability,
    "validation_power": _validation_power,
    "extra_spice": _extra_spice,
    "meet_me_at_my_level": _meet_me_at_my_level,
    "hell_and_back": _hell_and_back,
    "anxious_avoidant_trap": _anxious_avoidant_trap,
    "unity_of_opposites": _unity_of_opposites,
    "magical_love": _magical_love,
}
_TELLINGS: dict[str, Telling] = {
    "need_filling": _tell_need_filling,
    "one_sided_need": _tell_one_sided,
    "spontaneity_stability": _tell_weather,
    "validation_power": _tell_validation,
    "extra_spice": _tell_spice,
    "meet_me_at_my_level": _tell_level,
    "hell_and_back": _tell_hell,
    "anxious_avoidant_trap": _tell_trap,
    "unity_of_opposites": _tell_unity,
    "magical_love": _tell_magic,
}

_PROOFS: dict[str, tuple[tuple[str, int | None], ...]] = {
    "need_filling": (("gift_to_other", 0), ("gift_to_one", 1)),
    "one_sided_need": (("lack", 0), ("gift", 1)),
    "spontaneity_stability": (("weather", 0), ("roof", 1)),
    "validation_power": (("waits", 0), ("holds", 1)),
    "extra_spice": (("alone_one", 0), ("alone_other", 1)),
    "meet_me_at_my_level": (("level", None), ("effort", None)),
    "hell_and_back": (("ordeal", None), ("now", None)),
    "anxious_avoidant_trap": (("closer", 0), ("back", 1)),
    "unity_of_opposites": (("value_one", 0), ("value_other", 1)),
    "magical_love": (("feeling", None),),
}
"""The parts of a claim that show it best, and whose they are: the first or second of its people, or nobody's."""

_SHORT: dict[str, tuple[str, str]] = {
    "need_filling": ("finds an answer in", "finds an answer in"),
    "one_sided_need": ("finds what is missing in", "answers a need of"),
    "spontaneity_stability": ("brings the weather to", "is the roof over"),
    "validation_power": ("waits for a word from", "holds the good opinion that matters to"),
    "extra_spice": ("is happy without, and happier with,", "is happy without, and happier with,"),
    "meet_me_at_my_level": ("holds the level for", "is working to come up to"),
    "hell_and_back": ("went through hell with", "went through hell with"),
    "anxious_avoidant_trap": ("keeps reaching for", "keeps stepping back from"),
    "unity_of_opposites": ("cannot be done with", "cannot be done with"),
    "magical_love": ("simply loves", "simply loves"),
}
