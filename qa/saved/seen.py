"""An answer -> what is kept of it, to be compared with later ones."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from qa.keep.shaping import text_digest
from qa.saved.naming import names_all
from qa.saved.schema import PLACES, ChangeJSON, SeenJSON, SeenPartJSON, SeenPlaceJSON, cut
from qa.types import Answer, Citation, Part, Window


def seen(answer: Answer, generation: int, arrivals: int) -> SeenJSON:
    """What is kept of an answer; `arrivals` is the number of the newest articles."""
    numbered = {citation.number: citation for citation in answer.citations}
    parts = [_part(part, [numbered[number] for number in part.numbers]) for part in answer.parts[:PLACES]]
    at = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    return SeenJSON(parts=parts or [_part(answer, answer.citations)], generation=generation, arrivals=arrivals, at=at)


def kept(now: SeenJSON, before: SeenJSON, change: ChangeJSON, stands: Callable[[SeenPlaceJSON], bool]) -> SeenJSON:
    """The answer now with what else is known to tell it: sentences that are new on it beside those it cites, and those
    of before that still stand. A later copy of any of them is no news."""
    parts = []
    for part, old in zip(now["parts"], [*before["parts"], *[None] * len(now["parts"])], strict=False):
        known = [*change["places"], *filter(stands, old["places"])] if part["found"] and old else []
        mine = part["question"] if len(now["parts"]) > 1 else None
        if mine is not None and change["question"] != mine:
            known = [place for place in known if place not in change["places"]]
        places = {(p["document"], p["text"]): p for p in [*part["places"], *known]}
        parts.append(SeenPartJSON(**{**part, "places": list(places.values())[:PLACES]}))
    return SeenJSON(**{**now, "parts": parts})


def _part(answer: Answer | Part, citations: Sequence[Citation]) -> SeenPartJSON:
    return SeenPartJSON(
        question=cut(answer.question),
        found=answer.found,
        short=None if answer.short is None else cut(answer.short),
        accounts=[cut(account.value) for account in answer.accounts],
        days=_days(answer.window),
        places=[_place(citation, answer.question) for citation in citations[:PLACES]],
    )


def _days(window: Window | None) -> list[str | None] | None:
    if window is None:
        return None
    return [day.isoformat() if day else None for day in (window.since, window.until)]


def _place(citation: Citation, question: str) -> SeenPlaceJSON:
    document = citation.document
    return SeenPlaceJSON(
        document=document.id,
        title=cut(document.title),
        source=None if document.source is None else cut(document.source),
        date=document.date.isoformat() if document.date else None,
        url=document.url if document.url is not None and cut(document.url) == document.url else None,
        sha256=text_digest(document.text),
        start=citation.start,
        end=citation.end,
        text=cut(citation.text),
        named=names_all(question, f"{document.title}\n{document.text}"),
    )
