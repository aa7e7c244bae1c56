"""A file of JSON lines -> its objects with their line numbers; UTF-8, also as .jsonl.gz. Knows no field."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa.errors import QuestionsInvalid

LINE_LIMIT = 1_000_000  # bytes: a question with its evidence is a few hundred


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of the lines that are not blank, with their numbers from 1. Raises QuestionsInvalid."""
    for number, line in _lines(path):
        try:
            yield number, as_object(line)
        except QuestionsInvalid as error:
            raise QuestionsInvalid(f"{path}:{number}: {error}") from error


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1."""
    number = 0
    try:
        with _open(path) as stream:
            # Never more than this in memory: a packed file of a megabyte may hold one line of a gigabyte.
            while line := stream.readline(LINE_LIMIT + 1):
                number += 1
                if len(line) > LINE_LIMIT:
                    raise QuestionsInvalid(f"{path}:{number}: longer than {LINE_LIMIT / 1e6:.0f} MB: shorten it")
                if line.strip():
                    yield number, line
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise QuestionsInvalid(f"{path}: damaged after line {number} ({error}): pack it again with gzip") from error
    except OSError as error:
        raise QuestionsInvalid(f"{path} cannot be opened: {error.strerror or error}") from error


def _open(path: Path) -> io.BufferedIOBase:
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")


def as_object(line: bytes) -> dict[str, Any]:
    """The object of a line. Raises QuestionsInvalid."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise QuestionsInvalid("not UTF-8: save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise QuestionsInvalid(
            f"not JSON ({error.msg} at character {error.pos + 1}): write one object a line"
        ) from error
    except (ValueError, RecursionError) as error:  # a number of too many digits; brackets nested too deeply
        raise QuestionsInvalid("not JSON that can be read: write one plain object a line") from error
    if not isinstance(record, dict):
        raise QuestionsInvalid(f'not a JSON object but a {type(record).__name__}: write {{"question": "…"}}')
    return record
