"""Texts that stand beside each other on a page of a PDF: rows of a table, lines of columns, or parts of one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from qa.documents.pdf_layout import Band, Cell
from qa.documents.pdf_segments import Segment
from qa.types import WordBox

APART = 4.0  # times the size of letters, between rows of a table
ROWS = 200  # of one page
MOST = 60  # cells of a row; a drawing has more
# Columns of running text: few, of several words a line, and their lines are full.
COLUMNS = range(2, 5)
LINES = 3
WORDS = 3.5
FULL = 0.7
INDENT = 3.0  # times the size of letters
NOTHING = re.compile(r"[-–—−]{1,3}")
MARKER = re.compile(r"[•‣▪◦●○■□–—*·-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,6})[.)]|\(\w{1,3}\)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, height on the page in points (upward), and size of letters; or a whole table.

    `begins` where text recognition saw a paragraph begin; `boxes` are of the words that it saw, with their places in
    `text`."""

    text: str
    y: float
    size: float
    table: bool = False
    begins: bool = False
    boxes: tuple[WordBox, ...] = ()


def arrange(bands: list[Band]) -> Iterator[Line]:
    """The lines and tables of a page, in reading order."""
    at = 0
    while at < len(bands):
        if len(bands[at].cells) > 1:
            if columns := _columns(bands, at):
                yield from (_line(line) for column in columns[1] for line in column)
                at = columns[0]
                continue
            if table := _table(bands, at):
                yield Line("\n".join(table[1]), bands[at].y, bands[at].size, table=True)
                at = table[0]
                continue
        yield from _plain(bands[at])
        at += 1


def _line(segment: Segment) -> Line:
    return Line(segment.text, segment.y, segment.size)


def _plain(band: Band) -> Iterator[Line]:
    """A band that is no part of anything: one line, or cells one after the other."""
    first = band.cells[0].lines
    marked = len(band.cells) == 2 and len(first) == 1 and MARKER.fullmatch(first[0].text)
    if marked or all(len(cell.lines) == 1 for cell in band.cells):
        head, *rest = band.cells[-1].lines
        texts = [*(cell.text for cell in band.cells[:-1]), head.text]
        yield Line(" ".join(texts), band.y, max(cell.lines[0].size for cell in band.cells))
        yield from map(_line, rest)
    else:
        yield from (_line(line) for cell in band.cells for line in cell.lines)


def _columns(bands: list[Band], start: int) -> tuple[int, list[list[Segment]]] | None:
    """Where columns that begin with a band end, and their lines; None for anything but columns of running text."""
    if len(bands[start].cells) not in COLUMNS:
        return None
    edges = [[cell.x0, cell.x1] for cell in bands[start].cells]
    columns: list[list[Segment]] = [[] for _ in edges]
    whole, at, above = 0, start, bands[start].y
    for band in bands[start : start + ROWS]:
        if at > start and not 0 < above - band.y <= APART * band.size:
            break
        places = [_place(cell, edges) for cell in band.cells]
        if None in places or len(set(places)) < len(places):
            break
        for place, cell in zip(places, band.cells, strict=True):
            assert place is not None  # noqa: S101 looked for above
            columns[place] += cell.lines
            edges[place] = [min(edges[place][0], cell.x0), max(edges[place][1], cell.x1)]
        whole += len(places) == len(edges)
        at, above = at + 1, band.bottom
    if whole < LINES:
        return None
    running = all(
        mean(line.words for line in lines) >= WORDS and median(line.x1 - line.x0 for line in lines) >= FULL * (x1 - x0)
        for lines, (x0, x1) in zip(columns, edges, strict=True)
    )
    return (at, columns) if running else None


def _place(cell: Cell, edges: list[list[float]]) -> int | None:
    """Which column a cell stands in: it begins where the column does, and does not reach into the next one."""
    indent = INDENT * cell.lines[0].size
    for at, (x0, _) in enumerate(edges):
        ends = edges[at + 1][0] if at + 1 < len(edges) else cell.x1
        if abs(cell.x0 - x0) <= indent and cell.x1 <= ends:
            return at
    return None


def _table(bands: list[Band], start: int) -> tuple[int, list[str]] | None:
    """Where a table that begins with a band ends, and its rows; None if it is none."""
    end = start + 1
    while end < min(len(bands), start + ROWS) and 0 < bands[end - 1].bottom - bands[end].y <= APART * bands[end].size:
        alone = len(bands[end].cells) == 1
        if alone and (end + 1 == len(bands) or len(bands[end + 1].cells) == 1):
            break
        end += 1
    rows = bands[start:end]
    while len(rows[-1].cells) == 1:  # the text after it
        rows.pop()
    most = max(len(row.cells) for row in rows)
    if len(rows) < 2 or most > MOST or _is_list(rows, most):
        return None
    full = [row for row in rows if len(row.cells) == most]
    edges = [(min(row.cells[n].x0 for row in full), max(row.cells[n].x1 for row in full)) for n in range(most)]
    if any(left[1] > right[0] for left, right in pairwise(edges)):
        edges = _edges(rows)  # rows with as many cells that are not of the same columns
        if len(edges) <= most:
            return None
    return start + len(rows), [_row(row, edges) for row in rows]


def _edges(rows: list[Band]) -> list[tuple[float, float]]:
    """The columns of a table no row of which has a cell in each: what stands above each other; none where some cells
    stand alone, or two of a row in one column."""
    edges: list[tuple[float, float]] = []
    cells = sorted(((cell.x0, cell.x1) for row in rows for cell in row.cells), key=lambda cell: cell[1] - cell[0])
    for x0, x1 in cells:
        over = [edge for edge in edges if edge[0] < x1 and x0 < edge[1]]
        if len(over) > 1:  # it stands over several
            continue
        edges = [edge for edge in edges if edge not in over]
        edges.append((min([x0, *(edge[0] for edge in over)]), max([x1, *(edge[1] for edge in over)])))
        if len(edges) > MOST:
            return []
    edges.sort()
    held = [sum(edge[0] < cell.x1 and cell.x0 < edge[1] for row in rows for cell in row.cells) for edge in edges]
    single = all(
        sum(edge[0] < cell.x1 and cell.x0 < edge[1] for cell in row.cells) <= 1 for row in rows for edge in edges
    )
    return edges if single and min(held) > 1 else []


def _is_list(rows: list[Band], most: int) -> bool:
    return most == 2 and all(MARKER.fullmatch(row.cells[0].text) for row in rows)


def _row(row: Band, edges: list[tuple[float, float]]) -> str:
    """The cells of a row, empty ones too, or with a dash: `"Ollby | 95 m |  | 145"`."""
    texts: list[list[str]] = [[] for _ in edges]
    for cell in row.cells:
        shared = [min(cell.x1, x1) - max(cell.x0, x0) for x0, x1 in edges]  # below zero: how far away it is
        texts[shared.index(max(shared))].append(cell.text)
    return " | ".join("" if NOTHING.fullmatch(text := " ".join(parts)) else text for parts in texts)
