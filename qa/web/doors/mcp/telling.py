"""What the articles tell of a topic in order of time, who said what, and who and what they name."""
# No `from __future__ import annotations`: pydantic reads these types at run time to publish the schema.

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from qa.keep.names import NamesJSON
from qa.keep.schema import EventJSON, QuotationJSON
from qa.web.arguments import ListNames, Quotes, Timeline
from qa.web.calls import Calls
from qa.web.doors.mcp.tool import Tool

TIMELINE = """\
What the indexed articles tell of a topic in order of time: dated sentences, one for each story, word for word.

Call it for "how did ... develop" or "what happened when". `stated` is whether the sentence itself names the day; \
otherwise it is that of its article. With no event at all, the articles do not hold it. Cite the sentences with the \
title, source and date of their `document`.
"""
QUOTATIONS = """\
List who said what in the collection of articles: of a speaker, about a topic, or both; what bears most on the topic \
first.

Use it for "what did X say about Y" or "who said anything about Y". Each `text` is verbatim: `kind` "direct" stands in \
quotation marks, so you may quote it as the words of `speaker`; "reported" is told in the words of the article, so \
never put it in quotation marks as theirs; "mixed" is both. A `speaker` of null could not be told: name nobody. With \
no quotation at all, the articles do not hold it. Cite each with the title, source and date of its `document`.
"""
NAMES = """\
List the people, organisations and places that the collection of articles names, each with the number of articles, the \
most first.

Use it to see who and what a collection is about, who is named together with somebody (`names`), or how somebody is \
called there: `name` is spelt as in the articles, word for word, and is what the other tools take in `names`; \
`variants` are other forms that count with it. A name that is not listed may still stand there: before you say that \
the articles do not hold it, use `search`. `kind` is told by a small model and wrong for one name in five: rest no \
statement on it.
"""


class ToldEvents(TypedDict):
    """A timeline."""

    events: Annotated[list[EventJSON], Field(description="The dated sentences, the earliest first.")]


class ToldQuotations(TypedDict):
    """Who said what."""

    quotations: Annotated[list[QuotationJSON], Field(description="The quotations; none where nobody says such.")]


def tools(calls: Calls) -> list[Tool]:
    """`timeline`, `quotations` and `names`."""

    async def timeline(wanted: Timeline, client: str) -> ToldEvents:
        return ToldEvents(events=await calls.timeline(wanted))

    async def quotations(wanted: Quotes, client: str) -> ToldQuotations:
        return ToldQuotations(quotations=await calls.quotations(wanted))

    async def names(wanted: ListNames, client: str) -> NamesJSON:
        return await calls.names(wanted)

    return [
        Tool("timeline", "Timeline of a topic", TIMELINE, Timeline, ToldEvents, timeline),
        Tool("quotations", "Who said what", QUOTATIONS, Quotes, ToldQuotations, quotations),
        Tool("names", "Names in the articles", NAMES, ListNames, NamesJSON, names),
    ]
