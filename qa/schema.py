"""Answers and hits as JSON: one schema for `qa ask --json`, `qa search --json` and the HTTP API.

Field names follow the Python types. Dates are ISO strings or null, offsets are code points.
"""
# No `from __future__ import annotations`: Gradio reads these types at run time to publish the schema.

from typing_extensions import TypedDict

from qa.types import Answer, Citation, Document, Hit


class DocumentJSON(TypedDict):
    """An article without its text."""

    id: str
    title: str
    source: str | None
    date: str | None
    url: str | None


class CitationJSON(TypedDict):
    """A verbatim sentence: characters `start` to `end` of the document's text."""

    number: int
    document: DocumentJSON
    start: int
    end: int
    text: str


class HitJSON(TypedDict):
    """A passage that a search found."""

    document: DocumentJSON
    start: int
    end: int
    text: str
    score: float


class AnswerJSON(TypedDict):
    """A whole answer. `text` carries marks such as [1] that name a citation's number."""

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    citations: list[CitationJSON]
    hits: list[HitJSON]


def document_json(document: Document) -> DocumentJSON:
    return DocumentJSON(
        id=document.id,
        title=document.title,
        source=document.source,
        date=document.date.isoformat() if document.date else None,
        url=document.url,
    )


def citation_json(citation: Citation) -> CitationJSON:
    return CitationJSON(
        number=citation.number,
        document=document_json(citation.document),
        start=citation.start,
        end=citation.end,
        text=citation.text,
    )


def hit_json(hit: Hit) -> HitJSON:
    return HitJSON(
        document=document_json(hit.document), start=hit.start, end=hit.end, text=hit.text, score=round(hit.score, 4)
    )


def answer_json(answer: Answer) -> AnswerJSON:
    return AnswerJSON(
        question=answer.question,
        text=answer.text,
        short=answer.short,
        found=answer.found,
        confidence=round(answer.confidence, 4),
        citations=[citation_json(citation) for citation in answer.citations],
        hits=[hit_json(hit) for hit in answer.hits],
    )
