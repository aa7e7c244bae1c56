"""Answers, hits and reports as JSON: one schema for `--json` of the commands and the HTTP API.

Field names follow the Python types. Dates are ISO strings or null, offsets are code points.
"""
# No `from __future__ import annotations`: Gradio reads these types at run time to publish the schema.

from typing_extensions import TypedDict

from qa.types import Answer, BuildReport, Citation, Document, Hit


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


class SkippedJSON(TypedDict):
    """A file, or a row of one, that was not indexed, and why."""

    file: str
    reason: str


class ReportJSON(TypedDict):
    """What a build did, counted in documents; `embedded` counts passages."""

    documents: int
    passages: int
    added: int
    changed: int
    removed: int
    unchanged: int
    embedded: int
    skipped: list[SkippedJSON]
    seconds: float
    generation: int


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


def report_json(report: BuildReport) -> ReportJSON:
    return ReportJSON(
        documents=report.documents,
        passages=report.passages,
        added=report.added,
        changed=report.changed,
        removed=report.removed,
        unchanged=report.unchanged,
        embedded=report.embedded,
        skipped=[SkippedJSON(file=item.file, reason=item.reason) for item in report.skipped],
        seconds=round(report.seconds, 3),
        generation=report.generation,
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
