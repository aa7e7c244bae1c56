"""Cells of spreadsheets: what one may hold so that nothing of it is run."""

from __future__ import annotations

# A spreadsheet would take a cell that begins like this for a formula, and run it.
_RUN = ("=", "+", "-", "@", "\t", "\r")


def plain(value: object) -> object:
    """A text that a spreadsheet would run gets an apostrophe before it; anything else is given back as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN) else value
