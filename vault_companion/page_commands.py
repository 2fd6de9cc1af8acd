"""The commands about pages that were written before: bring an earlier version back, take all of them out."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from vault_companion.settings import DEFAULTS
from vault_companion.terminal import find_vault, in_vault, json_option, print_json, say, vault_argument, vault_option

# ---- restore


@click.command()
@click.argument("page", required=False)
@click.option("--version", "number", type=click.IntRange(min=1), metavar="N", help="Bring this version back.")
@click.option("--at", metavar="TIME", help="Bring back what stood there at this time: 2026-07-31, or with 14:30.")
@click.option("--list", "only_list", is_flag=True, help="Only list the versions of PAGE.")
@vault_option
@json_option
def restore(
    page: str | None, number: int | None, at: str | None, only_list: bool, vault: Path | None, as_json: bool
) -> None:
    """List earlier versions of pages, or bring one of PAGE back: the newest, unless you say which.

    Versions are kept outside the vault. What stands in the place of the page is kept there too before it goes.
    """
    from vault_companion import restoring

    if page is None and (number is not None or at is not None):
        raise click.UsageError("Which page? Give its path or its name.")
    if number is not None and at is not None:
        raise click.UsageError("Give --version or --at, not both.")
    when = _time(at) if at is not None else None
    root = find_vault(vault)
    name = None if page is None else in_vault(root, page)
    if name is None or only_list:
        found = restoring.versions(root, name)
        if as_json:
            print_json(restoring.to_json(root, found))
        else:
            click.echo(restoring.listed(found))
        return
    done = restoring.restore(root, DEFAULTS, name, now=datetime.now(UTC), number=number, at=when)
    if as_json:
        print_json(done.to_json())
    else:
        click.echo(done.to_text())


def _time(text: str) -> datetime:
    """A time as somebody writes it; without a zone it is this computer's."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        message = f'"{text}" is no time. Write it like 2026-07-31 or "2026-07-31 14:30".'
        raise click.BadParameter(message, param_hint="--at") from error


# ---- remove


@click.command()
@vault_argument
@click.option("--yes", "-y", is_flag=True, help="Ask nothing.")
@json_option
def remove(vault: Path | None, yes: bool, as_json: bool) -> None:
    """Take the generated pages out of the vault. Pages that you wrote on stay; the others can be restored."""
    from vault_companion.removal import declined, plan_removal
    from vault_companion.removal import remove as run

    root = find_vault(vault)
    planned = plan_removal(root, DEFAULTS)
    if not yes:
        say(planned.to_text())
        if planned.going and not click.confirm("Take them out?", default=False, err=True):
            if as_json:
                print_json(declined(root, planned).to_json())
            else:
                click.echo("Nothing was removed.")
            return
    done = run(root, planned, now=datetime.now(UTC))
    if as_json:
        print_json(done.to_json())
    else:
        click.echo(done.to_text(listed=yes))
    sys.exit(done.exit_code)
