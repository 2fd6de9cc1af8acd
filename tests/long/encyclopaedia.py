"""A vault that is mostly no story: monsters, spells, rules, places, lore, sessions and plans, and a few people.

    python -m tests.long.encyclopaedia [--notes 7000] [--people 40] [--seed 1] [--keep FOLDER]

Writes such a vault, asks who is taken for a character, syncs it in a child process, and prints the figures: who was
missed or taken wrongly, the pages, the seconds, and the most memory the child held.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows knows no such figures
    resource = None  # type: ignore[assignment]

ALLOWED_WRONG = 4
MOST_MEMORY = 400
"""Megabytes that a sync may hold."""


def _words(text: str) -> list[str]:
    return text.split()


_GIVEN = _words("Alda Brice Corin Dessa Edwy Fenna Garth Hilde Ivo Jorun Kasper Linnet Maud Nerys Osric Petra")
_FAMILY = _words("Ashdown Birch Carrow Dunmere Eversley Fallow Gorse Harrow")
_FIRST = _words("Ash Bog Cinder Dusk Ember Frost Gloom Hollow Iron Jade Lime Mire Night Ochre Pale Rime Salt Thorn")
_SECOND = _words("back claw drake fang gaunt hound kin lurker maw shade spinner stalker strider wight wing worm")
_PLACES = _words("Anvil Bridge Cross Dale End Ford Gate Hill Keep Moor Pass Reach Spire Vale Watch Well")
_FILLER = (
    "The oldest accounts disagree on where it came from, and the newer ones copy each other. "
    "What is certain is that nobody who went to look brought back more than a handful of sand. "
    "In wet years the road is closed, and in dry years nobody wants to travel it. "
    "Scribes of three courts wrote about it, each for a patron who had paid for a different answer. "
)


@dataclass(frozen=True)
class Encyclopaedia:
    """The vault: every note by its path, the notes that are people, and those of them with a stated relationship."""

    files: dict[str, str]
    people: frozenset[str]
    tied: frozenset[str]


def encyclopaedia(notes: int = 7000, people: int = 40, seed: int = 1) -> Encyclopaedia:
    """A vault of so many notes; the same arguments give the same vault."""
    chance = random.Random(seed)  # noqa: S311 - the same seed must give the same vault
    files: dict[str, str] = {}
    tied: set[str] = set()
    names = [f"{given} {family}" for family in _FAMILY for given in _GIVEN]
    chance.shuffle(names)
    cast = names[:people]
    for number, name in enumerate(cast):
        partner = cast[number + 1] if number % 4 == 0 and number + 1 < people else ""
        path, text = _PEOPLE[number % len(_PEOPLE)](name)
        files[path] = text + (f"\n## Relationships\n\n- [[{partner}]]: rival\n" if partner else "")
        tied |= {name, partner} if partner else set()
    found = frozenset(files)
    titles = [f"{one}{two}" for one in _FIRST for two in _SECOND] + [
        f"{one} {two}" for one in _FIRST for two in _PLACES
    ]
    makers = _thing_notes(chance, titles, cast)
    for path, text in _ODD.items():
        files.setdefault(path, text)
    while len(files) < notes:
        path, text = next(makers)
        files.setdefault(path, text)
    return Encyclopaedia(files, found, frozenset(path for path in found if Path(path).stem in tied))


# ---- people, each in another shape


def _at(folder: str, text: str) -> Callable[[str], tuple[str, str]]:
    return lambda name: (f"{folder}/{name}.md", text.replace("NAME", name))


_STATBLOCK = "```statblock\nname: Somebody\nac: 15\nhp: 40\nstats: [10, 12, 14, 8, 10, 16]\n```\n"
_SCORES = "| STR | DEX | CON | INT | WIS | CHA |\n|--|--|--|--|--|--|\n| 10 | 14 | 12 | 8 | 11 | 16 |\n"
_PEOPLE: tuple[Callable[[str], tuple[str, str]], ...] = (
    _at("Story", "---\ntype: character\n---\nNAME keeps the ferry.\n"),
    _at("Characters", "NAME sells rope and remembers everybody who bought any.\n"),
    _at("World/North", "---\ntags:\n  - npc\n  - north\n---\n# NAME\n"),
    _at("Story", "A smith. #character\n\nNAME owes money in four towns.\n"),
    _at("👥 Characters/NPC", f"# [[NAME]]\n\n**AC** 15\n\n{_SCORES}\n{_STATBLOCK}\nRuns the mill.\n"),
    _at("World", '---\ntype: "[[Character]]"\n---\nNAME.\n'),
    _at("World/South", "---\nNoteIcon: character\nNoteStatus: Draft\n---\nNAME.\n"),
    _at("04 Characters/Villains", "## Goals\n\n- the crown\n"),
    _at("Drafts", "## Want\n\nThe crown.\n\n## Need\n\nTo be forgiven.\n\n## Flaw\n\nToo proud to ask.\n"),
    _at("Ideas", "**Wound:** the fire\n**Fear:** being left\n**Strengths:** patient\n"),
    _at("Ideas", "needs:: a place at the table\nflaws:: never asks for help\n"),
    _at("World", "---\ntags: [cleanup, wiki/PC]\n---\n### Description\n"),
    _at("The Party", "---\nclass: Wizard\nlevel: 4\n---\nPlayed on Tuesdays.\n"),
    _at("Personagens", "**Ocupação:** ferreiro\n"),
    _at("Archive", "---\ncr_id: abc-1\ncr_type: person\nname: NAME\nborn: 1790\n---\n"),
    _at("Entities", "---\nentity_type: npc\n---\nNAME.\n"),
    _at("References", '---\ncategories:\n  - "[[People]]"\n---\n'),
    _at("World", f"---\ntags: [npc/deceased]\n---\n{_STATBLOCK}"),
    _at("StorytellerSuite/Stories/One/Characters", "---\nid: x1\nname: NAME\nstatus: Alive\n---\n## Description\n"),
    _at("人物", "---\n年龄: 30\n---\nNAME.\n"),
    _at("Story", "> [!need] To be believed.\n\n> [!flaw] Talks over everybody.\n"),
    _at("Major Characters", ""),
)


# ---- everything else


def _thing_notes(chance: random.Random, titles: list[str], cast: list[str]) -> Iterator[tuple[str, str]]:
    makers = (
        *(_imported_monster,) * 6,
        *(_monster,) * 3,
        *(_spell,) * 3,
        *(_item,) * 3,
        _class,
        _background,
        _rule,
        *(_place,) * 2,
        *(_lore,) * 3,
        _faction,
        _session,
        _index,
        _plan,
        _daily,
    )
    number = 0
    while True:
        number += 1
        title = f"{chance.choice(titles)}{chance.choice(('', '', ' Minor', ' Greater', ' of Old', f' {number}'))}"
        links = " ".join(f"See [[{chance.choice(titles)}]]." for _ in range(8)) + f" Ask [[{chance.choice(cast)}]].\n\n"
        yield chance.choice(makers)(title, links, number)


def _prose(number: int) -> str:
    return f"{_FILLER * 4}({number})\n\n"


def _imported_monster(title: str, links: str, number: int) -> tuple[str, str]:
    kind = ("beast", "humanoid", "npc", "undead")[number % 4]
    head = (
        f"---\nobsidianUIMode: preview\ncssclasses: json5e-monster\ntags:\n- ttrpg-cli/compendium/src/5e/xx\n"
        f"- ttrpg-cli/monster/cr/{number % 20}\n- ttrpg-cli/monster/type/{kind}\nstatblock: inline\n"
        f'aliases: ["{title}"]\n---\n# [{title}](bestiary/{kind}/{title.replace(" ", "%20")}.md)\n'
    )
    return f"3-Mechanics/CLI/bestiary/{kind}/{title}.md", head + _prose(number) + _STATBLOCK + links + _SCORES


def _monster(title: str, links: str, number: int) -> tuple[str, str]:
    folder = ("Monsters", "Wiki", "World/Creatures")[number % 3]
    text = (
        f"# {title}\n\n**Armor Class** 14\n**Hit Points** 52 (8d8 + 16)\n**Speed** 30 ft.\n\n{_SCORES}\n"
        f"**Skills** Stealth +4, Perception +2\n**Languages** Common\n**Challenge** 3\n\n"
        f"**Fear.** Each creature within 10 feet must save.\n\n"
        "## Strengths\n\n- thick hide\n\n## Weaknesses\n\n- fire\n\n"
    )
    return f"{folder}/{title}.md", text + links + _prose(number)


def _spell(title: str, links: str, number: int) -> tuple[str, str]:
    head = "" if number % 2 else "---\ntype: spell\n---\n"
    text = "**Casting Time** 1 action\n**Range** 60 feet\n**Components** V, S\n**Duration** 1 minute\n\n"
    return f"{('Spells', 'Wiki')[number % 2]}/{title} Spell.md", head + text + _prose(number) + links


def _item(title: str, links: str, number: int) -> tuple[str, str]:
    head = f"---\ntags: [item, magic]\nrarity: rare\nvalue: {number}\nstrength: 12\n---\n" if number % 2 else ""
    text = "**Rarity:** rare\n**Weight:** 3 lb\n\n## Gifts\n\nIts bearer sees in the dark.\n\n"
    return f"{('Items', 'Wiki/Loot', 'Characters/Items')[number % 3]}/{title} Blade.md", head + text + _prose(
        number
    ) + links


def _class(title: str, links: str, number: int) -> tuple[str, str]:
    text = "## Skills\n\nChoose two.\n\n## Strengths\n\nHits hard.\n\n## Weaknesses\n\nSlow.\n\n**Hit Die:** d10\n\n"
    return f"{('Classes', 'Wiki', 'Characters/Classes')[number % 3]}/{title} Knight.md", text + _prose(number) + links


def _background(title: str, links: str, number: int) -> tuple[str, str]:
    text = (
        "**Skill Proficiencies:** two\n\n### Ideals\n\n| d6 | Ideal |\n|--|--|\n| 1 | Order |\n\n### Flaws\n\nRoll.\n\n"
    )
    return f"Rules/Backgrounds/{title} Born.md", text + links + _prose(number)


def _rule(title: str, links: str, number: int) -> tuple[str, str]:
    text = "## Actions\n\nMove.\n\n## Fear\n\nWho is afraid rolls.\n\n## Wounds\n\n| Wounds | 3 |\n|--|--|\n\n"
    return f"Rules/{title} Rule.md", text + links + _prose(number)


def _place(title: str, links: str, number: int) -> tuple[str, str]:
    head = "---\ntype: location\ntags: [place]\n---\n" if number % 2 else ""
    text = "**Population:** 400\n\n## Needs\n\nGrain.\n\n## Values\n\nQuiet.\n\n- smith (#npc) at the gate\n\n"
    return f"{('Locations', 'World/Places')[number % 2]}/{title}.md", head + text + links + _prose(number)


def _lore(title: str, links: str, number: int) -> tuple[str, str]:
    text = f"# {title}\n\n{links}{_prose(number)}## Relations\n\n- enemy of the coast\n- {links}"
    return f"{('Lore', 'Wiki', 'World')[number % 3]}/{title} War.md", text + f"[Map](Maps/{title.split()[0]}.md)\n"


def _faction(title: str, links: str, number: int) -> tuple[str, str]:
    head = "---\ntype: faction\n---\n" if number % 2 else "**Headquarters:** the quarry\n\n"
    text = "## Goals\n\nMore.\n\n## Values\n\nSilence.\n\n## Weaknesses\n\nDebt.\n\n## Members\n\n- nobody\n\n"
    return f"{('Factions', 'Wiki')[number % 2]}/The {title} Hand.md", head + text + links + _prose(number)


def _session(title: str, links: str, number: int) -> tuple[str, str]:
    head = "---\ntags: [session-note, npc]\n---\n" if number % 2 else ""
    return f"Sessions/Session {number}.md", head + f"# {title}\n\nMet a guard #npc.\n\n" + links + _prose(number)


def _index(title: str, links: str, number: int) -> tuple[str, str]:
    name = ("NPC Index", "_index", "Overview", "Cast List", "Relationship Map")[number % 5]
    folder = f"Characters/{title}" if number % 2 else title
    return f"{folder}/{name}.md", f"# {title}\n\n- {links}" + _prose(number)


def _plan(title: str, links: str, number: int) -> tuple[str, str]:
    text = "## Goals\n\nShip.\n\n## Needs\n\nTwo people.\n\n## Strengths\n\nTime.\n\n## Weaknesses\n\nMoney.\n\n"
    return f"Work/{title} Project {number}.md", f"{text}## Opportunities\n\n## Next steps\n\n{links}{_prose(number)}"


def _daily(title: str, links: str, number: int) -> tuple[str, str]:
    date = f"{2000 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
    text = f"## Gratitude\n\nRain.\n\n## Fears\n\nNone.\n\n## Goals\n\nSleep. {title}\n\n"
    return f"Daily/{date}.md", text + links + _prose(number)


_ODD = {
    "Characters/Characters.md": "- [[Alda Ashdown]]\n",
    "Characters/00 Cast.md": "| Who | Role |\n|--|--|\n",
    "Characters/README.md": "What is in here.\n",
    "Characters/Character Template.md": "---\ntype: character\nname: \n---\n## Needs\n\n## Flaws\n",
    "Characters/Fresh.md": "---\nname: {{title}}\n---\n## Needs\n\n## Flaws\n",
    "Characters/All of them.md": '```dataview\nTABLE role FROM "Characters"\n```\n',
    "Characters/Drawing.md": "---\nexcalidraw-plugin: parsed\n---\nText\n",
    "Meta/Templates/NPC.md": "---\ntags: [npc]\n---\n<% tp.file.title %>\n",
    "Psychology/Attachment Styles.md": "## Attachment\n\nFour.\n\n## Intimacy\n\n## Fears\n\n## Needs\n",
    "Psychology/Values Exercise.md": "## Fears\n\n## Values\n\n## Goals\n",
    "Money/Household.md": "## Needs\n\nRent.\n\n## Wants\n\nA boat.\n\n## Savings\n\nNone.\n",
    "Work/Acme.md": "## Strengths\n\nName.\n\n## Weaknesses\n\nPrice.\n\n## Opportunities\n\n## Threats\n",
    "Work/Kickoff.md": "## Attendees\n\n## Goals\n\n## Needs\n",
}
"""Notes of which one each will do."""


# ---- the figures


@dataclass(frozen=True)
class Figures:
    """What a sync of the vault came to."""

    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    pages: int
    untied: tuple[str, ...]
    seconds: float
    megabytes: int
    error: str


def write(vault: Encyclopaedia, root: Path) -> None:
    """Write the vault into a folder."""
    for path, text in vault.files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def measure(vault: Encyclopaedia, root: Path) -> Figures:
    """Check and sync the vault, which stands in `root`, each in a child process."""
    command = [sys.executable, "-m", "vault_companion"]
    checked = subprocess.run([*command, "check", str(root), "--json"], capture_output=True, text=True, check=False)
    found = json.loads(checked.stdout) if checked.returncode in (0, 1) and checked.stdout else {"characters": []}
    taken = {one["path"] for one in found["characters"]}
    start = time.monotonic()
    synced = subprocess.run([*command, "sync", str(root)], capture_output=True, text=True, check=False)
    seconds = time.monotonic() - start
    pages = [path.relative_to(root / "Dynamics") for path in (root / "Dynamics").rglob("*.md")]
    tied = {Path(path).stem for path in vault.tied}
    about = {page.stem.removesuffix(" - Dynamics") for page in pages if page.parts[0] == "Characters"}
    about |= {name for page in pages if page.parts[0] == "Pairs" for name in page.stem.split(" & ")}
    return Figures(
        missed=tuple(sorted(vault.people - taken)),
        wrong=tuple(sorted(taken - vault.people)),
        pages=len(pages),
        untied=tuple(sorted(about - tied)),
        seconds=seconds,
        megabytes=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024 if resource is not None else 0,
        error=synced.stderr if synced.returncode or "Traceback" in synced.stderr else "",
    )


def main() -> int:
    """Print the figures; 1 if one of them is not good."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=7000)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="write the vault here and leave it")
    asked = parser.parse_args()
    vault = encyclopaedia(asked.notes, asked.people, asked.seed)
    with tempfile.TemporaryDirectory() as scratch:
        root = asked.keep or Path(scratch) / "vault"
        write(vault, root)
        found = measure(vault, root)
    size = sum(len(text.encode()) for text in vault.files.values())
    print(f"{len(vault.files)} notes, {size / 1e6:.1f} MB, {len(vault.people)} people")
    print(f"missed {len(found.missed)}: {', '.join(found.missed)}")
    print(f"wrong  {len(found.wrong)}: {', '.join(found.wrong[:20])}")
    print(f"{found.pages} pages; about people without a tie: {', '.join(found.untied) or 'none'}")
    print(f"sync {found.seconds:.1f} s, {found.megabytes} MB{found.error}")
    good = not (found.missed or found.untied or found.error) and len(found.wrong) <= ALLOWED_WRONG
    return 0 if good and found.megabytes < MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
