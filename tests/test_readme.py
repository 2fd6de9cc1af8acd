"""The README shows what is true: a page as it is, and every command and exit code there is."""

import re
from pathlib import Path

import pytest

from vault_companion import cli, errors

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.compile(r"<!-- page: (.+?) -->\n```markdown\n(.*?)\n```\n<!-- end of page -->", re.DOTALL)


def top_of(page: str) -> str:
    """What the README shows of a page: from after the begin mark to the end of its second section."""
    body = page.split("below the end mark. %%\n\n", 1)[1]
    return "## ".join(body.split("## ")[:3]).strip()


def test_the_page_that_it_shows_is_the_page_as_it_is() -> None:
    found = SHOWN.search(README)
    assert found is not None

    page = (ROOT / found[1]).read_text(encoding="utf-8")

    assert top_of(page) == found[2]


@pytest.mark.parametrize("command", sorted(cli.cli.commands))
def test_every_command_is_in_it(command: str) -> None:
    assert re.search(rf"`{command}\b", README)


@pytest.mark.parametrize(
    "code",
    [
        0,
        cli.EXIT_FOUND,
        errors.CompanionError.exit_code,
        cli.EXIT_BUG,
        errors.BusyError.exit_code,
        cli.EXIT_INTERRUPTED,
    ],
)
def test_every_exit_code_is_in_it(code: int) -> None:
    assert f"| {code} | " in README


def test_it_has_one_command_for_the_main_job_and_one_for_the_tests() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)

    assert 2 == len(blocks)
    assert blocks[0].strip().endswith("vault-companion sync sample_vault")
    assert blocks[1].strip().endswith("pytest -n auto")
