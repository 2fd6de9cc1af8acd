"""Reads character notes, and writes what is going on between the people in them."""

__version__ = "0.1.0"
