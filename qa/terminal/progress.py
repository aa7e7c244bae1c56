"""What is told on stderr while a command takes its time."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

_UNITS = {
    "loading": (1, "model"),
    "reading": (1e6, "MB"),
    "indexing": (1, "passages"),
    "embedding": (1, "passages"),
    "writing": (1, "passages"),
    "asking": (1, "questions"),
}


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
        self._said = time.monotonic()  # from the start: a build of a few seconds prints no progress into a log

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


def waiting(what: str) -> AbstractContextManager[object]:
    """Tell, while a command takes its seconds, what it is doing; nothing where there is no terminal."""
    # As all progress on stderr: what stands on stdout may be JSON for a program.
    return Console(stderr=True).status(what)
