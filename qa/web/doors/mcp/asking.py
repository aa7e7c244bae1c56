"""Questions and passages."""
# No `from __future__ import annotations`: pydantic reads these types at run time to publish the schema.

from typing import Annotated, Any, NotRequired, get_args, get_origin, get_type_hints

from pydantic import Field
from typing_extensions import TypedDict

from qa.keep.schema import AnswerJSON, HitJSON
from qa.web.arguments import Ask, Search
from qa.web.calls import Calls
from qa.web.doors.mcp.tool import Tool

ASK = """\
Answer a question from the collection of articles, with sentences quoted from them word for word.

Use it for any question that the articles may answer. Write one full question in English that stands for itself: \
nothing is remembered between calls, so put names in the place of "he" or "it".

If `found` is false, the articles do not hold the answer. Tell the user so; do not answer from general knowledge as if \
it came from the articles. You may try once more in other words, or look at passages with `search`.

If `found` is true, rest your reply on `citations` alone. Each `text` is a verbatim sentence: keep it to the letter \
when you quote it, and put its number, such as [1], behind each statement that it supports. End with a list of the \
numbers, each with the title, source and date of its `document`, and its `url` if there is one. `short`, if not null, \
is the answer in a few words.

To learn where a sentence, a quotation or an excerpt comes from, or whether the articles hold it at all, ask it as it \
stands: `origins` then tells how it stands in each citation, to the letter or with which words altered, the earliest \
article first.
"""
SEARCH = """\
Find the passages of the collection of articles that are nearest to a query, the best first.

Use it to read around a subject, to compare what several articles say, or when `ask` found nothing. Each `text` is a \
verbatim passage of the article `document`.

It always returns the nearest passages, even when no article is about the query, and `score` compares only within one \
call. So read the passages: if none of them says it, tell the user that the articles do not hold it. Cite what you use \
with the title, source and date of its `document`, and its `url` if there is one.
"""


def _without_hits() -> Any:
    """The shape of an answer without the passages it was found in, which `search` gives; each field described."""
    told = {name: kind for name, kind in get_type_hints(AnswerJSON, include_extras=True).items() if name != "hits"}
    fields = {name: _described_field(kind) for name, kind in told.items()}
    made: Any = TypedDict  # called and not written out: it is made of `AnswerJSON`, so that no two can drift apart
    return made("Answered", fields)


def _described_field(kind: Any) -> Any:
    """`Annotated[bool, "Whether ..."]` as pydantic wants it said; all fields are there in a new answer."""
    plain = get_args(kind)[0] if get_origin(kind) is NotRequired else kind
    described, text = get_args(plain)
    return Annotated[described, Field(description=text)]


Answered = _without_hits()


class Passages(TypedDict):
    """What a search found."""

    hits: Annotated[list[HitJSON], Field(description="The passages, the best first.")]


def tools(calls: Calls) -> list[Tool]:
    """`ask` and `search`."""

    async def ask(wanted: Ask, client: str) -> dict[str, Any]:
        answer = await calls.ask(wanted, client)
        return {name: value for name, value in answer.items() if name != "hits"}

    async def search(wanted: Search, client: str) -> Passages:
        return Passages(hits=await calls.search(wanted))

    return [
        Tool("ask", "Ask the articles", ASK, Ask, Answered, ask),
        Tool("search", "Search the articles", SEARCH, Search, Passages, search),
    ]
