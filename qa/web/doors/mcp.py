"""The calls as tools of the Model Context Protocol, for language models that are to answer from these articles.

Gradio offers this too, but there a model reads Python's `repr` in the place of JSON and no schema of it, and each call
goes through the server once more over HTTP. Here it stays in the process, behind the guard like every other request.
"""
# No `from __future__ import annotations`: pydantic reads these types at run time to publish the schema.

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any, NotRequired, get_args, get_origin, get_type_hints

from fastapi import FastAPI
from pydantic import BaseModel, Field, TypeAdapter
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from typing_extensions import TypedDict

import qa
from qa.errors import QAError
from qa.keep.schema import AnswerJSON, EventJSON, HitJSON
from qa.web.arguments import Ask, Search, Timeline, checked
from qa.web.calls import Calls
from qa.web.guard.client import client_of

if TYPE_CHECKING:
    import mcp_types as types
    from mcp.server.lowlevel import Server

log = logging.getLogger(__name__)

PATHS = ("/gradio_api/mcp", "/gradio_api/mcp/")
"""Where clients look for the tools of a Gradio app; some keep the slash and some do not."""

INSTRUCTIONS = (
    "Tools for a collection of articles on this server. Whatever they return stands in an article word for word. Use "
    "`ask` for a question, `search` for passages to read. State as coming from the articles only what they returned, "
    "and cite it."
)
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
"""
SEARCH = """\
Find the passages of the collection of articles that are nearest to a query, the best first.

Use it to read around a subject, to compare what several articles say, or when `ask` found nothing. Each `text` is a \
verbatim passage of the article `document`.

It always returns the nearest passages, even when no article is about the query, and `score` compares only within one \
call. So read the passages: if none of them says it, tell the user that the articles do not hold it. Cite what you use \
with the title, source and date of its `document`, and its `url` if there is one.
"""


TIMELINE = """What the indexed articles tell of a topic in order of time: dated sentences, one for each story, word \
for word. Call it for "how did ... develop" or "what happened when". `stated` is whether the sentence itself names the \
day; otherwise it is that of its article. With no event at all, the articles do not hold it. Cite the sentences with \
the title, source and date of their `document`.
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


class ToldEvents(TypedDict):
    """A timeline."""

    events: Annotated[list[EventJSON], Field(description="The dated sentences, the earliest first.")]


class Passages(TypedDict):
    """What a search found."""

    hits: Annotated[list[HitJSON], Field(description="The passages, the best first.")]


def installed() -> bool:
    """Whether the packages of the extra `mcp` are there, in a version that this module knows."""
    return find_spec("mcp") is not None and find_spec("mcp_types") is not None


def mount(app: FastAPI, calls: Calls) -> None:
    """Serve the tools at `PATHS`. To be called before a page is mounted that takes every address."""
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    server = tools(calls)
    running: list[StreamableHTTPSessionManager] = []
    outer = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[Any]:
        # Stateless: every request is whole in itself, so that a client need not know when the server was restarted.
        # Made here: a manager runs once, and an application may be started again.
        manager = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
        async with outer(app) as state, manager.run():
            running.append(manager)
            yield state
            running.remove(manager)

    class Endpoint:
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["method"] == "POST":
                await running[-1].handle_request(scope, receive, send)
            else:  # a stream that would never say anything, or the end of a session that there is not
                await JSONResponse({"error": "Only POST here."}, 405, {"allow": "POST"})(scope, receive, send)

    app.router.lifespan_context = lifespan
    app.router.routes.extend(Route(path, Endpoint(), include_in_schema=False) for path in PATHS)


def _runs(calls: Calls) -> dict[str, Callable[[dict[str, Any], str], Awaitable[Any]]]:
    """Name of a tool -> what it gives for arguments, which it checks, and a client."""

    async def ask(arguments: dict[str, Any], client: str) -> dict[str, Any]:
        answer = await calls.ask(checked(Ask, **arguments), client)
        return {name: value for name, value in answer.items() if name != "hits"}

    async def search(arguments: dict[str, Any], client: str) -> Passages:
        return Passages(hits=await calls.search(checked(Search, **arguments)))

    async def timeline(arguments: dict[str, Any], client: str) -> ToldEvents:
        return ToldEvents(events=await calls.timeline(checked(Timeline, **arguments)))

    return {"ask": ask, "search": search, "timeline": timeline}


def tools(calls: Calls) -> "Server[Any]":
    """A server of the protocol with the three tools, whatever transport it is given."""
    import mcp_types as types
    from mcp.server.lowlevel import Server

    run = _runs(calls)
    listed = [
        _described("ask", "Ask the articles", ASK, Ask, Answered),
        _described("search", "Search the articles", SEARCH, Search, Passages),
        _described("timeline", "Timeline of a topic", TIMELINE, Timeline, ToldEvents),
    ]

    async def on_list(_: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def on_call(context: Any, wanted: types.CallToolRequestParams) -> types.CallToolResult:
        if wanted.name not in run:
            return _said(f"There is no tool {wanted.name[:80]!r}; there are: {', '.join(run)}.", None)
        try:
            result = await run[wanted.name](wanted.arguments or {}, client_of(context.request))
        except QAError as error:
            return _said(str(error), None)
        except Exception:  # a bug: the model reads that there was one, the terminal shows which
            log.exception("the tool %s failed", wanted.name)
            return _said("Something went wrong. The terminal that runs the server shows the details.", None)
        return _said(json.dumps(result, ensure_ascii=False), result)

    return Server(
        "article-qa",
        title="Article QA",
        version=qa.__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=on_list,
        on_call_tool=on_call,
    )


def _described(name: str, title: str, description: str, arguments: type[BaseModel], result: Any) -> "types.Tool":
    import mcp_types as types

    return types.Tool(
        name=name,
        title=title,
        description=description,
        input_schema=arguments.model_json_schema(),
        output_schema=TypeAdapter(result).json_schema(),
        annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _said(text: str, result: Any) -> "types.CallToolResult":
    """A result, also as text for clients that know no other; without one, `text` is what is wrong."""
    import mcp_types as types

    content: list[types.ContentBlock] = [types.TextContent(text=text)]
    return types.CallToolResult(content=content, structured_content=result, is_error=result is None)
