"""A conversation to keep, as Markdown for people: every cited sentence with its article and its place there.

Pure: knows no index and no page. What comes from documents and users is escaped, so that any renderer shows it
literally; a text of which nothing can be seen is left out with whatever would stand around it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from qa.english.turns import unnamed
from qa.keep.dated import by_day
from qa.keep.listed import left_out_of
from qa.keep.literal import day, emphasis, heading, paragraphs, readable, strong, visible
from qa.keep.schema import (
    AccountJSON,
    AnswerJSON,
    CitationJSON,
    CopyJSON,
    PartJSON,
    StandingJSON,
    WindowJSON,
)
from qa.keep.standing import differences, headline, manner
from qa.keep.tallies import TallyJSON
from qa.keep.turns import FiltersJSON, OriginJSON, TurnJSON

TITLE_CHARACTERS = 160


def conversation_markdown(turns: Sequence[TurnJSON], origin: OriginJSON, exported: str) -> str:
    """The whole conversation, a heading a question."""
    index = f"index generation {origin['generation']} of {readable(origin['built'])}, model {readable(origin['model'])}"
    head = f"# Article QA\n\nExported {readable(exported)} by version {readable(origin['version'])}; {index}.\n"
    return "\n".join(
        # "…": without a heading an answer would read as part of the one before.
        [head, *(f"{heading(2, readable(turn['asked']) or '…')}\n\n{turn_markdown(turn)}" for turn in turns)]
    )


def turn_markdown(turn: TurnJSON) -> str:
    """One answer with its sources, without the question: the text, then each cited sentence and where it stands."""
    asked = [part for part in (_asked(turn["at"]), _within(turn["filters"])) if part]
    parts = [emphasis("; ".join(asked))]
    answer = turn["answer"]
    if answer is None:
        return paragraphs(*parts, readable(turn["note"])) + "\n"
    if was_filled_in(turn["asked"], answer["question"]) and (searched := readable(answer["question"])):
        parts.append(emphasis(f"Searched for: {searched}"))
    parts += [_window(answer.get("window")), strong(readable(answer["short"] or ""))]
    parts += [_accounts(answer.get("accounts", [])), _tally(answer.get("tally"))]
    if origins := answer.get("origins"):
        articles = {citation["document"]["id"] for citation in answer["citations"]}
        parts.append(strong(headline((origin["exact"] for origin in origins), len(articles))))
    if told := answer.get("parts"):
        parts += [paragraphs(strong(readable(part["question"])), _part(part, answer)) for part in told]
    elif not (answer.get("tally") and answer["found"]):  # else each sentence stands in the list alone
        parts.append(_text(answer))
    if answer["citations"]:
        stands = zip_longest(answer["citations"], (origins or [])[: len(answer["citations"])])
        parts.append("\n".join(row for citation, origin in stands for row in _source(citation, origin)))
    if left := left_out_of(answer):
        listed = len(answer["citations"])
        parts.append(strong(f"{listed:,} of {listed + left:,} sentences are listed here, {left:,} are left out."))
    return paragraphs(*parts) + "\n"


def _window(window: WindowJSON | None) -> str:
    return emphasis(readable(window_in_words(window))) if window else ""


def _text(answer: AnswerJSON) -> str:
    """The text with its marks as marks, a paragraph a sentence; what looks like one inside a sentence is text."""
    sentences = [(citation["text"], citation["number"]) for citation in answer["citations"]]
    if answer["text"] == " ".join(f"{text} {_mark(number)}" for text, number in sentences):
        return _marked(answer["citations"])
    return readable(answer["text"])


def _marked(citations: Iterable[CitationJSON]) -> str:
    return paragraphs(*map(_block, citations))


def _block(citation: CitationJSON) -> str:
    """What a sentence leans on, the sentence with its mark, where and when it appeared: a line each."""
    context, document = citation.get("context"), citation["document"]
    facts = (readable(document["source"] or ""), readable(day(document["date"])))
    lines = (
        emphasis(readable(context["text"])) if context else "",
        f"{readable(citation['text'])} {_mark(citation['number'])}".strip(),
        emphasis(", ".join(filter(None, facts))),
    )
    return "  \n".join(filter(None, lines))


def was_filled_in(asked: str, searched: str) -> bool:
    """Whether a question was searched in other words than it was typed, whatever its capitals and marks."""
    typed, found = (re.findall(r"\w+", text.casefold()) for text in (asked, searched))
    return bool(typed and found) and typed != found


def window_in_words(window: WindowJSON) -> str:
    """`from 1 Dec 2025 to 7 Dec 2025 (“last week”)`, `the newest first (“latest”)`"""
    ends = (("from", window["since"]), ("to", window["until"]))
    days = " ".join(f"{word} {shown}" for word, date in ends if (shown := visible(day(date))))
    meant = ", ".join(filter(None, [days, "the newest first" if window["latest"] else ""]))
    said = " ".join(filter(None, [meant, f"(“{shown}”)" if (shown := visible(window["text"])) else ""]))
    return said if window["held"] or not said else f"nothing {said}: searched any time"


def _accounts(accounts: Sequence[AccountJSON]) -> str:
    """A list where reports differ, in the order of the answer, by their days where each has its own; "" where they do
    not."""
    dated = by_day([account.get("date") for account in accounts])
    told = (
        [
            f"{readable(day(account.get('date')))}:" if dated else "",
            strong(readable(account["value"])),
            *map(_mark, account["numbers"]),
        ]
        for account in accounts
    )
    rows = [f"- {row}" for words in told if (row := " ".join(filter(None, words)))]
    head = [] if dated else ["Reports differ:", ""]
    return "\n".join([*head, *rows]) if rows else ""


def _tally(tally: TallyJSON | None) -> str:
    """How many of each group, and the rule; "" where nothing was counted."""
    if tally is None:
        return ""
    rows = [f"- {strong(readable(named(each['label'])))}: {len(each['numbers'])}" for each in tally["groups"]]
    beside = " ".join(map(_mark, tally["near"]))
    rule = [readable(tally["rule"]), f"Not counted: {beside}." if beside else "", *map(_told_alike, tally["same"])]
    return paragraphs("\n".join(rows), emphasis(" ".join(filter(None, rule))))


def _told_alike(numbers: Sequence[int]) -> str:
    return f"One report: {' '.join(map(_mark, numbers))}."


def named(label: str) -> str:
    """What a group is called: `November 2025` for "2025-11", `1 Dec 2025`, a source as it is; what there is to say of
    those that name none."""
    if re.fullmatch(r"\d{4}-\d\d", label):
        return f"{datetime.date.fromisoformat(f'{label}-01'):%B %Y}" if "01" <= label[5:] <= "12" else label
    return visible(day(label)) if re.fullmatch(r"\d{4}-\d\d-\d\d", label) else label or "not told"


def _mark(number: int) -> str:
    return f"[{number}]"


def _part(part: PartJSON, answer: AnswerJSON) -> str:
    """The sentences of one of several questions, or why there are none."""
    window = _window(part["window"])
    if not part["found"]:
        return paragraphs(window, readable(part["text"]))
    cited = {citation["number"]: citation for citation in answer["citations"]}
    # The turn came back from a browser: a number may be of no citation.
    text = _marked(cited[number] for number in part["numbers"] if number in cited)
    counted = _tally(part.get("tally"))
    return paragraphs(window, strong(readable(part["short"] or "")), _accounts(part["accounts"]), counted, text)


def _asked(at: str) -> str:
    return f"Asked {said}" if (said := readable(at)) else ""


def _within(filters: FiltersJSON) -> str:
    """The filters in words: "only articles from 1 Oct 2025 to 5 Dec 2025 of Coastal Herald"."""
    ends = (("from", filters["since"]), ("to", filters["until"]))
    parts = [f"{word} {shown}" for word, date in ends if (shown := readable(day(date)))]
    if sources := ", ".join(filter(None, map(readable, filters["sources"]))):
        parts.append(f"of {sources}")
    if names := ", ".join(filter(None, map(readable, filters.get("names", ())))):
        parts.append(f"that mention {names}")
    return " ".join(["only articles", *parts]) if parts else ""


def _source(citation: CitationJSON, origin: StandingJSON | None) -> Iterator[str]:
    """A list item: the sentence, then its article, how a pasted text stands there, and who holds the same sentence."""
    if sentence := readable(citation["text"]):
        speaker = readable(unnamed(citation["text"], citation.get("speaker")))
        yield f"{citation['number']}. {f'{speaker}: ' if speaker else ''}“{sentence}”"
        yield f"    - {_where(citation)}"
    else:
        yield f"{citation['number']}. {_where(citation)}"
    if origin:
        differ = differences(origin, lambda text: strong(readable(text)))
        yield f"    - {manner(origin)}{f': {differ}' if differ else ''}"
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
