"""What `GET /api/openapi.json` says of the routes: with every status that each may answer, and the body of each error.

A route names those of its own with `errors`; the ones that stand in front of every route are added to all.
"""

from __future__ import annotations

import functools
import http
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from pydantic import TypeAdapter

from qa.web.doors.route import ErrorJSON

Schema = dict[str, Any]
Responses = dict[int | str, dict[str, Any]]

WHY = {
    400: "The call cannot be taken as it is: the line names what is wrong.",
    401: "A name and a password are needed.",
    403: "Another site's page sent this, or the server takes no changes.",
    404: "There is no such thing.",
    408: "The request did not arrive in time.",
    409: "It does not fit the state that the index or the folder is in.",
    413: "The request, or the file, is too large.",
    421: "The server does not go by the name in the address.",
    429: "Too many calls are waiting, or too many wrong passwords came: Retry-After says when to come again.",
    500: "A bug; the terminal of the server shows the details.",
    503: "There is no usable index now, or no place.",
    507: "The disk did not take it.",
}
EVERYWHERE = (400, 403, 408, 413, 421, 500)
"""What the guard and `PlainRoute` answer, whatever the route."""
NAMED = (404,)
"""And where the path holds a name, which the guard looks at."""
GUARDED = (401, 429)
"""And where passwords are asked for."""


BINARY: Schema = {"type": "string", "format": "binary"}


def errors(*statuses: int) -> Responses:
    """The `responses` of a router or route that answers these, each with one line as its body."""
    return {status: {"model": ErrorJSON, "description": WHY[status]} for status in statuses}


def files(kinds: Iterable[str]) -> Responses:
    """The `responses` of a route that gives a file of one of these media types."""
    content = {
        kind: {"schema": {} if "json" in kind else BINARY} for kind in (kind.partition(";")[0] for kind in kinds)
    }
    return {200: {"content": content}}


def body(media_type: str, schema: Schema) -> Schema:
    """The `openapi_extra` of a route that reads its body by itself."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


def describe(app: FastAPI, *, guarded: bool, also: type) -> Callable[[], Schema]:
    """FastAPI's description of `app`, mended; `guarded` where passwords are asked for, `also` a type that a route reads
    by itself."""
    plain = app.openapi

    @functools.cache
    def described() -> Schema:
        schema = plain()
        schemas = schema["components"]["schemas"]
        named = TypeAdapter(also).json_schema(ref_template="#/components/schemas/{model}")
        schemas |= named.pop("$defs", {}) | {also.__name__: named}
        schemas |= {"ErrorJSON": TypeAdapter(ErrorJSON).json_schema()}
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        for path, operation in _operations(schema):
            operation["responses"].pop("422", None)  # FastAPI's own; `PlainRoute` answers 400
            own = [int(status) for status in operation["responses"] if not status.startswith("2")]
            for status in {*own, *EVERYWHERE, *NAMED * ("{" in path), *GUARDED * guarded}:
                operation["responses"][str(status)] = _error(status)  # JSON, whatever the route gives otherwise
        if guarded:
            schema["components"]["securitySchemes"] = {"password": {"type": "http", "scheme": "basic"}}
            schema["security"] = [{"password": []}]
        return schema

    return described


def _operations(schema: Schema) -> Iterator[tuple[str, Schema]]:
    methods = {method.value.lower() for method in http.HTTPMethod}
    for path, operations in schema["paths"].items():
        yield from ((path, operation) for method, operation in operations.items() if method in methods)


def _error(status: int) -> Schema:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorJSON"}}}
    return {"description": WHY[status], "content": content}
