"""What is said of a watcher, to a person and to a program."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.unit.test_status import STATUS
from vault_companion.health import Health
from vault_companion.status import Held, LastRun

NOW = datetime(2026, 3, 4, 12, 0, 30, tzinfo=UTC)
SINCE = datetime(2026, 3, 4, 10, 2, tzinfo=UTC)
WELL = replace(STATUS, mode="events", mode_reason="", protection="full", protection_reason="", held=())
ALIVE = Health("/home/ann/Novel", True, 4711, SINCE, WELL, True)


def test_a_watcher_that_is_well_takes_few_words() -> None:
    assert ALIVE.to_text(NOW) == (
        "A watcher is alive on /home/ann/Novel, since 10:02 (process 4711).\n"
        "Last run 60 minutes ago: 3 pages written, 0.2 s.\n"
        "2 problems in the notes; `vault-companion check` lists them.\n"
        "Full protection of a page that you save at the moment it is written.\n"
        "So far: 12 runs, 40 pages written."
    )


def test_before_the_first_write_nothing_is_said_of_protection_and_one_run_is_one_run() -> None:
    started = replace(WELL, protection="unknown", counters={"runs": 1, "overflows": 1})

    told = replace(ALIVE, status=started).to_text(NOW)

    assert "rotection" not in told
    assert told.endswith("So far: 1 run, 1 loss of events.")


def test_what_is_held_back_and_what_is_not_as_it_could_be_is_told_with_the_reason() -> None:
    assert replace(ALIVE, status=STATUS).to_text(NOW).splitlines()[3:-1] == [
        "It looks every few seconds instead of being told of changes: the vault is on a network drive.",
        "Reduced protection of a page that you save at the moment it is written: files cannot be exchanged there.",
        "Held back:",
        "  everything, since 11:30: more than half of the notes are gone",
    ]


def test_of_many_things_held_back_the_first_are_told() -> None:
    held = tuple(Held(f"Dynamics/{number}.md", "it changes too often", STATUS.beat) for number in range(14))

    told = replace(ALIVE, status=replace(WELL, held=held)).to_text(NOW)

    assert told.count("it changes too often") == 10
    assert "  and 4 more\n" in told


def test_a_run_with_nothing_to_write_says_so() -> None:
    quiet = replace(WELL, last_run=LastRun(WELL.beat, 0.04, 0, 1))

    told = replace(ALIVE, status=quiet).to_text(NOW).splitlines()

    assert told[1:3] == [
        "Last run 30 seconds ago: nothing to write, 0.0 s.",
        "1 problem in the notes; `vault-companion check` lists them.",
    ]


def test_a_watcher_that_has_just_begun_has_told_nothing_yet() -> None:
    assert Health("/v", True, 5, SINCE).to_text(NOW).splitlines() == [
        "A watcher is alive on /v, since 10:02 (process 5).",
        "It has told nothing of itself yet.",
    ]


def test_a_watcher_that_has_not_moved_for_minutes_may_hang() -> None:
    still = replace(ALIVE, status=replace(WELL, beat="2026-03-04T11:30:00+00:00"))

    assert still.state(NOW) == "still"
    assert still.to_text(NOW).splitlines()[1] == (
        "It has not moved since 11:30: it may hang. End it and start it again."
    )


def test_a_watcher_that_was_killed_is_told_as_such() -> None:
    killed = Health("/home/ann/Novel", False, 4711, None, STATUS, True)

    assert killed.state(NOW) == "killed"
    assert killed.to_text(NOW) == (
        "No watcher is alive on /home/ann/Novel.\n"
        "The last one was at work 30 seconds ago and is gone without a word: killed, or the power went.\n"
        "Nothing is lost by that: the next run puts right what it left undone.\n"
        'Start one: vault-companion watch "/home/ann/Novel"\n'
        "Last run 60 minutes ago: 3 pages written, 0.2 s.\n"
        "2 problems in the notes; `vault-companion check` lists them."
    )


def test_a_watcher_that_ended_in_good_order_is_told_as_such() -> None:
    ended = Health("/v", False, 4711, None, replace(STATUS, ended="2026-03-03T23:59:00+00:00"), True)

    assert ended.state(NOW) == "ended"
    assert ended.to_text(NOW).splitlines()[1] == "The last one ended yesterday 23:59."


def test_a_vault_that_nobody_has_watched_yet_is_told_how_to() -> None:
    never = Health("/v", False)

    assert never.state(NOW) == "never"
    assert never.to_text(NOW) == 'No watcher is alive on /v.\nStart one: vault-companion watch "/v"'


def test_a_file_that_cannot_be_read_is_not_passed_over_in_silence() -> None:
    told = Health("/v", False, told=True).to_text(NOW)

    assert "What the last one told of itself cannot be read." in told


def test_the_log_and_what_starts_it_at_login_are_named() -> None:
    assert replace(ALIVE, log="/l", service="/s").to_text(NOW).splitlines()[-2:] == [
        "At login it is started by /s",
        "Its log: /l",
    ]


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/home/ann/My Novel", '"/home/ann/My Novel"'),
        ("D:\\Vaults\\Novel", '"D:\\Vaults\\Novel"'),
        ('/home/$HOME/a "b"', "'/home/$HOME/a \"b\"'"),
    ],
)
def test_a_command_that_is_shown_can_be_typed(path: str, typed: str) -> None:
    assert Health(path, False).to_text(NOW).endswith(f"Start one: vault-companion watch {typed}")


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2026-03-04T12:00:30+00:00", "just now"),
        ("2026-03-04T11:59:00+00:00", "90 seconds ago"),
        ("2026-03-04T10:40:00+00:00", "80 minutes ago"),
        ("2026-03-04T08:00:00+00:00", "08:00"),
        ("2026-03-04T09:00:00+01:00", "08:00"),
        ("2026-03-01T08:00:00+00:00", "2026-03-01 08:00"),
        ("2026-03-04T14:00:00+00:00", "14:00"),
        ("nonsense", "nonsense"),
        ("", "at an unknown time"),
    ],
)
def test_times_are_told_as_a_person_says_them(time: str, said: str) -> None:
    run = replace(WELL, last_run=LastRun(time, 1.0, 1, 0))

    assert f"Last run {said}: 1 page written, 1.0 s." in replace(ALIVE, status=run).to_text(NOW)


def test_a_program_is_told_all_of_it_with_the_same_keys_always() -> None:
    known = ALIVE.to_json(NOW)

    assert known == {
        "schema": 1,
        "vault": "/home/ann/Novel",
        "alive": True,
        "state": "alive",
        "pid": 4711,
        "since": "2026-03-04T10:02:00+00:00",
        "started": WELL.started,
        "version": "1.2.3",
        "mode": "events",
        "mode_reason": "",
        "last_run": {"time": "2026-03-04T11:00:00+00:00", "seconds": 0.25, "written": 3, "problems": 2},
        "held": [],
        "protection": "full",
        "protection_reason": "",
        "counters": {"runs": 12, "written": 40},
        "beat": WELL.beat,
        "ended": "",
        "log": None,
        "service": None,
    }
    unknown = Health("/v", False).to_json(NOW)
    assert unknown.keys() == known.keys()
    assert {key for key, value in unknown.items() if value is not None} == {"schema", "vault", "alive", "state"}
