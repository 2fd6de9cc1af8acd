"""Compiles what the program reads words with: `data/likeness.json`, `data/patterns.json` and `data/needs.json`.

    python tools/compile_words.py            write them (a minute or two)
    python tools/compile_words.py --check    exit 1 if they are not of this phrasebook, these lists and this program

How it is learnt is in `tools/learning.py`.

`patterns.json` says by which word each entry of the lists is found. `likeness.json` is learnt from the phrasebook and
the lists: which words speak for which need. `needs.json` holds what `needs.yaml` says of the needs without their lists.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

import learning

from vault_companion.words.features import features_of
from vault_companion.words.likeness import FILE
from vault_companion.words.lists import TABLES, compiled, entries_of_all
from vault_companion.words.load import LISTS, NEEDS, described, entries, needs_data
from vault_companion.words.normalise import normalise

DATA = Path(__file__).resolve().parents[1] / "vault_companion" / "data"
BOOK = DATA / "phrasebook"
PENALTY = 0.3
FEWEST_PAIRS = 3
MOST_READINGS = 4
"""How many readings of an entry with alternatives are learnt from."""

Example = tuple[str, frozenset[str]]
"""A phrase and everything it may be called."""


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    tables = {name: compiled(listed) for name, listed in entries_of_all().items()}
    texts = {DATA / TABLES: _json(tables), DATA / NEEDS: json.dumps(described(), indent=1) + "\n"}
    source = digest_of_source()
    target = DATA / FILE
    if check:
        fresh = target.exists() and json.loads(target.read_text(encoding="utf-8"))["source"] == source
        same = all(path.exists() and path.read_text(encoding="utf-8") == text for path, text in texts.items())
        return 0 if fresh and same else 1
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    examples = [*phrases(), *list_phrases()]
    learnt = learning.learn(
        [(features_of(normalise(phrase)), labels) for phrase, labels in examples], PENALTY, FEWEST_PAIRS
    )
    target.write_text(_json({"source": source, **learnt}), encoding="utf-8", newline="\n")
    return 0


def _json(value: object) -> str:
    """One line a word, so that a change can be reviewed; ASCII alone, which is read in half the time."""
    text = json.dumps(value, separators=(",", ":"), sort_keys=True)
    return text.replace('","', '",\n"') + "\n"


def digest_of_source() -> str:
    """A digest of all that the weights depend on: the phrasebook, the lists and the code that reads them."""
    words = DATA.parent / "words"
    files = [*sorted(BOOK.glob("*.yaml")), DATA / "needs.yaml", Path(__file__), Path(learning.__file__)]
    files += [words / name for name in ("features.py", "normalise.py", "stem.py", "folding.py")]
    digest = sha256()
    for file in files:
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def phrases() -> Iterator[Example]:
    """The phrases of the book, whatever their field: the words are the same, the field says what they mean."""
    for path in sorted(BOOK.glob("*.yaml")):
        book = yaml.safe_load(path.read_text(encoding="utf-8"))
        for field in ("needs", "offers", "flaws"):
            for line in book[field]:
                phrase, *also = line.split(" | ")
                yield phrase, frozenset({book["need"], *map(str.strip, also)})


def list_phrases() -> Iterator[Example]:
    """The entries of the needs' lists as phrases."""
    for need, raw in needs_data()["needs"].items():
        for word_list in LISTS:
            yield from spelled(entries(raw.get(word_list, "")), need)


def spelled(patterns: Iterable[str], label: str) -> Iterator[Example]:
    """What a pattern means in plain words; of alternatives the first few."""
    for pattern in patterns:
        words = [word.split("|") for word in re.sub(r"[~!=*]", "", pattern).replace("_", " ").split()]
        for reading in itertools.islice(itertools.product(*words), MOST_READINGS):
            yield " ".join(reading), frozenset({label})


if __name__ == "__main__":
    sys.exit(main())
