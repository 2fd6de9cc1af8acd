"""What counts as a stated relationship, and what does not."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import yaml_of
from vault_companion.cast.kinds import (
    FAMILIES,
    Kind,
    StatedKind,
    family_of,
    kind_of,
    mirror_of,
    primary,
    read_kinds,
    unknown_label,
)

ENTRIES = yaml_of(files("vault_companion.data").joinpath("kinds.yaml").read_text(encoding="utf-8"))["kinds"]
BY_ID = {entry["id"]: entry for entry in ENTRIES}


def ids(text: str, names: tuple[str, ...] = ()) -> list[str]:
    return [stated.kind.id for stated in read_kinds(text, names=names)]


def brief(text: str) -> list[tuple[str, str]]:
    return [(stated.kind.id, stated.direction) for stated in read_kinds(text)]


# ---- the data


def test_there_are_words_for_more_than_140_kinds() -> None:
    assert len(BY_ID) == len(ENTRIES) >= 140


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_every_kind_is_complete_and_its_inverse_leads_back(entry: dict[str, Any]) -> None:
    inverse = BY_ID[str(entry["inverse"])]
    plain = BY_ID.get(str(entry.get("plain", entry["id"])))

    assert entry["family"] in FAMILIES
    assert entry["symmetric"] is (entry["inverse"] == entry["id"])
    assert plain is not None
    assert inverse["inverse"] == plain["id"]
    assert entry.get("sign", "") in ("+", "-", "")
    assert {entry.get("above", ""), inverse.get("above", "")} in ({""}, {"of", "to"})


def test_no_word_means_two_kinds() -> None:
    said = [word for e in ENTRIES for word in (e["id"], *e.get("words", ()), *e.get("verbs", ()))]

    assert sorted(word for word in set(said) if said.count(word) > 1) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_every_word_for_a_kind_is_read_as_that_kind(entry: dict[str, Any]) -> None:
    words = [entry["id"], *entry.get("words", ()), *entry.get("verbs", ())]

    assert {word: ids(word) for word in words} == {word: [entry["id"]] for word in words}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_noun_is_about_the_other_and_a_verb_about_the_notes_own(entry: dict[str, Any]) -> None:
    noun = "about" if entry.get("verb") else "is"
    mutual = entry["symmetric"]
    nouns = [str(entry["id"]), *entry.get("words", ())]
    plurals = {form for word in nouns for form in (f"{word}s", f"{word}es", f"{word[:-1]}ies")}

    assert [stated.direction for stated in read_kinds(str(entry["id"]))] == ["mutual" if mutual else noun]
    for verb in entry.get("verbs", ()):
        if verb not in plurals:
            assert [s.direction for s in read_kinds(verb)] == ["mutual" if mutual else "about"]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_name_of_a_family_is_a_kind(family: str) -> None:
    assert ids(family) == [family]
    assert family_of(family) == family


@pytest.mark.parametrize(
    ("sign", "kinds"),
    [
        (1, ["friend", "best friend", "ally", "comrade", "servant"]),
        (-1, ["enemy", "rival", "rivalry", "adversary"]),
        (0, ["husband", "wife", "spouse", "father", "mother", "master", "mentor", "boss", "lover", "loves"]),
    ],
)
def test_only_a_few_words_say_by_themselves_how_two_people_stand(sign: int, kinds: list[str]) -> None:
    assert {kind: BY_ID[kind].get("sign", "") for kind in kinds} == dict.fromkeys(kinds, {1: "+", -1: "-", 0: ""}[sign])
    assert [stated.kind.sign for kind in kinds for stated in read_kinds(kind)] == [sign] * len(kinds)


@pytest.mark.parametrize("kind", ["parent", "boss", "mentor", "master", "captain", "guardian", "king", "ruler"])
def test_who_has_authority_is_known_from_both_sides(kind: str) -> None:
    found = kind_of(kind)

    assert found is not None
    assert found.above == "of"
    assert BY_ID[found.inverse]["above"] == "to"


# ---- labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("husband", [("husband", "is")]),
        ("Mentors", [("mentor", "is")]),
        ("love_interest", [("love interest", "mutual")]),
        ("Best-Friend", [("best friend", "mutual")]),
        ("BFF", [("best friend", "mutual")]),
        ("Fiancée", [("fiance", "mutual")]),
        ("protégé", [("protege", "is")]),
        ("step-mother", [("stepmother", "is")]),
        ("half brother", [("half brother", "is")]),
        ("fathers-in-law", [("father in law", "is")]),
        ("wives", [("wife", "is")]),
        ("children", [("child", "is")]),
        ("henchmen", [("henchman", "is")]),
        ("enemies", [("enemy", "mutual")]),
        ("brothers in arms", [("comrade", "mutual")]),
        ("adopted brother/sister", [("adoptive brother", "is"), ("sister", "is")]),
        ("dead son", [("son", "is")]),
        ("twin brother", [("twin", "mutual")]),
        ("father figure", [("parent figure", "is")]),
        ("enemies to lovers", [("enemies to lovers", "mutual")]),
        ("mentor/student", [("mentor", "is"), ("student", "is")]),
        ("sibling relationship", [("sibling", "mutual")]),
        ("ex-husband", [("ex", "mutual")]),
        ("adoptive_parent", [("adoptive parent", "is")]),
        ("business partner", [("business partner", "mutual")]),
        ("partner in crime", [("comrade", "mutual")]),
        ("family servant", [("servant", "is")]),
    ],
)
def test_a_label_is_read_in_any_spelling(text: str, expected: list[tuple[str, str]]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("servant of", [("servant", "about")]),
        ("mentor to", [("mentor", "about")]),
        ("apprentice to Bo", [("apprentice", "about")]),
        ("big brother of", [("brother", "about")]),
        ("Nelo → big brother of → Klem", [("brother", "about")]),
        ("servant for", [("servant", "about")]),
        ("spy (for)", [("spy", "about")]),
        ("servant of the king", [("servant", "about")]),
        ("friend of", [("friend", "mutual")]),
        ("loves", [("loves", "about")]),
        ("secretly in love with", [("loves", "about")]),
        ("still hates him", [("hates", "about")]),
        ("trusts", [("trusts", "about")]),
        ("betrayed", [("betrayer", "about")]),
        ("serves", [("servant", "about")]),
        ("works for", [("employee", "about")]),
        ("employs", [("employer", "about")]),
        ("mentors him", [("mentor", "about")]),
        ("teaches her", [("teacher", "about")]),
        ("protects", [("protector", "about")]),
        ("owes him a debt", [("debtor", "about")]),
        ("owes her money", [("debtor", "about")]),
        ("hunts", [("hunter", "about")]),
        ("admires", [("admires", "about")]),
        ("fears", [("fears", "about")]),
        ("has a crush on", [("admirer", "about")]),
        ("married to", [("spouse", "mutual")]),
        ("engaged to Bo", [("fiance", "mutual")]),
        ("trained by Bo", [("student", "about")]),
    ],
)
def test_a_noun_with_a_preposition_and_a_verb_are_about_the_notes_own(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert brief(text) == expected


# ---- descriptions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rival. He covets her place", [("rival", "rival", "mutual")]),
        (
            "childhood friend, later rival",
            [("friend", "childhood friend", "mutual"), ("rival", "rival", "mutual")],
        ),
        ("old enemy", [("enemy", "old enemy", "mutual")]),
        ("Father, complicated relationship …", [("father", "Father", "is")]),
        (
            "her employer and secret admirer",
            [("employer", "employer", "is"), ("admirer", "secret admirer", "is")],
        ),
        ("best friends since school", [("best friend", "best friends", "mutual")]),
        (
            "rival, and once a friend, before the fire",
            [("rival", "rival", "mutual"), ("friend", "once a friend", "mutual")],
        ),
        ("was his mentor", [("mentor", "mentor", "is")]),
        ("one of her oldest friends", [("friend", "oldest friends", "mutual")]),
        ("her missing husband", [("husband", "missing husband", "is")]),
        ("the mother she never had", [("mother", "mother", "is")]),
        ("a student of hers", [("student", "student", "is")]),
        ("like a father to him", [("parent figure", "like a father", "is")]),
        ("they were lovers once", [("lover", "lovers", "mutual")]),
        (
            "childhood friends who became lovers",
            [("friend", "childhood friends", "mutual"), ("lover", "lovers", "mutual")],
        ),
        ("trusted old friend", [("friend", "trusted old friend", "mutual")]),
        ("mentor for ten years", [("mentor", "mentor", "is")]),
        ("rival for the throne", [("rival", "rival", "mutual")]),
        ("friend, ally; friend again", [("friend", "friend", "mutual"), ("ally", "ally", "mutual")]),
    ],
)
def test_the_first_sentence_of_a_description_states_kinds(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(stated.kind.id, stated.said, stated.direction) for stated in read_kinds(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "complicated",
        "Member",
        "He covets her place",
        "taught him how his father died",
        "killed her father and her brother",
        "He covets her place, her father, her land",
        "his mother was a witch",
        "Mother died when she was three",
        "her brother's killer",
        "best friend's mother",
        "a man who knew her father",
        "misses her mother",
        "wants a friend",
        "loves her mother",
        "loves the sea",
        "father of three",
        "son of a smith",
        "heir to the throne",
        "captain of the guard",
        "friend to all",
        "best friend of her brother",
        "big boss fight",
        "guardian angel",
        "a doctor from the south",
        "she is her mentor",
        "Il lui est fidèle",
    ],
)
def test_a_word_out_of_the_place_of_a_label_states_nothing(text: str) -> None:
    assert brief(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not a friend", []),
        ("no longer friends", []),
        ("isn't a friend", []),
        ("neither friend nor enemy", []),
        ("not a friend or ally", []),
        ("anything but a friend", []),
        ("friends (no longer)", []),
        ("no longer friends, now rivals", ["rival"]),
        ("not enemies but rivals", ["rival"]),
        ("not only a friend", ["friend"]),
    ],
)
def test_what_is_denied_is_not_stated(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("old friend", [1]),
        ("former friend", [0]),
        ("once a friend", [0]),
        ("friend (former)", [0]),
        ("friend turned enemy", [0, -1]),
        ("would-be rival", [0]),
        ("ex-enemy, now ally", [0, 1]),
        ("false friend", [0]),
    ],
)
def test_what_is_over_or_in_doubt_keeps_its_kind_and_loses_its_sign(text: str, signs: list[int]) -> None:
    assert [stated.kind.sign for stated in read_kinds(text)] == signs


def test_a_rival_captain_is_a_rival_and_nobodys_captain() -> None:
    assert ids("rival captain") == ["rival"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("son of Bo", ["son"]),
        ("son of Harald", []),
        ("king of Westmark", []),
        ("servant to Mr. Vale", ["servant"]),
        ("Bo is her mentor", ["mentor"]),
        ("her brother Bo", ["brother"]),
        ("her brother Harald", []),
    ],
)
def test_with_the_others_names_only_what_is_said_of_that_one_counts(text: str, expected: list[str]) -> None:
    assert ids(text, names=("Bo Vale", "Bo")) == expected


def test_kinds_that_the_author_taught_are_read_like_the_shipped_ones() -> None:
    oathsworn = Kind("oath-sworn", "friendship", "oath-sworn", symmetric=True)

    assert read_kinds("her oathsworn") == ()
    assert read_kinds("her Oath-Sworn, and rival", more=(oathsworn,))[0] == StatedKind(
        oathsworn, "Oath-Sworn", "mutual"
    )


# ---- gender

SWAPPED = {
    "mother": "father", "mom": "dad", "mommy": "daddy", "daughter": "son", "sister": "brother",
    "wife": "husband", "girlfriend": "boyfriend", "bride": "groom", "fiancée": "fiancé", "aunt": "uncle",
    "niece": "nephew", "grandmother": "grandfather", "granddaughter": "grandson",
    "stepmother": "stepfather", "stepsister": "stepbrother", "half-sister": "half-brother",
    "foster mother": "foster father", "adopted daughter": "adopted son", "mother-in-law": "father-in-law",
    "sister-in-law": "brother-in-law", "godmother": "godfather", "widow": "widower", "queen": "king",
    "empress": "emperor", "liege lady": "liege lord", "lady": "lord", "heiress": "heir",
    "ex-wife": "ex-husband", "late wife": "late husband", "confidante": "confidant",
    "maidservant": "manservant", "mother figure": "father figure", "sister in arms": "brother in arms",
    "patroness": "patron", "hostess": "host", "landlady": "landlord", "huntress": "hunter",
    "murderess": "murderer", "henchwoman": "henchman", "twin sister": "twin brother",
    "great aunt": "great uncle", "like a mother": "like a father",
}  # fmt: skip


@pytest.mark.parametrize("frame", ["{}", "her {}", "{} of Bo", "{}s"])
@pytest.mark.parametrize(("woman", "man"), SWAPPED.items())
def test_swapping_genders_changes_neither_family_nor_direction(frame: str, woman: str, man: str) -> None:
    def shape(word: str) -> list[tuple[str, str, bool, int, str, str]]:
        return [
            (s.kind.family, s.direction, s.kind.symmetric, s.kind.sign, s.kind.above, s.kind.inverse)
            for s in read_kinds(frame.format(word))
        ]

    assert shape(woman) == shape(man)


# ---- families, mirrors, near misses


@pytest.mark.parametrize(
    ("kind", "mirror"),
    [("friend", "friend"), ("husband", "spouse"), ("sister", "sibling"), ("mentor", None), ("loves", None)],
)
def test_only_what_is_beyond_doubt_is_mirrored(kind: str, mirror: str | None) -> None:
    found = kind_of(kind)

    assert found is not None
    assert mirror_of(found) == (kind_of(mirror) if mirror else None)


def test_the_gravest_family_names_a_tie() -> None:
    order = ["enemy", "rivalry", "romance", "family", "mentor", "professional", "friendship"]

    assert [primary(reversed(order[start:])) for start in range(7)] == order
    assert primary(()) == ""
    assert family_of("no such kind") == ""


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("trsts", "trusts"), ("mentr", "mentor"), ("her freind", "friend"), ("kissing cusin", "cousin")],
)
def test_an_unknown_label_is_answered_with_the_nearest_kinds(text: str, nearest: str) -> None:
    assert unknown_label(text)[:1] == (nearest,)


@pytest.mark.parametrize("text", ["", "her", "friend", "bloodwright", "x" * 500])
def test_nothing_is_proposed_for_what_is_known_empty_or_like_nothing(text: str) -> None:
    assert unknown_label(text) == ()


PIECES = st.sampled_from(
    [
        "friend", "rival", "her", "of", "not", "once", "loves", "the", "Bo's", "turned", "and", "or",
        ",", "(", ")", ".", "was", "mentors", "old", "who", "since", "he", "trusted", "ex-",
        "→", "’s", "ß", "İ", "for", "with", "like", "a", "father", "to", "no", "longer",
        "/",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=40))
def test_any_text_can_be_read_and_what_is_said_stands_in_it(text: str) -> None:
    stated = read_kinds(text, names=("Bo",))

    assert all(one.said and one.said in text for one in stated)
    assert len({one.kind.id for one in stated}) == len(stated)
    assert read_kinds(text, names=("Bo",)) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("They have been divorced for six years and still do the crossword by telephone", ["ex"]),
        ("they were divorced in 2019", ["ex"]),
        ("They got divorced", ["ex"]),
        ("They have been married for six years", ["spouse"]),
        ("They were married for a year", []),
        ("They are married to others", []),
        ("They were never married", []),
        ("They have not divorced", []),
        ("They have divorced parents", []),
        ("both are divorced", []),
    ],
)
def test_two_may_be_said_to_be_married_or_divorced(text: str, stated: list[str]) -> None:
    assert stated == [found.kind.id for found in read_kinds(text)]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Secretly meeting at the mill. In love.", ["loves"]),
        ("They meet at the mill; still in love", ["loves"]),
        ("secretly meeting at the mill, in love", ["loves"]),
        ("A friend. In love.", ["friend"]),
        ("They meet. Not in love.", []),
        ("They meet. In love with the sea.", []),
        ("In love", []),
    ],
)
def test_in_love_as_a_sentence_of_its_own_counts_where_nothing_else_is_stated(text: str, stated: list[str]) -> None:
    assert stated == [found.kind.id for found in read_kinds(text)]
