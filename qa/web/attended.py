"""A call is given up when whoever made it has gone: a question that waits leaves the queue.

Not for Gradio's streams, for which `streams` does it, nor for files that arrive, which are read as they come.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CALLS = ("/api/", "/gradio_api/mcp")


class Attended:
    """Passes everything on to `app`; what it does in a thread is done to the end."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] == "PUT" or not scope["path"].startswith(CALLS):
            await self.app(scope, receive, send)
            return
        body, gone, answered = await receive(), asyncio.Event(), False  # the guard gives a body whole

        async def once() -> Message:
            nonlocal body
            if body:
                given, body = body, {}
                return given
            await gone.wait()
            return {"type": "http.disconnect"}

        async def noting(message: Message) -> None:
            nonlocal answered
            answered = answered or (message["type"] == "http.response.body" and not message.get("more_body", False))
            await send(message)

        serving = asyncio.ensure_future(self.app(scope, once, noting))
        leaving = asyncio.ensure_future(receive())
        try:
            await asyncio.wait({serving, leaving}, return_when=asyncio.FIRST_COMPLETED)
            gone.set()
            if not serving.done() and not answered:
                serving.cancel()
                with suppress(asyncio.CancelledError):
                    await serving
            await asyncio.gather(serving, return_exceptions=serving.cancelled())
        finally:
            serving.cancel()
            leaving.cancel()
