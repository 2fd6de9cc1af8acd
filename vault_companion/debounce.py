"""When to act on a burst of changes. Time is an argument: seconds, by a clock that never goes back."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Burst:
    """Changes that belong together because no quiet lies between them.

    Attributes:
        first: When the first one came.
        last: When the latest one came.
    """

    first: float
    last: float

    def due(self, *, quiet_s: float, at_most_s: float) -> float:
        """When to act.

        Args:
            quiet_s: How long nothing must have changed.
            at_most_s: How long the first change may wait, whatever follows it.
        """
        return min(self.last + quiet_s, self.first + at_most_s)


def rung(burst: Burst | None, now: float) -> Burst:
    """The burst after one more change; a new one if there was none."""
    return Burst(now, now) if burst is None else replace(burst, last=max(now, burst.last))
