"""Whether a clock jumped."""

from __future__ import annotations

import pytest

from vault_companion.times import Moment, jumped


def test_clocks_that_go_on_alike_did_not_jump() -> None:
    assert not jumped(Moment(10.0, 1000.0), Moment(40.0, 1030.5), by_s=2.0)


@pytest.mark.parametrize(
    "wall",
    [
        pytest.param(1000.0 - 3600, id="set back by an hour"),
        pytest.param(1000.0 + 10 * 365 * 86400, id="set forward by ten years"),
        pytest.param(1000.0 + 600, id="a sleep of ten minutes"),
    ],
)
def test_a_clock_that_was_set_and_a_sleep_are_noticed(wall: float) -> None:
    assert jumped(Moment(10.0, 1000.0), Moment(10.5, wall), by_s=2.0)
