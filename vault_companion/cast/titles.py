"""Words that stand before a name: titles in full and short, and what else may stand there with a capital."""

from __future__ import annotations

import re
from typing import Final

from vault_companion.notes.resolve import key


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SHORT: Final = {
    "adm": "admiral",
    "capt": "captain",
    "cmdr": "commander",
    "col": "colonel",
    "cpl": "corporal",
    "det": "detective",
    "doc": "doctor",
    "dr": "doctor",
    "fr": "father",
    "gen": "general",
    "gov": "governor",
    "insp": "inspector",
    "lt": "lieutenant",
    "maj": "major",
    "missus": "mrs",
    "mister": "mr",
    "prof": "professor",
    "rev": "reverend",
    "sen": "senator",
    "serjeant": "sergeant",
    "sgt": "sergeant",
    "sr": "señor",
    "sra": "señora",
    "st": "saint",
}
_KIN: Final = _set("father mother sister brother uncle aunt")
_OF_FIRST_NAMES: Final = _KIN | _set("king queen prince princess sir saint the")
"""After these alone a first name stands: Brother Ansel, King Lear."""
_EPITHETS: Final = _set("the old young little great")
_COURTESIES: Final = {
    "mr": "he",
    "mrs": "she",
    "ms": "she",
    "miss": "she",
    "mx": "",
    "madame": "she",
    "monsieur": "he",
    "señor": "he",
    "señora": "she",
    "herr": "he",
    "frau": "she",
}
_RANKS: Final = _set(
    "doctor lady lord captain lieutenant colonel general major sergeant corporal commander admiral marshal constable"
    " inspector detective professor reverend bishop abbot abbess widow count countess baron baroness duke duchess"
    " governor senator ambassador judge don doña"
)
_TITLES: Final = _RANKS | _KIN | _OF_FIRST_NAMES | _EPITHETS | _COURTESIES.keys()

_NOT_IN_A_NAME: Final = _set(
    "a an and as at about after again all also although always and another any because before between both but by"
    " dear despite did do does during each either even ever every everyone except few finally first for from her here"
    " his how however i if in inside into is it its just last later like maybe meanwhile my near neither never no"
    " nobody nor not now of off on once one only onto or other our out over perhaps poor since so some sometimes still"
    " than that the their then there these they this those though through till to today together too toward towards"
    " two under unless until upon was were what when where whether which while who whom whose why will with within"
    " without would yes yet you your"
    " monday tuesday wednesday thursday friday saturday sunday january february march july september october november"
    " december"
    " de des die der das den du el et la le les los las mit mais pero quand und y zu"
)
"""Capitalised before a surname, these begin a sentence or stand in a heading; they are nobody's first name."""
_DEEDS: Final = _set(
    "admire adore arrest ask avenge avoid beat befriend believe bring call catch convince control defeat defend"
    " destroy do escape expose fight find follow forget forgive free get give help hide hunt hurt impress join keep"
    " kill know lead learn leave let look lose love make marry meet obey outdo own pay please prove protect punish"
    " reach rescue save see serve show stop support take teach tell thank trust understand watch win help hate fear"
    " met left lost told gave took saw knew made found kept held sold stole taught fought fell"
)
_LIKE_A_DEED: Final = re.compile(r"\w+(?:ed|ing|ly|[^s]s)")


def title_of(word: str) -> str:
    """The title that a word is, in full: "captain" of `Capt.`; "" when it is none."""
    bare = key(word).strip(".")
    full = _SHORT.get(bare, bare)
    return full if full in _TITLES else ""


def is_kin(title: str) -> bool:
    """Whether a title may as well say what somebody is to somebody else: brother."""
    return title in _KIN


def of_first_names(title: str) -> bool:
    """Whether the one name after a title is a first name and no surname."""
    return title in _OF_FIRST_NAMES


def is_epithet(title: str) -> bool:
    """Whether a title gives no rank: old, the."""
    return title in _EPITHETS


def courtesy(title: str) -> str | None:
    """The pronoun of a title that everybody has ("" for `Mx`); None for any other."""
    return _COURTESIES.get(title)


def may_be_a_first_name(word: str, *, begins: bool) -> bool:
    """Whether a capitalised word before a surname can be a first name.

    Args:
        word: The word.
        begins: It begins a sentence, so that it may be any word: what looks like a deed is then taken for one.
    """
    said = key(word)
    if said in _NOT_IN_A_NAME:
        return False
    return not (begins and (said in _DEEDS or _LIKE_A_DEED.fullmatch(said)))
