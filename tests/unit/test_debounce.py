"""When to act on a burst of changes."""

from __future__ import annotations

from vault_companion.debounce import Burst, rung


def test_one_change_waits_for_the_quiet_after_it() -> None:
    assert rung(None, 10.0).due(quiet_s=1.0, at_most_s=5.0) == 11.0


def test_each_change_starts_the_quiet_anew() -> None:
    burst = rung(rung(None, 10.0), 10.8)

    assert burst.due(quiet_s=1.0, at_most_s=5.0) == 11.8


def test_a_steady_writer_cannot_put_it_off_for_ever() -> None:
    burst = rung(None, 10.0)
    for tenth in range(1, 100):
        burst = rung(burst, 10.0 + tenth / 10)

    assert burst.due(quiet_s=1.0, at_most_s=5.0) == 15.0


def test_a_change_told_late_does_not_turn_time_back() -> None:
    assert Burst(10.0, 12.0) == rung(Burst(10.0, 12.0), 11.0)
