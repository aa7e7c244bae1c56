"""Gradio's streams of answers, without a traceback for a session that it does not know.

It says so in the stream itself, and raises it once more behind it: a page that is left open while the server starts
again would fill the terminal.
"""

from __future__ import annotations

import logging

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

STREAMS = ("/gradio_api/queue/data", "/gradio_api/call/")

log = logging.getLogger(__name__)


class Streams:
    """Passes everything on to `app`, and says of such an end in the log alone that it was one, at level INFO."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except RuntimeError as error:  # Starlette's, for an error behind the beginning of a reply
            if not (isinstance(error.__cause__, HTTPException) and scope.get("path", "").startswith(STREAMS)):
                raise
            log.info("a stream of an unknown session was asked for")
