"""The routes by which documents come and go and the index follows: see README, "Over HTTP".

    PUT    /api/documents/{name}           the body is the file    -> 201 {"name", "id", "outcome"}
    DELETE /api/documents/{id}             kept aside              -> 200 {"id"}
    POST   /api/documents/{id}/restore                             -> 200 {"id"}
    POST   /api/build                      now, or once more       -> 202 BuildJSON
    GET    /api/build                                              -> 200 BuildJSON
    DELETE /api/build                      stop it                 -> 200 BuildJSON

Every error is {"error": "one line"}.
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from typing_extensions import TypedDict

from qa.collection import Collection, Outcome, Received
from qa.errors import ReadOnly
from qa.web.builds.building import Building
from qa.web.builds.state import BuildJSON
from qa.web.doors.described import BINARY, body, errors
from qa.web.doors.route import PlainRoute
from qa.web.doors.statuses import Refusal
from qa.web.doors.uploads import Upload, Uploads

FILE = body("application/octet-stream", BINARY)


class ReceivedJSON(TypedDict):
    """`name` is relative to the collection, `id` the file's in the index; `outcome` is "new", "replaced" or "same"."""

    name: str
    id: str
    outcome: Outcome


class MovedJSON(TypedDict):
    """The id of what was removed, brought back or told something of."""

    id: str


def router(collection: Collection, building: Building, read_only: bool) -> APIRouter:
    """The routes; `read_only` leaves nothing but looking how far a build is. The build ends with their application."""

    routes = APIRouter(prefix="/api", route_class=PlainRoute, lifespan=_ending(building))
    uploads = Uploads()

    def check_writable() -> None:
        if read_only:
            raise ReadOnly

    @routes.put("/documents/{name:path}", status_code=201, responses=errors(409, 503, 507), openapi_extra=FILE)
    async def put(name: str, request: Request) -> ReceivedJSON:
        check_writable()
        async with uploads.place() as upload:
            received = await _received(collection, name, request, upload)
        return ReceivedJSON(name=received.name, id=received.id, outcome=received.outcome)

    # No coroutines from here on: they wait for the disk, and FastAPI runs plain functions in threads.
    @routes.delete("/documents/{file_id:path}", responses=errors(404, 409, 507))
    def remove(file_id: str) -> MovedJSON:
        check_writable()
        collection.remove(file_id)
        return MovedJSON(id=file_id)

    @routes.post("/documents/{file_id:path}/restore", responses=errors(404, 409, 507))
    def restore(file_id: str) -> MovedJSON:
        check_writable()
        collection.restore(file_id)
        return MovedJSON(id=file_id)

    @routes.post("/build", status_code=202, responses=errors(409, 507))
    def start() -> BuildJSON:
        check_writable()
        building.start()
        return building.state()

    @routes.get("/build")
    def state() -> BuildJSON:
        return building.state()

    @routes.delete("/build", responses=errors(409))
    def cancel() -> BuildJSON:
        check_writable()
        if not building.cancel() and (other := building.other()):
            raise Refusal(f"the index is being built by {other}: stop it there", 409)
        return building.state()

    return routes


def _ending(building: Building) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Ends the build with the application, and is not left to whoever runs the server: uvicorn ends its process on
    SIGTERM before that gets another turn."""

    @contextlib.asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await run_in_threadpool(building.close)

    return lifespan


async def _received(collection: Collection, name: str, request: Request, upload: Upload) -> Received:
    with await run_in_threadpool(collection.arriving, name, _size(request)) as file:
        async for block in upload.blocks(request.stream()):
            await run_in_threadpool(file.write, block)
        return await run_in_threadpool(collection.keep, file)


def _size(request: Request) -> int | None:
    told = request.headers.get("content-length", "")
    # Few digits: int() raises at thousands of them.
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None
