"""The commands about a watcher: how it goes, and having one started at login."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_companion.errors import VaultError
from vault_companion.terminal import ENV_VAULT, find_vault, json_option, print_json, say, vault_argument

if TYPE_CHECKING:
    from vault_companion.health import Health
    from vault_companion.service import Done

# ---- status


@click.command()
@vault_argument
@json_option
def status(vault: Path | None, as_json: bool) -> None:
    """Say whether a watcher is alive on this vault, since when, and how it goes. Exits 0 either way."""
    from datetime import datetime

    health, now = _health(_maybe_away(vault)), datetime.now().astimezone()
    if as_json:
        print_json(health.to_json(now))
    else:
        click.echo(health.to_text(now))


def _maybe_away(given: Path | None) -> Path:
    """The vault that is meant, even if its drive is not there at the moment and a watcher waits for it."""
    from vault_companion.writer.lock import waiting_for

    try:
        return find_vault(given)
    except VaultError:
        named = given or Path(os.environ.get(ENV_VAULT, ""))
        if waiting_for(named) is None:
            raise
        return named.resolve()


def _health(root: Path) -> Health:
    """What is known of the watcher of a vault."""
    from vault_companion.health import Health
    from vault_companion.logbook import log_path
    from vault_companion.service import Login, service_of
    from vault_companion.status import read_status, status_path
    from vault_companion.writer.lock import waiting_for, watcher

    alive = (watcher(root) if root.is_dir() else None) or waiting_for(root)
    told = read_status(root)
    if alive and told and alive.pid not in (0, told.pid):
        told = None  # the one before this one told it
    log, service = log_path(root), service_of(root, Login.here()).path
    return Health(
        str(root),
        alive is not None,
        (alive.pid if alive else 0) or (told.pid if told else 0),
        alive.since if alive else None,
        told,
        status_path(root).exists(),
        str(log) if log.exists() else "",
        str(service) if service.exists() else "",
    )


# ---- service


@click.group()
def service() -> None:
    """Start `watch` at login: write, take away or show what the system needs for it."""


dry_run_option = click.option("--dry-run", "-n", is_flag=True, help="Change nothing; show what would be done.")


@service.command()
@vault_argument
@dry_run_option
def install(vault: Path | None, dry_run: bool) -> None:
    """Have a watcher of this vault started at every login, and start it now."""
    from vault_companion import service as services
    from vault_companion.writer.lock import watcher

    root = find_vault(vault)
    found = services.service_of(root, services.Login.here())
    if dry_run:
        click.echo(f"Would write {found.path}:\n\n{found.content.decode()}\nand run:")
        _commands(found.start)
        return
    before = watcher(root)
    done = services.install(found)
    click.echo(f"{'Wrote' if done.changed else 'Already there:'} {found.path}\n\n{found.content.decode()}")
    _told(done, "Once you have run this, a watcher is started at every login:")
    if before:
        who = f" ({before})" if str(before) else ""
        click.echo(f"A watcher was alive already{who}: once it is ended, that of the service can start.")


@service.command()
@vault_argument
@dry_run_option
def uninstall(vault: Path | None, dry_run: bool) -> None:
    """Start no watcher of this vault at login any more. Takes away only what `install` wrote."""
    from vault_companion import service as services
    from vault_companion.writer.lock import watcher

    root = find_vault(vault)
    found = services.service_of(root, services.Login.here())
    if dry_run and services.state_of(found) != "absent":
        click.echo(f"Would take away {found.path}, and run:")
        _commands((*found.stop, *found.after))
        return
    done = services.Done(found, changed=False) if dry_run else services.uninstall(found)
    click.echo(f"Took away {found.path}" if done.changed else f"There is none: {found.path}")
    _told(done, "It is gone from the next login on. What could not be run here:")
    still = watcher(root)
    if still and not dry_run:
        who = f" ({still})" if str(still) else ""
        click.echo(f"A watcher is still alive on this vault{who}; it goes on until it is ended.")


@service.command(name="status")
@vault_argument
@json_option
def service_status(vault: Path | None, as_json: bool) -> None:
    """Say whether a watcher of this vault is started at login, and whether one is alive."""
    from vault_companion import service as services
    from vault_companion.writer.lock import watcher

    root = find_vault(vault)
    found = services.service_of(root, services.Login.here())
    state, alive = services.state_of(found), watcher(root) is not None
    if as_json:
        told = {"vault": str(root), "name": found.name, "path": str(found.path), "state": state, "alive": alive}
        print_json({"schema": 1, **told})
        return
    words = {
        "absent": f"No watcher of {root} is started at login.\nHave one: vault-companion service install",
        "installed": f"At login a watcher of {root} is started by {found.path}",
        "outdated": f"At login a watcher of {root} is started by {found.path}\n"
        "It is not what would be written today; renew it: vault-companion service install",
        "changed": f"{found.path} is not as vault-companion wrote it, so it is left alone.",
    }
    click.echo(words[state])
    click.echo(f"A watcher is {'alive' if alive else 'not alive'} at this moment (see `vault-companion status`).")
    if state != "absent" and found.asked:
        click.echo("What the system says of it:")
        _commands((found.asked,))


def _told(done: Done, left: str) -> None:
    """Which commands of the system were run, and which are left to the user, and why."""
    if done.ran:
        click.echo("Ran:")
        _commands(done.ran)
    if done.to_run:
        for wrong in done.wrong:
            say(wrong)
        click.echo(left)
        _commands(done.to_run)


def _commands(commands: Iterable[tuple[str, ...]]) -> None:
    from vault_companion.service import shown

    for command in commands:
        click.echo(f"  {shown(command)}")
