"""Saved questions: kept, listed with what changed, marked as seen; and the changes as an Atom feed.

    GET    /api/saved           -> 200 {"questions", "checking", "problem"}
    POST   /api/saved           {"question", "since", "until", "sources", "names", "dates"}    -> 201 a question
    POST   /api/saved/seen      {"ids"}, null is all                                  -> 200 {"seen"}
    DELETE /api/saved/{id}                                                            -> 200 {"id"}
    GET    /api/saved.atom      -> 200 application/atom+xml

Every error is {"error": "one line"}. A page for reading alone keeps nothing.
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

from fastapi import APIRouter, Request, Response

from qa import saved
from qa.web.changing import Save, Seen
from qa.web.doors.described import errors, files
from qa.web.doors.route import PlainRoute
from qa.web.guard.client import caller_of
from qa.web.library import Library
from qa.web.saving import SavedListJSON, Saving, ShownJSON
from qa.web.watcher import Watcher


def router(library: Library, saving: Saving, watcher: Watcher) -> APIRouter:
    """The routes; `watcher` runs as long as their application."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute, responses=errors(503), lifespan=_watching(watcher))

    @routes.get("/saved")
    async def listed() -> SavedListJSON:
        """The saved questions, each with its answer now and what changed since it was last seen."""
        return await saving.listed()

    @routes.post("/saved", status_code=201, responses=errors(429, 507))
    async def save(wanted: Save, request: Request) -> ShownJSON:
        """Keep a question, with its answer of now."""
        return await saving.save(wanted, caller_of(request))

    @routes.post("/saved/seen", responses=errors(507))
    async def seen(wanted: Seen) -> dict[str, int]:
        """Compare with the answers of now from now on; how many had changed."""
        return {"seen": await saving.seen(wanted)}

    @routes.delete("/saved/{saved_id}", responses=errors(507))
    async def unsave(saved_id: str) -> dict[str, str]:
        """Keep a question no longer."""
        await saving.unsave(saved_id)
        return {"id": saved_id}

    @routes.get("/saved.atom", response_class=Response, responses=files(["application/atom+xml"]))
    def feed(request: Request) -> Response:
        """What changed until now, for feed readers."""
        home = str(request.base_url)
        content = saved.feed(
            library.directory, saved.listed(library.directory).questions, home, f"{home}api/saved.atom"
        )
        return Response(content, media_type="application/atom+xml")

    return routes


def _watching(watcher: Watcher) -> Callable[[object], AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        running = asyncio.create_task(watcher.run())
        try:
            yield
        finally:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running

    return lifespan
