"""What was seen of each question -> the figures. Asks nothing and prints nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from qa.evaluation import metrics
from qa.evaluation.metrics import DEPTH, Bin, RiskCoverage
from qa.evaluation.questions import Question

# The risk that coverage is reported for: the share of wrong answers among those given.
RISK = 0.05


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question brought. `relevant` marks up to DEPTH hits, best first; `cited` is (document id, sentence)."""

    question: Question
    found: bool
    confidence: float
    short: str | None
    relevant: tuple[bool, ...]
    right_citations: tuple[bool, ...]
    cited: tuple[str, str] | None
    milliseconds: float

    @property
    def first_right(self) -> bool:
        """Whether the first citation stands where the answer does; never without one."""
        return self.right_citations[:1] == (True,)

    @property
    def judged(self) -> bool:
        """Whether the labels tell right from wrong: where the answer stands, or that there is none."""
        return self.question.located or not self.question.answerable

    @property
    def missed(self) -> bool:
        """Answered what has no answer, cited the wrong place first, or refused."""
        if not self.question.answerable:
            return self.found
        return not (self.first_right if self.question.located else self.found)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the number of questions it rests on; None where the labels do not allow it."""

    name: str
    value: float | None
    n: int


@dataclass(frozen=True)  # no slots: cached_property keeps its values in __dict__
class Report:
    """The outcomes, in the order of the questions, and what follows from them."""

    outcomes: tuple[Outcome, ...]

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure by name. Shares lie in [0, 1]; times are milliseconds."""
        figures = [*_retrieval(self.outcomes), *_citations(self.outcomes), *_answers(self.outcomes)]
        figures += [*self._confidence(), *_latency(self.outcomes)]
        return {figure.name: figure for figure in figures}

    @cached_property
    def risk_coverage(self) -> RiskCoverage:
        """Over the answered questions whose labels tell right from wrong; coverage is of all such questions.

        What was refused has no citation to judge: the curve ends where the assistant's threshold is.
        """
        confidence = np.array([o.confidence for o in self._judged if o.found], np.float64)
        right = np.array([o.first_right for o in self._judged if o.found], np.bool_)
        return metrics.risk_coverage(confidence, right, len(self._judged))

    @cached_property
    def bins(self) -> tuple[Bin, ...]:
        """The same answers by confidence: is it the probability that the first citation is right?"""
        answered = [o for o in self._judged if o.found]
        confidence = np.array([o.confidence for o in answered], np.float64)
        return metrics.reliability(confidence, np.array([o.first_right for o in answered], np.bool_))

    @cached_property
    def labels(self) -> dict[str, int]:
        """How many questions there are, and how many have which label."""
        questions = [o.question for o in self.outcomes]
        return {
            "questions": len(questions),
            "unanswerable": sum(not q.answerable for q in questions),
            "with_evidence": sum(bool(q.evidence) for q in questions),
            "with_articles_only": sum(bool(q.articles and not q.evidence) for q in questions),
            "with_answers": sum(bool(q.answers) for q in questions),
        }

    def misses(self, limit: int) -> list[Outcome]:
        """What went wrong, the surest first."""
        return sorted((o for o in self.outcomes if o.missed), key=lambda o: -o.confidence)[:limit]

    @cached_property
    def _judged(self) -> list[Outcome]:
        """None at all when no label says where an answer stands: every answer would then be a wrong one."""
        located = any(o.question.located for o in self.outcomes)
        return [o for o in self.outcomes if o.judged] if located else []

    def _confidence(self) -> list[Figure]:
        answerable = np.array([o.question.answerable for o in self.outcomes], np.bool_)
        confidence = np.array([o.confidence for o in self.outcomes], np.float64)
        both = bool(answerable.any() and not answerable.all())
        covered = self.risk_coverage.coverage_at(RISK) if self._judged else None
        answers = sum(b.count for b in self.bins)
        return [
            Figure("auroc", metrics.auroc(answerable, confidence) if both else None, len(confidence) if both else 0),
            Figure("coverage_at_5_risk", covered, len(self._judged)),
            Figure("calibration_error", metrics.calibration_error(self.bins) if answers else None, answers),
        ]


def report_json(report: Report, misses: int) -> dict[str, Any]:
    """The report for programs: shares with four digits, and so many misses."""
    figures = {f.name: {"value": _rounded(f.value), "n": f.n} for f in report.figures.values()}
    return {
        "labels": report.labels,
        "figures": figures,
        "reliability": [{name: _rounded(value) for name, value in asdict(b).items()} for b in report.bins],
        "misses": [_miss_json(outcome) for outcome in report.misses(misses)],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _miss_json(outcome: Outcome) -> dict[str, Any]:
    cited = {"document_id": outcome.cited[0], "text": outcome.cited[1]} if outcome.cited else None
    return {
        "question": outcome.question.text,
        "line": outcome.question.line,
        "confidence": round(outcome.confidence, 4),
        "cited": cited,
        "expected": list(outcome.question.expected),
    }


def _retrieval(outcomes: Sequence[Outcome]) -> list[Figure]:
    located = [o for o in outcomes if o.question.located]
    if not located:
        return [Figure(name, None, 0) for name in ("hit@1", "hit@5", "hit@10", "mrr@10")]
    relevant = np.zeros((len(located), DEPTH), np.bool_)
    for row, outcome in zip(relevant, located, strict=True):
        row[: len(outcome.relevant)] = outcome.relevant
    return [Figure(name, value, len(located)) for name, value in metrics.retrieval(relevant).items()]


def _citations(outcomes: Sequence[Outcome]) -> list[Figure]:
    located = [o for o in outcomes if o.question.located]
    return [
        _mean("first_citation_right", (o.first_right for o in located)),
        _mean("some_citation_right", (any(o.right_citations) for o in located)),
    ]


def _answers(outcomes: Sequence[Outcome]) -> list[Figure]:
    """A refusal is no short answer, and counts 0. A reader that never gives a short one has no such figure."""
    with_answers = [o for o in outcomes if o.question.answers] if any(o.short for o in outcomes) else []
    return [
        _mean("short_f1", (metrics.short_f1(o.short or "", o.question.answers) for o in with_answers)),
        _mean("short_em", (metrics.short_em(o.short or "", o.question.answers) for o in with_answers)),
        _mean("answered", (o.found for o in outcomes if o.question.answerable)),
        _mean("refused", (not o.found for o in outcomes if not o.question.answerable)),
    ]


def _latency(outcomes: Sequence[Outcome]) -> list[Figure]:
    times = [o.milliseconds for o in outcomes]
    percentiles = np.percentile(times, [50, 95]) if times else (None, None)
    names = ("ask_median_ms", "ask_p95_ms")
    return [
        Figure(name, None if value is None else float(value), len(times))
        for name, value in zip(names, percentiles, strict=True)
    ]


def _mean(name: str, values: Iterable[float]) -> Figure:
    found = list(values)
    return Figure(name, sum(found) / len(found) if found else None, len(found))
