"""The words of a text as they are indexed and compared: lower case, without accents, stemmed."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tantivy

LONGEST_WORD = 60


def terms(text: str) -> list[str]:
    """The words of a text in order, each stemmed by the rules of English (Snowball's "Porter 2").

    >>> terms("Opening BRIDGES in Győr")
    ['open', 'bridg', 'in', 'gyor']
    """
    return list(analyzer().analyze(text))


@functools.cache
def analyzer() -> tantivy.TextAnalyzer:
    """What makes terms of a text, for those that hand whole texts to tantivy."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD)).filter(Filter.lowercase())
    )
    return builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("english")).build()


@functools.cache
def fingerprint() -> str:
    """A hash of what decides how words are stemmed: an index of other words does not find these.

    The release of tantivy is a part of it: 0.26 stems "organization" otherwise than 0.27.
    """
    import tantivy

    return hashlib.sha256(Path(__file__).read_bytes() + str(vars(tantivy)["__version__"]).encode()).hexdigest()
