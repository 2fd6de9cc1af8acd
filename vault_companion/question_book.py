"""What each open question of a page asks, when it is asked, and how it is answered: `rules Q-OFFER` prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_THEIR_PAGE: Final = "below the end mark of the pair's page, or in a note about both"
_OWN_PAGE: Final = "in the character's own note, or below the end mark of a page of theirs"


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of question.

    Attributes:
        code: Its name, as pages and `explain` print it.
        asks: What it asks.
        when: When it is asked.
        answer: The line that answers it, and where it may stand.
    """

    code: str
    asks: str
    when: str
    answer: str


QUESTIONS: Final = {
    code: Asked(code, asks, when, f"`{line}`, {place}")
    for code, asks, when, line, place in (
        (
            "Q-NEED",
            "What is missing in somebody that they cannot find alone?",
            "a character's note states no need, flaw, wound or lie, and does not show somebody who stands alone.",
            "needs:: …",
            _OWN_PAGE,
        ),
        (
            "Q-OFFER",
            "What does someone get from being near this character?",
            "a character's note states no strength.",
            "strengths:: …",
            _OWN_PAGE,
        ),
        (
            "Q-ATT",
            "How does somebody behave when the other gets close, or goes quiet?",
            "closeness may be a matter between two, and the lines do not show how one of them attaches.",
            "in love:: …",
            _OWN_PAGE,
        ),
        (
            "Q-ATT2",
            "Is somebody whole, or well defended?",
            "the same as for Q-ATT, where the note shows somebody who stands alone.",
            "in love:: …",
            _OWN_PAGE,
        ),
        (
            "Q-WOUND",
            "Who taught somebody to love as they do?",
            "how somebody attaches is known and is not secure, and no wound is stated.",
            "wound:: …",
            _OWN_PAGE,
        ),
        (
            "Q-FLAW",
            "Which flaw of one would the other be the first to suffer from?",
            "something is read of two people but nothing that makes them fight, and the note of one states no flaw.",
            "flaws:: …",
            _OWN_PAGE,
        ),
        (
            "Q-VALUES",
            "What would one refuse to do even for the other?",
            "something is read of two people but nothing that makes them fight, and the flaws of both are stated.",
            "values:: …",
            _OWN_PAGE,
        ),
        (
            "Q-AVOFEAR",
            "Is somebody unwilling, or afraid of failing the other?",
            "one keeps back what the other needs, and the lines do not say which of the two it is.",
            "fears:: …",
            _OWN_PAGE,
        ),
        (
            "Q-FEELS",
            "What does the other one feel?",
            "a line says what one of two feels, and none what the other does.",
            "feels:: NAME: …",
            _THEIR_PAGE,
        ),
        (
            "Q-VIBES",
            "What would two people still need from each other without the attraction?",
            "attraction is the first thing that binds them.",
            "needs:: NAME: …",
            "below the end mark of the pair's page",
        ),
        (
            "Q-KIND",
            "What are two people to each other?",
            "they are tied, and no line has a word for it.",
            "kind:: …",
            _THEIR_PAGE,
        ),
        (
            "Q-HIDDEN",
            "What would somebody have to find out before they could answer the other's need?",
            "one could answer a need of the other's that the other hides.",
            "changes:: NAME finds out …",
            _THEIR_PAGE,
        ),
        (
            "Q-LEVEL",
            "What exactly must somebody change, and how would the other know?",
            "one who stands firm keeps a standard that the other does not meet yet.",
            "changes:: NAME …",
            _THEIR_PAGE,
        ),
        (
            "Q-LEARN",
            "Does what one has and the other lacks rub off, and where does it show first?",
            "nothing is written of where it is going, and one has what the other is missing.",
            "changes:: ch. …",
            _THEIR_PAGE,
        ),
        (
            "Q-CHANGE",
            "What is different between two people at the end of the story?",
            "something binds two people, and no line says what changes or how it ends.",
            "changes:: ch. …",
            _THEIR_PAGE,
        ),
        (
            "Q-HISTORY",
            "What did it cost two people to get here?",
            "they are close now, and no line tells how that came.",
            "history:: …",
            _THEIR_PAGE,
        ),
        (
            "Q-ENGINE",
            "Which difference between two people cannot be split in half?",
            "they are as good for each other as is, and nothing makes them fight.",
            "conflict:: …",
            _THEIR_PAGE,
        ),
        (
            "Q-CONTRA",
            "Which of two lines holds?",
            "two lines of yours cannot both be true.",
            "attachment:: …`, `kind:: …` or `history:: …",
            "whichever the question shows, below the end mark of the page; or change one of the two lines",
        ),
    )
}
"""Every kind of question, by its code."""
