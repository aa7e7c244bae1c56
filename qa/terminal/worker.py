"""`qa build --worker I/N`: one of several machines that embed a folder."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from qa.building.sharing import Share, embed_share
from qa.engine.address import is_address
from qa.errors import BadCall
from qa.terminal import given
from qa.terminal.progress import BuildProgress
from qa.terminal.text import line, print_json
from qa.types import Progress, ShareReport


def run(options: argparse.Namespace) -> None:
    """Embed a share, and say what was done. Raises QAError."""
    if not is_address(options.index):
        raise BadCall("--worker divides the work for an index at an engine: --index milvus://HOST:PORT/NAME")
    if options.full:
        raise BadCall("--worker and --full do not go together")
    if options.json:
        report = _shared(options)
        print_json(asdict(report) | {"seconds": round(report.seconds, 3)})
        return
    with BuildProgress() as progress:
        report = _shared(options, progress)
    _print(report, options.index)


def _shared(options: argparse.Namespace, progress: Progress | None = None) -> ShareReport:
    return embed_share(
        options.source,
        options.index,
        Share(*options.worker),
        model=options.model,
        progress=progress,
        columns=given.columns(options.column),
    )


def _print(report: ShareReport, index: str) -> None:
    """What one of several workers did, and what comes after all of them."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_row("worker", f"{report.worker} of {report.of}")
    table.add_row("passages", f"{report.read} read, {report.falling} its own  ({report.embedded} embedded)")
    table.add_row("seconds", f"{report.seconds:.1f}")
    table.add_row("index", Text(f"{line(index)}, nothing published"))
    table.add_row("next", "build without --worker, when all have ended")
    Console(highlight=False).print(table)
