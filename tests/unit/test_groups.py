"""Groups: who belongs to which, what they are in it, how two groups stand, and what that says of a pair."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.helpers import Files, body, built, cast, character, explained, pages, story
from tests.laws.test_l5_evidence import faults
from tests.strategies import hostile_text, law
from vault_companion.cast.group_words import is_title, pieces_of, stance_in
from vault_companion.cast.groups import Belonging, Group
from vault_companion.cast.terms import TERMS
from vault_companion.explain import character_json
from vault_companion.explain_text import character_text, pair_text
from vault_companion.vault.snapshot import VaultPath

ROOT = Path(__file__).parents[1] / "vaults" / "groups"
VAULT = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in ROOT.rglob("*.md")}
GUILD = "---\ntype: guild\n---\n"
ADA, BO = VaultPath("Ada.md"), VaultPath("Bo.md")


def person(properties: str = "", body: str = "") -> str:
    """A character's note with further properties, as YAML."""
    return f"---\ntype: character\n{properties}---\n{body}"


def groups(files: Files) -> dict[str, dict[str, list[str]]]:
    """Who is in which group, by name or path, with their ranks; who leads it has the rank "(leads)"."""
    return {group.path or group.name: told(group) for group in cast(files).groups}


def told(group: Group) -> dict[str, list[str]]:
    return {
        member.who.stem: [rank.text for rank in member.ranks] + ["(leads)"] * bool(member.leads)
        for member in group.members
    }


def stances(files: Files) -> list[tuple[str, str, str, str]]:
    """Every stance as (group, other, words, sign)."""
    return [
        (group.name, stance.other[0].stem if stance.other[0] else stance.other[1], stance.word.text, stance.sign)
        for group in cast(files).groups
        for stance in group.stances
    ]


def pair_page(files: Files) -> str:
    """Our part of the one pair page of a vault."""
    (page,) = (text for path, text in pages(files).items() if "/Pairs/" in path)
    return body(page)


# ---- from the character's side


@pytest.mark.parametrize(
    ("note", "rank"),
    [
        (person("faction: '[[Ravens]]'\n"), []),
        (person("faction: [[Ravens]]\n"), []),
        (person("factions: ['[[Ravens]]', '[[Owls]]']\n"), []),
        (person("affiliation: Ravens\n"), []),
        (person("group: the ravens\n"), []),
        (person("organisation: Owls, Ravens (scout)\n"), ["scout"]),
        (person("guild: Ravens - scout\n"), ["scout"]),
        (person("order: Ravens, scout\n"), ["scout"]),
        (person("clan: '[[Ravens]] - scout'\n"), ["scout"]),
        (person("crew: 'scout of the [[Ravens]]'\n"), ["scout"]),
        (person("party: {group: '[[Ravens]]', rank: scout}\n"), ["scout"]),
        (person("teams:\n  - name: Ravens\n    role: scout\n"), ["scout"]),
        (person("factions:\n  - Ravens: scout\n"), ["scout"]),
        (person("membership_orgs:\n  - org: '[[Ravens]]'\n    role: scout\n"), ["scout"]),
        (person(body="faction:: [[Ravens]] (scout)\n"), ["scout"]),
        (person(body="She is here [faction:: [[Ravens]]].\n"), []),
        (person(body="**Allegiance:** [[Ravens]], scout\n"), ["scout"]),
        (person(body="- Member of: [[Ravens]]\n"), []),
        (person(body="- belongs to: [[Factions/Ravens|the birds]]\n"), []),
        (person(body="| House | [[Ravens]] |\n| --- | --- |\n| Eyes | grey |\n"), []),
        (person(body="## Affiliations\n\n- [[Ravens]]: scout\n- [[Bo]]: friend\n"), ["scout"]),
    ],
)
def test_a_character_says_in_many_forms_to_whom_they_belong(note: str, rank: list[str]) -> None:
    files = {"Ada.md": note, "Bo.md": person(), "Factions/Ravens.md": GUILD}

    assert {"Ada": rank} == groups(files)["Factions/Ravens.md"]


@pytest.mark.parametrize(
    "note",
    [
        person("faction: none\n"),
        person("faction: n/a\n"),
        person("faction: Unaffiliated\n"),
        person("affiliation: independent\n"),
        person("order: 3\n"),
        person("group: main cast\n"),
        person("house: 12 Maple Street\n"),
        person("house: a cottage by the sea\n"),
        person("allegiance: King Harald\n"),
        person("allegiance: Cleo\n"),
        person("religion: The Sun\nrace: Elf\nhome: Ravenmoor\nlocation: Ravenmoor\n"),
        person("religion: '[[Sun]]'\n"),
        person("house: '[[Hall]]'\n"),
        person("faction: '[[Owl Town]]'\n"),
        person("faction: '[[Cleo]]'\n"),
        person("faction: formerly '[[Sun]]'\n"),
        person("faction: '[[Sun]] (former scout)'\n"),
        person("faction: '[[Sun]] - scout, expelled'\n"),
        person("faction: 'enemy of [[Sun]]'\n"),
        person("faction: 'hunted by [[Sun]]'\n"),
        person("faction: '[[Sun]] (spy)'\n"),
        person("faction: {name: '[[Sun]]', until: ch. 3}\n"),
        person(body="**Faction:**\n"),
        person(body="## Relationships\n\n### [[Cleo]]\n\n- Faction: [[Sun]]\n"),
        person(body="## Relationships\n\n- [[Cleo]]: rival\n  - Faction: [[Sun]]\n"),
        person(body="The faction she hates is [[Sun]].\n"),
        person(body="```\nfaction:: [[Sun]]\n```\n"),
    ],
)
def test_what_names_no_group_or_no_member_makes_none(note: str) -> None:
    files = {
        "Ada.md": note,
        "Bo.md": note,
        "Cleo.md": person(),
        "Sun.md": "---\ntags: [faith]\n---\n",
        "Places/Hall.md": "An old hall.\n",
        "Owl Town.md": "---\ntype: town\n---\n",
    }

    assert {} == groups(files)


def test_a_name_without_a_note_is_a_group_when_two_give_it() -> None:
    one = {"Ada.md": person("faction: Black Hand\n"), "Bo.md": person()}
    two = {**one, "Bo.md": person("faction: the black hand\n")}

    assert {} == groups(one)
    assert {"Black Hand": {"Ada": [], "Bo": []}} == groups(two)


def test_a_note_that_only_a_membership_links_to_is_a_group() -> None:
    files = {
        "Ada.md": person("crew: '[[Sparrow]]'\n"),
        "Sparrow.md": "## Members\n\n- [[Bo]]: cook\n",
        "Bo.md": person(),
    }

    assert {"Sparrow.md": {"Ada": [], "Bo": ["cook"]}} == groups(files)


def test_plain_words_mean_the_note_that_has_the_name_or_the_alias() -> None:
    files = {
        "Ada.md": person("faction: The Birds\n"),
        "Bo.md": person("faction: ravens\n"),
        "F/r1.md": "---\ntype: faction\nname: Ravens\naliases: [Birds]\n---\n",
    }

    assert {"F/r1.md": {"Ada": [], "Bo": []}} == groups(files)
    assert ["Ravens"] == [group.name for group in cast(files).groups]


def test_two_notes_of_one_name_are_two_groups_and_the_bare_name_is_neither() -> None:
    ravens = {"North/Ravens.md": GUILD, "South/Ravens.md": GUILD}
    files = {
        "Ada.md": person("faction: '[[North/Ravens]]'\n"),
        "Bo.md": person("faction: '[[South/Ravens]]'\n"),
        "Cleo.md": person("faction: Ravens\n"),
        "Di.md": person("faction: '[[Ravens]]'\n"),
        **ravens,
    }

    assert {"North/Ravens.md": {"Ada": []}, "South/Ravens.md": {"Bo": []}} == groups(files)
    assert [] == explained(files, "Ada", "Bo")["groups"]["shared"]
    assert [] == explained(files, "Cleo", "Di")["groups"]["shared"]


def test_a_group_may_be_called_like_a_person_and_neither_is_the_other() -> None:
    files = {
        "Ada.md": person("faction: Raven\n"),
        "Bo.md": person("faction: '[[Groups/Raven]]'\n"),
        "Cast/Raven.md": person("faction: '[[Groups/Raven]]'\n"),
        "Groups/Raven.md": GUILD,
    }

    assert {"Groups/Raven.md": {"Ada": [], "Bo": [], "Raven": []}} == groups(files)


def test_a_house_may_have_the_surname_of_one_of_its_people() -> None:
    files = {"Ada Vale.md": person("house: Vale\n"), "Bo.md": person("house: Vale\n")}

    assert {"Vale": {"Ada Vale": [], "Bo": []}} == groups(files)


# ---- from the group's side


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("---\ntype: guild\nmembers: ['[[Ada]]', Bo]\n---\n", {"Ada": [], "Bo": []}),
        ("---\ntype: guild\nmembers: Ada (scout), Bo - cook\n---\n", {"Ada": ["scout"], "Bo": ["cook"]}),
        ("---\ntype: guild\nmembers:\n  - {name: '[[Ada]]', rank: scout}\n---\n", {"Ada": ["scout"]}),
        ("---\ntype: guild\nmembers:\n  - {character: Ada, role: scout}\n---\n", {"Ada": ["scout"]}),
        ("---\ntype: guild\nmembers:\n  - {member: Ada, role: scout, status: former}\n---\n", {}),
        ("---\ntype: guild\nmembers: {Ada: scout}\n---\n", {"Ada": ["scout"]}),
        ("---\ntype: guild\nranks: {scout: '[[Ada]]', leader: Bo}\n---\n", {"Ada": ["scout"], "Bo": ["(leads)"]}),
        ("---\ntype: guild\nleader: [[Ada]]\n---\n", {"Ada": ["(leads)"]}),
        (GUILD + "## Members\n\n- [[Ada]]: scout\n- Cook: [[Bo]]\n", {"Ada": ["scout"], "Bo": ["Cook"]}),
        (GUILD + "## Members\n\n- **[[Ada]]** (scout)\n- Bo, cook\n", {"Ada": ["scout"], "Bo": ["cook"]}),
        (GUILD + "## Members\n\n[[Ada]], [[Bo]]\n", {"Ada": [], "Bo": []}),
        (GUILD + "## Members\n\n[[Ada]] fled, and nobody saw [[Bo]] again.\n", {}),
        (GUILD + "## Members\n\n### Former\n\n- [[Ada]]: scout\n", {}),
        (GUILD + "## Members\n\n- [[Ada]] (expelled)\n- Enemies: [[Bo]]\n", {}),
        (GUILD + "## Ranks\n\n- Scouts: [[Ada]], [[Bo]]\n", {"Ada": ["Scouts"], "Bo": ["Scouts"]}),
        (GUILD + "## Leadership\n\n- [[Ada]]\n", {"Ada": ["(leads)"]}),
        (GUILD + "## Members\n\n| Who | Rank |\n| -- | -- |\n| [[Ada]] | scout |\n", {"Ada": ["scout"]}),
        (GUILD + "**Leader:** [[Ada]]\n", {"Ada": ["(leads)"]}),
        (GUILD + "[[Ada]] burned down its hall.\n", {}),
        (GUILD + "## Members\n\n- [[Nobody]]: scout\n- [[Harbour]]\n- Some stranger\n", {}),
    ],
)
def test_a_group_names_its_members_in_many_forms(note: str, found: dict[str, list[str]]) -> None:
    files = {"Ada.md": person(), "Bo.md": person(), "Harbour.md": "Water.\n", "Ravens.md": note}

    assert {"Ravens.md": found} == groups(files)


def test_both_sides_of_a_membership_add_up_and_one_rank_counts_once() -> None:
    files = {
        "Ada.md": person("faction: '[[Ravens]] (scout)'\n"),
        "Ravens.md": GUILD + "## Members\n\n- [[Ada]]: Scout\n- Quartermaster: [[Ada]]\n",
    }
    (member,) = cast(files).groups[0].members

    assert ["scout", "Quartermaster"] == [rank.text for rank in member.ranks]
    assert [("Ada.md", 3), ("Ravens.md", 6), ("Ravens.md", 7)] == [(one.path, one.line) for one in member.evidence]


def test_loyalty_is_kept_in_the_words_of_the_note() -> None:
    files = {
        "Ada.md": person(),
        "Ravens.md": "---\ntype: group\nmembers:\n  - name: '[[Ada]]'\n    loyalty: wavering\n---\n",
    }
    (member,) = cast(files).groups[0].members

    assert member.loyalty is not None
    assert ("wavering", 5) == (member.loyalty.text, member.loyalty.evidence[0].line)


# ---- how groups stand to each other


@pytest.mark.parametrize(
    ("note", "words", "sign"),
    [
        (GUILD + "## Relations\n\n- [[Owls]]: at war since the flood\n", "at war since the flood", "opposed"),
        (GUILD + "## Relations\n\n- [[Owls]] (uneasy truce)\n", "uneasy truce", "other"),
        (GUILD + "## Relations\n\n- Owls: they share the river\n", "they share the river", "other"),
        (GUILD + "## Relations\n\n- At war with: [[Owls]]\n", "At war with", "opposed"),
        (GUILD + "## Relations\n\n- [[Owls]]: no longer at war\n", "no longer at war", "other"),
        (GUILD + "## Enemies\n\n- [[Owls]]\n", "Enemies", "opposed"),
        (GUILD + "## Allies and enemies\n\n- [[Owls]]: allied by marriage\n", "allied by marriage", "allied"),
        (GUILD + "**Rivals:** [[Owls]]\n", "Rivals", "opposed"),
        ("---\ntype: guild\nenemies: ['[[Owls]]']\n---\n", "enemies", "opposed"),
        ("---\ntype: guild\nallies: Owls\n---\n", "allies", "allied"),
        ("---\ntype: guild\nrelations: {'[[Owls]]': neutral}\n---\n", "neutral", "neutral"),
        ("---\ntype: guild\nrelations: ['[[Owls]]: vassal']\n---\n", "vassal", "other"),
        (
            "---\ntype: group\ngroupRelationships:\n  - groupName: Owls\n    relationshipType: at-war\n---\n",
            "at-war",
            "opposed",
        ),
    ],
)
def test_a_group_says_in_many_forms_how_it_stands_to_another(note: str, words: str, sign: str) -> None:
    assert [("Ravens", "Owls", words, sign)] == stances({"Ravens.md": note, "Owls.md": GUILD})


@pytest.mark.parametrize(
    "note",
    [
        GUILD + "## Relations\n\n- [[Owls]]\n",
        GUILD + "They are at war with [[Owls]], some say.\n",
        GUILD + "## Enemies\n\n- none\n- [[Ada]]\n",
        "---\ntype: guild\nenemies: []\nallies: n/a\n---\n",
    ],
)
def test_where_nothing_is_said_of_another_group_there_is_no_stance(note: str) -> None:
    assert [] == stances({"Ravens.md": note, "Owls.md": GUILD, "Ada.md": person()})


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("at war", "opposed"),
        ("hostile", "opposed"),
        ("sworn enemies", "opposed"),
        ("rivals in the salt trade", "opposed"),
        ("an old alliance", "allied"),
        ("friendly", "allied"),
        ("neutral", "neutral"),
        ("vassal of", "other"),
        ("former allies", "other"),
        ("allied in public, hostile in private", "other"),
        ("at peace after a long war with them", "other"),
        ("At war. Their fathers were friends.", "opposed"),
        ("they share the river", ""),
        ("", ""),
    ],
)
def test_only_plain_words_take_a_side(words: str, sign: str) -> None:
    assert sign == stance_in(words, TERMS)


def test_a_group_that_is_its_own_enemy_stands_against_nobody() -> None:
    files = {
        "Ada.md": person("faction: '[[Ravens]]'\n"),
        "Bo.md": person("faction: '[[Ravens]]'\n"),
        "Ravens.md": GUILD + "## Enemies\n\n- [[Ravens]]\n- Ravens: at war\n",
    }

    assert [] == stances(files)
    assert [] == explained(files, "Ada", "Bo")["groups"]["opposed"]


# ---- what it says of a pair


def test_a_shared_group_is_told_with_the_rank_of_each_and_every_line() -> None:
    shared = explained(VAULT, "Ilse Marrow", "Teo Brandt")["groups"]["shared"]

    assert [("The Lantern Guild", "Factions/The Lantern Guild.md")] == [(one["group"], one["path"]) for one in shared]
    assert {"Ilse Marrow": ["treasurer"], "Teo Brandt": ["lamp warden"]} == shared[0]["ranks"]
    assert [
        ("Characters/Ilse Marrow.md", 11, "[[The Lantern Guild]] (treasurer)"),
        ("Factions/The Lantern Guild.md", 5, "[[Ilse Marrow]]: treasurer"),
        ("Characters/Teo Brandt.md", 6, "[[The Lantern Guild]]"),
    ] == [(place["path"], place["line"], place["quote"]) for place in shared[0]["evidence"]]


def test_groups_at_odds_are_told_with_who_says_so() -> None:
    (opposed,) = explained(VAULT, "Teo Brandt", "Ilse Marrow")["groups"]["opposed"]

    assert ("House Vale", "House Orne", "at war since the flood") == (opposed["of"], opposed["to"], opposed["said"])
    assert {"Ilse Marrow": "House Vale", "Teo Brandt": "House Orne"} == {
        who: one["group"] for who, one in opposed["members"].items()
    }
    assert {"Ilse Marrow": [], "Teo Brandt": ["leader"]} == opposed["ranks"]


def test_enmity_holds_whichever_of_the_two_notes_states_it() -> None:
    files = {
        "Ada.md": person("faction: '[[Ravens]]'\n"),
        "Bo.md": person("faction: '[[Owls]]'\n"),
        "Ravens.md": GUILD,
        "Owls.md": "---\ntype: guild\nenemies: '[[Ravens]]'\n---\n",
    }
    (opposed,) = explained(files, "Ada", "Bo")["groups"]["opposed"]

    assert ("Owls", "Ravens", "enemies") == (opposed["of"], opposed["to"], opposed["said"])


def test_two_who_are_both_in_both_groups_are_not_set_apart() -> None:
    files = {
        "Ada.md": person("faction: ['[[Ravens]]', '[[Owls]]']\n"),
        "Bo.md": person("faction: ['[[Ravens]]', '[[Owls]]']\n"),
        "Ravens.md": "---\ntype: guild\nenemies: '[[Owls]]'\n---\n",
        "Owls.md": GUILD,
    }
    found = explained(files, "Ada", "Bo")["groups"]

    assert (["Owls", "Ravens"], []) == ([one["group"] for one in found["shared"]], found["opposed"])


def test_allied_groups_say_nothing_of_a_pair() -> None:
    files = {
        "Ada.md": person("faction: '[[Ravens]]'\n"),
        "Bo.md": person("faction: '[[Owls]]'\n"),
        "Ravens.md": "---\ntype: guild\nallies: '[[Owls]]'\n---\n",
        "Owls.md": GUILD,
    }

    assert {"shared": [], "opposed": []} == explained(files, "Ada", "Bo")["groups"]


def test_the_text_for_a_terminal_tells_the_same() -> None:
    understood = story(VAULT)
    ilse, teo = VaultPath("Characters/Ilse Marrow.md"), VaultPath("Characters/Teo Brandt.md")
    text = pair_text(understood, ilse, teo)

    assert "  both belong to The Lantern Guild (Ilse Marrow treasurer, Teo Brandt lamp warden)  [" in text
    assert (
        "  Ilse Marrow of House Vale, Teo Brandt of House Orne  “at war since the flood”  [Factions/House Vale.md:8]"
        in text
    )
    assert "belongs to\n  House Orne (leader)  [" in character_text(understood, teo)


def test_the_sheet_of_one_person_names_their_groups() -> None:
    found = character_json(story(VAULT), VaultPath("Characters/Nadia Sull.md"))["groups"]

    assert [
        ("Night Porters", None, ["captain"]),
        ("The Lantern Guild", "Factions/The Lantern Guild.md", ["Bookkeeper"]),
    ] == [(one["group"], one["path"], one["ranks"]) for one in found]


# ---- on the pages


def test_the_page_of_a_pair_tells_of_groups_in_sentences_that_link_to_the_lines() -> None:
    page = pages(VAULT)["Dynamics/Pairs/Ilse Marrow & Teo Brandt.md"]
    section = page.split("## People between them\n\n")[1].split("\n\n##")[0].split("\n")

    assert [
        (
            "- Both belong to [[The Lantern Guild]]; Ilse is its [[Ilse Marrow#Standing|“treasurer”]] and "
            "Teo is its [[Teo Brandt|“lamp warden”]]."
        ),
        (
            "- Ilse is of [[House Vale]], Teo of [[House Orne]], and the note on House Vale says of House Orne "
            "[[House Vale#Relations|“at war since the flood”]]."
        ),
    ] == section[1:]
    assert "> - “at war since the flood” (Relations)" in page
    assert "Nothing on the page sets them against each other" not in page


FOES = {
    "Ada.md": character(needs="to be trusted", rival="[[Bo]]", faction="[[Ravens]]"),
    "Bo.md": character(offers="trusts people on sight", faction="[[Owls]]"),
    "Ravens.md": GUILD,
    "Owls.md": GUILD + "## Enemies\n\n- [[Ravens]]\n",
}


def test_without_people_between_them_the_section_has_a_heading_that_is_true() -> None:
    page = pair_page(FOES)

    assert "## People between them" not in page
    assert (
        "## Where they stand among others\n\n"
        "- Ada is of [[Ravens]], Bo of [[Owls]], and Owls counts Ravens among its [[Owls#Enemies|“Enemies”]].\n"
    ) in page


def test_who_leads_a_group_is_told_and_no_other_rank_is_weighed() -> None:
    files = {
        "Ada.md": character(needs="to be trusted", rival="[[Bo]]"),
        "Bo.md": character(offers="trusts people on sight"),
        "Ravens.md": GUILD + "## Leaders\n\n- [[Bo]]\n\n## Members\n\n- [[Ada]], joined after the flood\n",
    }

    assert (
        "- Both belong to [[Ravens]]; of Ada it is written [[Ravens#Members|“joined after the flood”]] and "
        "Bo [[Ravens#Leaders|leads it]]."
    ) in pair_page(files)


def test_the_page_of_a_character_says_to_whom_they_belong_in_one_line() -> None:
    page = pages(VAULT)["Dynamics/Characters/Ilse Marrow - Dynamics.md"]

    assert "> Belongs to [[House Vale]] and [[The Lantern Guild]] ([[Ilse Marrow#Standing|“treasurer”]]).\n" in page


def test_a_group_is_no_tie_and_makes_no_page() -> None:
    files = {
        "Ada.md": character(needs="to be trusted", faction="[[Ravens]]"),
        "Bo.md": character(offers="trusts people on sight", faction="[[Ravens]]"),
        "Ravens.md": GUILD,
    }
    made = built(files)

    assert (0, 0) == (made.ties, made.pairs)
    assert ["Dynamics/Dynamics Overview.md"] == [page.path for page in made.pages]


def test_a_changed_group_note_changes_the_page_though_the_reading_is_remembered() -> None:
    peace = {**FOES, "Owls.md": GUILD}

    assert pair_page(FOES) != pair_page(peace)
    assert "Owls" not in pair_page(peace)


# ---- hostile


def test_a_group_of_five_hundred_is_read_and_its_pages_stay_short() -> None:
    files = {f"P{number}.md": character(friend="[[P0]]", needs="to be trusted") for number in range(1, 40)}
    files["P0.md"] = character(offers="trusts people on sight")
    files["Ravens.md"] = GUILD + "## Members\n\n" + "".join(f"- [[P{number}]]: scout\n" for number in range(500))
    (group,) = cast(files).groups

    assert 40 == len(group.members)
    assert "- Both belong to [[Ravens]]; P0 is its" in pages(files)["Dynamics/Pairs/P0 & P1.md"]


def test_somebody_in_a_thousand_groups_is_told_of_a_few() -> None:
    owls = "".join(f"- {number} Owls\n" for number in range(1000))
    ada = person(
        "rival: '[[Bo]]'\nneeds: to be trusted\n",
        "## Factions\n\n" + owls.replace("- ", "- [[").replace("s\n", "s]]\n"),
    )
    files = {"Ada.md": ada, "Bo.md": person("offers: trusts people on sight\n", ada.split("---\n", 2)[2])}

    assert 1000 == len(cast(files).groups)
    assert 4 == pair_page(files).count("- Both belong to ")


@pytest.mark.parametrize(
    "value", [",a" * 100_000, "[[" * 100_000, "(" * 100_000, "[[a|" * 50_000, "a - " * 50_000, "[a](" * 50_000]
)
def test_no_value_takes_long_or_stops_the_run(value: str) -> None:
    files = {"Ada.md": person(body=f"**Faction:** {value}\n"), "G.md": GUILD + f"## Members\n\n- {value}\n"}

    assert ["G"] == [group.name for group in cast(files).groups]


@law(40)
@given(hostile_text(), hostile_text())
def test_every_line_of_a_group_that_is_told_is_a_line_that_is_there(name: str, said: str) -> None:
    texts = {
        "Ada.md": person(body=f"**Faction:** [[G]] ({said})\n\ncrew:: {name}\n"),
        "Bo.md": person(body=f"- Guild: [[G]] - {name}\n\ncrew:: {name}\n"),
        "G.md": GUILD + f"## Members\n\n- [[Ada]]: {said}\n- {name}: [[Bo]]\n\n## Relations\n\n- [[H]]: {said}\n",
        "H.md": GUILD + f"## Enemies\n\n- {name}\n- [[G]]\n\n## Members\n\n- [[Bo]] ({said})\n",
    }

    assert [] == faults(texts)


def test_the_vault_of_groups_holds_every_line_that_is_told_of_it() -> None:
    assert [] == faults(VAULT)


def test_groups_stand_in_the_same_order_whatever_the_order_of_the_files() -> None:
    turned = dict(reversed(list(VAULT.items())))

    assert cast(VAULT).groups == cast(turned).groups


# ---- words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[A]], [[B]]", [("A", ""), ("B", "")]),
        ("[[A]] and [[B]]", [("A", ""), ("B", "")]),
        ("[[Kael, the Flail]] - general", [("Kael, the Flail", "general")]),
        ("[A](A%20B.md) (cook)", [("A B", "cook")]),
        ("[[A]], cook", [("A", "cook")]),
        ("[[A]], Owls", [("A", "")]),
        ("Owls (cook, once a scout); Ravens", [("Owls", "cook, once a scout"), ("Ravens", "")]),
        ("", []),
    ],
)
def test_a_list_of_names_is_cut_where_a_reader_would(text: str, found: list[tuple[str, str]]) -> None:
    assert found == [(piece.name, piece.rank) for piece in pieces_of(text)]


@pytest.mark.parametrize(
    ("rank", "expected"),
    [("treasurer", True), ("second lamp warden", True), ("joined after the flood", False), ("secretly", False)],
)
def test_a_rank_is_what_somebody_can_be_called(rank: str, expected: bool) -> None:
    assert expected == is_title(rank)


def test_nobody_is_in_a_group_of_an_empty_vault() -> None:
    nobody = Belonging(())

    assert ((), (), ()) == (nobody.shared((ADA, BO)), nobody.opposed((ADA, BO)), nobody.of(ADA))
