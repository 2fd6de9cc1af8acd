"""How well phrases are read that nobody has learnt from: `python benchmarks/phrases/score.py`.

The phrases in `heldout/` were written before the phrasebook was compiled, by somebody who had seen neither it nor the
word lists, and are looked at by nobody who changes them; those in `dev/` may be: `fresh.yaml` has phrases of all needs,
`nothing.yaml` phrases that speak of none. For each field: the right need first, among the first three, nothing said,
and something said without the right need among the first three.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from vault_companion.words.lexicon import Lexicon
from vault_companion.words.matches import COUNTS

HERE = Path(__file__).resolve().parent
FIELDS = ("needs", "offers", "flaws")


def main() -> int:
    """Print the figures."""
    lexicon = Lexicon.load()
    for folder in ("heldout", "dev"):
        print(folder)
        needs(lexicon, HERE / folder)
        if (HERE / folder / "nothing.yaml").exists():
            nothing(lexicon, _loaded(HERE / folder / "nothing.yaml"))
        attachment(lexicon, _loaded(HERE / folder / "attachment.yaml"))
        conduct(lexicon, _loaded(HERE / folder / "conduct.yaml"))
    return 0


def needs(lexicon: Lexicon, folder: Path) -> None:
    """Phrases about needs, field by field, and how long one takes."""
    counts: Counter[tuple[str, str]] = Counter()
    books = [book for path in sorted(folder.glob("*.yaml")) if "need" in (book := _loaded(path))]
    if (folder / "fresh.yaml").exists():
        books += [{"need": need, **book} for need, book in _loaded(folder / "fresh.yaml").items()]
    start = time.process_time()
    for book in books:
        for field in FIELDS:
            for line in book[field]:
                phrase, *also = line.split(" | ")
                right = {book["need"], *map(str.strip, also)}
                said = [match.id for match in lexicon.read_needs(phrase, field) if match.weight >= COUNTS]
                counts[field, "all"] += 1
                counts[field, "first"] += bool(said) and said[0] in right
                counts[field, "three"] += bool(right & set(said[:3]))
                counts[field, "silent"] += not said
                counts[field, "wrong"] += bool(said) and not right & set(said[:3])
    took = time.process_time() - start
    for field in filter(lambda field: counts[field, "all"], FIELDS):
        shares = ", ".join(
            f"{what} {counts[field, what] / counts[field, 'all']:.1%}" for what in ("first", "three", "silent", "wrong")
        )
        print(f"{field:10} {counts[field, 'all']:4} phrases: {shares}")
    total = sum(counts[field, "all"] for field in FIELDS)
    print(f"{took / total * 1e6:.0f} microseconds a phrase")


def nothing(lexicon: Lexicon, book: dict[str, Any]) -> None:
    """Phrases that speak of no need, or are not English: how many of them are read all the same."""
    read = [(field, line) for field in FIELDS for line in book[field]]
    said = sum(any(match.weight >= COUNTS for match in lexicon.read_needs(line, field)) for field, line in read)
    sure = sum(any(match.is_sure for match in lexicon.read_needs(line, field)) for field, line in read)
    print(f"nothing    {len(read):4} phrases: read {said / len(read):.1%}, built on {sure / len(read):.1%}")


def _loaded(path: Path) -> dict[str, Any]:
    book: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return book


def attachment(lexicon: Lexicon, book: dict[str, Any]) -> None:
    """How people behave in love: the style read first."""
    hit = wrong = total = 0
    for style, lines in book.items():
        for line in lines:
            cues = sorted(lexicon.read_attachment(line, "in_love"), key=lambda cue: -cue.weight)
            said = cues[0].style if cues and cues[0].weight >= COUNTS else "none"
            total += 1
            hit += said == style
            wrong += said not in (style, "none")
    print(f"attachment {total:4} lines: right {hit / total:.1%}, wrong {wrong / total:.1%}")


def conduct(lexicon: Lexicon, book: dict[str, Any]) -> None:
    """What two people do to each other: every category by itself."""
    found = meant = right = 0
    for label, lines in book.items():
        for line in lines:
            text, *also = line.split(" | ")
            wanted = {label, *map(str.strip, also)} - {"none"}
            said = {cue.style for cue in lexicon.read_conduct(text) if cue.weight >= COUNTS}
            found += len(said)
            meant += len(wanted)
            right += len(said & wanted)
    print(f"conduct    {meant:4} labels: found {right / meant:.1%}; of {found} said {right / max(1, found):.1%} meant")


if __name__ == "__main__":
    sys.exit(main())
