"""The figures, as pure functions of arrays. Knows neither questions nor an index.

Retrieval figures come from ir_measures, the area under the ROC curve from scikit-learn; both are imported when used.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

# Hits looked at for a question.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers with a confidence from `low` to `high`: how many, how sure, how many of them right. None where empty."""

    low: float
    high: float
    count: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """The choices a threshold has: from each confidence up, the share answered and the share of those that is wrong.

    Three arrays of the same length, coverage ascending, confidence descending.
    """

    coverage: Floats
    risk: Floats
    confidence: Floats

    def coverage_at(self, limit: float) -> float:
        """The largest coverage whose risk is at most `limit`; 0 when there is none."""
        return float(self.coverage[self.risk <= limit].max(initial=0.0))


def retrieval(relevant: Bools) -> dict[str, float]:
    """hit@1, hit@5, hit@10 and mrr@10 of ranked hits, best first: shape (questions, DEPTH), padded with False.

    Success@k and RR(cutoff) of ir_measures. Raises ValueError without questions.
    """
    from ir_measures import RR, Success, calc_aggregate

    if not len(relevant):
        raise ValueError("no questions")
    # Every question gets one more relevant passage that nobody found, for one without any would be left out.
    wanted = {str(q): {"": 1} | {str(i): 1 for i in np.flatnonzero(row)} for q, row in enumerate(relevant)}
    ranking = {str(i): float(DEPTH - i) for i in range(DEPTH)}
    names = {Success @ 1: "hit@1", Success @ 5: "hit@5", Success @ 10: "hit@10", RR @ 10: "mrr@10"}
    measured = calc_aggregate(list(names), wanted, dict.fromkeys(wanted, ranking))
    return {name: float(measured[measure]) for measure, name in names.items()}


def auroc(positive: Bools, confidence: Floats) -> float:
    """How often a positive has the higher confidence of a pair, ties counting half; both of shape (questions,).

    `sklearn.metrics.roc_auc_score`. Raises ValueError when all are positive, or none is.
    """
    from sklearn.metrics import roc_auc_score

    if positive.all() or not positive.any():
        raise ValueError("both kinds are needed")
    return float(roc_auc_score(positive, confidence))


def risk_coverage(confidence: Floats, right: Bools, questions: int) -> RiskCoverage:
    """Risk against coverage of the answers given, both of shape (answers,), to so many `questions`.

    El-Yaniv & Wiener, "On the Foundations of Noise-free Selective Classification", 2010. Answers of equal confidence
    come together, as no threshold can tell them apart.
    """
    order = np.argsort(-confidence, kind="stable")
    sure, wrong = confidence[order], np.cumsum(~right[order])
    last = np.flatnonzero(np.append(sure[1:] != sure[:-1], True)) if len(sure) else np.empty(0, np.int64)
    answered = last + 1
    return RiskCoverage(answered / max(1, questions), wrong[last] / answered, sure[last])


def reliability(confidence: Floats, right: Bools, bins: int = 10) -> tuple[Bin, ...]:
    """Answers by confidence in [0, 1], both of shape (answers,), in `bins` of equal width; 1 belongs to the last."""
    place = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    found = []
    for i in range(bins):
        here = place == i
        count = int(here.sum())
        means = (float(confidence[here].mean()), float(right[here].mean())) if count else (None, None)
        found.append(Bin(i / bins, (i + 1) / bins, count, *means))
    return tuple(found)


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: the mean distance of confidence from share right, weighted by count.

    Naeini, Cooper & Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", 2015. Raises
    ValueError when all bins are empty.
    """
    total = sum(b.count for b in bins)
    if not total:
        raise ValueError("no answers")
    return (
        sum(b.count * abs(b.confidence - b.right) for b in bins if b.confidence is not None and b.right is not None)
        / total
    )


def normalise(text: str) -> str:
    """As SQuAD compares answers (Rajpurkar et al., 2016, evaluate-v2.0.py): "The Big, red  dog." -> "big red dog"."""
    plain = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", plain).split())


def short_f1(answer: str, accepted: Sequence[str]) -> float:
    """The F1 of shared words, each as often as it stands in both, against the nearest of the accepted answers."""
    return max((_f1(normalise(answer).split(), normalise(other).split()) for other in accepted), default=0.0)


def short_em(answer: str, accepted: Sequence[str]) -> float:
    """1 when the answer is one of the accepted ones, else 0."""
    return float(normalise(answer) in {normalise(other) for other in accepted})


def _f1(one: list[str], other: list[str]) -> float:
    if not one or not other:  # as in evaluate-v2.0.py: nothing agrees with nothing only
        return float(one == other)
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other))
