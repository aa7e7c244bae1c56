"""RIS: one entry an article, a line a field, the quotations as notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.keep.references.articles import by_article, in_words, one_line
from qa.keep.references.quote import Quote
from qa.types import Document


def written(quotes: Sequence[Quote]) -> bytes:
    """The file, in UTF-8."""
    lines = [line for key, article, quoted in by_article(quotes) for line in _entry(key, article, quoted)]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _entry(key: str, article: Document, quoted: Sequence[Quote]) -> Iterator[str]:
    yield _field("TY", "NEWS" if article.source else "GEN")
    yield _field("ID", key)
    yield _field("TI", article.title)
    if article.source:
        yield _field("T2", article.source)
    if article.date:
        yield _field("PY", f"{article.date:%Y}")
        yield _field("DA", f"{article.date:%Y/%m/%d}/")  # the slash behind it opens a season, which none has
    if article.url:
        yield _field("UR", article.url)
    yield from (_field("N1", in_words(quote)) for quote in quoted)
    yield "ER  - "
    yield ""


def _field(tag: str, value: str) -> str:
    # A value is all that stands behind the tag to the end of its line: what looks like a tag within it is none.
    return f"{tag}  - {one_line(value)}"
