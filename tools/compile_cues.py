"""Compiles the cue book, `data/cuebook/`, into `data/cues.json`: which words speak for which cue.

    python tools/compile_cues.py            write it (half a minute)
    python tools/compile_cues.py --check    exit 1 if it is not of this cue book and this program

How it is learnt is in `tools/learning.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

import learning

from vault_companion.words.cuelike import FILE, Families, cue_features
from vault_companion.words.normalise import token_of

DATA = Path(__file__).resolve().parents[1] / "vault_companion" / "data"
BOOK = DATA / "cuebook"
KINDS = ("attachment", "conduct")
PENALTY = 0.5
FEWEST_PAIRS = 2

Example = tuple[str, frozenset[str]]


def main() -> int:
    """Write the file, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    source = digest_of_source()
    target = DATA / FILE
    if check:
        return 0 if target.exists() and json.loads(target.read_text(encoding="utf-8"))["source"] == source else 1
    learnt = {}
    for kind in KINDS:
        families = families_of(kind)
        found = learning.learn(
            [(cue_features(line, families), labels) for line, labels in lines(kind)], PENALTY, FEWEST_PAIRS
        )
        learnt[kind] = {"families": families, **found}
    text = json.dumps({"source": source, **learnt}, separators=(",", ":"))
    target.write_text(text.replace('","', '",\n"') + "\n", encoding="utf-8", newline="\n")
    return 0


def digest_of_source() -> str:
    """A digest of all that the weights depend on: the cue book and the code that reads it."""
    words = DATA.parent / "words"
    files = [*sorted(BOOK.glob("*.yaml")), Path(__file__), Path(learning.__file__)]
    files += [words / name for name in ("cuelike.py", "features.py", "normalise.py", "stem.py", "folding.py")]
    digest = sha256()
    for file in files:
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def families_of(kind: str) -> Families:
    """The families of each stem: those of every kind, and those of this one."""
    found: dict[str, set[str]] = {}
    for path in (BOOK / "families.yaml", BOOK / f"families_{kind}.yaml"):
        book: Mapping[str, str] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
        for family, words in book.items():
            for word in words.split():
                token = token_of(word)
                if token and not token.barrier:
                    found.setdefault(token.stem, set()).add(family)
    return {stem: sorted(names) for stem, names in sorted(found.items())}


def lines(kind: str) -> Iterator[Example]:
    """The lines of one kind: each with its style and its group in the style, or with all its categories."""
    for path in sorted(BOOK.glob(f"{kind}_*.yaml")):
        book = yaml.safe_load(path.read_text(encoding="utf-8"))
        style = book.pop("style", None)
        for label, found in book.items():
            labels = {label} if style in (None, label) else {style, f"{style}.{label}"}
            for line in found:
                text, *also = line.split(" | ")
                yield text, frozenset({*labels, *map(str.strip, also)})


if __name__ == "__main__":
    sys.exit(main())
