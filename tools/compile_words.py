"""Compiles what the program reads words with: `data/likeness.json` and `data/patterns.json`.

    python tools/compile_words.py            write both (a minute or two)
    python tools/compile_words.py --check    exit 1 if they are not of this phrasebook, these lists and this program

`patterns.json` says by which word each entry of the lists is found. `likeness.json` is learnt from the phrasebook and
the lists: which words speak for which need.

One linear classifier a class: a support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et
al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008). It uses nothing but + - * / and square roots
of double floats in a fixed order, which every machine rounds alike; what it writes are whole numbers.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from math import sqrt
from pathlib import Path

import yaml

from vault_companion.words.features import features_of
from vault_companion.words.index import table_of
from vault_companion.words.likeness import FILE, SCALE, SQUARE
from vault_companion.words.lists import TABLES, digest_of, entries_of_all
from vault_companion.words.load import LISTS, entries, needs_data
from vault_companion.words.normalise import normalise

DATA = Path(__file__).resolve().parents[1] / "vault_companion" / "data"
BOOK = DATA / "phrasebook"
PENALTY = 0.3
ROUNDS = 12
FEWEST_PAIRS = 2
"""In how many phrases a pair of neighbours must stand to count."""
LEAST_WEIGHT = 4
"""What says less than this for or against a class is left out: it changes no reading and fills the file."""
MOST_READINGS = 4
"""How many readings of an entry with alternatives are learnt from."""

Example = tuple[str, frozenset[str]]
"""A phrase and everything it may be called."""


def main() -> int:
    """Write the file, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    tables = {name: {"entries": digest_of(listed), **table_of(listed)} for name, listed in entries_of_all().items()}
    source = digest_of_source()
    target = DATA / FILE
    if check:
        fresh = target.exists() and json.loads(target.read_text(encoding="utf-8"))["source"] == source
        return 0 if fresh and (DATA / TABLES).read_text(encoding="utf-8") == _json(tables) else 1
    (DATA / TABLES).write_text(_json(tables), encoding="utf-8", newline="\n")
    learnt = learn([*phrases(), *list_phrases()])
    target.write_text(_json({"source": source, **learnt}), encoding="utf-8", newline="\n")
    return 0


def _json(value: object) -> str:
    """One line a word, so that a change can be reviewed."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace('],"', '],\n"') + "\n"


def digest_of_source() -> str:
    """A digest of all that the weights depend on: the phrasebook, the lists and the code that reads them."""
    words = DATA.parent / "words"
    files = [*sorted(BOOK.glob("*.yaml")), DATA / "needs.yaml", Path(__file__)]
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


def learn(examples: Sequence[Example]) -> dict[str, object]:
    """The weights of every class as whole numbers, in the form that `words.likeness` reads."""
    found = [(features_of(normalise(phrase)), labels) for phrase, labels in examples]
    counts = Counter(feature for features, _ in found for feature in features)
    kept = sorted(feature for feature, count in counts.items() if count >= FEWEST_PAIRS or " " not in feature)
    numbers = {feature: number for number, feature in enumerate(kept)}
    values = [1 / sqrt(sqrt(counts[feature])) for feature in kept]
    rows = [_row(features, numbers, values) for features, _ in found]
    classes = sorted({label for _, labels in found for label in labels})
    columns = [_separate(rows, [label in labels for _, labels in found], len(kept)) for label in classes]
    weights = {}
    for feature, number in numbers.items():
        pairs = [(at, round(SCALE * column[number] * values[number])) for at, column in enumerate(columns)]
        square = max(1, round(SQUARE * values[number] * values[number]))
        telling = [part for pair in pairs if abs(pair[1]) >= LEAST_WEIGHT for part in pair]
        if telling:
            weights[feature] = [square, *telling]
    return {"classes": classes, "weights": weights, "base": [round(SCALE * column[-1]) for column in columns]}


def _row(features: Iterable[str], numbers: dict[str, int], values: list[float]) -> list[tuple[int, float]]:
    """A phrase as numbers and values, of length one, and a last value that every phrase has."""
    known = sorted(numbers[feature] for feature in features if feature in numbers)
    length = sqrt(sum(values[number] * values[number] for number in known)) or 1.0
    return [*((number, values[number] / length) for number in known), (len(values), 1.0)]


def _separate(rows: Sequence[list[tuple[int, float]]], is_one: Sequence[bool], size: int) -> list[float]:
    """The weights that part the phrases of a class from all others; the last is that of every phrase."""
    weights = [0.0] * (size + 1)
    alphas = [0.0] * len(rows)
    slack = 0.5 / PENALTY
    curves = [sum(value * value for _, value in row) + slack for row in rows]
    order = list(range(len(rows)))
    shuffle = random.Random(1).shuffle  # noqa: S311 - an order, not a secret
    for _ in range(ROUNDS):
        shuffle(order)
        for at in order:
            sign = 1.0 if is_one[at] else -1.0
            row = rows[at]
            score = 0.0
            for number, value in row:
                score += weights[number] * value
            old = alphas[at]
            new = old - (sign * score - 1.0 + slack * old) / curves[at]
            if new < 0.0:
                new = 0.0
            if new != old:
                step = (new - old) * sign
                alphas[at] = new
                for number, value in row:
                    weights[number] += step * value
    return weights


if __name__ == "__main__":
    sys.exit(main())
