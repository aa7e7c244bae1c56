"""What stands around the whole server, Gradio's routes and our own: who may ask, for what, with how much, and how a
browser has to treat the replies.

Plain ASGI: Starlette's BaseHTTPMiddleware would hold back streamed answers.
"""

from __future__ import annotations

import asyncio
import logging

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.guard.client import network
from qa.web.guard.needed import needed
from qa.web.guard.origin import Names, is_foreign
from qa.web.guard.passwords import Guesses, Users, credentials

BODY_BYTES = 1_000_000
"""A question travels with its conversation, which is some 100 KB. Documents are bounded where they are taken."""
BODY_SECONDS = 30
UPLOADS = ("PUT", "/api/documents/")

# Gradio compiles its templates at run time: hence 'unsafe-inline' and 'unsafe-eval'.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob: data:",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(
        f"{feature}=()"
        for feature in ("camera", "microphone", "geolocation", "display-capture", "payment", "usb", "serial", "midi")
    ),
}
HASHED = ("/assets/", "/static/")  # their names change with their content
LOGIN = {"www-authenticate": 'Basic realm="Article QA", charset="UTF-8"'}
CLOSING = {"connection": "close"}  # what is left of the request is not read

log = logging.getLogger(__name__)


class _TooLong(Exception):
    """A body of more than `BODY_BYTES`."""


class Guard:
    """Answers what is refused, passes the rest on to `app`, and puts the headers on both.

    Without `users` nobody has to say who they are.
    """

    def __init__(self, app: ASGIApp, names: Names, users: Users | None = None) -> None:
        self.app = app
        self._names = names
        self._users = users
        self._guesses = Guesses()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            # Nothing here needs one, and browsers let any site open it.
            await send({"type": "websocket.close", "code": 1008, "reason": "No WebSockets here."})
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(send, scope["path"]))
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope)
        if refusal is None and not (scope["method"] == UPLOADS[0] and scope["path"].startswith(UPLOADS[1])):
            try:
                # Whole before it goes on: half a body reaches nobody.
                receive = _once(await _body(receive, Headers(scope=scope).get("content-length")), receive)
            except ClientDisconnect:
                return
            except TimeoutError:
                refusal = _refused(408, "The request did not arrive in time.", CLOSING)
            except _TooLong:
                refusal = _refused(413, f"A request may have {BODY_BYTES:,} bytes.", CLOSING)
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to a request that is not passed on."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._names.hold(hosts[0]):  # of two, a proxy may believe the other one
            known = "start it with --allow-host NAME if this is a name of it"
            return _refused(421, f"This server does not go by the name in the address: {known}.")
        if is_foreign(scope["method"], headers):
            return _refused(403, "Another site's page sent this. (A proxy in front has to pass the Host header on.)")
        # Who asks before what for: a stranger does not learn which paths there are.
        return self._unknown(scope, headers) or (
            None if needed(scope["method"], scope["path"]) else _refused(404, "Not here.")
        )

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to somebody who has to say who they are; None for whoever has."""
        if self._users is None:
            return None
        client = network(scope["client"][0]) if scope.get("client") else ""
        if wait := self._guesses.wait(client):  # even with the right password: else a guess would still tell
            return _refused(429, "Too many wrong passwords: wait a minute.", {"retry-after": str(int(wait) + 1)})
        given = credentials(headers.get("authorization"))
        if given is not None and self._users.know(given):
            return None
        if given is not None:
            log.warning("Wrong name or password from %r", client or "this machine")
            self._guesses.wrong(client, given)
        return _refused(401, "A name and a password are needed.", LOGIN)


def _refused(status: int, error: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": error}, status, headers)


def _with_headers(send: Send, path: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message.get("headers", []) if name.decode() not in HEADERS]
            added = dict(HEADERS)
            if message["status"] == 200 and path.startswith(HASHED):  # an error must not be kept for a year
                added["cache-control"] = "public, max-age=31536000, immutable"
            message["headers"] = [*kept, *((name.encode(), value.encode()) for name, value in added.items())]
        await send(message)

    return send_with_headers


async def _body(receive: Receive, announced: str | None) -> bytes:
    """The whole body; one that announces itself as too long is not read at all."""
    if announced is not None and announced.isdigit() and int(announced) > BODY_BYTES:
        raise _TooLong
    body = bytearray()
    async with asyncio.timeout(BODY_SECONDS):
        while True:
            message = await receive()
            if message["type"] != "http.request":
                raise ClientDisconnect
            body += message.get("body", b"")
            if len(body) > BODY_BYTES:
                raise _TooLong
            if not message.get("more_body", False):
                return bytes(body)


def _once(body: bytes, receive: Receive) -> Receive:
    """Give `body`, then whatever else comes, such as that the client has gone."""
    given = False

    async def receive_once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_once
