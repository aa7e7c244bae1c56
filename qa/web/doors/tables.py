"""Many questions, or one of every article, as rows of a table; and the table as a file.

POST /api/batch  POST /api/each  POST /api/questions  POST /api/table
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from qa.batch import Form, Row, parsed, written
from qa.web.arguments import Batch, Each
from qa.web.calls import Calls, RowsJSON
from qa.web.doors.described import BINARY, body, errors, files
from qa.web.doors.route import PlainRoute
from qa.web.guard.client import caller_of

MOST_ROWS = 10_000
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonl": "application/jsonl",
}
_Cell = Annotated[str, Field(max_length=100_000)] | int | float | None


class Table(BaseModel):
    """Rows as /api/batch and /api/each give them, with any columns beside theirs, and the form to write them in."""

    model_config = ConfigDict(extra="forbid")
    rows: Annotated[list[dict[Annotated[str, Field(max_length=200)], _Cell]], Field(max_length=MOST_ROWS)]
    form: Form


def router(calls: Calls) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute, responses=errors(503))

    @routes.post("/batch", responses=errors(429))
    async def batch(wanted: Batch, request: Request) -> RowsJSON:
        """Answer some questions one by one: for each a row with the answer, its first sentence and where it stands."""
        return await calls.batch(wanted, caller_of(request))

    @routes.post("/each", responses=errors(429))
    async def each(wanted: Each, request: Request) -> RowsJSON:
        """Ask one question of every article by itself, some articles a call."""
        return await calls.each(wanted, caller_of(request))

    @routes.post("/questions", openapi_extra=body("application/octet-stream", BINARY))
    async def questions(request: Request, name: Annotated[str, Query(max_length=500)] = "") -> list[dict[str, Any]]:
        """The questions of a file, which is the body; `name` tells its form, and the rows keep their other columns."""
        body = await request.body()  # bounded by the guard
        return [asdict(row) for row in await run_in_threadpool(parsed, name, body)]

    @routes.post("/table", response_class=Response, responses=files(_KINDS.values()))
    async def table(wanted: Table) -> Response:
        """Rows as a file for spreadsheets and programs."""
        content = await run_in_threadpool(_file, wanted.rows, wanted.form)
        return Response(content, media_type=_KINDS[wanted.form])

    return routes


def _file(rows: list[Row], form: Form) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers"
        with written(path, form, [name for row in rows for name in row]) as add:
            for row in rows:
                add(row)
        return path.read_bytes()
