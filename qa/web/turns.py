"""What the page remembers of a conversation: its turns. The browser keeps them, the server keeps nothing.

They come back from the browser with every question, so they are checked before use like anything else from there.
"""

from __future__ import annotations

import datetime
from typing import NotRequired

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from qa.keep.schema import AnswerJSON, CitationJSON, CopyJSON, DocumentJSON, HitJSON
from qa.keep.turns import FiltersJSON, TurnJSON
from qa.types import Turn
from qa.web.listed import cut

TURNS_KEPT = 30
"""A browser gives a page some 5 MB to keep; thirty answers with their citations stay far below."""

LISTED = 200
"""Of an answer that lists articles: a browser keeps so many citations, and asks again for the others."""

FIELD_CHARACTERS = 500

PASSAGES_SHOWN = 3
"""Of an answer that was not found: its nearest passages."""


class Wish(TypedDict):
    """What the page sends along with a question: its filters, how many turns before it stay (None: all), and whether
    it is to be taken as it stands (`alone`), its words about time too (`dates` false)."""

    keep: int | None
    filters: FiltersJSON
    alone: NotRequired[bool]
    dates: NotRequired[bool]


UNFILTERED = FiltersJSON(since=None, until=None, sources=[])
PLAIN = Wish(keep=None, filters=UNFILTERED)

_TURNS = TypeAdapter(list[TurnJSON])
_WISH = TypeAdapter(Wish)


def restored(value: object) -> list[TurnJSON]:
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
        return PLAIN


def kept(value: object, wish: Wish) -> list[TurnJSON]:
    """The turns that stay before the next one."""
    turns = restored(value)
    return turns if wish["keep"] is None else turns[: max(0, wish["keep"])]  # below 0 a slice would count from the end


def answered(asked: str, wish: Wish, answer: AnswerJSON) -> TurnJSON:
    """A turn with what is needed to show it again: an answer that was found keeps no hits."""
    answer = cut(answer, LISTED)
    kept: AnswerJSON = {
        **answer,
        "citations": [_short_citation(citation) for citation in answer["citations"]],
        "hits": [] if answer["found"] else [_short_hit(hit) for hit in answer["hits"][:PASSAGES_SHOWN]],
    }
    return _turn(asked, wish, kept, "")


def noted(asked: str, wish: Wish, note: str) -> TurnJSON:
    """A turn that ended without an answer."""
    return _turn(asked, wish, None, note)


def _turn(asked: str, wish: Wish, answer: AnswerJSON | None, note: str) -> TurnJSON:
    """A turn of now, with how it was to be taken, so that it is asked in the same way again."""
    at = datetime.datetime.now().astimezone().isoformat(timespec="milliseconds")
    turn = TurnJSON(asked=asked, at=at, filters=wish["filters"], answer=answer, note=note)
    if wish.get("alone", False):
        turn["alone"] = True
    if not wish.get("dates", True):
        turn["dates"] = False
    return turn


# A title of a megabyte would be sent with every further question.
def _short(document: DocumentJSON) -> DocumentJSON:
    source, url = document["source"], document["url"]
    return {
        **document,
        "title": document["title"][:FIELD_CHARACTERS],
        "source": source and source[:FIELD_CHARACTERS],
        "url": url if url and len(url) <= FIELD_CHARACTERS else None,  # shortened it would lead elsewhere
    }


def _short_citation(citation: CitationJSON) -> CitationJSON:
    also: list[CopyJSON] = [{**copy, "document": _short(copy["document"])} for copy in citation["also"]]
    return {**citation, "document": _short(citation["document"]), "also": also}


def _short_hit(hit: HitJSON) -> HitJSON:
    return {**hit, "document": _short(hit["document"])}


def history(turns: list[TurnJSON]) -> list[Turn]:
    """The conversation as the assistant reads it: what was searched and found; no answer says nothing."""
    said: list[Turn] = []
    for turn in turns:
        if turn["answer"] is not None:
            said += [("user", turn["answer"]["question"] or turn["asked"]), ("assistant", _said(turn["answer"]))]
    return said


def _said(answer: AnswerJSON) -> str:
    """What an answer says: of a list its number, for a hundred sentences name whatever a follow-up might mean."""
    return (answer["short"] or "") if answer.get("tally") and answer["found"] else answer["text"]
