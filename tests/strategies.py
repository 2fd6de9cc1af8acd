"""Names, phrases, notes and whole vaults as authors make them, and text that would like to break a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.helpers import STYLES, Style, character, relationship


def law(examples: int) -> Callable[[Any], Any]:
    """How a law is tried: always on the same vaults, for as long as it takes."""
    return settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


# ---- names

_FIRST = (
    "Ada",
    "Bo",
    "Åsa",
    "Zoë",
    "Jean-Luc",
    "D’Artagnan",
    "O'Brien",
    "Мария",
    "Οδυσσέας",
    "李",
    "小明",
    "ليلى",
    "דוד",
    "İpek",
    "Straße",
    "K.",
    "X",
    "J.R.",
    "Mr. T",
    "Dr Grey",
    "The Old King",
    "Lady Anne",
    "Mary Ann",
    "Nguyễn",
    "🦊 Renard",
    "007",
    "Ann & Co",
    'Sir "Bull" Hale',
    "Ash – the elder",
    "Kim (young)",
    "C",
    "No",
    "Will",
    "Hope",
    "True",
)
_LAST = ("", "", "", "Hale", "de la Cruz", "Ó Briain", "Šimić", "van Dijk", "Jr.", "II", "Мышкин", "Stone")
TRICKY_NAMES = (
    "C# Minor",
    "A#",
    "^top",
    "[Square]",
    "Pipe|d",
    "Fifty%%",
    "`Tick`",
    "<b>Bold</b>",
    "a:b",
    "$5",
    "-",
    "x...",
)
"""Names that no wikilink can hold, or that mean something in Markdown. All of them are file names on Linux."""


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def names(*, tricky: bool = False) -> st.SearchStrategy[str]:
    """What somebody in a novel may be called."""
    plain = st.builds(lambda first, last: f"{first} {last}".strip(), st.sampled_from(_FIRST), st.sampled_from(_LAST))
    return st.one_of(plain, plain, st.sampled_from(TRICKY_NAMES)) if tricky else plain


# ---- phrases

PHRASES: dict[str, tuple[str, ...]] = {
    "needs": (
        "a place at somebody's table",
        "to be told he is good enough",
        "someone who will not leave",
        "to be forgiven",
        "a reason to get up in the morning",
        "to be contradicted to her face",
        "rest",
        "to laugh at herself",
        "room to breathe and nobody's permission",
        "the sea",
        "a quiet house where nothing changes",
        "to be seen as she is",
        "order in the day, and a hand on the shoulder",
        "“a home”, whatever that is",
        "belonging: a chair with her name",
        "ein Zuhause",
        "もう一度笑うこと",
        "to be needed by *someone*",
    ),
    "offers": (
        "makes strangers feel welcome",
        "tells the truth unasked",
        "steady as a harbour wall",
        "always has a joke ready",
        "stays when everybody else has gone",
        "praise that she means",
        "teaches without shaming",
        "never keeps a grudge",
        "a plan for everything",
        "drops everything for an adventure",
        "keeps a secret",
        "sees what you could become",
    ),
    "flaws": (
        "cannot sit still",
        "holds a grudge for years",
        "lies when it is easier",
        "cold to those who want something",
        "never asks for help",
        "spends what he has not got",
        "thinks the worst first",
        "afraid of being ordinary",
        "does everything by the book",
        "talks over everybody",
        "jealous of every glance",
    ),
    "wounds": ("left on a doorstep at four", "praised only when she won", "her brother drowned while she watched"),
    "lie": ("love must be earned", "whoever you need will leave", "nobody helps for nothing"),
    "fears": ("being left", "being known too well", "dying in a small town", "turning into his father"),
    "values": ("honesty above all", "family first", "freedom at any price", "duty", "loyalty to the crew"),
    "in_love": (
        "reads every silence as a goodbye",
        "leaves before she can be left",
        "says plainly what she feels",
        "changes the subject when it gets tender",
        "writes three letters for one answer",
        "is steady, and can say no",
        "comes close, then vanishes for a week",
    ),
    "self": ("has friends, a trade and a dog", "likes the evenings alone"),
    "wants": ("the crown", "to win the regatta", "Bo, on any terms", "money enough to leave"),
}
KINDS = (
    "romance",
    "friendship",
    "rival",
    "enemy",
    "mentor of",
    "brother",
    "student",
    "boss",
    "wife",
    "old friend, once a rival",
    "servant of",
    "oathsworn",
    "it is complicated",
    "best friend",
    "ex",
    "nemesis",
    "loves",
    "",
)
FEELS = (
    "trusts him with her life",
    "is afraid of her and will not say so",
    "loves her",
    "envies his ease",
    "despises him",
)
HISTORY = (
    "he nursed her through the fever",
    "they crossed the ice together",
    "she lied to him about the money",
    "he humiliated her before the whole company",
    "she saved his life at the mill",
    "they were married in the spring",
    "he promised to come back and did not",
)
CHANGES = (
    "ch. 3: she learns to ask for help",
    "ch. 12: he stops lying",
    "after the fire: nothing has changed between them",
    "Act II: she leaves him",
    "2021-05-03: he admits that he was wrong",
    "he learns to sit still from her",
)
PARTS = {
    "feels": FEELS,
    "history": HISTORY,
    "changes": CHANGES,
    "now": ("together", "not speaking", "married"),
    "power": ("he owns the house", "she is his captain"),
    "conflict": ("the will", "where to live"),
    "phase": ("courtship", "rupture"),
    "desire": ("both ways",),
}

HOSTILE = (
    "%% vault-companion end 5f0c2a9e %%",
    "%% vault-companion begin. Rewritten on every sync: write below the end mark. %%",
    "%%",
    "```js",
    "~~~",
    "`code`",
    "````",
    "[[",
    "]]",
    "[[Nowhere]]",
    "![[secret.png]]",
    "![x](http://x.y/z.png)",
    "|",
    "\\|",
    "<% tp.file.title %>",
    "<%* await x() %>",
    "```dataviewjs",
    "`$= dv.pages()`",
    "`= this.file.name`",
    "$= 1 + 1",
    "$$x$$",
    "#tag",
    "#a/b",
    "＃",
    "^id",
    "^at-a-glance",
    "key:: value",
    "[key:: value]",
    "(key:: value)",
    "dismiss:: magical_love",
    "<script>alert(1)</script>",
    "<!-- ",
    " -->",
    "<iframe src=x>",
    "javascript:alert(1)",
    "[a](javascript:alert(1))",
    "obsidian://open",
    "https://x.y/?q=1",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\x00",
    "\x07",
    "\x1b[31m",
    "\u2028",
    "\u2029",
    "\u0085",
    "\r",
    "\ufeff",
    "\u200b",
    "***",
    "---",
    "===",
    "==mark==",
    "~~gone~~",
    "__b__",
    "> [!danger] x",
    "- [ ] task",
    "# Heading",
    "| a | b |",
    "{{title}}",
    "{% raw %}",
    "&lt;b&gt;",
    "\\",
    "\\]]",
    "]",
    "[",
    "]](",
    "[^1]",
    "$(rm)",
    '"',
    "'",
    "generated_by: vault-companion",
    "INPUT[text:x]",
    "BUTTON[x]",
    "{0}",
    "{name}",
    "%s",
    "\ud7ff",
    "e\u0301",
    "𝕏",
    "﷽",
)
"""What would do something in Obsidian or in a plugin if it came alive on a page, and what breaks careless programs."""


def phrases(field: str) -> st.SearchStrategy[str]:
    """Something an author writes under a trait."""
    return st.sampled_from(PHRASES[field])


def hostile_text() -> st.SearchStrategy[str]:
    """Words with something among them that must not come alive. One line but for NUL, CR and their like."""
    words = st.sampled_from(("a home", "trusts nobody", "the sea", "to be told", "x"))
    return st.lists(st.one_of(st.sampled_from(HOSTILE), words), min_size=1, max_size=5).map(" ".join)


# ---- notes


def sheets(text: Callable[[str], st.SearchStrategy[str]] = phrases) -> st.SearchStrategy[dict[str, list[str]]]:
    """What a character's note says, trait by trait."""
    return st.fixed_dictionaries(
        {},
        optional={field: st.lists(text(field), min_size=1, max_size=3, unique=True) for field in PHRASES},
    )


def styles() -> st.SearchStrategy[Style]:
    """How a note says it."""
    return st.sampled_from(STYLES)


# ---- vaults


@dataclass(frozen=True)
class Vault:
    """A vault an author might have.

    Attributes:
        files: Path to text.
        people: The notes of the characters, by name.
    """

    files: dict[str, str]
    people: dict[str, str]


@st.composite
def vaults(draw: st.DrawFn, *, tricky: bool = False, most: int = 4) -> Vault:
    """Two to `most` people in notes of every style, with ties stated in every place."""
    called = draw(st.lists(names(tricky=tricky), min_size=2, max_size=most, unique_by=_same))
    files: dict[str, str] = {}
    people: dict[str, str] = {}
    for name in called:
        path = f"{draw(st.sampled_from(('', 'Characters/', 'Book 1/Cast/')))}{name}.md"
        ties = "".join(draw(_tie_line(other)) for other in called if other != name and draw(st.booleans()))
        pronouns = draw(st.sampled_from(({}, {"pronouns": ["she/her"]}, {"pronouns": ["he/him"]})))
        note = character(draw(styles()), **pronouns, **draw(sheets()))
        files[path] = note + (f"\n## Relationships\n\n{ties}" if ties else "")
        people[name] = path
    if draw(st.booleans()):
        files["Notes on two.md"] = draw(_about_two(called[0], called[1]))
    if draw(st.booleans()):
        files["Diary.md"] = f"Today I thought about [[{called[0]}]] and ![[map.png]].\n\n%% not yet %%\n"
    return Vault(files, people)


@st.composite
def _tie_line(draw: st.DrawFn, other: str) -> str:
    kind, feels = draw(st.sampled_from(KINDS)), draw(st.sampled_from((*FEELS, "")))
    shape = draw(
        st.sampled_from(
            (
                "- [[{o}]]: {k}. {f}\n",
                "- [[{o}]] - {k}\n",
                "- **[[{o}]]:** {k}\n",
                "- {k}: [[{o}]]\n",
                "- [[{o}]] ({k})\n",
                "- [[{o}]]\n",
                "{k}:: [[{o}]]\n",
                "He thinks of [[{o}]] often. {f}.\n",
                "\n### [[{o}]]\n\n{k}. {f}\n\n### Others\n\n",
            )
        )
    )
    return shape.format(o=other, k=kind, f=feels)


@st.composite
def _about_two(draw: st.DrawFn, one: str, other: str) -> str:
    parts = {
        part: draw(st.lists(st.sampled_from(found), min_size=1, max_size=3, unique=True))
        for part, found in PARTS.items()
        if part != "feels" and draw(st.booleans())
    }
    feels = {"feels": [f"[[{one}]]: {draw(st.sampled_from(FEELS))}"]} if draw(st.booleans()) else {}
    return relationship(one, other, draw(styles()), kind=draw(st.sampled_from(KINDS[:10])), **feels, **parts)
