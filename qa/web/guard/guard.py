"""What stands around the whole server, Gradio's routes and our own: who may ask, for what, with how much, and how a
browser has to treat the replies.

Plain ASGI: Starlette's BaseHTTPMiddleware would hold back streamed answers.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.web.guard import bodies
from qa.web.guard.logins import Logins
from qa.web.guard.needed import needed
from qa.web.guard.origin import Addressed, Malformed, Names
from qa.web.guard.passwords import Users
from qa.web.guard.replies import CLOSING, refused, with_headers

UPLOADS = ("PUT", "/api/documents/")
# Gradio would believe these of anybody. A proxy has to pass the Host header on.
UNHEARD = {b"x-forwarded-host", b"x-gradio-server"}


class Guard:
    """Answers what is refused, passes the rest on to `app`, and puts the headers on both.

    Without `users` nobody has to say who they are.
    """

    def __init__(self, app: ASGIApp, names: Names, users: Users | None = None) -> None:
        self.app = app
        self._names = names
        self._logins = None if users is None else Logins(users)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            # Nothing here needs one, and browsers let any site open it.
            await send({"type": "websocket.close", "code": 1008, "reason": "No WebSockets here."})
        elif scope["type"] == "http":
            scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in UNHEARD]
            await self._answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        also: dict[str, str] = {}
        refusal = self._refusal(scope, also)
        if refusal is None and not (scope["method"] == UPLOADS[0] and scope["path"].startswith(UPLOADS[1])):
            try:
                # Whole before it goes on: half a body reaches nobody.
                body = await bodies.whole(receive, Headers(scope=scope).get("content-length"))
                receive = bodies.once(body, receive)
            except ClientDisconnect:
                return
            except TimeoutError:
                refusal = refused(408, "The request did not arrive in time.", CLOSING)
            except bodies.TooLong:
                refusal = refused(413, f"A request may have {bodies.BODY_BYTES:,} bytes.", CLOSING)
        await (refusal or self.app)(scope, receive, with_headers(send, scope["path"], also))

    def _refusal(self, scope: Scope, also: dict[str, str]) -> Response | None:
        """The answer to a request that is not passed on; `also` is given what else a reply has to say."""
        headers = Headers(scope=scope)
        try:
            asked = Addressed.of(scope["method"], headers)
        except Malformed as error:
            return refused(400, str(error), CLOSING)
        if not self._names.hold(asked.name):
            known = "start it with --allow-host NAME if this is a name of it"
            return refused(421, f"This server does not go by the name in the address: {known}.")
        if asked.foreign:
            return refused(403, "Another site's page sent this. (A proxy in front has to pass the Host header on.)")
        # Who asks before what for: a stranger does not learn which paths there are.
        if self._logins and (unknown := self._logins.refusal(scope, headers, also)):
            return unknown
        return None if needed(scope["method"], scope["path"]) else refused(404, "Not here.")
