"""A quotation with a note of one's own. What is said to stand in an article is compared with it to the letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa.errors import QuoteGone
from qa.types import Citation, Document

NAME = 60  # characters of an id in a message


@dataclass(frozen=True, slots=True)
class QuotedAt:
    """Where somebody says that `text` stands: characters `start` to `end` of a document; and what is noted of it."""

    document: str
    start: int
    end: int
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation that stands in its document, and the note on it: "" where there is none."""

    citation: Citation
    note: str = ""


Find = Callable[[str], Document]
"""Gives the document of an id, and raises KeyError where there is none; such as `Index.document`."""


def quotes(find: Find, places: Sequence[QuotedAt]) -> list[Quote]:
    """The quotations at these places. Raises QuoteGone, which names the first that does not stand there."""
    found = []
    for number, (place, quote) in enumerate(zip(places, _looked_up(find, places), strict=True), start=1):
        if quote is None:
            name = "".join(
                char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in place.document[:NAME]
            )
            raise QuoteGone(
                f"quotation {number} does not stand in '{name}' at {place.start} to {place.end}: "
                "leave it out, or quote the article as it is now"
            )
        found.append(quote)
    return found


def standing(find: Find, places: Sequence[QuotedAt]) -> list[bool]:
    """Of each place, whether its text stands there to the letter."""
    return [quote is not None for quote in _looked_up(find, places)]


def _looked_up(find: Find, places: Sequence[QuotedAt]) -> Iterator[Quote | None]:
    known: dict[str, Document | None] = {}
    for number, place in enumerate(places, start=1):
        if place.document not in known:
            try:
                known[place.document] = find(place.document)
            except KeyError:
                known[place.document] = None
        document = known[place.document]
        yield None if document is None else _quote(document, place, number)


def _quote(document: Document, place: QuotedAt, number: int) -> Quote | None:
    try:
        return Quote(Citation(number, document, place.start, place.end, place.text), place.note)
    except ValueError:  # a citation that does not stand there cannot be made
        return None
