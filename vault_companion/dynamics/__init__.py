"""One pair becomes one Reading."""
