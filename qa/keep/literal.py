"""Text of documents and users as Markdown that shows it literally. Knows no answer and no page."""

from __future__ import annotations

import datetime
import re

# Control characters, bidirectional overrides and isolates (they would turn the text around them), lone surrogates.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# What shows nothing, alone or in a row: spaces, and what Unicode calls default-ignorable. Inside a text they join
# letters, emoji and lines, so they stay where anything else is seen.
_BLANK = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What means something to Markdown inside a line, or to those who make links of whatever looks like an address...
_MEANT = re.compile(r"([\\`*_\[\]<>|~$@]|&(?=[#\w])|:(?=//)|(?<=www)\.)", re.IGNORECASE)
# ...and at its beginning.
_BEGINNING = re.compile(r"^(?:\d{1,9}(?=[.)](?: |$))|(?=[#+=-]))")


def visible(text: str) -> str:
    """Give `text` without characters that steer a screen instead of standing on it; lines are trimmed.

    A text of which nothing at all would be seen is "".

    >>> visible(" two   spaces\\r\\nand a\\u202e line "), visible("\\u200b \\u3164")
    ('two spaces\\nand a line', '')
    """
    lines = re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)
    shown = "\n".join(" ".join(_UNSEEN.sub("", line).split()) for line in lines).strip()
    return "" if _BLANK.fullmatch(shown) else shown


def md(text: str) -> str:
    """Escape any text so that Markdown shows it literally: no markup, HTML, link or image can come out of it.

    CommonMark lets a backslash stand before every ASCII punctuation mark, so all of them get one; what is left that
    could mean something, indentation, is trimmed by `visible`.

    >>> md("<b> *x* 1. www.example.org")
    '\\\\<b\\\\> \\\\*x\\\\* 1\\\\. www\\\\.example\\\\.org'
    """
    return escaped(visible(text))


def line(text: str, limit: int | None = None) -> str:
    """Escape `text` as one line of at most `limit` characters, ending in "…" where it was cut."""
    return md(_joined(text, limit))


def _joined(text: str, limit: int | None) -> str:
    joined = " ".join(visible(text).split())
    if limit is not None and len(joined) > limit:
        joined = joined[:limit].rsplit(" ", 1)[0].rstrip(" .,;:") + "…"
    return joined


def readable(text: str, limit: int | None = None) -> str:
    """`line` with as few backslashes as possible, for Markdown that people may read as it is.

    >>> readable("1. It *rose* by 5.2 per cent (www.example.org)")
    '1\\\\. It \\\\*rose\\\\* by 5.2 per cent (www\\\\.example.org)'
    """
    # In this order: a backslash that `_BEGINNING` put in would be escaped in its turn.
    return _BEGINNING.sub(r"\g<0>\\", _MEANT.sub(r"\\\1", _joined(text, limit)))


def emphasis(shown: str) -> str:
    """Escaped text in italics; nothing where it is empty, since marks around nothing are text, or a rule, and marks
    beside a space are text.

    >>> emphasis("rain"), emphasis("")
    ('*rain*', '')
    """
    return f"*{text}*" if (text := shown.strip()) else ""


def strong(shown: str) -> str:
    """Escaped text in bold; nothing where it is empty, as in `emphasis`."""
    return f"**{text}**" if (text := shown.strip()) else ""


def heading(level: int, shown: str) -> str:
    """Escaped text as a heading; nothing where it is empty, as in `emphasis`."""
    return f"{'#' * level} {text}" if (text := shown.strip()) else ""


def paragraphs(*blocks: str) -> str:
    """Blocks of Markdown with an empty line between; what is shown as nothing is no block."""
    return "\n\n".join(filter(None, blocks))


def escaped(text: str) -> str:
    """A backslash before every ASCII punctuation mark, and nothing else changed."""
    return _PUNCTUATION.sub(r"\\\1", text)


def day(date: str | None) -> str:
    """Show an ISO date as people write it; anything else as it stands.

    >>> day("2025-12-05")
    '5 Dec 2025'
    """
    try:
        parsed = datetime.date.fromisoformat(date or "")
    except ValueError:
        return date or ""
    return f"{parsed.day} {parsed:%b %Y}"  # not %-d, which Windows does not know
