"""What an open generation is made of, as those who read it see it: the parts that hold as much as the articles do.

On disk they are `store/`, `vectors.py`, `lexical.py`; an engine gives the same from elsewhere. The columns of numbers
(`filters.py`, `mentions.py`, `stories.py`, `quotations.py`, `speakers.py`, `names.py`) are small, and the same classes
everywhere. What each method gives is said at those classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.index.store.boxes import Table
from qa.index.store.glances import Glance
from qa.index.store.listing import Listing, Sort
from qa.index.store.places import FileOrigin
from qa.index.store.writer import Counts
from qa.types import EVERYTHING, Document, Note, Passage, Skipped, Within

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]


class Texts(Protocol):
    """Articles and passages: see `Store`."""

    documents: int
    passages: int

    def document(self, document_id: str) -> Document:
        """Raises KeyError."""
        ...

    def fetch(self, rows: Sequence[int]) -> list[tuple[Document, Passage]]:
        """Passages with their documents, in the order asked for."""
        ...

    def glances(self, rows: Sequence[int]) -> list[Glance]:
        """Passages in ascending order."""
        ...

    def by_row(self, rows: Sequence[int]) -> dict[int, Document]:
        """Documents by their places."""
        ...

    def at(self, rows: Sequence[int]) -> Iterator[Document]:
        """Documents of these places, the newest first."""
        ...

    def articles(self) -> Iterator[Document]:
        """Every document, in order."""
        ...

    def row_of(self, document_id: str) -> int:
        """The place of a document. Raises KeyError."""
        ...

    def row_at(self, document_id: str, at: int) -> int | None:
        """The passage that holds a character."""
        ...

    def passages_each(self) -> list[int]:
        """How many passages each document has."""
        ...

    def newest(self, limit: int) -> list[Document]:
        """The newest documents."""
        ...

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        ...

    def period(self) -> tuple[str | None, str | None]:
        """The first and last date (ISO)."""
        ...

    def files(self) -> dict[str, bytes | None]:
        """Path -> digest of each file that was read."""
        ...

    def skipped(self) -> list[Skipped]:
        """What could not be read."""
        ...

    def notes(self) -> list[Note]:
        """What is indexed otherwise than it stands there."""
        ...

    def hashes(self) -> dict[str, bytes]:
        """Document id -> hash."""
        ...

    def keys(self) -> list[bytes]:
        """The key of every passage."""
        ...

    def check(self) -> Counts:
        """Read every row; how many there are."""
        ...

    def close(self) -> None:
        """Nothing may be read afterwards."""
        ...

    def listing(
        self,
        query: str = "",
        sort: Sort = "title",
        descending: bool = False,
        offset: int = 0,
        limit: int = 100,
        also: Sequence[int] = (),
        only: Sequence[int] | None = None,
    ) -> Listing:
        """A page of the articles that were found."""
        ...

    def listed(self, query: str, also: Sequence[int] = ()) -> list[int]:
        """The places of all of those articles, ascending."""
        ...


class ScannedWords(Protocol):
    """Where words stand on the pages of scans, and which file gave an article: see `Places`."""

    def table(self, document: Document) -> Table | None:
        """The boxes of a document's words."""
        ...

    def origin(self, document_id: str) -> FileOrigin | None:
        """The file that gave a document."""
        ...

    def count(self, file: str) -> int | None:
        """How many articles a file gave."""
        ...

    def documents(self) -> list[str]:
        """The ids of all documents with boxes."""
        ...

    def close(self) -> None:
        """Nothing may be read afterwards."""
        ...


class Nearness(Protocol):
    """The vectors: see `Vectors`."""

    absent: Rows

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    def __len__(self) -> int: ...
    def take(self, rows: Rows) -> NDArray[np.float32]:
        """The vectors of these rows."""
        ...

    def search(
        self, vector: NDArray[np.float32], k: int, among: Mask | None = None, within: Within = EVERYTHING
    ) -> tuple[Rows, Scores]:
        """The k best rows, best first, with their scores."""
        ...


class Words(Protocol):
    """The search by words: see `Lexical`."""

    def __len__(self) -> int: ...
    def holding(self, words: Sequence[Sequence[str]]) -> Rows:
        """Every row that holds one of the terms of each of `words`."""
        ...

    def idf(self, term: str) -> float:
        """The inverse document frequency of a term."""
        ...

    def rarity(self, word: str) -> float:
        """That of a word as it is written."""
        ...

    def containing(
        self,
        text: str,
        limit: int,
        within: Within = EVERYTHING,
        among: Mask | None = None,
        *,
        oldest: bool = False,
    ) -> Rows:
        """The newest or oldest rows that hold every word of a text."""
        ...

    def search(
        self,
        question: str,
        k: int,
        among: Mask | None = None,
        within: Within = EVERYTHING,
        *,
        masked: bool = False,
    ) -> tuple[Rows, Scores]:
        """The k best rows, best first, with their scores."""
        ...
