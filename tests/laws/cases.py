"""Four stories with holes for names and pronouns, to be told in different ways that must be read alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.helpers import Style, character, relationship

Lines = Mapping[str, list[str]]
SHE = {
    "he": "she",
    "him": "her",
    "his": "her",
    "man": "woman",
    "son": "daughter",
    "father": "mother",
    "husband": "wife",
    "brother": "sister",
    "king": "queen",
    "pronouns": "she/her",
}
HE = {word: word for word in SHE} | {"pronouns": "he/him"}


@dataclass(frozen=True)
class Case:
    """A pair. `{a}` and `{b}` are the names, `{a_he}` and the like their words."""

    one: Lines
    other: Lines
    about: Lines
    mutual: bool = True


CASES: dict[str, Case] = {
    "the one who runs and the one who follows": Case(
        {
            "needs": ["to be told {a_he} is good enough", "someone who will not leave"],
            "offers": ["forgives without being asked", "steady as a harbour wall"],
            "flaws": ["jealous of every glance"],
            "wounds": ["{a_his} {a_father} left when {a_he} was four"],
            "in_love": ["reads every silence as a goodbye", "cannot bear to be away from {b_him}"],
        },
        {
            "needs": ["room to breathe and nobody's permission"],
            "offers": ["tells the truth unasked"],
            "flaws": ["cold to those who want something"],
            "in_love": [
                "leaves before {b_he} can be left",
                "lets no one in",
                "changes the subject when it gets tender",
            ],
        },
        {
            "kind": ["romance"],
            "feels": ["[[{a}]]: loves {b_him} past all reason", "[[{b}]]: likes {a_him} best at a distance"],
            "history": ["{a} waited three nights at the quay", "{b} promised to come and did not"],
            "changes": ["ch. 3: {b} grows colder the warmer {a} gets", "ch. 9: {a} begs {b_him} to stay"],
            "now": ["{b} has not written for a month"],
        },
    ),
    "two who made each other better": Case(
        {
            "needs": ["to be contradicted to {a_his} face", "to laugh at {a_him}self"],
            "offers": ["looks after those in {a_his} charge", "means what {a_he} says"],
            "flaws": ["believes {a_him}self above {a_his} company"],
            "values": ["honour", "family first"],
        },
        {
            "needs": ["a {a_man} {b_he} can look up to", "to be taken seriously"],
            "offers": ["says what {b_he} thinks to anyone's face", "always has a joke ready"],
            "flaws": ["decides what people are at first sight"],
            "values": ["honesty above all"],
        },
        {
            "kind": ["romance"],
            "feels": ["[[{b}]]: dislike that turns into respect", "[[{a}]]: attraction {a_he} fights"],
            "history": [
                "{a} insulted {b_him} at the ball",
                "{a} saved {b_his} {b_brother} from disgrace and wants no thanks",
            ],
            "changes": [
                "ch. 36: {b} admits that {b_he} was blind",
                "ch. 43: {a} changes {a_his} manners because of {b}",
            ],
        },
    ),
    "the teacher who keeps the pupil small": Case(
        {
            "needs": ["to be needed", "to matter"],
            "offers": ["teaches everything {a_he} knows", "praise, when it pleases {a_him}"],
            "flaws": ["takes the credit", "humiliates those who depend on {a_him}"],
        },
        {
            "needs": ["a {a_father}'s good opinion", "to be told {b_he} has talent"],
            "offers": ["works through the night", "never keeps a grudge"],
            "flaws": ["never asks for help", "lies when it is easier"],
            "fears": ["being ordinary"],
        },
        {
            "kind": ["mentor"],
            "history": ["{a} mocked {b_him} before the whole class", "{a} used {b_his} drawings as {a_his} own"],
            "changes": ["ch. 7: nothing has changed between them", "ch. 20: {b} stops asking for praise"],
            "power": ["{a} decides who passes"],
        },
    ),
    "comrades": Case(
        {
            "needs": ["a place at somebody's table"],
            "offers": ["drops everything for an adventure", "makes strangers feel welcome"],
            "flaws": ["cannot sit still", "spends what {a_he} has not got"],
            "self": ["has friends, a trade and a dog"],
        },
        {
            "needs": ["to laugh again"],
            "offers": ["a plan for everything", "stays when everybody else has gone"],
            "flaws": ["does everything by the book"],
            "in_love": ["says plainly what {b_he} feels"],
        },
        {
            "kind": ["friendship"],
            "feels": ["[[{a}]]: trusts {b_him} with {a_his} life", "[[{b}]]: would follow {a_him} anywhere"],
            "history": ["they crossed the ice together", "{b} carried {a_him} through the storm"],
            "changes": ["ch. 12: {a} learns from {b} to sit still", "ch. 14: {b} learns from {a} to laugh"],
            "conflict": ["the money for the ship"],
        },
    ),
}


def told(
    case: Case,
    *,
    style: Style = "properties",
    names: tuple[str, str] = ("Ada", "Bo"),
    words: tuple[Mapping[str, str], Mapping[str, str]] = (SHE, HE),
) -> dict[str, str]:
    """The vault in which a case is told, and nothing else."""
    slots = {"a": names[0], "b": names[1]}
    slots |= {f"{who}_{key}": word for who, own in zip("ab", words, strict=True) for key, word in own.items()}

    def filled(lines: Lines) -> dict[str, list[str]]:
        return {key: [text.format(**slots) for text in texts] for key, texts in lines.items()}

    return {
        f"Characters/{names[0]}.md": character(style, pronouns=slots["a_pronouns"], **filled(case.one)),
        f"Characters/{names[1]}.md": character(style, pronouns=slots["b_pronouns"], **filled(case.other)),
        "Notes/The two.md": relationship(*names, style, **filled(case.about)),
    }
