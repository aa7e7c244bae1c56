"""Pages that are pictures -> lines, and what the report says of it: which pages, how sure, and what was not read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from qa.documents import paragraphs, recognition
from qa.documents.pdf_tables import Line
from qa.documents.recognition import Recognised
from qa.documents.worker import Picture
from qa.errors import DocumentError
from qa.types import Document, Note, Skipped

PAGES = 1_000  # of one file: a quarter of an hour
LOW = 0.75  # a confidence below which a page is named; clean print has .93 and more
NAMED = 10  # ranges of pages
INSTALL = "install tesseract-ocr to read scans"

Show = Callable[[Sequence[int]], Iterator[Picture | None]]
"""Gives pages, by their numbers from 0, as they look."""


class Scans(NamedTuple):
    """What was recognised, by the number of the page, and what is to be told of these pages."""

    pages: dict[int, Recognised]
    told: str


def articles(
    id: str,
    title: str | None,
    pages: list[list[Line]],
    words: Mapping[int, int],
    show: Show,
    alone: bool = False,
    damage: str | None = None,
) -> Iterator[Document | Note | Skipped]:
    """The article of these pages, with what is found on some of them; see `read`. Raises DocumentError."""
    told = None
    if words:
        found, told = read(words, show, alone, damage)
        pages = [found[number].lines if number in found else page for number, page in enumerate(pages)]
    if any(pages):
        yield paragraphs.article(id, title, pages)
        if told:
            yield Note(id, told, scan=True)
    elif told:
        yield Skipped(id, told, scan=True)
    else:
        raise DocumentError("no text in it")


def read(words: Mapping[int, int], show: Show, alone: bool = False, damage: str | None = None) -> Scans:
    """Read pages, given with how many words they have without it: more has to be found than twice as many.

    `alone` when the file is one picture: then no page is counted. `damage` is what is plainly wrong with the file.
    """
    where = _alone if alone else _pages
    if recognition.version() is None:
        has = f"{'has' if len(words) == 1 else 'have'} {'little or no' if any(words.values()) else 'no'} text"
        return Scans({}, f"{'a picture' if alone else f'{_pages(words)} {has}'}: {INSTALL}")
    numbers = list(words)
    asked = numbers[:PAGES]
    found = dict(zip(asked, recognition.recognised(show(asked)), strict=True))
    pages = {number: page for number, page in found.items() if page and page.words > 2 * words[number]}
    failed = [number for number, page in found.items() if page is None]
    empty = [number for number, page in found.items() if page and not page.words and not words[number]]
    told = [_told(pages, where)] if pages else []
    if empty:
        told.append(f"no text is found{where(empty, ' on ')} by text recognition")
    if failed:
        bounds = f"more than {recognition.SECONDS} seconds a page or {recognition.HOURS} hours in all"
        why = damage or f"damaged, too large, or {bounds}"
        told.append(f"{where(failed) or 'it'} cannot be read by text recognition: {why}")
    if rest := numbers[PAGES:]:
        told.append(f"{where(rest)} not read: more than {PAGES:,} scanned pages, split it")
    return Scans(pages, "; ".join(told))


def _told(pages: Mapping[int, Recognised], where: Callable[..., str]) -> str:
    mean = fmean(page.confidence for page in pages.values())
    told = f"{where(pages, '', ' ')}read by text recognition, mean confidence {100 * mean:.0f} %"
    low = {number: page.confidence for number, page in pages.items() if page.confidence < LOW}
    if low:
        lowest = min(low, key=lambda number: low[number])
        worst = "" if len(low) == 1 else f", the lowest {100 * low[lowest]:.0f} %"
        told += f", low{where(low, ' on ')}{worst}: compare it with the picture"
    if stains := sum(page.stains for page in pages.values()):
        told += f"; lines that cannot be made out are left out: {stains:,}"
    return told


def _alone(numbers: Collection[int], before: str = "", after: str = "") -> str:
    return ""


def _pages(numbers: Collection[int], before: str = "", after: str = "") -> str:
    """`{1, 3, 4, 5}` -> `"pages 2, 4–6"`."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1]:
            ranges[-1][1] += 1
        else:
            ranges.append([number, number + 1])
    shown = [f"{first + 1}" if last == first + 1 else f"{first + 1}–{last}" for first, last in ranges[:NAMED]]
    more = sum(last - first for first, last in ranges[NAMED:])
    listed = ", ".join(shown) + (f" and {more} more" if more else "")
    return f"{before}page{'s' if len(numbers) > 1 else ''} {listed}{after}"
