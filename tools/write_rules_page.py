"""Writes `docs/rules.md` from the rules themselves.

python tools/write_rules_page.py
"""

from pathlib import Path

from vault_companion.rulebook import rules_markdown

if __name__ == "__main__":
    Path(__file__).parents[1].joinpath("docs/rules.md").write_text(rules_markdown(), encoding="utf-8", newline="\n")
