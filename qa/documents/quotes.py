"""Mends a row of a .csv file in which a quote within quotes is not doubled: `1,"He said "go" and left."`.

Only where that leaves one reading: as many cells as the header has, and no other row swallowed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

LENGTH = 1_000_000  # characters of a row
LINES = 200
QUOTES = re.compile('"+')


def mended(again: Callable[[], Iterable[str]], delimiter: str, width: int) -> tuple[list[str], int] | None:
    """The cells of a row, and how many lines it takes; None if that is uncertain. `again` gives the lines from its
    first one on."""
    # At the end of a cell two quotes are one that is doubled, or one of the text and the one that closes.
    for pairs_close in (False, True):
        row, length = _Row(delimiter, pairs_close), 0
        for number, line in enumerate(itertools.islice(again(), LINES), start=1):
            length += len(line)
            if length > LENGTH or (number > 1 and _is_row(line, delimiter, width)):
                break  # the quote that should have closed the cell is missing
            row.add(line)
            if row.whole:
                if len(row.cells) == width and not row.stray:
                    return row.cells, number
                break
    return None


def _is_row(line: str, delimiter: str, width: int) -> bool:
    row = _Row(delimiter, pairs_close=False)
    row.add(line)
    return row.whole and not row.stray and len(row.cells) == width > 1


class _Row:
    """A row, line by line. A quote closes its cell where the cell must end, before a delimiter or the line's end."""

    def __init__(self, delimiter: str, pairs_close: bool) -> None:
        self.cells: list[str] = []
        self.stray = False  # a quote in a cell that is not quoted
        self._open: list[str] | None = None
        self._delimiter, self._pairs_close = delimiter, pairs_close

    @property
    def whole(self) -> bool:
        return self._open is None

    def add(self, line: str) -> None:
        body = line.rstrip("\r\n")
        at = 0
        while True:
            if self._open is None and not body.startswith('"', at):
                end = body.find(self._delimiter, at)
                cell = body[at : None if end < 0 else end]
                self.cells.append(cell)
                self.stray |= '"' in cell
                at = end + 1
                if end < 0:
                    return
                continue
            at, closed = self._quoted(body, at)
            if not closed:
                assert self._open is not None  # noqa: S101 opened by `_quoted`
                self._open.append(line[len(body) :])
                return
            if at >= len(body):
                return
            at += 1  # the delimiter

    def _quoted(self, body: str, at: int) -> tuple[int, bool]:
        """Read on in a quoted cell; where it ends, and whether it does in this line."""
        if self._open is None:
            self._open, at = [], at + 1
        for run in QUOTES.finditer(body, at):
            count = len(run[0])
            # Prose goes on with a space behind its comma, the next cell does not begin with one.
            ends = run.end() == len(body) or (body[run.end()] == self._delimiter and body[run.end() + 1 :][:1] != " ")
            closes = ends and (count % 2 == 1 or self._pairs_close)
            self._open += body[at : run.start()], '"' * ((count - closes + 1) // 2)
            at = run.end()
            if closes:
                self.cells.append("".join(self._open))
                self._open = None
                return at, True
        self._open.append(body[at:])
        return len(body), False
