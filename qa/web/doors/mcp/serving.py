"""The address at which the tools are served."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from qa.web.doors.mcp.protocol import server_of
from qa.web.doors.mcp.tool import Tool

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATHS = ("/gradio_api/mcp", "/gradio_api/mcp/")
"""Where clients look for the tools of a Gradio app; some keep the slash and some do not."""


def installed() -> bool:
    """Whether the packages of the extra `mcp` are there, in a version that this package knows."""
    return find_spec("mcp") is not None and find_spec("mcp_types") is not None


def mount(app: FastAPI, tools: Sequence[Tool]) -> None:
    """Serve the tools at `PATHS`. To be called before a page is mounted that takes every address."""
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    server = server_of(tools)
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
