"""What happened: open questions about a time, or the latest on a topic, are answered by events and not by a fact."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import numpy as np

from qa.answer.citations import cite
from qa.answer.telling import in_words
from qa.answer.timeline import MOST, events
from qa.embedder import Embedder
from qa.english.asks import POLITE
from qa.english.stems import terms
from qa.english.words import content
from qa.index.index import Index
from qa.types import EVERYTHING, Citation, Event, Window, Within

EVENTS = 4
# What is new with a topic is told by sentences that have so much of its words, with the opening of their article: one
# that lists what happened in a year tells mostly of something else.
NAMED = 0.5
OPENING = 1000  # characters
# A heading of so few words tells nothing.
FEWEST_WORDS = 5
EACH_ARTICLE = 2  # of a window; without one, what is new is told by several articles
# So many passages are looked through for the beginnings of the newest articles.
LOOKED_AT = 400

_OPEN = re.compile(
    r"^\W*(?:(?:so\s+)?what(?:['’]s|\s+is|\s+are|\s+has|\s+have|\s+was)?\s+(?:been\s+)?"
    r"(?:happen\w*|new\b|going on|up\b|the (?:latest|newest|most recent)|(?:the\s+)?news)|"
    r"(?:(?:any|the|tell me the)\s+)?(?:latest|news|updates?)\b)",
    re.IGNORECASE,
)
# "The latest on the strike?", "Any news about Halvern?", "What is new with the ferry?": what there is to tell; "the
# latest price of bread" is one fact.
_ON = r"(?:with|on|about|in|at|from|of|around|regarding|concerning|for)\b"
_NEWS = re.compile(
    r"^\W*(?:so,?\s+)?(?:"
    rf"what(?:['’]s|\s+is|\s+are|\s+has\s+been|\s+have\s+been)\s+(?:new\s+{_ON}|(?:currently\s+)?(?:going\s+on|happening)\s+{_ON}|"
    rf"(?:the|any)\s+(?:(?:latest|newest|most\s+recent|recent|current)\s+)?(?:news|updates?|developments?|state\s+of\s+play)\b|"
    rf"the\s+(?:latest|newest|most\s+recent)\s+(?:{_ON}|that\s+is\s+known\b))|"
    rf"(?:(?:is|are)\s+there\s+|(?:have|do)\s+you\s+(?:have\s+|got\s+)?|give\s+me\s+)?"
    rf"(?:any|some|the|more)?\s*(?:(?:latest|newest|recent|new)\s+)?(?:news|updates?|developments?)\s+{_ON}|"
    rf"(?:give\s+me\s+)?(?:the\s+)?latest\s+(?:{_ON}|(?:news|updates?|developments?)\b)|"
    rf"anything\s+new\s+{_ON})",
    re.IGNORECASE,
)
_NOTHING = frozenset("news latest newest update updates development developments state play any anything".split())


def is_open(question: str) -> bool:
    """Whether a question asks what happened: "What happened in Halvern?", "The latest on the strike?"."""
    return bool(_OPEN.match(question))


def asks_news(question: str) -> bool:
    """Whether a question asks what is new, which several sentences tell and no single one.

    >>> asks_news("What is the latest on the dock strike?"), asks_news("What is the latest price of bread?")
    (True, False)
    """
    return bool(_NEWS.match(POLITE.sub("", question, count=1)))


def overview(
    index: Index,
    embedder: Embedder,
    question: str,
    window: Window | None,
    within: Within = EVERYTHING,
) -> list[Citation]:
    """At most `EVENTS` sentences on what happened in the window, or at all, the newest first, numbered from 1."""
    topic = " ".join(word for word in content(question) if word.casefold() not in _NOTHING)
    of_a_time = window is not None and window.days.dated
    if topic:
        # The most there may be: it keeps those nearest to the topic, and here the newest are wanted.
        found = events(index, embedder, topic, MOST, within, window, EACH_ARTICLE if of_a_time else 1)
        newest = [event.citation for event in sorted(found, key=_newest, reverse=True)]
        told = newest if of_a_time else [cited for cited in newest if _tells(cited, topic)]
    else:
        told = _beginnings(index, window, within)
    return [replace(cited, number=number) for number, cited in enumerate(told[:EVENTS], 1)]


def _tells(citation: Citation, topic: str) -> bool:
    """Whether a sentence is none of a few words and it or the opening of its article names the topic."""
    document = citation.document
    stands = set(terms(f"{document.title} {document.text[:OPENING]} {citation.text}"))
    named = [in_words(term, stands) for term in dict.fromkeys(terms(topic))]
    return len(citation.text.split()) >= FEWEST_WORDS and sum(named) >= NAMED * len(named)


def _newest(event: Event) -> tuple[datetime.date, datetime.date]:
    """When it was told, then when it was: what is planned for next year is no newer than today's report."""
    return event.citation.document.date or event.day, event.day


def _beginnings(index: Index, window: Window | None, within: Within) -> list[Citation]:
    """The first sentences of the newest articles of the window."""
    periods = [within, window.days] if window else [within]
    # A day in any case: a period leaves out the undated, without one they would pass.
    since = max((each.since for each in periods if each.since), default=datetime.date.min)
    until = min((each.until for each in periods if each.until), default=None)
    among = index.filters.mask(replace(within, since=since, until=until))
    rows = np.flatnonzero(among) if among is not None else np.empty(0, np.int64)
    # Stable: of an article the passage that begins it stays first.
    newest = rows[np.argsort(-index.filters.days[rows], kind="stable")][:LOOKED_AT]
    found: dict[str, Citation] = {}
    for document, passage in index.store.fetch([int(row) for row in newest]):
        if document.id not in found and len(found) < EVENTS:
            found[document.id], *_ = cite([(document, passage.sentences[0])])
    return list(found.values())
