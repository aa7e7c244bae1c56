"""A conversation to keep, as JSON for `qa verify-answer`: every cited sentence with its article and its place there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from qa.keep.listed import left_out_of
from qa.keep.schema import (
    AccountJSON,
    AnswerJSON,
    CitationJSON,
    CopyJSON,
    DocumentJSON,
    PartJSON,
    StandingJSON,
    WindowJSON,
)
from qa.keep.tallies import TallyJSON
from qa.keep.turns import FiltersJSON, OriginJSON, TurnJSON

FORMAT = "article-qa-conversation"
VERSION = 1  # `kept.read` refuses every other one: fields that are added are NotRequired, and leave it as it is


class FactsJSON(TypedDict):
    """An article as it was when it was last cited."""

    title: str
    source: str | None
    date: str | None
    url: str | None
    sha256: str


class PlaceJSON(TypedDict):
    """Characters `start` to `end` of the text of a document whose digest was `sha256`."""

    document: str
    sha256: str
    start: int
    end: int


class SentenceJSON(PlaceJSON):
    """A cited sentence, who says it where a transcript tells, and where else it stands."""

    number: int
    text: str
    speaker: NotRequired[str | None]
    also: list[PlaceJSON]


class SaidJSON(TypedDict):
    """An answer whose citations name their documents by id. `left_out`: so many more sentences are counted than
    the page kept, where it did not keep them all. Exports of earlier versions lack the last five."""

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    citations: list[SentenceJSON]
    window: NotRequired[WindowJSON | None]
    accounts: NotRequired[list[AccountJSON]]
    parts: NotRequired[list[PartJSON]]
    origins: NotRequired[list[StandingJSON]]
    tally: NotRequired[TallyJSON | None]
    left_out: NotRequired[int]


class ExportedTurnJSON(TypedDict):
    """A turn whose answer names its documents by id; `alone` and `dates` as in `TurnJSON`."""

    asked: str
    at: str
    filters: FiltersJSON
    answer: SaidJSON | None
    note: str
    alone: NotRequired[bool]
    dates: NotRequired[bool]


class ConversationJSON(TypedDict):
    """A whole export. An article that changed between two answers is described as the later one cited it; every
    citation has the digest of the text that it was cited from."""

    format: str
    version: int
    exported: str
    origin: OriginJSON
    turns: list[ExportedTurnJSON]
    documents: dict[str, FactsJSON]


def conversation_json(turns: Sequence[TurnJSON], origin: OriginJSON, exported: str) -> ConversationJSON:
    """`exported` is the time of the export in ISO form."""
    documents: dict[str, FactsJSON] = {}
    for turn in turns:
        for citation in turn["answer"]["citations"] if turn["answer"] else []:
            for document in (citation["document"], *(copy["document"] for copy in citation["also"])):
                documents[document["id"]] = _facts(document)
    return ConversationJSON(
        format=FORMAT,
        version=VERSION,
        exported=exported,
        origin=origin,
        turns=[_turn(turn) for turn in turns],
        documents=documents,
    )


def _facts(document: DocumentJSON) -> FactsJSON:
    return FactsJSON(
        title=document["title"],
        source=document["source"],
        date=document["date"],
        url=document["url"],
        sha256=document["sha256"],
    )


def _turn(turn: TurnJSON) -> ExportedTurnJSON:
    exported = ExportedTurnJSON(
        asked=turn["asked"],
        at=turn["at"],
        filters=turn["filters"],
        answer=_said(turn["answer"]) if turn["answer"] else None,
        note=turn["note"],
    )
    if "alone" in turn:
        exported["alone"] = turn["alone"]
    if "dates" in turn:
        exported["dates"] = turn["dates"]
    return exported


def _said(answer: AnswerJSON) -> SaidJSON:
    said = SaidJSON(
        question=answer["question"],
        text=answer["text"],
        short=answer["short"],
        found=answer["found"],
        confidence=answer["confidence"],
        citations=[_sentence(citation) for citation in answer["citations"]],
        window=answer.get("window"),
        accounts=answer.get("accounts", []),
        parts=answer.get("parts", []),
        origins=answer.get("origins", []),
        tally=answer.get("tally"),
    )
    if left := left_out_of(answer):
        said["left_out"] = left
    return said


def _sentence(citation: CitationJSON) -> SentenceJSON:
    return SentenceJSON(
        **_place(citation),
        number=citation["number"],
        text=citation["text"],
        speaker=citation.get("speaker"),
        also=list(map(_place, citation["also"])),
    )


def _place(there: CitationJSON | CopyJSON) -> PlaceJSON:
    document = there["document"]
    return PlaceJSON(document=document["id"], sha256=document["sha256"], start=there["start"], end=there["end"])
