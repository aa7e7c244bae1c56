"""A line of a feedback file (`qa.keep.feedback`) -> the labels of a question, where it honestly gives some.

a good answer                      its citations are the evidence, its short form is an accepted answer
a good "not in these articles"     not answerable, as long as the articles are those that were asked
a bad one                          nothing: it does not say where the answer stands, nor whether there is one
"""

from __future__ import annotations

from typing import Any

from qa.errors import QuestionsInvalid
from qa.index.index import Index

BAD = "a bad answer does not say what a good one is"
OTHER_ARTICLES = "judged of other articles: the index was built again since"
CHANGED = "what it rests on no longer stands in the articles"
NO_SOURCE = "asked of a source that no article is of now"
NO_NAME = "asked of a name that no article has now, or that may be several"
NOTHING_CITED = "a good answer without citations"


class Unusable(Exception):
    """A judgement that labels nothing; the message says why."""


def is_judgement(record: dict[str, Any]) -> bool:
    """Whether a line comes from a feedback file."""
    return "good" in record


def asked(record: dict[str, Any]) -> str:
    """The same for judgements on the same question of the same articles."""
    facts = [record.get(name) or None for name in ("since", "until", "sources", "names")]
    return repr([" ".join(str(record.get("question")).casefold().split()), *facts])


def labels(record: dict[str, Any], index: Index) -> dict[str, Any]:
    """The fields of a labelled question. Raises Unusable, and QuestionsInvalid for what no feedback file has."""
    if not isinstance(record["good"], bool) or not isinstance(record.get("found"), bool):
        raise QuestionsInvalid("`good` and `found` of feedback are true or false: leave the line as it was written")
    if not record["good"]:
        raise Unusable(BAD)
    question = {name: record.get(name) for name in ("question", "since", "until", "sources", "names")}
    if isinstance(sources := record.get("sources"), list) and not set(index.filters.sources()).issuperset(sources):
        raise Unusable(NO_SOURCE)
    if isinstance(names := record.get("names"), list) and any(len(index.names.lookup.find(str(n))) != 1 for n in names):
        raise Unusable(NO_NAME)
    if not record["found"]:
        if record.get("generation") != index.manifest.generation:
            raise Unusable(OTHER_ARTICLES)
        return question | {"answerable": False}
    citations = record.get("citations") or []
    if not isinstance(citations, list) or not all(isinstance(citation, dict) for citation in citations):
        raise QuestionsInvalid("`citations` of feedback is a list of objects: leave the line as it was written")
    if not citations:
        raise Unusable(NOTHING_CITED)
    return question | {
        "evidence": [_evidence(citation, index) for citation in citations],
        "answers": record.get("short"),
    }


def _evidence(citation: dict[str, Any], index: Index) -> dict[str, Any]:
    """The place that was cited, or wherever else its text stands in the article now."""
    id, start, end, text = (citation.get(name) for name in ("doc_id", "start", "end", "text"))
    if not (isinstance(id, str) and isinstance(start, int) and isinstance(end, int) and isinstance(text, str) and text):
        raise QuestionsInvalid("a citation of feedback has `doc_id`, `start`, `end` and `text`: leave it as written")
    try:
        now = index.document(id).text
    except (KeyError, UnicodeEncodeError):  # an id with half a surrogate pair, which SQLite takes for no text
        raise Unusable(CHANGED) from None
    if start >= 0 and now[start:end] == text:
        return {"doc_id": id, "start": start, "end": end, "text": text}
    if text in now:
        return {"doc_id": id, "text": text}
    raise Unusable(CHANGED)
