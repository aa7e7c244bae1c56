"""Gradio's streams of answers: what is done when whoever reads one goes, and no traceback for a session that it does
not know.

It says so in the stream itself, and raises it once more behind it: a page that is left open while the server starts
again would fill the terminal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STREAMS = ("/gradio_api/queue/data", "/gradio_api/call/")

log = logging.getLogger(__name__)


class Streams:
    """Passes everything on to `app`, and says of such an end in the log alone that it was one, at level INFO.

    `gone` is told the session or the event of a stream that was left before its end.
    """

    def __init__(self, app: ASGIApp, gone: Callable[[str], None]) -> None:
        self.app = app
        self._gone = gone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(STREAMS):
            await self.app(scope, receive, send)
            return
        ended = left = False

        async def receiving() -> Message:
            nonlocal left
            message = await receive()
            left = left or (message["type"] == "http.disconnect" and not ended)
            return message

        async def sending(message: Message) -> None:
            nonlocal ended
            ended = ended or (message["type"] == "http.response.body" and not message.get("more_body", False))
            await send(message)

        try:
            await self.app(scope, receiving, sending)
        except RuntimeError as error:  # Starlette's, for an error behind the beginning of a reply
            if not isinstance(error.__cause__, HTTPException):
                raise
            log.info("a stream of an unknown session was asked for")
        finally:
            if left:
                self._gone(_known_by(scope))


def _known_by(scope: Scope) -> str:
    path: str = scope["path"]
    if path.startswith(STREAMS[1]):
        return path.rstrip("/").rpartition("/")[2]
    asked: bytes = scope["query_string"]
    return parse_qs(asked.decode("latin-1")).get("session_hash", [""])[0]
