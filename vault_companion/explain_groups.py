"""The groups of a person or a pair with their lines, as JSON and as text: context, and no tie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from vault_companion.cast.groups import Belonging, Member
from vault_companion.cast.ties import Pair
from vault_companion.notes.note import Evidence
from vault_companion.vault.snapshot import VaultPath

Json = dict[str, Any]
Name = Callable[[VaultPath], str]
Places = Callable[[Iterable[Evidence]], list[Json]]


def pair_groups_json(belonging: Belonging, pair: Pair, name: Name, places: Places) -> Json:
    """The groups that both are in under "shared"; under "opposed" those of each that are at odds, and who says so."""
    return {
        "shared": [
            {
                "group": shared.group.name,
                "path": shared.group.path,
                "ranks": {name(member.who): _ranks(member) for member in shared.members},
                "evidence": places(_lines(shared.members)),
            }
            for shared in belonging.shared(pair)
        ],
        "opposed": [
            {
                "of": opposed.groups[opposed.by].name,
                "to": opposed.groups[1 - opposed.by].name,
                "said": opposed.stance.word.text,
                "members": {
                    name(member.who): {"group": group.name, "path": group.path}
                    for group, member in zip(opposed.groups, opposed.members, strict=True)
                },
                "ranks": {name(member.who): _ranks(member) for member in opposed.members},
                "evidence": places([*opposed.stance.evidence, *_lines(opposed.members)]),
            }
            for opposed in belonging.opposed(pair)
        ],
    }


def groups_json(belonging: Belonging, who: VaultPath, places: Places) -> list[Json]:
    """The groups that somebody is in."""
    return [
        {"group": group.name, "path": group.path, "ranks": _ranks(member), "evidence": places(member.evidence)}
        for group, member in belonging.of(who)
    ]


def pair_groups_text(
    belonging: Belonging, pair: Pair, name: Name, cited: Callable[[Sequence[Evidence], str], str]
) -> str:
    """The same for a person at a terminal; "" for none."""
    lines = []
    for shared in belonging.shared(pair):
        told = [f"{name(one.who)} {' and '.join(_ranks(one))}" for one in shared.members if _ranks(one)]
        ranks = f" ({', '.join(told)})" if told else ""
        lines.append(f"  both belong to {shared.group.name}{ranks}{cited(_lines(shared.members), '')}")
    for opposed in belonging.opposed(pair):
        both = zip(opposed.groups, opposed.members, strict=True)
        told = [f"{name(member.who)} of {group.name}" for group, member in both]
        lines.append(f"  {', '.join(told)}{cited(opposed.stance.evidence, opposed.stance.word.text)}")
    return "Where they stand among others\n" + "\n".join(lines) if lines else ""


def groups_text(belonging: Belonging, who: VaultPath, cited: Callable[[Sequence[Evidence], str], str]) -> str:
    """The groups of one person for a person at a terminal; "" for none."""
    lines = []
    for group, member in belonging.of(who):
        ranks = f" ({', '.join(_ranks(member))})" if _ranks(member) else ""
        lines.append(f"  {group.name}{ranks}{cited(member.evidence, '')}")
    return "belongs to\n" + "\n".join(lines) if lines else ""


def _lines(members: Iterable[Member]) -> list[Evidence]:
    return [place for member in members for place in member.evidence]


def _ranks(member: Member) -> list[str]:
    """What somebody is in a group, in the author's words; "leader" for who leads it without another."""
    return [phrase.text for phrase in member.ranks] or (["leader"] if member.leads else [])
