"""Text files (.txt). The news form: `date 2025-12-05`, paragraphs, `Based On ANI Report`; both outer lines may be
missing. Or a head of another form (`head.py`) and paragraphs.

The text of the document is the exact slice of the file between them, after the lines of a head that stay text, but for
words that were cut at the ends of lines, which are whole. A line that does not fit the form stays text.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from qa.documents import exports, head
from qa.documents.encoding import decode
from qa.documents.fields import BREAKS, OPENING, TITLE_LENGTH, Fields, first_sentence, make_document
from qa.documents.hyphens import unbroken
from qa.errors import DocumentError
from qa.types import Document

DATE_LINE = re.compile(r"[^\S\r\n]*date[^\S\r\n]+(\d{4}-\d\d-\d\d)[^\S\r\n]*(?=[\r\n]|\Z)", re.IGNORECASE)
# A name begins with a capital or a digit, so "Based on the full report" and the like stay sentences.
SOURCE_LINE = re.compile(r"\s*(?i:based on)\s+([A-Z0-9][^\r\n]{0,80}?)\s+(?i:report)\s*")

OPENS = re.compile(r"\s*[\"“‘']?[^\W_a-z]")
SHORT = 0.6  # of the longest line under a title


def load(data: bytes, id: str) -> Document:
    """Read a .txt file."""
    text = decode(data)
    if re.match(r"\s*<(?:!doctype html|html)\b", text[:1000], re.IGNORECASE):
        raise DocumentError("an HTML page named .txt: rename it to .html")
    if exports.split(text):  # what stands at its head belongs to the first of its articles
        return make_document(id, text, Fields())
    start, end, fields = split(text)
    found = head.read(text, start, end, fields)
    if found is None:
        body = unbroken(text[start:end])
        return make_document(id, body, replace(fields, title=title_line(body)))
    start, end = _trim(text, found.start, end)
    body, stated = unbroken(text[start:end]), found.fields
    title = stated.title or title_line(body) or first_sentence(body)
    return make_document(id, "\n\n".join([*found.kept, body]), replace(stated, title=title))


def title_line(text: str) -> str | None:
    """The first line where it is a title without a blank line under it: short, without a stop, and no wrapped line, as
    a much longer one follows that begins with a capital."""
    lines = BREAKS.split(text.lstrip()[:OPENING], maxsplit=1)[0].splitlines()
    if len(lines) < 2 or not OPENS.match(lines[1]):
        return None
    first = lines[0].strip()
    fits = 0 < len(first) <= min(TITLE_LENGTH, SHORT * max(map(len, lines[1:])))
    return first if fits and not head.FINAL.search(first) else None


def split(text: str) -> tuple[int, int, Fields]:
    """Where the article stands in `text`, and the date and source that the lines around it name."""
    date = source = None
    start, end = _trim(text, 0, len(text))
    if (line := DATE_LINE.match(text, start, end)) and _is_day(line[1]):
        date = line[1]
        start, end = _trim(text, line.end(), end)
    last = max(text.rfind("\n", start, end), text.rfind("\r", start, end), start - 1) + 1
    if line := SOURCE_LINE.fullmatch(text, last, end):
        source = line[1]
        start, end = _trim(text, start, last)
    return start, end, Fields(date=date, source=source)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the blank lines at both ends; the first and the last line keep their spaces."""
    first = end - len(text[start:end].lstrip())
    stop = start + len(text[start:end].rstrip())
    start = max(text.rfind("\n", start, first), text.rfind("\r", start, first), start - 1) + 1
    while stop < end and text[stop] not in "\r\n":
        stop += 1
    return start, max(start, stop)  # nothing but blank lines: both ends meet


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
