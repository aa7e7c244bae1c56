"""Answers, hits and reports as JSON: one schema for `--json` of the commands and the HTTP API.

Field names follow the Python types. Dates are ISO strings or null, offsets are code points.
"""
# No `from __future__ import annotations`: Gradio reads these types at run time to publish the schema.

import hashlib
from collections.abc import Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from qa.types import Account, Answer, BuildReport, Citation, Document, Event, Hit, Part, Window


class DocumentJSON(TypedDict):
    """An article without its text, of which `sha256` is the digest: see `text_digest`."""

    id: str
    title: str
    source: str | None
    date: str | None
    url: str | None
    sha256: str


class CopyJSON(TypedDict):
    """The same sentence in another article: characters `start` to `end` of that one's text."""

    document: DocumentJSON
    start: int
    end: int


class CitationJSON(TypedDict):
    """A verbatim sentence: characters `start` to `end` of the document's text. `also`: where else it stands."""

    number: int
    document: DocumentJSON
    start: int
    end: int
    text: str
    also: list[CopyJSON]


class HitJSON(TypedDict):
    """A passage that a search found."""

    document: DocumentJSON
    start: int
    end: int
    text: str
    score: float


class ListedJSON(TypedDict):
    """An article in a list. `file` is the one that it came from, `alone` whether nothing else did; `passages` is how
    many it has."""

    id: str
    title: str
    source: str | None
    date: str | None
    url: str | None
    passages: int
    file: str
    alone: bool


class DocumentsJSON(TypedDict):
    """A page of the articles that were asked for, and how many there are in all."""

    total: int
    documents: list[ListedJSON]


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


class WindowJSON(TypedDict):
    """The days that the question's own words, `text`, ask about: both included, null is open.

    `latest`: they ask for the newest of equally good answers. `held`: false when nothing within these days answered
    and all articles were searched instead.
    """

    text: str
    since: str | None
    until: str | None
    latest: bool
    held: bool


class AccountJSON(TypedDict):
    """One of several accounts that differ, and the numbers of the citations that say so."""

    value: str
    numbers: list[int]


class PartJSON(TypedDict):
    """One of several questions that were asked at once. `numbers` are those of the answer's citations it rests on."""

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    numbers: list[int]
    window: WindowJSON | None
    accounts: list[AccountJSON]


class EventJSON(TypedDict):
    """A dated sentence on a topic. `stated`: the day stands in the sentence, else it is that of the article."""

    day: str
    stated: bool
    citation: CitationJSON


class AnswerJSON(TypedDict):
    """A whole answer. `question` is what was searched, `text` carries marks such as [1] that name a citation's number.

    `accounts` are two or more, newest first, where reports differ. Where several questions were asked at once, `parts`
    holds the answer to each.
    """

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    citations: list[CitationJSON]
    hits: list[HitJSON]
    # Conversations and judgements that were kept by an earlier version lack these.
    window: NotRequired[WindowJSON | None]
    accounts: NotRequired[list[AccountJSON]]
    parts: NotRequired[list[PartJSON]]


def answer_json(answer: Answer, copies: Sequence[Sequence[Citation]] = ()) -> AnswerJSON:
    """`copies`: for each citation, the same sentence in other articles; none at all where nobody looked for them."""
    known = _Documents()
    also = copies or [()] * len(answer.citations)
    return AnswerJSON(
        question=answer.question,
        text=answer.text,
        short=answer.short,
        found=answer.found,
        confidence=round(answer.confidence, 4),
        citations=[_citation(citation, others, known) for citation, others in zip(answer.citations, also, strict=True)],
        hits=[_hit(hit, known) for hit in answer.hits],
        window=_window(answer.window),
        accounts=_accounts(answer.accounts),
        parts=[_part(part) for part in answer.parts],
    )


def events_json(events: Sequence[Event]) -> list[EventJSON]:
    known = _Documents()
    return [
        EventJSON(day=event.day.isoformat(), stated=event.stated, citation=_citation(event.citation, event.also, known))
        for event in events
    ]


def hits_json(hits: Sequence[Hit]) -> list[HitJSON]:
    known = _Documents()
    return [_hit(hit, known) for hit in hits]


def document_json(document: Document) -> DocumentJSON:
    return DocumentJSON(
        id=document.id,
        title=document.title,
        source=document.source,
        date=document.date.isoformat() if document.date else None,
        url=document.url,
        sha256=text_digest(document.text),
    )


def text_digest(text: str) -> str:
    """SHA-256, in hexadecimal, of the UTF-8 of a text.

    A surrogate that stands alone, which UTF-8 has no form for, counts as the three bytes that its number would have
    ("surrogatepass" in Python): no text is without a digest, and no two different texts share their bytes.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Documents(dict[int, DocumentJSON]):
    """Hits and citations share their documents: each is hashed once, however many passages of it were found."""

    def of(self, document: Document) -> DocumentJSON:
        """`document` must live as long as this, as its identity is the key."""
        if id(document) not in self:
            self[id(document)] = document_json(document)
        return self[id(document)]


def _window(window: Window | None) -> WindowJSON | None:
    if window is None:
        return None
    since, until = (day.isoformat() if day else None for day in (window.since, window.until))
    return WindowJSON(text=window.text, since=since, until=until, latest=window.latest, held=window.held)


def _accounts(accounts: Sequence[Account]) -> list[AccountJSON]:
    return [AccountJSON(value=account.value, numbers=list(account.numbers)) for account in accounts]


def _part(part: Part) -> PartJSON:
    return PartJSON(
        question=part.question,
        text=part.text,
        short=part.short,
        found=part.found,
        confidence=round(part.confidence, 4),
        numbers=list(part.numbers),
        window=_window(part.window),
        accounts=_accounts(part.accounts),
    )


def _citation(citation: Citation, copies: Sequence[Citation], known: _Documents) -> CitationJSON:
    return CitationJSON(
        number=citation.number,
        document=known.of(citation.document),
        start=citation.start,
        end=citation.end,
        text=citation.text,
        also=[CopyJSON(document=known.of(copy.document), start=copy.start, end=copy.end) for copy in copies],
    )


def _hit(hit: Hit, known: _Documents) -> HitJSON:
    return HitJSON(
        document=known.of(hit.document), start=hit.start, end=hit.end, text=hit.text, score=round(hit.score, 4)
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
