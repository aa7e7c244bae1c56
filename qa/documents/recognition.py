"""Pictures of pages -> their lines, by the program Tesseract, where it is installed. Knows no file.

Each page is a run of its own with a limit of time. It is handed plain pixels that we decoded, so nothing of a hostile
file but what it looks like. The same picture gives the same lines: one thread a page, and several pages at once.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby, pairwise
from statistics import fmean, median
from typing import NamedTuple

from qa.documents import lighting
from qa.documents.fields import SPACES
from qa.documents.pdf_tables import Line
from qa.documents.worker import Picture
from qa.types import PAGE_SIDE, WordBox

PROGRAM = "tesseract"
LANGUAGE = "eng"
SETTINGS = ("-c", "tessedit_create_tsv=1")
SECONDS = 120  # for a page; most take one
HOURS = 3  # for a file
ASKED = 20  # seconds for its version
AT_ONCE = min(4, os.cpu_count() or 1)
POINTS = 72  # an inch
GUESSED = 200  # dots an inch, for sizes alone
SURE = 60  # of a hundred, of a word that is one
MEANT = 2  # such words, below which a page is a photograph
NOISE = 35  # of a hundred: a line below it is a stain, or the grain of a photograph
LARGE = 1.5  # times the height of most lines: a heading; below, lines only differ in having a "p" or an "h"
TAB = 12  # columns of its answer


class Recognised(NamedTuple):
    """The lines of a page, from its top, how many words they have, and how sure of them Tesseract is, 0 to 1; `stains`
    counts lines with letters that cannot be made out and are left out."""

    lines: list[Line]
    words: int
    confidence: float
    stains: int


class _Word(NamedTuple):
    place: tuple[int, int, int]  # its block, paragraph and line
    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str


def version() -> str | None:
    """Which Tesseract is installed that reads English; None where there is none."""
    program = shutil.which(PROGRAM)
    return _version(program) if program else None


@functools.cache
def _version(program: str) -> str | None:
    try:
        first, languages = (
            subprocess.run(
                [program, asked], capture_output=True, timeout=ASKED, check=True, text=True, errors="replace"
            )
            for asked in ("--version", "--list-langs")
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return first.stdout.partition("\n")[0].strip() if LANGUAGE in languages.stdout.split() else None


def recognised(pictures: Iterable[Picture | None]) -> Iterator[Recognised | None]:
    """What stands on each, in order; None for one that is None, or that Tesseract does not finish."""
    until = time.monotonic() + HOURS * 3600
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting: deque[Future[Recognised | None]] = deque()
        for picture in pictures:
            waiting.append(pool.submit(_read, picture, until))
            if len(waiting) > AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(picture: Picture | None, until: float) -> Recognised | None:
    program = shutil.which(PROGRAM)
    if picture is None or program is None or time.monotonic() > until:
        return None
    picture = lighting.even(picture)
    # Mode 1 turns a page that lies on its side.
    command = [program, "-", "-", "-l", LANGUAGE, "--psm", "1", *SETTINGS]
    if picture.dpi:
        command += ["--dpi", str(picture.dpi)]
    page = b"P5 %d %d 255\n" % (picture.width, picture.height) + picture.pixels
    try:
        run = subprocess.run(
            command,
            input=page,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return _page(list(_words(run.stdout.decode("utf-8", "replace"))), picture)


def _words(table: str) -> Iterator[_Word]:
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) == TAB and cells[0] == "5" and (text := SPACES.sub(" ", cells[-1]).strip()):
            block, paragraph, line, _, left, top, width, height = map(int, cells[2:10])
            yield _Word((block, paragraph, line), left, top, width, height, float(cells[10]), text)


def _page(words: list[_Word], picture: Picture) -> Recognised:
    """The lines that are more than stains; none where hardly a word is one."""
    lines = [list(line) for _, line in groupby(words, lambda word: word.place)]
    lettered = [line for line in lines if any(map(str.isalnum, "".join(word.text for word in line)))]
    lines = [line for line in lettered if fmean(word.confidence for word in line) >= NOISE]
    kept = [word for line in lines for word in line]
    sure = sum(word.confidence >= SURE and sum(map(str.isalnum, word.text)) > 1 for word in kept)
    if sure < MEANT:
        return Recognised([], 0, 0.0, len(lettered))
    confidence = fmean(word.confidence for word in kept) / 100
    return Recognised(list(_placed(lines, picture)), len(kept), confidence, len(lettered) - len(lines))


def _placed(lines: list[list[_Word]], picture: Picture) -> Iterator[Line]:
    """With their heights on the page and sizes in points, measured down the page as it is read, however it lies."""
    dpi = picture.dpi or GUESSED
    boxes = [_box(line) for line in lines]
    aside = sum(x1 - x0 for x0, _, x1, _ in boxes) < sum(y1 - y0 for _, y0, _, y1 in boxes)
    spans = [(x0, x1) if aside else (y0, y1) for x0, y0, x1, y1 in boxes]
    places = [line[0].place for line in lines]
    steps = [
        sum(below) - sum(above)
        for (above, below), (a, b) in zip(pairwise(spans), pairwise(places), strict=True)
        if a[0] == b[0]
    ]
    upward = sum(steps) > 0 or not steps
    usual = median(end - start for start, end in spans)
    before = None
    for line, place, (start, end) in zip(lines, places, spans, strict=True):
        size = usual if end - start < LARGE * usual else float(end - start)
        middle = (start + end) / 2 * (-1 if upward else 1)
        text = " ".join(word.text for word in line)
        seen = tuple(_seen(line, picture))
        yield Line(text, middle * POINTS / dpi, size * POINTS / dpi, begins=place[:2] != before, boxes=seen)
        before = place[:2]


def _seen(line: list[_Word], picture: Picture) -> Iterator[WordBox]:
    """The boxes of its words, which stand in the text of the line with a space between them."""
    start = 0
    for word in line:
        left, width = _parts(word.left, word.width, picture.width)
        top, height = _parts(word.top, word.height, picture.height)
        yield WordBox(start, start + len(word.text), 0, 0, left, top, width, height)
        start += len(word.text) + 1


def _parts(start: int, length: int, whole: int) -> tuple[int, int]:
    """A side of a box in parts of that of the page: where it begins, and how long it is; never outside of the page."""
    first = min(max(start * PAGE_SIDE // whole, 0), PAGE_SIDE - 1)
    last = min(max(-(-(start + length) * PAGE_SIDE // whole), first + 1), PAGE_SIDE)
    return first, last - first


def _box(line: list[_Word]) -> tuple[int, int, int, int]:
    left, top = min(word.left for word in line), min(word.top for word in line)
    return left, top, max(word.left + word.width for word in line), max(word.top + word.height for word in line)
