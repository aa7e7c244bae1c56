"""Lines of pages -> the article: paragraphs put together again, without page numbers and running titles.

A sentence that runs over the end of a page stays one sentence. Knows nothing of PDFs: pages that were recognised come
here too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from qa.documents import news
from qa.documents.fields import Fields, make_document
from qa.documents.hyphens import Hyphens
from qa.documents.joined import JoinedLines, text_of, with_boxes
from qa.documents.pdf_tables import Line
from qa.types import Document

GAP = 1.3  # times the usual distance of lines: body text with space between paragraphs has 1.5
SIZE = 1.15  # times the size of the letters: headings
SHORT = 0.7  # of the longest line: the next word would have fitted, so the break is meant
EDGE = 100  # characters of a running title with a page number
RUNNING = 3  # pages that a line must open or close to be a running title

SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]⁰¹²³⁴-⁹]*$")
PAGE_NUMBER = re.compile(r"(?:page )?[-–—]? ?(\d{1,4}) ?[-–—]?(?: ?(?:/|of) ?\d{1,4})?", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w.,])")
NUMBERED = "\0"  # in place of the number of a page
BULLET = re.compile(r"[•‣▪–-] ")
ITEM = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)] ")


def article(id: str, title: str | None, pages: list[list[Line]]) -> Document:
    """The article that stands on some pages, of which one has a line at least. Raises DocumentError."""
    running = _running(pages)
    lines = [[line for n, line in enumerate(page) if (number, n) not in running] for number, page in enumerate(pages)]
    _, _, fields = news.split("\n".join(line.text for page in lines for line in page))
    if fields.date:
        next(filter(None, lines)).pop(0)
    if fields.source:
        next(filter(None, reversed(lines))).pop()
    found = list(_paragraphs(lines))
    return with_boxes(make_document(id, text_of(found), Fields(title, fields.date, fields.source)), found)


def _running(pages: list[list[Line]]) -> set[tuple[int, int]]:
    """Where (page, line) a page number stands, or a running title but for its first time.

    A number counts if it grows with the pages, at the top or the foot: a year that ends a page stays.
    """
    edges = [(number, n) for number, page in enumerate(pages) for n in _edges(page)]
    lines = {edge: pages[edge[0]][edge[1]] for edge in edges}
    offset = {edge: int(found[1]) - edge[0] for edge in edges if (found := PAGE_NUMBER.fullmatch(lines[edge].text))}
    often = Counter(offset.values())
    numbers = {edge for edge, shift in offset.items() if often[shift] > 1 or shift == 1}
    usual = _usual(pages)
    alike = {edge: _alike(line, edge[0], usual) for edge, line in lines.items() if edge not in numbers}
    counted = Counter(key for keys in alike.values() for key in keys)
    first: dict[str, tuple[int, int]] = {}
    titles = set()
    for edge, keys in sorted(alike.items()):
        if any(counted[key] >= (RUNNING if NUMBERED in key else max(RUNNING, len(pages) / 2)) for key in keys):
            words = NUMBER.sub("", lines[edge].text)
            if first.setdefault(words, edge) != edge:
                titles.add(edge)
    return numbers | titles


def _alike(line: Line, page: int, usual: float) -> set[str]:
    """What a running title of this page has in common with those of others: all of it, or all but the page's number.

    "Day 3" in large letters, or at another height on each page, is a heading.
    """
    keys = {line.text}
    if line.size < SIZE * usual and len(line.text) <= EDGE and len(line.text.split()) > 2:
        for match in NUMBER.finditer(line.text):
            rest = line.text[: match.start()] + NUMBERED + line.text[match.end() :]
            keys.add(f"{rest}{int(match[0]) - page} {line.y:.0f}")
    return keys


def _usual(pages: list[list[Line]]) -> float:
    """The size of most letters."""
    return median([line.size for page in pages for line in page] or [1.0])


def _edges(page: list[Line]) -> set[int]:
    """The lines that are drawn first and last, and those at the top and the foot: often titles are drawn before all."""
    places = range(len(page))
    by_height = sorted(places, key=lambda n: page[n].y)
    return {*places[:1], *places[-1:], *by_height[:1], *by_height[-1:]}


def _paragraphs(pages: list[list[Line]]) -> Iterator[JoinedLines]:
    """Put the lines of all pages together again."""
    hyphens = Hyphens([line.text for page in pages for line in page])
    usual = _usual(pages)
    paragraph: JoinedLines | None = None
    last: Line | None = None
    for place, page in enumerate(pages):
        steps = [step for above, below in pairwise(page) if (step := above.y - below.y) > 0]
        step = sorted(steps)[(len(steps) - 1) // 2] if steps else 0.0
        longest = max((len(line.text) for line in page), default=0)
        for number, line in enumerate(page):
            if paragraph is None or last is None:
                paragraph = JoinedLines(line, place)
            else:
                # Lines of large letters stand further apart.
                wide = step * max(1.0, min(last.size, line.size) / usual)
                if _is_break(last, line, wide if number else None, longest):
                    yield paragraph
                    paragraph = JoinedLines(line, place)
                else:
                    paragraph.add(line, place, hyphens)
            last = line
    if paragraph:
        yield paragraph


def _is_break(above: Line, line: Line, step: float | None, longest: int) -> bool:
    """Whether a paragraph ends before `line`. `step` is the usual distance of lines, None at the top of a page."""
    if above.table or line.table:
        return True
    ended = SENTENCE_END.search(above.text[-10:]) is not None
    if line.text[0].islower() and not ended:
        return False
    if ITEM.match(line.text) and (ended or ITEM.match(above.text)):
        return True
    if BULLET.match(line.text) or max(above.size, line.size) > SIZE * min(above.size, line.size):
        return True
    distance = above.y - line.y
    if step is None or distance < 0:  # the next page, or the next column
        return ended
    if line.begins:
        return True
    short = ended and len(above.text) < SHORT * longest
    return short or 0 < GAP * step < distance
