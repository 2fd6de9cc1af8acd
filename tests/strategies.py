"""Names, phrases, notes and whole vaults as authors make them, and text that would like to break a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
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


@cache
def one_of(options: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of several. A strategy costs more to make than to draw from, so each is made once."""
    return st.sampled_from(options)


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


@cache
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


@cache
def phrases(field: str) -> st.SearchStrategy[str]:
    """Something an author writes under a trait."""
    return st.sampled_from(PHRASES[field])


@cache
def hostile_text() -> st.SearchStrategy[str]:
    """Words with something among them that must not come alive. One line but for NUL, CR and their like."""
    words = st.sampled_from(("a home", "trusts nobody", "the sea", "to be told", "x"))
    return st.lists(st.one_of(st.sampled_from(HOSTILE), words), min_size=1, max_size=5).map(" ".join)


# ---- notes


@cache
def sheets(text: Callable[[str], st.SearchStrategy[str]] = phrases) -> st.SearchStrategy[dict[str, list[str]]]:
    """What a character's note says, trait by trait."""
    return st.fixed_dictionaries(
        {},
        optional={field: st.lists(text(field), min_size=1, max_size=3, unique=True) for field in PHRASES},
    )


@cache
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


_BOOLEANS = st.booleans()
_PRONOUNS = st.sampled_from(({}, {"pronouns": ["she/her"]}, {"pronouns": ["he/him"]}))


@cache
def _casts(tricky: bool, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(names(tricky=tricky), min_size=2, max_size=most, unique_by=_same)


@cache
def _some(options: Sequence[str]) -> st.SearchStrategy[list[str]]:
    """One to three of several."""
    return st.lists(one_of(options), min_size=1, max_size=3, unique=True)


@st.composite
def vaults(draw: st.DrawFn, *, tricky: bool = False, most: int = 4) -> Vault:
    """Two to `most` people in notes of every style, with ties stated in every place."""
    called = draw(_casts(tricky, most))
    files: dict[str, str] = {}
    people: dict[str, str] = {}
    for name in called:
        path = f"{draw(one_of(('', 'Characters/', 'Book 1/Cast/')))}{name}.md"
        ties = "".join(draw(_tie_line(other)) for other in called if other != name and draw(_BOOLEANS))
        pronouns = draw(_PRONOUNS)
        note = character(draw(styles()), **pronouns, **draw(sheets()))
        files[path] = note + (f"\n## Relationships\n\n{ties}" if ties else "")
        people[name] = path
    if draw(_BOOLEANS):
        files["Notes on two.md"] = draw(_about_two(called[0], called[1]))
    if draw(_BOOLEANS):
        files["Diary.md"] = f"Today I thought about [[{called[0]}]] and ![[map.png]].\n\n%% not yet %%\n"
    return Vault(files, people)


@st.composite
def _tie_line(draw: st.DrawFn, other: str) -> str:
    kind, feels = draw(one_of(KINDS)), draw(one_of((*FEELS, "")))
    shape = draw(
        one_of(
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
    parts = {part: draw(_some(found)) for part, found in PARTS.items() if part != "feels" and draw(_BOOLEANS)}
    feels = {"feels": [f"[[{one}]]: {draw(one_of(FEELS))}"]} if draw(_BOOLEANS) else {}
    return relationship(one, other, draw(styles()), kind=draw(one_of(KINDS[:10])), **feels, **parts)


# ---- any note at all

Pick = Callable[[Sequence[Any]], Any]
"""Chooses one of several: drawn by Hypothesis, or `random.Random(seed).choice` where there are many notes to write."""

KEYS = (
    *PHRASES,
    *("need", "strengths", "weaknesses", "fear", "wound", "ghost", "goal", "attachment", "in love", "age", "role"),
    *("kind", "feels", "history", "changes", "now", "power", "conflict", "phase", "relationships", "friend"),
    "rival of",
    *("mentor", "enemies", "family", "characters", "pov", "date", "chapter", "act", "status", "My words"),
    "My headings",
    *("Stärken", "Ängste", "Besoins", "Сильные стороны", "Отношения", "性格", "恐れ", "الخوف", "פחד", "🌱 Needs"),
    "N\u0327eeds",
    *("", " ", "a" * 70, "x:y", "key.with.dots", "Needs & Offers", "needs/offers", "1. Needs", "NEEDS", "[[Bo]]", "?"),
    "-",
)  # fmt: skip
"""What stands before a colon or under a heading mark: known labels, labels in other languages, and what is none."""

ODD = (
    "家族に捨てられた。それでも笑う。",
    "她需要一个家，和一个不会离开的人。",
    "사랑받고 싶다",
    "تحتاج إلى بيت، ولا تثق بأحد.",
    "היא לא סולחת (לעולם)",
    "a\u202eb\u202cc",
    "\u2067ليلى\u2069 and \u2066Ada\u2069",
    "👩‍👩‍👧‍👦 family, 🏳️‍🌈, 👍🏽, 🇩🇪",
    "e\u0301\u0302\u0303" * 12,
    "Z" + "\u0351\u0489\u0329" * 30,
    "ﬁnds ﬂaws, Ⅳ ½ ① Ａｄａ",
    "İSTANBUL ıspanak ŞİŞLİ ß ẞ ſ",
    "\ufdd0\uffff\U0010ffff\ufffd",
    "\u00ad\u034f\u115f\u17b4\u180e\u2060\u3164",
    "a\x00b",
    "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i",
    "\x1b[31mred\x1b[0m \x08\x7f\x9b",
    "“a” ‘b’ «c» „d“ ‚e‘ 「f」",
    "she -- no, he — said… “never”; and: then, left?!",
    "1,000.5 or 2024-13-45 at 25:61, 3/4, -0, 1e999",
)
"""Letters, marks and controls that careless programs count, fold, cut or print wrongly."""

TEXTS = (*(phrase for found in PHRASES.values() for phrase in found), *FEELS, *HISTORY, *CHANGES, *HOSTILE, *ODD)

LONG = (
    "a place at somebody's table, " * 300,
    "She trusts [[«name»]]. " * 200,
    "a" * 20_000,
    "家" * 6_000,
    "[[«name»]] " * 300,
    "[" * 2_000,
    "(" * 2_000,
    "*" * 1_001 + "a" + "*" * 999,
    "_a" * 1_000,
    "`" * 501 + "a" + "`" * 500,
    "> " * 300 + "«text»",
    "- " * 300 + "«text»",
    "| " * 800,
    "[«key»:: " * 300,
    "<!-- " * 400,
    "$ $$ " * 400,
    "«key»: " * 400,
    "\\" * 1_001 + "[[«name»]]",
    "{" * 1_000 + "}" * 1_000,
    "&amp;" * 800,
    "a, b; c and d / " * 300,
    "\u0301" * 3_000,
    "**«key»:** «text» " * 100,
    "«name» → «name» " * 200,
)
"""Very long lines, and what is nested deeper than anybody means it."""

PROPERTIES = (
    *("type: character", "type: Character", "type: [character, npc]", "type: relationship", "type: scene", "type: 7"),
    *("type: character # her\ntype: place", 'type: "character', "tags: [character]", "tags: character, npc", "tags:"),
    *("tags:\n  - character\n  - cast/main", "tag: '#character'", "tags: #character", "type: vault-companion-settings"),
    *("generated_by: vault-companion", "dynamics_format: 1", "output_folder: «text»", "character_folders: [«text»]"),
    *("aliases: [«name», «text»]", "aliases:\n- «name»\n- «text»", "alias: «text»", "name: «name»", "name: '«text»'"),
    *("pronouns: she/her", "pronouns: [he, him]", "pronouns: «text»", "characters: ['[[«name»]]', '[[«name»]]']"),
    *("characters:\n  - \"[[«name»]]\"\n  - '[[«name»|«text»]]'", "characters: [[«name»]], [[«name»]]"),
    "pov: [[«name»]]",
    *("«key»: «text»", "«key»: «text»", "«key»: '«text»'", '«key»: "«text»"', "«key»: '«text»", '«key»: "«text»'),
    *("«key»:\n  - «text»\n  - '«text»'\n  - «text»", "«key»:\n- «text»\n-\n- - «text»", "«key»: [«text», '«text»']"),
    *("«key»: [«text»", "«key»: {«key»: «text»", "«key»: {a: {b: {c: [«text», {d: '[[«name»]]'}]}}}"),
    "«key»: [a, [b, [c]]]",
    *("«key»: >\n  «text»\n  «text»", "«key»: |-\n  «text»\n\n   «text»", "«key»: >2+\n    «text»"),
    "«key»: |\n\t«text»",
    *("«key»: [[«name»]]", "«key»: '[[«name»]]'", '«key»: "[[«name»|«text»]]"', "«key»: [[«name»]] - «kind»"),
    "«key»: ![[x.png]]",
    *("friend: '[[«name»]]'", "rival: ['[[«name»]]', '[[«name»]]']", "relationships:\n  - '[[«name»]]: «kind»'"),
    "relationships:\n  '[[«name»]]': «kind»\n  «name»: [«kind», «text»]",
    "relationships:\n  - who: '[[«name»]]'\n    kind: «kind»\n    since: 2020-02-30",
    *("relationships: '[[«name»]] (rival), [[«name»]] (sister)'", "relationships: {«name»: {«kind»: {«text»: 1}}}"),
    "rivals: [«name»]",
    *("«key»: &a «text»", "«key»: *a", "«key»: &b [*b]", "<<: *a", "«key»: !!python/object/apply:os.system [x]"),
    "«key»: !<x> «text»",
    *("born: 1492-13-45", "born: 0000-00-00", "date: 2021-05-03T25:61:00", "«key»: 12:30:45", "«key»: 0x1F"),
    *("«key»: -.inf", "«key»: 1e999"),
    *("«key»: null", "«key»: ~", "«key»: yes", "«key»:", "«key»: ''", "«key»: []", "«key»: {}", "«key»", ": «text»"),
    "? «key»\n: «text»",
    *("\t«key»: «text»", "«key»:\t«text»", "«key»:«text»", "  «key»: «text»", "   - «text»", "- «text»", "# «text»"),
    "«key»: «text» # «text»",
    *("«key»: {{title}}", "«key»: <% tp.file.title %>", "%YAML 1.2", "%TAG ! x", "--- ", "...", "«key»: @x"),
    *("«key»: `x`", "«key»: %x"),
    *("longform:\n  format: scenes\n  sceneFolder: /\n  scenes:\n    - «name»\n    - - «name»", "«key»: " + "[" * 120),
    "«key»: " + "{a: " * 120,
    *("chapter: «text»", "act: 2", "changes: ['[[«name»]]: «text»']", "feels:\n  - «name»: «text»"),
    *("«key»: " + "9" * 5_000, "\ufeff«key»: «text»"),
    *("dismiss: magical_love", "attachment: anxious", "attachment: [0.2, 0.9]", "attachment: «text»"),
    *('«key»: "\\x00\\ud800\\q"', "«text»"),
)  # fmt: skip
"""Lines of frontmatter, good and bad."""

BLOCKS = (
    *("# «name»", "## «key»", "## «key»", "## «key» ##", "### [[«name»]]", "### «name» & «name»", "#### «text»"),
    *("####### «key»", "#«key»"),
    *("«key»\n===", "«text»\n---", "##\t«key»:", "## **«key»**", "## «key» #tag", "##", "## [«key»](«name».md)"),
    *("> ## «key»", "- ## «key»"),
    *("- «text»", "- «text»", "* «text»", "+ «text»", "1. «text»\n2. «text»", "7) «text»", "- [ ] «text»"),
    *("- [x] «key»: «text»", "-", "- \n  «text»"),
    *("- [[«name»]]: «kind»", "- [[«name»]] - «kind». «text»", "- **[[«name»]]** — «kind», «text»"),
    *("- [[«name»]] («kind»)", "- «kind»: [[«name»]]"),
    *("- «name»: «kind»", "- «name» → «kind» → «name»", "- «name» and [[«name»]] are «kind»"),
    *("- [[«name»]]\n  - «kind»\n    - «text»", "- [[«name»]], [[«name»]]: «kind»"),
    "## Relationships\n\n- [[«name»]]: «kind»\n- [[«name»]]: «kind». «text»",
    *("## Relationships\n\n### [[«name»]]\n\n«kind». «text»", "friend:: [[«name»]]"),
    "| Name | Kind | Notes |\n|---|:-:|--:|\n| [[«name»]] | «kind» | «text» |\n| [[«name»\\|«text»]] | «kind» |",
    "| «key» | «text» |\n|--|--|\n| «key» | «text» |",
    *("| «key» |\n| «text» |", "|a|b|\n|-|\n|«text»|«text»|"),
    *("«key» | «text»\n--- | ---\n«text» | [[«name»]] | «text»", "| |\n|-|\n| |", "| «key» | «text» |\n|:-:|:-:|\n"),
    *("> [!«key»] «text»\n> - «text»", "> [!need]-\n> «text»\n>\n> «text»", "> [!«key»]"),
    *("> > [!quote] «key»\n> > «text»\n> «text»", ">«text»\n«text»", "> [!x"),
    *("```\n«key»:: «text»\n```", "```dataview\nLIST FROM [[«name»]]\n```", "~~~\n[[«name»]]\n~~~", "```"),
    *("~~~~ «key»", "````\n```\n«text»\n````", "- ```\n  «text»"),
    *("%% «text» %%", "%%\n«key»:: «text»\n%%", "%%", "«text» %% «text»", "<!-- «text» -->", "<!--\n[[«name»]]\n-->"),
    *("<!--", "-->", "<!-->", "%%%%"),
    *("$$\nx_«name»\n$$", "$«text»$ and $5 and $6", "$$", "`«text»`", "`` ` [[«name»]] ``", "`", "==«text»=="),
    *("~~[[«name»]]~~", "    «key»:: «text»", "\t- «text»"),
    *("[[«name»#^id|«text»]]", "[[«name»#«key»]]", "[«text»](«name».md)", "[x](<«name».md>)", "[«name»](%D0%9C%zz.md)"),
    *("![[«name»]]", "![[«name».png|100]]"),
    *("[[«name»", "[[«name»]", "«name»]]", "[[«name»\n]]", "[[|«text»]]", "[[#«key»]]", "[[../«name»]]"),
    *("[[/«name».md]]", "[[«name»|«name»|«text»]]", "\\[[«name»]]"),
    *("[x]: «name».md", "[«text»][x]", "[^1]: «text»", "«text»[^1]", "<https://x.y/?q=«text»>"),
    *("[x](obsidian://open?file=«name»)", "[[[[«name»]]]]", "[[«name»]][[«name»]]"),
    *("«key»:: «text»", "«key»:: [[«name»]]", "text [«key»:: «text»] more (kind:: [[«name»]]) end", "(«key»:: «text»"),
    *("[«key»:: [[«name»]], «text»]", "«key»::", "- «key»:: «text»", "**«key»**:: «text»"),
    *("**«key»:** «text»", "**«key»**: «text»", "*«key»* - «text»", "__«key»__: [[«name»]] «kind»"),
    *("<b>«key»:</b> «text»", "«key»: «text»", "- **«key»**\n  - «text»\n  - «text»", "**«key»:**\n«text»\n«text»"),
    *("<div>\n«text»\n</div>", "<details><summary>«key»</summary>\n\n«text»\n\n</details>", "<br>«text»<br/>"),
    *("<b «text»", "<script>\n«text»", "&amp; &#x0; &nope; &#99999999;", "<table><tr><td>«key»<td>«text»"),
    *("«name» loves «name», but «text».", "She told [[«name»]] that «text». He is her «kind»."),
    *("In ch. 3 «name» lied to «name»; «text».", "«text», «text» and «text»; «text»"),
    "«text»\n«text»\\\n«text»  \n«text»",
    *("- 2021-05-03: «text»", "- ch. 12: «text»", "Act II: «text»", "* * *", "---", "***", "...", "#character"),
    *("#character/npc «text»", "^id", "«text» ^id", "\\", "\t", " ", "", "", ""),
    f"{HOSTILE[1]}\n«text»\n{HOSTILE[0]}",
    *("INPUT[text:«key»]", "<%* «text» %>", "«text»", "«text»"),
)  # fmt: skip
"""Blocks of a body, good and bad."""

_HOLE = re.compile("«(name|text|key|kind)»")
_STARTS = ("", "", "", "", "", "", "\ufeff", "\n", " ", "\ufeff\ufeff", "%%\n", "\x00")
_OPENED = ("---\n", "---\n", "---\n", "---\n", "---  \n", "\n---\n", " ---\n", "----\n", "---yaml\n", "+++\n")
_CLOSED = ("---\n", "---\n", "---\n", "---\n", "...\n", "--- \n", "---", "", "----\n", " ---\n", "---\n---\n")
_BETWEEN = ("\n", "\n\n", "\n\n", "\n\n", "\n\n\n", " \n", "\n\t\n", " ", "")
_ENDS = ("\n", "\n", "\n", "\n", "\n", "\r\n", "\r\n", "\r", "\n\r", "\r\r\n")
_IN_A_NOTE = range(12)
_ONE_IN_FORTY = (True, *(False,) * 39)


def written(pick: Pick, who: Sequence[str], template: str) -> str:
    """A template with its holes filled: names of `who`, now and then somebody unknown, and texts of any sort."""
    options = {"name": (*who, *who, "Nobody", "«text»"), "text": TEXTS, "key": KEYS, "kind": KINDS}

    def filled(hole: re.Match[str]) -> str:
        return str(pick(options[hole[1]]))

    once = _HOLE.sub(filled, template)
    return _HOLE.sub(filled, once) if "«" in once else once


def any_note(pick: Pick, who: Sequence[str]) -> str:
    """A whole note of blocks and properties that an author or an attacker may write, in any order.

    Args:
        pick: What chooses.
        who: The names that it speaks of.
    """
    front = pick(_OPENED) + _properties(pick, who) + pick(_CLOSED) if pick((True, True, True, False)) else ""
    body = "".join(_block(pick, who) + pick(_BETWEEN) for _ in range(pick(_IN_A_NOTE)))
    text = pick(_STARTS) + front + body
    end = pick(_ENDS)
    return text if end == "\n" else text.replace("\n", end)


def _properties(pick: Pick, who: Sequence[str]) -> str:
    return "".join(written(pick, who, pick(PROPERTIES)) + "\n" for _ in range(pick(_IN_A_NOTE)))


def _block(pick: Pick, who: Sequence[str]) -> str:
    if pick(_ONE_IN_FORTY):
        return written(pick, who, pick(LONG))
    if pick(_ONE_IN_FORTY):
        return _nested(pick, who)
    return written(pick, who, pick(BLOCKS))


def _nested(pick: Pick, who: Sequence[str]) -> str:
    """A list of up to 15 levels, in steps of any width."""
    step, mark = pick(("  ", "    ", "\t", " ", "   ", "> ")), pick(("- ", "* ", "1. ", "- [ ] ", "> - "))
    lines = (written(pick, who, pick(BLOCKS)).partition("\n")[0] for _ in range(pick(range(1, 16))))
    return "\n".join(f"{step * depth}{mark}{line}" for depth, line in enumerate(lines))


_FOLDERS = ("", "", "Characters/", "Characters/", "Book 1/Cast/", "Relationships/", "Персонажи/", "a/b/c/d/", "Scenes/")


def any_vault(pick: Pick, least: int = 1, most: int = 6) -> dict[str, str]:
    """Up to `most` notes of any sort, under names of any sort, that speak of each other."""
    called = list(dict.fromkeys(_any_name(pick) for _ in range(pick(range(least, most + 1)))))
    return {f"{pick(_FOLDERS)}{name}.md": any_note(pick, called) for name in called}


def _any_name(pick: Pick) -> str:
    sort = pick((0, 0, 0, 1, 2))
    if sort == 0:
        return f"{pick(_FIRST)} {pick(_LAST)}".strip()
    return str(pick(TRICKY_NAMES)) if sort == 1 else f"{pick(_FIRST)} & {pick(_FIRST)}"


@st.composite
def any_notes(draw: st.DrawFn, who: Sequence[str] = ("Ada", "Bo Hale")) -> str:
    """A whole note of any sort."""
    return any_note(lambda options: draw(one_of(options)), who)


@st.composite
def any_vaults(draw: st.DrawFn, most: int = 6) -> dict[str, str]:
    """A vault of one to `most` such notes, by path."""
    return any_vault(lambda options: draw(one_of(options)), most=most)
