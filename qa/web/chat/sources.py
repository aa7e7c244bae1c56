"""The sources under an answer, and the marks in it, as Markdown: links that open an article at a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from qa.keep.literal import day, emphasis, line, strong
from qa.keep.schema import CitationJSON, DocumentJSON

TITLE_CHARACTERS = 160
ANCHOR_CHARACTERS = 48
"""A link repeats how its sentence begins, so that the page notices when the article has changed under it."""
WORD_JOINER = "\u2060"
"""Keeps a mark on the line of its sentence."""
COPIES_EACH = 2
"""More articles that hold a sentence than so many share a line."""


def sources_of(citations: Sequence[CitationJSON]) -> str:
    """One list item per article, in the order of its first citation."""
    articles: dict[str, list[CitationJSON]] = {}
    for citation in citations:
        articles.setdefault(citation["document"]["id"], []).append(citation)
    return "\n".join(row for cited in articles.values() for row in _source(cited))


def _source(cited: Sequence[CitationJSON]) -> Iterator[str]:
    document = cited[0]["document"]
    told = (strong(title_of(document)), origin_of(document), "".join(map(mark_of, cited)))
    yield "- " + " ".join(filter(None, told))
    for citation in cited:
        yield from _also(citation)


def _also(citation: CitationJSON) -> Iterator[str]:
    """Where else the sentence stands: an item each, or one for many."""
    copies = []
    for copy in citation["also"]:
        there = link_to(copy["document"], copy["start"], copy["end"], citation["text"])
        copies.append(" ".join(filter(None, [there, origin_of(copy["document"])])))
    if len(copies) > COPIES_EACH:
        yield f"  - Also in {len(copies)} articles: " + "; ".join(copies)
    else:
        yield from (f"  - Also in {copy}" for copy in copies)


def title_of(document: DocumentJSON) -> str:
    """What an article is called on the page; never "", since a link without words cannot be followed."""
    return line(document["title"], TITLE_CHARACTERS) or line(document["id"], TITLE_CHARACTERS) or "Untitled"


def origin_of(document: DocumentJSON) -> str:
    """Where and when an article appeared, or "" when it does not say."""
    known = [part for part in (line(document["source"] or "", TITLE_CHARACTERS), line(day(document["date"]))) if part]
    return emphasis(" · ".join(known))


def mark_of(citation: CitationJSON) -> str:
    """The number of a citation, as a link to its sentence."""
    document, number = citation["document"], citation["number"]
    address = _address(document, citation["start"], citation["end"], citation["text"])
    return f'[{number}]({address} "Source {number}: {title_of(document)}")'


def link_to(document: DocumentJSON, start: int, end: int, text: str) -> str:
    """The title of an article, as a link to `text`: characters `start` to `end` of it."""
    return f"[{title_of(document)}]({_address(document, start, end, text)})"


def _address(document: DocumentJSON, start: int, end: int, text: str) -> str:
    span = {"doc": document["id"], "s": f"{start}-{end}", "t": text[:ANCHOR_CHARACTERS]}
    return "?" + urlencode(span, errors="replace")  # what comes back from a browser may hold half a surrogate pair
