"""What every format shares: titles, addresses, and the one place where a Document is made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qa.documents.days import parse_date
from qa.errors import DocumentError
from qa.types import Document

TITLE_LENGTH = 100  # of a title made from a sentence: one line of a list of hits
FIELD_LENGTH = 300
URL_LENGTH = 2000  # what browsers and servers take; a shortened address would lead nowhere
ID_LENGTH = 1000
OPENING = 2000  # characters in which the first sentence is looked for

SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
BREAKS = re.compile(r"(?>\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "null"),
    (bool, "true or false"),
    ((int, float), "a number"),
    (str, "a text"),
    (list, "a list"),
    (object, "an object"),
)
MARKERS = re.compile(r"(?:#{1,6} |- |\d{1,2}\. )+")


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

    for block in BREAKS.split(text.lstrip()[:OPENING]):
        # sentencex panics on some white space, so it is shown plain spaces only.
        marker = MARKERS.match(paragraph := block.strip())
        plain = re.sub(r"[^\S\r\n ]", " ", paragraph[marker.end() :] if marker else paragraph)
        for sentence in sentencex.segment("en", plain):
            if (line := clean(sentence)) is not None:
                yield line


def json_kind(value: object) -> str:
    """What a value of JSON is, as people who do not write Python call it: `[1]` -> `"a list"`."""
    return next(name for kinds, name in _KINDS if isinstance(value, kinds))
