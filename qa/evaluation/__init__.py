"""Ask labelled questions and measure the answers: `qa evaluate`.

    evaluation/
    ├── __init__.py    asks every question
    ├── questions.py   the file of questions, checked against the index
    ├── judgements.py  feedback -> labels
    ├── lines.py       the lines of a file
    ├── metrics.py     the figures, functions of arrays
    ├── report.py      outcomes -> figures
    └── plot.py        the picture

Needs the extra `evaluate`; `check_installed` says so before anything is done.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Sequence

from qa.assistant import Assistant
from qa.errors import ExtraMissing, QAError
from qa.evaluation.metrics import DEPTH, Bin
from qa.evaluation.plot import draw
from qa.evaluation.questions import Question, Span, load
from qa.evaluation.report import Figure, Outcome, Report, report_json
from qa.types import Progress

__all__ = [
    "Bin",
    "Figure",
    "Outcome",
    "Question",
    "Report",
    "Span",
    "check_installed",
    "draw",
    "evaluate",
    "load",
    "report_json",
]


def check_installed(plot: bool = False) -> None:
    """Raise ExtraMissing, with the command to run, unless all that evaluating (and a picture) needs is installed."""
    for package in ("ir_measures", "sklearn.metrics", *(["matplotlib.figure"] if plot else [])):
        try:
            importlib.import_module(package)
        except ImportError as error:
            name = package.partition(".")[0]
            raise ExtraMissing(f"{name} is not installed: `pip install 'article-qa[evaluate]'` brings it") from error


def evaluate(
    assistant: Assistant, questions: Sequence[Question], progress: Progress | None = None, *, dates: bool = True
) -> Report:
    """Ask each question once, one after the other, and judge what comes back. `dates` as in `Assistant.ask`.

    `progress` is told the stages "loading" and "asking". Raises ExtraMissing, ModelNotFound, IndexInvalid, and QAError
    when the index is rebuilt meanwhile, as the labels were read from the old one.
    """
    check_installed()
    tell = progress or (lambda stage, done, total: None)
    generation = assistant.index.manifest.generation
    tell("loading", 0, 1)
    assistant.warm()  # else the first question would be timed with the loading of the model
    tell("loading", 1, 1)
    outcomes = []
    for done, question in enumerate(questions):
        tell("asking", done, len(questions))
        outcomes.append(_ask(assistant, question, dates))
        if assistant.index.manifest.generation != generation:
            raise QAError("the index was rebuilt while it was evaluated: run the command again")
    tell("asking", len(questions), len(questions))
    return Report(tuple(outcomes))


def _ask(assistant: Assistant, question: Question, dates: bool) -> Outcome:
    started = time.perf_counter()
    answer = assistant.answer(question.text, (), question.within, dates=dates)
    milliseconds = 1000 * (time.perf_counter() - started)  # before the second search, which nobody who asks waits for
    # An answer holds only the few passages that were read.
    hits = assistant.retriever.find(answer.question, DEPTH, question.within)
    first = answer.citations[0] if answer.citations else None
    return Outcome(
        question=question,
        found=answer.found,
        confidence=answer.confidence,
        short=answer.short,
        relevant=tuple(question.is_answered_at(hit.document.id, hit.start, hit.end) for hit in hits),
        right_citations=tuple(question.is_answered_at(c.document.id, c.start, c.end) for c in answer.citations),
        cited=(first.document.id, first.text) if first else None,
        milliseconds=milliseconds,
    )
