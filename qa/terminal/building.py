"""`qa build`, and what it prints."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from qa.building import origin
from qa.building.build import build_index
from qa.building.watch import changes
from qa.documents import READABLE
from qa.embedder import DEFAULT_MODEL
from qa.errors import QAError
from qa.keep.shaping import report_json
from qa.terminal import given, worker
from qa.terminal.progress import BuildProgress
from qa.terminal.shared import Command, add_index, complain
from qa.terminal.text import line, print_json
from qa.types import COLUMNS, BuildReport, Progress

# A folder of photographs next to the articles should not push the summary off the screen.
SKIPPED_SHOWN = 50


def run(options: argparse.Namespace) -> None:
    """Build once, or whenever the folder changes. Raises QAError."""
    if options.worker:
        worker.run(options)
        return
    options.source = options.source or origin.recall(Path(options.index))
    if options.watch:
        _watch(options)
    elif options.json:
        print_json(report_json(_indexed(options)))
    else:
        _print_report(_built(options), options.index)


def _built(options: argparse.Namespace) -> BuildReport:
    with BuildProgress() as progress:
        return _indexed(options, progress)


def _indexed(options: argparse.Namespace, progress: Progress | None = None) -> BuildReport:
    return build_index(
        options.source,
        options.index,
        model=options.model,
        progress=progress,
        full=options.full,
        columns=given.columns(options.column),
    )


def _watch(options: argparse.Namespace) -> None:
    from qa.terminal import saved  # the models that answer are loaded for nobody else

    generation = None
    for _ in changes(options.source, options.index):
        try:
            report = _built(options)
        except QAError as error:
            # Nothing has been built yet: no change of the folder would mend a wrong name or model.
            if generation is None:
                raise
            complain(error)  # an article may be half written: the next change tries again
            continue
        if generation is None:
            _print_report(report, options.index)
            watched = line(", ".join(options.source))
            Console(highlight=False).print(Text(f"Watching {watched}  (Ctrl-C to stop)"), soft_wrap=True)
        elif report.generation != generation:  # a file that was only touched sets off a build as well
            print_rebuild(report)
        if report.generation != generation:
            saved.after_build(Path(options.index))
        generation, options.full = report.generation, False  # --full is meant of the first build alone


def _print_report(report: BuildReport, index: str) -> None:
    """The summary of a build, with what was skipped and why."""
    console = Console(highlight=False)
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_row("documents", f"{report.documents}  ({_changes(report)})")
    table.add_row("passages", f"{report.passages}  ({report.embedded} embedded)")
    table.add_row("skipped", str(len(report.skipped)))
    table.add_row("seconds", f"{report.seconds:.1f}")
    table.add_row("index", Text(f"{line(index)}, generation {report.generation}"))
    console.print(table)
    _print_skipped(console, report)


def print_rebuild(report: BuildReport) -> None:
    """One line about a build that a change set off, and what it skipped."""
    console = Console(highlight=False)
    figures = f"{report.embedded} passages embedded, {report.seconds:.1f} s, generation {report.generation}"
    console.print(f"{time.strftime('%H:%M:%S')}  {_changes(report)}; {figures}", soft_wrap=True)
    _print_skipped(console, report)


def _changes(report: BuildReport) -> str:
    return f"{report.added} new, {report.changed} changed, {report.removed} removed, {report.unchanged} unchanged"


def _print_skipped(console: Console, report: BuildReport) -> None:
    skipped = [f"skipped {line(item.file)}: {line(item.reason)}" for item in report.skipped]
    for items in (skipped, [f"note on {line(item.file)}: {line(item.text)}" for item in report.notes]):
        for item in items[:SKIPPED_SHOWN]:
            console.print(Text(f"  {item}"), soft_wrap=True)
        if (more := len(items) - SKIPPED_SHOWN) > 0:
            console.print(f"  … and {more} more")


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "source",
        nargs="*",
        metavar="FOLDER",
        help=f"a folder, or files: {READABLE} (what it was built from last)",
    )
    command.add_argument(
        "--model",
        metavar="NAME",
        help=f'"static" builds fastest; or a sentence-transformers model, by name or path ({DEFAULT_MODEL})',
    )
    command.add_argument(
        "--column",
        action="append",
        type=given.column,
        metavar="FIELD=NAME",
        help=f"which column of .csv .json .jsonl files holds what, where its name does not tell: FIELD is one of "
        f"{' '.join(COLUMNS)}; may be repeated, the index remembers it, FIELD= forgets all that it remembers",
    )
    command.add_argument(
        "--worker",
        type=given.worker,
        metavar="I/N",
        help="embed the share of machine I of N for an index at an engine, and publish nothing: "
        "build without it when all have ended (docs/milvus.md)",
    )
    command.add_argument("--full", action="store_true", help="read and embed everything, not only what changed")
    afterwards = command.add_mutually_exclusive_group()
    afterwards.add_argument("--watch", action="store_true", help="go on: build again whenever the folder changes")
    afterwards.add_argument("--json", action="store_true", help="print what was done as JSON, and no progress")
    add_index(command)
    # Behind `add_index`, whose value is that of most other commands.
    command.set_defaults(after_interrupt=": nothing new is published, what was embedded is kept")


COMMANDS = {"build": Command(_add, run)}
