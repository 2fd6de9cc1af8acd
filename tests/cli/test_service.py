"""`service`, in a home of its own; the system's own commands are stood in for by scripts that only write down."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.helpers import called, tree, write_vault
from vault_companion.writer.lock import watch_lock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the files of other systems are tested as values")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault on a computer without systemd."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (tmp_path / "bin").mkdir()
    return write_vault(tmp_path / 'my "Vault" 100%', {"Ada.md": "x"})


@pytest.fixture
def systemctl(vault: Path) -> Path:
    """Systemd's command, as far as it is needed: what it was called with, a line each."""
    log = vault.parent / "called"
    script = vault.parent / "bin" / "systemctl"
    script.write_text(f'#!/bin/sh\necho "$@" >> "{log}"\n')
    script.chmod(0o755)
    return log


def units() -> list[Path]:
    folder = Path.home() / ".config/systemd/user"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_dry_run_shows_the_file_and_its_place_and_writes_nothing(vault: Path, systemctl: Path) -> None:
    told = called("service", "install", vault, "--dry-run")

    assert told.returncode == 0
    assert f"Would write {Path.home()}/.config/systemd/user/vault-companion-my--Vault--100-" in told.stdout
    assert "\nType=notify\n" in told.stdout
    assert "\n  systemctl --user enable --now vault-companion-my--Vault--100-" in told.stdout
    assert not tree(Path.home())
    assert not systemctl.exists()


def test_installing_writes_the_file_shows_it_and_starts_it(vault: Path, systemctl: Path) -> None:
    told = called("service", "install", vault)

    (unit,) = units()
    assert told.returncode == 0
    assert told.stdout.startswith(f"Wrote {unit}\n\n{unit.read_text()}")
    assert systemctl.read_text() == f"--user daemon-reload\n--user enable --now {unit.name}\n"
    assert called("service", "install", vault).stdout.startswith(f"Already there: {unit}\n")


def test_without_systemd_the_file_is_written_and_the_commands_are_left_to_the_user(vault: Path) -> None:
    told = called("service", "install", vault)

    (unit,) = units()
    assert told.returncode == 0
    assert told.stdout.endswith(
        "Once you have run this, a watcher is started at every login:\n"
        "  systemctl --user daemon-reload\n"
        f"  systemctl --user enable --now {unit.name}\n"
    )
    assert told.stderr == "systemctl is not there\n"


def test_a_systemd_that_fails_does_not_fail_the_installation(vault: Path, systemctl: Path) -> None:
    (vault.parent / "bin" / "systemctl").write_text("#!/bin/sh\necho no bus >&2\nexit 1\n")

    told = called("service", "install", vault)

    assert told.returncode == 0
    assert told.stderr == "systemctl: no bus\n"
    assert len(units()) == 1


def test_the_state_folder_that_is_in_force_goes_with_it(vault: Path) -> None:
    called("service", "install", vault)

    assert f'\nEnvironment="VAULT_COMPANION_STATE={os.environ["VAULT_COMPANION_STATE"]}"\n' in units()[0].read_text()


def test_taking_it_away_stops_it_and_leaves_all_else(vault: Path, systemctl: Path) -> None:
    called("service", "install", vault)
    other = units()[0].with_name("vault-companion-other.service")
    other.write_text("mine")
    systemctl.unlink()

    told = called("service", "uninstall", vault)

    assert told.returncode == 0
    assert units() == [other]
    assert told.stdout.startswith("Took away ")
    assert systemctl.read_text().splitlines()[0].startswith("--user disable --now vault-companion-my--Vault--100-")
    assert called("service", "uninstall", vault).stdout.startswith("There is none: ")


def test_a_dry_run_of_taking_it_away_takes_nothing_away(vault: Path) -> None:
    called("service", "install", vault)

    told = called("service", "uninstall", vault, "--dry-run")

    assert told.stdout.startswith(f"Would take away {units()[0]}, and run:\n  systemctl --user disable")


def test_a_unit_that_she_changed_is_neither_renewed_nor_taken_away(vault: Path) -> None:
    called("service", "install", vault)
    hers = units()[0].read_text() + "# mine\n"
    units()[0].write_text(hers)

    for command in ("install", "uninstall"):
        told = called("service", command, vault)
        assert told.returncode == 2
        assert "is not as vault-companion wrote it" in told.stderr
    assert units()[0].read_text() == hers
    assert json.loads(called("service", "status", vault, "--json").stdout)["state"] == "changed"


def test_a_watcher_that_goes_on_is_told_when_its_service_is_taken_away(vault: Path) -> None:
    called("service", "install", vault)

    with watch_lock(vault):
        told = called("service", "uninstall", vault)

    assert f"A watcher is still alive on this vault (process {os.getpid()}, since " in told.stdout


def test_a_watcher_that_is_in_the_way_of_the_service_is_told(vault: Path) -> None:
    with watch_lock(vault):
        told = called("service", "install", vault)

    assert told.returncode == 0
    assert f"A watcher was alive already (process {os.getpid()}, since " in told.stdout


def test_how_it_stands_is_told(vault: Path) -> None:
    before = called("service", "status", vault)
    called("service", "install", vault)
    with watch_lock(vault):
        after = called("service", "status", vault)
        known = json.loads(called("service", "status", vault, "--json").stdout)
        seen = json.loads(called("status", vault, "--json").stdout)

    assert before.returncode == after.returncode == 0
    assert before.stdout.startswith(f"No watcher of {vault} is started at login.\n")
    assert after.stdout.startswith(f"At login a watcher of {vault} is started by {units()[0]}\n")
    assert "A watcher is alive at this moment" in after.stdout
    assert known == {
        "schema": 1,
        "vault": str(vault),
        "name": units()[0].name,
        "path": str(units()[0]),
        "state": "installed",
        "alive": True,
    }
    assert seen["service"] == str(units()[0])
