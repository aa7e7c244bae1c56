"""One article with the places of what was looked for, and a few sentences that hold the most of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.index.index import Index
from qa.search.find.places import apart, places
from qa.search.find.terms import Term
from qa.types import Document, FoundArticle, Place, Sentence

MOST_SPANS = 1000
SENTENCES = 3
# So many passages of an article, from the first that holds a place on, are looked through for sentences.
PASSAGES = 40


def article_with(index: Index, number: int, wanted: Sequence[Term]) -> FoundArticle:
    """The article of this number. Raises IndexInvalid."""
    numbers = index.article_numbers
    first, end = (int(row) for row in np.searchsorted(numbers, [number, number + 1]))
    ((document, _),) = index.store.fetch([first])
    standing = places(wanted, document.text)
    sentences = _sentences(index, range(first, end), standing)
    return _found(document, wanted, standing, sentences)


def document_with(document: Document, wanted: Sequence[Term]) -> FoundArticle:
    """A document with its places, without sentences."""
    return _found(document, wanted, places(wanted, document.text), ())


def _found(
    document: Document,
    wanted: Sequence[Term],
    standing: Sequence[tuple[Place, Term]],
    sentences: tuple[Sentence, ...],
) -> FoundArticle:
    spans, title = apart(standing), apart(places(wanted, document.title))
    return FoundArticle(document, len(spans), tuple(spans[:MOST_SPANS]), tuple(title), sentences)


def _sentences(index: Index, rows: range, standing: Sequence[tuple[Place, Term]]) -> tuple[Sentence, ...]:
    """The sentences with the most different terms, of equal ones the first, in the order of the text."""
    held: dict[Sentence, set[Term]] = {}
    at = 0
    looked = 0
    for start in range(rows.start, rows.stop, PASSAGES):
        if at >= len(standing) or looked >= PASSAGES:
            break
        for _, passage in index.store.fetch(range(start, min(start + PASSAGES, rows.stop))):
            looked += bool(held)
            for sentence in passage.sentences:
                while at < len(standing) and standing[at][0].start < sentence.end:
                    span, term = standing[at]
                    if span.start >= sentence.start:
                        held.setdefault(sentence, set()).add(term)
                    at += 1
    best = sorted(held, key=lambda sentence: (-len(held[sentence]), sentence.start))[:SENTENCES]
    return tuple(sorted(best, key=lambda sentence: sentence.start))
