"""The nouns of the system: immutable facts that each stage makes anew and nobody fills in later.

Standard library only. All offsets are code points into `Document.text`, end exclusive.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike
from typing import Literal, Protocol

Path = str | PathLike[str]
Source = Path | Iterable[Path]
"""What an index is built from: a file, a folder, or a list of them."""

Turn = tuple[str, str]
"""One message of a conversation: (role, text), the role is "user" or "assistant"."""

Day = datetime.date | str
"""A date, or its ISO form such as "2025-12-05"."""


class Progress(Protocol):
    """Told how far a build or an evaluation is: `done` of `total` units of `stage`.

    The stages of a build are "loading" (the model: 0 or 1), "reading" (bytes), "indexing" (passages, by their words)
    and "embedding" (passages); that of an evaluation is "asking" (questions).
    """

    def __call__(self, stage: str, done: int, total: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` is never changed after loading; every offset in the system points into it."""

    id: str
    title: str
    text: str
    source: str | None = None
    date: datetime.date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of citation: `document.text[start:end] == text`."""

    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: a run of whole sentences of one document. `id` is its row in the index."""

    id: int
    document_id: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with its document. A higher score is better; it compares within one search.

    `also` are passages of other articles that tell the same, which take no place of their own among the results.
    """

    document: Document
    passage: Passage
    score: float
    also: tuple[Hit, ...] = ()

    @property
    def start(self) -> int:
        """Where the passage begins in the document's text."""
        return self.passage.start

    @property
    def end(self) -> int:
        """Where it ends there."""
        return self.passage.end

    @property
    def text(self) -> str:
        """What stands between."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim sentence that an answer rests on.

    A citation that does not stand in its document cannot be made: this is the one place where that is
    enforced, and every answer's citations pass through it.
    """

    number: int
    document: Document
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        inside = 0 <= self.start < self.end <= len(self.document.text)
        if not inside or self.document.text[self.start : self.end] != self.text:
            raise ValueError(f"not in {self.document.id!r} at {self.start}-{self.end}: {self.text[:80]!r}")


@dataclass(frozen=True, slots=True)
class Within:
    """The articles that count: those of the days from `since` to `until`, both included and None open, and of these
    `sources`, None being all. An article without a day is of no days. Made by `qa.search.within.within`."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    sources: tuple[str, ...] | None = None

    @property
    def dated(self) -> bool:
        """Whether it names a day at all."""
        return self.since is not None or self.until is not None


EVERYTHING = Within()

WindowKind = Literal["today", "calendar", "year"]
"""What words about time rest on: they count from today ("last week"), name a day or month of the calendar ("in May"),
or a year, decade or century, of which articles of other days tell too."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a question's own words (`text`, such as "last week") ask about: both included, None is open.

    `latest`: the words ("the latest on ...") ask for the newest of equally good answers. `held` is False when nothing
    within these days answered and all articles were searched instead.
    """

    text: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    latest: bool = False
    held: bool = True
    kind: WindowKind = "today"

    @property
    def days(self) -> Within:
        """The articles of its days."""
        return Within(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Account:
    """One of several accounts that differ: what is said ("212 million euros"), and the numbers of the citations that
    say so."""

    value: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions that were asked at once, with its own answer; fields as in `Answer`.

    `numbers` are those of the citations of the whole answer that this part rests on.
    """

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    numbers: tuple[int, ...]
    window: Window | None = None
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What `Assistant.ask` gives. `found` is False, and `citations` empty, when the articles do not hold the answer.

    `question` is the question as searched, `text` carries marks like `[1]` that name a citation's number,
    `short` is a few words or None, `confidence` lies in [0, 1], `hits` are the nearest passages either way.
    `window` is what the question's own words said about dates, `accounts` are two or more, newest first, where reports
    differ on what was asked for. `parts` are the questions that were asked at once; `window` and `accounts` then stand
    there, and `found` tells whether any of them was answered.
    """

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    window: Window | None = None
    accounts: tuple[Account, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A dated sentence on a topic. `day` is when it happened: `stated` in the sentence, else the day of its article.

    `also` are the sentences of other articles that tell the same.
    """

    day: datetime.date
    stated: bool
    citation: Citation
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file (or a row of one, "docs.jsonl#3") that was not indexed, and why, in words for its owner."""

    file: str
    reason: str


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
