"""`POST /api/feedback`: what somebody says of an answer becomes a line of the feedback file.

    {"question", "filters": {"since", "until", "sources", "names"}, "answer", "good", "comment"} -> 200 {"kept": true}

`answer` is as the page keeps it. Every error is {"error": "one line"}.
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

import datetime
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter, Request
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from typing_extensions import TypedDict

from qa.errors import FeedbackRefused, ReadOnly
from qa.keep.feedback import FeedbackJSON, citations_of, keep
from qa.keep.schema import AnswerJSON
from qa.keep.turns import FiltersJSON
from qa.web.complaints import complaint
from qa.web.doors.described import body, errors
from qa.web.doors.route import PlainRoute
from qa.web.doors.statuses import Refusal

BODY_BYTES = 200_000
"""An answer of three sentences with its articles has some ten thousand."""


class JudgementJSON(TypedDict):
    """A question as it was typed, its answer, and what somebody says of it."""

    question: str
    filters: FiltersJSON
    answer: AnswerJSON
    good: bool
    comment: str


class KeptJSON(TypedDict):
    """That it was kept."""

    kept: bool


_JUDGEMENT = TypeAdapter(JudgementJSON)


def router(directory: Path, generation: Callable[[], int], read_only: bool = False) -> APIRouter:
    """The route; `generation` gives the number of the live one. A `read_only` page keeps nothing."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute)

    @routes.post(
        "/feedback",
        responses=errors(507),
        openapi_extra=body("application/json", {"$ref": "#/components/schemas/JudgementJSON"}),
    )
    async def feedback(request: Request) -> KeptJSON:
        """Keep what somebody says of an answer."""
        if read_only:
            raise ReadOnly
        body = await _body(request)
        try:
            judgement = _JUDGEMENT.validate_json(body, strict=True)
        except ValidationError as error:
            raise FeedbackRefused(f"this is no judgement: {complaint(error.errors())}") from error
        await run_in_threadpool(keep, directory, _line(judgement, generation()))
        return KeptJSON(kept=True)

    return routes


def _line(judgement: JudgementJSON, generation: int) -> FeedbackJSON:
    answer, filters = judgement["answer"], judgement["filters"]
    line = FeedbackJSON(
        question=answer["question"] or judgement["question"],
        asked=judgement["question"],
        since=filters["since"],
        until=filters["until"],
        sources=filters["sources"],
        good=judgement["good"],
        comment=judgement["comment"],
        found=answer["found"],
        short=answer["short"],
        confidence=answer["confidence"],
        citations=citations_of(answer),
        generation=generation,
        at=datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
    )
    if names := filters.get("names"):
        line["names"] = names
    return line


async def _body(request: Request) -> bytes:
    """The whole body. Raises Refusal when it is too long."""
    body = bytearray()
    async for block in request.stream():
        body += block
        if len(body) > BODY_BYTES:
            raise Refusal(f"a judgement may have {BODY_BYTES:,} bytes", 413)
    return bytes(body)
