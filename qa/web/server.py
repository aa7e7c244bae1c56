"""The page as a web server: mounted in FastAPI, inside the guard."""

from __future__ import annotations

import errno
import logging
import os
import socket
from collections.abc import Sequence
from contextlib import suppress

# Gradio reads these when it is imported: no calls home, and no statistics over all past events after each new one.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000")
os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "200")

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from qa.collection import Collection
from qa.errors import QAError
from qa.web.attended import Attended
from qa.web.builds.building import Building
from qa.web.calls import Calls
from qa.web.chat.callers import Callers
from qa.web.chat.looks import settings
from qa.web.chat.page import build_page
from qa.web.connection import Connection
from qa.web.desk import Desk
from qa.web.doors import (
    changes,
    feedback,
    fields,
    finding,
    mcp,
    pages,
    reading,
    references,
    rest,
    saved,
    tables,
    unoffered,
)
from qa.web.doors.described import describe
from qa.web.guard.guard import Guard
from qa.web.guard.origin import Names
from qa.web.guard.passwords import Users
from qa.web.library import Library
from qa.web.saving import Saving
from qa.web.streams import Streams
from qa.web.watcher import Watcher

# See "Load" in benchmarks/README.md.
ANSWERS = 2  # at once
QUESTIONS = 8  # that one client may have waiting


def create_app(library: Library, names: Names | None = None, users: Users | None = None) -> ASGIApp:
    """The whole page as an ASGI app, for this server or another one.

    `names` are those it answers to, without them the ones of a server that is open to a network; `users` may ask.
    """
    desk = Desk(ANSWERS, QUESTIONS)
    calls, callers = Calls(library, desk), Callers()
    # No pages of docs: FastAPI's load scripts from elsewhere.
    app = FastAPI(title="Article QA", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.include_router(rest.router(calls))
    app.include_router(finding.router(calls))
    app.include_router(tables.router(calls))
    saving, building = (None, None) if library.at_engine else _with_folder(app, library, desk)
    if mcp.installed():
        mcp.mount(app, mcp.tools(calls, saving))
    app.include_router(reading.router(library, building))
    app.include_router(references.router(library))
    if library.at_engine:
        app.include_router(unoffered.router())
    app.include_router(rest.nowhere())
    app.openapi = describe(app, guarded=users is not None, also=feedback.JudgementJSON)  # type: ignore[method-assign]
    # Last: at "/" it takes every address that is left.
    gr.mount_gradio_app(app, build_page(library, desk, calls, callers), path="/", **settings())
    return GZipMiddleware(Guard(Attended(Streams(app, callers.gone)), names or Names(), users), minimum_size=1024)


def _with_folder(app: FastAPI, library: Library, desk: Desk) -> tuple[Saving, Building]:
    """What needs the directory of an index, or the folder it is built from: added to the app."""
    collection = Collection(library.directory)
    building = Building(collection, library.follow)
    watcher = Watcher(library, desk)
    saving = Saving(library, desk, watcher)
    app.include_router(saved.router(library, saving, watcher))
    app.include_router(pages.router(library))
    app.include_router(changes.router(collection, building, library.read_only))
    app.include_router(fields.router(collection, library.read_only))
    app.include_router(feedback.router(library.directory, lambda: library.generation, library.read_only))
    return saving, building


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


def run(library: Library, host: str, port: int, *, users: Users | None = None, also_named: Sequence[str] = ()) -> None:
    """Serve until Ctrl-C. Raises QAError when the place is taken or is not on this machine."""
    listening = _listen(host, port)
    names = Names.of(host, also_named)
    if not names.loopback:
        print(_warning(listening.getsockname()[1], library.read_only, users is not None), flush=True)
    config = uvicorn.Config(
        create_app(library, names, users),
        http=Connection,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    with suppress(KeyboardInterrupt):
        _Server(config).run(sockets=[listening])


def _warning(port: int, read_only: bool, guarded: bool) -> str:
    """What it means that others can reach the server."""
    may = "read the articles" if read_only else "read the articles, and without --read-only add and remove some"
    if not guarded:
        return f"Warning: everyone who can reach port {port} can {may}. --auth asks for a password."
    return (
        f"Warning: everyone who can reach port {port} and has a password can {may}. "
        "Passwords travel readable over plain http: let a proxy with https stand in front."
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OverflowError as error:
        raise QAError(f"{port} is no port: choose one from 1 to 65535 with --port") from error
    except (TypeError, ValueError) as error:  # of a name that no name can be, such as one with a space
        raise QAError(f"{host!r} is no address to listen on: choose another --host") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            problem = f"port {port} of {host} is in use: stop what runs there, or choose another with --port"
        else:
            problem = f"cannot listen on port {port} of {host} ({error.strerror}): try another --host or --port"
        raise QAError(problem) from error
    # Its connections inherit it; asyncio sets it on those of its own sockets alone. Without it the end of each reply
    # waits 40 ms until the client has acknowledged the beginning.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
