"""What the articles tell of a topic, in order of time: dated sentences, one a story, each cited to the letter."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.embedder import Embedder
from qa.english.dates import mentioned
from qa.english.stems import terms
from qa.english.words import FUNCTION_WORDS
from qa.index.index import Index
from qa.search.copies import copies
from qa.search.retriever import Retriever, search
from qa.search.within import within
from qa.types import EVERYTHING, Citation, Day, Document, Event, Hit, Sentence, Window, Within

# So many passages are looked at, and so many events told at most.
PASSAGES = 40
MOST = 100
# A sentence is about the topic when its cosine with it is this high, or this with half of the topic's words.
ABOUT = 0.42
ABOUT_WITH_WORDS = 0.25
WORDS = 0.5
# What an article tells of the topic is told by so many of its sentences, of different days.
EACH_ARTICLE = 2
# Two sentences of one day that share this part of their words tell the same.
SAME = 0.6


@dataclass(frozen=True, slots=True)
class _Dated:
    document: Document
    sentence: Sentence
    day: datetime.date
    stated: bool
    score: float
    words: frozenset[str]


def timeline(
    retriever: Retriever,
    topic: str,
    limit: int = 20,
    since: Day | None = None,
    until: Day | None = None,
    sources: Sequence[str] | None = None,
) -> list[Event]:
    """At most `limit` events on a topic, the earliest first, their citations numbered in that order.

    The day is the one that the sentence states, else that of its article; what has neither is left out. The filters
    are those of `Retriever.search`. Raises BadFilter, ModelNotFound, IndexInvalid, ValueError (limit < 1).
    """
    return timeline_within(retriever, topic, limit, within(since, until, sources))


def timeline_within(retriever: Retriever, topic: str, limit: int, within: Within) -> list[Event]:
    """As `timeline`, of the articles `within`. Raises ModelNotFound, IndexInvalid, ValueError (limit < 1)."""
    if limit < 1:
        raise ValueError(f"limit must be 1 or more, not {limit}")
    return events(*retriever.live(), topic, min(limit, MOST), within)


def events(
    index: Index,
    embedder: Embedder,
    topic: str,
    limit: int,
    within: Within = EVERYTHING,
    window: Window | None = None,
) -> list[Event]:
    """As `timeline`, within one generation; of articles of a `window`, or passages that name one, when it is given."""
    hits = search(index, embedder, topic, PASSAGES, within, window)
    dated = _of_each_article(_about(topic, hits, embedder))
    told: list[list[_Dated]] = []
    for each in sorted(dated, key=lambda d: -d.score):
        same = next((story for story in told if _same(story[0], each)), None)
        if same is not None:
            same.append(each)
        elif len(told) < limit:
            told.append([each])
    told.sort(key=lambda story: (story[0].day, -story[0].score))
    return [_event(number, story, index, within) for number, story in enumerate(told, 1)]


def _about(topic: str, hits: Sequence[Hit], embedder: Embedder) -> list[_Dated]:
    """The dated sentences of the hits that are about the topic."""
    told = [copy for hit in hits for copy in (hit, *hit.also)]
    found = {(s.document_id, s.start): (hit.document, s) for hit in told for s in hit.passage.sentences}
    if not found:
        return []
    vectors = embedder.encode([topic, *(sentence.text for _, sentence in found.values())])
    cosines = vectors[1:] @ vectors[0]
    function_words = set(terms(FUNCTION_WORDS))
    asked = set(terms(topic)) - function_words
    dated = []
    for (document, sentence), cosine in zip(found.values(), np.asarray(cosines), strict=True):
        words = frozenset(terms(sentence.text)) - function_words
        share = len(asked & words) / max(1, len(asked))
        if cosine >= ABOUT or (cosine >= ABOUT_WITH_WORDS and share >= WORDS):
            day, stated = _day(document, sentence)
            if day is not None:
                dated.append(_Dated(document, sentence, day, stated, float(cosine) + share / 2, words))
    return dated


def _day(document: Document, sentence: Sentence) -> tuple[datetime.date | None, bool]:
    """The first day that the sentence states, else that of its article."""
    for mention in mentioned(sentence.text, document.date):
        if mention.since == mention.until:
            return mention.since, True
    return document.date, False


def _of_each_article(dated: Sequence[_Dated]) -> list[_Dated]:
    """The best few of each article, one a day."""
    kept: dict[str, dict[datetime.date, _Dated]] = {}
    for each in sorted(dated, key=lambda d: -d.score):
        days = kept.setdefault(each.document.id, {})
        if len(days) < EACH_ARTICLE:
            days.setdefault(each.day, each)
    return [each for days in kept.values() for each in days.values()]


def _same(one: _Dated, other: _Dated) -> bool:
    """Whether both tell the same: of one day, in much the same words."""
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    return one.day == other.day and shared >= SAME


def _event(number: int, story: Sequence[_Dated], index: Index, within: Within) -> Event:
    best = story[0]
    citation = _cited(number, best)
    also = {each.document.id: _cited(number, each) for each in story[1:] if each.document.id != best.document.id}
    for copy in copies(index, citation, within):
        also.setdefault(copy.document.id, copy)
    return Event(best.day, best.stated, citation, tuple(also.values()))


def _cited(number: int, dated: _Dated) -> Citation:
    return Citation(number, dated.document, dated.sentence.start, dated.sentence.end, dated.sentence.text)
