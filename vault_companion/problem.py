"""What is wrong in the author's vault, as data: it never stops a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the author may want to mend.

    Attributes:
        path: Vault-relative, or as near to the name on disk as text can say.
        line: 1-based in the whole file; 0 when it is the file as such.
        code: Kebab-case and stable.
        severity: "error": a note or page could not be used; "warning": part of it could not; "info": worth
            knowing.
        message: What is there and what was expected.
        hint: What to do, or "".
    """

    path: str
    line: int
    code: str
    severity: Severity
    message: str
    hint: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which problems are listed: by place, worst first, then by code and words."""
        return (self.path, self.line, _RANK[self.severity], self.code, self.message)


def in_order(problems: tuple[Problem, ...] | list[Problem]) -> tuple[Problem, ...]:
    """Each problem once, in listing order."""
    return tuple(sorted(set(problems), key=lambda problem: problem.order))
