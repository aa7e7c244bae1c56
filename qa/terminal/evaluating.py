"""`qa evaluate`, and the figures that it prints."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from qa import evaluation
from qa.assistant import Assistant
from qa.evaluation import Bin, Outcome, Report
from qa.terminal import given
from qa.terminal.progress import BuildProgress
from qa.terminal.reading import add_reader
from qa.terminal.shared import Command, add_dates, add_index, add_json
from qa.terminal.text import line, print_json
from qa.types import Skipped

_FIGURES = {
    "hit@1": "right passage first",
    "hit@5": "right passage in the first 5",
    "hit@10": "right passage in the first 10",
    "mrr@10": "mean reciprocal rank of it (MRR@10)",
    "first_citation_right": "first citation right",
    "some_citation_right": "some citation right",
    "short_f1": "short answer, F1 of its words",
    "short_em": "short answer, exact",
    "answered": "answered, of the answerable",
    "refused": "refused, of the unanswerable",
    "auroc": "AUROC of the confidence",
    "coverage_at_5_risk": "coverage at 5 % risk",
    "calibration_error": "expected calibration error",
    "ask_median_ms": "an answer takes, median ms",
    "ask_p95_ms": "an answer takes, 95th percentile ms",
}
# Of a sentence or a piece of evidence in a list of misses.
_EXCERPT = 300
_INDENT = (0, 0, 0, 4)


def run(options: argparse.Namespace) -> None:
    """Ask labelled questions, and tell how good the answers are. Raises QAError."""
    evaluation.check_installed(plot=options.plot is not None)  # before minutes of asking
    assistant = Assistant.open(options.index, reader=options.reader, threshold=options.threshold)
    skipped: list[Skipped] = []
    questions = evaluation.load(options.questions, assistant.index, skipped)
    for reason, count in Counter(each.reason for each in skipped).items():
        print(f"{count} line{'' if count == 1 else 's'} of feedback left out: {reason}", file=sys.stderr)
    with BuildProgress() as progress:
        report = evaluation.evaluate(assistant, questions, progress, dates=not options.no_dates)
    if options.json:
        print_json(evaluation.report_json(report, options.misses))
    else:
        _print(report, options.misses)
    if options.plot:
        evaluation.draw(report, options.plot)  # last: a picture that cannot be written costs no figures


def _print(report: Report, misses: int) -> None:
    """The figures, the confidence by bins, and at most so many misses."""
    console = Console(highlight=False)
    table = Table("", "value", "questions", box=None, padding=(0, 2, 0, 0))
    table.columns[1].justify = table.columns[2].justify = "right"
    for name, figure in report.figures.items():
        form = ".0f" if name.endswith("_ms") else ".3f"
        table.add_row(_FIGURES[name], "-" if figure.value is None else f"{figure.value:{form}}", str(figure.n))
    console.print(table)
    if any(b.count for b in report.bins):
        console.print()
        console.print(_bins(report.bins))
    for outcome in report.misses(misses):
        _print_miss(console, outcome)


def _bins(bins: Sequence[Bin]) -> Table:
    table = Table("confidence", "answers", "mean confidence", "first citation right", box=None, padding=(0, 2, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    for b in bins:
        means = ["-" if mean is None else f"{mean:.3f}" for mean in (b.confidence, b.right)]
        if b.count:
            table.add_row(f"{b.low:.1f} to {b.high:.1f}", str(b.count), *means)
    return table


def _print_miss(console: Console, outcome: Outcome) -> None:
    question = outcome.question
    console.print(Text(f"\nmissed, line {question.line}: {_excerpt(question.text)}", style="bold"))
    cited = f"{outcome.cited[0]}: {outcome.cited[1]}" if outcome.cited else "nothing"
    console.print(Padding(Text(f"cited ({outcome.confidence:.2f}) {_excerpt(cited)}"), _INDENT, expand=False))
    first, *others = question.expected
    more = f" (or {len(others)} more)" if others else ""
    console.print(Padding(Text(f"expected {_excerpt(first)}{more}"), _INDENT, expand=False))


def _excerpt(text: str) -> str:
    shown = line(text)
    return shown if len(shown) <= _EXCERPT else shown[: _EXCERPT - 1] + "…"


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "questions", metavar="QUESTIONS.jsonl", help="one JSON object a line: question, articles, evidence, answers, …"
    )
    command.add_argument("--misses", type=given.count, default=5, metavar="N", help="how many misses to show (5)")
    command.add_argument(
        "--plot", type=given.png, metavar="FILE.png", help="draw risk against coverage, and reliability"
    )
    add_json(command)
    add_dates(command)
    add_reader(command)
    add_index(command)


COMMANDS = {"evaluate": Command(_add, run)}
