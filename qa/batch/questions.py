"""The questions of a file: .csv and .tsv with a column `question`, or one column; .jsonl; of any other, a line each."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qa.documents import encoding
from qa.errors import DocumentError, QuestionsInvalid
from qa.evaluation.lines import as_object

MOST_QUESTIONS = 100_000
LARGEST = 50_000_000
"""Bytes of a file."""
QUESTION = "question"

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question; `beside` are the other cells of its row, by the names of their columns."""

    text: str
    beside: dict[str, str] = field(default_factory=dict)


def read(path: Path) -> list[QuestionRow]:
    """The questions of a file; `-` is standard input, a line each. Raises QuestionsInvalid, which names the file."""
    return parsed(str(path), _data(path))


def parsed(name: str, data: bytes) -> list[QuestionRow]:
    """The questions of a file of that name and content, in order, at most MOST_QUESTIONS. Rows without a question are
    left out. Raises QuestionsInvalid."""
    if len(data) > LARGEST:
        raise QuestionsInvalid(f"{name} is larger than {LARGEST / 1e6:.0f} MB: split it")
    try:
        text = encoding.decode(data)
    except DocumentError as error:
        raise QuestionsInvalid(f"{name}: {error}") from error
    kind = Path(name).suffix.lower()
    if kind in (".csv", ".tsv"):
        found = list(_of_table(name, text))
    elif kind == ".jsonl":
        found = [_of_record(record) for record in _objects(name, text)]
    else:
        found = [QuestionRow(line) for line in text.splitlines()]
    rows = [row for row in found if row.text.strip()]
    if not rows:
        raise QuestionsInvalid(f"{name}: no questions in it; write one a line, or a .csv with a column `{QUESTION}`")
    if len(rows) > MOST_QUESTIONS:
        raise QuestionsInvalid(f"{name}: {len(rows):,} questions, and {MOST_QUESTIONS:,} are taken: split the file")
    return rows


def _data(path: Path) -> bytes:
    try:
        if str(path) == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise QuestionsInvalid(f"{path} cannot be opened: {error.strerror or error}") from error


def _objects(name: str, text: str) -> Iterator[dict[str, object]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield as_object(line.encode("utf-8", "surrogatepass"))
            except QuestionsInvalid as error:
                raise QuestionsInvalid(f"{name}:{number}: {error}") from error


def _of_table(name: str, text: str) -> Iterator[QuestionRow]:
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        head = [name.strip() for name in next((row for row in rows if any(row)), [])]
        at = next((i for i, name in enumerate(head) if name.casefold() == QUESTION), None)
        if at is not None:
            yield from (_of_row(row, head, at) for row in rows)
        elif len(head) > 1:
            raise QuestionsInvalid(f"{name}: no column `{QUESTION}` among: {', '.join(head)[:200]}; call one so")
        else:  # one column without a header
            yield from (QuestionRow("".join(row[:1])) for row in (head, *rows))
    except csv.Error as error:
        raise QuestionsInvalid(f"{name}:{rows.line_num}: {error}") from error


def _of_row(row: list[str], head: list[str], at: int) -> QuestionRow:
    beside = {name: cell for i, (name, cell) in enumerate(zip(head, row, strict=False)) if i != at}
    return QuestionRow(row[at] if at < len(row) else "", beside)


def _of_record(record: dict[str, object]) -> QuestionRow:
    asked = record.get(QUESTION)
    beside = {name: str(value) for name, value in record.items() if name != QUESTION and isinstance(value, str | int)}
    return QuestionRow(asked if isinstance(asked, str) else "", beside)
