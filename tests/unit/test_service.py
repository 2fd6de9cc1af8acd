"""What starts a watcher at login, for three systems."""

from __future__ import annotations

import os
import plistlib
import re
import shutil
import subprocess
from pathlib import Path, PureWindowsPath

import pytest

from vault_companion.errors import CompanionError
from vault_companion.service import (
    Login,
    Service,
    System,
    install,
    login_folder,
    run_command,
    service_of,
    shown,
    state_of,
    uninstall,
)

PYTHON = "/opt/py thon/bin/python3"
HARD = (
    'my "Vault"',
    "100% $HOME ${PWD} %h",
    "a & b ; c",
    "Рукопись 書",
    "it's",
    "back\\slash",
    "~",
    "-n",
    "two  blanks",
)


def login(folder: Path, system: System = "linux", *, python: str = PYTHON, state: str = "") -> Login:
    return Login(system, folder / "login", python, state, 501)


def systemd_words(line: str) -> list[str]:
    """A command line as systemd takes it apart: quotes, escapes, specifiers, variables."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line)
    plain = [re.sub(r"\\(.)", r"\1", quoted) if quoted else bare for quoted, bare in words]
    assert not any(re.search(r"(?<!%)(?:%%)*%(?!%)", word) for word in plain), "a specifier"
    plain = [word.replace("%%", "%") for word in plain]
    assert not any(re.search(r"(?<!\$)(?:\$\$)*\$(?!\$)", word) for word in plain[1:]), "a variable"
    return [plain[0], *(word.replace("$$", "$") for word in plain[1:])]


def value(service: Service, key: str) -> str:
    (found,) = re.findall(rf"^{key}=(.*)$", service.content.decode(), re.MULTILINE)
    return str(found)


# ---- the three files


def test_the_unit_for_systemd(tmp_path: Path) -> None:
    service = service_of(Path("/home/ann/Novel"), login(tmp_path, state="/st"))

    assert re.fullmatch(r"vault-companion-Novel-[0-9a-f]{12}\.service", service.name)
    assert service.path == tmp_path / "login" / service.name
    first, _, rest = service.content.decode().partition("\n")
    assert re.fullmatch(r"# written by vault-companion [0-9a-f]{16}", first)
    assert rest == (
        "[Unit]\n"
        'Description=vault-companion, watching "/home/ann/Novel"\n'
        "StartLimitIntervalSec=60\n"
        "StartLimitBurst=4\n"
        "\n"
        "[Service]\n"
        "Type=notify\n"
        "NotifyAccess=main\n"
        'ExecStart="/opt/py thon/bin/python3" -P -m vault_companion watch "/home/ann/Novel"\n'
        'Environment="VAULT_COMPANION_STATE=/st"\n'
        "WatchdogSec=60\n"
        "Restart=on-failure\n"
        "RestartSec=5\n"
        "RestartPreventExitStatus=4\n"
        "NoNewPrivileges=yes\n"
        "\n"
        "[Install]\n"
        "WantedBy=default.target\n"
    )
    assert [shown(command) for command in service.start] == [
        "systemctl --user daemon-reload",
        f"systemctl --user enable --now {service.name}",
    ]


@pytest.mark.parametrize("name", HARD)
def test_no_path_is_more_than_a_path_to_systemd(tmp_path: Path, name: str) -> None:
    vault = tmp_path / name
    python = f"/opt/{name}/python3"

    service = service_of(vault, login(tmp_path, python=python, state=f"/s/{name}"))

    assert systemd_words(value(service, "ExecStart")) == [python, "-P", "-m", "vault_companion", "watch", str(vault)]
    assert value(service, "Environment").replace("$", "$$")
    assert (
        systemd_words("x " + value(service, "Environment").replace("$", "$$"))[1] == f"VAULT_COMPANION_STATE=/s/{name}"
    )
    assert not value(service, "Description").endswith("\\"), "the next line would be taken for a part of it"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not there to be asked")
@pytest.mark.parametrize("name", ['my "Vault" 100% $HOME Рукопись\\', "Novel"])
def test_systemd_itself_finds_nothing_wrong_with_the_unit(tmp_path: Path, name: str) -> None:
    vault = tmp_path / name
    vault.mkdir()
    service = service_of(vault, login(tmp_path, python=shutil.which("true") or "/bin/true", state=str(tmp_path / name)))
    install(service, run=lambda _: None)

    def told(path: Path) -> str:
        done = subprocess.run(
            ["systemd-analyze", "--user", "verify", path],
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stderr

    assert told(service.path) == ""
    wrong = tmp_path / "wrong.service"
    wrong.write_bytes(service.content.replace(b"WatchdogSec=60", b"WatchdogSec=soon"))
    assert "WatchdogSec" in told(wrong) or "sec value" in told(wrong), "it does find what is wrong"


@pytest.mark.parametrize("name", HARD)
def test_the_agent_for_launchd(tmp_path: Path, name: str) -> None:
    vault = Path("/Users/ann") / name

    service = service_of(vault, login(tmp_path, "macos", state="/st <&>"))

    assert plistlib.loads(service.content) == {
        "Label": service.name,
        "ProgramArguments": [PYTHON, "-P", "-m", "vault_companion", "watch", str(vault)],
        "EnvironmentVariables": {"VAULT_COMPANION_STATE": "/st <&>"},
        "KeepAlive": {"SuccessfulExit": False},
        "ProcessType": "Background",
        "RunAtLoad": True,
        "ThrottleInterval": 30,
    }
    assert service.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist')
    assert service.path == tmp_path / "login" / f"{service.name}.plist"
    assert service.start == (("launchctl", "bootstrap", "gui/501", str(service.path)),)
    assert service.stop == (("launchctl", "bootout", f"gui/501/{service.name}"),)


def test_the_script_for_the_startup_folder_of_windows(tmp_path: Path) -> None:
    python, vault = "C:\\Program Files\\Python\\pythonw.exe", "D:\\100% & Рукопись"
    service = service_of(Path(vault), login(tmp_path, "windows", python=python, state="C:\\st 5%"))

    lines = service.content.decode().split("\r\n")
    assert re.fullmatch(r"@rem written by vault-companion [0-9a-f]{16}", lines[0])
    assert lines[1:] == [
        "@echo off",
        "chcp 65001 >nul",
        'set "VAULT_COMPANION_STATE=C:\\st 5%%"',
        'start "" "C:\\Program Files\\Python\\pythonw.exe" -P -m vault_companion watch "D:\\100%% & Рукопись"',
        "",
    ]
    assert service.path.suffix == ".cmd"


def test_a_whole_drive_as_a_vault_does_not_swallow_the_quote(tmp_path: Path) -> None:
    service = service_of(Path(str(PureWindowsPath("D:\\"))), login(tmp_path, "windows"))

    assert b'watch "D:\\\\"\r\n' in service.content


def test_each_system_has_its_folder() -> None:
    home = Path("/home/ann")
    assert login_folder("linux", home, {}) == home / ".config/systemd/user"
    assert login_folder("linux", home, {"XDG_CONFIG_HOME": "/cfg"}) == Path("/cfg/systemd/user")
    assert login_folder("linux", home, {"XDG_CONFIG_HOME": "relative"}) == home / ".config/systemd/user"
    assert login_folder("macos", home, {}) == home / "Library/LaunchAgents"
    startup = "Microsoft/Windows/Start Menu/Programs/Startup"
    assert login_folder("windows", home, {}) == home / "AppData/Roaming" / startup
    assert login_folder("windows", home, {"APPDATA": "/r"}) == Path("/r") / startup


def test_two_vaults_of_one_name_have_two_services(tmp_path: Path) -> None:
    here = login(tmp_path)

    assert service_of(Path("/a/Novel"), here).path != service_of(Path("/b/Novel"), here).path
    assert service_of(Path("/a/Novel"), here) == service_of(Path("/a/Novel"), here)


@pytest.mark.parametrize("name", ["two\nlines", "bell\a", "\udcff"])
def test_a_path_that_cannot_stand_in_such_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CompanionError, match="cannot stand"):
        service_of(Path("/home") / name, login(tmp_path))


# ---- coming and going


@pytest.fixture(params=["linux", "macos", "windows"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Service:
    return service_of(Path("/home/ann/Novel"), login(tmp_path, request.param))


def test_it_is_written_once_started_stopped_and_taken_away(service: Service) -> None:
    ran: list[tuple[str, ...]] = []

    assert state_of(service) == "absent"
    done = install(service, run=ran.append)  # type: ignore[arg-type]
    assert done.changed
    assert service.path.read_bytes() == service.content
    assert state_of(service) == "installed"
    assert not install(service, run=ran.append).changed  # type: ignore[arg-type]
    assert uninstall(service, run=ran.append).changed  # type: ignore[arg-type]
    assert not list(service.path.parent.iterdir())
    assert not uninstall(service, run=ran.append).changed  # type: ignore[arg-type]
    assert ran == [*service.start, *service.start, *service.stop, *service.after]


def test_a_command_that_is_not_there_is_left_to_the_user_and_the_rest_with_it(service: Service) -> None:
    done = install(service, run=lambda command: f"{command[0]} is not there")

    assert state_of(service) == "installed"
    assert not done.ran
    assert done.to_run == service.start
    assert done.wrong == (f"{service.start[0][0]} is not there",)
    gone = uninstall(service, run=lambda command: f"{command[0]} is not there")
    assert state_of(service) == "absent"
    assert gone.to_run == service.stop + service.after


def test_a_file_of_somebody_else_is_neither_written_over_nor_taken_away(service: Service) -> None:
    service.path.parent.mkdir()
    service.path.write_bytes(b"mine")

    with pytest.raises(CompanionError, match="not as vault-companion wrote it"):
        install(service, run=lambda _: None)
    with pytest.raises(CompanionError, match="not as vault-companion wrote it"):
        uninstall(service, run=lambda _: None)
    assert service.path.read_bytes() == b"mine"
    assert state_of(service) == "changed"


def test_a_file_of_ours_that_was_changed_is_hers_now(service: Service) -> None:
    install(service, run=lambda _: None)
    hers = service.path.read_bytes().replace(b"Novel", b"Novels")
    service.path.write_bytes(hers)

    for change in (install, uninstall):
        with pytest.raises(CompanionError, match="not as vault-companion wrote it"):
            change(service, run=lambda _: None)
    assert service.path.read_bytes() == hers


def test_a_file_that_another_version_wrote_is_renewed(tmp_path: Path) -> None:
    old = service_of(Path("/v"), login(tmp_path, python="/old/python"))
    new = service_of(Path("/v"), login(tmp_path, python="/new/python"))
    install(old, run=lambda _: None)

    assert state_of(new) == "outdated"
    assert install(new, run=lambda _: None).changed
    assert state_of(new) == "installed"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "login").write_text("a file")

    with pytest.raises(CompanionError, match="cannot be"):
        install(service_of(Path("/v"), login(tmp_path)), run=lambda _: None)


def test_a_command_is_run_and_what_it_says_when_it_fails_is_told() -> None:
    assert run_command(("no-such-command-here",)) == "no-such-command-here is not there"
    if shutil.which("sh"):
        assert run_command(("sh", "-c", "exit 0")) is None
        assert run_command(("sh", "-c", "echo no bus >&2; exit 1")) == "sh: no bus"
        assert run_command(("sh", "-c", "exit 3")) == "sh: it ended with 3"
