"""A conversation as Markdown for people. What comes from documents and users is escaped: any renderer shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.keep.literal import day, emphasis, readable, strong
from qa.keep.schema import AccountJSON, AnswerJSON, CitationJSON, CopyJSON, PartJSON, WindowJSON
from qa.keep.turns import FiltersJSON, OriginJSON, TurnJSON

TITLE_CHARACTERS = 160


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
