"""Lists that a line and not a heading introduces: `Relationships:` or `**Relationships**` with bullets below it."""

from __future__ import annotations

from vault_companion.cast.terms import Terms
from vault_companion.notes.blocks import Section
from vault_companion.notes.fields import Entry
from vault_companion.notes.scan import plain


class Openers:
    """Follows one section's entries, in their order, and knows which of them stand in such a list about others."""

    def __init__(self, section: Section, terms: Terms) -> None:
        """In a section about a trait, such as `Fears`, a line `Family` is one of them and begins no list."""
        self._terms = terms
        self._barred = any(terms.is_trait(heading) for heading in (section.heading, *section.above))
        self._kind = ""
        self._depth: int | None = None

    def begins(self, entry: Entry) -> bool:
        """Whether this entry is a line that begins one; to be asked once of each entry."""
        if self._depth is not None and not self._is_below(entry):
            self._depth = None
        says = plain(entry.whole).strip(" \t:：")
        is_alone = not (entry.label and entry.text) and entry.kind in ("paragraph", "item")
        if self._barred or self._depth is not None or not is_alone or not self._terms.is_about_others(says):
            return False
        self._kind, self._depth = self._terms.heading_kind(says), entry.depth
        return True

    @property
    def kind(self) -> str | None:
        """The kind that the list gives its items, "" for none; None where the last entry stands in no such list."""
        return None if self._depth is None else self._kind

    def _is_below(self, entry: Entry) -> bool:
        return self._depth is not None and entry.depth > self._depth
