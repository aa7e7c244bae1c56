"""Markdown for people: a heading an article, its quotations as block quotes, the notes under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.keep.literal import day, emphasis, heading, paragraphs, readable
from qa.keep.references.articles import by_article, place_of
from qa.keep.references.quote import Quote
from qa.types import Document

TITLE_CHARACTERS = 160


def written(quotes: Sequence[Quote]) -> bytes:
    """The file, in UTF-8."""
    articles = ("\n\n".join(_article(article, quoted)) for _, article, quoted in by_article(quotes))
    return (paragraphs("# Quotations", *articles) + "\n").encode("utf-8", "replace")


def _article(article: Document, quoted: Sequence[Quote]) -> Iterator[str]:
    # Without a heading its quotations would read as those of the article before.
    yield heading(2, readable(article.title, TITLE_CHARACTERS) or readable(article.id) or "…")
    date = article.date.isoformat() if article.date else None
    facts = (article.source or "", day(date), article.url or "", article.id)
    yield ", ".join(filter(None, map(readable, facts)))
    for quote in quoted:
        yield f"> {readable(quote.citation.text) or '…'}  \n> {emphasis(place_of(quote))}"
        if note := readable(quote.note):
            yield note
