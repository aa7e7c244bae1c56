"""Articles as objects: .jsonl with one a line, .json with a list of them somewhere in it; fields as in a table.

Of .jsonl no more than a line is held, so its size has no limit.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import IO, Any

from qa.documents import ninjs
from qa.documents.columns import chosen, frozen
from qa.documents.encoding import BLOCK, C1, REPLACED, check_text, decode, wide
from qa.documents.fields import json_kind
from qa.documents.files import SUFFIXES, SourceFile
from qa.documents.nested import articles, flat
from qa.documents.rows import Rows
from qa.errors import DocumentError
from qa.types import Columns, Document, Note, Skipped

ROW_LIMIT = 20_000_000  # characters or bytes: the limit of a file that is one document
WHOLE_LIMIT = 100_000_000  # bytes of a .json file, which is held in memory several times over
HOPELESS = 1000  # bad rows from the start on, after which a file is taken for something else

Record = dict[str, Any]


def load(file: SourceFile, columns: Columns | None) -> Iterator[tuple[int, Document | Skipped | Note]]:
    """Read a .jsonl or .json file: each row's number with what it gives; 0 is the file."""
    if _is_lines(file):
        rows = Rows(file.id, "field", columns, lambda: _readable(_objects(_lines(file))))
        records = _objects(_lines(file))
    else:
        whole = _whole(file)
        if ninjs.is_news(whole):
            yield from ninjs.articles(file.id, whole)
            return
        found = articles(whole, frozen(columns))
        rows = Rows(file.id, "field", columns, lambda: _readable(map(_checked, found)))
        records = map(_checked, found)
    yield from _loaded(file, rows, records)
    for item in rows.told():
        yield 0, item


def _loaded(
    file: SourceFile, rows: Rows, records: Iterator[Record | DocumentError]
) -> Iterator[tuple[int, Document | Skipped]]:
    row, some = 0, False
    # Held back until a row is good: a log that is named .jsonl is one fault, not thousands.
    faults: list[tuple[int, Skipped]] = []
    for row, record in enumerate(records, start=1):
        try:
            if isinstance(record, DocumentError):
                raise record
            document = rows.read(row, flat(record))
        except DocumentError as error:
            if fault := rows.fault(row, error):
                faults.append((row, fault))
            if some:
                yield from faults
                faults = []
            elif row > HOPELESS:
                break
            continue
        yield from faults
        some, faults = True, []
        if document is not None:
            yield row, document
    if row == 0:
        raise DocumentError("no rows in it")
    if not some and len(faults) > 1:
        which = f"first {row:,}" if row > HOPELESS else f"{row:,}"
        raise DocumentError(f"not one of its {which} rows is an article; row 1: {faults[0][1].reason}")
    yield from faults


def _is_lines(file: SourceFile) -> bool:
    """Whether each line is an object of its own."""
    named = SUFFIXES.get(file.path.suffix.lower()) == ".jsonl"
    lines = (line for line in _lines(file) if isinstance(line, DocumentError) or line.strip())
    first, second = next(lines, ""), next(lines, None)
    if isinstance(first, DocumentError):
        return named
    head = first.strip()
    if head[:1] not in ("[", "{"):
        return True
    try:
        record = _object(first)
    except DocumentError:
        return named and head[0] == "{" and head != "{"
    if second is not None:
        return True
    fields = flat(record)
    return named and any(isinstance(fields[name], str) for name in chosen(tuple(fields))["text"])


def _whole(file: SourceFile) -> Any:
    if file.path.stat().st_size > WHOLE_LIMIT:
        limit = f"more than the limit of {WHOLE_LIMIT / 1e6:.0f} MB"
        raise DocumentError(f"JSON of {limit}: write one object a line, as .jsonl, which has none")
    try:
        return json.loads(decode(file.path.read_bytes()))
    except json.JSONDecodeError as error:
        raise DocumentError(f"not JSON: {error.msg} at line {error.lineno:,}, character {error.colno:,}") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise DocumentError("not JSON that can be read: a number of thousands of digits") from error


def _readable(records: Iterator[Record | DocumentError]) -> Iterator[Record]:
    return (flat(record) for record in records if not isinstance(record, DocumentError))


def _objects(lines: Iterator[str | DocumentError]) -> Iterator[Record | DocumentError]:
    for line in lines:
        if isinstance(line, DocumentError):
            yield line
        elif line.strip():
            try:
                yield _object(line)
            except DocumentError as error:
                yield error


def _object(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise DocumentError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise DocumentError("not JSON that can be read: a number of thousands of digits") from error
    except RecursionError as error:
        raise DocumentError("JSON nested too deeply") from error
    if isinstance(checked := _checked(record), DocumentError):
        raise checked
    return checked


def _checked(record: Any) -> Record | DocumentError:
    return record if isinstance(record, dict) else DocumentError(f"not a JSON object but {json_kind(record)}")


def _lines(file: SourceFile) -> Iterator[str | DocumentError]:
    """Each line, or why it cannot be had. Decoded one by one, so that each may have an encoding of its own."""
    with open(file.path, "rb") as stream:
        head = stream.read(BLOCK)
        stream.seek(0)
        codec = wide(head)
        if codec is None and b"\0" in head:
            check_text(head)
        source: IO[Any] = stream if codec is None else io.TextIOWrapper(stream, codec, errors=C1, newline="\n")
        while line := source.readline(ROW_LIMIT + 1):
            if len(line) <= ROW_LIMIT:
                yield line if isinstance(line, str) else _decoded(line)
                continue
            while line and line[-1:] not in (b"\n", "\n"):
                line = source.readline(ROW_LIMIT + 1)
            yield DocumentError(f"longer than the limit of {ROW_LIMIT / 1e6:.0f} MB a row")


def _decoded(line: bytes) -> str | DocumentError:
    try:
        return line.decode("utf-8-sig").replace("\0", REPLACED)
    except UnicodeDecodeError:
        try:
            return decode(line)
        except DocumentError as error:
            return error
