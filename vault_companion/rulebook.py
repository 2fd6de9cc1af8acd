"""What each rule finds, why it matters, when it is silent, and which statements of the theory it stands on.

Nothing is written twice: a rule is documented by the docstring of its module, and stands on what its `THEORY` names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, Final, Literal

from vault_companion.data import load
from vault_companion.dynamics.catalogue import BONDS, CLOSENESS, FRICTION, NOTICES
from vault_companion.errors import CompanionError
from vault_companion.question_book import QUESTIONS, Asked

Json = dict[str, Any]
Kind = Literal["binds", "close", "fights", "reads", "cast", "holds"]

SCHEMA: Final = 1
HEADINGS: Final[dict[Kind, str]] = {
    "binds": "What binds two people",
    "close": "What closeness does to them",
    "fights": "What will make them fight",
    "reads": "What else is read about them",
    "cast": "What only the whole cast shows",
    "holds": "What holds throughout",
}
"""The kinds of rule, in the order in which they are told."""

_ROOMS: Final = ("vault_companion.dynamics", "vault_companion.ensemble")
"""The packages in which a module with a `THEORY` is a rule."""
_KINDS: Final[dict[str, Kind]] = {
    "bonds": "binds",
    "closeness": "close",
    "pairings": "close",
    "forecast": "close",
    "phases": "close",
    "friction": "fights",
    "ensemble": "cast",
}
"""By the package or the module that a rule is in."""
_IN_ORDER: Final = tuple(rule.id for rule in (*BONDS, *CLOSENESS, *FRICTION, *NOTICES))
_STANDS: Final = {
    "R": "research agrees",
    "M": "research is divided",
    "H": "a rule of the craft",
    "P": "popular wording, little behind it",
    "X": "left open by the theory",
}
_STATEMENT: Final = re.compile(r"s\d\d[a-z]?")
_NAMED: Final = re.compile(r"\s*\([^()]*(?:theory \d|\bS\d\d)[^()]*\)")
_PART: Final = re.compile(r"^(Why it matters|Silent when):\s*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the theory.

    Attributes:
        id: S01 to S69.
        says: What it claims, in words of our own.
        stands: How far it is borne out, in words; "" when there is nothing to prove.
    """

    id: str
    says: str
    stands: str


@dataclass(frozen=True, slots=True)
class About:
    """One rule, as a person reads of it.

    Attributes:
        code: Its name in JSON and for `rules CODE`.
        kind: Where it belongs.
        finds: What it finds, in a sentence.
        more: What else there is to say of that, or "".
        why: Why it matters.
        silent: When it finds nothing.
        theory: The ids of the statements that it stands on, in their order, each once.
    """

    code: str
    kind: Kind
    finds: str
    more: str
    why: str
    silent: str
    theory: tuple[str, ...]


PRINCIPLES: Final = (
    About(
        "same_for_friends",
        "holds",
        "Friends, lovers, kin and colleagues are read by the same rules.",
        "",
        "a friendship can carry a book as well as a romance can; only desire is looked at for romance alone.",
        "a need for passion is stated: a friend meets it only where desire is written.",
        ("S18", "S19"),
    ),
    About(
        "links_make_nobody",
        "holds",
        "A link to a note makes nobody a person of the story.",
        "",
        "notes link to places, sources and ideas; a cast that grows by every link would be no cast.",
        "the note that is linked is itself about a person.",
        ("S02",),
    ),
    About(
        "source_is_named",
        "holds",
        "Each page names the theory it was read with, once, at its end.",
        "",
        "it is one theory of stories among others, and you should know whose.",
        "never.",
        ("S01",),
    ),
)
"""What no single rule finds, and all of them keep to."""


@cache
def statements() -> dict[str, Statement]:
    """The theory, by id."""
    return {
        number: Statement(number, found["says"], "; ".join(_STANDS[letter] for letter in found["stands"]))
        for number, found in load("theory.yaml").items()
    }


def statement_of(number: str) -> str:
    """The statement that an id means: a reading of it, such as S38a, is of the statement S38."""
    return number[:3]


@cache
def rules() -> tuple[About, ...]:
    """Every rule, by kind, in the order of the pages where they have one."""
    found = [*map(about, _declared()), *PRINCIPLES]
    kinds = list(HEADINGS)
    place = {code: number for number, code in enumerate((*_IN_ORDER, *(one.code for one in PRINCIPLES)))}
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), place.get(one.code, len(place)), one.code)))


def _declared() -> Iterator[ModuleType]:
    """Every module that says what statements it stands on."""
    for room in filter(find_spec, _ROOMS):
        for found in walk_packages(import_module(room).__path__, f"{room}."):
            module = import_module(found.name)
            if hasattr(module, "THEORY"):
                yield module


def about(module: ModuleType) -> About:
    """What the docstring and the `THEORY` of a rule's module say."""
    head, *parts = _PART.split(_NAMED.sub("", module.__doc__ or ""))
    told = {name: _line(text) for name, text in zip(parts[::2], parts[1::2], strict=True)}
    finds, _, more = head.strip().partition("\n\n")
    first, dot, rest = _line(finds).partition(". ")
    more = " ".join(text for text in (rest, _line(more)) if text)
    names = module.__name__.split(".")
    kind: Kind = next((_KINDS[name] for name in names if name in _KINDS), "reads")
    code = getattr(getattr(module, "RULE", None), "id", names[-1])
    theory = tuple(sorted(set(module.THEORY)))
    why, silent = told.get("Why it matters", ""), told.get("Silent when", "")
    return About(code, kind, first + dot.strip(), more, why, silent, theory)


def _line(text: str) -> str:
    return " ".join(text.split())


def standing_on(number: str) -> tuple[About, ...]:
    """The rules that stand on a statement."""
    return tuple(one for one in rules() if number in map(statement_of, one.theory))


def find_rule(code: str) -> About | Statement | Asked:
    """The rule or question of a code, or the statement of an id such as S03; case, spaces and hyphens do not count.

    Raises:
        CompanionError: There is none; the hint holds the nearest.
    """
    asked = re.sub(r"[\s-]+", "_", code.strip().casefold())
    known: dict[str, About | Statement | Asked] = {one.code: one for one in rules()}
    known |= {one.id.casefold(): one for one in statements().values()}
    known |= {code.casefold().replace("-", "_"): one for code, one in QUESTIONS.items()}
    found = known.get(asked) or known.get(statement_of(asked) if _STATEMENT.fullmatch(asked) else "")
    if found is None:
        near = get_close_matches(asked, known, n=3, cutoff=0.6)
        names = [one.id if isinstance(one, Statement) else one.code for one in map(known.__getitem__, near)]
        hint = f"Did you mean {' or '.join(names)}?" if near else "`vault-companion rules` lists them."
        raise CompanionError(f'there is no rule "{code}"', hint)
    return found


# ---- as JSON


def rules_json() -> Json:
    """Every rule, in order."""
    return {"schema": SCHEMA, "rules": [_rule_json(one) for one in rules()]}


def one_json(found: About | Statement | Asked) -> Json:
    """One rule with its statements, one statement with its rules, or one question."""
    if isinstance(found, Asked):
        told = {"id": found.code, "kind": "asks", "asks": found.asks, "when": found.when, "answer": found.answer}
        return {"schema": SCHEMA, **told}
    if isinstance(found, About):
        return {"schema": SCHEMA, **_rule_json(found)}
    return {"schema": SCHEMA, **_statement_json(found), "rules": [one.code for one in standing_on(found.id)]}


def _rule_json(one: About) -> Json:
    return {
        "id": one.code,
        "kind": one.kind,
        "finds": " ".join(text for text in (one.finds, one.more) if text),
        "why": one.why,
        "silent": one.silent,
        "theory": [{**_statement_json(_statement(number)), "id": number} for number in one.theory],
    }


def _statement_json(one: Statement) -> Json:
    return {"id": one.id, "says": one.says, "stands": one.stands}


def _statement(number: str) -> Statement:
    return statements()[statement_of(number)]


# ---- as text


def rules_text() -> str:
    """A line for each rule."""
    width = max(len(one.code) for one in rules())
    parts = [
        "\n".join([title, *(f"  {one.code:<{width}}  {one.finds}" for one in found)]) for title, found in _by_kind()
    ]
    return "\n\n".join([*parts, "More of one, or of a question such as Q-OFFER: vault-companion rules CODE"])


def one_text(found: About | Statement | Asked) -> str:
    """One rule with its statements, one statement with its rules, or one question, for a person at a terminal."""
    if isinstance(found, Asked):
        parts = [found.asks, f"Asked when: {found.when}", f"Answered by: {found.answer}."]
        return "\n\n".join([f"{found.code}\n{'=' * len(found.code)}", *parts])
    if isinstance(found, Statement):
        lines = [f"  {one.code}  {one.finds}" for one in standing_on(found.id)]
        return "\n".join([_told(found), "", "Rules that stand on it", *lines])
    parts = [f"{found.code}\n{'=' * len(found.code)}", found.finds, found.more]
    parts += [
        f"Why it matters: {found.why}" if found.why else "",
        f"Silent when: {found.silent}" if found.silent else "",
    ]
    parts.append("\n".join(["Stands on", *(f"  {_told(_statement(number), number)}" for number in found.theory)]))
    return "\n\n".join(part for part in parts if part)


def _told(one: Statement, number: str = "") -> str:
    stands = f" ({one.stands})" if one.stands else ""
    return f"{number or one.id}  {one.says.rstrip('.')}{stands}."


def _by_kind() -> Iterator[tuple[str, Sequence[About]]]:
    for kind, title in HEADINGS.items():
        found = [one for one in rules() if one.kind == kind]
        if found:
            yield title, found


# ---- as Markdown

_INTRO: Final = """\
# The rules

Everything on a Dynamics page is said by one of these rules.
Of each you read what it finds, why a writer should care, when it says nothing, and which statements it stands on.
The statements, S01 to S69, are the theory behind it all, and stand together at the end.
In brackets is how far one is borne out: by research, by the craft of writing, or only by being said often.

`vault-companion rules CODE` prints one of them, and `explain` names the rules behind a pair.
This page is made from the rules themselves by `python tools/write_rules_page.py`; change them, not it.
"""


def rules_markdown() -> str:
    """The page `docs/rules.md`."""
    parts = [_INTRO]
    for title, found in _by_kind():
        parts.append(f"## {title}\n")
        parts += map(_rule_markdown, found)
    lines = [f"- {_statement_markdown(one)}" for one in statements().values()]
    return "\n".join([*parts, "## The theory, statement by statement\n", *lines]) + "\n"


def _rule_markdown(one: About) -> str:
    lines = [f"### `{one.code}`", "", f"**{one.finds}**", ""]
    lines += [one.more, ""] if one.more else []
    lines += [f"*Why it matters:* {one.why}", ""] if one.why else []
    lines += [f"*Silent when:* {one.silent}", ""] if one.silent else []
    lines += ["Stands on:", "", *(f"- {_told(_statement(number), number)}" for number in one.theory), ""]
    return "\n".join(lines)


def _statement_markdown(one: Statement) -> str:
    codes = ", ".join(f"[`{found.code}`](#{found.code})" for found in standing_on(one.id))
    return _told(one) + (f" {codes}" if codes else "")
