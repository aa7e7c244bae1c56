"""The words of a PDF with their places, from `pdf_worker.py`, which runs as a process of its own.

One process reads file after file; it is started when there is a first one and again after one that took it down.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from qa.errors import DocumentError

WORKER = Path(__file__).with_name("pdf_worker.py")
PAGES = 5_000
WORDS = 50_000  # of one page; a page of a large newspaper has 10,000
SECONDS = 90  # of the processor for one file; PDFium reads a hundred pages a second
PATIENCE = 900.0  # seconds on the clock, where the system bounds no time of the processor


class Word(NamedTuple):
    """A word of a page: lengths in points, `first` to `last` along the line, `height` across it, upward."""

    text: str
    first: float
    last: float
    height: float
    size: float  # of its letters
    turn: int  # quarters to the left that it is turned
    glued: bool  # there is no space before it


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF that opens: its title as the file has it, and its pages, which can be gone through once."""

    title: str
    pages: Iterator[list[Word]]


_lock = threading.Lock()  # one file after the other
_worker: tuple[int, subprocess.Popen[bytes]] | None = None  # with the process that started it: a fork must not share it


@contextlib.contextmanager
def draw(data: bytes) -> Iterator[Drawn]:
    """Open a PDF. Raises DocumentError, also while the pages are gone through."""
    with _lock:
        worker = _running()
        ended = False
        clock = threading.Timer(PATIENCE, worker.kill)
        clock.start()
        try:
            head = _ask(worker, data)
            if fault := head.get("fault"):
                ended = True
                raise DocumentError(fault)
            ended = head["pages"] > PAGES
            if ended:
                raise DocumentError(f"{head['pages']:,} pages, more than the limit of {PAGES:,}: split it")
            yield Drawn(head["title"], _pages(worker, head["pages"]))
            ended = True
        finally:
            clock.cancel()
            if not ended:  # it has more to say, which nobody wants to hear
                _stop()


def _ask(worker: subprocess.Popen[bytes], data: bytes) -> Any:
    assert worker.stdin is not None  # noqa: S101 opened below
    asked = {"size": len(data), "pages": PAGES, "seconds": SECONDS}
    try:
        worker.stdin.write(json.dumps(asked).encode() + b"\n" + data)
        worker.stdin.flush()
    except OSError:  # it has gone; the answer says why
        pass
    return _answer(worker)


def _pages(worker: subprocess.Popen[bytes], count: int) -> Iterator[list[Word]]:
    for number in range(count):
        words = _answer(worker)
        if words is None:
            raise DocumentError(f"damaged PDF: page {number + 1} cannot be read")
        if len(words) > WORDS:
            raise DocumentError(f"more than {WORDS:,} words on page {number + 1}: split it")
        yield [Word(*word) for word in words]


def _answer(worker: subprocess.Popen[bytes]) -> Any:
    assert worker.stdout is not None  # noqa: S101 opened below
    line = worker.stdout.readline()
    if line.endswith(b"\n"):
        return json.loads(line)
    raise DocumentError("holds too much to be read, or is damaged: save it again in a simpler form")


def _running() -> subprocess.Popen[bytes]:
    global _worker
    if _worker is None or _worker[0] != os.getpid() or _worker[1].poll() is not None:
        # -P: the folder of the program holds modules that must not hide others of the same name.
        command = [sys.executable, "-P", str(WORKER)]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        worker = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing)
        assert worker.stdout is not None  # noqa: S101 a pipe, as asked for
        if not worker.stdout.readline():
            worker.communicate()
            raise DocumentError("the reader of PDFs does not start: pip install pypdfium2")
        _worker = os.getpid(), worker
    return _worker[1]


@atexit.register
def _stop() -> None:
    global _worker
    if _worker is not None and _worker[0] == os.getpid():
        worker, _worker = _worker[1], None
        worker.kill()
        worker.communicate()
