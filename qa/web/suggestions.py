"""`POST /api/suggestions`: questions to go on with after a turn, which these articles answer. A turn -> ["…", …].

Trying them takes as long as a few answers, so they wait for their turn like questions, and there are none while others
wait.
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from fastapi import APIRouter, Request

from qa.web.client import client_of
from qa.web.conversation import Turn
from qa.web.desk import Desk
from qa.web.library import Library
from qa.web.rest import PlainRoute


def router(library: Library, desk: Desk) -> APIRouter:
    """The route."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute)

    @routes.post("/suggestions")
    async def suggestions(turn: Turn, request: Request) -> list[str]:
        """Questions to go on with; none after a turn without an answer."""
        if desk.crowded:
            return []
        return await desk.run(client_of(request), lambda: library.suggestions(turn))

    return routes
