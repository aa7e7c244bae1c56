"""Text of documents and users for a terminal: nothing in it steers the terminal."""

from __future__ import annotations


def safe(text: str) -> str:
    """`text` without characters that steer a terminal (escape sequences, bidirectional overrides)."""
    return "".join(
        c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" if c != "\t" else " " for c in text
    )
