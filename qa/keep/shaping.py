"""Answers, hits, timelines and reports -> their JSON."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from typing import Any, cast

from qa.index.store import Listed, Listing
from qa.keep.schema import (
    AccountJSON,
    AlterationJSON,
    AnswerJSON,
    CitationJSON,
    ContextJSON,
    CopyJSON,
    DocumentJSON,
    DocumentsJSON,
    EventJSON,
    HitJSON,
    ListedJSON,
    NoteJSON,
    PartJSON,
    QuotationJSON,
    ReportJSON,
    SkippedJSON,
    StandingJSON,
    WindowJSON,
)
from qa.keep.tallies import TallyGroupJSON, TallyJSON
from qa.types import (
    Account,
    Alteration,
    Answer,
    BuildReport,
    Citation,
    Context,
    Document,
    Event,
    Hit,
    Note,
    Origin,
    Part,
    Said,
    Skipped,
    Tally,
    TallyGroup,
    Window,
)

_AS_THEY_ARE = (str, int, bool)

# The JSON of a type has those of its attributes that the shape names.
SHAPES: dict[type, Any] = {
    Document: DocumentJSON,
    Citation: CitationJSON,
    Context: ContextJSON,
    Hit: HitJSON,
    Window: WindowJSON,
    Account: AccountJSON,
    TallyGroup: TallyGroupJSON,
    Tally: TallyJSON,
    Part: PartJSON,
    Alteration: AlterationJSON,
    Origin: StandingJSON,
    Answer: AnswerJSON,
    Event: EventJSON,
    Skipped: SkippedJSON,
    Note: NoteJSON,
    BuildReport: ReportJSON,
    Listed: ListedJSON,
    Said: QuotationJSON,
}

# Those names that are attributes: `of` adds the digest of a document, the caller the copies of a citation.
_OWN: dict[type, tuple[str, ...]] = {
    each: tuple(name for name in shape.__annotations__ if hasattr(each, name) and name != "also")
    for each, shape in SHAPES.items()
}


def answer_json(answer: Answer, copies: Sequence[Sequence[Citation]] = ()) -> AnswerJSON:
    """`copies`: for each citation, the same sentence in other articles; none at all where nobody looked for them."""
    known = _Documents()
    made = _json(answer, known)
    for citation, others in zip(made["citations"], copies or [()] * len(answer.citations), strict=True):
        citation["also"] = _copies(others, known)
    return cast(AnswerJSON, made)


def citations_json(citations: Sequence[Citation]) -> list[CitationJSON]:
    """Citations by themselves, in their order; nobody looked for their copies."""
    known = _Documents()
    return [cast(CitationJSON, _json(each, known) | {"also": []}) for each in citations]


def origin_json(origin: Origin) -> StandingJSON:
    """How a pasted text stands in the article of one citation."""
    return cast(StandingJSON, _json(origin, _Documents()))


def events_json(events: Sequence[Event]) -> list[EventJSON]:
    """A timeline; the other articles that tell an event stand in its citation."""
    known = _Documents()
    made = [_json(event, known) for event in events]
    for event, told in zip(made, events, strict=True):
        event["citation"]["also"] = _copies(told.also, known)
    return cast(list[EventJSON], made)


def hits_json(hits: Sequence[Hit]) -> list[HitJSON]:
    """What a search found, in its order."""
    known = _Documents()
    return [cast(HitJSON, _json(hit, known)) for hit in hits]


def quotations_json(told: Sequence[Said]) -> list[QuotationJSON]:
    """Quotations, in their order."""
    known = _Documents()
    return [cast(QuotationJSON, _json(each, known)) for each in told]


def listing_json(listing: Listing) -> DocumentsJSON:
    """A page of the list of articles."""
    known = _Documents()
    return DocumentsJSON(total=listing.total, documents=[_json(article, known) for article in listing.documents])


def document_json(document: Document) -> DocumentJSON:
    """An article with the digest of its text in the place of the text."""
    return _Documents().of(document)


def report_json(report: BuildReport) -> ReportJSON:
    """What a build did, to the millisecond."""
    return cast(ReportJSON, _json(report, _Documents()) | {"seconds": round(report.seconds, 3)})


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
            made = _shaped(document, self) | {"sha256": text_digest(document.text)}
            self[id(document)] = cast(DocumentJSON, made)
        return self[id(document)]


def _json(value: Any, known: _Documents) -> Any:
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Document):
        return known.of(value)
    if isinstance(value, tuple):
        numbers = bool(value) and all(type(each) is int for each in value)
        return list(value) if numbers else [_json(each, known) for each in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 4)
    return _shaped(value, known) if type(value) in SHAPES else value


def _shaped(value: Any, known: _Documents) -> dict[str, Any]:
    return {name: _json(getattr(value, name), known) for name in _OWN[type(value)]}


def _copies(citations: Sequence[Citation], known: _Documents) -> list[CopyJSON]:
    return [CopyJSON(document=known.of(copy.document), start=copy.start, end=copy.end) for copy in citations]
