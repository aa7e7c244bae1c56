"""What is kept of a saved question, one JSON object a line, and how it is checked when it is read again."""
# No `from __future__ import annotations`: pydantic and FastAPI read these types at run time.

import json
from functools import cache
from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

QUESTION = 1000
"""Characters of a question."""
TEXT = 4000
"""Characters of a sentence, a title, a name: what is longer is cut where it is kept."""
PLACES = 24
"""Sentences that are kept of an answer."""
HISTORY = 20
"""Changes that are kept of a question."""

# A name that nobody wrote is a sign of a line that nobody wrote.
_EXACT = with_config(ConfigDict(extra="forbid"))
_Text = Annotated[str, Field(max_length=TEXT)]
_Day = Annotated[str, Field(max_length=40)]
_Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
_Id = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]

Kind = Literal["new answer", "different answer", "differs now", "more articles", "no longer", "none"]
"""What became of an answer. "differs now": the old account still stands, and a new one contradicts it."""


@_EXACT
class SeenPlaceJSON(TypedDict):
    """A cited sentence: characters `start` to `end` of the article, whose text had that SHA-256. `named`: the article
    names whatever the question names."""

    document: _Text
    title: _Text
    source: _Text | None
    date: _Day | None
    url: _Text | None
    sha256: Annotated[str, Field(max_length=64)]
    start: _Number
    end: _Number
    text: _Text
    named: bool


@_EXACT
class SeenPartJSON(TypedDict):
    """The answer to one of the questions that were asked at once, or to the one: `short` and the `accounts` that
    differed as they were told; `days` are those its words about time meant, where there were such."""

    question: _Text
    found: bool
    short: _Text | None
    accounts: Annotated[list[_Text], Field(max_length=PLACES)]
    days: Annotated[list[_Day | None], Field(min_length=2, max_length=2)] | None
    places: Annotated[list[SeenPlaceJSON], Field(max_length=PLACES)]


@_EXACT
class SeenJSON(TypedDict):
    """An answer as it was at a time: `arrivals` is the number that the newest articles had then."""

    parts: Annotated[list[SeenPartJSON], Field(min_length=1, max_length=PLACES)]
    generation: _Number
    arrivals: _Number
    at: _Day


@_EXACT
class ChangeJSON(TypedDict):
    """What changed: the few words `before` and `now`, the sentences that are new on it, and the value of the answer
    before that they contradict. `question` is the part that changed."""

    id: _Id
    kind: Kind
    at: _Day
    question: _Text
    before: _Text | None
    now: _Text | None
    contradicted: _Text | None
    places: Annotated[list[SeenPlaceJSON], Field(max_length=PLACES)]


@_EXACT
class SavedJSON(TypedDict):
    """A saved question: its filters, the answer as last `seen` and as it is `now`, what `change` lies between them, and
    the changes until now, the newest last."""

    id: _Id
    question: Annotated[str, Field(min_length=1, max_length=QUESTION)]
    since: _Day | None
    until: _Day | None
    sources: Annotated[list[_Text], Field(max_length=1000)] | None
    names: NotRequired[Annotated[list[_Text], Field(max_length=1000)] | None]
    dates: bool
    saved: _Day
    seen: SeenJSON
    now: SeenJSON
    change: ChangeJSON | None
    history: Annotated[list[ChangeJSON], Field(max_length=HISTORY)]


@cache
def _adapter() -> TypeAdapter[SavedJSON]:
    return TypeAdapter(SavedJSON)


def parsed(line: bytes) -> SavedJSON | None:
    """The question of a line; None for a line that nobody wrote so."""
    try:
        record: Any = json.loads(line.decode())
        json.dumps(record, ensure_ascii=False, allow_nan=False).encode()  # half of a surrogate pair is no text
        return _adapter().validate_python(record, strict=True)
    except (ValueError, RecursionError, ValidationError):
        return None


def line_of(saved: SavedJSON) -> bytes:
    """The line of a question. Raises ValueError for what is no text."""
    return json.dumps(saved, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def cut(text: str) -> str:
    """A text as it is kept."""
    return text if len(text) <= TEXT else text[: TEXT - 1] + "…"
