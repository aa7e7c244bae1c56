"""What an index is built from, and what a build did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Protocol

Path = str | PathLike[str]
Source = Path | Iterable[Path]
"""What an index is built from: a file, a folder, or a list of them."""

Columns = Mapping[str, str]
"""Where a table keeps what: {"text": "body of report"}. The keys are those of `COLUMNS`."""

COLUMNS = ("text", "id", "title", "date", "source", "url")


class Progress(Protocol):
    """Told how far a build or an evaluation is: `done` of `total` units of `stage`.

    The stages of a build are "loading" (the model: 0 or 1), "reading" (bytes), "indexing" (passages, by their words),
    "embedding" (passages), and "writing" (passages) where an engine keeps the index; that of an evaluation is "asking"
    (questions).
    """

    def __call__(self, stage: str, done: int, total: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file (or a row of one, "docs.jsonl#3") that was not indexed, and why, in words for its owner.

    `scan` when another Tesseract, or one at all, may read it."""

    file: str
    reason: str
    scan: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A file (or a row of one) that was indexed, but otherwise than it stands there, and how.

    `scan` when another Tesseract, or one at all, may read more of it."""

    file: str
    text: str
    scan: bool = False


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `added`, `changed`, `removed`, `unchanged` count documents against the generation before;
    `embedded` counts passages whose vector had to be computed; `seconds` is wall time."""

    documents: int
    passages: int
    added: int
    changed: int
    removed: int
    unchanged: int
    embedded: int
    skipped: tuple[Skipped, ...]
    seconds: float
    generation: int
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareReport:
    """What the `worker`th `of` several did: passages that it read, texts that fell to it and have no vector in the
    live generation, how many of these it computed, seconds of wall time."""

    worker: int
    of: int
    read: int
    falling: int
    embedded: int
    seconds: float
