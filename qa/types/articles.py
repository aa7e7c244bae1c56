"""Articles, their sentences, and what a search found. Offsets are code points into `Document.text`, end exclusive."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` is never changed after loading; every offset in the system points into it."""

    id: str
    title: str
    text: str
    source: str | None = None
    date: datetime.date | None = None
    url: str | None = None


class WordBox(NamedTuple):
    """Where a word of a scan was seen: `text[start:end]` of its document stands on this page of the file (from 0), in a
    box whose sides are counted in `PAGE_SIDE` parts of the page, from the left and the top of its picture. Words of
    one line have its number, which counts through the document (from 0)."""

    start: int
    end: int
    page: int
    line: int
    left: int
    top: int
    width: int
    height: int


PAGE_SIDE = 10_000
"""Into how many parts a `WordBox` divides the width, and the height, of a page."""


@dataclass(frozen=True, slots=True)
class ScannedDocument(Document):
    """An article as it comes from a file with scanned pages. `boxes` are in the order of the text; an index keeps them
    apart from the `Document` that it gives."""

    boxes: tuple[WordBox, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of citation: `document.text[start:end] == text`. `speaker` says it, by the name that a transcript or an
    interview gives; None where nobody is named."""

    document_id: str
    start: int
    end: int
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: a run of whole sentences of one document. `id` is its row in the index.

    `lead` is what is searched with it and stands before it in the document, a line each: the headings of its section,
    the head of the columns of its table, who speaks. "" where it says all that itself.
    """

    id: int
    document_id: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    lead: str = ""


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
class Context:
    """What stands before a cited sentence, and says whom its "He" or what its "This" means."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim sentence that an answer rests on.

    A citation that does not stand in its document cannot be made: this is the one place where that is
    enforced, and every answer's citations pass through it. `speaker` is that of the `Sentence`, and stands there too;
    so does the `context`, before the sentence.
    """

    number: int
    document: Document
    start: int
    end: int
    text: str
    speaker: str | None = None
    context: Context | None = None

    def __post_init__(self) -> None:
        # Slices take negative and too large offsets as well: that the text is equal would not make them true.
        inside = 0 <= self.start < self.end <= len(self.document.text)
        if not inside or self.document.text[self.start : self.end] != self.text:
            raise ValueError(f"not in {self.document.id!r} at {self.start}-{self.end}: {self.text[:80]!r}")
        if self.speaker is not None and self.speaker not in self.document.text[: self.end]:
            raise ValueError(f"nobody called {self.speaker[:80]!r} speaks in {self.document.id!r}")
        before = self.context
        if before is None:
            return
        ahead = 0 <= before.start < before.end <= self.start
        if not ahead or self.document.text[before.start : before.end] != before.text:
            raise ValueError(f"not before {self.start} in {self.document.id!r}: {before.text[:80]!r}")
