"""A route of which every error is one line of JSON: {"error": "..."}."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from typing_extensions import TypedDict

from qa.errors import QAError, TooBusy
from qa.web.complaints import complaint
from qa.web.doors.statuses import status_of

FAILED = "Something went wrong. The terminal that runs the server shows the details."

log = logging.getLogger(__name__)


class ErrorJSON(TypedDict):
    """Why there is no answer, in one line."""

    error: str


class PlainRoute(APIRoute):
    """A route of which every error is one line of JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What FastAPI calls for a request, within our own handling of errors."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                return error_response(complaint(error.errors(), depth=1), 400)
            except QAError as error:
                return error_response(str(error), status_of(error), _also(error))
            except ClientDisconnect:  # nobody is there to read this
                return error_response("the request did not come whole", 400)
            except HTTPException as error:  # what is no JSON at all
                return error_response(str(error.detail), error.status_code)
            except Exception:  # a bug: whoever called reads JSON all the same
                log.exception("%s %s failed", request.method, request.url.path)
                return error_response(FAILED, 500)

        return handled


def error_response(message: str, status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """One line that says what is wrong."""
    return JSONResponse(ErrorJSON(error=message), status, headers)


def _also(error: QAError) -> dict[str, str]:
    return {"retry-after": str(error.seconds)} if isinstance(error, TooBusy) else {}
