"""The calls that every door shares, each of which takes arguments that were checked. Knows no protocol."""
# No `from __future__ import annotations`: FastAPI and MCP read these types at run time to publish the schema.

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from typing_extensions import TypedDict

from qa.batch import Row
from qa.keep.found import FoundArticleJSON, FoundJSON
from qa.keep.names import NamesJSON
from qa.keep.schema import AnswerJSON, DocumentsJSON, EventJSON, HitJSON, QuotationJSON
from qa.search.names import NamesWanted
from qa.search.within import day
from qa.web.arguments import Ask, Batch, Browse, Each, Find, FindIn, ListNames, Quotes, Search, Timeline
from qa.web.desk import Desk
from qa.web.finding import Lookup
from qa.web.library import Library

AT_ONCE = 8
"""Searches and lists that one `Calls` gives at once; the others wait their turn."""

_Given = TypeVar("_Given")


class RowsJSON(TypedDict):
    """Rows of a table of answers, and how many there are in all."""

    total: int
    rows: list[Row]


class Calls:
    """The calls, each of which takes arguments that were checked. They raise QAError as those of `Library` do."""

    def __init__(self, library: Library, desk: Desk) -> None:
        self._library = library
        self._desk = desk
        self._finding = Lookup(library)
        self._places = asyncio.Semaphore(AT_ONCE)

    async def ask(self, wanted: Ask, client: str) -> AnswerJSON:
        """Answer when it is this client's turn, see `guard.client`. Raises TooBusy as well."""
        return await self._desk.run(
            client,
            lambda: self._library.ask(
                wanted.question,
                [(said.role, said.text) for said in wanted.history],
                wanted.within,
                asked_on=day(wanted.asked_on),
                dates=wanted.dates,
            ),
        )

    async def batch(self, wanted: Batch, client: str) -> RowsJSON:
        """Answer questions one by one when it is this client's turn. Raises TooBusy as well."""
        rows = await self._desk.run(
            client, lambda: self._library.batch(wanted.questions, wanted.within, dates=wanted.dates)
        )
        return RowsJSON(total=len(rows), rows=rows)

    async def each(self, wanted: Each, client: str) -> RowsJSON:
        """Ask some articles one by one when it is this client's turn. Raises TooBusy as well."""
        stop = wanted.offset + wanted.limit
        total, rows = await self._desk.run(
            client, lambda: self._library.each(wanted.question, wanted.within, wanted.offset, stop)
        )
        return RowsJSON(total=total, rows=rows)

    async def search(self, wanted: Search) -> list[HitJSON]:
        """Find passages. Raises QAError."""
        return await self._in_turn(lambda: self._library.search(wanted.query, wanted.k, wanted.within))

    async def timeline(self, wanted: Timeline) -> list[EventJSON]:
        """Tell what the articles say of a topic. Raises QAError."""
        return await self._in_turn(lambda: self._library.timeline(wanted.topic, wanted.limit, wanted.within))

    async def quotations(self, wanted: Quotes) -> list[QuotationJSON]:
        """List who said what. Raises QAError."""
        said = wanted.speaker.strip(), wanted.about.strip(), wanted.limit, wanted.within
        return await self._in_turn(lambda: self._library.quotations(*said))

    async def find(self, wanted: Find) -> FoundJSON:
        """Find words and phrases in all articles. Raises QAError."""
        told = wanted.query, wanted.within, wanted.order, wanted.offset, wanted.limit
        return await self._in_turn(lambda: self._finding.find(*told))

    async def find_in(self, wanted: FindIn) -> FoundArticleJSON:
        """Find them in one article. Raises QAError, FileUnknown for an article that is not there."""
        return await self._in_turn(lambda: self._finding.find_in(wanted.id, wanted.query))

    async def documents(self, wanted: Browse) -> DocumentsJSON:
        """List articles. Raises QAError."""
        return await self._in_turn(
            lambda: self._finding.documents(
                wanted.query.strip(),
                wanted.sort,
                wanted.descending,
                wanted.offset,
                wanted.limit,
                wanted.within,
                texts=wanted.texts,
            )
        )

    async def names(self, wanted: ListNames) -> NamesJSON:
        """List who and what articles name. Raises QAError."""
        query, about, articles = wanted.query.strip(), wanted.about.strip(), wanted.articles.strip()
        which = NamesWanted(query, wanted.kind, about, articles, wanted.offset, wanted.limit)
        return await self._in_turn(lambda: self._library.names(which, wanted.within))

    async def _in_turn(self, call: Callable[[], _Given]) -> _Given:
        async with self._places:
            return await run_in_threadpool(call)
