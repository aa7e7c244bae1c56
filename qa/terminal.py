"""What the `qa` command prints: progress, reports, answers. Text from documents never reaches the terminal raw."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from qa.index import Index
from qa.types import Answer, BuildReport, Document, Hit

MANIFEST_FACTS = ("generation", "built", "documents", "passages", "sentences", "model", "dimension")
# A folder of photographs next to the articles should not push the summary off the screen.
SKIPPED_SHOWN = 50
NEAREST_SHOWN = 3
_UNITS = {"loading": (1, "model"), "reading": (1e6, "MB"), "embedding": (1, "passages")}


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


def _where(document: Document) -> str:
    """Title (source, date), id: the id of a file is its path in the folder."""
    date = document.date.isoformat() if document.date else None
    facts = ", ".join(fact for fact in (document.source, date) if fact)
    return safe(f"{document.title}{f' ({facts})' if facts else ''}, {document.id}")
