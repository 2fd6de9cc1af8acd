"""One character, read through the word lists: what they lack, want, miss and bring (theory 3.4, 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vault_companion.cast.sheet import Character
from vault_companion.dynamics.attachment import read_attachment
from vault_companion.dynamics.reading import Attachment, Unread
from vault_companion.notes.fields import Phrase
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.lexicon import Lexicon
from vault_companion.words.matches import nor

DEEP = ("needs", "fears", "lie", "wounds")
"""The fields that state a deep lack; wants are kept apart (theory S05)."""
LACKS = (*DEEP, "flaws")
"""Every field that states a lack, the plainest first: a need before a wound, a wound before a flaw."""
Found = dict[str, list[tuple[float, Phrase, str]]]
THRESHOLD = 0.5
"""The weight from which a need counts as held (theory 3.3)."""


@dataclass(frozen=True, slots=True)
class Held:
    """A need held in one role.

    Attributes:
        weight: 0 to 1.
        phrases: Those that say so, in the order of the fields.
        field: The field of the first of them, "" where there is none.
    """

    weight: float
    phrases: tuple[Phrase, ...]
    field: str = ""


NOTHING = Held(0.0, ())


@dataclass(frozen=True, slots=True)
class Profile:
    """What one sheet comes to.

    Attributes:
        character: Whose it is.
        deep: Needs by id, from needs, wounds, lie and fears.
        pieces: Missing pieces by id, from flaws.
        wants: Surface aims by id; they fill nothing.
        offers: What others can get from them, by id.
        may_need: Needs of phrases that are only like them: one counts where somebody plainly brings it.
        may_offer: Gifts of such phrases: one counts where somebody plainly asks for it.
        attachment: How they attach.
        sufficiency: 0 to 1: how well they stand alone.
        stands_alone: The phrases that say so.
        values: The poles they stand at: axis to (pole, phrase).
        unread: Phrases of needs, offers and flaws that no word list knows.
    """

    character: Character
    deep: Mapping[str, Held]
    pieces: Mapping[str, Held]
    wants: Mapping[str, Held]
    offers: Mapping[str, Held]
    attachment: Attachment
    sufficiency: float
    stands_alone: tuple[Phrase, ...]
    values: Mapping[str, Mapping[str, tuple[Phrase, ...]]]
    unread: tuple[Unread, ...]
    may_need: Mapping[str, Held] = field(default_factory=dict)
    may_offer: Mapping[str, Held] = field(default_factory=dict)

    @property
    def path(self) -> VaultPath:
        """The note, which is who they are."""
        return self.character.path

    @property
    def states_needs(self) -> bool:
        """Whether the sheet says anything about what is lacking."""
        return bool(self.character.trait("needs"))

    @property
    def states_offers(self) -> bool:
        """Whether the sheet says anything about what they bring."""
        return bool(self.character.trait("offers"))

    @property
    def states_flaws(self) -> bool:
        """Whether the sheet names a flaw."""
        return bool(self.character.trait("flaws"))

    @property
    def secure_lines(self) -> tuple[Phrase, ...]:
        """The phrases that show a secure style, () for every other."""
        if self.attachment.style != "secure":
            return ()
        return self.attachment.phrases

    def lacks(self, need: str) -> Held:
        """How strongly they need or miss something, whichever is said more strongly."""
        deep, piece = self.deep.get(need, NOTHING), self.pieces.get(need, NOTHING)
        return deep if deep.weight >= piece.weight else piece

    def asks_for(self, need: str) -> Held:
        """How strongly they need something by their own needs or fears; what only a wound suggests does not count."""
        held = self.deep.get(need, NOTHING)
        return held if held.field in ("needs", "fears") else NOTHING

    def offer(self, need: str) -> Held:
        """How strongly they bring something."""
        return self.offers.get(need, NOTHING)


def read_profile(character: Character, lexicon: Lexicon) -> Profile:
    """The profile of one sheet."""
    roles: dict[str, Found] = {"need": {}, "lack": {}, "want": {}, "offer": {}}
    unsure: dict[str, Found] = {"needs": {}, "offers": {}}
    unread: list[Unread] = []
    english = character.english
    for place in (*DEEP, "flaws", "wants", "offers", "self", "in_love"):
        for phrase in character.trait(place):
            if place == "in_love" and _is_insecure(phrase, lexicon, english=english):
                continue
            matches = lexicon.read_needs(phrase.source, place, english=english)
            for match in matches:
                if match.is_sure or not match.alike:
                    roles[match.role].setdefault(match.id, []).append((match.weight, phrase, place))
                elif place in unsure and not any(other.is_sure for other in matches):
                    unsure[place].setdefault(match.id, []).append((match.weight, phrase, place))
            if place in ("needs", "offers", "flaws") and not any(match.is_sure for match in matches):
                unread.append(Unread(character.path, place, phrase))
    attachment = read_attachment(character, lexicon)
    sufficiency, alone = _sufficiency(character, lexicon)
    return Profile(
        character,
        _held(roles["need"]),
        _held(roles["lack"]),
        _held(roles["want"]),
        _held(roles["offer"]),
        attachment,
        sufficiency,
        alone,
        _values(character, lexicon),
        tuple(unread),
        _held(unsure["needs"]),
        _held(unsure["offers"]),
    )


def _is_insecure(phrase: Phrase, lexicon: Lexicon, *, english: bool) -> bool:
    """Whether a line about love shows clinging or walls: such a line offers nothing."""
    return any(
        match.weight >= THRESHOLD and match.style != "secure"
        for match in lexicon.read_attachment(phrase.source, "in_love", english=english)
    )


def _held(found: Found) -> dict[str, Held]:
    """The strongest statement of each need decides; cited are those that count, in the order of the fields."""
    out = {}
    for need, weighed in found.items():
        strongest = max(weighed, key=lambda one: one[0])
        counted = [one for one in weighed if one[0] >= THRESHOLD] or [strongest]
        out[need] = Held(strongest[0], tuple(phrase for _, phrase, _ in counted), counted[0][2])
    return out


def _sufficiency(character: Character, lexicon: Lexicon) -> tuple[float, tuple[Phrase, ...]]:
    """How well they stand alone (theory 4.4), and the phrases that say so."""
    high: list[float] = []
    low: list[float] = []
    cited: list[Phrase] = []
    english = character.english
    for place in ("self", "in_love", "offers", "flaws"):
        for phrase in character.trait(place):
            up, down = lexicon.read_sufficiency(phrase.source, english=english)
            if up and place != "flaws":
                high.append(0.7 * max(match.weight for match in up))
                cited.append(phrase)
            low += [match.weight for match in down]
    stated = nor(high)
    own = character.trait("self")
    if own:
        stated = max(stated, 0.5)
        cited = list(dict.fromkeys([*cited, *own]))
    secure = nor(
        [
            match.weight
            for place in ("in_love", "self", "offers")
            for phrase in character.trait(place)
            for match in lexicon.read_attachment(phrase.source, place, english=english)
            if match.style == "secure"
        ]
    )
    score = 0.7 * stated + 0.4 * secure - 0.15 * len(character.trait("needs")) - 0.5 * nor(low)
    return min(1.0, max(0.0, score)), tuple(cited)


def _values(character: Character, lexicon: Lexicon) -> dict[str, dict[str, tuple[Phrase, ...]]]:
    found: dict[str, dict[str, list[Phrase]]] = {}
    for phrase in character.trait("values"):
        for axis, pole, _ in lexicon.read_values(phrase.source, english=character.english):
            poles = found.setdefault(axis, {}).setdefault(pole, [])
            if phrase not in poles:
                poles.append(phrase)
    return {axis: {pole: tuple(phrases) for pole, phrases in poles.items()} for axis, poles in found.items()}
