"""Quotations by article, as lists of references name them: one entry an article, its quotations as notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import count

from qa.keep.references.quote import Quote
from qa.types import Document

# What says nothing at the beginning of a title.
_SMALL = frozenset("a an and as at by for from how in is it of on or the to what when where who why with".split())
_WORD = re.compile(r"[a-z0-9]+")
KEY = 24  # characters of a part of a key


def by_article(quotes: Sequence[Quote]) -> list[tuple[str, Document, list[Quote]]]:
    """For each article, in the order of its first quotation: its key, and its quotations in the order of the text.

    Keys are like `coastalherald2025harbour`, of letters and digits, no two alike.
    """
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        found.setdefault(quote.citation.document.id, []).append(quote)
    taken: set[str] = set()
    articles = []
    for quoted in found.values():
        document = quoted[0].citation.document
        key = _free(_key(document), taken)
        taken.add(key)
        articles.append((key, document, sorted(quoted, key=lambda each: (each.citation.start, each.citation.end))))
    return articles


def in_words(quote: Quote) -> str:
    """A quotation, its place and its note as one line: `“It cost 3 euros.” (bridge.txt, characters 4 to 20) A note`."""
    citation = quote.citation
    place = f"({one_line(citation.document.id)}, {place_of(quote)})"
    return " ".join(filter(None, [f"“{one_line(citation.text)}”", place, one_line(quote.note)]))


def place_of(quote: Quote) -> str:
    """`characters 120 to 198`, counted from 0, the end not included, as everywhere."""
    return f"characters {quote.citation.start} to {quote.citation.end}"


def one_line(text: str) -> str:
    """Text with its white space as single spaces, for forms of which a value is a line. Control characters are left
    out; half of a surrogate pair becomes a question mark."""
    spaced = "".join(" " if char.isspace() else char for char in text)
    kept = "".join(char for char in spaced if unicodedata.category(char) != "Cc")
    return re.sub(" {2,}", " ", kept.encode("utf-8", "replace").decode()).strip()


def _key(document: Document) -> str:
    words = [word for word in _ascii(document.title) if word not in _SMALL]
    source = "".join(_ascii(document.source or ""))
    year = str(document.date.year) if document.date else ""
    return f"{source[:KEY]}{year}{words[0][:KEY] if words else ''}" or "article"


def _ascii(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower())


def _free(key: str, taken: set[str]) -> str:
    """The key itself, or with the first number behind it that makes it one of its own."""
    return key if key not in taken else next(other for n in count(2) if (other := f"{key}-{n}") not in taken)
