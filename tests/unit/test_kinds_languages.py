"""How ties are read that are stated in other languages than English."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault_companion.cast.kind_tongues import _lines, _spelled
from vault_companion.cast.kind_words import tokens_of, words_for
from vault_companion.cast.kinds import Kind, kind_of, read_kinds, taught_kind, unknown_label
from vault_companion.data import load, load_text

LANGUAGES = ("fr", "es", "pt", "it", "de", "nl", "ru", "pl", "zh", "ja", "ko", "ar")
BLOCKS = load("kinds_languages.yaml")
DEEDS = {entry["id"] for entry in load("kinds.yaml")["kinds"] if entry.get("verb") == "true"}


def brief(text: str, *names: str, more: tuple[Kind, ...] = ()) -> list[tuple[str, str]]:
    return [(stated.kind.id, stated.direction) for stated in read_kinds(text, names=names, more=more)]


def entries(language: str) -> list[tuple[str, str, bool]]:
    """Every word of a language: the kind it is listed for, as written, and whether it is a verb."""
    found = []
    for line in BLOCKS[language]["kinds"].splitlines():
        kind, _, said = line.partition(": ")
        things, _, deeds = said.partition(";")
        for text, verb in ((things, kind in DEEDS), (deeds, True)):
            found += [(kind, word.strip(" ~"), verb) for word in text.split(",") if word.strip()]
    return found


# ---- the data


def test_there_are_words_in_twelve_languages() -> None:
    assert tuple(BLOCKS) == LANGUAGES
    assert min(len(entries(language)) for language in LANGUAGES) >= 180


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_read_as_its_kind_and_in_its_direction(language: str) -> None:
    def expected(kind: str, *, verb: bool) -> list[tuple[str, str]]:
        found = kind_of(kind)
        assert found is not None
        return [(kind, "mutual" if found.symmetric else "about" if verb else "is")]

    assert {word: brief(word) for _, word, _ in entries(language)} == {
        word: expected(kind, verb=verb) for kind, word, verb in entries(language)
    }


def test_no_word_means_another_kind_in_english_or_in_another_language() -> None:
    english = {word: kind.id for said in (words_for().nouns, words_for().verbs) for word, kind in said.items()}
    kinds = defaultdict(set)
    for language in LANGUAGES:
        for kind, word, verb in entries(language):
            spelled = " ".join(token.word for token in tokens_of(word))
            kinds[spelled, verb].add(kind)
            if spelled in words_for().english:
                kinds[spelled, verb].add(english[spelled])

    assert {word: found for word, found in kinds.items() if len(found) > 1} == {}


def test_no_small_word_means_two_things() -> None:
    meanings = defaultdict(set)
    for language in LANGUAGES:
        for english, said in _lines(BLOCKS[language]["small"]):
            for word, _ in _spelled(said):
                meanings[word].add(english)

    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


def test_the_words_are_shipped_in_composed_letters() -> None:
    text = load_text("kinds_languages.yaml")

    assert unicodedata.is_normalized("NFC", text)


# ---- labels and phrases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # French
        ("rivalité", [("rivalry", "mutual")]),
        ("Ennemi juré", [("archenemy", "mutual")]),
        ("soeur aînée", [("sister", "is")]),
        ("mère aimante", []),
        ("mère", [("mother", "is")]),
        ("son meilleur ami", [("best friend", "mutual")]),
        ("son rival", [("rival", "mutual")]),
        ("l'amie de Bo", [("friend", "mutual")]),
        ("fils d'Anna", [("son", "about")]),
        ("fils aîné de Bo", [("son", "about")]),
        ("serviteur du roi", [("servant", "about")]),
        ("amie et rivale", [("friend", "mutual"), ("rival", "mutual")]),
        ("ami d'enfance, puis ennemi", [("friend", "mutual"), ("enemy", "mutual")]),
        ("n'est pas son ami", []),
        ("l'ami de son frère", []),
        ("une femme mystérieuse", []),
        # Spanish, Portuguese, Italian
        ("hermano mayor", [("brother", "is")]),
        ("amigo y rival", [("friend", "mutual"), ("rival", "mutual")]),
        ("hijo del rey", [("son", "about")]),
        ("su mejor amiga", [("best friend", "mutual")]),
        ("mãe", [("mother", "is")]),
        ("filho do Bo", [("son", "about")]),
        ("irmã mais velha", [("sister", "is")]),
        ("amiga e rival", [("friend", "mutual"), ("rival", "mutual")]),
        ("figlio di Bo", [("son", "about")]),
        ("il suo maestro", [("teacher", "is")]),
        ("amica e poi rivale", [("friend", "mutual"), ("rival", "mutual")]),
        # German, Dutch
        ("Mutter", [("mother", "is")]),
        ("seine Mutter", [("mother", "is")]),
        ("Sohn von Bo", [("son", "about")]),
        ("Sohn des Königs", [("son", "about")]),
        ("Freund und Rivale", [("friend", "mutual"), ("rival", "mutual")]),
        ("Freundin seit der Schule", [("friend", "mutual")]),
        ("war sein Mentor", [("mentor", "is")]),
        ("kein Freund", []),
        ("verheiratet mit", [("spouse", "mutual")]),
        ("vriend en rivaal", [("friend", "mutual"), ("rival", "mutual")]),
        ("zoon van Bo", [("son", "about")]),
        # Russian, Polish
        ("старший брат", [("brother", "is")]),
        ("лучшие друзья", [("best friend", "mutual")]),
        ("зять", [("son in law", "is")]),
        ("её наставница", [("mentor", "is")]),
        ("друг, но соперник", [("friend", "mutual"), ("rival", "mutual")]),
        ("сын Ивана", [("son", "about")]),
        ("не враг", []),
        ("сын кузнеца", []),
        ("starszy brat", [("brother", "is")]),
        ("przyjaciel i rywal", [("friend", "mutual"), ("rival", "mutual")]),
        ("żona", [("wife", "is")]),
        # Chinese, Japanese, Korean
        ("好友", [("friend", "mutual")]),
        ("林晚的师父", [("mentor", "is")]),
        ("青梅竹马，后来反目成仇", [("friend", "mutual"), ("enemy", "mutual")]),
        ("朋友和对手", [("friend", "mutual"), ("rival", "mutual")]),
        ("父親", [("father", "is")]),
        ("我的妹妹", [("sister", "is")]),
        ("前女友", [("ex", "mutual")]),
        ("父", [("father", "is")]),
        ("渔父", []),
        ("师父的朋友", []),
        ("不是朋友", []),
        ("她是林晚的师父", []),
        ("ライバル", [("rival", "mutual")]),
        ("林の師匠", [("mentor", "is")]),
        ("幼馴染で親友", [("friend", "mutual"), ("best friend", "mutual")]),
        ("友達ではない", []),
        ("師匠は死んだ", []),
        ("친구", [("friend", "mutual")]),
        ("친구이자 라이벌", [("friend", "mutual"), ("rival", "mutual")]),
        ("이반의 스승", [("mentor", "is")]),
        ("친구들", [("friend", "mutual")]),
        ("고향친구", [("friend", "mutual")]),
        ("친구가 죽었다", []),
        # Arabic
        ("أخ", [("brother", "is")]),
        ("الأخ الأكبر", [("brother", "is")]),
        ("صديق ومنافس", [("friend", "mutual"), ("rival", "mutual")]),
        ("صديقتها", [("friend", "mutual")]),
        ("ليس صديقا", []),
        # mixed
        ("mentor (師父)", [("mentor", "is")]),
        ("brother / старший брат", [("brother", "is")]),
        ("Rivale und ex-wife", [("rival", "mutual"), ("ex", "mutual")]),
        ("her 师父, once a friend", [("mentor", "is"), ("friend", "mutual")]),
    ],
)
def test_a_label_in_another_language_is_read_as_in_english(text: str, expected: list[tuple[str, str]]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ancien ami",
        "antiguo amigo",
        "ehemaliger Freund",
        "бывший друг",
        "曾经的朋友",
        "かつての友人",
        "옛 친구",
        "صديق سابق",
    ],
)
def test_what_is_over_keeps_its_kind_and_loses_its_sign_in_every_language(text: str) -> None:
    assert [(stated.kind.id, stated.kind.sign) for stated in read_kinds(text)] == [("friend", 0)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("fils de Bo", "Bo", [("son", "about")]),
        ("fils de Marc", "Bo", []),
        ("сын Ивана", "Иван", [("son", "about")]),
        ("сын Ивана", "Пётр", []),
        ("сестра Анна", "Анна", [("sister", "is")]),
        ("ученик Андрея", "Андрей", [("student", "about")]),
        ("syn Jana", "Jan", [("son", "about")]),
        ("林晚的师父", "林晚", [("mentor", "about")]),
        ("暗恋林晚", "林晚", [("admirer", "about")]),
        ("이반의 스승", "이반", [("mentor", "about")]),
        ("ابن خالد", "خالد", [("son", "about")]),
    ],
)
def test_with_the_others_name_what_is_said_of_that_one_counts(
    text: str, name: str, expected: list[tuple[str, str]]
) -> None:
    assert brief(text, name) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("a mere friend", (), ["friend"]),
        ("son of Bo", (), ["son"]),
        ("his son and mentor", (), ["son", "mentor"]),
        ("prima donna", (), []),
        ("the femme fatale", (), []),
        ("a spoiled brat", (), []),
        ("her friend Tia", ("Tia",), ["friend"]),
        ("mentor De Luca", ("De Luca",), ["mentor"]),
        ("kind, brave", (), []),
        ("old war hero", (), []),
        ("rival i met in town", (), ["rival"]),
        ("Bo mentor Ada", (), []),
        ("mutters to himself", (), []),
        ("promises", (), []),
        ("her employees", (), ["employee"]),
        ("mentor Ed", ("Ed",), ["mentor"]),
        ("mentor Ed", (), []),
        ("Relation avec Bo", (), []),
    ],
)
def test_english_words_that_look_like_other_languages_are_read_as_english(
    text: str, names: tuple[str, ...], expected: list[str]
) -> None:
    assert [kind for kind, _ in brief(text, *names)] == expected


def test_the_authors_own_words_are_quoted() -> None:
    said = [stated.said for stated in read_kinds("Un ami d'enfance, puis l'ennemi juré de Bo")]

    assert said == ["ami d'enfance", "ennemi juré de"]


@given(st.text(alphabet="师父的朋友和是林晚友達の친구의صديقو сын Ивана fils d'l’é，。 ", max_size=30))
def test_any_mixture_of_scripts_can_be_read_and_what_is_said_stands_in_it(text: str) -> None:
    stated = read_kinds(text, names=("林晚", "Иван", "Bo"))

    assert all(one.said and one.said in text for one in stated)
    assert read_kinds(text, names=("林晚", "Иван", "Bo")) == stated


# ---- the relation types of other programs


@pytest.mark.parametrize(
    ("text", "kind", "direction", "family"),
    [
        ("family", "family", "mutual", "family"),
        ("romantic", "romance", "mutual", "romance"),
        ("allies", "ally", "mutual", "friendship"),
        ("enemies", "enemy", "mutual", "enemy"),
        ("mentors", "mentor", "is", "mentor"),
        ("ex-partner", "ex", "mutual", "romance"),
        ("mentee", "student", "is", "mentor"),
        ("subordinate", "subordinate", "is", "professional"),
        ("ward", "ward", "is", "family"),
        ("dependent", "protected one", "is", "friendship"),
        ("owes-debt-to", "debtor", "about", "professional"),
        ("sworn-to", "follower", "about", "professional"),
        ("bound-by-oath", "follower", "about", "professional"),
        ("idolizes", "admires", "about", "friendship"),
        ("obsessed-with", "admirer", "about", "romance"),
        ("acquaintance", "acquaintance", "mutual", "friendship"),
        ("adoptive_parent", "adoptive parent", "is", "family"),
        ("step_parent", "stepparent", "is", "family"),
        ("foster_parent", "foster parent", "is", "family"),
        ("godparent", "godparent", "is", "family"),
        ("disciple", "disciple", "is", "mentor"),
        ("liege", "liege", "is", "professional"),
        ("vassal", "vassal", "is", "professional"),
        ("betrothed", "fiance", "mutual", "romance"),
        ("companion", "companion", "mutual", "friendship"),
        ("ally_of", "ally", "mutual", "friendship"),
        ("enemy_of", "enemy", "mutual", "enemy"),
        ("serves", "servant", "about", "professional"),
        ("knows", "acquaintance", "mutual", "friendship"),
        ("married_to", "spouse", "mutual", "romance"),
        ("parent_of", "parent", "about", "family"),
        ("child_of", "child", "about", "family"),
        ("mentor_of", "mentor", "about", "mentor"),
        ("owes", "debtor", "about", "professional"),
        ("hostile_to", "opponent", "mutual", "enemy"),
        ("distrusts", "distrusts", "about", "rivalry"),
        ("manipulates", "manipulator", "about", "enemy"),
        ("亲人", "family", "mutual", "family"),
        ("朋友", "friend", "mutual", "friendship"),
        ("恋人", "lover", "mutual", "romance"),
        ("敌人", "enemy", "mutual", "enemy"),
        ("师徒", "mentorship", "mutual", "mentor"),
        ("同事", "colleague", "mutual", "professional"),
        ("盟友", "ally", "mutual", "friendship"),
        ("上下级", "professional", "mutual", "professional"),
        ("仇人", "enemy", "mutual", "enemy"),
        ("夫妻", "spouse", "mutual", "romance"),
        ("兄弟", "sibling", "mutual", "family"),
        ("姐妹", "sibling", "mutual", "family"),
        ("主仆", "master and servant", "mutual", "professional"),
    ],
)
def test_the_types_that_other_programs_write_are_read(text: str, kind: str, direction: str, family: str) -> None:
    assert [(s.kind.id, s.direction, s.kind.family) for s in read_kinds(text)] == [(kind, direction, family)]


@pytest.mark.parametrize("text", ["neutral", "custom", "otherRelations", "member_of", "located_in", "witness"])
def test_a_type_that_ties_nobody_states_nothing(text: str) -> None:
    assert brief(text) == []


@pytest.mark.parametrize("text", ["acquaintance", "knows", "熟人"])
def test_to_know_somebody_says_nothing_of_how_two_people_stand(text: str) -> None:
    assert [stated.kind.sign for stated in read_kinds(text)] == [0]


# ---- what an author teaches


def test_a_taught_kind_holds_both_ways() -> None:
    assert taught_kind("Oath-Sworn", "friendship", both_ways=True, sign=1) == (
        Kind("oath sworn", "friendship", "oath sworn", symmetric=True, sign=1),
    )


def test_a_taught_kind_with_an_inverse_is_two_kinds_and_keeps_who_has_authority() -> None:
    assert taught_kind("liege", "professional", both_ways=False, inverse="vassal") == (
        Kind("liege", "professional", "vassal", symmetric=False, above="of"),
        Kind("vassal", "professional", "liege", symmetric=False, above="to"),
    )


def test_a_taught_kind_without_an_inverse_is_one() -> None:
    assert taught_kind("bloodwright", "family", both_ways=False) == (
        Kind("bloodwright", "family", "", symmetric=False),
    )


@pytest.mark.parametrize(
    ("word", "text"),
    [("义盟", "林晚的义盟"), ("названый дядя", "её названый дядя"), ("frère de sel", "mon frère de sel"), ("암", "암")],
)
def test_a_taught_word_may_be_in_any_script(word: str, text: str) -> None:
    more = taught_kind(word, "family", both_ways=True)

    assert brief(text, more=more) == [(more[0].id, "mutual")]


@pytest.mark.parametrize(("word", "family"), [("friend", "magic"), ("...", "family"), ("", "family")])
def test_what_is_no_family_or_no_word_cannot_be_taught(word: str, family: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        taught_kind(word, family, both_ways=True)


def test_the_words_for_the_same_taught_kinds_are_made_once() -> None:
    first = taught_kind("oathsworn", "friendship", both_ways=True)
    again = taught_kind("oathsworn", "friendship", both_ways=True)

    assert words_for(first) is words_for(again)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("oathswrn", "oathsworn"),
        ("сопернк", "rival"),
        ("Freundn", "friend"),
        ("наставнк", "mentor"),
        ("Schwestr", "sister"),
    ],
)
def test_an_unknown_label_is_answered_with_taught_kinds_and_in_other_languages(text: str, nearest: str) -> None:
    more = taught_kind("oathsworn", "friendship", both_ways=True)

    assert nearest in unknown_label(text, more=more)
