"""Quotations that somebody takes along: whether they still stand, and as files of reference managers.

    POST /api/references           {"form", "quotations": [{"id", "start", "end", "text", "note"}]}  -> 200 the file
    POST /api/references/standing  {"quotations"}                                              -> 200 {"standing"}

Each quotation is compared with the index to the letter; one that does not stand there is refused. Every error is
{"error": "one line"}.
"""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from qa.keep import references
from qa.keep.references import Form, QuotedAt
from qa.web.doors.described import errors, files
from qa.web.doors.route import PlainRoute
from qa.web.library import Library

MOST = 1000  # quotations of a call; the guard bounds its bytes
MOST_CHARACTERS = 2**31 - 1
_KINDS: dict[Form, str] = {
    "markdown": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}
_Offset = Annotated[int, Field(ge=0, le=MOST_CHARACTERS, strict=True)]


class QuotePlace(BaseModel):
    """Characters `start` to `end` of the article `id`, which are `text`, and a note on them."""

    model_config = ConfigDict(extra="forbid")
    id: Annotated[str, Field(max_length=2000)]
    start: _Offset
    end: _Offset
    text: Annotated[str, Field(max_length=20_000)]
    note: Annotated[str, Field(max_length=5000)] = ""

    @property
    def place(self) -> QuotedAt:
        """As `qa.keep.references` takes it."""
        return QuotedAt(self.id, self.start, self.end, self.text, self.note)


_Quotations = Annotated[list[QuotePlace], Field(min_length=1, max_length=MOST)]


class References(BaseModel):
    """Quotations, and the form to write them in."""

    model_config = ConfigDict(extra="forbid")
    form: Form
    quotations: _Quotations


class QuoteList(BaseModel):
    """Quotations to look up."""

    model_config = ConfigDict(extra="forbid")
    quotations: _Quotations


class StandingEachJSON(TypedDict):
    """Of each quotation, whether it stands in its article to the letter."""

    standing: list[bool]


def router(library: Library) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/api", route_class=PlainRoute, responses=errors(503))

    # No coroutines: these read the disk, and FastAPI runs plain functions in threads.
    @routes.post("/references", response_class=Response, responses=files(_KINDS.values()) | errors(409))
    def write(wanted: References) -> Response:
        """Quotations with their articles and notes, as a file; one that does not stand in its article is refused."""
        with library.using() as assistant:
            found = references.quotes(assistant.index.document, [each.place for each in wanted.quotations])
        return Response(references.written(found, wanted.form), media_type=_KINDS[wanted.form])

    @routes.post("/references/standing")
    def standing(looked: QuoteList) -> StandingEachJSON:
        """Whether quotations stand in their articles, to the letter."""
        with library.using() as assistant:
            places = [each.place for each in looked.quotations]
            return StandingEachJSON(standing=references.standing(assistant.index.document, places))

    return routes
