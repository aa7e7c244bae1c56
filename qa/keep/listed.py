"""Of a list that counts articles a page keeps the first citations: how many it lacks."""

from __future__ import annotations

from qa.keep.schema import AnswerJSON


def left_out_of(answer: AnswerJSON) -> int:
    """How many sentences an answer counts that are not among its citations: a page keeps the first of a long list."""
    told: set[int] = set()
    for tally in filter(None, [answer.get("tally"), *(part.get("tally") for part in answer.get("parts", []))]):
        groups = (*tally["groups"], *tally.get("times", []))
        told.update(tally["near"], tally.get("undated", []), *(group["numbers"] for group in groups))
    return len(told.difference(citation["number"] for citation in answer["citations"]))
