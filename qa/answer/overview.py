"""What happened: open questions about a time, or the latest on a topic, are answered by events and not by a fact."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import numpy as np

from qa.answer.citations import cite
from qa.answer.timeline import events
from qa.embedder import Embedder
from qa.english.words import content
from qa.index.index import Index
from qa.types import EVERYTHING, Citation, Event, Window, Within

EVENTS = 4
EACH_ARTICLE = 2
# So many passages are looked through for the beginnings of the newest articles.
LOOKED_AT = 400

_OPEN = re.compile(
    r"^\W*(?:(?:so\s+)?what(?:['’]s|\s+is|\s+are|\s+has|\s+have|\s+was)?\s+(?:been\s+)?"
    r"(?:happen\w*|new\b|going on|up\b|the (?:latest|newest|most recent)|(?:the\s+)?news)|"
    r"(?:(?:any|the|tell me the)\s+)?(?:latest|news|updates?)\b)",
    re.IGNORECASE,
)
_NOTHING = frozenset("news latest newest update updates".split())


def is_open(question: str) -> bool:
    """Whether a question asks what happened: "What happened in Halvern?", "The latest on the strike?"."""
    return bool(_OPEN.match(question))


def overview(
    index: Index,
    embedder: Embedder,
    question: str,
    window: Window,
    within: Within = EVERYTHING,
) -> list[Citation]:
    """At most `EVENTS` sentences on what happened in the window, the newest first, numbered from 1."""
    topic = " ".join(word for word in content(question) if word.casefold() not in _NOTHING)
    if topic:
        # The most there may be: it keeps those nearest to the topic, and here the newest are wanted.
        found = events(index, embedder, topic, 100, within, window, EACH_ARTICLE)
        told = [event.citation for event in sorted(found, key=_newest, reverse=True)]
    else:
        told = _beginnings(index, window, within)
    return [replace(cited, number=number) for number, cited in enumerate(told[:EVENTS], 1)]


def _newest(event: Event) -> tuple[datetime.date, datetime.date]:
    """When it was told, then when it was: what is planned for next year is no newer than today's report."""
    return event.citation.document.date or event.day, event.day


def _beginnings(index: Index, window: Window, within: Within) -> list[Citation]:
    """The first sentences of the newest articles of the window."""
    # A day in any case: a period leaves out the undated, without one they would pass.
    since = max((day for day in (window.since, within.since) if day), default=datetime.date.min)
    until = min((day for day in (window.until, within.until) if day), default=None)
    among = index.filters.mask(replace(within, since=since, until=until))
    rows = np.flatnonzero(among) if among is not None else np.empty(0, np.int64)
    # Stable: of an article the passage that begins it stays first.
    newest = rows[np.argsort(-index.filters.days[rows], kind="stable")][:LOOKED_AT]
    found: dict[str, Citation] = {}
    for document, passage in index.store.fetch([int(row) for row in newest]):
        if document.id not in found and len(found) < EVENTS:
            found[document.id], *_ = cite([(document, passage.sentences[0])])
    return list(found.values())
