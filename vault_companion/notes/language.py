"""Whether a text is English, told by its function words: small words that no sentence does without.

The word lists for needs and conduct are English. In another language they meet words that only look alike: "loyale",
"war", "impatience".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH: Final = _words(
    """
    the and of is was are were be been being am to for with by from into onto upon through without within about after
    before against between toward towards because while when where who whom whose which what why how that this these
    those there than then if but not never nothing nobody none cannot can't don't doesn't didn't won't isn't wasn't
    wouldn't couldn't has have had having does did doing would could should might must may i he she it they we you him
    her his hers its their theirs them us our my your it's he's she's himself herself themselves itself myself oneself
    everyone everything anyone anything someone something each both other another always only too very even still again
    own such whoever whatever until though although yet
    """
)
"""English words that carry grammar; those that are as common in another language are left out."""

OTHERS: Final = (
    _words(
        # French; Spanish, Portuguese and Italian; German and Dutch; Danish, Norwegian and Swedish; Polish, Czech and
        # Croatian; Hungarian, Finnish, Turkish, Indonesian and Romanian.
        """
        le les des du un une et est il elle ils elles que qui dans avec sa ses leur leurs ne pas mais ou où ce cette
        ces au aux lui être été très entre eux je nous vous se même aussi jamais toujours depuis après chez dont quand
        parce comme sur qu sont était avait fait tous tout toute rien

        el la los las una uno del con por su sus ella ellos pero más lo y muy al cuando porque ser fue nunca siempre
        hasta desde este esta está sin sobre era ha han
        o os um uma dos das na nas nos em com para seu sua seus suas ele ela eles mais mas não é foi são sempre quando
        muito pelo pela isso entre também seja tem como
        gli di della dei delle degli sono è suo suoi anche più nel nella nei alla allo dal dalla lei lui ed questo
        questa quello quella perché mai fra tra che chi si essere stato cui ogni

        und der das dem ist nicht sie ihr ihre ihren ihrem ihrer sich mit von ein eine einen einem einer eines für auf
        aus bei nach wird wurde hatte haben aber wenn oder auch nur zu zum zur dass weil ohne über durch sein seine
        seinen seiner ihn ihm es ich wir noch doch mehr sehr immer nie kann vor unter gegen zwischen im vom als wie
        de het een en van ik ze hij zij niet met voor maar ook bij naar uit aan haar zijn wordt heeft nog om te deze
        geen alleen altijd nooit hun wat onder tegen

        og ikke jeg på til fra hun ej och är inte som det att han hon av för sig hennes ett har var hans

        nie się jest że jak przez dla jego jej który która ale był była jako tylko oraz lub czy kiedy przed swoje
        swojej je že nebo který která byl byla jeho její když ve nije što ali kako njegov njezin

        az egy és nem hogy volt csak meg mint ja ei hän että mutta oli kun joka ovat niin myös
        bir bu ile için çok ama gibi onun değil kadar olan daha yang dengan untuk tidak dari ini itu adalah dia ke
        pada akan karena și este cu pe nu din care pentru sau fi
        """
    )
    - ENGLISH
    - _words("a an in on no so do me her his him")
)
"""The same of other languages that are written in Latin letters; what is an English word too is left out."""

_LOANS: Final = _words(
    """
    naïve naïveté fiancé fiancée fiancés fiancées café cafés cliché clichés façade protégé protégée protégés décor déjà
    née résumé château señor señora élan rôle entrée soirée blasé touché passé élite coöperate
    """
)
"""English words with an accent."""
_PARTICLES: Final = _words("de la le les du des van von der den dem del della di da das dos el al y zu ter ten")
"""What stands between the parts of a name, in English too."""
_ADDRESS: Final = re.compile(r"[a-z]+://\S+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SIMPLE: Final = re.compile(r"[a-z]+(?:'[a-z]+)*")
_ELISION: Final = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|dell|nell|all|un)['’](?=[a-zà-ÿ])")
"""`l'a`, `d'un`, `qu'il`, `dell'oro`: no English word begins so."""
_ELIDED: Final = re.compile(r"(?<![a-z])" + _ELISION.pattern)
_ACCENTED: Final = re.compile(r"[à-åç-öø-ýÿāăąćčďđēęěğīłńňőřśşšţťūůűźżžșț]")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_LETTERS_A_WORD: Final = 3
"""How many letters of a script without blanks stand for a word."""
_SAMPLE: Final = 6_000
"""How many characters tell the language of a note."""
_SURE: Final = 2
"""How many function words of another language a text must hold to be in it; a line, as many times as English ones."""


def is_english(text: str, *, otherwise: bool = True) -> bool:
    """Whether a line or phrase is English; `otherwise`, what its note is, where the line does not tell."""
    if otherwise and _has_no_other_word(text):
        return True
    told = _of_line(text)
    return otherwise if told is None else told


def are_english(texts: Iterable[str], *, otherwise: bool = True) -> bool:
    """Whether the texts of a note are English taken together; `otherwise` where they do not tell."""
    english = foreign = size = 0
    for text in texts:
        ours, theirs = _counted(text[:_SAMPLE])
        english, foreign = english + ours, foreign + theirs
        size += len(text)
        if size > _SAMPLE:
            break
    if foreign >= _SURE and foreign > english:
        return False
    return True if english > foreign else otherwise


def _has_no_other_word(text: str) -> bool:
    """Whether no word of a line can be of another language; most lines are told by this quick look."""
    if not text.isascii() or "://" in text:
        return False
    text = text.lower()
    words = text.split() if text.replace(" ", "").isalpha() else _SIMPLE.findall(text)
    return OTHERS.isdisjoint(words) and ("'" not in text or _ELIDED.search(text) is None)


@lru_cache(maxsize=16384)
def _of_line(text: str) -> bool | None:
    english, foreign = _counted(text)
    if foreign >= _SURE and foreign > _SURE * english:
        return False
    return True if english > foreign else None


def _counted(text: str) -> tuple[int, int]:
    """How many words of a text only English has, and how many only other languages."""
    english = foreign = letters = 0
    if "://" in text:
        text = _ADDRESS.sub("", text)
    in_name = False
    for at, found in enumerate(_WORD.finditer(unicodedata.normalize("NFC", text))):
        word = found[0]
        first = word[0]
        if not (first.isascii() or _LATIN.match(first)):
            letters += len(word)
            continue
        if in_name and word in _PARTICLES:
            continue
        in_name = first.isupper()
        if in_name and at:
            continue
        word = word.lower()
        if "’" in word:
            word = word.replace("’", "'")
        in_name = in_name and word not in ENGLISH and word not in OTHERS
        if word in ENGLISH:
            english += 1
        elif word in OTHERS or _looks_foreign(word):
            foreign += 1
    return english, foreign + letters // _LETTERS_A_WORD


def _looks_foreign(word: str) -> bool:
    """Whether a word is written as no English one is: with an accent, or with a small word joined to its front."""
    if "'" in word and _ELISION.match(word):
        return True
    return not word.isascii() and word not in _LOANS and _ACCENTED.search(word) is not None
