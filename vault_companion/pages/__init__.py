"""Readings become Markdown, with no decisions left."""
