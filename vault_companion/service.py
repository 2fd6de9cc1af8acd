"""Start `watch` at login: a systemd user unit, a LaunchAgent, or a script in the Startup folder, one a vault.

The three files are made of values, on any system. Only the one for Linux was ever run by its authors.
"""

from __future__ import annotations

import contextlib
import os
import plistlib
import secrets
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Literal

from vault_companion.errors import CompanionError
from vault_companion.writer.lock import ENV_STATE, vault_key

System = Literal["linux", "macos", "windows"]
Runner = Callable[[tuple[str, ...]], str | None]
"""Runs a command; gives None if it went well, else what was wrong."""
_MARK = "written by vault-companion"
_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Login:
    """What a service is made of, apart from the vault.

    Attributes:
        system: The kind of file.
        folder: Where such files lie.
        python: The interpreter.
        state: The state folder if another than the usual one is to be used, else "".
        user_id: The user's number, where there is such a thing.
    """

    system: System
    folder: Path
    python: str
    state: str = ""
    user_id: int = 0

    @classmethod
    def here(cls) -> Login:
        """This computer, this user, this interpreter."""
        system: System = "macos" if sys.platform == "darwin" else "windows" if sys.platform == "win32" else "linux"
        user_id = 0
        if sys.platform != "win32":
            user_id = os.getuid()
        state = str(Path(os.environ[ENV_STATE]).absolute()) if os.environ.get(ENV_STATE) else ""
        return cls(system, login_folder(system, Path.home(), os.environ), _python(system), state, user_id)


@dataclass(frozen=True, slots=True)
class Service:
    """One file, and the commands that go with it.

    Attributes:
        name: What the system calls it.
        path: The file.
        content: All of it.
        start: Commands to run once it is written.
        stop: Commands to run before it is taken away.
        after: Commands to run after that.
        asked: The command that shows how it goes.
    """

    name: str
    path: Path
    content: bytes
    start: tuple[tuple[str, ...], ...] = ()
    stop: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What an installation or its end came to.

    Attributes:
        service: What it was about.
        changed: Whether the file was written or taken away.
        ran: The commands that went well.
        to_run: Those that did not, or could not be tried, for the user to run.
        wrong: Why, a line for each that went wrong.
    """

    service: Service
    changed: bool
    ran: tuple[tuple[str, ...], ...] = ()
    to_run: tuple[tuple[str, ...], ...] = field(default=())
    wrong: tuple[str, ...] = ()


def login_folder(system: System, home: Path, env: Mapping[str, str]) -> Path:
    """Where a user's own services lie."""
    if system == "macos":
        return home / "Library" / "LaunchAgents"
    if system == "windows":
        roaming = Path(env["APPDATA"]) if env.get("APPDATA") else home / "AppData" / "Roaming"
        return roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Startup"
    config = env.get("XDG_CONFIG_HOME", "")
    return (Path(config) if PurePath(config).is_absolute() else home / ".config") / "systemd" / "user"


def service_of(vault: Path, login: Login) -> Service:
    """The service that watches a vault.

    Raises:
        CompanionError: The vault's path, or another, cannot be told to the system.
    """
    for text in (str(vault), login.python, login.state):
        if any(ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 for letter in text):
            message = f"{text!r} has a letter that cannot stand in a service's file"
            raise CompanionError(message, "Rename that folder, then try again.")
    return _KINDS[login.system](vault, login)


def install(service: Service, run: Runner | None = None) -> Done:
    """Write the file and start the service. Commands that are not there are told, not missed.

    Raises:
        CompanionError: Another file stands at that path, or it cannot be written. Nothing was changed.
    """
    found = _found(service)
    if found is not None and not _is_ours(found):
        raise _not_ours(service, "written over")
    if found != service.content:
        try:
            _write(service.path, service.content)
        except OSError as error:
            hint = "Make that folder writable, then try again."
            raise CompanionError(f"{service.path} cannot be written: {error.strerror or error}", hint) from error
    return _ran(service, found != service.content, service.start, run or run_command)


def uninstall(service: Service, run: Runner | None = None) -> Done:
    """Stop the service and take its file away, if it is the one that was written.

    Raises:
        CompanionError: Another file stands at that path, or was made of it. Nothing was changed.
    """
    run = run or run_command
    found = _found(service)
    if found is None:
        return Done(service, changed=False)
    if not _is_ours(found):
        raise _not_ours(service, "taken away")
    before = _ran(service, True, service.stop, run)
    try:
        service.path.unlink()
    except OSError as error:
        raise CompanionError(f"{service.path} cannot be taken away: {error.strerror or error}") from error
    after = _ran(service, True, service.after, run)
    return Done(service, True, before.ran + after.ran, before.to_run + after.to_run, before.wrong + after.wrong)


def state_of(service: Service) -> Literal["installed", "outdated", "changed", "absent"]:
    """Whether the file is there: as it would be written today, as an earlier one was, or not as we wrote it."""
    found = _found(service)
    if found is None:
        return "absent"
    if found == service.content:
        return "installed"
    return "outdated" if _is_ours(found) else "changed"


def run_command(command: tuple[str, ...]) -> str | None:
    """Run a command of the system. None if it went well, else what was wrong; never raises."""
    if shutil.which(command[0]) is None:
        return f"{command[0]} is not there"
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)  # noqa: S603 - ours
    except (OSError, subprocess.SubprocessError) as error:
        return f"{command[0]}: {error}"
    told = done.stderr.decode(errors="replace").strip() or f"it ended with {done.returncode}"
    return f"{command[0]}: {told}" if done.returncode else None


def shown(command: tuple[str, ...]) -> str:
    """A command as it is typed."""
    return subprocess.list2cmdline(command) if command[0] == "cmd" else shlex.join(command)


# ---- the three kinds


def _systemd(vault: Path, login: Login) -> Service:
    name = f"vault-companion-{vault_key(vault)}.service"
    watched = _unit_word(str(vault)).replace("$", "$$")
    state = _unit_word(f"{ENV_STATE}={login.state}")
    lines = [
        "[Unit]",
        f'Description=vault-companion, watching "{str(vault).replace("%", "%%")}"',
        "StartLimitIntervalSec=60",
        "StartLimitBurst=4",
        "",
        "[Service]",
        "Type=notify",
        "NotifyAccess=main",
        f"ExecStart={_unit_word(login.python)} -P -m vault_companion watch {watched}",
        *([f"Environment={state}"] if login.state else []),
        "WatchdogSec=60",
        "Restart=on-failure",
        "RestartSec=5",
        "RestartPreventExitStatus=4",
        "NoNewPrivileges=yes",
        "",
        "[Install]",
        "WantedBy=default.target",
    ]
    systemctl = ("systemctl", "--user")
    return Service(
        name,
        login.folder / name,
        _marked("# ", "\n".join(lines) + "\n"),
        start=((*systemctl, "daemon-reload"), (*systemctl, "enable", "--now", name)),
        stop=((*systemctl, "disable", "--now", name),),
        after=((*systemctl, "daemon-reload"),),
        asked=(*systemctl, "status", name),
    )


def _unit_word(text: str) -> str:
    """One word of a unit's line: in quotes, with nothing in it that systemd would read as more than itself."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def _launchd(vault: Path, login: Login) -> Service:
    label = f"vault-companion.{vault_key(vault)}"
    path = login.folder / f"{label}.plist"
    told = {
        "Label": label,
        "ProgramArguments": [login.python, "-P", "-m", "vault_companion", "watch", str(vault)],
        **({"EnvironmentVariables": {ENV_STATE: login.state}} if login.state else {}),
        "KeepAlive": {"SuccessfulExit": False},
        "ProcessType": "Background",
        "RunAtLoad": True,
        "ThrottleInterval": 30,
    }
    place = f"gui/{login.user_id}"
    return Service(
        label,
        path,
        _marked("<!-- ", plistlib.dumps(told).decode(), " -->", below=2),
        start=(("launchctl", "bootstrap", place, str(path)),),
        stop=(("launchctl", "bootout", f"{place}/{label}"),),
        asked=("launchctl", "print", f"{place}/{label}"),
    )


def _startup(vault: Path, login: Login) -> Service:
    name = f"vault-companion-{vault_key(vault)}.cmd"
    command = [_batch_word(login.python), "-P", "-m", "vault_companion", "watch", _batch_word(str(vault))]
    lines = [
        "@echo off",
        "chcp 65001 >nul",
        *([f'set "{ENV_STATE}={login.state.replace("%", "%%")}"'] if login.state else []),
        f'start "" {" ".join(command)}',
    ]
    path = login.folder / name
    return Service(name, path, _marked("@rem ", "\r\n".join(lines) + "\r\n", "\r"), start=(("cmd", "/c", str(path)),))


def _batch_word(text: str) -> str:
    """One word of a command in a batch file. No path has a quote in it; a last backslash would escape ours."""
    text = text.replace("%", "%%")
    return f'"{text}\\"' if text.endswith("\\") else f'"{text}"'


_KINDS: Mapping[System, Callable[[Path, Login], Service]] = {
    "linux": _systemd,
    "macos": _launchd,
    "windows": _startup,
}


def _python(system: System) -> str:
    """The interpreter; on Windows the one without a window, if it is there."""
    windowless = Path(sys.executable).with_name("pythonw.exe")
    return str(windowless) if system == "windows" and windowless.exists() else sys.executable


# ---- what is ours


def _marked(before: str, text: str, after: str = "", below: int = 0) -> bytes:
    """A file's bytes with a line that says whose it is, with a digest of all other lines."""
    lines = text.split("\n")
    lines.insert(below, f"{before}{_MARK} {_digest(lines)}{after}")
    return "\n".join(lines).encode()


def _is_ours(data: bytes) -> bool:
    """Whether a file is as it was written, by this version or by another."""
    lines = data.decode(errors="replace").split("\n")
    marks = [line for line in lines if _MARK in line]
    others = [line for line in lines if _MARK not in line]
    return len(marks) == 1 and _digest(others) in marks[0]


def _digest(lines: list[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _not_ours(service: Service, what: str) -> CompanionError:
    message = f"{service.path} is not as vault-companion wrote it, so it was not {what}"
    return CompanionError(message, "Move it away, or delete it, if you no longer need it.")


def _found(service: Service) -> bytes | None:
    try:
        return service.path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CompanionError(f"{service.path} cannot be read: {error.strerror or error}") from error


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{secrets.token_hex(4)}")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _ran(service: Service, changed: bool, commands: tuple[tuple[str, ...], ...], run: Runner) -> Done:
    """Run commands until one goes wrong; that one and the rest are left to the user."""
    for number, command in enumerate(commands):
        wrong = run(command)
        if wrong:
            return Done(service, changed, commands[:number], commands[number:], (wrong,))
    return Done(service, changed, commands)
