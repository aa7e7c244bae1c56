"""Word (.docx): a heading an article, its quotations in the style "Quote", the notes under them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from qa.keep.literal import day
from qa.keep.references.articles import by_article, place_of
from qa.keep.references.quote import Quote
from qa.types import Document

# What XML cannot hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SMALL = 8  # points


def written(quotes: Sequence[Quote]) -> bytes:
    """The file."""
    import docx

    document = docx.Document()
    document.core_properties.author = ""  # the template names the library
    document.core_properties.comments = ""
    document.core_properties.title = "Quotations"
    document.add_heading("Quotations", 0)
    for _, article, quoted in by_article(quotes):
        _add(document, article, quoted)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add(document: Any, article: Document, quoted: Sequence[Quote]) -> None:
    document.add_heading(_text(article.title or article.id), 1)
    date = article.date.isoformat() if article.date else None
    facts = filter(None, (article.source, day(date), article.url, article.id))
    document.add_paragraph(_text(", ".join(facts)))
    for quote in quoted:
        document.add_paragraph(_text(quote.citation.text), style="Quote")
        _small(document.add_paragraph(), place_of(quote))
        if quote.note.strip():
            document.add_paragraph(_text(quote.note))


def _small(paragraph: Any, text: str) -> None:
    from docx.shared import Pt

    paragraph.add_run(text).font.size = Pt(SMALL)


def _text(text: str) -> str:
    lines = text.replace("\r\n", "\n")  # else each of the two would be a break
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", lines)
