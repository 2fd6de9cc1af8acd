"""A light stemmer: enough to meet a word's other forms, nothing a dictionary would be needed for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_IRREGULAR_FORMS: Final = """
abide: abode; arise: arose arisen; awake: awoke awoken; bear: bore borne; beat: beaten; become: became;
begin: began begun; bend: bent; bind: bound; bite: bit bitten; bleed: bled; blow: blew blown; break:
broke broken; breed: bred; bring: brought; build: built; burn: burnt; buy: bought; catch: caught;
choose: chose chosen; cling: clung; come: came; creep: crept; deal: dealt; die: dying died; dig: dug;
do: does did done doing; draw: drew drawn; dream: dreamt; drink: drank drunk; drive: drove driven;
dwell: dwelt; eat: ate eaten; fall: fell fallen; feed: fed; feel: felt; fight: fought; find: found;
flee: fled; fling: flung; fly: flew flown flies; forbid: forbade forbidden; forget: forgot forgotten;
forgive: forgave forgiven; forsake: forsook forsaken; freeze: froze frozen; free: freed; agree: agreed;
get: got gotten; give: gave given; go: goes went gone going; grow: grew grown; guarantee: guaranteed;
hang: hung; have: has had having; hear: heard; hide: hid hidden; hold: held; keep: kept; kneel: knelt;
know: knew known; lead: led; lean: leant; leap: leapt; learn: learnt; leave: left; lend: lent; lie:
lying lied lain; light: lit; lose: lost; make: made; meet: met; mistake: mistook mistaken; overcome:
overcame; pay: paid; quit: quitting; rely: relied relies reliant; rid: ridding; ride: rode ridden; ring:
rang rung; rise: rose risen; run: ran; say: said says; see: saw seen; seek: sought; sell: sold; send:
sent; shake: shook shaken; shine: shone; shoot: shot; show: shown; shrink: shrank shrunk; sing: sang
sung; sink: sank sunk; sit: sat; sleep: slept; slide: slid; speak: spoke spoken; spend: spent; spin:
spun; spoil: spoilt; stand: stood; steal: stole stolen; stick: stuck; sting: stung; strike: struck
stricken; strive: strove striven; swear: swore sworn; sweep: swept; swim: swam swum; swing: swung; take:
took taken; teach: taught; tear: tore torn; tell: told; think: thought; throw: threw thrown; tie: tying;
understand: understood; wake: woke woken; wear: wore worn; weave: wove woven; weep: wept; win: won;
withdraw: withdrew withdrawn; write: wrote written; child: children; foot: feet; life: lives; wolf:
wolves; self: selves; thief: thieves; wound: wounds wounded wounding; person: persons; half: halves;
shelf: shelves; leaf: leaves; motorcar: car cars; apologise: apologize apologizes apologized
apologizing; realise: realize realizes realized realizing; recognise: recognize recognizes recognized
recognizing; organise: organize organizes organized organizing; humour: humor; colour: color colors;
honour: honor honors honored; favour: favor favors favored; neighbour: neighbor neighbors; behaviour:
behavior; candour: candor; armour: armor; judgement: judgment; grey: gray; centre: center; mould: mold
molds molded; jewellery: jewelry; defence: defense; practise: practice; cosy: cozy; hug: hugging;
use: used using; owe: owed owing; age: aged aging; ice: iced
"""
_VOWEL_GROUPS: Final = re.compile("[aeiouy]+")
_VOWELS: Final = frozenset("aeiouy")


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables that read better as a line than as a list."""
    return frozenset(text.split())


def _table() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for entry in _IRREGULAR_FORMS.replace("\n", " ").split(";"):
        base, forms = entry.split(":")
        table.update(dict.fromkeys(forms.split(), base.strip()))
    del table["leaves"]  # far more often a form of "leave"
    return table


_IRREGULAR: Final = _table()


def _syllables(word: str) -> int:
    return len(_VOWEL_GROUPS.findall(word))


def _canonical(word: str, *, bare: bool) -> str:
    """The key two forms of one verb share: hop and hopping, hope and hoping, but not hop and hope.

    A short word that would double its last letter before an ending carries that letter twice in its key;
    a longer one carries it once; a silent e is dropped.
    """
    if len(word) < 3:
        return word
    last = word[-1]
    if last == "e":
        return word[:-1] if word[-2] != "e" and len(word) > 3 else word
    before = word[-2]
    if last == before and last not in _VOWELS:
        return word[:-1] if last != "s" and _syllables(word) > 1 else word
    if (
        bare
        and len(word) <= 5
        and last not in "aeiouwxy"
        and before in _VOWELS
        and word[-3] not in "aeiou"
        and _syllables(word) == 1
    ):
        return word + last
    return word


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The key under which the forms of a word meet; expects one word in lower case.

    It is a key, not a word: "hop" gives "hopp", "hope" gives "hop".
    """
    word = _IRREGULAR.get(word, word)
    size = len(word)
    if size < 3 or not word.isascii():
        return word
    last = word[-1]
    if last == "s":
        if size > 4 and word.endswith("ies"):
            return word[:-3] + "y"
        if size > 3 and word[-2] not in "su" and not word.endswith(("is", "ness")):
            return _canonical(word[:-1], bare=True)
    elif last == "d":
        if size > 4 and word.endswith("ied"):
            return word[:-3] + "y"
        if size > 3 and word[-2] == "e" and word[-3] != "e" and _syllables(word[:-2]):
            return _canonical(word[:-2], bare=False)
    elif last == "g" and size > 4 and word.endswith("ing") and _syllables(word[:-3]):
        return _canonical(word[:-3], bare=False)
    return _canonical(word, bare=True)
