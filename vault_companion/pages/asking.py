"""What a page asks for: the line that answers a question, and the lines that silence a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vault_companion.dynamics.dismissal import Finding
from vault_companion.dynamics.reading import Question
from vault_companion.pages.markdown import callout, safe
from vault_companion.pages.voice import Voice

HERE = "Answer below the end mark:"
_SILENCE = "Copy its line below the end mark. It stays away until the lines behind it change."


def question_of_pair(voice: Voice, question: Question) -> str:
    """A question with the line that answers it on the page of a pair, where a trait must say whose it is."""
    owner = question.about[0] if question.about else voice.pair[0]
    return _question(question, f"{voice.spelled(owner)}: " if question.whose else "")


def question_of_person(question: Question) -> str:
    """The same on the page of the person whom it is about."""
    return _question(question, "")


def _question(question: Question, owner: str) -> str:
    field, colons, rest = question.answer.partition(":: ")
    line = f"{HERE} `{field}{colons}{owner}{safe(rest) + ' ' if rest else ''}…`"
    return callout("question", safe(question.text), [line] if colons else [])


def silencing(voice: Voice, shown: Mapping[str, Iterable[Finding]]) -> str:
    """The lines that dismiss what a page shows, by its section, folded; "" when it shows nothing of the kind."""
    rows = [
        f"- {title}: {', '.join(f'`{line}`' for line in lines)}"
        for title, found in shown.items()
        if (lines := [_line(voice, one) for one in found])
    ]
    return callout("tip", "Not how you see it?", [_SILENCE, *rows], folded=True) if rows else ""


def _line(voice: Voice, finding: Finding) -> str:
    name: Sequence[str] = [voice.spelled(finding.who)] if finding.id == "attachment" and finding.who else []
    return " ".join(("dismiss::", finding.id, *name, finding.code))
