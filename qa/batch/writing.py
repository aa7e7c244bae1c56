"""Rows -> a file that spreadsheets and programs read. A file that is there stays until the new one is whole."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, TypeAlias

from qa.batch.rows import HEAD, Row
from qa.errors import NotWritten
from qa.keep.cells import plain

Form: TypeAlias = Literal["csv", "xlsx", "json", "jsonl"]
FORMS: tuple[Form, ...] = ("csv", "xlsx", "json", "jsonl")

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CELL = 32_767
"""Characters of a cell of a workbook."""


@contextmanager
def written(path: Path, form: Form, beside: Iterable[str] = ()) -> Iterator[Callable[[Row], None]]:
    """Gives what adds a row to a new file; `beside` are columns in front of ours. It is called NAME-partial until it is
    whole, and stays so where what is within ends early, with the rows until there. Raises NotWritten."""
    partial = path.with_name(f"{path.stem}-partial{path.suffix}")
    columns = [*(name for name in dict.fromkeys(beside) if name not in HEAD), *HEAD]
    try:
        with _WRITERS[form](partial, columns) as add:
            yield add
        os.replace(partial, path)
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {error.strerror or error}") from error


@contextmanager
def to_stream(stream: IO[str], beside: Iterable[str] = ()) -> Iterator[Callable[[Row], None]]:
    """The same as CSV, to a stream that is open."""
    columns = [*(name for name in dict.fromkeys(beside) if name not in HEAD), *HEAD]
    yield _rows_of_csv(stream, columns)


def _rows_of_csv(stream: IO[str], columns: list[str]) -> Callable[[Row], None]:
    writer = csv.writer(stream)
    writer.writerow(map(plain, columns))

    def add(row: Row) -> None:
        writer.writerow([plain(row.get(name)) for name in columns])
        stream.flush()

    return add


@contextmanager
def _csv(path: Path, columns: list[str]) -> Iterator[Callable[[Row], None]]:
    # With the mark by which Excel knows UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        yield _rows_of_csv(file, columns)


@contextmanager
def _lines(path: Path, columns: list[str]) -> Iterator[Callable[[Row], None]]:
    with path.open("w", encoding="utf-8", errors="replace") as file:

        def add(row: Row) -> None:
            file.write(json.dumps({name: row.get(name) for name in columns}, ensure_ascii=False) + "\n")
            file.flush()

        yield add


@contextmanager
def _list(path: Path, columns: list[str]) -> Iterator[Callable[[Row], None]]:
    rows: list[Row] = []
    try:
        yield rows.append
    finally:
        whole = [{name: row.get(name) for name in columns} for row in rows]
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="replace")


@contextmanager
def _workbook(path: Path, columns: list[str]) -> Iterator[Callable[[Row], None]]:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Answers")
    sheet.freeze_panes = "A2"

    def cell(value: object) -> object:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, _NO_XML.sub("\N{REPLACEMENT CHARACTER}", value)[:CELL])
        made.data_type = "s"  # never a formula, whatever it begins with
        return made

    sheet.append([cell(name) for name in columns])
    try:
        yield lambda row: sheet.append([cell(row.get(name)) for name in columns])
    finally:
        book.save(path)


_WRITERS = {"csv": _csv, "xlsx": _workbook, "json": _list, "jsonl": _lines}
