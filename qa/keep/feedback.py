"""What people say of answers, one JSON object a line in `feedback.jsonl` in the directory of the index.

The file belongs to no generation: builds leave it alone. `qa evaluate` reads it as labelled questions; what a line is
worth there, `qa.evaluation.judgements` says.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NotRequired

from typing_extensions import TypedDict

from qa.errors import FeedbackRefused, NotWritten
from qa.keep.schema import AnswerJSON

FILE = "feedback.jsonl"
LOCKED_AT_MOST = 10.0  # seconds
LARGEST = 50_000_000
"""Bytes of the file: some 40,000 judgements. A page that is open to a network should not fill the disk."""
COMMENT_CHARACTERS = 1000
LINE_BYTES = 60_000


class CitedJSON(TypedDict):
    """A cited sentence, in the form of `evidence` of labelled questions."""

    doc_id: str
    start: int
    end: int
    text: str


class FeedbackJSON(TypedDict):
    """One judgement. `question` is what was searched, `asked` what was typed; since, until, sources are its filters.

    `generation` is the index that was live when it was judged, `at` that time in ISO form.
    """

    question: str
    asked: str
    since: str | None
    until: str | None
    sources: list[str]
    names: NotRequired[list[str]]
    good: bool
    comment: str
    found: bool
    short: str | None
    confidence: float
    citations: list[CitedJSON]
    generation: int
    at: str


def citations_of(answer: AnswerJSON) -> list[CitedJSON]:
    """The citations of an answer as evidence."""
    return [
        CitedJSON(doc_id=c["document"]["id"], start=c["start"], end=c["end"], text=c["text"])
        for c in answer["citations"]
    ]


def keep(index: Path, feedback: FeedbackJSON) -> None:
    """Append one line, on disk when this returns; several processes may do so at once.

    Raises FeedbackRefused for what is too long or no valid Unicode, NotWritten when the file is full or the disk is.
    """
    if len(feedback["comment"]) > COMMENT_CHARACTERS:
        raise FeedbackRefused(f"a comment may have {COMMENT_CHARACTERS:,} characters: shorten it")
    try:
        line = json.dumps(feedback, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except ValueError as error:  # half of a surrogate pair, a number that is none
        raise FeedbackRefused("this is no valid text: half of a surrogate pair, or a number that is none") from error
    if len(line) > LINE_BYTES:
        raise FeedbackRefused(f"this has {len(line):,} bytes: a judgement may have {LINE_BYTES:,}")
    import filelock

    if not index.is_dir():  # the lock would make it
        raise NotWritten(f"{index / FILE} could not be written (there is no such folder)")
    try:
        # Else a line that another process is in the middle of would pass for one that was cut short.
        with filelock.FileLock(index / f"{FILE}.lock", timeout=LOCKED_AT_MOST):
            _append(index / FILE, line)
    except filelock.Timeout as error:
        raise NotWritten(f"{index / FILE} is held by another process: try again in a moment") from error
    except OSError as error:
        raise NotWritten(f"{index / FILE} could not be written ({error.strerror or error})") from error


def _append(place: Path, line: bytes) -> None:
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    file = os.open(place, flags, 0o600)  # questions and comments are nobody else's business
    try:
        before = os.fstat(file).st_size
        if before + len(line) > LARGEST:
            raise NotWritten(f"{place} is full ({LARGEST / 1e6:.0f} MB): move it elsewhere, a new one will be begun")
        if before and _last_byte(file, before) != b"\n":  # a line that a crash of the machine cut short
            line = b"\n" + line
        written = os.write(file, line)  # one call: what others append never comes between
        if written < len(line):
            if os.fstat(file).st_size == before + written:  # else another one, without the lock, wrote behind it
                os.ftruncate(file, before)
            raise OSError("the disk is full")
        os.fsync(file)
    finally:
        os.close(file)


def _last_byte(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)
