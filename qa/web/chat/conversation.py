"""What the page remembers of a conversation: its turns. The browser keeps them, the server keeps nothing.

They come back from the browser with every question, so they are checked before use like anything else from there.
"""

from __future__ import annotations

import datetime
from typing import Any, NotRequired

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from qa.keep.literal import emphasis
from qa.keep.schema import AnswerJSON, CitationJSON, CopyJSON, DocumentJSON, HitJSON
from qa.keep.turns import FiltersJSON, TurnJSON
from qa.types import Turn as Said
from qa.web.chat import render

TURNS_KEPT = 30
"""A browser gives a page some 5 MB to keep; thirty answers with their citations stay far below."""

FIELD_CHARACTERS = 500

Filters = FiltersJSON
Turn = TurnJSON

Message = dict[str, Any]


class Wish(TypedDict):
    """What the page sends along with a question: its filters, how many turns before it stay (None: all), and whether
    it is to be taken as it stands (`alone`), its words about time too (`dates` false)."""

    keep: int | None
    filters: Filters
    alone: NotRequired[bool]
    dates: NotRequired[bool]


UNFILTERED = Filters(since=None, until=None, sources=[])

_TURNS = TypeAdapter(list[Turn])
_WISH = TypeAdapter(Wish)


def restored(value: object) -> list[Turn]:
    """Read what the browser kept; anything that is not a conversation of this version is an empty one."""
    try:
        return _TURNS.validate_python(value)[-TURNS_KEPT:]
    except ValidationError:
        return []


def wished(value: object) -> Wish:
    """Read what the page sent along; anything else is no wish."""
    try:
        return _WISH.validate_python(value)
    except ValidationError:
        return Wish(keep=None, filters=UNFILTERED)


def kept(value: object, wish: Wish) -> list[Turn]:
    """The turns that stay before the next one."""
    turns = restored(value)
    return turns if wish["keep"] is None else turns[: max(0, wish["keep"])]


def answered(asked: str, filters: Filters, answer: AnswerJSON, *, alone: bool = False, dates: bool = True) -> Turn:
    """A turn with what is needed to show it again: an answer that was found keeps no hits."""
    kept: AnswerJSON = {
        **answer,
        "citations": [_short_citation(citation) for citation in answer["citations"]],
        "hits": [] if answer["found"] else [_short_hit(hit) for hit in answer["hits"][: render.PASSAGES_SHOWN]],
    }
    return _chosen(Turn(asked=asked, at=_now(), filters=filters, answer=kept, note=""), alone, dates)


def _chosen(turn: Turn, alone: bool, dates: bool) -> Turn:
    """The turn with how it was asked to be taken, so that it is asked in the same way again."""
    if alone:
        turn["alone"] = True
    if not dates:
        turn["dates"] = False
    return turn


# A title of a megabyte would be sent with every further question.
def _short(document: DocumentJSON) -> DocumentJSON:
    source, url = document["source"], document["url"]
    return {
        **document,
        "title": document["title"][:FIELD_CHARACTERS],
        "source": source and source[:FIELD_CHARACTERS],
        "url": url if url and len(url) <= FIELD_CHARACTERS else None,
    }


def _short_citation(citation: CitationJSON) -> CitationJSON:
    also: list[CopyJSON] = [{**copy, "document": _short(copy["document"])} for copy in citation["also"]]
    return {**citation, "document": _short(citation["document"]), "also": also}


def _short_hit(hit: HitJSON) -> HitJSON:
    return {**hit, "document": _short(hit["document"])}


def noted(asked: str, filters: Filters, note: str, *, alone: bool = False, dates: bool = True) -> Turn:
    """A turn that ended without an answer."""
    return _chosen(Turn(asked=asked, at=_now(), filters=filters, answer=None, note=note), alone, dates)


def _now() -> str:
    return datetime.datetime.now().astimezone().isoformat(timespec="milliseconds")


def history(turns: list[Turn]) -> list[Said]:
    """The conversation as the assistant reads it: what was searched and found; no answer says nothing."""
    said: list[Said] = []
    for turn in turns:
        if turn["answer"] is not None:
            said += [("user", turn["answer"]["question"] or turn["asked"]), ("assistant", turn["answer"]["text"])]
    return said


def messages(turns: list[Turn]) -> list[Message]:
    """The conversation as the chat shows it."""
    shown: list[Message] = []
    for turn in turns:
        shown.append(question(turn["asked"]))
        shown.append(reply(said(turn)))
    return shown


def said(turn: Turn, sentences: int | None = None) -> str:
    """The Markdown of a turn's answer, or its beginning, as `render.message` says."""
    if turn["answer"] is None:
        return note(turn["note"])
    return render.message(turn["answer"], sentences, asked=turn["asked"], **turn["filters"])


def question(text: str) -> Message:
    """What the user said, literally."""
    return {"role": "user", "content": render.md(text)}


def reply(markdown: str) -> Message:
    """What the page says; the Markdown was made by `render`."""
    return {"role": "assistant", "content": markdown}


def note(text: str) -> str:
    """One line that is not an answer: an error, or that the user stopped."""
    return f"> {render.instruction(text)}"


def waiting(text: str) -> str:
    """One line that stands where the answer will be."""
    return emphasis(render.line(text))
