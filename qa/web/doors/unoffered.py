"""What stands at the addresses of all that only an index in a directory offers, where an engine keeps it: one line."""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from fastapi import APIRouter

from qa.errors import FolderOnly
from qa.web.doors.route import PlainRoute
from qa.web.saving import SavedListJSON

PATHS = (
    "/documents/{name:path}",
    "/build",
    "/feedback",
    "/saved",
    "/saved/{name:path}",
    "/saved.atom",
    "/page-marks",
    "/page-image",
)


def router() -> APIRouter:
    """The routes. To be included behind those of what is offered."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute)

    @routes.get("/saved")
    def saved() -> SavedListJSON:
        """No saved questions, and why."""
        return SavedListJSON(questions=[], checking=False, problem=str(FolderOnly()))

    def unoffered() -> None:
        raise FolderOnly

    for path in PATHS:
        routes.add_api_route(path, unoffered, methods=["GET", "POST", "PUT", "DELETE"], include_in_schema=False)
    return routes
