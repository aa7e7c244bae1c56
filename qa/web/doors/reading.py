"""What the scripts of the page ask for besides answers: the state of the index, articles, what the filters offer,
a conversation to take along.
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse
from typing_extensions import TypedDict

from qa.collection.arriving import ROWS_LIMIT
from qa.documents import SIDECAR, SUFFIXES
from qa.keep.turns import TurnJSON
from qa.web.builds.building import Building
from qa.web.builds.state import NONE, BuildJSON
from qa.web.doors.described import errors
from qa.web.doors.route import PlainRoute
from qa.web.keeping import Form
from qa.web.library import Library
from qa.web.shown import ArticleJSON, ChoicesJSON
from qa.web.turns import TURNS_KEPT


class StatusJSON(TypedDict):
    """`problem` is why no question can be answered now; `openers` is how many questions to begin with
    there are by now, `choosing` whether more are being chosen;
    `generation` is 0 without an index;
    `read_only` tells that nothing can be changed or kept here, `read_only_because` why, in one line;
    `kinds` are suffixes, `largest` is the size in bytes above which no file is taken."""

    status: str
    problem: str | None
    loading: bool
    openers: int
    choosing: bool
    generation: int
    read_only: bool
    read_only_because: str | None
    kinds: list[str]
    largest: int
    building: BuildJSON


class Conversation(TypedDict):
    """Turns as the page keeps them, and the form to give them in."""

    turns: list[TurnJSON]
    form: Form


def router(library: Library, building: Building | None) -> APIRouter:
    """The routes; without `building` nothing is ever built from here."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute)

    @routes.get("/status")
    def status() -> StatusJSON:
        """What the index holds and whether it answers, in one look."""
        problem, unchangeable = library.problem(), library.unchangeable
        openers = len(library.openers())  # begins to choose them, where nobody has asked yet
        return StatusJSON(
            status=library.status(),
            problem=None if problem is None else str(problem),
            loading=library.loading,
            openers=openers,
            choosing=library.choosing,
            generation=library.generation,
            read_only=unchangeable is not None,
            read_only_because=None if unchangeable is None else str(unchangeable),
            kinds=[*SUFFIXES, SIDECAR],
            largest=ROWS_LIMIT,
            building=building.state() if building else NONE,
        )

    @routes.get("/article", response_model=ArticleJSON, responses=errors(404, 503))
    def article(id: str) -> ArticleJSON | JSONResponse:
        """One article, whole."""
        found = library.article(id)
        return JSONResponse({"error": "There is no such article."}, 404) if found is None else found

    @routes.get("/choices")
    def choices() -> ChoicesJSON:
        """What a question may be restricted to."""
        return library.choices()

    @routes.post("/export", response_class=PlainTextResponse, responses=errors(503))
    def export(conversation: Conversation) -> PlainTextResponse:
        """A conversation with its sources, to keep."""
        return PlainTextResponse(library.exported(conversation["turns"][-TURNS_KEPT:], conversation["form"]))

    return routes
