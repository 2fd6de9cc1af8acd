"""Readings become pages: which there are, what they are called, and their properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vault_companion.cast.cast import Cast
from vault_companion.cast.groups import Belonging
from vault_companion.cast.ties import Pair, name_order
from vault_companion.dynamics.profile import THRESHOLD, Profile
from vault_companion.dynamics.reading import Reading
from vault_companion.graph import CharacterGraph
from vault_companion.notes.resolve import Paths
from vault_companion.pages import character as character_page
from vault_companion.pages import overview as overview_page
from vault_companion.pages import pair as pair_page
from vault_companion.pages.company import belongs_to, company_of_pair
from vault_companion.pages.kinship import is_hostile, tie_of
from vault_companion.pages.markdown import Links
from vault_companion.pages.naming import SUFFIX
from vault_companion.pages.page import FORMAT, GENERATED_BY, Page, PageKind, Value
from vault_companion.pages.placing import Places, Standing, Wanted, identity, is_in, places_of
from vault_companion.pages.voice import Voice
from vault_companion.settings import Settings
from vault_companion.vault.snapshot import VaultPath

OVERVIEW = "Dynamics Overview"
NOWHERE = Standing()
FOOTER = (
    "*Read with “Key to Writing Criminally Good Relationships” "
    "([LocalScriptMan](https://youtu.be/4BvlBoZsV_I)): a craft reading, not a diagnosis.*"
)


def write_pages(
    cast: Cast,
    graph: CharacterGraph,
    hers: Paths,
    profiles: Mapping[VaultPath, Profile],
    readings: Mapping[Pair, Reading],
    settings: Settings,
    standing: Standing = NOWHERE,
) -> tuple[tuple[Page, ...], Places]:
    """Every page that should stand, in path order, and where all of them are.

    A page that the author has moved out of the output folder has a place, and is none of those that should stand.

    Args:
        cast: The people and what is stated.
        graph: Who is tied to whom.
        hers: The author's files, without pages of ours.
        profiles: Each sheet read through the word lists.
        readings: What is read about each pair.
        settings: What holds.
        standing: The pages of ours that are there already.
    """
    return _Book(cast, graph, hers, profiles, readings, settings).pages(standing)


def tell_pair(
    cast: Cast,
    graph: CharacterGraph,
    hers: Paths,
    profiles: Mapping[VaultPath, Profile],
    reading: Reading,
    settings: Settings,
) -> str:
    """What the page of one pair says, whether or not it gets one."""
    book = _Book(cast, graph, hers, profiles, {reading.pair: reading}, settings)
    return pair_page.body_of(book.pair_story(reading.pair))


class _Book:
    """The pages of one vault while they are being written; used once."""

    def __init__(
        self,
        cast: Cast,
        graph: CharacterGraph,
        hers: Paths,
        profiles: Mapping[VaultPath, Profile],
        readings: Mapping[Pair, Reading],
        settings: Settings,
    ) -> None:
        self._cast = cast
        self._graph = graph
        self._profiles = profiles
        self._readings = readings
        self._settings = settings
        self._people = cast.people
        self._belonging = Belonging(cast.groups)
        self._hers = hers
        self._links = Links(hers)
        self._names = {character.path: character.name for character in cast.characters}
        self._places = Places({}, frozenset(), frozenset())

    def pages(self, standing: Standing) -> tuple[tuple[Page, ...], Places]:
        folder = self._settings.output_folder
        tied = [who for who in self._names if self._graph.ties_of(who)]
        wanted = self._wanted()
        asked = [Wanted(identity("overview"), "", OVERVIEW, "cast")]
        asked += [self._asked_for_person(who) for who in tied]
        asked += [self._asked_for_pair(pair) for pair in wanted]
        self._places = places_of(asked, folder, self._hers, standing)
        at = self._places.at
        overview = at[identity("overview")]
        characters = {who: at[identity("character", who)] for who in tied}
        pairs = {pair: at[identity("pair", *pair)] for pair in wanted}
        self._links = Links(self._hers, at.values(), folder, self._places.by_path)
        out = [self._overview(overview, pairs, characters)]
        out += [self._character(who, path, pairs) for who, path in characters.items()]
        out += [self._pair(pair, path) for pair, path in pairs.items()]
        out = [page for page in out if is_in(page.path, folder)]
        return tuple(sorted(out, key=lambda page: page.path)), self._places

    def _wanted(self) -> list[Pair]:
        """The pairs that get a page."""
        if self._settings.pair_pages == "readable":
            return [pair for pair, reading in self._readings.items() if reading.readable]
        return list(self._readings)

    def _asked_for_person(self, who: VaultPath) -> Wanted:
        folder = who.folder.replace("/", " ") or "root"
        return Wanted(identity("character", who), "Characters", f"{self._names[who]}{SUFFIX}", folder)

    def _asked_for_pair(self, pair: Pair) -> Wanted:
        one, other = (self._names[who] for who in pair)
        folders = dict.fromkeys(who.folder.replace("/", " ") or "root" for who in pair)
        return Wanted(identity("pair", *pair), "Pairs", f"{one} & {other}", ", ".join(folders))

    # ---- one page each

    def _overview(
        self, path: VaultPath, pairs: Mapping[Pair, VaultPath], characters: Mapping[VaultPath, VaultPath]
    ) -> Page:
        stated = {tie.pair: self._readings[tie.pair] for tie in self._graph.ties}
        story = overview_page.CastStory(self._graph, self._people, self._links, stated, pairs, characters)
        own: dict[str, Value] = {
            "tags": ("dynamics/overview",),
            "characters_found": len(self._names),
            "pairs_found": len(self._graph.ties),
        }
        return self._page(path, "overview", (), own, overview_page.body_of(story))

    def _character(self, who: VaultPath, path: VaultPath, pairs: Mapping[Pair, VaultPath]) -> Page:
        ties = self._graph.ties_of(who)
        mentioned = [pair[1] if pair[0] == who else pair[0] for pair in self._cast.mentions if who in pair]
        story = character_page.CharacterStory(
            self._people.person(who),
            self._people,
            self._links,
            ties,
            {tie.pair: self._readings[tie.pair] for tie in ties},
            pairs,
            sorted(mentioned, key=lambda other: name_order(other, self._names)),
            belongs_to(who, self._belonging, self._links),
        )
        own: dict[str, Value] = {"tags": ("dynamics/character",), "ties": len(ties)}
        return self._page(path, "character", (who,), own, character_page.body_of(story))

    def pair_story(self, pair: Pair) -> pair_page.PairStory:
        """What a pair's page is made of."""
        voice = Voice(pair, self._people, self._links)
        return pair_page.PairStory(
            voice,
            self._readings[pair],
            self._graph.tie(pair),
            self._people_between(pair),
            self._suppliers,
            company_of_pair(voice, self._belonging),
            self._cast.answers.on(self._cast.answers.page(pair)),
        )

    def _pair(self, pair: Pair, path: VaultPath) -> Page:
        story = self.pair_story(pair)
        own: dict[str, Value] = {"tags": ("dynamics/pair",), **pair_page.properties_of(story, self._names)}
        return self._page(path, "pair", pair, own, pair_page.body_of(story))

    def _page(
        self, path: VaultPath, kind: PageKind, about: Sequence[VaultPath], own: Mapping[str, Value], body: str
    ) -> Page:
        links = tuple(self._links.bare_link(who) for who in about)
        properties: list[tuple[str, Value]] = [("generated_by", GENERATED_BY), ("dynamics_type", kind)]
        properties.append(("dynamics_format", FORMAT))
        if links:
            properties.append(("characters", links))
        properties += [*own.items(), ("cssclasses", ("dynamics",))]
        moved = identity(kind, *about) in self._places.moved
        return Page(path, kind, links, tuple(properties), f"{body}\n\n{FOOTER}", moved)

    # ---- the rest of the cast

    def _people_between(self, pair: Pair) -> list[tuple[VaultPath, str]]:
        """The people tied to both, with what each is to the two."""
        told = []
        for who in self._graph.between(*pair):
            parts = []
            for one in pair:
                tie = next(tie for tie in self._graph.ties_of(who) if one in tie.pair)
                parts.append(tie_of(tie, one, self._people))
            told.append((who, "; ".join(part for part in parts if part) or "tied to both"))
        return told

    def _suppliers(self, need: str, needy: VaultPath, partner: VaultPath) -> tuple[VaultPath, ...]:
        """Who else, tied to the needy one, brings what the partner does not (S04)."""
        found = []
        for tie in self._graph.ties_of(needy):
            other = tie.other(needy)
            offer = self._profiles[other].offer(need)
            if other != partner and offer.weight >= THRESHOLD and not is_hostile(tie):
                found.append((-offer.weight, name_order(other, self._names), other))
        return tuple(other for _, _, other in sorted(found, key=lambda one: one[:2]))
