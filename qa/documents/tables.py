"""Tables of articles: .csv and .tsv with a header row, in the forms that spreadsheets and databases write.

A file is never held whole, so its size has no limit. A bad row is reported as `<file>#<row>`, counted from 1 without
the header and blank lines, and the rest goes on.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import closing

from qa.documents.columns import chosen, frozen
from qa.documents.dialect import detect
from qa.documents.encoding import C1, REPLACED, blocks
from qa.documents.encoding import detect as encoding
from qa.documents.files import SourceFile
from qa.documents.quotes import mended
from qa.documents.rows import Rows
from qa.errors import DocumentError
from qa.types import Columns, Document, Note, Skipped

ROW_LIMIT = 20_000_000  # characters: the limit of a file that is one document
TRIES = 100  # rows that could not be mended, after which no other is tried


def load(file: SourceFile, columns: Columns | None = None) -> Iterator[tuple[int, Document | Skipped | Note]]:
    """Read a .csv or .tsv file: the number of each row with what it gives; 0 is the file."""
    csv.field_size_limit(ROW_LIMIT)  # the default of 131,072 characters is less than a long article
    table = _Table(file, columns)
    rows = Rows(file.id, "column", columns, table.again)
    row, headers = 0, 0
    for row, record in enumerate(table.rows(), start=1):
        try:
            if isinstance(record, DocumentError):
                raise record
            cells = [cell.strip() for cell in record.values()]
            if cells == list(record):
                headers += 1
            # A row of delimiters alone, as spreadsheets write, holds nothing that could be missed.
            elif any(cells) and (document := rows.read(row, record)) is not None:
                yield row, document
        except DocumentError as error:
            if fault := rows.fault(row, error):
                yield row, fault
    if row == 0:
        raise DocumentError("no rows in it, only a header")
    if headers:
        yield 0, Note(file.id, f"rows that repeat the header, and are no articles: {headers:,}")
    if table.mended:
        yield 0, Note(file.id, f"rows with quotes that are not doubled, read as they are meant: {table.mended:,}")
    for item in rows.told():
        yield 0, item


class _Table:
    """The rows of a file behind its header. `mended` counts those that broke the rules of CSV and were read."""

    def __init__(self, file: SourceFile, columns: Columns | None) -> None:
        """Raises `DocumentError` when it has no column of texts."""
        self._path = file.path
        self._codec = encoding(blocks(file.path))
        with closing(self._lines()) as lines:
            self._dialect = detect(lines, frozen(columns))
        fields = chosen(self._dialect.header, frozen(columns))
        self._texts = [self._dialect.header.index(name) for name in fields["text"] + fields["summary"]]
        self.mended = 0

    def rows(self) -> Iterator[dict[str, str] | DocumentError]:
        """Each row by the names of the header, or why it cannot be had."""
        with closing(self._lines()) as lines:
            header = False
            for cells in self._cells(_Taken(lines)):
                if isinstance(cells, DocumentError):
                    yield cells
                elif header:
                    yield self._record(cells)
                else:
                    header = any(map(str.strip, cells))

    def again(self) -> Iterator[dict[str, str]]:
        """The good rows, for whoever looks at all of them before the end."""
        before = self.mended
        try:
            yield from (row for row in self.rows() if not isinstance(row, DocumentError))
        except DocumentError:  # the first reading tells of it
            return
        finally:
            self.mended = before

    def _cells(self, lines: _Taken) -> Iterator[list[str] | DocumentError]:
        """The rows that are not blank, or why one cannot be had. Where a row ends is uncertain after a fault in a
        field of several lines, so nothing after that is read."""
        reader = self._dialect.reader(lines)
        number, tries = 0, 0
        while True:
            number += len(lines.taken)
            lines.taken.clear()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                read = len(lines.taken)
                found = self._mended(lines) if tries < TRIES else None
                if found is None:
                    tries += 1
                    lines.give_back(read)
                    yield DocumentError("damaged CSV: quotes that are not closed, or stand within a cell")
                    if read > 1:
                        raise DocumentError(
                            f"damaged CSV from line {number + 1:,} on: the rows after it were not read"
                        ) from error
                    continue
                self.mended += 1
                cells = found
            if cells is None:
                return
            if cells:
                yield cells

    def _mended(self, lines: _Taken) -> list[str] | None:
        found = mended(lines.again, self._dialect.delimiter, len(self._dialect.header))
        if found is None:
            return None
        cells, number = found
        lines.give_back(number)
        return cells

    def _record(self, cells: list[str]) -> dict[str, str] | DocumentError:
        found, header = len(cells), self._dialect.header
        if not any(map(str.strip, cells[len(header) :])):  # a delimiter at the end of each row, as some programs write
            cells = cells[: len(header)]
        # Spreadsheets leave out empty cells at the end of a row: it is whole if its text is there.
        if any(at < len(cells) for at in self._texts):
            cells = cells + [""] * (len(header) - len(cells))
        if len(cells) != len(header):
            return DocumentError(
                f"{found} columns where the header has {len(header)}: quote texts that hold a delimiter"
            )
        if sum(map(len, cells)) > ROW_LIMIT:
            return DocumentError(f"longer than the limit of {ROW_LIMIT / 1e6:.0f} MB a row")
        return dict(zip(header, cells, strict=True))

    def _lines(self) -> Generator[str]:
        with open(self._path, encoding=self._codec, errors=C1, newline="") as stream:
            while line := stream.readline(ROW_LIMIT + 1):
                if len(line) > ROW_LIMIT:
                    limit = f"longer than the limit of {ROW_LIMIT / 1e6:.0f} MB"
                    raise DocumentError(f"a line {limit}; nothing after it was read")
                yield line.replace("\0", REPLACED)


class _Taken:
    """Lines, of which those that the row at hand was read from are kept; `give_back` lets some be read again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._back = lines, deque[str]()
        self.taken: list[str] = []

    def __iter__(self) -> _Taken:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        return line

    def again(self) -> Iterator[str]:
        """The lines of this row, and then those after it."""
        yield from self.taken
        yield from self

    def give_back(self, kept: int) -> None:
        """What was taken after the first `kept` lines is read once more."""
        self._back.extendleft(reversed(self.taken[kept:]))
        del self.taken[kept:]
