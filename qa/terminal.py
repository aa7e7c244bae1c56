"""What the `qa` command prints: progress, reports, answers, figures. No text of documents reaches the terminal raw."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import TracebackType

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from qa.evaluation import Bin, Outcome, Report
from qa.index import Index
from qa.types import Answer, BuildReport, Document, Hit

MANIFEST_FACTS = ("generation", "built", "documents", "passages", "sentences", "model", "dimension")
# A folder of photographs next to the articles should not push the summary off the screen.
SKIPPED_SHOWN = 50
NEAREST_SHOWN = 3
_UNITS = {"loading": (1, "model"), "reading": (1e6, "MB"), "embedding": (1, "passages"), "asking": (1, "questions")}
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


def safe(text: str) -> str:
    """`text` without characters that steer a terminal (escape sequences, bidirectional overrides)."""
    return "".join(
        c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" if c != "\t" else " " for c in text
    )


class BuildProgress:
    """A bar a stage with rate and time left; plain lines now and then where there is no terminal."""

    def __init__(self) -> None:
        self._bars = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %  {task.fields[figures]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, TaskID] = {}
        self._started: dict[str, float] = {}
        self._said = time.monotonic()

    def __enter__(self) -> BuildProgress:
        if self._bars.console.is_terminal:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars.console.is_terminal:  # else it was never started, and would leave a blank line
            self._bars.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage not in self._tasks:
            self._started[stage] = now
            self._tasks[stage] = self._bars.add_task(stage, total=total, figures="", start=total > 1)
        figures = self._figures(stage, done, total, now - self._started[stage])
        self._bars.update(self._tasks[stage], completed=done, total=total, figures=figures)
        if not self._bars.console.is_terminal and now - self._said > 10:
            self._said = now
            print(f"{stage}: {figures}", file=sys.stderr, flush=True)

    @staticmethod
    def _figures(stage: str, done: int, total: int, seconds: float) -> str:
        size, unit = _UNITS[stage]
        rate = done / size / seconds if seconds > 0.5 else 0
        form = ".1f" if size > 1 else ".0f"
        return f"{done / size:{form}} of {total / size:{form}} {unit}" + (f", {rate:.1f}/s" if rate else "")


def loading() -> AbstractContextManager[object]:
    """Tell, while a command takes its seconds to start, what it is doing; nothing where there is no terminal."""
    return Console(stderr=True).status("Loading the model")


def print_report(report: BuildReport, index: str) -> None:
    """The summary of a build, with what was skipped and why."""
    console = Console(highlight=False)
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    changes = f"{report.added} new, {report.changed} changed, {report.removed} removed, {report.unchanged} unchanged"
    table.add_row("documents", f"{report.documents}  ({changes})")
    table.add_row("passages", f"{report.passages}  ({report.embedded} embedded)")
    table.add_row("skipped", str(len(report.skipped)))
    table.add_row("seconds", f"{report.seconds:.1f}")
    table.add_row("index", Text(f"{safe(index)}, generation {report.generation}"))
    console.print(table)
    for item in report.skipped[:SKIPPED_SHOWN]:
        console.print(Text(f"  skipped {safe(item.file)}: {safe(item.reason)}"), soft_wrap=True)
    if (more := len(report.skipped) - SKIPPED_SHOWN) > 0:
        console.print(f"  … and {more} more")


def print_answer(answer: Answer) -> None:
    """The answer with its numbered sources; when there is none, the nearest passages, marked as no answer."""
    console = Console(highlight=False)
    if answer.short:
        console.print(Text(safe(answer.short), style="bold"))
    console.print(Text(safe(answer.text)))
    if answer.citations:
        console.print()
    for citation in answer.citations:
        console.print(Text(f"[{citation.number}] {_where(citation.document)}", style="bold"))
        console.print(Text(f"    “{safe(citation.text)}”"))
    if not answer.found and answer.hits:
        console.print("\nClosest passages, which do not answer it:")
        print_hits(list(answer.hits[:NEAREST_SHOWN]))


def print_hits(hits: list[Hit]) -> None:
    """Passages, best first, with where they stand."""
    console = Console(highlight=False)
    if not hits:
        console.print("No passage found.")
    for number, hit in enumerate(hits, 1):
        console.print(Text(f"{number}. {_where(hit.document)}  ({hit.score:.2f})", style="bold"))
        console.print(Text(f"   {safe(hit.text)}"))


def print_info(index: Index) -> None:
    """What an index holds."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name in MANIFEST_FACTS:
        table.add_row(name, Text(safe(str(getattr(index.manifest, name)))))
    first, last = index.store.period()
    table.add_row("period", f"{first} to {last}" if first else "no dated articles")
    table.add_row("sources", Text(safe(", ".join(index.sources())) or "none named"))
    table.add_row("megabytes", f"{sum(size for size, _ in index.manifest.files.values()) / 1e6:.1f}")
    Console(highlight=False).print(table)


def print_evaluation(report: Report, misses: int) -> None:
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
    line = " ".join(safe(text).split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"


def _where(document: Document) -> str:
    """Title (source, date), id: the id of a file is its path in the folder."""
    date = document.date.isoformat() if document.date else None
    facts = ", ".join(fact for fact in (document.source, date) if fact)
    return safe(f"{document.title}{f' ({facts})' if facts else ''}, {document.id}")
