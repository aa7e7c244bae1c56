"""PDF: the text in reading order, its lines put together again into paragraphs.

A sentence that runs over the end of a page stays one sentence; page numbers and running titles between its halves are
left out. Does not read pictures (a scan has no text), nor dates: those of the file are not those of the article.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from qa.documents import news
from qa.documents.fields import SPACES, Fields, make_document, one_line
from qa.errors import DocumentError
from qa.types import Document

PAGES = 5_000
TEXT_LENGTH = 20_000_000  # characters, as of a .txt file; pypdf itself bounds what one stream unpacks to
DRAWN_LENGTH = 50_000_000  # bytes that draw the pages; pypdf reads about one MB a second, and a novel has 3 MB
GAP = 1.3  # times the usual distance of lines: body text with space between paragraphs has 1.5
SIZE = 1.15  # times the size of the letters: headings
SHORT = 0.7  # of the longest line: the next word would have fitted, so the break is meant
RUNNING = 3  # pages that a line must open or close to be a running title

SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]*$")
PAGE_NUMBER = re.compile(r"(?:page )?[-–—]? ?(\d{1,4}) ?[-–—]?(?: ?(?:/|of) ?\d{1,4})?", re.IGNORECASE)
BULLET = re.compile(r"[•‣▪–-] ")
# Titles that a program wrote, not a person.
NO_TITLE = re.compile(r"untitled.*|\(?(anonymous|unspecified)\)?|microsoft .*|.*\.\w{2,4}|\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, height on the page in points (upward), and size of letters."""

    text: str
    y: float
    size: float


def load(data: bytes, id: str) -> Document:
    """Read a .pdf file."""
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of faults that it mends
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("not a PDF, whatever its name says")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("password-protected")
        pages = _pages(reader)
        title = reader.metadata.title if reader.metadata else None
    except DependencyError as error:
        raise DocumentError(f"encrypted: {one_line(error)} (pip install cryptography)") from error
    except PyPdfError as error:
        raise DocumentError(f"damaged PDF: {one_line(error)}") from error
    raw = "\n".join(line.text for page in pages for line in page)
    if not raw.strip():
        raise DocumentError("no text in it (a scan?): run text recognition (OCR) on it first")
    _, _, fields = news.split(raw)
    lines = [[line for line in page if line.text] for page in pages]
    if fields.date:
        next(filter(None, lines)).pop(0)
    if fields.source:
        next(filter(None, reversed(lines))).pop()
    text = "\n\n".join(_paragraphs(lines))
    sensible = isinstance(title, str) and not NO_TITLE.fullmatch(title.strip())
    return make_document(id, text, Fields(title if sensible else None, fields.date, fields.source))


def _pages(reader: Any) -> list[list[Line]]:
    """The lines of each page, without page numbers and running titles."""
    if len(reader.pages) > PAGES:
        raise DocumentError(f"{len(reader.pages):,} pages, more than the limit of {PAGES:,}: split it")
    pages: list[list[Line]] = []
    drawn = length = 0
    for page in reader.pages:
        contents = page.get_contents()
        drawn += len(contents.get_data()) if contents is not None else 0
        if drawn > DRAWN_LENGTH:
            raise DocumentError(
                f"more than {DRAWN_LENGTH / 1e6:.0f} MB of drawing instructions: save it in a simpler form"
            )
        pages.append(_lines(page))
        length += sum(len(line.text) for line in pages[-1])
        if length > TEXT_LENGTH:
            raise DocumentError(f"more than {TEXT_LENGTH / 1e6:.0f} MB of text: split it")
    running = _running(pages)
    return [[line for n, line in enumerate(page) if (number, n) not in running] for number, page in enumerate(pages)]


def _lines(page: Any) -> list[Line]:
    """The lines of a page that are not blank, in the order in which they are drawn."""
    lines: list[Line] = []
    text, y, size = "", 0.0, 0.0

    def note(piece: str, page_matrix: list[float], text_matrix: list[float], font: Any, font_size: float) -> None:
        nonlocal text, y, size
        for number, part in enumerate(piece.split("\n")):
            if number:
                lines.append(Line(_clean(text), y, size))
                text = ""
            if not text.strip() and part.strip():  # a line stands where its first letters stand
                y = text_matrix[4] * page_matrix[1] + text_matrix[5] * page_matrix[3] + page_matrix[5]
                size = abs(font_size * text_matrix[3] * page_matrix[3])
            text += part

    page.extract_text(visitor_text=note)
    lines.append(Line(_clean(text), y, size))
    return [line for line in lines if line.text]


def _clean(text: str) -> str:
    """One line of valid Unicode: pypdf gives pairs of surrogates, and half ones, as the file has them."""
    return SPACES.sub(" ", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")).strip()


def _running(pages: list[list[Line]]) -> set[tuple[int, int]]:
    """Where (page, line) a page number stands, or a running title but for its first time.

    A number counts if it grows with the pages, at the top or the foot: a year that ends a page stays.
    """
    edges = [(number, n) for number, page in enumerate(pages) for n in {0, len(page) - 1} if page]
    text = {edge: pages[edge[0]][edge[1]].text for edge in edges}
    offset = {edge: int(found[1]) - edge[0] for edge in edges if (found := PAGE_NUMBER.fullmatch(text[edge]))}
    often = Counter(offset.values())
    numbers = {edge for edge, shift in offset.items() if often[shift] > 1 or shift == 1}
    counted = Counter(text.values())
    first: dict[str, tuple[int, int]] = {}
    for edge in sorted(edges):
        first.setdefault(text[edge], edge)
    titles = {edge for edge in edges if counted[text[edge]] >= max(RUNNING, len(pages) / 2)} - set(first.values())
    return numbers | titles


def _paragraphs(pages: list[list[Line]]) -> Iterator[str]:
    """Put the lines of all pages together again."""
    parts: list[str] = []
    last: Line | None = None
    for page in pages:
        steps = [step for above, below in pairwise(page) if (step := above.y - below.y) > 0]
        step = sorted(steps)[(len(steps) - 1) // 2] if steps else 0.0
        longest = max((len(line.text) for line in page), default=0)
        for number, line in enumerate(page):
            if last is not None and _is_break(last, line, step if number else None, longest):
                yield "".join(parts)
                parts = []
            if parts and _is_hyphenated(parts[-1], line.text):
                parts[-1] = parts[-1][:-1]
            elif parts:
                parts.append(" ")
            parts.append(line.text)
            last = line
    if parts:
        yield "".join(parts)


def _is_break(above: Line, line: Line, step: float | None, longest: int) -> bool:
    """Whether a paragraph ends before `line`. `step` is the usual distance of lines, None at the top of a page."""
    ended = SENTENCE_END.search(above.text) is not None
    if line.text[0].islower() and not ended:
        return False
    if BULLET.match(line.text) or max(above.size, line.size) > SIZE * min(above.size, line.size):
        return True
    distance = above.y - line.y
    if step is None or distance < 0:  # the next page, or the next column
        return ended
    short = ended and len(above.text) < SHORT * longest
    return short or 0 < GAP * step < distance


def _is_hyphenated(above: str, line: str) -> bool:
    """True for "inter-" and "national", which are one word; a hyphen before a capital or a digit stays."""
    return above[-1] == "\u00ad" or (above[-1] == "-" and above[-2:-1].islower() and line[0].islower())
