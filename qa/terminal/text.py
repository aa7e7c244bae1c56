"""Text of documents and users for a terminal: nothing in it steers the terminal."""

from __future__ import annotations

import json
import re

# They mark where a word may break or how letters join: seen by nobody, and common on web pages.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def safe(text: str) -> str:
    """`text` without characters that steer a terminal (escape sequences, bidirectional overrides); lines stay."""
    return "".join(
        c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" if c != "\t" else " "
        for c in text.translate(_UNSEEN)
    )


def line(text: str) -> str:
    """The same in one line, for a name or a title: a line of its own could pass for one of ours.

    >>> line("a\\n[2] b")
    'a [2] b'
    """
    return " ".join(safe(text).split())


def safe_json(value: object) -> str:
    """JSON that reads well and steers nothing: what cannot be seen is written as its number."""
    return re.sub(r"[^\n -~]", _escaped, json.dumps(value, ensure_ascii=False, indent=2))


def print_json(value: object) -> None:
    """Print such JSON."""
    print(safe_json(value))


def _escaped(match: re.Match[str]) -> str:
    return match[0] if match[0].isprintable() else json.dumps(match[0])[1:-1]
