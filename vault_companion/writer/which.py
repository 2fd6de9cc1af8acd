"""Which page somebody means who names one at the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from vault_companion.errors import UnknownNameError
from vault_companion.vault.snapshot import VaultPath
from vault_companion.writer.plan import clash_key

_NEAR = 0.6
_MOST = 3


def page_named(name: str, pages: Iterable[VaultPath]) -> VaultPath:
    """The page that is meant by a path in the vault, or by as much of its end as is needed; `.md` may be left out.

    Args:
        name: What was said, blind to case and to how accents are composed.
        pages: The pages that there are.

    Raises:
        UnknownNameError: There is none of that name, or more than one.
    """
    by_key = {_key(page): page for page in sorted(pages)}
    asked = _key(name.replace("\\", "/").removeprefix("./").strip("/"))
    if asked in by_key:
        return by_key[asked]
    found = [page for key, page in by_key.items() if key.endswith(f"/{asked}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownNameError(f'"{name}" may be {" or ".join(found)}', "Write the folder with it.")
    stems: dict[str, list[VaultPath]] = {}
    for key, page in by_key.items():
        stems.setdefault(key.rpartition("/")[2], []).append(page)
    near = get_close_matches(asked.rpartition("/")[2], stems, n=_MOST, cutoff=_NEAR)
    told = [page for stem in near for page in stems[stem]][:_MOST]
    hint = f"Did you mean {' or '.join(told)}?" if told else "Give its path in the vault, or its name."
    raise UnknownNameError(f'there is no page of ours called "{name}"', hint)


def _key(path: str) -> str:
    key = clash_key(path)
    return key.removesuffix(".md")
