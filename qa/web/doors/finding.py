"""Words and "phrases" in all articles, or in one.

GET /api/find  GET /api/find-in
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from typing import Annotated

from fastapi import APIRouter, Query

from qa.keep.found import FoundArticleJSON, FoundJSON
from qa.web.arguments import Find, FindIn
from qa.web.calls import Calls
from qa.web.doors.described import errors
from qa.web.doors.route import PlainRoute


def router(calls: Calls) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute, responses=errors(503))

    @routes.get("/find")
    async def find(wanted: Annotated[Find, Query()]) -> FoundJSON:
        """List every article that holds all these words and "phrases", with each place, by source and by month."""
        return await calls.find(wanted)

    @routes.get("/find-in", responses=errors(404))
    async def find_in(wanted: Annotated[FindIn, Query()]) -> FoundArticleJSON:
        """List each place of any of these words and "phrases" in one article."""
        return await calls.find_in(wanted)

    return routes
