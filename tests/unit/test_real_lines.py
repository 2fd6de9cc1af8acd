"""Lines as authors write them: which kinds they state, of whom, and which they do not."""

from __future__ import annotations

import pytest

from tests.helpers import cast, character, kinds, only_tie, pages
from vault_companion.graph import CharacterGraph

HEAD = "---\ntype: character\n---\n"
REL = "## Relationships\n\n"
BO = "## Relationships\n\n### Bo\n\n"


def ada(text: str, **traits: str) -> dict[str, str]:
    """A vault of three in which only Ada's note says something."""
    note = text if text.startswith("---") else character(body=text, **traits)
    return {"Ada.md": note, "Bo.md": HEAD, "Cy.md": HEAD}


def one(of: str, kind: str, to: str = "Ada") -> list[str]:
    return [f"{of} {kind} {to}"]


def both(kind: str) -> list[str]:
    return [f"Ada {kind} Bo", f"Bo {kind} Ada"]


BROTHER = ["Bo brother Ada", "Ada sibling Bo"]
SISTER_OF = ["Ada sister Bo", "Bo sibling Ada"]


# ---- a word that is not the kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BO + "Bo was Ada's first friend, long before guilds, hunting and captaincy.\n", both("friend")),
        (BO + "Her friend until the autumn, hunting and the long winter.\n", both("friend")),
        ("## Family\n\n- [[Bo]], her mother, loved her quietly and brought her sweets.\n", one("Bo", "mother")),
        ("## Family\n\n- [[Bo]], her eldest brother and heir, spread stories.\n", BROTHER),
        (REL + "- [[Bo]]: her son and heir\n", ["Bo son Ada", "Bo heir Ada"]),
        (REL + "- **[[Bo]]**: Ada is suspicious of the clerk and fears her.\n", []),
        (REL + "- [[Bo]]: fears her\n", one("Ada", "fears", "Bo")),
        (REL + "- [[Bo]]: coordination partner for the city's defence\n", []),
        (REL + "- [[Bo]]: her partner\n", both("partner")),
    ],
)
def test_a_kind_is_what_the_clause_is_about_and_no_word_beside_it(text: str, expected: list[str]) -> None:
    assert expected == kinds(ada(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REL + "- [[Bo]]: brother\n- loves: [[Bo]]\n", BROTHER),
        (REL + "- [[Bo]]: her cousin, in love with her\n", [*both("cousin"), "Ada loves Bo"]),
        (
            REL + "- [[Bo]]: her wife, whom she adores\n- loves: [[Bo]]\n",
            ["Bo wife Ada", "Ada spouse Bo", "Ada loves Bo"],
        ),
    ],
)
def test_between_kin_a_mere_love_is_no_romance(text: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(kinds(ada(text)))


# ---- in running text and in lists, outside any heading for relationships


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Bo]]'s twin sister.\n", both("twin")),
        ("Ada's twin brother is named [[Bo]].\n", both("twin")),
        ("She ran from Ada's brother [[Bo]] that night.\n", BROTHER),
        ("Has an uncle named [[Bo]].\n", one("Bo", "uncle")),
        ("Ada is [[Bo]]'s sister.\n", SISTER_OF),
        ("Ada works for [[Bo]].\n", one("Ada", "employee", "Bo")),
        ("Ada serves as Grand Vizier to [[Bo]].\n", one("Ada", "advisor", "Bo")),
        ("Ada serves as Grand Vizier to [[Bo]], and was his tutor.\n", ["Ada advisor Bo", "Ada tutor Bo"]),
        ("## Notes\n\n- Daughter ([[Bo]]) was kidnapped\n", one("Bo", "daughter")),
        ("## Notes\n\n- Daughter of [[Bo]] and Maren\n", one("Ada", "daughter", "Bo")),
        ("## Notes\n\n- Daughter of [[Bo]] and [[Cy]]\n", ["Ada daughter Bo", "Ada daughter Cy"]),
        ("## Known Facts\n\n- Works for **[Bo](Bo.md)**, who never pays.\n", one("Ada", "employee", "Bo")),
        ("## Notes\n\n- Her sibling is [[Bo]]\n", both("sibling")),
        ("## Secrets\n\n- She is the sister of [[Bo]], and nobody knows\n", SISTER_OF),
        ("## Notes\n\n- **Cover Identity:** Assistant to [[Bo]]\n", one("Ada", "assistant", "Bo")),
        ("## Notes\n\n- **Cover Identity:** Assistant to the sorcerer [[Bo]]\n", one("Ada", "assistant", "Bo")),
        ("**Relationship:** Sister to [[Bo]]\n", SISTER_OF),
        ("---\ntype: character\nsummary: Father figure to Bo\n---\n", one("Ada", "parent figure", "Bo")),
        ("---\ntype: character\ndescription: Bo's twin sister\n---\n", both("twin")),
        ("---\ntype: character\nrole: Sister of [[Bo]]\n---\n", SISTER_OF),
        ("## Links\n\n- [[Bo]] - Younger sister and herald\n", ["Bo sister Ada", "Ada sibling Bo"]),
        ("## Related\n\n- [[Bo]]: her brother\n", BROTHER),
        ("## See also\n\n- [[Bo]] (her rival)\n", both("rival")),
        ("**Relationship to [[Bo]]**\n\n- mentor\n", one("Bo", "mentor")),
    ],
)
def test_a_sentence_whose_build_makes_it_certain_states_a_kind_anywhere(text: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(kinds(ada(text)))


@pytest.mark.parametrize(
    "text",
    [
        "[[Bo]]'s twin sister died.\n",
        "Is she [[Bo]]'s sister?\n",
        '> "Ada is [[Bo]]\'s sister," they say.\n'.replace("> ", ""),
        "Ada met [[Bo]]'s sister.\n",
        "Ada's brother killed [[Bo]].\n",
        "Ada's brother and [[Bo]] left.\n",
        "Ada's brother's friend [[Bo]] left.\n",
        "Ada is not the sister of [[Bo]].\n",
        "Ada is the sister of [[Bo]]'s rival.\n",
        "Ada serves [[Bo]]'s rival.\n",
        "Maren left. Her brother is [[Bo]].\n",
        "[[Cy]] left.\n\nHer brother is [[Bo]].\n",
        "Her brother is [[Bo]].\n",
        "## Maren\n\n- Her brother is [[Bo]]\n",
        "## Maren\n\n- Daughter of [[Bo]]\n",
        "## [[Cy]]\n\n- Daughter of [[Bo]]\n",
        "## Notes\n\n- Maren\n  - Daughter of [[Bo]]\n",
        "## Notes\n\n- Daughter of [[Bo]] was kidnapped\n",
        "## Notes\n\n- Daughter of Maren ([[Bo]]) was kidnapped\n",
        "## Notes\n\n- Captain ([[Bo]]) was kidnapped\n",
        "## Notes\n\n- **Maren:** sister of [[Bo]]\n",
        "## Notes\n\n- Serves [[Bo]] the wine\n",
        "## Notes\n\n- Works for [[Bo]]'s rival\n",
        "## Fears\n\n- Daughter of [[Bo]]\n",
        "## Links\n\n- [[Bo]]\n- [[Bo]] - where it began\n",
    ],
)
def test_any_other_sentence_with_a_word_for_a_kind_states_none(text: str) -> None:
    assert [] == kinds(ada(text))


@pytest.mark.parametrize(("pronouns", "expected"), [("she/her", BROTHER), ("he/him", []), ("", [])])
def test_in_running_text_a_pronoun_is_the_notes_own_character_only_where_their_pronouns_are_stated(
    pronouns: str, expected: list[str]
) -> None:
    note = character(body="Her brother is [[Bo]].\n", **({"pronouns": pronouns} if pronouns else {}))

    assert expected == kinds({"Ada.md": note, "Bo.md": HEAD})


# ---- under a heading for relationships


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REL + "- **[[Bo]]**: Ada has mixed feelings about her ex-husband.\n", both("ex")),
        (REL + "- **[[Bo]]**: Ada is close to her son.\n", one("Bo", "son")),
        (REL + "- **[[Bo]]**: Ada loved her late husband, even when they quarrelled.\n", one("Bo", "late spouse")),
        (REL + "- [[Bo]] and Ada have sailed together and have formed a trusting friendship.\n", both("friendship")),
        (REL + "- [[Bo]] has an unhealthy obsession with her.\n", one("Bo", "admirer")),
        (BO + "They dated once, decided they worked better as friends.\n", ["Ada ex Bo", "Bo ex Ada", *both("friend")]),
        (BO + "Ada and Bo became friends prior to the war.\n", both("friend")),
        (BO + "Ada and Bo became friends before the war.\n", both("friend")),
        ("- **Family:** Youngest daughter of [[Bo]] and [[Cy]]\n", ["Ada daughter Bo", "Ada daughter Cy"]),
    ],
)
def test_a_kind_inside_a_sentence_about_two_is_read_where_it_can_only_be_theirs(text: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(kinds(ada(text)))


@pytest.mark.parametrize(
    "text",
    [
        REL + "- **[[Bo]]**: Ada blames him for what befell her son.\n",
        REL + "- **[[Bo]]**: Ada is close to her son's teacher.\n",
        BO + "Ada is close to her son.\n",
        BO + "They have never become friends.\n",
        BO + "They dated the others.\n",
        BO + "They learned that Cy and Di became lovers.\n",
        BO + "Ada has an obsession with her work.\n",
        BO + "She realized she loved him.\n",
    ],
)
def test_a_kind_that_may_be_somebody_elses_is_not_read(text: str) -> None:
    assert [] == kinds(ada(text))


@pytest.mark.parametrize(
    ("own", "line", "expected"),
    [
        ("she/her", "By the time she realized she loved him, it was spring.", one("Ada", "loves", "Bo")),
        ("he/him", "By the time she realized she loved him, it was spring.", one("Bo", "loves")),
        ("she/her", "He is her brother.", BROTHER),
        ("he/him", "He is her brother.", ["Ada brother Bo", "Bo sibling Ada"]),
    ],
)
def test_who_of_two_a_pronoun_means_is_told_by_the_pronouns_their_notes_state(
    own: str, line: str, expected: list[str]
) -> None:
    assert sorted(expected) == sorted(kinds(ada(BO + line + "\n", pronouns=own)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REL + "- [[Bo]] loves her\n", one("Bo", "loves")),
        (REL + "- [[Bo]] hates Ada\n", one("Bo", "hates")),
        (REL + "- [[Bo]]: loves her\n", one("Ada", "loves", "Bo")),
        (REL + "- [[Bo]]: loves\n", one("Ada", "loves", "Bo")),
        (REL + "- [[Bo]] has a crush on her\n", one("Bo", "admirer")),
        (REL + "- [[Bo]], her neighbour, envies her\n", [*both("neighbour"), "Bo envies Ada"]),
        ("### Relationship with Bo\n\n- Elder sister who stayed behind while Bo travels\n", SISTER_OF),
        ("### Relationship with Bo\n\n- Sent Bo to find allies\n", []),
        ("### Relationship with Bo\n\n- Elder sister who raised Ada\n", ["Bo sister Ada", "Ada sibling Bo"]),
    ],
)
def test_the_subject_of_a_clause_is_who_does_it(text: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(kinds(ada(text)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada survived because a few people saw her:", []),
        ("Her family is large:", both("family")),
        ("They all live in the valley.", both("family")),
    ],
)
def test_a_line_that_gives_a_list_another_subject_ends_the_kind_of_the_heading(line: str, expected: list[str]) -> None:
    assert expected == kinds(ada(f"## Family\n\n{line}\n\n- [[Bo]] gave her kindness\n"))


# ---- in properties


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("related_characters: [{type: rival, character: 'character:bo'}]", both("rival")),
        ("related_characters: [{type: rival, character: bo}]", both("rival")),
        ("related_characters: [{type: rival, character: 'place:bo'}]", []),
        ("infobox: [{title: Ties, rows: [{label: Partner, value: '[[Bo]]'}]}]", both("partner")),
        ("infobox: [{title: Ties, rows: [{label: Age, value: '[[Bo]]'}, {label: '', value: x}, 3]}, x]", []),
        ("infobox: {rows: {label: Rivals, value: ['[[Bo]]']}}", both("rival")),
    ],
)
def test_the_records_of_a_property_state_what_they_say(yaml: str, expected: list[str]) -> None:
    assert expected == kinds(ada(f"---\ntype: character\n{yaml}\n---\n"))


# ---- what is shown of it


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (REL + "- daughters: [[Bo]], [[Cy]]\n", "daughter"),
        (REL + "- **Younger Daughters**: [[Bo]], [[Cy]]\n", "younger daughter"),
        (REL + "- Children: [[Bo]]\n", "child"),
        ("---\ntype: character\nwives: ['[[Bo]]']\n---\n", "wife"),
        (REL + "- Boss: [[Bo]]\n", "boss"),
    ],
)
def test_a_label_for_several_is_said_of_each_in_the_singular(text: str, said: str) -> None:
    first = next(tie for tie in cast(ada(text)).ties if tie.pair[1] == "Bo.md")

    assert said == next(kind.said for kind in first.kinds if kind.of == "Bo.md")


def test_a_page_never_calls_somebody_by_what_they_do() -> None:
    shown = "\n".join(pages(ada(REL + "- loves: [[Bo]]\n- [[Cy]]: hates\n")).values())

    assert [] == [word for word in ("the loves", "the hates", "is the loved") if word in shown]
    assert "admirer" in shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (REL + "- [[Bo]]\n", 6),
        ("---\ntype: character\nrelationships:\n  - '[[Bo]]'\n---\n", 4),
        ("---\ntype: character\nrelationships:\n  - character: '[[Bo]]'\n---\n", 4),
        (REL + "| Who | Since |\n|--|--|\n| [[Bo]] | |\n", 8),
    ],
)
def test_a_tie_stated_without_a_word_has_the_line_that_states_it(text: str, line: int) -> None:
    found = cast(ada(text))
    (edge,) = CharacterGraph(found).edges

    assert [line] == list(dict.fromkeys(place.line for place in only_tie(ada(text)).places))
    assert ("unknown", "Ada.md", line) == (edge.kind, edge.path, edge.line)
