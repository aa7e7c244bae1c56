"""A reader that needs no training of its own kind: it adds up signals that each mean something.

Ranks sentences; finds no short answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.reader import Reading, ranked
from qa.reader.question import Asked, Terms
from qa.reader.statement import silent_last
from qa.types import Hit

# Signal -> weight: a logistic regression over the candidates of 2,700 labelled questions, see "Answering" in
# docs/measurements.md.
WEIGHTS = {
    "cosine": 10.52,  # of the question and the sentence, read in the context of its passage
    "passage": 0.75,  # score of the passage less that of the best one
    "near": 3.72,  # share of what the question names, weighted by rarity, in the sentence, its neighbours and the title
    "own": 0.73,  # the same in the sentence alone
    "kind": 1.16,  # holds the kind of thing asked for (date, sum, number, reason)
    "kind_missing": -0.86,  # a kind is asked for that the sentence does not hold
    "name_missing": -1.68,  # a name is asked for that the sentence does not hold
    "role": 1.23,  # a name stands beside the role that "Who is the ...?" asks for
    "counted": 1.70,  # a number stands before the things that "How many ...?" asks for
    "first": 0.32,  # opens its document
    "depth": -0.62,  # place in the document, 0 to 1
}
PLAIN = tuple(name for name in WEIGHTS if name != "cosine")
# Confidence is the logistic function of these signals of the best sentence, fitted on the same questions with and
# without the passages that answer them.
BIAS = -7.07
CONFIDENCE = {"cosine": 8.62, "near": 3.61}
# White space and a quotation mark may come before the first sentence.
OPENING = 3


class Encoder(Protocol):
    """The part of an embedder that is used here."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (texts, dimension)."""
        ...

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[NDArray[np.float32]]:
        """Unit vectors of the spans of each text, read in its context: for each text, shape (spans, dimension)."""
        ...


class SignalReader:
    """Ranks sentences by the weighted sum of their signals. Thread-safe when its encoder is."""

    def __init__(self, encoder: Encoder, terms: Terms, idf: Callable[[str], float]) -> None:
        """`terms` gives the stemmed words of a text, `idf` how rare one of them is in the index."""
        self._encoder = encoder
        self.terms = terms
        self._idf = idf

    def warm(self) -> None:
        """Load the encoder. Raises ModelNotFound."""
        self._encoder.encode(["warm"])

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        """As `Reader.read`; gives no short answer."""
        if not hits:
            return Reading((), 0.0, None)
        signals = self.signals(question, hits)
        scores = silent_last(weighted(signals), question, hits, self.terms)
        return Reading(ranked(hits, scores), confidence(signals[scores.argmax()]), None)

    def signals(self, question: str, hits: Sequence[Hit]) -> NDArray[np.float64]:
        """The signals of all sentences of `hits`, in order: shape (sentences, len(WEIGHTS))."""
        near = np.concatenate(cosines(self._encoder, question, hits))
        return np.column_stack([near, plain_signals(question, hits, self.terms, self._idf)])


def cosines(encoder: Encoder, question: str, hits: Sequence[Hit]) -> list[NDArray[np.float32]]:
    """Of the question with each sentence, read in the context of its passage: for each hit, shape (sentences,)."""
    shifts = [len(hit.document.title) + 1 - hit.start for hit in hits]
    vectors = encoder.encode_spans(
        [f"{hit.document.title}\n{hit.text}" for hit in hits],
        [
            [(sentence.start + shift, sentence.end + shift) for sentence in hit.passage.sentences]
            for hit, shift in zip(hits, shifts, strict=True)
        ],
    )
    asked = encoder.encode([question])[0]
    return [matrix @ asked for matrix in vectors]


def plain_signals(question: str, hits: Sequence[Hit], terms: Terms, idf: Callable[[str], float]) -> NDArray[np.float64]:
    """The signals that need no model, of all sentences of `hits`, in order: shape (sentences, len(PLAIN))."""
    asked = Asked(question, terms, idf)
    best = max(hit.score for hit in hits)
    rows: list[tuple[float, ...]] = []
    for hit in hits:
        words = [set(terms(sentence.text)) for sentence in hit.passage.sentences]
        title = set(terms(hit.document.title))
        for i, sentence in enumerate(hit.passage.sentences):
            near = title.union(*words[max(0, i - 1) : i + 2])
            text, start = sentence.text, sentence.start
            signals = (
                *(hit.score - best, asked.share(near), asked.share(words[i])),
                *(*asked.kind(text), asked.name_missing(text), asked.role(text), asked.counted(text)),
                *(float(start <= OPENING), start / len(hit.document.text)),
            )
            rows.append(signals)
    return np.array(rows, np.float64)


def weighted(signals: NDArray[np.float64]) -> NDArray[np.float64]:
    """The scores of sentences from their signals: (sentences, len(WEIGHTS)) -> (sentences,)."""
    scores: NDArray[np.float64] = signals @ np.array(list(WEIGHTS.values()))
    return scores


def confidence(best: NDArray[np.float64]) -> float:
    """How likely it is that the passages answer the question, from the signals of the best sentence."""
    signal = dict(zip(WEIGHTS, best, strict=True))
    return float(1 / (1 + np.exp(-BIAS - sum(weight * signal[name] for name, weight in CONFIDENCE.items()))))
