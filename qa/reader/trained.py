"""The reader with a trained network: its scores, added up with the signals that need no model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.reader import Reading, ranked
from qa.reader.question import Terms
from qa.reader.scores import Scorer, Scores, Text, pointed
from qa.reader.short import short_answer
from qa.reader.signals import PLAIN, Encoder, cosines, plain_signals
from qa.reader.statement import silent_last
from qa.types import Hit

FEATURES = ("sentence", "span", "answers", *PLAIN)
# Feature -> weight in the score of a sentence, a logit against the other sentences read: training/fit.py.
RANKING: dict[str, float] = {
    "sentence": 0.07,
    "span": 0.312,
    "answers": 0.046,
    "passage": 0.966,
    "near": 1.993,
    "own": 0.401,
    "kind": 0.609,
    "kind_missing": -0.458,
    "role": 3.027,
    "depth": -1.092,
}
# Of the best sentence -> the probability that it is right, by a logistic regression: training/fit.py.
BIAS = -7.649
CONFIDENCE: dict[str, float] = {"span": 0.135, "near": 2.562, "cosine": 8.215}


class TrainedReader:
    """Ranks sentences and finds the few words that answer. Thread-safe when its scorer is."""

    def __init__(self, scorer: Scorer, encoder: Encoder, terms: Terms, idf: Callable[[str], float]) -> None:
        """`encoder` is the model of the index, `terms` gives the stemmed words of a text, `idf` how rare one of them is
        in the index."""
        self._scorer = scorer
        self._encoder = encoder
        self._terms = terms
        self._idf = idf

    def warm(self) -> None:
        """Load both models. Raises ModelNotFound."""
        self._scorer.warm()
        self._encoder.encode(["warm"])

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        """As `Reader.read`. Raises ModelNotFound."""
        if not hits:
            return Reading((), 0.0, None)
        features, scores = self.features(question, hits)
        fitted = features @ np.array([RANKING.get(name, 0.0) for name in FEATURES])
        ranking = silent_last(fitted, question, hits, self._terms)
        best = int(ranking.argmax())
        candidates = ranked(hits, ranking, pointed(hits, scores))
        first = candidates[0]
        (near,) = cosines(self._encoder, question, [first.hit])
        cosine = float(near[first.hit.passage.sentences.index(first.sentence)])
        sure = confidence(features[best], cosine)
        short = short_answer(question, hits, scores, best, self._terms)
        return Reading(candidates, short.sure(sure), short.words)

    def features(self, question: str, hits: Sequence[Hit]) -> tuple[NDArray[np.float64], list[Scores]]:
        """The features of all sentences of `hits`, in order, shape (sentences, len(FEATURES)), and what was scored."""
        scores = self._scorer.score(question, [text_of(hit) for hit in hits])
        columns = [
            np.concatenate([s.sentence for s in scores]),
            np.concatenate([s.span for s in scores]),
            np.concatenate([np.full(len(s.sentence), s.answers) for s in scores]),
        ]
        return np.column_stack([*columns, plain_signals(question, hits, self._terms, self._idf)]), scores


def confidence(features: NDArray[np.float64], cosine: float) -> float:
    """How likely it is that a sentence with these features, shape (len(FEATURES),), and this cosine answers."""
    facts = dict(zip(FEATURES, features, strict=True)) | {"cosine": cosine}
    return float(1 / (1 + np.exp(-BIAS - sum(weight * facts[name] for name, weight in CONFIDENCE.items()))))


def text_of(hit: Hit) -> Text:
    """A hit as a network reads it."""
    spans = tuple((sentence.start - hit.start, sentence.end - hit.start) for sentence in hit.passage.sentences)
    return Text(hit.document.title, hit.text, spans)
