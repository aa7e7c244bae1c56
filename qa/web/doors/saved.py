"""Saved questions: kept, listed with what changed, marked as seen; and the changes as an Atom feed.

    GET    /api/saved           -> 200 {"questions", "checking", "problem"}
    POST   /api/saved           {"question", "since", "until", "sources", "dates"}    -> 201 a question
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
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from typing_extensions import TypedDict

from qa import saved
from qa.errors import SavedInvalid
from qa.saved import Kind, SavedJSON, SeenPlaceJSON
from qa.search.within import within
from qa.web.desk import Desk
from qa.web.doors.route import ERRORS, PlainRoute
from qa.web.doors.statuses import Refusal
from qa.web.guard.client import client_of
from qa.web.library import Library
from qa.web.watcher import Watcher

_Word = Annotated[str, StringConstraints(max_length=2000)]


class Save(BaseModel):
    """A question as it is to be asked again."""

    model_config = ConfigDict(extra="forbid")
    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
    since: _Word | None = None
    until: _Word | None = None
    sources: Annotated[list[_Word], Field(max_length=1000)] | None = None
    names: Annotated[list[_Word], Field(max_length=100)] | None = None
    dates: bool = True


class Seen(BaseModel):
    """Which questions were looked at; null is all."""

    model_config = ConfigDict(extra="forbid")
    ids: Annotated[list[_Word], Field(max_length=1000)] | None = None


class ShownChangeJSON(TypedDict):
    """A change, `told` in a line; as `qa.saved.ChangeJSON` otherwise."""

    kind: Kind
    told: str
    question: str
    before: str | None
    now: str | None
    places: list[SeenPlaceJSON]


class ShownJSON(TypedDict):
    """A saved question with its answer now: the few words, or what differs, or None; the sentences. `seen` is when the
    answer was last looked at."""

    id: str
    question: str
    since: str | None
    until: str | None
    sources: list[str] | None
    names: list[str] | None
    dates: bool
    saved: str
    seen: str
    found: bool
    answer: str | None
    places: list[SeenPlaceJSON]
    change: ShownChangeJSON | None


class SavedListJSON(TypedDict):
    """The saved questions. `checking`: they are being asked again; `problem`: what of the file cannot be read."""

    questions: list[ShownJSON]
    checking: bool
    problem: str | None


def router(library: Library, desk: Desk, watcher: Watcher) -> APIRouter:
    """The routes; `watcher` runs as long as their application."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute, responses=ERRORS, lifespan=_watching(watcher))

    def check_writable() -> None:
        if library.read_only:
            raise Refusal("this page takes no changes: it was started for reading alone", 403)

    @routes.get("/saved")
    def listed() -> SavedListJSON:
        """The saved questions, each with its answer now and what changed since it was last seen."""
        found = saved.listed(library.directory)
        return SavedListJSON(
            questions=list(map(_shown, found.questions)),
            checking=bool(found.questions) and watcher.behind(),
            problem=saved.complaint(library.directory, found),
        )

    @routes.post("/saved", status_code=201)
    async def save(wanted: Save, request: Request) -> ShownJSON:
        """Keep a question, with its answer of now."""
        check_writable()
        filters = within(wanted.since, wanted.until, wanted.sources, wanted.names)
        kept = await desk.run(client_of(request), lambda: library.save(wanted.question, filters, dates=wanted.dates))
        return _shown(kept)

    @routes.post("/saved/seen")
    def seen(wanted: Seen) -> dict[str, int]:
        """Compare with the answers of now from now on; how many had changed."""
        check_writable()
        return {"seen": saved.mark_seen(library.directory, wanted.ids)}

    @routes.delete("/saved/{saved_id}")
    def unsave(saved_id: str) -> dict[str, str]:
        """Keep a question no longer."""
        check_writable()
        if not saved.unsave(library.directory, [saved_id]):
            raise SavedInvalid("no such question is saved")
        return {"id": saved_id}

    @routes.get("/saved.atom", response_class=Response)
    def feed(request: Request) -> Response:
        """What changed until now, for feed readers."""
        home = str(request.base_url)
        content = saved.feed(
            library.directory, saved.listed(library.directory).questions, home, f"{home}api/saved.atom"
        )
        return Response(content, media_type="application/atom+xml")

    return routes


def _shown(each: SavedJSON) -> ShownJSON:
    parts = [part for part in each["now"]["parts"] if part["found"] and part["places"]]
    said = [" / ".join(part["accounts"]) or part["short"] or "" for part in parts]
    change = each["change"]
    return ShownJSON(
        id=each["id"],
        question=each["question"],
        since=each["since"],
        until=each["until"],
        sources=each["sources"],
        names=each.get("names"),
        dates=each["dates"],
        saved=each["saved"],
        seen=each["seen"]["at"],
        found=bool(parts),
        answer="; ".join(filter(None, said)) or None,
        places=[part["places"][0] for part in parts],
        change=change
        and ShownChangeJSON(
            kind=change["kind"],
            told=saved.told(change),
            question=change["question"],
            before=change["before"],
            now=change["now"],
            places=change["places"],
        ),
    )


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
