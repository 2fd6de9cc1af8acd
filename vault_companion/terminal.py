"""What all commands share at the terminal: which vault is meant, and how data and messages are printed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from vault_companion.errors import VaultError

ENV_VAULT = "VAULT_COMPANION_VAULT"

vault_argument = click.argument("vault", required=False, type=click.Path(path_type=Path))
vault_option = click.option(
    "--vault",
    "vault",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=f"The vault's folder; else ${ENV_VAULT}, else the nearest folder above that holds .obsidian.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def find_vault(given: Path | None) -> Path:
    """The vault that is meant: the one given, the environment's, or the nearest parent that holds `.obsidian`.

    Raises:
        VaultError: None can be found, or the folder named is not one.
    """
    named = given or (Path(os.environ[ENV_VAULT]) if os.environ.get(ENV_VAULT) else None)
    if named is not None:
        if not named.exists():
            raise VaultError(f"there is no folder {named}", "Give the path of the folder that Obsidian opens.")
        if not named.is_dir():
            raise VaultError(f"{named} is a file, not a folder", "Give the path of the folder that Obsidian opens.")
        return named.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".obsidian").is_dir():
            return folder
    raise VaultError(
        "no vault was named, and no folder above this one holds .obsidian",
        f"Name it, as PATH or by --vault PATH (see --help), or set ${ENV_VAULT}.",
    )


def say(text: str) -> None:
    """A message, for the person and not for a program."""
    click.echo(text, err=True)


def in_vault(root: Path, name: str) -> str:
    """A page as somebody named it; if that is a file below the vault's folder, by its path in the vault."""
    place = Path(name)
    try:
        return place.resolve().relative_to(root.resolve()).as_posix() if place.is_file() else name
    except (OSError, ValueError):
        return name


def print_json(value: Any) -> None:
    """Data, for a program."""
    click.echo(json.dumps(value, ensure_ascii=False))
