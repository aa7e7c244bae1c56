"""What the articles tell of a topic, in order of time: dated sentences, one a story, each cited to the letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.answer.citations import cite
from qa.answer.telling import Telling, telling
from qa.embedder import Embedder
from qa.index.index import Index
from qa.search.copies import copies
from qa.search.retriever import Retriever, search
from qa.search.within import resolved, within
from qa.types import EVERYTHING, Citation, Day, Event, Window, Within

# So many passages are looked at, and so many events told at most.
PASSAGES = 100
MOST = 100
# Two sentences of one day that share this part of their words tell the same.
SAME = 0.6


def timeline(
    retriever: Retriever,
    topic: str,
    limit: int = 20,
    since: Day | None = None,
    until: Day | None = None,
    sources: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
) -> list[Event]:
    """At most `limit` events on a topic, the earliest first, their citations numbered in that order.

    The day is the one that the sentence states, else that of its article; what has neither is left out. The filters
    are those of `Retriever.search`. Raises BadFilter, ModelNotFound, IndexInvalid, ValueError (limit < 1).
    """
    filters = resolved(within(since, until, sources, names), retriever.index)
    return timeline_within(retriever, topic, limit, filters)


def timeline_within(retriever: Retriever, topic: str, limit: int, within: Within) -> list[Event]:
    """As `timeline`, of the articles `within`. Raises ModelNotFound, IndexInvalid, ValueError (limit < 1)."""
    if limit < 1:
        raise ValueError(f"limit must be 1 or more, not {limit}")
    index, embedder = retriever.live()
    return events(index, embedder, topic, min(limit, MOST), within)


def events(
    index: Index,
    embedder: Embedder,
    topic: str,
    limit: int,
    within: Within = EVERYTHING,
    window: Window | None = None,
    each_article: int = MOST,
) -> list[Event]:
    """As `timeline`, within one generation; of articles of a `window`, or passages that name one, when it is given. At
    most `each_article` are told first by one article."""
    hits = search(index, embedder, topic, PASSAGES, within, window)
    told: list[list[Telling]] = []
    firsts: Counter[str] = Counter()
    for each in sorted(telling(topic, hits, index, embedder), key=lambda one: -one.score):
        same = next((story for story in told if _same(story[0], each)), None)
        if same is not None:
            same.append(each)
        elif len(told) < limit and firsts[each.document.id] < each_article:
            told.append([each])
            firsts[each.document.id] += 1
    told.sort(key=lambda story: (story[0].day, -story[0].score))
    return [_event(number, story, index, within) for number, story in enumerate(told, 1)]


def _same(one: Telling, other: Telling) -> bool:
    """Whether both tell the same: of one day, in much the same words."""
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    return one.day == other.day and shared >= SAME


def _event(number: int, story: Sequence[Telling], index: Index, within: Within) -> Event:
    best = story[0]
    citation = _cited(number, best)
    also = {each.document.id: _cited(number, each) for each in story[1:] if each.document.id != best.document.id}
    for copy in copies(index, citation, within):
        also.setdefault(copy.document.id, copy)
    return Event(best.day, best.stated, citation, tuple(also.values()))


def _cited(number: int, told: Telling) -> Citation:
    return replace(cite([(told.document, told.sentence)])[0], number=number)
