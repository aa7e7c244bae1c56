"""Which dated sentences tell of a topic.

A sentence alone says little: "It was called off on Friday" names nothing. So its article is asked too: how near the
passage is to the topic, how many of the topic's words stand in the article, and what stands at its head.
"Timelines" in docs/measurements.md has what was compared.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.answer.asides import is_aside
from qa.embedder import Embedder
from qa.english.dates import mentioned
from qa.english.stems import terms
from qa.english.words import FUNCTION_WORDS
from qa.index.index import Index
from qa.index.passages import plain_letters, searched_text
from qa.types import Document, Hit, Sentence

# A sentence tells of the topic when these add up to ABOUT: the cosine of its passage with the topic, WORDS times the
# share of the topic's words that stand in the article, the cosine of the article's head or of the sentence itself.
ABOUT = 1.3
WORDS = 0.75
# No sentence comes nearer to a topic: what could not reach ABOUT with this is not read.
NEAREST = 0.7
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
    """What the hits tell of a topic: each sentence that states a day, and of an article on it without any, its best."""
    told = [copy for hit in hits for copy in (hit, *hit.also)]
    asked = _Asked(topic, told, index, embedder)
    dated = asked.telling([(hit, s, day) for hit in told for s in _telling(hit) if (day := _stated(hit, s))])
    heard = {each.document.id for each in dated}
    rest = [hit for hit in told if hit.document.id not in heard and asked.of(hit, NEAREST) >= ABOUT]
    best: dict[str, Telling] = {}
    for each in asked.telling([(hit, s, day) for hit in rest if (day := hit.document.date) for s in _telling(hit)]):
        if each.document.id not in best or best[each.document.id].score < each.score:
            best[each.document.id] = replace(each, stated=False)
    return [*dated, *best.values()]


def _telling(hit: Hit) -> list[Sentence]:
    """The sentences of a passage that may tell something."""
    return [sentence for sentence in hit.passage.sentences if not is_aside(sentence.text)]


class _Asked:
    """A topic, and how much passages are about it."""

    def __init__(self, topic: str, told: Sequence[Hit], index: Index, embedder: Embedder) -> None:
        articles = {hit.document.id: hit.document for hit in told}
        self._embedder = embedder
        self._function_words = frozenset(terms(FUNCTION_WORDS))
        self._topic, *heads = embedder.encode(
            [topic, *(f"{each.title}. {each.text[:HEAD]}" for each in articles.values())]
        )
        self._head = {article: float(head @ self._topic) for article, head in zip(articles, heads, strict=True)}
        weights = {term: index.lexical.idf(term) for term in set(terms(topic)) - self._function_words}
        words: dict[str, set[str]] = {}
        for hit in told:
            words.setdefault(hit.document.id, set()).update(terms(f"{hit.document.title} {hit.text}"))
        shares = {article: _share(weights, stands) for article, stands in words.items()}
        self._about = {
            hit.passage.id: float(vector @ self._topic) + WORDS * shares[hit.document.id]
            for hit, vector in zip(told, _vectors(told, index, embedder), strict=True)
        }

    def of(self, hit: Hit, cosine: float = -1.0) -> float:
        """What a passage, its article and a sentence with this cosine add up to."""
        return self._about[hit.passage.id] + max(self._head[hit.document.id], cosine)

    def telling(self, sentences: Sequence[tuple[Hit, Sentence, datetime.date]]) -> list[Telling]:
        """Those that tell of the topic, each once: passages overlap."""
        found = {(hit.document.id, sentence.start): (hit, sentence, day) for hit, sentence, day in sentences}
        cosines = self._embedder.encode([sentence.text for _, sentence, _ in found.values()]) @ self._topic
        return [
            Telling(hit.document, sentence, day, True, self.of(hit, cosine) + cosine, self._stems(sentence))
            for (hit, sentence, day), cosine in zip(found.values(), cosines.tolist(), strict=True)
            if self.of(hit, cosine) >= ABOUT
        ]

    def _stems(self, sentence: Sentence) -> frozenset[str]:
        return frozenset(terms(sentence.text)) - self._function_words


def _vectors(told: Sequence[Hit], index: Index, embedder: Embedder) -> NDArray[np.float32]:
    """Those of the passages. In the midst of a long build some have none yet: they are read now."""
    rows = np.array([hit.passage.id for hit in told], np.int64)
    vectors = index.vectors.take(rows)
    absent = np.isin(rows, index.vectors.absent)
    if absent.any():
        lacking = [hit for hit, missing in zip(told, absent, strict=True) if missing]
        vectors[absent] = embedder.encode([plain_letters(searched_text(hit.document, hit.passage)) for hit in lacking])
    return vectors


def _share(weights: Mapping[str, float], stands: set[str]) -> float:
    """How much of a topic's words, weighed by how rare they are, stands in an article."""
    return sum(weight for term, weight in weights.items() if in_words(term, stands)) / (sum(weights.values()) or 1.0)


def in_words(term: str, words: set[str]) -> bool:
    """Whether a stem is among those of an article, or begins one: a strike of the dock is one of the dockers."""
    return term in words or (len(term) >= BEGINS and any(word.startswith(term) for word in words))


def _stated(hit: Hit, sentence: Sentence) -> datetime.date | None:
    """The first day that a sentence states."""
    found = mentioned(sentence.text, hit.document.date)
    return next((mention.since for mention in found if mention.since == mention.until), None)
