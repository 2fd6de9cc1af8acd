"""The commands. The only module that knows click, the terminal and the process; everything is joined here."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from vault_companion import __version__
from vault_companion.errors import CompanionError
from vault_companion.page_commands import remove, restore
from vault_companion.settings import DEFAULTS
from vault_companion.terminal import find_vault, in_vault, json_option, vault_argument, vault_option
from vault_companion.terminal import print_json as _print_json
from vault_companion.terminal import say as _say
from vault_companion.watch_commands import service, status

if TYPE_CHECKING:
    from vault_companion.build import Story
    from vault_companion.first_look import Choice, Found, Look
    from vault_companion.vault.snapshot import Snapshot

EXIT_FOUND, EXIT_FAILED, EXIT_BUG, EXIT_INTERRUPTED = 1, 2, 3, 130
WORTH_TELLING = 500
"""From how many notes or pages a stage takes long enough to be announced."""
_CONTEXT = {"help_option_names": ["-h", "--help"]}


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="vault-companion")
def cli() -> None:
    """Read the character notes of an Obsidian vault, and write what is going on between the people in them.

    Pages go into the folder Dynamics of the vault. Nothing you wrote is ever changed.
    """


cli.add_command(restore)
cli.add_command(remove)
cli.add_command(status)
cli.add_command(service)


def _stage(stage: str, count: int) -> None:
    """What is being done, for a person who would otherwise wait without a word."""
    if count >= WORTH_TELLING and sys.stderr.isatty():
        things = "pages" if stage == "writing" else "notes"
        _say(f"{stage.capitalize()} {count:,} {things} ...")


# ---- init


@cli.command()
@vault_argument
@click.option("--yes", "-y", is_flag=True, help="Ask nothing; take what was recognised.")
@click.option("--template", is_flag=True, help="Also write a template for character notes, for Obsidian's Templates.")
def init(vault: Path | None, yes: bool, template: bool) -> None:
    """Look at the vault, show who it takes for characters and why, and write the settings note."""
    from vault_companion.first_look import Choice, listed, look, settings_note
    from vault_companion.new_file import write_new, write_template

    root = find_vault(vault)
    snapshot = _read(root)
    seen = look(snapshot)
    click.echo(listed(seen))
    if seen.settings:
        click.echo(f"\nThe settings of this vault are in {seen.settings}; nothing was written.")
    else:
        choice = Choice(output_folder=seen.output_folder) if yes else _ask(seen)
        write_new(root, seen.free, settings_note(snapshot, choice))
        click.echo(f"\nWrote {seen.free}. Edit it in Obsidian whenever you like; next: vault-companion sync")
    if template:
        click.echo(f"\n{write_template(root, snapshot)}")


def _ask(seen: Look) -> Choice:
    """The author's answers, in the order in which things were shown."""
    from vault_companion.first_look import Choice, numbers_in, wrong_folder

    click.echo()
    none_of: list[Found] = [
        one
        for one in seen.found
        if not click.confirm(f"Take these {len(one.people)} for characters ({one.reason})?", default=True)
    ]
    after_all: tuple[int, ...] = ()
    if seen.nearly:
        said = click.prompt(
            "Which of those that look a little like one are characters? Numbers, or Enter for none",
            default="",
            show_default=False,
            value_proc=lambda text: numbers_in(text, len(seen.shown_nearly)),
        )
        after_all = said or ()
    while True:
        folder = click.prompt("Folder for the pages", default=seen.output_folder).strip().strip("/")
        wrong = wrong_folder(folder, seen)
        if not wrong:
            return Choice(folder, tuple(none_of), tuple(seen.shown_nearly[number - 1][0] for number in after_all))
        click.echo(wrong)


# ---- sync


@cli.command()
@vault_argument
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if something would change.")
@click.option("--dry-run", "-n", is_flag=True, help="Write nothing; say what would be done.")
@click.option(
    "--take-over",
    multiple=True,
    metavar="PAGE",
    help="Write this page anew although you edited it between the marks: your version moves below the end mark.",
)
@click.option("--diff", is_flag=True, help="Write nothing; show every line that would change.")
@json_option
def sync(vault: Path | None, check: bool, dry_run: bool, take_over: tuple[str, ...], diff: bool, as_json: bool) -> None:
    """Read the vault once and bring its Dynamics pages up to date."""
    from vault_companion.sync import sync as run

    root = find_vault(vault)
    pages = [in_vault(root, page) for page in take_over]
    report = run(root, DEFAULTS, dry_run=dry_run or check, check=check, diff=diff, take_over=pages, tell=_stage)
    if as_json:
        _print_json(report.to_json())
    elif report.diff is not None:
        _print_diffs(page.diff for page in report.diff)
    else:
        click.echo(report.to_text())
    sys.exit(report.exit_code)


def _print_diffs(diffs: Iterable[str]) -> None:
    """Each diff byte for byte, for `patch`; in colours for a person who wants them."""
    from vault_companion.diffing import coloured

    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for diff in diffs:
        click.echo(coloured(diff) if colours else diff, nl=False, color=True)


# ---- watch


@cli.command()
@vault_argument
@click.option(
    "--quiet",
    "quiet_s",
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    type=click.FloatRange(min=0.05, max=60.0),
    help="How long nothing may change before pages are made.",
)
@click.option("--poll", is_flag=True, help="Look every few seconds instead of waiting to be told of changes.")
@json_option
def watch(vault: Path | None, quiet_s: float, poll: bool, as_json: bool) -> None:
    """Stay beside Obsidian and keep the pages up to date until told to stop (Ctrl-C)."""
    from vault_companion.daemon import watch as run
    from vault_companion.times import Times

    sys.exit(run(find_vault(vault), DEFAULTS, times=Times(quiet=quiet_s), poll=poll, json_lines=as_json))


# ---- explain


@cli.command()
@click.argument("names", nargs=-1, required=True, metavar="A [B]")
@vault_option
@json_option
def explain(names: tuple[str, ...], vault: Path | None, as_json: bool) -> None:
    """Show how a character (A), or a pair (A B), is read, with every line behind it."""
    from vault_companion import explain as explaining
    from vault_companion import explain_text

    if len(names) > 2:
        raise click.UsageError("Name one character or two; put a name of several words in quotes.")
    story = _story(vault)
    people = [explaining.find_person(story, name) for name in names]
    if len(people) == 1:
        if as_json:
            _print_json(explaining.character_json(story, people[0]))
        else:
            click.echo(explain_text.character_text(story, people[0]))
    elif as_json:
        _print_json(explaining.pair_json(story, people[0], people[1]))
    else:
        click.echo(explain_text.pair_text(story, people[0], people[1]))


def _story(vault: Path | None) -> Story:
    from vault_companion.build import understand

    return understand(_read(find_vault(vault)), DEFAULTS)


def _read(root: Path) -> Snapshot:
    """The vault without the notes that would end the process."""
    from vault_companion.quarantine import read_quarantine, without
    from vault_companion.vault.reader import read

    return without(read(root), read_quarantine(root))


# ---- graph


@cli.command()
@vault_argument
@click.option(
    "--format",
    "form",
    default="json",
    show_default=True,
    type=click.Choice(["json", "graphml", "dot", "mermaid", "canvas"]),
    help="json is what networkx reads; mermaid goes into a note, canvas into a .canvas file.",
)
@click.option("--of", "of", metavar="NAME", help="Only this person and everybody one step away.")
@click.option("--kind", metavar="KIND", help="Only ties of this kind (mentor, spouse ...) or family (romance ...).")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def graph(vault: Path | None, form: str, of: str | None, kind: str | None, as_json: bool) -> None:
    """Print who is what to whom, for a program that draws or counts it. Writes nothing."""
    from vault_companion.explain import find_person
    from vault_companion.graphing import picture_of, told

    if as_json and form != "json":
        raise click.UsageError(f"--json and --format {form} are two formats; give one.")
    story = _story(vault)
    drawn = told(picture_of(story, of=find_person(story, of) if of is not None else None, kind=kind), form)
    click.echo(drawn.text)
    if drawn.left_out:
        _say(drawn.left_out)


# ---- phrase


@cli.command()
@click.argument("text", nargs=-1)
@click.option("--as", "field", required=True, metavar="FIELD", help="needs, offers, flaws, in_love ...")
@click.option(
    "--vault", type=click.Path(path_type=Path), metavar="DIR", help="Read it with the words taught there too."
)
@json_option
def phrase(text: tuple[str, ...], field: str, vault: Path | None, as_json: bool) -> None:
    """Show how a phrase is read as FIELD; without TEXT, one phrase a line from standard input."""
    from vault_companion import phrase as reading
    from vault_companion.build import lexicon_of
    from vault_companion.settings_note import read_settings

    known = reading.field_of(field)
    if known is None:
        known_ones = ", ".join(reading.FIELDS)
        raise click.BadParameter(f'"{field}" is not a field. Try one of: {known_ones}.', param_hint="--as")
    settings = read_settings(_read(find_vault(vault)).files, DEFAULTS).settings if vault else DEFAULTS
    lexicon, _ = lexicon_of(settings)
    for line in text or (row.rstrip("\r\n") for row in sys.stdin):
        if as_json:
            _print_json(reading.phrase_json(lexicon, line, known))
        else:
            click.echo(reading.phrase_text(lexicon, line, known))


# ---- rules


@cli.command()
@click.argument("code", required=False)
@json_option
def rules(code: str | None, as_json: bool) -> None:
    """List what each rule finds; with CODE, why it matters and which statements of the theory it stands on.

    CODE may be a question's too, such as Q-OFFER: what it asks, when, and which line answers it.
    """
    from vault_companion import rulebook

    if code is None:
        if as_json:
            _print_json(rulebook.rules_json())
        else:
            click.echo(rulebook.rules_text())
        return
    found = rulebook.find_rule(code)
    if as_json:
        _print_json(rulebook.one_json(found))
    else:
        click.echo(rulebook.one_text(found))


# ---- check


@cli.command()
@vault_argument
@click.option("--strict", is_flag=True, help="Exit 1 if there is an error or a warning.")
@json_option
def check(vault: Path | None, strict: bool, as_json: bool) -> None:
    """List what is wrong in the vault, what is not decided, and what was not understood. Writes nothing."""
    from vault_companion.checking import check_vault

    found = check_vault(_read(find_vault(vault)), DEFAULTS)
    if as_json:
        _print_json(found.to_json())
    else:
        click.echo(found.to_text())
    if strict and any(problem.severity != "info" for problem in found.problems):
        sys.exit(EXIT_FOUND)


# ---- the process


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run a command and end the process with its exit code (see the README)."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(args=arguments, prog_name="vault-companion", standalone_mode=False)
    except CompanionError as error:
        _say(f"vault-companion: {error.message}" + (f"\n{error.hint}" if error.hint else ""))
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code if error.exit_code != 1 else EXIT_FAILED)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception:  # noqa: BLE001 - the last place where a bug can be told to the person who met it
        _say(traceback.format_exc())
        _say("vault-companion: this is a bug; nothing of yours was changed. Please report the lines above.")
        sys.exit(EXIT_BUG)
    sys.exit(0)
