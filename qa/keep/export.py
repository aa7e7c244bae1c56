"""A conversation to keep: as Markdown for people, as JSON for `qa verify-answer`. Pure: knows no index and no page.

Both hold every cited sentence with its article and its place there. What comes from documents and users is escaped in
Markdown, so that any renderer shows it literally.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from qa.keep.literal import day, emphasis, readable, strong
from qa.keep.schema import AccountJSON, AnswerJSON, CitationJSON, CopyJSON, DocumentJSON, PartJSON, WindowJSON

FORMAT = "article-qa-conversation"
VERSION = 1

TITLE_CHARACTERS = 160


class FiltersJSON(TypedDict):
    """Which articles a question was asked of: days in ISO form, both included; no sources are all of them."""

    since: str | None
    until: str | None
    sources: list[str]


class TurnJSON(TypedDict):
    """A question as it was typed and its answer, or a note on why there is none. `at` is an ISO time or "".

    `alone`: it was taken as it stands, whatever had been said before; `dates` false: so were its words about time.
    """

    asked: str
    at: str
    filters: FiltersJSON
    answer: AnswerJSON | None
    note: str
    alone: NotRequired[bool]
    dates: NotRequired[bool]


class OriginJSON(TypedDict):
    """What made the answers, as it is when they are exported: product and version, the index and its model."""

    version: str
    generation: int
    model: str
    built: str


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
    """A cited sentence, and where else it stands."""

    number: int
    text: str
    also: list[PlaceJSON]


class SaidJSON(TypedDict):
    """An answer whose citations name their documents by id. Exports of earlier versions lack the last three."""

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    citations: list[SentenceJSON]
    window: NotRequired[WindowJSON | None]
    accounts: NotRequired[list[AccountJSON]]
    parts: NotRequired[list[PartJSON]]


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
    return SaidJSON(
        question=answer["question"],
        text=answer["text"],
        short=answer["short"],
        found=answer["found"],
        confidence=answer["confidence"],
        citations=[_sentence(citation) for citation in answer["citations"]],
        window=answer.get("window"),
        accounts=answer.get("accounts", []),
        parts=answer.get("parts", []),
    )


def _sentence(citation: CitationJSON) -> SentenceJSON:
    return SentenceJSON(
        **_place(citation), number=citation["number"], text=citation["text"], also=list(map(_place, citation["also"]))
    )


def _place(there: CitationJSON | CopyJSON) -> PlaceJSON:
    document = there["document"]
    return PlaceJSON(document=document["id"], sha256=document["sha256"], start=there["start"], end=there["end"])


def conversation_markdown(turns: Sequence[TurnJSON], origin: OriginJSON, exported: str) -> str:
    """The whole conversation, a heading a question."""
    index = f"index generation {origin['generation']} of {readable(origin['built'])}, model {readable(origin['model'])}"
    head = f"# Article QA\n\nExported {readable(exported)} by version {readable(origin['version'])}; {index}.\n"
    return "\n".join([head, *(f"## {readable(turn['asked']) or '…'}\n\n{turn_markdown(turn)}" for turn in turns)])


def turn_markdown(turn: TurnJSON) -> str:
    """One answer with its sources, without the question: the text, then each cited sentence and where it stands."""
    asked = [part for part in (_asked(turn["at"]), _within(turn["filters"])) if part]
    parts = [emphasis("; ".join(asked))]
    answer = turn["answer"]
    if answer is None:
        return _paragraphs(*parts, readable(turn["note"])) + "\n"
    if was_filled_in(turn["asked"], answer["question"]):
        parts.append(emphasis(f"Searched for: {readable(answer['question'])}"))
    if (window := answer.get("window")) is not None:
        parts.append(emphasis(readable(window_in_words(window))))
    if answer["short"]:
        parts.append(strong(readable(answer["short"])))
    if accounts := answer.get("accounts"):
        parts.append(_accounts(accounts))
    if told := answer.get("parts"):
        parts += [_paragraphs(strong(readable(part["question"])), _part(part, answer)) for part in told]
    else:
        parts.append(_text(answer))
    if answer["citations"]:
        parts.append("\n".join(row for citation in answer["citations"] for row in _source(citation)))
    return _paragraphs(*parts) + "\n"


def _paragraphs(*parts: str) -> str:
    """Blocks with a blank line between; what is shown as nothing is no block."""
    return "\n\n".join(part for part in parts if part)


def _text(answer: AnswerJSON) -> str:
    """The text with its marks as marks; what looks like one inside a sentence is text."""
    sentences = [(citation["text"], f"[{citation['number']}]") for citation in answer["citations"]]
    if answer["text"] == " ".join(f"{text} {mark}" for text, mark in sentences):
        return " ".join(f"{readable(text)} {mark}" for text, mark in sentences)
    return readable(answer["text"])


def was_filled_in(asked: str, searched: str) -> bool:
    """Whether a question was searched in other words than it was typed, whatever its capitals and marks."""
    typed, found = (re.findall(r"\w+", text.casefold()) for text in (asked, searched))
    return bool(typed and found) and typed != found


def window_in_words(window: WindowJSON) -> str:
    """`from 1 Dec 2025 to 7 Dec 2025 (“last week”)`, `the newest first (“latest”)`"""
    ends = (("from", window["since"]), ("to", window["until"]))
    days = [f"{word} {day(date)}" for word, date in ends if date]
    newest = ["the newest first"] if window["latest"] else []
    said = f"{' '.join(days)}{', ' if days and newest else ''}{''.join(newest)} (“{window['text']}”)"
    return said if window["held"] else f"nothing {said}: searched any time"


def _accounts(accounts: Sequence[AccountJSON]) -> str:
    """A list where reports differ, in the order of the answer."""
    marks = (" ".join(f"[{number}]" for number in account["numbers"]) for account in accounts)
    rows = [f"- {strong(readable(account['value']))} {said}" for account, said in zip(accounts, marks, strict=True)]
    return "\n".join(["Reports differ:", "", *rows])


def _part(part: PartJSON, answer: AnswerJSON) -> str:
    """The sentences of one of several questions, or why there are none."""
    told = [emphasis(readable(window_in_words(part["window"])))] if part["window"] else []
    if not part["found"]:
        return _paragraphs(*told, readable(part["text"]))
    if part["short"]:
        told.append(strong(readable(part["short"])))
    if part["accounts"]:
        told.append(_accounts(part["accounts"]))
    texts = {citation["number"]: citation["text"] for citation in answer["citations"]}
    # The turn came back from a browser: a number may be of no citation.
    told.append(" ".join(f"{readable(texts[n])} [{n}]" for n in part["numbers"] if n in texts))
    return _paragraphs(*told)


def _asked(at: str) -> str:
    return f"Asked {said}" if (said := readable(at)) else ""


def _within(filters: FiltersJSON) -> str:
    """The filters in words: "only articles from 1 Oct 2025 to 5 Dec 2025 of Coastal Herald"."""
    parts = [
        f"{word} {readable(day(date))}" for word, date in (("from", filters["since"]), ("to", filters["until"])) if date
    ]
    if filters["sources"]:
        parts.append("of " + ", ".join(readable(source) for source in filters["sources"]))
    return " ".join(["only articles", *parts]) if parts else ""


def _source(citation: CitationJSON) -> Iterator[str]:
    """A list item: the sentence, then its article, then those that hold the same sentence."""
    yield f"{citation['number']}. “{readable(citation['text'])}”"
    yield f"    - {_where(citation)}"
    for copy in citation["also"]:
        yield f"    - also in {_where(copy)}"


def _where(there: CitationJSON | CopyJSON) -> str:
    document = there["document"]
    facts = [
        readable(document["title"], TITLE_CHARACTERS),
        readable(document["source"] or ""),
        readable(day(document["date"])),
    ]
    facts += [
        readable(document["url"] or ""),
        readable(document["id"]),
        f"characters {there['start']} to {there['end']}",
    ]
    return ", ".join(fact for fact in facts if fact)
