"""The calls as plain HTTP, for programs without a client library: JSON in, JSON out, errors as {"error": "one line"}.

POST /api/ask  POST /api/search  GET /api/timeline  GET /api/documents
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

import logging
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response
from typing_extensions import TypedDict

from qa.errors import BadCall, BadFilter, QAError, TooBusy
from qa.keep.schema import AnswerJSON, DocumentsJSON, EventJSON, HitJSON
from qa.web.calls import Ask, Calls, Listing, Search, Timeline, complaint
from qa.web.guard.client import client_of

FAILED = "Something went wrong. The terminal that runs the server shows the details."

log = logging.getLogger(__name__)


class ErrorJSON(TypedDict):
    """Why there is no answer, in one line."""

    error: str


ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ErrorJSON, "description": "The call cannot be taken as it is."},
    "5XX": {"model": ErrorJSON, "description": "There is no usable index now."},
}


class PlainRoute(APIRoute):
    """A route of which every error is one line of JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                return _error(complaint(error.errors(), depth=1), 400)
            except QAError as error:
                return _error(str(error), _status(error))
            except HTTPException as error:  # what is no JSON at all
                return _error(str(error.detail), error.status_code)
            except Exception:  # a bug: whoever called reads JSON all the same
                log.exception("%s %s failed", request.method, request.url.path)
                return _error(FAILED, 500)

        return handled


def router(calls: Calls) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute, responses=ERRORS)

    @routes.post("/ask")
    async def ask(wanted: Ask, request: Request) -> AnswerJSON:
        """Answer a question with sentences cited word for word from the articles, or say that they do not hold it."""
        return await calls.ask(wanted, client_of(request))

    @routes.post("/search")
    async def search(wanted: Search) -> list[HitJSON]:
        """Find the passages nearest to a query, best first."""
        return await calls.search(wanted)

    @routes.get("/timeline")
    async def timeline(wanted: Annotated[Timeline, Query()]) -> list[EventJSON]:
        """Tell what the articles say of a topic in order of time: dated sentences, one a story."""
        return await calls.timeline(wanted)

    @routes.get("/documents")
    async def documents(wanted: Annotated[Listing, Query()]) -> DocumentsJSON:
        """List the articles, a page at a time."""
        return await calls.documents(wanted)

    return routes


def _status(error: QAError) -> int:
    if isinstance(error, TooBusy):
        return 429
    return 400 if isinstance(error, BadCall | BadFilter) else 503


def nowhere() -> APIRouter:
    """What is none of our routes, to be included after all of them: it says so as the others say their errors."""
    routes = APIRouter(prefix="/api", include_in_schema=False)

    @routes.api_route("/{path:path}", methods=["GET", "POST", "PUT", "DELETE"])
    def missing(request: Request) -> JSONResponse:
        return _error(f"There is no {request.method} of this address; GET /api/openapi.json lists what there is.", 404)

    return routes


def _error(message: str, status: int) -> JSONResponse:
    return JSONResponse(ErrorJSON(error=message), status)
