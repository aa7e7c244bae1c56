"""Who said what in each article: a table of offsets into its text, one column a quotation, memory-mapped. Holds no
texts: a quotation is made of the article, and must fit into it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.english.quotations.names import known_by
from qa.errors import MEND, IndexInvalid
from qa.index.columns import mapped, unlike
from qa.types import Document, Quotation
from qa.types.quotations import KINDS

FILE = "quotations.npy"

# The row of the article, the spans of content, name, speaker and cue, the kind, and what the speaker is known by.
ROWS = 11
NOBODY = -1  # where the name of a speaker would begin

Table = NDArray[np.int32]


class Quotations:
    """Immutable and safe to share between threads."""

    def __init__(self, table: Table) -> None:
        """`table`, shape (ROWS, m), has the quotations in the order of the articles and within them."""
        self._table = table
        self._articles, self._names, self._known = table[0], table[3], table[10]

    @classmethod
    def none(cls) -> Quotations:
        """Those of an index that was made before quotations were found."""
        return cls(np.empty((ROWS, 0), np.int32))

    @classmethod
    def build(cls, tables: Sequence[Table], folder: Path) -> None:
        """Write what `rows` made of each article, in order. Raises OSError when the disk does not take it."""
        table = np.concatenate([np.empty((ROWS, 0), np.int32), *tables], axis=1)
        np.save(folder / FILE, np.ascontiguousarray(table), allow_pickle=False)

    @classmethod
    def open(cls, folder: Path, documents: int) -> Quotations:
        """Raises IndexInvalid when the file is missing or damaged."""
        file = folder / FILE
        table = mapped(file, np.int32, 2)
        if len(table) != ROWS:
            raise unlike(file, table)
        articles, starts, ends, names, kinds = table[0], table[1], table[2], table[3], table[9]
        fits = (starts >= 0) & (starts < ends) & (names >= NOBODY) & (kinds >= 0) & (kinds < len(KINDS))
        ordered = not articles.size or (
            articles[0] >= 0 and articles[-1] < documents and (np.diff(articles) >= 0).all()
        )
        if not (ordered and fits.all()):
            raise IndexInvalid(f"{file} does not belong to an index of {documents} articles: {MEND}")
        return cls(table)

    def __len__(self) -> int:
        return int(self._table.shape[1])

    def copied(self, article: int, row: int) -> Table:
        """The columns of an article, for the one of that `row` in another generation."""
        columns = self._of(article).copy()
        columns[0] = row
        return columns

    def of(self, article: int, document: Document) -> list[Quotation]:
        """The quotations of an article, whose document this is, in order. Raises IndexInvalid when they do not fit."""
        return [_made(document, [int(number) for number in column]) for column in self._of(article).T]

    def articles_of(self, speaker: str) -> list[int]:
        """The rows of the articles in which somebody speaks who may be this one: who is known by the same word."""
        spoken = (self._known == _key(known_by(speaker))) & (self._names != NOBODY)
        return [int(row) for row in np.unique(self._articles[spoken])]

    def among(self, articles: NDArray[np.int64]) -> NDArray[np.int64]:
        """The columns of some articles, given by their rows, in order."""
        return np.flatnonzero(np.isin(self._articles, articles))

    def articles_at(self, columns: NDArray[np.int64]) -> NDArray[np.int32]:
        """The rows of the articles of some columns."""
        return np.asarray(self._articles[columns])

    def end_of(self, column: int) -> int:
        """Where what is said in a column ends."""
        return int(self._table[2, column])

    def span(self, article: int) -> slice:
        """The columns of one article."""
        # In the type of the column, which would else be copied whole into another one.
        first, last = np.searchsorted(self._articles, np.array([article, article + 1], self._articles.dtype))
        return slice(int(first), int(last))

    def named_at(self, column: int, document: Document) -> tuple[str | None, int]:
        """Who speaks in a column, by name, and where that stands in its document. Raises IndexInvalid."""
        made = _made(document, [int(number) for number in self._table[:, column]])
        return made.speaker, made.name_start

    def _of(self, article: int) -> Table:
        return self._table[:, self.span(article)]


def columns(row: int, quotations: Sequence[Quotation]) -> Table:
    """The quotations of the article of a row as they are kept, shape (ROWS, m)."""
    table = [
        (
            *(row, each.start, each.end, each.name_start, each.name_start + len(each.speaker or "")),
            *(each.speaker_start, each.speaker_end, each.cue_start, each.cue_end),
            *(KINDS.index(each.kind), _key(known_by(each.speaker)) if each.speaker else 0),
        )
        for each in quotations
    ]
    return np.array(table, np.int32).reshape(-1, ROWS).T


def _made(document: Document, numbers: Sequence[int]) -> Quotation:
    _, start, end, name, name_end, speaker, speaker_end, cue, cue_end, kind, _ = numbers
    spans = ((start, end), (max(name, 0), max(name_end, 0)), (speaker, speaker_end), (cue, cue_end))
    if not all(0 <= a <= b <= len(document.text) for a, b in spans):
        raise IndexInvalid(f"the quotations of the article {document.id[:80]!r} are not of its text: {MEND}")
    named = document.text[name:name_end] if name != NOBODY else None
    return Quotation(document.id, start, end, named, name, speaker, speaker_end, cue, cue_end, KINDS[kind])


def _key(word: str) -> int:
    number = zlib.crc32(word.encode("utf-8", "surrogatepass"))
    return number - (1 << 32) if number >> 31 else number
