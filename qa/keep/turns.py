"""The turns of a conversation, as the page keeps them and exports hold them."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from qa.keep.schema import AnswerJSON


class FiltersJSON(TypedDict):
    """Which articles a question was asked of: days in ISO form, both included; no sources are all of them; `names` of
    which each must stand there."""

    since: str | None
    until: str | None
    sources: list[str]
    names: NotRequired[list[str]]


class TurnJSON(TypedDict):
    """A question as it was typed and its answer, or a note on why there is none. `at` is an ISO time or "".

    `alone`: it was taken as it stands, whatever had been said before; `dates` false: so were its words about time.
    """

    asked: str
    at: str
    filters: FiltersJSON
    answer: AnswerJSON | None
    note: str
    alone: NotRequired[bool]
    dates: NotRequired[bool]


class OriginJSON(TypedDict):
    """What made the answers, as it is when they are exported: product and version, the index and its model."""

    version: str
    generation: int
    model: str
    built: str
