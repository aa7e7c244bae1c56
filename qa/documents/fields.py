"""What every format shares: dates, titles, addresses, and the one place where a Document is made.

Guesses nothing: a date that can be read in two ways is None.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qa.errors import DocumentError
from qa.types import Document

TITLE_LENGTH = 100  # of a title made from a sentence: one line of a list of hits
FIELD_LENGTH = 300
URL_LENGTH = 2000  # what browsers and servers take; a shortened address would lead nowhere
ID_LENGTH = 1000
OPENING = 2000  # characters in which the first sentence is looked for

SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
BREAKS = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
MARKERS = re.compile(r"(?:#{1,6} |- |\d{1,2}\. )+")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", re.DOTALL | re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a format says about an article, as found: None or any value where it says nothing of use."""

    title: object = None
    date: object = None
    source: object = None
    url: object = None


def make_document(id: str, text: str, fields: Fields) -> Document:
    """The one place where a Document is made. Raises `DocumentError` if its text is blank or no valid Unicode."""
    if is_blank(text):
        raise DocumentError("no text in it")
    for value in (id, text):
        if not is_unicode(value):
            raise DocumentError("not valid Unicode: half of a surrogate pair stands alone")
    title = clean(fields.title) or first_sentence(text) or id
    return Document(id, title, text, clean(fields.source), parse_date(fields.date), clean_url(fields.url))


def is_unicode(text: str) -> bool:
    """False for text with lone surrogates, which no file or database can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_blank(text: str) -> bool:
    """True if nothing in it can be seen: white space, zero-width and control characters only."""
    return not text.strip() or all(char.isspace() or unicodedata.category(char) in ("Cc", "Cf") for char in text)


def clean(value: object, limit: int = FIELD_LENGTH) -> str | None:
    """One line of at most `limit` characters, or None: `" The\\nVale  Gazette "` -> `"The Vale Gazette"`."""
    if not isinstance(value, str) or is_blank(value):
        return None
    line = SPACES.sub(" ", value.encode("utf-8", "replace").decode()).strip()
    return shorten(line, limit)


def clean_url(value: object) -> str | None:
    """An http(s) address, or None."""
    if not isinstance(value, str) or len(value) > URL_LENGTH or not is_unicode(value):
        return None
    address = value.strip()
    return address if re.fullmatch(r"https?://[^\s<>\"\x00-\x20\x7f-\x9f]+", address, re.IGNORECASE) else None


def shorten(line: str, limit: int) -> str:
    """Cut at a word: `("The harbour council met", 12)` -> `"The harbour…"`."""
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    words = head if line[limit - 1] == " " else head.rpartition(" ")[0]
    return (words or head).rstrip() + "…"


def first_sentence(text: str) -> str | None:
    """A title for an article that has none: its first sentence, shortened."""
    return next((shorten(line, TITLE_LENGTH) for line in _opening_sentences(text)), None)


def _opening_sentences(text: str) -> Iterator[str]:
    import sentencex

    for paragraph in BREAKS.split(text.lstrip()[:OPENING]):
        # sentencex panics on some white space, so it is shown plain spaces only.
        plain = re.sub(r"[^\S\r\n]", " ", MARKERS.sub("", paragraph.strip(), count=1))
        for sentence in sentencex.segment("en", plain):
            if (line := clean(sentence)) is not None:
                yield line


def parse_date(value: object) -> datetime.date | None:
    """The day that a text names in full and in one way only, else None.

    "2025-12-05T10:30:00Z", "5 December 2025" and "25/12/2025" are days; "03/04/2025", "Dec 2025" and "5.12.25" are not.
    """
    if not isinstance(value, str) or len(value) > TITLE_LENGTH:
        return None
    text = value.strip()
    if parts := ISO.fullmatch(text) or YEAR_FIRST.fullmatch(text):
        try:
            return datetime.date(*(int(part) for part in parts.groups()))
        except ValueError:
            return None
    return _worded_date(text) if YEAR.search(text) else None


def _worded_date(text: str) -> datetime.date | None:
    from dateutil import parser

    # Parsed twice, with the day first and last and with other defaults: what is missing or ambiguous differs.
    defaults = datetime.datetime(2000, 1, 1), datetime.datetime(2001, 2, 2)
    try:
        one = parser.parse(text, default=defaults[0], dayfirst=False, ignoretz=True).date()
        two = parser.parse(text, default=defaults[1], dayfirst=True, ignoretz=True).date()
    except (ValueError, OverflowError, TypeError):  # what dateutil raises on text that is no date
        return None
    return one if one == two else None


def one_line(value: object) -> str:
    """Somebody else's error message, fit for a report."""
    return clean(str(value)) or "no reason given"
