"""How fast phrases are read, and how fast what reading needs is loaded.

    python benchmarks/phrases/speed.py

Prints three figures of one fresh process: importing the modules; loading all data, that is reading a first phrase for
needs, for attachment and for conduct; and reading each of ten thousand different phrases of the phrasebook for needs.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from time import perf_counter

import yaml

COUNT = 10_000
BOOK = Path(__file__).resolve().parents[2] / "vault_companion" / "data" / "phrasebook"


def main() -> None:
    """Measure and print."""
    start = perf_counter()
    from vault_companion.words.lexicon import Lexicon

    imported = perf_counter()
    lexicon = Lexicon.load()
    lexicon.read_needs("to be held", "needs")
    lexicon.read_attachment("lets no one in", "in_love")
    lexicon.read_conduct("she waits for him by the gate")
    loaded = perf_counter()
    chosen = phrases()
    begun = perf_counter()
    for phrase in chosen:
        lexicon.read_needs(phrase, "offers")
    each = (perf_counter() - begun) / len(chosen)
    print(f"import {1e3 * (imported - start):.0f} ms, load {1e3 * (loaded - imported):.0f} ms")
    print(f"{len(chosen)} phrases, each read for the first time: {1e6 * each:.0f} us a phrase")


def phrases() -> list[str]:
    """Different phrases of the book."""
    books = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(BOOK.glob("*.yaml"))]
    lines = chain.from_iterable(book[field] for book in books for field in ("needs", "offers", "flaws"))
    return list(dict.fromkeys(line.partition(" | ")[0] for line in lines))[:COUNT]


if __name__ == "__main__":
    main()
