"""An author's phrase as tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault_companion.words.folding import fold_gender
from vault_companion.words.normalise import normalise
from vault_companion.words.stem import stem


def stems(text: str) -> list[str]:
    return [token.stem for token in normalise(text).items]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("she’ll never leave", "he never leaves"),
        ("**a home**", "the home"),
        ("[[Mara Voss|Mara]] leaves", "Mara leaves"),
        ("[[Mara#Wound]] leaves", "Mara left"),
        ("[a home](Places/Home.md)", "home"),
        ("won't leave", "will not leave"),
        ("can't leave", "can not leave"),
        ("no one leaves", "nobody leaves"),
        ("self-reliant", "self reliant"),
        ("is loved", "were loved"),
        ("loves herself", "loves themselves"),
        ("somebody", "someone"),
        ("hoped", "hoping"),
        ("hopped", "hopping"),
        ("ﬁght", "fight"),
    ],
)
def test_spellings_of_one_phrase_give_the_same_key(one: str, other: str) -> None:
    assert normalise(one).key == normalise(other).key


@pytest.mark.parametrize(
    ("forms", "key"),
    [
        ("leave leaves leaving left", stem("leave")),
        ("keep keeps kept keeping", stem("keep")),
        ("lose loses lost losing", stem("lose")),
        ("tell told telling", stem("tell")),
        ("break broke broken", stem("break")),
        ("flee fled fleeing", stem("flee")),
        ("pity pities pitied", stem("pity")),
        ("lie lies lied lying", stem("lie")),
        ("die dies died dying", stem("die")),
        ("forget forgets forgetting", stem("forget")),
        ("use used using uses", stem("use")),
        ("kiss kisses kissed kissing", stem("kiss")),
    ],
)
def test_forms_of_a_word_meet_in_one_stem(forms: str, key: str) -> None:
    assert {stem(form) for form in forms.split()} == {key}


@pytest.mark.parametrize(
    ("one", "other"),
    [("hop", "hope"), ("car", "care"), ("toe", "to"), ("one", "on"), ("win", "wine"), ("bed", "be")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_pronouns_and_articles_are_dropped() -> None:
    assert stems("she gives him the ring of their mother") == [stem("give"), stem("ring"), "of", "parent"]


def test_marks_between_clauses_are_barriers() -> None:
    barriers = [token.barrier for token in normalise("cold, proud. But kind").items]
    assert barriers == ["", "soft", "", "hard", "soft", ""]


def test_function_words_are_light_and_negators_are_known() -> None:
    tokens = {token.word: token for token in normalise("never wait for the lack of rain").items}
    assert tokens["for"].light
    assert tokens["of"].light
    assert tokens["never"].negator
    assert tokens["lack"].negator
    assert not tokens["rain"].light


@pytest.mark.parametrize("text", ["not only brave", "nothing but kind", "never fails to help"])
def test_what_denies_in_form_only_does_not_deny(text: str) -> None:
    assert not any(token.negator for token in normalise(text).items)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mother", "father"),
        ("husband", "wife"),
        ("king", "queen"),
        ("brother", "sister"),
        ("son", "daughter"),
        ("man", "woman"),
        ("boy", "girl"),
        ("uncle", "aunt"),
        ("nephew", "niece"),
        ("lord", "lady"),
        ("sir", "madam"),
        ("widow", "widower"),
        ("heir", "heiress"),
        ("gentleman", "lady"),
        ("groom", "bride"),
        ("policeman", "policewoman"),
        ("horsemen", "horsewomen"),
        ("motherly", "fatherly"),
        ("stepmothers", "stepfathers"),
    ],
)
def test_words_that_differ_in_gender_only_fold(one: str, other: str) -> None:
    if (one, other) == ("gentleman", "lady"):
        assert fold_gender("gentlemen") == fold_gender("ladies")
    else:
        assert stem(fold_gender(one)) == stem(fold_gender(other))


@pytest.mark.parametrize("word", ["human", "women's", "omen", "comment", "german", "amen"])
def test_words_that_only_look_gendered_stay(word: str) -> None:
    assert fold_gender(word) == word


@pytest.mark.parametrize(
    "text", ["", "  ", "…", "，。！", "家是她唯一想要的", "дом, где её ждут", "بيت", "👩‍👩‍👧", "[[", "]]|[["]
)
def test_any_script_gives_tokens(text: str) -> None:
    assert isinstance(normalise(text).key, str)


@given(st.text(max_size=60))
def test_no_text_stops_the_reading(text: str) -> None:
    tokens = normalise(text)
    assert all(token.stem for token in tokens.items)
