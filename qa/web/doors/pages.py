"""The pages of scanned articles: where cited words stand on them, and what they look like. Takes no path of a file."""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from qa.web import scans
from qa.web.doors.described import errors, files
from qa.web.doors.route import PlainRoute, error_response
from qa.web.library import Library
from qa.web.pictures import MEDIA_TYPE, Pictures
from qa.web.shown import MarkJSON

MOST = 2**31 - 1
Offset = Annotated[int, Query(ge=0, le=MOST)]
Number = Annotated[int, Query(ge=1, le=MOST)]


def router(library: Library) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute, responses=errors(503))
    pictures = Pictures(library.directory)

    @routes.get("/page-marks", response_model=list[MarkJSON], responses=errors(404))
    def page_marks(id: str, start: Offset, end: Offset) -> list[MarkJSON] | JSONResponse:
        """Tell where `text[start:end]` of a scanned article stands on its pages, line by line."""
        with library.using() as assistant:
            found = scans.marked(assistant.index, id, start, end)
        return error_response("There is no such scan.", 404) if found is None else found

    @routes.get("/page-image", response_class=Response, responses=files([MEDIA_TYPE]) | errors(404, 409, 429))
    def page_image(id: str, page: Number) -> Response:
        """Give a page of a scanned article as an image, upright, while its file is the one that was indexed."""
        with library.using() as assistant:
            leaf = scans.leaf(assistant.index, id, page)
        image = pictures.picture(leaf) if leaf else None
        if image is None:
            return error_response("There is no such page.", 404)
        return Response(image, media_type=MEDIA_TYPE, headers={"cache-control": "no-store"})

    return routes
