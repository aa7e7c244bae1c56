"""Rows of articles: .csv with a header row, .jsonl with one object a line; `text` is required, and kept to the letter.

A file is never held whole, so its size has no limit. A bad row is reported as `<file>#<row>`, counted from 1 without
the header and blank lines, and the rest goes on.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import IO, Any

from qa.documents.encoding import BLOCK, C1, blocks, decode, detect, wide
from qa.documents.fields import ID_LENGTH, Fields, make_document, one_line
from qa.documents.files import SourceFile
from qa.errors import DocumentError
from qa.types import Document, Skipped

ROW_LIMIT = 20_000_000  # characters or bytes: the limit of a file that is one document
FIELDS = ("text", "id", "title", "date", "source", "url")
DELIMITERS = ",;\t"
HOPELESS = 1000  # bad rows from the start on, after which a file is taken for something else


def load_jsonl(file: SourceFile) -> Iterator[Document | Skipped]:
    """Read a .jsonl file line by line."""
    row = 0
    # Held back until a row is good: a log that is named .jsonl is one fault, not thousands.
    faults: list[Skipped] | None = []
    for line in _lines(file):
        if isinstance(line, str) and not line.strip():
            continue
        row += 1
        try:
            document = _document(file, row, _object(line))
        except DocumentError as error:
            fault = Skipped(f"{file.id}#{row}", str(error))
            if row == 1 and isinstance(line, str) and line.strip() in ("[", "{"):
                raise DocumentError("JSON over several lines: write one object a line") from error
            if faults is None:
                yield fault
            elif len(faults) < HOPELESS:
                faults.append(fault)
            else:
                raise DocumentError(
                    f"not one of its first {row} rows is an article; row 1: {faults[0].reason}"
                ) from error
            continue
        yield from faults or ()
        faults = None
        yield document
    yield from faults or ()
    if row == 0:
        raise DocumentError("no rows in it")


def _lines(file: SourceFile) -> Iterator[str | DocumentError]:
    """Each line, or why it cannot be had. Decoded one by one, so that a bad byte costs one row and not the file."""
    with open(file.path, "rb") as stream:
        head = stream.read(BLOCK)
        stream.seek(0)
        codec = wide(head)
        if codec is None and b"\0" in head:
            raise DocumentError("binary data, not text")
        source: IO[Any] = stream if codec is None else io.TextIOWrapper(stream, codec, newline="\n")
        while line := _next_line(source):
            if len(line) <= ROW_LIMIT:
                yield line if isinstance(line, str) else _decoded(line)
                continue
            while line and line[-1:] not in (b"\n", "\n"):
                line = _next_line(source)
            yield DocumentError(f"longer than the limit of {ROW_LIMIT / 1e6:.0f} MB a row")


def _next_line(source: IO[Any]) -> Any:
    try:
        return source.readline(ROW_LIMIT + 1)
    except UnicodeDecodeError as error:
        raise DocumentError(f"damaged {error.encoding.upper()} text; the rows after it were not read") from error


def _decoded(line: bytes) -> str | DocumentError:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return decode(line)
        except DocumentError as error:
            return error


def _object(line: str | DocumentError) -> dict[str, Any]:
    if isinstance(line, DocumentError):
        raise line
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise DocumentError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise DocumentError(f"not JSON that can be read: {one_line(error)}") from error
    except RecursionError as error:
        raise DocumentError("JSON nested too deeply") from error
    if not isinstance(record, dict):
        raise DocumentError(f"not a JSON object but a {type(record).__name__}")
    return record


def load_csv(file: SourceFile) -> Iterator[Document | Skipped]:
    """Read a .csv file row by row; the delimiter is the one that makes a `text` column of the header."""
    csv.field_size_limit(ROW_LIMIT)  # the default of 131,072 characters is less than a long article
    codec = detect(blocks(file.path))
    delimiter, header = _header(file, codec)
    row = 0
    with open(file.path, encoding=codec, errors=C1, newline="") as stream:
        reader = csv.reader(_bounded(stream), delimiter=delimiter, strict=True)
        for cells in _rows(reader):
            row += 1
            if row == 1:
                continue
            try:
                yield _document(file, row - 1, _record(header, cells))
            except DocumentError as error:
                yield Skipped(f"{file.id}#{row - 1}", str(error))
    if row < 2:
        raise DocumentError("no rows in it, only a header")


def _rows(reader: Any) -> Iterator[list[str] | DocumentError]:
    """The rows that are not blank, or why one cannot be had. Where a row ends is uncertain after a fault in a field
    of several lines, so nothing after that is read."""
    while True:
        line = reader.line_num
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield DocumentError(f"damaged CSV: {error}")
            if reader.line_num > line + 1:
                raise DocumentError(f"damaged CSV from line {line + 1} on: the rows after it were not read") from error
            continue
        if cells is None:
            return
        if cells:
            yield cells


def _bounded(stream: IO[str]) -> Iterator[str]:
    while line := stream.readline(ROW_LIMIT + 1):
        if len(line) > ROW_LIMIT:
            raise DocumentError(f"a line longer than the limit of {ROW_LIMIT / 1e6:.0f} MB; nothing after it was read")
        yield line


def _header(file: SourceFile, codec: str) -> tuple[str, list[str]]:
    for delimiter in DELIMITERS:
        with open(file.path, encoding=codec, errors=C1, newline="") as stream:
            first = next(_rows(csv.reader(_bounded(stream), delimiter=delimiter, strict=True)), [])
        names = [] if isinstance(first, DocumentError) else [cell.strip().lower() for cell in first]
        for name in FIELDS:
            if names.count(name) > 1:
                raise DocumentError(f"two columns are named {name}")
        if "text" in names:
            return delimiter, names
    raise DocumentError("no column named text in the first row")


def _record(header: list[str], cells: list[str] | DocumentError) -> dict[str, Any]:
    if isinstance(cells, DocumentError):
        raise cells
    if len(cells) != len(header):
        raise DocumentError(
            f"{len(cells)} columns where the header has {len(header)}: quote texts that hold a delimiter"
        )
    if sum(map(len, cells)) > ROW_LIMIT:
        raise DocumentError(f"longer than the limit of {ROW_LIMIT / 1e6:.0f} MB a row")
    return dict(zip(header, cells, strict=True))


def _document(file: SourceFile, row: int, record: dict[str, Any]) -> Document:
    text, id = record.get("text"), record.get("id")
    if text is None:
        raise DocumentError("no text field")
    if not isinstance(text, str):
        raise DocumentError(f"its text is not a string but a {type(text).__name__}")
    if id is None or id == "":
        id = f"{file.id}#{row}"
    if isinstance(id, bool) or not isinstance(id, str | int | float):
        raise DocumentError(f"its id is neither a string nor a number but a {type(id).__name__}")
    if len(str(id)) > ID_LENGTH:
        raise DocumentError(f"its id is longer than {ID_LENGTH:,} characters")
    fields = Fields(record.get("title"), record.get("date"), record.get("source"), record.get("url"))
    return make_document(str(id), text, fields)
