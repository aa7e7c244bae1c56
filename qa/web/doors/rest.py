"""The calls as plain HTTP, for programs without a client library: JSON in, JSON out, errors as {"error": "one line"}.

POST /api/ask  POST /api/search  GET /api/timeline  GET /api/quotations  GET /api/names  GET /api/documents
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from qa.keep.names import NamesJSON
from qa.keep.schema import AnswerJSON, DocumentsJSON, EventJSON, HitJSON, QuotationJSON
from qa.web.arguments import Ask, Browse, ListNames, Quotes, Search, Timeline
from qa.web.calls import Calls
from qa.web.doors.described import errors
from qa.web.doors.route import PlainRoute, error_response
from qa.web.guard.client import caller_of


def router(calls: Calls) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute, responses=errors(503))

    @routes.post("/ask", responses=errors(429))
    async def ask(wanted: Ask, request: Request) -> AnswerJSON:
        """Answer a question with sentences cited word for word from the articles, or say that they do not hold it."""
        return await calls.ask(wanted, caller_of(request))

    @routes.post("/search")
    async def search(wanted: Search) -> list[HitJSON]:
        """Find the passages nearest to a query, best first."""
        return await calls.search(wanted)

    @routes.get("/timeline")
    async def timeline(wanted: Annotated[Timeline, Query()]) -> list[EventJSON]:
        """Tell what the articles say of a topic in order of time: dated sentences, one a story."""
        return await calls.timeline(wanted)

    @routes.get("/quotations")
    async def quotations(wanted: Annotated[Quotes, Query()]) -> list[QuotationJSON]:
        """List what somebody said, or who said what about a topic, word for word."""
        return await calls.quotations(wanted)

    @routes.get("/names")
    async def names(wanted: Annotated[ListNames, Query()]) -> NamesJSON:
        """List the people, organisations and places that articles name, each with the number of articles."""
        return await calls.names(wanted)

    @routes.get("/documents")
    async def documents(wanted: Annotated[Browse, Query()]) -> DocumentsJSON:
        """List the articles, a page at a time."""
        return await calls.documents(wanted)

    return routes


def nowhere() -> APIRouter:
    """What is none of our routes, to be included after all of them: it says so as the others say their errors."""
    routes = APIRouter(prefix="/api", include_in_schema=False)

    @routes.api_route("/{path:path}", methods=["GET", "POST", "PUT", "DELETE"])
    def missing(request: Request) -> JSONResponse:
        return error_response(
            f"There is no {request.method} of this address; GET /api/openapi.json lists what there is.", 404
        )

    return routes
