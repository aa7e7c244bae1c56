"""What programs call through Gradio: `/ask`, `/search` and `/documents`, with the JSON of `qa.keep.schema`."""
# No `from __future__ import annotations`: Gradio reads these types at run time to publish the schema.

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import gradio as gr
from gradio.events import api as publish_function

from qa.errors import QAError
from qa.index.store import Sort
from qa.keep.schema import AnswerJSON, DocumentsJSON, HitJSON
from qa.web.arguments import Ask, Browse, Search, checked
from qa.web.calls import Calls
from qa.web.chat.callers import Callers
from qa.web.guard.client import caller_of


def publish(calls: Calls, callers: Callers) -> None:
    """Add the functions to the page being built."""
    for function in (_ask(calls, callers), _search(calls), _documents(calls)):
        # The calls have their own limits.
        publish_function(function, api_name=function.__name__, concurrency_limit=None)


def _ask(calls: Calls, callers: Callers) -> Callable[..., Awaitable[AnswerJSON]]:
    async def ask(
        question: str,
        request: gr.Request,
        since: str | None = None,
        until: str | None = None,
        sources: list[str] | None = None,
        names: list[str] | None = None,
        history: list[dict[str, str]] | None = None,
        asked_on: str | None = None,
        dates: bool = True,
    ) -> AnswerJSON:
        """Answer a question with sentences cited word for word from the indexed articles.

        Args:
            question: The question in plain words, at most 2,000 characters.
            since: Only articles of this day (YYYY-MM-DD) or later.
            until: Only articles of this day (YYYY-MM-DD) or earlier.
            sources: Only articles from these sources, by name; none means all.
            names: Only articles that mention each of these people, organisations and places, by any form.
            history: The conversation so far, {"role": "user" or "assistant", "text": ...} each, oldest first.
            asked_on: The day (YYYY-MM-DD) that words such as "last week" count from; none is today.
            dates: Whether such words restrict the articles; false: they are words like others.
        """
        with _told():
            wanted = checked(
                Ask,
                question=question,
                since=since,
                until=until,
                sources=sources,
                names=names,
                history=history or [],
                asked_on=asked_on,
                dates=dates,
            )
            asking = asyncio.ensure_future(calls.ask(wanted, caller_of(request)))
            with callers.waiting(request.session_hash, asking):
                return await asking

    return ask


def _search(calls: Calls) -> Callable[..., Awaitable[list[HitJSON]]]:
    async def search(
        query: str,
        k: int = 5,
        since: str | None = None,
        until: str | None = None,
        sources: list[str] | None = None,
        names: list[str] | None = None,
    ) -> list[HitJSON]:
        """Find the passages nearest to a query, best first.

        Args:
            query: What to look for, at most 2,000 characters.
            k: How many passages, 1 to 100.
            since: Only articles of this day (YYYY-MM-DD) or later.
            until: Only articles of this day (YYYY-MM-DD) or earlier.
            sources: Only articles from these sources, by name; none means all.
            names: Only articles that mention each of these people, organisations and places, by any form.
        """
        with _told():
            wanted = checked(Search, query=query, k=k, since=since, until=until, sources=sources, names=names)
            return await calls.search(wanted)

    return search


def _documents(calls: Calls) -> Callable[..., Awaitable[DocumentsJSON]]:
    async def documents(
        query: str = "", sort: Sort = "title", descending: bool = False, offset: int = 0, limit: int = 100
    ) -> DocumentsJSON:
        """List the indexed articles, a page at a time.

        Args:
            query: Held by the title, source, id or file of an article, in any case; empty lists all.
            sort: What to sort by: title, source, date, passages or file.
            descending: Whether the largest, or newest, comes first.
            offset: How many to leave out at the beginning.
            limit: How many to list, 1 to 1,000.
        """
        with _told():
            wanted = checked(Browse, query=query, sort=sort, descending=descending, offset=offset, limit=limit)
            return await calls.documents(wanted)

    return documents


@contextmanager
def _told() -> Iterator[None]:
    """Tell the caller what is wrong, without a traceback in the terminal."""
    try:
        yield
    except QAError as error:
        raise gr.Error(str(error), print_exception=False) from error
