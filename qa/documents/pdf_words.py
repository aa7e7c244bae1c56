"""The words of a PDF with their places, and its pages as pictures, from `pdf_worker.py`, a process of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from qa.documents.worker import Answers, Picture, Worker
from qa.errors import DocumentError

PAGES = 5_000
WORDS = 50_000  # of one page; a page of a large newspaper has 10,000
SECONDS = 90  # of the processor for one file; PDFium reads a hundred pages a second
PATIENCE = 900.0  # seconds on the clock, where the system bounds no time of the processor
SECONDS_DRAWN = 3  # more of both for each page that is drawn; most take a quarter of one
DPI = 300  # what Tesseract is made for
PIXELS = 40_000_000  # of a drawn page, which has fewer dots an inch then; a page of a large newspaper has 31 million
CRASHES = 3  # pages that take the worker down while they are drawn, until it is left

worker = Worker(Path(__file__).with_name("pdf_worker.py"), "the reader of PDFs does not start: pip install pypdfium2")


class Word(NamedTuple):
    """A word of a page: lengths in points, `first` to `last` along the line, `height` across it, upward."""

    text: str
    first: float
    last: float
    height: float
    size: float  # of its letters
    turn: int  # quarters to the left that it is turned
    glued: bool  # there is no space before it


class DrawnPage(NamedTuple):
    """The words of a page; `scan` when it looks as if a picture held others."""

    words: list[Word]
    scan: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF that opens: its title as the file has it, and its pages, which can be gone through once."""

    title: str
    pages: Iterator[DrawnPage]


@contextlib.contextmanager
def draw(data: bytes) -> Iterator[Drawn]:
    """Open a PDF. Raises DocumentError, also while the pages are gone through."""
    with worker.asked(data, PATIENCE, seconds=SECONDS, pages=PAGES) as answers:
        head = _head(answers)
        answers.ended = head["pages"] > PAGES
        if answers.ended:
            raise DocumentError(f"{head['pages']:,} pages, more than the limit of {PAGES:,}: split it")
        yield Drawn(head["title"], _pages(answers, head["pages"]))
        answers.ended = True


def pictures(data: bytes, numbers: Sequence[int], most: int | None = None) -> Iterator[Picture | None]:
    """These pages, counted from 0, as they look, of at most so many pixels; None for one that cannot be drawn."""
    more = SECONDS_DRAWN * len(numbers)
    wishes = {"seconds": SECONDS + more, "pages": PAGES, "dpi": DPI, "pixels": most or PIXELS}
    done = crashes = 0
    while done < len(numbers):
        try:
            with worker.asked(data, PATIENCE + more, draw=numbers[done:], **wishes) as answers:
                _head(answers)
                while done < len(numbers):
                    picture = answers.picture()
                    done += 1
                    yield picture
                answers.ended = True
        except DocumentError:  # this page took it down; the text of the others is no worse for that
            crashes += 1
            lost = 1 if crashes < CRASHES else len(numbers) - done
            done += lost
            yield from [None] * lost


def _head(answers: Answers) -> Any:
    head = answers.line()
    if fault := head.get("fault"):
        answers.ended = True
        raise DocumentError(fault)
    return head


def _pages(answers: Answers, count: int) -> Iterator[DrawnPage]:
    for number in range(count):
        answer = answers.line()
        if answer is None:
            raise DocumentError(f"damaged PDF: page {number + 1} cannot be read")
        words, scan = answer
        if len(words) > WORDS:
            raise DocumentError(f"more than {WORDS:,} words on page {number + 1}: split it")
        yield DrawnPage([Word(*word) for word in words], scan)
