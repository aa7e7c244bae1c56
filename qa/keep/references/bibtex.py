"""BibTeX: one entry an article, the quotations as `annote`, which styles of bibliographies do not print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.keep.references.articles import by_article, in_words, one_line
from qa.keep.references.quote import Quote
from qa.types import Document

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

# BibTeX counts braces before TeX sees a backslash, so none of a text may stay one.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&%#_"},
}
_ESCAPED = re.compile(r"[\\{}~^$&%#_]")
_IN_URL = re.compile(r"[\\{}]")


def written(quotes: Sequence[Quote]) -> bytes:
    """The file, in UTF-8."""
    return "\n".join(_entry(key, article, quoted) for key, article, quoted in by_article(quotes)).encode()


def _entry(key: str, article: Document, quoted: Sequence[Quote]) -> str:
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(article, quoted))
    return f"@{'article' if article.source else 'misc'}{{{key},\n{fields}\n}}\n"


def _fields(article: Document, quoted: Sequence[Quote]) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{_tex(article.title)}}}}}"  # the inner braces keep capitals as they are
    if article.source:
        yield "journal", f"{{{_tex(article.source)}}}"
    if article.date:
        yield "year", f"{{{article.date.year:04d}}}"
        yield "month", MONTHS[article.date.month - 1]
        yield "day", f"{{{article.date.day}}}"
    if article.url:
        yield "url", f"{{{_IN_URL.sub(lambda char: f'%{ord(char[0]):02X}', article.url)}}}"
    yield "annote", f"{{{_tex('; '.join(map(in_words, quoted)))}}}"


def _tex(text: str) -> str:
    return _ESCAPED.sub(lambda char: _ESCAPES[char[0]], one_line(text))
