"""Quotations of a written sentence, which have to stand in the articles to the letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.english.quotations.marks import quoted
from qa.english.wording import to_the_letter
from qa.english.written import Written
from qa.gate import Ground

# One word in quotation marks names a thing, or keeps its distance.
WORDS = 2


def altered(written: str, grounds: Sequence[Ground]) -> list[str]:
    """The quotations that stand in no ground as they are written; what an ellipsis parts may stand apart.

    >>> altered("She said “we will wait”.", [Ground("“We shall wait,” she said.", 0, 26)])
    ['we will wait']
    """
    texts = [Written.of(each.text) for each in grounds]
    return [quote for quote in _quotations(written) if not any(_stands(quote, text) for text in texts)]


def without_quotations(text: str) -> str:
    """A text whose quotations are left out."""
    for span in reversed(quoted(text, [(0, len(text))])):
        text = text[: span.outer_start] + text[span.outer_end :]
    return text


def _quotations(written: str) -> Iterator[str]:
    for span in quoted(written, [(0, len(written))]):
        quote = written[span.start : span.end]
        if len(Written.of(quote).words) >= WORDS:
            yield quote


def _stands(quote: str, text: Written) -> bool:
    pieces = Written.of(quote).pieces()
    return bool(pieces) and all(to_the_letter(piece, text) is not None for piece in pieces)
