"""The route by which a day, a source or a title is told of a document, in a file beside it; a build takes it in.

POST /api/documents/{id}/fields   {"date": "2022-03-11"}   -> 200 {"id"}
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from fastapi import APIRouter

from qa.collection import Collection
from qa.errors import ReadOnly
from qa.web.changing import SetFields
from qa.web.doors.changes import MovedJSON
from qa.web.doors.described import errors
from qa.web.doors.route import PlainRoute


def router(collection: Collection, read_only: bool) -> APIRouter:
    """The route; `read_only` refuses all."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute)

    # No coroutine: it waits for the disk, and FastAPI runs plain functions in threads.
    @routes.post("/documents/{file_id:path}/fields", responses=errors(404, 409, 507))
    def set_fields(file_id: str, fields: SetFields) -> MovedJSON:
        if read_only:
            raise ReadOnly
        collection.set_fields(file_id, **fields.model_dump())
        return MovedJSON(id=file_id)

    return routes
