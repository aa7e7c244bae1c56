"""The page as a web server: mounted in FastAPI, behind headers that keep a browser from asking anybody else."""

from __future__ import annotations

import errno
import logging
import os
import re
import socket
from contextlib import suppress

# Gradio reads these when it is imported: no calls home, and no statistics over all past events after each new one.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000")
os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "200")

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.errors import QAError
from qa.web import reading
from qa.web.building import Building
from qa.web.library import Library
from qa.web.page import build_page, settings

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
        "frame-ancestors 'self'",
    ]
)
# Routes that every Gradio app has and this one does not need: fetching an address, passing one on, taking files.
REFUSED = re.compile(r"/(file=\s*https?:|proxy=|upload$)", re.IGNORECASE)
HASHED = ("/assets/", "/static/")  # their names change with their content
LOOPBACK = re.compile(r"127\.[\d.]+|::1|localhost")


class Guard:
    """Refuse what the page does not need, and send the headers of every answer.

    Plain ASGI: Starlette's BaseHTTPMiddleware would hold back streamed answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_headers(scope["path"], message["status"])]
            await send(message)

        refused = REFUSED.search(scope["path"])
        app = PlainTextResponse("Not here.", status_code=403) if refused else self._app
        await app(scope, receive, send_with_headers)


def _headers(path: str, status: int) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"content-security-policy", POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]
    if status == 200 and path.startswith(HASHED):
        headers.append((b"cache-control", b"public, max-age=31536000, immutable"))
    return headers


def create_app(library: Library) -> ASGIApp:
    """The whole page as an ASGI app, for this server or another one."""
    app = FastAPI(title="Article QA", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(reading.router(library, Building(), 200_000_000))
    gr.mount_gradio_app(app, build_page(library), path="/", **settings())
    return GZipMiddleware(Guard(app), minimum_size=1024)


class _Server(uvicorn.Server):
    """Says where it is once it really listens, and ends quietly."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Every open page holds a stream that never ends by itself. Cutting it off is no error worth a traceback.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            print(f"Article QA is at {_address(sockets[0])}  (Ctrl-C to stop)", flush=True)


def run(library: Library, host: str, port: int) -> None:
    """Serve until Ctrl-C. Raises QAError when the place is taken or is not on this machine."""
    listening = _listen(host, port)
    if not LOOPBACK.fullmatch(host):
        print(f"Warning: everyone who can reach port {listening.getsockname()[1]} can read the articles.", flush=True)
    config = uvicorn.Config(create_app(library), log_level="warning", timeout_graceful_shutdown=1)
    with suppress(KeyboardInterrupt):
        _Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OverflowError as error:
        raise QAError(f"{port} is no port: choose one from 1 to 65535 with --port") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            problem = f"port {port} of {host} is in use: stop what runs there, or choose another with --port"
        else:
            problem = f"cannot listen on port {port} of {host} ({error.strerror}): try another --host or --port"
        raise QAError(problem) from error


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
