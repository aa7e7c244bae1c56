"""Which dated sentences tell of a topic.

A sentence alone says little: "It was called off on Friday" names nothing. So its article is asked too: how near the
passage is to the topic, how many of the topic's words stand in the article, and what stands at its head.
"Timelines" in docs/measurements.md has what was compared.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.embedder import Embedder
from qa.english.dates import mentioned
from qa.english.stems import terms
from qa.english.words import FUNCTION_WORDS
from qa.index.index import Index
from qa.types import Document, Hit, Sentence

# A sentence tells of the topic when these add up to ABOUT: the cosine of its passage with the topic, WORDS times the
# share of the topic's words that stand in the article, the cosine of the article's head or of the sentence itself.
ABOUT = 1.3
WORDS = 0.75
HEAD = 200  # characters
BEGINS = 4  # letters


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells of the topic and when: `stated` in it, else on the day of its article. A higher `score` is
    nearer to the topic; `words` are its stems."""

    document: Document
    sentence: Sentence
    day: datetime.date
    stated: bool
    score: float
    words: frozenset[str]


def telling(topic: str, hits: Sequence[Hit], index: Index, embedder: Embedder) -> list[Telling]:
    """What the hits tell of a topic: each sentence that states a day, and of an article without any its best one."""
    told = [copy for hit in hits for copy in (hit, *hit.also)]
    dated = {(hit.document.id, sentence.start): (hit, sentence) for hit in told for sentence in hit.passage.sentences}
    documents = {hit.document.id: hit.document for hit in told}
    heads = [f"{document.title}. {document.text[:HEAD]}" for document in documents.values()]
    vectors = embedder.encode([topic, *heads, *(sentence.text for _, sentence in dated.values())])
    near = (vectors[1:] @ vectors[0]).tolist()
    head = dict(zip(documents, near, strict=False))
    about = _about(topic, told, index, vectors[0])
    function_words = frozenset(terms(FUNCTION_WORDS))
    found = []
    for (hit, sentence), cosine in zip(dated.values(), near[len(heads) :], strict=True):
        day, stated = _day(hit.document, sentence)
        score = about[hit.passage.id] + max(head[hit.document.id], cosine)
        if day is not None and score >= ABOUT:
            words = frozenset(terms(sentence.text)) - function_words
            found.append(Telling(hit.document, sentence, day, stated, score + cosine, words))
    return _stated_first(found)


def _about(topic: str, told: Sequence[Hit], index: Index, asked: NDArray[np.float32]) -> dict[int, float]:
    """What a passage and its article add to ABOUT, by the passage's row."""
    weights = {term: index.lexical.idf(term) for term in set(terms(topic)) - set(terms(FUNCTION_WORDS))}
    stands: dict[str, set[str]] = {}
    for hit in told:
        stands.setdefault(hit.document.id, set()).update(terms(f"{hit.document.title} {hit.text}"))
    whole = sum(weights.values()) or 1.0
    shares = {
        article: sum(weight for term, weight in weights.items() if _stands(term, words)) / whole
        for article, words in stands.items()
    }
    rows = np.array([hit.passage.id for hit in told], np.int64)
    cosines = (index.vectors.take(rows) @ asked).tolist()
    return {hit.passage.id: cosine + WORDS * shares[hit.document.id] for hit, cosine in zip(told, cosines, strict=True)}


def _stands(term: str, words: set[str]) -> bool:
    """Whether a stem is among those of an article, or begins one: a strike of the dock is one of the dockers."""
    return term in words or (len(term) >= BEGINS and any(word.startswith(term) for word in words))


def _day(document: Document, sentence: Sentence) -> tuple[datetime.date | None, bool]:
    """The first day that the sentence states, else that of its article."""
    for mention in mentioned(sentence.text, document.date):
        if mention.since == mention.until:
            return mention.since, True
    return document.date, False


def _stated_first(found: Sequence[Telling]) -> list[Telling]:
    """Those that state a day; of an article none of whose sentences does, the best one."""
    articles: dict[str, list[Telling]] = {}
    for each in found:
        articles.setdefault(each.document.id, []).append(each)
    return [
        each
        for told in articles.values()
        for each in [one for one in told if one.stated] or [max(told, key=lambda one: one.score)]
    ]
