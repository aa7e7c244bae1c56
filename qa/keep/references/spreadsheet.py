"""CSV: one row a quotation, in the order in which they are given."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from qa.keep.cells import plain
from qa.keep.references.quote import Quote

HEAD = ("quotation", "note", "article", "source", "date", "url", "document", "start", "end")


def written(quotes: Sequence[Quote]) -> bytes:
    """The file, in UTF-8 with the mark by which Excel knows it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEAD)
    writer.writerows(map(_row, quotes))
    return stream.getvalue().encode("utf-8-sig", "replace")


def _row(quote: Quote) -> list[object]:
    citation = quote.citation
    article = citation.document
    date = article.date.isoformat() if article.date else ""
    cells = (citation.text, quote.note, article.title, article.source or "", date, article.url or "", article.id)
    return [*map(plain, cells), citation.start, citation.end]
