"""Learns from labelled texts which features speak for which class.

One linear classifier a class: a support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et
al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008). It uses nothing but + - * / and square roots
of double floats in a fixed order, which every machine rounds alike; what it gives are whole numbers.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt

from vault_companion.words.linear import SCALE, SQUARE, row_of

ROUNDS = 12
LEAST_WEIGHT = 4
"""What says less than this for or against a class is left out: it changes no reading and fills the file."""

Labelled = tuple[frozenset[str], frozenset[str]]
"""The features of a text, and everything it may be called."""


def learn(texts: Sequence[Labelled], penalty: float, fewest_pairs: int) -> dict[str, object]:
    """The weights of every class, in the form that `words.linear` reads.

    Args:
        texts: What to learn from.
        penalty: How much a text on the wrong side costs: the more, the closer the texts are followed.
        fewest_pairs: In how many texts a pair of neighbours must stand to count.
    """
    counts = Counter(feature for features, _ in texts for feature in features)
    kept = sorted(feature for feature, count in counts.items() if count >= fewest_pairs or " " not in feature)
    numbers = {feature: number for number, feature in enumerate(kept)}
    values = [1 / sqrt(sqrt(counts[feature])) for feature in kept]
    known = [_row(features, numbers, values) for features, _ in texts]
    classes = sorted({label for _, labels in texts for label in labels})
    columns = [_separate(known, [label in labels for _, labels in texts], len(kept), penalty) for label in classes]
    rows = {}
    for feature, number in numbers.items():
        weights = [round(SCALE * column[number] * values[number]) for column in columns]
        telling = [weight if abs(weight) >= LEAST_WEIGHT else 0 for weight in weights]
        if any(telling):
            rows[feature] = row_of(max(1, round(SQUARE * values[number] * values[number])), telling)
    return {"classes": classes, "rows": rows, "base": [round(SCALE * column[-1]) for column in columns]}


def _row(features: Iterable[str], numbers: dict[str, int], values: list[float]) -> list[tuple[int, float]]:
    """A text as numbers and values, of length one, and a last value that every text has."""
    known = sorted(numbers[feature] for feature in features if feature in numbers)
    length = sqrt(sum(values[number] * values[number] for number in known)) or 1.0
    return [*((number, values[number] / length) for number in known), (len(values), 1.0)]


def _separate(
    rows: Sequence[list[tuple[int, float]]], is_one: Sequence[bool], size: int, penalty: float
) -> list[float]:
    """The weights that part the texts of a class from all others; the last is that of every text."""
    weights = [0.0] * (size + 1)
    alphas = [0.0] * len(rows)
    slack = 0.5 / penalty
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
