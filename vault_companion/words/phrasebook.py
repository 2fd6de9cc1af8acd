"""The phrasebook itself: looked into only when somebody asks what a phrase is like."""

from __future__ import annotations

from vault_companion.data import load
from vault_companion.words.features import features_of
from vault_companion.words.likeness import likeness
from vault_companion.words.normalise import normalise

FIELDS = ("needs", "offers", "flaws")


def example_like(phrase: str, need: str) -> str:
    """Of the book's phrases about a need, the one whose words speak most for reading `phrase` so; "" if none does."""
    shares = {feature: share for share, feature in likeness().shares(features_of(normalise(phrase)), need) if share > 0}
    best, most = "", 0
    book = load(f"phrasebook/{need}.yaml")
    for field in FIELDS:
        for line in book[field]:
            example = line.partition(" | ")[0]
            share = sum(shares.get(feature, 0) for feature in features_of(normalise(example)))
            if share > most:
                best, most = example, share
    return best
